//! Pipelines and stages from files, and the ones that stage names of a file make necessary.

use super::source::Source;
use crate::opportunities::pipelines::{self, Pipeline};
use crate::{Ctx, Result};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::{PipelineId, SetId};
use domain::opportunities::{Outcome, Stage};

/// Takes a file of pipelines.
///
/// # Errors
/// The database's own.
pub fn take_pipelines(ctx: &Ctx, tx: &mut Tx<'_>, source: &mut Source, set: SetId) -> Result<()> {
    let known = pipelines::all(tx)?;
    let rows: Vec<(u64, Option<String>, Option<String>)> =
        source.table.rows().map(|r| (r.line(), source.owned(&r, "id"), source.owned(&r, "name"))).collect();
    for (line, id, name) in rows {
        let Some(id) = id else {
            source.report.reject(line, Refusal::new("refusal-id-missing").at("id"), Vec::new());
            continue;
        };
        if known.iter().any(|p| p.external_id.as_deref() == Some(&id)) {
            source.report.counts.unchanged += 1;
            continue;
        }
        let name = name.unwrap_or_else(|| id.clone());
        let new = Pipeline {
            id: ctx.id(),
            name,
            is_default: false,
            is_imported: true,
            external_id: Some(id),
            version: 1,
            stages: Vec::new(),
        };
        pipelines::add(tx, &new, Some(set))?;
        source.report.counts.created += 1;
    }
    Ok(())
}

/// Takes a file of stages; their pipelines come from a file before it.
///
/// # Errors
/// The database's own.
pub fn take_stages(ctx: &Ctx, tx: &mut Tx<'_>, source: &mut Source, set: SetId) -> Result<()> {
    add_missing(ctx, tx, source, set)?;
    let known = pipelines::all(tx)?;
    let ids = pipelines::stages_by_external_id(tx)?;
    let read: Vec<_> =
        source.table.rows().map(|row| (row.line(), stage(ctx, source, &row, &known), Source::cells(&row))).collect();
    for (line, stage, cells) in read {
        match stage {
            Ok((id, _)) if ids.contains_key(&id) => source.report.counts.unchanged += 1,
            Ok((id, stage)) => {
                pipelines::add_stage(tx, &stage, Some(&id), Some(set))?;
                source.report.counts.created += 1;
            }
            Err(reason) => source.report.reject(line, reason, cells),
        }
    }
    Ok(())
}

/// Makes the pipelines that stages name and no file describes: their id is all that is known of them.
fn add_missing(ctx: &Ctx, tx: &mut Tx<'_>, source: &Source, set: SetId) -> Result<()> {
    let mut known = pipelines::all(tx)?;
    for row in source.table.rows() {
        let Some(named) = source.text(&row, "pipeline") else { continue };
        if known.iter().any(|p| p.external_id.as_deref() == Some(named) || p.name == named) {
            continue;
        }
        let new = Pipeline {
            id: ctx.id(),
            name: named.to_owned(),
            is_default: false,
            is_imported: true,
            external_id: Some(named.to_owned()),
            version: 1,
            stages: Vec::new(),
        };
        pipelines::add(tx, &new, Some(set))?;
        known.push(new);
    }
    Ok(())
}

fn stage(
    ctx: &Ctx,
    source: &Source,
    row: &sheet::Row<'_>,
    known: &[Pipeline],
) -> std::result::Result<(String, Stage), Refusal> {
    let id = source.owned(row, "id").ok_or_else(|| Refusal::new("refusal-id-missing").at("id"))?;
    let named = source.text(row, "pipeline").unwrap_or_default();
    let pipeline = known.iter().find(|p| p.external_id.as_deref() == Some(named) || p.name == named);
    let pipeline =
        pipeline.ok_or_else(|| Refusal::new("refusal-pipeline-unknown").at("pipeline").with("value", named))?;
    let name = source.owned(row, "name").unwrap_or_else(|| id.clone());
    let won = source.flag(row, "is_won").unwrap_or(false);
    let closed = source.flag(row, "is_closed").unwrap_or(won);
    let outcome = match (won, closed) {
        (true, _) => Outcome::Won,
        (false, true) => Outcome::Lost,
        _ => outcome_of(&name),
    };
    let probability_bp = basis_points(source, row)?.unwrap_or(if outcome == Outcome::Won { 10_000 } else { 0 });
    let place = source.whole(row, "place")?.unwrap_or(0);
    let stage = Stage {
        id: ctx.id(),
        pipeline: pipeline.id,
        key: text::fold(&name),
        name,
        place,
        outcome,
        probability_bp,
        forecast_category: category(outcome, probability_bp).to_owned(),
        entry_criteria: Vec::new(),
        needs: Vec::new(),
        is_retired: false,
        version: 1,
    };
    Ok((id, stage))
}

