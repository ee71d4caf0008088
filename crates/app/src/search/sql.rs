//! Statements of the index. The engines differ in [`save`], [`drop`] and in how grams are asked for: FTS5 keeps them in a table
//! of its own without their texts, PostgreSQL beside the texts.

use super::grams::{self, Term, Words};
use super::queries::Entry;
use super::words as kept;
use crate::Result;
use crate::sql::Sql;
use db::{Dialect, Row, Tx, Value};
use domain::policy::Noun;
use std::collections::HashMap;
use std::ops::Range;
use uuid::Uuid;

/// Numbers of one kind of record on SQLite; the kinds follow each other.
const NUMBERS: i64 = 1 << 48;
/// Up to the root of so many times the entries of a kind a list looks for those that hold a question first, and then at their
/// records. Of `n` among `all`, that costs `n` readings of a record; walking along an order until a list is full and has been
/// counted, to a thousand, costs about `1000 * all / n` readings of an entry, a fifth of the time each.
const FEW: i64 = 200;

// A telephone number is found as it was written and without what parts it.
const ACCOUNTS: &str =
    "select id, name, coalesce(domain, '') || ' ' || coalesce(city, '') || ' ' || coalesce(external_id, '')
 from accounts";
const CONTACTS: &str =
    "select id, name, coalesce(email, '') || ' ' || coalesce(title, '') || ' ' || coalesce(phone, '')
 || ' ' || replace(replace(replace(replace(coalesce(phone, ''), ' ', ''), '-', ''), '(', ''), ')', '') || ' ' || coalesce(external_id, '') from contacts";
const PRODUCTS: &str =
    "select id, name, coalesce(code, '') || ' ' || coalesce(line, '') || ' ' || coalesce(external_id, '')
 from products";
const LEADS: &str = "select id, name, coalesce(company, '') || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '')
 || ' ' || replace(replace(replace(replace(coalesce(phone, ''), ' ', ''), '-', ''), '(', ''), ')', '') || ' ' || coalesce(external_id, '') from leads";
const OPPORTUNITIES: &str = "select id, name, coalesce(external_id, '') from opportunities";
const ACTIVITIES: &str = "select id, subject, body from activities";

// Whether to walk along the order or to gather and sort depends on how common that is which is asked for: a plan for whatever it be
// walks through all entries for what is in none.
const PLAN_ANEW_POSTGRES: &str = "set local plan_cache_mode = force_custom_plan";
const NEXT_SQLITE: &str = "select coalesce(max(seq) + 1, $1) from search_rows where seq >= $1 and seq < $2";
const NEXT_POSTGRES: &str = "select coalesce(max(seq) + 1, 0) from search_rows where noun = $1";
// Deleting them row by row would leave a mark of each behind, which every question would have to look at.
const CLEAR_SQLITE: &str = "insert into search_grams (search_grams) values ('delete-all')";
const CLEAR: &str = "delete from search_rows";
const ALL: &str = "select record_id, title, body from search_rows order by record_id";
const WITHOUT_GRAMS_SQLITE: &str =
    "select count(*) from search_rows where seq not in (select id from search_grams_docsize)";
const BEGINNING: &str = "select seq, record_id, title from search_rows where noun = $1 and title >= $2 and title < $3
 order by title, seq desc limit $4";

const SINCE: &str = "select title || ' ' || body from search_rows where seq >= $1 and seq < $2 and noun = $3";

const COMMON_SQLITE: &str = "select count(*) from (select 1 from search_grams where search_grams match $1
 and rowid >= $2 and rowid < $3 limit $4) few";

const IS_DUE: &str = "select count(*) from search_due";
const HOLD_DUE: &str = "update search_due set step = step";
const NOT_DUE: &str = "delete from search_due";

