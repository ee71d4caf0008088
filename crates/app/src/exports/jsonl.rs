//! Tables as JSON lines: an object a row, its keys in the order of the columns, without those that have no value.

use super::{Fault, cell};
use db::{Column, Holds, Value};
use serde_json::{Map, Value as Json};
use std::io::{BufRead, Write};

/// Writes a row.
pub(super) fn row(to: &mut impl Write, columns: &[Column], values: &[Value]) -> Result<(), Fault> {
    to.write_all(b"{")?;
    let mut is_first = true;
    for (column, value) in columns.iter().zip(values) {
        let Some(text) = cell::plain(column, value).map_err(Fault::Differs)? else { continue };
        if !std::mem::take(&mut is_first) {
            to.write_all(b",")?;
        }
        serde_json::to_writer(&mut *to, &column.name).map_err(crate::Error::from)?;
        to.write_all(b":")?;
        // A number that JSON has no word for is written as text.
        let is_bare = match column.holds {
            Holds::Bool => true,
            Holds::Int => !cell::is_instant(column),
            Holds::Real => !text.contains(['N', 'i']),
            _ => false,
        };
        if is_bare {
            to.write_all(text.as_bytes())?;
        } else {
            serde_json::to_writer(&mut *to, &text).map_err(crate::Error::from)?;
        }
    }
    Ok(to.write_all(b"}\n")?)
}

/// Hands every row on.
pub(super) fn each(
    from: impl BufRead,
    columns: &[Column],
    row: &mut dyn FnMut(Vec<Value>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    for line in from.lines() {
        let line = line?;
        let mut object: Map<String, Json> = serde_json::from_str(&line).map_err(|e| Fault::Damaged(e.to_string()))?;
        let of = |column: &Column| match object.remove(&column.name) {
            None => Ok(Value::Null),
            Some(json) => of_json(column, &json).ok_or_else(|| Fault::Damaged(format!("{json} is no {}", column.name))),
        };
        let values = columns.iter().map(of).collect::<Result<_, _>>()?;
        if let Some(unknown) = object.keys().next() {
            return Err(Fault::Damaged(format!("the contents know no {unknown}")));
        }
        row(values)?;
    }
    Ok(())
}

fn of_json(column: &Column, json: &Json) -> Option<Value> {
    Some(match (column.holds, json) {
        (Holds::Bool, Json::Bool(v)) => Value::Bool(*v),
        (Holds::Int, Json::Number(v)) => Value::Int(v.as_i64()?),
        (Holds::Real, Json::Number(v)) => Value::Real(v.as_f64()?),
        (_, Json::String(text)) => cell::value(column, text)?,
        _ => return None,
    })
}
