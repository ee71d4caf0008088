//! What an entry is found by: three letters in a row anywhere in a word, the first one and two of every word, of scripts that
//! write no spaces every character and every two in a row, and whole words.
//!
//! A text that holds a word has all grams of the word. The other way round that is so only of the shortest, so what was found is
//! compared with the text itself ([`Words::literal`]), unless whole words were looked for.

use std::collections::BTreeSet;

/// Letters in a row that are looked for anywhere in a word.
pub(super) const INNER: usize = 3;
/// Grams of one question: more leave no fewer entries.
const MOST: usize = 24;
/// Letters from which on a word is kept as a whole: more than a gram has.
const WHOLE: usize = 4;
/// Letters of a word up to which it is looked up as a whole,
pub(super) const LOOKED_UP: usize = 32;
/// and of a piece of a word: indexes take no key of any length, and each piece has as many parts as letters.
const PIECE: usize = 2 * LOOKED_UP;

/// A question, as the index is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// All of it, folded.
    pub folded: String,
    /// Of each word, what an entry has to have.
    pub terms: Vec<Term>,
    /// Words that its text has to hold besides, since grams do not tell.
    pub literal: Vec<String>,
}

/// What an entry that holds a word has to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// All grams of it that no word before has.
    Grams {
        /// The word.
        word: String,
        /// Its own grams.
        grams: Vec<String>,
    },
    /// One of the whole words that it is in; where there is none, no entry holds it.
    Whole(Vec<String>),
}

impl Words {
    /// Of what somebody wrote, by grams alone; none where nothing can be looked for.
    pub fn read(asked: &str) -> Option<Words> {
        let folded = text::fold(asked);
        let (mut known, mut terms, mut literal) = (BTreeSet::new(), Vec::new(), Vec::new());
        for word in folded.split_whitespace() {
            let own = of_word(word);
            let is_asked = is_told(word, &own) && (known.len() < MOST || own.iter().all(|gram| known.contains(gram)));
            let grams = own.into_iter().filter(|gram| known.len() < MOST && known.insert(gram.clone())).collect();
            terms.push(Term::Grams { word: word.to_owned(), grams });
            if !is_asked {
                literal.push(word.to_owned());
            }
        }
        (!known.is_empty()).then_some(Words { folded, terms, literal })
    }

    /// Whether no entry holds one of the words.
    pub fn are_nowhere(&self) -> bool {
        self.terms.iter().any(|term| matches!(term, Term::Whole(words) if words.is_empty()))
    }

    /// All grams that are asked for.
    pub fn grams(&self) -> impl Iterator<Item = &String> {
        self.terms.iter().flat_map(|term| match term {
            Term::Grams { grams, .. } => grams.as_slice(),
            Term::Whole(_) => &[],
        })
    }
}

/// The words of a folded text that are kept as a whole: letters in a row of a script with spaces. A word in which such letters
/// are asked for is one of them, whatever stands beside it. One that is longer than any language's is kept in pieces that
/// overlap, so that whatever is looked up within it stands in one of them.
pub(super) fn whole(folded: &str) -> impl Iterator<Item = &str> {
    let words = folded.split(|c: char| !c.is_alphabetic() || is_spaceless(Some(&c)));
    words.filter(|word| word.chars().nth(WHOLE - 1).is_some()).flat_map(pieces)
}

fn pieces(word: &str) -> Vec<&str> {
    let places: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let letters = places.len() - 1;
    let last = letters.saturating_sub(LOOKED_UP).max(1);
    let piece = |from: usize| word.get(*places.get(from)?..*places.get((from + PIECE).min(letters))?);
    (0..last).step_by(LOOKED_UP).filter_map(piece).collect()
}

/// All grams of a folded text.
pub(super) fn of_text(folded: &str) -> BTreeSet<String> {
    let mut grams = BTreeSet::new();
    for run in runs(folded) {
        let spaceless = is_spaceless(run.first());
        let head = if spaceless { run.len() } else { 1 };
        for at in 0..head {
            grams.extend([1, 2].into_iter().filter_map(|many| part(&run, at, many)));
        }
        if !spaceless {
            grams.extend((0..run.len()).filter_map(|at| part(&run, at, INNER)));
        }
    }
    grams.extend(whole(folded).map(str::to_owned));
    grams
}

/// Grams that every text has that holds this word: so many that each letter is in one.
fn of_word(word: &str) -> Vec<String> {
    let runs: Vec<Vec<char>> = runs(word).collect();
    // Letters that stand before a mark, as in "o@acme", may be the end of a longer word and not its beginning.
    let may_begin = |at: usize| at > 0 || runs.len() == 1 || word.starts_with(|c: char| !c.is_alphanumeric());
    let mut grams = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        let spaceless = is_spaceless(run.first());
        let many = if spaceless { 2 } else { INNER };
        if run.len() >= many {
            // Side by side they tell nearly as much as all of them, and each costs the reading of all that have it.
            let last = run.len() - many;
            let from = (0..last).step_by(many).chain([last]);
            grams.extend(from.filter_map(|from| part(run, from, many)));
        } else if spaceless || may_begin(at) {
            grams.extend(part(run, 0, run.len()));
        }
    }
    grams
}

