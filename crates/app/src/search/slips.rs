//! Slips of the fingers: a letter too many, too few, another, or two the wrong way round.
//!
//! What was mistyped is compared with the words that the index keeps ([`words`]), by the optimal string alignment distance
//! (Damerau 1964); then it is looked for what may have been meant. One slip leaves the beginning or the end of a word whole, by
//! which words are looked up.

use super::grams::Words;
use super::words;
use crate::Result;
use db::Tx;
use std::collections::BTreeSet;

/// Words shorter than this are too near to too many.
const SHORTEST: usize = 5;
/// From this length on a word may have two slips, one at each end of it as long as the other is whole.
const LONG: usize = 9;
/// Words that are compared, and letters of one, at most: more is no slip of the fingers.
const WORDS: usize = 6;
const LONGEST: usize = 40;
/// What may have been meant by a word,
const LIKE_IT: usize = 8;
/// and by all of them.
const MEANT: usize = 6;

/// What was asked for, word by word, in their order.
pub(super) struct Asked {
    words: Vec<Vec<char>>,
}

impl Asked {
    /// Of a folded text; none where it is no slip that hides it.
    pub fn read(folded: &str) -> Option<Asked> {
        let words: Vec<Vec<char>> = folded.split_whitespace().map(|word| word.chars().collect()).collect();
        let may_slip = words.len() <= WORDS
            && words.iter().all(|word| word.len() <= LONGEST)
            && words.iter().any(|word| word.len() >= SHORTEST);
        may_slip.then_some(Asked { words })
    }

    /// Slips in all, where a folded text has every word or one near it.
    pub fn slips_of(&self, text: &str) -> Option<usize> {
        let slips_of = |word: &Vec<char>| match word.len() {
            SHORTEST.. => slips(word, text),
            _ => text.contains(&String::from_iter(word)).then_some(0),
        };
        self.words.iter().map(slips_of).sum()
    }

    /// What may have been meant, with the number of slips, the nearest first; nothing that was asked for as it is.
    pub fn meant(&self, tx: &mut Tx<'_>) -> Result<Vec<(usize, Words)>> {
        let mut meant = vec![(0, String::new())];
        for word in &self.words {
            let like_it = like(tx, word)?;
            let with = |(slips, text): &(usize, String)| {
                let (slips, text) = (*slips, text.clone());
                like_it.iter().map(move |(more, word)| (slips + more, format!("{text} {word}"))).collect::<Vec<_>>()
            };
            meant = meant.iter().flat_map(with).collect();
            meant.sort();
            meant.truncate(MEANT + 1);
        }
        let meant = meant.into_iter().filter(|(slips, _)| *slips > 0).take(MEANT);
        let mut asked = Vec::new();
        for (slips, text) in meant {
            asked.extend(words::read(tx, &text)?.filter(|words| !words.are_nowhere()).map(|words| (slips, words)));
        }
        Ok(asked)
    }
}

/// A word and those that may have been meant by it, with the number of slips, the nearest first.
fn like(tx: &mut Tx<'_>, word: &[char]) -> Result<BTreeSet<(usize, String)>> {
    let asked: String = word.iter().collect();
    let mut like = BTreeSet::new();
    if word.len() >= SHORTEST {
        let most = most_slips(word);
        let kept = words::alike(tx, word, most)?.into_iter();
        let near = kept.map(|other| (strsim::osa_distance(&asked, &other), other));
        like = near.filter(|(slips, _)| (1..=most).contains(slips)).collect::<BTreeSet<_>>();
    }
    like.insert((0, asked));
    Ok(like.into_iter().take(LIKE_IT + 1).collect())
}

fn most_slips(word: &[char]) -> usize {
    if word.len() >= LONG { 2 } else { 1 }
}

/// Slips of a word in the word of a text that is nearest to it.
fn slips(word: &[char], text: &str) -> Option<usize> {
    let most = most_slips(word);
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
}
