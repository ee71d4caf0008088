//! Columns of a file that are the company's own fields, by key or by name; and what their cells hold.
//!
//! An amount's currency stands in a column beside it (`x_limit_currency`), what names a record may have its id in one
//! (`x_partner_id`), as our own exports write them.

use super::kinds::Kind;
use super::recognise::folded;
use super::source::Source;
use super::sql::{self, Names};
use crate::custom_fields::{complete, enters, refused};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Refusal;
use domain::custom_fields::{Custom, CustomField, FieldKind, FieldValue, Given, fitting};
use domain::kernel::{Currency, Money};
use domain::policy::Noun;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

type Read<T> = std::result::Result<T, Refusal>;

/// The fields of the company's own that a file has, and what they may name.
pub(super) struct Own {
    noun: Noun,
    fields: Vec<&'static CustomField>,
    records: HashMap<Noun, Names>,
    people: HashMap<String, Option<Uuid>>,
}

/// The company's own fields, as whoever brings a file knows them: those in use that they may enter, and those that they neither
/// enter nor read, the retired ones too, which files of the past brought.
pub(super) struct Offered {
    open: Vec<&'static CustomField>,
    closed: Vec<&'static CustomField>,
}

impl Offered {
    /// To the user.
    pub fn to(ctx: &Ctx) -> Offered {
        let (open, closed): (Vec<_>, Vec<_>) = ctx.fields.all().iter().copied().partition(|field| enters(ctx, field));
        Offered { open: open.into_iter().filter(|field| !field.is_retired).collect(), closed }
    }
    /// Those of a kind of record that they may enter.
    pub fn open(&self, noun: Noun) -> impl Iterator<Item = &'static CustomField> + use<'_> {
        self.open.iter().copied().filter(move |field| field.noun == noun)
    }
    /// Those that they neither enter nor read.
    fn closed(&self, noun: Noun) -> impl Iterator<Item = &'static CustomField> + use<'_> {
        self.closed.iter().copied().filter(move |field| field.noun == noun)
    }
    /// Whether a column of that name, which stands for that field of ours, holds what they do not read. What a file of an
    /// unknown kind holds is looked at as of every kind.
    pub fn is_unread(&self, noun: Option<Noun>, theirs: &str, ours: Option<&str>) -> bool {
        let named = folded(theirs, "");
        let of_kind = self.closed.iter().filter(|field| noun.is_none_or(|noun| field.noun == noun));
        let mut all = of_kind.map(|field| (field.key.as_str(), names(field)));
        all.any(|(key, names)| ours == Some(key) || (!named.is_empty() && names.contains(&named)))
    }
}

/// The kind of record that rows of a kind of file are, where it may have fields of a company's own.
pub(super) fn noun_of(kind: Kind) -> Option<Noun> {
    match kind {
        Kind::Accounts => Some(Noun::Account),
        Kind::Contacts => Some(Noun::Contact),
        Kind::Leads => Some(Noun::Lead),
        Kind::Products => Some(Noun::Product),
        Kind::Opportunities => Some(Noun::Opportunity),
        Kind::Activities => Some(Noun::Activity),
        Kind::People | Kind::Teams | Kind::Pipelines | Kind::Stages => None,
    }
}

/// Finds the columns of the company's own fields, and tells the file of them. A field that whoever brings the file may not
/// enter takes none, and is refused where they gave it one.
///
/// # Errors
/// `refusal-field-sensitive`.
pub(super) fn columns(all: &Offered, source: &mut Source, noun: Noun) -> Read<Vec<&'static CustomField>> {
    if let Some(field) = all.closed(noun).find(|field| source.has(&field.key)) {
        return Err(refused(field));
    }
    let mut fields = Vec::new();
    for field in all.open(noun) {
        let names = names(field);
        if !source.has(&field.key) && !source.add(&field.key, &names) {
            continue;
        }
        source.find_style(&field.key, style(field));
        let beside = match field.kind {
            FieldKind::Money => Some("currency"),
            FieldKind::Record => Some("id"),
            _ => None,
        };
        if let Some(beside) = beside.map(|ending| format!("{}_{ending}", field.key)) {
            source.add(&beside, &[folded(&beside, "")]);
        }
        fields.push(field);
    }
    Ok(fields)
}

/// What a column is called that holds a field.
fn names(field: &CustomField) -> [String; 2] {
    [folded(&field.key, ""), folded(&field.label, "")]
}

impl Own {
    /// Finds the columns, which the file is told of.
    ///
    /// # Errors
    /// The database's own.
    pub fn find(ctx: &Ctx, tx: &mut Tx<'_>, source: &mut Source, noun: Noun) -> Result<Own> {
        let fields = columns(&Offered::to(ctx), source, noun)?;
        let mut records = HashMap::new();
        for noun in fields.iter().filter_map(|field| field.target).collect::<HashSet<Noun>>() {
            records.insert(noun, sql::names(tx, noun)?);
        }
        let names_people = fields.iter().any(|field| field.kind == FieldKind::Person);
        Ok(Own { noun, fields, records, people: if names_people { people(ctx) } else { HashMap::new() } })
    }

