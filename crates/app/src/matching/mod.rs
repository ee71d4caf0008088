//! Records that are one: found while one is typed, in what an import brings, and by an audit of all there are.
//!
//! Keys (`domain::matching`) are kept up with the search index, in the write that changes a record, so a question looks at
//! a few candidates whatever the number of records. Two that are one are made one in [`merge`]. A reader is told only of records they may see.

mod audit;
pub mod commands;
mod likeliest;
pub mod merge;
pub mod queries;
mod sql;
mod traits;

use crate::listing::Label;
use domain::matching::Reason;
use domain::policy::Noun;
use serde::Serialize;
use uuid::Uuid;

pub use audit::{Audit, Cluster, Pair};
pub(crate) use likeliest::{Likeliest, MOST, known_by, likeliest, strong_keys};
pub use traits::of_fields;

/// Kinds of records that are matched.
pub const MATCHED: [Noun; 3] = [Noun::Account, Noun::Contact, Noun::Lead];
/// Those of them that can be made one.
pub const MERGED: [Noun; 3] = [Noun::Account, Noun::Contact, Noun::Lead];

/// A record that is likely the one asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Match {
    /// What kind of record.
    pub noun: Noun,
    /// Which, by its name.
    pub record: Label,
    /// How likely, from 60 to 100.
    pub score: u32,
    /// Why, the heaviest first.
    pub reasons: Vec<Reason>,
}

/// A pair in one order, whichever comes first.
fn ordered(a: Uuid, b: Uuid) -> (Uuid, Uuid) {
    (a.min(b), a.max(b))
}
