//! What is kept of deleted records of people who are erased: nothing; and what goes without them of others.

use super::sql;
use crate::Result;
use db::Tx;
use uuid::Uuid;

/// Lets go of deleted records for good. The caller tells the history.
///
/// # Errors
/// The database's own.
pub(crate) fn drop(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
    ids.iter().try_for_each(|&id| sql::drop(tx, id))
}

/// What is kept of deleted records that name one of these, or hold one of the addresses.
///
/// # Errors
/// The database's own.
pub(crate) fn naming(tx: &mut Tx<'_>, ids: &[Uuid], emails: &[String]) -> Result<Vec<(Uuid, String)>> {
    sql::holding(tx, ids, emails)
}

/// Overwrites what is kept of a deleted record.
///
/// # Errors
/// The database's own.
pub(crate) fn overwrite(tx: &mut Tx<'_>, id: Uuid, content: &str) -> Result<()> {
    sql::overwrite(tx, id, content)
}
