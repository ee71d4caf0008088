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
    /// A defect of ours or of the machine. The text is for the log, never for a page.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(vec![refusal])
    }
}
impl From<db::Error> for Error {
    fn from(error: db::Error) -> Error {
        if error.kind() == db::Kind::Busy { Error::Busy } else { Error::Internal(error.to_string()) }
    }
}
impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        Error::Internal(format!("stored JSON: {error}"))
    }
}
