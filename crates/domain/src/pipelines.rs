//! The process as data: what a stage may be, what it asks of an opportunity that enters it, and in which order
//! stages stand. Pure decisions; probabilities are basis points.
//!
//! A stage that is no longer used is retired, never deleted, since histories name it. Open stages stand before
//! those that close.

use crate::custom_fields::PREFIX;
use crate::kernel::id::StageId;
use crate::kernel::{Refusal, length};
use crate::opportunities::{Opportunity, Outcome, Stage};
use serde::{Deserialize, Serialize};

/// Fields of an opportunity that a stage may ask for, in the order offered.
pub const ASKABLE: [&str; 11] = [
    "amount",
    "close_on",
    "account",
    "contact",
    "product",
    "kind",
    "source",
    "competitor",
    "description",
    "next_step",
    "next_step_on",
];

/// Forecast categories of open stages, in the order offered. Won is `closed`, the other endings are `omitted`.
pub const OPEN_CATEGORIES: [&str; 4] = ["pipeline", "best_case", "commit", "omitted"];

/// Longest name of a pipeline or a stage, in characters.
const LONGEST: usize = 80;

/// Values of a new stage, or new values of some: what is not named stays.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StageFields {
    /// As people call it.
    pub name: Option<String>,
    /// What being there means.
    pub outcome: Option<Outcome>,
    /// Chance of winning, for open stages.
    pub probability_bp: Option<i64>,
    /// One of [`OPEN_CATEGORIES`], for open stages.
    pub forecast_category: Option<String>,
    /// Fields that must be filled to enter, of [`ASKABLE`].
    pub needs: Option<Vec<String>>,
    /// What else must be true, in words.
    pub entry_criteria: Option<Vec<String>>,
}

/// A name that holds, without space around it.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long`.
pub fn name(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    length::within(text, "name", LONGEST)?;
    Ok(text.to_owned())
}

/// The stage with these values. `others` are the stages beside it; `is_held` says whether opportunities are at it:
/// then what being there means stands, since their outcomes are history. `own` are the company's own fields that a stage
/// may ask for as well.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long`, `refusal-stage-exists`, `refusal-stage-held`,
/// `refusal-probability-range`, `refusal-category-unknown`, `refusal-need-unknown`: all that hold, each at its field.
pub fn fill(
    old: &Stage,
    fields: &StageFields,
    others: &[Stage],
    own: &[&str],
    is_held: bool,
) -> Result<Stage, Vec<Refusal>> {
    let (mut new, mut faults) = (old.clone(), Vec::new());
    match name(fields.name.as_deref().unwrap_or(&old.name)) {
        Ok(name) => new.name = name,
        Err(fault) => faults.push(fault),
    }
    let same = |other: &&Stage| other.id != old.id && !other.is_retired && folded(&other.name) == folded(&new.name);
    if let Some(other) = others.iter().find(same) {
        faults.push(Refusal::new("refusal-stage-exists").at("name").with("name", &other.name));
    }
    new.outcome = fields.outcome.unwrap_or(old.outcome);
    if is_held && new.outcome != old.outcome {
        faults.push(Refusal::new("refusal-stage-held").at("outcome"));
    }
    faults.extend(weigh(&mut new, fields));
    if let Some(needs) = &fields.needs {
        let askable = || ASKABLE.iter().chain(own).copied();
        // One that is retired stays a need of its stages, asked of nobody until it is taken up again.
        let is_known = |key: &String| askable().any(|known| known == key) || old.needs.contains(key);
        let unknown = needs.iter().find(|key| !is_known(key));
        faults.extend(unknown.map(|key| Refusal::new("refusal-need-unknown").at("needs").with("value", key)));
        let kept = old.needs.iter().map(String::as_str).filter(|key| !askable().any(|known| known == *key));
        let all = askable().chain(kept).filter(|key| needs.iter().any(|need| need == key));
        new.needs = all.map(str::to_owned).collect();
    }
    if let Some(criteria) = &fields.entry_criteria {
        let lines = criteria.iter().flat_map(|text| text.lines()).map(str::trim).filter(|line| !line.is_empty());
        new.entry_criteria = lines.map(str::to_owned).collect();
    }
    if faults.is_empty() { Ok(new) } else { Err(faults) }
}

