//! Values as people read them: cells of lists and fields of records, by language. Days in the company's time
//! zone, amounts in full, words of fixed lists by the catalogue, records as links.

use super::shape::{Entry, How};
use crate::ui::pill::{Tone, face, number, pill};
use app::listing::{Cell, Label};
use app::records::FieldChange;
use domain::custom_fields::{CustomField, PREFIX};
use domain::kernel::Money;
use domain::{Day, Instant};
use maud::{Markup, html};
use serde_json::Value as Json;
use text::{Lang, fmt, t};

/// An amount in full.
pub fn money(lang: Lang, money: Money) -> String {
    fmt::money(lang, money.minor, money.currency.code(), money.currency.digits())
}

/// An amount in whole units, for cards and lists.
pub fn whole(lang: Lang, money: Money) -> String {
    fmt::money_whole(lang, money.minor, money.currency.code(), money.currency.digits())
}

/// An amount at a glance.
pub fn brief(lang: Lang, money: Money) -> String {
    fmt::money_short(lang, money.minor, money.currency.code(), money.currency.digits())
}

/// A day.
pub fn day(lang: Lang, day: Day) -> String {
    fmt::day(lang, day.civil())
}

/// An instant in the company's time zone.
pub fn local(at: Instant, zone: &str) -> jiff::civil::DateTime {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(zone).datetime()
}

/// Texts of the words of sources.
pub const SOURCE: &str = "lead-source-";

/// The prefix of the texts of a fixed list, by the kind and field it stands in.
pub fn prefix(kind: &str, field: &str) -> &'static str {
    match (kind, field) {
        ("products", "kind") => "product-kind-",
        ("opportunities", "kind") => "opportunity-kind-",
        ("activities", "kind") => "activity-kind-",
        ("activities", "outcome") => "activity-outcome-",
        ("activities", "direction") => "activity-direction-",
        ("leads" | "opportunities", "source") => SOURCE,
        ("leads", "status") => "lead-status-",
        ("leads", "reason") => "lead-reason-",
        ("leads", "worked") => "lead-worked-",
        ("leads", "need" | "budget" | "timeline" | "decision_process") => "lead-answer-",
        (_, "consent_email" | "consent_phone") => "consent-state-",
        (_, "tier") => "tier-",
        (_, "buying_role") => "buying-role-",
        (_, "outcome") => "outcome-",
        (_, "forecast_category") => "category-",
        (_, "state") => "import-state-",
        _ => "reason-",
    }
}

/// A word of a fixed list; the word itself where the catalogue does not know it.
pub fn choice(lang: Lang, prefix: &str, key: &str) -> String {
    let text = format!("{prefix}{key}");
    if text::has(&text) { t(lang, &text).into_owned() } else { key.to_owned() }
}

/// Where the record of a field stands, if it has a page.
pub fn href(field: &str, label: &Label) -> Option<String> {
    let list = match field {
        "account" | "parent" => crate::accounts::LIST,
        "opportunity" => crate::opportunities::LIST,
        "contact" => crate::contacts::LIST,
        "product" => crate::products::LIST,
        _ => return None,
    };
    Some(format!("{list}/{}", label.id))
}

/// A cell of a list.
pub fn cell(lang: Lang, zone: &str, kind: &str, field: &str, cell: &Cell) -> Markup {
    match cell {
        Cell::Empty => Markup::default(),
        Cell::Text(text) if field == "reason" => html! { (choice(lang, "reason-", text)) },
        Cell::Text(text) if prefix(kind, field) == SOURCE => html! { (choice(lang, SOURCE, text)) },
        Cell::Text(text) if field.starts_with(PREFIX) && text.starts_with("http") => super::own::link(text),
        Cell::Text(text) => html! { (text) },
        Cell::Number(n) if field.ends_with("_bp") => {
            html! { (fmt::percent_of(lang, *n, 10_000, 0).unwrap_or_default()) }
        }
        Cell::Number(n) if field.ends_with("year") && !field.contains("per") => html! { (n) },
        Cell::Number(n) => html! { (fmt::number(lang, *n)) },
        Cell::Decimal(text) => html! { (super::own::decimal(lang, text)) },
        Cell::Word(word) => html! { (word.label) },
        Cell::Words(all) => {
            html! { (all.iter().map(|word| word.label.as_str()).collect::<Vec<_>>().join(", ")) }
        }
        Cell::Money(amount) => html! { (money(lang, *amount)) },
        Cell::Day(on) => html! { span class="whole" { (day(lang, *on)) } },
        Cell::Instant(at) => html! { span class="whole" { (fmt::day_time(lang, local(*at, zone))) } },
        Cell::Bool(yes) => html! { (t(lang, if *yes { "word-yes" } else { "word-no" })) },
        Cell::Choice(key) => outcome(lang, kind, field, key),
        Cell::Record(label) => record(field, label),
        Cell::Hidden => hidden(lang),
    }
}

