//! What was deleted and can be taken back: told to whoever might change the records if they were there, and to who
//! deleted them.

use super::{DELETED, Trashed, sql};
use crate::{Ctx, Error, Result, Scope};
use db::Tx;
use domain::policy::{Action, Noun};
use uuid::Uuid;

/// What was deleted, the latest first, so many at most; with words, what has them in its name.
///
/// # Errors
/// The database's own.
pub fn latest(ctx: &Ctx, tx: &mut Tx<'_>, words: Option<&str>, most: i64) -> Result<Vec<Trashed>> {
    let folded = words.map(text::fold).filter(|words| !words.trim().is_empty());
    sql::seen(tx, (&scopes(ctx)?, ctx.user), None, folded.as_deref().map(str::trim), most)
}

/// One of them.
///
/// # Errors
/// [`Error::NotFound`].
pub fn one(ctx: &Ctx, tx: &mut Tx<'_>, id: Uuid) -> Result<Trashed> {
    some(ctx, tx, &[id])?.pop().ok_or(Error::NotFound)
}

/// Those of the records that were deleted and that the user may take back.
///
/// # Errors
/// The database's own.
pub fn some(ctx: &Ctx, tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Trashed>> {
    let most = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    sql::seen(tx, (&scopes(ctx)?, ctx.user), Some(ids), None, most)
}

/// How far the user may change records of each kind that is deleted.
fn scopes(ctx: &Ctx) -> Result<Vec<(Noun, Scope)>> {
    let may = DELETED.into_iter().filter(|&noun| ctx.can(Action::Edit, noun));
    may.map(|noun| Ok((noun, ctx.may(Action::Edit, noun)?))).collect()
}
