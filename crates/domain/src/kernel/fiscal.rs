//! Periods of the company's fiscal calendar: months, quarters and years that begin with a chosen month.

use super::{Day, Span};
use serde::{Deserialize, Serialize};

/// How long a period is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// One month.
    Month,
    /// Three fiscal months.
    Quarter,
    /// Twelve fiscal months.
    Year,
}

/// A fiscal calendar of whole months.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Calendar {
    /// The month the fiscal year begins with, 1 to 12.
    pub first_month: i8,
}

/// One period and its days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Period {
    /// How long.
    pub grain: Grain,
    /// Its days.
    pub span: Span,
}

impl Default for Calendar {
    fn default() -> Self {
        Calendar { first_month: 1 }
    }
}

impl Calendar {
    /// The period of that length around the day.
    pub fn period(self, grain: Grain, day: Day) -> Period {
        let months = match grain {
            Grain::Month => 1,
            Grain::Quarter => 3,
            Grain::Year => 12,
        };
        let into = (i32::from(day.month()) - i32::from(self.first_month)).rem_euclid(12) % months;
        let from = day.first_of_month().plus_months(-into);
        Period { grain, span: Span { from, to: from.plus_months(months) } }
    }
    /// The periods that touch the span, in order.
    pub fn periods(self, grain: Grain, span: Span) -> Vec<Period> {
        let mut periods = Vec::new();
        let mut day = span.from;
        while day < span.to {
            let period = self.period(grain, day);
            day = period.span.to;
            periods.push(period);
        }
        periods
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_follow_the_first_month() {
        let day: Day = "2026-01-15".parse().unwrap_or(Day::END);
        let show = |first, grain| Calendar { first_month: first }.period(grain, day).span.from.to_string();
        assert_eq!(show(1, Grain::Quarter), "2026-01-01");
        assert_eq!(show(2, Grain::Quarter), "2025-11-01");
        assert_eq!(show(4, Grain::Year), "2025-04-01");
        assert_eq!(show(12, Grain::Month), "2026-01-01");
    }
}
