//! Reads of a company's own fields, and of what records hold in them.

use super::{CustomFields, sees, sql};
use crate::listing::{Label, Owners};
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::custom_fields::{Custom, CustomField, FieldKind, FieldValue};
use domain::kernel::id::CustomFieldId;
use domain::policy::{Action, Noun};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value as Json;
use std::collections::HashMap;
use uuid::Uuid;

/// Every field, for whoever defines them.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn all(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<CustomFields> {
    ctx.may(Action::See, Noun::Pipeline)?;
    load(tx)
}

/// One of them.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub fn one(ctx: &Ctx, tx: &mut Tx<'_>, id: CustomFieldId) -> Result<CustomField> {
    all(ctx, tx)?.all().iter().find(|field| field.id == id).map(|field| (*field).clone()).ok_or(Error::NotFound)
}

/// Every field, for keeping in memory.
///
/// # Errors
/// The database's own.
pub(crate) fn load(tx: &mut Tx<'_>) -> Result<CustomFields> {
    Ok(CustomFields::new(sql::all(tx)?))
}

/// What records hold, by id, in the retired fields too. The caller has shown that they may be seen.
///
/// # Errors
/// The database's own.
pub fn held(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<HashMap<Uuid, Custom>> {
    let fields: Vec<&CustomField> = ctx.fields.all_of(noun).collect();
    if fields.is_empty() || ids.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(sql::held(tx, noun, &fields, ids)?.into_iter().collect())
}

/// What a record holds, as its page and its JSON show it: every field in use, null where it has no value; beside what
/// names a record or a person `{field}_label`.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    values: Vec<(&'static str, Option<FieldValue>)>,
    labels: Vec<(&'static str, Label)>,
    unread: Vec<&'static str>,
}

impl Shown {
    /// Whether a field has a value that the reader may see.
    pub fn has(&self, key: &str) -> bool {
        self.values.iter().any(|(found, value)| *found == key && value.is_some())
    }
    /// Whether a field is sensitive and has a value all the same, which the reader does not see.
    pub fn has_unread(&self, key: &str) -> bool {
        self.unread.contains(&key)
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.values.len() + self.labels.len()))?;
        for (key, value) in &self.values {
            map.serialize_entry(key, value)?;
        }
        for (key, label) in &self.labels {
            map.serialize_entry(&format!("{key}_label"), label)?;
        }
        map.end()
    }
}

/// What a record that the reader sees holds. Of a record that they may not see, neither id nor name is told, and of a
/// sensitive field that they do not read nothing at all: such fields are noted in `hidden`.
///
/// # Errors
/// The database's own.
pub fn shown(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, id: Uuid, hidden: &mut Vec<&'static str>) -> Result<Shown> {
    let mut custom = held(ctx, tx, noun, &[id])?.remove(&id).unwrap_or_default();
    let mut shown = Shown::default();
    for field in ctx.fields.of(noun) {
        let key = field.key.as_str();
        if !sees(ctx, field) {
            hidden.push(key);
            shown.unread.extend(custom.get(key).map(|_| key));
            shown.values.push((key, None));
            continue;
        }
        let label = match (field.kind, custom.get(key)) {
            (FieldKind::Record, Some(FieldValue::Text(id))) => {
                let (mut named, target) = (id.parse::<Uuid>().ok(), field.target.unwrap_or(noun));
                records::reference(ctx, tx, target, key, &mut named, hidden)?
            }
            (FieldKind::Person, Some(FieldValue::Text(id))) => {
                id.parse().ok().and_then(|id| Owners::new(ctx).person(id))
            }
            _ => None,
        };
        if hidden.contains(&key) {
            custom.set(key, None);
        }
        shown.labels.extend(label.map(|label| (key, label)));
        shown.values.push((key, custom.get(key).cloned()));
    }
    Ok(shown)
}

/// Words of a field of the company's own as they are called.
pub fn worded(field: &CustomField, value: &Json) -> Json {
    let label = |key: &str| field.choices.iter().find(|c| c.key == key).map_or(key, |c| &c.label).to_owned();
    match value {
        Json::String(key) => Json::String(label(key)),
        Json::Array(all) => {
            let labels: Vec<String> = all.iter().filter_map(Json::as_str).map(label).collect();
            Json::String(labels.join("; "))
        }
        other => other.clone(),
    }
}
