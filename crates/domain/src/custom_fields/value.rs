//! A value, whether it fits its field, and the one form in which it is stored and shown.

use super::{CustomField, FieldKind, LONGEST_TEXT};
use crate::kernel::{Currency, Day, Money, Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A value in its one form. Days, ids and numbers with decimals are text, as in JSON everywhere.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FieldValue {
    /// Yes or no.
    YesNo(bool),
    /// A whole number.
    Whole(i64),
    /// An amount.
    Money(Money),
    /// Words of the field.
    Words(Vec<String>),
    /// Anything that is written as text.
    Text(String),
}

/// A value as somebody gives it: from JSON, a form or a file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Given {
    /// In a form that values have, or one that reads as one.
    Value(FieldValue),
    /// A number with a point.
    Real(f64),
}

impl Given {
    /// In a form that values have; a number with a point is text.
    pub fn plain(self) -> FieldValue {
        match self {
            Given::Value(value) => value,
            Given::Real(number) => FieldValue::Text(number.to_string()),
        }
    }
}

/// A value as the field holds it: trimmed, in its one form; none where it is empty. An amount without a currency is of the
/// company's.
///
/// # Errors
/// A refusal at the field's key, with the value and what would fit.
pub fn fitting(field: &CustomField, given: &Given, company: Currency) -> Result<Option<FieldValue>, Refusal> {
    let value = given.clone().plain();
    if is_none(&value) {
        return Ok(None);
    }
    let text = || text(&value);
    let found = match field.kind {
        FieldKind::Text => text().filter(|text| text.chars().count() <= LONGEST_TEXT),
        FieldKind::Date => text().and_then(|text| Some(text.parse::<Day>().ok()?.to_string())),
        FieldKind::Choice => text().and_then(|word| choice(field, &word)),
        FieldKind::Person | FieldKind::Record => text().and_then(|id| Some(id.parse::<Uuid>().ok()?.to_string())),
        FieldKind::Link => text().filter(|text| is_link(text)),
        kind => {
            let found = match kind {
                FieldKind::Number => decimal(&value, field.decimals),
                FieldKind::Money => amount(&value, company).map(FieldValue::Money),
                FieldKind::MultiChoice => words(field, &value).map(FieldValue::Words),
                _ => yes_no(&value).map(FieldValue::YesNo),
            };
            return found.map(Some).ok_or_else(|| unfit(field, &value));
        }
    };
    found.map(|text| Some(FieldValue::Text(text))).ok_or_else(|| unfit(field, &value))
}

/// An empty text and an empty list are no value.
fn is_none(value: &FieldValue) -> bool {
    match value {
        FieldValue::Text(text) => text.trim().is_empty(),
        FieldValue::Words(all) => all.is_empty(),
        _ => false,
    }
}

fn unfit(field: &CustomField, value: &FieldValue) -> Refusal {
    let shown = match value {
        FieldValue::YesNo(yes) => yes.to_string(),
        FieldValue::Whole(n) => n.to_string(),
        FieldValue::Money(money) => format!("{} {}", money.plain(), money.currency.code()),
        FieldValue::Words(all) => all.join("; "),
        FieldValue::Text(text) => text.clone(),
    };
    if !field.kind.has_choices() {
        return Refusal::new("refusal-value-wrong").at(&field.key).with("value", shown);
    }
    let known = field.choices.iter().filter(|c| !c.is_retired).map(|c| c.label.as_str()).collect::<Vec<_>>();
    let refusal = Refusal::new("refusal-field-choice-unknown").at(&field.key).with("value", shown);
    refusal.with("known", known.join(", "))
}

fn text(value: &FieldValue) -> Option<String> {
    if let FieldValue::Text(text) = value { Some(text.trim().to_owned()) } else { None }
}

/// A number of so many decimals as text, from a number or a text; more decimals than the field has must be zeros.
fn decimal(value: &FieldValue, decimals: u8) -> Option<FieldValue> {
    let written = match value {
        FieldValue::Whole(number) => number.to_string(),
        value => text(value)?,
    };
    let scaled = scaled(&written, decimals)?;
    Some(if decimals == 0 { FieldValue::Whole(scaled) } else { FieldValue::Text(plain(scaled, decimals)) })
}

