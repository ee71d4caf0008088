//! Random histories for property tests, and a short way to write rows by hand.
//!
//! The rows break every rule on purpose: cycles, managers and units that are not there, two versions on one
//! day, empty spans. What reads them must hold all the same.

use super::model::*;
use crate::kernel::{Dated, Day, Instant, Span};
use proptest::prelude::*;

/// A short id.
pub fn id<I: From<uuid::Uuid>>(number: u8) -> I {
    uuid::Uuid::from_u128(u128::from(number) + 1).into()
}

/// The n-th of a few days.
pub fn day(number: u8) -> Day {
    Day::new(2024, 1, 1).unwrap().plus(i64::from(number))
}

/// A row that stands always.
pub fn always<T>(value: T) -> Row<T> {
    Row { row_id: id(0), dated: Dated { value, span: Span::ALWAYS, recorded_at: Instant(0), superseded_at: None } }
}

/// A seat with nothing special.
pub fn position(number: u8, reports_to: Option<u8>) -> Position {
    Position {
        id: id(number),
        external_id: Some(number.to_string()),
        unit: id(0),
        title: format!("Seat {number}"),
        roles: Vec::new(),
        reports_to: reports_to.map(id),
        location: None,
        languages: Vec::new(),
        cost_per_year: None,
        quota_class: None,
        capacity: None,
        is_stub: false,
    }
}

/// A unit with nothing special.
pub fn unit(number: u8, parent: Option<u8>) -> Unit {
    let name = format!("Unit {number}");
    Unit { id: id(number), parent: parent.map(id), name, kind: "team".into(), model: None }
}

/// A person with nothing special.
pub fn person(number: u8) -> Person {
    let (name, email) = (format!("Person {number}"), Some(format!("p{number}@example.test")));
    Person { id: id(number), name, email, is_active: true, external_id: None }
}

/// Who holds what, wholly.
pub fn holds(person: u8, position: u8) -> Assignment {
    Assignment { person: id(person), position: id(position), share_bp: 10_000, kind: AssignmentKind::Regular }
}

/// An organisation of rows that stand always: seats with their managers, and who holds them.
pub fn rows(positions: Vec<Position>, assignments: Vec<Assignment>) -> Rows {
    let people = (0..40).map(person).map(|person| (person.id, person)).collect();
    Rows {
        units: vec![always(Unit { kind: "company".into(), ..unit(0, None) })],
        positions: positions.into_iter().map(always).collect(),
        assignments: assignments.into_iter().map(always).collect(),
        people,
        ..Rows::default()
    }
}

/// Puts random dates of both kinds around a value.
fn dated<T: std::fmt::Debug + Clone>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Row<T>> {
    let superseded = prop::option::of(1_i64..8);
    (value, any::<u128>(), 0_u8..8, 0_u8..10, 0_i64..6, superseded).prop_map(|(value, row, from, to, at, end)| {
        let span = Span {
            from: if from == 0 { Day::BEGINNING } else { day(from) },
            to: if to > 8 { Day::END } else { day(to) },
        };
        let dated = Dated { value, span, recorded_at: Instant(at), superseded_at: end.map(|end| Instant(at + end)) };
        Row { row_id: uuid::Uuid::from_u128(row).into(), dated }
    })
}

/// Random rows, rules broken.
pub fn any_rows() -> impl Strategy<Value = Rows> {
    let units = dated((0_u8..6, prop::option::of(0_u8..7)).prop_map(|(number, parent)| unit(number, parent)));
    let seat = (0_u8..14, prop::option::of(0_u8..16), 0_u8..7, prop::bool::weighted(0.1), 0_u8..3);
    let positions = dated(seat.prop_map(|(number, manager, unit, is_stub, title)| Position {
        unit: id(unit),
        is_stub,
        title: format!("Title {title}"),
        ..position(number, manager)
    }));
    let assignments =
        dated((0_u8..8, 0_u8..14, 1_u32..=10_000, any::<bool>()).prop_map(|(who, seat, share_bp, acting)| {
            let kind = if acting { AssignmentKind::Acting } else { AssignmentKind::Regular };
            Assignment { share_bp, kind, ..holds(who, seat) }
        }));
    let lines = dated((0_u8..14, 0_u8..14).prop_map(|(from, to)| DottedLine {
        position: id(from),
        manager: id(to),
        label: None,
    }));
    let many = |most| 0..most;
    (
        prop::collection::vec(units, many(10)),
        prop::collection::vec(positions, many(40)),
        prop::collection::vec(assignments, many(20)),
        prop::collection::vec(lines, many(8)),
    )
        .prop_map(|(units, positions, assignments, dotted_lines)| Rows {
            units,
            positions,
            assignments,
            dotted_lines,
            ..rows(Vec::new(), Vec::new())
        })
}

/// A day and an instant to ask for.
pub fn any_moment() -> impl Strategy<Value = (Day, Option<Instant>)> {
    (0_u8..11, prop::option::of((0_i64..15).prop_map(Instant))).prop_map(|(number, at)| (day(number), at))
}
