//! How long a text may be: names and addresses stand in indexes, whose entries have an end.

use super::Refusal;

/// Characters of a name at most.
pub const NAME: usize = 255;
/// Characters of any other text of one line by which records are found or told apart.
pub const LINE: usize = 255;

/// That a name is there and fits.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long` at the field.
pub fn named(text: &str, field: &str) -> Result<(), Refusal> {
    within(text, field, NAME)
}

/// The same, with a length of its own.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long` at the field.
pub fn within(text: &str, field: &str, most: usize) -> Result<(), Refusal> {
    match text.trim().chars().count() {
        0 => Err(Refusal::new("refusal-name-empty").at(field)),
        length if length > most => Err(Refusal::new("refusal-name-long").at(field).with("limit", most)),
        _ => Ok(()),
    }
}

/// That each of the texts of one line fits, where there is one.
///
/// # Errors
/// `refusal-text-long` at the first field that holds more.
pub fn lines<'t>(texts: impl IntoIterator<Item = (&'static str, Option<&'t String>)>) -> Result<(), Refusal> {
    for (field, text) in texts {
        let count = text.map_or(0, |text| text.chars().count());
        if count > LINE {
            return Err(Refusal::new("refusal-text-long").at(field).with("most", LINE).with("count", count));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_and_not_bytes() {
        assert_eq!(named(&"客".repeat(NAME), "name"), Ok(()));
        let code = |refused: Result<(), Refusal>| refused.unwrap_err().code;
        assert_eq!(code(named(&"客".repeat(NAME + 1), "name")), "refusal-name-long");
        assert_eq!(code(named(" \t", "name")), "refusal-name-empty");
        let (fits, long) = ("x".repeat(LINE), "x".repeat(LINE + 1));
        assert_eq!(lines([("phone", Some(&fits)), ("city", None)]), Ok(()));
        let refused = lines([("phone", Some(&fits)), ("city", Some(&long))]).unwrap_err();
        assert_eq!((refused.code.as_str(), refused.field.as_deref()), ("refusal-text-long", Some("city")));
    }
}
