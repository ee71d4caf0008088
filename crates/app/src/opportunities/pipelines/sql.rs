//! Statements of pipelines and stages.

pub(super) const PIPELINES: &str =
    "select id, name, is_default, is_imported, external_id from pipelines order by place, id";
pub(super) const STAGES: &str =
    "select id, pipeline_id, key, name, place, outcome, probability_bp, forecast_category, entry_criteria
 from stages order by pipeline_id, place, id";
pub(super) const ADD_PIPELINE: &str =
    "insert into pipelines (id, name, is_default, is_imported, external_id, place, set_id, version)
 values ($1, $2, $3, $4, $5, (select count(*) from pipelines), $6, 1)";
pub(super) const ADD_STAGE: &str =
    "insert into stages (id, pipeline_id, key, name, place, outcome, probability_bp, forecast_category,
 entry_criteria, external_id, set_id, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";
pub(super) const STAGE_IDS: &str = "select external_id, id from stages where external_id is not null";
