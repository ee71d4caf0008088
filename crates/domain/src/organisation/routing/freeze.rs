//! Segments frozen for the fiscal year: on which day a record's membership is read.
//!
//! Growth in the course of a year would move customers between sellers each time a figure is corrected. So the
//! segments of the year's first day count until the next, unless nobody works the customer.

use crate::kernel::Day;
use serde::{Deserialize, Serialize};

/// That segments are frozen, and when not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Freeze {
    /// After so many weeks without activity, and with no open opportunity, today's segments count.
    pub idle_weeks: Option<u32>,
}

/// The day whose segments count for a record: today where nothing is frozen or the record lies idle; else the fiscal
/// year's first day, or the day the record came, if later.
pub fn membership_day(
    freeze: Option<Freeze>,
    today: Day,
    year_begins: Day,
    came_on: Option<Day>,
    last_active_on: Option<Day>,
    has_open_deal: bool,
) -> Day {
    let Some(freeze) = freeze else { return today };
    let idle_since = last_active_on.or(came_on);
    let is_idle = freeze.idle_weeks.is_some_and(|weeks| {
        !has_open_deal && idle_since.is_none_or(|day| today.days_since(day) >= i64::from(weeks) * 7)
    });
    if is_idle { today } else { came_on.map_or(year_begins, |day| day.max(year_begins)).min(today) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_day_of_the_year_counts_unless_the_customer_lies_idle() {
        let day = |month, day| Day::new(2024, month, day).expect("a day");
        let (begins, today) = (day(2, 1), day(6, 3));
        let freeze = Some(Freeze { idle_weeks: Some(9) });
        let asked = |came, active, open| membership_day(freeze, today, begins, came, active, open);
        assert_eq!(membership_day(None, today, begins, None, None, false), today);
        assert_eq!(asked(Some(day(1, 1)), Some(day(5, 20)), false), begins);
        assert_eq!(asked(Some(day(3, 1)), Some(day(5, 20)), false), day(3, 1));
        assert_eq!(asked(Some(day(1, 1)), Some(today.plus(-62)), false), begins);
        assert_eq!(asked(Some(day(1, 1)), Some(today.plus(-63)), false), today);
        assert_eq!(asked(Some(day(1, 1)), Some(today.plus(-63)), true), begins);
    }
}
