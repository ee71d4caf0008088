//! Routes records, writes why, and keeps who waits where.
//!
//! [`route`] decides and logs; who owns a record is written by the slice whose record it is, in the same transaction.
//! [`reroute`] does both for accounts and opportunities that are there already.

use super::load::{self, Prepared};
use super::sql;
use super::works::{self, Item};
use crate::events::{Cause, Log};
use crate::listing::Kind;
use crate::opportunities::commands::Fields;
use crate::records::Patch;
use crate::{Ctx, Error, Result, accounts, leads, opportunities, organisation};
use db::Tx;
use domain::kernel::id::{CoverageId, LeadId, OpportunityId, PositionId, QueueId, SegmentId};
use domain::organisation::routing::{Decision, Former, Loads, Router, Target, Work, WorkKind, route as decide};
use domain::organisation::{Edit, Position, State};
use domain::policy::{Action, Noun};
use domain::{Instant, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Records of a queue that are routed again at once.
const MOST_AGAIN: i64 = 1_000;

/// Why a change was made by routing.
pub const RULE: Cause = Cause { word: "rule", set: None };

/// Decides where records go, in their order, and logs each with its reason. The caller has the permission, and
/// writes the owner: [`owner_of`] says which position that is where the record waits in a queue.
///
/// # Errors
/// The database's own.
pub fn route(ctx: &Ctx, tx: &mut Tx<'_>, items: &[Item]) -> Result<Vec<Decision>> {
    let prepared = load::prepared(ctx, tx)?;
    let (decisions, turns) = decided(ctx, tx, &prepared, items, Turns::Take)?;
    sql::save_turns(tx, &turns)?;
    let logged: Vec<(&Item, &Decision)> = items.iter().zip(&decisions).collect();
    sql::log(ctx, tx, &logged)?;
    let mut log = Log::default();
    for (item, decision) in logged {
        if let (Target::Queue(queue), Some(noun)) = (decision.to, Noun::from_key(item.work.kind.key())) {
            let changes = json!({ "queue": [null, queue] }).to_string();
            log.add(ctx, RULE, noun, item.record, "queued", &changes);
        }
    }
    log.write(tx)?;
    Ok(decisions)
}

/// Whether turns are taken, so that whoever else decides by the same coverage waits, or only looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Turns {
    Take,
    Read,
}

/// Decisions, and the turns that they have moved.
pub(super) type Decided = (Vec<Decision>, Vec<(CoverageId, u64)>);

pub(super) fn decided(ctx: &Ctx, tx: &mut Tx<'_>, prepared: &Prepared, items: &[Item], how: Turns) -> Result<Decided> {
    let works: Vec<&Work> = items.iter().map(|item| &item.work).collect();
    let router = &prepared.router;
    let (mut loads, turns) = loads(ctx, tx, router, &works, how, &HashMap::new())?;
    let mut decisions = Vec::with_capacity(items.len());
    for item in items {
        if let Some(current) = item.current {
            loads.release(router, current, item.work.kind);
        }
        let mut decision = decide(router, &item.work, &mut loads);
        if let Some(former) = stays_with(ctx, prepared, item, &decision) {
            // Decided anew with what is known of the old owner; the first answer is taken back.
            if let Target::Position(to) = decision.to {
                loads.release(router, to, item.work.kind);
            }
            decision = decide(router, &Work { former: Some(former), ..item.work.clone() }, &mut loads);
        }
        decisions.push(decision);
    }
    let moved = loads.turns(router).filter(|(id, turn)| turns.get(id) != Some(turn)).collect();
    Ok((decisions, moved))
}

/// The owner that a holdover speaks for, and since when coverage names another: the later of the day from which the
/// deciding coverage holds so, and the day the current owner lost it to nobody's knowledge, which is that same day.
fn stays_with(ctx: &Ctx, prepared: &Prepared, item: &Item, decision: &Decision) -> Option<Former> {
    let position = item.current.filter(|current| decision.to != Target::Position(*current))?;
    let has_rule = prepared.settings.holdovers.iter().any(|rule| rule.kind == item.work.kind);
    let coverage = decision.coverage().filter(|_| has_rule && item.work.former.is_none())?;
    let rows = ctx.history.rows().coverages.iter();
    let row = rows.filter(|row| row.dated.superseded_at.is_none() && row.dated.value.id == coverage);
    let since = row.map(|row| row.dated.span).find(|span| span.contains(ctx.today))?.from;
    Some(Former { position, since })
}

