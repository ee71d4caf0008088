//! What holds of every history and every organisation, whatever the rows: asked of random ones.

use super::samples::{any_moment, any_rows, id, person, position, rows};
use super::*;
use crate::kernel::id::*;
use crate::kernel::{Day, Instant};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The rows that hold, by the plain definition: the last recorded of each thing.
fn naive<T, K: Ord>(rows: &[Row<T>], day: Day, at: Option<Instant>, key: impl Fn(&T) -> K) -> BTreeMap<K, &T> {
    let known = |row: &&Row<T>| at.map_or(row.dated.superseded_at.is_none(), |at| row.dated.is_known(at));
    let mut holding: Vec<&Row<T>> = rows.iter().filter(|row| row.dated.span.contains(day)).filter(known).collect();
    holding.sort_by_key(|row| (row.dated.recorded_at, row.row_id));
    holding.into_iter().map(|row| (key(&row.dated.value), &row.dated.value)).collect()
}

/// The nearest position above that is no stub.
fn boss(organisation: &Organisation, id: PositionId) -> Option<PositionId> {
    organisation.ancestors(id).find(|&above| organisation.position(above).is_some_and(|above| !above.is_stub))
}

proptest! {
    #[test]
    fn a_day_shows_the_rows_that_hold(rows in any_rows(), (day, at) in any_moment()) {
        let organisation = History::new(rows.clone()).on(day, at);
        let positions = naive(&rows.positions, day, at, |p| p.id);
        prop_assert_eq!(organisation.positions().map(|p| (p.id, p)).collect::<BTreeMap<_, _>>(), positions.clone());
        prop_assert_eq!(organisation.units().map(|u| (u.id, u)).collect::<BTreeMap<_, _>>(), naive(&rows.units, day, at, |u| u.id));
        let mut held = naive(&rows.assignments, day, at, |a| (a.position, a.person, a.kind as u8));
        held.retain(|(position, ..), _| positions.contains_key(position));
        let holders = positions.keys().flat_map(|&p| organisation.holders(p).iter().copied());
        let by_seat: BTreeSet<_> = holders.map(|h| (h.position, h.person, h.kind as u8)).collect();
        let by_person: BTreeSet<_> = organisation.seated().flat_map(|(_, held)| held).map(|h| (h.position, h.person, h.kind as u8)).collect();
        prop_assert_eq!(&by_seat, &held.into_keys().collect::<BTreeSet<_>>());
        prop_assert_eq!(by_seat, by_person);
    }

    #[test]
    fn the_organisation_changes_only_on_change_days(rows in any_rows(), at in prop::option::of((0_i64..15).prop_map(Instant))) {
        let history = History::new(rows);
        let days = history.change_days(at);
        prop_assert!(days.is_sorted() && !days.contains(&Day::BEGINNING) && !days.contains(&Day::END));
        for number in 1..12 {
            let today = samples::day(number);
            if !days.contains(&today) {
                let (before, after) = (history.on(today.plus(-1), at), history.on(today, at));
                prop_assert!(before.positions().eq(after.positions()) && before.units().eq(after.units()));
            }
        }
    }

    #[test]
    fn positions_in_units_agree_with_the_rows(rows in any_rows(), (day, at) in any_moment()) {
        let organisation = History::new(rows).on(day, at);
        for unit in organisation.units() {
            let within = |p: &Position, deep| p.unit == unit.id || deep && organisation.unit_chain(p.unit).any(|u| u == unit.id);
            for deep in [false, true] {
                let mut expected: Vec<PositionId> = organisation.positions().filter(|p| within(p, deep)).map(|p| p.id).collect();
                let mut found = organisation.positions_in(unit.id, deep).to_vec();
                found.sort_unstable();
                expected.sort_unstable();
                prop_assert_eq!(found, expected);
            }
        }
        let without = organisation.positions().filter(|p| organisation.unit(p.unit).is_none()).count();
        prop_assert_eq!(organisation.positions_without_unit().len(), without);
        let ones: HashMap<_, _> = organisation.positions().map(|p| (p.id, 1_usize)).collect();
        let sums = organisation.roll_up_by_unit(&ones);
        prop_assert!(organisation.units().all(|u| sums[&u.id] == organisation.positions_in(u.id, true).len()));
    }

    #[test]
    fn amounts_are_placed_or_unplaced_but_never_lost(rows in any_rows(), (day, at) in any_moment(), own in prop::collection::hash_map(0_u8..20, -9_i64..9, 0..20)) {
        let organisation = History::new(rows).on(day, at);
        let own: HashMap<PositionId, i64> = own.into_iter().map(|(number, amount)| (id(number), amount)).collect();
        let sums = organisation.roll_up(&own);
        let placed: i64 = organisation.roots().map(|root| sums[&root]).sum();
        prop_assert_eq!(placed + organisation.unplaced(&own), own.values().sum::<i64>());
    }

    #[test]
    fn stats_agree_with_counting_one_by_one(rows in any_rows(), (day, at) in any_moment(), under in prop::option::of(0_u8..14)) {
        let organisation = History::new(rows).on(day, at);
        let under: Option<PositionId> = under.map(id);
        let found = stats(&organisation, under);
        let inside = |id: PositionId| under.is_none_or(|top| top == id || organisation.is_under(id, top));
        let counted: Vec<&Position> = organisation.positions().filter(|p| inside(p.id) && !p.is_stub).collect();
        let boss_of = |p: &Position| boss(&organisation, p.id).filter(|&b| inside(b));
        let mut spans: BTreeMap<PositionId, u32> = BTreeMap::new();
        for above in counted.iter().filter_map(|p| boss_of(p)) {
            *spans.entry(above).or_default() += 1;
        }
        let real_above = |p: &Position| organisation.ancestors(p.id).filter(|&a| inside(a) && !organisation.position(a).is_some_and(|a| a.is_stub)).count();
        prop_assert_eq!(found.nodes as usize, counted.len());
        prop_assert_eq!(found.roots as usize, counted.iter().filter(|p| boss_of(p).is_none()).count());
        prop_assert_eq!(super::spans(&organisation, under).into_iter().collect::<BTreeMap<_, _>>(), spans.clone());
        prop_assert_eq!(found.managers as usize, spans.len());
        prop_assert_eq!(found.largest_span, spans.values().max().copied().unwrap_or(0));
        prop_assert_eq!(found.max_depth as usize, counted.iter().map(|p| real_above(p)).max().unwrap_or(0));
        prop_assert_eq!(found.vacant as usize, counted.iter().filter(|p| organisation.is_vacant(p.id)).count());
        prop_assert_eq!(found.depths.iter().sum::<u32>(), found.nodes);
        prop_assert_eq!(found.roots + spans.values().sum::<u32>(), found.nodes);
    }
}

