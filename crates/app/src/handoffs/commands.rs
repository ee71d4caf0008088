//! Answers to offers, and what leads do about those that nobody answers.

use super::offer::{coming_but, saved};
use super::{passing, rules, sql};
use crate::events::{self, Cause};
use crate::routing::commands::RULE;
use crate::routing::receiver::{self, Asked};
use crate::{Ctx, Error, Result, activities, cadences, imports, leads, opportunities, records};
use db::Tx;
use domain::handoffs::{Handoff, State, Subject, decide};
use domain::kernel::id::{HandoffId, OpportunityId, PositionId, SetId};
use domain::policy::{Action, Noun};
use domain::{Instant, Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const HOUR: i64 = 3_600_000;
/// Records that are moved to another model at once.
const MOST_MOVED: usize = 10_000;

/// Yes to an offer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Accept {
    /// The position that takes it: the one it was offered to where none is named.
    pub position: Option<PositionId>,
    /// The version it was read at.
    pub version: Option<i64>,
}

/// An offer sent back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GiveBack {
    /// Why: a key of [`domain::handoffs::REASONS`].
    pub reason: String,
    /// What the receiver adds.
    pub reply: Option<String>,
    /// The version it was read at.
    pub version: Option<i64>,
}

/// Accepts an offer: the work is the receiver's from now on. Answers the set by which that is undone.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] but for the receiver, who leads them and whom it was brought before;
/// `refusal-handoff-closed`, `refusal-handoff-full`, `refusal-owner-unknown`, [`Error::Conflict`].
pub fn accept(ctx: &Ctx, tx: &mut Tx<'_>, id: HandoffId, command: &Accept) -> Result<SetId> {
    let old = answerable(ctx, tx, id, command.version)?;
    let set = ctx.set().unwrap_or_else(|| ctx.begin_set());
    let to = match command.position.or(old.to) {
        Some(to) => to,
        None => ctx.positions.first().copied().ok_or_else(|| Refusal::new("refusal-owner-missing").at("position"))?,
    };
    if command.position.is_some() && old.to != Some(to) && !leads_to(ctx, to) && !sees_all(ctx) {
        return Err(Error::Forbidden);
    }
    let new = decide::accept(&old, to, ctx.user, ctx.now)?;
    let coming = coming_but(tx, &old)?;
    let asked = Asked { subject: old.subject, stage: old.stage, among: None, coming: &coming };
    if to != old.from && !receiver::has_room(ctx, tx, &asked, to)? {
        return Err(Refusal::new("refusal-handoff-full").at("position").into());
    }
    saved(ctx, tx, Cause::COMMAND, vec![(Some(old), new.clone())])?;
    passing::hand_over(ctx, tx, &new, to)?;
    let (work, sold) = concerned(tx, &new)?;
    activities::passed::accepted(ctx, tx, new.from, &work, new.offered_at)?;
    opportunities::commands::account_for(ctx, tx, Cause::COMMAND, &sold, None)?;
    Ok(set)
}

/// Takes an acceptance back, for who accepted: the offer waits again, and the work is the sender's. Only as long as
/// nothing further has happened to any of it.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] but for who accepted it; `refusal-handoff-undo` where something has happened
/// since, or it was taken back already.
pub fn undo_accept(ctx: &Ctx, tx: &mut Tx<'_>, id: HandoffId, set: SetId) -> Result<()> {
    let old = visible(ctx, tx, id)?;
    let mut events = events::of_set(tx, set)?;
    events.retain(|event| event.cause == Cause::COMMAND.word || event.cause == RULE.word);
    let own = events.iter().find(|event| event.record == id.0 && event.cause == Cause::COMMAND.word);
    if !answers(ctx, &old) || own.is_some_and(|event| event.user != ctx.user) {
        return Err(Error::Forbidden);
    }
    if own.is_none() {
        return Err(Error::NotFound);
    }
    let gone = || Refusal::new("refusal-handoff-undo");
    if old.state != State::Accepted {
        return Err(gone().into());
    }
    let undone = imports::undo::restore(ctx, tx, set, events)?;
    let new = records::some::<Handoff>(tx, None, &[id.0])?.pop().ok_or(Error::NotFound)?;
    if !undone.kept.is_empty() || !new.is_open() {
        return Err(gone().into());
    }
    let (work, sold) = concerned(tx, &new)?;
    activities::passed::unaccepted(ctx, tx, new.from, &work, new.offered_at)?;
    opportunities::commands::account_for(ctx, tx, Cause::undo(set), &sold, None)?;
    let mut back: Vec<(Uuid, PositionId)> = vec![(new.subject.id(), new.from)];
    back.extend(new.account.map(|account| (account.0, new.from)));
    cadences::commands::follow(ctx, tx, &back)?;
    if let Some(noun) = Noun::from_key(new.subject.kind().key()) {
        let told = serde_json::json!({ "handoff_to": [old.to, new.to] });
        events::append(tx, ctx, Cause::undo(set), noun, new.subject.id(), "handoff_reopened", &told)?;
    }
    Ok(())
}

/// Records on which the sender may have met the customer, and the sale among them.
fn concerned(tx: &mut Tx<'_>, handoff: &Handoff) -> Result<(Vec<Uuid>, Vec<OpportunityId>)> {
    let sold = match (handoff.opportunity, handoff.subject) {
        (None, Subject::Lead(lead)) => leads::queries::became(tx, lead)?,
        (of, _) => of,
    };
    let mut work = leads::queries::all_of(tx, sold.as_slice())?;
    work.extend([Some(handoff.subject.id()), sold.map(|deal| deal.0)].into_iter().flatten());
    Ok((work, sold.into_iter().collect()))
}

