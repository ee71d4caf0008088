//! Reads of hand-offs.

use super::commands::{answers, offers};
use super::sql::{self, Which};
use crate::listing::{Label, Owners};
use crate::{Ctx, Result, Scope, records, routing};
use db::Tx;
use domain::handoffs::{Handoff, REASONS, State};
use domain::kernel::id::{HandoffId, PositionId, UnitId};
use domain::organisation::SalesModel;
use domain::organisation::routing::{Decision, Explanation};
use domain::policy::{Action, Noun};
use domain::{Day, Instant};
use serde::Serialize;
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// Hand-offs of a list.
const LINES: i64 = 100;
/// How long what came back is shown to who offered it, in days.
const BACK_DAYS: i64 = 14;
const DAY: i64 = 24 * 3_600_000;

/// A hand-off as it is shown.
#[derive(Clone, Debug, Serialize)]
pub struct HandoffView {
    /// Which.
    pub id: HandoffId,
    /// `lead`, `account` or `opportunity`.
    pub noun: &'static str,
    /// The record, where the reader may see it.
    pub record: Option<Uuid>,
    /// Its name.
    pub name: String,
    /// What brought it about: `stage`, `hand`, `file`.
    pub cause: &'static str,
    /// The sales model in force for it.
    pub model: Option<&'static str>,
    /// The unit that states it.
    pub unit: Option<String>,
    /// The stage that the receiver is to work.
    pub stage: &'static str,
    /// Who had it.
    pub from: Label,
    /// Who is to have it.
    pub to: Option<Label>,
    /// Who is asked to see to it.
    pub escalated_to: Option<Label>,
    /// How often it went up the line.
    pub escalations: i64,
    /// When it was offered, and on which day.
    pub offered_at: Instant,
    /// The day.
    pub offered_on: Day,
    /// Until when it is to be answered.
    pub due_at: Instant,
    /// What is told along.
    pub context: Vec<domain::handoffs::context::Told>,
    /// How much was asked for at the offer,
    pub asked: i64,
    /// and told.
    pub filled: i64,
    /// What the sender adds.
    pub note: Option<String>,
    /// `offered`, `accepted`, `returned`, `withdrawn`.
    pub state: &'static str,
    /// How it ended or stands: a key of [`domain::handoffs::OUTCOMES`].
    pub outcome: &'static str,
    /// When its time ran out.
    pub expired_at: Option<Instant>,
    /// When it was answered.
    pub decided_at: Option<Instant>,
    /// Why it came back.
    pub reason: Option<String>,
    /// What the receiver adds.
    pub reply: Option<String>,
    /// Whether the reader may answer.
    pub may_answer: bool,
    /// Whether the reader may take it back.
    pub may_withdraw: bool,
    /// For what is changed.
    pub version: i64,
}

/// The page of hand-offs.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// Those that wait for the reader's answer.
    pub mine: Vec<HandoffView>,
    /// Those that the reader offered: what waits, and what came back.
    pub offered: Vec<HandoffView>,
    /// Those of others that the reader may see and that wait.
    pub waiting: Vec<HandoffView>,
    /// Those answered, the latest first.
    pub decided: Vec<HandoffView>,
}

/// The page.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn page(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<PageView> {
    let scope = ctx.may(Action::See, Noun::Handoff)?;
    let own = !ctx.positions.is_empty();
    let mine = if own { mine(ctx, tx, &scope)? } else { Vec::new() };
    let offered = if own { offered(ctx, tx, &scope)? } else { Vec::new() };
    let known: HashSet<HandoffId> = mine.iter().chain(&offered).map(|view| view.id).collect();
    let waiting = sql::read(tx, &scope, Which::Waiting, LINES)?;
    let waiting = waiting.into_iter().filter(|handoff| !known.contains(&handoff.id)).collect();
    let decided = sql::read(tx, &scope, Which::Decided, LINES)?;
    let decided = decided.into_iter().filter(|handoff| !known.contains(&handoff.id)).collect();
    Ok(PageView { mine, offered, waiting: views(ctx, tx, waiting)?, decided: views(ctx, tx, decided)? })
}

