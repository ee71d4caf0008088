//! Writes of contacts. What all records share is in [`crate::record`].

use crate::events::Cause;
use crate::records::{self, Batch, Patch};
use crate::{Ctx, Result};
use db::Tx;
use domain::contacts::Contact;
use domain::kernel::id::PositionId;
use std::collections::HashMap;
use uuid::Uuid;

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

/// Gives contacts to other positions. The caller has decided that they pass, and who may take them.
///
/// # Errors
/// The database's own.
pub(crate) fn hand_over(ctx: &Ctx, tx: &mut Tx<'_>, handed: &[(Uuid, PositionId)]) -> Result<()> {
    let ids: Vec<Uuid> = handed.iter().map(|(id, _)| *id).collect();
    let to: HashMap<Uuid, PositionId> = handed.iter().copied().collect();
    let mut batch = Batch::<Contact>::default();
    for old in records::some::<Contact>(tx, None, &ids)? {
        let owner = to.get(&old.id.0).copied().unwrap_or(old.owner);
        batch.push(Some(old.clone()), Contact { owner, ..old });
    }
    batch.write(ctx, tx, Cause::COMMAND)?;
    crate::cadences::commands::follow(ctx, tx, handed)
}
