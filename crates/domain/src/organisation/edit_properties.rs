//! Whatever is edited: the lines are a forest on every day, nothing known earlier changes, the net of a batch
//! is the same as edits one by one, and undo gives back what was.

use super::changes::Changes;
use super::edits::Edit;
use super::model::*;
use super::samples::{day, id, person, position, unit};
use super::state::State;
use crate::kernel::id::*;
use crate::kernel::{Day, Instant};
use proptest::prelude::*;
use std::collections::BTreeMap;

const THINGS: u8 = 7;
const DAYS: u8 = 6;

fn edits() -> impl Strategy<Value = Vec<(Edit, Day)>> {
    let n = 1..THINGS;
    let some = prop::option::of(1..THINGS);
    let edit = prop_oneof![
        2 => (n.clone(), 0..THINGS).prop_map(|(u, p)| Edit::AddUnit { unit: unit(u, Some(p)) }),
        1 => (n.clone(), 0..THINGS).prop_map(|(u, p)| Edit::MoveUnit { unit: id(u), parent: id(p) }),
        1 => n.clone().prop_map(|u| Edit::EndUnit { unit: id(u) }),
        1 => (n.clone(), "[ab]{0,1}").prop_map(|(u, name)| Edit::RenameUnit { unit: id(u), name }),
        5 => (n.clone(), some.clone()).prop_map(|(p, m)| Edit::AddPosition { position: Box::new(position(p, m)) }),
        6 => (n.clone(), some.clone(), some.clone()).prop_map(|(p, m, u)| Edit::MovePosition {
            position: id(p),
            reports_to: m.map(id),
            unit: u.map(id),
        }),
        2 => (n.clone(), some).prop_map(|(p, m)| Edit::EndPosition { position: id(p), reports_to: m.map(id) }),
        2 => (n.clone(), n.clone(), 0_u32..10_002).prop_map(|(who, p, share_bp)| Edit::Assign {
            person: id(who),
            position: id(p),
            share_bp,
            kind: AssignmentKind::Regular,
        }),
        1 => n.clone().prop_map(|p| Edit::Vacate { position: id(p) }),
        1 => (n.clone(), n.clone()).prop_map(|(p, m)| Edit::AddDottedLine {
            line: DottedLine { position: id(p), manager: id(m), label: None },
        }),
        1 => (n.clone(), n.clone(), any::<bool>()).prop_map(|(c, by, is_unit)| {
            let (unit, position) = if is_unit { (Some(id(by)), None) } else { (None, Some(id(by))) };
            Edit::AddCoverage { coverage: coverage(c, unit, position) }
        }),
        1 => (n.clone(), 0..3_i32).prop_map(|(c, priority)| Edit::ChangeCoverage {
            coverage: id(c),
            segment: Some(id(c)),
            stages: vec!["closing".into()],
            distribution: Distribution::RoundRobin,
            priority,
            limits: Limits { most_open: Some(3), ..Limits::default() },
        }),
        1 => n.prop_map(|c| Edit::EndCoverage { coverage: id(c) }),
    ];
    prop::collection::vec((edit, (0..DAYS).prop_map(day)), 1..30)
}

