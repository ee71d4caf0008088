//! Retention: how long people are kept with whom nothing happens, and what becomes of them then.
//!
//! A person is due when nothing has happened with any of their records for the months of the rule, nothing is planned, and no
//! opportunity of theirs is open. Whatever is not known to be over goes on.

use crate::kernel::{Day, Instant, Refusal};
use serde::{Deserialize, Serialize};

/// Months that a rule may have at most.
pub const MOST_MONTHS: i64 = 240;

/// What becomes of who is due.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// They are listed, for somebody to look at.
    #[default]
    List,
    /// They are erased by the product.
    Erase,
}

impl Then {
    /// Both, in the order offered.
    pub const ALL: [Then; 2] = [Then::List, Then::Erase];
    /// As written.
    pub fn key(self) -> &'static str {
        match self {
            Then::List => "list",
            Then::Erase => "erase",
        }
    }
}

impl std::str::FromStr for Then {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Then, Refusal> {
        let known = Then::ALL.map(Then::key).join(", ");
        let unknown = || Refusal::new("refusal-choice-unknown").at("then").with("value", text).with("known", known);
        Then::ALL.into_iter().find(|then| then.key() == text).ok_or_else(unknown)
    }
}

/// How long records of a kind are kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// Months without anything happening.
    pub months: i64,
    /// What becomes of them then.
    #[serde(default)]
    pub then: Then,
}

impl Rule {
    /// Checks it.
    ///
    /// # Errors
    /// `refusal-retention-months` at `months`.
    pub fn check(self) -> Result<Rule, Refusal> {
        match (1..=MOST_MONTHS).contains(&self.months) {
            true => Ok(self),
            false => Err(Refusal::new("refusal-retention-months").at("months").with("most", MOST_MONTHS)),
        }
    }
    /// Whether it erases who was not erased by itself under the rule before.
    pub fn erases_more(self, before: Option<Rule>) -> bool {
        let did = before.filter(|before| before.then == Then::Erase);
        self.then == Then::Erase && did.is_none_or(|before| self.months < before.months)
    }
    /// The day since which something must have happened.
    pub fn since(self, today: Day) -> Day {
        today.plus_months(i32::try_from(-self.months).unwrap_or(i32::MIN / 24))
    }
}

/// What is known of a record's days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Life {
    /// When it was changed last.
    pub changed_at: Instant,
    /// When something was done with them,
    pub met_at: Option<Instant>,
    /// a mail came or went,
    pub wrote_at: Option<Instant>,
    /// they said something of consent,
    pub said_at: Option<Instant>,
    /// or an opportunity of theirs was changed.
    pub dealt_at: Option<Instant>,
    /// What waits to be done with them: tasks, meetings, steps of cadences.
    pub open_work: i64,
    /// Opportunities of theirs that are open.
    pub open_deals: i64,
}

impl Life {
    /// When something happened last.
    pub fn last(&self) -> Instant {
        let all = [self.met_at, self.wrote_at, self.said_at, self.dealt_at];
        all.into_iter().flatten().fold(self.changed_at, std::cmp::max)
    }
    /// Whether nothing has happened since, and nothing will as far as is known.
    pub fn is_over(&self, since: Instant) -> bool {
        self.open_work == 0 && self.open_deals == 0 && self.last() < since
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_rule_that_erases_sooner_or_at_last_erases_more() {
        let rule = |months, then| Rule { months, then };
        let more = |before: Option<Rule>, after: Rule| after.erases_more(before);
        assert!(more(None, rule(24, Then::Erase)) && more(Some(rule(12, Then::List)), rule(24, Then::Erase)));
        assert!(more(Some(rule(24, Then::Erase)), rule(23, Then::Erase)));
        assert!(!more(Some(rule(24, Then::Erase)), rule(24, Then::Erase)));
        assert!(!more(Some(rule(24, Then::Erase)), rule(1, Then::List)));
    }

    #[test]
    fn a_rule_has_some_months_and_counts_from_today() {
        let rule = |months: i64| Rule { months, then: Then::List };
        assert!(rule(0).check().is_err() && rule(241).check().is_err() && rule(24).check().is_ok());
        let today: Day = "2026-03-31".parse().expect("a day");
        assert_eq!(rule(13).since(today).to_string(), "2025-02-28");
        assert_eq!("erase".parse(), Ok(Then::Erase));
        assert!("burn".parse::<Then>().is_err());
    }

    #[test]
    fn whatever_happens_keeps_them() {
        let (since, before, after) = (Instant(100), Some(Instant(99)), Some(Instant(100)));
        let old = Life { changed_at: Instant(5), met_at: before, ..Life::default() };
        assert!(old.is_over(since));
        let alive = [
            Life { changed_at: Instant(100), ..old },
            Life { met_at: after, ..old },
            Life { wrote_at: after, ..old },
            Life { said_at: after, ..old },
            Life { dealt_at: after, ..old },
            Life { open_work: 1, ..old },
            Life { open_deals: 1, ..old },
        ];
        assert!(alive.iter().all(|life| !life.is_over(since)));
    }

    proptest! {
        #[test]
        fn nobody_is_due_before_their_last_day(at in 0_i64..1000, met in proptest::option::of(0_i64..1000), since in 0_i64..1000) {
            let life = Life { changed_at: Instant(at), met_at: met.map(Instant), ..Life::default() };
            prop_assert_eq!(life.is_over(Instant(since)), at < since && met.is_none_or(|met| met < since));
        }
    }
}