/// A probability in basis points, whether the file writes a fraction or percent.
///
/// # Errors
/// `refusal-number-unreadable`.
pub fn basis_points(source: &Source, row: &sheet::Row<'_>) -> std::result::Result<Option<i64>, Refusal> {
    let Some(number) = source.decimal(row, "probability")? else { return Ok(None) };
    let (whole, part) = number.decimal.split_once('.').unwrap_or((&number.decimal, ""));
    let scaled: i64 = format!("{whole}{:0<4}", part.get(..part.len().min(4)).unwrap_or("")).parse().unwrap_or(0);
    // Up to 1 is a fraction; above, percent.
    Ok(Some(if scaled <= 10_000 && !number.percent { scaled } else { scaled / 100 }.clamp(0, 10_000)))
}

/// What a stage's name says of its outcome.
pub fn outcome_of(name: &str) -> Outcome {
    let words: String = name.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let has = |word: &str| words.split_whitespace().any(|w| w == word);
    if has("won") || has("vunnet") || name.contains("赢单") || has("closedwon") {
        Outcome::Won
    } else if has("lost") || has("tapt") || name.contains("输单") || has("closedlost") {
        Outcome::Lost
    } else if words.contains("no decision") {
        Outcome::NoDecision
    } else {
        Outcome::Open
    }
}

fn category(outcome: Outcome, probability_bp: i64) -> &'static str {
    match outcome {
        Outcome::Won => "closed",
        Outcome::Lost | Outcome::NoDecision => "omitted",
        Outcome::Open if probability_bp >= 8000 => "commit",
        Outcome::Open if probability_bp >= 5000 => "best_case",
        Outcome::Open => "pipeline",
    }
}

/// A stage name of a file, with what its rows say of it.
#[derive(Clone, Debug)]
pub struct NamedStage {
    /// The name.
    pub name: String,
    /// Its probability, where the rows give one.
    pub probability_bp: Option<i64>,
    /// Its outcome, where the rows say (a status column).
    pub outcome: Option<Outcome>,
}

/// The pipeline that has all these stages: the default one, one imported before, or a new one.
///
/// # Errors
/// The database's own.
pub fn for_stages(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, name: &str, stages: &[NamedStage]) -> Result<Pipeline> {
    let known = pipelines::all(tx)?;
    let complete = |p: &&Pipeline| stages.iter().all(|s| p.stage(&s.name).is_some());
    if let Some(found) = known.iter().filter(|p| p.is_default).find(complete).or_else(|| known.iter().find(complete)) {
        return Ok(found.clone());
    }
    let mut pipeline = match known.iter().find(|p| p.is_imported && p.name == name) {
        Some(found) => found.clone(),
        None => {
            let id: PipelineId = ctx.id();
            let new = Pipeline {
                id,
                name: name.to_owned(),
                is_default: false,
                is_imported: true,
                external_id: None,
                version: 1,
                stages: Vec::new(),
            };
            pipelines::add(tx, &new, Some(set))?;
            new
        }
    };
    let mut missing: Vec<&NamedStage> = stages.iter().filter(|s| pipeline.stage(&s.name).is_none()).collect();
    let outcome = |s: &NamedStage| s.outcome.unwrap_or_else(|| outcome_of(&s.name));
    missing.sort_by_key(|s| (outcome(s), s.probability_bp, usual_place(&s.name)));
    let first = pipeline.stages.len();
    let open = missing.iter().filter(|s| outcome(s) == Outcome::Open).count();
    for (n, named) in missing.into_iter().enumerate() {
        let outcome = outcome(named);
        let spread = i64::try_from((n + 1) * 9000 / (open + 1)).unwrap_or(5000);
        let probability_bp = named.probability_bp.unwrap_or(match outcome {
            Outcome::Open => spread,
            Outcome::Won => 10_000,
            Outcome::Lost | Outcome::NoDecision => 0,
        });
        let stage = Stage {
            id: ctx.id(),
            pipeline: pipeline.id,
            key: text::fold(&named.name),
            name: named.name.clone(),
            place: i64::try_from(first + n).unwrap_or(i64::MAX),
            outcome,
            probability_bp,
            forecast_category: category(outcome, probability_bp).to_owned(),
            entry_criteria: Vec::new(),
            needs: Vec::new(),
            is_retired: false,
            version: 1,
        };
        pipelines::add_stage(tx, &stage, None, Some(set))?;
        pipeline.stages.push(stage);
    }
    Ok(pipeline)
}

/// Where a stage of that name usually stands, for those whose order the file does not say.
fn usual_place(name: &str) -> usize {
    const USUAL: [&str; 9] = ["prospect", "new", "qualif", "engag", "demo", "present", "propos", "negotiat", "clos"];
    let folded = text::fold(name);
    USUAL.iter().position(|word| folded.contains(word)).unwrap_or(USUAL.len())
}
