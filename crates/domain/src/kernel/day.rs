//! Days of the company's calendar and instants of the world's clock.
//!
//! A [`Day`] is a civil date in the company's time zone, written `YYYY-MM-DD`. An [`Instant`] is
//! epoch milliseconds, UTC. A [`Span`] of days is half open: `[from, to)`.

use serde::{Deserialize, Serialize};
use std::fmt::{self, Write as _};

/// A civil date, `0001-01-01` to `9999-12-31`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(jiff::civil::Date);

/// Epoch milliseconds, UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

/// A text that is not a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a day; write YYYY-MM-DD")]
pub struct NotADay(pub String);

impl Day {
    /// Where rosters without a date begin.
    pub const BEGINNING: Day = Day(jiff::civil::date(1, 1, 1));
    /// The open end of a dated row.
    pub const END: Day = Day(jiff::civil::date(9999, 12, 31));

    /// The day, where there is such a one.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        jiff::civil::Date::new(year, month, day).ok().map(Day)
    }
    /// The calendar year.
    pub fn year(self) -> i16 {
        self.0.year()
    }
    /// 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }
    /// 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }
    /// 1 (Monday) to 7.
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }
    /// The day so many days later (earlier where negative), kept within the calendar.
    pub fn plus(self, days: i64) -> Day {
        let moved = self.0.checked_add(jiff::Span::new().try_days(days).unwrap_or_default());
        Day(moved.unwrap_or(if days < 0 { Day::BEGINNING.0 } else { Day::END.0 }))
    }
    /// So many working days later, Monday to Friday; with none, the day itself or the Monday after it.
    pub fn plus_workdays(self, days: i64) -> Day {
        let mut day = self;
        while day.weekday() > 5 && days <= 0 {
            day = day.next();
        }
        for _ in 0..days {
            day = day.next();
            while day.weekday() > 5 {
                day = day.next();
            }
        }
        day
    }
    /// The day so many months later, the day of the month kept where the month has it.
    pub fn plus_months(self, months: i32) -> Day {
        let moved = self.0.checked_add(jiff::Span::new().try_months(months).unwrap_or_default());
        Day(moved.unwrap_or(if months < 0 { Day::BEGINNING.0 } else { Day::END.0 }))
    }
    /// Whole days from `earlier` to this one; negative where it is later.
    pub fn days_since(self, earlier: Day) -> i64 {
        i64::from((self.0 - earlier.0).get_days())
    }
    /// The next day.
    pub fn next(self) -> Day {
        self.plus(1)
    }
    /// The first day of this month.
    pub fn first_of_month(self) -> Day {
        Day(self.0.first_of_month())
    }
    /// As jiff's date, for formatting by locale.
    pub fn civil(self) -> jiff::civil::Date {
        self.0
    }
}

impl From<jiff::civil::Date> for Day {
    fn from(date: jiff::civil::Date) -> Day {
        Day(date)
    }
}
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // By hand: every row written holds days, and the machinery of padding is slow.
        let (year, month, day) =
            (self.0.year().unsigned_abs(), self.0.month().unsigned_abs(), self.0.day().unsigned_abs());
        let digit = |n: u16| char::from(b'0' + u8::try_from(n % 10).unwrap_or(0));
        for c in [year / 1000, year / 100, year / 10, year].map(digit) {
            f.write_char(c)?;
        }
        for part in [month, day].map(u16::from) {
            f.write_char('-')?;
            f.write_char(digit(part / 10))?;
            f.write_char(digit(part))?;
        }
        Ok(())
    }
}
impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl std::str::FromStr for Day {
    type Err = NotADay;
    fn from_str(text: &str) -> Result<Day, NotADay> {
        let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
        let read = || {
            let bytes = text.as_bytes();
            if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
                return None;
            }
            Day::new(part(0..4)?, i8::try_from(part(5..7)?).ok()?, i8::try_from(part(8..10)?).ok()?)
        };
        read().ok_or_else(|| NotADay(text.to_owned()))
    }
}
impl TryFrom<String> for Day {
    type Error = NotADay;
    fn try_from(text: String) -> Result<Day, NotADay> {
        text.parse()
    }
}
impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

/// Half-open days `[from, to)`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Span {
    /// The first day.
    pub from: Day,
    /// The day after the last.
    pub to: Day,
}

impl Span {
    /// From the beginning, without end.
    pub const ALWAYS: Span = Span { from: Day::BEGINNING, to: Day::END };
    /// From a day on, without end.
    pub fn since(from: Day) -> Span {
        Span { from, to: Day::END }
    }
    /// Whether the day lies within.
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day < self.to
    }
    /// Whether there is no day in it.
    pub fn is_empty(self) -> bool {
        self.from >= self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_what_it_writes_and_refuses_the_rest() {
        assert_eq!("2017-03-01".parse::<Day>().map(|d| d.to_string()), Ok("2017-03-01".into()));
        assert_eq!(Day::BEGINNING.to_string(), "0001-01-01");
        for wrong in ["2017-02-29", "2017-3-1", "", "20170301", "2017-13-01", "1/2/2017", "२०१७-०१"] {
            assert!(wrong.parse::<Day>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_are_counted_across_years_and_stop_at_the_ends() {
        let (a, b) = (Day(jiff::civil::date(2016, 10, 20)), Day(jiff::civil::date(2017, 3, 1)));
        assert_eq!(b.days_since(a), 132);
        assert_eq!(a.plus(132), b);
        assert_eq!(Day::END.next(), Day::END);
    }
}
