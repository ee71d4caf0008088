//! The one filter grammar of web lists, API and command line: text ↔ tree. What a field means is the list's.
//!
//! ```text
//! filter = all ("or" all)*        all = one ("and" one)*        one = "not" one | "(" filter ")" | test
//! test   = field ("=" | "!=" | "<" | "<=" | ">" | ">=" | "contains" | "starts with" | "under") value
//!        | field ["not"] "in" "(" value ("," value)* ")" | field "is" ["not"] "empty"
//! value  = "quoted" | 'quoted' | bare word, number, YYYY-MM-DD, today, today-30d, me, team
//! ```
//! Words of the grammar ignore case. A quote inside quotes is written twice. Printing a tree and reading it
//! again gives the same tree. Faults name the character they stand at, counted from 1.

mod fits;
mod read;

pub use fits::Plain;

use super::{Day, Refusal};
use std::fmt::{self, Display as _};

/// The most characters a filter may have.
pub const LENGTH: usize = 4000;
/// How deep brackets and `not` may nest.
pub const DEPTH: usize = 32;

/// What a record must satisfy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Each of them.
    And(Vec<Filter>),
    /// At least one of them.
    Or(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// A test of one field.
    Test(Test),
}

/// One field against values.
#[derive(Clone, Debug)]
pub struct Test {
    /// The field, lower case.
    pub field: String,
    /// How.
    pub op: Op,
    /// Against what: none for empty, one for most, any number for in.
    pub operands: Vec<Operand>,
    /// The character the test begins at, from 1; not part of what it says.
    pub at: usize,
}

impl PartialEq for Test {
    fn eq(&self, other: &Test) -> bool {
        (&self.field, self.op, &self.operands) == (&other.field, other.op, &other.operands)
    }
}
impl Eq for Test {}

/// How a field is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `=`
    Equal,
    /// `!=`: also true where there is no value.
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `contains`
    Contains,
    /// `starts with`
    StartsWith,
    /// `in`
    In,
    /// `not in`: also true where there is no value.
    NotIn,
    /// `under`: a position, and everyone below it.
    Under,
    /// `is empty`
    Empty,
    /// `is not empty`
    NotEmpty,
}

/// A value as written. What it means depends on the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand {
    /// The text, without quotes.
    pub text: String,
    /// Whether it stood in quotes: then `me`, `team` and `today` are only text.
    pub quoted: bool,
}

/// Words with a meaning in the grammar: as values they need quotes.
const WORDS: [&str; 10] = ["and", "or", "not", "in", "is", "empty", "contains", "starts", "with", "under"];

impl Operand {
    /// Text in quotes.
    pub fn quoted(text: impl Into<String>) -> Operand {
        Operand { text: text.into(), quoted: true }
    }
    /// Whether it is this word, without quotes.
    pub fn is(&self, word: &str) -> bool {
        !self.quoted && self.text.eq_ignore_ascii_case(word)
    }
    /// The day it names: `2017-03-01`, `today`, `today-30d`, `today+2w`.
    pub fn day(&self, today: Day) -> Option<Day> {
        if let Ok(day) = self.text.parse() {
            return Some(day);
        }
        let text = self.text.to_ascii_lowercase();
        let rest = text.strip_prefix("today").filter(|_| !self.quoted)?;
        if rest.is_empty() {
            return Some(today);
        }
        let (unit, amount) = (rest.chars().next_back()?, rest.get(..rest.len() - 1)?);
        let (sign, size) = amount.split_at_checked(1)?;
        let size: i64 = size.bytes().all(|b| b.is_ascii_digit()).then(|| size.parse().ok())??;
        let days = if sign == "-" { -size } else { (sign == "+").then_some(size)? };
        match unit {
            'd' => Some(today.plus(days)),
            'w' => Some(today.plus(days.checked_mul(7)?)),
            'm' => Some(today.plus_months(i32::try_from(days).ok()?)),
            _ => None,
        }
    }
}

impl Filter {
    /// Reads a filter. An empty text is none.
    ///
    /// # Errors
    /// `refusal-filter-…`, at field `filter`, with what was found and the character it stands at.
    pub fn parse(text: &str) -> Result<Option<Filter>, Refusal> {
        read::filter(text)
    }

    /// A test of one field.
    pub fn test(field: &str, op: Op, operands: Vec<Operand>) -> Filter {
        Filter::Test(Test { field: field.to_owned(), op, operands, at: 1 })
    }

    /// Both, with no more brackets than needed.
    #[must_use]
    pub fn and(self, other: Filter) -> Filter {
        match (self, other) {
            (Filter::And(mut all), Filter::And(more)) => {
                all.extend(more);
                Filter::And(all)
            }
            (Filter::And(mut all), one) => {
                all.push(one);
                Filter::And(all)
            }
            (one, Filter::And(more)) => Filter::And(std::iter::once(one).chain(more).collect()),
            (one, other) => Filter::And(vec![one, other]),
        }
    }

    /// Every test in it, in order.
    pub fn tests(&self) -> Vec<&Test> {
        match self {
            Filter::And(all) | Filter::Or(all) => all.iter().flat_map(Filter::tests).collect(),
            Filter::Not(one) => one.tests(),
            Filter::Test(test) => vec![test],
        }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, within: Within) -> fmt::Result {
        let (parts, word, own) = match self {
            Filter::And(all) => (all, " and ", Within::And),
            Filter::Or(all) => (all, " or ", Within::Or),
            Filter::Not(one) => {
                f.write_str("not ")?;
                return one.write(f, Within::Not);
            }
            Filter::Test(test) => return test.fmt(f),
        };
        let bracketed = within != Within::Nothing && (own, within) != (Within::And, Within::Or);
        f.write_str(if bracketed { "(" } else { "" })?;
        for (i, part) in parts.iter().enumerate() {
            f.write_str(if i > 0 { word } else { "" })?;
            part.write(f, own)?;
        }
        f.write_str(if bracketed { ")" } else { "" })
    }
}

/// What a part stands in: decides its brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    And,
    Or,
    Not,
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, Within::Nothing)
    }
}

impl Op {
    /// As written.
    pub fn word(self) -> &'static str {
        match self {
            Op::Equal => "=",
            Op::NotEqual => "!=",
            Op::Less => "<",
            Op::AtMost => "<=",
            Op::Greater => ">",
            Op::AtLeast => ">=",
            Op::Contains => "contains",
            Op::StartsWith => "starts with",
            Op::In => "in",
            Op::NotIn => "not in",
            Op::Under => "under",
            Op::Empty => "is empty",
            Op::NotEmpty => "is not empty",
        }
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.field, self.op.word())?;
        let many = matches!(self.op, Op::In | Op::NotIn);
        f.write_str(if many { " (" } else { "" })?;
        for (i, operand) in self.operands.iter().enumerate() {
            f.write_str(match (i, many) {
                (0, true) => "",
                (_, true) => ", ",
                (_, false) => " ",
            })?;
            operand.fmt(f)?;
        }
        f.write_str(if many { ")" } else { "" })
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.quoted { write!(f, "\"{}\"", self.text.replace('"', "\"\"")) } else { f.write_str(&self.text) }
    }
}

#[cfg(test)]
mod tests;
