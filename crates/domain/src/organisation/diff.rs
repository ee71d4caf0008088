//! What differs between two organisations: two days, two states of knowledge, or today and a draft.
//!
//! Everything is named for display by the organisation it is found in: what left by the old one, all else
//! by the new one. Lists follow the preorder of that organisation, so a manager comes before the team.
//! Stubs do not join or leave. A change is listed only for what is there on both sides.

use super::index::Organisation;
use super::model::{Coverage, Position, SalesModel};
use crate::kernel::Day;
use crate::kernel::id::{CoverageId, PersonId, PositionId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A position, named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatName {
    /// Which position.
    pub position: PositionId,
    /// Its id in the system it came from.
    pub external_id: Option<String>,
    /// Its title.
    pub title: String,
    /// The unit it belongs to.
    pub unit: Option<UnitName>,
    /// Who holds it, the first holder first.
    pub holders: Vec<PersonName>,
}

/// A unit, named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitName {
    /// Which unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
}

/// A person, named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// Who.
    pub person: PersonId,
    /// The name; empty where nothing is known of the person.
    pub name: String,
}

/// Something that is there on both sides, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change<S, T> {
    /// What changed.
    pub of: S,
    /// What it was.
    pub from: T,
    /// What it is.
    pub to: T,
}

/// All differences. See the module's head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diff {
    /// The day of the old organisation.
    pub from: Day,
    /// The day of the new one.
    pub to: Day,
    /// Positions that are new.
    pub joined: Vec<SeatName>,
    /// Positions that are gone.
    pub left: Vec<SeatName>,
    /// Positions that report to another manager.
    pub moved: Vec<Change<SeatName, Option<SeatName>>>,
    /// Positions in another unit.
    pub unit_changed: Vec<Change<SeatName, Option<UnitName>>>,
    /// Positions with another title.
    pub retitled: Vec<Change<SeatName, String>>,
    /// Positions with other roles.
    pub roles_changed: Vec<Change<SeatName, Vec<String>>>,
    /// Positions held by others, or shared otherwise.
    pub reassigned: Vec<Change<SeatName, Vec<PersonName>>>,
    /// Positions with another number of direct reports.
    pub spans_changed: Vec<Change<SeatName, u32>>,
    /// People who hold a position and held none.
    pub people_joined: Vec<PersonName>,
    /// People who hold none and held one.
    pub people_left: Vec<PersonName>,
    /// People who hold other positions.
    pub people_moved: Vec<Change<PersonName, Vec<SeatName>>>,
    /// Units that are new.
    pub units_added: Vec<UnitName>,
    /// Units that are gone.
    pub units_removed: Vec<UnitName>,
    /// Units inside another unit.
    pub units_moved: Vec<Change<UnitName, Option<UnitName>>>,
    /// Units with another name.
    pub units_renamed: Vec<Change<UnitName, String>>,
    /// Units under another sales model, stated or inherited.
    pub models_changed: Vec<Change<UnitName, Option<SalesModel>>>,
    /// Coverages that are new, gone, or say something else.
    pub coverages_changed: Vec<CoverageId>,
}

/// Compares two organisations.
pub fn diff(old: &Organisation, new: &Organisation) -> Diff {
    let mut diff = Diff::nothing(old.day(), new.day());
    diff.joined = real(new).filter(|p| is_absent(old, p.id)).map(|p| seat_name(new, p)).collect();
    diff.left = real(old).filter(|p| is_absent(new, p.id)).map(|p| seat_name(old, p)).collect();
    for after in new.positions() {
        if let Some(before) = old.position(after.id) {
            diff.compare_positions((old, before), (new, after));
        }
    }
    diff.compare_people(old, new);
    diff.compare_units(old, new);
    diff.coverages_changed = changed_coverages(old, new);
    diff
}

fn changed_coverages(old: &Organisation, new: &Organisation) -> Vec<CoverageId> {
    fn by_id(of: &Organisation) -> BTreeMap<CoverageId, &Coverage> {
        of.coverages().map(|coverage| (coverage.id, coverage)).collect()
    }
    let (before, after) = (by_id(old), by_id(new));
    let all: BTreeSet<CoverageId> = before.keys().chain(after.keys()).copied().collect();
    all.into_iter().filter(|id| before.get(id) != after.get(id)).collect()
}

fn real(organisation: &Organisation) -> impl Iterator<Item = &Position> {
    organisation.positions().filter(|position| !position.is_stub)
}

/// Whether there is no such position, or a stub.
fn is_absent(organisation: &Organisation, id: PositionId) -> bool {
    organisation.position(id).is_none_or(|position| position.is_stub)
}

/// The position with what a reader knows it by.
pub fn seat_name(organisation: &Organisation, position: &Position) -> SeatName {
    SeatName {
        position: position.id,
        external_id: position.external_id.clone(),
        title: position.title.clone(),
        unit: unit_name(organisation, position.unit),
        holders: organisation.holders(position.id).iter().map(|h| person_name(organisation, h.person)).collect(),
    }
}

