//! The dates of a rule, turn by turn, on the clock of its first date.
//!
//! A turn is a year, a month, a week or a day, from which the rule takes days, and for each the times of day; rules that
//! turn more than once a day step from one instant of the clock to the next. The number of turns looked at is bounded, so
//! a rule that never holds ends.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::{Span, ToSpan};

use std::cell::Cell;

use super::{Frequency, Rule};

/// Turns without a date after which a rule by days or more is taken to have ended.
const BARREN: u32 = 2000;

/// The most turns looked at for one answer.
pub(crate) const MOST_TURNS: u32 = 1_000_000;

impl Rule {
    /// Dates from the first on, in order, without regard to `UNTIL`. The first date of the series counts as one of the
    /// rule's, whether or not the rule holds on it. Each turn looked at is taken from the budget; without any left it ends.
    pub(crate) fn dates<'a>(
        &'a self,
        first: DateTime,
        budget: &'a Cell<u32>,
    ) -> impl Iterator<Item = DateTime> + use<'a> {
        let mut turns = Turns { rule: self, first, turn: 0, barren: 0, budget, ready: Vec::new().into_iter() };
        let later = std::iter::from_fn(move || turns.next_date()).filter(move |d| *d > first);
        let most = self.count.map_or(usize::MAX, |n| usize::try_from(n).unwrap_or(usize::MAX));
        std::iter::once(first).chain(later).take(most)
    }

    /// Whether the rule holds every year until it ends.
    pub(crate) fn is_plainly_yearly(&self) -> bool {
        self.frequency == Frequency::Yearly && self.interval == 1 && self.count.is_none()
    }

    /// The last date of a plainly yearly rule that is not after a time of the clock, `UNTIL` counted as such.
    pub(crate) fn last_before(&self, first: DateTime, at: DateTime) -> Option<DateTime> {
        let end = self.until.as_ref().map_or(at, |u| u.clock().min(at));
        // What is far back need not be walked through: the year before the last holds a date to begin with.
        let near = end.year().saturating_sub(2);
        let from = if near > first.year() { moved_to(first, near) } else { first };
        let budget = Cell::new(MOST_TURNS);
        self.dates(from, &budget).take_while(|d| *d <= end).last().filter(|d| *d >= first)
    }

    /// The days a turn holds, in order.
    fn days(&self, first: Date, turn: i64) -> Option<Vec<Date>> {
        let step = turn.checked_mul(i64::from(self.interval))?;
        let days = match self.frequency {
            Frequency::Yearly => self.days_of_year(first, first.year().checked_add(i16::try_from(step).ok()?)?),
            Frequency::Monthly => {
                let start = first.first_of_month().checked_add(Span::new().try_months(step).ok()?).ok()?;
                self.days_of_month(first, start)
            }
            Frequency::Weekly => {
                let back = i64::from(first.weekday().since(self.week_start));
                let monday = first.checked_sub(back.days()).ok()?;
                let start = monday.checked_add(Span::new().try_weeks(step).ok()?).ok()?;
                let week = std::iter::successors(Some(start), |d| d.tomorrow().ok()).take(7);
                week.filter(|d| self.weekday_or(*d, first.weekday()) && self.in_month(*d)).collect()
            }
            _ => {
                let day = first.checked_add(Span::new().try_days(step).ok()?).ok()?;
                if self.holds_on(day) { vec![day] } else { Vec::new() }
            }
        };
        Some(days)
    }

    fn days_of_year(&self, first: Date, year: i16) -> Vec<Date> {
        let Ok(start) = Date::new(year, 1, 1) else { return Vec::new() };
        let by_day = !(self.weekdays.is_empty() && self.month_days.is_empty());
        if !self.weeks.is_empty()
            || !self.year_days.is_empty()
            || (by_day && self.months.is_empty() && self.month_days.is_empty())
        {
            let all = std::iter::successors(Some(start), |d| d.tomorrow().ok()).take_while(|d| d.year() == year);
            let free = self.weekdays.is_empty() && self.year_days.is_empty() && self.month_days.is_empty();
            return all.filter(|d| self.of_year(*d, free.then(|| first.weekday()))).collect();
        }
        if self.months.is_empty() && !by_day {
            return Date::new(year, first.month(), first.day()).into_iter().collect();
        }
        let months: Vec<i8> =
            (1..=12).filter(|m| self.months.is_empty() || self.months.contains(&i16::from(*m))).collect();
        let starts = months.into_iter().filter_map(|m| Date::new(year, m, 1).ok());
        starts.flat_map(|start| self.days_of_month(first, start)).collect()
    }

    /// Whether a day is one of the year's by its week, number and weekday.
    fn of_year(&self, day: Date, only: Option<Weekday>) -> bool {
        let last = day.days_in_year();
        let by_number = self.year_days.is_empty() || among(&self.year_days, day.day_of_year(), last);
        let by_weekday = match only {
            Some(weekday) => day.weekday() == weekday,
            None => {
                self.weekdays.is_empty()
                    || self.weekdays.iter().any(|(n, w)| {
                        *w == day.weekday() && (*n == 0 || !self.weeks.is_empty() || nth(*n, day.day_of_year(), last))
                    })
            }
        };
        by_number && by_weekday && self.in_week(day) && self.in_month(day) && self.on_month_day(day)
    }

    fn days_of_month(&self, first: Date, start: Date) -> Vec<Date> {
        if !self.in_month(start) {
            return Vec::new();
        }
        if self.weekdays.is_empty() && self.month_days.is_empty() {
            return Date::new(start.year(), start.month(), first.day()).into_iter().collect();
        }
        let all = std::iter::successors(Some(start), |d| d.tomorrow().ok()).take_while(|d| d.month() == start.month());
        let last = i16::from(start.days_in_month());
        let by_weekday = |day: Date| {
            self.weekdays.is_empty()
                || self
                    .weekdays
                    .iter()
                    .any(|(n, w)| *w == day.weekday() && (*n == 0 || nth(*n, i16::from(day.day()), last)))
        };
        all.filter(|d| by_weekday(*d) && self.on_month_day(*d)).collect()
    }

    fn weekday_or(&self, day: Date, otherwise: Weekday) -> bool {
        match self.weekdays.is_empty() {
            true => day.weekday() == otherwise,
            false => self.weekdays.iter().any(|(_, w)| *w == day.weekday()),
        }
    }

    fn in_month(&self, day: Date) -> bool {
        self.months.is_empty() || self.months.contains(&i16::from(day.month()))
    }

    fn on_month_day(&self, day: Date) -> bool {
        self.month_days.is_empty() || among(&self.month_days, i16::from(day.day()), i16::from(day.days_in_month()))
    }

    fn in_week(&self, day: Date) -> bool {
        if self.weeks.is_empty() {
            return true;
        }
        let week = day.iso_week_date();
        let weeks = if week.in_long_year() { 53 } else { 52 };
        week.year() == day.year() && among(&self.weeks, i16::from(week.week()), weeks)
    }

    /// Whether a rule that turns by days or faster may hold on a day.
    fn holds_on(&self, day: Date) -> bool {
        self.in_month(day)
            && self.on_month_day(day)
            && (self.weekdays.is_empty() || self.weekdays.iter().any(|(_, w)| *w == day.weekday()))
            && (self.year_days.is_empty() || among(&self.year_days, day.day_of_year(), day.days_in_year()))
    }

    /// The times of a day, in order: those of the rule, else that of the first date.
    fn times_of_day(&self, first: Time) -> Vec<Time> {
        let [seconds, minutes, hours] = &self.times;
        let or = |list: &Vec<i16>, own: i8| if list.is_empty() { vec![i16::from(own)] } else { list.clone() };
        let part = |n: i16| i8::try_from(n.min(59)).unwrap_or_default();
        let mut times = Vec::new();
        for hour in or(hours, first.hour()) {
            for minute in or(minutes, first.minute()) {
                for second in or(seconds, first.second()) {
                    times.extend(Time::new(part(hour), part(minute), part(second), 0).ok());
                }
            }
        }
        times.sort_unstable();
        times.dedup();
        times
    }

    fn holds_at(&self, at: DateTime) -> bool {
        let [seconds, minutes, hours] = &self.times;
        let has = |list: &Vec<i16>, n: i8| list.is_empty() || list.contains(&i16::from(n));
        has(seconds, at.second()) && has(minutes, at.minute()) && has(hours, at.hour()) && self.holds_on(at.date())
    }
}

