//! The shape of an organisation in numbers: positions, roots, managers, layers, spans, vacancies, people.
//!
//! Stubs are left out: what reports to a stub counts as reporting to the nearest real position above it,
//! and as a root where there is none. Spans count direct reports; dotted lines do not count.

use super::index::Organisation;
use crate::kernel::Ratio;
use crate::kernel::id::{PersonId, PositionId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// The numbers of an organisation, or of the part below one position.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// Positions.
    pub nodes: u32,
    /// Positions that report to nobody (under a position: itself).
    pub roots: u32,
    /// Positions with a direct report.
    pub managers: u32,
    /// Layers below the root, whose depth is 0.
    pub max_depth: u32,
    /// Most direct reports of one position.
    pub largest_span: u32,
    /// Direct reports per manager, as both parts.
    pub average_span: Ratio,
    /// Positions nobody holds.
    pub vacant: u32,
    /// People who hold a position.
    pub people: u32,
    /// Units with a position counted here.
    pub units: u32,
    /// Stubs left out of all the above.
    pub stubs: u32,
    /// Positions by depth, the root's first.
    pub depths: Vec<u32>,
    /// Managers by number of direct reports.
    pub spans: BTreeMap<u32, u32>,
}

/// Counts all positions, or the given one and those below it; a position that is not there counts as none.
pub fn stats(organisation: &Organisation, under: Option<PositionId>) -> Stats {
    let (first, bosses) = bosses(organisation, under);
    let mut depths: Vec<u32> = Vec::with_capacity(bosses.len());
    let (mut people, mut units): (HashSet<PersonId>, HashSet<UnitId>) = Default::default();
    let mut stats = Stats::default();
    for (seat, boss) in (first..).map_while(|place| organisation.seat_at(place)).zip(&bosses) {
        let depth = boss.and_then(|boss| depths.get((boss - first) as usize)).map_or(0, |depth| depth + 1);
        depths.push(depth);
        if seat.position.is_stub {
            stats.stubs += 1;
            continue;
        }
        stats.roots += u32::from(boss.is_none());
        stats.count_depth(depth);
        let holders = organisation.seating.at(seat.interval.0);
        stats.vacant += u32::from(holders.is_empty());
        people.extend(holders.iter().map(|holder| holder.person));
        units.insert(seat.position.unit);
    }
    (stats.people, stats.units) = (number(people.len()), number(units.len()));
    for (_, span) in spans(organisation, under) {
        *stats.spans.entry(span).or_default() += 1;
    }
    stats.sum_spans();
    stats
}

/// The direct reports of every manager, in preorder: of all, or of the given position and those below it.
pub fn spans(organisation: &Organisation, under: Option<PositionId>) -> Vec<(PositionId, u32)> {
    let (first, bosses) = bosses(organisation, under);
    let mut reports = vec![0_u32; bosses.len()];
    for (seat, boss) in (first..).map_while(|place| organisation.seat_at(place)).zip(&bosses) {
        if let (Some(boss), false) = (boss, seat.position.is_stub) {
            reports[(boss - first) as usize] += 1;
        }
    }
    let order = organisation.lines().order().iter().skip(first as usize).copied();
    order.zip(reports).filter(|(_, reports)| *reports > 0).collect()
}

/// The first place asked for, and for it and each below it the place of the nearest real position above.
fn bosses(organisation: &Organisation, under: Option<PositionId>) -> (u32, Vec<Option<u32>>) {
    let lines = organisation.lines();
    let Some((first, last)) = under
        .map_or_else(|| number(lines.len()).checked_sub(1).map(|last| (0, last)), |position| lines.interval(position))
    else {
        return (0, Vec::new());
    };
    let mut bosses: Vec<Option<u32>> = Vec::with_capacity((last - first) as usize + 1);
    for place in first..=last {
        let above = lines.at(place).and_then(|node| node.0).filter(|&above| above >= first);
        let is_stub = |above| organisation.position_at(above).is_some_and(|position| position.is_stub);
        bosses
            .push(above.and_then(|above| if is_stub(above) { bosses[(above - first) as usize] } else { Some(above) }));
    }
    (first, bosses)
}

/// A count; beyond 32 bits there is no organisation.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Stats {
    fn count_depth(&mut self, depth: u32) {
        self.nodes += 1;
        self.max_depth = self.max_depth.max(depth);
        if self.depths.len() <= depth as usize {
            self.depths.resize(depth as usize + 1, 0);
        }
        self.depths[depth as usize] += 1;
    }
    fn sum_spans(&mut self) {
        self.managers = self.spans.values().sum();
        self.largest_span = self.spans.keys().next_back().copied().unwrap_or(0);
        let reports: u32 = self.spans.iter().map(|(span, managers)| span * managers).sum();
        self.average_span = Ratio::new(i64::from(reports), i64::from(self.managers));
    }
}
