//! Activities: what was done and what is to be done, on one record or several.
//!
//! A task waits until it is done; a call, meeting or demo that was planned waits until it has an outcome. What an
//! activity counts for in the figures is in [`facts`].

pub mod facts;

use crate::custom_fields::Custom;
use crate::kernel::id::{AccountId, ActivityId, PositionId, UserId};
use crate::kernel::{Day, Instant, Refusal};
use crate::policy::Noun;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Kinds of activities.
pub const KINDS: [&str; 6] = ["note", "task", "call", "email", "meeting", "demo"];
/// Which way a call or an e-mail went.
pub const DIRECTIONS: [&str; 2] = ["out", "in"];
/// How a call ended.
pub const CALLED: [&str; 5] = ["connected", "voicemail", "no_answer", "busy", "wrong_number"];
/// What became of an e-mail.
pub const MAILED: [&str; 3] = ["sent", "replied", "bounced"];
/// What became of a meeting or a demo.
pub const MET: [&str; 4] = ["held", "no_show", "rescheduled", "cancelled"];
/// Every outcome, in the order of their kinds.
pub const OUTCOMES: [&str; 12] = [
    "connected",
    "voicemail",
    "no_answer",
    "busy",
    "wrong_number",
    "sent",
    "replied",
    "bounced",
    "held",
    "no_show",
    "rescheduled",
    "cancelled",
];
/// A meeting called off less than this before its start did not take place, as far as figures go: milliseconds.
pub const LATE_NOTICE: i64 = 24 * 60 * 60 * 1000;
/// Records that one activity stands on at most.
pub const MOST_LINKS: usize = 50;

/// The outcomes of a kind; none for notes and tasks.
pub fn outcomes(kind: &str) -> &'static [&'static str] {
    match kind {
        "call" => &CALLED,
        "email" => &MAILED,
        "meeting" | "demo" => &MET,
        _ => &[],
    }
}

/// Whether things of the kind are planned for an hour.
pub fn is_scheduled(kind: &str) -> bool {
    matches!(kind, "call" | "meeting" | "demo")
}

/// A record that an activity stands on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Link {
    /// What kind of record,
    pub noun: Noun,
    /// and which.
    pub record: Uuid,
    /// Whether it is a contact that took part.
    #[serde(default)]
    pub takes_part: bool,
}

/// What kind of thing an activity is, and how it went: all that decides what it was good for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Nature<'a> {
    /// One of [`KINDS`].
    pub kind: &'a str,
    /// One of [`DIRECTIONS`].
    pub direction: Option<&'a str>,
    /// One of [`outcomes`] of its kind.
    pub outcome: Option<&'a str>,
    /// Whether no human did it.
    pub is_automatic: bool,
    /// Whether it waits to be done.
    pub is_open: bool,
}

impl Nature<'_> {
    /// Whether someone tried to reach the customer. Replies by machine, what came in and what is only planned are no
    /// attempts.
    pub fn is_attempt(&self) -> bool {
        match self.kind {
            "call" | "email" => self.direction != Some("in") && !self.is_automatic && !self.is_open,
            "meeting" | "demo" => !self.is_automatic && matches!(self.outcome, Some("held" | "no_show")),
            _ => false,
        }
    }
    /// Whether someone was reached: a call connected, an e-mail answered, a meeting held.
    pub fn has_reached(&self) -> bool {
        !self.is_automatic
            && match (self.kind, self.outcome) {
                ("call", Some("connected")) | ("email", Some("replied")) => true,
                ("email", _) => self.direction == Some("in"),
                _ => self.is_held(),
            }
    }
    /// Whether it is a meeting or a demo that took place.
    pub fn is_held(&self) -> bool {
        self.is_meeting() && self.outcome == Some("held")
    }
    /// Whether it is a meeting or a demo that is to take place, or did.
    pub fn is_booked(&self) -> bool {
        self.is_held() || (self.is_meeting() && self.is_open)
    }
    fn is_meeting(&self) -> bool {
        matches!(self.kind, "meeting" | "demo")
    }
}

