//! Rules by which things recur (RFC 5545): read, written, and expanded in [`expand`].

mod expand;

pub(crate) use expand::MOST_TURNS;

use jiff::civil::Weekday;

use crate::when::{Read, When};

/// How often a rule turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say what they are")]
pub enum Frequency {
    Secondly,
    Minutely,
    Hourly,
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

const FREQUENCIES: [(Frequency, &str); 7] = [
    (Frequency::Secondly, "SECONDLY"),
    (Frequency::Minutely, "MINUTELY"),
    (Frequency::Hourly, "HOURLY"),
    (Frequency::Daily, "DAILY"),
    (Frequency::Weekly, "WEEKLY"),
    (Frequency::Monthly, "MONTHLY"),
    (Frequency::Yearly, "YEARLY"),
];

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "MO"),
    (Weekday::Tuesday, "TU"),
    (Weekday::Wednesday, "WE"),
    (Weekday::Thursday, "TH"),
    (Weekday::Friday, "FR"),
    (Weekday::Saturday, "SA"),
    (Weekday::Sunday, "SU"),
];

/// A rule. Empty lists restrict nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// How often it turns.
    pub frequency: Frequency,
    /// Every how many turns it counts, at least 1.
    pub interval: u32,
    /// After how many dates it ends.
    pub count: Option<u32>,
    /// The last moment it may hold.
    pub until: Option<When>,
    /// Seconds, minutes, hours.
    pub times: [Vec<i16>; 3],
    /// Weekdays, each with its number within the month or year where not 0.
    pub weekdays: Vec<(i16, Weekday)>,
    /// Days of the month, from its end where negative.
    pub month_days: Vec<i16>,
    /// Days of the year, from its end where negative.
    pub year_days: Vec<i16>,
    /// Weeks of the year (ISO), from its end where negative.
    pub weeks: Vec<i16>,
    /// Months.
    pub months: Vec<i16>,
    /// Which dates of a turn, from its end where negative.
    pub positions: Vec<i16>,
    /// On which day a week begins.
    pub week_start: Weekday,
}

impl Rule {
    /// A rule that restricts nothing.
    #[must_use]
    pub fn every(frequency: Frequency, interval: u32) -> Self {
        Self {
            frequency,
            interval: interval.max(1),
            count: None,
            until: None,
            times: [Vec::new(), Vec::new(), Vec::new()],
            weekdays: Vec::new(),
            month_days: Vec::new(),
            year_days: Vec::new(),
            weeks: Vec::new(),
            months: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Monday,
        }
    }

    /// Reads a rule; backslashes before its semicolons are a slip that is mended.
    pub(crate) fn read(text: &str) -> Option<Read<Self>> {
        let slip = text.contains('\\');
        let text = text.replace('\\', "").trim().to_ascii_uppercase();
        let parts: Option<Vec<(&str, &str)>> =
            text.split(';').map(str::trim).filter(|p| !p.is_empty()).map(|p| p.split_once('=')).collect();
        let parts = parts?;
        let frequency = parts.iter().find(|(name, _)| *name == "FREQ")?.1;
        let frequency = FREQUENCIES.iter().find(|(_, name)| *name == frequency)?.0;
        let mut rule = Self::every(frequency, 1);
        for (name, value) in parts {
            rule.part(name, value)?;
        }
        Some(Read { value: rule, slip })
    }