/// Sets chance and category: asked for where the stage is open, given by the outcome where it closes.
fn weigh(stage: &mut Stage, fields: &StageFields) -> Vec<Refusal> {
    let mut faults = Vec::new();
    match stage.outcome {
        Outcome::Open => {
            stage.probability_bp = fields.probability_bp.unwrap_or(stage.probability_bp);
            if !(0..=10_000).contains(&stage.probability_bp) {
                faults.push(Refusal::new("refusal-probability-range").at("probability_bp"));
            }
            let category = fields.forecast_category.as_deref().unwrap_or(&stage.forecast_category);
            match OPEN_CATEGORIES.into_iter().find(|known| *known == category) {
                Some(known) => stage.forecast_category = known.to_owned(),
                None => faults
                    .push(Refusal::new("refusal-category-unknown").at("forecast_category").with("value", category)),
            }
        }
        Outcome::Won => (stage.probability_bp, stage.forecast_category) = (10_000, "closed".to_owned()),
        Outcome::Lost | Outcome::NoDecision => {
            (stage.probability_bp, stage.forecast_category) = (0, "omitted".to_owned());
        }
    }
    faults
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The stages in order, with one of them at the place (from 0) among those in use. Places run from 0; open stages
/// come before those that close, retired ones behind those in use.
pub fn arrange(stages: &[Stage], moved: Option<(StageId, usize)>) -> Vec<Stage> {
    let mut order = stages.to_vec();
    let rank = |stage: &Stage| (stage.outcome != Outcome::Open, stage.is_retired);
    order.sort_by_key(rank);
    if let Some((id, place)) = moved
        && let Some(at) = order.iter().position(|stage| stage.id == id)
    {
        let stage = order.remove(at);
        order.insert(place.min(order.len()), stage);
        order.sort_by_key(rank);
    }
    for (place, stage) in (0..).zip(&mut order) {
        stage.place = place;
    }
    order
}

/// Whether a stage may be taken out of use: one to work in and one to win at must remain, and what is open at it
/// must have somewhere to go. What is closed at it stays there: that is how it ended.
///
/// # Errors
/// `refusal-stage-last`; `refusal-stage-occupied` at `to`; `refusal-stage-unknown` at `to`.
pub fn retire<'a>(
    stages: &'a [Stage],
    stage: &Stage,
    is_held: bool,
    to: Option<StageId>,
) -> Result<Option<&'a Stage>, Refusal> {
    let used = |other: &&Stage| !other.is_retired && other.id != stage.id;
    let stays = |outcome| stages.iter().filter(used).any(|other| other.outcome == outcome);
    if matches!(stage.outcome, Outcome::Open | Outcome::Won) && !stays(stage.outcome) {
        return Err(Refusal::new("refusal-stage-last").with("stage", &stage.name));
    }
    if stage.outcome != Outcome::Open || !is_held {
        return Ok(None);
    }
    let to = to.ok_or_else(|| Refusal::new("refusal-stage-occupied").at("to").with("stage", &stage.name))?;
    let open = |other: &&Stage| other.id == to && other.outcome == Outcome::Open;
    let found = stages.iter().filter(used).find(open);
    found.map(Some).ok_or_else(|| Refusal::new("refusal-stage-unknown").at("to"))
}

/// What an opportunity lacks to enter a stage: one refusal for each field, at that field.
pub fn missing(stage: &Stage, opportunity: &Opportunity) -> Vec<Refusal> {
    let lacks = |key: &&String| !is_filled(opportunity, key);
    let refusal = |key: &String| {
        let refusal = Refusal::new("refusal-stage-needs").at(key).with("label", key);
        refusal.with("stage", &stage.name).with("name", &opportunity.name)
    };
    stage.needs.iter().filter(lacks).map(refusal).collect()
}

