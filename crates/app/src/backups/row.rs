//! A row as a line: a JSON array of its values in the order of the table's columns. Text is text, ids and bytes are text too
//! (as written, and in base64), and what a column holds tells them apart. What is not what its column holds, as SQLite may
//! store it, and measured quantities, whose digits must not change, say what they are: `{"real":"0.1"}`.

use super::Fault;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use db::{Holds, Value};
use serde_json::Value as Json;
use std::io::{self, Write};
use uuid::Uuid;

/// Writes a row and the end of its line.
pub(super) fn write(to: &mut Vec<u8>, columns: &[Holds], row: &[Value]) -> io::Result<()> {
    to.push(b'[');
    for (at, (holds, value)) in columns.iter().zip(row).enumerate() {
        if at > 0 {
            to.push(b',');
        }
        match (holds, value) {
            (_, Value::Null) => to.write_all(b"null")?,
            (Holds::Bool, Value::Bool(v)) => write!(to, "{v}")?,
            (Holds::Int, Value::Int(v)) => write!(to, "{v}")?,
            (Holds::Text, Value::Text(v)) => serde_json::to_writer(&mut *to, v)?,
            (Holds::Text, Value::Word(v)) => serde_json::to_writer(&mut *to, v)?,
            (Holds::Uuid, Value::Uuid(v)) => write!(to, "\"{v}\"")?,
            (Holds::Bytes, Value::Bytes(v)) => write!(to, "\"{}\"", STANDARD.encode(v))?,
            (_, other) => named(to, other)?,
        }
    }
    to.write_all(b"]\n")
}

/// A value that says what it is.
fn named(to: &mut Vec<u8>, value: &Value) -> io::Result<()> {
    let (kind, text) = match value {
        Value::Null => ("null", String::new()),
        Value::Bool(v) => ("bool", v.to_string()),
        Value::Int(v) => ("int", v.to_string()),
        Value::Real(v) => ("real", format!("{v:?}")),
        Value::Text(v) => ("text", v.clone()),
        Value::Word(v) => ("text", (*v).to_owned()),
        Value::Bytes(v) => ("bytes", STANDARD.encode(v)),
        Value::Uuid(v) => ("uuid", v.to_string()),
    };
    write!(to, "{{\"{kind}\":")?;
    serde_json::to_writer(&mut *to, &text)?;
    to.write_all(b"}")
}

/// Reads a row behind those that were read before it.
pub(super) fn read(line: &[u8], columns: &[Holds], into: &mut Vec<Value>) -> Result<(), Fault> {
    let row: Vec<Json> = serde_json::from_slice(line).map_err(|e| Fault::Damaged(format!("a row: {e}")))?;
    if row.len() != columns.len() {
        return Err(Fault::Damaged(format!("a row of {} values, not {}", row.len(), columns.len())));
    }
    for (holds, value) in columns.iter().zip(row) {
        into.push(value_of(*holds, value).ok_or_else(|| Fault::Damaged("a value of another kind".to_owned()))?);
    }
    Ok(())
}

fn value_of(holds: Holds, value: Json) -> Option<Value> {
    Some(match (holds, value) {
        (_, Json::Null) => Value::Null,
        (Holds::Bool, Json::Bool(v)) => Value::Bool(v),
        (Holds::Int, Json::Number(v)) => Value::Int(v.as_i64()?),
        (Holds::Text, Json::String(v)) => Value::Text(v),
        (Holds::Uuid, Json::String(v)) => Value::Uuid(Uuid::parse_str(&v).ok()?),
        (Holds::Bytes, Json::String(v)) => Value::Bytes(STANDARD.decode(v).ok()?),
        (_, Json::Object(named)) => match named.into_iter().next()? {
            (kind, Json::String(text)) => of_kind(&kind, text)?,
            _ => return None,
        },
        _ => return None,
    })
}

fn of_kind(kind: &str, text: String) -> Option<Value> {
    Some(match kind {
        "bool" => Value::Bool(text.parse().ok()?),
        "int" => Value::Int(text.parse().ok()?),
        "real" => Value::Real(text.parse().ok()?),
        "text" => Value::Text(text),
        "bytes" => Value::Bytes(STANDARD.decode(text).ok()?),
        "uuid" => Value::Uuid(Uuid::parse_str(&text).ok()?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<i64>().prop_map(Value::Int),
            proptest::num::f64::NORMAL.prop_map(Value::Real),
            any::<String>().prop_map(Value::Text),
            any::<Vec<u8>>().prop_map(Value::Bytes),
            any::<u128>().prop_map(|n| Value::Uuid(Uuid::from_u128(n))),
        ]
    }

    proptest! {
        #[test]
        fn any_value_of_any_column_comes_back(row in proptest::collection::vec((0..6_usize, value()), 1..8)) {
            let kinds = [Holds::Text, Holds::Int, Holds::Real, Holds::Bool, Holds::Bytes, Holds::Uuid];
            let columns: Vec<Holds> = row.iter().map(|(n, _)| kinds[*n]).collect();
            let row: Vec<Value> = row.into_iter().map(|(_, value)| value).collect();
            let (mut line, mut back) = (Vec::new(), Vec::new());
            write(&mut line, &columns, &row).expect("written");
            prop_assert_eq!(line.iter().filter(|b| **b == b'\n').count(), 1);
            read(&line, &columns, &mut back).expect("read");
            prop_assert_eq!(back, row);
        }
    }
}
