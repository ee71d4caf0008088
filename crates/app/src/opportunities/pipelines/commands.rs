//! Changing the process: pipelines, their stages, what a stage asks for, and taking stages out of use.
//! Decisions are the domain's; each change is an entry of the pipeline's history.

use super::{Pipeline, add, of_stage, one, sql, usual_stages};
use crate::events::{self, Cause, differences};
use crate::opportunities::commands::{Asking, Move, moved};
use crate::{Ctx, Error, Result};
use db::{Tx, Value};
use domain::kernel::id::{OpportunityId, PipelineId, StageId};
use domain::opportunities::{MoveStage, Outcome, Stage};
use domain::pipelines::{self as rules, StageFields};
use domain::policy::{Action, Noun};
use domain::{Refusal, opportunities};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// Moves written at once where a stage is emptied.
const AT_ONCE: usize = 1000;

/// Values of a new pipeline, or new values of some.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PipelineFields {
    /// Name.
    pub name: Option<String>,
    /// Whether new opportunities begin here; one pipeline always is.
    pub is_default: Option<bool>,
    /// Only for a new one: with the stages of which; those that every company begins with where none is named.
    pub like: Option<PipelineId>,
}

fn log(ctx: &Ctx, tx: &mut Tx<'_>, id: PipelineId, kind: &str, changes: &Json) -> Result<()> {
    events::append(tx, ctx, Cause::COMMAND, Noun::Pipeline, id, kind, changes)
}

/// A name that no other pipeline has.
fn name_of(tx: &mut Tx<'_>, id: Option<PipelineId>, text: &str) -> Result<String> {
    let name = rules::name(text)?;
    let same = |p: &Pipeline| Some(p.id) != id && text::fold(&p.name) == text::fold(&name);
    match super::all(tx)?.iter().find(|p| same(p)) {
        Some(other) => Err(Refusal::new("refusal-pipeline-exists").at("name").with("name", &other.name).into()),
        None => Ok(name),
    }
}

/// Makes a pipeline, with the stages of another or the usual ones.
///
/// # Errors
/// [`Error::Forbidden`]; `refusal-name-empty`, `refusal-pipeline-exists`, `refusal-pipeline-unknown`.
pub fn create(ctx: &Ctx, tx: &mut Tx<'_>, fields: &PipelineFields) -> Result<PipelineId> {
    ctx.may(Action::Create, Noun::Pipeline)?;
    let name = name_of(tx, None, fields.name.as_deref().unwrap_or_default())?;
    let id: PipelineId = ctx.id();
    let stages = match fields.like {
        None => usual_stages(ctx, id),
        Some(like) => {
            let unknown = || Refusal::new("refusal-pipeline-unknown").at("like");
            let model = super::all(tx)?.into_iter().find(|p| p.id == like).ok_or_else(unknown)?;
            let copy = |s: &Stage| Stage { id: ctx.id(), pipeline: id, version: 1, ..s.clone() };
            model.used().map(copy).collect()
        }
    };
    let stages = rules::arrange(&stages, None);
    let new = Pipeline { id, name, is_default: false, is_imported: false, external_id: None, version: 1, stages };
    add(tx, &new, None)?;
    log(ctx, tx, id, "created", &differences::<Json>(None, &json!({ "name": new.name }))?)?;
    if fields.is_default == Some(true) {
        make_default(ctx, tx, id)?;
    }
    Ok(id)
}

/// Renames a pipeline, or makes it the one that new opportunities begin in.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Conflict`]; `refusal-name-empty`, `refusal-pipeline-exists`,
/// `refusal-default-needed`.
pub fn change(ctx: &Ctx, tx: &mut Tx<'_>, id: PipelineId, version: Option<i64>, fields: &PipelineFields) -> Result<()> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    let old = one(tx, id)?;
    if let Some(text) = &fields.name {
        let name = name_of(tx, Some(id), text)?;
        if name != old.name {
            let version = version.unwrap_or(old.version);
            if tx.run(sql::RENAME, &[Value::id(id), name.as_str().into(), Value::Int(version)])? == 0 {
                return Err(Error::Conflict { version: old.version, fields: Vec::new() });
            }
            log(ctx, tx, id, "changed", &json!({ "name": [old.name, name] }))?;
        }
    }
    match fields.is_default {
        Some(true) if !old.is_default => make_default(ctx, tx, id),
        Some(false) if old.is_default => Err(Refusal::new("refusal-default-needed").at("is_default").into()),
        _ => Ok(()),
    }
}

