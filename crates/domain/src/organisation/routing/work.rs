//! A piece of work that needs somebody, and what is known of it.

use crate::kernel::id::{PositionId, SegmentId};
use crate::kernel::{Day, Instant};
use serde::{Deserialize, Serialize};

/// What kind of record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// A lead.
    Lead,
    /// An account.
    Account,
    /// An opportunity.
    Opportunity,
}

impl WorkKind {
    /// All of them.
    pub const ALL: [WorkKind; 3] = [WorkKind::Lead, WorkKind::Account, WorkKind::Opportunity];
    /// As stored, and as texts name it.
    pub fn key(self) -> &'static str {
        match self {
            WorkKind::Lead => "lead",
            WorkKind::Account => "account",
            WorkKind::Opportunity => "opportunity",
        }
    }
    /// The kind of that key.
    pub fn from_key(key: &str) -> Option<WorkKind> {
        WorkKind::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// The part of the customer's journey that coverage names: a stage of the default process, or the account itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkStage {
    /// Found.
    Prospecting,
    /// Looked into.
    Qualifying,
    /// Shown the product.
    Presenting,
    /// Bargained over.
    Negotiating,
    /// Signed.
    Closing,
    /// Served.
    FollowingUp,
    /// Not a stage: who owns the account.
    Account,
}

impl WorkStage {
    /// All of them, in order.
    pub const ALL: [WorkStage; 7] = [
        WorkStage::Prospecting,
        WorkStage::Qualifying,
        WorkStage::Presenting,
        WorkStage::Negotiating,
        WorkStage::Closing,
        WorkStage::FollowingUp,
        WorkStage::Account,
    ];
    /// As coverage names it.
    pub fn key(self) -> &'static str {
        match self {
            WorkStage::Prospecting => "prospecting",
            WorkStage::Qualifying => "qualifying",
            WorkStage::Presenting => "presenting",
            WorkStage::Negotiating => "negotiating",
            WorkStage::Closing => "closing",
            WorkStage::FollowingUp => "following_up",
            WorkStage::Account => "account",
        }
    }
    /// The stage of that key.
    pub fn from_key(key: &str) -> Option<WorkStage> {
        WorkStage::ALL.into_iter().find(|stage| stage.key() == key)
    }
    /// The stage of the default process that an open stage of another pipeline stands for: the same key, else the
    /// same part of the way from first to last.
    pub fn of_pipeline(key: &str, place: usize, open_stages: usize) -> WorkStage {
        let selling = 5;
        let place = (place * selling / open_stages.max(1)).min(selling - 1);
        WorkStage::from_key(key).or_else(|| WorkStage::ALL.get(place).copied()).unwrap_or(WorkStage::Prospecting)
    }
}

/// Who had it before coverage changed, and since when it would go elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Former {
    /// The old owner.
    pub position: PositionId,
    /// The day of the change.
    pub since: Day,
}

/// Where unworked work goes back to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Back {
    /// To whoever is next, not to the one who left it.
    Next,
    /// To the queue of the unit of the one who left it.
    Queue,
}

/// Who had it and did not touch it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Left {
    /// Who.
    pub position: PositionId,
    /// For how many hours it may lie.
    pub hours: u32,
    /// Where it goes back to.
    pub back: Back,
}

/// What is known of a piece of work.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Work {
    /// What it is.
    pub kind: WorkKind,
    /// Where it stands.
    pub stage: WorkStage,
    /// The segments it is in.
    pub segments: Vec<SegmentId>,
    /// Who owns the account it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_owner: Option<PositionId>,
    /// Who owns the parent of the account: families stay together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<PositionId>,
    /// Marked to go its own way, whoever owns the parent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub leaves_family: bool,
    /// Who was named its owner by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<PositionId>,
    /// Who had it before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<Former>,
    /// Who left it lying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Left>,
    /// BCP 47 tags of the languages it speaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// When it is to be decided.
    pub at: Instant,
}

impl Work {
    /// Work of which nothing else is known.
    pub fn new(kind: WorkKind, stage: WorkStage, at: Instant) -> Work {
        Work {
            kind,
            stage,
            segments: Vec::new(),
            account_owner: None,
            family: None,
            leaves_family: false,
            named: None,
            former: None,
            left: None,
            languages: Vec::new(),
            at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::roles::STAGES;

    #[test]
    fn stages_are_those_of_the_default_process_and_other_pipelines_are_laid_over_it() {
        let keys: Vec<&str> = WorkStage::ALL.iter().map(|stage| stage.key()).collect();
        assert_eq!(keys[..6], *STAGES);
        assert!(WorkStage::ALL.iter().all(|stage| WorkStage::from_key(stage.key()) == Some(*stage)));
        let two: Vec<&str> = (0..2).map(|place| WorkStage::of_pipeline("x", place, 2).key()).collect();
        assert_eq!(two, ["prospecting", "presenting"]);
        let seven: Vec<&str> = (0..7).map(|place| WorkStage::of_pipeline("x", place, 7).key()).collect();
        assert_eq!(seven.last(), Some(&"closing"));
        assert_eq!(WorkStage::of_pipeline("closing", 0, 9), WorkStage::Closing);
    }
}
