//! How a figure stands against its target, for marks and colours.

use super::catalogue::{Basis, Direction, Formula, Measure};
use super::figure::{Figure, Value};
use crate::kernel::{Day, Money, Span};

/// How a figure stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// At its target or better.
    Ahead,
    /// Short of it by at most a tenth of it.
    Watch,
    /// Further off.
    Behind,
    /// Without a target, or without a value.
    NoTarget,
}

impl Status {
    /// As in texts and class names.
    pub fn key(self) -> &'static str {
        match self {
            Status::Ahead => "ahead",
            Status::Watch => "watch",
            Status::Behind => "behind",
            Status::NoTarget => "no_target",
        }
    }
}

/// The part of the target by which a figure may fall short and still be watched only.
const MARGIN: f64 = 0.1;

/// The part of a period's target that is due by the end of a day: for what adds up over the period, the
/// share of its working days (Monday to Friday) that have passed; for a ratio, a time or a state, all of
/// it. A running period is compared with this, never with the whole target.
pub fn due(measure: &Measure, target: Value, period: Span, day: Day) -> Value {
    if !matches!(measure.formula, Formula::Sum(_)) || measure.basis == Basis::Snapshot {
        return target;
    }
    let passed = Span { from: period.from, to: period.to.min(day.next()) };
    let (passed, all) = (working_days(passed), working_days(period));
    if all == 0 {
        return target;
    }
    let part = |whole: i64| {
        let share = i128::from(whole) * i128::from(passed) / i128::from(all);
        i64::try_from(share).unwrap_or(whole)
    };
    match target {
        Value::Whole(n) => Value::Whole(part(n)),
        Value::Money(money) => Value::Money(Money::new(part(money.minor), money.currency)),
        #[expect(clippy::cast_precision_loss, reason = "a target given as a decimal stays one")]
        Value::Number(x) => Value::Number(x * passed as f64 / all as f64),
    }
}

/// Mondays to Fridays of the span.
pub fn working_days(span: Span) -> i64 {
    let days = span.to.days_since(span.from).max(0);
    let rest = (0..days % 7).filter(|&n| span.from.plus(n).weekday() <= 5).count();
    days / 7 * 5 + i64::try_from(rest).unwrap_or(0)
}

/// Compares a figure with its target. The target is in the figure's unit; that of a running period is
/// the part of it due so far. A band needs no target: its ends are the target.
pub fn status(figure: &Figure, target: Option<Value>, direction: Direction) -> Status {
    let Some(value) = figure.value.map(Value::number) else { return Status::NoTarget };
    let short = match (direction, target.map(Value::number)) {
        (Direction::Band { low, high }, _) => {
            if value < low {
                (low - value, low)
            } else {
                (value - high, high)
            }
        }
        (_, None) => return Status::NoTarget,
        (Direction::Up, Some(target)) => (target - value, target),
        (Direction::Down, Some(target)) => (value - target, target),
    };
    match short {
        (by, _) if by <= 0.0 => Status::Ahead,
        (by, target) if by <= target.abs() * MARGIN => Status::Watch,
        _ => Status::Behind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stands(value: Option<f64>, target: Option<f64>, direction: Direction) -> Status {
        let figure = Figure { numerator: None, denominator: None, value: value.map(Value::Number), n: None };
        status(&figure, target.map(Value::Number), direction)
    }

    #[test]
    fn a_tenth_short_is_watched() {
        use Status::*;
        for (value, status) in [(100.0, Ahead), (120.0, Ahead), (90.0, Watch), (89.9, Behind)] {
            assert_eq!(stands(Some(value), Some(100.0), Direction::Up), status, "{value}");
        }
        for (value, status) in [(57.0, Ahead), (62.0, Watch), (70.0, Behind)] {
            assert_eq!(stands(Some(value), Some(60.0), Direction::Down), status, "{value}");
        }
        let band = Direction::Band { low: 4.0, high: 10.0 };
        for (value, status) in [(4.0, Ahead), (10.0, Ahead), (3.7, Watch), (11.0, Watch), (3.0, Behind), (12.0, Behind)]
        {
            assert_eq!(stands(Some(value), None, band), status, "{value}");
        }
    }

    #[test]
    fn a_running_period_owes_its_share_of_working_days() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let march = Span { from: day("2024-03-01"), to: day("2024-04-01") };
        assert_eq!(working_days(march), 21);
        let bookings = &super::super::bookings::BOOKINGS_AMOUNT;
        let target = |minor| Value::Money(Money::new(minor, crate::kernel::Currency::new("EUR").expect("a currency")));
        // Friday the 1st; Sunday the 3rd; the last day; long after.
        for (on, owed) in [("2024-03-01", 100), ("2024-03-03", 100), ("2024-03-31", 2100), ("2025-01-01", 2100)] {
            assert_eq!(due(bookings, target(2100), march, day(on)), target(owed), "{on}");
        }
        assert_eq!(due(bookings, target(2100), march, day("2024-02-01")), target(0));
        let rate = &super::super::opportunities::WIN_RATE;
        assert_eq!(due(rate, Value::Number(0.3), march, day("2024-03-01")), Value::Number(0.3));
    }

    #[test]
    fn without_value_or_target_there_is_no_status() {
        assert_eq!(stands(None, Some(1.0), Direction::Up), Status::NoTarget);
        assert_eq!(stands(Some(1.0), None, Direction::Down), Status::NoTarget);
        assert_eq!(stands(None, None, Direction::Band { low: 0.0, high: 1.0 }), Status::NoTarget);
    }
}