/// The number times a power of ten: `1.5` of two decimals is 150.
pub fn scaled(written: &str, decimals: u8) -> Option<i64> {
    let (is_below, digits) = written.strip_prefix('-').map_or((false, written), |rest| (true, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let (kept, rest) = part.split_at_checked(usize::from(decimals)).unwrap_or((part, ""));
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(kept) || rest.bytes().any(|b| b != b'0') {
        return None;
    }
    let padded = format!("{whole}{kept:0<width$}", width = usize::from(decimals));
    let number: i64 = padded.parse().ok()?;
    Some(if is_below { -number } else { number })
}

/// As it is written: `-0.50`.
pub fn plain(scaled: i64, decimals: u8) -> String {
    let width = usize::from(decimals);
    let digits = format!("{:0>1$}", scaled.unsigned_abs(), width + 1);
    let (whole, part) = digits.split_at(digits.len() - width);
    format!("{}{whole}.{part}", if scaled < 0 { "-" } else { "" })
}

fn amount(value: &FieldValue, company: Currency) -> Option<Money> {
    match value {
        FieldValue::Money(money) => Some(*money),
        FieldValue::Whole(number) => Money::parse(&number.to_string(), company),
        value => {
            let text = text(value)?;
            match text.split_once(' ') {
                Some((amount, code)) => Money::parse(amount, Currency::new(code.trim())?),
                None => Money::parse(&text, company),
            }
        }
    }
}

/// The key of a word, named by its key or its label; one that is retired is found by its key alone.
fn choice(field: &CustomField, word: &str) -> Option<String> {
    let by_key = field.choices.iter().find(|choice| choice.key == word);
    let is_named = |label: &str| label.trim().to_lowercase() == word.to_lowercase();
    let by_label = || field.choices.iter().find(|choice| !choice.is_retired && is_named(&choice.label));
    by_key.or_else(by_label).map(|choice| choice.key.clone())
}

/// Several words, each once, in the order of the field; from a list, or a text with semicolons between.
fn words(field: &CustomField, value: &FieldValue) -> Option<Vec<String>> {
    let named: Vec<String> = match value {
        FieldValue::Words(all) => all.iter().map(|word| word.trim().to_owned()).collect(),
        value => text(value)?.split(';').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect(),
    };
    let found: Vec<String> = named.iter().map(|word| choice(field, word)).collect::<Option<_>>()?;
    Some(field.choices.iter().map(|choice| choice.key.clone()).filter(|key| found.contains(key)).collect())
}

fn yes_no(value: &FieldValue) -> Option<bool> {
    match value {
        FieldValue::YesNo(yes) => Some(*yes),
        FieldValue::Whole(n @ (0 | 1)) => Some(*n == 1),
        value => match text(value)?.to_lowercase().as_str() {
            "yes" | "true" => Some(true),
            "no" | "false" => Some(false),
            _ => None,
        },
    }
}

/// An address that a browser may follow: no script hides in it.
fn is_link(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !text.contains(char::is_whitespace)) && text.len() <= 2000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom_fields::{FieldChoice, check, key_of};
    use crate::kernel::id::CustomFieldId;
    use crate::policy::Noun;
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    fn field(kind: FieldKind) -> CustomField {
        let word = |key: &str| FieldChoice { key: key.into(), label: key.to_uppercase(), is_retired: key == "old" };
        CustomField {
            id: CustomFieldId(Uuid::from_u128(1)),
            noun: Noun::Account,
            key: "x_one".into(),
            label: "One".into(),
            help: None,
            kind,
            choices: if kind.has_choices() { ["a", "b", "old"].map(word).into() } else { Vec::new() },
            target: (kind == FieldKind::Record).then_some(Noun::Contact),
            decimals: if kind == FieldKind::Number { 2 } else { 0 },
            is_required: false,
            is_sensitive: false,
            place: 0,
            is_retired: false,
            version: 1,
        }
    }
    fn fit(kind: FieldKind, value: &Json) -> Result<Json, Refusal> {
        let given: Given = serde_json::from_value(value.clone()).expect("a value");
        let held = fitting(&field(kind), &given, Currency::new("EUR").unwrap())?;
        Ok(serde_json::to_value(held).expect("JSON"))
    }

    #[test]
    fn values_are_held_in_one_form() {
        let id = Uuid::from_u128(7);
        for (kind, given, held) in [
            (FieldKind::Text, json!("  two words "), json!("two words")),
            (FieldKind::Text, json!("   "), Json::Null),
            (FieldKind::Number, json!(0.25), json!("0.25")),
            (FieldKind::Number, json!(3), json!("3.00")),
            (FieldKind::Number, json!("-0.5"), json!("-0.50")),
            (FieldKind::Money, json!("12.5"), json!({ "amount": "12.50", "currency": "EUR" })),
            (FieldKind::Money, json!("70 JPY"), json!({ "amount": "70", "currency": "JPY" })),
            (FieldKind::Date, json!("2026-11-22"), json!("2026-11-22")),
            (FieldKind::Choice, json!("B"), json!("b")),
            (FieldKind::Choice, json!("old"), json!("old")),
            (FieldKind::MultiChoice, json!("b; A;b"), json!(["a", "b"])),
            (FieldKind::MultiChoice, json!([]), Json::Null),
            (FieldKind::Record, json!(id), json!(id)),
            (FieldKind::YesNo, json!("No"), json!(false)),
            (FieldKind::Link, json!("https://a.example/b"), json!("https://a.example/b")),
        ] {
            assert_eq!(fit(kind, &given), Ok(held), "{kind:?} {given}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_at_its_field() {
        for (kind, given) in [
            (FieldKind::Text, json!(7)),
            (FieldKind::Number, json!("1.234")),
            (FieldKind::Number, json!("1e3")),
            (FieldKind::Money, json!("12.345")),
            (FieldKind::Date, json!("2026-02-30")),
            (FieldKind::Choice, json!("OLD")),
            (FieldKind::MultiChoice, json!(["a", "z"])),
            (FieldKind::Person, json!("Ann")),
            (FieldKind::YesNo, json!("perhaps")),
            (FieldKind::Link, json!("javascript:alert(1)")),
        ] {
            let refusal = fit(kind, &given).expect_err("refused");
            assert_eq!(refusal.field.as_deref(), Some("x_one"), "{kind:?} {given}");
        }
    }

    #[test]
    fn a_field_keeps_what_its_values_are_written_by() {
        let old = field(FieldKind::Choice);
        assert_eq!(check(&old, None, &[]), Ok(()));
        let renamed = CustomField { label: "Two".into(), ..old.clone() };
        assert_eq!(check(&renamed, Some(&old), std::slice::from_ref(&old)), Ok(()));
        let other = CustomField { id: CustomFieldId(Uuid::from_u128(2)), ..old.clone() };
        for (faulty, code) in [
            (CustomField { kind: FieldKind::MultiChoice, ..old.clone() }, "refusal-field-fixed"),
            (CustomField { choices: old.choices[..1].to_vec(), ..old.clone() }, "refusal-field-choices-gone"),
            (CustomField { key: "one".into(), ..old.clone() }, "refusal-field-key"),
        ] {
            let faults = check(&faulty, Some(&old), &[]).expect_err("refused");
            assert!(faults.iter().any(|fault| fault.code == code), "{code}: {faults:?}");
        }
        assert_eq!(check(&other, None, &[old]).expect_err("taken")[0].code, "refusal-field-key-taken");
        let amount = field(FieldKind::Money);
        let beside = CustomField { id: other.id, key: "x_one_currency".into(), ..field(FieldKind::Text) };
        for (new, old) in [(&beside, &amount), (&amount, &beside)] {
            let faults = check(new, None, std::slice::from_ref(old)).expect_err("an amount has its currency there");
            assert_eq!(faults[0].code, "refusal-field-key-taken");
        }
    }

    #[test]
    fn a_label_makes_a_key() {
        for (label, key) in
            [("Contract type", Some("x_contract_type")), ("Årlig kjøp (NOK)", Some("x_arlig_kjop_nok")), ("名称", None)]
        {
            assert_eq!(key_of(label).as_deref(), key);
        }
    }

    proptest! {
        /// What is held fits again, as it is.
        #[test]
        fn held_values_stay_as_they_are(n in -1_000_000_i64..1_000_000, decimals in 0_u8..=6, text in ".{0,40}") {
            let number = CustomField { decimals, ..field(FieldKind::Number) };
            let company = Currency::new("NOK").unwrap();
            let held = if decimals == 0 { FieldValue::Whole(n) } else { FieldValue::Text(plain(n, decimals)) };
            prop_assert_eq!(fitting(&number, &Given::Value(held.clone()), company), Ok(Some(held)));
            prop_assert_eq!(scaled(&plain(n, decimals.max(1)), decimals.max(1)), Some(n));
            for kind in FieldKind::ALL {
                let Ok(once) = fit(kind, &json!(text)) else { continue };
                if !once.is_null() {
                    prop_assert_eq!(fit(kind, &once), Ok(once));
                }
            }
        }
    }
}
