//! Possible sales: their stages, outcomes and the steps of their history; pure decisions.
//!
//! A [`Step`] is the state after something happened, in order. Stage history, outcomes, reopening
//! (rule V4 of the measures: a superseded outcome stays on its day and is taken back on the day of
//! the reopening) and every measure are read from steps.

use crate::bookings::CreditLine;
use crate::custom_fields::Custom;
use crate::kernel::id::*;
use crate::kernel::{Day, Money, Refusal, length};
use crate::measures::component::AccountTier;
use crate::measures::facts::{self, Credit, Holder, OpportunityFacts, Turn};
use serde::{Deserialize, Serialize};

/// How it ended, or that it has not.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Still being worked.
    #[default]
    Open,
    /// Bought from us.
    Won,
    /// Bought from someone else, or told us no.
    Lost,
    /// Nobody bought anything.
    NoDecision,
}

impl Outcome {
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Outcome::Open => "open",
            Outcome::Won => "won",
            Outcome::Lost => "lost",
            Outcome::NoDecision => "no_decision",
        }
    }
    /// The outcome of that key.
    pub fn from_key(key: &str) -> Option<Outcome> {
        [Outcome::Open, Outcome::Won, Outcome::Lost, Outcome::NoDecision].into_iter().find(|o| o.key() == key)
    }
}

/// One stage of a pipeline.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stage {
    /// Which stage.
    pub id: StageId,
    /// Of which pipeline.
    pub pipeline: PipelineId,
    /// `prospecting` … `following_up`, or the folded name of an imported stage.
    pub key: String,
    /// As people call it.
    pub name: String,
    /// Place in the pipeline, from 0.
    pub place: i64,
    /// What being here means.
    pub outcome: Outcome,
    /// Chance of winning in basis points.
    pub probability_bp: i64,
    /// `pipeline`, `best_case`, `commit`, `closed`, `omitted`.
    pub forecast_category: String,
    /// What must be true to enter, in words.
    pub entry_criteria: Vec<String>,
    /// Fields of the opportunity that must be filled to enter.
    pub needs: Vec<String>,
    /// No longer used; what happened at it stays.
    pub is_retired: bool,
    /// Moves with every change.
    pub version: i64,
}

/// A possible sale as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Opportunity {
    /// Which.
    pub id: OpportunityId,
    /// Name.
    pub name: String,
    /// Whom to; may be unknown.
    pub account: Option<AccountId>,
    /// In which pipeline.
    pub pipeline: PipelineId,
    /// At which stage.
    pub stage: StageId,
    /// Open, or how it ended.
    pub outcome: Outcome,
    /// Whose.
    pub owner: PositionId,
    /// What, mainly.
    pub product: Option<ProductId>,
    /// With whom, mainly.
    pub contact: Option<ContactId>,
    /// How much; may be unknown.
    pub amount: Option<Money>,
    /// The amount in the company's currency, minor units.
    pub company_minor: Option<i64>,
    /// Chance in basis points.
    pub probability_bp: i64,
    /// `pipeline`, `best_case`, `commit`, `closed`, `omitted`.
    pub forecast_category: String,
    /// When it began; unknown stays unknown.
    pub created_on: Option<Day>,
    /// Expected while open, then the day it closed.
    pub close_on: Option<Day>,
    /// Why it ended so.
    pub reason: Option<String>,
    /// Who else was there.
    pub competitor: Option<String>,
    /// Where it came from.
    pub source: Option<String>,
    /// `new`, `expansion`, `renewal`.
    pub kind: Option<String>,
    /// Free text.
    pub description: Option<String>,
    /// What happens next,
    pub next_step: Option<String>,
    /// and when.
    pub next_step_on: Option<Day>,
    /// Its id in the system it came from.
    pub external_id: Option<String>,
    /// Who is credited with bringing it in: who brought in the lead it came of, else who had it first.
    #[serde(default)]
    pub sourced_by: PositionId,
    /// Hand-offs of it that were accepted, and those of its customer that stem from it.
    #[serde(default)]
    pub handoffs: i64,
    /// Moves with every change.
    pub version: i64,
    /// Values of the company's own fields.
    #[serde(flatten)]
    pub custom: Custom,
}

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// It began.
    Opened,
    /// To another open stage.
    Moved,
    /// Owner, amount, product or account changed.
    Changed,
    /// Closed as won.
    Won,
    /// Closed as lost.
    Lost,
    /// Closed without a decision.
    NoDecision,
    /// Open again.
    Reopened,
}

