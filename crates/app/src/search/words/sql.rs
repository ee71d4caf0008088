//! Statements of the words that the index holds.

use super::{head, parts, tail};
use crate::Result;
use crate::search::grams::{self, Term, Words};
use crate::search::sql::{self as entries, SEARCHED};
use crate::sql::Sql;
use db::{Dialect, Tx, Value};
use domain::policy::Noun;
use std::collections::BTreeSet;

/// Words that are asked for by one statement.
const LIST: usize = 64;

const OF_PART: &str =
    "select word from search_words where part = $1 and cast(length(word) as bigint) between $2 and $3";
const HOLDING: &str = r"select word from search_words where part = $1 and word like $2 escape '\' limit $3";
const KNOWN_HEAD: &str = "select word from search_words where part = '' and word in ";
const ALL: &str = "select word from search_words where part = ''";
const CLEAR: [&str; 2] = ["delete from search_words", "delete from search_left"];
const DROP: &str = "delete from search_words where part = $1 and word = $2";
const LEFT: &str = "select seq, word from search_left order by seq limit $1";
// Whoever brings words is waited for, also where they stand already, and nobody begins to: SQLite has one writer.
const ADD_POSTGRES: &str = "lock table search_words in row exclusive mode";
const KEEP_OUT_POSTGRES: &str = "lock table search_words in share row exclusive mode";

/// Adds words; those that stand already stay.
pub(super) fn add(tx: &mut Tx<'_>, words: &BTreeSet<&str>) -> Result<()> {
    if tx.dialect() == Dialect::Postgres && !words.is_empty() {
        tx.run(ADD_POSTGRES, &[])?;
    }
    let all: Vec<Value> = words.iter().map(|word| (*word).into()).collect();
    let mut known = BTreeSet::new();
    for some in all.chunks(LIST) {
        let mut sql = Sql::new(KNOWN_HEAD);
        sql.bind_list(some.iter().cloned());
        known.extend(tx.all(sql.text(), sql.args(), |row| row.next::<String>())?);
    }
    let new = words.iter().filter(|word| !known.contains(**word));
    let values: Vec<Value> =
        new.flat_map(|word| parts(word).into_iter().flat_map(|part| [part.into(), (*word).into()])).collect();
    Ok(tx.insert_or("search_words", &["part", "word"], &values, "on conflict do nothing")?)
}

/// Notes words that an entry has no more.
pub(super) fn leave(tx: &mut Tx<'_>, words: &[&str]) -> Result<()> {
    let values: Vec<Value> = words.iter().map(|word| (*word).into()).collect();
    Ok(tx.insert("search_left", &["word"], &values)?)
}

/// So many words that a word is in.
pub(super) fn holding(tx: &mut Tx<'_>, word: &str, most: usize) -> Result<Vec<String>> {
    // The last letters are in fewer words than the first, which are those of all that begin so.
    let letters: Vec<char> = word.chars().collect();
    let part: String = letters.iter().skip(letters.len().saturating_sub(grams::INNER)).collect();
    let args = [part.into(), format!("%{word}%").into(), i64::try_from(most).unwrap_or(i64::MAX).into()];
    Ok(tx.all(HOLDING, &args, |row| row.next())?)
}

/// Words with the same beginning or end, of so many letters.
pub(super) fn alike(tx: &mut Tx<'_>, word: &[char], letters: (usize, usize)) -> Result<BTreeSet<String>> {
    let number = |n: usize| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
    let mut found = BTreeSet::new();
    for part in [head(word), tail(word)] {
        found.extend(tx.all(OF_PART, &[part.into(), number(letters.0), number(letters.1)], |row| row.next())?);
    }
    Ok(found)
}

/// All of them.
pub(super) fn all(tx: &mut Tx<'_>) -> Result<BTreeSet<String>> {
    Ok(tx.all(ALL, &[], |row| row.next())?.into_iter().collect())
}

pub(super) fn clear(tx: &mut Tx<'_>) -> Result<()> {
    for statement in CLEAR {
        tx.run(statement, &[])?;
    }
    Ok(())
}

/// Words that were left, those first that were so first: the numbers of the notes, and the words.
pub(super) fn left(tx: &mut Tx<'_>, most: i64) -> Result<(Vec<i64>, BTreeSet<String>)> {
    let left: Vec<(i64, String)> = tx.all(LEFT, &[most.into()], |row| Ok((row.next()?, row.next()?)))?;
    Ok(left.into_iter().unzip())
}

/// Whether an entry holds the word, by itself.
pub(super) fn is_held(tx: &mut Tx<'_>, word: &str) -> Result<bool> {
    let whole = Words { folded: word.to_owned(), terms: vec![Term::Whole(vec![word.to_owned()])], literal: Vec::new() };
    for (noun, _) in SEARCHED {
        if !entries::latest(tx, noun, std::slice::from_ref(&whole), None, 1)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The number that the next entry of each kind has.
pub(super) fn next_numbers(tx: &mut Tx<'_>) -> Result<Vec<(Noun, i64)>> {
    SEARCHED.iter().map(|(noun, _)| Ok((*noun, entries::next_number(tx, *noun)?))).collect()
}

pub(super) fn keep_others_out(tx: &mut Tx<'_>) -> Result<()> {
    if tx.dialect() == Dialect::Postgres {
        tx.run(KEEP_OUT_POSTGRES, &[])?;
    }
    Ok(())
}

/// Texts of entries from those numbers on.
pub(super) fn written_since(tx: &mut Tx<'_>, numbers: &[(Noun, i64)]) -> Result<Vec<String>> {
    let mut written = Vec::new();
    for &(noun, number) in numbers {
        written.extend(entries::since(tx, noun, number)?);
    }
    Ok(written)
}

pub(super) fn drop(tx: &mut Tx<'_>, words: &[&str]) -> Result<()> {
    for word in words {
        for part in parts(word) {
            tx.run(DROP, &[part.into(), (*word).into()])?;
        }
    }
    Ok(())
}

pub(super) fn drop_notes(tx: &mut Tx<'_>, notes: &[i64]) -> Result<()> {
    let mut sql = Sql::new("delete from search_left where seq in ");
    sql.bind_list(notes.iter().map(|seq| (*seq).into()));
    tx.run(sql.text(), sql.args())?;
    Ok(())
}
