//! The organisation of one day as known at one instant: immutable, built once, indexed.
//!
//! It keeps its history's rows and refers to them by number, so that many days share one copy. Reporting
//! lines are a [`Forest`] of positions, units another one; who holds what is in `seats`, what belongs to
//! which unit in `tree`. Where rows contradict each other (two versions of a thing on one day), the one
//! recorded last counts.

use super::forest::Forest;
use super::history::is_known;
use super::model::{Coverage, Defect, DottedLine, Position, Row, Rows};
use super::seats::Seating;
use super::tree::Units;
use crate::kernel::id::{CoverageId, PositionId};
use crate::kernel::{Dated, Day, Instant};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;
use std::ops::AddAssign;
use std::sync::Arc;

/// The organisation of a day. See the module's head.
#[derive(Clone, Debug)]
pub struct Organisation {
    day: Day,
    known_at: Option<Instant>,
    pub(super) rows: Arc<Rows>,
    pub(super) lines: Forest<PositionId>,
    /// Row numbers of positions by place.
    positions: Vec<usize>,
    pub(super) units: Units,
    pub(super) seating: Seating,
    dotted: Dotted,
    coverages: Vec<usize>,
    defects: Vec<usize>,
}

/// Dotted lines by either end, as row numbers.
#[derive(Clone, Debug, Default)]
struct Dotted {
    from: HashMap<PositionId, Vec<usize>>,
    to: HashMap<PositionId, Vec<usize>>,
}

/// A position in its place among the reporting lines.
#[derive(Clone, Copy, Debug)]
pub struct Seat<'a> {
    /// The position's row.
    pub position: &'a Position,
    /// The position it reports to: that of the row, unless the line had to be cut.
    pub manager: Option<PositionId>,
    /// How many stand above it; 0 for a root.
    pub depth: u32,
    /// Its place in preorder and that of its last descendant, both inclusive.
    pub interval: (u32, u32),
    /// How many report to it directly.
    pub reports: u32,
}

/// Numbers of the rows that hold on the day, the last recorded of each thing, in the order of the things' ids.
pub(super) fn current<T, K: Ord>(
    rows: &[Row<T>],
    day: Day,
    known_at: Option<Instant>,
    id: impl Fn(&T) -> K,
) -> Vec<(K, usize)> {
    let holds = |dated: &Dated<T>| dated.span.contains(day) && is_known(dated, known_at);
    let holding = rows.iter().enumerate().filter(|(_, row)| holds(&row.dated));
    let mut found: Vec<(K, usize)> = holding.map(|(number, row)| (id(&row.dated.value), number)).collect();
    let age = |number: usize| Reverse((rows[number].dated.recorded_at, rows[number].row_id));
    found.sort_unstable_by(|(a, m), (b, n)| a.cmp(b).then_with(|| age(*m).cmp(&age(*n))));
    found.dedup_by(|later, kept| later.0 == kept.0);
    found
}

/// The row numbers in the order of the forest. Every key of the forest is among them.
pub(super) fn by_place<K: Copy + Ord + Hash>(forest: &Forest<K>, found: &[(K, usize)]) -> Vec<usize> {
    let mut numbers = vec![0; forest.len()];
    for (key, number) in found {
        if let Some(slot) = forest.place(*key).and_then(|place| numbers.get_mut(place as usize)) {
            *slot = *number;
        }
    }
    numbers
}

fn numbers<K>(found: Vec<(K, usize)>) -> Vec<usize> {
    found.into_iter().map(|(_, number)| number).collect()
}