fn make_default(ctx: &Ctx, tx: &mut Tx<'_>, id: PipelineId) -> Result<()> {
    tx.run(sql::SET_DEFAULT, &[Value::id(id)])?;
    log(ctx, tx, id, "changed", &json!({ "is_default": [false, true] }))
}

/// Adds a stage behind those of its outcome's kind.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`]; the refusals of [`rules::fill`].
pub fn create_stage(ctx: &Ctx, tx: &mut Tx<'_>, id: PipelineId, fields: &StageFields) -> Result<StageId> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    let pipeline = one(tx, id)?;
    let blank = Stage {
        id: ctx.id(),
        pipeline: id,
        key: String::new(),
        name: String::new(),
        place: i64::try_from(pipeline.stages.len()).unwrap_or(i64::MAX),
        outcome: Outcome::Open,
        probability_bp: 0,
        forecast_category: "pipeline".to_owned(),
        entry_criteria: Vec::new(),
        needs: Vec::new(),
        is_retired: false,
        version: 1,
    };
    let mut stage = rules::fill(&blank, fields, &pipeline.stages, &askable(ctx), false).map_err(Error::Refused)?;
    stage.key = key(&pipeline, &stage.name);
    let place = pipeline.used().filter(|s| (s.outcome == Outcome::Open) == (stage.outcome == Outcome::Open)).count();
    let before = pipeline.used().filter(|s| s.outcome == Outcome::Open && stage.outcome != Outcome::Open).count();
    super::add_stage(tx, &stage, None, None)?;
    let mut stages = pipeline.stages;
    stages.push(stage.clone());
    settle(tx, &stages, Some((stage.id, before + place)))?;
    log(ctx, tx, id, "stage_added", &differences(None, &stage)?)?;
    Ok(stage.id)
}

/// A key that no other stage of the pipeline has.
fn key(pipeline: &Pipeline, name: &str) -> String {
    let folded = text::fold(name).replace(' ', "_");
    let taken = |key: &str| pipeline.stages.iter().any(|s| s.key == key);
    if !taken(&folded) {
        return folded;
    }
    (2..).map(|n| format!("{folded}_{n}")).find(|key| !taken(key)).unwrap_or(folded)
}

/// Stores the places of stages in order.
fn settle(tx: &mut Tx<'_>, stages: &[Stage], moved: Option<(StageId, usize)>) -> Result<()> {
    for stage in rules::arrange(stages, moved) {
        tx.run(sql::PLACE_STAGE, &[Value::id(stage.id), Value::Int(stage.place)])?;
    }
    Ok(())
}

/// The company's own fields that a stage may ask for.
fn askable(ctx: &Ctx) -> Vec<&'static str> {
    ctx.fields.of(Noun::Opportunity).map(|field| field.key.as_str()).collect()
}

/// Changes a stage. Chance and category of what is open there follow, unless it has others of its own.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Conflict`]; the refusals of [`rules::fill`].
pub fn change_stage(ctx: &Ctx, tx: &mut Tx<'_>, id: StageId, version: Option<i64>, fields: &StageFields) -> Result<()> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    let (pipeline, old) = of_stage(tx, id)?;
    let new = rules::fill(&old, fields, &pipeline.stages, &askable(ctx), is_held(tx, id)?).map_err(Error::Refused)?;
    save(ctx, tx, &old, &new, version, "stage_changed")?;
    let weighs = |s: &Stage| (s.probability_bp, s.forecast_category.clone());
    if weighs(&old) != weighs(&new) && new.outcome == Outcome::Open {
        let values = [
            Value::id(id),
            Value::Int(new.probability_bp),
            new.forecast_category.as_str().into(),
            Value::Int(ctx.now.0),
            Value::Int(old.probability_bp),
            old.forecast_category.as_str().into(),
        ];
        tx.run(sql::FOLLOW, &values)?;
        crate::measures::stand_anew(tx, id)?;
    }
    let changed = pipeline.stages.into_iter().map(|s| if s.id == id { new.clone() } else { s });
    settle(tx, &changed.collect::<Vec<_>>(), None)
}

