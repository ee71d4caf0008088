//! One line of a card or calendar: group, name, parameters and the value as it stands (escaped).
//!
//! Reading brings the ways of all versions to one form: names in capitals, types in small letters, bare parameters
//! of 2.1 as `TYPE` or `ENCODING`, quoted-printable decoded, base64 without spaces. So what is kept can be written
//! in any version and reads back as the same.

use crate::finding::{FindingKind, Findings, beginning};
use crate::lines::Line;
use crate::value;

/// A parameter of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    /// Its name in capitals.
    pub name: String,
    /// Its values; none where it stands bare.
    pub values: Vec<String>,
}

/// A property as it stands.
#[derive(Debug, Clone, Default)]
pub struct Property {
    /// The line it stood on, from 1; 0 where it was made. Where it stood is no part of what it says.
    pub line: u64,
    /// What groups it with others (`item1`), as written.
    pub group: Option<String>,
    /// Its name in capitals.
    pub name: String,
    /// Its parameters.
    pub params: Vec<Param>,
    /// Its value, still escaped.
    pub value: String,
}

impl PartialEq for Property {
    fn eq(&self, other: &Self) -> bool {
        (&self.group, &self.name, &self.params, &self.value) == (&other.group, &other.name, &other.params, &other.value)
    }
}

impl Eq for Property {}

impl Property {
    /// A property with a raw value.
    #[must_use]
    pub fn new(name: &str, value: impl Into<String>) -> Self {
        Self { name: name.to_owned(), value: value.into(), ..Self::default() }
    }

    /// A property with a text as its value.
    #[must_use]
    pub fn text(name: &str, text: &str) -> Self {
        Self::new(name, value::escape(text))
    }

    /// With one more parameter.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Self {
        self.params.push(Param { name: name.to_owned(), values: vec![text.to_owned()] });
        self
    }

    /// The first value of a parameter.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|p| p.name == name)?.values.first().map(String::as_str)
    }

    /// All values of a parameter, which may stand several times.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.params.iter().filter(move |p| p.name == name).flat_map(|p| p.values.iter().map(String::as_str))
    }

    /// The value as a text.
    #[must_use]
    pub fn as_text(&self) -> String {
        value::unescape(&self.value)
    }

    /// Reads a line; findings say what is wrong with it.
    pub(crate) fn read(line: &Line, findings: &mut Findings) -> Option<Self> {
        let read = Self::parse(line.text.trim_start(), line.number);
        match &read {
            None => findings.add(line.number, FindingKind::Unreadable),
            Some(p) if !p.name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => {
                findings.add(line.number, FindingKind::OddName { name: beginning(&p.name) });
            }
            Some(_) => {}
        }
        read
    }

    fn parse(text: &str, line: u64) -> Option<Self> {
        let end = text.find([':', ';'])?;
        let (head, mut rest) = text.split_at(end);
        let (group, name) = match head.trim_end().rsplit_once('.') {
            Some((group, name)) if is_name(group) => (Some(group.to_owned()), name),
            _ => (None, head.trim_end()),
        };
        if !is_name(name) {
            return None;
        }
        let mut params: Vec<Param> = Vec::new();
        while let Some(behind) = rest.strip_prefix(';') {
            let (param, after) = read_param(behind)?;
            params.push(param);
            rest = after;
        }
        let value = rest.strip_prefix(':')?.to_owned();
        let mut property = Self { line, group, name: name.to_ascii_uppercase(), params, value };
        property.normalise();
        Some(property)
    }

    fn normalise(&mut self) {
        for param in &mut self.params {
            if param.values.is_empty() {
                let bare = std::mem::take(&mut param.name);
                let encoding = ["QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"].contains(&bare.as_str());
                param.name = if encoding { "ENCODING" } else { "TYPE" }.to_owned();
                param.values = vec![bare];
            }
            if param.name == "TYPE" {
                let types = param.values.iter().flat_map(|v| v.split(','));
                param.values = types.map(|t| t.trim().to_ascii_lowercase()).filter(|t| !t.is_empty()).collect();
            }
        }
        let encoding = self.param("ENCODING").map(str::to_ascii_uppercase);
        match encoding.as_deref() {
            Some("QUOTED-PRINTABLE") => {
                self.value = value::from_quoted_printable(&self.value, self.param("CHARSET"));
                self.params.retain(|p| p.name != "ENCODING");
            }
            Some("B" | "BASE64") => {
                self.value.retain(|c| !c.is_whitespace());
                let coded = self.params.iter_mut().filter(|p| p.name == "ENCODING");
                coded.for_each(|p| p.values = vec!["b".to_owned()]);
            }
            Some("8BIT" | "7BIT") => self.params.retain(|p| p.name != "ENCODING"),
            _ => {}
        }
        self.params.retain(|p| p.name != "CHARSET" && !p.values.is_empty());
    }

    /// Writes the property as one folded line.
    pub(crate) fn write(&self, out: &mut String) {
        let mut line = String::new();
        if let Some(group) = &self.group {
            line.extend([group.as_str(), "."]);
        }
        line.push_str(&self.name);
        for param in &self.params {
            line.extend([";", param.name.as_str(), "="]);
            let values: Vec<String> = param.values.iter().map(|v| write_param(v)).collect();
            line.push_str(&values.join(","));
        }
        line.push(':');
        line.extend(self.value.chars().filter(|c| *c == '\t' || !c.is_control()));
        fold(&line, out);
    }
}

