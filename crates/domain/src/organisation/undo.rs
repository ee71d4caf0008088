//! Undoing a change of a set, from a day on.
//!
//! Undone from day E on, answers before E stay as the set left them, and from E on they are again what they
//! were; what was known earlier stays in the books. Undone from the set's own first day, nothing of it is
//! left. Where later edits rest on what the set made, the undo is refused with the list of them.

use super::changes::Changes;
use super::model::{Assignment, DottedLine, Position, Row};
use super::series::{Changed, Series, overlap};
use super::state::{State, linked};
use crate::kernel::id::{PositionId, RowId, UnitId};
use crate::kernel::{Day, Span};
use serde::{Deserialize, Serialize};
use std::hash::Hash;

/// Why a set cannot be undone: something later rests on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "conflict", rename_all = "snake_case")]
pub enum Conflict {
    /// A row of the set has since been edited.
    Edited {
        /// `unit`, `position`, `dotted_line`, `assignment`, `coverage`, `defect`.
        kind: String,
        /// The row the set wrote.
        row: RowId,
    },
    /// A position lies in a unit, reports to a position, or is held or covers, where that would go.
    Rests {
        /// What would hang in the air.
        position: PositionId,
    },
    /// A unit lies in one that would go, or covers although it would go itself.
    UnitRests {
        /// What would hang in the air.
        unit: UnitId,
    },
    /// With what has been edited since, the lines would come round to this position.
    Cycle {
        /// One of them.
        position: PositionId,
    },
    /// With what has been edited since, the units would come round to this one.
    UnitCycle {
        /// One of them.
        unit: UnitId,
    },
}

impl State {
    /// Makes the inverse of a set's changes, from the day on, part of the batch. Refused, it changes nothing;
    /// the batch must be empty before, since a refusal forgets all of it. People stay as they are.
    pub fn undo(&mut self, set: &Changes, from: Day) -> Result<(), Vec<Conflict>> {
        let days = Span::since(from);
        let mut conflicts = Vec::new();
        revert(&mut self.units, "unit", &set.units, days, |unit| unit.id, &mut conflicts);
        revert(&mut self.positions, "position", &set.positions, days, |position| position.id, &mut conflicts);
        let line = |line: &DottedLine| (line.position, line.manager);
        revert(&mut self.dotted_lines, "dotted_line", &set.dotted_lines, days, line, &mut conflicts);
        let held = |held: &Assignment| (held.person, held.position);
        revert(&mut self.assignments, "assignment", &set.assignments, days, held, &mut conflicts);
        revert(&mut self.coverages, "coverage", &set.coverages, days, |coverage| coverage.id, &mut conflicts);
        revert(&mut self.defects, "defect", &set.defects, days, Clone::clone, &mut conflicts);
        self.relink(set);
        if conflicts.is_empty() {
            conflicts.extend(self.hanging(set, days));
        }
        if conflicts.is_empty() {
            return Ok(());
        }
        self.rollback();
        Err(conflicts)
    }

