//! Checks of the reporting lines: kept defects, lines that had to be cut, roots, spans, stubs.
//!
//! A line that breaks the forest on the day is found whether or not a source brought it: a manager who ends
//! leaves lines behind that claim nobody. What a kept defect already says about a position is not said twice.

use super::{Check, CheckItem, CheckRules, Kind, Organisation};
use crate::kernel::id::PositionId;
use crate::organisation::stats::spans;
use std::collections::{HashMap, HashSet};

const DUPLICATE: Kind = Kind::error("duplicate_id", "give_new_id");
const MISSING: Kind = Kind::error("missing_manager", "choose_manager");
const SELF: Kind = Kind::error("self_report", "choose_manager");
const CYCLE: Kind = Kind::error("reporting_cycle", "break_cycle");
const OTHER: Kind = Kind::error("other_defect", "look_at_source");
const ROOTS: Kind = Kind::info("several_roots", "choose_top");
const OUTSIDE: Kind = Kind::info("manager_outside_chain", "confirm_line");
const SPAN: Kind = Kind::warning("span_out_of_band", "split_or_merge_team");
const STUB: Kind = Kind::warning("stub_position", "describe_position");

/// The four defects of reporting lines, then those a source named otherwise.
pub(super) fn defects_and_broken_lines(organisation: &Organisation) -> Vec<Check> {
    let mut broken = broken_lines(organisation);
    let kinds = [DUPLICATE, MISSING, SELF, CYCLE, OTHER];
    let key_of = |check: &str| kinds.iter().find(|kind| kind.check == check).unwrap_or(&OTHER).check;
    let mut checks = Vec::new();
    for kind in kinds {
        let mut items: Vec<CheckItem> = Vec::new();
        for defect in organisation.defects().filter(|defect| key_of(&defect.check) == kind.check) {
            let mut item = CheckItem { position: defect.position, ..kind.item(&defect.subject) };
            for (name, value) in [("claim", &defect.claim), ("source", &defect.source)] {
                item = value.iter().fold(item, |item, value| item.with(name, value));
            }
            items.push(if kind.check == OTHER.check { item.with("check", &defect.check) } else { item });
        }
        let said: HashSet<PositionId> = items.iter().filter_map(|item| item.position).collect();
        let live = broken.remove(kind.check).unwrap_or_default();
        items.extend(live.into_iter().filter(|item| item.position.is_none_or(|id| !said.contains(&id))));
        checks.push(kind.check(items));
    }
    checks
}

/// Lines of the day's rows that had to be cut. A cycle counts every position whose chain ends in it.
fn broken_lines(organisation: &Organisation) -> HashMap<&'static str, Vec<CheckItem>> {
    let mut found: HashMap<&'static str, Vec<CheckItem>> = HashMap::new();
    let cut = organisation.lines().cut();
    let names = if cut.is_empty() { HashMap::new() } else { names_of_all_times(organisation) };
    for &id in cut {
        let Some(claimed) = organisation.position(id).and_then(|position| position.reports_to) else { continue };
        let claim = || names.get(&claimed).map_or_else(|| claimed.to_string(), |name| (*name).to_owned());
        let mut note = |kind: Kind, id| {
            let item = kind.position(organisation, id).with("claim", claim());
            found.entry(kind.check).or_default().push(item);
        };
        if claimed == id {
            note(SELF, id);
        }
        if organisation.position(claimed).is_none() {
            note(MISSING, id);
        } else {
            organisation.subtree(id).iter().for_each(|&below| note(CYCLE, below));
        }
    }
    found
}

/// Titles of positions of any day, by id: what a line claims may have ended.
fn names_of_all_times(organisation: &Organisation) -> HashMap<PositionId, &str> {
    let rows = organisation.rows.positions.iter().map(|row| &row.dated.value);
    rows.map(|position| (position.id, position.title.as_str())).collect()
}

/// More than one position at the top.
pub(super) fn several_roots(organisation: &Organisation) -> Check {
    let is_real = |id: &PositionId| organisation.position(*id).is_some_and(|position| !position.is_stub);
    let roots: Vec<PositionId> = organisation.roots().filter(is_real).collect();
    let item = |id: &PositionId| ROOTS.position(organisation, *id).with("below", organisation.subtree(*id).len() - 1);
    ROOTS.check(if roots.len() > 1 { roots.iter().map(item).collect() } else { Vec::new() })
}

/// A manager whose unit is neither the position's own nor around it.
pub(super) fn manager_outside_chain(organisation: &Organisation) -> Check {
    let mut items = Vec::new();
    for seat in organisation.seats().filter(|seat| !seat.position.is_stub) {
        let Some(manager) = seat.manager.and_then(|manager| organisation.position(manager)) else { continue };
        let (own, theirs) = (seat.position.unit, manager.unit);
        if own == theirs || manager.is_stub || organisation.unit_tree().is_under(own, theirs) {
            continue;
        }
        if let (Some(own), Some(theirs)) = (organisation.unit(own), organisation.unit(theirs)) {
            let item = OUTSIDE.position(organisation, seat.position.id).with("unit", &own.name);
            items.push(item.with("manager", &manager.title).with("manager_unit", &theirs.name));
        }
    }
    OUTSIDE.check(items)
}

/// Managers with too few or too many direct reports. Dotted lines and stubs do not count.
pub(super) fn span_out_of_band(organisation: &Organisation, rules: &CheckRules) -> Check {
    let mut items = Vec::new();
    for (id, reports) in spans(organisation, None) {
        let Some(position) = organisation.position(id) else { continue };
        let sells = position.roles.iter().any(|role| rules.selling_roles.contains(role));
        let most = if sells { rules.spans.most_for_player_coach } else { rules.spans.most };
        if reports < rules.spans.least || reports > most {
            let item = SPAN.position(organisation, id).with("reports", reports).with("player_coach", sells);
            items.push(item.with("least", rules.spans.least).with("most", most));
        }
    }
    SPAN.check(items)
}

/// Positions known only because a row named them as manager. One without reports stands for something else:
/// the owner of records that name nobody.
pub(super) fn stub_position(organisation: &Organisation) -> Check {
    let manages = |id| organisation.reports_of(id).next().is_some();
    let stubs = organisation.positions().filter(|position| position.is_stub && manages(position.id));
    STUB.check(stubs.map(|position| STUB.position(organisation, position.id)).collect())
}
