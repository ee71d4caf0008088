//! What a mail asks of its activity: to stand on further records, or to be gone where it has become private.

use super::sql;
use super::write::Batch;
use crate::events::Cause;
use crate::{Ctx, Result};
use db::Tx;
use domain::activities::{self as rules, Link};
use domain::kernel::id::ActivityId;

/// Lets an activity stand on further records. The caller has the permission.
///
/// # Errors
/// The database's own.
pub(crate) fn stand_also_on(ctx: &Ctx, tx: &mut Tx<'_>, id: ActivityId, links: &[Link]) -> Result<()> {
    let Some(old) = sql::some(tx, None, &[id])?.pop() else { return Ok(()) };
    let mut new = old.clone();
    new.links.extend(links.iter().filter(|link| old.links.iter().all(|kept| kept.record != link.record)));
    new.links.truncate(rules::MOST_LINKS);
    rules::complete(&mut new, ctx.now, |at| ctx.company.day_of(at));
    let mut batch = Batch::default();
    if new != old {
        batch.change(old, new);
    }
    batch.write(ctx, tx, Cause::COMMAND)
}

/// Takes an activity away, as if it had never been written: what it told is private now. The caller has the permission.
///
/// # Errors
/// The database's own.
pub(crate) fn unsay(ctx: &Ctx, tx: &mut Tx<'_>, id: ActivityId) -> Result<()> {
    let mut batch = Batch::default();
    sql::some(tx, None, &[id])?.into_iter().for_each(|activity| batch.remove(activity));
    batch.write(ctx, tx, Cause::COMMAND)
}
