//! A company's own fields: what each is called, what it holds, and whether a value fits it. Pure.
//!
//! A field belongs to one kind of record and is known by its key, which never changes: `x_contract_type`. Every key begins
//! with `x_`, so that a field of the product's own never takes one's place. A field that is not wanted any more is retired:
//! it is shown and asked for nowhere, and its values stay.
//!
//! A value stands in JSON as the API shows it: text, a number (decimals as text, so that none is lost), an amount with its
//! currency, a day, a word or a list of words, an id, yes or no. An empty text or list is no value.
//!
//! One that is sensitive is read and entered by those alone who were given that (`Noun::Sensitive`): to everybody else it is
//! known by its name, and its values are as if they were not there.
//!
//! Which of an opportunity's fields a stage needs is said by the stage ([`crate::pipelines`]), of these as of the others.

mod define;
mod held;
mod value;

pub use define::{check, choice_key, is_key, key_of};
pub use held::Custom;
pub use value::{FieldValue, Given, fitting, plain, scaled};

use crate::kernel::id::CustomFieldId;
use crate::policy::Noun;
use serde::{Deserialize, Serialize};

/// What every key begins with.
pub const PREFIX: &str = "x_";
/// Fields that a kind of record may have at most, the retired ones included.
pub const MOST_FIELDS: usize = 200;
/// Choices that a field may have at most.
pub const MOST_CHOICES: usize = 500;
/// Characters that a text may have at most.
pub const LONGEST_TEXT: usize = 10_000;
/// Kinds of record that may have fields of a company's own.
pub const NOUNS: [Noun; 6] =
    [Noun::Account, Noun::Contact, Noun::Lead, Noun::Opportunity, Noun::Product, Noun::Activity];

/// Kinds of record that such a field may name.
pub const TARGETS: [Noun; 5] = [Noun::Account, Noun::Contact, Noun::Lead, Noun::Opportunity, Noun::Product];

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Text.
    Text,
    /// A number with so many decimals as the field says.
    Number,
    /// An amount with its currency.
    Money,
    /// A day.
    Date,
    /// One of the field's words.
    Choice,
    /// Several of the field's words.
    MultiChoice,
    /// A person of the organisation.
    Person,
    /// A record of one kind.
    Record,
    /// Yes or no.
    YesNo,
    /// An address on the web.
    Link,
}

impl FieldKind {
    /// All of them, in the order offered.
    pub const ALL: [FieldKind; 10] = [
        FieldKind::Text,
        FieldKind::Number,
        FieldKind::Money,
        FieldKind::Date,
        FieldKind::Choice,
        FieldKind::MultiChoice,
        FieldKind::Person,
        FieldKind::Record,
        FieldKind::YesNo,
        FieldKind::Link,
    ];
    /// As stored, and as texts name it.
    pub fn key(self) -> &'static str {
        match self {
            FieldKind::Text => "text",
            FieldKind::Number => "number",
            FieldKind::Money => "money",
            FieldKind::Date => "date",
            FieldKind::Choice => "choice",
            FieldKind::MultiChoice => "multi_choice",
            FieldKind::Person => "person",
            FieldKind::Record => "record",
            FieldKind::YesNo => "yes_no",
            FieldKind::Link => "link",
        }
    }
    /// The kind of that key.
    pub fn from_key(key: &str) -> Option<FieldKind> {
        FieldKind::ALL.into_iter().find(|kind| kind.key() == key)
    }
    /// Whether its values are words of the field's own.
    pub fn has_choices(self) -> bool {
        matches!(self, FieldKind::Choice | FieldKind::MultiChoice)
    }
}

/// One of a field's words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FieldChoice {
    /// As stored; it never changes.
    pub key: String,
    /// As shown.
    pub label: String,
    /// Whether it is offered no more. Records that have it keep it.
    #[serde(default)]
    pub is_retired: bool,
}

/// A field of a company's own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CustomField {
    /// Which.
    pub id: CustomFieldId,
    /// The kind of record that has it.
    pub noun: Noun,
    /// As in filters, columns, files and JSON.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// What is to be entered, said below it.
    #[serde(default)]
    pub help: Option<String>,
    /// What it holds.
    pub kind: FieldKind,
    /// Its words, in the order offered.
    #[serde(default)]
    pub choices: Vec<FieldChoice>,
    /// The kind of record it names.
    #[serde(default)]
    pub target: Option<Noun>,
    /// Decimals of its numbers.
    #[serde(default)]
    pub decimals: u8,
    /// Whether a record must have a value when it is made, and keep one.
    #[serde(default)]
    pub is_required: bool,
    /// Whether its values are for those alone who may see sensitive fields.
    #[serde(default)]
    pub is_sensitive: bool,
    /// Its place among the others.
    #[serde(default)]
    pub place: i64,
    /// Whether it is shown and asked for no more.
    #[serde(default)]
    pub is_retired: bool,
    /// Its version.
    #[serde(default)]
    pub version: i64,
}

impl CustomField {
    /// A field of that name, with nothing else said yet: not defined, so it has neither id nor key.
    pub fn new(noun: Noun, kind: FieldKind, label: &str) -> CustomField {
        CustomField {
            id: CustomFieldId::default(),
            noun,
            key: String::new(),
            label: label.to_owned(),
            help: None,
            kind,
            choices: Vec::new(),
            target: None,
            decimals: 0,
            is_required: false,
            is_sensitive: false,
            place: 0,
            is_retired: false,
            version: 0,
        }
    }
}

impl FieldChoice {
    /// A word of that label; its key is made from it.
    pub fn new(label: &str) -> FieldChoice {
        FieldChoice { key: choice_key(label), label: label.trim().to_owned(), is_retired: false }
    }
}
