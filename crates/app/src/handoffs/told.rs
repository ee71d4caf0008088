//! Hand-offs of the past, as files tell of them: who passed a sale to whom, and on which day. When exactly they were
//! offered and answered is not known, and is counted nowhere.

use super::sql;
use crate::events::Cause as Why;
use crate::records::Batch;
use crate::{Ctx, Result};
use db::Tx;
use domain::Day;
use domain::handoffs::{Cause, Handoff, State, Subject};
use domain::kernel::id::{AccountId, OpportunityId, PositionId, SetId};
use domain::organisation::routing::WorkStage;
use std::collections::HashMap;

/// One of them.
pub(crate) struct Told {
    /// The sale that passed,
    pub deal: OpportunityId,
    /// its name,
    pub name: String,
    /// and its customer.
    pub account: Option<AccountId>,
    /// Who passed it on.
    pub from: PositionId,
    /// Who got it: the same one, where it stayed.
    pub to: PositionId,
    /// When.
    pub on: Day,
}

/// Writes what a file tells. What was told before and says the same stays as it is.
///
/// # Errors
/// The database's own.
pub(crate) fn tell(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, all: Vec<Told>) -> Result<()> {
    let deals: Vec<OpportunityId> = all.iter().map(|told| told.deal).collect();
    let known = sql::told(tx, &deals)?;
    let known: HashMap<OpportunityId, Handoff> =
        known.into_iter().filter_map(|handoff| Some((handoff.opportunity?, handoff))).collect();
    let mut batch = Batch::default();
    for told in all {
        let before = known.get(&told.deal);
        let after = after(ctx, before, told);
        if before != Some(&after) {
            batch.push(before.cloned(), after);
        }
    }
    batch.write(ctx, tx, Why::import(set))
}

fn after(ctx: &Ctx, before: Option<&Handoff>, told: Told) -> Handoff {
    let at = ctx.company.start_of(told.on);
    Handoff {
        id: before.map_or_else(|| ctx.id(), |handoff| handoff.id),
        subject: Subject::Opportunity(told.deal),
        name: told.name,
        account: told.account,
        opportunity: Some(told.deal),
        cause: Cause::File,
        model: None,
        stage: WorkStage::Presenting,
        from: told.from,
        to: Some(told.to),
        escalated_to: None,
        escalations: 0,
        offered_on: told.on,
        offered_at: at,
        due_at: at,
        context: Vec::new(),
        asked: 0,
        filled: 0,
        note: None,
        state: State::Accepted,
        expired_at: None,
        decided_at: Some(at),
        decided_by: None,
        reason: None,
        reply: None,
        is_quiet: false,
        is_settled: true,
        version: before.map_or(0, |handoff| handoff.version),
    }
}
