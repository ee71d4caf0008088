//! Reads of cadences.

use super::{EnrolmentView, sql};
use crate::{Ctx, Result, records};
use db::Tx;
use domain::cadences::Cadence;
use domain::policy::{Action, Noun};
use uuid::Uuid;

/// Every cadence, by name.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn all(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<Cadence>> {
    ctx.may(Action::See, Noun::Pipeline)?;
    sql::all(tx)
}

/// The enrolments of a record, the latest first.
///
/// # Errors
/// [`crate::Error::NotFound`] where the record may not be seen.
pub fn on_record(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, record: Uuid) -> Result<Vec<EnrolmentView>> {
    records::visible(ctx, tx, noun, record)?;
    sql::on_record(tx, record)
}