/// What those who may get the works carry, what is on its way to them included, and the turns of their coverages.
pub(super) fn loads(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    router: &Router,
    works: &[&Work],
    how: Turns,
    coming: &HashMap<PositionId, u32>,
) -> Result<(Loads, HashMap<CoverageId, u64>)> {
    let mut open: BTreeMap<WorkKind, BTreeSet<PositionId>> = BTreeMap::new();
    let (mut today, mut held_over, mut coverages) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for work in works {
        let reached = router.reached(work);
        open.entry(work.kind).or_default().extend(reached.open);
        today.extend(reached.today);
        held_over.extend(reached.held_over);
        coverages.extend(reached.coverages);
    }
    // In the order of their ids, so that two writers never wait for each other.
    let coverages: Vec<CoverageId> = coverages.into_iter().collect();
    let turns = sql::take_turns(tx, &coverages, how == Turns::Take)?;
    let mut loads = Loads::new(router);
    for (coverage, turn) in &turns {
        loads.set_turn(router, *coverage, *turn);
    }
    for (kind, positions) in open {
        let positions: Vec<PositionId> = positions.into_iter().collect();
        let mut carried: HashMap<PositionId, u32> = sql::open(tx, kind, &positions)?.into_iter().collect();
        for position in &positions {
            *carried.entry(*position).or_default() += coming.get(position).copied().unwrap_or_default();
        }
        for (position, open) in carried {
            loads.set_open(router, position, kind, open);
        }
    }
    for (position, today) in sql::today(tx, ctx.today, &today.into_iter().collect::<Vec<_>>())? {
        loads.set_today(router, position, today);
    }
    if router.counts_holdovers() {
        for (position, held) in sql::held_over(tx, ctx.today, &held_over.into_iter().collect::<Vec<_>>())? {
            loads.set_held_over(router, position, held);
        }
    }
    Ok((loads, turns.into_iter().collect()))
}

/// The position that owns what was decided: nobody's, while it waits in a queue.
///
/// # Errors
/// The database's own.
pub fn owner_of(ctx: &Ctx, tx: &mut Tx<'_>, decision: &Decision) -> Result<PositionId> {
    match decision.to {
        Target::Position(to) => Ok(to),
        Target::Queue(_) => nobody(ctx, tx),
    }
}

/// The position that stands for nobody; made where there is none yet.
///
/// # Errors
/// The database's own.
pub fn nobody(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<PositionId> {
    if let Some(known) = sql::nobody(tx)? {
        return Ok(known);
    }
    let mut state = State::new(ctx.history.rows());
    let missing = || Refusal::new("refusal-owner-missing").at("owner");
    let unit = state.company(ctx.today).ok_or_else(missing)?;
    let position = Position {
        id: ctx.id(),
        external_id: None,
        unit,
        title: domain::organisation::NOBODY.to_owned(),
        roles: Vec::new(),
        reports_to: None,
        location: None,
        languages: Vec::new(),
        cost_per_year: None,
        quota_class: None,
        capacity: None,
        is_stub: true,
    };
    let id = position.id;
    state.decide(&Edit::AddPosition { position: Box::new(position) }, ctx.today)?;
    let (set, changes) = (ctx.id(), state.close(ctx.now, &mut || ctx.id()));
    organisation::commands::save(ctx, tx, &changes, set, RULE, &json!("nobody"))?;
    Ok(id)
}

/// Whether the position is the one that stands for nobody.
///
/// # Errors
/// The database's own.
pub fn is_nobody(tx: &mut Tx<'_>, position: PositionId) -> Result<bool> {
    Ok(sql::nobody(tx)? == Some(position))
}

/// A record found a place otherwise: it waits in no queue any more.
///
/// # Errors
/// The database's own.
pub fn leave_queue(tx: &mut Tx<'_>, records: &[Uuid]) -> Result<()> {
    sql::leave(tx, records)
}

/// Where a record waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waits {
    /// The queue.
    pub queue: QueueId,
    /// Since when.
    pub since: Instant,
    /// Of a lead: the segments that it fits, whose coverers see it.
    pub segments: Vec<SegmentId>,
}

