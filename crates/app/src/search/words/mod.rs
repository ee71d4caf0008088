//! The words that the index holds, each once: what is asked for is looked up among them, and what was mistyped compared.
//!
//! They follow the entries: those of a new entry are added with it; those that an entry had are noted as left, and forgotten
//! soon after where no other entry has them ([`forget`]), so that an erased name does not stay behind.

mod sql;

use super::grams::{self, Term, Words};
use crate::{Error, House, Result};
use db::Tx;
use std::collections::BTreeSet;

/// Letters at either end by which words are looked up: one slip leaves one end whole.
const END: usize = 2;
/// Whole words that are asked for at most; a word that is in more of them is asked for by its grams.
const MOST: usize = 60;
/// Words that are forgotten at once, while nobody else writes.
const STEP: i64 = 50;

/// The words of folded texts that are kept.
pub(super) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeSet<&'t str> {
    texts.into_iter().flat_map(grams::whole).collect()
}

/// What a word is looked up by: nothing, every three letters, `^` and its first two, its last two and `$`.
fn parts(word: &str) -> BTreeSet<String> {
    let letters: Vec<char> = word.chars().collect();
    let inner = letters.windows(grams::INNER).map(|part| part.iter().collect());
    inner.chain([String::new(), head(&letters), tail(&letters)]).collect()
}

fn head(letters: &[char]) -> String {
    ['^'].iter().chain(letters.iter().take(END)).collect()
}

fn tail(letters: &[char]) -> String {
    letters.iter().skip(letters.len().saturating_sub(END)).chain(&['$']).collect()
}

/// A question by the whole words that its words are in, where they are few.
pub(super) fn read(tx: &mut Tx<'_>, asked: &str) -> Result<Option<Words>> {
    let Some(mut words) = Words::read(asked) else { return Ok(None) };
    for term in &mut words.terms {
        let Term::Grams { word, .. } = term else { continue };
        if word.chars().count() > grams::LOOKED_UP || !grams::whole(word).eq([word.as_str()]) {
            continue;
        }
        let held = sql::holding(tx, word, MOST + 1)?;
        if held.len() <= MOST {
            words.literal.retain(|literal| literal != word);
            *term = Term::Whole(held);
        }
    }
    Ok(Some(words))
}

/// Adds words; those that are kept already stay.
pub(super) fn add(tx: &mut Tx<'_>, words: BTreeSet<&str>) -> Result<()> {
    sql::add(tx, &words)
}

/// Notes the words of texts that were, but for those of what is in their place.
pub(super) fn leave(tx: &mut Tx<'_>, had: &[String], have: &BTreeSet<&str>) -> Result<()> {
    let left: Vec<&str> = of(had.iter().map(String::as_str)).difference(have).copied().collect();
    sql::leave(tx, &left)
}

/// Kept words that begin or end as a word does and have at most so many letters more or fewer.
pub(super) fn alike(tx: &mut Tx<'_>, word: &[char], letters: usize) -> Result<BTreeSet<String>> {
    sql::alike(tx, word, (word.len().saturating_sub(letters), word.len() + letters))
}

pub(super) fn clear(tx: &mut Tx<'_>) -> Result<()> {
    sql::clear(tx)
}

/// How many of those words are not kept.
pub(super) fn missing(tx: &mut Tx<'_>, words: &BTreeSet<&str>) -> Result<usize> {
    let kept = sql::all(tx)?;
    Ok(words.iter().filter(|word| !kept.contains(**word)).count())
}

/// Forgets words that were left and that no entry holds any more; answers whether any were looked at. What others write
/// meanwhile is looked at once more, while nobody writes.
///
/// # Errors
/// The database's own; then they stay noted.
pub fn forget(house: &House) -> Result<bool> {
    let (notes, unheld, numbers) = house.db().read(|tx| {
        let (notes, words) = sql::left(tx, STEP)?;
        let mut unheld = BTreeSet::new();
        for word in words {
            if !sql::is_held(tx, &word)? {
                unheld.insert(word);
            }
        }
        Ok::<_, Error>((notes, unheld, sql::next_numbers(tx)?))
    })?;
    if notes.is_empty() {
        return Ok(false);
    }
    house.db().write(|tx| {
        sql::keep_others_out(tx)?;
        let written = sql::written_since(tx, &numbers)?;
        let again = of(written.iter().map(String::as_str));
        let gone: Vec<&str> = unheld.iter().map(String::as_str).filter(|word| !again.contains(word)).collect();
        sql::drop(tx, &gone)?;
        sql::drop_notes(tx, &notes)
    })?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_up_by_its_ends_and_its_grams() {
        let parts = |word: &str| parts(word).into_iter().collect::<Vec<_>>();
        assert_eq!(parts("kraft"), ["", "^kr", "aft", "ft$", "kra", "raf"]);
        assert_eq!(parts("åååå"), ["", "^åå", "åå$", "ååå"]);
    }
}
