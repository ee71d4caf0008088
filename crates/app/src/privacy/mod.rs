//! Personal data: everything kept of a person is found, handed over as a file, and erased, with a record of it.
//!
//! A person is one or more records: contacts and leads, also deleted ones and those that became part of others. Where
//! something of a person may stand is said in one place ([`places`]), which a test compares with the schema.
//!
//! Whoever is erased leaves a shell without a name, so that opportunities, money and counts hold. It is the only work that
//! overwrites the history: what was erased would stand there otherwise ([`crate::audit::redactions`]). Of what was erased
//! nothing is kept but digests made with the key of the house, by which whoever comes back is known ([`returned`]).

mod commands;
mod digests;
mod export;
mod gather;
mod history;
mod kept;
mod ledger;
mod places;
mod queries;
mod sql;

pub use commands::{Asked, erase, export};
pub(crate) use digests::Known;
pub use ledger::{Entry, again, ledger};
pub use queries::{Returned, erased_at, find, preview, requests, returned};
pub(crate) use queries::{erased, person_of};

use domain::Instant;
use domain::kernel::id::UserId;
use domain::policy::Noun;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Records that may be named at once.
pub const MOST: usize = 100;

/// Where a record of a person stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Among the others.
    Live,
    /// Deleted, and not gone yet.
    Deleted,
    /// The shell of somebody who was erased.
    Erased,
}

/// A record that may be the person asked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Found {
    /// Which.
    pub id: Uuid,
    /// Contact or lead.
    pub noun: Noun,
    /// Name.
    pub name: String,
    /// Address.
    pub email: Option<String>,
    /// Number.
    pub phone: Option<String>,
    /// Where they work, as far as it is known.
    pub company: Option<String>,
    /// Whether it is deleted, or erased.
    pub standing: Standing,
}

/// A record as a request names it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Subject {
    /// Contact or lead.
    pub noun: Noun,
    /// Which.
    pub id: Uuid,
}

/// What was done for a person who asked, or for a rule.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Request {
    /// Which.
    pub id: Uuid,
    /// `exported`, `erased`.
    pub kind: String,
    /// Why, in the words of who did it.
    pub reason: String,
    /// The records.
    pub records: Vec<Subject>,
    /// Rows by table.
    pub counts: BTreeMap<String, i64>,
    /// Who did it; none for the console and for rules.
    pub user: Option<UserId>,
    /// Their name.
    pub user_name: Option<String>,
    /// When.
    pub at: Instant,
}

impl Request {
    /// When, as programs read it.
    pub fn moment(&self) -> String {
        jiff::Timestamp::from_millisecond(self.at.0).unwrap_or_default().to_string()
    }
}

/// What an erasure would touch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Preview {
    /// The records.
    pub found: Vec<Found>,
    /// Rows by table.
    pub counts: BTreeMap<String, i64>,
    /// Other records that seem to name the person, which are left for people to look at.
    pub mentions: Vec<Mention>,
}

/// A record that seems to name the person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Mention {
    /// What kind: `accounts`.
    pub kind: &'static str,
    /// which,
    pub id: Uuid,
    /// and what it is called.
    pub name: String,
}