/// Takes a record out of the queue where it waits. Answers which.
///
/// # Errors
/// The database's own.
pub(crate) fn take_out(tx: &mut Tx<'_>, record: Uuid) -> Result<Option<Waits>> {
    let Some((queue, since)) = sql::waits(tx, record)? else { return Ok(None) };
    let segments = sql::segments_noted(tx, record)?;
    sql::leave(tx, &[record])?;
    Ok(Some(Waits { queue, since, segments }))
}

/// Puts a record back where it waited.
///
/// # Errors
/// The database's own.
pub(crate) fn put_back(tx: &mut Tx<'_>, noun: Noun, record: Uuid, waits: &Waits) -> Result<()> {
    sql::leave(tx, &[record])?;
    sql::wait(tx, noun, record, waits.queue, waits.since)?;
    sql::note_segments(tx, std::iter::once((record, waits.segments.as_slice())))
}

/// Records have these owners now: those that are somebody's wait in no queue any more.
///
/// # Errors
/// The database's own.
pub fn owned(tx: &mut Tx<'_>, owners: &[(Uuid, PositionId)]) -> Result<()> {
    if owners.is_empty() {
        return Ok(());
    }
    let nobody = sql::nobody(tx)?;
    let found: Vec<Uuid> = owners.iter().filter(|(_, owner)| Some(*owner) != nobody).map(|(id, _)| *id).collect();
    leave_queue(tx, &found)
}

/// Of those records, the ones that wait in a queue.
///
/// # Errors
/// The database's own.
pub fn waiting(tx: &mut Tx<'_>, records: &[Uuid]) -> Result<Vec<Uuid>> {
    sql::waiting(tx, records)
}

/// Notes anew which segments waiting leads fit, each with its fields: they, or the segments, have changed. Conditions
/// are read as this write sees them, not as routing remembers them.
///
/// # Errors
/// The database's own.
pub fn note_segments(ctx: &Ctx, tx: &mut Tx<'_>, leads: &[(Uuid, works::Values<'_>)]) -> Result<()> {
    sql::forget_segments(tx, &leads.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
    let conditions = load::conditions(tx, ctx.today)?;
    let fitting: Vec<(Uuid, Vec<SegmentId>)> = leads
        .iter()
        .map(|(id, value)| (*id, conditions.iter().filter(|(_, c)| c.fits(value)).map(|(id, _)| *id).collect()))
        .collect();
    sql::note_segments(tx, fitting.iter().map(|(id, segments)| (*id, segments.as_slice())))
}

/// Routes accounts or open opportunities that are there already and hands them over. [`nobody`] must be there
/// before, since a queue needs it.
///
/// # Errors
/// [`Error::Forbidden`] but for those who may edit the organisation; [`Error::NotFound`] for leads, whose own slice
/// routes them.
pub fn reroute(ctx: &Ctx, tx: &mut Tx<'_>, kind: WorkKind, ids: &[Uuid]) -> Result<Vec<(Uuid, Decision)>> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    let prepared = load::prepared(ctx, tx)?;
    let items = items(ctx, tx, &prepared, kind, ids)?;
    let decisions = route(ctx, tx, &items)?;
    let mut patches = Vec::new();
    for (item, decision) in items.iter().zip(&decisions) {
        let owner = owner_of(ctx, tx, decision)?;
        if item.current == Some(owner) {
            continue;
        }
        match kind {
            WorkKind::Opportunity => {
                let fields = Fields { owner: Some(owner), ..Fields::default() };
                opportunities::commands::change(ctx, tx, OpportunityId(item.record), None, &fields)?;
            }
            _ => patches.push(Patch::new(item.record, [("owner", json!(owner))])),
        }
    }
    accounts::commands::change(ctx, tx, RULE, &patches)?;
    Ok(items.iter().map(|item| item.record).zip(decisions).collect())
}

/// The records of a kind that fit a filter, in the order of their ids.
///
/// # Errors
/// [`Error::Forbidden`] but for those who may edit the organisation; what is wrong with the filter.
pub fn matching(ctx: &Ctx, tx: &mut Tx<'_>, kind: &'static Kind, filter: &str) -> Result<Vec<Uuid>> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    let found = crate::listing::fitting(ctx, tx, kind, filter, None)?;
    let mut ids: Vec<Uuid> = tx.all(found.text(), found.args(), |row| row.next())?;
    ids.sort_unstable();
    Ok(ids)
}

