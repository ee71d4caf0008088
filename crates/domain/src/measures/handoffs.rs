//! Measures of hand-offs: how many are accepted in time, how long the answer takes, how much is told along, how many are
//! lost.
//!
//! A hand-off counts on the day it was offered, for the position that offered it; what becomes of it later is added to
//! that same day (a cohort). What was taken back counts nowhere. Of one that a file tells of, only that it was is known:
//! it counts as a hand-off, and in no share and no time.

use super::bookings::EVENTS_BY;
use super::catalogue::{Basis, Dimension, Direction, Doc, Formula, Measure, Unit};
use super::component::{self as part, Add, Component, Key};
use super::facts::net;
use crate::handoffs::{Cause, Handoff, State};

const BY: &[Dimension] = &[
    Dimension::Person,
    Dimension::Position,
    Dimension::Manager,
    Dimension::Unit,
    Dimension::Month,
    Dimension::Quarter,
    Dimension::Year,
];

const NEEDS: &str = "Hand-offs with who offered them, when, what was told along and how they were answered.";

/// The family, in order.
pub const ALL: &[Measure] =
    &[HANDOFFS_OFFERED, HANDOFF_ACCEPTANCE, HANDOFF_LOSS, HANDOFF_COMPLETENESS, HANDOFF_MINUTES, HANDOFFS_PER_WIN];

/// How many were offered.
pub const HANDOFFS_OFFERED: Measure = Measure {
    id: "handoffs_offered",
    unit: Unit::Count,
    direction: Direction::Up,
    basis: Basis::Created,
    roles: &["sales_operations", "sdr"],
    by: BY,
    formula: Formula::Sum(&[part::HANDOFFS_OFFERED]),
    doc: Doc {
        says: "How many times work was offered to the next in the line or the pod.",
        formula: "Hand-offs by the day they were offered, without those taken back.",
        not: "How many customers changed hands: one customer may pass several times.",
        needs: NEEDS,
    },
};

/// Which part was accepted in time.
pub const HANDOFF_ACCEPTANCE: Measure = Measure {
    id: "handoff_acceptance",
    unit: Unit::Ratio,
    direction: Direction::Up,
    roles: &["sdr", "account_executive", "customer_success_manager"],
    formula: Formula::Ratio { over: &[part::HANDOFFS_ACCEPTED], under: &[part::HANDOFFS_DECIDED] },
    doc: Doc {
        says: "Which part of the hand-offs of the period was accepted in time.",
        formula: "Accepted before the time ran out / accepted, returned or run out, by the day of the offer. Silence \
                  counts as not accepted; what still waits in time is in neither.",
        not: "Hand-offs accepted in the end, however late.",
        needs: NEEDS,
    },
    ..HANDOFFS_OFFERED
};

/// Which part was lost.
pub const HANDOFF_LOSS: Measure = Measure {
    id: "handoff_loss",
    unit: Unit::Ratio,
    direction: Direction::Down,
    roles: &["sales_operations", "customer_success_manager", "sdr"],
    formula: Formula::Ratio { over: &[part::HANDOFFS_LOST], under: &[part::HANDOFFS_TIMED] },
    doc: Doc {
        says: "Which part of the hand-offs of the period fell between two chairs.",
        formula: "Run out, returned for want of information, or accepted and then left without an activity for too \
                  long / offered, by the day of the offer.",
        not: "Hand-offs returned with any other reason, which is what returning is for.",
        needs: NEEDS,
    },
    ..HANDOFFS_OFFERED
};

/// How much of what must be told was told.
pub const HANDOFF_COMPLETENESS: Measure = Measure {
    id: "handoff_completeness",
    unit: Unit::Ratio,
    direction: Direction::Up,
    roles: &["sales_operations", "customer_success_manager"],
    formula: Formula::Ratio { over: &[part::HANDOFF_FILLED], under: &[part::HANDOFF_ASKED] },
    doc: Doc {
        says: "How much of what the next stage asks for was told with the offer.",
        formula: "Fields told / fields asked for, over all offers of the period, as they stood at the offer.",
        not: "Whether what was told was true or enough.",
        needs: NEEDS,
    },
    ..HANDOFFS_OFFERED
};