/// Whether a field of [`ASKABLE`], or one of the company's own, has a value.
pub fn is_filled(o: &Opportunity, key: &str) -> bool {
    let words = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    match key {
        "amount" => o.amount.is_some(),
        "close_on" => o.close_on.is_some(),
        "account" => o.account.is_some(),
        "contact" => o.contact.is_some(),
        "product" => o.product.is_some(),
        "kind" => words(&o.kind),
        "source" => words(&o.source),
        "competitor" => words(&o.competitor),
        "description" => words(&o.description),
        "next_step" => words(&o.next_step),
        "next_step_on" => o.next_step_on.is_some(),
        own if own.starts_with(PREFIX) => o.custom.get(own).is_some(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::{PipelineId, derived};
    use proptest::prelude::*;

    fn stage(name: &str, outcome: Outcome) -> Stage {
        Stage {
            id: derived(&[name.as_bytes()]),
            pipeline: PipelineId::default(),
            key: name.to_lowercase(),
            name: name.to_owned(),
            place: 0,
            outcome,
            probability_bp: 1000,
            forecast_category: "pipeline".into(),
            entry_criteria: Vec::new(),
            needs: Vec::new(),
            is_retired: false,
            version: 1,
        }
    }

    fn named(text: &str) -> StageFields {
        StageFields { name: Some(text.into()), ..StageFields::default() }
    }

    fn codes(refused: Result<Stage, Vec<Refusal>>) -> Vec<String> {
        refused.expect_err("refused").into_iter().map(|r| r.code).collect()
    }

    #[test]
    fn a_stage_takes_what_holds_and_says_all_that_does_not() {
        let (one, other) = (stage("Meet", Outcome::Open), stage("Offer", Outcome::Open));
        let both = [one.clone(), other];
        let fields = StageFields {
            name: Some("offer ".into()),
            probability_bp: Some(10_001),
            forecast_category: Some("closed".into()),
            needs: Some(vec!["budget".into()]),
            ..StageFields::default()
        };
        let all =
            ["refusal-stage-exists", "refusal-probability-range", "refusal-category-unknown", "refusal-need-unknown"];
        assert_eq!(codes(fill(&one, &fields, &both, &[], false)), all);
        assert_eq!(codes(fill(&one, &named("  "), &both, &[], false)), ["refusal-name-empty"]);
        let needs = StageFields { needs: Some(vec!["close_on".into(), "amount".into()]), ..StageFields::default() };
        assert_eq!(
            fill(&one, &needs, &both, &[], true).expect("fine").needs,
            ["amount", "close_on"],
            "in the order offered"
        );
        let lines = StageFields { entry_criteria: Some(vec!["Met\n\n Agreed ".into()]), ..StageFields::default() };
        assert_eq!(fill(&one, &lines, &both, &[], true).expect("fine").entry_criteria, ["Met", "Agreed"]);
    }

    #[test]
    fn what_being_at_a_stage_means_changes_only_while_nothing_is_there() {
        let one = stage("Signed", Outcome::Open);
        let won = StageFields { outcome: Some(Outcome::Won), ..StageFields::default() };
        assert_eq!(codes(fill(&one, &won, &[], &[], true)), ["refusal-stage-held"]);
        let new = fill(&one, &won, &[], &[], false).expect("fine");
        assert_eq!((new.probability_bp, new.forecast_category.as_str()), (10_000, "closed"));
    }

    #[test]
    fn a_stage_is_retired_when_nothing_is_left_without_a_place() {
        let all = [stage("Meet", Outcome::Open), stage("Offer", Outcome::Open), stage("Won", Outcome::Won)];
        let code = |answer: Result<Option<&Stage>, Refusal>| answer.expect_err("refused").code;
        assert_eq!(code(retire(&all, &all[0], true, None)), "refusal-stage-occupied");
        assert_eq!(code(retire(&all, &all[0], true, Some(all[2].id))), "refusal-stage-unknown", "only to an open one");
        assert_eq!(code(retire(&all, &all[0], true, Some(all[0].id))), "refusal-stage-unknown", "not to itself");
        assert_eq!(retire(&all, &all[0], true, Some(all[1].id)), Ok(Some(&all[1])));
        assert_eq!(retire(&all, &all[0], false, None), Ok(None));
        assert_eq!(code(retire(&all, &all[2], false, None)), "refusal-stage-last");
    }

    proptest! {
        #[test]
        fn any_move_keeps_every_stage_once_and_open_ones_first(
            kinds in prop::collection::vec((0u8..4, any::<bool>()), 1..9), moved in 0usize..9, to in 0usize..12,
        ) {
            let outcomes = [Outcome::Open, Outcome::Won, Outcome::Lost, Outcome::NoDecision];
            let stages: Vec<Stage> = kinds.iter().enumerate().map(|(at, (kind, is_retired))| Stage {
                is_retired: *is_retired, ..stage(&format!("s{at}"), outcomes[usize::from(*kind)])
            }).collect();
            let order = arrange(&stages, stages.get(moved).map(|s| (s.id, to)));
            let places: Vec<i64> = order.iter().map(|s| s.place).collect();
            prop_assert_eq!(places, (0..i64::try_from(stages.len()).unwrap()).collect::<Vec<_>>());
            prop_assert!(order.is_sorted_by_key(|s| (s.outcome != Outcome::Open, s.is_retired)));
            let mut ids: Vec<StageId> = order.iter().map(|s| s.id).collect();
            let mut before: Vec<StageId> = stages.iter().map(|s| s.id).collect();
            ids.sort();
            before.sort();
            prop_assert_eq!(ids, before);
        }
    }
}
