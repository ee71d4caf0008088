//! Takes a cell apart into the pieces of a date without deciding which number is the day.

use jiff::civil::Time;
use jiff::tz::Offset;

/// A number with how many digits it was written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) digits: usize,
}

impl Number {
    /// This number as a year behind a day or month: four digits, or two of 1970 to 2069.
    pub(super) fn year(self, before: Number) -> Option<u32> {
        match self.digits {
            _ if before.digits > 2 => None,
            4 => Some(self.value),
            2 if self.value < 70 => Some(2000 + self.value),
            2 => Some(1900 + self.value),
            _ => None,
        }
    }
}

/// The pieces of a day.
#[derive(Debug)]
pub(super) enum Day {
    Numbers { first: Number, second: Number, third: Number, separator: char },
    Named { day: Number, month: u32, year: Number },
    Plain { whole: String, fraction: Option<String> },
}

#[derive(Debug)]
pub(super) struct Scanned {
    pub(super) day: Day,
    pub(super) time: Option<Time>,
    pub(super) offset: Option<Offset>,
}

/// The months of English and Norwegian by their first letters, which are enough to tell them apart.
const MONTHS: [(&[&str], u32); 12] = [
    (&["january", "januar"], 1),
    (&["february", "februar"], 2),
    (&["march", "mars"], 3),
    (&["april"], 4),
    (&["may", "mai"], 5),
    (&["june", "juni"], 6),
    (&["july", "juli"], 7),
    (&["august"], 8),
    (&["september", "sept"], 9),
    (&["october", "oktober"], 10),
    (&["november"], 11),
    (&["december", "desember"], 12),
];

const WEEKDAYS: [&str; 13] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mandag",
    "tirsdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lørdag",
];

/// The pieces of a cell that reads as a date in some style.
pub(super) fn scan(text: &str) -> Option<Scanned> {
    let mut cursor = Cursor { rest: text.trim() };
    if cursor.rest.len() > 60 || !cursor.rest.contains(|character: char| character.is_ascii_digit()) {
        return None;
    }
    cursor.weekday();
    let day = cursor.day()?;
    let plain = matches!(&day, Day::Plain { whole, .. } if whole.len() != 8);
    let (time, offset) = if plain { (None, None) } else { cursor.clock()? };
    cursor.rest.is_empty().then_some(Scanned { day, time, offset })
}

struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|character| !wanted(character)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn take(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Takes a word in any case.
    fn take_word(&mut self, word: &str) -> bool {
        let found = self.rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if found {
            self.rest = self.rest.get(word.len()..).unwrap_or_default();
        }
        found
    }

    fn spaces(&mut self) -> bool {
        !self.take_while(char::is_whitespace).is_empty()
    }

    fn number(&mut self) -> Option<Number> {
        let digits = self.take_while(|character| character.is_ascii_digit());
        Some(Number { value: digits.parse().ok()?, digits: digits.len() })
    }

    /// A number of one of the given lengths.
    fn short(&mut self, lengths: std::ops::RangeInclusive<usize>) -> Option<Number> {
        self.number().filter(|number| lengths.contains(&number.digits))
    }

    fn weekday(&mut self) {
        let before = self.rest;
        let word = self.take_while(char::is_alphabetic).to_lowercase();
        let known = word.chars().count() >= 3 && WEEKDAYS.iter().any(|day| day.starts_with(&word));
        self.take_while(|character| matches!(character, '.' | ',') || character.is_whitespace());
        if !known || month(&word).is_some() {
            self.rest = before;
        }
    }

    fn day(&mut self) -> Option<Day> {
        if self.rest.starts_with(char::is_alphabetic) {
            return self.month_first();
        }
        let digits = self.take_while(|character| character.is_ascii_digit());
        if digits.len() > 4 || self.rest.is_empty() || (digits.len() == 4 && !self.rest.starts_with(is_separator)) {
            return self.plain(digits);
        }
        let first = Number { value: digits.parse().ok()?, digits: digits.len() };
        if first.digits == 4 {
            // `1900.5` is a serial with decimals; a date has two separators.
            let decimals = self.rest.strip_prefix('.').unwrap_or_default();
            if !decimals.is_empty() && decimals.bytes().all(|byte| byte.is_ascii_digit()) {
                return self.plain(digits);
            }
        }
        let ordinal = ["st", "nd", "rd", "th"].into_iter().any(|ending| self.take_word(ending));
        let separator = self.rest.chars().next().filter(|character| is_separator(*character))?;
        self.take(separator);
        if separator == '.' || ordinal {
            self.spaces();
        }
        if self.rest.starts_with(char::is_alphabetic) {
            return self.day_first(first);
        }
        self.numbers(first, separator)
    }

    /// A number that is all there is to the day.
    fn plain(&mut self, digits: &str) -> Option<Day> {
        let fraction = if self.take('.') {
            Some(self.take_while(|character| character.is_ascii_digit()).to_owned()).filter(|text| !text.is_empty())
        } else {
            None
        };
        (!digits.is_empty()).then(|| Day::Plain { whole: digits.to_owned(), fraction })
    }

    /// `…-03-01` behind the first number and its separator.
    fn numbers(&mut self, first: Number, separator: char) -> Option<Day> {
        let second = self.short(1..=2)?;
        let next = if separator == '年' { '月' } else { separator };
        if !self.take(next) {
            return None;
        }
        if separator == '.' {
            self.spaces();
        }
        let third = self.number().filter(|number| matches!(number.digits, 1 | 2 | 4))?;
        if separator == '年' {
            self.take('日');
        }
        Some(Day::Numbers { first, second, third, separator })
    }

    /// `… March 2017` behind the day.
    fn day_first(&mut self, day: Number) -> Option<Day> {
        self.take_word("of ");
        let month = self.month_name()?;
        self.take('.');
        self.take_while(|character| matches!(character, '-' | '/' | ',') || character.is_whitespace());
        let year = self.number()?;
        Some(Day::Named { day, month, year })
    }

    /// `March 1, 2017`.
    fn month_first(&mut self) -> Option<Day> {
        let month = self.month_name()?;
        self.take('.');
        self.take_while(|character| character == '-' || character.is_whitespace());
        let day = self.short(1..=2)?;
        let _ordinal = ["st", "nd", "rd", "th"].into_iter().any(|ending| self.take_word(ending));
        let between = self.take_while(|character| matches!(character, '-' | ',') || character.is_whitespace());
        let year = self.short(2..=4).filter(|_| !between.is_empty())?;
        Some(Day::Named { day, month, year })
    }

    fn month_name(&mut self) -> Option<u32> {
        month(&self.take_while(char::is_alphabetic).to_lowercase())
    }

    /// What follows the day: nothing, or a time with perhaps an offset. `None` when it is neither.
    fn clock(&mut self) -> Option<(Option<Time>, Option<Offset>)> {
        if self.rest.is_empty() {
            return Some((None, None));
        }
        if !self.take('T') && !self.take('t') {
            self.take(',');
            self.spaces();
            let _word = ["kl.", "kl", "at"].into_iter().any(|word| self.take_word(word));
            self.spaces();
        }
        let hour = self.short(1..=2)?;
        let mark = if self.take(':') { ':' } else { self.take('.').then_some('.')? };
        let minute = self.short(2..=2)?;
        let second = if self.take(mark) { self.short(2..=2)?.value } else { 0 };
        let nanos = if self.take('.') || self.take(',') { self.fraction()? } else { 0 };
        let hour = self.half_day(hour.value)?;
        let part = |number: u32| i8::try_from(number).ok();
        let time = Time::new(part(hour)?, part(minute.value)?, part(second)?, nanos).ok()?;
        Some((Some(time), self.offset()?))
    }

    fn fraction(&mut self) -> Option<i32> {
        let digits = self.take_while(|character| character.is_ascii_digit());
        let nanos: String = digits.chars().chain(std::iter::repeat('0')).take(9).collect();
        if digits.is_empty() { None } else { nanos.parse().ok() }
    }

    /// Hour of the day from an hour that may be followed by AM or PM.
    fn half_day(&mut self, hour: u32) -> Option<u32> {
        let before = self.rest;
        self.spaces();
        let morning = self.take_word("am") || self.take_word("a.m.");
        let evening = !morning && (self.take_word("pm") || self.take_word("p.m."));
        match (morning, evening) {
            (false, false) => {
                self.rest = before;
                Some(hour)
            }
            _ if !(1..=12).contains(&hour) => None,
            (true, _) => Some(hour % 12),
            _ => Some(hour % 12 + 12),
        }
    }

    /// The offset from UTC. Data Loader writes a `Z` even before a real offset, which then counts.
    fn offset(&mut self) -> Option<Option<Offset>> {
        self.spaces();
        let utc = self.take('Z') || self.take('z') || self.take_word("utc") || self.take_word("gmt");
        self.spaces();
        let sign = if self.take('+') {
            1
        } else if self.take('-') || self.take('\u{2212}') {
            -1
        } else {
            return Some(utc.then_some(Offset::UTC));
        };
        let hours = self.number()?;
        let (hours, minutes) = match hours.digits {
            4 => (hours.value / 100, hours.value % 100),
            1 | 2 if self.take(':') => (hours.value, self.short(2..=2)?.value),
            1 | 2 => (hours.value, 0),
            _ => return None,
        };
        let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()? * sign;
        (hours < 24 && minutes < 60).then(|| Offset::from_seconds(seconds).ok()).flatten().map(Some)
    }
}

fn is_separator(character: char) -> bool {
    matches!(character, '-' | '/' | '.' | ' ' | '年')
}

/// The month a word of three letters or more begins.
fn month(word: &str) -> Option<u32> {
    if word.chars().count() < 3 {
        return None;
    }
    MONTHS.iter().find(|(names, _)| names.iter().any(|name| name.starts_with(word))).map(|(_, month)| *month)
}
