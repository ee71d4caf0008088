//! Slips of the fingers: a letter too many, too few, another, or two the wrong way round.
//!
//! One slip leaves one half of a word whole. So the entries that hold either half are read, and each word that was asked for
//! is compared with every word of an entry by the optimal string alignment distance (Damerau 1964).

use super::sql;
use crate::Result;
use db::Tx;
use domain::policy::Noun;
use std::collections::HashSet;
use uuid::Uuid;

/// Words shorter than this are too near to too many.
const SHORTEST: usize = 5;
/// From this length on a word may have two slips, one in each half.
const LONG: usize = 9;
/// A half that is looked for has at least so many letters: those of a trigram.
const HALF: usize = 3;
/// Entries that one half brings.
const READ: i64 = 300;
/// Records that are answered.
const ANSWERED: usize = 30;

/// Records with words near those of a folded text, the nearest first.
pub(super) fn near(tx: &mut Tx<'_>, folded: &str) -> Result<Vec<(Noun, Uuid)>> {
    let words: Vec<Vec<char>> = folded.split_whitespace().map(|word| word.chars().collect()).collect();
    let (long, short): (Vec<_>, Vec<_>) = words.iter().partition(|word| word.len() >= SHORTEST);
    let (mut seen, mut found) = (HashSet::new(), Vec::new());
    for half in long.iter().flat_map(|word| halves(word)) {
        for entry in sql::holding(tx, &half, READ)? {
            if !seen.insert(entry.id) {
                continue;
            }
            let text = format!("{} {}", entry.title, entry.body);
            let holds = |word: &&Vec<char>| text.contains(&word.iter().collect::<String>());
            if let (Some(slips), true) = (slips(&long, &text), short.iter().all(holds)) {
                found.push((slips, entry.title, entry.noun, entry.id));
            }
        }
    }
    found.sort();
    Ok(found.into_iter().take(ANSWERED).map(|(.., noun, id)| (noun, id)).collect())
}

/// Both halves of a word, each long enough to be looked for: of an odd or short one they overlap.
fn halves(word: &[char]) -> Vec<String> {
    let half = word.len().div_ceil(2).max(HALF).min(word.len());
    let parts = [
        word.get(..word.len() / 2).filter(|part| part.len() >= HALF).or(word.get(..half)),
        word.get(word.len() - half..),
    ];
    parts.into_iter().flatten().map(|part| part.iter().collect()).collect()
}

/// Slips in all, where every word is near a word of the text.
fn slips(wanted: &[&Vec<char>], text: &str) -> Option<usize> {
    let of = |word: &&Vec<char>| {
        let most = if word.len() >= LONG { 2 } else { 1 };
        let asked: String = word.iter().collect();
        let distances = text.split(|c: char| !c.is_alphanumeric()).map(|other| strsim::osa_distance(&asked, other));
        distances.min().filter(|distance| *distance <= most)
    };
    wanted.iter().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_near(asked: &str, text: &str) -> bool {
        let words: Vec<Vec<char>> = asked.split(' ').map(|word| word.chars().collect()).collect();
        slips(&words.iter().collect::<Vec<_>>(), text).is_some()
    }

    #[test]
    fn one_slip_is_near_and_two_only_in_a_long_word() {
        assert!(is_near("nordfjrod", "nordfjord kraft"));
        assert!(is_near("hydor", "elv hydro as"));
        assert!(!is_near("hodyr", "elv hydro as"));
        assert!(is_near("instrumnets", "nordlys instruments"));
        assert!(!is_near("krafte norge", "kraft sverige"));
    }

    #[test]
    fn one_slip_leaves_a_half_that_is_looked_for() {
        for (asked, meant) in
            [("hydor", "hydro"), ("nordfjrod", "nordfjord"), ("fiellstrand", "fjellstrand"), ("kratf", "kraft")]
        {
            let word: Vec<char> = asked.chars().collect();
            assert!(halves(&word).iter().any(|half| meant.contains(half.as_str())), "{asked}: {:?}", halves(&word));
        }
    }
}
