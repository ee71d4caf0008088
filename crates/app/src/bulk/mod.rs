//! Many records changed or deleted at once: those that were ticked, or all that match.
//!
//! What is chosen is noted first ([`commands::choose`]), so that it can be tried before it is done ([`preview`]). Then the
//! server does it part by part, each part in a transaction of its own, while everyone goes on with other things; a record
//! that may not be changed stays as it is, with the reason, and stops nothing. What was done is one set of the history, and
//! can be taken back as far as nobody has changed it since.

mod changes;
pub mod commands;
pub mod preview;
pub mod queries;
mod sql;

use crate::listing::{Kind, ListQuery, kinds};
use domain::kernel::id::SetId;
use domain::{Instant, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

/// Kinds whose records are changed so.
pub const KINDS: [&Kind; 5] =
    [&kinds::LEADS, &kinds::ACCOUNTS, &kinds::CONTACTS, &kinds::PRODUCTS, &kinds::OPPORTUNITIES];

/// Records that are changed at once, at most.
pub const MOST: i64 = 100_000;

/// Fields that are never the same for many.
pub const SINGULAR: [&str; 4] = ["name", "external_id", "created_on", "status"];

/// Which records.
#[derive(Clone, Debug)]
pub enum Which {
    /// Those that were named.
    These(Vec<Uuid>),
    /// All that a question leaves.
    All(ListQuery),
}

/// What is to become of them, as it is stored until it is done.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// The kind's key.
    pub kind: String,
    /// New values by field, in the JSON of the API.
    pub fields: Map<String, Json>,
    /// Whether they are to be deleted instead.
    #[serde(default)]
    pub deletes: bool,
}

/// What is to become of them.
#[derive(Clone, Debug)]
pub enum What {
    /// New values by field, in the JSON of the API.
    Change(Map<String, Json>),
    /// They are deleted, to be taken back for a month.
    Delete,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Chosen, and not begun.
    Draft,
    /// The server is at it.
    Running,
    /// At its end.
    Done,
    /// Stopped before its end.
    Stopped,
    /// The server takes it back.
    Undoing,
    /// Taken back.
    Undone,
}

impl State {
    /// Whether the server is at it.
    pub fn is_open(self) -> bool {
        matches!(self, State::Running | State::Undoing)
    }
    /// All of them.
    pub const ALL: [State; 6] =
        [State::Draft, State::Running, State::Done, State::Stopped, State::Undoing, State::Undone];

    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Running => "running",
            State::Done => "done",
            State::Stopped => "stopped",
            State::Undoing => "undoing",
            State::Undone => "undone",
        }
    }
    /// The state of that key.
    pub fn from_key(key: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// A record that stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Which.
    pub record: Uuid,
    /// Why.
    pub reasons: Vec<Refusal>,
}

/// Many records that are, or were, changed at once.
#[derive(Clone, Debug, Serialize)]
pub struct Bulk {
    /// The set of what it does.
    pub id: SetId,
    /// The kind's key: `accounts`.
    pub kind: String,
    /// New values by field; empty while nothing is said, and where they are deleted.
    pub fields: Map<String, Json>,
    /// Whether they are deleted instead.
    pub deletes: bool,
    /// How far it is.
    pub state: State,
    /// Records chosen.
    pub total: i64,
    /// Records gone through; where it is taken back: those changed that were gone through again.
    pub done: i64,
    /// Records that were changed or deleted; the others had those values already, or were kept.
    pub changed: i64,
    /// Of those that were changed: how many went back since.
    pub back: i64,
    /// Records that stay as they are, with the reasons.
    pub kept: Vec<Kept>,
    /// When it was begun; where it was not, when it was chosen.
    pub begun_at: Instant,
}

/// The kind of that key, where its records are changed so.
///
/// # Errors
/// `refusal-bulk-kind`.
pub fn kind_of(key: &str) -> Result<&'static Kind, Refusal> {
    let known = || KINDS.map(|kind| kind.key).join(", ");
    let found = KINDS.into_iter().find(|kind| kind.key == key);
    found.ok_or_else(|| Refusal::new("refusal-bulk-kind").at("kind").with("kind", key).with("known", known()))
}
