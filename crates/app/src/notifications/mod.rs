//! What users are told: written with the event that causes it, read through the reader's own sight.
//!
//! [`tell`] is for other slices, inside their transaction. A notification keeps the record, never its words: what its
//! reader may not see by then is told without a name.

mod choices;
pub mod commands;
mod digests;
mod due;
pub mod queries;
mod sql;
pub mod words;

pub use choices::{choices, choose};
pub use commands::tell;
pub use digests::send;
pub use due::due;

use crate::listing::Label;
use domain::Instant;
use domain::kernel::id::{NotificationId, PositionId, UserId};
use domain::notifications::Kind;
use domain::policy::Noun;
use serde::Serialize;
use uuid::Uuid;

/// Whom to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// Whoever holds the position today.
    Position(PositionId),
    /// A user.
    User(UserId),
}

/// Something to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whom.
    pub to: To,
    /// Of what.
    pub kind: Kind,
    /// The kind of record it is about,
    pub noun: Noun,
    /// and which.
    pub record: Uuid,
}

impl Notice {
    /// To whoever holds a position.
    pub fn of(kind: Kind, to: PositionId, noun: Noun, record: impl Into<Uuid>) -> Notice {
        Notice { to: To::Position(to), kind, noun, record: record.into() }
    }
}

/// A notification as its reader sees it.
#[derive(Clone, Debug, Serialize)]
pub struct NotificationView {
    /// Which.
    pub id: NotificationId,
    /// Of what.
    pub kind: Kind,
    /// The kind of record it is about.
    pub noun: Noun,
    /// The record; none where the reader may not see it by now, or where it is gone.
    pub record: Option<Label>,
    /// How many records it stands for.
    pub count: i64,
    /// Who did it; none for a rule or the day itself.
    pub actor: Option<String>,
    /// When.
    pub at: Instant,
    /// Whether it was read.
    pub is_read: bool,
}

/// A page of them.
#[derive(Clone, Debug, Serialize)]
pub struct NotificationsView {
    /// The latest first.
    pub notifications: Vec<NotificationView>,
    /// How many are unread.
    pub unread: i64,
    /// The instant before which the next page begins; none after the last.
    pub next: Option<Instant>,
}