/// How long an answer takes.
pub const HANDOFF_MINUTES: Measure = Measure {
    id: "handoff_minutes",
    unit: Unit::Minutes,
    direction: Direction::Down,
    roles: &["sales_operations", "account_executive"],
    formula: Formula::Median(&[part::HANDOFF_ANSWER_MINUTES]),
    doc: Doc {
        says: "How many minutes pass from the offer to the answer: the median.",
        formula: "Median of whole minutes over hand-offs accepted or returned, by the day of the offer.",
        not: "The time to the first work on it.",
        needs: NEEDS,
    },
    ..HANDOFFS_OFFERED
};

/// How often a customer changes hands on the way.
pub const HANDOFFS_PER_WIN: Measure = Measure {
    id: "handoffs_per_win",
    unit: Unit::Ratio,
    direction: Direction::Band { low: 0.0, high: 3.0 },
    basis: Basis::Closed,
    roles: &["sales_operations", "head_of_sales"],
    by: EVENTS_BY,
    formula: Formula::Ratio { over: &[part::WON_HANDOFFS], under: &[part::WON_COUNT] },
    doc: Doc {
        says: "How often an opportunity that was won in the period was handed over, for whoever had it then.",
        formula: "Accepted hand-offs of the opportunities won / opportunities won, by the day they closed, whenever the \
                  hand-offs were. Those of the lead it came of count, and those of its customer that stem from it; late \
                  answers and those that a file tells of count too. More than three are told in the checks.",
        not: "Hand-offs offered, many of which are of what is never won.",
        needs: "Outcomes of opportunities, and hand-offs with what they passed.",
    },
};

/// Everything a hand-off contributes as it stands.
pub fn contributions(handoff: &Handoff) -> Vec<Add> {
    additions(None, Some(handoff))
}

/// What a write adds: the contributions after it less those before it, netted, without zeros, in order.
pub fn additions(before: Option<&Handoff>, after: Option<&Handoff>) -> Vec<Add> {
    let mut adds = Vec::with_capacity(8);
    if let Some(handoff) = before {
        state(handoff, &mut adds);
        adds.iter_mut().for_each(|add| add.amount = -add.amount);
    }
    if let Some(handoff) = after {
        state(handoff, &mut adds);
    }
    net(&mut adds);
    adds
}

fn state(handoff: &Handoff, adds: &mut Vec<Add>) {
    if handoff.state == State::Withdrawn {
        return;
    }
    let mut add = |component: Component, bucket: i64, amount: i64| {
        let key = Key {
            component,
            day: handoff.offered_on,
            position: handoff.from,
            person: None,
            product: None,
            account_tier: None,
            source: None,
        };
        adds.push(Add { key, bucket, amount });
    };
    add(part::HANDOFFS_OFFERED, 0, 1);
    if handoff.cause == Cause::File {
        return;
    }
    let is_answered = matches!(handoff.state, State::Accepted | State::Returned);
    add(part::HANDOFFS_TIMED, 0, 1);
    add(part::HANDOFFS_DECIDED, 0, i64::from(is_answered || handoff.expired_at.is_some()));
    add(part::HANDOFFS_ACCEPTED, 0, i64::from(handoff.is_in_time()));
    add(part::HANDOFFS_LOST, 0, i64::from(handoff.is_lost()));
    add(part::HANDOFF_ASKED, 0, handoff.asked);
    add(part::HANDOFF_FILLED, 0, handoff.filled);
    if let Some(decided) = handoff.decided_at.filter(|_| is_answered) {
        add(part::HANDOFF_ANSWER_MINUTES, (decided.0 - handoff.offered_at.0).max(0) / 60_000, 1);
    }
}

