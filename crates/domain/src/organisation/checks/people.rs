//! Checks of who holds what: vacant managers, shares that do not add up, roles that do not go together.

use super::{Check, CheckItem, CheckRules, Conflict, Kind, Organisation, is_peopled};
use crate::kernel::id::PersonId;
use crate::organisation::model::AssignmentKind;
use crate::organisation::seats::Holder;
use std::collections::BTreeSet;

const NOBODY: Kind = Kind::info("nobody_seated", "import_people");
const VACANT: Kind = Kind::warning("vacant_manager", "fill_or_move_reports");
const SHARE: Kind = Kind::warning("share_over_100", "lower_shares");
const OVER: Kind = Kind::warning("over_assigned", "add_position_or_lower_shares");
const CONFLICT: Kind = Kind::warning("conflicting_roles", "split_roles");

/// The whole time of one person, in basis points.
const WHOLE_BP: u32 = 10_000;

/// Positions, but nobody in any of them.
pub(super) fn nobody_seated(organisation: &Organisation) -> Check {
    let positions = organisation.positions().len();
    let is_bare = positions > 0 && !is_peopled(organisation);
    NOBODY.check(if is_bare { vec![NOBODY.item("").with("positions", positions)] } else { Vec::new() })
}

/// Positions with direct reports that nobody holds.
pub(super) fn vacant_manager(organisation: &Organisation) -> Check {
    if !is_peopled(organisation) {
        return VACANT.check(Vec::new());
    }
    let managers = organisation.seats().filter(|seat| !seat.position.is_stub && seat.reports > 0);
    let vacant = managers.filter(|seat| organisation.is_vacant(seat.position.id));
    VACANT.check(
        vacant.map(|seat| VACANT.position(organisation, seat.position.id).with("reports", seat.reports)).collect(),
    )
}

/// People whose shares make more than one person.
pub(super) fn share_over_100(organisation: &Organisation) -> Check {
    let mut items = Vec::new();
    for (person, held) in organisation.seated() {
        let share = total(held.iter());
        if share > WHOLE_BP {
            items.push(about(SHARE, organisation, person).with("share_bp", share).with("positions", held.len()));
        }
    }
    SHARE.check(items)
}

/// Positions whose regular holders give more than one person's time.
pub(super) fn over_assigned(organisation: &Organisation) -> Check {
    let mut items = Vec::new();
    for position in organisation.positions() {
        let regular = organisation.holders(position.id).iter().filter(|held| held.kind == AssignmentKind::Regular);
        let (share, people) = (total(regular.clone()), regular.count());
        if share > WHOLE_BP {
            let item = OVER.position(organisation, position.id);
            items.push(item.with("share_bp", share).with("people", people));
        }
    }
    OVER.check(items)
}

/// People who hold roles that do not go together.
pub(super) fn conflicting_roles(organisation: &Organisation, rules: &CheckRules) -> Check {
    let mut items = Vec::new();
    for (person, held) in organisation.seated() {
        for conflict in &rules.conflicts {
            let roles = |among: &[String]| roles_of(organisation, held, conflict, among);
            let (one, other) = (roles(&conflict.one), roles(&conflict.other));
            // One role that stands on both sides is no conflict with itself.
            if !one.is_empty() && !other.is_empty() && one.union(&other).count() > 1 {
                let item =
                    about(CONFLICT, organisation, person).graver(conflict.severity).with("reason", &conflict.key);
                items.push(item.with("one", joined(&one)).with("other", joined(&other)));
            }
        }
    }
    CONFLICT.check(items)
}

/// Which of the roles the person holds, outside the models in which the conflict is none.
fn roles_of<'a>(
    organisation: &'a Organisation,
    held: &[Holder],
    conflict: &Conflict,
    among: &[String],
) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for position in held.iter().filter_map(|held| organisation.position(held.position)) {
        let mut roles = position.roles.iter().filter(|role| among.contains(role)).peekable();
        // Asked last, because it walks up the units and most positions have none of the roles.
        let is_fine = || organisation.model_of(position.unit).is_some_and(|model| conflict.fine_in.contains(&model));
        if roles.peek().is_some() && (conflict.fine_in.is_empty() || !is_fine()) {
            found.extend(roles.map(String::as_str));
        }
    }
    found
}

fn joined(roles: &BTreeSet<&str>) -> String {
    roles.iter().copied().collect::<Vec<_>>().join(", ")
}

fn total<'a>(held: impl Iterator<Item = &'a Holder>) -> u32 {
    held.map(|held| held.share_bp).fold(0, u32::saturating_add)
}

fn about(kind: Kind, organisation: &Organisation, person: PersonId) -> CheckItem {
    let name = organisation.person(person).map(|person| person.name.clone()).unwrap_or_default();
    CheckItem { person: Some(person), ..kind.item(name) }
}
