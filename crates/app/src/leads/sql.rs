//! Statements of leads, beside those that all records share.

use crate::Result;
use crate::sql::Sql;
use db::{Tx, Value};
use domain::kernel::id::{OpportunityId, PositionId};
use uuid::Uuid;

const UNWORKED: &str = "select l.id from leads l where l.status = 'new' and l.assigned_at < $1 and l.attempted_at is null
 and l.owner_position_id <> $3 and not exists (select 1 from routing_queued q where q.record_id = l.id) order by l.assigned_at, l.id limit $2";

const RUN_OUT: &str = "select id from leads where stint_due_at <= $1 order by stint_due_at, id limit $2";

const WAITING: &str = "select record_id from routing_queued where noun = 'lead' order by record_id";

/// Leads that wait in some queue.
pub(super) fn waiting(tx: &mut Tx<'_>) -> Result<Vec<Uuid>> {
    Ok(tx.all(WAITING, &[], |row| row.next::<Uuid>())?)
}

/// Leads whose promised time has run out by then, the first first.
pub(super) fn run_out(tx: &mut Tx<'_>, now: domain::Instant, limit: i64) -> Result<Vec<Uuid>> {
    Ok(tx.all(RUN_OUT, &[Value::Int(now.0), Value::Int(limit)], |row| row.next::<Uuid>())?)
}

/// Leads that became one of the opportunities.
pub(super) fn of_opportunities(tx: &mut Tx<'_>, ids: &[OpportunityId]) -> Result<Vec<Uuid>> {
    let mut found = Vec::new();
    for part in ids.chunks(500) {
        let mut sql = Sql::new("select id from leads where opportunity_id in ");
        sql.bind_list(part.iter().map(|&id| Value::id(id)));
        found.extend(tx.all(sql.text(), sql.args(), |row| row.next::<Uuid>())?);
    }
    Ok(found)
}

/// New leads that their owners have had since before then without trying to reach them, the oldest first. What waits in a
/// queue is nobody's to work.
pub(super) fn unworked(tx: &mut Tx<'_>, before: domain::Instant, limit: i64, nobody: PositionId) -> Result<Vec<Uuid>> {
    let args = [Value::Int(before.0), Value::Int(limit), Value::id(nobody)];
    Ok(tx.all(UNWORKED, &args, |row| row.next::<Uuid>())?)
}
