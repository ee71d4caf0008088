//! Answers to offers, and what leads do about those that nobody answers.

use super::offer::{coming_but, saved};
use super::{passing, rules, sql};
use crate::events::Cause;
use crate::routing::receiver::{self, Asked};
use crate::{Ctx, Error, Result, activities, leads, opportunities, records};
use db::Tx;
use domain::handoffs::{Handoff, Subject, decide};
use domain::kernel::id::{HandoffId, OpportunityId, PositionId};
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

/// Accepts an offer: the work is the receiver's from now on.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] but for the receiver, who leads them and whom it was brought before;
/// `refusal-handoff-closed`, `refusal-handoff-full`, `refusal-owner-unknown`, [`Error::Conflict`].
pub fn accept(ctx: &Ctx, tx: &mut Tx<'_>, id: HandoffId, command: &Accept) -> Result<()> {
    let old = answerable(ctx, tx, id, command.version)?;
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
    let sold = match (new.opportunity, new.subject) {
        (None, Subject::Lead(lead)) => leads::queries::became(tx, lead)?,
        (of, _) => of,
    };
    let mut work = leads::queries::all_of(tx, sold.as_slice())?;
    work.extend([Some(new.subject.id()), sold.map(|deal| deal.0)].into_iter().flatten());
    activities::commands::accepted(ctx, tx, new.from, &work, new.offered_at)?;
    let sold: Vec<OpportunityId> = sold.into_iter().collect();
    opportunities::commands::account_for(ctx, tx, Cause::COMMAND, &sold, None)
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
