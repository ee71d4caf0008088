//! Consent: what contacts and leads said of being written to and called. It is written down with day, ground and source, never
//! overwritten, shown on their pages and filtered by in their lists.
//!
//! Whoever said no, or changed their mind, is left alone: no mail goes to their address, one that waits is withheld, no cadence
//! begins that would write or call, and one that runs ends. Of mails the address counts, not the record: what was said last by whoever has it holds
//! wherever it stands. An answer to a mail of their own may be sent: they asked for it.

mod commands;
mod enforcing;
mod queries;
mod sql;

pub use commands::say;
pub(crate) use commands::{Said, follow, put, settle, take_back};
pub(crate) use enforcing::{allowed_on, allowed_to, refusing, unwilling};
pub(crate) use queries::standing;
pub use queries::{noun_of, of_record};

use domain::consents::Consent;
use serde::Serialize;

/// Something that was said, and who wrote it down.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Entry {
    /// What.
    #[serde(flatten)]
    pub consent: Consent,
    /// Whose name stands for it; none for the console, forms and rules.
    pub by: Option<String>,
}

/// What is known of a record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ConsentsView {
    /// What holds of mails: `unknown`, `given`, `refused`, `withdrawn`,
    pub email: String,
    /// and of calls.
    pub phone: String,
    /// What was said last of the same address on another record, where that is something else; it holds for mails.
    pub address: Option<String>,
    /// Everything that was said, the newest first.
    pub said: Vec<Entry>,
    /// Whether the reader may write more down.
    pub may_edit: bool,
}