/// Where records would go if they were routed again now; writes nothing.
///
/// # Errors
/// As [`reroute`].
pub fn would_go(ctx: &Ctx, tx: &mut Tx<'_>, kind: WorkKind, ids: &[Uuid]) -> Result<Vec<(Uuid, Decision)>> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    let prepared = load::prepared(ctx, tx)?;
    let items = items(ctx, tx, &prepared, kind, ids)?;
    let decisions = decided(ctx, tx, &prepared, &items, Turns::Read)?.0;
    Ok(items.iter().map(|item| item.record).zip(decisions).collect())
}

pub(super) fn items(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    prepared: &Prepared,
    kind: WorkKind,
    ids: &[Uuid],
) -> Result<Vec<Item>> {
    match kind {
        WorkKind::Account => works::accounts(ctx, tx, prepared, ids),
        WorkKind::Opportunity => works::deals(ctx, tx, prepared, ids),
        WorkKind::Lead => Err(Error::NotFound),
    }
}

/// Makes ready what routing again needs: the position that stands for nobody. A write of its own, before
/// [`reroute`].
///
/// # Errors
/// [`Error::Forbidden`] but for those who may edit the organisation.
pub fn prepare(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<()> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    nobody(ctx, tx).map(|_| ())
}

/// Routes what waits in a queue once more. Answers how many found somebody.
///
/// # Errors
/// As [`reroute`].
pub fn reroute_queue(ctx: &Ctx, tx: &mut Tx<'_>, queue: domain::kernel::id::QueueId) -> Result<usize> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    let waiting = sql::queued(tx, queue, MOST_AGAIN)?;
    let of_leads = waiting.iter().filter(|(noun, ..)| noun == WorkKind::Lead.key());
    let leads: Vec<LeadId> = of_leads.map(|(_, id, _)| LeadId(*id)).collect();
    let nobody = nobody(ctx, tx)?;
    let went = leads::commands::reroute(ctx, tx, &leads)?;
    let mut placed = went.iter().filter(|lead| lead.owner != nobody).count();
    for kind in [WorkKind::Account, WorkKind::Opportunity] {
        let of_kind = waiting.iter().filter(|(noun, ..)| noun == kind.key());
        let ids: Vec<Uuid> = of_kind.map(|(_, id, _)| *id).collect();
        let went = reroute(ctx, tx, kind, &ids)?;
        placed += went.iter().filter(|(_, decision)| matches!(decision.to, Target::Position(_))).count();
    }
    Ok(placed)
}

/// Decides once more what was decided, from its log, with coverage and settings as they were known then. Answers
/// what was decided and what is decided now.
///
/// # Errors
/// [`Error::NotFound`].
pub fn walk_again(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    id: domain::kernel::id::DecisionId,
) -> Result<(domain::organisation::routing::Explanation, Decision)> {
    ctx.may(Action::See, Noun::Organisation)?;
    let (noun, record, at, explanation) = sql::decision(tx, id)?.ok_or(Error::NotFound)?;
    let noun = Noun::from_key(&noun).ok_or(Error::NotFound)?;
    crate::records::visible(ctx, tx, noun, record)?;
    let why: domain::organisation::routing::Explanation = serde_json::from_str(&explanation)?;
    let organisation = ctx.history.on(why.day, Some(at));
    let then = load::of_day(tx, &organisation, Some(at))?;
    let again = domain::organisation::routing::replay(&why, &then.router);
    Ok((why, again))
}
