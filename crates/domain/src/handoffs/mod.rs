//! Hand-offs: work that passes from one position to another, as the sales model of the unit prescribes.
//!
//! [`boundary`] says whether a stage is one that somebody else works, and among whom they are found; [`context`] what
//! must be told along; [`decide`] what becomes of an offer. The sender owns the record until the offer is accepted, so
//! nothing is ever between two chairs. An offer that nobody answers in time has expired and goes up the line, and may
//! still be accepted.

pub mod boundary;
pub mod context;
pub mod decide;

use crate::kernel::id::{AccountId, HandoffId, LeadId, OpportunityId, PositionId, UnitId, UserId};
use crate::kernel::{Day, Instant};
use crate::organisation::SalesModel;
use crate::organisation::routing::{WorkKind, WorkStage};
use context::Told;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What brought a hand-off about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The stage it came to is one that the owner does not work.
    Stage,
    /// A person wanted it so.
    Hand,
    /// A file tells of it; when it was offered and answered is not known to the hour.
    File,
}

/// What has become of an offer.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It waits for an answer.
    Offered,
    /// The receiver has it.
    Accepted,
    /// The sender has it back, with a reason.
    Returned,
    /// It was taken back, or is no longer needed.
    Withdrawn,
}

impl Cause {
    /// As stored, and as texts name it.
    pub fn key(self) -> &'static str {
        match self {
            Cause::Stage => "stage",
            Cause::Hand => "hand",
            Cause::File => "file",
        }
    }
    /// The cause of that key.
    pub fn from_key(key: &str) -> Option<Cause> {
        [Cause::Stage, Cause::Hand, Cause::File].into_iter().find(|cause| cause.key() == key)
    }
}

impl State {
    /// All of them.
    pub const ALL: [State; 4] = [State::Offered, State::Accepted, State::Returned, State::Withdrawn];
    /// As stored, and as texts name it.
    pub fn key(self) -> &'static str {
        match self {
            State::Offered => "offered",
            State::Accepted => "accepted",
            State::Returned => "returned",
            State::Withdrawn => "withdrawn",
        }
    }
    /// The state of that key.
    pub fn from_key(key: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// Why an offer is returned, in the order offered.
pub const REASONS: [&str; 7] =
    ["missing_information", "not_qualified", "wrong_receiver", "no_capacity", "duplicate", "bad_timing", "other"];
/// The reason that says the context was too thin.
pub const MISSING: &str = "missing_information";

/// Hours in which an offer is to be answered, where the company says nothing else.
pub const USUAL_HOURS: i64 = 24;
/// Days without an activity after which what was accepted counts as lost, where the company says nothing else.
pub const USUAL_QUIET_DAYS: i64 = 7;

/// What passes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A lead.
    Lead(LeadId),
    /// A customer, after the sale.
    Account(AccountId),
    /// A sale.
    Opportunity(OpportunityId),
}

impl Subject {
    /// Of that kind and id.
    pub fn of(kind: WorkKind, id: Uuid) -> Subject {
        match kind {
            WorkKind::Lead => Subject::Lead(LeadId(id)),
            WorkKind::Account => Subject::Account(AccountId(id)),
            WorkKind::Opportunity => Subject::Opportunity(OpportunityId(id)),
        }
    }
    /// Its kind.
    pub fn kind(self) -> WorkKind {
        match self {
            Subject::Lead(_) => WorkKind::Lead,
            Subject::Account(_) => WorkKind::Account,
            Subject::Opportunity(_) => WorkKind::Opportunity,
        }
    }
    /// Its id.
    pub fn id(self) -> Uuid {
        match self {
            Subject::Lead(id) => id.0,
            Subject::Account(id) => id.0,
            Subject::Opportunity(id) => id.0,
        }
    }
}

