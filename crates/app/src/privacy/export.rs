//! Everything kept of a person as one JSON document: rows by table, as `places` lists them, with what they are known by.

use super::gather::{self, Gathered};
use super::places::{PLACES, Whose};
use crate::exports::cell;
use crate::{Ctx, Error, Result};
use db::{Column, Holds, Table, Tx, Value};
use domain::custom_fields::PREFIX;
use domain::policy::{Action, Noun};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Version of the form of the document.
const FORM: i64 = 1;
/// Columns that are made from others, or serve the product alone.
const MADE: [&str; 3] = ["sort_key", "folded", "hash"];
/// Columns of a mail that only its owner reads, and who takes everything anyway.
const PRIVATE: [&str; 3] = ["subject", "body", "files"];

/// The document, and how many rows of which table it has.
pub(super) fn written(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    person: &Gathered,
    request: Uuid,
) -> Result<(Json, BTreeMap<String, i64>)> {
    let tables: HashMap<String, Table> = tx.tables()?.into_iter().map(|table| (table.name.clone(), table)).collect();
    let (mut data, mut counts) = (Map::new(), BTreeMap::new());
    for place in PLACES.iter().filter(|place| !place.by.is_empty() && place.table != "outbox") {
        let ids: Vec<Uuid> = match place.whose {
            Whose::Record => person.ids.clone(),
            Whose::Activity => person.activities.iter().map(|id| id.0).collect(),
            Whose::Mail => person.mails.clone(),
        };
        let table = tables.get(place.table).ok_or_else(|| Error::Internal(format!("no table {}", place.table)))?;
        let rows = gather::rows(tx, &tables, (place.table, place.by), &ids)?;
        if rows.is_empty() {
            continue;
        }
        counts.insert(place.table.to_owned(), i64::try_from(rows.len()).unwrap_or(i64::MAX));
        let told = rows.iter().map(|row| told(ctx, table, row)).collect::<Result<Vec<_>>>()?;
        data.insert(place.table.to_owned(), Json::Array(told));
    }
    let moment = |at: domain::Instant| jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_string();
    let document = json!({
        "bailiwick_person": FORM,
        "company": ctx.company.name,
        "made_at": moment(ctx.now),
        "made_by": ctx.name,
        "request": request,
        "records": person.found,
        "known_by": person.identity,
        "own_fields": own_fields(ctx),
        "data": data,
    });
    Ok((document, counts))
}

/// What the company's own fields are called.
fn own_fields(ctx: &Ctx) -> Map<String, Json> {
    let all = [Noun::Contact, Noun::Lead, Noun::Activity].into_iter().flat_map(|noun| ctx.fields.all_of(noun));
    all.map(|field| (field.key.clone(), Json::from(field.label.as_str()))).collect()
}

/// A row, its columns by name; what is empty is left out.
fn told(ctx: &Ctx, table: &Table, row: &[Value]) -> Result<Json> {
    let mut map = Map::new();
    for (column, value) in table.columns.iter().zip(row).filter(|(column, _)| !MADE.contains(&column.name.as_str())) {
        if let Some(value) = plain(column, value)? {
            map.insert(column.name.clone(), value);
        }
    }
    let is_private = table.name == "mails" && map.get("sight").and_then(Json::as_str) == Some("private");
    if is_private && !ctx.can(Action::See, Noun::Company) {
        map.retain(|name, _| !PRIVATE.contains(&name.as_str()));
        map.insert("withheld".to_owned(), Json::from("private"));
    }
    Ok(Json::Object(map))
}

fn plain(column: &Column, value: &Value) -> Result<Option<Json>> {
    let Some(text) = cell::plain(column, value).map_err(Error::Internal)? else { return Ok(None) };
    Ok(match value {
        _ if text.is_empty() => None,
        Value::Bool(yes) => Some(Json::from(*yes)),
        Value::Int(number) if column.holds == Holds::Int && text == number.to_string() => Some(Json::from(*number)),
        // Columns that hold JSON are told as it; of a company's own fields nothing is read into the text.
        _ if text.starts_with(['{', '[']) && !column.name.starts_with(PREFIX) => {
            Some(serde_json::from_str(&text).unwrap_or(Json::String(text)))
        }
        _ => Some(Json::String(text)),
    })
}
