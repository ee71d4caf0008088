//! Takes an import back: what it made goes, what it changed is again as it was, its part of the organisation
//! is undone. What was changed or used since stays, and is listed with the reason. The history keeps all of it.

mod organisation;
mod records;
mod sql;
mod touched;

use crate::events::{self, Cause};
use crate::{Ctx, Error, Result, activities, consents, trash};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::SetId;
use domain::policy::{Action, Noun};
use serde::{Deserialize, Serialize};
use touched::Touched;
use uuid::Uuid;

/// Something of an import that stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What kind of record.
    pub noun: String,
    /// Which.
    pub record: Uuid,
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: Refusal,
}

/// What became of an import that was taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// Records it had made and that are gone.
    pub removed: u64,
    /// Of those: how many lay in the trash.
    #[serde(default)]
    pub from_trash: u64,
    /// Records it had changed and that are as they were.
    pub restored: u64,
    /// What stays.
    pub kept: Vec<Kept>,
}

impl Undone {
    fn keep(&mut self, noun: Noun, record: Uuid, name: &str, code: &str) {
        let (noun, name) = (noun.key().to_owned(), name.to_owned());
        self.kept.push(Kept { noun, record, name, reason: Refusal::new(code) });
    }
}

/// The record was changed after the import.
const CHANGED: &str = "refusal-undo-changed-since";
/// Something else names the record.
const IN_USE: &str = "refusal-undo-in-use";
/// What the record named before is no longer there.
const GONE: &str = "refusal-undo-gone";

/// The record lies in the trash, and stays there.
const IN_TRASH: &str = "refusal-undo-in-trash";

/// Takes an import back, as far as nothing later rests on it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], `refusal-import-not-undoable` for one that runs or was undone.
pub fn undo(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId) -> Result<Undone> {
    if !ctx.may(Action::Import, Noun::Import)?.is_all() {
        return Err(Error::Forbidden);
    }
    let state = sql::state(tx, set)?.ok_or(Error::NotFound)?;
    if !matches!(state.as_str(), "done" | "failed" | "cancelled") {
        return Err(Refusal::new("refusal-import-not-undoable").into());
    }
    let events = events::of_set(tx, set)?;
    let touched = Touched::new(tx, set, events)?;
    let mut undone = Undone::default();
    consents::take_back(ctx, tx, set)?;
    records::restore_all(ctx, tx, set, &touched, &mut undone)?;
    let (gone, stay) = activities::take_back(ctx, tx, set)?;
    undone.removed += gone;
    for (id, name) in stay {
        undone.keep(Noun::Activity, id, &name, CHANGED);
    }
    deleted(ctx, tx, set, &touched, &mut undone)?;
    records::remove_all(ctx, tx, set, &touched, &mut undone)?;
    sql::drop_pipelines(tx, set)?;
    organisation::take_back(ctx, tx, set, &touched.organisation, &mut undone)?;
    sql::mark_undone(tx, set)?;
    let told = serde_json::to_value(&undone)?;
    events::append(tx, ctx, Cause::undo(set), Noun::Import, set, "undone", &told)?;
    Ok(undone)
}

/// What it made and somebody deleted since is done with, so that it does not come back without what the import made beside
/// it. What others worked on before, and what the import only changed, stays where it lies.
fn deleted(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, touched: &Touched, undone: &mut Undone) -> Result<()> {
    let own = touched.own();
    let taken = trash::take_back(ctx, tx, set, &touched.all(), |id| own.contains(&id))?;
    undone.removed += taken.gone;
    undone.from_trash += taken.gone;
    for (noun, id, name) in taken.stay {
        undone.keep(noun, id, &name, IN_TRASH);
    }
    Ok(())
}

/// Gives back to the records what a set of changes took from them; what was changed again since is kept, and named. The
/// caller has the permission, and decides whether a part of it will do.
///
/// # Errors
/// The database's own.
pub(crate) fn restore(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, events: Vec<events::Event>) -> Result<Undone> {
    let touched = Touched::new(tx, set, events)?;
    let mut undone = Undone::default();
    records::restore_all(ctx, tx, set, &touched, &mut undone)?;
    Ok(undone)
}

/// What became of an import that was undone.
///
/// # Errors
/// The database's own.
pub(super) fn told(tx: &mut Tx<'_>, set: SetId) -> Result<Option<Undone>> {
    sql::told(tx, set)?.map(|told| Ok(serde_json::from_str(&told)?)).transpose()
}
