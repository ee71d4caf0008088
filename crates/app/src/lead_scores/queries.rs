//! Reads of scores.

use super::{ModelView, ScoreView, sql};
use crate::{Ctx, Result};
use db::Tx;
use domain::policy::{Action, Noun};
use uuid::Uuid;

/// What was learned last; none where nobody asked yet.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn last(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Option<ModelView>> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    sql::last(tx)
}

/// The score of a lead that the reader is known to see; none where it has none.
///
/// # Errors
/// The database's own.
pub(crate) fn of_seen(tx: &mut Tx<'_>, lead: Uuid) -> Result<Option<ScoreView>> {
    let found = sql::score(tx, lead)?;
    Ok(found.map(|(score, deals, leads)| ScoreView { score, average_bp: deals * 10_000 / leads.max(1) }))
}
