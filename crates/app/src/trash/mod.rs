//! What was deleted, with all that went along, kept for [`LASTS`] and taken back by a click.
//!
//! A record that is deleted is nowhere: its rows and those of its parts ([`parts`]) are taken out of their tables and kept
//! as they were, so no question, figure or list has to leave it out. What others rest on is not deleted; what names it is
//! told. Its history stays.

pub mod commands;
mod daughters;
pub(crate) mod erasing;
mod held;
mod lying;
mod parts;
pub mod queries;
mod settled;
mod sql;
mod undone;

pub(crate) use daughters::daughters_first;
pub(crate) use lying::{Lying, lying};
pub(crate) use undone::take_back;

use domain::Instant;
use domain::kernel::id::{SetId, UserId};
use domain::policy::Noun;
use serde::Serialize;
use uuid::Uuid;

/// How long what was deleted can be taken back: 30 days, in milliseconds.
pub const LASTS: i64 = 30 * 24 * 3600 * 1000;

/// Kinds of records that are deleted.
pub const DELETED: [Noun; 5] = [Noun::Lead, Noun::Account, Noun::Contact, Noun::Product, Noun::Opportunity];

/// A record that was deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trashed {
    /// Its id, which it has again when it is taken back.
    pub id: Uuid,
    /// What kind of record.
    pub noun: Noun,
    /// Its name.
    pub name: String,
    /// Who deleted it; none for the console.
    pub user: Option<UserId>,
    /// Their name.
    pub user_name: Option<String>,
    /// What it was deleted together with.
    #[serde(skip)]
    pub set: Option<SetId>,
    /// When.
    pub deleted_at: Instant,
    /// From when on it is gone for good.
    pub ends_at: Instant,
    /// Of one that was just taken back: with whom it is now, where whoever had it is not there any more.
    #[serde(skip)]
    pub moved: Option<Moved>,
}

/// With whom a record is that came back and whose owner, or queue, is not there any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// Somebody, by name.
    Seat(String),
    /// A queue, by name; none for the company's own.
    Queue(Option<String>),
}

impl Trashed {
    /// When it was deleted, as programs read it.
    pub fn moment(&self) -> String {
        jiff::Timestamp::from_millisecond(self.deleted_at.0).unwrap_or_default().to_string()
    }
}
