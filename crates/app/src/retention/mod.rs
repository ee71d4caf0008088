//! Retention: who is due to be erased because nothing has happened with them for long, by the rules that the company set.
//! None is set to begin with.
//!
//! A person is one or more records ([`crate::privacy`]); they are due when all of these are over, each by the rule of its kind.
//! Who is due is listed; where every rule says so, they are erased by themselves, some a minute, once a day until nobody is
//! left. It is the erasure that people do by hand, with the rule as its reason.

mod commands;
mod queries;
mod sql;
mod sweep;

pub use commands::{erase, set};
pub use queries::{due, rules};
pub use sweep::sweep;

use domain::Day;
use domain::policy::Noun;
use domain::retention::{Rule, Then};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// People that may be erased at once.
pub const MOST: usize = 50;
/// People listed at most.
pub const LISTED: usize = 200;

/// The rule of each kind; none keeps them for good.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Of contacts.
    pub contact: Option<Rule>,
    /// Of leads.
    pub lead: Option<Rule>,
}

/// Rules that somebody sets.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewRules {
    /// The rules.
    #[serde(flatten)]
    pub rules: Rules,
    /// That people may be erased by themselves who were not before.
    pub sure: bool,
}

impl Rules {
    /// That of a kind.
    pub fn of(&self, noun: Noun) -> Option<Rule> {
        match noun {
            Noun::Contact => self.contact,
            Noun::Lead => self.lead,
            _ => None,
        }
    }
}

/// A person who is due.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Due {
    /// Contact or lead.
    pub noun: Noun,
    /// The record,
    pub record: Uuid,
    /// and others of the same person.
    pub others: Vec<Uuid>,
    /// Name.
    pub name: String,
    /// Where they work, as far as it is known.
    pub company: Option<String>,
    /// The day on which something happened last.
    pub last_on: Day,
    /// What becomes of them.
    pub then: Then,
}

/// Everybody who is due, those first with whom nothing has happened for longest; not more than [`LISTED`].
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct DueView {
    /// They.
    pub due: Vec<Due>,
    /// Whether there may be more.
    pub is_more: bool,
}