fn unit_name(organisation: &Organisation, id: UnitId) -> Option<UnitName> {
    organisation.unit(id).map(|unit| UnitName { unit: id, name: unit.name.clone() })
}

fn person_name(organisation: &Organisation, id: PersonId) -> PersonName {
    let name = organisation.person(id).map(|person| person.name.clone()).unwrap_or_default();
    PersonName { person: id, name }
}

fn named(organisation: &Organisation, id: PositionId) -> Option<SeatName> {
    organisation.position(id).map(|position| seat_name(organisation, position))
}

/// Keeps a change where there is one.
fn note<S, T: PartialEq>(changes: &mut Vec<Change<S, T>>, of: impl FnOnce() -> S, from: T, to: T) {
    if from != to {
        changes.push(Change { of: of(), from, to });
    }
}

impl Diff {
    fn nothing(from: Day, to: Day) -> Diff {
        Diff {
            from,
            to,
            joined: Vec::new(),
            left: Vec::new(),
            moved: Vec::new(),
            unit_changed: Vec::new(),
            retitled: Vec::new(),
            roles_changed: Vec::new(),
            reassigned: Vec::new(),
            spans_changed: Vec::new(),
            people_joined: Vec::new(),
            people_left: Vec::new(),
            people_moved: Vec::new(),
            units_added: Vec::new(),
            units_removed: Vec::new(),
            units_moved: Vec::new(),
            units_renamed: Vec::new(),
            models_changed: Vec::new(),
            coverages_changed: Vec::new(),
        }
    }
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Diff::nothing(self.from, self.to)
    }
    fn compare_positions(
        &mut self,
        (old, before): (&Organisation, &Position),
        (new, after): (&Organisation, &Position),
    ) {
        let id = after.id;
        let seat = || seat_name(new, after);
        let (was, is) = (old.manager_of(id), new.manager_of(id));
        if was != is {
            let (from, to) = (was.and_then(|m| named(old, m)), is.and_then(|m| named(new, m)));
            self.moved.push(Change { of: seat(), from, to });
        }
        if before.unit != after.unit {
            let (from, to) = (unit_name(old, before.unit), unit_name(new, after.unit));
            self.unit_changed.push(Change { of: seat(), from, to });
        }
        if before.title != after.title {
            note(&mut self.retitled, seat, before.title.clone(), after.title.clone());
        }
        if before.roles != after.roles {
            note(&mut self.roles_changed, seat, before.roles.clone(), after.roles.clone());
        }
        if old.holders(id) != new.holders(id) {
            let holders = |of: &Organisation| of.holders(id).iter().map(|h| person_name(of, h.person)).collect();
            self.reassigned.push(Change { of: seat(), from: holders(old), to: holders(new) });
        }
        note(&mut self.spans_changed, seat, old.lines().children_count(id), new.lines().children_count(id));
    }
    fn compare_people(&mut self, old: &Organisation, new: &Organisation) {
        let seats = |of: &Organisation, person| -> Vec<PositionId> {
            let mut seats: Vec<_> = of.positions_of(person).iter().map(|held| held.position).collect();
            seats.sort_unstable();
            seats.dedup();
            seats
        };
        let names =
            |of: &Organisation, seats: Vec<PositionId>| seats.into_iter().filter_map(|id| named(of, id)).collect();
        for (person, _) in new.seated() {
            let (was, is) = (seats(old, person), seats(new, person));
            if was.is_empty() {
                self.people_joined.push(person_name(new, person));
            } else if was != is {
                let (from, to) = (names(old, was), names(new, is));
                self.people_moved.push(Change { of: person_name(new, person), from, to });
            }
        }
        let gone = old.seated().filter(|(person, _)| new.positions_of(*person).is_empty());
        self.people_left = gone.map(|(person, _)| person_name(old, person)).collect();
    }
    fn compare_units(&mut self, old: &Organisation, new: &Organisation) {
        let only_in = |here: &Organisation, there: &Organisation| {
            let alone = here.units().filter(|unit| there.unit(unit.id).is_none());
            alone.map(|unit| UnitName { unit: unit.id, name: unit.name.clone() }).collect()
        };
        self.units_added = only_in(new, old);
        self.units_removed = only_in(old, new);
        for after in new.units() {
            let Some(before) = old.unit(after.id) else { continue };
            let unit = || UnitName { unit: after.id, name: after.name.clone() };
            let (was, is) = (old.unit_tree().parent(after.id), new.unit_tree().parent(after.id));
            if was != is {
                let (from, to) = (was.and_then(|u| unit_name(old, u)), is.and_then(|u| unit_name(new, u)));
                self.units_moved.push(Change { of: unit(), from, to });
            }
            if before.name != after.name {
                note(&mut self.units_renamed, unit, before.name.clone(), after.name.clone());
            }
            note(&mut self.models_changed, unit, old.model_of(after.id), new.model_of(after.id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{any_moment, any_rows, holds, id, position, rows};
    use super::super::{Assignment, History};
    use super::*;
    use proptest::prelude::*;

    fn ids(seats: &[SeatName]) -> BTreeSet<PositionId> {
        seats.iter().map(|seat| seat.position).collect()
    }
    fn moves(diff: &Diff) -> BTreeMap<PositionId, [Option<PositionId>; 2]> {
        let manager = |seat: &Option<SeatName>| seat.as_ref().map(|seat| seat.position);
        diff.moved.iter().map(|change| (change.of.position, [manager(&change.from), manager(&change.to)])).collect()
    }

    proptest! {
        #[test]
        fn an_organisation_does_not_differ_from_itself(rows in any_rows(), (day, at) in any_moment()) {
            let organisation = History::new(rows).on(day, at);
            prop_assert!(diff(&organisation, &organisation).is_empty());
        }

        #[test]
        fn differences_over_two_steps_are_those_of_both(rows in any_rows(), times in prop::collection::vec(any_moment(), 3)) {
            let history = History::new(rows);
            let [a, b, c] = [0, 1, 2].map(|n| history.on(times[n].0, times[n].1));
            let (ab, bc, ac) = (diff(&a, &b), diff(&b, &c), diff(&a, &c));
            let net = |first: &BTreeSet<_>, undone: &BTreeSet<_>, second: &BTreeSet<_>, before: &BTreeSet<_>| -> BTreeSet<PositionId> {
                first.difference(undone).chain(second.difference(before)).copied().collect()
            };
            let ([j1, j2], [l1, l2]) = ([ids(&ab.joined), ids(&bc.joined)], [ids(&ab.left), ids(&bc.left)]);
            prop_assert_eq!(ids(&ac.joined), net(&j1, &l2, &j2, &l1));
            prop_assert_eq!(ids(&ac.left), net(&l1, &j2, &l2, &j1));
            let (first, second, both) = (moves(&ab), moves(&bc), moves(&ac));
            for seat in a.positions().filter(|p| b.position(p.id).is_some() && c.position(p.id).is_some()) {
                let start = a.manager_of(seat.id);
                let middle = first.get(&seat.id).map_or(start, |[_, to]| *to);
                let end = second.get(&seat.id).map_or(middle, |[_, to]| *to);
                prop_assert_eq!(both.get(&seat.id).copied(), (start != end).then_some([start, end]));
            }
        }

        #[test]
        fn backwards_what_joined_left(rows in any_rows(), (day, at) in any_moment(), (other, then) in any_moment()) {
            let history = History::new(rows);
            let (a, b) = (history.on(day, at), history.on(other, then));
            let (forth, back) = (diff(&a, &b), diff(&b, &a));
            prop_assert_eq!((&forth.joined, &forth.left), (&back.left, &back.joined));
            prop_assert_eq!((&forth.people_joined, &forth.people_left), (&back.people_left, &back.people_joined));
            prop_assert_eq!((&forth.units_added, &forth.units_removed), (&back.units_removed, &back.units_added));
            prop_assert_eq!(forth.is_empty(), back.is_empty());
        }
    }

    #[test]
    fn each_change_stands_in_its_own_list() {
        let before = History::new(rows(
            vec![position(0, None), position(1, Some(0)), position(2, Some(1)), position(3, Some(1))],
            vec![holds(1, 1), holds(2, 2), holds(3, 3)],
        ));
        let retitled = Position { title: "Account executive".into(), ..position(2, Some(0)) };
        let shared = Assignment { share_bp: 5_000, ..holds(1, 1) };
        let after = History::new(rows(
            vec![position(0, None), position(1, Some(0)), retitled, position(4, Some(0))],
            vec![shared, holds(3, 2), holds(2, 4)],
        ));
        let day = super::super::samples::day(0);
        let diff = diff(&before.on(day, None), &after.on(day, None));
        assert_eq!((ids(&diff.joined), ids(&diff.left)), ([id(4)].into(), [id(3)].into()));
        assert_eq!(moves(&diff), [(id(2), [Some(id(1)), Some(id(0))])].into());
        assert_eq!(diff.retitled.iter().map(|c| c.to.as_str()).collect::<Vec<_>>(), ["Account executive"]);
        assert_eq!(diff.reassigned.iter().map(|c| c.of.position).collect::<Vec<_>>(), [id(1), id(2)]);
        let spans: Vec<_> = diff.spans_changed.iter().map(|c| (c.of.position, c.from, c.to)).collect();
        assert_eq!(spans, [(id(0), 1, 3), (id(1), 2, 0)]);
        assert_eq!(diff.people_moved.iter().map(|c| c.of.name.as_str()).collect::<Vec<_>>(), ["Person 2", "Person 3"]);
        assert!(diff.people_joined.is_empty() && diff.people_left.is_empty());
    }
}
