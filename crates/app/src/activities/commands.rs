//! Writes of activities.

use super::sql;
use crate::events::{self, Cause};
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::activities::{self as rules, Activity};
use domain::kernel::id::{ActivityId, PositionId};
use domain::policy::{Action, Noun};
use domain::{Day, Instant};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What someone writes down.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewActivity {
    /// `note`, `task`, `call`, `email`, `meeting`, `demo`.
    pub kind: String,
    /// What about.
    #[serde(default)]
    pub subject: String,
    /// The whole text.
    #[serde(default)]
    pub body: String,
    /// When it is due (tasks).
    #[serde(default)]
    pub due_on: Option<Day>,
    /// How it went.
    #[serde(default)]
    pub outcome: Option<String>,
    /// How long it took.
    #[serde(default)]
    pub minutes: Option<i64>,
    /// Whose task it is; the user's own where none is named.
    #[serde(default)]
    pub owner: Option<PositionId>,
    /// When it happened; now where nothing is said.
    #[serde(default)]
    pub happened_at: Option<Instant>,
    /// The kind of record it stands on,
    pub noun: Noun,
    /// and which.
    pub record: Uuid,
}

/// Writes activities down.
///
/// # Errors
/// [`Error::NotFound`] where a record may not be seen; `refusal-subject-empty`, `refusal-choice-unknown`.
pub fn add(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, new: Vec<NewActivity>) -> Result<Vec<Activity>> {
    ctx.may(Action::Create, Noun::Activity)?;
    let mut written = Vec::with_capacity(new.len());
    for new in new {
        records::visible(ctx, tx, new.noun, new.record)?;
        let activity = Activity {
            id: ctx.id(),
            kind: new.kind,
            subject: new.subject.trim().to_owned(),
            body: new.body.trim().to_owned(),
            due_on: new.due_on,
            done_at: None,
            outcome: new.outcome,
            minutes: new.minutes,
            owner: new.owner.or(ctx.positions.first().copied()),
            user: ctx.user,
            noun: new.noun,
            record: new.record,
            happened_at: new.happened_at.unwrap_or(ctx.now),
            version: 1,
        };
        checked(&activity)?;
        written.push(activity);
    }
    sql::insert(ctx, tx, &written, cause.set)?;
    Ok(written)
}

/// New values of some fields of an activity; a field that is not named stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityPatch {
    /// The version it was read at.
    pub version: Option<i64>,
    /// What about.
    pub subject: Option<String>,
    /// The whole text.
    pub body: Option<String>,
    /// When it is due.
    #[serde(with = "crate::opportunities::commands::double", skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Option<Day>>,
    /// Done, or to be done again.
    pub done: Option<bool>,
}

/// Changes an activity; a task is marked as done or opened again.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Conflict`], the rules' refusals.
pub fn change(ctx: &Ctx, tx: &mut Tx<'_>, id: ActivityId, patch: &ActivityPatch) -> Result<Activity> {
    ctx.may(Action::Edit, Noun::Activity)?;
    let old = super::queries::get(ctx, tx, id)?;
    let stale = || Error::Conflict { version: old.version, fields: Vec::new() };
    if patch.version.is_some_and(|version| version != old.version) {
        return Err(stale());
    }
    let mut new = old.clone();
    if let Some(subject) = &patch.subject {
        subject.trim().clone_into(&mut new.subject);
    }
    if let Some(body) = &patch.body {
        body.trim().clone_into(&mut new.body);
    }
    new.due_on = patch.due_on.unwrap_or(new.due_on);
    if let Some(done) = patch.done {
        rules::mark(&mut new, done, ctx.now);
    }
    if new == old {
        return Ok(new);
    }
    checked(&new)?;
    new.version = old.version + 1;
    if !sql::update(tx, &new, old.version, ctx.now)? {
        return Err(stale());
    }
    let changes = events::differences(Some(&old), &new)?;
    events::append(tx, ctx, Cause::COMMAND, Noun::Activity, id, "changed", &changes)?;
    Ok(new)
}

/// Marks a task as done, or opens it again.
///
/// # Errors
/// As [`change`].
pub fn mark(ctx: &Ctx, tx: &mut Tx<'_>, id: ActivityId, done: bool) -> Result<Activity> {
    change(ctx, tx, id, &ActivityPatch { done: Some(done), ..ActivityPatch::default() })
}

fn checked(activity: &Activity) -> Result<()> {
    let faults = rules::check(activity);
    if faults.is_empty() { Ok(()) } else { Err(Error::Refused(faults)) }
}
