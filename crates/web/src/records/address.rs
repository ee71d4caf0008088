//! The address of a list: filter, search, order, columns and page are all in it, so a view is a link.
//!
//! The filter form sends one input for each field (`f-stage`, `f-close_on-from`), the column form one for each
//! column; such an address is written anew in the one grammar and the browser sent there.

use app::listing::{Kind, ListQuery, Type};
use domain::Refusal;
use domain::custom_fields::PREFIX;
use domain::kernel::filter::{Filter, Op, Operand};

/// What is asked of a list page.
#[derive(Clone, Debug)]
pub struct Address {
    /// The question.
    pub query: ListQuery,
    /// What the page keeps beside it: `view`, `pipeline`.
    pub kept: Vec<(String, String)>,
    /// Whether it came from a form and stands in the address as no link would.
    pub is_loose: bool,
}

/// Names beside those of the question that a list keeps.
const KEPT: [&str; 2] = ["view", "pipeline"];

impl Address {
    /// Reads the pairs of a decoded query.
    ///
    /// # Errors
    /// What the question or its filter refuses.
    pub fn read(kind: &Kind, pairs: &[(String, String)]) -> Result<Address, Refusal> {
        let mut query = ListQuery::from_pairs(pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())))?;
        let (mut is_loose, mut columns, mut kept) = (false, Vec::new(), Vec::new());
        let mut filter = query.filter.as_deref().map(Filter::parse).transpose()?.flatten();
        for (name, value) in pairs {
            match name.as_str() {
                "q" => (is_loose, query.search) = (true, Some(value.clone()).filter(|v| !v.trim().is_empty())),
                "column" => {
                    is_loose = true;
                    columns.push(value.clone());
                }
                name if KEPT.contains(&name) => kept.push((name.to_owned(), value.clone())),
                name => {
                    let Some(field) = name.strip_prefix("f-") else { continue };
                    is_loose = true;
                    if let Some(test) = test(kind, field, value.trim()) {
                        filter = Some(match filter {
                            Some(all) => all.and(test),
                            None => test,
                        });
                    }
                }
            }
        }
        if !columns.is_empty() {
            query.fields = columns;
        }
        if is_loose {
            (query.filter, query.cursor) = (filter.map(|f| f.to_string()), None);
        }
        Ok(Address { query, kept, is_loose })
    }

    /// The list so.
    pub fn href(&self, path: &str) -> String {
        self.with(path, &self.query)
    }

    /// The list with another question, the rest kept.
    pub fn with(&self, path: &str, query: &ListQuery) -> String {
        let mut text = query.to_query();
        for (name, value) in &self.kept {
            let encoded = percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
            text.push_str(&format!("{}{name}={encoded}", if text.is_empty() { "" } else { "&" }));
        }
        if text.is_empty() { path.to_owned() } else { format!("{path}?{text}") }
    }

    /// The value of a name that is kept.
    pub fn kept(&self, name: &str) -> Option<&str> {
        self.kept.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The pairs that forms of the page must keep.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = self.kept.clone();
        let query = &self.query;
        for (name, value) in [("filter", &query.filter), ("search", &query.search), ("sort", &query.sort)] {
            pairs.extend(value.clone().map(|value| (name.to_owned(), value)));
        }
        if !query.fields.is_empty() {
            pairs.push(("fields".to_owned(), query.fields.join(",")));
        }
        pairs
    }

    /// The filter as parts that all must hold, and the list without each.
    pub fn parts(&self, path: &str) -> Vec<(Filter, String)> {
        let Ok(Some(filter)) = Filter::parse(self.query.filter.as_deref().unwrap_or_default()) else {
            return Vec::new();
        };
        let parts = match filter {
            Filter::And(parts) => parts,
            one => vec![one],
        };
        let without = |at: usize| {
            let rest = parts.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, part)| part.clone());
            let filter = rest.reduce(Filter::and).map(|f| f.to_string());
            self.with(path, &ListQuery { filter, ..self.query.first_page() })
        };
        (0..parts.len()).filter_map(|at| Some((parts.get(at)?.clone(), without(at)))).collect()
    }
}

/// The test that an input of the filter form means; none where it is empty.
fn test(kind: &Kind, field: &str, value: &str) -> Option<Filter> {
    if value.is_empty() {
        return None;
    }
    let (key, op) = match (field.strip_suffix("-from"), field.strip_suffix("-to")) {
        (Some(key), _) => (key, Op::AtLeast),
        (_, Some(key)) => (key, Op::AtMost),
        _ => (field, Op::Equal),
    };
    let plain = |text: &str| vec![Operand { text: text.to_owned(), quoted: false }];
    if key.starts_with(PREFIX) {
        return Some(match key.strip_suffix("-has") {
            Some(key) => Filter::test(key, Op::Contains, vec![Operand::quoted(value)]),
            None if op == Op::Equal => Filter::test(key, op, vec![Operand::quoted(value)]),
            None => Filter::test(key, op, plain(value)),
        });
    }
    let known = kind.fields.iter().find(|f| f.key == key)?;
    Some(match known.ty {
        Type::Owner if value == "me" || value == "team" => Filter::test(key, op, plain(value)),
        Type::Text | Type::Name { .. } => Filter::test(key, Op::Contains, vec![Operand::quoted(value)]),
        Type::Bool | Type::Day | Type::Number | Type::Money { .. } => Filter::test(key, op, plain(value)),
        _ => Filter::test(key, op, vec![Operand::quoted(value)]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::listing::kinds::OPPORTUNITIES;

    fn address(pairs: &[(&str, &str)]) -> Address {
        let pairs: Vec<(String, String)> = pairs.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect();
        Address::read(&OPPORTUNITIES, &pairs).unwrap()
    }

    #[test]
    fn a_filter_form_becomes_one_filter() {
        let form = address(&[
            ("filter", "outcome = open"),
            ("q", "pump"),
            ("f-owner", "team"),
            ("f-stage", "closing"),
            ("f-close_on-from", "2026-01-01"),
            ("f-close_on-to", ""),
            ("view", "board"),
        ]);
        assert!(form.is_loose);
        assert_eq!(form.query.search.as_deref(), Some("pump"));
        let filter = form.query.filter.as_deref().unwrap();
        assert!(Filter::parse(filter).unwrap().is_some(), "{filter}");
        assert_eq!(form.parts("/opportunities").len(), 4);
        let again: Vec<(String, String)> = form.pairs();
        let again = Address::read(&OPPORTUNITIES, &again).unwrap();
        assert!(!again.is_loose);
        assert_eq!(again.href("/opportunities"), form.href("/opportunities"));
    }

    #[test]
    fn each_chip_leaves_the_others() {
        let list = address(&[("filter", "outcome = open and owner = me")]);
        let parts = list.parts("/opportunities");
        assert_eq!(parts.len(), 2);
        assert!(parts[0].1.contains("owner") && !parts[0].1.contains("outcome"));
    }
}
