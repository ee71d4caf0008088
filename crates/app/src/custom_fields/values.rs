//! Values on their way into records: checked against their fields, and written beside the rest.

use super::{CustomFields, sight, sql};
use crate::{Ctx, Error, Result, records};
use db::{Tx, Value};
use domain::Refusal;
use domain::custom_fields::{Custom, CustomField, FieldKind, FieldValue, Given, PREFIX, fitting};
use domain::kernel::id::PersonId;
use domain::policy::Noun;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

/// New values of the company's own fields, among those of the others: what is not named stays, null empties.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Asked(pub(crate) Map<String, Json>);

impl Asked {
    /// Values as a record holds them.
    ///
    /// # Errors
    /// A value that has no JSON form; there is none.
    pub(crate) fn of(custom: &Custom) -> Result<Asked> {
        Ok(Asked(flat(custom)?))
    }
}

impl<'de> Deserialize<'de> for Asked {
    fn deserialize<D: Deserializer<'de>>(d: D) -> std::result::Result<Asked, D::Error> {
        let mut all = Map::<String, Json>::deserialize(d)?;
        all.retain(|key, _| is_own(key));
        Ok(Asked(all))
    }
}

/// Whether a field of that key is the company's own.
pub(crate) fn is_own(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// What a record holds once these new values are taken: a field that is not named keeps its value, null empties it. What is
/// emptied only because the record that it names is hidden from the user stays, and so does what is sensitive and not theirs
/// to read.
///
/// # Errors
/// All faults at once, each at its field: `refusal-field-unknown`, `refusal-value-wrong`, `refusal-field-choice-unknown`,
/// `refusal-field-needed` for what must keep a value, `refusal-record-unknown`, `refusal-field-sensitive`.
pub(crate) fn taken(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, old: &Custom, new: &Map<String, Json>) -> Result<Custom> {
    let (mut custom, mut faults) = (old.clone(), Vec::new());
    for (key, value) in new {
        match one(ctx, tx, noun, old, (key, value)) {
            Ok(value) => custom.set(key, value),
            Err(Error::Refused(all)) => faults.extend(all),
            Err(error) => return Err(error),
        }
    }
    if faults.is_empty() { Ok(custom) } else { Err(Error::Refused(faults)) }
}

fn one(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    noun: Noun,
    old: &Custom,
    (key, value): (&str, &Json),
) -> Result<Option<FieldValue>> {
    let field = ctx.fields.known(noun, key).ok_or_else(|| unknown(ctx, noun, key))?;
    if sight::is_kept_from(ctx, field) {
        // Not even whether it is the value that stands is told.
        let stays = sight::is_empty(value);
        return if stays { Ok(old.get(key).cloned()) } else { Err(sight::refused(field).into()) };
    }
    let given: Option<Given> = serde_json::from_value(value.clone())
        .map_err(|_| Refusal::new("refusal-value-wrong").at(key).with("value", value.to_string()))?;
    let fitted = match given {
        Some(given) => fitting(field, &given, ctx.company.currency)?,
        None => None,
    };
    let before = old.get(key);
    match &fitted {
        value if value.as_ref() == before => {}
        Some(value) => known(ctx, tx, field, value)?,
        None if is_hidden(ctx, tx, field, before)? => return Ok(before.cloned()),
        None if field.is_required && !field.is_retired => return Err(needed(field).into()),
        None => {}
    }
    Ok(fitted)
}

fn unknown(ctx: &Ctx, noun: Noun, key: &str) -> Refusal {
    let known = ctx.fields.of(noun).map(|field| field.key.as_str()).collect::<Vec<_>>().join(", ");
    Refusal::new("refusal-field-unknown").at(key).with("field", key).with("known", known)
}

/// That somebody names only fields that are in use: those that are retired are written when two records become one, or what
/// was done is undone.
///
/// # Errors
/// `refusal-field-unknown` at each that is not.
pub fn in_use<'k>(ctx: &Ctx, noun: Noun, keys: impl Iterator<Item = &'k String>) -> Result<()> {
    let is_unknown = |key: &&String| is_own(key) && ctx.fields.find(noun, key).is_none();
    let faults: Vec<Refusal> = keys.filter(is_unknown).map(|key| unknown(ctx, noun, key)).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Refused(faults)) }
}