/// What stands for a record that the reader may not see.
pub fn hidden(lang: Lang) -> Markup {
    html! { span class="quiet" title=(t(lang, "record-hidden-why")) { (t(lang, "word-hidden")) } }
}

/// What stands for a value that is for those alone who may see sensitive fields.
pub fn masked(lang: Lang) -> Markup {
    html! { span class="masked quiet" title=(t(lang, "record-masked-why")) { (crate::ui::field::mask(lang)) } }
}

/// Whether a view says that the reader may not see what a field names.
pub fn is_hidden(values: &super::Values, key: &str) -> bool {
    let all = values.get("hidden").and_then(Json::as_array);
    all.is_some_and(|all| all.iter().any(|field| field.as_str() == Some(key)))
}

fn outcome(lang: Lang, kind: &str, field: &str, key: &str) -> Markup {
    let text = choice(lang, prefix(kind, field), key);
    match (field, key) {
        ("outcome", "connected" | "replied" | "held") => pill(Tone::Won, &text),
        ("outcome", "no_show" | "bounced" | "wrong_number") => pill(Tone::Late, &text),
        ("outcome", "won") => pill(Tone::Won, &text),
        ("outcome", "lost") => pill(Tone::Lost, &text),
        ("outcome", "no_decision") => pill(Tone::None, &text),
        ("kind", _) => html! { span class="whole" { (text) } },
        _ => html! { (text) },
    }
}

fn record(field: &str, label: &Label) -> Markup {
    match (field, href(field, label)) {
        ("owner" | "manager", _) => html! { span class="person" { (face(&label.label)) (label.label) } },
        ("stage", _) => pill(Tone::Accent, &label.label),
        (_, Some(href)) => html! { a class="link" href=(href) { (label.label) } },
        _ => html! { (label.label) },
    }
}

/// What a field of the company's own names.
fn own_record(own: &CustomField, label: &Label) -> Markup {
    match own.target.and_then(super::shape_for) {
        Some(shape) => html! { a class="link" href=(shape.href(label.id)) { (label.label) } },
        None => html! { span class="person" { (face(&label.label)) (label.label) } },
    }
}

/// The label that a view carries for a field that names a record.
pub fn label(values: &super::Values, key: &str) -> Option<Label> {
    let found = values.get(&format!("{key}_label"))?;
    let text = |name: &str| found.get(name).and_then(Json::as_str).map(str::to_owned);
    Some(Label { id: text("id")?.parse().ok()?, label: text("label")?, key: None, detail: text("detail") })
}