/// The same day in another year; the 29th of February stands on the 28th.
fn moved_to(first: DateTime, year: i16) -> DateTime {
    let date = Date::new(year, first.month(), first.day()).or_else(|_| Date::new(year, first.month(), 28));
    date.map_or(first, |d| d.to_datetime(first.time()))
}

/// Whether a number is in a list that may count from the end.
fn among(list: &[i16], number: i16, last: i16) -> bool {
    list.contains(&number) || list.contains(&(number - last - 1))
}

/// Whether a day is the nth of its weekday among so many days.
fn nth(n: i16, number: i16, last: i16) -> bool {
    if n > 0 { (number - 1) / 7 + 1 == n } else { (last - number) / 7 + 1 == -n }
}

struct Turns<'a> {
    rule: &'a Rule,
    first: DateTime,
    turn: u32,
    barren: u32,
    budget: &'a Cell<u32>,
    ready: std::vec::IntoIter<DateTime>,
}

impl Turns<'_> {
    fn next_date(&mut self) -> Option<DateTime> {
        loop {
            if let Some(date) = self.ready.next() {
                return Some(date);
            }
            if self.barren >= BARREN && !self.is_fast() {
                return None;
            }
            self.budget.set(self.budget.get().checked_sub(1)?);
            let dates = self.dates_of_turn()?;
            self.barren = if dates.is_empty() { self.barren + 1 } else { 0 };
            self.turn += 1;
            self.ready = dates.into_iter();
        }
    }

    /// Whether the rule turns more than once a day.
    fn is_fast(&self) -> bool {
        self.rule.frequency < Frequency::Daily
    }

    fn dates_of_turn(&self) -> Option<Vec<DateTime>> {
        let rule = self.rule;
        let turn = i64::from(self.turn);
        let dates = if self.is_fast() {
            let seconds = match rule.frequency {
                Frequency::Secondly => 1,
                Frequency::Minutely => 60,
                _ => 3600,
            };
            let step = turn.checked_mul(i64::from(rule.interval))?.checked_mul(seconds)?;
            let at = self.first.checked_add(Span::new().try_seconds(step).ok()?).ok()?;
            if rule.holds_at(at) { vec![at] } else { Vec::new() }
        } else {
            let times = rule.times_of_day(self.first.time());
            let days = rule.days(self.first.date(), turn)?;
            days.iter().flat_map(|d| times.iter().map(|t| d.to_datetime(*t))).collect()
        };
        Some(positions(rule, dates))
    }
}

