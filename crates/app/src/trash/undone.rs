//! What lies in the trash of an import, or of another set of changes, that is taken back.

use super::held::Held;
use super::sql;
use crate::events::{Cause, Log};
use crate::{Ctx, Result};
use db::Tx;
use domain::kernel::id::SetId;
use domain::policy::Noun;
use uuid::Uuid;

/// What became of records that lie there.
#[derive(Debug, Default)]
pub(crate) struct TakenBack {
    /// How many are gone for good.
    pub gone: u64,
    /// Those that stay, to be taken back by hand: kind, id, name.
    pub stay: Vec<(Noun, Uuid, String)>,
}

/// Lets go of those of the records that lie there and that `is_free` says nothing later rests on; the others stay. What an
/// import made and is let go of so cannot come back on its own, without what the import made beside it.
///
/// # Errors
/// The database's own.
pub(crate) fn take_back(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    set: SetId,
    ids: &[Uuid],
    is_free: impl Fn(Uuid) -> bool,
) -> Result<TakenBack> {
    let (mut taken, mut log) = (TakenBack::default(), Log::default());
    for (id, noun, name, content) in sql::lying(tx, ids)? {
        let held: Held = serde_json::from_str(&content)?;
        if !is_free(id) || held.is_stood_on() {
            taken.stay.push((noun, id, name));
            continue;
        }
        sql::drop(tx, id)?;
        log.add(ctx, Cause::undo(set), noun, id, "undone", "{}");
        taken.gone += 1;
    }
    log.write(tx)?;
    Ok(taken)
}
