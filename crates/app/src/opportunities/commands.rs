//! Commands on one or many opportunities: move, change, hand over. Decisions are the domain's.

use super::history::{self, Told};
use super::pipelines;
use super::write::{Batch, Change};
use crate::custom_fields::{self, values};
use crate::events::Cause;
use crate::records::merge::{self, Base};
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::custom_fields::CustomField;
use domain::kernel::Money;
use domain::kernel::id::{AccountId, ContactId, OpportunityId, PipelineId, PositionId, ProductId, StageId};
use domain::opportunities::{self as rules, MoveStage, Opportunity, Outcome, Stage, Step, StepKind};
use domain::policy::{Action, Noun};
use domain::{Day, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// A move of one opportunity, as a form or the API asks for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Move {
    /// Which.
    pub id: OpportunityId,
    /// To which stage.
    pub stage: StageId,
    /// The version it was read at; none moves whatever stands.
    pub version: Option<i64>,
    /// When, why, against whom.
    #[serde(flatten)]
    pub with: MoveStage,
}

/// Values of a new opportunity, or new values of some fields: a field that is not named stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of the opportunity")]
pub struct Fields {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(with = "crate::opportunities::commands::double", skip_serializing_if = "Option::is_none")]
    pub account: Option<Option<AccountId>>,
    #[serde(with = "crate::opportunities::commands::double", skip_serializing_if = "Option::is_none")]
    pub product: Option<Option<ProductId>>,
    #[serde(with = "crate::opportunities::commands::double", skip_serializing_if = "Option::is_none")]
    pub contact: Option<Option<ContactId>>,
    #[serde(with = "crate::opportunities::commands::double", skip_serializing_if = "Option::is_none")]
    pub amount: Option<Option<Money>>,
    #[serde(with = "crate::opportunities::commands::double", skip_serializing_if = "Option::is_none")]
    pub close_on: Option<Option<Day>>,
    #[serde(with = "crate::opportunities::commands::double", skip_serializing_if = "Option::is_none")]
    pub competitor: Option<Option<String>>,
    #[serde(with = "crate::opportunities::commands::double", skip_serializing_if = "Option::is_none")]
    pub source: Option<Option<String>>,
    #[serde(with = "crate::opportunities::commands::double", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Option<String>>,
    #[serde(with = "crate::opportunities::commands::double", skip_serializing_if = "Option::is_none")]
    pub description: Option<Option<String>>,
    #[serde(with = "crate::opportunities::commands::double", skip_serializing_if = "Option::is_none")]
    pub next_step: Option<Option<String>>,
    #[serde(with = "crate::opportunities::commands::double", skip_serializing_if = "Option::is_none")]
    pub next_step_on: Option<Option<Day>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<PositionId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<PipelineId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_on: Option<Day>,
    #[serde(flatten)]
    pub own: custom_fields::Asked,
}

/// A field that is absent, null, or a value: absent leaves what stands, null clears it.
pub mod double {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    /// Writes the inner value.
    ///
    /// # Errors
    /// The serializer's.
    pub fn serialize<T: Serialize, S: Serializer>(value: &Option<Option<T>>, s: S) -> Result<S::Ok, S::Error> {
        value.as_ref().and_then(Option::as_ref).serialize(s)
    }
    /// A field that is there is `Some`, null or not.
    ///
    /// # Errors
    /// The deserializer's.
    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(d: D) -> Result<Option<Option<T>>, D::Error> {
        Option::<T>::deserialize(d).map(Some)
    }
}

/// Moves opportunities to stages; closing books what was won, leaving a closed stage takes it back.
///
/// # Errors
/// The domain's refusals, `refusal-stage-needs` at each field that the stage asks for, [`Error::NotFound`] for what
/// may not be seen, [`Error::Conflict`].
pub fn move_stages(ctx: &Ctx, tx: &mut Tx<'_>, moves: &[Move]) -> Result<()> {
    moved(ctx, tx, moves, Asking::All)
}

/// Whether a stage asks what it usually asks of those that enter it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asking {
    /// Each field that it needs.
    All,
    /// Nothing: the process has changed, not the sale.
    Nothing,
}

