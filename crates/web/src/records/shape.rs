//! What the pages must know of a kind of record, as data. There is one list page, one record page, one form
//! and one set of routes for programs; a [`Shape`] makes them those of accounts, contacts, products or
//! opportunities.

use crate::errors::{Answer, Faults};
use crate::extract::SignedIn;
use crate::ui::layout::PageFrame;
use app::listing::{Kind, Label};
use app::records::Patch;
pub use app::records::read_fields as read;
use app::{Ctx, Error, Result, Tx};
use domain::Refusal;
use domain::custom_fields::{CustomField, FieldKind, PREFIX};
use domain::policy::Noun;
use maud::Markup;
use serde_json::{Map, Value as Json};
use std::pin::Pin;
use text::Lang;
use uuid::Uuid;

/// Values of a record by field, in the JSON of the API.
pub type Values = Map<String, Json>;

/// A list page: [`super::list::page`], or one of the kind's own.
pub type ListPage = fn(&'static Shape, SignedIn, Vec<(String, String)>) -> BoxFuture;
/// What a list page answers.
pub type BoxFuture = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// A kind of record.
pub struct Shape {
    /// What lists know of it: fields, columns, noun.
    pub kind: &'static Kind,
    /// Its addresses.
    pub paths: Paths,
    /// Text of the list's title,
    pub title: &'static str,
    /// of the one action,
    pub new: &'static str,
    /// and of an empty list.
    pub empty: &'static str,
    /// Its fields, in the order of page and form.
    pub entries: &'static [Entry],
    /// Fields that the list's filter form offers.
    pub filters: &'static [&'static str],
    /// The field that tells two of one name apart.
    pub detail: &'static str,
    /// Its list page.
    pub list: ListPage,
    /// One record.
    pub page: fn(&Ctx, &mut Tx<'_>, &str) -> Result<Box<dyn Page>>,
    /// Makes them; their ids, in the same order.
    pub create: fn(&Ctx, &mut Tx<'_>, &[Values]) -> Result<Vec<Uuid>>,
    /// Changes one.
    pub change: fn(&Ctx, &mut Tx<'_>, &Patch) -> Result<()>,
}

impl Shape {
    /// As in permissions.
    pub fn noun(&self) -> Noun {
        self.kind.noun
    }
    /// The page of one.
    pub fn href(&self, id: impl std::fmt::Display) -> String {
        format!("{}/{id}", self.paths.list)
    }
    /// Its fields, those of the company's own behind the product's.
    pub fn all<'c>(&self, ctx: &'c Ctx) -> impl Iterator<Item = Entry> + use<'c> {
        self.entries.iter().copied().chain(ctx.fields.of(self.noun()).map(|field| Entry::of(ctx, field)))
    }
    /// The entry of a field.
    pub fn entry(&self, key: &str) -> Option<&'static Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
    /// Makes one; its id.
    ///
    /// # Errors
    /// As the kind's rules refuse it.
    pub fn create_one(&self, ctx: &Ctx, tx: &mut Tx<'_>, values: &Values) -> Result<Uuid> {
        self.create_all(ctx, tx, std::slice::from_ref(values))?.pop().ok_or(Error::NotFound)
    }
    /// Makes several; their ids, in the same order.
    ///
    /// # Errors
    /// As the kind's rules refuse one of them; `refusal-field-needed`.
    pub fn create_all(&self, ctx: &Ctx, tx: &mut Tx<'_>, all: &[Values]) -> Result<Vec<Uuid>> {
        for values in all {
            let has = |key: &str| values.get(key).is_some_and(|value| !value.is_null());
            app::custom_fields::in_use(ctx, self.noun(), values.keys())?;
            app::custom_fields::complete(ctx, self.noun(), has)?;
        }
        (self.create)(ctx, tx, all)
    }
    /// Refuses fields that nobody knows, or that are not set by hand. Those of the company's own are looked up when they are
    /// written.
    ///
    /// # Errors
    /// `refusal-field-unknown`, `refusal-field-readonly`, each at its field.
    pub fn check(&self, values: &Values) -> Result<()> {
        let known = self.entries.iter().filter(|e| e.is_set).map(|e| e.key).collect::<Vec<_>>().join(", ");
        let fault = |key: &String| match self.entry(key) {
            Some(entry) if entry.is_set => None,
            Some(_) => Some(Refusal::new("refusal-field-readonly").at(key).with("field", key)),
            None => Some(Refusal::new("refusal-field-unknown").at(key).with("field", key).with("known", &known)),
        };
        let faults: Vec<Refusal> = values.keys().filter(|key| !key.starts_with(PREFIX)).filter_map(fault).collect();
        if faults.is_empty() { Ok(()) } else { Err(Error::Refused(faults)) }
    }
}

/// Every address of a kind.
pub struct Paths {
    /// `/accounts`
    pub list: &'static str,
    /// `/accounts/new`
    pub new: &'static str,
    /// `/accounts/{id}`
    pub one: &'static str,
    /// `/accounts/{id}/edit`
    pub edit: &'static str,
    /// `/accounts/bulk-owner`
    pub bulk_owner: &'static str,
    /// `/accounts.csv`
    pub csv: &'static str,
    /// `/accounts.xlsx`
    pub xlsx: &'static str,
    /// `/api/v1/accounts`
    pub api: &'static str,
    /// `/api/v1/accounts/{id}`
    pub api_one: &'static str,
    /// `/api/v1/accounts/batch`
    pub api_batch: &'static str,
}

/// A field on page and form.
#[derive(Clone, Copy)]
pub struct Entry {
    /// As in lists, forms and JSON; `field-{key}` is its name.
    pub key: &'static str,
    /// What it holds.
    pub how: How,
    /// Whether it is set by hand.
    pub is_set: bool,
    /// Whether it stands on the form of a new record.
    pub is_asked: bool,
    /// Whether it must have a value.
    pub is_needed: bool,
    /// Whether it stands in a place of its own on the page, not among the facts.
    pub is_apart: bool,
}

impl Entry {
    /// A field that is set by hand.
    pub const fn new(key: &'static str, how: How) -> Entry {
        Entry { key, how, is_set: true, is_asked: true, is_needed: false, is_apart: false }
    }
    /// One of the company's own.
    pub fn own(field: &'static CustomField) -> Entry {
        Entry { is_needed: field.is_required, ..Entry::new(&field.key, How::Own(field)) }
    }
    /// One of the company's own, for a reader; of one that they may not enter the form shows that it is there.
    fn of(ctx: &Ctx, field: &'static CustomField) -> Entry {
        let entry = Entry::own(field);
        if app::custom_fields::enters(ctx, field) { entry } else { Entry { is_set: false, is_needed: false, ..entry } }
    }
    /// Whether its values are kept from the reader.
    pub fn is_masked(&self) -> bool {
        matches!(self.how, How::Own(_)) && !self.is_set
    }
    /// What people call it.
    pub fn name(&self, lang: Lang) -> String {
        match self.how {
            How::Own(field) => field.label.clone(),
            _ => super::fields::name(lang, self.key),
        }
    }
    /// Whether it names a record, a position or a person.
    pub fn is_named(&self) -> bool {
        match self.how {
            How::Record(_) | How::Owner => true,
            How::Own(field) => matches!(field.kind, FieldKind::Record | FieldKind::Person),
            _ => false,
        }
    }
    /// That must have a value.
    pub const fn needed(self) -> Entry {
        Entry { is_needed: true, ..self }
    }
    /// That programs may set and forms do not ask for.
    pub const fn unasked(self) -> Entry {
        Entry { is_asked: false, ..self }
    }
    /// That has a place of its own on the page.
    pub const fn apart(self) -> Entry {
        Entry { is_apart: true, ..self }
    }
    /// That follows from something else.
    pub const fn read(self) -> Entry {
        Entry { is_set: false, is_asked: false, ..self }
    }
}

/// What a field holds, and how people enter it.
#[derive(Clone, Copy)]
pub enum How {
    /// A line of text.
    Text,
    /// An address for mail.
    Email,
    /// Several lines.
    Long,
    /// A whole number.
    Number,
    /// A part of 10,000, shown as a percentage.
    Basis,
    /// An amount.
    Money,
    /// A day.
    Day,
    /// An hour of a day: RFC 3339 in the company's time zone.
    Moment,
    /// Yes or no.
    Flag,
    /// One of a few words: the prefix of their texts, and the words.
    Choice(&'static str, &'static [&'static str]),
    /// One of a few words, or one of the company's own: the prefix of their texts, and the words.
    Word(&'static str, &'static [&'static str]),
    /// One of the words that fit another field, by its value; all of them while that is empty.
    ChoiceOf(&'static str, &'static str, fn(&str) -> &'static [&'static str]),
    /// Another record, of the kind with this key.
    Record(&'static str),
    /// A position.
    Owner,
    /// A field of the company's own.
    Own(&'static CustomField),
}

/// One record, as its page shows it. Facts are read from [`Page::values`]; the rest is the kind's own.
pub trait Page {
    /// What the API answers: fields, `{field}_label` for what they name, `may_edit`, related lists.
    ///
    /// # Errors
    /// A view that has no JSON form.
    fn values(&self) -> Result<Values>;
    /// What it belongs to, behind its name.
    fn of(&self) -> Option<&Label> {
        None
    }
    /// What stands across the page, above everything.
    fn above(&self, _desk: &Desk<'_>) -> Markup {
        Markup::default()
    }
    /// What stands below the timeline.
    fn below(&self, _desk: &Desk<'_>) -> Markup {
        Markup::default()
    }
    /// What stands beside it, below the facts.
    fn aside(&self, _desk: &Desk<'_>) -> Markup {
        Markup::default()
    }
}

/// What a page is drawn with.
pub struct Desk<'a> {
    /// Who reads it.
    pub ctx: &'a Ctx,
    /// What stands around it.
    pub frame: &'a PageFrame,
    /// What was wrong with a form of it.
    pub faults: &'a Faults,
}

/// A view as JSON.
///
/// # Errors
/// A view that has no JSON form.
pub fn values_of(view: &impl serde::Serialize) -> Result<Values> {
    match serde_json::to_value(view)? {
        Json::Object(map) => Ok(map),
        _ => Err(Error::Internal("a view is no JSON object".to_owned())),
    }
}
