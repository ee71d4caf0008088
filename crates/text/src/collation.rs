//! How names are ordered and matched.
//!
//! **Order.** [`sort_key`] is an ICU collation key that is stored beside the name and compared byte by byte,
//! so both databases and every cursor agree. There is one tailoring for all readers, the Norwegian one with
//! numbers by value: æ, ø, å come after z; ä sorts as æ and ö as ø; other accents stand beside their letter
//! (`Émile` next to `Emile`); case matters only between equals; `Office 2` stands before `Office 10`; Chinese
//! comes after the alphabets, in the order of radicals and strokes. The Norwegian rule that `aa` is `å` is
//! left out: `Aaron` would stand last in every English list, and a name does not tell which it is.
//!
//! Keys change with the Unicode data. [`SORT_KEY_VERSION`] says which data made them; where a store holds
//! another version, its keys must be made anew.
//!
//! **Matching.** [`fold`] gives two spellings of one name the same text.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use std::sync::OnceLock;

/// Which data and rules made a sort key. Raise it with the ICU version or the rules above.
pub const SORT_KEY_VERSION: &str = "icu4x-2.4/nb-kn/1";

/// Ignored in order, but keeps its neighbours from being read as one letter.
const COMBINING_GRAPHEME_JOINER: char = '\u{34f}';

/// The key by which a name is ordered: compare keys byte by byte. Equal keys are equal names but for
/// invisible characters, so lists break ties by id.
pub fn sort_key(name: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(name.len() * 2 + 8);
    let Ok(()) = collator().write_sort_key_to(&split_aa(name), &mut key);
    key
}

#[expect(clippy::expect_used, reason = "the data is compiled in; a test makes a key")]
fn collator() -> &'static CollatorBorrowed<'static> {
    static COLLATOR: OnceLock<CollatorBorrowed<'static>> = OnceLock::new();
    COLLATOR.get_or_init(|| {
        Collator::try_new(locale!("nb-u-kn").into(), CollatorOptions::default()).expect("compiled collation data")
    })
}

fn split_aa(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    let mut follows_a = false;
    for c in name.chars() {
        let is_a = matches!(c, 'a' | 'A');
        if is_a && follows_a {
            out.push(COMBINING_GRAPHEME_JOINER);
        }
        follows_a = is_a;
        out.push(c);
    }
    out
}

/// A name as it is matched: no case, no accents on Latin letters but for å, æ and ø, which are letters of
/// their own; full-width forms made plain; runs of white space one space, none at the ends.
/// Folding twice changes nothing.
pub fn fold(name: &str) -> String {
    let parts = DecomposingNormalizerBorrowed::new_nfkd().normalize(name);
    let mut bare = String::with_capacity(parts.len());
    let mut base = ' ';
    for c in parts.chars().flat_map(char::to_lowercase) {
        if is_mark(c) {
            // å is the one letter we keep that is written with a mark.
            let is_ring = c == '\u{30a}' && base == 'a' && bare.ends_with('a');
            if is_ring || !is_latin(base) {
                bare.push(c);
            }
            continue;
        }
        base = c;
        match plain(c) {
            Some(letters) => bare.push_str(letters),
            None if is_invisible(c) => {}
            None if c.is_whitespace() => {
                if !bare.is_empty() && !bare.ends_with(' ') {
                    bare.push(' ');
                }
            }
            None => bare.push(c),
        }
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(bare.trim_end()).into_owned()
}

/// Letters that do not decompose, in plain ones.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'œ' => "oe",
        'ð' | 'đ' => "d",
        'þ' => "th",
        'ł' => "l",
        'ı' => "i",
        'ς' => "σ",
        '’' | '‘' => "'",
        '‐' | '‑' | '–' => "-",
        _ => return None,
    })
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

const fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | '\u{df}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}
