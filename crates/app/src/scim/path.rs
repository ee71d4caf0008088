//! Where in a resource something stands: `userName`, `name.familyName`, `emails[type eq "work"].value`.

use super::Fault;
use super::filter::Filter;
use super::schema::{self, Attribute};
use serde_json::Value as Json;

/// An attribute, or one of its own.
#[derive(Clone, Copy, Debug)]
pub struct Path {
    /// The attribute.
    pub attribute: &'static Attribute,
    /// One of its own.
    pub part: Option<&'static Attribute>,
}

/// A path that may choose among several values.
#[derive(Debug)]
pub struct Target {
    /// The attribute, or one of its own.
    pub path: Path,
    /// Which of its values.
    pub which: Option<Filter>,
}

impl Path {
    /// Reads `name.familyName`, with or without the schema before it.
    ///
    /// # Errors
    /// An attribute that nobody knows.
    pub fn parse(text: &str) -> Result<Path, Fault> {
        let unknown = || Fault::path(text);
        let plain = without_schema(text);
        let (name, part) = match plain.split_once('.') {
            Some((name, part)) => (name, Some(part)),
            None => (plain, None),
        };
        let attribute = schema::attribute(name).ok_or_else(unknown)?;
        let part = part.map(|part| schema::found(attribute.parts(), part).ok_or_else(unknown)).transpose()?;
        Ok(Path { attribute, part })
    }

    /// The attribute that values are compared by.
    pub fn leaf(&self) -> &'static Attribute {
        let value = || schema::found(self.attribute.parts(), "value").filter(|_| self.attribute.many);
        self.part.or_else(value).unwrap_or(self.attribute)
    }

    /// Every value it has in a resource.
    pub fn values<'r>(&self, resource: &'r Json) -> Vec<&'r Json> {
        let whole = match resource.get(self.attribute.name) {
            Some(Json::Array(values)) => values.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        let leaf = self.leaf();
        if std::ptr::eq(leaf, self.attribute) {
            return whole;
        }
        whole.into_iter().filter_map(|value| value.get(leaf.name)).collect()
    }
}

impl Target {
    /// Reads the path of an operation.
    ///
    /// # Errors
    /// A path or a filter that does not read.
    pub fn parse(text: &str) -> Result<Target, Fault> {
        let text = text.trim();
        let Some((name, rest)) = text.split_once('[') else {
            return Ok(Target { path: Path::parse(text)?, which: None });
        };
        let (inside, after) = rest.rsplit_once(']').ok_or_else(|| Fault::path(text))?;
        let mut path = Path::parse(name)?;
        if !path.attribute.many || path.part.is_some() {
            return Err(Fault::path(text));
        }
        if !after.is_empty() {
            let part = after.strip_prefix('.').and_then(|part| schema::found(path.attribute.parts(), part));
            path.part = Some(part.ok_or_else(|| Fault::path(text))?);
        }
        Ok(Target { path, which: Some(Filter::within(path.attribute, inside)?) })
    }
}

fn without_schema(text: &str) -> &str {
    let is_urn = text.get(..schema::USER.len()).is_some_and(|head| head.eq_ignore_ascii_case(schema::USER));
    let rest = text.get(schema::USER.len()..).filter(|_| is_urn).and_then(|rest| rest.strip_prefix(':'));
    rest.unwrap_or(text)
}