fn is_held(tx: &mut Tx<'_>, id: StageId) -> Result<bool> {
    Ok(tx.number(sql::HELD, &[Value::id(id), Value::Int(1)])? > 0)
}

fn save(ctx: &Ctx, tx: &mut Tx<'_>, old: &Stage, new: &Stage, version: Option<i64>, kind: &str) -> Result<()> {
    let changes = differences(Some(old), new)?;
    if changes.as_object().is_some_and(serde_json::Map::is_empty) {
        return Ok(());
    }
    let values = [
        Value::id(new.id),
        new.name.as_str().into(),
        new.outcome.key().into(),
        Value::Int(new.probability_bp),
        new.forecast_category.as_str().into(),
        new.entry_criteria.join("\n").into(),
        new.needs.join(" ").into(),
        new.is_retired.into(),
        Value::Int(version.unwrap_or(old.version)),
    ];
    if tx.run(sql::CHANGE_STAGE, &values)? == 0 {
        return Err(Error::Conflict { version: old.version, fields: Vec::new() });
    }
    log(ctx, tx, new.pipeline, kind, &json!({ "stage": [old.name, new.name], "fields": [null, changes] }))
}

/// Moves a stage to a place (from 0) among those in use.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub fn place_stage(ctx: &Ctx, tx: &mut Tx<'_>, id: StageId, place: usize) -> Result<()> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    let (pipeline, stage) = of_stage(tx, id)?;
    settle(tx, &pipeline.stages, Some((id, place)))?;
    log(
        ctx,
        tx,
        pipeline.id,
        "stage_placed",
        &json!({ "stage": [stage.name, stage.name], "place": [stage.place, place] }),
    )
}

/// Takes a stage out of use. What is open there moves to another open stage first, whatever that one asks for.
///
/// # Errors
/// [`Error::Forbidden`] for those who may not change every opportunity, where some must move; [`Error::NotFound`];
/// the refusals of [`rules::retire`].
pub fn retire_stage(ctx: &Ctx, tx: &mut Tx<'_>, id: StageId, to: Option<StageId>) -> Result<()> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    let (pipeline, old) = of_stage(tx, id)?;
    let standing =
        tx.all(sql::OPEN_AT, &[Value::id(id)], |row| Ok((row.id::<OpportunityId>()?, row.next::<i64>()?)))?;
    let to = rules::retire(&pipeline.stages, &old, !standing.is_empty(), to)?.map(|stage| stage.id);
    if let Some(stage) = to {
        if !ctx.may(Action::Edit, Noun::Opportunity)?.is_all() {
            return Err(Error::Forbidden);
        }
        for part in standing.chunks(AT_ONCE) {
            let one = |(id, version): &(OpportunityId, i64)| Move {
                id: *id,
                stage,
                version: Some(*version),
                with: MoveStage::default(),
            };
            moved(ctx, tx, &part.iter().map(one).collect::<Vec<_>>(), Asking::Nothing)?;
        }
    }
    used(ctx, tx, &pipeline, &old, true)
}

/// Takes a stage into use again.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`]; `refusal-stage-exists` where another took its name.
pub fn restore_stage(ctx: &Ctx, tx: &mut Tx<'_>, id: StageId) -> Result<()> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    let (pipeline, old) = of_stage(tx, id)?;
    rules::fill(&old, &StageFields::default(), &pipeline.stages, &askable(ctx), true).map_err(Error::Refused)?;
    used(ctx, tx, &pipeline, &old, false)
}

fn used(ctx: &Ctx, tx: &mut Tx<'_>, pipeline: &Pipeline, old: &Stage, is_retired: bool) -> Result<()> {
    let new = opportunities::Stage { is_retired, ..old.clone() };
    save(ctx, tx, old, &new, None, if is_retired { "stage_retired" } else { "stage_restored" })?;
    let stages: Vec<Stage> =
        pipeline.stages.iter().map(|s| if s.id == old.id { new.clone() } else { s.clone() }).collect();
    settle(tx, &stages, None)
}
