//! Why something stands on the page of the day, and in which order.

use crate::kernel::{Day, Instant};
use crate::leads::LeadStatus;
use serde::Serialize;

/// A reason, and how long it has held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Why {
    /// It was due so many days ago.
    Late {
        /// Days since.
        days: i64,
    },
    /// It was to begin at an hour that has passed, and nobody said what became of it.
    Passed {
        /// When it was to begin.
        at: Instant,
    },
    /// It begins today.
    Begins {
        /// When.
        at: Instant,
    },
    /// It came in and nobody has tried to reach it.
    Waits {
        /// Since when it is in these hands.
        since: Instant,
    },
    /// It is due today.
    Due,
    /// It is due in so many days.
    Soon {
        /// Days until.
        days: i64,
    },
    /// The day it was to close on has passed.
    CloseLate {
        /// Days since.
        days: i64,
    },
    /// It has no next step on a day.
    NoStep,
}

impl Why {
    /// What is graver comes first.
    fn rank(self) -> (u8, i64) {
        match self {
            Why::Late { days } => (0, -days),
            Why::Passed { at } => (1, at.0),
            Why::Begins { at } => (2, at.0),
            Why::Waits { since } => (3, since.0),
            Why::Due => (4, 0),
            Why::CloseLate { days } => (5, -days),
            Why::NoStep => (6, 0),
            Why::Soon { days } => (7, days),
        }
    }
    /// Whether it should have been done before today, or before this hour.
    pub fn is_late(self) -> bool {
        matches!(self, Why::Late { .. } | Why::Passed { .. } | Why::CloseLate { .. })
    }
}

/// The order of lines: by the gravest reason of each.
pub fn order(reasons: &[Why]) -> (u8, i64) {
    reasons.iter().map(|why| why.rank()).min().unwrap_or((u8::MAX, 0))
}

/// Why a day that something is due on asks for attention.
pub fn due(on: Day, today: Day) -> Why {
    match on.days_since(today) {
        0 => Why::Due,
        days if days < 0 => Why::Late { days: -days },
        days => Why::Soon { days },
    }
}

/// Why something planned for an hour asks for attention.
pub fn begins(at: Instant, on: Day, today: Day, now: Instant) -> Why {
    match on == today {
        true if at < now => Why::Passed { at },
        true => Why::Begins { at },
        false => due(on, today),
    }
}

/// Why an open deal asks for attention: its next step is due, there is none, or its close date has passed. None where
/// all is planned.
pub fn of_deal(next_step_on: Option<Day>, close_on: Option<Day>, today: Day) -> Vec<Why> {
    let mut reasons = Vec::new();
    match next_step_on {
        None => reasons.push(Why::NoStep),
        Some(on) if on <= today => reasons.push(due(on, today)),
        Some(_) => {}
    }
    if let Some(close) = close_on.filter(|close| *close < today) {
        reasons.push(Why::CloseLate { days: today.days_since(close) });
    }
    reasons
}

/// Why a lead asks for attention: nobody tried to reach it yet, its next step is due, or the day to look at it again has
/// come. None where all is planned.
pub fn of_lead(
    status: LeadStatus,
    since: Instant,
    next_step_on: Option<Day>,
    return_on: Option<Day>,
    today: Day,
) -> Vec<Why> {
    let is_due = |on: &Day| *on <= today;
    let fresh = (status == LeadStatus::New).then_some(Why::Waits { since });
    let back = return_on.filter(|on| status == LeadStatus::Nurturing && is_due(on));
    let step = next_step_on.filter(is_due);
    fresh.into_iter().chain(back.into_iter().chain(step).map(|on| due(on, today))).collect()
}

/// The days that something is put off to: the next working day, two further, and the first of the next week.
pub fn later(today: Day) -> [Day; 3] {
    let monday = today.plus(8 - i64::from(today.weekday()));
    [today.plus_workdays(1), today.plus_workdays(3), monday]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_lead_asks_for_attention_until_it_is_tried_and_planned() {
        let today = day("2026-11-20");
        let of = |status, next: Option<&str>, back: Option<&str>| {
            of_lead(status, Instant(7), next.map(day), back.map(day), today)
        };
        assert_eq!(of(LeadStatus::New, None, None), [Why::Waits { since: Instant(7) }]);
        assert_eq!(of(LeadStatus::Working, Some("2026-11-21"), Some("2026-11-01")), []);
        assert_eq!(of(LeadStatus::Working, Some("2026-11-19"), None), [Why::Late { days: 1 }]);
        assert_eq!(of(LeadStatus::Nurturing, None, Some("2026-11-20")), [Why::Due]);
        assert!(order(&[Why::Waits { since: Instant(7) }]) < order(&[Why::Due]));
    }

    #[test]
    fn a_deal_asks_for_attention_where_something_is_due_or_missing() {
        let today = day("2026-11-20");
        let of = |next: Option<&str>, close: Option<&str>| of_deal(next.map(day), close.map(day), today);
        assert_eq!(of(Some("2026-11-21"), Some("2026-11-20")), []);
        assert_eq!(of(None, None), [Why::NoStep]);
        assert_eq!(of(Some("2026-11-18"), Some("2026-11-19")), [Why::Late { days: 2 }, Why::CloseLate { days: 1 }]);
        assert_eq!(of(Some("2026-11-20"), None), [Why::Due]);
    }

    #[test]
    fn what_is_later_or_longer_late_stands_first() {
        let late = |days| [Why::Late { days }];
        assert!(order(&late(9)) < order(&late(2)) && order(&late(1)) < order(&[Why::Due]));
        assert!(order(&[Why::NoStep, Why::Due]) < order(&[Why::CloseLate { days: 400 }]));
        let hour = |n| [Why::Begins { at: Instant(n) }];
        assert!(order(&hour(1)) < order(&hour(2)));
        assert!(order(&[]) > order(&[Why::Soon { days: 1 }]));
    }

    #[test]
    fn what_is_put_off_falls_on_working_days() {
        assert_eq!(later(day("2026-11-20")), [day("2026-11-23"), day("2026-11-25"), day("2026-11-23")]);
        assert_eq!(later(day("2026-11-23")), [day("2026-11-24"), day("2026-11-26"), day("2026-11-30")]);
    }

    #[test]
    fn an_hour_of_today_has_passed_or_comes() {
        let today = day("2026-11-20");
        assert_eq!(begins(Instant(5), today, today, Instant(6)), Why::Passed { at: Instant(5) });
        assert_eq!(begins(Instant(7), today, today, Instant(6)), Why::Begins { at: Instant(7) });
        assert_eq!(begins(Instant(7), day("2026-11-19"), today, Instant(6)), Why::Late { days: 1 });
    }
}
