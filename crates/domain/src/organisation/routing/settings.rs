//! What a company sets beside its coverage: queues, absences, hours, ramp, holdovers, embargoes.
//!
//! All of one day: the caller keeps dated rows and hands over those that hold.

use super::explain::Target;
use super::hours::Hours;
use super::work::{WorkKind, WorkStage};
use crate::kernel::Span;
use crate::kernel::id::{PersonId, QueueId, SegmentId, UnitId};
use serde::{Deserialize, Serialize};

/// Where work waits that nobody may take.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Queue {
    /// Which.
    pub id: QueueId,
    /// Its name.
    pub name: String,
    /// The unit whose work waits here, with all inside it; none for the company's.
    pub unit: Option<UnitId>,
}

/// Someone is away.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Absence {
    /// Who.
    pub person: PersonId,
    /// On which days.
    pub span: Span,
    /// Who gets what would be theirs by name meanwhile.
    #[serde(default)]
    pub deputy: Option<PersonId>,
}

/// What someone new to a position takes on at first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RampStep {
    /// For as many weeks since they took the position
    pub weeks: u32,
    /// they get this share of a full one, in basis points.
    pub share_bp: u32,
}

/// For how long the old owner keeps what another would now get.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Holdover {
    /// What is kept.
    pub kind: WorkKind,
    /// At which stages; empty means all.
    pub stages: Vec<WorkStage>,
    /// Only what is in this segment; none means all. Rules with a segment stand before those without.
    pub segment: Option<SegmentId>,
    /// For how many days from the change.
    pub days: u32,
    /// How many such records one position may keep at a time.
    pub most: Option<u32>,
}

/// What goes to someone whatever coverage says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Embargo {
    /// What is in this segment
    pub segment: SegmentId,
    /// goes here.
    pub to: Target,
    /// Why.
    pub reason: String,
}

/// All that is set, as it holds on a day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// The company's queue, which takes what no other does.
    pub company_queue: QueueId,
    /// Queues of units.
    pub queues: Vec<Queue>,
    /// Who is away when.
    pub absences: Vec<Absence>,
    /// When places are at work; a place that is not named is always open.
    pub hours: Vec<Hours>,
    /// By weeks, the fewest first; without any, the new get their full share at once.
    pub ramp: Vec<RampStep>,
    /// The first that fits counts, those with a segment first.
    pub holdovers: Vec<Holdover>,
    /// The first that fits counts.
    pub embargoes: Vec<Embargo>,
}

impl Settings {
    /// The share, in basis points, of someone who took their position so many days ago.
    pub fn ramp_share(&self, days: i64) -> u32 {
        let running = |step: &&RampStep| days < i64::from(step.weeks) * 7;
        self.ramp.iter().filter(running).min_by_key(|step| step.weeks).map_or(10_000, |step| step.share_bp.min(10_000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ramp_rises_with_the_weeks_and_ends() {
        let step = |weeks, share_bp| RampStep { weeks, share_bp };
        let settings = Settings { ramp: vec![step(12, 7_500), step(4, 2_500)], ..Settings::default() };
        let shares: Vec<u32> = [0, 27, 28, 83, 84].into_iter().map(|days| settings.ramp_share(days)).collect();
        assert_eq!(shares, [2_500, 2_500, 7_500, 7_500, 10_000]);
        assert_eq!(Settings::default().ramp_share(0), 10_000);
    }
}
