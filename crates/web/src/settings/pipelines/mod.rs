//! The process as data: pipelines and their stages, what each stage asks for, and which are in use. Everyone may
//! read them; operations, administrators and owners change them.

mod api;
mod list;
mod one;
mod parts;
mod stage;

use crate::routes::Routes;
use domain::kernel::id::{PipelineId, StageId};
use domain::policy::Noun;

/// All pipelines.
pub const PIPELINES: &str = "/settings/pipelines";
const PIPELINE: &str = "/settings/pipelines/{id}";
const DEFAULT: &str = "/settings/pipelines/{id}/default";
const STAGES: &str = "/settings/pipelines/{id}/stages";
const STAGE: &str = "/settings/stages/{id}";
const PLACE: &str = "/settings/stages/{id}/place";
const RETIRE: &str = "/settings/stages/{id}/retire";
const RESTORE: &str = "/settings/stages/{id}/restore";

/// These routes.
pub fn routes() -> Routes {
    let noun = Noun::Pipeline;
    Routes::new()
        .page(PIPELINES, noun, list::page)
        .action(PIPELINES, noun, list::create)
        .page(PIPELINE, noun, one::page)
        .action(PIPELINE, noun, one::rename)
        .action(DEFAULT, noun, one::make_default)
        .action(STAGES, noun, one::add_stage)
        .page(STAGE, noun, stage::page)
        .action(STAGE, noun, stage::save)
        .action(PLACE, noun, stage::place)
        .action(RETIRE, noun, stage::retire)
        .action(RESTORE, noun, stage::restore)
        .merge(api::routes())
}

/// The page of a pipeline.
fn href(id: PipelineId) -> String {
    format!("{PIPELINES}/{id}")
}

/// The page of a stage.
fn stage_href(id: StageId) -> String {
    STAGE.replace("{id}", &id.to_string())
}
