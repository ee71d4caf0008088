//! Statements of pipelines and stages.

pub(super) const PIPELINES: &str =
    "select id, name, is_default, is_imported, external_id, version from pipelines order by place, id";
pub(super) const STAGES: &str =
    "select id, pipeline_id, key, name, place, outcome, probability_bp, forecast_category, entry_criteria,
 needs, is_retired, version from stages order by pipeline_id, place, id";
pub(super) const ADD_PIPELINE: &str =
    "insert into pipelines (id, name, is_default, is_imported, external_id, place, set_id, version)
 values ($1, $2, $3, $4, $5, (select count(*) from pipelines), $6, 1)";
pub(super) const ADD_STAGE: &str =
    "insert into stages (id, pipeline_id, key, name, place, outcome, probability_bp, forecast_category,
 entry_criteria, needs, external_id, set_id, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
pub(super) const STAGE_IDS: &str = "select external_id, id from stages where external_id is not null";

pub(super) const HELD: &str =
    "select count(*) from (select 1 as one from opportunities where stage_id = $1 limit $2) as held";
pub(super) const OPEN_AT: &str =
    "select id, version from opportunities where stage_id = $1 and outcome = 'open' order by id";
pub(super) const RENAME: &str = "update pipelines set name = $2, version = version + 1 where id = $1 and version = $3";
pub(super) const SET_DEFAULT: &str = "update pipelines set is_default = (id = $1)";
pub(super) const CHANGE_STAGE: &str = "update stages set name = $2, outcome = $3, probability_bp = $4,
 forecast_category = $5, entry_criteria = $6, needs = $7, is_retired = $8, version = version + 1
 where id = $1 and version = $9";
pub(super) const PLACE_STAGE: &str = "update stages set place = $2 where id = $1 and place <> $2";
/// What stands at a stage follows its chance and category, unless it has others of its own.
pub(super) const FOLLOW: &str = "update opportunities set probability_bp = $2, forecast_category = $3,
 updated_at = $4, version = version + 1
 where stage_id = $1 and outcome = 'open' and probability_bp = $5 and forecast_category = $6";