fn mine(ctx: &Ctx, tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<HandoffView>> {
    let found = sql::read(tx, scope, Which::To(&ctx.positions), LINES)?;
    views(ctx, tx, found)
}

fn offered(ctx: &Ctx, tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<HandoffView>> {
    let since = Instant(ctx.now.0 - BACK_DAYS * DAY);
    let found = sql::read(tx, scope, Which::From(&ctx.positions, since), LINES)?;
    views(ctx, tx, found)
}

/// What of hand-offs asks the reader for something today: offers to answer, and what came back.
///
/// # Errors
/// The database's own.
pub fn today(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(Vec<HandoffView>, Vec<HandoffView>)> {
    let Ok(scope) = ctx.may(Action::See, Noun::Handoff) else { return Ok(Default::default()) };
    if ctx.positions.is_empty() {
        return Ok(Default::default());
    }
    let back = offered(ctx, tx, &scope)?.into_iter().filter(|view| view.state == State::Returned.key()).collect();
    Ok((mine(ctx, tx, &scope)?, unanswered(ctx, tx, back)?))
}

/// Those that came back of which no newer offer was made.
fn unanswered(ctx: &Ctx, tx: &mut Tx<'_>, back: Vec<HandoffView>) -> Result<Vec<HandoffView>> {
    let scope = ctx.may(Action::See, Noun::Handoff)?;
    let mut left = Vec::new();
    for view in back {
        let Some(record) = view.record else { continue };
        let latest = sql::read(tx, &scope, Which::Of(record), 1)?;
        if latest.first().is_some_and(|latest| latest.id == view.id) {
            left.push(view);
        }
    }
    Ok(left)
}

/// How many offers wait for the reader's answer.
///
/// # Errors
/// The database's own.
pub fn waiting(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<usize> {
    match ctx.may(Action::See, Noun::Handoff) {
        Ok(scope) if !ctx.positions.is_empty() => Ok(sql::read(tx, &scope, Which::To(&ctx.positions), LINES)?.len()),
        _ => Ok(0),
    }
}

/// The hand-offs of a record that the reader may see, the latest first.
///
/// # Errors
/// [`crate::Error::NotFound`] where the record may not be seen.
pub fn of_record(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, id: Uuid) -> Result<Vec<HandoffView>> {
    records::visible(ctx, tx, noun, id)?;
    let Ok(scope) = ctx.may(Action::See, Noun::Handoff) else { return Ok(Vec::new()) };
    let found = sql::read(tx, &scope, Which::Of(id), LINES)?;
    views(ctx, tx, found)
}

/// One hand-off.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn one(ctx: &Ctx, tx: &mut Tx<'_>, id: HandoffId) -> Result<HandoffView> {
    let found: Handoff = records::seen_by(ctx, tx, id.0)?;
    views(ctx, tx, vec![found])?.pop().ok_or(crate::Error::NotFound)
}

/// The named hand-offs that the reader may see, in no order.
///
/// # Errors
/// The database's own.
pub fn some(ctx: &Ctx, tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<HandoffView>> {
    let Ok(scope) = ctx.may(Action::See, Noun::Handoff) else { return Ok(Vec::new()) };
    let found = records::some(tx, Some(&scope), ids)?;
    views(ctx, tx, found)
}

/// How the receiver was found, and what the same question answers now with what was known then; none where a person
/// named one.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn why(ctx: &Ctx, tx: &mut Tx<'_>, id: HandoffId) -> Result<Option<(Explanation, Decision)>> {
    let found: Handoff = records::seen_by(ctx, tx, id.0)?;
    let Some((unit, why, at)) = sql::explanation(tx, found.id)? else { return Ok(None) };
    let again = routing::receiver::again(ctx, tx, &why, unit, at)?;
    Ok(Some((why, again)))
}

/// Reasons for sending an offer back, in the order offered.
pub fn reasons() -> &'static [&'static str] {
    &REASONS
}

/// How much open work of a unit goes on under an older model than today's.
///
/// # Errors
/// The database's own.
pub fn under_older_models(ctx: &Ctx, tx: &mut Tx<'_>, unit: UnitId) -> Result<usize> {
    let organisation = &ctx.organisation;
    let rows = ctx.history.rows().units.iter();
    let chain: BTreeSet<UnitId> = organisation.unit_chain(unit).collect();
    let of_chain = rows.filter(|row| row.dated.superseded_at.is_none() && chain.contains(&row.dated.value.id));
    let models: HashSet<(UnitId, Option<SalesModel>)> =
        of_chain.map(|row| (row.dated.value.id, row.dated.value.model)).collect();
    // One model for each unit of the chain: nothing has ever been switched.
    if models.len() <= chain.len() {
        return Ok(0);
    }
    let positions: Vec<PositionId> = organisation.positions_in(unit, true).to_vec();
    let switched = switched_on(ctx, &chain).unwrap_or(ctx.today);
    Ok(sql::begun_before(tx, &positions, switched)?.len())
}

/// The latest day up to today on which one of the units got another model.
pub fn switched_on(ctx: &Ctx, units: &BTreeSet<UnitId>) -> Option<Day> {
    let rows = ctx.history.rows().units.iter().filter(|row| row.dated.superseded_at.is_none());
    let of_units = rows.filter(|row| units.contains(&row.dated.value.id) && row.dated.span.from <= ctx.today);
    of_units.map(|row| row.dated.span.from).max()
}

fn views(ctx: &Ctx, tx: &mut Tx<'_>, found: Vec<Handoff>) -> Result<Vec<HandoffView>> {
    let mut seen: HashSet<Uuid> = HashSet::new();
    for noun in [Noun::Lead, Noun::Account, Noun::Opportunity] {
        let of_noun = found.iter().filter(|handoff| handoff.subject.kind().key() == noun.key());
        let ids: Vec<Uuid> = of_noun.map(|handoff| handoff.subject.id()).collect();
        if !ids.is_empty() {
            seen.extend(records::seen(ctx, tx, noun, &ids)?);
        }
    }
    let owners = Owners::new(ctx);
    Ok(found.into_iter().map(|handoff| view(ctx, &owners, &seen, handoff)).collect())
}

fn view(ctx: &Ctx, owners: &Owners<'_>, seen: &HashSet<Uuid>, handoff: Handoff) -> HandoffView {
    let unit = handoff.model.and_then(|(_, unit)| ctx.organisation.unit(unit)).map(|unit| unit.name.clone());
    let label = |position: PositionId| owners.label(position);
    HandoffView {
        id: handoff.id,
        noun: handoff.subject.kind().key(),
        record: Some(handoff.subject.id()).filter(|id| seen.contains(id)),
        cause: handoff.cause.key(),
        model: handoff.model.map(|(model, _)| model.key()),
        unit,
        stage: handoff.stage.key(),
        from: label(handoff.from),
        to: handoff.to.map(label),
        escalated_to: handoff.escalated_to.map(label),
        escalations: handoff.escalations,
        offered_at: handoff.offered_at,
        offered_on: handoff.offered_on,
        due_at: handoff.due_at,
        asked: handoff.asked,
        filled: handoff.filled,
        state: handoff.state.key(),
        outcome: handoff.outcome(),
        expired_at: handoff.expired_at,
        decided_at: handoff.decided_at,
        may_answer: handoff.is_open() && answers(ctx, &handoff),
        may_withdraw: handoff.is_open() && offers(ctx, &handoff),
        version: handoff.version,
        name: handoff.name,
        context: handoff.context,
        note: handoff.note,
        reason: handoff.reason,
        reply: handoff.reply,
    }
}

/// Every hand-off, one after another: for recomputing what they add.
///
/// # Errors
/// The database's own, and the caller's.
pub(crate) fn each(tx: &mut Tx<'_>, f: impl FnMut(&Handoff) -> Result<()>) -> Result<()> {
    sql::each(tx, f)
}

/// Accepted hand-offs of work that stands on the records: the record, who passed it on, and when it was offered.
///
/// # Errors
/// The database's own.
pub(crate) fn accepted(tx: &mut Tx<'_>, records: &[Uuid]) -> Result<Vec<(Uuid, PositionId, Instant)>> {
    if records.is_empty() { Ok(Vec::new()) } else { sql::accepted(tx, records) }
}