pub(super) fn moved(ctx: &Ctx, tx: &mut Tx<'_>, moves: &[Move], asking: Asking) -> Result<()> {
    let ids: Vec<OpportunityId> = moves.iter().map(|m| m.id).collect();
    let found = editable(ctx, tx, &ids)?;
    let stages: Vec<Stage> = pipelines::all(tx)?.into_iter().flat_map(|p| p.stages).collect();
    let mut batch = Batch::default();
    for (command, told) in moves.iter().zip(found) {
        let to = stages
            .iter()
            .find(|s| s.id == command.stage)
            .ok_or_else(|| Refusal::new("refusal-stage-unknown").at("stage"))?;
        let wanted = [("stage".to_owned(), serde_json::to_value(command.stage)?)].into_iter().collect();
        let base = base(&told.state, command.version);
        let left = merge::merged(ctx, tx, &base, &object(&told.state)?, &wanted)?;
        if left.is_empty() && command.stage != told.state.stage {
            // It was there when it was read, and another has moved it since: that is no wish to move it back.
            return Err(Error::Conflict { version: base.version, fields: Vec::new() });
        }
        let last = told.steps.last().ok_or_else(|| Error::Internal(format!("{} has no steps", told.state.id)))?;
        let (mut after, mut step) = rules::move_stage(&told.state, last, to, &command.with, ctx.today)?;
        if let (Outcome::Won, Some(amount)) = (after.outcome, after.amount) {
            // What is booked is converted once, at the rate of the day it is won.
            let won = super::rates::to_company(tx, ctx, amount, step.on.unwrap_or(ctx.today))?;
            (after.company_minor, step.company_minor) = (Some(won), Some(won));
        }
        if asking == Asking::All {
            enters(ctx, to, &after)?;
        }
        let steps = told.steps.iter().cloned().chain([step.clone()]).collect();
        batch.push(Change { before: Some(told), after, steps, kind: event(step.kind) });
    }
    batch.write(ctx, tx, Cause::COMMAND)
}

/// Whether it has what the stage asks for.
fn enters(ctx: &Ctx, to: &Stage, state: &Opportunity) -> Result<()> {
    let mut missing = Vec::new();
    for mut refusal in domain::pipelines::missing(to, state) {
        let key = refusal.field.as_deref().unwrap_or_default();
        match ctx.fields.find(Noun::Opportunity, key) {
            // Who makes one is not asked for what they may not enter; who moves it is told.
            Some(field) if !custom_fields::enters(ctx, field) => {
                missing.extend((state.version > 0).then(|| asked_of_others(&refusal, field)));
            }
            Some(field) => {
                refusal.args.retain(|(name, _)| name != "label");
                missing.push(refusal.with("label", &field.label));
            }
            // One that was retired is asked of nobody.
            None if values::is_own(key) => {}
            None => missing.push(refusal),
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(Error::Refused(missing)) }
}

/// That a stage needs a field which the user may not enter.
fn asked_of_others(needed: &Refusal, field: &CustomField) -> Refusal {
    let args = needed.args.iter().filter(|(name, _)| name != "label");
    let told = Refusal::new("refusal-stage-needs-sensitive").at("stage").with("label", &field.label);
    args.fold(told, |told, (name, value)| told.with(name, value))
}

fn event(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Opened => "created",
        StepKind::Moved => "stage_moved",
        StepKind::Changed => "changed",
        StepKind::Won => "won",
        StepKind::Lost => "lost",
        StepKind::NoDecision => "no_decision",
        StepKind::Reopened => "reopened",
    }
}

/// Makes an opportunity. The owner is the user's first position unless another is named.
///
/// # Errors
/// The domain's refusals; `refusal-owner-missing`, `refusal-owner-unknown`; `refusal-stage-needs` at each field
/// that its stage asks for.
pub fn create(ctx: &Ctx, tx: &mut Tx<'_>, fields: &Fields) -> Result<OpportunityId> {
    ctx.may(Action::Create, Noun::Opportunity)?;
    let pipelines = pipelines::all(tx)?;
    let pipeline = match fields.pipeline {
        Some(id) => pipelines.iter().find(|p| p.id == id),
        None => pipelines.iter().find(|p| p.is_default).or(pipelines.first()),
    };
    let pipeline = pipeline.ok_or_else(|| Refusal::new("refusal-pipeline-unknown").at("pipeline"))?;
    let stage =
        fields.stage.map_or(pipeline.first(), |id| pipeline.used().find(|s| s.id == id && s.outcome == Outcome::Open));
    let stage = stage.ok_or_else(|| Refusal::new("refusal-stage-unknown").at("stage"))?;
    let owner = fields.owner.or(ctx.positions.first().copied());
    let owner = owner.ok_or_else(|| Refusal::new("refusal-owner-missing").at("owner"))?;
    let mut after = blank(ctx, pipeline.id, stage, owner);
    apply(ctx, tx, &mut after, fields)?;
    rules::check(&after)?;
    enters(ctx, stage, &after)?;
    let tier = super::sql::tier_of(tx, after.account)?;
    let steps = rules::arrival(&after, stage.id, tier);
    let id = after.id;
    let mut batch = Batch::default();
    batch.push(Change { before: None, after, steps, kind: "created" });
    batch.write(ctx, tx, Cause::COMMAND)?;
    Ok(id)
}

