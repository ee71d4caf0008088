//! Writes of matching: the keys, and what people say of a pair.

use super::{MATCHED, sql, traits};
use crate::{Ctx, Error, Result, events, records};
use db::Tx;
use domain::matching::keys;
use domain::policy::{Action, Noun};
use serde_json::json;
use uuid::Uuid;

/// Records whose keys are made at once.
const STEP: i64 = 500;

/// Keeps the keys of records that were made, in the transaction that did; of those that were changed, once the old ones are
/// forgotten. Other kinds have none.
///
/// # Errors
/// The database's own.
pub(crate) fn keep(tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<()> {
    if !MATCHED.contains(&noun) {
        return Ok(());
    }
    let known = traits::known(tx, noun, ids)?;
    let keys: Vec<_> = known.into_iter().map(|known| (known.id, keys(&known.traits))).collect();
    sql::save(tx, noun, &keys)
}

/// Makes the keys of all records anew.
///
/// # Errors
/// The database's own.
pub(crate) fn rebuild(tx: &mut Tx<'_>) -> Result<()> {
    for noun in MATCHED {
        let mut after = Uuid::nil();
        loop {
            let ids = sql::ids_after(tx, noun, after, STEP)?;
            let Some(last) = ids.last() else { break };
            after = *last;
            forget(tx, &ids)?;
            keep(tx, noun, &ids)?;
        }
    }
    Ok(())
}

/// Takes the keys of records that are gone out.
///
/// # Errors
/// The database's own.
pub(crate) fn forget(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
    sql::drop_keys(tx, ids)
}

/// Says that two records are two: they are not shown as likely one any more.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] where the user may not change both.
pub fn keep_apart(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, a: Uuid, b: Uuid) -> Result<()> {
    for id in [a, b] {
        records::visible(ctx, tx, noun, id)?;
        if !records::may(ctx, tx, Action::Edit, noun, id)? {
            return Err(Error::Forbidden);
        }
    }
    sql::refuse(ctx, tx, a, b)?;
    events::append(tx, ctx, events::Cause::COMMAND, noun, a, "kept_apart", &json!({ "id": [null, b] }))
}
