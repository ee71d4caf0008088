//! Statements of the words that the index holds.

use super::END;
use crate::Result;
use crate::search::grams::Words;
use crate::search::sql::{self as entries, SEARCHED};
use crate::sql::Sql;
use db::{Dialect, Tx, Value};
use domain::policy::Noun;
use std::collections::BTreeSet;

/// Words that are asked for or taken away by one statement.
const LIST: usize = 500;

const BY_HEAD: &str =
    "select word from search_words where word >= $1 and word < $2 and cast(length(word) as bigint) between $3 and $4";
const BY_TAIL: &str =
    "select word from search_words where tail = $1 and cast(length(word) as bigint) between $2 and $3";
const ALL: &str = "select word from search_words";
const CLEAR: [&str; 2] = ["delete from search_words", "delete from search_left"];
const LEFT: &str = "select seq, word from search_left order by seq limit $1";
// Whoever is adding words is waited for, and nobody begins to: SQLite has one writer.
const KEEP_OUT_POSTGRES: &str = "lock table search_words in share row exclusive mode";

/// Adds words; those that stand already stay.
pub(super) fn add(tx: &mut Tx<'_>, words: &BTreeSet<&str>) -> Result<()> {
    let values: Vec<Value> = words.iter().flat_map(|word| [(*word).into(), super::tail(word).into()]).collect();
    Ok(tx.insert_or("search_words", &["word", "tail"], &values, "on conflict do nothing")?)
}

/// Notes words that an entry has no more.
pub(super) fn leave(tx: &mut Tx<'_>, words: &[&str]) -> Result<()> {
    let values: Vec<Value> = words.iter().map(|word| (*word).into()).collect();
    Ok(tx.insert("search_left", &["word"], &values)?)
}

/// Words with the same beginning or end, of so many letters.
pub(super) fn alike(tx: &mut Tx<'_>, word: &[char], letters: (usize, usize)) -> Result<BTreeSet<String>> {
    let number = |n: usize| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
    let head: String = word.iter().take(END).collect();
    let tail = super::tail(&word.iter().collect::<String>());
    let (after, least, most) = (format!("{head}{}", char::MAX), number(letters.0), number(letters.1));
    let mut found = BTreeSet::new();
    found.extend(tx.all(BY_HEAD, &[head.into(), after.into(), least.clone(), most.clone()], |row| row.next())?);
    found.extend(tx.all(BY_TAIL, &[tail.into(), least, most], |row| row.next())?);
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

/// Whether an entry holds the word, by itself or in a longer one.
pub(super) fn is_held(tx: &mut Tx<'_>, word: &str) -> Result<bool> {
    let Some(words) = Words::read(word) else { return Ok(false) };
    for (noun, _) in SEARCHED {
        if !entries::latest(tx, noun, &[words.clone()], None, 1)?.is_empty() {
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
        written.extend(entries::from_number(tx, noun, Some(number), usize::MAX)?.1);
    }
    Ok(written)
}

pub(super) fn drop(tx: &mut Tx<'_>, words: &[&str]) -> Result<()> {
    take_away(tx, "delete from search_words where word in ", words.iter().map(|word| (*word).into()).collect())
}

pub(super) fn drop_notes(tx: &mut Tx<'_>, notes: &[i64]) -> Result<()> {
    take_away(tx, "delete from search_left where seq in ", notes.iter().map(|seq| (*seq).into()).collect())
}

fn take_away(tx: &mut Tx<'_>, head: &str, values: Vec<Value>) -> Result<()> {
    for part in values.chunks(LIST) {
        let mut sql = Sql::new(head);
        sql.bind_list(part.iter().cloned());
        tx.run(sql.text(), sql.args())?;
    }
    Ok(())
}
