//! For whom a cell counts: the person, manager or unit of its position, on its day or on another.

use super::cells::Cell;
use crate::Ctx;
use domain::Day;
use domain::kernel::id::{PersonId, PositionId, ProductId, UnitId};
use domain::measures::catalogue::Dimension;
use domain::organisation::Organisation;
use std::collections::HashMap;
use std::sync::Arc;

/// A row's key. `Unplaced` has no place in the organisation asked for, so that totals agree.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) enum RowKey {
    Person(PersonId),
    Position(PositionId),
    Unit(UnitId),
    Product(ProductId),
    Record(uuid::Uuid),
    Period(Day),
    /// Records that the reader may not see, together.
    Hidden,
    /// Without the value asked for, which is a group of its own.
    Empty,
    Unplaced,
}

/// Which organisation answers for a cell.
pub(super) enum When {
    /// The organisation of the cell's day: as it was then.
    Then,
    /// The organisation of one day: restated, or a snapshot's.
    On(Day),
}

/// Attributes cells by one dimension.
pub(super) struct Attribution<'a> {
    ctx: &'a Ctx,
    by: Dimension,
    when: When,
    changes: Vec<Day>,
    kept: HashMap<Day, Arc<Organisation>>,
}

impl<'a> Attribution<'a> {
    pub(super) fn new(ctx: &'a Ctx, by: Dimension, when: When) -> Attribution<'a> {
        Attribution { ctx, by, when, changes: ctx.history.change_days(None), kept: HashMap::new() }
    }

    /// The days on which an answer may change.
    pub(super) fn changes(&self) -> &[Day] {
        match self.when {
            When::Then if !matches!(self.by, Dimension::Position | Dimension::Product | Dimension::Source) => {
                &self.changes
            }
            _ => &[],
        }
    }

    /// The organisation that answers for a day.
    pub(super) fn organisation(&mut self, day: Day) -> Arc<Organisation> {
        let day = match self.when {
            // The last day on which something changed: the same organisation, kept once.
            When::Then => {
                let at = self.changes.partition_point(|d| *d <= day);
                self.changes.get(at.wrapping_sub(1)).copied().unwrap_or(Day::BEGINNING)
            }
            When::On(day) => day,
        };
        let ctx = self.ctx;
        self.kept.entry(day).or_insert_with(|| ctx.organisation_on(day)).clone()
    }

    /// The rows a cell counts for.
    pub(super) fn keys(&mut self, cell: &Cell) -> Vec<RowKey> {
        match self.by {
            Dimension::Product => {
                return vec![cell.subject.map_or(RowKey::Unplaced, |id| RowKey::Product(ProductId(id)))];
            }
            Dimension::Source => return vec![cell.subject.map_or(RowKey::Empty, RowKey::Record)],
            Dimension::Month | Dimension::Quarter | Dimension::Year => {
                let grain = grain(self.by);
                return vec![RowKey::Period(self.ctx.company.calendar.period(grain, cell.on).span.from)];
            }
            _ => {}
        }
        self.of_place(cell.position, cell.on)
    }

    /// The rows that a position stands in on a day, where rows are of persons, positions, managers or units.
    pub(super) fn of_place(&mut self, place: PositionId, on: Day) -> Vec<RowKey> {
        if self.by == Dimension::Position {
            return vec![RowKey::Position(place)];
        }
        let organisation = self.organisation(on);
        let Some(position) = organisation.position(place) else { return vec![RowKey::Unplaced] };
        let keys: Vec<RowKey> = match self.by {
            Dimension::Person => organisation.person_of(place).map(RowKey::Person).into_iter().collect(),
            Dimension::Manager => {
                let manages = |p: &PositionId| organisation.reports_of(*p).next().is_some();
                organisation.chain(place).filter(manages).map(RowKey::Position).collect()
            }
            Dimension::Unit => organisation.unit_chain(position.unit).map(RowKey::Unit).collect(),
            _ => Vec::new(),
        };
        if keys.is_empty() { vec![RowKey::Unplaced] } else { keys }
    }
}

/// The fiscal period that a dimension of time splits by.
pub(super) fn grain(by: Dimension) -> domain::kernel::Grain {
    match by {
        Dimension::Quarter => domain::kernel::Grain::Quarter,
        Dimension::Year => domain::kernel::Grain::Year,
        _ => domain::kernel::Grain::Month,
    }
}
