//! The year as sellers live it: working days, the summer's quiet, the rush before a quarter ends.

use crate::chance::Chance;
use crate::places::Country;
use domain::Day;

/// The day itself, or the Monday after it.
pub fn workday(day: Day) -> Day {
    match day.weekday() {
        6 => day.plus(2),
        7 => day.plus(1),
        _ => day,
    }
}

/// How many new deals begin in a month, against an average month.
pub fn season(month: i8, country: Country) -> f64 {
    let nordic = [0.95, 1.05, 1.1, 0.95, 1.05, 1.0, 0.4, 1.0, 1.25, 1.15, 1.15, 0.7];
    let german = [1.0, 1.05, 1.1, 1.0, 0.95, 1.0, 0.9, 0.65, 1.2, 1.15, 1.15, 0.7];
    let chinese = [0.9, 0.5, 1.2, 1.1, 0.95, 1.05, 1.0, 1.0, 1.15, 0.75, 1.2, 1.1];
    let months = if country == Country::China {
        chinese
    } else if country.is_nordic() {
        nordic
    } else {
        german
    };
    usize::try_from(month - 1).ok().and_then(|m| months.get(m)).copied().unwrap_or(1.0)
}

/// The last day on which people sign before a quarter ends.
fn quarter_end(day: Day) -> Day {
    let months_left = i32::from((12 - day.month()) % 3);
    let last = day.first_of_month().plus_months(months_left + 1).plus(-1);
    if last.month() == 12 { last.plus(-9) } else { last }
}

/// The day on which a deal that is ripe on some day is really closed: before the quarter's end rather than
/// shortly after it, hardly in a Nordic July, never at a weekend or between the years.
pub fn settle(ripe: Day, country: Country, chance: &mut Chance) -> Day {
    let mut day = ripe;
    if country.is_nordic() && day.month() == 7 && chance.happens(0.7) {
        day = day.first_of_month().plus_months(1).plus(chance.between(4, 28));
    }
    let end = quarter_end(day);
    let before = quarter_end(day.first_of_month().plus_months(-i32::from((day.month() - 1) % 3)).plus(-1));
    let (reach, pull) = if end.month() == 12 { (48, 0.65) } else { (32, 0.5) };
    if (0..=reach).contains(&end.days_since(day)) && chance.happens(pull) {
        day = end.plus(-chance.between(0, 8));
    } else if day.days_since(before) <= 20 && chance.happens(0.5) {
        day = before.plus(-chance.between(0, 5));
    }
    if day.month() == 12 && day.day() > 22 {
        day = day.plus(chance.between(12, 22));
    }
    workday(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deals_settle_on_working_days_and_gather_before_a_quarter_ends() {
        let mut chance = Chance::new(1, 0);
        let (mut last_days, mut july, mut total) = (0, 0, 0);
        for offset in 0..3650 {
            let ripe = Day::new(2020, 1, 1).expect("a day").plus(offset);
            let day = settle(ripe, Country::Norway, &mut chance);
            assert!(day.weekday() <= 5, "{day}");
            assert!(day.month() != 12 || day.day() < 25, "{day}");
            total += 1;
            last_days += i32::from(quarter_end(day).days_since(day) <= 10 && quarter_end(day) >= day);
            july += i32::from(day.month() == 7);
        }
        assert!(last_days * 100 / total > 20, "{last_days} of {total}");
        assert!(july * 100 / total < 5, "{july} of {total}");
    }

    #[test]
    fn a_quarter_ends_in_its_third_month_and_the_year_before_the_holidays() {
        let end = |month, day| Day::new(2026, month, day).map(|d| quarter_end(d).to_string());
        assert_eq!(end(1, 1).as_deref(), Some("2026-03-31"));
        assert_eq!(end(6, 30).as_deref(), Some("2026-06-30"));
        assert_eq!(end(11, 21).as_deref(), Some("2026-12-22"));
    }
}
