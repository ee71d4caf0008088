//! Making an offer: who is to receive it, what is told along, until when it is to be answered.

use super::facts::Facts;
use super::{HandoffView, queries, rules, sql};
use crate::ctx::Who;
use crate::events::Cause as Why;
use crate::notifications::{self, Notice};
use crate::records::{self, Batch};
use crate::routing::receiver::{self, Asked};
use crate::{Ctx, Error, House, Result};
use db::Tx;
use domain::handoffs::boundary::{self, Passing};
use domain::handoffs::context::completeness;
use domain::handoffs::{Cause, Handoff, State, Subject};
use domain::kernel::id::{HandoffId, PositionId, UnitId};
use domain::notifications::Kind;
use domain::organisation::SalesModel;
use domain::organisation::routing::{Decision, Target, WorkKind, WorkStage};
use domain::policy::{Action, Noun};
use domain::{Instant, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

const HOUR: i64 = 3_600_000;

/// An offer by hand.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Offer {
    /// `lead`, `account` or `opportunity`.
    pub noun: String,
    /// Which.
    pub record: Uuid,
    /// To whom; whoever works the stage where nobody is named.
    pub to: Option<PositionId>,
    /// The stage that the receiver is to work; the one where it stands where none is named.
    pub stage: Option<String>,
    /// What the sender adds.
    pub note: Option<String>,
}

/// Offers a record by hand.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] for what the user may not edit; `refusal-handoff-open` where an offer waits,
/// `refusal-handoff-self`, `refusal-owner-unknown`, `refusal-handoff-nobody` where nobody is found to receive it.
pub fn offer(ctx: &Ctx, tx: &mut Tx<'_>, command: &Offer) -> Result<HandoffId> {
    ctx.may(Action::Create, Noun::Handoff)?;
    let noun = Noun::from_key(&command.noun).ok_or(Error::NotFound)?;
    let kind = WorkKind::from_key(&command.noun).ok_or(Error::NotFound)?;
    records::visible(ctx, tx, noun, command.record)?;
    if !records::may(ctx, tx, Action::Edit, noun, command.record)? {
        return Err(Error::Forbidden);
    }
    let facts = Facts::of(tx, Subject::of(kind, command.record), None)?;
    let stage = command.stage.as_deref().map(|key| {
        WorkStage::from_key(key).ok_or_else(|| Refusal::new("refusal-choice-unknown").at("stage").with("value", key))
    });
    let stage = stage.transpose()?.unwrap_or(facts.stage);
    if !sql::open_of(tx, &[facts.subject.id()])?.is_empty() {
        return Err(Refusal::new("refusal-handoff-open").at("record").into());
    }
    let (to, decision) = match command.to {
        Some(to) => (Some(named(ctx, &facts, to)?), None),
        None => found(ctx, tx, &facts, stage, None)?,
    };
    let to = to.ok_or_else(|| Refusal::new("refusal-handoff-nobody").at("to"))?;
    let from = facts.owner;
    let note = command.note.as_deref().map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
    let route = Route { from, to: Some(to), stage, model: None, cause: Cause::Hand, note };
    made(ctx, tx, &facts, route, decision)
}

/// What an offer would be: it is made, read, and taken back by failing, so that nothing is guessed.
///
/// # Errors
/// As [`offer`].
pub fn preview(house: &House, who: Who, command: &Offer) -> Result<HandoffView> {
    let mut read = None;
    let taken_back: Result<()> = house.apart().write(who, |ctx, tx| {
        let id = offer(ctx, tx, command)?;
        read = Some(queries::one(ctx, tx, id)?);
        Err(Error::Internal("only tried".to_owned()))
    });
    match (read, taken_back) {
        (Some(view), _) => Ok(view),
        (None, Err(error)) => Err(error),
        (None, Ok(())) => Err(Error::NotFound),
    }
}

fn named(ctx: &Ctx, facts: &Facts, to: PositionId) -> Result<PositionId> {
    if ctx.organisation.position(to).is_none_or(|position| position.is_stub) {
        return Err(Refusal::new("refusal-owner-unknown").at("to").into());
    }
    if to == facts.owner {
        return Err(Refusal::new("refusal-handoff-self").at("to").into());
    }
    Ok(to)
}

/// Offers what has come to a boundary. None where it is nobody else's: coverage names its owner.
///
/// # Errors
/// The database's own.
pub(super) fn prescribed(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    facts: &Facts,
    (from, stage): (PositionId, WorkStage),
    passing: Passing,
) -> Result<Option<HandoffId>> {
    let (to, decision) = found(ctx, tx, facts, stage, passing.within)?;
    if to == Some(from) {
        return Ok(None);
    }
    let model = Some((passing.model, passing.stated_by));
    let route = Route { from, to, stage, model, cause: Cause::Stage, note: None };
    made(ctx, tx, facts, route, decision).map(Some)
}

/// A decision, with the unit among whose people it was made.
type Found = (Option<PositionId>, Option<(Decision, Option<UnitId>)>);