#[cfg(test)]
mod tests {
    use super::super::roll::Sums;
    use super::*;
    use crate::handoffs::{MISSING, samples::offer};
    use crate::kernel::{Currency, Instant};
    use proptest::prelude::*;

    fn value(measure: &Measure, handoffs: &[Handoff]) -> String {
        let sums: Sums = handoffs.iter().flat_map(contributions).collect::<Vec<_>>().iter().collect();
        let figure = measure.figure(&sums, Currency::new("EUR").expect("a currency"));
        serde_json::to_string(&figure.value).expect("serialisable")
    }
    fn answered(state: State, minutes: i64) -> Handoff {
        Handoff { state, decided_at: Some(Instant(minutes * 60_000)), ..offer(1, Some(2)) }
    }

    #[test]
    fn silence_is_not_accepted_and_what_waits_is_in_neither() {
        let all = [
            answered(State::Accepted, 10),
            Handoff { expired_at: Some(Instant(9)), ..answered(State::Accepted, 50) },
            Handoff { expired_at: Some(Instant(9)), ..offer(1, Some(2)) },
            Handoff { reason: Some(MISSING.to_owned()), ..answered(State::Returned, 30) },
            offer(1, Some(2)),
            answered(State::Withdrawn, 1),
            Handoff { cause: Cause::File, ..answered(State::Accepted, 0) },
        ];
        assert_eq!(value(&HANDOFFS_OFFERED, &all), "6");
        assert_eq!(value(&HANDOFF_ACCEPTANCE, &all), "0.25");
        assert_eq!(value(&HANDOFF_LOSS, &all), "0.6");
        assert_eq!(value(&HANDOFF_MINUTES, &all), "30.0");
        assert_eq!(value(&HANDOFF_COMPLETENESS, &all), "null");
    }

    #[test]
    fn what_was_told_over_what_is_asked() {
        let told = |filled| Handoff { asked: 2, filled, ..offer(1, Some(2)) };
        assert_eq!(value(&HANDOFF_COMPLETENESS, &[told(1), told(2)]), "0.75");
    }

    fn any_handoff() -> impl Strategy<Value = Handoff> {
        let instant = || prop::option::of((0_i64..90_000_000).prop_map(Instant));
        (0_usize..4, 0_usize..3, 1_u128..4, instant(), instant(), any::<bool>(), any::<bool>(), 0_i64..7).prop_map(
            |(state, cause, from, expired_at, decided_at, is_quiet, bounced, filled)| Handoff {
                state: State::ALL[state],
                cause: [Cause::Stage, Cause::Hand, Cause::File][cause],
                expired_at,
                decided_at,
                is_quiet,
                asked: 6,
                filled,
                reason: bounced.then(|| MISSING.to_owned()),
                ..offer(from, None)
            },
        )
    }

    proptest! {
        #[test]
        fn added_write_by_write_equals_recomputed(states in prop::collection::vec(any_handoff(), 1..8)) {
            let mut books = contributions(&states[0]);
            for pair in states.windows(2) {
                books.extend(additions(Some(&pair[0]), Some(&pair[1])));
            }
            net(&mut books);
            prop_assert_eq!(&books, &contributions(&states[states.len() - 1]));
            books.extend(additions(states.last(), None));
            net(&mut books);
            prop_assert!(books.is_empty());
        }
        #[test]
        fn shares_are_parts_of_a_whole(states in prop::collection::vec(any_handoff(), 0..12)) {
            for measure in [&HANDOFF_ACCEPTANCE, &HANDOFF_LOSS, &HANDOFF_COMPLETENESS] {
                let share: Option<f64> = serde_json::from_str(&value(measure, &states)).expect("a number");
                prop_assert!(share.is_none_or(|share| (0.0..=1.0).contains(&share)), "{} {:?}", measure.id, share);
            }
        }
    }
}
