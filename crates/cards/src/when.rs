//! Days, times and spans as files write them.
//!
//! A time is a day, a time on somebody's clock (floating), a time in a named zone, or an instant. What it means is
//! decided by [`crate::zones`]; here it is read and written without a loss.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::property::Property;

/// A moment as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// A whole day.
    Day(Date),
    /// A time on the clock of whoever reads it.
    Floating(DateTime),
    /// A time in a named zone.
    Zoned {
        /// What clocks there show.
        at: DateTime,
        /// The zone's name.
        zone: String,
    },
    /// An instant, in whole seconds.
    Instant(Timestamp),
}

impl When {
    /// What the clock shows: midnight for a day, UTC for an instant.
    #[must_use]
    pub fn clock(&self) -> DateTime {
        match self {
            Self::Day(day) => day.to_datetime(Time::midnight()),
            Self::Floating(at) | Self::Zoned { at, .. } => *at,
            Self::Instant(at) => at.to_zoned(TimeZone::UTC).datetime(),
        }
    }

    /// The same kind of moment at another time of the clock; nothing where the calendar ends.
    #[must_use]
    pub fn at_clock(&self, clock: DateTime) -> Option<Self> {
        Some(match self {
            Self::Day(_) => Self::Day(clock.date()),
            Self::Floating(_) => Self::Floating(clock),
            Self::Zoned { zone, .. } => Self::Zoned { at: clock, zone: zone.clone() },
            Self::Instant(_) => Self::Instant(clock.to_zoned(TimeZone::UTC).ok()?.timestamp()),
        })
    }

    /// Reads the value of a property, by its parameters.
    pub(crate) fn read(value: &str, zone: Option<&str>) -> Option<Read<Self>> {
        let value = value.trim();
        let (text, utc) = match value.strip_suffix(['Z', 'z']) {
            Some(text) => (text, true),
            None => (value, false),
        };
        let (date, time) = match text.split_once(['T', 't', ' ']) {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let (date, mut slip) = read_date(date)?;
        let Some(time) = time else {
            return Some(Read { value: Self::Day(date), slip: slip || utc });
        };
        let (time, time_slip) = read_time(time)?;
        slip |= time_slip;
        let at = date.to_datetime(time);
        let value = match zone.map(str::trim).filter(|z| !z.is_empty()) {
            _ if utc => Self::Instant(at.to_zoned(TimeZone::UTC).ok()?.timestamp()),
            Some(zone) => Self::Zoned { at, zone: zone.to_owned() },
            None => Self::Floating(at),
        };
        Some(Read { value, slip })
    }

    /// Writes it as a property.
    pub(crate) fn property(&self, name: &str) -> Property {
        match self {
            Self::Day(_) => Property::new(name, self.text()).with("VALUE", "DATE"),
            Self::Zoned { zone, .. } => Property::new(name, self.text()).with("TZID", zone),
            Self::Floating(_) | Self::Instant(_) => Property::new(name, self.text()),
        }
    }

    /// Writes the value alone.
    pub(crate) fn text(&self) -> String {
        let at = self.clock();
        let date = format!("{:04}{:02}{:02}", at.year(), at.month(), at.day());
        let time = format!("T{:02}{:02}{:02}", at.hour(), at.minute(), at.second());
        match self {
            Self::Day(_) => date,
            Self::Floating(_) | Self::Zoned { .. } => date + &time,
            Self::Instant(_) => date + &time + "Z",
        }
    }
}

/// A value, and whether a slip was mended on the way.
pub(crate) struct Read<T> {
    pub value: T,
    pub slip: bool,
}

/// `20260131`, or `2026-01-31` with a shrug.
pub(crate) fn read_date(text: &str) -> Option<(Date, bool)> {
    let slip = text.contains('-');
    let digits: String = if slip { text.split('-').collect() } else { text.to_owned() };
    let [year, month, day] = numbers(&digits, [4, 2, 2])?;
    Some((Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?, slip))
}

/// `143000`, or `14:30:00` or `1430` with a shrug.
fn read_time(text: &str) -> Option<(Time, bool)> {
    let slip = text.contains(':') || text.len() == 4;
    let mut digits: String = text.split(':').collect();
    if digits.len() == 4 {
        digits.push_str("00");
    }
    let [hour, minute, second] = numbers(&digits, [2, 2, 2])?;
    let leap = second == 60;
    let second = if leap { 59 } else { second };
    let part = |n: i16| i8::try_from(n).ok();
    Some((Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()?, slip || leap))
}

fn numbers(digits: &str, widths: [usize; 3]) -> Option<[i16; 3]> {
    if !digits.bytes().all(|b| b.is_ascii_digit()) || digits.len() != widths.iter().sum::<usize>() {
        return None;
    }
    let [a, b, _] = widths;
    let part = |from: usize, to: usize| digits.get(from..to)?.parse().ok();
    Some([part(0, a)?, part(a, a + b)?, part(a + b, digits.len())?])
}

/// A length of time: days and weeks by the calendar, the rest by the clock. All parts point one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Length {
    /// Whether it points back.
    pub back: bool,
    /// Days, weeks as seven.
    pub days: u32,
    /// Seconds beside the days.
    pub seconds: u32,
}

