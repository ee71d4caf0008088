//! Pipelines and stages: the process as data.

pub mod commands;
mod sql;

use crate::{Ctx, Error, Result};
use db::{Row, Tx, Value};
use domain::kernel::id::{PipelineId, StageId};
use domain::opportunities::{Outcome, Stage};
use domain::policy::{Action, Noun};
use serde::Serialize;
use std::collections::HashMap;

/// A process and its stages, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pipeline {
    /// Which.
    pub id: PipelineId,
    /// Name.
    pub name: String,
    /// Whether new opportunities begin here.
    pub is_default: bool,
    /// Whether an import made it.
    pub is_imported: bool,
    /// Its id in the system it came from.
    pub external_id: Option<String>,
    /// Moves with every change of its name.
    pub version: i64,
    /// Its stages, those no longer used too.
    pub stages: Vec<Stage>,
}

impl Pipeline {
    /// The stages in use, in order.
    pub fn used(&self) -> impl Iterator<Item = &Stage> {
        self.stages.iter().filter(|s| !s.is_retired)
    }
    /// The first open stage.
    pub fn first(&self) -> Option<&Stage> {
        self.used().find(|s| s.outcome == Outcome::Open)
    }
    /// A stage by its key or name, letter case aside: one in use before one that is not.
    pub fn stage(&self, text: &str) -> Option<&Stage> {
        let exact = self.stages.iter().find(|s| s.name == text);
        if exact.is_some() {
            return exact;
        }
        let folded = text::fold(text);
        let is_it = |s: &&Stage| s.key == folded || text::fold(&s.name) == folded;
        self.used().find(is_it).or_else(|| self.stages.iter().find(is_it))
    }
}

/// Every pipeline with its stages.
///
/// # Errors
/// The database's own.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Pipeline>> {
    let mut pipelines = tx.all(sql::PIPELINES, &[], |row| {
        Ok(Pipeline {
            id: row.id()?,
            name: row.next()?,
            is_default: row.next()?,
            is_imported: row.next()?,
            external_id: row.next()?,
            version: row.next()?,
            stages: Vec::new(),
        })
    })?;
    for stage in tx.all(sql::STAGES, &[], stage)? {
        if let Some(pipeline) = pipelines.iter_mut().find(|p| p.id == stage.pipeline) {
            pipeline.stages.push(stage);
        }
    }
    Ok(pipelines)
}

fn stage(row: &Row<'_>) -> std::result::Result<Stage, db::Error> {
    Ok(Stage {
        id: row.id()?,
        pipeline: row.id()?,
        key: row.next()?,
        name: row.next()?,
        place: row.next()?,
        outcome: Outcome::from_key(&row.next::<String>()?).unwrap_or_default(),
        probability_bp: row.next()?,
        forecast_category: row.next()?,
        entry_criteria: row.next::<String>()?.lines().map(str::to_owned).collect(),
        needs: row.next::<String>()?.split_whitespace().map(str::to_owned).collect(),
        is_retired: row.next()?,
        version: row.next()?,
    })
}

/// One pipeline.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub fn one(tx: &mut Tx<'_>, id: PipelineId) -> Result<Pipeline> {
    all(tx)?.into_iter().find(|p| p.id == id).ok_or(Error::NotFound)
}

/// The pipeline of a stage.
///
/// # Errors
/// [`Error::NotFound`] where there is no such stage.
pub fn of_stage(tx: &mut Tx<'_>, id: StageId) -> Result<(Pipeline, Stage)> {
    let found = all(tx)?.into_iter().find_map(|p| {
        let stage = p.stages.iter().find(|s| s.id == id).cloned()?;
        Some((p, stage))
    });
    found.ok_or(Error::NotFound)
}

/// Opportunities are counted up to here where the process is set up.
pub const COUNTED: i64 = 1000;

/// How many opportunities stand at each stage of a pipeline, up to [`COUNTED`] and one; none where the reader may
/// not see all of them.
///
/// # Errors
/// The database's own.
pub fn held(ctx: &Ctx, tx: &mut Tx<'_>, pipeline: &Pipeline) -> Result<Option<HashMap<StageId, i64>>> {
    if !ctx.may(Action::See, Noun::Opportunity).is_ok_and(|scope| scope.is_all()) {
        return Ok(None);
    }
    let mut counts = HashMap::new();
    for stage in &pipeline.stages {
        counts.insert(stage.id, tx.number(sql::HELD, &[Value::id(stage.id), Value::Int(COUNTED + 1)])?);
    }
    Ok(Some(counts))
}

