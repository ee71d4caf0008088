//! Outbound lists: leads and contacts that somebody is to reach, and what became of each since it was put there.
//!
//! Nothing of that is stored with the list. It is read from what was done on the record since then, so a call that is
//! logged anywhere counts, and one that is taken back does not.

use crate::activities::Nature;
use crate::kernel::id::{OutboundListId, PositionId};
use crate::kernel::{Day, Refusal, length};
use crate::leads::LeadStatus;
use serde::{Deserialize, Serialize};

/// Days after which someone who was not reached is tried again, where nobody said when.
pub const AGAIN_AFTER: i64 = 2;

/// A list, as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OutboundList {
    /// Which.
    pub id: OutboundListId,
    /// What it is called.
    pub name: String,
    /// What it is for, in a sentence.
    pub purpose: Option<String>,
    /// Whose it is.
    pub owner: PositionId,
    /// The day it begins.
    pub starts_on: Day,
    /// The day by which it is to be done.
    pub due_on: Option<Day>,
    /// The day it was closed; none while it is open.
    pub closed_on: Option<Day>,
    /// Moves with every change.
    pub version: i64,
}

impl OutboundList {
    /// Whether it is worked on.
    pub fn is_open(&self) -> bool {
        self.closed_on.is_none()
    }
}

/// Checks what every list must have.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long`, `refusal-list-due-early`.
pub fn check(list: &OutboundList) -> Result<(), Refusal> {
    length::named(&list.name, "name")?;
    match list.due_on {
        Some(due) if due < list.starts_on => Err(Refusal::new("refusal-list-due-early").at("due_on")),
        _ => Ok(()),
    }
}

/// What became of someone on a list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nobody has tried to reach them.
    Untried,
    /// Someone tried, and did not reach them.
    Tried,
    /// They were reached.
    Reached,
    /// A meeting with them is planned or was held.
    Meeting,
    /// The lead became a customer.
    Converted,
    /// The lead was set aside.
    SetAside,
}

/// Every standing, in the order of the work.
pub const STANDINGS: [Standing; 6] =
    [Standing::Untried, Standing::Tried, Standing::Reached, Standing::Meeting, Standing::Converted, Standing::SetAside];

impl Standing {
    /// As in addresses, JSON and texts.
    pub fn key(self) -> &'static str {
        match self {
            Standing::Untried => "untried",
            Standing::Tried => "tried",
            Standing::Reached => "reached",
            Standing::Meeting => "meeting",
            Standing::Converted => "converted",
            Standing::SetAside => "set_aside",
        }
    }
    /// The standing of that key.
    pub fn from_key(key: &str) -> Option<Standing> {
        STANDINGS.into_iter().find(|standing| standing.key() == key)
    }
}

/// What was done on a record since it was put on a list, added up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Work {
    /// How often someone tried.
    pub attempts: i64,
    /// The day of the latest of them.
    pub last_on: Option<Day>,
    has_reached: bool,
    is_booked: bool,
}

impl Work {
    /// Adds activities of one nature: how many, and the day of the latest.
    pub fn add(&mut self, nature: &Nature<'_>, count: i64, on: Day) {
        if nature.is_attempt() {
            self.attempts += count;
            self.last_on = self.last_on.max(Some(on));
        }
        self.has_reached |= nature.has_reached();
        self.is_booked |= nature.is_booked();
    }

    /// What it comes to; `status` is that of a lead. What the lead became counts for more than how it was reached.
    pub fn standing(&self, status: Option<LeadStatus>) -> Standing {
        match status {
            Some(LeadStatus::Converted) => Standing::Converted,
            Some(LeadStatus::Disqualified | LeadStatus::Nurturing) => Standing::SetAside,
            _ if self.is_booked => Standing::Meeting,
            _ if self.has_reached => Standing::Reached,
            _ if self.attempts > 0 => Standing::Tried,
            _ => Standing::Untried,
        }
    }

    /// The day from which they are to be tried (again): the day of the record's next step where someone said one after the
    /// last attempt, else [`AGAIN_AFTER`] days after that. None for who waits for nothing.
    pub fn again_on(&self, standing: Standing, next_step_on: Option<Day>) -> Option<Day> {
        let last = self.last_on?;
        let said = next_step_on.filter(|day| *day > last);
        match standing {
            Standing::Tried => said.or(Some(last.plus(AGAIN_AFTER))),
            Standing::Reached => said,
            _ => None,
        }
    }
}

/// How many stand where.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Progress {
    /// Nobody has tried.
    pub untried: i64,
    /// Tried, not reached.
    pub tried: i64,
    /// Reached.
    pub reached: i64,
    /// A meeting is planned or was held.
    pub meeting: i64,
    /// Became a customer.
    pub converted: i64,
    /// Set aside.
    pub set_aside: i64,
}