fn coverage(number: u8, unit: Option<UnitId>, position: Option<PositionId>) -> Coverage {
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

/// A company with a few seats, and the people who may hold them.
fn start() -> Rows {
    let mut rows = Rows::default();
    let mut state = State::new(&rows);
    let mut next = 0;
    for number in 0..THINGS {
        state.decide(&Edit::PutPerson { person: person(number) }, day(0)).unwrap();
    }
    state.decide(&Edit::AddUnit { unit: unit(0, None) }, Day::BEGINNING).unwrap();
    state.decide(&Edit::AddPosition { position: Box::new(position(1, None)) }, day(0)).unwrap();
    state.decide(&Edit::AddPosition { position: Box::new(position(2, Some(1))) }, day(0)).unwrap();
    close(&mut state, 0, &mut next).apply(&mut rows);
    rows
}

fn close(state: &mut State, now: i64, next: &mut u128) -> Changes {
    state.close(Instant(now), &mut || {
        *next += 1;
        uuid::Uuid::from_u128(1_000 + *next)
    })
}

/// One by one: each edit its own batch.
fn one_by_one(edits: &[(Edit, Day)]) -> Vec<Rows> {
    let (mut rows, mut next, mut after) = (start(), 100, Vec::new());
    for (now, (edit, on)) in (1..).zip(edits) {
        let mut state = State::new(&rows);
        let _ = state.decide(edit, *on);
        close(&mut state, now, &mut next).apply(&mut rows);
        after.push(rows.clone());
    }
    after
}

/// What the rows answer on each day, as known at the instant.
fn answers(rows: &Rows, known_at: i64) -> Vec<String> {
    (0..=DAYS).map(|number| answer(rows, day(number), known_at)).collect()
}

fn answer(rows: &Rows, on: Day, known_at: i64) -> String {
    fn held<T: std::fmt::Debug>(rows: &[Row<T>], on: Day, known_at: i64) -> Vec<String> {
        let held = rows.iter().filter(|row| row.dated.holds(on, Instant(known_at)));
        let mut shown: Vec<_> = held.map(|row| format!("{:?}", row.dated.value)).collect();
        shown.sort();
        shown
    }
    let positions = held(&rows.positions, on, known_at);
    let covered = held(&rows.coverages, on, known_at);
    let rest = (held(&rows.units, on, known_at), held(&rows.assignments, on, known_at), covered);
    format!("{positions:?} {rest:?} {:?}", held(&rows.dotted_lines, on, known_at))
}

/// Every rule of `state.rs`, on one day.
pub(super) fn is_sound(rows: &Rows, on: Day) -> Result<(), TestCaseError> {
    let now = Instant(i64::MAX);
    let units: Vec<&Unit> = rows.units.iter().filter(|r| r.dated.holds(on, now)).map(|r| &r.dated.value).collect();
    let seats: Vec<&Position> =
        rows.positions.iter().filter(|r| r.dated.holds(on, now)).map(|r| &r.dated.value).collect();
    let parents: BTreeMap<UnitId, Option<UnitId>> = units.iter().map(|unit| (unit.id, unit.parent)).collect();
    let managers: BTreeMap<PositionId, Option<PositionId>> = seats.iter().map(|p| (p.id, p.reports_to)).collect();
    prop_assert_eq!((parents.len(), managers.len()), (units.len(), seats.len()), "one row of a thing a day");
    prop_assert_eq!(units.iter().filter(|unit| unit.parent.is_none()).count(), 1, "one root");
    for start in parents.keys() {
        prop_assert!(reaches_top(*start, &parents), "unit {start}");
    }
    for seat in &seats {
        prop_assert!(parents.contains_key(&seat.unit), "the unit of {} holds", seat.id);
        prop_assert!(reaches_top(seat.id, &managers), "position {}", seat.id);
    }
    for held in rows.assignments.iter().filter(|r| r.dated.holds(on, now)) {
        prop_assert!(managers.contains_key(&held.dated.value.position));
    }
    for line in rows.dotted_lines.iter().filter(|r| r.dated.holds(on, now)).map(|r| &r.dated.value) {
        prop_assert!(managers.contains_key(&line.position) && managers.contains_key(&line.manager));
    }
    for covered in rows.coverages.iter().filter(|r| r.dated.holds(on, now)).map(|r| &r.dated.value) {
        let holds = |of: &Coverage| match (of.unit, of.position) {
            (Some(unit), None) => parents.contains_key(&unit),
            (None, Some(position)) => managers.contains_key(&position),
            _ => false,
        };
        prop_assert!(holds(covered), "who covers {} holds", covered.id);
    }
    Ok(())
}

fn reaches_top<I: Copy + Ord>(start: I, up: &BTreeMap<I, Option<I>>) -> bool {
    let mut at = start;
    for _ in 0..=up.len() {
        match up.get(&at) {
            Some(Some(next)) => at = *next,
            Some(None) => return true,
            None => return false,
        }
    }
    false
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_day_is_a_forest_and_what_was_known_stays(edits in edits()) {
        let after = one_by_one(&edits);
        let last = after.last().expect("at least one edit");
        for number in 0..=DAYS {
            is_sound(last, day(number))?;
        }
        for (now, rows) in (1..).zip(&after) {
            prop_assert_eq!(answers(rows, now), answers(last, now));
        }
    }

    #[test]
    fn a_batch_comes_to_the_same_as_its_edits_one_by_one(edits in edits()) {
        let after = one_by_one(&edits);
        let (mut rows, mut next) = (start(), 100);
        let mut state = State::new(&rows);
        for (edit, on) in &edits {
            let _ = state.decide(edit, *on);
        }
        let changes = close(&mut state, 1, &mut next);
        changes.apply(&mut rows);
        let last = after.last().expect("at least one edit");
        prop_assert_eq!(answers(&rows, i64::MAX), answers(last, i64::MAX));
        for row in &changes.positions.supersede {
            prop_assert!(!changes.positions.insert.iter().any(|new| new.row_id == row.row_id));
        }
        let again = State::new(&rows);
        for number in 0..=DAYS {
            let both = |s: &State| s.positions_on(day(number)).into_iter().cloned().collect::<Vec<_>>();
            prop_assert_eq!(both(&again), both(&state));
        }
    }

    #[test]
    fn undone_on_a_day_the_days_before_stay_and_the_rest_is_as_it_was(
        first in edits(), set in edits(), on in 0..=DAYS,
    ) {
        let (mut rows, mut next) = (start(), 100);
        let mut state = State::new(&rows);
        for (edit, on) in &first {
            let _ = state.decide(edit, *on);
        }
        close(&mut state, 1, &mut next).apply(&mut rows);
        for (edit, on) in &set {
            let _ = state.decide(edit, *on);
        }
        let changes = close(&mut state, 2, &mut next);
        changes.apply(&mut rows);
        let mut state = State::new(&rows);
        prop_assert_eq!(state.undo(&changes, day(on)), Ok(()));
        close(&mut state, 3, &mut next).apply(&mut rows);
        for number in 0..=DAYS {
            let as_of = if number < on { 2 } else { 1 };
            prop_assert_eq!(answer(&rows, day(number), 3), answer(&rows, day(number), as_of));
        }
    }

    #[test]
    fn an_undo_after_later_edits_is_refused_or_leaves_a_sound_organisation(
        set in edits(), later in edits(), on in 0..=DAYS,
    ) {
        let (mut rows, mut next) = (start(), 100);
        let mut state = State::new(&rows);
        for (edit, on) in &set {
            let _ = state.decide(edit, *on);
        }
        let changes = close(&mut state, 1, &mut next);
        changes.apply(&mut rows);
        for (edit, on) in later.iter().take(4) {
            let _ = state.decide(edit, *on);
        }
        close(&mut state, 2, &mut next).apply(&mut rows);
        let before = rows.clone();
        let refused = state.undo(&changes, day(on)).is_err();
        let undone = close(&mut state, 3, &mut next);
        undone.apply(&mut rows);
        if refused {
            prop_assert_eq!(&rows, &before);
        }
        for number in 0..=DAYS {
            is_sound(&rows, day(number))?;
        }
    }
}

#[test]
fn refusals_name_the_field() {
    let rows = start();
    let mut state = State::new(&rows);
    let refusal = |state: &mut State, edit: Edit| {
        let refusal = state.decide(&edit, day(1)).expect_err("refused");
        (refusal.code, refusal.field.unwrap_or_default())
    };
    let own = Edit::MovePosition { position: id(1), reports_to: Some(id(2)), unit: None };
    assert_eq!(refusal(&mut state, own), ("refusal-reporting-cycle".into(), "reports_to".into()));
    let share = Edit::Assign { person: id(1), position: id(1), share_bp: 10_001, kind: AssignmentKind::Acting };
    assert_eq!(refusal(&mut state, share), ("refusal-share-range".into(), "share".into()));
    assert_eq!(refusal(&mut state, Edit::EndUnit { unit: id(0) }), ("refusal-unit-is-root".into(), "unit".into()));
    let early = state.decide(&Edit::Vacate { position: id(1) }, Day::BEGINNING).expect_err("not yet");
    assert_eq!(early.code, "refusal-position-not-then");
    let odd = Coverage { stages: vec!["haggling".into()], ..coverage(1, None, Some(id(1))) };
    assert_eq!(
        refusal(&mut state, Edit::AddCoverage { coverage: odd }),
        ("refusal-stage-unknown".into(), "stages".into())
    );
    assert!(close(&mut state, 1, &mut 0).is_empty());
}
