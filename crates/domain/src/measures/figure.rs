//! A figure: what a formula makes of summed components, in the shape the CLI and the API print.
//!
//! Ratios keep both their parts; sums, counts and times have a value alone; where there is nothing to
//! divide by, or nothing to take the middle of, the value is null. So it is where a period only takes
//! back what an earlier one counted, and the denominator is below 0.

use super::catalogue::{Formula, Measure, Unit};
use super::roll::Sums;
use crate::kernel::{Currency, Money, Ratio};
use serde::Serialize;

/// A value as shown.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A count.
    Whole(i64),
    /// A ratio, a mean, a median.
    Number(f64),
    /// An amount.
    Money(Money),
}

impl Value {
    /// For comparing with a target or for a colour scale; money in minor units.
    #[expect(clippy::cast_precision_loss, reason = "for comparing and drawing; the exact value is kept")]
    pub fn number(self) -> f64 {
        match self {
            Value::Whole(n) => n as f64,
            Value::Number(x) => x,
            Value::Money(money) => money.minor as f64,
        }
    }
}

/// One cell of a scorecard.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Figure {
    /// What counts, for ratios alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numerator: Option<i64>,
    /// Out of what, for ratios alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub denominator: Option<i64>,
    /// The value; none where there is none.
    pub value: Option<Value>,
    /// How many observations it rests on, for ratios, means and times. Shown beside it, not part of the
    /// printed shape.
    #[serde(skip)]
    pub n: Option<i64>,
}

impl Figure {
    fn alone(value: Option<Value>, n: Option<i64>) -> Figure {
        Figure { numerator: None, denominator: None, value, n }
    }
    fn ratio(ratio: Ratio) -> Figure {
        Figure {
            numerator: Some(ratio.numerator),
            denominator: Some(ratio.denominator),
            value: positive(ratio).map(Value::Number),
            n: Some(ratio.denominator),
        }
    }
}

impl Measure {
    /// The figure over summed components. Money is in the company's currency.
    pub fn figure(&self, sums: &Sums, currency: Currency) -> Figure {
        match self.formula {
            Formula::Sum(of) => {
                let amount = sums.amount_of(of);
                let value = match self.unit {
                    Unit::Money => Value::Money(Money::new(amount, currency)),
                    _ => Value::Whole(amount),
                };
                Figure::alone(Some(value), None)
            }
            Formula::Ratio { over, under } => Figure::ratio(Ratio::new(sums.amount_of(over), sums.amount_of(under))),
            Formula::Each { total, count } => {
                let n = sums.amount_of(count);
                let each = rounded(sums.amount_of(total), n).map(|minor| Value::Money(Money::new(minor, currency)));
                Figure::alone(each, Some(n))
            }
            Formula::Mean(of) => {
                let days = sums.days_of(of);
                Figure::alone(positive(days.mean()).map(Value::Number), Some(days.n()))
            }
            Formula::Median(of) => {
                let days = sums.days_of(of);
                Figure::alone(days.median().map(Value::Number), Some(days.n()))
            }
            Formula::Percentile(percent, of) => {
                let days = sums.days_of(of);
                Figure::alone(days.percentile(percent).map(Value::Whole), Some(days.n()))
            }
        }
    }
}

fn positive(ratio: Ratio) -> Option<f64> {
    ratio.value().filter(|_| ratio.denominator > 0)
}

/// Minor units each, to the nearest, halves away from zero.
fn rounded(total: i64, n: i64) -> Option<i64> {
    let by = u128::try_from(n).ok().filter(|&by| by > 0)?;
    let each = i64::try_from((2 * u128::from(total.unsigned_abs()) + by) / (2 * by)).ok()?;
    Some(each * total.signum())
}

#[cfg(test)]
mod tests {
    use super::super::component as part;
    use super::super::{bookings, opportunities};
    use super::*;

    fn figure(measure: &Measure, rows: &[(part::Component, i64, i64)]) -> String {
        let mut sums = Sums::default();
        rows.iter().for_each(|&(component, bucket, amount)| sums.add(component, bucket, amount));
        let euro = Currency::new("EUR").expect("a currency");
        serde_json::to_string(&measure.figure(&sums, euro)).expect("serialisable")
    }

    #[test]
    fn figures_print_in_the_shape_of_the_contract() {
        let closed = [(part::WON_COUNT, 0, 3), (part::LOST_COUNT, 0, 1), (part::NO_DECISION_COUNT, 0, 2)];
        let rate = &opportunities::WIN_RATE;
        assert_eq!(figure(rate, &closed), r#"{"numerator":3,"denominator":6,"value":0.5}"#);
        assert_eq!(figure(rate, &[]), r#"{"numerator":0,"denominator":0,"value":null}"#);
        let booked = [(part::BOOKINGS_AMOUNT, 0, 123_450)];
        let amount = &bookings::BOOKINGS_AMOUNT;
        assert_eq!(figure(amount, &booked), r#"{"value":{"amount":"1234.50","currency":"EUR"}}"#);
        assert_eq!(figure(amount, &[]), r#"{"value":{"amount":"0.00","currency":"EUR"}}"#);
        assert_eq!(figure(&opportunities::CLOSED_WON, &closed), r#"{"value":3}"#);
        let days = [(part::WON_DAYS, 4, 1), (part::WON_DAYS, 7, 1)];
        assert_eq!(figure(&opportunities::SALES_CYCLE, &days), r#"{"value":5.5}"#);
        assert_eq!(figure(&opportunities::SALES_CYCLE, &[]), r#"{"value":null}"#);
    }

    #[test]
    fn money_each_is_rounded_to_the_nearest_minor_unit() {
        assert_eq!((rounded(10, 4), rounded(-10, 4), rounded(9, 4)), (Some(3), Some(-3), Some(2)));
        assert_eq!((rounded(1, 0), rounded(10, -4)), (None, None));
    }
}
