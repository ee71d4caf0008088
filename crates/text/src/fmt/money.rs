//! Money: an integer of minor units and an ISO 4217 code, never a floating point number.
//!
//! The symbol is written where readers of the language know it without doubt, else the code. English and
//! Chinese put it first, Norwegian last: `€1,234.50`, `1 234,50 €`, `NOK 1,234.50`, `1 234,50 kr`.

use super::NBSP;
use super::number::{divide_rounded, short, write_scaled};
use crate::Lang;

/// An amount in full: `digits` is the number of decimals of the currency.
pub fn money(lang: Lang, minor: i64, currency: &str, digits: u32) -> String {
    let places = usize::try_from(digits).unwrap_or(0);
    join(lang, minor < 0, &write_scaled(lang, i128::from(minor).abs(), places), "", currency)
}

/// An amount in whole units of the currency, for lists and cards: `€410,000`.
pub fn money_whole(lang: Lang, minor: i64, currency: &str, digits: u32) -> String {
    let whole = divide_rounded(minor.into(), per_one(digits));
    join(lang, whole < 0, &write_scaled(lang, whole.abs(), 0), "", currency)
}

/// An amount at a glance: `€1.2 M`, `1,2 mill. €`, `€123万`.
pub fn money_short(lang: Lang, minor: i64, currency: &str, digits: u32) -> String {
    let (text, unit) = short(lang, i128::from(minor).abs(), per_one(digits));
    let is_negative = minor < 0 && text != "0";
    join(lang, is_negative, &text, unit, currency)
}

/// The sign of a currency for readers of a language; the code itself where there is none of its own.
pub fn symbol(lang: Lang, currency: &str) -> &str {
    match (currency, lang) {
        ("EUR", _) => "€",
        ("GBP", _) => "£",
        ("USD", _) => "$",
        ("INR", _) => "₹",
        ("KRW", _) => "₩",
        ("NOK", Lang::Nb) => "kr",
        ("JPY", Lang::En | Lang::Nb) | ("CNY", Lang::Zh) => "¥",
        ("CNY", _) => "CN¥",
        ("JPY", _) => "JP¥",
        ("CAD", _) => "CA$",
        ("AUD", _) => "A$",
        ("NZD", _) => "NZ$",
        ("HKD", _) => "HK$",
        _ => currency,
    }
}

fn per_one(digits: u32) -> i128 {
    10_i128.checked_pow(digits).unwrap_or(1)
}

fn join(lang: Lang, is_negative: bool, number: &str, unit: &str, currency: &str) -> String {
    let symbol = symbol(lang, currency);
    // A code of letters needs air before the digits, a sign does not.
    let gap = if symbol.ends_with(|c: char| c.is_ascii_alphabetic()) { "\u{a0}" } else { "" };
    let unit_gap = if unit.is_empty() || lang == Lang::Zh { "" } else { "\u{a0}" };
    match lang {
        Lang::En | Lang::Zh => {
            let minus = if is_negative { "-" } else { "" };
            format!("{minus}{symbol}{gap}{number}{unit_gap}{unit}")
        }
        Lang::Nb => {
            let minus = if is_negative { "\u{2212}" } else { "" };
            format!("{minus}{number}{unit_gap}{unit}{NBSP}{symbol}")
        }
    }
}
