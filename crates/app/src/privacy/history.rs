//! What the history says of people who are erased: fields and times stay, values go.
//!
//! Of their own records a value stays only where the field is known to say nothing of them; of others' entries only what
//! they are known by is taken out of the texts.

use super::commands::in_the_way;
use super::gather::{Gathered, is_person};
use super::sql;
use crate::audit::redactions::{self, Rewrite};
use crate::events::Event;
use crate::{Ctx, Result};
use db::Tx;
use domain::policy::Noun;
use domain::privacy::{Identity, is_kept};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// Overwrites the values; answers what sealed stretches come to since.
pub(super) fn overwrite(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    person: &Gathered,
    theirs: &[Uuid],
    word: &str,
    counts: &mut BTreeMap<String, i64>,
) -> Result<BTreeMap<i64, Vec<u8>>> {
    let mut own = person.set();
    own.extend(theirs);
    own.extend(sql::handoffs_of(tx, &person.ids)?);
    let mut of: Vec<Uuid> = own.iter().copied().collect();
    of.extend(person.activities.iter().map(|id| id.0).filter(|id| !own.contains(id)));
    let entries = sql::entries(tx, &of, (&person.ids, &person.identity))?;
    let rewrites: Vec<Rewrite> = entries.iter().filter_map(|event| rewritten(event, &own, person, word)).collect();
    if entries.iter().any(|event| event.at > ctx.now) {
        // It would be sealed as it was before.
        return Err(in_the_way("refusal-erase-clock"));
    }
    counts.insert("events".to_owned(), i64::try_from(rewrites.len()).unwrap_or(i64::MAX));
    redactions::rewrite(tx, &rewrites)
}

fn rewritten(event: &Event, own: &HashSet<Uuid>, person: &Gathered, word: &str) -> Option<Rewrite> {
    let noun = Noun::from_key(&event.noun);
    let is_own = own.contains(&event.record) || is_gone(event, &person.ids);
    let mut changes = event.changes.clone();
    match (is_own, &mut changes) {
        (true, Json::Object(fields)) => emptied(noun.unwrap_or(Noun::Activity), fields, word),
        _ => drop(replaced(&mut changes, &person.identity, word)),
    }
    (changes != event.changes).then(|| Rewrite { id: event.id, at: event.at, changes: changes.to_string() })
}

/// Whether it tells of an activity that was with them alone and was taken away.
fn is_gone(event: &Event, ids: &[Uuid]) -> bool {
    let links = event.changes.pointer("/links/1").and_then(Json::as_array);
    let Some(links) = links.filter(|_| event.kind == "removed") else { return false };
    let people: Vec<Option<Uuid>> = links.iter().filter_map(person_of).collect();
    !people.is_empty() && people.iter().all(|id| id.is_some_and(|id| ids.contains(&id)))
}

/// Which person a link of an activity, as it stands in JSON, names; none where it names something else.
pub(super) fn person_of(link: &Json) -> Option<Option<Uuid>> {
    let noun = link.get("noun").and_then(Json::as_str).and_then(Noun::from_key)?;
    let id = link.get("record").and_then(Json::as_str).and_then(|id| id.parse().ok());
    is_person(noun).then_some(id)
}

/// Empties the values of fields that may say something of them; a name becomes the word that stands for it.
pub(super) fn emptied(noun: Noun, fields: &mut Map<String, Json>, word: &str) {
    for (field, value) in fields.iter_mut().filter(|(field, _)| !is_kept(noun, field)) {
        let stands = |old: &Json| match (field.as_str(), old) {
            ("name" | "merged", Json::String(_)) => Json::from(word),
            _ => Json::Null,
        };
        *value = match &*value {
            Json::Array(pair) if pair.len() == 2 => Json::Array(pair.iter().map(stands).collect()),
            other => stands(other),
        };
    }
}

/// Puts the word in place of what they are known by, in every text; answers whether anything was there.
pub(super) fn replaced(json: &mut Json, identity: &Identity, word: &str) -> bool {
    match json {
        Json::String(text) => identity.without(text, word).map(|told| *text = told).is_some(),
        Json::Array(all) => all.iter_mut().map(|one| usize::from(replaced(one, identity, word))).sum::<usize>() > 0,
        Json::Object(all) => all.values_mut().map(|one| usize::from(replaced(one, identity, word))).sum::<usize>() > 0,
        _ => false,
    }
}