impl StepKind {
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            StepKind::Opened => "opened",
            StepKind::Moved => "moved",
            StepKind::Changed => "changed",
            StepKind::Won => "won",
            StepKind::Lost => "lost",
            StepKind::NoDecision => "no_decision",
            StepKind::Reopened => "reopened",
        }
    }
    /// The kind of that key.
    pub fn from_key(key: &str) -> Option<StepKind> {
        use StepKind::*;
        [Opened, Moved, Changed, Won, Lost, NoDecision, Reopened].into_iter().find(|k| k.key() == key)
    }
    fn closing(outcome: Outcome) -> StepKind {
        match outcome {
            Outcome::Open => StepKind::Moved,
            Outcome::Won => StepKind::Won,
            Outcome::Lost => StepKind::Lost,
            Outcome::NoDecision => StepKind::NoDecision,
        }
    }
}

/// The state after something happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Step {
    /// What.
    pub kind: StepKind,
    /// When; unknown only for [`StepKind::Opened`].
    pub on: Option<Day>,
    /// Then at this stage,
    pub stage: StageId,
    /// owned by this position,
    pub owner: PositionId,
    /// for this product,
    pub product: Option<ProductId>,
    /// to this account
    pub account: Option<AccountId>,
    /// of this tier,
    pub tier: Option<String>,
    /// worth so much in the company's currency.
    pub company_minor: Option<i64>,
    /// Why it ended so.
    pub reason: Option<String>,
    /// Who else was there.
    pub competitor: Option<String>,
}

/// Moves to a stage; closing stages take a reason and a competitor.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct MoveStage {
    /// Effective day; today where none is given.
    pub on: Option<Day>,
    /// Why it ended so: needed for lost and no decision.
    pub reason: Option<String>,
    /// Who else was there.
    pub competitor: Option<String>,
}

/// Decides a move to a stage. Closing sets the close day; leaving a closed stage is a reopening.
///
/// # Errors
/// `refusal-stage-of-another-pipeline`, `refusal-stage-same`, `refusal-stage-retired`, `refusal-reason-missing`,
/// `refusal-day-before-last-step`, `refusal-close-in-future`.
pub fn move_stage(
    old: &Opportunity,
    last: &Step,
    to: &Stage,
    cmd: &MoveStage,
    today: Day,
) -> Result<(Opportunity, Step), Refusal> {
    if to.pipeline != old.pipeline {
        return Err(Refusal::new("refusal-stage-of-another-pipeline").at("stage").with("stage", &to.name));
    }
    if to.id == old.stage {
        return Err(Refusal::new("refusal-stage-same").at("stage").with("stage", &to.name));
    }
    if to.is_retired {
        return Err(Refusal::new("refusal-stage-retired").at("stage").with("stage", &to.name));
    }
    let on = cmd.on.unwrap_or(today);
    if on > today {
        return Err(Refusal::new("refusal-close-in-future").at("on").with("day", on));
    }
    if last.on.is_some_and(|day| on < day) {
        return Err(Refusal::new("refusal-day-before-last-step").at("on").with("day", on));
    }
    let reason = cmd.reason.clone().filter(|r| !r.trim().is_empty());
    if matches!(to.outcome, Outcome::Lost | Outcome::NoDecision) && reason.is_none() {
        return Err(Refusal::new("refusal-reason-missing").at("reason"));
    }
    let mut new = old.clone();
    new.stage = to.id;
    new.outcome = to.outcome;
    new.probability_bp = to.probability_bp;
    new.forecast_category.clone_from(&to.forecast_category);
    let kind = match (old.outcome, to.outcome) {
        (Outcome::Open, outcome) => StepKind::closing(outcome),
        (_, _) => StepKind::Reopened,
    };
    if to.outcome == Outcome::Open {
        new.reason = None;
    } else {
        new.close_on = Some(on);
        new.reason = reason;
        new.competitor = cmd.competitor.clone().filter(|c| !c.trim().is_empty()).or(new.competitor);
        if kind == StepKind::Reopened {
            // From one ending to another is a reopening and a closing; the caller asks for both in turn.
            return Err(Refusal::new("refusal-reopen-first").at("stage"));
        }
    }
    let step = Step { kind, on: Some(on), ..step_of(&new, last.tier.clone()) };
    Ok((new, step))
}