/// Whether a text that has these grams holds the word.
fn is_told(word: &str, grams: &[String]) -> bool {
    matches!(grams, [only] if only == word)
}

fn part(run: &[char], at: usize, many: usize) -> Option<String> {
    run.get(at..at + many).map(|part| part.iter().collect())
}

/// Letters and digits in a row, of scripts with spaces or of those without.
fn runs(text: &str) -> impl Iterator<Item = Vec<char>> {
    let mut runs: Vec<Vec<char>> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        if !c.is_alphanumeric() {
            open = false;
            continue;
        }
        match runs.last_mut().filter(|run| open && is_spaceless(run.first()) == is_spaceless(Some(&c))) {
            Some(run) => run.push(c),
            None => runs.push(vec![c]),
        }
        open = true;
    }
    runs.into_iter()
}

/// Whether a gram is of a script without spaces: whatever text holds its letters has it.
pub(super) fn is_anywhere(gram: &str) -> bool {
    is_spaceless(gram.chars().next().as_ref())
}

/// Chinese and Japanese, and Korean, whose words are looked for from within.
pub(super) fn is_spaceless(c: Option<&char>) -> bool {
    c.is_some_and(|c| matches!(u32::from(*c), 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<String> {
        of_text(text).into_iter().collect()
    }

    #[test]
    fn words_have_their_beginnings_and_every_three_letters() {
        assert_eq!(all("fjord as"), ["a", "as", "f", "fj", "fjo", "fjord", "jor", "ord"]);
        assert_eq!(all("a-b"), ["a", "b"]);
        assert_eq!(all("北京市ab"), ["a", "ab", "京", "京市", "北", "北京", "市"]);
        assert_eq!(all("% &"), [""; 0]);
    }

    #[test]
    fn questions_say_what_grams_do_not_tell() {
        let grams = |words: &Words| words.grams().cloned().collect::<Vec<_>>().join(" ");
        let read = |asked: &str| Words::read(asked).map(|words| (grams(&words), words.literal.join(" ")));
        let told = |grams: &str, literal: &str| Some((grams.to_owned(), literal.to_owned()));
        assert_eq!(read("No"), told("no", ""));
        assert_eq!(read("kraft no"), told("kra aft no", "kraft"));
        assert_eq!(read("北京市"), told("北京 京市", "北京市"));
        assert_eq!(read("o@acme"), told("acm cme", "o@acme"));
        assert_eq!(read("c++"), told("c", "c++"));
        assert_eq!(read("@no"), told("no", "@no"));
        assert_eq!(read("% kraft"), told("kra aft", "% kraft"));
        // A word whose grams are too many for one question is asked for all the same.
        let long = "abcdefghijklmnopqrstuvwxyzacegikmoqsuwybdfhjlnprtvxzadgjmpsvybehknqtwzcfilorux";
        let read = Words::read(&format!("{long} no")).map(|words| (words.grams().count(), words.literal));
        assert_eq!(read, Some((MOST, vec![long.to_owned(), "no".to_owned()])));
    }

    #[test]
    fn whole_words_are_letters() {
        let kept: Vec<&str> = whole("nordlys as, o@havlin.no 4711 a4711 elv-kraft2x 北京ab北京abcd").collect();
        assert_eq!(kept, ["nordlys", "havlin", "kraft", "abcd"]);
    }

    #[test]
    fn a_word_without_end_is_kept_in_pieces() {
        let letters = |many: u32| (0..many).filter_map(|n| char::from_u32(0x430 + n % 31)).collect::<String>();
        for many in [4, 32, 63, 64, 65, 96, 97, 5_000] {
            let word = letters(many);
            let kept: Vec<&str> = whole(&word).collect();
            assert!(kept.iter().all(|piece| piece.chars().count() <= PIECE), "{many}");
            assert_eq!(kept.len(), usize::try_from(many).unwrap().saturating_sub(LOOKED_UP).div_ceil(LOOKED_UP).max(1));
            let all: Vec<char> = word.chars().collect();
            for asked in all.windows(LOOKED_UP.min(all.len())).map(|part| part.iter().collect::<String>()) {
                assert!(kept.iter().any(|piece| piece.contains(&asked)), "{many}: {asked}");
            }
        }
    }

    #[test]
    fn what_has_nothing_to_look_for_is_no_question() {
        assert_eq!(Words::read("%"), None);
        assert_eq!(Words::read(" "), None);
    }

    proptest! {
        /// Whatever part of a text is asked for from the beginning of a word on is among its grams.
        #[test]
        fn a_text_has_the_grams_of_its_words(text in "[a-z0-9 .@北京大學-]{1,40}", from in 0usize..40, many in 3usize..12) {
            let chars: Vec<char> = text::fold(&text).chars().collect();
            let asked: String = chars.iter().skip(from).take(many).collect();
            let begins = from == 0 || chars.get(from - 1).is_some_and(|c| !c.is_alphanumeric());
            if let (true, Some(words)) = (begins, Words::read(&asked)) {
                let held = of_text(&text::fold(&text));
                prop_assert!(words.grams().all(|gram| held.contains(gram)), "{asked:?} in {text:?}");
            }
        }
    }
}
