//! The values that a record has of a company's own fields, beside its other fields in JSON.

use super::{FieldValue, Given, PREFIX};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// Values by the keys of their fields; what has no value is not there.
///
/// It stands flat among the fields of its record: every key that begins with the prefix is one of these.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Custom(BTreeMap<String, FieldValue>);

impl Custom {
    /// The value of a field.
    pub fn get(&self, key: &str) -> Option<&FieldValue> {
        self.0.get(key)
    }
    /// Gives a field its value, or none.
    pub fn set(&mut self, key: &str, value: Option<FieldValue>) {
        match value {
            Some(value) => drop(self.0.insert(key.to_owned(), value)),
            None => drop(self.0.remove(key)),
        }
    }
    /// Whether no field has a value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Keys and values, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FieldValue)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }
}

impl FromIterator<(String, FieldValue)> for Custom {
    fn from_iter<I: IntoIterator<Item = (String, FieldValue)>>(all: I) -> Custom {
        Custom(all.into_iter().collect())
    }
}

impl Serialize for Custom {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_map(&self.0)
    }
}

impl<'de> Deserialize<'de> for Custom {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Custom, D::Error> {
        d.deserialize_map(Flat)
    }
}

/// Takes what begins with the prefix and passes over what else stands beside it.
struct Flat;

impl<'de> Visitor<'de> for Flat {
    type Value = Custom;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("values by their fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Custom, A::Error> {
        let mut held = Custom::default();
        while let Some(key) = map.next_key::<String>()? {
            if key.starts_with(PREFIX) {
                held.set(&key, map.next_value::<Option<Given>>()?.map(Given::plain));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
    struct Record {
        name: String,
        #[serde(flatten)]
        custom: Custom,
    }

    #[test]
    fn values_stand_among_the_fields_of_their_record() {
        let given =
            json!({ "name": "Fjord", "x_size": 3, "x_share": 0.5, "x_none": null, "x_on": "2026-11-22", "other": [1] });
        let record: Record = serde_json::from_value(given).expect("a record");
        assert_eq!(record.custom.get("x_share"), Some(&FieldValue::Text("0.5".into())));
        let told = serde_json::to_value(&record).expect("JSON");
        assert_eq!(told, json!({ "name": "Fjord", "x_size": 3, "x_share": "0.5", "x_on": "2026-11-22" }));
        assert_eq!(serde_json::from_value::<Record>(told).expect("a record"), record);
    }

    #[test]
    fn what_no_field_holds_is_no_value() {
        assert!(serde_json::from_value::<Record>(json!({ "name": "Fjord", "x_size": { "a": [1] } })).is_err());
    }
}