/// A field of a record as people read it. `linked`: whether what it names may be a link.
pub fn fact(lang: Lang, kind: &str, entry: &Entry, values: &super::Values, linked: bool) -> Markup {
    let value = values.get(entry.key).unwrap_or(&Json::Null);
    let none = html! { span class="quiet" { (t(lang, "word-not-set")) } };
    match entry.how {
        How::Record(_) | How::Owner => match label(values, entry.key) {
            Some(label) if linked => record(entry.key, &label),
            Some(label) => {
                html! { (label.label) @if let Some(detail) = label.detail.filter(|d| *d != label.label) { " " span class="quiet" { (detail) } } }
            }
            None if is_hidden(values, entry.key) => hidden(lang),
            None => none,
        },
        How::Own(_) if entry.is_masked() => masked(lang),
        How::Own(own) => match label(values, entry.key) {
            Some(label) if linked => own_record(own, &label),
            Some(label) => html! { (label.label) },
            None if is_hidden(values, entry.key) => hidden(lang),
            None => super::own::fact(lang, own, value).unwrap_or(none),
        },
        _ if value.is_null() => none,
        How::Money => parsed::<Money>(value).map_or(none, |m| html! { span class="number" { (money(lang, m)) } }),
        How::Day => parsed::<Day>(value).map_or(none, |d| html! { (day(lang, d)) }),
        How::Number if entry.key == "founded_year" => html! { (plain(value)) },
        How::Number => value.as_i64().map_or(none, |n| number(&fmt::number(lang, n))),
        How::Basis => {
            let percent = value.as_i64().and_then(|n| fmt::percent_of(lang, n, 10_000, 0));
            html! { (percent.unwrap_or_default()) }
        }
        How::Flag => html! { (t(lang, if value.as_bool() == Some(true) { "word-yes" } else { "word-no" })) },
        How::Moment => html! { (clock(lang, &plain(value))) },
        How::Word(prefix, _) => html! { (choice(lang, prefix, &plain(value))) },
        How::Choice(..) | How::ChoiceOf(..) => outcome(lang, kind, entry.key, &plain(value)),
        How::Text | How::Email | How::Long => html! { (plain(value)) },
    }
}

fn parsed<T: serde::de::DeserializeOwned>(value: &Json) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

/// An hour of a day, from RFC 3339 or as it was typed.
fn hour(text: &str) -> Option<jiff::civil::DateTime> {
    let spaced = || text.trim().replacen(' ', "T", 1).parse().ok();
    text.parse::<jiff::Timestamp>().is_ok().then(|| text.get(..16)?.parse().ok()).flatten().or_else(spaced)
}

/// An hour as people read it.
fn clock(lang: Lang, text: &str) -> String {
    hour(text).map_or_else(|| text.to_owned(), |at| fmt::day_time(lang, at))
}

/// An hour as forms hold it: `2026-11-22 14:30`.
pub fn civil(text: &str) -> String {
    hour(text).map_or_else(|| text.to_owned(), |at| at.strftime("%Y-%m-%d %H:%M").to_string())
}

/// The instant that an hour names, in the company's time zone unless it says its own.
pub fn instant(text: &str, zone: &str) -> Option<Instant> {
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Some(Instant(at.as_millisecond()));
    }
    let zone = jiff::tz::TimeZone::get(zone).ok()?;
    Some(Instant(hour(text)?.to_zoned(zone).ok()?.timestamp().as_millisecond()))
}

/// An instant as RFC 3339 with the offset of a time zone.
pub fn offset(at: Instant, zone: &str) -> String {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(zone);
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// A JSON value as text.
pub fn plain(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether a change is told without what it was about: the reader sees neither side.
pub fn is_unread(change: &FieldChange) -> bool {
    change.before.get("hidden").is_some() && change.after.get("hidden").is_some()
}

/// A change of a field, as the history tells it.
pub fn told(lang: Lang, zone: &str, kind: &str, field: &str, value: &Json) -> String {
    if let Some(label) = value.get("label").and_then(Json::as_str) {
        return label.to_owned();
    }
    if value.get("hidden").is_some() {
        return t(lang, "word-hidden").into_owned();
    }
    if let Some(amount) = parsed::<Money>(value) {
        return money(lang, amount);
    }
    match value {
        Json::Null => t(lang, "word-no-value").into_owned(),
        Json::Bool(yes) => t(lang, if *yes { "word-yes" } else { "word-no" }).into_owned(),
        Json::Number(n) => match n.as_i64() {
            Some(n) if field.ends_with("_bp") => fmt::percent_of(lang, n, 10_000, 0).unwrap_or_default(),
            Some(n) if field.ends_with("_at") => fmt::day_time(lang, local(Instant(n), zone)),
            Some(n) => fmt::number(lang, n),
            None => n.to_string(),
        },
        Json::String(text) if field.ends_with("_at") => clock(lang, text),
        Json::String(text) => match text.parse::<Day>() {
            Ok(on) => day(lang, on),
            Err(_) => choice(lang, prefix(kind, field), text),
        },
        other => other.to_string(),
    }
}
