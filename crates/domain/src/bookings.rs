//! Money won, and for whom it counts.
//!
//! A booking is written once when an opportunity is won and never edited: a reopening reverses it on the
//! day of the reopening, a correction reverses it on its own day. Until rules say otherwise it carries one
//! direct credit line, 100 % to the owner's position, so direct credit always sums to the booking.

use crate::kernel::id::{self, *};
use crate::kernel::{Day, Money};
use crate::opportunities::{Opportunity, Step, StepKind};
use serde::{Deserialize, Serialize};

/// One in units of the company's currency for one unit, times a thousand million.
pub const RATE_ONE: i64 = 1_000_000_000;

/// Money won, or taken back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Booking {
    /// Derived from its source, so that recomputing gives the same.
    pub id: BookingId,
    /// Of which opportunity.
    pub opportunity: OpportunityId,
    /// Whom to.
    pub account: Option<AccountId>,
    /// For what.
    pub product: Option<ProductId>,
    /// Tier of the account then.
    pub tier: Option<String>,
    /// The day it counts.
    pub booked_on: Day,
    /// As agreed. Negative where it takes back.
    pub amount: Money,
    /// In the company's currency, minor units.
    pub company_minor: i64,
    /// The booking it takes back.
    pub reverses: Option<BookingId>,
    /// The position it counts for.
    pub owner: PositionId,
}

/// A share of a booking that counts for a position.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CreditLine {
    /// Derived from its booking.
    pub id: CreditLineId,
    /// Of which booking.
    pub booking: BookingId,
    /// For whom.
    pub position: PositionId,
    /// Minor units of the company's currency.
    pub company_minor: i64,
    /// The line it takes back.
    pub reverses: Option<CreditLineId>,
}

/// The bookings that an opportunity's steps call for, in order.
pub fn called_for(state: &Opportunity, steps: &[Step]) -> Vec<Booking> {
    let mut bookings: Vec<Booking> = Vec::new();
    for (seq, step) in steps.iter().enumerate() {
        let Some(on) = step.on else { continue };
        match step.kind {
            StepKind::Won => bookings.push(won(state, step, seq, on)),
            StepKind::Reopened => {
                let standing = bookings.last().filter(|b| b.reverses.is_none()).cloned();
                bookings.extend(standing.map(|b| reversal(&b, on)));
            }
            _ => {}
        }
    }
    bookings
}

fn won(state: &Opportunity, step: &Step, seq: usize, on: Day) -> Booking {
    let company_minor = step.company_minor.unwrap_or(0);
    let amount = state.amount.unwrap_or_default();
    let day = on.to_string();
    let seq = seq.to_le_bytes();
    let worth = company_minor.to_le_bytes();
    let id = id::derived(&[b"booking", state.id.0.as_bytes(), &seq, day.as_bytes(), &worth, step.owner.0.as_bytes()]);
    Booking {
        id,
        opportunity: state.id,
        account: step.account,
        product: step.product,
        tier: step.tier.clone(),
        booked_on: on,
        amount,
        company_minor,
        reverses: None,
        owner: step.owner,
    }
}

/// The booking that takes another back, on a day.
pub fn reversal(booking: &Booking, on: Day) -> Booking {
    let day = on.to_string();
    Booking {
        id: id::derived(&[b"reversal", booking.id.0.as_bytes(), day.as_bytes()]),
        booked_on: on,
        amount: Money::new(-booking.amount.minor, booking.amount.currency),
        company_minor: -booking.company_minor,
        reverses: Some(booking.id),
        ..booking.clone()
    }
}

