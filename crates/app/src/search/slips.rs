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
/// Entries of a kind that one half brings,
const READ: i64 = 200;
/// out of so many of the latest: halves are of so many words that finding none takes the reading of all.
const LATEST: i64 = 100_000;
/// Records that are answered.
const ANSWERED: usize = 30;

/// What was asked for, word by word: the longer ones may have slips.
pub(super) struct Asked {
    long: Vec<Vec<char>>,
    short: Vec<String>,
}

impl Asked {
    /// Of a folded text; none where it is no slip that hides it.
    pub fn read(folded: &str) -> Option<Asked> {
        let words: Vec<Vec<char>> = folded.split_whitespace().map(|word| word.chars().collect()).collect();
        if words.len() > WORDS || words.iter().any(|word| word.len() > LONGEST) {
            return None;
        }
        let (long, short): (Vec<_>, Vec<_>) = words.into_iter().partition(|word| word.len() >= SHORTEST);
        let short = short.into_iter().map(String::from_iter).collect();
        (!long.is_empty()).then_some(Asked { long, short })
    }

    /// Slips in all, where a folded text has every word or one near it.
    pub fn slips_of(&self, text: &str) -> Option<usize> {
        let holds = self.short.iter().all(|word| text.contains(word));
        let slips = || self.long.iter().map(|word| slips(word, text)).sum();
        if holds { slips() } else { None }
    }

    /// What entries are read by: a half of one word and all other words as they are, or where both halves have the slip its first
    /// letter and the others; then the halves by themselves, for slips in more than one word.
    fn parts(&self) -> Vec<String> {
        let mut parts = Vec::new();
        for (at, word) in self.long.iter().enumerate() {
            let others =
                (0..).zip(&self.long).filter(|(other, _)| *other != at).map(|(_, word)| String::from_iter(word));
            let others: Vec<String> = others.chain(self.short.iter().cloned()).collect();
            if !others.is_empty() {
                let first = word.iter().take(1).collect();
                let heads = halves(word).into_iter().chain([first]);
                parts.extend(heads.map(|head| format!("{head} {}", others.join(" "))));
            }
        }
        parts.extend(self.long.iter().flat_map(|word| halves(word)));
        parts
    }
}

/// Records that the user may see, with words near those of a folded text, the nearest first.
pub(super) fn near(ctx: &Ctx, tx: &mut Tx<'_>, asked: &Asked) -> Result<Vec<(Noun, Uuid)>> {
    let (mut known, mut found) = (HashSet::new(), Vec::new());
    let parts = asked.parts();
    for (noun, _) in sql::SEARCHED.into_iter().filter(|(noun, _)| ctx.can(Action::See, *noun)) {
        let since = sql::back(tx, noun, LATEST)?;
        for part in &parts {
            for entry in sql::of_part(tx, noun, part, since, READ)? {
                if !known.insert(entry.id) {
                    continue;
                }
                if let Some(slips) = asked.slips_of(&format!("{} {}", entry.title, entry.body)) {
                    found.push((slips, entry.title, entry.noun, entry.id));
                }
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

/// Slips of a word in the word of a text that is nearest to it.
fn slips(word: &[char], text: &str) -> Option<usize> {
    let most = if word.len() >= LONG { 2 } else { 1 };
    let asked: String = word.iter().collect();
    // Words of other lengths are further away than they are compared for.
    let others = text.split(|c: char| !c.is_alphanumeric());
    let fitting = others.filter(|other| other.chars().count().abs_diff(word.len()) <= most);
    let distances = fitting.map(|other| strsim::osa_distance(&asked, other));
    distances.min().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_near(asked: &str, text: &str) -> bool {
        Asked::read(asked).is_some_and(|asked| asked.slips_of(text).is_some())
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
