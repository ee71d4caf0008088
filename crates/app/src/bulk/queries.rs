//! What was asked for, and how far it is. Everyone sees their own.

use super::{Bulk, sql};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::kernel::id::SetId;

/// One of the user's own.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId) -> Result<Bulk> {
    Ok(own(ctx, tx, id)?.bulk)
}

/// The user's own, the latest first; what was never begun is left out.
///
/// # Errors
/// The database's own.
pub fn latest(ctx: &Ctx, tx: &mut Tx<'_>, most: i64) -> Result<Vec<Bulk>> {
    ctx.user.map_or_else(|| Ok(Vec::new()), |user| sql::latest(tx, user, most))
}

/// One of the user's own, with its records. The console does as it likes.
pub(super) fn own(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId) -> Result<sql::Stored> {
    let stored = sql::one(tx, id)?;
    if ctx.user.is_some() && stored.user != ctx.user { Err(Error::NotFound) } else { Ok(stored) }
}
