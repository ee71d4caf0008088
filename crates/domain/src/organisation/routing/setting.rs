//! A setting of routing as it is kept: one dated row each, of one of these kinds.

use super::explain::Target;
use super::freeze::Freeze;
use super::hours::{Hours, Opening};
use super::settings::{Absence, Embargo, Holdover, Queue, RampStep, Settings};
use super::work::{Back, WorkKind, WorkStage};
use crate::kernel::id::{AccountId, PersonId, PositionId, QueueId, RoutingSettingId, SegmentId, UnitId};
use crate::kernel::{Refusal, Span, length};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Longest name or reason, in characters.
const LONGEST: usize = 200;

/// One setting. Which days it holds on is its row's.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the types in `settings`")]
pub enum Setting {
    /// A queue; its id is the setting's. Of a unit, or one that embargoes and people name.
    Queue { name: String, unit: Option<UnitId> },
    /// Someone is away on the days of the row.
    Absence {
        person: PersonId,
        note: Option<String>,
        #[serde(default)]
        deputy: Option<PersonId>,
    },
    /// When a place is at work, in an IANA time zone; without a location, every place that has no hours of its own.
    Hours { location: Option<String>, zone: String, week: Vec<Opening> },
    /// What someone new takes on.
    Ramp { steps: Vec<RampStep> },
    /// How long an old owner keeps what would be another's.
    Holdover { work: WorkKind, stages: Vec<WorkStage>, segment: Option<SegmentId>, days: u32, most: Option<u32> },
    /// What goes to one target whatever coverage says.
    Embargo { segment: SegmentId, to: Target, reason: String },
    /// Segments of the fiscal year's first day count.
    Freeze { idle_weeks: Option<u32> },
    /// New work that nobody has touched for so many hours goes back.
    Recycle { work: WorkKind, hours: u32, to: Back },
    /// An account that is somebody's by name, or goes another way than its parent.
    Mark { account: AccountId, owner: Option<PositionId> },
}

fn fault(code: &str, field: &str) -> Result<(), Refusal> {
    Err(Refusal::new(code).at(field))
}

fn named(text: &str, field: &str) -> Result<(), Refusal> {
    length::within(text, field, LONGEST)
}

impl Setting {
    /// The word it is kept under.
    pub fn kind(&self) -> &'static str {
        match self {
            Setting::Queue { .. } => "queue",
            Setting::Absence { .. } => "absence",
            Setting::Hours { .. } => "hours",
            Setting::Ramp { .. } => "ramp",
            Setting::Holdover { .. } => "holdover",
            Setting::Embargo { .. } => "embargo",
            Setting::Freeze { .. } => "freeze",
            Setting::Recycle { .. } => "recycle",
            Setting::Mark { .. } => "mark",
        }
    }
    /// What it is about, where it is found by that: a person's absences, an account's mark.
    pub fn subject(&self) -> Option<Uuid> {
        match self {
            Setting::Absence { person, .. } => Some(person.0),
            Setting::Mark { account, .. } => Some(account.0),
            _ => None,
        }
    }
    /// Whether it will do.
    ///
    /// # Errors
    /// `refusal-name-empty`, `refusal-name-long`, `refusal-hours-empty`, `refusal-hours-order`,
    /// `refusal-ramp-empty`, `refusal-share-range`, `absence-own-deputy`, `refusal-number-negative` where a count is 0.
    pub fn check(&self) -> Result<(), Refusal> {
        match self {
            Setting::Queue { name, .. } => named(name, "name"),
            Setting::Absence { person, deputy: Some(deputy), .. } if person == deputy => {
                fault("absence-own-deputy", "deputy")
            }
            Setting::Embargo { reason, .. } => named(reason, "reason"),
            Setting::Hours { week, .. } if week.is_empty() => fault("refusal-hours-empty", "week"),
            Setting::Hours { week, .. } => {
                let fits =
                    |o: &Opening| (1..=7).contains(&o.weekday) && o.from_minute < o.to_minute && o.to_minute <= 1440;
                if week.iter().all(fits) { Ok(()) } else { fault("refusal-hours-order", "week") }
            }
            Setting::Ramp { steps } if steps.is_empty() => fault("refusal-ramp-empty", "steps"),
            Setting::Ramp { steps } => match steps.iter().find(|step| !(1..=10_000).contains(&step.share_bp)) {
                Some(step) => Err(Refusal::new("refusal-share-range").at("steps").with("share", step.share_bp)),
                None => Ok(()),
            },
            Setting::Holdover { days: 0, .. } => fault("refusal-number-zero", "days"),
            Setting::Recycle { hours: 0, .. } => fault("refusal-number-zero", "hours"),
            _ => Ok(()),
        }
    }
}

