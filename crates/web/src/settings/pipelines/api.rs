//! Pipelines and stages for programs.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, id, json};
use crate::errors::Answer;
use crate::records::{matched, tagged};
use crate::routes::Routes;
use app::opportunities::pipelines::{self, commands};
use app::{Ctx, Tx};
use axum::extract::Path;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::IntoResponse;
use domain::kernel::id::{PipelineId, StageId};
use domain::pipelines::StageFields;
use domain::policy::{Action, Noun};
use serde::Deserialize;

const ALL: &str = "/api/v1/pipelines";
const ONE: &str = "/api/v1/pipelines/{id}";
const STAGES: &str = "/api/v1/pipelines/{id}/stages";
const STAGE: &str = "/api/v1/stages/{id}";
const PLACE: &str = "/api/v1/stages/{id}/place";
const RETIRE: &str = "/api/v1/stages/{id}/retire";
const RESTORE: &str = "/api/v1/stages/{id}/restore";

const PIPELINE: &[Part] = &[
    part("id", "uuid", "The pipeline."),
    part("name", "string", "Name."),
    part("is_default", "boolean", "Whether new opportunities begin here."),
    part("is_imported", "boolean", "Whether an import made it."),
    part("stages", "any[]", "Its stages in order, those no longer used too."),
];
const PIPELINE_FIELDS: &[Part] = &[
    maybe("name", "string", "Name; needed for a new one."),
    maybe("is_default", "boolean", "True makes it the one where new opportunities begin."),
    maybe("like", "uuid", "For a new one: the pipeline whose stages it copies; the usual stages where none is named."),
];
const STAGE_VIEW: &[Part] = &[
    part("id", "uuid", "The stage."),
    part("pipeline", "uuid", "Its pipeline."),
    part("key", "string", "Its key, as in filters."),
    part("name", "string", "Name."),
    part("place", "integer", "From 0, those in use first."),
    part("outcome", "string", "`open`, `won`, `lost` or `no_decision`."),
    part("probability_bp", "integer", "Chance of winning in parts of 10,000."),
    part("forecast_category", "string", "`pipeline`, `best_case`, `commit`, `closed` or `omitted`."),
    part("needs", "string[]", "Fields of an opportunity that must be filled to enter."),
    part("entry_criteria", "string[]", "What else must be true to enter, in words."),
    part("is_retired", "boolean", "Whether it is no longer used."),
];
const STAGE_FIELDS: &[Part] = &[
    maybe("name", "string", "Name; needed for a new one."),
    maybe("outcome", "string", "`open`, `won`, `lost` or `no_decision`; stands once opportunities are at it."),
    maybe("probability_bp", "integer", "For open stages."),
    maybe("forecast_category", "string", "For open stages: `pipeline`, `best_case`, `commit` or `omitted`."),
    maybe(
        "needs",
        "string[]",
        "Of `amount`, `close_on`, `account`, `contact`, `product`, `kind`, `source`, `competitor`, `description`, `next_step`, `next_step_on`.",
    ),
    maybe("entry_criteria", "string[]", "In words."),
];
const PLACE_BODY: &[Part] = &[part("place", "integer", "From 0; open stages stand before those that close.")];
const RETIRE_BODY: &[Part] = &[maybe("to", "uuid", "Where what is open there goes; needed where something is.")];

/// These routes.
pub(super) fn routes() -> Routes {
    let noun = Noun::Pipeline;
    let doc = |summary, body, answer| Doc { summary, body, answer, ..Doc::default() };
    let list = Doc { is_list: true, ..doc("Every pipeline with its stages.", &[], PIPELINE) };
    Routes::new()
        .api(Method::GET, ALL, noun, list, all)
        .api(Method::POST, ALL, noun, doc("Makes a pipeline.", PIPELINE_FIELDS, PIPELINE).made(), create)
        .api(Method::GET, ONE, noun, doc("A pipeline with its stages.", &[], PIPELINE), one)
        .api(
            Method::PATCH,
            ONE,
            noun,
            doc("Renames it, or makes it the default.", PIPELINE_FIELDS, PIPELINE).conditional(),
            change,
        )
        .api(Method::POST, STAGES, noun, doc("Adds a stage.", STAGE_FIELDS, STAGE_VIEW).made(), add_stage)
        .api(Method::PATCH, STAGE, noun, doc("Changes a stage.", STAGE_FIELDS, STAGE_VIEW).conditional(), change_stage)
        .api(Method::POST, PLACE, noun, doc("Moves a stage to a place.", PLACE_BODY, STAGE_VIEW), place)
        .api(Method::POST, RETIRE, noun, doc("Takes a stage out of use.", RETIRE_BODY, STAGE_VIEW), retire)
        .api(Method::POST, RESTORE, noun, doc("Takes a stage into use again.", &[], STAGE_VIEW), restore)
}

