//! People and positions of today's organisation, from memory.

use super::super::kind::{Field, Holds, Kind, Source, Type};
use super::super::{Cell, Label, MemoryRow, Owners};
use crate::{Ctx, Result};
use domain::kernel::id::PositionId;
use domain::organisation::{Organisation, Person, Position};
use domain::policy::Noun;

const fn text(key: &'static str) -> Field {
    Field::new(key, Type::Text, key).sorted(Holds::Bytes)
}

const fn seat(key: &'static str) -> Field {
    Field::new(key, Type::Owner, key).sorted(Holds::Bytes)
}

/// Who works here.
pub const PEOPLE: Kind = Kind {
    key: "people",
    noun: Noun::Organisation,
    source: Source::Memory(people),
    fields: &[
        text("name"),
        text("email"),
        text("title"),
        text("unit"),
        seat("position"),
        seat("manager"),
        text("location"),
        Field::new("is_active", Type::Bool, "is_active").sorted(Holds::Int),
        text("external_id"),
    ],
    columns: &["name", "title", "unit", "manager", "email"],
    sort: "name",
};

/// Seats, vacant ones too.
pub const POSITIONS: Kind = Kind {
    key: "positions",
    noun: Noun::Organisation,
    source: Source::Memory(positions),
    fields: &[
        text("title"),
        text("person"),
        text("unit"),
        seat("manager"),
        text("roles"),
        text("location"),
        Field::new("reports", Type::Number, "reports").sorted(Holds::Int),
        Field::new("is_vacant", Type::Bool, "is_vacant").sorted(Holds::Int),
        Field::new("cost_per_year", Type::Money { minor: "cost_minor", currency: "cost_currency" }, "cost_minor")
            .sorted(Holds::Int)
            .only_with(Noun::Cost),
        text("external_id"),
    ],
    columns: &["title", "person", "unit", "manager", "roles", "location", "reports"],
    sort: "title",
};

fn some(text: Option<&str>) -> Cell {
    Cell::text(text.filter(|t| !t.is_empty()).map(str::to_owned))
}

fn labelled(owners: &Owners<'_>, id: Option<PositionId>) -> Cell {
    id.map_or(Cell::Empty, |id| Cell::Record(owners.label(id)))
}

fn unit_name(organisation: &Organisation, position: &Position) -> Cell {
    some(organisation.unit(position.unit).map(|unit| unit.name.as_str()))
}

fn people(ctx: &Ctx) -> Result<Vec<MemoryRow>> {
    let (organisation, owners) = (&*ctx.organisation, Owners::new(ctx));
    let row = |person: &Person| {
        let id = organisation.positions_of(person.id).first().map(|held| held.position);
        let position = id.and_then(|id| organisation.position(id));
        let seat = position.map(|p| Label { id: p.id.0, label: p.title.clone(), key: None, detail: None });
        MemoryRow {
            id: person.id.0,
            cells: vec![
                some(Some(&person.name)),
                some(person.email.as_deref()),
                some(position.map(|p| p.title.as_str())),
                position.map_or(Cell::Empty, |p| unit_name(organisation, p)),
                seat.map_or(Cell::Empty, Cell::Record),
                labelled(&owners, id.and_then(|id| organisation.manager_of(id))),
                some(position.and_then(|p| p.location.as_deref())),
                Cell::Bool(person.is_active),
                some(person.external_id.as_deref()),
            ],
        }
    };
    Ok(ctx.history.rows().people.values().map(row).collect())
}

fn positions(ctx: &Ctx) -> Result<Vec<MemoryRow>> {
    let (organisation, owners) = (&*ctx.organisation, Owners::new(ctx));
    let row = |p: &Position| MemoryRow {
        id: p.id.0,
        cells: vec![
            some(Some(&p.title)),
            some(
                organisation.person_of(p.id).and_then(|id| organisation.person(id)).map(|person| person.name.as_str()),
            ),
            unit_name(organisation, p),
            labelled(&owners, organisation.manager_of(p.id)),
            some(Some(&p.roles.join(" "))),
            some(p.location.as_deref()),
            Cell::Number(organisation.seat(p.id).map_or(0, |seat| i64::from(seat.reports))),
            Cell::Bool(organisation.is_vacant(p.id)),
            p.cost_per_year.map_or(Cell::Empty, Cell::Money),
            some(p.external_id.as_deref()),
        ],
    };
    Ok(organisation.positions().map(row).collect())
}
