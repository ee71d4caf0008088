//! Statements of leads, beside those that all records share.

use crate::Result;
use crate::records::Record;
use crate::sql::Sql;
use db::{Tx, Value};
use domain::kernel::id::OpportunityId;
use domain::leads::Lead;
use uuid::Uuid;

/// Every lead.
pub(super) fn each(tx: &mut Tx<'_>, mut f: impl FnMut(&Lead) -> Result<()>) -> Result<()> {
    let sql = format!("select {} from leads r", Lead::SELECT);
    let mut failed = None;
    tx.each(&sql, &[], |row| {
        let lead = Lead::read(row)?;
        if failed.is_none() {
            failed = f(&lead).err();
        }
        Ok(())
    })?;
    failed.map_or(Ok(()), Err)
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
