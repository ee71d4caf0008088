//! Checks of cover: roles and segments that nobody serves, or only one person.
//!
//! A role is required where a position names it, where the company's rules ask for it, and where a unit
//! states a sales model that needs it. It is covered while somebody holds a position with it, acting or not.

use super::{Check, CheckItem, CheckRules, Kind, Need, Organisation, Severity, is_peopled};
use crate::kernel::id::{CoverageId, PersonId, PositionId, SegmentId, UnitId};
use crate::organisation::model::{Coverage, SalesModel, Unit};
use std::collections::{BTreeMap, BTreeSet};

const ROLE: Kind = Kind::error("uncovered_role", "assign_role");
const COVERAGE: Kind = Kind::error("uncovered_coverage", "staff_coverage");
const SEGMENT: Kind = Kind::warning("uncovered_segment", "cover_segment");
const DOUBLE: Kind = Kind::warning("double_owner", "rank_coverage");
const ORPHAN: Kind = Kind::warning("orphan_account", "give_owner");
const SINGLE: Kind = Kind::info("single_point_of_coverage", "name_second_holder");

/// Who holds each role that is required, and the first position that names it.
#[derive(Default)]
struct Held {
    people: BTreeSet<PersonId>,
    position: Option<PositionId>,
    positions: usize,
}

/// How many people hold each required role: in all, or in the unit and those inside it, where the roles that
/// its own positions name are required. What role coverage is measured from.
pub fn holders_of_required(
    organisation: &Organisation,
    rules: &CheckRules,
    unit: Option<UnitId>,
) -> BTreeMap<String, usize> {
    let Some(unit) = unit else {
        let roles = roles(organisation, rules).into_iter();
        return roles.map(|(role, held)| (role.to_owned(), held.people.len())).collect();
    };
    let mut people: BTreeMap<String, BTreeSet<PersonId>> = BTreeMap::new();
    for position in organisation.positions_in(unit, true).iter().filter_map(|&id| organisation.position(id)) {
        for role in position.roles.iter().filter(|_| !position.is_stub) {
            let held = organisation.holders(position.id).iter().map(|holder| holder.person);
            people.entry(role.clone()).or_default().extend(held);
        }
    }
    people.into_iter().map(|(role, people)| (role, people.len())).collect()
}

fn roles<'a>(organisation: &'a Organisation, rules: &'a CheckRules) -> BTreeMap<&'a str, Held> {
    let mut roles: BTreeMap<&str, Held> = BTreeMap::new();
    for role in &rules.required_roles {
        roles.entry(role).or_default();
    }
    for position in organisation.positions().filter(|position| !position.is_stub) {
        for role in &position.roles {
            let held = roles.entry(role).or_default();
            held.people.extend(organisation.holders(position.id).iter().map(|holder| holder.person));
            held.position = held.position.or(Some(position.id));
            held.positions += 1;
        }
    }
    roles
}

/// Required roles that nobody holds, today or on the day to come.
pub(super) fn uncovered_role(
    organisation: &Organisation,
    upcoming: Option<&Organisation>,
    rules: &CheckRules,
) -> Check {
    if !is_peopled(organisation) {
        return ROLE.check(Vec::new());
    }
    let today = roles(organisation, rules);
    let mut items = Vec::new();
    for (role, held) in today.iter().filter(|(_, held)| held.people.is_empty()) {
        let item = CheckItem { position: held.position, ..ROLE.item(*role) };
        items.push(item.with("positions", held.positions));
    }
    items.extend(needs_not_met(organisation, rules));
    if let Some(later) = upcoming {
        let then = roles(later, rules);
        let is_lost = |role: &str| then.get(role).is_none_or(|held| held.people.is_empty());
        for (role, held) in today.iter().filter(|(role, held)| !held.people.is_empty() && is_lost(role)) {
            let item = CheckItem { position: held.position, ..ROLE.item(*role) }.graver(Severity::Warning);
            items.push(item.with("positions", held.positions).with("by", later.day()));
        }
    }
    ROLE.check(items)
}

/// What the sales model of a unit needs and nobody in it holds. Only where positions name roles at all.
fn needs_not_met(organisation: &Organisation, rules: &CheckRules) -> Vec<CheckItem> {
    let mut items = Vec::new();
    let stated = organisation.units().filter_map(|unit| Some((unit, unit.model?)));
    for (unit, model) in stated.filter(|(unit, _)| names_roles(organisation, unit)) {
        for need in rules.needs.iter().filter(|need| need.model == model && !is_met(organisation, unit, need)) {
            let item = CheckItem { unit: Some(unit.id), ..ROLE.item(need.any_of.join(", ")) };
            let item = item.graver(Severity::Warning).with("model", model_key(model));
            items.push(item.with("unit", &unit.name));
        }
    }
    items
}

fn names_roles(organisation: &Organisation, unit: &Unit) -> bool {
    let mut positions = organisation.positions_in(unit.id, true).iter().filter_map(|&id| organisation.position(id));
    positions.any(|position| !position.roles.is_empty())
}

fn is_met(organisation: &Organisation, unit: &Unit, need: &Need) -> bool {
    let mut positions = organisation.positions_in(unit.id, true).iter().filter_map(|&id| organisation.position(id));
    positions.any(|position| {
        position.roles.iter().any(|role| need.any_of.contains(role)) && !organisation.is_vacant(position.id)
    })
}

fn model_key(model: SalesModel) -> &'static str {
    match model {
        SalesModel::AssemblyLine => "assembly_line",
        SalesModel::Island => "island",
        SalesModel::Pod => "pod",
    }
}

