//! The organisation's part of an import, taken back as one: all of it, or none where later edits or records
//! rest on it.

use super::{Undone, sql};
use crate::events::Cause;
use crate::organisation::commands;
use crate::{Ctx, Result};
use db::Tx;
use domain::Day;
use domain::kernel::id::{PositionId, RowId, SetId};
use domain::organisation::series::Changed;
use domain::organisation::{Changes, State};
use domain::policy::Noun;
use std::collections::HashSet;
use uuid::Uuid;

/// Takes the edits of an import back, from the beginning on.
pub(super) fn take_back(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, edits: &[Changes], undone: &mut Undone) -> Result<()> {
    let Some(net) = net(edits) else { return Ok(()) };
    let mut state = State::new(ctx.history.rows());
    if state.undo(&net, Day::BEGINNING).is_err() {
        undone.keep(Noun::Organisation, set.0, &ctx.company.name, "refusal-undo-organisation");
        return Ok(());
    }
    let changes = state.close(ctx.now, &mut || ctx.id());
    let gone = gone(ctx, &net, &changes);
    if !sql::used(tx, sql::OF_POSITION, &gone)?.is_empty() {
        undone.keep(Noun::Organisation, set.0, &ctx.company.name, "refusal-undo-organisation-owns");
        return Ok(());
    }
    commands::save(ctx, tx, &changes, set, Cause::undo(set), &serde_json::json!("undo"))
}

/// Positions that the import made and that no row holds any longer.
fn gone(ctx: &Ctx, net: &Changes, changes: &Changes) -> Vec<Uuid> {
    let mut rows = ctx.history.rows().clone();
    changes.apply(&mut rows);
    let standing: HashSet<PositionId> =
        rows.positions.iter().filter(|row| row.dated.superseded_at.is_none()).map(|row| row.dated.value.id).collect();
    let made = net.positions.insert.iter().map(|row| row.dated.value.id);
    made.filter(|id| !standing.contains(id)).map(|id| id.0).collect()
}

/// Several edits as one: what an earlier one wrote and a later one replaced was never there.
fn net(edits: &[Changes]) -> Option<Changes> {
    let mut all = edits.iter().cloned();
    let mut net = all.next()?;
    for edit in all {
        net.people.extend(edit.people);
        join(&mut net.units, edit.units);
        join(&mut net.positions, edit.positions);
        join(&mut net.dotted_lines, edit.dotted_lines);
        join(&mut net.assignments, edit.assignments);
        join(&mut net.coverages, edit.coverages);
        join(&mut net.defects, edit.defects);
    }
    Some(net)
}

fn join<T>(net: &mut Changed<T>, later: Changed<T>) {
    let replaced: HashSet<RowId> = later.supersede.iter().map(|row| row.row_id).collect();
    let written: HashSet<RowId> = net.insert.iter().map(|row| row.row_id).collect();
    net.insert.retain(|row| !replaced.contains(&row.row_id));
    net.insert.extend(later.insert);
    net.supersede.extend(later.supersede.into_iter().filter(|row| !written.contains(&row.row_id)));
}
