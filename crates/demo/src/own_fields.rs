//! Fields of the company's own on its customers: what was agreed with each beside what every company keeps.

use crate::chance::Chance;
use crate::play::house_at;
use app::ctx::Who;
use app::custom_fields::commands;
use app::{Error, House};
use domain::Day;
use domain::accounts::Account;
use domain::custom_fields::{Custom, CustomField, FieldChoice, FieldKind, FieldValue, choice_key};
use domain::kernel::{Currency, Money};
use domain::policy::Noun;

/// Labels, kinds and words.
const FIELDS: [(&str, FieldKind, &[&str]); 5] = [
    ("Contract type", FieldKind::Choice, &CONTRACTS),
    ("Agreed on", FieldKind::Date, &[]),
    ("Credit limit", FieldKind::Money, &[]),
    ("Certificates", FieldKind::MultiChoice, &CERTIFICATES),
    ("May be named", FieldKind::YesNo, &[]),
];
const CONTRACTS: [&str; 3] = ["Framework agreement", "Single orders", "Trial"];
const CERTIFICATES: [&str; 3] = ["ISO 9001", "ISO 14001", "ISO 45001"];

/// Defines them on the first day, before there are customers.
///
/// # Errors
/// The database's own.
pub fn define(house: &House, day: Day) -> Result<(), Error> {
    house_at(house, day, 5).write(Who::Console, |ctx, tx| {
        for (label, kind, words) in FIELDS {
            let choice =
                |word: &&str| FieldChoice { key: choice_key(word), label: (*word).to_owned(), is_retired: false };
            let choices = words.iter().map(choice).collect();
            commands::define(ctx, tx, CustomField { choices, ..CustomField::new(Noun::Account, kind, label) })?;
        }
        Ok(())
    })
}

/// What such an account has of them. It is drawn from a chance of its own, so that it changes nothing else of the story.
pub fn of(account: &Account, today: Day, chance: &mut Chance) -> Custom {
    let is_large = matches!(account.tier.as_deref(), Some("key" | "enterprise"));
    let [framework, single, trial] = CONTRACTS;
    let contract = match chance.weighted(if is_large { &[6.0, 3.0, 1.0] } else { &[1.0, 6.0, 2.0] }) {
        0 => framework,
        1 => single,
        _ => trial,
    };
    let agreed = crate::calendar::workday(today.plus(-chance.between(20, 900)));
    let limit = chance.between(1, 20) * if is_large { 50_000 } else { 5_000 };
    let certificates: Vec<String> =
        CERTIFICATES.iter().filter(|_| chance.happens(0.45)).map(|word| choice_key(word)).collect();
    let limit = Currency::new("EUR").map(|eur| FieldValue::Money(Money::new(limit * 100, eur)));
    let values = [
        ("x_contract_type", Some(FieldValue::Text(choice_key(contract)))),
        ("x_agreed_on", (contract == framework).then(|| FieldValue::Text(agreed.to_string()))),
        ("x_credit_limit", limit.filter(|_| contract != trial)),
        ("x_certificates", Some(FieldValue::Words(certificates)).filter(|v| *v != FieldValue::Words(Vec::new()))),
        ("x_may_be_named", chance.happens(0.6).then_some(FieldValue::YesNo(is_large))),
    ];
    values.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}
