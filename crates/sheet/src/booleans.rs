//! Yes and no in the words and signs of English, Norwegian and Chinese spreadsheets.

const WORDS: [(&str, bool); 28] = [
    ("true", true),
    ("false", false),
    ("yes", true),
    ("no", false),
    ("y", true),
    ("n", false),
    ("t", true),
    ("f", false),
    ("1", true),
    ("0", false),
    ("on", true),
    ("off", false),
    ("ja", true),
    ("nei", false),
    ("j", true),
    ("sann", true),
    ("usann", false),
    ("x", true),
    ("✓", true),
    ("✔", true),
    ("✗", false),
    ("是", true),
    ("否", false),
    ("真", true),
    ("假", false),
    ("对", true),
    ("错", false),
    ("有", true),
];

/// The value a cell stands for; `None` when it is neither.
#[must_use]
pub fn parse(text: &str) -> Option<bool> {
    let word = text.trim().to_lowercase();
    WORDS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

/// Whether every value that is not blank stands for yes or no, and there is one.
pub fn detect<'v>(values: impl Iterator<Item = &'v str>) -> bool {
    let mut filled = values.filter(|value| !value.trim().is_empty()).peekable();
    filled.peek().is_some() && filled.all(|value| parse(value).is_some())
}
