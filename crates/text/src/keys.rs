//! Keys that the checks cannot read from the source as they stand.
//!
//! A key should be written whole where it is used (`t(lang, "nav-today")`), so that a search finds it. Where
//! it comes from data (a stage, a measure, a check), the source writes `format!("stage-{key}")` and the prefix
//! is declared here: every key of the catalogue that begins with it counts as used.

/// Prefixes of keys made from data, each with what follows it.
pub const DYNAMIC_PREFIXES: &[(&str, &str)] = &[("column-", "name of a column of a list")];

/// Prefixes of keys that are written but not shown yet. The list only shrinks, and is empty at the end.
pub const NOT_YET_USED: &[&str] = &["action-", "list-", "nav-", "page-", "record-", "toast-", "word-"];
