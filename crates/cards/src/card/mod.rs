//! A card: a person or company as an address book writes them (vCard 2.1, 3.0, 4.0).
//!
//! What a customer file holds has a field; everything else is kept in [`Card::rest`] as it was. Writing a card and
//! reading it again gives the same card, in 3.0 and in 4.0.

mod read;
mod write;

use crate::property::{Param, Property};

pub(crate) use read::card;

/// The version a card is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Version {
    /// What every phone and mail program reads.
    #[default]
    V3,
    /// RFC 6350.
    V4,
}

/// A value with its kinds: an e-mail, phone or web address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labelled {
    /// The value.
    pub value: String,
    /// `work`, `home`, `cell`, `fax`, … in small letters, in the order they stood.
    pub types: Vec<String>,
    /// How much it is preferred, 1 most; none where nothing is said.
    pub preference: Option<u8>,
    /// What groups it with a label of its own (`item1`).
    pub group: Option<String>,
    /// Other parameters.
    pub params: Vec<Param>,
}

impl Labelled {
    /// A value of one kind.
    #[must_use]
    pub fn new(value: &str, kind: &str) -> Self {
        Self { value: value.to_owned(), types: vec![kind.to_owned()], ..Self::default() }
    }

    /// Whether it is of a kind.
    #[must_use]
    pub fn is(&self, kind: &str) -> bool {
        self.types.iter().any(|t| t == kind)
    }
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the fields say what they are")]
pub struct Address {
    pub box_number: String,
    pub extended: String,
    pub street: String,
    pub place: String,
    pub region: String,
    pub code: String,
    pub country: String,
    /// Its kinds and how much it is preferred; the value is not used.
    pub label: Labelled,
}

/// A birthday; the year may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields say what they are")]
pub struct Birthday {
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the fields say what they are")]
pub struct Card {
    pub uid: String,
    /// The name as it is shown.
    pub name: String,
    pub family: String,
    pub given: String,
    /// Further given names.
    pub additional: String,
    pub prefix: String,
    pub suffix: String,
    pub organisation: String,
    /// Parts of the organisation, from the largest.
    pub units: Vec<String>,
    pub title: String,
    pub emails: Vec<Labelled>,
    pub phones: Vec<Labelled>,
    pub urls: Vec<Labelled>,
    pub addresses: Vec<Address>,
    pub note: String,
    pub birthday: Option<Birthday>,
    /// All other properties as they were, in order.
    pub rest: Vec<Property>,
}

impl Card {
    /// The value that is preferred, else the first.
    #[must_use]
    pub fn preferred(list: &[Labelled]) -> Option<&Labelled> {
        list.iter().min_by_key(|l| l.preference.unwrap_or(u8::MAX))
    }

    /// Whether the card is of a company: it says so, or shows its organisation as its name and has no person's name.
    #[must_use]
    pub fn is_company(&self) -> bool {
        let said = |name: &str, value: &str| {
            self.rest.iter().any(|p| p.name == name && p.value.trim().eq_ignore_ascii_case(value))
        };
        let no_person = self.family.is_empty() && self.given.is_empty();
        said("KIND", "org")
            || said("X-ABSHOWAS", "COMPANY")
            || (no_person && !self.name.is_empty() && self.name == self.organisation)
    }

    /// Writes the card.
    #[must_use]
    pub fn write(&self, version: Version) -> String {
        write::card(self, version)
    }
}
