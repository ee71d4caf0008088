//! Fields of a company's own: defined by operations, stored in columns of their own beside those of the product, so that
//! they are filtered, sorted and indexed alike.
//!
//! A record's values are read where somebody asks for them ([`queries::held`]) and written with the record, in the same
//! transaction and under the same version ([`values`]): only those that a change touches, so that whoever writes a record
//! without having read them leaves them as they stand. Which of them the reader does not read is said by [`sees`].

mod carried;
pub mod commands;
mod kept;
mod naming;
pub mod queries;
mod sight;
mod sql;
pub(crate) mod values;

use crate::listing::Field;
use domain::custom_fields::CustomField;
use domain::policy::Noun;

pub(crate) use carried::carried;
pub(crate) use naming::{Naming, forget, name_again};
pub use queries::{Shown, worded};
pub use sight::{MASK, enters, sees, speaks_of_unread};
pub(crate) use sight::{entered, may_name, refused};
pub use values::{Asked, complete, in_use};

/// Every field that is defined, as kept in memory for one version of the company.
#[derive(Clone, Debug, Default)]
pub struct CustomFields {
    all: Vec<&'static CustomField>,
    listed: Vec<(Noun, &'static Field)>,
}

impl CustomFields {
    fn new(all: Vec<CustomField>) -> CustomFields {
        let all: Vec<&'static CustomField> = all.into_iter().map(kept::field).collect();
        let used = all.iter().filter(|field| !field.is_retired);
        let listed = used.filter_map(|field| Some((field.noun, kept::listed(field)?))).collect();
        CustomFields { all, listed }
    }
    /// Those of a kind of record that are in use, in their order.
    pub fn of(&self, noun: Noun) -> impl Iterator<Item = &'static CustomField> + use<'_> {
        self.all.iter().copied().filter(move |field| field.noun == noun && !field.is_retired)
    }
    /// Those of a kind of record, the retired ones too, whose values stay with their records.
    pub fn all_of(&self, noun: Noun) -> impl Iterator<Item = &'static CustomField> + use<'_> {
        self.all.iter().copied().filter(move |field| field.noun == noun)
    }
    /// The field of that key, where it is in use.
    pub fn find(&self, noun: Noun, key: &str) -> Option<&'static CustomField> {
        self.of(noun).find(|field| field.key == key)
    }
    /// The field of that key, be it retired: for telling what was.
    pub fn known(&self, noun: Noun, key: &str) -> Option<&'static CustomField> {
        self.all.iter().copied().find(|field| field.noun == noun && field.key == key)
    }
    /// As lists know those of a kind of record that are in use.
    pub fn listed(&self, noun: Noun) -> impl Iterator<Item = &'static Field> + use<'_> {
        self.listed.iter().filter(move |(of, _)| *of == noun).map(|(_, field)| *field)
    }
    /// All of them, the retired ones included, by kind of record and in their order.
    pub fn all(&self) -> &[&'static CustomField] {
        &self.all
    }
}