/// A step that shows the opportunity as it stands, as a change.
pub fn step_of(state: &Opportunity, tier: Option<String>) -> Step {
    Step {
        kind: StepKind::Changed,
        on: None,
        stage: state.stage,
        owner: state.owner,
        product: state.product,
        account: state.account,
        tier,
        company_minor: state.company_minor,
        reason: state.reason.clone(),
        competitor: state.competitor.clone(),
    }
}

/// The steps of an opportunity that arrives with its history unknown: opened, and closed where it is closed.
pub fn arrival(state: &Opportunity, first_stage: StageId, tier: Option<String>) -> Vec<Step> {
    let now = step_of(state, tier);
    let closed = state.outcome != Outcome::Open;
    let stage = if closed { first_stage } else { state.stage };
    let opened =
        Step { kind: StepKind::Opened, on: state.created_on, stage, reason: None, competitor: None, ..now.clone() };
    if !closed {
        return vec![opened];
    }
    vec![opened, Step { kind: StepKind::closing(state.outcome), on: state.close_on, ..now }]
}

/// What an opportunity's history says to the measures. Persons are left out: who held a position on a day
/// is asked of the organisation when a figure is read, so that a corrected assignment corrects the figure.
pub fn facts(state: &Opportunity, steps: &[Step], credits: &[(Day, CreditLine)]) -> OpportunityFacts {
    let holder = |position| Holder { position, person: None };
    let first = steps.first();
    let mut facts = OpportunityFacts {
        created_on: first.and_then(|s| s.on),
        created_by: holder(first.map_or(state.owner, |s| s.owner)),
        sourced_by: holder(state.sourced_by),
        handoffs: state.handoffs,
        owners: Vec::new(),
        created_amount_minor: first.and_then(|s| s.company_minor).unwrap_or(0),
        amounts: Vec::new(),
        turns: Vec::new(),
        credits: credits
            .iter()
            .map(|(on, line)| Credit { on: *on, holder: holder(line.position), amount_minor: line.company_minor })
            .collect(),
        product: state.product,
        account_tier: steps.last().and_then(|s| s.tier.as_deref()).and_then(AccountTier::get),
    };
    for pair in steps.windows(2) {
        let [before, step] = pair else { continue };
        let Some(on) = step.on else { continue };
        if step.owner != before.owner {
            facts.owners.push((on, step.owner));
        }
        if step.company_minor != before.company_minor {
            facts.amounts.push((on, step.company_minor.unwrap_or(0)));
        }
        let closed = |outcome| {
            let amount_minor = step.company_minor.unwrap_or(0);
            Turn::Closed { on, outcome, amount_minor, holder: holder(step.owner) }
        };
        facts.turns.extend(match step.kind {
            StepKind::Won => Some(closed(facts::Outcome::Won)),
            StepKind::Lost => Some(closed(facts::Outcome::Lost)),
            StepKind::NoDecision => Some(closed(facts::Outcome::NoDecision)),
            StepKind::Reopened => Some(Turn::Reopened { on }),
            StepKind::Opened | StepKind::Moved | StepKind::Changed => None,
        });
    }
    facts
}

/// Whether a change of the record is one that measures must see.
pub fn is_step(before: &Opportunity, after: &Opportunity) -> bool {
    before.owner != after.owner
        || before.product != after.product
        || before.account != after.account
        || before.company_minor != after.company_minor
}

/// Checks what every opportunity must have.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long`, `refusal-text-long`, `refusal-close-before-created`,
/// `refusal-close-missing`, `refusal-amount-negative`.
pub fn check(state: &Opportunity) -> Result<(), Refusal> {
    length::named(&state.name, "name")?;
    length::lines([("external_id", state.external_id.as_ref())])?;
    if state.outcome != Outcome::Open && state.close_on.is_none() {
        return Err(Refusal::new("refusal-close-missing").at("close_on"));
    }
    if state.amount.is_some_and(|m| m.minor < 0) {
        return Err(Refusal::new("refusal-amount-negative").at("amount"));
    }
    Ok(())
}