/// Nouns that are searched, and what of them. The place of a noun is in the numbers of its entries: the next comes last.
pub(super) const SEARCHED: [(Noun, &str); 6] = [
    (Noun::Lead, LEADS),
    (Noun::Account, ACCOUNTS),
    (Noun::Contact, CONTACTS),
    (Noun::Product, PRODUCTS),
    (Noun::Opportunity, OPPORTUNITIES),
    (Noun::Activity, ACTIVITIES),
];

/// An entry that may be what is looked for.
pub(super) struct Candidate {
    /// The greater, the later it was written.
    pub seq: i64,
    pub id: Uuid,
    /// Folded.
    pub title: String,
}

/// The place of a kind among those searched, from 1 on.
fn place(noun: Noun) -> i64 {
    (1..).zip(SEARCHED).find(|(_, (searched, _))| *searched == noun).map_or(0, |(place, _)| place)
}

/// Numbers of the entries of a kind.
fn numbers(noun: Noun) -> Range<i64> {
    place(noun) * NUMBERS..(place(noun) + 1) * NUMBERS
}

/// Grams as an entry of that kind has them on PostgreSQL, parted by spaces: behind the place of the kind. The planner knows of grams
/// how common they are and takes them for as common in every kind; one that is in all accounts and in no deal would have it walk
/// through all deals for it.
fn of_kind<'g>(noun: Noun, grams: impl IntoIterator<Item = &'g String>) -> String {
    let place = place(noun);
    grams.into_iter().map(|gram| format!("{place}{gram}")).collect::<Vec<_>>().join(" ")
}

/// What is to be found of records: of those ids and in their order, or of all.
pub(super) fn read(tx: &mut Tx<'_>, noun: Noun, ids: Option<&[Uuid]>) -> Result<Vec<Entry>> {
    let Some((_, from)) = SEARCHED.iter().find(|(n, _)| *n == noun) else { return Ok(Vec::new()) };
    let mut sql = Sql::new(from);
    if let Some(ids) = ids {
        sql.push(" where id in ").bind_list(ids.iter().map(|&id| Value::Uuid(id)));
    }
    let entry = |row: &Row<'_>| {
        let (id, title, body) = (row.next()?, row.next::<String>()?, row.next::<String>()?);
        Ok(Entry::new(noun, id, text::fold(&title), text::fold(&body)))
    };
    let mut entries = tx.all(sql.text(), sql.args(), entry)?;
    if let Some(ids) = ids {
        let places: HashMap<Uuid, usize> = ids.iter().zip(0..).map(|(&id, place)| (id, place)).collect();
        entries.sort_by_key(|entry| places.get(&entry.id).copied());
    }
    Ok(entries)
}

/// Records of a kind, those last that were changed last: all, or those without an entry.
pub(super) fn ids(tx: &mut Tx<'_>, noun: Noun, missing: bool) -> Result<Vec<Uuid>> {
    let Some((_, from)) = SEARCHED.iter().find(|(n, _)| *n == noun) else { return Ok(Vec::new()) };
    let table = from.rsplit_once(' ').map_or(*from, |(_, table)| table);
    let mut sql = Sql::new(&format!("select t.id from {table} t"));
    if missing {
        sql.push(" where not exists (select 1 from search_rows r where r.record_id = t.id)");
    }
    sql.push(" order by t.updated_at, t.id");
    Ok(tx.all(sql.text(), sql.args(), |row| row.next())?)
}

