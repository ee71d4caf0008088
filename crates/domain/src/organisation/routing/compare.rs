//! What a changed rule would have done: who would have got more, and who less.

use super::explain::{Decision, Target};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many pieces of work one position or queue gets before and after a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Shift {
    /// Who.
    pub to: Target,
    /// As it is.
    pub before: u32,
    /// As it would be.
    pub after: u32,
}

/// Everyone who gets anything, those whose count changes most first.
pub fn shifts(before: &[Decision], after: &[Decision]) -> Vec<Shift> {
    let mut counts: BTreeMap<Target, (u32, u32)> = BTreeMap::new();
    for assignment in before {
        counts.entry(assignment.to).or_default().0 += 1;
    }
    for assignment in after {
        counts.entry(assignment.to).or_default().1 += 1;
    }
    let mut shifts: Vec<Shift> = counts.into_iter().map(|(to, (before, after))| Shift { to, before, after }).collect();
    shifts.sort_by_key(|shift| (std::cmp::Reverse(shift.before.abs_diff(shift.after)), shift.to));
    shifts
}