/// Settings of a day out of the rows that hold on it. `zone` knows time zones by name. Where several rows set what
/// there can be one of, the last counts.
pub fn gather<'a>(
    rows: impl IntoIterator<Item = (RoutingSettingId, Span, &'a Setting)>,
    zone: &dyn Fn(&str) -> jiff::tz::TimeZone,
) -> (Settings, Option<Freeze>) {
    let (mut all, mut freeze) = (Settings::default(), None);
    for (id, span, setting) in rows {
        match setting.clone() {
            Setting::Queue { name, unit } => all.queues.push(Queue { id: QueueId(id.0), name, unit }),
            Setting::Absence { person, deputy, .. } => all.absences.push(Absence { person, span, deputy }),
            Setting::Hours { location, zone: name, week } => {
                all.hours.push(Hours { location, zone: zone(&name), week });
            }
            Setting::Ramp { steps } => all.ramp = steps,
            Setting::Holdover { work, stages, segment, days, most } => {
                all.holdovers.push(Holdover { kind: work, stages, segment, days, most });
            }
            Setting::Embargo { segment, to, reason } => all.embargoes.push(Embargo { segment, to, reason }),
            Setting::Freeze { idle_weeks } => freeze = Some(Freeze { idle_weeks }),
            Setting::Recycle { .. } | Setting::Mark { .. } => {}
        }
    }
    (all, freeze)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_reads_what_it_writes_and_says_what_is_wrong() {
        let opening = |from_minute, to_minute| Opening { weekday: 1, from_minute, to_minute };
        let hours = |week| Setting::Hours { location: None, zone: "UTC".into(), week };
        let fine = [
            Setting::Queue { name: "Sales Admin".into(), unit: None },
            hours(vec![opening(480, 960)]),
            Setting::Ramp { steps: vec![RampStep { weeks: 4, share_bp: 2_500 }] },
            Setting::Freeze { idle_weeks: Some(9) },
            Setting::Recycle { work: WorkKind::Lead, hours: 24, to: Back::Next },
        ];
        for setting in &fine {
            let text = serde_json::to_string(setting).expect("JSON");
            assert_eq!(serde_json::from_str::<Setting>(&text).expect("read"), *setting);
            assert!(text.contains(setting.kind()));
            assert_eq!(setting.check(), Ok(()));
        }
        for (wrong, code) in [
            (Setting::Queue { name: " ".into(), unit: None }, "refusal-name-empty"),
            (hours(Vec::new()), "refusal-hours-empty"),
            (hours(vec![opening(960, 480)]), "refusal-hours-order"),
            (Setting::Ramp { steps: Vec::new() }, "refusal-ramp-empty"),
            (Setting::Ramp { steps: vec![RampStep { weeks: 4, share_bp: 0 }] }, "refusal-share-range"),
            (Setting::Recycle { work: WorkKind::Lead, hours: 0, to: Back::Queue }, "refusal-number-zero"),
        ] {
            assert_eq!(wrong.check().expect_err("refused").code, code);
        }
    }
}
