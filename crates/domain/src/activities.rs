//! Activities: what was done and what is to be done, on any record.

use crate::kernel::id::{ActivityId, PositionId, UserId};
use crate::kernel::{Day, Instant, Refusal};
use crate::policy::Noun;
use serde::{Deserialize, Serialize};

/// Kinds of activities. Only a task waits to be done.
pub const KINDS: [&str; 6] = ["note", "task", "call", "email", "meeting", "demo"];

/// A note, a task, a call and the like, as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Activity {
    /// Which.
    pub id: ActivityId,
    /// One of [`KINDS`].
    pub kind: String,
    /// What about.
    pub subject: String,
    /// The whole text.
    pub body: String,
    /// When it is due (tasks).
    pub due_on: Option<Day>,
    /// When it was done (tasks).
    pub done_at: Option<Instant>,
    /// How it went.
    pub outcome: Option<String>,
    /// How long it took, in minutes.
    pub minutes: Option<i64>,
    /// Whose it is.
    pub owner: Option<PositionId>,
    /// Who wrote it.
    pub user: Option<UserId>,
    /// The kind of record it stands on,
    pub noun: Noun,
    /// and which.
    pub record: uuid::Uuid,
    /// When it happened.
    pub happened_at: Instant,
    /// Moves with every change.
    pub version: i64,
}

/// Checks what every activity must have.
pub fn check(activity: &Activity) -> Vec<Refusal> {
    let mut faults = Vec::new();
    if activity.subject.trim().is_empty() && activity.body.trim().is_empty() {
        faults.push(Refusal::new("refusal-subject-empty").at("subject"));
    }
    if !KINDS.contains(&activity.kind.as_str()) {
        let refusal = Refusal::new("refusal-choice-unknown").at("kind").with("value", &activity.kind);
        faults.push(refusal.with("known", KINDS.join(", ")));
    }
    faults
}

/// A task done, or to be done again. Doing what is done changes nothing.
pub fn mark(activity: &mut Activity, done: bool, now: Instant) {
    activity.done_at = if done { activity.done_at.or(Some(now)) } else { None };
}
