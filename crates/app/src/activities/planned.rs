//! What a cadence planned: taken back when it stops, given along when its record gets another owner.

use super::sql;
use super::write::Batch;
use crate::events::Cause;
use crate::{Ctx, Result};
use db::Tx;
use domain::activities::Activity;
use domain::kernel::id::{ActivityId, PositionId};
use uuid::Uuid;

/// Whoever was reached needs no further steps of a cadence.
pub(super) fn replied<'a>(ctx: &Ctx, tx: &mut Tx<'_>, reached: impl Iterator<Item = &'a Activity>) -> Result<()> {
    let records: Vec<Uuid> = reached.flat_map(|activity| activity.links.iter().map(|link| link.record)).collect();
    if records.is_empty() { Ok(()) } else { crate::cadences::commands::stop_all(ctx, tx, &records, "reply") }
}

/// Takes back those that still wait to be done, as if they had never been planned. The caller has the permission.
///
/// # Errors
/// The database's own.
pub(crate) fn withdraw(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, ids: &[ActivityId]) -> Result<()> {
    let mut batch = Batch::default();
    sql::some(tx, None, ids)?.into_iter().filter(Activity::is_open).for_each(|activity| batch.remove(activity));
    batch.write(ctx, tx, cause)
}

/// Gives those that still wait to be done to another owner. The caller has the permission.
///
/// # Errors
/// The database's own.
pub(crate) fn give(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, ids: &[ActivityId], owner: PositionId) -> Result<()> {
    let mut batch = Batch::default();
    for old in sql::some(tx, None, ids)?.into_iter().filter(Activity::is_open) {
        if old.owner != Some(owner) {
            batch.change(old.clone(), Activity { owner: Some(owner), ..old });
        }
    }
    batch.write(ctx, tx, cause)
}
