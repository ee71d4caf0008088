//! Which records mean one company or one person: what each is known by, keys that bring likely pairs together, and a
//! score with its reasons.
//!
//! A record is known by what is its own. Whose it is, who answers its phone and to whom it belongs (owner, assistant,
//! parent account) are no traits of it, so they never make two records one.

mod company;
mod person;
mod place;
mod score;
mod words;

pub use person::{is_shared, mailbox};
pub use place::{Phone, domain_of, is_public};
pub use score::{Match, Reason, Sameness, compare};

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The least score at which two records are shown as likely one.
pub const LIKELY: u32 = 60;
/// The least score at which they are as good as certain.
pub const CERTAIN: u32 = 90;

/// What a company is known by.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Company {
    /// Its name.
    pub name: String,
    /// Its website.
    pub website: Option<String>,
    /// Its phones.
    pub phones: Vec<String>,
    /// The place it sits in.
    pub city: Option<String>,
    /// The country it sits in.
    pub country: Option<String>,
}

/// What a person is known by.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their e-mail addresses.
    pub emails: Vec<String>,
    /// Their phones.
    pub phones: Vec<String>,
    /// The name of the company they work at.
    pub company: Option<String>,
}

/// What a record is known by. A lead may be both.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Traits {
    /// The company.
    pub company: Option<Company>,
    /// The person.
    pub person: Option<Person>,
}

impl Traits {
    /// A company.
    pub fn company(company: Company) -> Traits {
        Traits { company: Some(company), person: None }
    }
    /// A person.
    pub fn person(person: Person) -> Traits {
        Traits { company: None, person: Some(person) }
    }
}

/// Keys under which a record is kept: two records that may be one share a key, and few share one by chance.
pub fn keys(traits: &Traits) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    if let Some(company) = &traits.company {
        company::keys(company, &mut keys);
    }
    if let Some(person) = &traits.person {
        person::keys(person, &mut keys);
    }
    keys
}