/// Only the dates at the positions that the rule names.
fn positions(rule: &Rule, dates: Vec<DateTime>) -> Vec<DateTime> {
    if rule.positions.is_empty() {
        return dates;
    }
    let last = i16::try_from(dates.len()).unwrap_or(i16::MAX);
    let numbered = dates.into_iter().zip(1i16..);
    numbered.filter(|(_, n)| among(&rule.positions, *n, last)).map(|(d, _)| d).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dates of a rule as `YYYY-MM-DD HH`.
    fn dates(first: &str, rule: &str, most: usize) -> Vec<String> {
        let rule = Rule::read(rule).unwrap().value;
        let budget = Cell::new(MOST_TURNS);
        let dates = rule.dates(first.parse().unwrap(), &budget).take(most);
        dates.map(|d| d.strftime("%F %H").to_string()).collect()
    }

    #[test]
    fn the_examples_of_the_standard_hold() {
        let tuesday = "1997-09-02T09:00:00";
        let cases: [(&str, &str, &[&str]); 11] = [
            (tuesday, "FREQ=DAILY;INTERVAL=10;COUNT=3", &["1997-09-02", "1997-09-12", "1997-09-22"]),
            (tuesday, "FREQ=WEEKLY;COUNT=4;BYDAY=TU,TH", &["1997-09-02", "1997-09-04", "1997-09-09", "1997-09-11"]),
            (
                "1997-08-05T09:00:00",
                "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
                &["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"],
            ),
            (
                "1997-08-05T09:00:00",
                "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
                &["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"],
            ),
            ("1997-09-05T09:00:00", "FREQ=MONTHLY;COUNT=3;BYDAY=1FR", &["1997-09-05", "1997-10-03", "1997-11-07"]),
            ("1997-09-28T09:00:00", "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-3", &["1997-09-28", "1997-10-29", "1997-11-28"]),
            (
                "1997-09-29T09:00:00",
                "FREQ=MONTHLY;COUNT=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
                &["1997-09-29", "1997-10-30", "1997-11-27"],
            ),
            ("1997-05-19T09:00:00", "FREQ=YEARLY;COUNT=3;BYDAY=20MO", &["1997-05-19", "1998-05-18", "1999-05-17"]),
            (
                "1997-05-12T09:00:00",
                "FREQ=YEARLY;COUNT=3;BYWEEKNO=20;BYDAY=MO",
                &["1997-05-12", "1998-05-11", "1999-05-17"],
            ),
            (
                "1997-01-01T09:00:00",
                "FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200",
                &["1997-01-01", "1997-04-10", "1997-07-19", "2000-01-01"],
            ),
            (
                "1996-11-05T09:00:00",
                "FREQ=YEARLY;INTERVAL=4;COUNT=3;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
                &["1996-11-05", "2000-11-07", "2004-11-02"],
            ),
        ];
        for (first, rule, expected) in cases {
            let expected: Vec<String> = expected.iter().map(|d| format!("{d} 09")).collect();
            assert_eq!(dates(first, rule, 9), expected, "{rule}");
        }
    }

    #[test]
    fn days_that_a_month_or_year_lacks_are_passed_over() {
        assert_eq!(
            dates("2026-01-31T09:00:00", "FREQ=MONTHLY", 3),
            ["2026-01-31 09", "2026-03-31 09", "2026-05-31 09"]
        );
        assert_eq!(dates("2024-02-29T09:00:00", "FREQ=YEARLY", 2), ["2024-02-29 09", "2028-02-29 09"]);
    }

    #[test]
    fn times_of_day_multiply_and_fast_rules_step() {
        assert_eq!(
            dates("2026-01-01T09:00:00", "FREQ=DAILY;BYHOUR=9,12;COUNT=3", 9),
            ["2026-01-01 09", "2026-01-01 12", "2026-01-02 09"]
        );
        assert_eq!(
            dates("2026-01-01T09:00:00", "FREQ=HOURLY;INTERVAL=3;COUNT=3", 9),
            ["2026-01-01 09", "2026-01-01 12", "2026-01-01 15"]
        );
    }

    #[test]
    fn a_rule_that_never_holds_ends() {
        assert_eq!(dates("2026-01-01T09:00:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 9), ["2026-01-01 09"]);
        assert_eq!(dates("2026-01-01T09:00:00", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", 9), ["2026-01-01 09"]);
    }

    #[test]
    fn the_last_onset_is_found_from_far_away() {
        let rule = Rule::read("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3").unwrap().value;
        let at = |t: &str| t.parse::<DateTime>().unwrap();
        assert_eq!(
            rule.last_before(at("1601-03-25T02:00:00"), at("2026-11-22T00:00:00")),
            Some(at("2026-03-29T02:00:00"))
        );
    }
}
