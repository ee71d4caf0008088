//! Saving and deleting views. A view belongs to a user; the console has none.

use super::{SavedView, sql};
use crate::listing::kinds;
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::kernel::length;
use domain::policy::Action;
use uuid::Uuid;

/// Saves a view; one of the same name and kind takes the new question.
///
/// # Errors
/// `refusal-name-empty`; `refusal-name-long`; [`Error::NotFound`] for a kind that is none; [`Error::Forbidden`] for one the user
/// may not see, and at the console.
pub fn save(ctx: &Ctx, tx: &mut Tx<'_>, kind: &str, name: &str, query: &str, is_shared: bool) -> Result<SavedView> {
    let kind = kinds::find(kind).ok_or(Error::NotFound)?;
    ctx.may(Action::See, kind.noun)?;
    let user = ctx.user.ok_or(Error::Forbidden)?;
    let name = name.trim();
    length::named(name, "name")?;
    let own = sql::all(tx, user, kind.key)?;
    let same = own.into_iter().find(|view| view.is_mine && view.name == name);
    let view = SavedView {
        id: same.as_ref().map_or_else(|| ctx.id(), |view| view.id),
        kind: kind.key.to_owned(),
        name: name.to_owned(),
        query: query.to_owned(),
        is_shared,
        is_mine: true,
    };
    sql::delete(tx, user, view.id)?;
    sql::insert(ctx, tx, user, &view)?;
    Ok(view)
}

/// Deletes one of the user's own views of a kind; answers what it was.
///
/// # Errors
/// [`Error::NotFound`] where it is not theirs.
pub fn delete(ctx: &Ctx, tx: &mut Tx<'_>, kind: &str, id: Uuid) -> Result<SavedView> {
    let user = ctx.user.ok_or(Error::Forbidden)?;
    let own = sql::all(tx, user, kind)?.into_iter().find(|view| view.is_mine && view.id == id);
    let view = own.ok_or(Error::NotFound)?;
    sql::delete(tx, user, id)?;
    Ok(view)
}
