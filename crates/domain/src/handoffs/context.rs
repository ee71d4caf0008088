//! What must be told along when work passes on: by the kind of work and the stage it goes to.
//!
//! The gap between two roles closes when the next one need not ask the customer again what the last one knows. What a
//! company's own stage asks for comes on top.

use crate::organisation::routing::{WorkKind, WorkStage};
use serde::{Deserialize, Serialize};

/// One thing that is to be told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Told {
    /// Which: a field of the record, or of the lead it was.
    pub field: String,
    /// What is known of it, as it is stored; none where nothing is.
    pub value: Option<String>,
}

const OF_A_LEAD: &[&str] = &["need", "budget", "timeline", "decision_process", "phone", "email"];
const TO_PRESENT: &[&str] = &["contact", "need", "budget", "timeline", "decision_process", "next_step", "next_step_on"];
const TO_BARGAIN: &[&str] = &["contact", "product", "amount", "close_on", "next_step", "next_step_on"];
const TO_SERVE: &[&str] = &["contact", "product", "amount", "close_on", "description", "next_step"];

/// What must be told of work of a kind that goes to a stage, in the order a reader wants it.
pub fn demanded(kind: WorkKind, stage: WorkStage) -> &'static [&'static str] {
    match (kind, stage) {
        (WorkKind::Lead, _) => OF_A_LEAD,
        (_, WorkStage::Prospecting | WorkStage::Qualifying | WorkStage::Presenting) => TO_PRESENT,
        (_, WorkStage::Negotiating | WorkStage::Closing) => TO_BARGAIN,
        (_, WorkStage::FollowingUp | WorkStage::Account) => TO_SERVE,
    }
}

/// The fields, those of the stage itself after what is always asked, each with what is known of it.
pub fn tell<'a>(
    kind: WorkKind,
    stage: WorkStage,
    needs: impl IntoIterator<Item = &'a str>,
    known: impl Fn(&str) -> Option<String>,
) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for field in demanded(kind, stage).iter().copied().chain(needs) {
        if told.iter().all(|one| one.field != field) {
            let value = known(field).filter(|value| !value.trim().is_empty());
            told.push(Told { field: field.to_owned(), value });
        }
    }
    told
}

/// How many things are to be told, and how many are.
pub fn completeness(context: &[Told]) -> (i64, i64) {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    (count(context.len()), count(context.iter().filter(|told| told.value.is_some()).count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_stage_asks_for_comes_once_and_after_what_is_always_asked() {
        let known = |field: &str| (field == "contact").then(|| "Ida".to_owned());
        let told = tell(WorkKind::Opportunity, WorkStage::Presenting, ["contact", "amount"], known);
        let fields: Vec<&str> = told.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields[..TO_PRESENT.len()], *TO_PRESENT);
        assert_eq!(fields[TO_PRESENT.len()..], ["amount"]);
        assert_eq!(told.iter().filter(|one| one.value.is_some()).count(), 1);
    }

    #[test]
    fn blanks_tell_nothing() {
        let told = tell(WorkKind::Lead, WorkStage::Qualifying, [], |_| Some("  ".to_owned()));
        assert!(told.iter().all(|one| one.value.is_none()));
    }
}
