//! What happened in the product, for those who answer for it: who changed what, signed in, was refused, took data away; read
//! with filters, taken along as a file, and sealed so that nobody can change it later without a trace.
//!
//! It is the one history (`events`), with entries of its own for what changes no record. Seals are taken afterwards, a
//! stretch at a time, so that no write waits for another.

pub mod commands;
pub mod csv;
pub mod queries;
pub mod redactions;
pub mod seals;
mod sql;

use crate::events::Event;
use crate::records::FieldChange;
use domain::kernel::id::UserId;
use domain::{Day, Instant};
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// Lines of a page where nothing is said, and at most.
pub const PAGE: i64 = 50;
/// Lines of a page at most.
pub const MOST: i64 = 1000;

/// What is asked of the history.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Who did it.
    pub user: Option<UserId>,
    /// What happened: `signed_in`, `changed`, `exported` …
    pub kind: Option<String>,
    /// On what kind of record: `account`.
    pub noun: Option<String>,
    /// On which record.
    pub record: Option<Uuid>,
    /// The first day,
    pub from: Option<Day>,
    /// and the last, in the company's time zone.
    pub to: Option<Day>,
    /// Lines before this one; as [`Page::next`] says.
    pub before: Option<(Instant, Uuid)>,
    /// Lines of the page; at most [`MOST`].
    pub limit: i64,
}

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    /// What happened. Its changes as they are stored stay inside: they may name what the reader does not see.
    pub event: Event,
    /// Who; none for the console and for who is not known.
    pub by: Option<String>,
    /// What the record is called, where it is there.
    pub name: Option<String>,
    /// What changed, told with the names of what it names, as far as the reader sees that.
    pub fields: Vec<FieldChange>,
}

impl Line {
    /// The line for programs.
    pub fn json(&self) -> Json {
        let event = &self.event;
        json!({
            "id": event.id, "at": self.moment(), "user": event.user, "by": self.by, "kind": event.kind,
            "cause": event.cause, "noun": event.noun, "record": event.record, "name": self.name, "set": event.set,
            "fields": self.fields,
        })
    }
    /// When it happened, as RFC 3339.
    pub fn moment(&self) -> String {
        jiff::Timestamp::from_millisecond(self.event.at.0).unwrap_or_default().to_string()
    }
}

/// Lines, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The lines.
    pub lines: Vec<Line>,
    /// Where the page after begins.
    pub next: Option<(Instant, Uuid)>,
}