    /// Sets what a row says. A field whose column the file has and whose cell is empty has no value.
    ///
    /// # Errors
    /// The first cell that does not fit, at its field; `refusal-field-needed` where a new record lacks what it must have.
    pub fn fill(
        &self,
        ctx: &Ctx,
        source: &Source,
        row: &sheet::Row<'_>,
        custom: &mut Custom,
        is_new: bool,
    ) -> Read<()> {
        for field in &self.fields {
            let given = self.given(ctx, source, row, field)?;
            let value = match given {
                Some(given) => fitting(field, &given, ctx.company.currency)?,
                None => None,
            };
            custom.set(&field.key, value);
        }
        if !is_new {
            return Ok(());
        }
        match complete(ctx, self.noun, |key| custom.get(key).is_some()) {
            Err(Error::Refused(mut all)) if !all.is_empty() => Err(all.remove(0)),
            _ => Ok(()),
        }
    }

    /// What stood, with what the file says.
    pub fn over(&self, old: &Custom, new: &Custom) -> Custom {
        let mut custom = old.clone();
        for field in &self.fields {
            custom.set(&field.key, new.get(&field.key).cloned());
        }
        custom
    }

    fn given(&self, ctx: &Ctx, source: &Source, row: &sheet::Row<'_>, field: &CustomField) -> Read<Option<Given>> {
        let key = field.key.as_str();
        let Some(cell) = source.text(row, key) else { return Ok(None) };
        let text = |text: String| Some(Given::Value(FieldValue::Text(text)));
        let wrong = || Refusal::new("refusal-value-wrong").at(key).with("value", cell);
        Ok(match field.kind {
            FieldKind::Date => source.day(row, key)?.and_then(|day| text(day.to_string())),
            FieldKind::Number => source.decimal(row, key)?.and_then(|number| text(number.decimal)),
            FieldKind::Money => Some(Given::Value(FieldValue::Money(amount(ctx, source, row, key)?))),
            FieldKind::YesNo => Some(Given::Value(FieldValue::YesNo(source.flag(row, key).ok_or_else(wrong)?))),
            FieldKind::Person => {
                let found = self.people.get(&text::fold(cell)).copied().flatten();
                text(found.ok_or_else(|| unknown(key, cell))?.to_string())
            }
            FieldKind::Record => {
                let names = field.target.and_then(|noun| self.records.get(&noun));
                let by_id = source.text(row, &format!("{key}_id"));
                let called = by_id.into_iter().chain([cell]).map(|name| name.trim_start_matches("urn:uuid:"));
                let found = called.into_iter().find_map(|name| names?.find(name));
                text(found.ok_or_else(|| unknown(key, cell))?.to_string())
            }
            FieldKind::Text | FieldKind::Link | FieldKind::Choice | FieldKind::MultiChoice => text(cell.to_owned()),
        })
    }
}

fn unknown(key: &str, cell: &str) -> Refusal {
    Refusal::new("refusal-named-unknown").at(key).with("value", cell)
}

/// How the cells of a field are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Text,
    Day,
    Number,
}

fn style(field: &CustomField) -> Style {
    match field.kind {
        FieldKind::Date => Style::Day,
        FieldKind::Number | FieldKind::Money => Style::Number,
        _ => Style::Text,
    }
}

/// An amount in the currency beside it, in its cell, or the company's.
fn amount(ctx: &Ctx, source: &Source, row: &sheet::Row<'_>, key: &str) -> Read<Money> {
    let number = source.decimal(row, key)?.ok_or_else(|| Refusal::new("refusal-number-unreadable").at(key))?;
    let code = source.owned(row, &format!("{key}_currency")).or(number.currency);
    let currency = match &code {
        Some(code) => Currency::new(code)
            .ok_or_else(|| Refusal::new("refusal-currency-unknown").at(key).with("currency", code))?,
        None => ctx.company.currency,
    };
    let fine =
        || Refusal::new("refusal-amount-too-fine").at(key).with("value", &number.decimal).with("currency", currency);
    Money::parse(&number.decimal, currency).ok_or_else(fine)
}

/// People by id, name, e-mail and id elsewhere; a name that two have names nobody.
fn people(ctx: &Ctx) -> HashMap<String, Option<Uuid>> {
    let mut found: HashMap<String, Option<Uuid>> = HashMap::new();
    for person in ctx.history.rows().people.values() {
        let names =
            [Some(person.id.to_string()), Some(person.name.clone()), person.email.clone(), person.external_id.clone()];
        let names: HashSet<String> = names.into_iter().flatten().map(|name| text::fold(&name)).collect();
        for name in names {
            found.entry(name).and_modify(|one| *one = None).or_insert(Some(person.id.0));
        }
    }
    found
}