/// A note, a task, a call and the like, as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Activity {
    /// Which.
    pub id: ActivityId,
    /// One of [`KINDS`].
    pub kind: String,
    /// What about.
    pub subject: String,
    /// The whole text.
    pub body: String,
    /// One of [`DIRECTIONS`], for calls and e-mails.
    pub direction: Option<String>,
    /// How it went: one of [`outcomes`] of its kind.
    pub outcome: Option<String>,
    /// Whether no human did it. What is automatic is no attempt to reach anyone.
    pub is_automatic: bool,
    /// When it was to begin, where it was planned.
    pub starts_at: Option<Instant>,
    /// How long it took, or is to take, in minutes.
    pub minutes: Option<i64>,
    /// When it is due: of what is planned for an hour, the day of that hour.
    pub due_on: Option<Day>,
    /// When it was done (tasks), or its outcome became known.
    pub done_at: Option<Instant>,
    /// The day of the next step that was agreed in it.
    pub next_on: Option<Day>,
    /// Whose it is.
    pub owner: Option<PositionId>,
    /// Who wrote it.
    pub user: Option<UserId>,
    /// The kind of record it was written on,
    pub noun: Noun,
    /// and which.
    pub record: Uuid,
    /// Every record it stands on, that one among them.
    pub links: Vec<Link>,
    /// The account it was with, as known when it was written.
    pub account: Option<AccountId>,
    /// When it happened; of what is planned, when it is to begin.
    pub happened_at: Instant,
    /// The day of that in the company's time zone.
    pub on: Day,
    /// Its id where it came from.
    pub external_id: Option<String>,
    /// Whether it is a meeting that was held on work whose hand-off, made after it, was accepted.
    #[serde(default)]
    pub is_accepted: bool,
    /// Moves with every change.
    pub version: i64,
    /// Values of the company's own fields.
    #[serde(flatten)]
    pub custom: Custom,
}

impl Activity {
    /// Whether it waits to be done.
    pub fn is_open(&self) -> bool {
        match self.kind.as_str() {
            "task" => self.done_at.is_none(),
            kind => is_scheduled(kind) && self.starts_at.is_some() && self.outcome.is_none(),
        }
    }
    /// Whether someone tried to reach the customer.
    pub fn is_attempt(&self) -> bool {
        self.nature().is_attempt()
    }
    /// Whether someone was reached.
    pub fn has_reached(&self) -> bool {
        self.nature().has_reached()
    }
    /// What kind of thing it was, and how it went.
    pub fn nature(&self) -> Nature<'_> {
        Nature {
            kind: &self.kind,
            direction: self.direction.as_deref(),
            outcome: self.outcome.as_deref(),
            is_automatic: self.is_automatic,
            is_open: self.is_open(),
        }
    }
    /// Whether it is a meeting or a demo that took place.
    pub fn is_held(&self) -> bool {
        self.nature().is_held()
    }
    /// Whether it is a meeting that led on: a next step with a day was agreed in it, or the receiver of the work it was
    /// about accepted that.
    pub fn has_led_on(&self) -> bool {
        self.is_held() && (self.next_on.is_some() || self.is_accepted)
    }
    /// With whom: the account, or the record it was written on where that has none.
    pub fn party(&self) -> Uuid {
        self.account.map_or(self.record, |account| account.0)
    }
    /// Who took part; the record it was written on where nobody is named.
    pub fn reached(&self) -> Vec<Uuid> {
        let named: Vec<Uuid> = self.links.iter().filter(|link| link.takes_part).map(|link| link.record).collect();
        if named.is_empty() { vec![self.record] } else { named }
    }
}

/// Puts in what follows from the rest. `day` is the day of an instant in the company's time zone.
pub fn complete(activity: &mut Activity, now: Instant, day: impl Fn(Instant) -> Day) {
    let own = Link { noun: activity.noun, record: activity.record, takes_part: activity.noun == Noun::Contact };
    activity.links.push(own);
    activity.links.sort_by_key(|link| (link.record, !link.takes_part));
    activity.links.dedup_by_key(|link| link.record);
    match activity.kind.as_str() {
        "call" | "email" => drop(activity.direction.get_or_insert_with(|| DIRECTIONS[0].to_owned())),
        _ => activity.direction = None,
    }
    if !is_scheduled(&activity.kind) {
        activity.starts_at = None;
    }
    if let Some(start) = activity.starts_at {
        (activity.happened_at, activity.due_on) = (start, Some(day(start)));
    } else if activity.kind != "task" {
        activity.due_on = None;
    }
    if activity.kind != "task" {
        activity.done_at = activity.outcome.as_ref().and(activity.done_at.or(Some(now)));
    }
    activity.on = day(activity.happened_at);
    activity.is_accepted &= activity.is_held();
}

/// Bytes of an id elsewhere at most: that of a message is one line (RFC 5322, 2.1.1).
const LONGEST_ID: usize = 998;