/// The people behind a coverage.
fn covering(organisation: &Organisation, coverage: &Coverage) -> BTreeSet<PersonId> {
    let own = coverage.position.iter();
    let of_unit = coverage.unit.map_or(&[][..], |unit| organisation.positions_in(unit, true));
    own.chain(of_unit).flat_map(|&id| organisation.holders(id)).map(|holder| holder.person).collect()
}

/// An item about a coverage, named by who covers.
fn about(kind: Kind, organisation: &Organisation, coverage: &Coverage) -> CheckItem {
    let unit = coverage.unit.and_then(|unit| organisation.unit(unit)).map(|unit| unit.name.clone());
    let seat = || coverage.position.and_then(|id| organisation.position(id)).map(|position| position.title.clone());
    let item = kind.item(unit.or_else(seat).unwrap_or_default()).with("stages", coverage.stages.join(", "));
    let segment = coverage.segment;
    CheckItem { coverage: Some(coverage.id), segment, unit: coverage.unit, position: coverage.position, ..item }
}

/// Coverages with nobody behind them, today or on the day to come.
pub(super) fn uncovered_coverage(organisation: &Organisation, upcoming: Option<&Organisation>) -> Check {
    if !is_peopled(organisation) {
        return COVERAGE.check(Vec::new());
    }
    let mut items = Vec::new();
    for coverage in organisation.coverages().filter(|coverage| covering(organisation, coverage).is_empty()) {
        items.push(about(COVERAGE, organisation, coverage));
    }
    let said: BTreeSet<_> = items.iter().filter_map(|item| item.coverage).collect();
    if let Some(later) = upcoming {
        let lost = later.coverages().filter(|coverage| covering(later, coverage).is_empty());
        for coverage in lost.filter(|coverage| !said.contains(&coverage.id)) {
            items.push(about(COVERAGE, later, coverage).graver(Severity::Warning).with("by", later.day()));
        }
    }
    COVERAGE.check(items)
}

/// Segments that no coverage names, unless somebody covers everything. `segments` are those that hold on the day.
pub fn uncovered_segment(organisation: &Organisation, segments: &[(SegmentId, String)]) -> Check {
    let named: BTreeSet<Option<SegmentId>> = organisation.coverages().map(|coverage| coverage.segment).collect();
    let bare = segments.iter().filter(|(id, _)| !named.contains(&None) && !named.contains(&Some(*id)));
    SEGMENT.check(bare.map(|(id, name)| CheckItem { segment: Some(*id), ..SEGMENT.item(name) }).collect())
}

/// Coverages that stand side by side: of one priority, at a common stage, by different units or positions, for
/// different segments or for one. What lies in both segments belongs to both.
pub fn rivals(organisation: &Organisation) -> Vec<(&Coverage, &Coverage)> {
    let all: Vec<&Coverage> = organisation.coverages().collect();
    let shares_stage = |a: &Coverage, b: &Coverage| {
        a.stages.is_empty() || b.stages.is_empty() || a.stages.iter().any(|stage| b.stages.contains(stage))
    };
    let mut found = Vec::new();
    for (at, one) in all.iter().enumerate() {
        // By priority, so those of one priority follow each other.
        let beside = all.iter().skip(at + 1).take_while(|other| other.priority == one.priority);
        let rivals = |other: &&&Coverage| {
            other.segment.is_none() == one.segment.is_none()
                && (other.unit, other.position) != (one.unit, one.position)
                && shares_stage(one, other)
        };
        found.extend(beside.filter(rivals).map(|other| (*one, *other)));
    }
    found
}

/// Accounts that two coverages of one rank believe theirs; `accounts` counts what lies in both.
pub fn double_owner(organisation: &Organisation, accounts: &[(CoverageId, CoverageId, i64)]) -> Check {
    let item = |(one, other, count): &(CoverageId, CoverageId, i64)| {
        let (one, other) = (organisation.coverage(*one)?, organisation.coverage(*other)?);
        let beside = about(DOUBLE, organisation, other).subject;
        Some(about(DOUBLE, organisation, one).with("beside", beside).with("accounts", count))
    };
    DOUBLE.check(accounts.iter().filter(|(.., count)| *count > 0).filter_map(item).collect())
}

/// Positions that own accounts and that nobody holds, that have ended, or that stand for nobody; `accounts` counts
/// what each owns.
pub fn orphan_account(organisation: &Organisation, accounts: &[(PositionId, i64)]) -> Check {
    let is_orphan =
        |id: &PositionId| organisation.position(*id).is_none_or(|p| p.is_stub) || organisation.is_vacant(*id);
    let orphans = accounts.iter().filter(|(id, count)| *count > 0 && is_orphan(id));
    ORPHAN.check(orphans.map(|(id, count)| ORPHAN.position(organisation, *id).with("accounts", count)).collect())
}

/// Roles and coverages that hang on one person. A unit with one person behind its coverage is a warning; a
/// territory of one's own and a role with one holder are worth knowing.
pub(super) fn single_point_of_coverage(organisation: &Organisation, rules: &CheckRules) -> Check {
    let mut items = Vec::new();
    for (role, held) in roles(organisation, rules) {
        if held.people.len() == 1 && !rules.roles_of_one.iter().any(|one| one == role) {
            let item = SINGLE.item(role).with("role", role);
            items.push(CheckItem { position: held.position, person: held.people.first().copied(), ..item });
        }
    }
    for coverage in organisation.coverages() {
        let people = covering(organisation, coverage);
        if people.len() == 1 {
            let severity = if coverage.unit.is_some() { Severity::Warning } else { Severity::Info };
            let item = about(SINGLE, organisation, coverage).graver(severity);
            items.push(CheckItem { person: people.first().copied(), ..item });
        }
    }
    SINGLE.check(items)
}
