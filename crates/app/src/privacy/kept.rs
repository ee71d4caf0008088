//! What other work keeps of people for a while: deleted records, records that became part of others, rows that an import
//! could not take, files that wait to be loaded.

use super::gather::Gathered;
use super::history::{emptied, person_of, replaced};
use crate::events::{Cause, Log};
use crate::{Ctx, Result, imports, matching, trash};
use db::Tx;
use domain::policy::Noun;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Erases them there.
pub(super) fn erase(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    cause: Cause,
    person: &Gathered,
    word: &str,
    counts: &mut BTreeMap<String, i64>,
) -> Result<()> {
    let mut count = |table: &str, rows: usize| {
        if rows > 0 {
            counts.insert(table.to_owned(), i64::try_from(rows).unwrap_or(i64::MAX));
        }
    };
    let deleted = person.deleted();
    let mut log = Log::default();
    for found in person.found.iter().filter(|found| deleted.contains(&found.id)) {
        log.add(ctx, cause, found.noun, found.id, "ended", "{}");
    }
    trash::erasing::drop(tx, &deleted)?;
    log.write(tx)?;
    let mut touched = deleted.len();
    for (id, content) in trash::erasing::naming(tx, &person.ids, person.identity.emails())? {
        let mut content: Json = serde_json::from_str(&content)?;
        if held(&mut content, person, word) {
            trash::erasing::overwrite(tx, id, &content.to_string())?;
            touched += 1;
        }
    }
    count("trash", touched);
    let merged = |noun: Noun, gone: &mut Json, changed: &mut Json| {
        for json in [gone, changed] {
            if let Json::Object(fields) = json {
                emptied(noun, fields, word);
            }
        }
    };
    count("merges", matching::merge::overwrite(tx, &person.ids, merged)?);
    count("imports", imports::erasing::erase(tx, &person.identity, |json| replaced(json, &person.identity, word))?);
    Ok(())
}

/// Takes what names them out of what went along with a record that was deleted.
fn held(content: &mut Json, person: &Gathered, word: &str) -> bool {
    let mut is_changed = false;
    if let Some(Json::Array(gone)) = content.pointer_mut("/activities/gone") {
        for activity in gone.iter_mut().filter(|activity| is_theirs(activity, &person.ids)) {
            for field in ["subject", "body"] {
                is_changed |=
                    activity.get_mut(field).is_some_and(|text| std::mem::replace(text, json!("")) != json!(""));
            }
        }
    }
    replaced(content, &person.identity, word) || is_changed
}

fn is_theirs(activity: &Json, ids: &[Uuid]) -> bool {
    let links = activity.get("links").and_then(Json::as_array).into_iter().flatten();
    let people: Vec<Option<Uuid>> = links.filter_map(person_of).collect();
    !people.is_empty() && people.iter().all(|id| id.is_some_and(|id| ids.contains(&id)))
}