/// That the record or person it names is there, and in sight of who names it.
fn known(ctx: &Ctx, tx: &mut Tx<'_>, field: &'static CustomField, value: &FieldValue) -> Result<()> {
    let Some(id) = id_of(value) else { return Ok(()) };
    match (field.kind, field.target) {
        (FieldKind::Record, Some(noun)) => {
            records::known_references(ctx, tx, std::iter::once((field.key.as_str(), noun, id)))
        }
        (FieldKind::Person, _) if !ctx.history.rows().people.contains_key(&PersonId(id)) => {
            Err(Refusal::new("refusal-record-unknown").at(&field.key).into())
        }
        _ => Ok(()),
    }
}

fn is_hidden(ctx: &Ctx, tx: &mut Tx<'_>, field: &CustomField, before: Option<&FieldValue>) -> Result<bool> {
    match (field.target, before.and_then(id_of)) {
        (Some(noun), Some(id)) => Ok(!records::hidden(ctx, tx, noun, &[id])?.is_empty()),
        _ => Ok(false),
    }
}

fn id_of(value: &FieldValue) -> Option<Uuid> {
    if let FieldValue::Text(text) = value { text.parse().ok() } else { None }
}

fn needed(field: &CustomField) -> Refusal {
    Refusal::new("refusal-field-needed").at(&field.key).with("label", &field.label)
}

/// That a record which is made by hand or comes in a file has what it must have, as far as who makes it may enter it.
///
/// # Errors
/// `refusal-field-needed` at each field that lacks its value.
pub fn complete(ctx: &Ctx, noun: Noun, has: impl Fn(&str) -> bool) -> Result<()> {
    let is_lacking = |field: &&'static CustomField| field.is_required && !has(&field.key) && sight::enters(ctx, field);
    let lacking = ctx.fields.of(noun).filter(is_lacking);
    let faults: Vec<Refusal> = lacking.map(needed).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Refused(faults)) }
}

/// Values as they were given with a new record, each as its field holds it.
///
/// # Errors
/// As [`taken`].
pub(crate) fn fitted(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, given: &Custom) -> Result<Custom> {
    if given.is_empty() {
        return Ok(Custom::default());
    }
    taken(ctx, tx, noun, &Custom::default(), &flat(given)?)
}

/// As JSON, by field.
pub(crate) fn flat(custom: &Custom) -> Result<Map<String, Json>> {
    custom.iter().map(|(key, value)| Ok((key.to_owned(), serde_json::to_value(value)?))).collect()
}

/// The new values of a patch in two: those of the product's fields, those of the company's own.
pub(crate) fn parted(fields: &Map<String, Json>) -> (Map<String, Json>, Map<String, Json>) {
    fields.clone().into_iter().partition(|(key, _)| !is_own(key))
}

/// Every field that a kind of record has, for what a patch of it may name: null where it has no value.
pub(crate) fn beside(ctx: &Ctx, noun: Noun, custom: &Custom) -> Result<Map<String, Json>> {
    let value = |field: &'static CustomField| Ok((field.key.clone(), serde_json::to_value(custom.get(&field.key))?));
    ctx.fields.of(noun).map(value).collect()
}

/// Columns that new records are written with, beside the product's own.
pub(crate) fn columns(fields: &CustomFields, noun: Noun) -> Vec<String> {
    sql::names(fields.all_of(noun))
}

/// What those columns hold of a record.
pub(crate) fn values(fields: &CustomFields, noun: Noun, custom: &Custom) -> Vec<Value> {
    fields.all_of(noun).flat_map(|field| sql::values(field, custom.get(&field.key))).collect()
}

/// Writes what differs between two states of a record whose version this transaction moves.
///
/// # Errors
/// The database's own.
pub(crate) fn save(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, id: Uuid, before: &Custom, after: &Custom) -> Result<()> {
    if before == after {
        return Ok(());
    }
    let differs = |field: &&'static CustomField| before.get(&field.key) != after.get(&field.key);
    let all = ctx.fields.all_of(noun).filter(differs);
    let changed: Vec<_> = all.map(|field| (field, after.get(&field.key))).collect();
    if changed.is_empty() { Ok(()) } else { sql::save(tx, noun, id, &changed) }
}
