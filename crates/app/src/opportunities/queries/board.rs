//! The board: open opportunities of one pipeline by stage, with sums over everything the reader may see.
//!
//! Without a question the sums come from the totals kept by stage and owner, with one the records are summed; the
//! cards of a stage are read by its index, those that close soonest first, those without a close date last. Sums are
//! minor units of the company's currency; an opportunity without an amount counts, and adds nothing.

use super::sql::{self, Sums};
use crate::listing::{self, Label, ListQuery, Owners, kinds};
use crate::opportunities::pipelines::{self, Pipeline};
use crate::records;
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Day;
use domain::kernel::Money;
use domain::kernel::id::{OpportunityId, PipelineId};
use domain::opportunities::{Outcome, Stage};
use domain::policy::{Action, Noun};
use serde::Serialize;

/// A pipeline as columns.
#[derive(Clone, Debug, Serialize)]
pub struct BoardView {
    /// The pipeline shown.
    pub pipeline: PipelineId,
    /// Every pipeline there is.
    pub pipelines: Vec<Pipeline>,
    /// A column for each open stage.
    pub lanes: Vec<LaneView>,
    /// Stages that close.
    pub closing: Vec<Stage>,
    /// Opportunities in all columns.
    pub count: i64,
    /// What they sum to.
    pub sum: Money,
    /// The same, each by its chance of winning.
    pub weighted: Money,
    /// Whether the reader may move any.
    pub may_move: bool,
}

/// One column.
#[derive(Clone, Debug, Serialize)]
pub struct LaneView {
    /// The stage.
    pub stage: Stage,
    /// How many are there.
    pub count: i64,
    /// What they sum to.
    pub sum: Money,
    /// The same, each by its chance of winning.
    pub weighted: Money,
    /// The first of them.
    pub cards: Vec<CardView>,
}

/// One opportunity on the board.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// Which.
    pub id: OpportunityId,
    /// Name.
    pub name: String,
    /// Whom to; none where that is not known, or hidden.
    pub account: Option<Label>,
    /// Whether the reader may not see whom to.
    pub account_hidden: bool,
    /// How much.
    pub amount: Option<Money>,
    /// Whose.
    pub owner: Label,
    /// What is planned.
    pub next_step: Option<String>,
    /// The day of the next step or of the first open task, whichever comes first.
    pub next_on: Option<Day>,
    /// How that stands.
    pub next: Next,
    /// For the move.
    pub version: i64,
}

/// How the next activity stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// It should have been done.
    Late,
    /// It is due today.
    Today,
    /// It is planned, or has no day.
    Planned,
    /// Nothing is.
    None,
}

impl Next {
    /// How a step of that day stands.
    pub fn of(step: Option<&str>, on: Option<Day>, today: Day) -> Next {
        match on {
            Some(day) if day < today => Next::Late,
            Some(day) if day == today => Next::Today,
            Some(_) => Next::Planned,
            None if step.is_some() => Next::Planned,
            None => Next::None,
        }
    }
}

/// The first pipeline that holds an open deal which the reader sees, with its sums; where none does, the first.
fn held<'p>(
    mut pipelines: impl Iterator<Item = &'p Pipeline>,
    mut sums: impl FnMut(PipelineId) -> Result<Sums>,
) -> Result<(&'p Pipeline, Sums)> {
    let first = pipelines.next().ok_or(Error::NotFound)?;
    let of_first = sums(first.id)?;
    if of_first.is_empty() {
        for other in pipelines {
            let of_other = sums(other.id)?;
            if !of_other.is_empty() {
                return Ok((other, of_other));
            }
        }
    }
    Ok((first, of_first))
}

/// The board of a pipeline. Where none is named, of the default one, or of another where only that holds open deals: a company
/// that has come from elsewhere with its own stages.
///
/// # Errors
/// [`Error::Forbidden`] where the reader may see no opportunity at all; [`Error::NotFound`] for a pipeline
/// that is not there; refusals of the filter.
pub fn board(ctx: &Ctx, tx: &mut Tx<'_>, pipeline: Option<PipelineId>, query: &ListQuery) -> Result<BoardView> {
    let narrow = listing::narrowed(ctx, tx, &kinds::OPPORTUNITIES, query)?;
    let pipelines = pipelines::all(tx)?;
    let scope = ctx.may(Action::See, Noun::Opportunity)?;
    let is_asked = |p: &&Pipeline| pipeline.map_or(p.is_default, |id| p.id == id);
    let others = pipelines.iter().filter(|p| pipeline.is_none() && !p.is_default);
    let (chosen, sums) =
        held(pipelines.iter().filter(is_asked).chain(others), |id| match (&query.filter, &query.search) {
            (None, None) => sql::sums_of_all(tx, &scope, id),
            _ => sql::sums(tx, &narrow, id),
        })?;
    let chosen = chosen.clone();
    let (open, closing): (Vec<Stage>, Vec<Stage>) =
        chosen.stages.iter().cloned().partition(|stage| stage.outcome == Outcome::Open);
    let closing = closing.into_iter().filter(|stage| !stage.is_retired).collect();
    let (owners, company) = (Owners::new(ctx), |minor| Money::new(minor, ctx.company.currency));
    let mut lanes = Vec::with_capacity(open.len());
    for stage in open {
        let (count, sum, weighted) = sums.get(&stage.id).copied().unwrap_or_default();
        // A stage no longer used is shown while an import has left something there.
        if stage.is_retired && count == 0 {
            continue;
        }
        let cards = if count > 0 { sql::cards(ctx, tx, &narrow, stage.id, &owners)? } else { Vec::new() };
        lanes.push(LaneView { stage, count, sum: company(sum), weighted: company(weighted), cards });
    }
    hide_accounts(ctx, tx, &mut lanes)?;
    let total = |part: fn(&LaneView) -> i64| lanes.iter().map(part).sum::<i64>();
    Ok(BoardView {
        pipeline: chosen.id,
        count: total(|lane| lane.count),
        sum: company(total(|lane| lane.sum.minor)),
        weighted: company(total(|lane| lane.weighted.minor)),
        may_move: ctx.can(Action::Edit, Noun::Opportunity),
        pipelines,
        lanes,
        closing,
    })
}

/// Takes the accounts off the cards that the reader may not see.
fn hide_accounts(ctx: &Ctx, tx: &mut Tx<'_>, lanes: &mut [LaneView]) -> Result<()> {
    let cards = || lanes.iter().flat_map(|lane| &lane.cards);
    let ids: Vec<uuid::Uuid> = cards().filter_map(|card| Some(card.account.as_ref()?.id)).collect();
    let hidden = records::hidden(ctx, tx, Noun::Account, &ids)?;
    for card in lanes.iter_mut().flat_map(|lane| &mut lane.cards) {
        card.account_hidden = card.account.take_if(|account| hidden.contains(&account.id)).is_some();
    }
    Ok(())
}
