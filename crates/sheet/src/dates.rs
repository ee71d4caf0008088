//! How a column writes its dates, and reading them.
//!
//! The whole column decides: `03/04/2017` alone says nothing, but one `25/04/2017` beside it does. Where nothing
//! does, [`detect`] says so and takes the caller's hint. Dates are civil days; a time keeps its offset from UTC if
//! it has one. Two-digit years are 1970 to 2069. Years first and months by name can mean only one day, so they are
//! read in a column of any such style.

mod scan;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use self::scan::{Day, Scanned};

/// How dates are written. Each but the last three may have a time of day and an offset behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateStyle {
    /// `2017-03-01`, `2017/3/1`, `2017年3月1日`.
    YearMonthDay,
    /// `01.03.2017`, `1/3/17`, `01-03-2017`.
    DayMonthYear,
    /// `3/1/2017`, `03-01-17`.
    MonthDayYear,
    /// `1 March 2017`, `Mar 1, 2017`, `01-mar-17`, `1. desember 2017`.
    MonthName,
    /// `20170301`.
    Compact,
    /// Days since the end of 1899, as a sheet stores them: `42795`, `42795.6`.
    ExcelSerial,
    /// Seconds since 1970 in UTC: `1488376920`.
    UnixSeconds,
    /// Milliseconds since 1970 in UTC: `1488376920000`.
    UnixMillis,
}

impl DateStyle {
    const ALL: [Self; 8] = [
        Self::YearMonthDay,
        Self::DayMonthYear,
        Self::MonthDayYear,
        Self::MonthName,
        Self::Compact,
        Self::ExcelSerial,
        Self::UnixSeconds,
        Self::UnixMillis,
    ];

    /// Its name in settings and mappings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::YearMonthDay => "year-month-day",
            Self::DayMonthYear => "day-month-year",
            Self::MonthDayYear => "month-day-year",
            Self::MonthName => "month-name",
            Self::Compact => "yyyymmdd",
            Self::ExcelSerial => "excel-serial",
            Self::UnixSeconds => "unix-seconds",
            Self::UnixMillis => "unix-milliseconds",
        }
    }

    /// The style of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.name() == name)
    }
}

/// What to take when a column could be either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DayOrder {
    /// `03/04` is the third of April.
    #[default]
    DayFirst,
    /// `03/04` is the fourth of March.
    MonthFirst,
}

/// What a column was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detected {
    /// The style that reads most values.
    pub style: DateStyle,
    /// Nothing in the column tells day from month, or values contradict each other: ask.
    pub ambiguous: bool,
    /// Whether any value has a time of day.
    pub has_time: bool,
    /// Values that are not blank.
    pub filled: u64,
    /// Values this style cannot read.
    pub unparsable: u64,
    /// The first values it reads, at most three.
    pub examples: Vec<String>,
    /// The first values it cannot read, at most three.
    pub unparsable_examples: Vec<String>,
}

/// A date as read from a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day, as written.
    pub date: Date,
    /// The time of day, if there is one.
    pub time: Option<Time>,
    /// The offset from UTC, if there is one.
    pub offset: Option<Offset>,
}

impl Moment {
    /// The instant, where the cell says time and offset.
    #[must_use]
    pub fn instant(&self) -> Option<Timestamp> {
        self.offset?.to_timestamp(self.date.to_datetime(self.time?)).ok()
    }
}

/// A cell that is no date of its column's style.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a date like those of its column ({})", style.name())]
pub struct DateError {
    /// The cell.
    pub text: String,
    /// The style of its column.
    pub style: DateStyle,
}

/// Reads a cell in the style of its column.
///
/// # Errors
/// When the cell is not a date of that style, or not a day of the calendar.
pub fn parse(style: DateStyle, text: &str) -> Result<Moment, DateError> {
    let moment = scan::scan(text).and_then(|scanned| resolve(style, &scanned));
    moment.ok_or_else(|| DateError { text: text.to_owned(), style })
}

/// Finds the style of a column from all its values; blank ones do not count. `None` when none reads as a date.
pub fn detect<'v>(values: impl Iterator<Item = &'v str> + Clone, hint: DayOrder) -> Option<Detected> {
    let votes = count(values.clone());
    let (most, _) = votes.readable.iter().copied().max_by_key(|(style, count)| (*count, priority(*style, hint)))?;
    if votes.of(most) == 0 {
        return None;
    }
    let day_or_month = matches!(most, DateStyle::DayMonthYear | DateStyle::MonthDayYear);
    let undecided = votes.day_only == 0 && votes.month_only == 0;
    let mut style = most;
    if day_or_month && undecided && votes.either > 0 && votes.dotted == votes.either {
        // Only people who write the day first use dots.
        style = DateStyle::DayMonthYear;
    }
    let contradicts = votes.day_only > 0 && votes.month_only > 0;
    let ambiguous = day_or_month && votes.either > 0 && (contradicts || undecided && votes.dotted != votes.either);
    let mut detected = Detected {
        style,
        ambiguous,
        has_time: false,
        filled: 0,
        unparsable: 0,
        examples: Vec::new(),
        unparsable_examples: Vec::new(),
    };
    values.filter(|value| !value.trim().is_empty()).for_each(|value| detected.look_at(value));
    Some(detected)
}

impl Detected {
    fn look_at(&mut self, value: &str) {
        self.filled += 1;
        let examples = if let Ok(moment) = parse(self.style, value) {
            self.has_time |= moment.time.is_some();
            &mut self.examples
        } else {
            self.unparsable += 1;
            &mut self.unparsable_examples
        };
        if examples.len() < 3 && !examples.iter().any(|example| example == value) {
            examples.push(value.to_owned());
        }
    }
}

