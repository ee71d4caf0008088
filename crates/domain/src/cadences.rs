//! Cadences: a named sequence of steps over working days. Whoever is enrolled gets each step as a task on its day, until
//! they reply, are won or lost, or someone stops it.

use crate::kernel::id::CadenceId;
use crate::kernel::{Day, Refusal, length};
use serde::{Deserialize, Serialize};

/// Kinds of steps.
pub const KINDS: [&str; 4] = ["call", "email", "meeting", "task"];
/// Why an enrolment ended.
pub const STOPS: [&str; 7] = ["reply", "closed", "converted", "aside", "hand", "erased", "consent"];
/// Working days after the first on which a step may fall, at most.
pub const LONGEST: i64 = 365;
/// Steps of a cadence at most.
pub const MOST: usize = 50;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Working days after the first day; 0 is the first.
    pub day: i64,
    /// One of [`KINDS`].
    pub kind: String,
    /// What is to be done.
    pub subject: String,
    /// What to say.
    #[serde(default)]
    pub body: String,
}

/// A sequence of steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cadence {
    /// Which.
    pub id: CadenceId,
    /// Its name.
    pub name: String,
    /// Its steps, by day.
    pub steps: Vec<Step>,
    /// Whether anybody may be enrolled.
    pub is_active: bool,
}

/// Checks what every cadence must have.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long`, `refusal-subject-empty`, `refusal-choice-unknown`, `refusal-cadence-day`, `refusal-cadence-long`.
pub fn check(cadence: &Cadence) -> Result<(), Refusal> {
    length::named(&cadence.name, "name")?;
    if cadence.steps.len() > MOST {
        return Err(Refusal::new("refusal-cadence-long").at("day").with("most", MOST));
    }
    for step in &cadence.steps {
        if step.subject.trim().is_empty() {
            return Err(Refusal::new("refusal-subject-empty").at("subject"));
        }
        if !(0..=LONGEST).contains(&step.day) {
            return Err(Refusal::new("refusal-cadence-day").at("day").with("most", LONGEST));
        }
        if !KINDS.contains(&step.kind.as_str()) {
            let refusal = Refusal::new("refusal-choice-unknown").at("kind").with("value", &step.kind);
            return Err(refusal.with("known", KINDS.join(", ")));
        }
    }
    Ok(())
}

/// The cadence with one step more, in order of day; what stood on that day before comes first.
#[must_use]
pub fn with(cadence: &Cadence, step: Step) -> Cadence {
    let mut new = cadence.clone();
    new.steps.push(step);
    new.steps.sort_by_key(|step| step.day);
    new
}

/// The days of the steps of a cadence that begins on a day: working days, the first of them that day or the next one.
pub fn schedule(steps: &[Step], start: Day) -> Vec<Day> {
    let first = start.plus_workdays(0);
    steps.iter().map(|step| first.plus_workdays(step.day)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn step(day: i64) -> Step {
        Step { day, kind: "call".into(), subject: "Call".into(), body: String::new() }
    }

    #[test]
    fn steps_fall_on_working_days() {
        let start: Day = "2026-11-21".parse().expect("a Saturday");
        let days = schedule(&[step(0), step(1), step(5)], start);
        assert_eq!(
            days.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["2026-11-23", "2026-11-24", "2026-11-30"]
        );
    }

    #[test]
    fn a_cadence_has_a_name_and_each_step_a_subject() {
        let good = Cadence { id: CadenceId::default(), name: "New".into(), steps: vec![step(0)], is_active: true };
        assert_eq!(check(&good), Ok(()));
        let code = |cadence: Cadence| check(&cadence).unwrap_err().code;
        assert_eq!(code(Cadence { name: " ".into(), ..good.clone() }), "refusal-name-empty");
        assert_eq!(code(with(&good, Step { subject: String::new(), ..step(1) })), "refusal-subject-empty");
        assert_eq!(code(with(&good, step(366))), "refusal-cadence-day");
        assert_eq!(code(with(&good, Step { kind: "note".into(), ..step(1) })), "refusal-choice-unknown");
    }

    proptest! {
        #[test]
        fn days_are_working_days_in_order(days in prop::collection::vec(0_i64..60, 0..12), start in 0_i64..4000) {
            let mut cadence = Cadence { id: CadenceId::default(), name: "x".into(), steps: Vec::new(), is_active: true };
            for day in days {
                cadence = with(&cadence, step(day));
            }
            let start = Day::BEGINNING.plus(700_000 + start);
            let scheduled = schedule(&cadence.steps, start);
            prop_assert!(scheduled.windows(2).all(|pair| pair[0] <= pair[1]));
            prop_assert!(scheduled.iter().all(|day| day.weekday() <= 5 && *day >= start));
        }
    }
}