/// A hand-off as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Handoff {
    /// Which.
    pub id: HandoffId,
    /// What passes.
    pub subject: Subject,
    /// Its name, when it was offered.
    pub name: String,
    /// The customer it belongs to.
    pub account: Option<AccountId>,
    /// The sale it stems from, also where the customer passes.
    pub opportunity: Option<OpportunityId>,
    /// What brought it about.
    pub cause: Cause,
    /// The model in force for it, and the unit that states it.
    pub model: Option<(SalesModel, UnitId)>,
    /// The part of the journey that the receiver is to work.
    pub stage: WorkStage,
    /// Who had it.
    pub from: PositionId,
    /// Who is to have it; none where nobody was found.
    pub to: Option<PositionId>,
    /// Who above them is asked to see to it.
    pub escalated_to: Option<PositionId>,
    /// How often it went up the line.
    pub escalations: i64,
    /// The day on which it was offered, in the company's time zone.
    pub offered_on: Day,
    /// The instant.
    pub offered_at: Instant,
    /// Until when it is to be answered; moves on when it goes up the line.
    pub due_at: Instant,
    /// What is told along.
    pub context: Vec<Told>,
    /// How many things were to be told when it was offered,
    pub asked: i64,
    /// and how many were.
    pub filled: i64,
    /// What the sender adds.
    pub note: Option<String>,
    /// What has become of it.
    pub state: State,
    /// When its time first ran out.
    pub expired_at: Option<Instant>,
    /// When it was answered or taken back.
    pub decided_at: Option<Instant>,
    /// By whom.
    pub decided_by: Option<UserId>,
    /// Why it was returned, one of [`REASONS`].
    pub reason: Option<String>,
    /// What the receiver adds.
    pub reply: Option<String>,
    /// Accepted, and then nobody did anything for too long.
    pub is_quiet: bool,
    /// Whether it is known if somebody went on with it.
    pub is_settled: bool,
    /// Moves with every change.
    pub version: i64,
}

impl Handoff {
    /// Whether it waits for an answer.
    pub fn is_open(&self) -> bool {
        self.state == State::Offered
    }
    /// Whether it was answered with yes in time.
    pub fn is_in_time(&self) -> bool {
        self.state == State::Accepted && self.expired_at.is_none()
    }
    /// Whether it counts as lost: its time ran out, it came back for want of information, or nobody went on with it.
    pub fn is_lost(&self) -> bool {
        let is_bounced = self.state == State::Returned && self.reason.as_deref() == Some(MISSING);
        self.state != State::Withdrawn && (self.expired_at.is_some() || is_bounced || self.is_quiet)
    }
    /// How it ended or stands, as the flow shows it: a key of [`OUTCOMES`].
    pub fn outcome(&self) -> &'static str {
        match self.state {
            State::Accepted if self.is_quiet => "quiet",
            State::Accepted if self.expired_at.is_some() => "late",
            State::Offered if self.expired_at.is_some() => "expired",
            state => state.key(),
        }
    }
}

/// How hand-offs end or stand.
pub const OUTCOMES: [&str; 7] = ["accepted", "late", "quiet", "returned", "expired", "offered", "withdrawn"];

#[cfg(test)]
pub(crate) mod samples {
    use super::*;

    /// An offer from the first to the second position, made at the first instant, due at the second.
    pub(crate) fn offer(from: u128, to: Option<u128>) -> Handoff {
        let position = |n: u128| PositionId(Uuid::from_u128(n));
        Handoff {
            id: HandoffId::default(),
            subject: Subject::Opportunity(OpportunityId::default()),
            name: String::new(),
            account: None,
            opportunity: None,
            cause: Cause::Stage,
            model: None,
            stage: WorkStage::Presenting,
            from: position(from),
            to: to.map(position),
            escalated_to: None,
            escalations: 0,
            offered_on: Day::new(2026, 3, 2).expect("a day"),
            offered_at: Instant(0),
            due_at: Instant(1_000),
            context: Vec::new(),
            asked: 0,
            filled: 0,
            note: None,
            state: State::Offered,
            expired_at: None,
            decided_at: None,
            decided_by: None,
            reason: None,
            reply: None,
            is_quiet: false,
            is_settled: false,
            version: 1,
        }
    }
}
