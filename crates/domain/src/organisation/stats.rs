//! The shape of an organisation in numbers: positions, roots, managers, layers, spans, vacancies, people.
//!
//! Stubs are left out: what reports to a stub counts as reporting to the nearest real position above it,
//! and as a root where there is none. Spans count direct reports; dotted lines do not count.

use super::index::Organisation;
use crate::kernel::Ratio;
use crate::kernel::id::{PersonId, PositionId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

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
    let lines = organisation.lines();
    let everything = (0, number(lines.len()).wrapping_sub(1));
    let (lft, rgt) = under.map_or(everything, |id| lines.interval(id).unwrap_or((1, 0)));
    // The nearest real position at or above each place, with its depth: (place, depth).
    let mut real: Vec<Option<(u32, u32)>> = Vec::with_capacity(lines.len());
    let mut reports: HashMap<u32, u32> = HashMap::new();
    let (mut people, mut units): (HashSet<PersonId>, HashSet<UnitId>) = Default::default();
    let mut stats = Stats::default();
    for seat in (lft..=rgt).map_while(|place| organisation.seat_at(place)) {
        let (place, above) = (seat.interval.0, lines.at(seat.interval.0).and_then(|node| node.0));
        let above = above.filter(|above| *above >= lft);
        let boss = above.and_then(|above| real.get((above - lft) as usize).copied().flatten());
        if seat.position.is_stub {
            stats.stubs += 1;
            real.push(boss);
            continue;
        }
        let depth = boss.map_or(0, |(_, depth)| depth + 1);
        real.push(Some((place, depth)));
        match boss {
            Some((boss, _)) => *reports.entry(boss).or_default() += 1,
            None => stats.roots += 1,
        }
        stats.count_depth(depth);
        let holders = organisation.seating.at(place);
        stats.vacant += u32::from(holders.is_empty());
        people.extend(holders.iter().map(|holder| holder.person));
        units.insert(seat.position.unit);
    }
    (stats.people, stats.units) = (number(people.len()), number(units.len()));
    for span in reports.into_values() {
        *stats.spans.entry(span).or_default() += 1;
    }
    stats.sum_spans();
    stats
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
