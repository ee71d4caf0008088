//! Statements of the index. The engines differ in [`save`], [`drop`] and [`restrict`]: FTS5 has no keys of
//! its own, so SQLite keeps each record's row number beside it.

use super::queries::Entry;
use crate::Result;
use crate::sql::Sql;
use db::{Dialect, Tx, Value};
use domain::policy::Noun;
use uuid::Uuid;

/// Words shorter than a trigram are looked for in the texts themselves.
const TRIGRAM: usize = 3;

const ACCOUNTS: &str =
    "select id, name, coalesce(domain, '') || ' ' || coalesce(city, '') || ' ' || coalesce(external_id, '')
 from accounts";
const CONTACTS: &str =
    "select id, name, coalesce(email, '') || ' ' || coalesce(title, '') || ' ' || coalesce(phone, '')
 || ' ' || coalesce(external_id, '') from contacts";
const PRODUCTS: &str =
    "select id, name, coalesce(code, '') || ' ' || coalesce(line, '') || ' ' || coalesce(external_id, '')
 from products";
const LEADS: &str = "select id, name, coalesce(company, '') || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '')
 || ' ' || coalesce(external_id, '') from leads";
const OPPORTUNITIES: &str = "select id, name, coalesce(external_id, '') from opportunities";

const ACTIVITIES: &str = "select id, subject, body from activities";

const SAVE_SQLITE: &str = "insert into search_index (title, body, noun, record_id) values ($1, $2, $3, $4)";
const SAVE_ROW_SQLITE: &str = "insert into search_rows (record_id, row) values ($1, last_insert_rowid())";
const CLEAR_SQLITE: &str = "delete from search_index";
const CLEAR: &str = "delete from search_rows";
const ALL_POSTGRES: &str = "select record_id, title, body from search_rows order by record_id";
const ALL_SQLITE: &str = "select record_id, title, body from search_index order by record_id";

const HOLDING_SQLITE: &str = "select noun, record_id, title, body from search_index where search_index match $1
 order by rowid desc limit $2";
const HOLDING_POSTGRES: &str = r"select noun, record_id, title, body from search_rows
 where lower(title || ' ' || body) like $1 escape '\' order by record_id desc limit $2";

/// Nouns that are searched, and what of them.
pub(super) const SEARCHED: [(Noun, &str); 6] = [
    (Noun::Lead, LEADS),
    (Noun::Account, ACCOUNTS),
    (Noun::Contact, CONTACTS),
    (Noun::Product, PRODUCTS),
    (Noun::Opportunity, OPPORTUNITIES),
    (Noun::Activity, ACTIVITIES),
];

/// What is to be found of records: of those ids, or of all.
pub(super) fn read(tx: &mut Tx<'_>, noun: Noun, ids: Option<&[Uuid]>) -> Result<Vec<Entry>> {
    let Some((_, from)) = SEARCHED.iter().find(|(n, _)| *n == noun) else { return Ok(Vec::new()) };
    let mut sql = Sql::new(from);
    if let Some(ids) = ids {
        sql.push(" where id in ").bind_list(ids.iter().map(|&id| Value::Uuid(id)));
    }
    let entry = |row: &db::Row<'_>| {
        let (id, title, body) = (row.next()?, row.next::<String>()?, row.next::<String>()?);
        Ok(Entry { noun, id, title: text::fold(&title), body: text::fold(&body) })
    };
    Ok(tx.all(sql.text(), sql.args(), entry)?)
}

pub(super) fn save(tx: &mut Tx<'_>, entries: &[Entry]) -> Result<()> {
    let values = |e: &Entry| [e.title.as_str().into(), e.body.as_str().into(), e.noun.key().into(), Value::Uuid(e.id)];
    if tx.dialect() == Dialect::Postgres {
        let all: Vec<Value> = entries.iter().flat_map(values).collect();
        return Ok(tx.insert("search_rows", &["title", "body", "noun", "record_id"], &all)?);
    }
    for entry in entries {
        tx.run(SAVE_SQLITE, &values(entry))?;
        tx.run(SAVE_ROW_SQLITE, &[Value::Uuid(entry.id)])?;
    }
    Ok(())
}

pub(super) fn drop(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
    let list = |head: &str, tail: &str| {
        let mut sql = Sql::new(head);
        sql.bind_list(ids.iter().map(|&id| Value::Uuid(id))).push(tail);
        sql
    };
    if tx.dialect() == Dialect::Sqlite {
        let index =
            list("delete from search_index where rowid in (select row from search_rows where record_id in ", ")");
        tx.run(index.text(), index.args())?;
    }
    let rows = list("delete from search_rows where record_id in ", "");
    tx.run(rows.text(), rows.args())?;
    Ok(())
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
    let sql = if tx.dialect() == Dialect::Sqlite { ALL_SQLITE } else { ALL_POSTGRES };
    Ok(tx.all(sql, &[], |row| Ok((row.next()?, row.next()?, row.next()?)))?)
}

/// Entries that hold a part of a word, so many of them: on SQLite the latest.
pub(super) fn holding(tx: &mut Tx<'_>, part: &str, most: i64) -> Result<Vec<Entry>> {
    let (statement, asked) = match tx.dialect() {
        Dialect::Sqlite => (HOLDING_SQLITE, format!("\"{}\"", part.replace('"', "\"\""))),
        Dialect::Postgres => (HOLDING_POSTGRES, format!("%{}%", crate::listing::escaped(part))),
    };
    let entry = |row: &db::Row<'_>| {
        Ok((row.next::<String>()?, row.next::<Uuid>()?, row.next::<String>()?, row.next::<String>()?))
    };
    let found = tx.all(statement, &[asked.into(), most.into()], entry)?;
    let known = |(noun, id, title, body): (String, Uuid, String, String)| {
        Noun::from_key(&noun).map(|noun| Entry { noun, id, title, body })
    };
    Ok(found.into_iter().filter_map(known).collect())
}

/// Adds ` and column in (…)`: records in which every word is found.
pub(crate) fn restrict(dialect: Dialect, words: &str, column: &str, sql: &mut Sql) {
    let (table, texts) = match dialect {
        Dialect::Sqlite => ("search_index", "title || ' ' || body"),
        Dialect::Postgres => ("search_rows", "lower(title || ' ' || body)"),
    };
    let folded = text::fold(words);
    let (long, short): (Vec<&str>, Vec<&str>) =
        folded.split_whitespace().partition(|w| dialect == Dialect::Sqlite && w.chars().count() >= TRIGRAM);
    if long.is_empty() && short.is_empty() {
        return;
    }
    sql.push(&format!(" and {column} in (select record_id from {table} where 1 = 1"));
    if !long.is_empty() {
        let phrases: Vec<String> = long.iter().map(|w| format!("\"{}\"", w.replace('"', "\"\""))).collect();
        sql.push(" and search_index match ").bind(phrases.join(" AND "));
    }
    for word in short {
        let pattern = format!("%{}%", crate::listing::escaped(word));
        sql.push(&format!(" and {texts} like ")).bind(pattern).push(r" escape '\'");
    }
    sql.push(")");
}
