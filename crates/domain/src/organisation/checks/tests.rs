//! Each check finds what it is for, and nothing in an organisation that is sound.

use super::super::samples::{always, any_moment, any_rows, day, holds, id, person, position, rows, unit};
use super::super::{Assignment, Coverage, Defect, Distribution, History, Limits, Position, Row, Rows};
use super::*;
use crate::kernel::Span;
use proptest::prelude::*;

fn run(rows: Rows) -> Vec<Check> {
    checks(&History::new(rows).on(day(5), None), None, &CheckRules::default())
}

/// What a check found, as subjects.
fn found(checks: &[Check], key: &str) -> Vec<String> {
    let check = checks.iter().find(|check| check.check == key).unwrap();
    assert_eq!(check.count, check.items.len());
    check.items.iter().map(|item| item.subject.clone()).collect()
}

/// Every check that found something.
fn alarms(checks: &[Check]) -> Vec<&'static str> {
    checks.iter().filter(|check| check.count > 0).map(|check| check.check).collect()
}

/// One head and five who sell, all seats filled.
fn sound() -> Rows {
    let role = |role: &str, seat| Position { roles: vec![role.into()], ..seat };
    let mut seats = vec![role("head_of_sales", position(0, None))];
    seats.extend((1..6).map(|n| role("account_executive", position(n, Some(0)))));
    rows(seats, (0..6).map(|n| holds(n, n)).collect())
}

fn coverage(number: u8, unit: Option<u8>, position: Option<u8>) -> Coverage {
    let (unit, position) = (unit.map(id), position.map(id));
    let distribution = Distribution::Owner;
    Coverage {
        id: id(number),
        segment: None,
        stages: Vec::new(),
        unit,
        position,
        distribution,
        priority: 0,
        limits: Limits::default(),
    }
}

#[test]
fn a_sound_organisation_raises_no_alarm() {
    assert_eq!(alarms(&run(sound())), Vec::<&str>::new());
}

#[test]
fn kept_defects_are_listed_and_broken_lines_of_the_day_beside_them() {
    let mut rows = rows(
        vec![
            position(0, None),
            position(1, Some(1)),
            position(2, Some(99)),
            position(3, Some(4)),
            position(4, Some(3)),
            position(5, Some(4)),
        ],
        Vec::new(),
    );
    let defect = |check: &str, number: u8| Defect {
        check: check.into(),
        position: Some(id(number)),
        subject: format!("post {number}"),
        claim: Some("X".into()),
        source: Some("posts.csv:7".into()),
    };
    rows.defects =
        [defect("duplicate_id", 0), defect("missing_manager", 2), defect("self_report", 0), defect("odd", 0)]
            .map(always)
            .into();
    let checks = run(rows);
    assert_eq!(found(&checks, "duplicate_id"), ["post 0"]);
    assert_eq!(found(&checks, "missing_manager"), ["post 2"], "the live finding is the kept one");
    assert_eq!(found(&checks, "self_report"), ["post 0", "Seat 1"]);
    assert_eq!(found(&checks, "reporting_cycle"), ["Seat 1", "Seat 3", "Seat 4", "Seat 5"]);
    assert_eq!(found(&checks, "other_defect"), ["post 0"]);
    assert_eq!(found(&checks, "nobody_seated").len(), 1);
    assert_eq!(
        found(&checks, "vacant_manager"),
        Vec::<String>::new(),
        "nothing is said of people where there are none"
    );
}

#[test]
fn a_manager_who_ended_leaves_a_line_that_names_nobody() {
    let mut rows = sound();
    rows.positions[0].dated.span = Span { from: day(0), to: day(3) };
    let checks = run(rows);
    assert_eq!(found(&checks, "missing_manager").len(), 5);
    assert_eq!(checks[1].items[0].args["claim"], "Seat 0");
    assert_eq!(found(&checks, "several_roots").len(), 5);
}

#[test]
fn spans_follow_the_band_and_a_player_coach_has_a_narrower_one() {
    let mut seats = vec![position(0, None)];
    seats.extend((1..=11).map(|n| position(n, Some(0))));
    assert_eq!(found(&run(rows(seats.clone(), Vec::new())), "span_out_of_band"), ["Seat 0"]);
    seats.truncate(11);
    assert_eq!(found(&run(rows(seats.clone(), Vec::new())), "span_out_of_band"), Vec::<String>::new());
    seats.truncate(8);
    seats[0].roles = vec!["account_executive".into()];
    let check = run(rows(seats.clone(), Vec::new()));
    assert_eq!(found(&check, "span_out_of_band"), ["Seat 0"]);
    seats.truncate(4);
    assert_eq!(found(&run(rows(seats, Vec::new())), "span_out_of_band"), ["Seat 0"]);
}

