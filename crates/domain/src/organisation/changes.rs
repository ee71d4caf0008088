//! The net of a batch of edits: rows that no longer stand, rows that stand instead, people.
//!
//! Both sides are whole rows, so a change can be shown, stored, replayed ([`Changes::apply`]) and undone
//! (see [`super::undo`]). Every row of a batch carries the same instant.

use super::model::*;
use super::series::Changed;
use crate::kernel::Instant;
use crate::kernel::id::{PersonId, RowId};
use serde::{Deserialize, Serialize};

/// A person before and after; none before where they are new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonChange {
    /// As they were.
    pub before: Option<Person>,
    /// As they are.
    pub after: Person,
}

/// What a batch of edits changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// When the batch was recorded; never before what is already in the books.
    pub recorded_at: Instant,
    /// People made or changed. They are not dated.
    pub people: Vec<PersonChange>,
    /// Units.
    pub units: Changed<Unit>,
    /// Positions.
    pub positions: Changed<Position>,
    /// Dotted lines.
    pub dotted_lines: Changed<DottedLine>,
    /// Assignments.
    pub assignments: Changed<Assignment>,
    /// Coverage.
    pub coverages: Changed<Coverage>,
    /// Defects.
    pub defects: Changed<Defect>,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.superseded().next().is_none() && self.inserted() == 0
    }
    /// Ids of the rows that no longer stand, of every kind.
    pub fn superseded(&self) -> impl Iterator<Item = RowId> + '_ {
        ids(&self.units)
            .chain(ids(&self.positions))
            .chain(ids(&self.dotted_lines))
            .chain(ids(&self.assignments))
            .chain(ids(&self.coverages))
            .chain(ids(&self.defects))
    }
    /// How many rows are new.
    pub fn inserted(&self) -> usize {
        self.units.insert.len()
            + self.positions.insert.len()
            + self.dotted_lines.insert.len()
            + self.assignments.insert.len()
            + self.coverages.insert.len()
            + self.defects.insert.len()
    }
    /// Writes the changes into all recorded rows.
    pub fn apply(&self, rows: &mut Rows) {
        write(&mut rows.units, &self.units);
        write(&mut rows.positions, &self.positions);
        write(&mut rows.dotted_lines, &self.dotted_lines);
        write(&mut rows.assignments, &self.assignments);
        write(&mut rows.coverages, &self.coverages);
        write(&mut rows.defects, &self.defects);
        rows.people.extend(self.people.iter().map(|change| (change.after.id, change.after.clone())));
    }
    /// Ids of the people made or changed.
    pub fn people_ids(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.people.iter().map(|change| change.after.id)
    }
}

fn ids<T>(changed: &Changed<T>) -> impl Iterator<Item = RowId> + '_ {
    changed.supersede.iter().map(|row| row.row_id)
}

fn write<T: Clone>(rows: &mut Vec<Row<T>>, changed: &Changed<T>) {
    let ended: std::collections::HashMap<RowId, Option<Instant>> =
        changed.supersede.iter().map(|row| (row.row_id, row.dated.superseded_at)).collect();
    if !ended.is_empty() {
        for row in rows.iter_mut() {
            if let Some(at) = ended.get(&row.row_id) {
                row.dated.superseded_at = *at;
            }
        }
    }
    rows.extend(changed.insert.iter().cloned());
}