/// Letters, digits and a few marks; strange ones are kept, but not those that would break a line apart.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || "\"=,\\".contains(c))
}

/// Reads a parameter up to the `;` or `:` behind it.
fn read_param(text: &str) -> Option<(Param, &str)> {
    let end = text.find(['=', ';', ':'])?;
    let (name, mut rest) = text.split_at(end);
    let name = name.trim().to_ascii_uppercase();
    if name.is_empty() || name.contains(['"', ',']) {
        return None;
    }
    let mut values = Vec::new();
    if rest.starts_with('=') {
        while let Some(behind) = rest.strip_prefix(['=', ',']).filter(|_| values.is_empty() || rest.starts_with(',')) {
            let (value, after) = read_param_value(behind)?;
            values.push(value);
            rest = after;
        }
    }
    rest.starts_with([';', ':']).then_some((Param { name, values }, rest))
}

/// Reads a value, in quotes or not, up to what ends it.
fn read_param_value(text: &str) -> Option<(String, &str)> {
    let (raw, rest) = match text.strip_prefix('"') {
        Some(quoted) => {
            let (raw, behind) = quoted.split_once('"')?;
            // What stands behind the closing quote belongs to nothing.
            let end = behind.find([',', ';', ':'])?;
            (raw, behind.get(end..)?)
        }
        None => text.split_at(text.find([',', ';', ':'])?),
    };
    Some((decode_param(raw), rest))
}

/// Carets stand for what a parameter cannot hold (RFC 6868).
fn decode_param(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        let stands_for = match (c, chars.peek()) {
            ('^', Some('n')) => Some('\n'),
            ('^', Some('\'')) => Some('"'),
            ('^', Some('^')) => Some('^'),
            _ => None,
        };
        if stands_for.is_some() {
            chars.next();
        }
        text.push(stands_for.unwrap_or(c));
    }
    text
}

fn write_param(text: &str) -> String {
    let mut raw = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => raw.push_str("^n"),
            '"' => raw.push_str("^'"),
            '^' => raw.push_str("^^"),
            c if c.is_control() && c != '\t' => {}
            c => raw.push(c),
        }
    }
    if raw.contains([':', ';', ',']) { format!("\"{raw}\"") } else { raw }
}

/// Breaks a line after 75 bytes at most, never within a character.
fn fold(line: &str, out: &mut String) {
    const WIDTH: usize = 75;
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > WIDTH {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Property> {
        Property::read(&Line { number: 1, text: text.to_owned() }, &mut Findings::default())
    }

    #[test]
    fn a_line_is_taken_apart() {
        let p = read("item1.Tel;WORK;type=\"home,Fax\",pref;X-A=\"a;b:c\";X-E=:1;2").unwrap();
        assert_eq!((p.group.as_deref(), p.name.as_str(), p.value.as_str()), (Some("item1"), "TEL", "1;2"));
        assert_eq!(p.all("TYPE").collect::<Vec<_>>(), ["work", "home", "fax", "pref"]);
        assert_eq!((p.param("X-A"), p.param("X-E")), (Some("a;b:c"), Some("")));
    }

    #[test]
    fn lines_without_name_or_value_are_refused() {
        for text in ["", "FN", ":x", ";A=b:x", "two words:x", "A;=b:x", "A;B=\"x:y", "A;B"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn carets_and_quotes_of_parameters_come_back() {
        let property = Property::new("X", "v").with("A", "\"a\"^n;\n,").with("B", "plain");
        let mut out = String::new();
        property.write(&mut out);
        assert_eq!(out, "X;A=\"^'a^'^^n;^n,\";B=plain:v\r\n");
        assert_eq!(read(out.trim_end()), Some(property));
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = String::new();
        Property::new("NOTE", "å".repeat(60)).write(&mut out);
        assert!(out.lines().all(|l| l.len() <= 75));
        assert_eq!(out.replace("\r\n ", ""), format!("NOTE:{}\r\n", "å".repeat(60)));
    }
}