async fn all(caller: Caller) -> Answer {
    let all = caller
        .read(|ctx, tx| {
            ctx.may(Action::See, Noun::Pipeline)?;
            pipelines::all(tx)
        })
        .await?;
    Ok(json(&all))
}

async fn one(caller: Caller, Path(key): Path<String>) -> Answer {
    let key: PipelineId = id(&key)?;
    let values = caller.read(move |ctx, tx| seen(ctx, tx, key)).await?;
    Ok(tagged(StatusCode::OK, &values))
}

fn seen(ctx: &Ctx, tx: &mut Tx<'_>, id: PipelineId) -> app::Result<crate::records::Values> {
    ctx.may(Action::See, Noun::Pipeline)?;
    crate::records::shape::values_of(&pipelines::one(tx, id)?)
}

async fn create(caller: Caller, Body(new): Body<commands::PipelineFields>) -> Answer {
    let values = caller
        .write(move |ctx, tx| {
            let id = commands::create(ctx, tx, &new)?;
            seen(ctx, tx, id)
        })
        .await?;
    Ok(tagged(StatusCode::CREATED, &values))
}

async fn change(
    caller: Caller,
    Path(key): Path<String>,
    headers: HeaderMap,
    Body(new): Body<commands::PipelineFields>,
) -> Answer {
    let (key, version): (PipelineId, _) = (id(&key)?, matched(&headers)?);
    let values = caller
        .write(move |ctx, tx| {
            commands::change(ctx, tx, key, version, &new)?;
            seen(ctx, tx, key)
        })
        .await?;
    Ok(tagged(StatusCode::OK, &values))
}

async fn add_stage(caller: Caller, Path(key): Path<String>, Body(new): Body<StageFields>) -> Answer {
    let key: PipelineId = id(&key)?;
    let stage = caller
        .write(move |ctx, tx| {
            let id = commands::create_stage(ctx, tx, key, &new)?;
            pipelines::of_stage(tx, id)
        })
        .await?;
    Ok((StatusCode::CREATED, json(&stage.1)).into_response())
}

/// Does something to a stage and answers it as it then stands.
async fn with_stage(
    caller: Caller,
    key: &str,
    f: impl FnOnce(&Ctx, &mut Tx<'_>, StageId) -> app::Result<()> + Send + 'static,
) -> Answer {
    let key: StageId = id(key)?;
    let values = caller
        .write(move |ctx, tx| {
            f(ctx, tx, key)?;
            crate::records::shape::values_of(&pipelines::of_stage(tx, key)?.1)
        })
        .await?;
    Ok(tagged(StatusCode::OK, &values))
}

async fn change_stage(
    caller: Caller,
    Path(key): Path<String>,
    headers: HeaderMap,
    Body(new): Body<StageFields>,
) -> Answer {
    let version = matched(&headers)?;
    with_stage(caller, &key, move |ctx, tx, id| commands::change_stage(ctx, tx, id, version, &new)).await
}

#[derive(Deserialize)]
struct To {
    place: usize,
}

async fn place(caller: Caller, Path(key): Path<String>, Body(to): Body<To>) -> Answer {
    with_stage(caller, &key, move |ctx, tx, id| commands::place_stage(ctx, tx, id, to.place)).await
}

#[derive(Deserialize)]
struct Retired {
    #[serde(default)]
    to: Option<StageId>,
}

async fn retire(caller: Caller, Path(key): Path<String>, Body(retired): Body<Retired>) -> Answer {
    with_stage(caller, &key, move |ctx, tx, id| commands::retire_stage(ctx, tx, id, retired.to)).await
}

async fn restore(caller: Caller, Path(key): Path<String>) -> Answer {
    with_stage(caller, &key, commands::restore_stage).await
}