pub(super) fn save(tx: &mut Tx<'_>, entries: &[Entry]) -> Result<()> {
    let texts = |e: &Entry| [e.noun.key().into(), Value::Uuid(e.id), e.title.as_str().into(), e.body.as_str().into()];
    let grams = |e: &Entry| grams::of_text(&format!("{} {}", e.title, e.body)).into_iter().collect::<Vec<_>>();
    if tx.dialect() == Dialect::Postgres {
        let found_by = |e: &Entry| Value::from(of_kind(e.noun, &grams(e)));
        let all: Vec<Value> = entries.iter().flat_map(|e| texts(e).into_iter().chain([found_by(e)])).collect();
        return Ok(tx.insert("search_rows", &["noun", "record_id", "title", "body", "grams"], &all)?);
    }
    for of_noun in entries.chunk_by(|a, b| a.noun == b.noun) {
        let Some(noun) = of_noun.first().map(|entry| entry.noun) else { continue };
        let Range { start, end } = numbers(noun);
        let next = tx.number(NEXT_SQLITE, &[start.into(), end.into()])?;
        let numbered = || (next..).zip(of_noun);
        let rows: Vec<Value> = numbered().flat_map(|(seq, e)| [seq.into()].into_iter().chain(texts(e))).collect();
        tx.insert("search_rows", &["seq", "noun", "record_id", "title", "body"], &rows)?;
        let rows: Vec<Value> = numbered().flat_map(|(seq, e)| [seq.into(), grams(e).join(" ").into()]).collect();
        tx.insert("search_grams", &["rowid", "grams"], &rows)?;
    }
    Ok(())
}

