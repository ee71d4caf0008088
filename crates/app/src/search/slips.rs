//! Slips of the fingers: a letter too many, too few, another, or two the wrong way round.
//!
//! One slip leaves one half of a word whole. So the entries that hold either half are read, and each word that was asked for
//! is compared with every word of an entry by the optimal string alignment distance (Damerau 1964).

use super::sql;
use crate::{Ctx, Result, records};
use db::Tx;
use domain::policy::{Action, Noun};
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// Words shorter than this are too near to too many.
const SHORTEST: usize = 5;
/// From this length on a word may have two slips, one in each half.
const LONG: usize = 9;
/// Words that are compared, and letters of one, at most: more is no slip of the fingers.
const WORDS: usize = 6;
const LONGEST: usize = 40;
/// A half that is looked for has at least so many letters: those of a trigram.
const HALF: usize = 3;
/// Entries of a kind that one half brings.
const READ: i64 = 200;
/// Records that are answered.
const ANSWERED: usize = 30;

/// Records that the user may see, with words near those of a folded text, the nearest first.
pub(super) fn near(ctx: &Ctx, tx: &mut Tx<'_>, folded: &str) -> Result<Vec<(Noun, Uuid)>> {
    let words: Vec<Vec<char>> = folded.split_whitespace().map(|word| word.chars().collect()).collect();
    if words.len() > WORDS || words.iter().any(|word| word.len() > LONGEST) {
        return Ok(Vec::new());
    }
    let (long, short): (Vec<_>, Vec<_>) = words.iter().partition(|word| word.len() >= SHORTEST);
    let (mut known, mut found) = (HashSet::new(), Vec::new());
    for half in long.iter().flat_map(|word| halves(word)) {
        let mut entries = Vec::new();
        for (noun, _) in sql::SEARCHED.into_iter().filter(|(noun, _)| ctx.can(Action::See, *noun)) {
            entries.extend(sql::of_part(tx, noun, &half, READ)?);
        }
        for entry in entries {
            if !known.insert(entry.id) {
                continue;
            }
            let text = format!("{} {}", entry.title, entry.body);
            let holds = |word: &&Vec<char>| text.contains(&word.iter().collect::<String>());
            if let (Some(slips), true) = (slips(&long, &text), short.iter().all(holds)) {
                found.push((slips, entry.title, entry.noun, entry.id));
            }
        }
    }
    let mut seen: HashSet<Uuid> = HashSet::new();
    for noun in found.iter().map(|(_, _, noun, _)| *noun).collect::<BTreeSet<Noun>>() {
        let ids: Vec<Uuid> = found.iter().filter(|(_, _, of, _)| *of == noun).map(|(.., id)| *id).collect();
        seen.extend(records::may_of(ctx, tx, Action::See, noun, &ids)?);
    }
    found.retain(|(.., id)| seen.contains(id));
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
        // Words of other lengths are further away than they are compared for.
        let others = text.split(|c: char| !c.is_alphanumeric());
        let fitting = others.filter(|other| other.chars().count().abs_diff(word.len()) <= most);
        let distances = fitting.map(|other| strsim::osa_distance(&asked, other));
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
