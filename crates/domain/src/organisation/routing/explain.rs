//! Why work went where it went: steps that a person reads and a machine can walk again.
//!
//! Beside the work itself, the steps hold all that was asked of [`Loads`]: the turn and the counts of those who
//! stood to choice, the counts of those who were full. So a [`Router`] of the same day and settings comes to the
//! same answer, and a doubt can be settled long after.

use super::decide::route;
use super::loads::Loads;
use super::router::Router;
use super::work::Work;
use crate::kernel::Day;
use crate::kernel::id::{CoverageId, PositionId, QueueId, SegmentId, UnitId};
use crate::organisation::model::Distribution;
use serde::{Deserialize, Serialize};

/// Where work goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// To a seat, and so to whoever holds it.
    Position(PositionId),
    /// To wait.
    Queue(QueueId),
}

/// Why a position did not get it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Out {
    /// It is not there on the day.
    Gone,
    /// It stands for one that is missing.
    Stub,
    /// Nobody holds it.
    Vacant,
    /// All who hold it are away.
    Absent,
    /// It carries as much as it can.
    Full {
        /// What it carries.
        open: u32,
        /// What it can.
        most: u32,
    },
    /// It got as much today as it may.
    DayFull {
        /// What it got.
        today: u32,
        /// What it may.
        most: u32,
    },
    /// It keeps as many old ones as it may.
    HoldoversFull {
        /// What it keeps.
        held: u32,
        /// What it may.
        most: u32,
    },
    /// It had it and left it lying.
    Left,
    /// Its place is closed now, and others are open.
    OffHours,
    /// Who holds it is new, and it is not their turn this round.
    Ramp {
        /// Their share of a full one.
        share_bp: u32,
    },
}

/// One step of a decision.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of settings and coverage and say what they are")]
pub enum Step {
    /// An embargo sends it there.
    Embargo { segment: SegmentId, to: Target, reason: String },
    /// This one left it lying for so many hours, so it goes back.
    Unworked { position: PositionId, hours: u32 },
    /// It is theirs by name.
    Named { position: PositionId },
    /// The old owner keeps it until before the day.
    Holdover { position: PositionId, until: Day },
    /// The old owner kept it until before the day.
    HoldoverEnded { position: PositionId, until: Day },
    /// It goes with the parent.
    Family { position: PositionId },
    /// It would go with the parent, but is marked to go its own way.
    FamilyLeft { position: PositionId },
    /// This coverage is the next in rank that fits.
    Rule {
        coverage: CoverageId,
        segment: Option<SegmentId>,
        unit: Option<UnitId>,
        position: Option<PositionId>,
        distribution: Distribution,
        priority: i32,
        /// How many stood to choice.
        candidates: u32,
        /// Which turn it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        turn: Option<u64>,
        /// What each of them carried, in the order of their ids, where that counted.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        open: Vec<u32>,
    },
    /// The account's owner is asked first.
    Owner { position: PositionId },
    /// This one was passed over.
    Passed { position: PositionId, out: Out },
    /// Nobody was left, so hours and ramp do not count.
    Relaxed,
    /// This one gets it, through these units from the covering one down to its own.
    Chosen { position: PositionId, through: Vec<UnitId>, open: u32, most: Option<u32> },
    /// Nobody behind the coverage may take it.
    Exhausted { coverage: CoverageId },
    /// No coverage fits.
    Uncovered,
    /// It waits here: in the queue of this unit, or the company's.
    Waits { queue: QueueId, of: Option<UnitId> },
}

/// What was asked, on which day, and how it was answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Explanation {
    /// The day of the organisation.
    pub day: Day,
    /// What was asked.
    pub work: Work,
    /// How it was answered.
    pub steps: Vec<Step>,
}

/// An answer and its reason.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Decision {
    /// Where it goes.
    pub to: Target,
    /// Why.
    pub why: Explanation,
}

impl Decision {
    /// The coverage that decided, where one did.
    pub fn coverage(&self) -> Option<CoverageId> {
        let rule = |step: &Step| if let Step::Rule { coverage, .. } = step { Some(*coverage) } else { None };
        let chosen = self.why.steps.iter().any(|step| matches!(step, Step::Chosen { .. }));
        self.why.steps.iter().rev().find_map(rule).filter(|_| chosen)
    }
}

/// Decides once more what was decided, from the explanation alone. The router must be of the same day, coverage and
/// settings; then the answer is the same to the last step.
pub fn replay(why: &Explanation, router: &Router) -> Decision {
    let mut loads = Loads::new(router);
    for step in &why.steps {
        match step {
            Step::Rule { coverage, turn, open, .. } => {
                if let Some(turn) = turn {
                    loads.set_turn(router, *coverage, *turn);
                }
                let pool = router.candidates(*coverage, why.work.stage);
                for (position, open) in pool.into_iter().zip(open) {
                    loads.set_open(router, position, why.work.kind, *open);
                }
            }
            Step::Passed { position, out: Out::Full { open, .. } } | Step::Chosen { position, open, .. } => {
                loads.set_open(router, *position, why.work.kind, *open);
            }
            Step::Passed { position, out: Out::DayFull { today, .. } } => loads.set_today(router, *position, *today),
            Step::Passed { position, out: Out::HoldoversFull { held, .. } } => {
                loads.set_held_over(router, *position, *held);
            }
            _ => {}
        }
    }
    route(router, &why.work, &mut loads)
}
