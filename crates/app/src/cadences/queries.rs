//! Reads of cadences.

use super::{EnrolmentView, sql};
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::cadences::Cadence;
use domain::kernel::id::EnrolmentId;
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

/// One enrolment.
///
/// # Errors
/// [`crate::Error::NotFound`], also where its record may not be seen.
pub fn one(ctx: &Ctx, tx: &mut Tx<'_>, id: EnrolmentId) -> Result<EnrolmentView> {
    let (noun, record) = sql::of(tx, id)?.ok_or(Error::NotFound)?;
    let all = on_record(ctx, tx, noun, record)?;
    all.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)
}
