//! Writes of the organisation: edits, and whole rosters decided elsewhere, saved as one set.

use super::sql::{self, Table};
use crate::events::{self, Cause};
use crate::{Ctx, Result};
use db::Tx;
use domain::Day;
use domain::kernel::id::SetId;
use domain::organisation::{Changes, Edit, History, Organisation, State};
use domain::policy::{Action, Noun};
use serde::Serialize;

/// What an edit made of the organisation.
#[derive(Debug, Serialize)]
pub struct Edited {
    /// Names the set, for undo.
    pub set: SetId,
    /// Rows that stand instead of others.
    pub inserted: usize,
}

/// Decides edits one after another, each effective on its day, and saves them as one set.
///
/// # Errors
/// The first refusal; then nothing of the batch stays.
pub fn edit(ctx: &Ctx, tx: &mut Tx<'_>, edits: &[(Edit, Day)]) -> Result<Edited> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    let mut state = State::new(ctx.history.rows());
    for (edit, on) in edits {
        state.decide(edit, *on)?;
    }
    let changes = state.close(ctx.now, &mut || ctx.id());
    let set = ctx.id();
    let kinds: Vec<&Edit> = edits.iter().map(|(edit, _)| edit).collect();
    save(ctx, tx, &changes, set, Cause { word: "command", set: Some(set) }, &serde_json::to_value(kinds)?)?;
    Ok(Edited { set, inserted: changes.inserted() })
}

/// Saves changes that `domain` decided on this transaction's history. The set's event keeps them whole,
/// so that they can be taken back.
///
/// # Errors
/// The database's own.
pub fn save(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    changes: &Changes,
    set: SetId,
    cause: Cause,
    told: &serde_json::Value,
) -> Result<()> {
    save_all(ctx, tx, std::slice::from_ref(changes), set, cause, told)
}

/// Saves changes decided one upon the other, as one set.
///
/// # Errors
/// The database's own.
pub(super) fn save_all(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    parts: &[Changes],
    set: SetId,
    cause: Cause,
    told: &serde_json::Value,
) -> Result<()> {
    if parts.iter().all(Changes::is_empty) {
        return Ok(());
    }
    sql::lock(tx)?;
    let mut rows = ctx.history.rows().clone();
    for changes in parts.iter().filter(|changes| !changes.is_empty()) {
        write(tx, changes, set)?;
        changes.apply(&mut rows);
        let body = serde_json::json!({ "edits": told, "changes": changes });
        events::append(tx, ctx, cause, Noun::Organisation, set, "organisation_edited", &body)?;
    }
    sql::save_trees(tx, &forests(&History::new(rows), ctx.today))
}

fn write(tx: &mut Tx<'_>, changes: &Changes, set: SetId) -> Result<()> {
    let (at, set) = (changes.recorded_at, Some(set));
    sql::save_people(tx, set, at, changes.people.iter().map(|p| &p.after))?;
    sql::supersede(tx, Table::Units, at, changes.units.supersede.iter().map(|r| r.row_id))?;
    sql::supersede(tx, Table::Positions, at, changes.positions.supersede.iter().map(|r| r.row_id))?;
    sql::supersede(tx, Table::DottedLines, at, changes.dotted_lines.supersede.iter().map(|r| r.row_id))?;
    sql::supersede(tx, Table::Assignments, at, changes.assignments.supersede.iter().map(|r| r.row_id))?;
    sql::supersede(tx, Table::Coverages, at, changes.coverages.supersede.iter().map(|r| r.row_id))?;
    sql::supersede(tx, Table::Defects, at, changes.defects.supersede.iter().map(|r| r.row_id))?;
    sql::insert_units(tx, set, &changes.units.insert)?;
    sql::insert_positions(tx, set, &changes.positions.insert)?;
    sql::insert_dotted_lines(tx, set, &changes.dotted_lines.insert)?;
    sql::insert_assignments(tx, set, &changes.assignments.insert)?;
    sql::insert_coverages(tx, set, &changes.coverages.insert)?;
    sql::insert_defects(tx, set, &changes.defects.insert)
}

/// Today's organisation and every scheduled one, each with the days it holds.
fn forests(history: &History, today: Day) -> Vec<(Day, Day, Organisation)> {
    let mut days: Vec<Day> =
        std::iter::once(today).chain(history.change_days(None).into_iter().filter(|d| *d > today)).collect();
    days.push(Day::END);
    days.windows(2).map(|pair| (pair[0], pair[1], history.on(pair[0], None))).collect()
}
