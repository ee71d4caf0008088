//! How a user wants to be told, kind by kind.

use super::sql;
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::notifications::{Choice, KINDS, Kind};
use domain::policy::{Action, Noun};

/// What the reader chose, of every kind that they can be told of.
///
/// # Errors
/// [`Error::NotFound`] for the console, who is told nothing.
pub fn choices(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<(Kind, Choice)>> {
    let user = ctx.user.ok_or(Error::NotFound)?;
    let chosen = sql::chosen(tx, &[user])?;
    let told = |kind: &Kind| match kind {
        Kind::BackupFailed => ctx.can(Action::See, Noun::Setting),
        Kind::WebhookPaused => ctx.can(Action::See, Noun::Webhook),
        _ => true,
    };
    Ok(KINDS
        .into_iter()
        .filter(told)
        .map(|kind| (kind, chosen.get(&(user, kind)).copied().unwrap_or_default()))
        .collect())
}

/// From now on the reader is told so.
///
/// # Errors
/// [`Error::NotFound`] for the console.
pub fn choose(ctx: &Ctx, tx: &mut Tx<'_>, chosen: &[(Kind, Choice)]) -> Result<()> {
    sql::choose(tx, ctx.user.ok_or(Error::NotFound)?, chosen)
}
