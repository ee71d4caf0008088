//! How the customer buys, beside how we sell: who plays which part in the purchase, which of the customer's own jobs are
//! done, and what they object to.

use crate::kernel::id::{ContactId, ObjectionId, OpportunityId};
use crate::kernel::{Day, Refusal};
use serde::{Deserialize, Serialize};

/// What a group of buyers has to get done before it can buy, in the order in which it usually begins. They go back and
/// forth: each may be taken up again.
pub const JOBS: [&str; 4] =
    ["problem_identification", "solution_exploration", "requirements_building", "supplier_selection"];
/// What objections are about.
pub const TOPICS: [&str; 8] = ["price", "budget", "timing", "product", "competitor", "trust", "terms", "other"];
/// What became of an answer.
pub const OUTCOMES: [&str; 2] = ["accepted", "stands"];

/// One of the customer's jobs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// One of [`JOBS`].
    pub job: String,
    /// Since when they are at it.
    pub begun_on: Option<Day>,
    /// When they had done it.
    pub done_on: Option<Day>,
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Not begun.
    Open,
    /// They are at it.
    Begun,
    /// Done.
    Done,
}

impl Job {
    /// One that has not begun.
    pub fn open(job: &str) -> Job {
        Job { job: job.to_owned(), begun_on: None, done_on: None }
    }
    /// Where it stands.
    pub fn standing(&self) -> Standing {
        match (self.begun_on, self.done_on) {
            (_, Some(_)) => Standing::Done,
            (Some(_), None) => Standing::Begun,
            (None, None) => Standing::Open,
        }
    }
}

/// The job so from a day on. What is done has begun, at the latest on that day; what is taken up again keeps when it began.
///
/// # Errors
/// `refusal-choice-unknown`, `refusal-day-to-come`, `refusal-end-before-begin`.
pub fn stand(old: &Job, standing: Standing, on: Day, today: Day) -> Result<Job, Refusal> {
    if !JOBS.contains(&old.job.as_str()) {
        let refusal = Refusal::new("refusal-choice-unknown").at("job").with("value", &old.job);
        return Err(refusal.with("known", JOBS.join(", ")));
    }
    if on > today {
        return Err(Refusal::new("refusal-day-to-come").at("on").with("day", on));
    }
    let job = old.job.clone();
    match standing {
        Standing::Open => Ok(Job::open(&job)),
        Standing::Begun => Ok(Job { job, begun_on: Some(old.begun_on.unwrap_or(on)), done_on: None }),
        Standing::Done => {
            let begun = old.begun_on.unwrap_or(on);
            if on < begun {
                return Err(Refusal::new("refusal-end-before-begin").at("on").with("from", begun).with("to", on));
            }
            Ok(Job { job, begun_on: Some(begun), done_on: Some(on) })
        }
    }
}

/// Something the customer said against it, and what was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Which.
    pub id: ObjectionId,
    /// On which deal.
    pub opportunity: OpportunityId,
    /// Who said it, where that is known.
    pub contact: Option<ContactId>,
    /// One of [`TOPICS`].
    pub topic: String,
    /// In their words.
    pub said: String,
    /// What was answered.
    pub answer: Option<String>,
    /// The case study that was shown.
    pub case_study: Option<String>,
    /// One of [`OUTCOMES`], once it is known.
    pub outcome: Option<String>,
    /// When it was said.
    pub raised_on: Day,
    /// When it was answered.
    pub answered_on: Option<Day>,
}

/// Checks what every objection must have.
///
/// # Errors
/// `refusal-subject-empty`, `refusal-choice-unknown`, `refusal-answer-missing`.
pub fn check(objection: &Objection) -> Result<(), Refusal> {
    let known = |field: &str, value: &str, all: &[&str]| match all.contains(&value) {
        true => Ok(()),
        false => {
            Err(Refusal::new("refusal-choice-unknown").at(field).with("value", value).with("known", all.join(", ")))
        }
    };
    if objection.said.trim().is_empty() {
        return Err(Refusal::new("refusal-subject-empty").at("said"));
    }
    known("topic", &objection.topic, &TOPICS)?;
    objection.outcome.as_deref().map_or(Ok(()), |outcome| known("outcome", outcome, &OUTCOMES))?;
    if objection.outcome.is_some() && objection.answer.is_none() {
        return Err(Refusal::new("refusal-answer-missing").at("answer"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(n: i64) -> Day {
        Day::BEGINNING.plus(n)
    }

    #[test]
    fn what_is_done_has_begun_and_may_be_taken_up_again() {
        let open = Job::open(JOBS[0]);
        let done = stand(&open, Standing::Done, day(3), day(9)).expect("done");
        assert_eq!((done.begun_on, done.done_on, done.standing()), (Some(day(3)), Some(day(3)), Standing::Done));
        let again = stand(&done, Standing::Begun, day(8), day(9)).expect("again");
        assert_eq!((again.begun_on, again.done_on), (Some(day(3)), None));
        assert_eq!(stand(&again, Standing::Done, day(2), day(9)).unwrap_err().code, "refusal-end-before-begin");
        assert_eq!(stand(&again, Standing::Done, day(10), day(9)).unwrap_err().code, "refusal-day-to-come");
        assert_eq!(
            stand(&Job::open("haggle"), Standing::Done, day(1), day(9)).unwrap_err().code,
            "refusal-choice-unknown"
        );
        assert_eq!(stand(&done, Standing::Open, day(9), day(9)), Ok(open));
    }

    proptest! {
        #[test]
        fn no_job_ends_before_it_begins(deeds in prop::collection::vec((0_usize..3, 0_i64..30), 0..12)) {
            let mut job = Job::open(JOBS[1]);
            for (to, on) in deeds {
                let to = [Standing::Open, Standing::Begun, Standing::Done][to];
                if let Ok(next) = stand(&job, to, day(on), day(20)) {
                    prop_assert_eq!(next.standing(), to);
                    job = next;
                }
                prop_assert!(job.done_on.is_none() || job.begun_on <= job.done_on);
                prop_assert!(job.done_on <= Some(day(20)));
            }
        }
    }
}
