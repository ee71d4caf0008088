//! Reads of personal data: who may be meant, what an erasure would touch, what was done, and who came back.

use super::places::{Fate, PLACES, Whose};
use super::{Found, Mention, Preview, Request, Standing, digests, gather, sql};
use crate::outside::Keyring;
use crate::{Ctx, Result, search};
use db::Tx;
use domain::Instant;
use domain::policy::{Action, Noun};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// Records of each kind that a search answers.
const ANSWERED: i64 = 50;
/// Records that seem to name a person, told at most for each word.
const MENTIONS: usize = 10;
/// Requests told at most.
pub(super) const TOLD: i64 = 200;

/// Records that may be the person: by name, address or number, deleted ones too; and what belongs to them.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn find(ctx: &Ctx, tx: &mut Tx<'_>, words: &str) -> Result<Vec<Found>> {
    ctx.may(Action::See, Noun::Privacy)?;
    let words = words.trim();
    if words.chars().count() < 2 {
        return Ok(Vec::new());
    }
    let mut found = sql::asked(tx, words, ANSWERED)?;
    let live = |found: &[Found]| -> Vec<Uuid> {
        found.iter().filter(|one| one.standing == Standing::Live).map(|one| one.id).collect()
    };
    let emails: Vec<String> = found.iter().filter_map(|one| one.email.as_ref()).map(|e| e.to_lowercase()).collect();
    let mut beside = sql::beside(tx, &live(&found), &emails)?;
    beside.retain(|id| found.iter().all(|one| one.id != *id));
    found.extend(sql::found(tx, &beside)?);
    // A shell is nobody any more.
    found.retain(|one| one.standing != Standing::Erased);
    Ok(found)
}

/// The records of the person that one of these is, live ones: the contact that a lead became and back, and those with the same
/// address. None where the record is nobody's.
///
/// # Errors
/// The database's own.
pub(crate) fn person_of(tx: &mut Tx<'_>, record: Uuid) -> Result<Vec<Found>> {
    let (mut all, mut fresh): (Vec<Found>, Vec<Uuid>) = (Vec::new(), vec![record]);
    while !fresh.is_empty() && all.len() <= super::MOST {
        let found: Vec<Found> =
            sql::found(tx, &fresh)?.into_iter().filter(|one| one.standing == Standing::Live).collect();
        let ids: Vec<Uuid> = found.iter().map(|one| one.id).collect();
        let emails: Vec<String> = found.iter().filter_map(|one| one.email.as_ref()).map(|e| e.to_lowercase()).collect();
        all.extend(found);
        fresh = sql::beside(tx, &ids, &emails)?;
        fresh.retain(|id| all.iter().all(|one| one.id != *id));
    }
    Ok(all)
}

/// What an erasure of the records would touch.
///
/// # Errors
/// As [`super::erase`].
pub fn preview(ctx: &Ctx, tx: &mut Tx<'_>, records: &[Uuid]) -> Result<Preview> {
    ctx.may(Action::Edit, Noun::Privacy)?;
    let person = gather::gather(ctx, tx, records)?;
    let mut counts = BTreeMap::new();
    for place in PLACES.iter().filter(|place| !place.by.is_empty() && place.fate != Fate::Stays) {
        let ids: Vec<Uuid> = match place.whose {
            Whose::Record => person.ids.clone(),
            Whose::Activity => person.activities.iter().map(|id| id.0).collect(),
            Whose::Mail => person.mails.clone(),
        };
        let count = sql::count(tx, place.table, place.by, &ids)?;
        if count > 0 {
            counts.insert(place.table.to_owned(), count);
        }
    }
    let known: HashSet<Uuid> =
        person.ids.iter().copied().chain(person.activities.iter().map(|activity| activity.0)).collect();
    let mut mentions: Vec<Mention> = Vec::new();
    for words in person.identity.emails().iter().chain(person.identity.names()) {
        for hit in search::find(ctx, tx, words, MENTIONS)? {
            let is_new = !known.contains(&hit.id) && mentions.iter().all(|mention| mention.id != hit.id);
            if is_new && !hit.is_likely {
                mentions.push(Mention { kind: hit.kind, id: hit.id, name: hit.label });
            }
        }
    }
    Ok(Preview { found: person.found, counts, mentions })
}

/// What was done for people, the latest first.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn requests(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<Request>> {
    ctx.may(Action::See, Noun::Privacy)?;
    sql::requests(tx, TOLD)
}

/// When a record became the shell of somebody who was erased, where it is one. The caller has shown that it may be seen.
///
/// # Errors
/// The database's own.
pub fn erased_at(tx: &mut Tx<'_>, record: Uuid) -> Result<Option<Instant>> {
    Ok(sql::erased(tx, &[record])?.pop().map(|(_, at)| at))
}

/// When those of the records became shells that are.
///
/// # Errors
/// The database's own.
pub(crate) fn erased(tx: &mut Tx<'_>, records: &[Uuid]) -> Result<Vec<(Uuid, Instant)>> {
    sql::erased(tx, records)
}

/// Somebody who was erased and is here again.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Returned {
    /// Contact or lead.
    pub noun: Noun,
    /// The record.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The request by which they were erased.
    pub request: Uuid,
}

/// Who was erased and is here again, as far as the key of the house tells: every record with an address or a number is
/// looked at.
///
/// # Errors
/// A key that cannot be read; the database's own.
pub fn returned(tx: &mut Tx<'_>, keys: &Keyring) -> Result<Vec<Returned>> {
    let back = digests::back(tx, keys)?;
    Ok(back.into_iter().map(|b| Returned { noun: b.noun, id: b.id, name: b.name, request: b.request }).collect())
}
