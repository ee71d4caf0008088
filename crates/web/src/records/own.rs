//! Values of a company's own fields: how they are entered, and how they are read.

use super::shape::Desk;
use super::{Values, fields, shown};
use crate::options;
use crate::ui::field::{Field, Kind};
use domain::Day;
use domain::custom_fields::{CustomField, FieldKind};
use domain::kernel::{Currency, Money};
use maud::{Markup, html};
use serde_json::{Value as Json, json};
use text::{Lang, fmt, t};

/// How a field is entered.
pub(super) fn control(desk: &Desk<'_>, own: &CustomField, values: &Values) -> Kind {
    let lang = desk.frame.lang;
    let value = values.get(&own.key).unwrap_or(&Json::Null);
    let none = || (String::new(), t(lang, "word-not-set").into_owned());
    // What is retired is offered no more, but stays where it was chosen.
    let held = chosen(value);
    let offered = own.choices.iter().filter(|choice| !choice.is_retired || held.contains(&choice.key.as_str()));
    let words = offered.map(|choice| (choice.key.clone(), choice.label.clone()));
    match own.kind {
        FieldKind::Text | FieldKind::Link => Kind::Text,
        FieldKind::Number => Kind::Number,
        FieldKind::Money => Kind::Money(fields::currency_of(value, desk.ctx.company.currency).code().to_owned()),
        FieldKind::Date => Kind::Day,
        FieldKind::Choice => Kind::Choice(std::iter::once(none()).chain(words).collect()),
        FieldKind::MultiChoice => Kind::Several(vec![(String::new(), words.collect())]),
        FieldKind::Person => fields::picker(options::href(options::PEOPLE), values, &own.key),
        FieldKind::Record => {
            let kind = own.target.and_then(app::listing::kinds::of).map_or("", |kind| kind.key);
            fields::picker(options::href(kind), values, &own.key)
        }
        FieldKind::YesNo => {
            let words = [("true", "word-yes"), ("false", "word-no")];
            let words = words.map(|(value, key)| (value.to_owned(), t(lang, key).into_owned()));
            Kind::Choice(std::iter::once(none()).chain(words).collect())
        }
    }
}

/// The inputs of the filter form that ask for a field; how each asks stands behind its name.
pub(super) fn filters(lang: Lang, own: &CustomField) -> Vec<Field> {
    let any = (String::new(), t(lang, "word-all").into_owned());
    let new = |way: &str, label: String, kind| Field::new(format!("f-{}{way}", own.key), label, kind).scope("filter");
    let between = |kind: Kind| {
        let ends = [("-from", "word-from"), ("-to", "word-to")];
        ends.map(|(way, word)| new(way, format!("{}, {}", own.label, t(lang, word)), kind.clone())).to_vec()
    };
    match own.kind {
        FieldKind::Choice | FieldKind::MultiChoice => {
            let words = own.choices.iter().map(|choice| (choice.key.clone(), choice.label.clone()));
            vec![new("", own.label.clone(), Kind::Choice(std::iter::once(any).chain(words).collect()))]
        }
        FieldKind::YesNo => {
            let words = [("true", "word-yes"), ("false", "word-no")];
            let words = words.map(|(value, key)| (value.to_owned(), t(lang, key).into_owned()));
            vec![new("", own.label.clone(), Kind::Choice(std::iter::once(any).chain(words).collect()))]
        }
        FieldKind::Date => between(Kind::Day),
        FieldKind::Number | FieldKind::Money => between(Kind::Number),
        FieldKind::Text | FieldKind::Link | FieldKind::Person | FieldKind::Record => {
            vec![new("-has", own.label.clone(), Kind::Text)]
        }
    }
}

/// The keys that are chosen.
fn chosen(value: &Json) -> Vec<&str> {
    match value {
        Json::Array(all) => all.iter().filter_map(Json::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

/// A value as a form sends it: of several words their keys, with a space between.
pub(super) fn sent(own: &CustomField, value: &Json) -> String {
    if own.kind == FieldKind::MultiChoice { chosen(value).join(" ") } else { fields::sent(value) }
}

/// A value as it was typed; what does not read as its kind is looked at when it is written.
pub(super) fn read(own: &CustomField, text: &str, currency: Currency) -> Option<Json> {
    Some(match own.kind {
        FieldKind::Number => json!(fields::figure(text)),
        FieldKind::Money => {
            let amount = Money::parse(&fields::figure(text), currency)?;
            json!({ "amount": amount.plain(), "currency": currency.code() })
        }
        FieldKind::YesNo => json!(text == "true"),
        _ => json!(text),
    })
}

/// A value as people read it; none where there is none.
pub(super) fn fact(lang: Lang, own: &CustomField, value: &Json) -> Option<Markup> {
    let label =
        |key: &str| own.choices.iter().find(|choice| choice.key == key).map_or(key, |choice| &choice.label).to_owned();
    Some(match own.kind {
        _ if value.is_null() => return None,
        FieldKind::Money => {
            let amount: Money = serde_json::from_value(value.clone()).ok()?;
            html! { span class="number" { (shown::money(lang, amount)) } }
        }
        FieldKind::Date => html! { (shown::day(lang, value.as_str()?.parse::<Day>().ok()?)) },
        FieldKind::Number => match value.as_i64() {
            Some(whole) => html! { span class="number" { (fmt::number(lang, whole)) } },
            None => html! { span class="number" { (decimal(lang, &shown::plain(value))) } },
        },
        FieldKind::Choice => html! { (label(value.as_str()?)) },
        FieldKind::MultiChoice => html! { (chosen(value).into_iter().map(label).collect::<Vec<_>>().join(", ")) },
        FieldKind::YesNo => html! { (t(lang, if value.as_bool()? { "word-yes" } else { "word-no" })) },
        FieldKind::Link => link(value.as_str()?),
        FieldKind::Text | FieldKind::Person | FieldKind::Record => html! { (shown::plain(value)) },
    })
}

/// A number with its decimals, as the language writes it.
pub(super) fn decimal(lang: Lang, text: &str) -> String {
    let digits = text.split_once('.').map_or(0, |(_, part)| part.len());
    fmt::decimal_text(lang, text, digits).unwrap_or_else(|| text.to_owned())
}

/// An address on the web, to be followed without telling where from.
pub(super) fn link(address: &str) -> Markup {
    let shown = address.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
    html! { a class="link" href=(address) rel="noopener noreferrer" target="_blank" { (shown) } }
}
