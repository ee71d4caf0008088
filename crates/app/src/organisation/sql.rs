//! Statements of the organisation.

use super::load::{key, model_key};
use crate::Result;
use crate::sql::Sql;
use db::{Tx, Value};
use domain::kernel::id::{PositionId, RowId, SetId};
use domain::organisation::{Assignment, Coverage, Defect, DottedLine, Organisation, Person, Position, Row, Unit};
use domain::{Day, Instant};

pub(super) const UNITS: &str = "select row_id, valid_from_on, valid_to_on, recorded_at, superseded_at,
 id, parent_id, name, kind, sales_model from units order by row_id";
pub(super) const POSITIONS: &str = "select row_id, valid_from_on, valid_to_on, recorded_at, superseded_at,
 id, external_id, unit_id, title, roles, reports_to_id, location, languages, cost_minor, cost_currency, quota_class, capacity,
 is_stub from positions order by row_id";
pub(super) const DOTTED_LINES: &str = "select row_id, valid_from_on, valid_to_on, recorded_at, superseded_at,
 position_id, manager_id, label from dotted_lines order by row_id";
pub(super) const ASSIGNMENTS: &str = "select row_id, valid_from_on, valid_to_on, recorded_at, superseded_at,
 person_id, position_id, share_bp, kind from assignments order by row_id";
pub(super) const COVERAGES: &str = "select row_id, valid_from_on, valid_to_on, recorded_at, superseded_at,
 id, segment_id, stages, unit_id, position_id, distribution, priority, most_open, most_a_day, ignores_hours, passes_on
 from coverages order by row_id";
pub(super) const DEFECTS: &str = "select row_id, valid_from_on, valid_to_on, recorded_at, superseded_at,
 check_kind, position_id, subject, claim, source from organisation_defects order by row_id";
pub(super) const PEOPLE: &str = "select id, name, email, is_active, external_id from people";

const VERSION: &str = "select version from organisation_version where one = 1";
const MOVE_VERSION: &str = "update organisation_version set version = version + 1 where one = 1";
const TREE_ON: &str = "select tree from organisation_trees where from_on <= $1 and to_on > $1 order by tree desc";
const LAST_TREE: &str = "select coalesce(max(tree), 0) from organisation_trees";
const DROP_TREES: &str = "delete from organisation_trees";
const DROP_INTERVALS: &str = "delete from organisation_intervals";
const ADD_TREE: &str = "insert into organisation_trees (tree, from_on, to_on) values ($1, $2, $3)";

const SUPERSEDE: [&str; 6] = [
    "update units set superseded_at = $1 where row_id = $2",
    "update positions set superseded_at = $1 where row_id = $2",
    "update dotted_lines set superseded_at = $1 where row_id = $2",
    "update assignments set superseded_at = $1 where row_id = $2",
    "update coverages set superseded_at = $1 where row_id = $2",
    "update organisation_defects set superseded_at = $1 where row_id = $2",
];

/// The tables of dated rows, in the order of [`SUPERSEDE`].
#[derive(Clone, Copy)]
pub(super) enum Table {
    Units,
    Positions,
    DottedLines,
    Assignments,
    Coverages,
    Defects,
}

/// The version that every organisation write moves. Reading it in a request's transaction tells whether
/// what is kept in memory still holds.
///
/// # Errors
/// The database's own.
pub fn version(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(tx.number(VERSION, &[])?)
}

/// Moves the version and so makes organisation writes wait for each other, and what is kept in memory be read anew.
pub(crate) fn lock(tx: &mut Tx<'_>) -> Result<()> {
    tx.run(MOVE_VERSION, &[])?;
    Ok(())
}

/// The tree that holds on the day; 0 where nobody has a position yet.
///
/// # Errors
/// The database's own.
pub fn tree_on(tx: &mut Tx<'_>, day: Day) -> Result<i64> {
    Ok(tx.number(TREE_ON, &[day.to_string().into()])?)
}