#[test]
fn a_unit_inherits_the_model_of_the_nearest_that_states_one() {
    let mut rows = rows(vec![position(0, None)], Vec::new());
    rows.units[0].dated.value.model = Some(SalesModel::Island);
    rows.units.extend(
        [samples::unit(1, Some(0)), Unit { model: Some(SalesModel::Pod), ..samples::unit(2, Some(1)) }]
            .map(samples::always),
    );
    let organisation = History::new(rows).on(samples::day(0), None);
    assert_eq!(organisation.model_of(id(1)), Some(SalesModel::Island));
    assert_eq!(organisation.model_of(id(2)), Some(SalesModel::Pod));
    assert_eq!(organisation.company(), Some(id(0)));
    assert_eq!(organisation.unit_chain(id(2)).collect::<Vec<_>>(), vec![id(2), id(1), id(0)]);
}

#[test]
fn the_regular_holder_with_the_largest_share_comes_before_who_acts() {
    let holds = |who, share_bp, kind| Assignment { share_bp, kind, ..samples::holds(who, 0) };
    let (regular, acting) = (AssignmentKind::Regular, AssignmentKind::Acting);
    let held = vec![holds(1, 10_000, acting), holds(2, 4_000, regular), holds(3, 6_000, regular)];
    let organisation =
        History::new(rows(vec![position(0, None), position(1, Some(0))], held)).on(samples::day(0), None);
    assert_eq!(organisation.person_of(id(0)), Some(id(3)));
    assert_eq!(organisation.holders(id(0)).iter().map(|h| h.person).collect::<Vec<_>>(), vec![id(3), id(2), id(1)]);
    assert_eq!(organisation.vacancies().collect::<Vec<_>>(), vec![id(1)]);
}

#[test]
fn people_and_positions_are_found_as_files_name_them() {
    let mut rows = rows(vec![position(4, None)], Vec::new());
    rows.people
        .insert(id(50), Person { id: id(50), name: "Åse  Berg".into(), external_id: Some("A-1".into()), ..person(0) });
    let history = History::new(rows);
    assert_eq!(history.position_by_external("4"), Some(id(4)));
    assert_eq!(history.position_by_external("44"), None);
    assert_eq!(history.people_by_name("åse berg"), [id(50)]);
    assert_eq!(history.person_by_email(" P7@example.TEST"), Some(id(7)));
    assert_eq!(history.person_by_external("A-1"), Some(id(50)));
    assert_eq!(history.units_by_name("unit 0"), [id(0)]);
}