/// Who receives it: in the pod, or by coverage, or where no coverage gives an answer, of the nearest unit around.
fn found(ctx: &Ctx, tx: &mut Tx<'_>, facts: &Facts, stage: WorkStage, within: Option<UnitId>) -> Result<Found> {
    let coming = sql::coming(tx, facts.subject.kind(), None)?;
    let asked = Asked { subject: facts.subject, stage, among: within, coming: &coming };
    let decision = receiver::find(ctx, tx, &asked)?;
    // Coverage may name who answers for the customer, and not for this part of the journey.
    if let Target::Position(to) = decision.to
        && (within.is_some() || boundary::may_work(&ctx.organisation, to, stage))
    {
        return Ok((Some(to), Some((decision, within))));
    }
    let nearest = boundary::nearest(&ctx.organisation, facts.owner, stage).filter(|_| within.is_none());
    let Some(unit) = nearest else { return Ok((None, Some((decision, within)))) };
    let decision = receiver::find(ctx, tx, &Asked { among: Some(unit), ..asked })?;
    let to = match decision.to {
        Target::Position(to) if to != facts.owner => Some(to),
        _ => None,
    };
    Ok((to, Some((decision, Some(unit)))))
}

/// From whom to whom, and why.
struct Route {
    from: PositionId,
    to: Option<PositionId>,
    stage: WorkStage,
    model: Option<(SalesModel, UnitId)>,
    cause: Cause,
    note: Option<String>,
}

fn made(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    facts: &Facts,
    route: Route,
    decision: Option<(Decision, Option<UnitId>)>,
) -> Result<HandoffId> {
    let context = facts.told(tx, route.stage)?;
    let (asked, filled) = completeness(&context);
    let rule = rules::of(tx, route.stage)?;
    let handoff = Handoff {
        id: ctx.id(),
        subject: facts.subject,
        name: facts.name.clone(),
        account: facts.account,
        opportunity: facts.opportunity,
        cause: route.cause,
        model: route.model,
        stage: route.stage,
        from: route.from,
        to: route.to,
        // Where nobody was found, who leads the sender sees to it at once.
        escalated_to: route.to.is_none().then(|| boundary::above(&ctx.organisation, route.from)).flatten(),
        escalations: 0,
        offered_on: ctx.today,
        offered_at: ctx.now,
        due_at: Instant(ctx.now.0 + rule.hours * HOUR),
        context,
        asked,
        filled,
        note: route.note,
        state: State::Offered,
        expired_at: None,
        decided_at: None,
        decided_by: None,
        reason: None,
        reply: None,
        is_quiet: false,
        is_settled: false,
        version: 0,
    };
    if let Some((decision, unit)) = decision {
        sql::explain(ctx, tx, handoff.id, unit, &decision)?;
    }
    let id = handoff.id;
    saved(ctx, tx, Why::COMMAND, vec![(None, handoff)])?;
    Ok(id)
}

/// Writes hand-offs, and tells it in the history of what passes.
///
/// # Errors
/// [`Error::Conflict`] where someone else was first.
pub(super) fn saved(ctx: &Ctx, tx: &mut Tx<'_>, cause: Why, changes: Vec<(Option<Handoff>, Handoff)>) -> Result<()> {
    let mut log = crate::events::Log::default();
    let (mut batch, mut notices) = (Batch::default(), Vec::new());
    for (before, after) in changes {
        if let Some(kind) = told_as(before.as_ref(), &after) {
            let mut told = serde_json::Map::new();
            told.insert("handoff_to".into(), serde_json::json!([before.as_ref().and_then(|b| b.to), after.to]));
            if let Some(reason) = &after.reason {
                told.insert("handoff_reason".into(), serde_json::json!([null, reason]));
            }
            if let Some(said) = after.reply.as_ref().or(after.note.as_ref()) {
                told.insert("handoff_note".into(), serde_json::json!([null, said]));
            }
            if let Some(noun) = Noun::from_key(after.subject.kind().key()) {
                notices.extend(notice(kind, noun, &after));
                log.add(ctx, cause, noun, after.subject.id(), kind, &serde_json::Value::Object(told).to_string());
            }
        }
        batch.push(before, after);
    }
    batch.write(ctx, tx, cause)?;
    if cause.word != "import" {
        notifications::tell(ctx, tx, &notices)?;
    }
    log.write(tx)
}

/// Whom a change concerns beside whoever made it: an offer those it is made to, an answer those who made it, an offer that
/// ran out both.
fn notice(kind: &str, noun: Noun, handoff: &Handoff) -> Vec<Notice> {
    let (kind, whom) = match kind {
        "handoff_offered" => (Kind::HandoffOffered, vec![handoff.to]),
        "handoff_accepted" => (Kind::HandoffAccepted, vec![Some(handoff.from)]),
        "handoff_returned" => (Kind::HandoffReturned, vec![Some(handoff.from)]),
        "handoff_expired" => (Kind::HandoffExpired, vec![Some(handoff.from), handoff.to, handoff.escalated_to]),
        _ => return Vec::new(),
    };
    whom.into_iter().flatten().map(|to| Notice::of(kind, to, noun, handoff.subject.id())).collect()
}

/// What the history of the record calls the change; none for what only the hand-off itself tells.
fn told_as(before: Option<&Handoff>, after: &Handoff) -> Option<&'static str> {
    let Some(before) = before else { return Some("handoff_offered") };
    match after.state {
        State::Accepted if before.is_open() => Some("handoff_accepted"),
        State::Returned if before.is_open() => Some("handoff_returned"),
        State::Withdrawn if before.is_open() => Some("handoff_withdrawn"),
        State::Offered if before.to != after.to => Some("handoff_offered"),
        State::Offered if before.expired_at.is_none() && after.expired_at.is_some() => Some("handoff_expired"),
        _ => None,
    }
}

/// Offers that are on their way to positions, without one of them.
pub(super) fn coming_but(tx: &mut Tx<'_>, handoff: &Handoff) -> Result<HashMap<PositionId, u32>> {
    sql::coming(tx, handoff.subject.kind(), Some(handoff.id))
}
