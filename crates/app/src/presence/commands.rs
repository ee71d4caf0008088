//! Saying where one is.

use super::{LASTS, LONGEST, sql};
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::policy::Noun;
use domain::{Instant, Refusal};
use uuid::Uuid;

/// Says that the reader is on a field of a record that they may see; an empty field says that they left. Where they were
/// on other records is forgotten once it holds no more.
///
/// # Errors
/// [`Error::NotFound`] for a record that is hidden, and for the console; `refusal-value-wrong` for a name that is no
/// field's.
pub fn be(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, record: Uuid, field: &str) -> Result<()> {
    let user = ctx.user.ok_or(Error::NotFound)?;
    records::visible(ctx, tx, noun, record)?;
    let is_name =
        field.len() <= LONGEST && field.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit());
    if !is_name {
        return Err(Refusal::new("refusal-value-wrong").at("field").with("value", field).into());
    }
    sql::set(tx, user, noun, record, field, ctx.now)?;
    sql::forget(tx, user, Instant(ctx.now.0 - LASTS))
}
