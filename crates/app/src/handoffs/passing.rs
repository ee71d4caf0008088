//! What other slices call when work has moved: it is offered on where its stage is somebody else's, and what waits for an
//! answer is withdrawn where the question is no longer there.

use super::facts::Facts;
use super::{offer, sql};
use crate::events::Cause;
use crate::{Ctx, Result, leads, records};
use db::Tx;
use domain::accounts::Account;
use domain::handoffs::boundary::{self, passing};
use domain::handoffs::{Handoff, Subject, decide};
use domain::kernel::id::{OpportunityId, PositionId};
use domain::opportunities::{Opportunity, Outcome};
use domain::organisation::SalesModel;
use domain::organisation::routing::WorkStage;
use uuid::Uuid;

/// An opportunity has been written: it may have come to a boundary, or need nobody's answer any more.
///
/// # Errors
/// The database's own.
pub(crate) fn moved(ctx: &Ctx, tx: &mut Tx<'_>, before: Option<&Opportunity>, after: &Opportunity) -> Result<()> {
    let turned = before.is_some_and(|b| b.owner != after.owner || (b.outcome != after.outcome));
    if turned {
        withdraw(ctx, tx, &[after.id.0])?;
    }
    let is_won = |o: &Opportunity| o.outcome == Outcome::Won;
    if is_won(after) && !before.is_some_and(is_won) {
        return won(ctx, tx, after);
    }
    let entered = before.is_none_or(|b| b.stage != after.stage || b.outcome != Outcome::Open);
    if after.outcome != Outcome::Open || !entered || !prescribes(ctx) {
        return Ok(());
    }
    let pipelines = crate::opportunities::pipelines::all(tx)?;
    let stage = crate::routing::stage_of(&pipelines, after.stage.0);
    at(ctx, tx, Subject::Opportunity(after.id), None, (after.owner, stage))
}

/// A lead has become an opportunity: qualifying is done, and whoever presents goes on with it.
///
/// # Errors
/// The database's own.
pub(crate) fn qualified(ctx: &Ctx, tx: &mut Tx<'_>, owner: PositionId, opportunity: OpportunityId) -> Result<()> {
    if !prescribes(ctx) {
        return Ok(());
    }
    at(ctx, tx, Subject::Opportunity(opportunity), None, (owner, WorkStage::Presenting))
}

/// A sale is won: the customer goes to whoever follows up, unless they have it already.
fn won(ctx: &Ctx, tx: &mut Tx<'_>, deal: &Opportunity) -> Result<()> {
    let Some(account) = deal.account.filter(|_| prescribes(ctx)) else { return Ok(()) };
    let Some(customer) = records::some::<Account>(tx, None, &[account.0])?.pop() else { return Ok(()) };
    let stage = WorkStage::FollowingUp;
    if customer.owner != deal.owner && !boundary::is_beyond(&ctx.organisation, customer.owner, stage) {
        return Ok(());
    }
    at(ctx, tx, Subject::Account(account), Some(deal.id), (deal.owner, stage))
}

fn at(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    subject: Subject,
    deal: Option<OpportunityId>,
    (owner, stage): (PositionId, WorkStage),
) -> Result<()> {
    let now = &ctx.organisation;
    if !boundary::is_beyond(now, owner, stage) || !sql::open_of(tx, &[subject.id()])?.is_empty() {
        return Ok(());
    }
    let facts = Facts::of(tx, subject, deal)?;
    let then = ctx.organisation_on(facts.model_day(ctx, tx)?);
    if let Some(passing) = passing(&then, now, owner, stage) {
        offer::prescribed(ctx, tx, &facts, (owner, stage), passing)?;
    }
    Ok(())
}

/// Whether some unit ever stated a model that passes work on: without, nothing is asked of the database.
fn prescribes(ctx: &Ctx) -> bool {
    let passes = |model: Option<SalesModel>| matches!(model, Some(SalesModel::AssemblyLine | SalesModel::Pod));
    ctx.history.rows().units.iter().any(|row| row.dated.superseded_at.is_none() && passes(row.dated.value.model))
}

/// Records have been given to somebody, closed or taken away: nobody need answer for them any more.
///
/// # Errors
/// The database's own.
pub(crate) fn withdraw(ctx: &Ctx, tx: &mut Tx<'_>, records: &[Uuid]) -> Result<()> {
    let open = sql::open_of(tx, records)?;
    let mut changes = Vec::with_capacity(open.len());
    for old in open {
        let new = decide::withdraw(&old, ctx.user, ctx.now)?;
        changes.push((Some(old), new));
    }
    if changes.is_empty() {
        return Ok(());
    }
    offer::saved(ctx, tx, Cause::COMMAND, changes)
}

/// Passes the record itself to whoever has accepted it. The hand-off is written already.
///
/// # Errors
/// The database's own.
pub(super) fn hand_over(ctx: &Ctx, tx: &mut Tx<'_>, handoff: &Handoff, to: PositionId) -> Result<()> {
    match handoff.subject {
        Subject::Lead(id) => leads::commands::hand_over(ctx, tx, id, to),
        Subject::Account(id) => crate::accounts::commands::hand_over(ctx, tx, id, handoff.from, to),
        Subject::Opportunity(id) => {
            crate::opportunities::commands::hand_over(ctx, tx, id, to)?;
            // The customer goes along where the sender has nothing else to do there.
            match handoff.account {
                Some(account) if !sql::has_other_deals(tx, account, handoff.from)? => {
                    crate::accounts::commands::hand_over(ctx, tx, account, handoff.from, to)
                }
                _ => Ok(()),
            }
        }
    }
}
