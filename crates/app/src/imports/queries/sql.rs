//! Statements of looking at imports and saved choices.

use crate::sql::Sql;
use domain::kernel::id::SetId;

const SELECT: &str = "select i.id, i.state, i.source, u.name, i.started_at, i.finished_at, i.report,
 cast(case when i.rejects = '' then 0 else 1 end as bigint), (select count(*) from import_files f where f.import_id = i.id),
 j.state, coalesce(j.done, 0), coalesce(j.total, 0), coalesce(j.message, ''), j.started_at
 from imports i left join users u on u.id = i.user_id left join jobs j on j.id = i.id where 1 = 1";
pub(super) const REJECTS: &str = "select rejects from imports where id = $1";
pub(super) const MAPPINGS: &str = "select id, name, toml from import_mappings order by name, id";
pub(super) const MAPPING: &str = "select id, name, toml from import_mappings where id = $1";
pub(super) const SAVE_MAPPING: &str =
    "insert into import_mappings (id, name, toml, user_id, updated_at) values ($1, $2, $3, $4, $5)";
pub(super) const DROP_MAPPING: &str = "delete from import_mappings where name = $1";

/// The latest, newest first.
pub(super) fn latest(limit: i64) -> Sql {
    let mut sql = Sql::new(SELECT);
    sql.push(" order by i.started_at desc, i.id desc limit ").bind(limit);
    sql
}

/// One.
pub(super) fn one(id: SetId) -> Sql {
    let mut sql = Sql::new(SELECT);
    sql.push(" and i.id = ").bind(id.0);
    sql
}
