//! The days of the history: when it begins, when the organisation changes its model, when it is today.

use domain::{Day, Instant};

/// How large the company is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// Some 15 people and three months, for tests.
    Small,
    /// Some 120 people and two years.
    Full,
}

/// The days that shape the history.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    /// The first day.
    pub start: Day,
    /// The day on which regions of generalists become an assembly line, pods and inside sales.
    pub reorganised: Day,
    /// The last day.
    pub today: Day,
    /// How large.
    pub size: Size,
}

impl Dates {
    /// The history that ends today.
    pub fn ending(today: Day, size: Size) -> Dates {
        match size {
            Size::Small => {
                let start = today.plus_months(-3);
                Dates { start, reorganised: start, today, size }
            }
            Size::Full => {
                let start = today.first_of_month().plus_months(-24);
                let middle = start.plus_months(12);
                let months = i32::from((13 - middle.month()) % 3);
                Dates { start, reorganised: middle.plus_months(months), today, size }
            }
        }
    }
    /// Whether the organisation of that day is the new one.
    pub fn is_reorganised(&self, day: Day) -> bool {
        day >= self.reorganised
    }
}

/// The instant of that hour, UTC; between 3 and 20 it is the same day in every country of the company.
pub fn instant(day: Day, hour: i64) -> Instant {
    let days = Day::new(1970, 1, 1).map_or(0, |epoch| day.days_since(epoch));
    Instant((days * 24 + hour) * 3_600_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reorganisation_begins_a_quarter_in_the_middle_of_two_years() {
        for month in 1..=12 {
            let today = Day::new(2026, month, 21).expect("a day");
            let dates = Dates::ending(today, Size::Full);
            assert_eq!((dates.reorganised.month() % 3, dates.reorganised.day()), (1, 1));
            let before = dates.reorganised.days_since(dates.start);
            assert!((360..=460).contains(&before), "{before}");
            assert!(today.days_since(dates.start) >= 730);
        }
    }
}
