//! Filters of RFC 7644 §3.4.2.2: `userName eq "kari"`, `active eq true and not (emails[type eq "work"] pr)`.
//!
//! `and` binds closer than `or`. Texts are compared without regard to case but where the schema says otherwise.

use super::Fault;
use super::path::Path;
use super::schema::{self, Attribute, Holds};
use serde_json::Value as Json;
use std::cmp::Ordering;

/// How deep a filter may be nested.
const DEEPEST: usize = 30;
/// The longest filter, in bytes.
const LONGEST: usize = 4000;

/// A filter.
#[derive(Debug)]
pub enum Filter {
    /// A value compared with one of the filter.
    Compare(Path, Comparison, Json),
    /// Whether there is a value.
    Present(Path),
    /// One value of several for which all of it holds.
    Within(Path, Box<Filter>),
    /// Both.
    And(Box<Filter>, Box<Filter>),
    /// Either.
    Or(Box<Filter>, Box<Filter>),
    /// Not.
    Not(Box<Filter>),
}

/// How values are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// The same.
    Eq,
    /// Not the same.
    Ne,
    /// Contains.
    Co,
    /// Starts with.
    Sw,
    /// Ends with.
    Ew,
    /// Greater.
    Gt,
    /// Greater or the same.
    Ge,
    /// Less.
    Lt,
    /// Less or the same.
    Le,
}

impl Comparison {
    fn from_word(word: &str) -> Option<Comparison> {
        use Comparison::{Co, Eq, Ew, Ge, Gt, Le, Lt, Ne, Sw};
        let all = [
            ("eq", Eq),
            ("ne", Ne),
            ("co", Co),
            ("sw", Sw),
            ("ew", Ew),
            ("gt", Gt),
            ("ge", Ge),
            ("lt", Lt),
            ("le", Le),
        ];
        all.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, comparison)| comparison)
    }

    fn holds(self, order: Ordering) -> bool {
        match self {
            Comparison::Gt => order.is_gt(),
            Comparison::Ge => order.is_ge(),
            Comparison::Lt => order.is_lt(),
            Comparison::Le => order.is_le(),
            _ => order.is_eq(),
        }
    }
}

impl Filter {
    /// Reads a filter on users.
    ///
    /// # Errors
    /// A filter that does not read.
    pub fn parse(text: &str) -> Result<Filter, Fault> {
        read(text, None)
    }

    /// Reads a filter on the values of an attribute, as it stands between brackets.
    ///
    /// # Errors
    /// As [`Filter::parse`].
    pub fn within(attribute: &'static Attribute, text: &str) -> Result<Filter, Fault> {
        read(text, Some(attribute))
    }

    /// Whether it holds of a resource, or of one value of an attribute.
    pub fn holds(&self, of: &Json) -> bool {
        match self {
            Filter::And(one, other) => one.holds(of) && other.holds(of),
            Filter::Or(one, other) => one.holds(of) || other.holds(of),
            Filter::Not(inner) => !inner.holds(of),
            Filter::Present(path) => path.values(of).into_iter().any(is_present),
            Filter::Within(path, inner) => match of.get(path.attribute.name) {
                Some(Json::Array(values)) => values.iter().any(|value| inner.holds(value)),
                _ => false,
            },
            Filter::Compare(path, Comparison::Ne, value) => !compared(path, Comparison::Eq, value, of),
            Filter::Compare(path, comparison, value) => compared(path, *comparison, value, of),
        }
    }

    /// What a value must hold for the filter to be true of it, where it says so plainly: `type eq "work"`.
    pub fn says(&self) -> Vec<(&'static str, Json)> {
        match self {
            Filter::Compare(path, Comparison::Eq, value) => vec![(path.leaf().name, value.clone())],
            Filter::And(one, other) => one.says().into_iter().chain(other.says()).collect(),
            _ => Vec::new(),
        }
    }
}

fn is_present(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::String(text) => !text.is_empty(),
        Json::Array(values) => !values.is_empty(),
        Json::Object(map) => !map.is_empty(),
        _ => true,
    }
}