#[test]
fn shares_and_seats_that_do_not_add_up_are_told_apart() {
    let part = |who, seat, share_bp| Assignment { share_bp, ..holds(who, seat) };
    let mut rows = sound();
    rows.assignments.extend([part(1, 2, 2_000), part(7, 3, 1)].map(always));
    let checks = run(rows);
    assert_eq!(found(&checks, "share_over_100"), ["Person 1"]);
    assert_eq!(found(&checks, "over_assigned"), ["Seat 2", "Seat 3"]);
}

#[test]
fn a_role_without_holder_is_uncovered_today_or_soon() {
    let mut rows = sound();
    rows.positions[1].dated.value.roles.push("sales_operations".into());
    rows.positions[2].dated.value.roles = vec!["sdr".into()];
    rows.assignments.retain(|row| row.dated.value.position != id(2));
    rows.assignments[1].dated.span.to = day(8);
    let history = History::new(rows);
    let (today, soon) = (history.on(day(5), None), history.on(day(9), None));
    let checks = checks(&today, Some(&soon), &CheckRules::default());
    assert_eq!(found(&checks, "uncovered_role"), ["sdr", "sales_operations"]);
    let items = &checks.iter().find(|check| check.check == "uncovered_role").unwrap().items;
    assert_eq!(items[1].args["by"], day(9).to_string());
    assert_eq!((items[0].severity, items[1].severity), (Severity::Error, Severity::Warning));
    assert_eq!(found(&checks, "conflicting_roles"), ["Person 1"], "sets and earns");
    let held = holders_of_required(&today, &CheckRules::default(), None);
    let expected = [("account_executive", 4), ("head_of_sales", 1), ("sales_operations", 1), ("sdr", 0)];
    assert_eq!(held, expected.map(|(role, people)| (role.to_owned(), people)).into());
    assert_eq!(holders_of_required(&today, &CheckRules::default(), Some(id(0))), held);
    assert_eq!(found(&checks, "single_point_of_coverage"), ["sales_operations"]);
}

#[test]
fn a_hunter_may_farm_on_an_island_only() {
    let mut rows = sound();
    rows.positions[3].dated.value.roles.push("account_manager".into());
    assert_eq!(found(&run(rows.clone()), "conflicting_roles"), ["Person 3"]);
    rows.units[0].dated.value.model = Some(crate::organisation::SalesModel::Island);
    assert_eq!(found(&run(rows), "conflicting_roles"), Vec::<String>::new());
}

#[test]
fn a_model_asks_for_its_roles_and_a_coverage_for_people() {
    let mut rows = sound();
    rows.units[0].dated.value.model = Some(crate::organisation::SalesModel::AssemblyLine);
    rows.units.extend([unit(1, Some(0)), unit(2, Some(1))].map(always));
    rows.positions[1].dated.value.unit = id(2);
    rows.coverages = [
        coverage(1, Some(0), None),
        coverage(2, Some(1), None),
        coverage(3, None, Some(2)),
        coverage(4, None, Some(9)),
    ]
    .map(always)
    .into();
    let checks = run(rows);
    assert_eq!(found(&checks, "uncovered_role"), ["sdr, bdr", "account_manager, customer_success_manager"]);
    assert_eq!(found(&checks, "uncovered_coverage").len(), 1);
    assert_eq!(found(&checks, "single_point_of_coverage"), ["Unit 1", "Seat 2"]);
}

#[test]
fn units_left_empty_or_left_behind_are_found() {
    let mut rows = sound();
    let gone = Row {
        dated: crate::kernel::Dated { span: Span { from: day(0), to: day(2) }, ..always(unit(3, Some(0))).dated },
        ..always(unit(3, Some(0)))
    };
    rows.units.extend([always(unit(1, Some(0))), always(unit(2, Some(1))), gone]);
    rows.positions[4].dated.value.unit = id(3);
    let checks = run(rows);
    assert_eq!(found(&checks, "empty_unit"), ["Unit 1"]);
    assert_eq!(found(&checks, "ended_unit_with_positions"), ["Seat 4"]);
}

