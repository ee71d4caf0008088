//! Two times on every row of the organisation: when it holds, and when we knew it.
//!
//! Effective time is half-open days `[from, to)`; recorded time is `recorded_at`, `superseded_at`.
//! Nothing is overwritten: an edit supersedes a row and writes its successors.

use super::{Day, Instant, Span};
use serde::{Deserialize, Serialize};

/// A value that holds on some days, as known from one instant to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated<T> {
    /// What holds.
    pub value: T,
    /// On which days.
    pub span: Span,
    /// Known since.
    pub recorded_at: Instant,
    /// Known until; none while it stands.
    pub superseded_at: Option<Instant>,
}

impl<T> Dated<T> {
    /// Whether the row holds on the day, as known at the instant.
    pub fn holds(&self, day: Day, known_at: Instant) -> bool {
        self.span.contains(day) && self.is_known(known_at)
    }
    /// Whether the row stood in the books at the instant.
    pub fn is_known(&self, known_at: Instant) -> bool {
        self.recorded_at <= known_at && self.superseded_at.is_none_or(|end| known_at < end)
    }
}
