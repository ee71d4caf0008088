//! Whether a field may be defined so.

use super::{CustomField, FieldKind, MOST_CHOICES, MOST_FIELDS, NOUNS, PREFIX, TARGETS};
use crate::kernel::Refusal;
use std::collections::HashSet;

/// Characters of a key at most, the prefix included: columns are called by it, on either engine.
const LONGEST_KEY: usize = 50;
/// Characters of a label at most.
const LONGEST_LABEL: usize = 100;
/// Decimals of a number at most.
const MOST_DECIMALS: u8 = 6;

/// The key that a label makes: small letters, digits and underscores behind the prefix; none of a label without any.
pub fn key_of(label: &str) -> Option<String> {
    let mut key = String::new();
    for c in text_folded(label).chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with('_') {
            key.push('_');
        }
    }
    key.truncate(LONGEST_KEY - PREFIX.len());
    let key = key.trim_end_matches('_');
    (!key.is_empty()).then(|| format!("{PREFIX}{key}"))
}

/// The key of a choice that has none yet, from its label: letters and digits of any language, underscores between.
pub fn choice_key(label: &str) -> String {
    let mut key = String::new();
    for c in label.trim().to_lowercase().chars() {
        match c {
            c if c.is_alphanumeric() => key.push(c),
            _ if key.ends_with('_') || key.is_empty() => {}
            _ => key.push('_'),
        }
    }
    key.trim_end_matches('_').to_owned()
}

/// Small letters, those of our languages without their marks.
fn text_folded(label: &str) -> String {
    label
        .to_lowercase()
        .replace(['å', 'ä', 'æ', 'á', 'à', 'ã'], "a")
        .replace(['ø', 'ö', 'ó', 'õ'], "o")
        .replace(['é', 'è', 'ê'], "e")
}

/// That a field holds together, beside the others of its kind of record. `old` is the field as it stands, where it is
/// changed.
///
/// # Errors
/// One refusal for each fault, at its field.
pub fn check(field: &CustomField, old: Option<&CustomField>, others: &[CustomField]) -> Result<(), Vec<Refusal>> {
    let mut faults = Vec::new();
    let mut fault = |is: bool, code: &str, at: &'static str| {
        if is {
            faults.push(Refusal::new(code).at(at));
        }
    };
    fault(!NOUNS.contains(&field.noun), "refusal-field-noun", "noun");
    fault(field.label.trim().is_empty(), "refusal-name-empty", "label");
    fault(field.label.chars().count() > LONGEST_LABEL, "refusal-field-label-long", "label");
    fault(!is_key(&field.key), "refusal-field-key", "key");
    let same = |other: &&CustomField| other.id != field.id && other.noun == field.noun;
    let meets = |other: &CustomField| places(other).iter().any(|place| places(field).contains(place));
    fault(others.iter().filter(same).any(meets), "refusal-field-key-taken", "key");
    fault(old.is_none() && others.iter().filter(same).count() >= MOST_FIELDS, "refusal-field-most", "key");
    // What is stored stays readable: neither where it is stored nor how it is written changes.
    let moved = |old: &CustomField| {
        (&old.key, old.noun, old.kind, old.decimals, old.target)
            != (&field.key, field.noun, field.kind, field.decimals, field.target)
    };
    fault(old.is_some_and(moved), "refusal-field-fixed", "kind");
    fault(
        field.kind.has_choices() && field.choices.iter().all(|c| c.is_retired),
        "refusal-field-choices-none",
        "choices",
    );
    fault(!field.kind.has_choices() && !field.choices.is_empty(), "refusal-field-choices-unfit", "choices");
    fault(field.choices.len() > MOST_CHOICES, "refusal-field-choices-many", "choices");
    let mut seen = HashSet::new();
    fault(field.choices.iter().any(|c| !seen.insert(c.key.as_str())), "refusal-field-choices-twice", "choices");
    let named = |c: &super::FieldChoice| {
        c.label.trim().is_empty()
            || c.key.is_empty()
            || c.key.contains(|sign: char| sign == '|' || sign.is_whitespace())
    };
    fault(field.choices.iter().any(named), "refusal-field-choices-empty", "choices");
    fault(field.choices.iter().any(|c| c.label.contains(';')), "refusal-field-choices-sign", "choices");
    let gone = |old: &CustomField| old.choices.iter().any(|was| field.choices.iter().all(|c| c.key != was.key));
    fault(old.is_some_and(gone), "refusal-field-choices-gone", "choices");
    fault((field.kind == FieldKind::Record) != field.target.is_some(), "refusal-field-target", "target");
    fault(field.target.is_some_and(|target| !TARGETS.contains(&target)), "refusal-field-target", "target");
    fault(field.decimals > MOST_DECIMALS, "refusal-field-decimals", "decimals");
    fault(field.decimals > 0 && field.kind != FieldKind::Number, "refusal-field-decimals", "decimals");
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// What a field's values are stored by: its key, and the currency of an amount beside it.
fn places(field: &CustomField) -> Vec<String> {
    let beside = (field.kind == FieldKind::Money).then(|| format!("{}_currency", field.key));
    std::iter::once(field.key.clone()).chain(beside).collect()
}

/// Small letters, digits and underscores behind the prefix.
pub fn is_key(key: &str) -> bool {
    let rest = key.strip_prefix(PREFIX).unwrap_or_default();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    rest.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && rest.chars().all(fits)
        && key.len() <= LONGEST_KEY
}
