//! A value as text, and back. Instants (`…_at`) are written as people and programs read them, everything else plainly.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use db::{Column, Holds, Value};
use uuid::Uuid;

/// How a text begins that a spreadsheet would run.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether a column holds instants, in milliseconds of the epoch.
pub(super) fn is_instant(column: &Column) -> bool {
    column.holds == Holds::Int && (column.name == "at" || column.name.ends_with("_at"))
}

/// A value in words that need no escape, none where it has none; or a value that is not what its column holds.
pub(crate) fn plain(column: &Column, value: &Value) -> Result<Option<String>, String> {
    Ok(Some(match (column.holds, value) {
        (_, Value::Null) => return Ok(None),
        (Holds::Bool, Value::Bool(v)) => v.to_string(),
        (Holds::Int, Value::Int(v)) if is_instant(column) => instant(*v),
        (Holds::Int, Value::Int(v)) => v.to_string(),
        (Holds::Real, Value::Real(v)) => format!("{v:?}"),
        (Holds::Text, Value::Text(v)) => v.clone(),
        (Holds::Text, Value::Word(v)) => (*v).to_owned(),
        (Holds::Uuid, Value::Uuid(v)) => v.to_string(),
        (Holds::Bytes, Value::Bytes(v)) => STANDARD.encode(v),
        _ => return Err(format!("{} holds what it does not say: {value:?}", column.name)),
    }))
}

fn instant(at: i64) -> String {
    jiff::Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), |then| then.to_string())
}

/// What [`plain`] wrote; none where it is nothing that this column holds.
pub(crate) fn value(column: &Column, text: &str) -> Option<Value> {
    Some(match column.holds {
        Holds::Text => Value::Text(text.to_owned()),
        Holds::Bool => Value::Bool(text.parse().ok()?),
        Holds::Int if is_instant(column) && text.ends_with('Z') => {
            Value::Int(text.parse::<jiff::Timestamp>().ok()?.as_millisecond())
        }
        Holds::Int => Value::Int(text.parse().ok()?),
        Holds::Real => Value::Real(text.parse().ok()?),
        Holds::Uuid => Value::Uuid(Uuid::parse_str(text).ok()?),
        Holds::Bytes => Value::Bytes(STANDARD.decode(text).ok()?),
    })
}

/// A text as the cell of a table: what is empty though it is there, what a spreadsheet would run, and what begins with a
/// backslash gets a backslash before it.
pub(super) fn escaped(column: &Column, text: String) -> String {
    let is_void = text.is_empty() && column.is_nullable;
    let is_risky = column.holds == Holds::Text && text.starts_with(FORMULA);
    if is_void || is_risky || text.starts_with('\\') { format!("\\{text}") } else { text }
}

/// The value of a cell.
pub(super) fn of_cell(column: &Column, cell: &str) -> Option<Value> {
    match cell.strip_prefix('\\') {
        Some(text) => value(column, text),
        None if cell.is_empty() && column.is_nullable => Some(Value::Null),
        None => value(column, cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(holds: Holds, is_nullable: bool, name: &str) -> Column {
        Column { name: name.to_owned(), holds, is_nullable }
    }

    fn there(column: &Column, value: &Value) -> Option<Value> {
        let cell = plain(column, value).expect("it fits").map_or_else(String::new, |text| escaped(column, text));
        of_cell(column, &cell)
    }

    proptest! {
        #[test]
        fn every_value_comes_back_from_its_cell(
            text in "[=+@\\\\\\-]?.{0,6}", number: i64, real in proptest::num::f64::NORMAL, bytes: Vec<u8>, is_nullable: bool
        ) {
            for (holds, value) in [
                (Holds::Text, Value::Text(text)),
                (Holds::Int, Value::Int(number)),
                (Holds::Real, Value::Real(real)),
                (Holds::Bytes, Value::Bytes(bytes)),
                (Holds::Bool, Value::Bool(number > 0)),
                (Holds::Uuid, Value::Uuid(Uuid::from_u128(number.unsigned_abs().into()))),
            ] {
                for name in ["name", "made_at"] {
                    let column = column(holds, is_nullable, name);
                    prop_assert_eq!(there(&column, &value), Some(value.clone()));
                }
            }
            let nullable = column(Holds::Text, true, "name");
            prop_assert_eq!(there(&nullable, &Value::Null), Some(Value::Null));
        }
    }

    #[test]
    fn instants_are_read_by_people_and_formulas_run_nowhere() {
        let at = plain(&column(Holds::Int, false, "made_at"), &Value::Int(1_795_262_400_123));
        assert_eq!(at, Ok(Some("2026-11-21T12:00:00.123Z".to_owned())));
        let name = column(Holds::Text, false, "name");
        assert_eq!(escaped(&name, "=1+1".to_owned()), "\\=1+1");
        assert_eq!(escaped(&name, String::new()), "");
        assert_eq!(of_cell(&column(Holds::Int, false, "count"), "many"), None);
        assert!(plain(&column(Holds::Int, false, "count"), &Value::Text("many".to_owned())).is_err());
    }
}