fn compared(path: &Path, comparison: Comparison, value: &Json, of: &Json) -> bool {
    let values = path.values(of);
    match value {
        Json::Null => values.is_empty(),
        _ => values.into_iter().any(|found| one_compared(path.leaf(), comparison, found, value)),
    }
}

fn one_compared(leaf: &Attribute, comparison: Comparison, found: &Json, value: &Json) -> bool {
    let (Json::String(found), Json::String(value)) = (found, value) else { return found == value };
    if let (Holds::Instant, Ok(found), Ok(value)) =
        (leaf.holds, found.parse::<jiff::Timestamp>(), value.parse::<jiff::Timestamp>())
    {
        return comparison.holds(found.cmp(&value));
    }
    let is_exact = matches!(leaf.holds, Holds::Text { exact: true } | Holds::Link);
    let folded = |text: &str| if is_exact { text.to_owned() } else { text.to_lowercase() };
    let (found, value) = (folded(found), folded(value));
    match comparison {
        Comparison::Co => found.contains(&value),
        Comparison::Sw => found.starts_with(&value),
        Comparison::Ew => found.ends_with(&value),
        other => other.holds(found.cmp(&value)),
    }
}

fn read(text: &str, inside: Option<&'static Attribute>) -> Result<Filter, Fault> {
    let fault = || Fault::filter(text);
    if text.len() > LONGEST {
        return Err(Fault::filter("…"));
    }
    let words = words(text).ok_or_else(fault)?;
    let mut reader = Reader { words: &words, at: 0, inside, depth: 0 };
    let filter = reader.either().ok_or_else(fault)?;
    if reader.at == words.len() { Ok(filter) } else { Err(fault()) }
}

#[derive(Clone, PartialEq, Debug)]
enum Word {
    Open,
    Close,
    OpenValues,
    CloseValues,
    Name(String),
    Value(Json),
}

/// The words of a filter; none where a text does not end.
fn words(text: &str) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, length) = match first {
            '(' => (Word::Open, 1),
            ')' => (Word::Close, 1),
            '[' => (Word::OpenValues, 1),
            ']' => (Word::CloseValues, 1),
            '"' => {
                let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Json>();
                let value = values.next()?.ok()?;
                (Word::Value(value), values.byte_offset())
            }
            _ => {
                let is_end = |c: char| c.is_whitespace() || "()[]\"".contains(c);
                let length = rest.find(is_end).unwrap_or(rest.len());
                (Word::Name(rest.get(..length)?.to_owned()), length)
            }
        };
        words.push(word);
        rest = rest.get(length..)?.trim_start();
    }
    Some(words)
}

struct Reader<'w> {
    words: &'w [Word],
    at: usize,
    inside: Option<&'static Attribute>,
    depth: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<&Word> {
        let word = self.words.get(self.at)?;
        self.at += 1;
        Some(word)
    }

    fn takes(&mut self, wanted: &str) -> bool {
        let is_it = matches!(self.words.get(self.at), Some(Word::Name(name)) if name.eq_ignore_ascii_case(wanted));
        self.at += usize::from(is_it);
        is_it
    }

    fn takes_sign(&mut self, wanted: &Word) -> bool {
        let is_it = self.words.get(self.at) == Some(wanted);
        self.at += usize::from(is_it);
        is_it
    }

    fn either(&mut self) -> Option<Filter> {
        let mut filter = self.both()?;
        while self.takes("or") {
            filter = Filter::Or(Box::new(filter), Box::new(self.both()?));
        }
        Some(filter)
    }

    fn both(&mut self) -> Option<Filter> {
        let mut filter = self.one()?;
        while self.takes("and") {
            filter = Filter::And(Box::new(filter), Box::new(self.one()?));
        }
        Some(filter)
    }

    fn one(&mut self) -> Option<Filter> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let filter = if self.takes("not") {
            if !self.takes_sign(&Word::Open) {
                return None;
            }
            Filter::Not(Box::new(self.closed()?))
        } else if self.takes_sign(&Word::Open) {
            self.closed()?
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Some(filter)
    }

    /// What stands before a closing bracket.
    fn closed(&mut self) -> Option<Filter> {
        let inner = self.either()?;
        self.takes_sign(&Word::Close).then_some(inner)
    }

    fn comparison(&mut self) -> Option<Filter> {
        let Word::Name(name) = self.next()?.clone() else { return None };
        let path = self.path(&name)?;
        if self.inside.is_none() && path.attribute.many && path.part.is_none() && self.takes_sign(&Word::OpenValues) {
            self.inside = Some(path.attribute);
            let inner = self.either()?;
            self.inside = None;
            return self.takes_sign(&Word::CloseValues).then(|| Filter::Within(path, Box::new(inner)));
        }
        if self.takes("pr") {
            return Some(Filter::Present(path));
        }
        let Word::Name(word) = self.next()? else { return None };
        let comparison = Comparison::from_word(word)?;
        let value = match self.next()? {
            Word::Value(value) => value.clone(),
            Word::Name(plain) => serde_json::from_str(&plain.to_lowercase()).ok()?,
            _ => return None,
        };
        fits(path.leaf(), comparison, &value).then_some(Filter::Compare(path, comparison, value))
    }

    fn path(&self, name: &str) -> Option<Path> {
        match self.inside {
            Some(attribute) => Some(Path { attribute: schema::found(attribute.parts(), name)?, part: None }),
            None => Path::parse(name).ok().filter(|path| !path.attribute.hidden),
        }
    }
}

