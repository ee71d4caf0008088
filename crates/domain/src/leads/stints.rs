//! Stints of a lead: each time somebody was given it, and whether they tried to reach it in the promised time.
//!
//! A lead given to another begins another stint, and so does one that was set aside and is taken up again; what became
//! of the stint before stays. A stint whose time still runs waits. What ends before its time has run out, with no attempt,
//! passed by: it was handed on, set aside or converted, and nobody missed it. Whoever stands for nobody has no stints,
//! and neither has a lead that the product did not see come in. Instants are milliseconds.

use super::{Lead, LeadStatus};
use crate::kernel::id::PositionId;
use crate::kernel::{Day, Instant};
use serde::{Deserialize, Serialize};

/// Hours in which a lead is to be tried after it was given, where no rule of the company says when it goes back.
pub const PROMISED_HOURS: i64 = 24;
const HOUR: i64 = 3_600_000;

/// What has become of a stint.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Worked {
    /// Its time still runs.
    Waits,
    /// Somebody tried in time.
    InTime,
    /// Its time ran out with no attempt.
    Missed,
    /// It ended before its time ran out, with no attempt.
    Passed,
}

/// One time that somebody had the lead.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stint {
    /// Who.
    pub owner: PositionId,
    /// Since when.
    pub from: Instant,
    /// Until when, where another stint or nobody followed.
    pub until: Option<Instant>,
    /// By when it was to be tried.
    pub due: Instant,
    /// The day of its beginning, in the company's time zone.
    pub on: Day,
    /// What has become of it.
    pub worked: Worked,
}

/// Under which terms leads are given to somebody now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Terms {
    /// The instant.
    pub now: Instant,
    /// Hours in which it is to be tried.
    pub hours: i64,
    /// The position that stands for nobody, where there is one.
    pub nobody: Option<PositionId>,
}

impl Stint {
    /// The stint of a lead that its owner is given then.
    fn begin(lead: &Lead, from: Instant, on: Day, terms: &Terms) -> Stint {
        let due = Instant(from.0 + terms.hours * HOUR);
        Stint { owner: lead.owner, from, until: None, due, on, worked: Worked::Waits }
    }
    /// Whether somebody had it then.
    fn holds(&self, at: Instant) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
    /// Ends it where it still waits.
    fn end(&mut self, now: Instant) {
        self.until = self.until.or(Some(now));
        if self.worked == Worked::Waits {
            self.worked = if now >= self.due { Worked::Missed } else { Worked::Passed };
        }
    }
    /// Somebody tried then, perhaps written down later.
    fn tried(&mut self, at: Instant) {
        if at < self.due {
            self.worked = Worked::InTime;
        } else if self.worked == Worked::Waits {
            self.worked = Worked::Missed;
        }
    }
}

/// Until when the running promise holds; none where none runs.
pub fn due(lead: &Lead) -> Option<Instant> {
    lead.stints.last().filter(|stint| stint.worked == Worked::Waits).map(|stint| stint.due)
}

fn is_worked_on(lead: &Lead) -> bool {
    matches!(lead.status, LeadStatus::New | LeadStatus::Working)
}

/// Takes the stints along where a write gives the lead to another, takes it up again, sets it aside or converts it. A write
/// that tells of stints itself (an attempt, an undoing) is left as it is.
pub fn follow(before: Option<&Lead>, after: &mut Lead, terms: &Terms, day: impl Fn(Instant) -> Day) {
    if after.received_at.is_none() || before.is_some_and(|before| before.stints != after.stints) {
        return;
    }
    let is_given = before.is_none_or(|before| before.owner != after.owner || before.recycled < after.recycled);
    if !is_given && is_worked_on(after) {
        return;
    }
    let is_new = before.is_none_or(|before| before.assigned_at != after.assigned_at);
    let from = if is_new { after.assigned_at } else { terms.now };
    if let Some(last) = after.stints.last_mut() {
        if is_given {
            last.end(from);
        } else if last.worked == Worked::Waits {
            last.end(terms.now);
        }
    }
    if is_given && is_worked_on(after) && Some(after.owner) != terms.nobody {
        let stint = Stint::begin(after, from, day(from), terms);
        after.stints.push(stint);
    }
}

/// A person tried to reach the lead at an instant: whoever had it then is credited. An attempt before anybody had it is
/// that of who had it first.
pub fn attempted(stints: &mut [Stint], at: Instant) {
    if let Some(stint) = stints.iter_mut().rfind(|stint| stint.holds(at)) {
        stint.tried(at);
    } else if let Some(first) = stints.first_mut().filter(|first| at < first.from) {
        first.tried(at);
    }
}

