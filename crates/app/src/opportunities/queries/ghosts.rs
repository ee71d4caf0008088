//! Deals that only look alive: open, past their day, and untouched.

use super::sql;
use crate::{Ctx, Result};
use db::Tx;
use domain::Day;
use domain::organisation::Haunted;
use domain::policy::{Action, Noun};

/// How many open deals of each position were to close before a day and have had no activity since another; of the deals
/// that may be seen.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn haunted(ctx: &Ctx, tx: &mut Tx<'_>, before: Day, untouched_since: Day) -> Result<Vec<Haunted>> {
    let scope = ctx.may(Action::See, Noun::Opportunity)?;
    sql::haunted(tx, &scope, before, ctx.company.start_of(untouched_since))
}