/// Writes a new pipeline with its stages.
///
/// # Errors
/// The database's own.
pub fn add(tx: &mut Tx<'_>, pipeline: &Pipeline, set: Option<domain::kernel::id::SetId>) -> Result<()> {
    tx.run(
        sql::ADD_PIPELINE,
        &[
            Value::id(pipeline.id),
            pipeline.name.as_str().into(),
            pipeline.is_default.into(),
            pipeline.is_imported.into(),
            pipeline.external_id.clone().into(),
            Value::opt_id(set),
        ],
    )?;
    pipeline.stages.iter().try_for_each(|stage| add_stage(tx, stage, None, set))
}

/// Writes a new stage.
///
/// # Errors
/// The database's own.
pub fn add_stage(
    tx: &mut Tx<'_>,
    s: &Stage,
    external_id: Option<&str>,
    set: Option<domain::kernel::id::SetId>,
) -> Result<()> {
    tx.run(
        sql::ADD_STAGE,
        &[
            Value::id(s.id),
            Value::id(s.pipeline),
            s.key.as_str().into(),
            s.name.as_str().into(),
            Value::Int(s.place),
            s.outcome.key().into(),
            Value::Int(s.probability_bp),
            s.forecast_category.as_str().into(),
            s.entry_criteria.join("\n").into(),
            s.needs.join(" ").into(),
            external_id.into(),
            Value::opt_id(set),
        ],
    )?;
    Ok(())
}

/// The process every company begins with: prospecting, qualifying, presenting, negotiating, closing; won,
/// lost, no decision. Names are texts of the company's language.
///
/// # Errors
/// The database's own.
pub fn found_default(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<PipelineId> {
    let lang = text::Lang::parse(&ctx.company.language).unwrap_or_default();
    let id: PipelineId = ctx.id();
    let name = text::t(lang, "pipeline-default").to_string();
    let stages = usual_stages(ctx, id);
    let new = Pipeline { id, name, is_default: true, is_imported: false, external_id: None, version: 1, stages };
    add(tx, &new, None)?;
    Ok(id)
}

/// The stages that a process begins with.
fn usual_stages(ctx: &Ctx, id: PipelineId) -> Vec<Stage> {
    let lang = text::Lang::parse(&ctx.company.language).unwrap_or_default();
    let stage = |place: i64, (key, outcome, probability_bp, category): (&str, Outcome, i64, &str)| Stage {
        id: ctx.id::<StageId>(),
        pipeline: id,
        key: key.to_owned(),
        name: text::t(lang, &format!("stage-{key}")).to_string(),
        place,
        outcome,
        probability_bp,
        forecast_category: category.to_owned(),
        entry_criteria: Vec::new(),
        needs: Vec::new(),
        is_retired: false,
        version: 1,
    };
    (0..).zip(DEFAULT).map(|(place, s)| stage(place, s)).collect()
}

/// Key, outcome, probability in basis points, forecast category.
const DEFAULT: [(&str, Outcome, i64, &str); 8] = [
    ("prospecting", Outcome::Open, 1000, "pipeline"),
    ("qualifying", Outcome::Open, 2000, "pipeline"),
    ("presenting", Outcome::Open, 4000, "pipeline"),
    ("negotiating", Outcome::Open, 6000, "best_case"),
    ("closing", Outcome::Open, 8000, "commit"),
    ("won", Outcome::Won, 10000, "closed"),
    ("lost", Outcome::Lost, 0, "omitted"),
    ("no_decision", Outcome::NoDecision, 0, "omitted"),
];

/// Stages by their id in the system they came from.
///
/// # Errors
/// The database's own.
pub fn stages_by_external_id(tx: &mut Tx<'_>) -> Result<HashMap<String, StageId>> {
    Ok(tx.all(sql::STAGE_IDS, &[], |row| Ok((row.next::<String>()?, row.id()?)))?.into_iter().collect())
}