/// Takes the entries of records out; answers their texts.
pub(super) fn drop(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<String>> {
    let list = |head: &str, tail: &str| {
        let mut sql = Sql::new(head);
        sql.bind_list(ids.iter().map(|&id| Value::Uuid(id))).push(tail);
        sql
    };
    let had = list("select title || ' ' || body from search_rows where record_id in ", "");
    let had: Vec<String> = tx.all(had.text(), had.args(), |row| row.next())?;
    if had.is_empty() {
        return Ok(Vec::new());
    }
    if tx.dialect() == Dialect::Sqlite {
        let index =
            list("delete from search_grams where rowid in (select seq from search_rows where record_id in ", ")");
        tx.run(index.text(), index.args())?;
    }
    let rows = list("delete from search_rows where record_id in ", "");
    tx.run(rows.text(), rows.args())?;
    Ok(had)
}

pub(super) fn clear(tx: &mut Tx<'_>) -> Result<()> {
    if tx.dialect() == Dialect::Sqlite {
        tx.run(CLEAR_SQLITE, &[])?;
    }
    tx.run(CLEAR, &[])?;
    Ok(())
}

/// Everything in the index: record, title, body, by record.
pub(super) fn all(tx: &mut Tx<'_>) -> Result<Vec<(Uuid, String, String)>> {
    Ok(tx.all(ALL, &[], |row| Ok((row.next()?, row.next()?, row.next()?)))?)
}

/// Entries that no question finds.
pub(super) fn without_grams(tx: &mut Tx<'_>) -> Result<usize> {
    let count = if tx.dialect() == Dialect::Sqlite { tx.number(WITHOUT_GRAMS_SQLITE, &[])? } else { 0 };
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Whether records wait for their entries.
pub(super) fn is_due(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tx.number(IS_DUE, &[])? > 0)
}

/// Keeps other servers from doing the same at once.
pub(super) fn hold_due(tx: &mut Tx<'_>) -> Result<()> {
    tx.run(HOLD_DUE, &[])?;
    Ok(())
}

pub(super) fn not_due(tx: &mut Tx<'_>) -> Result<()> {
    tx.run(NOT_DUE, &[])?;
    Ok(())
}

fn candidate(row: &Row<'_>) -> std::result::Result<Candidate, db::Error> {
    Ok(Candidate { seq: row.next()?, id: row.next()?, title: row.next()? })
}

/// So many entries of a kind whose titles begin with a folded text, the shortest beginnings first.
pub(super) fn beginning(tx: &mut Tx<'_>, noun: Noun, folded: &str, most: i64) -> Result<Vec<Candidate>> {
    let after = format!("{folded}{}", char::MAX);
    Ok(tx.all(BEGINNING, &[noun.key().into(), folded.into(), after.into(), most.into()], candidate)?)
}

/// So many entries of a kind that hold every word of any of the questions, the latest first, from before that number.
pub(super) fn latest(
    tx: &mut Tx<'_>,
    noun: Noun,
    any: &[Words],
    before: Option<i64>,
    most: i64,
) -> Result<Vec<Candidate>> {
    let any: Vec<Words> = any.iter().filter(|words| !words.are_nowhere()).cloned().collect();
    if any.is_empty() {
        return Ok(Vec::new());
    }
    if tx.dialect() == Dialect::Postgres {
        tx.run(PLAN_ANEW_POSTGRES, &[])?;
    }
    let mut sql = Sql::new("select r.seq, r.record_id, r.title");
    holding(tx.dialect(), noun, &any, before, &mut sql);
    newest(tx.dialect(), &any, most, &mut sql);
    Ok(tx.all(sql.text(), sql.args(), candidate)?)
}

/// The number that the next entry of a kind has.
pub(super) fn next_number(tx: &mut Tx<'_>, noun: Noun) -> Result<i64> {
    Ok(match tx.dialect() {
        Dialect::Sqlite => {
            let Range { start, end } = numbers(noun);
            tx.number(NEXT_SQLITE, &[start.into(), end.into()])?
        }
        Dialect::Postgres => tx.number(NEXT_POSTGRES, &[noun.key().into()])?,
    })
}

/// The texts of the entries of a kind from a number on.
pub(super) fn since(tx: &mut Tx<'_>, noun: Noun, number: i64) -> Result<Vec<String>> {
    // Numbers of a kind follow each other on SQLite; on PostgreSQL all kinds share them.
    let end = if tx.dialect() == Dialect::Sqlite { numbers(noun).end } else { i64::MAX };
    Ok(tx.all(SINCE, &[number.into(), end.into(), noun.key().into()], |row| row.next())?)
}

/// Adds ` from … where …`: entries of a kind that hold every word of any of the questions, as `r`.
fn holding(dialect: Dialect, noun: Noun, any: &[Words], before: Option<i64>, sql: &mut Sql) {
    match dialect {
        Dialect::Sqlite => {
            let Range { start, end } = numbers(noun);
            let any: Vec<String> = any.iter().map(|words| format!("({})", matching(words))).collect();
            // The order of the grams is that of the entries: so many are read as are wanted.
            sql.push(" from search_grams g cross join search_rows r on r.seq = g.rowid where g.search_grams match ");
            sql.bind(any.join(" OR ")).push(" and g.rowid >= ").bind(start);
            sql.push(" and g.rowid < ").bind(before.unwrap_or(end));
        }
        Dialect::Postgres => {
            sql.push(" from search_rows r where r.noun = ").bind(noun.key());
            if let Some(before) = before {
                sql.push(" and r.seq < ").bind(before);
            }
        }
    }
    for (at, words) in any.iter().enumerate() {
        sql.push(if at == 0 { " and (" } else { " or " });
        match dialect {
            Dialect::Sqlite => _ = sql.push("1 = 1"),
            Dialect::Postgres => having(noun, words, sql),
        }
        literally(&words.literal, sql);
    }
    sql.push(")");
}

/// Adds the condition that an entry of PostgreSQL has what is asked for.
fn having(noun: Noun, words: &Words, sql: &mut Sql) {
    const OWN: &str = "string_to_array(r.grams, ' ')";
    let grams = of_kind(noun, words.grams());
    sql.push(if grams.is_empty() { "1 = 1" } else { OWN });
    if !grams.is_empty() {
        sql.push(" @> string_to_array(").bind(grams).push(", ' ')");
    }
    for term in &words.terms {
        if let Term::Whole(any) = term {
            sql.push(&format!(" and {OWN} && string_to_array(")).bind(of_kind(noun, any)).push(", ' ')");
        }
    }
}

/// Adds the order, and how many: of the grams on SQLite, which stand in it. PostgreSQL takes whole words for common, since it
/// counts the commonest alone, and would walk along an order that it has an index of, through all entries: they are few, and are
/// gathered and sorted.
fn newest(dialect: Dialect, any: &[Words], most: i64, sql: &mut Sql) {
    let is_few = |words: &Words| words.terms.iter().any(|term| matches!(term, Term::Whole(_)));
    let order = match dialect {
        Dialect::Sqlite => "g.rowid",
        Dialect::Postgres if any.iter().all(is_few) => "r.seq + 0",
        Dialect::Postgres => "r.seq",
    };
    sql.push(&format!(" order by {order} desc limit ")).bind(most);
}

/// All that is asked for, as FTS5 is asked.
fn matching(words: &Words) -> String {
    let quoted = |words: &[String], between: &str| {
        words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(between)
    };
    let terms = words.terms.iter().filter_map(|term| match term {
        Term::Grams { grams, .. } if grams.is_empty() => None,
        Term::Grams { grams, .. } => Some(quoted(grams, " AND ")),
        // What no entry has: no word is empty.
        Term::Whole(any) if any.is_empty() => Some("\"\u{1}\"".to_owned()),
        Term::Whole(any) => Some(format!("({})", quoted(any, " OR "))),
    });
    terms.collect::<Vec<_>>().join(" AND ")
}

fn literally(words: &[String], sql: &mut Sql) {
    for word in words {
        let pattern = format!("%{}%", crate::listing::escaped(word));
        sql.push(" and (r.title || ' ' || r.body) like ").bind(pattern).push(r" escape '\'");
    }
}

/// Adds ` and …`: records of a kind in which every word is found. On SQLite a rare word is looked up and its records taken; of a
/// common one each record is asked whether it holds it, since few of them are wanted. PostgreSQL chooses for itself.
pub(crate) fn restrict(tx: &mut Tx<'_>, noun: Noun, asked: &str, column: &str, sql: &mut Sql) -> Result<()> {
    let Some(words) = kept::read(tx, asked)?.filter(|words| !words.are_nowhere()) else {
        if !asked.trim().is_empty() {
            sql.push(" and 1 = 0");
        }
        return Ok(());
    };
    if tx.dialect() == Dialect::Sqlite && is_rare(tx, noun, &words)? {
        sql.push(&format!(" and {column} in (select r.record_id"));
        holding(Dialect::Sqlite, noun, std::slice::from_ref(&words), None, sql);
        sql.push(")");
        return Ok(());
    }
    sql.push(&format!(" and exists (select 1 from search_rows r where r.record_id = {column}"));
    if tx.dialect() == Dialect::Postgres {
        having(noun, &words, sql.push(" and "));
        literally(&words.literal, sql);
    } else {
        // Texts tell quickly what is not there; what begins a word is left to the grams, the asking of which takes long.
        literally(&words.folded.split_whitespace().map(str::to_owned).collect::<Vec<_>>(), sql);
        let begins = |gram: &String| gram.chars().count() < 3 && !grams::is_anywhere(gram);
        let short: Vec<String> = words.grams().filter(|gram| begins(gram)).cloned().collect();
        if !short.is_empty() {
            let short = Words { terms: vec![Term::Grams { word: String::new(), grams: short }], ..words };
            sql.push(" and exists (select 1 from search_grams g where g.rowid = r.seq and g.search_grams match ");
            sql.bind(matching(&short)).push(")");
        }
    }
    sql.push(")");
    Ok(())
}

/// Whether few entries hold the grams.
fn is_rare(tx: &mut Tx<'_>, noun: Noun, words: &Words) -> Result<bool> {
    let Range { start, end } = numbers(noun);
    let few = (FEW * (next_number(tx, noun)? - start)).isqrt();
    let found = tx.number(COMMON_SQLITE, &[matching(words).into(), start.into(), end.into(), few.into()])?;
    Ok(found < few)
}
