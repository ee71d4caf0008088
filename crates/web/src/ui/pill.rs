//! The small things read at a glance: tone, pill, dot, face, count, money.

use maud::{Markup, html};

/// What a colour means. There are few, and each keeps its meaning everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// No meaning; or planned, beside a next step.
    #[default]
    Plain,
    /// The product's own colour: chosen, current.
    Accent,
    /// Won, ahead, done.
    Won,
    /// Lost, behind, wrong.
    Lost,
    /// Overdue.
    Late,
    /// Due today.
    Today,
    /// Nothing planned; watch.
    None,
}

impl Tone {
    /// The class of the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Accent => "accent",
            Tone::Won => "won",
            Tone::Lost => "lost",
            Tone::Late => "late",
            Tone::Today => "today",
            Tone::None => "none",
        }
    }
}

/// A word or two on a ground of their colour.
pub fn pill(tone: Tone, text: &str) -> Markup {
    html! { span class={ "pill " (tone.class()) } { (text) } }
}

/// The dot before a next step. Its words stand beside it, so it is hidden from those who listen.
pub fn dot(tone: Tone) -> Markup {
    html! { span class={ "dot " (tone.class()) } aria-hidden="true" {} }
}

/// Two letters for a person, the whole name on demand.
pub fn face(name: &str) -> Markup {
    html! { span class="face" role="img" aria-label=(name) title=(name) { (initials(name)) } }
}

/// The letters a person is known by at a glance: first and last initial, or the first character of a name
/// in Chinese characters.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|w| w.chars().find(|c| c.is_alphanumeric()));
    let Some(first) = words.next() else { return "·".to_owned() };
    // A Chinese character says enough, and is as wide as two letters.
    match words.next_back() {
        _ if is_han(first) => first.to_string(),
        Some(last) if is_han(last) => last.to_string(),
        Some(last) => format!("{first}{last}").to_uppercase(),
        None => first.to_uppercase().to_string(),
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// An amount or another figure in a column of figures: set right, digits of equal width.
pub fn number(text: &str) -> Markup {
    html! { span class="number" { (text) } }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_of_names_from_everywhere() {
        assert_eq!(initials("Pål Henriksen"), "PH");
        assert_eq!(initials("Anna Maria van der Berg"), "AB");
        assert_eq!(initials("陈瑜"), "陈");
        assert_eq!((initials("Wei 王"), initials("王 Wei")), ("王".to_owned(), "王".to_owned()));
        assert_eq!(initials("øyvind"), "Ø");
        assert_eq!(initials("  "), "·");
    }
}
