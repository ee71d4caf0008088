//! Coverage laid out for deciding: which rules fit, in which order, and who stands behind each.
//!
//! Rules are ranked by priority, then those that name a segment before those that cover everything, positions
//! before units, then by id. For each segment and stage the ranks of its rules are kept, so that finding the next
//! rule looks at as many short lists as the work has segments, however many rules there are.

use super::explain::{Out, Target};
use super::hours::Open;
use super::settings::{Embargo, Holdover};
use super::work::{Work, WorkStage};
use crate::kernel::Day;
use crate::kernel::id::{CoverageId, PositionId, QueueId, SegmentId, UnitId};
use crate::organisation::model::{Distribution, Limits};
use std::collections::HashMap;

/// Ranks of rules, by stage.
pub(super) type ByStage = [Vec<u32>; 7];

/// The organisation of a day, ready to decide.
#[derive(Clone, Debug)]
pub struct Router {
    pub(super) day: Day,
    /// In the order of their ids; a place is an index into it.
    pub(super) seats: Vec<Seat>,
    pub(super) places: HashMap<PositionId, u32>,
    /// By rank.
    pub(super) rules: Vec<Rule>,
    pub(super) ranks: HashMap<CoverageId, u32>,
    pub(super) by_segment: HashMap<SegmentId, ByStage>,
    pub(super) of_everything: ByStage,
    pub(super) pools: Vec<Pool>,
    pub(super) hours: Vec<Open>,
    pub(super) parents: HashMap<UnitId, Option<UnitId>>,
    pub(super) queues: HashMap<UnitId, QueueId>,
    pub(super) company_queue: QueueId,
    pub(super) embargoes: Vec<Embargo>,
    pub(super) holdovers: Vec<Holdover>,
}

/// A position as routing sees it.
#[derive(Clone, Debug)]
pub(super) struct Seat {
    pub(super) id: PositionId,
    pub(super) unit: UnitId,
    /// Why it takes nothing all day.
    pub(super) out: Option<Out>,
    /// Who takes meanwhile what is its own by name.
    pub(super) deputy: Option<PositionId>,
    /// Its capacity, for each kind of work.
    pub(super) most: Option<u32>,
    /// Its part in what is shared out by weight, without ramp.
    pub(super) weight: u64,
    /// What it gets of a full share while its holder is new.
    pub(super) ramp_bp: u32,
    /// Its hours; none for always open.
    pub(super) hours: Option<u32>,
    pub(super) languages: Vec<String>,
    /// The segments it covers itself, in order.
    pub(super) covers: Vec<SegmentId>,
}

/// A coverage in its rank.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) coverage: CoverageId,
    pub(super) segment: Option<SegmentId>,
    pub(super) unit: Option<UnitId>,
    pub(super) position: Option<PositionId>,
    pub(super) distribution: Distribution,
    pub(super) priority: i32,
    pub(super) limits: Limits,
    /// By stage, an index into the pools.
    pub(super) pools: [u32; 7],
    /// The unit in which who is passed over waits.
    pub(super) around: Option<UnitId>,
}

impl Rule {
    /// Whether who is next follows a counter, not what anybody carries.
    pub(super) fn takes_turns(&self) -> bool {
        matches!(self.distribution, Distribution::RoundRobin | Distribution::Weighted)
    }
}

/// What must be known to decide a piece of work.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reached {
    /// Positions whose open records count,
    pub open: Vec<PositionId>,
    /// whose records of today count,
    pub today: Vec<PositionId>,
    /// and whose records held over count.
    pub held_over: Vec<PositionId>,
    /// Coverages whose turns count.
    pub coverages: Vec<CoverageId>,
}

/// Who stands behind a rule at a stage, as places in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool {
    /// Those who are there today.
    pub(super) free: Vec<u32>,
    /// Those who are not.
    pub(super) away: Vec<(u32, Out)>,
}

impl Router {
    /// The day it decides for.
    pub fn day(&self) -> Day {
        self.day
    }
    /// The positions among which a coverage shares out work of the stage, in the order of their ids.
    pub fn candidates(&self, coverage: CoverageId, stage: WorkStage) -> Vec<PositionId> {
        let rule = self.rule_of(coverage).and_then(|rank| self.rules.get(rank as usize));
        let free = rule.and_then(|rule| self.pool(rule, stage)).map(|pool| pool.free.as_slice()).unwrap_or_default();
        free.iter().filter_map(|&place| self.seat(place)).map(|seat| seat.id).collect()
    }
    /// How many positions stand behind a coverage, at the stage where they are most.
    pub fn staff(&self, coverage: CoverageId) -> usize {
        WorkStage::ALL.into_iter().map(|stage| self.candidates(coverage, stage).len()).max().unwrap_or(0)
    }
    /// Whether some holdover limits how many a position keeps.
    pub fn counts_holdovers(&self) -> bool {
        self.holdovers.iter().any(|holdover| holdover.most.is_some())
    }
    /// The same without capacities and limits: for work that was never open all at once.
    #[must_use]
    pub fn without_limits(mut self) -> Router {
        self.seats.iter_mut().for_each(|seat| seat.most = None);
        for rule in &mut self.rules {
            (rule.limits.most_open, rule.limits.most_a_day) = (None, None);
        }
        self
    }
    /// The queue of the unit, of the nearest around it, or the company's.
    pub fn queue_of(&self, unit: Option<UnitId>) -> (QueueId, Option<UnitId>) {
        let mut at = unit;
        // A unit tree that a fault made endless is left after as many steps as there are units.
        for _ in 0..=self.parents.len() {
            let Some(unit) = at else { break };
            if let Some(queue) = self.queues.get(&unit) {
                return (*queue, Some(unit));
            }
            at = self.parents.get(&unit).copied().flatten();
        }
        (self.company_queue, None)
    }

