//! What is asked of a list, to and from the query of an address: the address is the view.

use domain::Refusal;
use std::fmt::Write as _;

/// Rows of a page where nothing is said.
pub const DEFAULT_LIMIT: usize = 50;
/// Rows of a page at most.
pub const MAX_LIMIT: usize = 1000;

/// What is asked of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListQuery {
    /// The filter grammar (`domain::kernel::filter`).
    pub filter: Option<String>,
    /// Words to search for.
    pub search: Option<String>,
    /// A field, or `-field` for descending; the kind's own where none is given.
    pub sort: Option<String>,
    /// Columns; the kind's own where none are given. `*` means all.
    pub fields: Vec<String>,
    /// Rows of a page; 0 asks for the count alone.
    pub limit: usize,
    /// Where the page begins.
    pub cursor: Option<String>,
    /// Whether to count all, not only up to the cap.
    pub exact: bool,
}

impl Default for ListQuery {
    fn default() -> ListQuery {
        ListQuery {
            filter: None,
            search: None,
            sort: None,
            fields: Vec::new(),
            limit: DEFAULT_LIMIT,
            cursor: None,
            exact: false,
        }
    }
}

impl ListQuery {
    /// The names it reads from an address.
    pub const NAMES: [&'static str; 7] = ["filter", "search", "sort", "fields", "limit", "cursor", "count"];

    /// Everything a filter leaves.
    pub fn filtered(filter: impl Into<String>) -> ListQuery {
        ListQuery { filter: Some(filter.into()), ..ListQuery::default() }
    }

    /// Reads the pairs of a decoded query. Names of others are passed over.
    ///
    /// # Errors
    /// `refusal-limit-range` where the limit is no number up to [`MAX_LIMIT`]; `refusal-count-unknown`.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<ListQuery, Refusal> {
        let mut query = ListQuery::default();
        for (name, value) in pairs {
            // No text holds the null character, and PostgreSQL takes none: it finds nothing, and is no fault of ours.
            let value = &value.replace('\0', " ");
            let text = Some(value.clone()).filter(|v| !v.trim().is_empty());
            match name {
                "filter" => query.filter = text,
                "search" => query.search = text,
                "sort" => query.sort = text,
                "fields" => query.fields = words(value),
                "cursor" => query.cursor = text,
                "limit" => query.limit = limit(value)?,
                "count" if value == "exact" => query.exact = true,
                "count" => return Err(Refusal::new("refusal-count-unknown").at("count").with("value", value)),
                _ => {}
            }
        }
        Ok(query)
    }

    /// The query of an address, encoded, without `?`; empty where nothing is asked.
    pub fn to_query(&self) -> String {
        let fields = Some(self.fields.join(",")).filter(|f| !f.is_empty());
        let limit = Some(self.limit.to_string()).filter(|_| self.limit != DEFAULT_LIMIT);
        let count = self.exact.then(|| "exact".to_owned());
        let values = [&self.filter, &self.search, &self.sort, &fields, &limit, &self.cursor, &count];
        let mut text = String::new();
        for (name, value) in ListQuery::NAMES.iter().zip(values) {
            if let Some(value) = value {
                let _ = write!(text, "{}{name}=", if text.is_empty() { "" } else { "&" });
                encode(value, &mut text);
            }
        }
        text
    }

    /// The same question from its first page.
    #[must_use]
    pub fn first_page(&self) -> ListQuery {
        ListQuery { cursor: None, ..self.clone() }
    }
}

fn words(value: &str) -> Vec<String> {
    value.split(',').map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn limit(value: &str) -> Result<usize, Refusal> {
    let limit = value.trim().parse().ok().filter(|n| *n <= MAX_LIMIT);
    limit.ok_or_else(|| Refusal::new("refusal-limit-range").at("limit").with("limit", MAX_LIMIT))
}

/// Percent-encodes what an address may not hold as it stands.
fn encode(value: &str, into: &mut String) {
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b',' => into.push(char::from(byte)),
            b' ' => into.push('+'),
            _ => {
                let _ = write!(into, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_written_as_an_address() {
        let query = ListQuery {
            filter: Some("name contains \"a&b\"".into()),
            sort: Some("-amount".into()),
            fields: vec!["name".into(), "stage".into()],
            limit: 20,
            ..ListQuery::default()
        };
        assert_eq!(query.to_query(), "filter=name+contains+%22a%26b%22&sort=-amount&fields=name,stage&limit=20");
        assert_eq!(ListQuery::default().to_query(), "");
    }

    #[test]
    fn pairs_are_read_and_the_rest_passed_over() {
        let pairs = [("filter", "owner = me"), ("view", "board"), ("limit", "0"), ("count", "exact"), ("sort", "")];
        let query = ListQuery::from_pairs(pairs).expect("a query");
        assert_eq!(query, ListQuery { limit: 0, exact: true, ..ListQuery::filtered("owner = me") });
        assert!(ListQuery::from_pairs([("limit", "9999")]).is_err());
        assert!(ListQuery::from_pairs([("limit", "-1")]).is_err());
    }
}
