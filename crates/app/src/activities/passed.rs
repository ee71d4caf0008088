//! Meetings that led on: those that somebody held on work which a receiver has accepted since.

use super::sql;
use super::write::Batch;
use crate::routing::commands::RULE;
use crate::{Ctx, Result};
use db::Tx;
use domain::Instant;
use domain::activities::Activity;
use domain::kernel::id::PositionId;
use uuid::Uuid;

/// Marks the meetings that somebody held on records before they handed them over: the receiver has accepted. The caller
/// wrote that down, with the permission to.
///
/// # Errors
/// The database's own.
pub(crate) fn accepted(ctx: &Ctx, tx: &mut Tx<'_>, from: PositionId, records: &[Uuid], until: Instant) -> Result<()> {
    mark(ctx, tx, (from, records, until), true)
}

/// The same the other way round: the acceptance was taken back. What another one accepted stays so.
///
/// # Errors
/// The database's own.
pub(crate) fn unaccepted(ctx: &Ctx, tx: &mut Tx<'_>, from: PositionId, records: &[Uuid], until: Instant) -> Result<()> {
    mark(ctx, tx, (from, records, until), false)
}

fn mark(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    (from, records, until): (PositionId, &[Uuid], Instant),
    is_accepted: bool,
) -> Result<()> {
    let mut batch = Batch::default();
    for old in sql::on_until(tx, records, until)? {
        if old.is_held() && old.is_accepted != is_accepted && old.owner == Some(from) {
            batch.change(old.clone(), Activity { is_accepted, ..old });
        }
    }
    batch.write(ctx, tx, RULE)
}