#[test]
fn a_manager_of_another_branch_a_vacant_one_and_a_stub_are_told() {
    let mut rows = sound();
    rows.units.extend([unit(1, Some(0)), unit(2, Some(0))].map(always));
    rows.positions.push(always(Position { unit: id(1), ..position(6, Some(0)) }));
    rows.positions.push(always(Position { unit: id(2), ..position(7, Some(6)) }));
    rows.positions.push(always(Position { is_stub: true, ..position(8, Some(0)) }));
    rows.positions.push(always(position(9, Some(8))));
    // Nobody reports to it: it stands for the owner of records that name none.
    rows.positions.push(always(Position { is_stub: true, ..position(10, None) }));
    let checks = run(rows);
    assert_eq!(found(&checks, "manager_outside_chain"), ["Seat 7"]);
    assert_eq!(found(&checks, "vacant_manager"), ["Seat 6"]);
    assert_eq!(found(&checks, "stub_position"), ["Seat 8"]);
}

#[test]
fn the_output_has_the_promised_shape() {
    let mut rows = rows(vec![position(0, Some(0))], vec![holds(1, 0)]);
    rows.people.insert(id(1), person(1));
    let json = serde_json::to_value(run(rows)).unwrap();
    assert_eq!(json[2]["check"], "self_report");
    assert_eq!(json[2]["count"], 1);
    assert_eq!(json[2]["severity"], "error");
    assert_eq!(json[2]["items"][0]["subject"], "Seat 0");
}

proptest! {
    #[test]
    fn no_rows_are_too_broken_to_check(rows in any_rows(), (today, at) in any_moment(), (later, then) in any_moment()) {
        let history = History::new(rows);
        let organisation = history.on(today, at);
        let checks = checks(&organisation, Some(&history.on(later, then)), &CheckRules::default());
        let count = |key: &str| checks.iter().find(|check| check.check == key).unwrap().count;
        // Walk every chain as the rows claim it: it ends at a root, at nobody, or never.
        let mut cycling = 0;
        for position in organisation.positions() {
            let mut at = Some(position.id);
            let mut steps = 0;
            while let (Some(here), true) = (at, steps <= organisation.positions().len()) {
                at = organisation.position(here).and_then(|position| position.reports_to);
                steps += 1;
            }
            cycling += usize::from(at.is_some());
        }
        prop_assert_eq!(count("reporting_cycle"), cycling);
        prop_assert_eq!(count("self_report"), organisation.positions().filter(|p| p.reports_to == Some(p.id)).count());
        let claims_nobody = |p: &&Position| p.reports_to.is_some_and(|m| organisation.position(m).is_none());
        prop_assert_eq!(count("missing_manager"), organisation.positions().filter(claims_nobody).count());
    }
}

#[test]
fn two_of_one_rank_at_one_stage_are_rivals() {
    let mut all = rows((0..3).map(|n| position(n, None)).collect(), vec![holds(0, 0)]);
    let of = |number: u8, segment: Option<u8>, seat: u8, stages: &[&str], priority: i32| {
        always(Coverage {
            segment: segment.map(id),
            stages: stages.iter().map(|&stage| stage.to_owned()).collect(),
            priority,
            ..coverage(number, None, Some(seat))
        })
    };
    all.coverages = vec![
        of(0, Some(1), 0, &[], 0),
        of(1, Some(2), 1, &["closing"], 0),
        of(2, Some(3), 1, &["closing"], 1),
        of(3, Some(4), 0, &["closing"], 0),
        of(4, None, 2, &["closing"], 0),
    ];
    let organisation = History::new(all).on(day(1), None);
    let pairs: Vec<(u8, u8)> = rivals(&organisation)
        .into_iter()
        .map(|(one, other)| {
            let number = |c: &Coverage| (0..5).find(|n| c.id == id(*n)).expect("one of them");
            (number(one), number(other))
        })
        .collect();
    assert_eq!(pairs, [(0, 1), (1, 3)]);
    let found = double_owner(&organisation, &[(id(0), id(1), 4), (id(1), id(3), 0)]);
    assert_eq!((found.count, found.items[0].args["accounts"].as_str()), (1, "4"));
    let orphans = orphan_account(&organisation, &[(id(0), 3), (id(1), 2), (id(9), 1), (id(2), 0)]);
    let owners: Vec<Option<u8>> =
        orphans.items.iter().map(|item| (0..10).find(|n| item.position == Some(id(*n)))).collect();
    assert_eq!(owners, [Some(1), Some(9)], "an empty seat and one that is gone");
}