impl Organisation {
    pub(super) fn new(rows: Arc<Rows>, day: Day, known_at: Option<Instant>) -> Organisation {
        let found = current(&rows.positions, day, known_at, |position| position.id);
        let lines = Forest::new(found.iter().map(|&(id, n)| (id, rows.positions[n].dated.value.reports_to)));
        let positions = by_place(&lines, &found);
        let units = Units::new(&rows, &lines, &positions, day, known_at);
        let seating = Seating::new(&rows, &lines, day, known_at);
        let dotted = Dotted::new(&rows, &lines, day, known_at);
        let mut coverages = numbers(current(&rows.coverages, day, known_at, |coverage| coverage.id));
        coverages.sort_by_key(|&n| (rows.coverages[n].dated.value.priority, rows.coverages[n].dated.value.id));
        let same = |d: &Defect| (d.check.clone(), d.position, d.subject.clone(), d.source.clone());
        let mut defects = numbers(current(&rows.defects, day, known_at, same));
        defects.sort_unstable();
        Organisation { day, known_at, rows, lines, positions, units, seating, dotted, coverages, defects }
    }
    /// Which day.
    pub fn day(&self) -> Day {
        self.day
    }
    /// As known when; none for as we know now.
    pub fn known_at(&self) -> Option<Instant> {
        self.known_at
    }
    /// The reporting lines as numbers.
    pub fn lines(&self) -> &Forest<PositionId> {
        &self.lines
    }
    /// All positions in preorder of the reporting lines.
    pub fn positions(&self) -> impl ExactSizeIterator<Item = &Position> + '_ {
        self.positions.iter().map(|&n| &self.rows.positions[n].dated.value)
    }
    /// All positions in preorder, each in its place.
    pub fn seats(&self) -> impl Iterator<Item = Seat<'_>> + '_ {
        (0..).map_while(|place| self.seat_at(place))
    }
    pub(super) fn seat_at(&self, place: u32) -> Option<Seat<'_>> {
        let (above, depth, last, reports) = self.lines.at(place)?;
        let manager = above.and_then(|above| self.lines.order().get(above as usize)).copied();
        Some(Seat { position: self.position_at(place)?, manager, depth, interval: (place, last), reports })
    }
    pub(super) fn position_at(&self, place: u32) -> Option<&Position> {
        self.positions.get(place as usize).map(|&n| &self.rows.positions[n].dated.value)
    }
    /// One position.
    pub fn position(&self, id: PositionId) -> Option<&Position> {
        self.position_at(self.lines.place(id)?)
    }
    /// One position, with its dates.
    pub fn position_row(&self, id: PositionId) -> Option<&Row<Position>> {
        let place = self.lines.place(id)?;
        self.positions.get(place as usize).map(|&n| &self.rows.positions[n])
    }
    /// One position in its place.
    pub fn seat(&self, id: PositionId) -> Option<Seat<'_>> {
        self.seat_at(self.lines.place(id)?)
    }
    /// The position it reports to.
    pub fn manager_of(&self, id: PositionId) -> Option<PositionId> {
        self.lines.parent(id)
    }
    /// Those above, nearest first, without the position itself.
    pub fn ancestors(&self, id: PositionId) -> impl Iterator<Item = PositionId> + '_ {
        self.lines.ancestors(id)
    }
    /// The chain of command: the position itself, then those above, nearest first.
    pub fn chain(&self, id: PositionId) -> impl Iterator<Item = PositionId> + '_ {
        self.lines.place(id).map(|_| id).into_iter().chain(self.lines.ancestors(id))
    }
    /// Those who report to it directly, in order.
    pub fn reports_of(&self, id: PositionId) -> impl Iterator<Item = PositionId> + '_ {
        self.lines.children(id)
    }
    /// Whether `above` stands somewhere above the position. Nothing is under itself.
    pub fn is_under(&self, id: PositionId, above: PositionId) -> bool {
        self.lines.is_under(id, above)
    }
    /// The position and all below it, in preorder.
    pub fn subtree(&self, id: PositionId) -> &[PositionId] {
        self.lines.subtree(id)
    }
    /// Those who report to nobody.
    pub fn roots(&self) -> impl Iterator<Item = PositionId> + '_ {
        self.lines.roots()
    }
    /// The position's place and that of its last descendant, both inclusive.
    pub fn interval(&self, id: PositionId) -> Option<(u32, u32)> {
        self.lines.interval(id)
    }
    /// Dotted lines from the position.
    pub fn dotted_from(&self, id: PositionId) -> impl Iterator<Item = &DottedLine> + '_ {
        self.dotted_rows(self.dotted.from.get(&id))
    }
    /// Dotted lines to the position.
    pub fn dotted_to(&self, id: PositionId) -> impl Iterator<Item = &DottedLine> + '_ {
        self.dotted_rows(self.dotted.to.get(&id))
    }
    fn dotted_rows<'a>(&'a self, numbers: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a DottedLine> + 'a {
        numbers.into_iter().flatten().map(|&n| &self.rows.dotted_lines[n].dated.value)
    }
    /// Who covers what, by priority.
    pub fn coverages(&self) -> impl ExactSizeIterator<Item = &Coverage> + '_ {
        self.coverages.iter().map(|&n| &self.rows.coverages[n].dated.value)
    }
    /// One coverage.
    pub fn coverage(&self, id: CoverageId) -> Option<&Coverage> {
        self.coverages().find(|coverage| coverage.id == id)
    }
    /// The defects that stand.
    pub fn defects(&self) -> impl ExactSizeIterator<Item = &Defect> + '_ {
        self.defects.iter().map(|&n| &self.rows.defects[n].dated.value)
    }
    /// Each position's own amount and all below it. What belongs to no position of the day is left out:
    /// see [`Organisation::unplaced`].
    pub fn roll_up<T: AddAssign + Clone + Default>(&self, own: &HashMap<PositionId, T>) -> HashMap<PositionId, T> {
        self.lines.roll_up(own)
    }
    /// The sum of what belongs to no position of the day, so that totals agree.
    pub fn unplaced<T: AddAssign + Clone + Default>(&self, own: &HashMap<PositionId, T>) -> T {
        let mut sum = T::default();
        for (_, amount) in own.iter().filter(|(id, _)| self.lines.place(**id).is_none()) {
            sum += amount.clone();
        }
        sum
    }
}

impl Dotted {
    fn new(rows: &Rows, lines: &Forest<PositionId>, day: Day, known_at: Option<Instant>) -> Dotted {
        let ends = |line: &DottedLine| (line.position, line.manager);
        let mut found = current(&rows.dotted_lines, day, known_at, ends);
        found.retain(|((from, to), _)| lines.place(*from).is_some() && lines.place(*to).is_some());
        let mut dotted = Dotted::default();
        for ((from, to), number) in found {
            dotted.from.entry(from).or_default().push(number);
            dotted.to.entry(to).or_default().push(number);
        }
        dotted
    }
}
