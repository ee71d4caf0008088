//! Views that a user is offered.

use super::{SavedView, sql};
use crate::{Ctx, Result, custom_fields};
use db::Tx;

/// The user's own views of a kind and the shared ones, by name; without those that ask by a field which they do not read.
///
/// # Errors
/// The database's own.
pub fn list(ctx: &Ctx, tx: &mut Tx<'_>, kind: &str) -> Result<Vec<SavedView>> {
    let Some(user) = ctx.user else { return Ok(Vec::new()) };
    let mut views = sql::all(tx, user, kind)?;
    views.retain(|view| !custom_fields::speaks_of_unread(ctx, &view.query));
    views.sort_by_cached_key(|view| (!view.is_mine, text::sort_key(&view.name), view.id));
    Ok(views)
}
