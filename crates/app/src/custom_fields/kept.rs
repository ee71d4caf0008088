//! Definitions as they are handed out: for as long as the program runs.
//!
//! Lists and pages take what they know of a field from constants, and a company's own fields are to be taken alike. So each
//! definition is kept once, whatever the number of requests and houses: a company defines some hundred at most, and a
//! change adds one more.

use super::sql;
use crate::listing::{Field, Holds, Type, kinds};
use domain::custom_fields::{CustomField, FieldKind};
use domain::policy::Noun;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

type Kept<T> = LazyLock<Mutex<HashMap<String, &'static T>>>;

static FIELDS: Kept<CustomField> = LazyLock::new(Mutex::default);
static LISTED: Kept<Field> = LazyLock::new(Mutex::default);
static TEXTS: Kept<str> = LazyLock::new(Mutex::default);

fn kept<T>(all: &Kept<T>, key: String, made: impl FnOnce() -> T) -> &'static T {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    all.entry(key).or_insert_with(|| Box::leak(Box::new(made())))
}

/// A definition.
pub(super) fn field(field: CustomField) -> &'static CustomField {
    // What a definition says is all there is to it: two of the same JSON are the same.
    let key = serde_json::to_string(&field).unwrap_or_else(|_| format!("{field:?}"));
    kept(&FIELDS, key, || field)
}

fn text(text: String) -> &'static str {
    let mut all = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    all.entry(text.clone()).or_insert_with(|| text.leak())
}

/// As lists know a field of a kind of record that is listed.
pub(super) fn listed(own: &'static CustomField) -> Option<&'static Field> {
    let alias = kinds::of(own.noun)?.alias()?;
    let key = serde_json::to_string(own).ok()?;
    Some(kept(&LISTED, key, || made(own, alias)))
}

fn made(own: &'static CustomField, alias: &str) -> Field {
    let column = text(format!("{alias}.{}", own.key));
    let (ty, order) = match own.kind {
        FieldKind::Text | FieldKind::Link => (Type::Text, Some(Holds::Text)),
        FieldKind::Number if own.decimals == 0 => (Type::Number, Some(Holds::Int)),
        FieldKind::Number => (Type::Decimal(own.decimals), Some(Holds::Int)),
        FieldKind::Money => {
            let currency = text(format!("{alias}.{}", sql::currency_column(own)));
            (Type::Money { minor: column, currency }, Some(Holds::Int))
        }
        FieldKind::Date => (Type::Day, Some(Holds::Text)),
        FieldKind::Choice => (Type::Words(own), Some(Holds::Text)),
        FieldKind::MultiChoice => (Type::Words(own), None),
        FieldKind::Person => (Type::Person, None),
        FieldKind::YesNo => (Type::Bool, None),
        FieldKind::Record => match own.target.and_then(|noun| Some((noun, sql::table(noun).ok()?))) {
            Some((noun, table)) => {
                let label = text(sql::label_of(table, column));
                (Type::Record { noun, table, label }, None)
            }
            None => (Type::Text, None),
        },
    };
    let field = Field::new(text(own.key.clone()), ty, column).own(own);
    let field = if own.is_sensitive { field.only_with(Noun::Sensitive) } else { field };
    match order {
        Some(holds) => field.sorted(holds),
        None => field,
    }
}