    /// What must be known to decide the work. Who shares in turn without a limit is counted for nothing.
    pub fn reached(&self, work: &Work) -> Reached {
        let embargoed = self.embargoes.iter().filter(|embargo| work.segments.contains(&embargo.segment));
        let to = |embargo: &Embargo| if let Target::Position(to) = embargo.to { Some(to) } else { None };
        let mut reached = Reached { open: embargoed.filter_map(to).collect(), ..Reached::default() };
        reached.open.extend(work.named.iter().chain(&work.family).copied());
        reached.held_over.extend(work.former.map(|former| former.position));
        reached.open.extend(&reached.held_over);
        let deputies: Vec<PositionId> = reached.open.iter().filter_map(|seat| self.deputy_of(*seat)).collect();
        reached.open.extend(deputies);
        let mut after = None;
        while let Some(rank) = self.next_rule(&work.segments, work.stage, after) {
            let Some(rule) = self.rules.get(rank as usize) else { break };
            let is_any_counted = !rule.takes_turns() || rule.limits.most_open.is_some();
            let pool = self.pool(rule, work.stage).map(|pool| pool.free.as_slice()).unwrap_or_default();
            for seat in pool.iter().filter_map(|&place| self.seat(place)) {
                reached.open.extend((is_any_counted || seat.most.is_some()).then_some(seat.id));
                reached.today.extend(rule.limits.most_a_day.map(|_| seat.id));
            }
            reached.coverages.push(rule.coverage);
            if !rule.limits.passes_on {
                break;
            }
            after = Some(rank);
        }
        reached
    }

    /// Who takes what is a position's own by name, while all who hold it are away.
    pub fn deputy_of(&self, position: PositionId) -> Option<PositionId> {
        let seat =
            self.place(position).and_then(|place| self.seat(place)).filter(|seat| seat.out == Some(Out::Absent))?;
        let deputy = seat.deputy?;
        self.place(deputy).and_then(|place| self.seat(place)).filter(|seat| seat.out.is_none()).map(|seat| seat.id)
    }

    pub(super) fn place(&self, position: PositionId) -> Option<u32> {
        self.places.get(&position).copied()
    }
    pub(super) fn seat(&self, place: u32) -> Option<&Seat> {
        self.seats.get(place as usize)
    }
    pub(super) fn rule_of(&self, coverage: CoverageId) -> Option<u32> {
        self.ranks.get(&coverage).copied()
    }
    pub(super) fn pool(&self, rule: &Rule, stage: WorkStage) -> Option<&Pool> {
        self.pools.get(rule.pools[stage as usize] as usize)
    }
    /// The first rule behind a rank that fits the work.
    pub(super) fn next_rule(&self, segments: &[SegmentId], stage: WorkStage, after: Option<u32>) -> Option<u32> {
        let named = segments.iter().filter_map(|segment| self.by_segment.get(segment));
        let lists = named.chain([&self.of_everything]).map(|by_stage| &by_stage[stage as usize]);
        let behind = |list: &Vec<u32>| {
            let from = after.map_or(0, |after| list.partition_point(|rank| *rank <= after));
            list.get(from).copied()
        };
        lists.filter_map(behind).min()
    }
    pub(super) fn is_open(&self, seat: &Seat, work: &Work) -> bool {
        seat.hours.and_then(|hours| self.hours.get(hours as usize)).is_none_or(|open| open.has(work.at))
    }
    /// The units from the covering one down to the position's own.
    pub(super) fn through(&self, covering: Option<UnitId>, seat: &Seat) -> Vec<UnitId> {
        let mut units = Vec::new();
        let (Some(covering), mut at) = (covering, Some(seat.unit)) else { return units };
        while let Some(unit) = at.filter(|_| units.len() <= self.parents.len()) {
            units.push(unit);
            if unit == covering {
                break;
            }
            at = self.parents.get(&unit).copied().flatten();
        }
        units.reverse();
        units
    }
}
