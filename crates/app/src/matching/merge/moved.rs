//! What names a record, moved to another and back.

use super::{Merge, sql};
use crate::activities::commands::{self as activities, Restood};
use crate::events::Cause;
use crate::outbound::merging::{self, Carried};
use crate::routing::commands::{self as routing, Waits};
use crate::{Ctx, Result, outbound};
use db::Tx;
use domain::policy::Noun;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Everything that was moved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Moved {
    /// Rows by `table.column`.
    pub rows: BTreeMap<String, Vec<Uuid>>,
    /// Steps of opportunities: which, and its number.
    pub steps: Vec<(Uuid, i64)>,
    /// Activities, and how each named the record.
    pub activities: Vec<Restood>,
    /// Ids elsewhere: system and id.
    pub external_ids: Vec<(String, String)>,
    /// Memberships of segments that ended.
    pub memberships: Vec<Uuid>,
    /// Mails about it.
    pub mails: Vec<Uuid>,
    /// Elements of frames of which the other knew nothing.
    pub frames: Vec<String>,
    /// Where it waited.
    pub waits: Option<Waits>,
    /// Where the kept waited, which has the owner of the other now.
    pub kept_waits: Option<Waits>,
    /// Places on outbound lists.
    pub lists: Carried,
}

/// Moves everything that names one record to another.
pub(super) fn take(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, kept: Uuid, gone: Uuid) -> Result<Moved> {
    let mut moved = Moved::default();
    for (_, table, column, key) in sql::NAMING.iter().filter(|(of, ..)| *of == noun) {
        let rows = sql::naming(tx, (table, column, key), gone)?;
        sql::rename(tx, (table, column, key), &rows, gone, kept)?;
        moved.rows.insert(format!("{table}.{column}"), rows);
    }
    if noun == Noun::Account {
        moved.steps = sql::steps(tx, gone)?;
        sql::rename_steps(tx, &moved.steps, gone, kept)?;
    }
    moved.external_ids = sql::external_ids(tx, noun, gone)?;
    sql::rename_ids(tx, noun, &moved.external_ids, kept)?;
    moved.memberships = sql::memberships(tx, gone)?;
    moved.mails = sql::mails(tx, kept, gone)?;
    sql::rename_mails(tx, &moved.mails, gone, kept)?;
    moved.frames = sql::frames(tx, kept, gone)?;
    sql::rename_frames(tx, &moved.frames, gone, kept)?;
    moved.waits = routing::take_out(tx, gone)?;
    if outbound::LISTED.contains(&noun) {
        moved.lists = merging::carry(ctx, tx, gone, kept)?;
    }
    moved.activities = activities::restand_all(ctx, tx, Cause::COMMAND, noun, gone, kept)?;
    Ok(moved)
}

/// Moves what was moved back, as far as it still names the kept record.
pub(super) fn give_back(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, merge: &Merge, moved: &Moved) -> Result<()> {
    for (_, table, column, key) in sql::NAMING.iter().filter(|(of, ..)| *of == noun) {
        let rows = moved.rows.get(&format!("{table}.{column}")).map_or(&[][..], Vec::as_slice);
        sql::rename(tx, (table, column, key), rows, merge.kept, merge.gone)?;
    }
    sql::rename_steps(tx, &moved.steps, merge.kept, merge.gone)?;
    sql::rename_ids(tx, noun, &moved.external_ids, merge.gone)?;
    sql::rename_mails(tx, &moved.mails, merge.kept, merge.gone)?;
    sql::rename_frames(tx, &moved.frames, merge.kept, merge.gone)?;
    if let Some(waits) = &moved.waits {
        routing::put_back(tx, noun, merge.gone, waits)?;
    }
    merging::carry_back(tx, merge.gone, merge.kept, &moved.lists)?;
    let cause = Cause::undo(ctx.set().unwrap_or_default());
    activities::unstand_all(ctx, tx, cause, noun, (merge.kept, merge.gone), &moved.activities)
}