/// The lead with its promise missed, where the time of that has run out.
#[must_use]
pub fn run_out(lead: &Lead, now: Instant) -> Option<Lead> {
    let mut missed = lead.clone();
    let last = missed.stints.last_mut().filter(|last| last.worked == Worked::Waits && now >= last.due)?;
    last.worked = Worked::Missed;
    Some(missed)
}

#[cfg(test)]
mod tests {
    use super::super::{assign, attempted as tried, convert};
    use super::*;
    use crate::leads::Converted;
    use Worked::*;

    const NOBODY: u128 = 9;

    fn seat(n: u128) -> PositionId {
        PositionId::from(uuid::Uuid::from_u128(n))
    }
    fn at(hours: i64) -> Instant {
        Instant(hours * HOUR)
    }
    fn day(at: Instant) -> Day {
        Day::new(2026, 3, 2).expect("a day").plus(at.0.div_euclid(24 * HOUR))
    }
    /// The lead after a write at an hour.
    fn write(before: Option<&Lead>, mut after: Lead, hours: i64) -> Lead {
        let terms = Terms { now: at(hours), hours: 24, nobody: Some(seat(NOBODY)) };
        follow(before, &mut after, &terms, day);
        after
    }
    fn came(owner: u128) -> Lead {
        let lead = Lead { name: "Kari".into(), received_at: Some(at(0)), owner: seat(owner), ..Lead::default() };
        write(None, lead, 0)
    }
    fn given(lead: &Lead, owner: u128, hours: i64) -> Lead {
        write(Some(lead), assign(lead, seat(owner), at(hours)), hours)
    }
    fn worked(lead: &Lead) -> Vec<Worked> {
        lead.stints.iter().map(|stint| stint.worked).collect()
    }

    #[test]
    fn the_clock_starts_anew_and_the_first_miss_stays() {
        let second = given(&came(1), 2, 24);
        assert_eq!(worked(&second), [Missed, Waits]);
        let worked_on = tried(&second, at(47));
        assert_eq!(worked(&worked_on), [Missed, InTime]);
        assert_eq!((worked_on.stints[1].on, due(&worked_on)), (day(at(24)), None));
    }

    #[test]
    fn what_is_handed_on_in_time_is_missed_by_nobody() {
        assert_eq!(worked(&given(&came(1), 2, 23)), [Passed, Waits]);
        let queued = given(&came(1), NOBODY, 3);
        assert_eq!((worked(&queued), due(&queued)), (vec![Passed], None));
        assert_eq!(worked(&given(&queued, 2, 90)), [Passed, Waits]);
        assert_eq!(came(NOBODY).stints, []);
    }

    #[test]
    fn time_runs_out_at_the_promised_hour_and_not_before() {
        let lead = came(1);
        assert_eq!(run_out(&lead, Instant(at(24).0 - 1)), None);
        let missed = run_out(&lead, at(24)).expect("run out");
        assert_eq!((worked(&missed), run_out(&missed, at(30))), (vec![Missed], None));
        assert_eq!(worked(&tried(&lead, at(24))), [Missed], "too late by a moment");
    }

    #[test]
    fn an_attempt_is_of_whoever_had_it_then() {
        let second = given(&given(&came(1), NOBODY, 30), 2, 40);
        assert_eq!(worked(&tried(&second, at(5))), [InTime, Waits], "written down late");
        assert_eq!(worked(&tried(&second, at(35))), [Missed, Waits], "nobody had it");
        let early = Lead { stints: second.stints[1..].to_vec(), ..second };
        assert_eq!(worked(&tried(&early, at(39))), [InTime], "before anybody had it");
    }

    #[test]
    fn what_is_set_aside_ends_and_begins_anew_when_it_comes_back() {
        let lead = came(1);
        let aside = write(Some(&lead), Lead { status: LeadStatus::Disqualified, ..lead.clone() }, 2);
        assert_eq!(worked(&aside), [Passed]);
        let back = Lead { status: LeadStatus::New, recycled: 1, assigned_at: at(80), ..aside.clone() };
        let back = write(Some(&aside), back, 80);
        assert_eq!((worked(&back), due(&back)), (vec![Passed, Waits], Some(at(104))));
        let done = convert(&back, &Converted::default(), day(at(81))).expect("converted");
        assert_eq!(worked(&write(Some(&back), done, 81)), [Passed, Passed]);
    }

    #[test]
    fn other_writes_and_files_touch_no_stint() {
        let lead = came(1);
        let named = write(Some(&lead), Lead { name: "Ola".into(), ..lead.clone() }, 50);
        assert_eq!(named.stints, lead.stints);
        let of_file = write(None, Lead { received_at: None, ..lead.clone() }, 0);
        assert_eq!(of_file.stints, lead.stints);
        let restored = Lead { owner: seat(3), stints: Vec::new(), ..lead.clone() };
        assert_eq!(write(Some(&lead), restored, 50).stints, [], "an undoing tells what stood");
    }
}
