//! Keeping the index.

use super::{sql, words};
use crate::{Error, House, Result, matching};
use db::Tx;
use domain::kernel::length::NAME;
use domain::policy::Noun;
use serde::Serialize;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Records that are refreshed at once,
const BATCH: usize = 500;
/// and in one transaction, where others wait for it.
const STEP: usize = 5_000;

/// What is to be found of a record; both texts folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What kind of record.
    pub noun: Noun,
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub title: String,
    /// What else it is found by.
    pub body: String,
}

impl Entry {
    /// Of texts that are folded. What the index of titles does not take of a title is found as text.
    pub(super) fn new(noun: Noun, id: Uuid, title: String, body: String) -> Entry {
        match title.char_indices().nth(NAME) {
            Some((end, _)) => Entry { noun, id, body: format!("{title} {body}"), title: title[..end].to_owned() },
            None => Entry { noun, id, title, body },
        }
    }

    fn texts(&self) -> [&str; 2] {
        [&self.title, &self.body]
    }
}

/// A record found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The kind's key: `accounts`.
    pub kind: &'static str,
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub label: String,
    /// What tells it from others of that name: its account, city or title.
    pub detail: Option<String>,
    /// Whether its words are only near those that were asked for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_likely: bool,
}

/// Reads records anew into the index, in the transaction that changed them. Other nouns are not searched.
///
/// # Errors
/// The database's own.
pub fn put(tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<()> {
    for batch in ids.chunks(BATCH) {
        let had = sql::drop(tx, batch)?;
        matching::commands::forget(tx, batch)?;
        let have = save(tx, noun, batch)?;
        matching::commands::keep(tx, noun, batch)?;
        words::leave(tx, &had, &words::of(have.iter().flat_map(Entry::texts)))?;
    }
    Ok(())
}

/// As [`put`], of records that were just made: there is nothing of them yet to take out.
///
/// # Errors
/// The database's own.
pub fn add(tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<()> {
    for batch in ids.chunks(BATCH) {
        save(tx, noun, batch)?;
        // What is found by likeness is kept up with what is found by words.
        matching::commands::keep(tx, noun, batch)?;
    }
    Ok(())
}

/// Takes records out of the index.
///
/// # Errors
/// The database's own.
pub fn remove(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
    matching::commands::forget(tx, ids)?;
    ids.chunks(BATCH).try_for_each(|batch| {
        let had = sql::drop(tx, batch)?;
        words::leave(tx, &had, &BTreeSet::new())
    })
}

fn save(tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<Vec<Entry>> {
    let entries = sql::read(tx, noun, Some(ids))?;
    sql::save(tx, &entries)?;
    words::add(tx, words::of(entries.iter().flat_map(Entry::texts)))?;
    Ok(entries)
}

/// Makes the whole index anew from the records, and what is found by likeness; answers how many entries it has.
///
/// # Errors
/// The database's own.
pub fn rebuild(tx: &mut Tx<'_>) -> Result<usize> {
    let count = rebuild_words(tx)?;
    matching::commands::rebuild(tx)?;
    tx.analyse()?;
    Ok(count)
}

/// As [`rebuild`], of what is found by words alone. What was changed last comes first in what is found.
///
/// # Errors
/// The database's own.
pub fn rebuild_words(tx: &mut Tx<'_>) -> Result<usize> {
    sql::clear(tx)?;
    words::clear(tx)?;
    let mut count = 0;
    for (noun, _) in sql::SEARCHED {
        for batch in sql::ids(tx, noun, false)?.chunks(BATCH) {
            count += save(tx, noun, batch)?.len();
        }
    }
    sql::not_due(tx)?;
    Ok(count)
}

/// Says that nothing waits for its entry: in a company that begins.
///
/// # Errors
/// The database's own.
pub(crate) fn begin(tx: &mut Tx<'_>) -> Result<()> {
    sql::not_due(tx)
}

/// Makes the entries that records wait for since the index took another shape, while others work; answers whether any did.
/// What breaks off goes on from there the next time.
///
/// # Errors
/// The database's own; then the entries stay due.
pub fn catch_up(house: &House) -> Result<bool> {
    if !house.db().read(sql::is_due)? {
        return Ok(false);
    }
    for (noun, _) in sql::SEARCHED {
        let missing = house.db().read(|tx| sql::ids(tx, noun, true))?;
        for step in missing.chunks(STEP) {
            house.db().write(|tx| {
                sql::hold_due(tx)?;
                for batch in step.chunks(BATCH) {
                    sql::drop(tx, batch)?;
                    save(tx, noun, batch)?;
                }
                Ok::<_, Error>(())
            })?;
        }
    }
    house.db().write(|tx| {
        sql::not_due(tx)?;
        Ok::<_, Error>(tx.analyse()?)
    })?;
    Ok(true)
}

/// Compares the index with the records; answers how many entries differ, or words of theirs are missing.
///
/// # Errors
/// The database's own.
pub fn check(tx: &mut Tx<'_>) -> Result<usize> {
    let mut due = Vec::new();
    for (noun, _) in sql::SEARCHED {
        due.extend(sql::read(tx, noun, None)?);
    }
    let wordless = words::missing(tx, &words::of(due.iter().flat_map(Entry::texts)))?;
    let mut due: Vec<_> = due.into_iter().map(|e| (e.id, e.title, e.body)).collect();
    due.sort();
    let mut held = sql::all(tx)?;
    held.sort();
    let missing = due.iter().filter(|entry| held.binary_search(entry).is_err()).count();
    let extra = held.iter().filter(|entry| due.binary_search(entry).is_err()).count();
    Ok(missing + extra + wordless + sql::without_grams(tx)?)
}