/// What must be written so that what stands is what is called for: new bookings, and reversals (on their
/// own day) of those no longer called for. Nothing is ever edited: a booking that was taken back and is called
/// for again is booked anew.
pub fn correct(standing: &[Booking], called_for: &[Booking]) -> Vec<Booking> {
    let mut wanted: Vec<Booking> = Vec::new();
    for called in called_for.iter().filter(|b| b.reverses.is_none()) {
        let reopened_on = called_for.iter().find(|r| r.reverses == Some(called.id)).map(|r| r.booked_on);
        let booked = standing_as(standing, called, reopened_on);
        let reopened = reopened_on.map(|on| reversal(&booked, on));
        wanted.extend(std::iter::once(booked).chain(reopened));
    }
    let reversed = |b: &Booking| standing.iter().any(|r| r.reverses == Some(b.id));
    let is_wanted = |b: &Booking| wanted.iter().any(|w| w.id == b.id);
    let stale = standing.iter().filter(|b| b.reverses.is_none() && !is_wanted(b) && !reversed(b));
    let stale: Vec<Booking> = stale.map(|b| reversal(b, b.booked_on)).collect();
    let known = |b: &Booking| standing.iter().any(|s| s.id == b.id);
    stale.into_iter().chain(wanted.into_iter().filter(|b| !known(b))).collect()
}

/// The booking under the first id of its own that no correction took back.
fn standing_as(standing: &[Booking], called: &Booking, reopened_on: Option<Day>) -> Booking {
    let taken_back =
        |id: BookingId| standing.iter().any(|r| r.reverses == Some(id) && Some(r.booked_on) != reopened_on);
    let mut booked = called.clone();
    for again in 1_u64.. {
        if !taken_back(booked.id) {
            break;
        }
        booked.id = id::derived(&[b"again", called.id.0.as_bytes(), &again.to_le_bytes()]);
    }
    booked
}

/// The credit of a booking: 100 % direct to the owner's position.
pub fn credit(booking: &Booking) -> CreditLine {
    let line = |booking: BookingId| id::derived(&[b"credit", booking.0.as_bytes()]);
    CreditLine {
        id: line(booking.id),
        booking: booking.id,
        position: booking.owner,
        company_minor: booking.company_minor,
        reverses: booking.reverses.map(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opportunities::{Outcome, arrival};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Won on one of few days for one of few amounts, then reopened or not.
    fn told(day: i64, worth: i64, reopened: bool) -> Vec<Booking> {
        let on = "2026-03-01".parse::<Day>().expect("a day").plus(day);
        let none = uuid::Uuid::nil();
        let state: Opportunity = serde_json::from_value(serde_json::json!({
            "id": none, "name": "Deal", "pipeline": none, "stage": none, "outcome": Outcome::Won, "owner": none,
            "company_minor": worth, "close_on": on, "probability_bp": 0, "forecast_category": "closed", "version": 1,
        }))
        .expect("an opportunity");
        let mut steps = arrival(&state, state.stage, None);
        if reopened {
            let last = steps.last().expect("a step").clone();
            steps.push(Step { kind: StepKind::Reopened, on: Some(on.plus(1)), ..last });
        }
        called_for(&state, &steps)
    }

    fn sums(bookings: &[Booking]) -> BTreeMap<Day, i64> {
        let mut sums = BTreeMap::new();
        for booking in bookings {
            *sums.entry(booking.booked_on).or_insert(0) += booking.company_minor;
        }
        sums.retain(|_, sum| *sum != 0);
        sums
    }

    proptest! {
        #[test]
        fn what_stands_is_what_is_called_for_however_often_it_changes(
            told_in_turn in prop::collection::vec((0_i64..2, 1_i64..3, any::<bool>()), 1..8)
        ) {
            let mut standing: Vec<Booking> = Vec::new();
            let total = |bookings: &[Booking]| bookings.iter().map(|b| b.company_minor).sum::<i64>();
            let mut was_reopened = false;
            for (day, worth, reopened) in told_in_turn {
                let called = told(day, worth, reopened);
                standing.extend(correct(&standing, &called));
                prop_assert_eq!(total(&standing), total(&called));
                // What a reopening took back stays taken back on its own day.
                was_reopened |= reopened;
                if !was_reopened {
                    prop_assert_eq!(sums(&standing), sums(&called));
                }
                prop_assert!(correct(&standing, &called).is_empty());
                let ids: std::collections::BTreeSet<_> = standing.iter().map(|b| b.id).collect();
                prop_assert_eq!(ids.len(), standing.len());
            }
        }
    }
}