/// Writes the forests from today on, each with the days it holds.
pub(super) fn save_trees(tx: &mut Tx<'_>, trees: &[(Day, Day, Organisation)]) -> Result<()> {
    let last = tx.number(LAST_TREE, &[])?;
    tx.run(DROP_TREES, &[])?;
    tx.run(DROP_INTERVALS, &[])?;
    for (tree, (from, to, organisation)) in (last + 1..).zip(trees) {
        tx.run(ADD_TREE, &[Value::Int(tree), Value::text(from), Value::text(to)])?;
        let mut values = Vec::with_capacity(organisation.positions().len() * 4);
        for position in organisation.positions() {
            if let Some((lft, rgt)) = organisation.interval(position.id) {
                values.extend([Value::Int(tree), Value::id(position.id), lft.into(), rgt.into()]);
            }
        }
        tx.insert("organisation_intervals", &["tree", "position_id", "lft", "rgt"], &values)?;
    }
    Ok(())
}

pub(super) fn supersede(tx: &mut Tx<'_>, table: Table, at: Instant, rows: impl Iterator<Item = RowId>) -> Result<()> {
    let sql = SUPERSEDE[table as usize];
    for row in rows {
        tx.run(sql, &[Value::Int(at.0), Value::id(row)])?;
    }
    Ok(())
}

const DATED: [&str; 6] = ["row_id", "valid_from_on", "valid_to_on", "recorded_at", "superseded_at", "set_id"];

/// Inserts dated rows: the columns every dated table begins with, then its own.
fn insert<T>(
    tx: &mut Tx<'_>,
    table: &str,
    own: &[&str],
    set: Option<SetId>,
    rows: &[Row<T>],
    value: impl Fn(&T) -> Vec<Value>,
) -> Result<()> {
    let columns: Vec<&str> = DATED.iter().chain(own).copied().collect();
    let mut values = Vec::with_capacity(rows.len() * columns.len());
    for row in rows {
        let d = &row.dated;
        values.extend([
            Value::id(row.row_id),
            Value::text(d.span.from),
            Value::text(d.span.to),
            Value::Int(d.recorded_at.0),
            d.superseded_at.map(|at| at.0).into(),
            Value::opt_id(set),
        ]);
        values.extend(value(&d.value));
    }
    Ok(tx.insert(table, &columns, &values)?)
}

pub(super) fn insert_units(tx: &mut Tx<'_>, set: Option<SetId>, rows: &[Row<Unit>]) -> Result<()> {
    insert(tx, "units", &["id", "parent_id", "name", "kind", "sales_model"], set, rows, |u| {
        vec![
            Value::id(u.id),
            Value::opt_id(u.parent),
            u.name.as_str().into(),
            u.kind.as_str().into(),
            model_key(u.model).into(),
        ]
    })
}

pub(super) fn insert_positions(tx: &mut Tx<'_>, set: Option<SetId>, rows: &[Row<Position>]) -> Result<()> {
    let own = [
        "id",
        "external_id",
        "unit_id",
        "title",
        "roles",
        "reports_to_id",
        "location",
        "languages",
        "cost_minor",
        "cost_currency",
        "quota_class",
        "capacity",
        "is_stub",
    ];
    insert(tx, "positions", &own, set, rows, |p| {
        vec![
            Value::id(p.id),
            p.external_id.clone().into(),
            Value::id(p.unit),
            p.title.as_str().into(),
            p.roles.join(" ").into(),
            Value::opt_id(p.reports_to),
            p.location.clone().into(),
            p.languages.join(" ").into(),
            p.cost_per_year.map(|m| m.minor).into(),
            p.cost_per_year.map(|m| m.currency.to_string()).into(),
            p.quota_class.clone().into(),
            p.capacity.into(),
            p.is_stub.into(),
        ]
    })
}

