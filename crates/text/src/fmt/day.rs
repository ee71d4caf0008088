//! Days, months, quarters and times of day. Clocks have 24 hours in all our languages.

use super::NBSP;
use crate::Lang;
use jiff::civil::{Date, DateTime};

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SHORT_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_NB: [&str; 12] = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
];
const SHORT_NB: [&str; 12] =
    ["jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."];

/// `15 Dec 2026`, `15. des. 2026`, `2026年12月15日`.
pub fn day(lang: Lang, date: Date) -> String {
    match lang {
        Lang::En | Lang::Nb => format!("{}{NBSP}{}", day_short(lang, date), date.year()),
        Lang::Zh => format!("{}年{}", date.year(), day_short(lang, date)),
    }
}

/// A day of a year that is understood: `15 Dec`, `15. des.`, `12月15日`.
pub fn day_short(lang: Lang, date: Date) -> String {
    match lang {
        Lang::En => format!("{}{NBSP}{}", date.day(), name(&SHORT_EN, date.month())),
        Lang::Nb => format!("{}.{NBSP}{}", date.day(), name(&SHORT_NB, date.month())),
        Lang::Zh => format!("{}月{}日", date.month(), date.day()),
    }
}

/// A day with its time: `15 Dec 2026, 10:12`.
pub fn day_time(lang: Lang, at: DateTime) -> String {
    let (day, clock) = (day(lang, at.date()), clock(at));
    match lang {
        Lang::En => format!("{day}, {clock}"),
        Lang::Nb => format!("{day} kl. {clock}"),
        Lang::Zh => format!("{day} {clock}"),
    }
}

/// The time of day: `10:12`.
pub fn clock(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// The month of a day in full: `December 2026`, `desember 2026`, `2026年12月`.
pub fn month(lang: Lang, date: Date) -> String {
    match lang {
        Lang::En => format!("{} {}", name(&MONTHS_EN, date.month()), date.year()),
        Lang::Nb => format!("{} {}", name(&MONTHS_NB, date.month()), date.year()),
        Lang::Zh => format!("{}年{}月", date.year(), date.month()),
    }
}

/// The month of a day for axes and columns: `Dec 2026`, `des. 2026`, `2026年12月`.
pub fn month_short(lang: Lang, date: Date) -> String {
    match lang {
        Lang::En => format!("{}{NBSP}{}", name(&SHORT_EN, date.month()), date.year()),
        Lang::Nb => format!("{}{NBSP}{}", name(&SHORT_NB, date.month()), date.year()),
        Lang::Zh => format!("{}年{}月", date.year(), date.month()),
    }
}

/// The name of a month, 1 to 12, alone: `December`, `desember`, `12月`.
pub fn month_name(lang: Lang, month: i8) -> String {
    match lang {
        Lang::En => name(&MONTHS_EN, month).to_owned(),
        Lang::Nb => name(&MONTHS_NB, month).to_owned(),
        Lang::Zh => format!("{month}月"),
    }
}

/// A quarter, 1 to 4, of a (fiscal) year: `Q4 2026`, `4. kv. 2026`, `2026年第4季度`.
pub fn quarter(lang: Lang, year: i32, quarter: u8) -> String {
    match lang {
        Lang::En => format!("Q{quarter}{NBSP}{year}"),
        Lang::Nb => format!("{quarter}.{NBSP}kv.{NBSP}{year}"),
        Lang::Zh => format!("{year}年第{quarter}季度"),
    }
}

fn name(names: &[&'static str; 12], month: i8) -> &'static str {
    usize::try_from(month).ok().and_then(|m| names.get(m.wrapping_sub(1))).copied().unwrap_or_default()
}