/// Whether such a value can be compared so: yes and no have no order.
fn fits(leaf: &Attribute, comparison: Comparison, value: &Json) -> bool {
    let is_same = matches!(comparison, Comparison::Eq | Comparison::Ne);
    match (leaf.holds, value) {
        (_, Json::Null) => is_same,
        (Holds::Bool, Json::Bool(_)) => is_same,
        (Holds::Text { .. } | Holds::Link | Holds::Instant, Json::String(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn filters_hold_as_the_rfc_says() {
        let kari = json!({
            "id": "A", "userName": "Kari", "active": true, "name": { "familyName": "Nord" },
            "emails": [{ "value": "kari@example.test", "type": "work" }, { "value": "k@home.test", "type": "home" }],
            "meta": { "created": "2026-01-02T03:04:05Z" },
        });
        let holds = |filter: &str| Filter::parse(filter).map(|filter| filter.holds(&kari)).ok();
        for (filter, expected) in [
            ("userName eq \"kari\"", Some(true)),
            ("USERNAME Eq \"KARI\"", Some(true)),
            ("urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"ka\"", Some(true)),
            ("id eq \"a\"", Some(false)),
            ("userName ne \"kari\"", Some(false)),
            ("title ne \"x\"", Some(true)),
            ("title pr", Some(false)),
            ("title eq null", Some(true)),
            ("active eq true and name.familyName co \"OR\"", Some(true)),
            ("active eq False or userName ew \"ri\"", Some(true)),
            ("title pr or title pr and userName pr", Some(false)),
            ("(title pr or userName pr) and not (title pr)", Some(true)),
            ("emails eq \"k@home.test\"", Some(true)),
            ("emails.type eq \"home\"", Some(true)),
            ("emails[type eq \"work\" and value sw \"k@\"]", Some(false)),
            ("emails[type eq \"home\" and value sw \"k@\"] and active eq true", Some(true)),
            ("meta.created gt \"2026-01-02T04:04:04+01:00\"", Some(true)),
            ("meta.created lt \"2026-01-02T03:04:05Z\"", Some(false)),
            ("userName eq \"a\\\"b\"", Some(false)),
            ("userName", None),
            ("userName eq", None),
            ("userName eq kari", None),
            ("userName eq \"kari", None),
            ("password pr", None),
            ("nothing pr", None),
            ("active gt true", None),
            ("active eq \"true\"", None),
            ("(userName pr", None),
            ("userName pr)", None),
            ("emails[type eq \"work\"", None),
            ("", None),
        ] {
            assert_eq!(holds(filter), expected, "{filter}");
        }
        assert_eq!(holds(&format!("{}userName pr{}", "(".repeat(5000), ")".repeat(5000))), None);
        assert_eq!(holds(&format!("{}userName pr{}", "(".repeat(40), ")".repeat(40))), None);
    }
}
