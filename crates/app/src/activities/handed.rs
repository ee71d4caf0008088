//! Open tasks and meetings that pass to somebody else, because whose they were is gone.

use super::sql;
use super::write::Batch;
use crate::events::Cause;
use crate::{Ctx, Result};
use db::Tx;
use domain::activities::Activity;
use domain::kernel::id::{ActivityId, PositionId};

/// What is open of a position's, in the order of their ids; after `after`, so that each is looked at once.
///
/// # Errors
/// The database's own.
pub(crate) fn open_of(
    tx: &mut Tx<'_>,
    seat: PositionId,
    after: Option<ActivityId>,
    limit: i64,
) -> Result<Vec<Activity>> {
    let ids = sql::open_of(tx, seat, after, limit)?;
    sql::some(tx, None, &ids)
}

/// Gives activities to other positions. The caller has decided that they pass, and who may take them.
///
/// # Errors
/// The database's own.
pub(crate) fn hand_over(ctx: &Ctx, tx: &mut Tx<'_>, handed: Vec<(Activity, PositionId)>) -> Result<()> {
    let mut batch = Batch::default();
    for (old, to) in handed {
        batch.change(old.clone(), Activity { owner: Some(to), ..old });
    }
    batch.write(ctx, tx, Cause::COMMAND)
}

/// Activities by their ids, whoever asks.
///
/// # Errors
/// The database's own.
pub(crate) fn some(tx: &mut Tx<'_>, ids: &[ActivityId]) -> Result<Vec<Activity>> {
    sql::some(tx, None, ids)
}
