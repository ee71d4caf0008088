//! Activities that files bring in: written as they happened, and taken back with their import.

use super::sql;
use super::write::Batch;
use crate::custom_fields;
use crate::events::Cause;
use crate::{Ctx, Result};
use db::Tx;
use domain::activities::Activity;
use domain::kernel::id::SetId;
use domain::policy::Noun;
use std::collections::HashSet;
use uuid::Uuid;

/// Which of the ids elsewhere are here.
///
/// # Errors
/// The database's own.
pub(crate) fn known(tx: &mut Tx<'_>, ids: &[&str]) -> Result<HashSet<String>> {
    sql::known(tx, ids)
}

/// Writes activities as they were elsewhere. The caller has the permission and the rules; nothing that is planned here is
/// taken back for what is old.
///
/// # Errors
/// The database's own.
pub(crate) fn bring_in(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, all: Vec<Activity>) -> Result<()> {
    let mut batch = Batch::default();
    all.into_iter().for_each(|one| batch.add(one));
    batch.write(ctx, tx, cause)
}

/// Takes away what an import brought in and nobody has changed since. Answers how many went, and what stays.
///
/// # Errors
/// The database's own.
pub(crate) fn take_back(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId) -> Result<(u64, Vec<(Uuid, String)>)> {
    let ids = sql::of_set(tx, set)?;
    let named: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let mut held = custom_fields::queries::held(ctx, tx, Noun::Activity, &named)?;
    let (mut batch, mut gone, mut stay) = (Batch::default(), 0, Vec::new());
    for one in sql::some(tx, None, &ids)? {
        if one.version > 1 {
            stay.push((one.id.0, super::queries::name(&one)));
            continue;
        }
        let custom = held.remove(&one.id.0).unwrap_or_default();
        batch.remove(Activity { custom, ..one });
        gone += 1;
    }
    batch.write(ctx, tx, Cause::undo(set))?;
    Ok((gone, stay))
}