pub(super) fn insert_dotted_lines(tx: &mut Tx<'_>, set: Option<SetId>, rows: &[Row<DottedLine>]) -> Result<()> {
    insert(tx, "dotted_lines", &["position_id", "manager_id", "label"], set, rows, |l| {
        vec![Value::id(l.position), Value::id(l.manager), l.label.clone().into()]
    })
}

pub(super) fn insert_assignments(tx: &mut Tx<'_>, set: Option<SetId>, rows: &[Row<Assignment>]) -> Result<()> {
    insert(tx, "assignments", &["person_id", "position_id", "share_bp", "kind"], set, rows, |a| {
        vec![Value::id(a.person), Value::id(a.position), a.share_bp.into(), key(a.kind).into()]
    })
}

pub(super) fn insert_coverages(tx: &mut Tx<'_>, set: Option<SetId>, rows: &[Row<Coverage>]) -> Result<()> {
    let own = ["id", "segment_id", "stages", "unit_id", "position_id", "distribution", "priority"];
    let limits = ["most_open", "most_a_day", "ignores_hours", "passes_on"];
    insert(tx, "coverages", &[&own[..], &limits].concat(), set, rows, |c| {
        vec![
            Value::id(c.id),
            Value::opt_id(c.segment),
            c.stages.join(" ").into(),
            Value::opt_id(c.unit),
            Value::opt_id(c.position),
            key(c.distribution).into(),
            c.priority.into(),
            c.limits.most_open.map(i64::from).into(),
            c.limits.most_a_day.map(i64::from).into(),
            c.limits.ignores_hours.into(),
            c.limits.passes_on.into(),
        ]
    })
}

pub(super) fn insert_defects(tx: &mut Tx<'_>, set: Option<SetId>, rows: &[Row<Defect>]) -> Result<()> {
    insert(tx, "organisation_defects", &["check_kind", "position_id", "subject", "claim", "source"], set, rows, |d| {
        vec![
            d.check.as_str().into(),
            Value::opt_id(d.position),
            d.subject.as_str().into(),
            d.claim.clone().into(),
            d.source.clone().into(),
        ]
    })
}

/// Inserts people, or takes their new values.
pub(super) fn save_people<'a>(
    tx: &mut Tx<'_>,
    set: Option<SetId>,
    at: Instant,
    people: impl Iterator<Item = &'a Person>,
) -> Result<()> {
    let mut values = Vec::new();
    for p in people {
        values.extend([
            Value::id(p.id),
            p.name.as_str().into(),
            text::sort_key(&p.name).into(),
            text::fold(&p.name).into(),
            p.email.clone().into(),
            p.is_active.into(),
            p.external_id.clone().into(),
            Value::opt_id(set),
            Value::Int(at.0),
            Value::Int(at.0),
            Value::Int(1),
        ]);
    }
    let columns = [
        "id",
        "name",
        "sort_key",
        "folded",
        "email",
        "is_active",
        "external_id",
        "set_id",
        "recorded_at",
        "updated_at",
        "version",
    ];
    Ok(tx.insert_or(
        "people",
        &columns,
        &values,
        "on conflict (id) do update set name = excluded.name, sort_key = excluded.sort_key, folded = excluded.folded,
         email = excluded.email, is_active = excluded.is_active, external_id = excluded.external_id,
         updated_at = excluded.updated_at, version = people.version + 1",
    )?)
}

/// How many accounts each of the positions owns.
pub(super) fn accounts_of(tx: &mut Tx<'_>, positions: &[PositionId]) -> Result<Vec<(PositionId, i64)>> {
    let mut found = Vec::new();
    for part in positions.chunks(500) {
        let mut sql = Sql::new("select owner_position_id, count(*) from accounts where owner_position_id in ");
        sql.bind_list(part.iter().map(|&id| Value::id(id)));
        sql.push(" group by owner_position_id order by owner_position_id");
        found.extend(tx.all(sql.text(), sql.args(), |row| Ok((row.id()?, row.next()?)))?);
    }
    Ok(found)
}
