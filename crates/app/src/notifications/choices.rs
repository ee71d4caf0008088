//! How a user wants to be told, kind by kind.

use super::sql;
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::notifications::{Choice, KINDS, Kind};

/// What the reader chose, of every kind.
///
/// # Errors
/// [`Error::NotFound`] for the console, who is told nothing.
pub fn choices(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<(Kind, Choice)>> {
    let user = ctx.user.ok_or(Error::NotFound)?;
    let chosen = sql::chosen(tx, &[user])?;
    Ok(KINDS.into_iter().map(|kind| (kind, chosen.get(&(user, kind)).copied().unwrap_or_default())).collect())
}

/// From now on the reader is told so.
///
/// # Errors
/// [`Error::NotFound`] for the console.
pub fn choose(ctx: &Ctx, tx: &mut Tx<'_>, chosen: &[(Kind, Choice)]) -> Result<()> {
    sql::choose(tx, ctx.user.ok_or(Error::NotFound)?, chosen)
}
