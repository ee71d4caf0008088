//! Who is where.

use super::{Came, LASTS, Present, sql};
use crate::{Ctx, House, Result, records};
use db::Tx;
use domain::Instant;
use domain::policy::Noun;
use uuid::Uuid;

/// Who came to a field, stayed or left from an instant on, in the whole company: what the stream of each page looks
/// through before it asks [`on`] for its reader.
///
/// # Errors
/// The database's own.
pub fn since(house: &House, from: Instant) -> Result<Vec<Came>> {
    house.db().read(|tx| sql::since(tx, from))
}

/// Who else is on which field of a record, by field.
///
/// # Errors
/// [`crate::Error::NotFound`] for a record that is hidden.
pub fn on(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, record: Uuid) -> Result<Vec<Present>> {
    records::visible(ctx, tx, noun, record)?;
    let Some(user) = ctx.user else { return Ok(Vec::new()) };
    sql::on(tx, user, noun, record, Instant(ctx.now.0 - LASTS))
}