    /// What rests on a thing that the undo takes away, and the cycles it would close.
    fn hanging(&self, set: &Changes, days: Span) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        for row in &set.units.insert {
            self.on_unit(row.dated.value.id, days, &mut conflicts);
        }
        for row in &set.positions.insert {
            self.on_position(row.dated.value.id, days, &mut conflicts);
        }
        for row in &set.positions.supersede {
            self.put_back(row, days, &mut conflicts);
        }
        for row in &set.units.supersede {
            let (unit, span) = (row.dated.value.id, overlap(row.dated.span, days));
            let Some(parent) = row.dated.value.parent.filter(|_| !span.is_empty()) else { continue };
            if !self.units.covers(&parent, span) {
                conflicts.push(Conflict::UnitRests { unit });
            } else if self.unit_meets(parent, unit, span).is_some() {
                conflicts.push(Conflict::UnitCycle { unit });
            }
        }
        conflicts.sort();
        conflicts.dedup();
        conflicts
    }
    fn on_unit(&self, unit: UnitId, days: Span, conflicts: &mut Vec<Conflict>) {
        for inner in linked(&self.subunits, &unit) {
            if rests(self.units.rows(&inner), &self.units, &unit, days, |inner| inner.parent == Some(unit)) {
                conflicts.push(Conflict::UnitRests { unit: inner });
            }
        }
        for position in linked(&self.members, &unit) {
            if rests(self.positions.rows(&position), &self.units, &unit, days, |member| member.unit == unit) {
                conflicts.push(Conflict::Rests { position });
            }
        }
        let covering = linked(&self.unit_covering, &unit);
        if covering.iter().any(|id| rests(self.coverages.rows(id), &self.units, &unit, days, |_| true)) {
            conflicts.push(Conflict::UnitRests { unit });
        }
    }
    fn on_position(&self, id: PositionId, days: Span, conflicts: &mut Vec<Conflict>) {
        for position in linked(&self.reports, &id) {
            if rests(self.positions.rows(&position), &self.positions, &id, days, |report| report.reports_to == Some(id))
            {
                conflicts.push(Conflict::Rests { position });
            }
        }
        let mut seats = linked(&self.holders, &id).into_iter().map(|person| (person, id));
        let held = seats.any(|key| rests(self.assignments.rows(&key), &self.positions, &id, days, |_| true));
        let mut lines = linked(&self.lines, &id).into_iter();
        let lined = lines.any(|key| rests(self.dotted_lines.rows(&key), &self.positions, &id, days, |_| true));
        let mut covering = linked(&self.covering, &id).into_iter();
        if held || lined || covering.any(|key| rests(self.coverages.rows(&key), &self.positions, &id, days, |_| true)) {
            conflicts.push(Conflict::Rests { position: id });
        }
    }
    /// A position put back needs its unit and its manager, and must not come round to itself.
    fn put_back(&self, row: &Row<Position>, days: Span, conflicts: &mut Vec<Conflict>) {
        let Position { id: position, unit, reports_to, .. } = &row.dated.value;
        let (position, unit, reports_to) = (*position, *unit, *reports_to);
        let span = overlap(row.dated.span, days);
        if span.is_empty() {
            return;
        }
        if !self.units.covers(&unit, span) || reports_to.is_some_and(|manager| !self.positions.covers(&manager, span)) {
            conflicts.push(Conflict::Rests { position });
        } else if reports_to.is_some_and(|manager| self.meets(manager, position, span).is_some()) {
            conflicts.push(Conflict::Cycle { position });
        }
    }
}

/// Whether a row of `rows` that points at the thing holds on days on which the thing does not.
fn rests<T, K: Hash + Eq + Clone, U: Clone + PartialEq>(
    rows: &[Row<T>],
    things: &Series<K, U>,
    thing: &K,
    days: Span,
    points: impl Fn(&T) -> bool,
) -> bool {
    rows.iter().filter(|row| points(&row.dated.value)).any(|row| {
        let span = overlap(row.dated.span, days);
        !span.is_empty() && !things.covers(thing, span)
    })
}

/// Takes the set's rows away on the days and puts back what they replaced.
fn revert<K: Hash + Eq + Clone, T: Clone + PartialEq>(
    series: &mut Series<K, T>,
    kind: &str,
    set: &Changed<T>,
    days: Span,
    key: impl Fn(&T) -> K,
    conflicts: &mut Vec<Conflict>,
) {
    let before = conflicts.len();
    for row in &set.insert {
        let stands = series.rows(&key(&row.dated.value)).iter().any(|standing| standing.row_id == row.row_id);
        if !stands {
            conflicts.push(Conflict::Edited { kind: kind.to_owned(), row: row.row_id });
        }
    }
    if conflicts.len() > before {
        return;
    }
    for row in &set.insert {
        series.remove(&key(&row.dated.value), overlap(row.dated.span, days));
    }
    for row in &set.supersede {
        let span = overlap(row.dated.span, days);
        let thing = key(&row.dated.value);
        if !span.is_empty() && series.gaps(&thing, span) != [span] {
            conflicts.push(Conflict::Edited { kind: kind.to_owned(), row: row.row_id });
        } else {
            series.add(thing, span, row.dated.value.clone());
        }
    }
}