impl Length {
    /// Reads `P1DT2H`, `-PT15M`, `P7W`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let (back, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(&text)),
        };
        let mut rest = rest.strip_prefix('P')?;
        let (mut length, mut by_clock, mut parts) = (Self::default(), false, 0);
        while !rest.is_empty() {
            if let Some(behind) = rest.strip_prefix('T').filter(|_| !by_clock) {
                (rest, by_clock) = (behind, true);
                continue;
            }
            let end = rest.find(|c: char| !c.is_ascii_digit())?;
            let (digits, behind) = rest.split_at(end);
            let count: u32 = digits.parse().ok()?;
            let (unit, behind) = behind.split_at_checked(1)?;
            match (unit, by_clock) {
                ("W", false) => length.days = length.days.checked_add(count.checked_mul(7)?)?,
                ("D", false) => length.days = length.days.checked_add(count)?,
                ("H", true) => length.seconds = length.seconds.checked_add(count.checked_mul(3600)?)?,
                ("M", true) => length.seconds = length.seconds.checked_add(count.checked_mul(60)?)?,
                ("S", true) => length.seconds = length.seconds.checked_add(count)?,
                _ => return None,
            }
            (rest, parts) = (behind, parts + 1);
        }
        length.back = back && (length.days, length.seconds) != (0, 0);
        (parts > 0).then_some(length)
    }

    pub(crate) fn text(self) -> String {
        let mut text = String::from(if self.back { "-P" } else { "P" });
        if self.days > 0 {
            text.push_str(&format!("{}D", self.days));
        }
        let (hours, minutes, seconds) = (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        if self.seconds > 0 || self.days == 0 {
            text.push('T');
        }
        for (count, unit) in [(hours, 'H'), (minutes, 'M'), (seconds, 'S')] {
            if count > 0 || (unit == 'S' && self.seconds == 0 && self.days == 0) {
                text.push_str(&format!("{count}{unit}"));
            }
        }
        text
    }

    /// The moment that lies this far from another.
    #[must_use]
    pub fn from(self, start: &When) -> Option<When> {
        let sign = if self.back { -1 } else { 1 };
        let span = Span::new().try_days(i64::from(self.days) * sign).ok()?;
        let span = span.try_seconds(i64::from(self.seconds) * sign).ok()?;
        let moved = start.clock().checked_add(span).ok()?;
        match start {
            When::Day(day) if self.seconds > 0 => {
                Some(When::Floating(day.to_datetime(Time::midnight()).checked_add(span).ok()?))
            }
            _ => start.at_clock(moved),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn when(value: &str, zone: Option<&str>) -> Option<(String, bool)> {
        When::read(value, zone).map(|r| (r.value.property("DTSTART").value, r.slip))
    }

    #[test]
    fn moments_are_read_with_or_without_a_shrug() {
        let read = |text: &str, slip| Some((text.to_owned(), slip));
        assert_eq!(when("20260131", None), read("20260131", false));
        assert_eq!(when("20260131T093000", Some("Europe/Oslo")), read("20260131T093000", false));
        assert_eq!(when("20260131T093000Z", Some("ignored")), read("20260131T093000Z", false));
        assert_eq!(when("2026-01-31T09:30:00Z", None), read("20260131T093000Z", true));
        assert_eq!(when("19970901T1300Z", None), read("19970901T130000Z", true));
        assert_eq!(when("20131210Z", None), read("20131210", true));
        for bad in
            ["", "20260230", "19970701T10300Z", "a20021028120000", "123456T123456", "２０２６0131", "20260131T250000"]
        {
            assert_eq!(when(bad, None), None, "{bad}");
        }
    }

    #[test]
    fn lengths_are_read_and_moved_by() {
        let text = |t: &str| Length::read(t).map(Length::text);
        assert_eq!(text("P15DT5H0M20S").as_deref(), Some("P15DT5H20S"));
        assert_eq!(text("P7W").as_deref(), Some("P49D"));
        assert_eq!(text("-P0DT0H30M0S").as_deref(), Some("-PT30M"));
        assert_eq!(text("PT0S").as_deref(), Some("PT0S"));
        for bad in ["", "P", "PT", "P1H", "PT1D", "1D", "P0P", "P99999999999D", "P4000000000W", "P-1D"] {
            assert_eq!(text(bad), None, "{bad}");
        }
        let start = When::read("20260131T233000", None).unwrap().value;
        let end = Length::read("PT1H").unwrap().from(&start).unwrap();
        assert_eq!(end.text(), "20260201T003000");
    }

    proptest! {
        #[test]
        fn lengths_come_back(back: bool, days in 0u32..5000, seconds in 0u32..400_000) {
            let length = Length { back: back && days + seconds > 0, days, seconds };
            prop_assert_eq!(Length::read(&length.text()), Some(length));
        }

        #[test]
        fn reading_never_panics(text in ".{0,20}") {
            let _ = (When::read(&text, None).is_some(), Length::read(&text));
        }
    }
}