fn blank(ctx: &Ctx, pipeline: PipelineId, stage: &Stage, owner: PositionId) -> Opportunity {
    Opportunity {
        id: ctx.id(),
        name: String::new(),
        account: None,
        pipeline,
        stage: stage.id,
        outcome: Outcome::Open,
        owner,
        product: None,
        contact: None,
        amount: None,
        company_minor: None,
        probability_bp: stage.probability_bp,
        forecast_category: stage.forecast_category.clone(),
        created_on: Some(ctx.today),
        close_on: None,
        reason: None,
        competitor: None,
        source: None,
        kind: None,
        description: None,
        next_step: None,
        next_step_on: None,
        external_id: None,
        sourced_by: owner,
        handoffs: 0,
        version: 0,
        custom: Default::default(),
    }
}

/// Changes fields of one opportunity; a new owner, product, account or amount is a step of its history. What would
/// change nothing writes nothing.
///
/// # Errors
/// The domain's refusals, [`Error::NotFound`], [`Error::Conflict`] field by field.
pub fn change(ctx: &Ctx, tx: &mut Tx<'_>, id: OpportunityId, version: Option<i64>, fields: &Fields) -> Result<()> {
    change_as(ctx, tx, Cause::COMMAND, id, version, fields)
}

/// As [`change`], with why it is changed.
///
/// # Errors
/// As [`change`].
pub(crate) fn change_as(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    cause: Cause,
    id: OpportunityId,
    version: Option<i64>,
    fields: &Fields,
) -> Result<()> {
    let told = editable(ctx, tx, &[id])?.pop().ok_or(Error::NotFound)?;
    let fields = keeping_unseen(ctx, tx, &told.state, fields)?;
    let fields = merged(ctx, tx, &told.state, version, fields)?;
    let mut after = told.state.clone();
    apply(ctx, tx, &mut after, &fields)?;
    if after == told.state {
        return Ok(());
    }
    rules::check(&after)?;
    let mut steps = told.steps.clone();
    if rules::is_step(&told.state, &after) {
        let tier = super::sql::tier_of(tx, after.account)?;
        steps.push(Step { on: Some(ctx.today), ..rules::step_of(&after, tier) });
    }
    owned(tx, &told.state, &after)?;
    let mut batch = Batch::default();
    batch.push(Change { before: Some(told), after, steps, kind: "changed" });
    batch.write(ctx, tx, cause)
}

/// One that waited in a queue and gets an owner waits no more.
fn owned(tx: &mut Tx<'_>, before: &Opportunity, after: &Opportunity) -> Result<()> {
    if before.owner == after.owner {
        return Ok(());
    }
    crate::routing::commands::owned(tx, &[(after.id.0, after.owner)])
}

/// Notes on opportunities whose leads say so who brought them in, and how often each was handed over. What stands so
/// already is not written.
///
/// # Errors
/// The database's own.
pub(crate) fn account_for(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    cause: Cause,
    ids: &[OpportunityId],
    sourced_by: Option<PositionId>,
) -> Result<()> {
    let mut batch = Batch::default();
    let counts = super::sql::handoffs_of(tx, ids)?;
    for told in history::some(tx, None, ids)? {
        let sourced_by = sourced_by.unwrap_or(told.state.sourced_by);
        let handoffs = counts.get(&told.state.id).copied().unwrap_or_default();
        let after = Opportunity { sourced_by, handoffs, ..told.state.clone() };
        if after != told.state {
            let steps = told.steps.clone();
            batch.push(Change { before: Some(told), after, steps, kind: "changed" });
        }
    }
    if batch.is_empty() { Ok(()) } else { batch.write(ctx, tx, cause) }
}

/// Gives an opportunity to another position. The caller has decided that it passes, and who may take it.
///
/// # Errors
/// [`Error::NotFound`]; `refusal-owner-unknown`.
pub(crate) fn hand_over(ctx: &Ctx, tx: &mut Tx<'_>, id: OpportunityId, owner: PositionId) -> Result<()> {
    let told = history::some(tx, None, &[id])?.pop().ok_or(Error::NotFound)?;
    if told.state.owner == owner {
        return Ok(());
    }
    if ctx.organisation.position(owner).is_none() {
        return Err(Refusal::new("refusal-owner-unknown").at("owner").into());
    }
    let after = Opportunity { owner, ..told.state.clone() };
    let tier = super::sql::tier_of(tx, after.account)?;
    let mut steps = told.steps.clone();
    steps.push(Step { on: Some(ctx.today), ..rules::step_of(&after, tier) });
    owned(tx, &told.state, &after)?;
    let mut batch = Batch::default();
    batch.push(Change { before: Some(told), after, steps, kind: "changed" });
    batch.write(ctx, tx, Cause::COMMAND)
}

