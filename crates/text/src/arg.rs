//! What may be put into a text.

use fluent_bundle::FluentValue;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use std::borrow::Cow;

/// An argument of a text. Numbers choose plurals and are written by language; words go in as they are.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    /// A word, or anything already formatted (money, a day).
    Text(Cow<'a, str>),
    /// A count: `1234` is written `1,234` in English.
    Number(i64),
    /// A number that names rather than counts (a line, a year): chooses plurals, never grouped.
    Plain(i64),
}

impl<'a> Arg<'a> {
    /// As Fluent wants it.
    pub(crate) fn value(&self) -> FluentValue<'_> {
        match self {
            Arg::Text(text) => FluentValue::String(Cow::Borrowed(text.as_ref())),
            Arg::Number(n) => FluentValue::Number(number(*n, true)),
            Arg::Plain(n) => FluentValue::Number(number(*n, false)),
        }
    }

    /// An argument of which only the text is known: a whole number becomes [`Arg::Plain`].
    pub fn guess(text: &'a str) -> Arg<'a> {
        match text.parse::<i64>() {
            Ok(n) if n.to_string() == text => Arg::Plain(n),
            _ => Arg::Text(Cow::Borrowed(text)),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "Fluent counts in f64; a count beyond 2^53 is never shown")]
fn number(n: i64, use_grouping: bool) -> FluentNumber {
    let options = FluentNumberOptions { use_grouping, maximum_fraction_digits: Some(0), ..Default::default() };
    FluentNumber::new(n as f64, options)
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Arg<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Arg::Text(text)
    }
}

impl From<i64> for Arg<'_> {
    fn from(n: i64) -> Self {
        Arg::Number(n)
    }
}

impl From<i32> for Arg<'_> {
    fn from(n: i32) -> Self {
        Arg::Number(n.into())
    }
}

impl From<u32> for Arg<'_> {
    fn from(n: u32) -> Self {
        Arg::Number(n.into())
    }
}

impl From<usize> for Arg<'_> {
    fn from(n: usize) -> Self {
        Arg::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }
}