    fn part(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "FREQ" => {}
            "INTERVAL" => self.interval = value.parse().ok().filter(|n| *n > 0)?,
            "COUNT" => self.count = Some(value.parse().ok().filter(|n| *n > 0)?),
            "UNTIL" => self.until = Some(When::read(value, None)?.value),
            "BYSECOND" => self.times[0] = numbers(value, 0, 60)?,
            "BYMINUTE" => self.times[1] = numbers(value, 0, 59)?,
            "BYHOUR" => self.times[2] = numbers(value, 0, 23)?,
            "BYDAY" => self.weekdays = value.split(',').map(weekday).collect::<Option<_>>()?,
            "BYMONTHDAY" => self.month_days = signed(value, 31)?,
            "BYYEARDAY" => self.year_days = signed(value, 366)?,
            "BYWEEKNO" => self.weeks = signed(value, 53)?,
            "BYMONTH" => self.months = numbers(value, 1, 12)?,
            "BYSETPOS" => self.positions = signed(value, 366)?,
            "WKST" => self.week_start = weekday(value).filter(|(n, _)| *n == 0)?.1,
            // A rule of another standard cannot be followed.
            _ => return None,
        }
        Some(())
    }

    pub(crate) fn text(&self) -> String {
        let name = FREQUENCIES.iter().find(|(f, _)| *f == self.frequency).map_or("DAILY", |(_, name)| name);
        let mut text = format!("FREQ={name}");
        let mut part = |name: &str, value: String| {
            if !value.is_empty() {
                text.push_str(&format!(";{name}={value}"));
            }
        };
        part("INTERVAL", if self.interval > 1 { self.interval.to_string() } else { String::new() });
        part("COUNT", self.count.map_or_else(String::new, |n| n.to_string()));
        part("UNTIL", self.until.as_ref().map_or_else(String::new, When::text));
        let [seconds, minutes, hours] = &self.times;
        part("BYSECOND", list(seconds));
        part("BYMINUTE", list(minutes));
        part("BYHOUR", list(hours));
        let days = self.weekdays.iter().map(|(n, day)| {
            let number = if *n == 0 { String::new() } else { n.to_string() };
            number + weekday_name(*day)
        });
        part("BYDAY", days.collect::<Vec<_>>().join(","));
        part("BYMONTHDAY", list(&self.month_days));
        part("BYYEARDAY", list(&self.year_days));
        part("BYWEEKNO", list(&self.weeks));
        part("BYMONTH", list(&self.months));
        part("BYSETPOS", list(&self.positions));
        if self.week_start != Weekday::Monday {
            part("WKST", weekday_name(self.week_start).to_owned());
        }
        text
    }
}

fn list(numbers: &[i16]) -> String {
    numbers.iter().map(i16::to_string).collect::<Vec<_>>().join(",")
}

fn numbers(value: &str, least: i16, most: i16) -> Option<Vec<i16>> {
    let read = |n: &str| n.trim().parse().ok().filter(|n| (least..=most).contains(n));
    value.split(',').map(read).collect()
}

fn signed(value: &str, most: i16) -> Option<Vec<i16>> {
    numbers(value, -most, most).filter(|list| !list.contains(&0))
}

fn weekday_name(day: Weekday) -> &'static str {
    WEEKDAYS.iter().find(|(d, _)| *d == day).map_or("MO", |(_, name)| name)
}

/// `TU`, `1SU`, `-1FR`.
fn weekday(text: &str) -> Option<(i16, Weekday)> {
    let text = text.trim();
    let (number, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let day = WEEKDAYS.iter().find(|(_, n)| *n == name)?.0;
    if number.is_empty() {
        return Some((0, day));
    }
    let number: i16 = number.parse().ok().filter(|n: &i16| *n != 0 && n.abs() <= 53)?;
    Some((number, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_and_written() {
        let text = |t: &str| Rule::read(t).map(|r| (r.value.text(), r.slip));
        let good = "FREQ=MONTHLY;INTERVAL=2;UNTIL=20261224T000000Z;BYDAY=-1SU,TU;BYMONTH=1,3;BYSETPOS=-2;WKST=SU";
        assert_eq!(text(good), Some((good.to_owned(), false)));
        assert_eq!(text("freq=daily\\;count=10"), Some(("FREQ=DAILY;COUNT=10".to_owned(), true)));
        assert_eq!(text("FREQ=DAILY;INTERVAL=1;"), Some(("FREQ=DAILY".to_owned(), false)));
        for bad in [
            "",
            "COUNT=1",
            "FREQ=SOMETIMES",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;COUNT=0",
            "FREQ=DAILY;BYDAY=0TH",
            "FREQ=DAILY;UNTIL=123456T123456",
            "FREQ=DAILY;BYMONTH=13",
            "FREQ=DAILY;BYMONTHDAY=0",
            "FREQ=DAILY;X=1",
            "FREQ=DAILY;BYDAY=XX",
            "FREQ=DAILY;BYDAY=é",
            "FREQ",
        ] {
            assert_eq!(text(bad), None, "{bad}");
        }
    }
}
