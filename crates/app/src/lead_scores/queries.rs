//! Reads of scores.

use super::{ModelView, ScoreView, sql};
use crate::{Ctx, Result, records};
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

/// The score of a lead that the user may see.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn of_lead(ctx: &Ctx, tx: &mut Tx<'_>, lead: Uuid) -> Result<Option<ScoreView>> {
    records::visible(ctx, tx, Noun::Lead, lead)?;
    let found = sql::score(tx, lead)?;
    Ok(found.map(|(score, deals, leads)| ScoreView { score, average_bp: deals * 10_000 / leads.max(1) }))
}
