//! Statements of undoing: what an import touched, what rests on it, and taking it away.

use crate::Result;
use crate::sql::Sql;
use db::{Tx, Value};
use domain::kernel::id::SetId;
use std::collections::HashSet;
use uuid::Uuid;

const STATE: &str = "select state from imports where id = $1";
const MARK: &str = "update imports set state = 'undone' where id = $1";
const TOLD: &str = "select changes from events where record_id = $1 and kind = 'undone' and noun = 'import'
 order by at desc, id desc";
/// Stages and pipelines that the import made and nothing is in or was in.
const DROP_PIPELINES: [&str; 2] = [
    "delete from stages where set_id = $1
     and not exists (select 1 from opportunities o where o.stage_id = stages.id)
     and not exists (select 1 from opportunity_steps s where s.stage_id = stages.id)",
    "delete from pipelines where set_id = $1
     and not exists (select 1 from stages s where s.pipeline_id = pipelines.id)
     and not exists (select 1 from opportunities o where o.pipeline_id = pipelines.id)",
];
const PARENTS: &str = "select id, parent_id from accounts where parent_id is not null";

/// Columns that name an account, contact, product or position, with their tables.
pub(super) type Uses = &'static [(&'static str, &'static str)];
/// Who names an account, beside its subsidiaries.
pub(super) const OF_ACCOUNT: Uses = &[
    ("contacts", "account_id"),
    ("opportunities", "account_id"),
    ("leads", "account_id"),
    ("opportunity_steps", "account_id"),
    ("bookings", "account_id"),
    ("account_teams", "account_id"),
    ("activity_links", "record_id"),
    ("handoffs", "account_id"),
];
/// Who names a contact.
pub(super) const OF_CONTACT: Uses = &[
    ("opportunities", "contact_id"),
    ("leads", "contact_id"),
    ("activity_links", "record_id"),
    ("opportunity_contacts", "contact_id"),
    ("objections", "contact_id"),
];
/// Who names a product.
pub(super) const OF_PRODUCT: Uses = &[
    ("opportunities", "product_id"),
    ("leads", "product_id"),
    ("opportunity_steps", "product_id"),
    ("bookings", "product_id"),
    ("activity_links", "record_id"),
];
/// Who names a lead.
pub(super) const OF_LEAD: Uses = &[("activity_links", "record_id"), ("handoffs", "record_id")];
/// Who names an opportunity that is not part of it.
pub(super) const OF_OPPORTUNITY: Uses = &[
    ("leads", "opportunity_id"),
    ("activity_links", "record_id"),
    ("opportunity_contacts", "opportunity_id"),
    ("buying_jobs", "opportunity_id"),
    ("handoffs", "opportunity_id"),
    ("objections", "opportunity_id"),
];
/// Who names a position.
pub(super) const OF_POSITION: Uses = &[
    ("accounts", "owner_position_id"),
    ("contacts", "owner_position_id"),
    ("leads", "owner_position_id"),
    ("leads", "generated_by_position_id"),
    ("opportunities", "owner_position_id"),
    ("opportunity_steps", "owner_position_id"),
    ("credit_lines", "position_id"),
    ("activities", "owner_position_id"),
    ("account_teams", "position_id"),
    ("targets", "position_id"),
    ("handoffs", "from_position_id"),
    ("handoffs", "to_position_id"),
];

pub(super) fn state(tx: &mut Tx<'_>, set: SetId) -> Result<Option<String>> {
    Ok(tx.first(STATE, &[Value::id(set)], |row| row.next())?)
}

pub(super) fn mark_undone(tx: &mut Tx<'_>, set: SetId) -> Result<()> {
    tx.run(MARK, &[Value::id(set)])?;
    Ok(())
}

pub(super) fn told(tx: &mut Tx<'_>, set: SetId) -> Result<Option<String>> {
    Ok(tx.first(TOLD, &[Value::id(set)], |row| row.next())?)
}

pub(super) fn drop_pipelines(tx: &mut Tx<'_>, set: SetId) -> Result<()> {
    for sql in DROP_PIPELINES {
        tx.run(sql, &[Value::id(set)])?;
    }
    Ok(())
}

fn among(head: &str, ids: &[Uuid]) -> Sql {
    let mut sql = Sql::new(head);
    sql.bind_list(ids.iter().map(|&id| Value::Uuid(id)));
    sql
}

/// Record, set and whether it took something back, of every event of the records, oldest first. To be deleted, and to come
/// back as it was, changes none.
pub(super) fn causes(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<(Uuid, Option<SetId>, bool)>> {
    let mut sql = among("select record_id, set_id, cause from events where record_id in ", ids);
    sql.push(" and kind not in ('deleted', 'restored') order by at, id");
    Ok(tx.all(sql.text(), sql.args(), |row| {
        let (record, set, cause) = (row.next()?, row.opt_id()?, row.next::<String>()?);
        Ok((record, set, cause == "undo"))
    })?)
}

/// Those of the ids that something names.
pub(super) fn used(tx: &mut Tx<'_>, uses: Uses, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    let mut found = HashSet::new();
    for part in ids.chunks(500) {
        for (table, column) in uses {
            let sql = among(&format!("select distinct {column} from {table} where {column} in "), part);
            found.extend(tx.all(sql.text(), sql.args(), |row| row.next::<Uuid>())?);
        }
    }
    Ok(found)
}

/// Those of the ids that are there.
pub(super) fn present(tx: &mut Tx<'_>, table: &str, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    let mut found = HashSet::new();
    for part in ids.chunks(500) {
        let sql = among(&format!("select id from {table} where id in "), part);
        found.extend(tx.all(sql.text(), sql.args(), |row| row.next::<Uuid>())?);
    }
    Ok(found)
}

/// Subsidiary and parent of every account that has one.
pub(super) fn parents(tx: &mut Tx<'_>) -> Result<Vec<(Uuid, Uuid)>> {
    Ok(tx.all(PARENTS, &[], |row| Ok((row.next()?, row.next()?)))?)
}

/// Takes the parents off accounts that are about to go, so that they go in any order.
pub(super) fn orphan(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
    for part in ids.chunks(500) {
        let sql = among("update accounts set parent_id = null where id in ", part);
        tx.run(sql.text(), sql.args())?;
    }
    Ok(())
}

/// Forgets what is kept beside the records: ids elsewhere, membership of segments, what they said of consent.
pub(super) fn forget(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
    for part in ids.chunks(500) {
        for table in ["external_ids", "segment_members", "consents"] {
            let sql = among(&format!("delete from {table} where record_id in "), part);
            tx.run(sql.text(), sql.args())?;
        }
    }
    crate::search::remove(tx, ids)
}
