//! Writes of contacts. What all records share is in [`crate::record`].

use crate::events::Cause;
use crate::records::{self, Patch};
use crate::{Ctx, Result};
use db::Tx;
use domain::contacts::Contact;

/// Makes contacts.
///
/// # Errors
/// As [`records::create`].
pub fn create(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, contacts: Vec<Contact>) -> Result<Vec<Contact>> {
    records::create(ctx, tx, cause, contacts)
}

/// Changes contacts.
///
/// # Errors
/// As [`records::change`].
pub fn change(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, patches: &[Patch]) -> Result<Vec<Contact>> {
    records::change(ctx, tx, cause, patches)
}
