//! Who is on which field of an open record, so that two do not write over each other unaware.
//!
//! A page says so when its reader comes to a field, again while they stay, and when they leave. It is nothing that
//! happened to the record: no event tells of it, and what is older than [`LASTS`] holds no more. It lies in the database
//! because the two may be on different servers.

pub mod commands;
pub mod queries;
mod sql;

use domain::Instant;
use domain::kernel::id::UserId;
use domain::policy::Noun;
use uuid::Uuid;

/// How long what a page said holds, in milliseconds; it says it again well before.
pub const LASTS: i64 = 50_000;
/// Characters of a field's name at most.
pub const LONGEST: usize = 64;

/// That someone came to a field of a record, is still on it, or left it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Came {
    /// Who.
    pub user: UserId,
    /// What kind of record,
    pub noun: Noun,
    /// and which.
    pub record: Uuid,
    /// To which field; empty where they left. Who goes on to another within a millisecond is told of again by it.
    pub field: String,
    /// When they said so.
    pub at: Instant,
}

/// Someone on a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// The field's key.
    pub field: String,
    /// Their name.
    pub name: String,
}