/// How many values each style reads, and what tells day from month.
struct Votes {
    readable: [(DateStyle, u64); 8],
    day_only: u64,
    month_only: u64,
    either: u64,
    dotted: u64,
}

impl Votes {
    fn of(&self, style: DateStyle) -> u64 {
        self.readable.iter().find(|(other, _)| *other == style).map_or(0, |(_, count)| *count)
    }
}

fn count<'v>(values: impl Iterator<Item = &'v str>) -> Votes {
    let readable = DateStyle::ALL.map(|style| (style, 0));
    let mut votes = Votes { readable, day_only: 0, month_only: 0, either: 0, dotted: 0 };
    for value in values {
        let Some(scanned) = scan::scan(value) else { continue };
        for (style, count) in &mut votes.readable {
            *count += u64::from(own(*style, &scanned).is_some());
        }
        let day_first = own(DateStyle::DayMonthYear, &scanned);
        let month_first = own(DateStyle::MonthDayYear, &scanned);
        match (day_first, month_first) {
            (Some(left), Some(right)) if left.date != right.date => {
                votes.either += 1;
                votes.dotted += u64::from(matches!(scanned.day, Day::Numbers { separator: '.', .. }));
            }
            (Some(_), None) => votes.day_only += 1,
            (None, Some(_)) => votes.month_only += 1,
            _ => {}
        }
    }
    votes
}

/// Which style to prefer where two read as many values.
fn priority(style: DateStyle, hint: DayOrder) -> u8 {
    match (style, hint) {
        (DateStyle::YearMonthDay, _) => 5,
        (DateStyle::DayMonthYear, DayOrder::DayFirst) | (DateStyle::MonthDayYear, DayOrder::MonthFirst) => 4,
        (DateStyle::DayMonthYear | DateStyle::MonthDayYear, _) => 3,
        (DateStyle::MonthName | DateStyle::Compact, _) => 2,
        _ => 1,
    }
}

/// The moment in a style, or in one that can mean only one day.
fn resolve(style: DateStyle, scanned: &Scanned) -> Option<Moment> {
    let textual = !matches!(style, DateStyle::ExcelSerial | DateStyle::UnixSeconds | DateStyle::UnixMillis);
    let plain = [DateStyle::YearMonthDay, DateStyle::MonthName];
    own(style, scanned).or_else(|| plain.into_iter().filter(|_| textual).find_map(|style| own(style, scanned)))
}

/// The moment in just this style.
fn own(style: DateStyle, scanned: &Scanned) -> Option<Moment> {
    let date = match (style, &scanned.day) {
        (DateStyle::YearMonthDay, Day::Numbers { first, second, third, .. }) => {
            (first.digits == 4 && third.digits <= 2).then(|| civil(first.value, second.value, third.value))?
        }
        (DateStyle::DayMonthYear, Day::Numbers { first, second, third, .. }) => {
            civil(third.year(*first)?, second.value, first.value)
        }
        (DateStyle::MonthDayYear, Day::Numbers { first, second, third, .. }) => {
            civil(third.year(*first)?, first.value, second.value)
        }
        (DateStyle::MonthName, Day::Named { day, month, year }) => civil(year.year(*day)?, *month, day.value),
        (DateStyle::Compact, Day::Plain { whole, fraction: None }) => compact(whole),
        (_, Day::Plain { whole, fraction }) => return counted(style, whole, fraction.as_deref()),
        _ => None,
    }?;
    Some(Moment { date, time: scanned.time, offset: scanned.offset })
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        .ok()
        .filter(|date| date.year() > 0)
}

fn compact(digits: &str) -> Option<Date> {
    let part = |from: usize, to: usize| digits.get(from..to)?.parse().ok();
    if digits.len() == 8 { civil(part(0, 4)?, part(4, 6)?, part(6, 8)?) } else { None }
}

/// Days or seconds since an epoch.
fn counted(style: DateStyle, whole: &str, fraction: Option<&str>) -> Option<Moment> {
    let number: i64 = whole.parse().ok()?;
    match style {
        DateStyle::ExcelSerial if (1..=2_958_465).contains(&number) && whole.len() >= 4 => {
            // Sheets believe in 29 February 1900, so days before March 1900 are one further.
            let days = if number < 61 { number + 1 } else { number };
            let epoch = Date::new(1899, 12, 30).ok()?;
            let date = epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
            let time = fraction.and_then(part_of_day).filter(|time| *time != Time::midnight());
            Some(Moment { date, time, offset: None })
        }
        DateStyle::UnixSeconds if whole.len() == 10 => Some(utc(Timestamp::from_second(number).ok()?)),
        DateStyle::UnixMillis if (12..=13).contains(&whole.len()) => {
            Some(utc(Timestamp::from_millisecond(number).ok()?))
        }
        _ => None,
    }
}

fn utc(instant: Timestamp) -> Moment {
    let civil = Offset::UTC.to_datetime(instant);
    Moment { date: civil.date(), time: Some(civil.time()), offset: Some(Offset::UTC) }
}

/// The decimals of a day as a time, to the second.
fn part_of_day(decimals: &str) -> Option<Time> {
    let digits: String = decimals.chars().take(9).collect();
    let scale = 10_u64.pow(u32::try_from(digits.len()).ok()?);
    let seconds = (digits.parse::<u64>().ok()? * 86_400 + scale / 2) / scale;
    let seconds = i32::try_from(seconds.min(86_399)).ok()?;
    let part = |number: i32| i8::try_from(number).ok();
    Time::new(part(seconds / 3600)?, part(seconds / 60 % 60)?, part(seconds % 60)?, 0).ok()
}
