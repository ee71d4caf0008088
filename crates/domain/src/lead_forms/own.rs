//! The company's own fields of leads on forms: which strangers may be asked for, and how what they send becomes a value.

use super::{LeadForm, longest};
use crate::custom_fields::{CustomField, FieldKind, FieldValue, Given, fitting};
use crate::kernel::{Currency, Refusal};
use crate::leads::Lead;
use crate::policy::Noun;

/// Characters that a value of a field of the company's own may have.
const LONGEST_OWN: usize = 2000;
/// Kinds of the company's own fields that strangers may be asked for.
const OWN: [FieldKind; 7] = [
    FieldKind::Text,
    FieldKind::Number,
    FieldKind::Date,
    FieldKind::Choice,
    FieldKind::MultiChoice,
    FieldKind::YesNo,
    FieldKind::Link,
];

/// Whether a form may ask strangers for a field of the company's own.
pub fn may_ask(field: &CustomField) -> bool {
    field.noun == Noun::Lead && !field.is_retired && OWN.contains(&field.kind)
}

/// The form without what cannot be asked any more.
#[must_use]
pub fn asked_now(mut form: LeadForm, own: &[&CustomField]) -> LeadForm {
    form.fields.retain(|asked| most(&asked.field, own).is_some());
    form
}

/// The characters that a field may hold, the company's own among them.
pub(super) fn most(field: &str, own: &[&CustomField]) -> Option<usize> {
    longest(field).or_else(|| own.iter().any(|own| own.key == field).then_some(LONGEST_OWN))
}

/// A value of one of the company's own fields; of several words each is sent by itself.
pub(super) fn put_own(lead: &mut Lead, field: &CustomField, value: &str) -> Result<(), Refusal> {
    let mut given = FieldValue::Text(value.to_owned());
    if let (FieldKind::MultiChoice, Some(FieldValue::Words(before))) = (field.kind, lead.custom.get(&field.key)) {
        given = FieldValue::Words(before.iter().cloned().chain([value.to_owned()]).collect());
    }
    // No amount is asked for, so no currency is looked at.
    let fitted = fitting(field, &Given::Value(given), Currency::default())?;
    lead.custom.set(&field.key, fitted);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom_fields::FieldChoice;
    use crate::kernel::id::CustomFieldId;
    use crate::lead_forms::{Asked, check, read};

    fn form() -> LeadForm {
        LeadForm { name: "Contact us".into(), key: "contact-us".into(), ..LeadForm::default() }
    }
    fn sent(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }
    fn own(key: &str, kind: FieldKind) -> CustomField {
        let word = |key: &str| FieldChoice { key: key.into(), label: key.to_uppercase(), is_retired: false };
        CustomField {
            id: CustomFieldId::default(),
            noun: Noun::Lead,
            key: key.into(),
            label: key.into(),
            help: None,
            kind,
            choices: if kind.has_choices() { ["a", "b", "c"].map(word).into() } else { Vec::new() },
            target: None,
            decimals: 0,
            is_required: false,
            is_sensitive: false,
            place: 0,
            is_retired: false,
            version: 1,
        }
    }

    #[test]
    fn a_form_asks_for_the_company_s_own_fields() {
        let all =
            [own("x_size", FieldKind::Number), own("x_needs", FieldKind::MultiChoice), own("x_new", FieldKind::YesNo)];
        let all: Vec<&CustomField> = all.iter().collect();
        let mut form = form();
        form.fields.extend(
            ["x_size", "x_needs", "x_new"].map(|field| Asked { field: field.into(), is_required: field == "x_size" }),
        );
        assert_eq!(check(&form, &all), Ok(()));
        assert_eq!(check(&form, &[]).expect_err("unknown").code, "refusal-choice-unknown");
        let given = |size: &str| {
            sent(&[
                ("name", "K"),
                ("email", "k@x"),
                ("x_size", size),
                ("x_needs", "a"),
                ("x_needs", "C"),
                ("x_new", "true"),
            ])
        };
        let lead = read(&form, &all, &given("12")).expect("a lead");
        assert_eq!(lead.custom.get("x_size"), Some(&FieldValue::Whole(12)));
        assert_eq!(lead.custom.get("x_needs"), Some(&FieldValue::Words(vec!["a".into(), "c".into()])));
        assert_eq!(lead.custom.get("x_new"), Some(&FieldValue::YesNo(true)));
        let codes = |size: &str| read(&form, &all, &given(size)).expect_err("refused")[0].code.clone();
        assert_eq!((codes("much"), codes("")), ("refusal-value-wrong".into(), "refusal-form-needed".into()));
        assert_eq!(codes(&"1".repeat(2001)), "refusal-text-long");
        // One that is retired is asked no more.
        assert_eq!(asked_now(form, &all[1..]).fields.len(), 7);
        let (person, record) = (own("x_who", FieldKind::Person), own("x_which", FieldKind::Record));
        assert!(!may_ask(&person) && !may_ask(&record) && may_ask(all[0]), "what is ours is not for strangers");
    }
}
