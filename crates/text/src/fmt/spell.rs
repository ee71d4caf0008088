//! What is said in words: how long, how long ago, how late, and lists. The words are in the catalogue.

use crate::{Lang, t, tr};
use jiff::civil::{Date, DateTime};

/// Days from `earlier` to `later`, negative where it is the other way round.
fn days_between(earlier: Date, later: Date) -> i64 {
    (later - earlier).get_days().into()
}

/// A day seen from today: `today`, `yesterday`, `tomorrow`, `in 5 days`, `5 days ago`.
pub fn relative(lang: Lang, day: Date, today: Date) -> String {
    match days_between(today, day) {
        0 => t(lang, "day-today").into_owned(),
        1 => t(lang, "day-tomorrow").into_owned(),
        -1 => t(lang, "day-yesterday").into_owned(),
        n if n > 0 => tr(lang, "day-in-days", &[("days", n.into())]),
        n => tr(lang, "day-days-ago", &[("days", n.saturating_neg().into())]),
    }
}

/// How long ago a day was: `today`, `yesterday`, `11 days ago`.
pub fn ago(lang: Lang, day: Date, today: Date) -> String {
    relative(lang, day.min(today), today)
}

/// When something is due: `2 days late`, `today`, `tomorrow`, `in 5 days`.
pub fn due(lang: Lang, day: Date, today: Date) -> String {
    match days_between(day, today) {
        late if late > 0 => tr(lang, "day-days-late", &[("days", late.into())]),
        _ => relative(lang, day, today),
    }
}

/// When something happened, as a timeline says it: `Today 10:12`, `Yesterday`, `18 Nov`, `18 Nov 2025`.
pub fn moment(lang: Lang, at: DateTime, today: Date) -> String {
    match days_between(at.date(), today) {
        0 => tr(lang, "moment-today", &[("clock", super::clock(at).into())]),
        1 => t(lang, "moment-yesterday").into_owned(),
        _ if at.date().year() == today.year() => super::day_short(lang, at.date()),
        _ => super::day(lang, at.date()),
    }
}

/// A number of days in full: `52 days`.
pub fn duration_days(lang: Lang, days: i64) -> String {
    tr(lang, "duration-days", &[("days", days.into())])
}

/// A number of days for columns: `52 d`.
pub fn duration_days_short(lang: Lang, days: i64) -> String {
    tr(lang, "duration-days-short", &[("days", days.into())])
}

/// Minutes as hours and minutes: `45 min`, `3 h 20 min`.
pub fn duration_minutes(lang: Lang, minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => tr(lang, "duration-minutes", &[("minutes", minutes.into())]),
        (hours, 0) => tr(lang, "duration-hours", &[("hours", hours.into())]),
        (hours, minutes) => tr(lang, "duration-hours-minutes", &[("hours", hours.into()), ("minutes", minutes.into())]),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn list<S: AsRef<str>>(lang: Lang, items: &[S]) -> String {
    let Some((last, rest)) = items.split_last() else { return String::new() };
    if rest.is_empty() {
        return last.as_ref().to_owned();
    }
    let comma = if lang == Lang::Zh { "、" } else { ", " };
    let head: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
    tr(lang, "list-last", &[("head", head.join(comma).into()), ("last", last.as_ref().into())])
}
