//! What people are told of, and how each of them wants to be.

use crate::Refusal;
use serde::{Deserialize, Serialize};

/// What somebody is told of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Coverage sent them a lead.
    LeadRouted,
    /// A lead of theirs waits too long for a first attempt.
    LeadWaiting,
    /// Another gave them a record.
    Assigned,
    /// Whoever had it has left, and it is theirs now.
    Inherited,
    /// A task of theirs is due today.
    TaskDue,
    /// A step of a cadence is due today.
    CadenceStep,
    /// Work is offered to them.
    HandoffOffered,
    /// What they offered was taken.
    HandoffAccepted,
    /// What they offered came back, with a reason.
    HandoffReturned,
    /// An offer was not answered in time.
    HandoffExpired,
    /// Somebody said no, and a cadence with them was stopped.
    ConsentRefused,
    /// A record of theirs was made one with another.
    Merged,
    /// It is two again.
    Unmerged,
    /// A backup that was due was not taken.
    BackupFailed,
    /// An address is told nothing more of what happens.
    WebhookPaused,
}

/// How somebody wants to be told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Not at all.
    Off,
    /// In the product.
    #[default]
    App,
    /// There, and by e-mail at once.
    Now,
    /// There, and in an e-mail of each day.
    Daily,
    /// There, and in an e-mail of each week.
    Weekly,
}

/// Every kind, in the order offered.
pub const KINDS: [Kind; 15] = [
    Kind::LeadRouted,
    Kind::LeadWaiting,
    Kind::Assigned,
    Kind::Inherited,
    Kind::TaskDue,
    Kind::CadenceStep,
    Kind::HandoffOffered,
    Kind::HandoffAccepted,
    Kind::HandoffReturned,
    Kind::HandoffExpired,
    Kind::ConsentRefused,
    Kind::Merged,
    Kind::Unmerged,
    Kind::BackupFailed,
    Kind::WebhookPaused,
];
/// Every choice, in the order offered.
pub const CHOICES: [Choice; 5] = [Choice::App, Choice::Now, Choice::Daily, Choice::Weekly, Choice::Off];

/// Hours that a new lead may wait for a first attempt before its owner is reminded.
pub const LEAD_WAITS_HOURS: i64 = 24;
/// So many of one kind at once are told apart; more are told as one.
pub const APART: usize = 3;

impl Kind {
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Kind::LeadRouted => "lead_routed",
            Kind::LeadWaiting => "lead_waiting",
            Kind::Assigned => "assigned",
            Kind::Inherited => "inherited",
            Kind::TaskDue => "task_due",
            Kind::CadenceStep => "cadence_step",
            Kind::HandoffOffered => "handoff_offered",
            Kind::HandoffAccepted => "handoff_accepted",
            Kind::HandoffReturned => "handoff_returned",
            Kind::HandoffExpired => "handoff_expired",
            Kind::ConsentRefused => "consent_refused",
            Kind::Merged => "merged",
            Kind::Unmerged => "unmerged",
            Kind::BackupFailed => "backup_failed",
            Kind::WebhookPaused => "webhook_paused",
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Kind, Refusal> {
        let known = KINDS.map(Kind::key);
        KINDS.into_iter().find(|kind| kind.key() == text).ok_or_else(|| unknown("kind", text, &known))
    }
}

impl Choice {
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Choice::Off => "off",
            Choice::App => "app",
            Choice::Now => "now",
            Choice::Daily => "daily",
            Choice::Weekly => "weekly",
        }
    }
    /// The e-mail that it asks for; none where it asks for none.
    pub fn mail(self) -> Option<&'static str> {
        match self {
            Choice::Off | Choice::App => None,
            mailed => Some(mailed.key()),
        }
    }
}

impl std::str::FromStr for Choice {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Choice, Refusal> {
        let known = CHOICES.map(Choice::key);
        CHOICES.into_iter().find(|choice| choice.key() == text).ok_or_else(|| unknown("choice", text, &known))
    }
}

fn unknown(field: &str, value: &str, known: &[&str]) -> Refusal {
    Refusal::new("refusal-choice-unknown").at(field).with("value", value).with("known", known.join(", "))
}

/// Notices of one reader and kind as they are told: a few by themselves, many as one that names the first.
pub fn gathered<T: Clone>(all: &[T]) -> Vec<(T, usize)> {
    match all.first() {
        Some(first) if all.len() > APART => vec![(first.clone(), all.len())],
        _ => all.iter().map(|one| (one.clone(), 1)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_back() {
        for kind in KINDS {
            assert_eq!(kind.key().parse(), Ok(kind));
        }
        for choice in CHOICES {
            assert_eq!(choice.key().parse(), Ok(choice));
        }
        assert_eq!("loud".parse::<Choice>().unwrap_err().code, "refusal-choice-unknown");
        assert!("noise".parse::<Kind>().is_err());
        assert_eq!((Choice::App.mail(), Choice::Daily.mail()), (None, Some("daily")));
    }

    #[test]
    fn many_at_once_are_one_and_none_is_lost() {
        for count in 0..10_usize {
            let all: Vec<usize> = (0..count).collect();
            let told = gathered(&all);
            assert_eq!(told.iter().map(|(_, stands_for)| stands_for).sum::<usize>(), count);
            assert!(told.len() <= APART);
        }
    }
}
