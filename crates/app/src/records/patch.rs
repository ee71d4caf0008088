//! New values of some fields of a record.

use super::Editable;
use crate::{Error, Result};
use domain::Refusal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

/// Fields that are never set by hand.
const READ_ONLY: [&str; 2] = ["id", "version"];
/// Fields that follow from others: only undoing gives them what they were.
const FOLLOWING: [&str; 1] = ["stints"];

/// New values of some fields; a field that is not named stays, null or an empty text clears it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Patch {
    /// Which record.
    pub id: Uuid,
    /// The version it was read at; none changes whatever stands.
    pub version: Option<i64>,
    /// New values by field, in the JSON of the API.
    pub fields: Map<String, Json>,
}

impl Patch {
    /// New values of one record, whatever stands.
    pub fn new(id: impl Into<Uuid>, fields: impl IntoIterator<Item = (&'static str, Json)>) -> Patch {
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Patch { id: id.into(), fields, ..Patch::default() }
    }
    /// As read at a version.
    #[must_use]
    pub fn at(self, version: i64) -> Patch {
        Patch { version: Some(version), ..self }
    }
}

impl Patch {
    /// Whether it takes the value of a field away.
    pub(super) fn empties(&self, field: &str) -> bool {
        self.fields.get(field).is_some_and(|value| tidied(value).is_null())
    }
}

/// The record with the new values. Undoing may write what nobody else does: fields that follow from others.
pub(super) fn apply<T: Editable>(old: &T, patch: &Patch, is_undone: bool) -> Result<T> {
    let mut json = object(old)?;
    let mut faults = Vec::new();
    let is_kept = |field: &str| READ_ONLY.contains(&field) || (!is_undone && FOLLOWING.contains(&field));
    for (field, value) in &patch.fields {
        let before = json.get(field).cloned();
        if before.is_none() || is_kept(field) {
            let known = json.keys().map(String::as_str).filter(|k| !is_kept(k)).collect::<Vec<_>>().join(", ");
            faults.push(match before {
                Some(_) => Refusal::new("refusal-field-readonly").at(field).with("field", field),
                None => Refusal::new("refusal-field-unknown").at(field).with("field", field).with("known", known),
            });
            continue;
        }
        let value = tidied(value);
        if field == "name" && value.is_null() {
            faults.push(Refusal::new("refusal-name-empty").at(field));
            continue;
        }
        json.insert(field.clone(), value.clone());
        if serde_json::from_value::<T>(Json::Object(json.clone())).is_err() {
            faults.push(Refusal::new("refusal-value-wrong").at(field).with("value", plain(&value)));
            json.insert(field.clone(), before.unwrap_or_default());
        }
    }
    if !faults.is_empty() {
        return Err(Error::Refused(faults));
    }
    let mut new: T = serde_json::from_value(Json::Object(json))?;
    new.complete();
    Ok(new)
}

pub(super) fn object<T: Editable>(record: &T) -> Result<Map<String, Json>> {
    match serde_json::to_value(record)? {
        Json::Object(map) => Ok(map),
        _ => Err(Error::Internal("a record is no JSON object".to_owned())),
    }
}

/// Text without blanks around it; an empty one is no value.
pub(super) fn tidied(value: &Json) -> Json {
    match value {
        Json::String(text) if text.trim().is_empty() => Json::Null,
        Json::String(text) => Json::String(text.trim().to_owned()),
        other => other.clone(),
    }
}

/// Reads values as a type, field by field, so that each fault names its field.
///
/// # Errors
/// `refusal-value-wrong` at each field that does not read.
pub fn read_fields<T: DeserializeOwned>(values: &Map<String, Json>) -> Result<T> {
    let wrong = |(key, value): (&String, &Json)| {
        let one: Map<String, Json> = std::iter::once((key.clone(), value.clone())).collect();
        let refusal = Refusal::new("refusal-value-wrong").at(key).with("value", plain(value));
        serde_json::from_value::<T>(Json::Object(one)).is_err().then_some(refusal)
    };
    let faults: Vec<Refusal> = values.iter().filter_map(wrong).collect();
    if !faults.is_empty() {
        return Err(Error::Refused(faults));
    }
    Ok(serde_json::from_value(Json::Object(values.clone()))?)
}

/// A value as people write it.
pub(super) fn plain(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        Json::Object(money) if money.contains_key("currency") => {
            let part = |name: &str| money.get(name).and_then(Json::as_str).unwrap_or_default();
            format!("{} {}", part("amount"), part("currency"))
        }
        other => other.to_string(),
    }
}