/// The fields without those that they would empty only because their record is hidden from the user, or what they hold is.
fn keeping_unseen(ctx: &Ctx, tx: &mut Tx<'_>, o: &Opportunity, fields: &Fields) -> Result<Fields> {
    let mut kept = fields.clone();
    custom_fields::entered(ctx, Noun::Opportunity, &mut kept.own.0)?;
    let emptied = [
        ("account", Noun::Account, o.account.map(|a| a.0).filter(|_| fields.account == Some(None))),
        ("product", Noun::Product, o.product.map(|p| p.0).filter(|_| fields.product == Some(None))),
        ("contact", Noun::Contact, o.contact.map(|c| c.0).filter(|_| fields.contact == Some(None))),
    ];
    let emptied: Vec<_> = emptied.into_iter().filter_map(|(field, noun, id)| Some((field, noun, id?))).collect();
    for field in records::unseen(ctx, tx, &emptied)? {
        match field {
            "account" => kept.account = None,
            "product" => kept.product = None,
            _ => kept.contact = None,
        }
    }
    Ok(kept)
}

fn apply(ctx: &Ctx, tx: &mut Tx<'_>, o: &mut Opportunity, fields: &Fields) -> Result<()> {
    fn set<T: Clone>(slot: &mut T, value: &Option<T>) {
        if let Some(value) = value {
            slot.clone_from(value);
        }
    }
    let worth = (o.amount, o.close_on);
    set(&mut o.name, &fields.name);
    set(&mut o.account, &fields.account);
    set(&mut o.product, &fields.product);
    set(&mut o.contact, &fields.contact);
    set(&mut o.amount, &fields.amount);
    set(&mut o.close_on, &fields.close_on);
    set(&mut o.competitor, &fields.competitor);
    set(&mut o.source, &fields.source);
    set(&mut o.kind, &fields.kind);
    set(&mut o.description, &fields.description);
    set(&mut o.next_step, &fields.next_step);
    set(&mut o.next_step_on, &fields.next_step_on);
    if let Some(owner) = fields.owner {
        let known = ctx.organisation.position(owner).is_some();
        o.owner = known.then_some(owner).ok_or_else(|| Refusal::new("refusal-owner-unknown").at("owner"))?;
    }
    if fields.created_on.is_some() && o.version == 0 {
        o.created_on = fields.created_on;
    }
    let named = [
        (fields.account.flatten().map(|a| a.0), Noun::Account),
        (fields.contact.flatten().map(|c| c.0), Noun::Contact),
        (fields.product.flatten().map(|p| p.0), Noun::Product),
    ];
    super::sql::check_references(ctx, tx, named)?;
    o.custom = values::taken(ctx, tx, Noun::Opportunity, &o.custom, &fields.own.0)?;
    // What was converted keeps its rate until the amount or its day is another.
    if worth != (o.amount, o.close_on) {
        let on = o.close_on.unwrap_or(ctx.today);
        o.company_minor = o.amount.map(|m| super::rates::to_company(tx, ctx, m, on)).transpose()?;
    }
    Ok(())
}

/// The named opportunities, all of them, that the user may change.
fn editable(ctx: &Ctx, tx: &mut Tx<'_>, ids: &[OpportunityId]) -> Result<Vec<Told>> {
    let scope = ctx.may(Action::Edit, Noun::Opportunity)?;
    let found = history::with_own(ctx, tx, Some(&scope), ids)?;
    let mut by_id: std::collections::HashMap<OpportunityId, Told> =
        found.into_iter().map(|t| (t.state.id, t)).collect();
    ids.iter().map(|id| by_id.remove(id).ok_or(Error::NotFound)).collect()
}

fn base(o: &Opportunity, read: Option<i64>) -> Base {
    Base { noun: Noun::Opportunity, id: o.id.0, version: o.version, read }
}

fn object<T: Serialize>(value: &T) -> Result<Map<String, Json>> {
    match serde_json::to_value(value)? {
        Json::Object(map) => Ok(map),
        _ => Err(Error::Internal("an opportunity is no JSON object".to_owned())),
    }
}

/// The fields without what another changed since and this one sends back as it was read.
fn merged(ctx: &Ctx, tx: &mut Tx<'_>, o: &Opportunity, read: Option<i64>, fields: Fields) -> Result<Fields> {
    if read.is_none_or(|read| read == o.version) {
        return Ok(fields);
    }
    let mut standing = object(o)?;
    standing.extend(values::beside(ctx, Noun::Opportunity, &o.custom)?);
    let left = merge::merged(ctx, tx, &base(o, read), &standing, &object(&fields)?)?;
    Ok(serde_json::from_value(Json::Object(left))?)
}