/// Checks what every activity must have.
pub fn check(activity: &Activity) -> Vec<Refusal> {
    let mut faults = Vec::new();
    let is_told = !activity.subject.trim().is_empty() || !activity.body.trim().is_empty();
    if !is_told && matches!(activity.kind.as_str(), "note" | "task") {
        faults.push(Refusal::new("refusal-subject-empty").at("subject"));
    }
    let mut known = |field: &str, value: Option<&String>, all: &[&str]| {
        if let Some(value) = value.filter(|value| !all.contains(&value.as_str())) {
            let refusal = Refusal::new("refusal-choice-unknown").at(field).with("value", value);
            faults.push(refusal.with("known", all.join(", ")));
        }
    };
    known("kind", Some(&activity.kind), &KINDS);
    known("outcome", activity.outcome.as_ref(), outcomes(&activity.kind));
    known("direction", activity.direction.as_ref(), &DIRECTIONS);
    if activity.minutes.is_some_and(|minutes| !(0..=60 * 24 * 31).contains(&minutes)) {
        let minutes = activity.minutes.unwrap_or_default().to_string();
        faults.push(Refusal::new("refusal-value-wrong").at("minutes").with("value", minutes));
    }
    if let Some(id) = activity.external_id.as_ref().filter(|id| id.len() > LONGEST_ID) {
        let long = Refusal::new("refusal-text-long").at("external_id").with("most", LONGEST_ID);
        faults.push(long.with("count", id.len()));
    }
    if activity.links.len() > MOST_LINKS {
        faults.push(Refusal::new("refusal-links-too-many").at("links").with("most", MOST_LINKS));
    }
    faults
}

/// Done, or to be done again: a task gets the time, what was planned for an hour its plainest good outcome. Doing what
/// is done changes nothing.
pub fn mark(activity: &mut Activity, done: bool, now: Instant) {
    let plain = match activity.kind.as_str() {
        "call" => Some("connected"),
        "meeting" | "demo" => Some("held"),
        _ => None,
    };
    match plain {
        Some(plain) if done => drop(activity.outcome.get_or_insert_with(|| plain.to_owned())),
        Some(_) => activity.outcome = None,
        None => {}
    }
    activity.done_at = if done { activity.done_at.or(Some(now)) } else { None };
}

#[cfg(test)]
mod tests {
    use super::facts::tests::activity;
    use super::*;

    fn day(at: Instant) -> Day {
        Day::BEGINNING.plus(at.0.div_euclid(86_400_000))
    }

    #[test]
    fn what_is_planned_for_an_hour_waits_for_its_outcome() {
        let mut meeting = activity("meeting", None);
        meeting.starts_at = Some(Instant(3 * 86_400_000));
        complete(&mut meeting, Instant(0), day);
        assert!(meeting.is_open() && !meeting.is_attempt());
        assert_eq!((meeting.on, meeting.due_on), (day(Instant(3 * 86_400_000)), Some(meeting.on)));
        mark(&mut meeting, true, Instant(5));
        assert_eq!(
            (meeting.is_open(), meeting.outcome.as_deref(), meeting.done_at),
            (false, Some("held"), Some(Instant(5)))
        );
        mark(&mut meeting, false, Instant(6));
        assert!(meeting.is_open() && meeting.done_at.is_none());
    }

    #[test]
    fn machines_reach_nobody() {
        let mut reply = activity("email", None);
        complete(&mut reply, Instant(0), day);
        assert!(reply.is_attempt() && !reply.has_reached());
        reply.is_automatic = true;
        assert!(!reply.is_attempt());
        reply.direction = Some("in".into());
        assert!(!reply.has_reached() && !reply.is_attempt());
        reply.is_automatic = false;
        assert!(reply.has_reached() && !reply.is_attempt());
    }

    #[test]
    fn an_outcome_belongs_to_its_kind() {
        let fields = |kind: &str, outcome: &str| {
            let faults = check(&activity(kind, Some(outcome)));
            faults.iter().filter_map(|f| f.field.clone()).collect::<Vec<_>>()
        };
        assert_eq!(fields("call", "held"), ["outcome"]);
        assert_eq!(fields("call", "connected"), [""; 0]);
        assert_eq!(fields("task", "held"), ["outcome"]);
        assert_eq!(fields("dance", "held"), ["kind", "outcome"]);
        for kind in KINDS {
            assert!(outcomes(kind).iter().all(|outcome| OUTCOMES.contains(outcome)), "{kind}");
        }
    }

    #[test]
    fn the_record_it_was_written_on_is_among_its_links_once() {
        let mut call = activity("call", Some("connected"));
        call.noun = Noun::Contact;
        call.links = vec![Link { noun: Noun::Contact, record: call.record, takes_part: false }];
        complete(&mut call, Instant(0), day);
        assert_eq!(call.links, [Link { noun: Noun::Contact, record: call.record, takes_part: true }]);
        assert_eq!(call.reached(), [call.record]);
    }
}
