//! What a command or query can answer instead of its result. Mapped once, in `web::errors` and the CLI.

use domain::Refusal;
use serde::Serialize;

/// One field two people changed: what it was, what the other made of it, what this one wants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldConflict {
    /// The field, as named in forms and API.
    pub field: String,
    /// What both started from, where known.
    pub original: Option<String>,
    /// What stands now.
    pub theirs: Option<String>,
    /// What was asked for.
    pub yours: Option<String>,
}

/// What a piece of work needed and did not have, by no fault of the request or of ours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lack {
    /// The database: it is not reached.
    Database,
    /// Room on its disk.
    Room,
    /// Time: it took longer than requests may.
    Time,
}

impl std::fmt::Display for Lack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Lack::Database => "the database is not reached",
            Lack::Room => "there is no room on the disk",
            Lack::Time => "it took too long",
        })
    }
}

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input does not hold; each fault names its field.
    #[error("refused: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))]
    Refused(Vec<Refusal>),
    /// There is none, or none that this user may see.
    #[error("not found")]
    NotFound,
    /// Visible, but not to be done by this user.
    #[error("forbidden")]
    Forbidden,
    /// Someone else changed it first. Nothing was lost: both sides are here.
    #[error("changed by someone else")]
    Conflict {
        /// The version that stands now.
        version: i64,
        /// Field by field.
        fields: Vec<FieldConflict>,
    },
    /// Not signed in, or not any more.
    #[error("not signed in")]
    SignedOut,
    /// The database is busy; trying again may work.
    #[error("busy")]
    Busy,
    /// Nothing was done, for want of something that comes back. The text is for the log.
    #[error("{0}: {1}")]
    Lacking(Lack, String),
    /// A defect of ours or of the machine. The text is for the log, never for a page.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(vec![refusal])
    }
}
impl Error {
    /// Whether the same may work later: nothing is wrong with what was asked.
    pub fn is_passing(&self) -> bool {
        matches!(self, Error::Busy | Error::Lacking(..))
    }
}

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Error {
        match error.kind() {
            db::Kind::Busy => Error::Busy,
            db::Kind::Connection => Error::Lacking(Lack::Database, error.to_string()),
            db::Kind::Full => Error::Lacking(Lack::Room, error.to_string()),
            db::Kind::Late => Error::Lacking(Lack::Time, error.to_string()),
            db::Kind::Unique | db::Kind::Reference | db::Kind::Other => Error::Internal(error.to_string()),
        }
    }
}
impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        Error::Internal(format!("stored JSON: {error}"))
    }
}