impl Progress {
    /// One more that stands so.
    pub fn add(&mut self, standing: Standing) {
        *(match standing {
            Standing::Untried => &mut self.untried,
            Standing::Tried => &mut self.tried,
            Standing::Reached => &mut self.reached,
            Standing::Meeting => &mut self.meeting,
            Standing::Converted => &mut self.converted,
            Standing::SetAside => &mut self.set_aside,
        }) += 1;
    }
    /// How many stand so.
    pub fn of(&self, standing: Standing) -> i64 {
        match standing {
            Standing::Untried => self.untried,
            Standing::Tried => self.tried,
            Standing::Reached => self.reached,
            Standing::Meeting => self.meeting,
            Standing::Converted => self.converted,
            Standing::SetAside => self.set_aside,
        }
    }
    /// All of them.
    pub fn total(&self) -> i64 {
        STANDINGS.into_iter().map(|standing| self.of(standing)).sum()
    }
    /// Those of whom something is known: all but who was never tried.
    pub fn worked(&self) -> i64 {
        self.total() - self.untried
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(n: i64) -> Day {
        Day::new(2026, 3, 2).expect("a day").plus(n)
    }
    fn nature<'a>(kind: &'a str, outcome: Option<&'a str>) -> Nature<'a> {
        Nature { kind, direction: None, outcome, is_automatic: false, is_open: false }
    }
    fn work(done: &[(Nature<'_>, i64)]) -> Work {
        let mut work = Work::default();
        for (nature, on) in done {
            work.add(nature, 1, day(*on));
        }
        work
    }

    #[test]
    fn a_list_has_a_name_and_does_not_end_before_it_begins() {
        let list = OutboundList {
            id: OutboundListId::default(),
            name: "Spring fair".into(),
            purpose: None,
            owner: PositionId::default(),
            starts_on: day(3),
            due_on: Some(day(3)),
            closed_on: None,
            version: 1,
        };
        assert_eq!(check(&list), Ok(()));
        let code = |list: OutboundList| check(&list).expect_err("refused").code;
        assert_eq!(code(OutboundList { name: " ".into(), ..list.clone() }), "refusal-name-empty");
        assert_eq!(code(OutboundList { due_on: Some(day(2)), ..list }), "refusal-list-due-early");
    }

    #[test]
    fn a_standing_is_what_was_done_since() {
        let missed = (nature("call", Some("no_answer")), 0);
        assert_eq!(work(&[]).standing(None), Standing::Untried);
        assert_eq!(work(&[(nature("note", None), 0)]).standing(None), Standing::Untried);
        assert_eq!(work(&[missed]).standing(None), Standing::Tried);
        assert_eq!(work(&[missed, (nature("call", Some("connected")), 1)]).standing(None), Standing::Reached);
        let planned = Nature { is_open: true, ..nature("meeting", None) };
        assert_eq!(work(&[missed, (planned, 9)]).standing(None), Standing::Meeting);
        assert_eq!(work(&[(nature("meeting", Some("cancelled")), 1)]).standing(None), Standing::Untried);
        assert_eq!(work(&[missed]).standing(Some(LeadStatus::Converted)), Standing::Converted);
        assert_eq!(work(&[missed]).standing(Some(LeadStatus::Disqualified)), Standing::SetAside);
        assert_eq!(work(&[missed]).standing(Some(LeadStatus::Working)), Standing::Tried);
    }

    #[test]
    fn who_was_not_reached_is_tried_again_in_two_days_or_when_someone_said() {
        let tried = work(&[(nature("call", Some("busy")), 4)]);
        assert_eq!((tried.attempts, tried.last_on), (1, Some(day(4))));
        assert_eq!(tried.again_on(Standing::Tried, None), Some(day(6)));
        assert_eq!(tried.again_on(Standing::Tried, Some(day(20))), Some(day(20)));
        assert_eq!(tried.again_on(Standing::Tried, Some(day(1))), Some(day(6)), "a step that is over");
        assert_eq!(tried.again_on(Standing::Reached, None), None);
        assert_eq!(tried.again_on(Standing::Meeting, Some(day(9))), None);
        assert_eq!(Work::default().again_on(Standing::Untried, None), None);
    }

    proptest! {
        #[test]
        fn parts_are_the_whole(standings in prop::collection::vec(0_usize..6, 0..60)) {
            let mut progress = Progress::default();
            for at in &standings {
                progress.add(STANDINGS[*at]);
            }
            prop_assert_eq!(progress.total(), i64::try_from(standings.len()).expect("few"));
            prop_assert!(progress.worked() <= progress.total());
        }
    }
}
