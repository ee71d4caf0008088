//! Whatever rosters say, in whatever order: a forest on every day, and the same roster twice changes nothing.

use super::*;
use crate::organisation::edit_properties::is_sound;
use crate::organisation::model::Rows;
use crate::organisation::samples::day;
use proptest::prelude::*;

const DAYS: u8 = 6;

fn row() -> impl Strategy<Value = RosterRow> {
    let day = || prop::option::weighted(0.3, (0..DAYS).prop_map(day));
    (1_u8..7, 0_u8..9, 0_u8..4, prop::option::of(0_u8..5), 0_u8..3, (day(), day())).prop_map(
        |(id, manager, title, person, unit, (starts_on, ends_on))| RosterRow {
            external_id: Some(id.to_string()),
            manager: (manager > 0).then(|| manager.to_string()),
            title: Some(format!("Title {title}")),
            name: person.map(|person| format!("Person {person}")),
            unit: (unit > 0).then(|| format!("Unit {unit}")).into_iter().collect(),
            starts_on,
            ends_on,
            ..RosterRow::default()
        },
    )
}

fn rosters() -> impl Strategy<Value = Vec<(Vec<RosterRow>, RosterOptions)>> {
    let options = (prop::option::of((0..DAYS).prop_map(day)), any::<bool>()).prop_map(|(as_of, complete)| {
        let source = "roster.csv".to_owned();
        RosterOptions { as_of, complete, source, company: "Example".to_owned(), ..RosterOptions::default() }
    });
    let rows = prop::collection::vec(row(), 1..9).prop_map(|mut rows| {
        (2..).zip(&mut rows).for_each(|(line, row)| row.line = line);
        rows
    });
    prop::collection::vec((rows, options), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn rosters_in_any_order_leave_a_forest_and_are_idempotent(mut rosters in rosters(), dated in any::<bool>()) {
        for row in rosters.iter_mut().flat_map(|(roster, _)| roster).filter(|_| !dated) {
            (row.starts_on, row.ends_on) = (None, None);
        }
        let (mut rows, mut next) = (Rows::default(), 0_u128);
        let mut ids = || { next += 1; uuid::Uuid::from_u128(next) };
        for (now, (roster, options)) in (1..).zip(&rosters) {
            let plan = reconcile(&mut State::new(&rows), roster, options, Instant(now), &mut ids);
            plan.changes.apply(&mut rows);
            let told = plan.created + plan.updated + plan.unchanged + plan.rejected.len() + plan.replaced.len();
            prop_assert_eq!(told, roster.len(), "every row is accounted for");
            if !rows.units.is_empty() {
                for number in 0..=DAYS {
                    is_sound(&rows, day(number))?;
                }
            }
            // Rows with dates of their own may contradict what earlier rosters say of other days.
            if rosters.iter().flat_map(|(roster, _)| roster).any(|row| row.starts_on.or(row.ends_on).is_some()) {
                continue;
            }
            let again = reconcile(&mut State::new(&rows), roster, options, Instant(now), &mut ids);
            prop_assert!(again.changes.is_empty(), "{:?}", again.changes);
        }
    }
}
