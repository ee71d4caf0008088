//! What becomes of an offer. Each decision answers the hand-off as it is to be; who owns the record follows from it.

use super::{Handoff, REASONS, State};
use crate::kernel::id::{PositionId, UserId};
use crate::kernel::{Instant, Refusal};

/// Accepted by a position: it owns the work from now on.
///
/// # Errors
/// `refusal-handoff-closed` where it has been answered.
pub fn accept(old: &Handoff, to: PositionId, by: Option<UserId>, now: Instant) -> Result<Handoff, Refusal> {
    let open = waiting(old)?;
    Ok(Handoff { to: Some(to), state: State::Accepted, ..answered(open, by, now) })
}

/// Given back to the sender.
///
/// # Errors
/// `refusal-handoff-closed`; `refusal-handoff-reason` where no reason of [`REASONS`] is given; `refusal-handoff-reply`
/// where "other" says nothing more.
pub fn give_back(
    old: &Handoff,
    (reason, reply): (&str, Option<&str>),
    by: Option<UserId>,
    now: Instant,
) -> Result<Handoff, Refusal> {
    let open = waiting(old)?;
    if !REASONS.contains(&reason) {
        return Err(Refusal::new("refusal-handoff-reason").at("reason"));
    }
    let reply = reply.map(str::trim).filter(|reply| !reply.is_empty()).map(str::to_owned);
    if reason == "other" && reply.is_none() {
        return Err(Refusal::new("refusal-handoff-reply").at("reply"));
    }
    let reason = Some(reason.to_owned());
    Ok(Handoff { state: State::Returned, reason, reply, ..answered(open, by, now) })
}

/// Taken back by the sender, or no longer needed.
///
/// # Errors
/// `refusal-handoff-closed`.
pub fn withdraw(old: &Handoff, by: Option<UserId>, now: Instant) -> Result<Handoff, Refusal> {
    Ok(Handoff { state: State::Withdrawn, ..answered(waiting(old)?, by, now) })
}

/// Offered to another position instead, who has the whole time to answer. What ran out before stays told.
///
/// # Errors
/// `refusal-handoff-closed`; `refusal-handoff-self` for the sender.
pub fn redirect(old: &Handoff, to: PositionId, due_at: Instant) -> Result<Handoff, Refusal> {
    let open = waiting(old)?;
    if to == old.from {
        return Err(Refusal::new("refusal-handoff-self").at("to"));
    }
    Ok(Handoff { to: Some(to), escalated_to: None, due_at, ..open.clone() })
}

/// Its time has run out: it goes up the line to `above`, who has until `next_due`. At the top it stays where it is.
/// None where it is answered, or its time is not over.
pub fn expire(old: &Handoff, above: Option<PositionId>, next_due: Instant, now: Instant) -> Option<Handoff> {
    if !old.is_open() || now < old.due_at {
        return None;
    }
    let is_further = above.is_some() && above != old.escalated_to;
    Some(Handoff {
        expired_at: old.expired_at.or(Some(now)),
        escalated_to: above.or(old.escalated_to),
        escalations: old.escalations + i64::from(is_further),
        due_at: next_due,
        ..old.clone()
    })
}

fn waiting(old: &Handoff) -> Result<&Handoff, Refusal> {
    if old.is_open() { Ok(old) } else { Err(Refusal::new("refusal-handoff-closed")) }
}

fn answered(old: &Handoff, by: Option<UserId>, now: Instant) -> Handoff {
    Handoff { decided_at: Some(now), decided_by: by, ..old.clone() }
}

#[cfg(test)]
mod tests {
    use super::super::samples::offer;
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn position(n: u128) -> PositionId {
        PositionId(Uuid::from_u128(n))
    }

    #[test]
    fn an_answer_is_given_once() {
        let offered = offer(1, Some(2));
        let taken = accept(&offered, position(2), None, Instant(5)).expect("accepted");
        assert!(taken.is_in_time() && !taken.is_lost());
        let again = give_back(&taken, ("duplicate", None), None, Instant(6)).expect_err("closed");
        assert_eq!(again.code, "refusal-handoff-closed");
        assert!(withdraw(&taken, None, Instant(6)).is_err() && redirect(&taken, position(3), Instant(9)).is_err());
    }

    #[test]
    fn a_return_says_why() {
        let offered = offer(1, Some(2));
        let refused =
            |reason, reply| give_back(&offered, (reason, reply), None, Instant(5)).expect_err("refused").field;
        assert_eq!(refused("whim", None).as_deref(), Some("reason"));
        assert_eq!(refused("other", Some("  ")).as_deref(), Some("reply"));
        let back = give_back(&offered, (super::super::MISSING, None), None, Instant(5)).expect("returned");
        assert!(back.is_lost());
    }

    #[test]
    fn silence_goes_up_the_line_and_may_still_end_well() {
        let offered = offer(1, Some(2));
        assert_eq!(expire(&offered, Some(position(8)), Instant(2_000), Instant(999)), None);
        let late = expire(&offered, Some(position(8)), Instant(2_000), Instant(1_000)).expect("expired");
        assert_eq!(
            (late.expired_at, late.escalated_to, late.escalations),
            (Some(Instant(1_000)), Some(position(8)), 1)
        );
        assert_eq!(late.due_at, Instant(2_000));
        let top = expire(&late, None, Instant(3_500), Instant(2_500)).expect("again");
        assert_eq!((top.expired_at, top.escalated_to, top.escalations), (Some(Instant(1_000)), Some(position(8)), 1));
        let taken = accept(&top, position(8), None, Instant(2_600)).expect("accepted");
        assert!(taken.is_lost() && !taken.is_in_time());
        assert_eq!(taken.outcome(), "late");
    }

    #[test]
    fn an_offer_is_not_turned_to_its_sender() {
        let offered = offer(1, None);
        assert_eq!(redirect(&offered, position(1), Instant(9)).expect_err("self").field.as_deref(), Some("to"));
        let turned = redirect(&offered, position(4), Instant(9)).expect("redirected");
        assert_eq!((turned.to, turned.due_at), (Some(position(4)), Instant(9)));
    }

    proptest! {
        #[test]
        fn whatever_is_tried_an_answer_stands_and_time_runs_forward(tries in prop::collection::vec(0_u8..5, 1..20)) {
            let mut state = offer(1, Some(2));
            for (at, what) in (1_i64..).map(|n| Instant(n * 400)).zip(tries) {
                let new = match what {
                    0 => accept(&state, position(2), None, at).ok(),
                    1 => give_back(&state, ("duplicate", None), None, at).ok(),
                    2 => withdraw(&state, None, at).ok(),
                    3 => redirect(&state, position(3), Instant(at.0 + 500)).ok(),
                    _ => expire(&state, Some(position(9)), Instant(at.0 + 100), at),
                };
                prop_assert!(state.is_open() || new.is_none());
                if let Some(new) = new {
                    prop_assert!(new.expired_at.is_some() || state.expired_at.is_none());
                    prop_assert_eq!(new.is_open(), new.decided_at.is_none());
                    state = new;
                }
            }
        }
    }
}
