//! Keeping the index, and asking it.

use super::{slips, sql};
use crate::listing::{self, Cell, Kind, ListQuery, kinds};
use crate::{Ctx, Error, Result, matching};
use db::Tx;
use domain::policy::{Action, Noun};
use serde::Serialize;
use uuid::Uuid;

/// Records that are refreshed at once.
const BATCH: usize = 500;

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
        sql::drop(tx, batch)?;
        matching::commands::forget(tx, batch)?;
    }
    add(tx, noun, ids)
}

/// As [`put`], of records that were just made: there is nothing of them yet to take out.
///
/// # Errors
/// The database's own.
pub fn add(tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<()> {
    for batch in ids.chunks(BATCH) {
        let entries = sql::read(tx, noun, Some(batch))?;
        sql::save(tx, &entries)?;
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
    ids.chunks(BATCH).try_for_each(|batch| sql::drop(tx, batch))
}

/// Makes the whole index anew from the records, and what is found by likeness; answers how many entries it has.
///
/// # Errors
/// The database's own.
pub fn rebuild(tx: &mut Tx<'_>) -> Result<usize> {
    let count = rebuild_words(tx)?;
    matching::commands::rebuild(tx)?;
    Ok(count)
}

/// As [`rebuild`], of what is found by words alone.
///
/// # Errors
/// The database's own.
pub fn rebuild_words(tx: &mut Tx<'_>) -> Result<usize> {
    sql::clear(tx)?;
    let mut count = 0;
    for (noun, _) in sql::SEARCHED {
        let entries = sql::read(tx, noun, None)?;
        sql::save(tx, &entries)?;
        count += entries.len();
    }
    Ok(count)
}

/// Compares the index with the records; answers how many entries differ.
///
/// # Errors
/// The database's own.
pub fn check(tx: &mut Tx<'_>) -> Result<usize> {
    let mut due = Vec::new();
    for (noun, _) in sql::SEARCHED {
        due.extend(sql::read(tx, noun, None)?.into_iter().map(|e| (e.id, e.title, e.body)));
    }
    due.sort();
    let mut held = sql::all(tx)?;
    held.sort();
    let missing = due.iter().filter(|entry| held.binary_search(entry).is_err()).count();
    Ok(missing + held.iter().filter(|entry| due.binary_search(entry).is_err()).count())
}

/// A kind that is searched.
struct Searched {
    kind: &'static Kind,
    /// The field that it is shown by,
    title: &'static str,
    /// the one that tells two of that name apart,
    detail: &'static str,
    /// and its order.
    sort: &'static str,
}

/// Kinds that are searched.
const SEARCHED: [Searched; 7] = [
    Searched { kind: &kinds::ACCOUNTS, title: "name", detail: "city", sort: "name" },
    Searched { kind: &kinds::CONTACTS, title: "name", detail: "account", sort: "name" },
    Searched { kind: &kinds::LEADS, title: "name", detail: "company", sort: "name" },
    Searched { kind: &kinds::OPPORTUNITIES, title: "name", detail: "account", sort: "name" },
    Searched { kind: &kinds::PRODUCTS, title: "name", detail: "code", sort: "name" },
    Searched { kind: &kinds::PEOPLE, title: "name", detail: "title", sort: "name" },
    Searched { kind: &kinds::ACTIVITIES, title: "subject", detail: "account", sort: "-happened_at" },
];

/// Records whose texts hold every word, of all kinds the user may see, so many of each; names that begin
/// with the text come first. Where nothing holds them, those whose words are a slip of the fingers away.
///
/// # Errors
/// The database's own.
pub fn find(ctx: &Ctx, tx: &mut Tx<'_>, words: &str, limit: usize) -> Result<Vec<Hit>> {
    let begins = text::fold(words);
    if begins.is_empty() {
        return Ok(Vec::new());
    }
    let mut hits = Vec::new();
    for searched in SEARCHED.iter().filter(|searched| ctx.can(Action::See, searched.kind.noun)) {
        let query = ListQuery {
            search: Some(words.to_owned()),
            sort: Some(searched.sort.to_owned()),
            fields: vec![searched.title.to_owned(), searched.detail.to_owned()],
            limit,
            ..ListQuery::default()
        };
        let page = match listing::list(ctx, tx, searched.kind, &query) {
            Err(Error::Forbidden) => continue,
            page => page?,
        };
        hits.extend(page.rows.iter().map(|row| hit(searched.kind, row, false)));
    }
    if hits.is_empty() {
        return likely(ctx, tx, &begins, limit);
    }
    hits.sort_by_key(|hit| !text::fold(&hit.label).starts_with(&begins));
    Ok(hits)
}

/// Of what is a slip away, what the user may see; the nearest first.
fn likely(ctx: &Ctx, tx: &mut Tx<'_>, words: &str, limit: usize) -> Result<Vec<Hit>> {
    let near = slips::near(ctx, tx, words)?;
    let mut hits = Vec::new();
    for searched in SEARCHED.iter().filter(|searched| ctx.can(Action::See, searched.kind.noun)) {
        let own = near.iter().filter(|(noun, _)| *noun == searched.kind.noun);
        let ids: Vec<Uuid> = own.map(|(_, id)| *id).collect();
        if ids.is_empty() {
            continue;
        }
        let found = listing::named(ctx, tx, searched.kind, &[searched.title, searched.detail], &ids)?;
        hits.extend(found.rows.iter().take(limit).map(|row| hit(searched.kind, row, true)));
    }
    Ok(hits)
}

fn hit(kind: &Kind, row: &listing::ListRow, is_likely: bool) -> Hit {
    let mut cells = row.cells.iter().map(Cell::known);
    let (label, detail) = (cells.next().flatten().unwrap_or_default(), cells.next().flatten());
    Hit { kind: kind.key, id: row.id, label, detail, is_likely }
}
