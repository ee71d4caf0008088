//! Rows that nobody knows by their id, and that are likely a record that is here: looked for where somebody asks.

use super::settings::{Duplicates, Settings};
use crate::matching::{self, Likeliest, MATCHED};
use crate::records::{self, Record};
use crate::{Error, Result};
use db::Tx;
use serde_json::{Map, Value as Json};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// For each row, by its line, what it likely is and what is to become of it; none where it is new.
///
/// # Errors
/// The database's own.
pub(super) fn look<'a, R: Record + 'a>(
    tx: &mut Tx<'_>,
    settings: &Settings,
    rows: impl ExactSizeIterator<Item = (u64, &'a R)> + Clone,
) -> Result<Vec<Option<(Duplicates, Likeliest)>>> {
    let looks = settings.duplicates.is_some() || !settings.rows.is_empty();
    if !looks || rows.len() == 0 || !MATCHED.contains(&R::NOUN) {
        return Ok(vec![None; rows.len()]);
    }
    let fields: Vec<Map<String, Json>> = rows.clone().map(|(_, record)| object(record)).collect::<Result<_>>()?;
    let asked = matching::known_by(tx, R::NOUN, &fields)?;
    let found = matching::likeliest(tx, R::NOUN, &asked)?;
    let chosen = |line: u64| settings.rows.get(&line.to_string()).copied().or(settings.duplicates);
    let choice = |((line, _), found): ((u64, &R), Option<Likeliest>)| {
        found.map(|likeliest| (chosen(line).unwrap_or(Duplicates::New), likeliest))
    };
    Ok(rows.zip(found).map(choice).collect())
}

fn object<R: Record>(record: &R) -> Result<Map<String, Json>> {
    match serde_json::to_value(record)? {
        Json::Object(map) => Ok(map),
        _ => Err(Error::Internal("a record is no JSON object".to_owned())),
    }
}

/// The records that rows are to update, but for those that other rows name by their id.
///
/// # Errors
/// The database's own.
pub(super) fn standing<R: Record>(
    tx: &mut Tx<'_>,
    found: &[Option<(Duplicates, Likeliest)>],
    named: &[Uuid],
) -> Result<HashMap<Uuid, R>> {
    let named: HashSet<Uuid> = named.iter().copied().collect();
    let updated = found.iter().flatten().filter(|(choice, _)| *choice == Duplicates::Update);
    let ids: HashSet<Uuid> = updated.map(|(_, like)| like.id).filter(|id| !named.contains(id)).collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    Ok(records::some::<R>(tx, None, &ids)?.into_iter().map(|record| (record.id(), record)).collect())
}

/// A record that is here keeps the id it is known by elsewhere.
pub(super) fn keep_id<R: Record>(before: &R, after: &mut R) {
    let mut before = before.clone();
    let known = before.external_id_mut().and_then(|id| id.take());
    if let (Some(known), Some(id)) = (known, after.external_id_mut()) {
        *id = Some(known);
    }
}
