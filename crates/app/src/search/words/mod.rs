//! The words that the index holds, each once, to be compared with a word that nothing holds.
//!
//! They follow the entries: those of a new entry are added with it; those that an entry had are noted as left, and forgotten
//! soon after where no other entry has them ([`forget`]), so that an erased name does not stay behind.

mod sql;

use crate::{Error, House, Result};
use db::Tx;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Letters of a word that is kept: one slip more or fewer than those of the words that are compared.
const LETTERS: RangeInclusive<usize> = 4..=42;
/// Letters at either end by which words are looked up: one slip leaves one end whole.
pub(super) const END: usize = 2;
/// Words that are forgotten at once, while nobody else writes.
const STEP: i64 = 50;

/// The words of folded texts that are kept. A number off by a digit is another number, and Chinese is found from within.
pub(super) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeSet<&'t str> {
    texts.into_iter().flat_map(of_text).collect()
}

fn of_text(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| {
        LETTERS.contains(&word.chars().count())
            && word.chars().all(|c| c.is_alphabetic() && !super::grams::is_spaceless(Some(&c)))
    })
}

/// The last letters of a word.
pub(super) fn tail(word: &str) -> String {
    word.chars().skip(word.chars().count().saturating_sub(END)).collect()
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
    fn words_are_letters_and_long_enough_to_be_mistaken() {
        let kept: Vec<&str> = of_text("nordlys as, o@havlin.no 4711 a4711 北京大學院 elv-kraft").collect();
        assert_eq!(kept, ["nordlys", "havlin", "kraft"]);
        assert_eq!((tail("kraft"), tail("å")), ("ft".to_owned(), "å".to_owned()));
    }
}