/// Sends an offer back to where it came from, with a reason.
///
/// # Errors
/// As [`accept`]; `refusal-handoff-reason`, `refusal-handoff-reply`.
pub fn give_back(ctx: &Ctx, tx: &mut Tx<'_>, id: HandoffId, command: &GiveBack) -> Result<()> {
    let old = answerable(ctx, tx, id, command.version)?;
    let new = decide::give_back(&old, (&command.reason, command.reply.as_deref()), ctx.user, ctx.now)?;
    saved(ctx, tx, Cause::COMMAND, vec![(Some(old), new)])
}

/// Takes an offer back.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] but for the sender and who leads them; `refusal-handoff-closed`.
pub fn withdraw(ctx: &Ctx, tx: &mut Tx<'_>, id: HandoffId) -> Result<()> {
    let old = visible(ctx, tx, id)?;
    if !offers(ctx, &old) {
        return Err(Error::Forbidden);
    }
    let new = decide::withdraw(&old, ctx.user, ctx.now)?;
    saved(ctx, tx, Cause::COMMAND, vec![(Some(old), new)])
}

/// Offers it to another position instead, who has the whole time to answer.
///
/// # Errors
/// As [`accept`], for either side; `refusal-handoff-self`, `refusal-owner-unknown`.
pub fn redirect(ctx: &Ctx, tx: &mut Tx<'_>, id: HandoffId, to: PositionId) -> Result<()> {
    let old = visible(ctx, tx, id)?;
    if !offers(ctx, &old) && !answers(ctx, &old) {
        return Err(Error::Forbidden);
    }
    if ctx.organisation.position(to).is_none_or(|position| position.is_stub) {
        return Err(Refusal::new("refusal-owner-unknown").at("to").into());
    }
    let rule = rules::of(tx, old.stage)?;
    let new = decide::redirect(&old, to, Instant(ctx.now.0 + rule.hours * HOUR))?;
    saved(ctx, tx, Cause::COMMAND, vec![(Some(old), new)])
}

/// Tells what is known by now: the sender has asked the customer since. How complete it was at the offer stays counted.
///
/// # Errors
/// As [`withdraw`].
pub fn tell(ctx: &Ctx, tx: &mut Tx<'_>, id: HandoffId, note: Option<&str>) -> Result<()> {
    let old = visible(ctx, tx, id)?;
    if !offers(ctx, &old) {
        return Err(Error::Forbidden);
    }
    if !old.is_open() {
        return Err(Refusal::new("refusal-handoff-closed").into());
    }
    let facts = super::facts::Facts::of(tx, old.subject, old.opportunity)?;
    let note = note.map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned).or(old.note.clone());
    let new = Handoff { context: facts.told(tx, old.stage)?, note, ..old.clone() };
    if new == old {
        return Ok(());
    }
    saved(ctx, tx, Cause::COMMAND, vec![(Some(old), new)])
}

/// Puts open work under the sales model of today, on purpose: without, it ends as it began. Answers how many.
///
/// # Errors
/// [`Error::Forbidden`] but for those who may edit the organisation; `refusal-handoff-too-many`.
pub fn move_to_model(ctx: &Ctx, tx: &mut Tx<'_>, unit: domain::kernel::id::UnitId) -> Result<usize> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    if ctx.organisation.unit(unit).is_none() {
        return Err(Error::NotFound);
    }
    let positions = ctx.organisation.positions_in(unit, true).to_vec();
    let open: Vec<Uuid> = sql::begun_before(tx, &positions, ctx.today)?;
    if open.len() > MOST_MOVED {
        return Err(Refusal::new("refusal-handoff-too-many").with("most", MOST_MOVED).into());
    }
    sql::move_to(ctx, tx, &open)?;
    let told = serde_json::json!({ "moved_to_model": [null, open.len()] });
    crate::events::append(tx, ctx, Cause::COMMAND, Noun::Organisation, unit, "work_moved", &told)?;
    Ok(open.len())
}

/// The hand-off, in sight of the user.
fn visible(ctx: &Ctx, tx: &mut Tx<'_>, id: HandoffId) -> Result<Handoff> {
    let found: Handoff = records::seen_by(ctx, tx, id.0)?;
    ctx.may(Action::Edit, Noun::Handoff)?;
    Ok(found)
}

fn answerable(ctx: &Ctx, tx: &mut Tx<'_>, id: HandoffId, version: Option<i64>) -> Result<Handoff> {
    let old = visible(ctx, tx, id)?;
    if !answers(ctx, &old) {
        return Err(Error::Forbidden);
    }
    if version.is_some_and(|version| version != old.version) {
        return Err(Error::Conflict { version: old.version, fields: Vec::new() });
    }
    Ok(old)
}

/// Whether the user may answer: it is offered to them or below, or was brought before them.
pub(super) fn answers(ctx: &Ctx, handoff: &Handoff) -> bool {
    let asked = [handoff.to, handoff.escalated_to];
    sees_all(ctx) || asked.into_iter().flatten().any(|position| leads_to(ctx, position))
}

/// Whether the user may take it back: it is theirs, or of who reports to them.
pub(super) fn offers(ctx: &Ctx, handoff: &Handoff) -> bool {
    sees_all(ctx) || leads_to(ctx, handoff.from)
}

/// Whether a position is the user's, or below one that is.
fn leads_to(ctx: &Ctx, position: PositionId) -> bool {
    ctx.positions.iter().any(|own| *own == position || ctx.organisation.is_under(position, *own))
}

fn sees_all(ctx: &Ctx) -> bool {
    ctx.may(Action::Edit, Noun::Handoff).is_ok_and(|scope| scope.is_all())
}
