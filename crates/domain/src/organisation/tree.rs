//! The units of a day: their tree, their sales models, and the positions in them.
//!
//! Positions are kept in one list sorted by the place of their unit, so that those of a unit, alone or with
//! everything below it, are one slice. Positions whose unit is not there on the day stand at its end.

use super::forest::Forest;
use super::index::{Organisation, by_place, current};
use super::model::{Row, Rows, SalesModel, Unit};
use crate::kernel::id::{PositionId, UnitId};
use crate::kernel::{Day, Instant};
use std::collections::HashMap;
use std::ops::AddAssign;

/// The units of a day.
#[derive(Clone, Debug)]
pub(super) struct Units {
    tree: Forest<UnitId>,
    /// Row numbers by place.
    rows: Vec<usize>,
    /// Positions by place of their unit, then by their own.
    positions: Vec<PositionId>,
    /// Where the positions of each unit begin, and at the end those without one.
    starts: Vec<usize>,
}

impl Units {
    pub(super) fn new(
        rows: &Rows,
        lines: &Forest<PositionId>,
        positions: &[usize],
        day: Day,
        known_at: Option<Instant>,
    ) -> Units {
        let found = current(&rows.units, day, known_at, |unit| unit.id);
        let tree = Forest::new(found.iter().map(|&(id, n)| (id, rows.units[n].dated.value.parent)));
        let place_of = |unit: UnitId| tree.place(unit).map_or(tree.len(), |place| place as usize);
        let units = positions.iter().map(|&n| rows.positions[n].dated.value.unit);
        let mut placed: Vec<(usize, PositionId)> = units.map(place_of).zip(lines.order().iter().copied()).collect();
        placed.sort_by_key(|(place, _)| *place);
        let starts = (0..=tree.len()).map(|place| placed.partition_point(|(at, _)| *at < place)).collect();
        let positions = placed.into_iter().map(|(_, id)| id).collect();
        let rows = by_place(&tree, &found);
        Units { tree, rows, positions, starts }
    }
    fn slice(&self, first: usize, after: usize) -> &[PositionId] {
        &self.positions[self.starts[first]..self.starts[after]]
    }
}

impl Organisation {
    /// The unit tree as numbers.
    pub fn unit_tree(&self) -> &Forest<UnitId> {
        &self.units.tree
    }
    /// All units in preorder.
    pub fn units(&self) -> impl ExactSizeIterator<Item = &Unit> + '_ {
        self.units.rows.iter().map(|&n| &self.rows.units[n].dated.value)
    }
    /// One unit.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.unit_row(id).map(|row| &row.dated.value)
    }
    /// One unit, with its dates.
    pub fn unit_row(&self, id: UnitId) -> Option<&Row<Unit>> {
        let place = self.units.tree.place(id)?;
        self.units.rows.get(place as usize).map(|&n| &self.rows.units[n])
    }
    /// The company: the root of the unit tree; where rows made several, the one with most below it.
    pub fn company(&self) -> Option<UnitId> {
        self.units.tree.roots().min_by_key(|&root| std::cmp::Reverse(self.units.tree.subtree(root).len()))
    }
    /// The unit, then those around it, nearest first.
    pub fn unit_chain(&self, id: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        self.units.tree.place(id).map(|_| id).into_iter().chain(self.units.tree.ancestors(id))
    }
    /// The units right inside.
    pub fn units_in(&self, id: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        self.units.tree.children(id)
    }
    /// The unit and all inside it, in preorder.
    pub fn units_under(&self, id: UnitId) -> &[UnitId] {
        self.units.tree.subtree(id)
    }
    /// The positions of the unit, with `deep` also those of all units inside it.
    pub fn positions_in(&self, id: UnitId, deep: bool) -> &[PositionId] {
        let Some((lft, rgt)) = self.units.tree.interval(id) else { return &[] };
        let last = if deep { rgt } else { lft };
        self.units.slice(lft as usize, last as usize + 1)
    }
    /// Positions whose unit is not there on the day.
    pub fn positions_without_unit(&self) -> &[PositionId] {
        self.units.starts.last().map_or(&[], |&start| &self.units.positions[start..])
    }
    /// The sales model in force: the unit's own, else that of the nearest unit around it that states one.
    pub fn model_of(&self, id: UnitId) -> Option<SalesModel> {
        self.unit_chain(id).find_map(|unit| self.unit(unit).and_then(|unit| unit.model))
    }
    /// The unit whose model is in force there.
    pub fn model_stated_by(&self, id: UnitId) -> Option<UnitId> {
        self.unit_chain(id).find(|&unit| self.unit(unit).is_some_and(|unit| unit.model.is_some()))
    }
    /// Each unit's own amount and that of all units inside it.
    pub fn roll_up_units<T: AddAssign + Clone + Default>(&self, own: &HashMap<UnitId, T>) -> HashMap<UnitId, T> {
        self.units.tree.roll_up(own)
    }
    /// Amounts of positions, summed by their unit and rolled up the unit tree.
    pub fn roll_up_by_unit<T: AddAssign + Clone + Default>(&self, own: &HashMap<PositionId, T>) -> HashMap<UnitId, T> {
        let mut by_unit: HashMap<UnitId, T> = HashMap::new();
        for (id, amount) in own {
            if let Some(position) = self.position(*id) {
                *by_unit.entry(position.unit).or_default() += amount.clone();
            }
        }
        self.roll_up_units(&by_unit)
    }
}
