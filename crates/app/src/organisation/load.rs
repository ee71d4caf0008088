//! Reads every recorded row of the organisation. Done once a version, then kept in memory.

use super::sql;
use crate::Result;
use db::{Row, Tx};
use domain::Instant;
use domain::kernel::{Currency, Dated, Money, Span};
use domain::organisation::{
    Assignment, AssignmentKind, Coverage, Defect, Distribution, DottedLine, Limits, Person, Position, Row as Version,
    Rows, SalesModel, Unit,
};

/// Every recorded row.
///
/// # Errors
/// The database's own; a stored word that is none of ours.
pub fn load(tx: &mut Tx<'_>) -> Result<Rows> {
    Ok(Rows {
        units: tx.all(sql::UNITS, &[], |row| dated(row, unit))?,
        positions: tx.all(sql::POSITIONS, &[], |row| dated(row, position))?,
        dotted_lines: tx.all(sql::DOTTED_LINES, &[], |row| dated(row, dotted_line))?,
        assignments: tx.all(sql::ASSIGNMENTS, &[], |row| dated(row, assignment))?,
        coverages: tx.all(sql::COVERAGES, &[], |row| dated(row, coverage))?,
        defects: tx.all(sql::DEFECTS, &[], |row| dated(row, defect))?,
        people: tx.all(sql::PEOPLE, &[], person)?.into_iter().map(|p| (p.id, p)).collect(),
    })
}

type Read<T> = std::result::Result<T, db::Error>;

/// The columns every dated table begins with, then its own.
fn dated<T>(row: &Row<'_>, value: impl FnOnce(&Row<'_>) -> Read<T>) -> Read<Version<T>> {
    let row_id = row.id()?;
    let span = Span { from: row.parsed()?, to: row.parsed()? };
    let (recorded_at, superseded_at) = (Instant(row.next()?), row.next::<Option<i64>>()?.map(Instant));
    Ok(Version { row_id, dated: Dated { value: value(row)?, span, recorded_at, superseded_at } })
}

fn unit(row: &Row<'_>) -> Read<Unit> {
    Ok(Unit { id: row.id()?, parent: row.opt_id()?, name: row.next()?, kind: row.next()?, model: word(row.next()?) })
}

fn position(row: &Row<'_>) -> Read<Position> {
    Ok(Position {
        id: row.id()?,
        external_id: row.next()?,
        unit: row.id()?,
        title: row.next()?,
        roles: words(&row.next::<String>()?),
        reports_to: row.opt_id()?,
        location: row.next()?,
        languages: words(&row.next::<String>()?),
        cost_per_year: cost(row.next()?, row.next()?),
        quota_class: row.next()?,
        capacity: row.next::<Option<i64>>()?.and_then(|n| u32::try_from(n).ok()),
        is_stub: row.next()?,
    })
}

fn cost(minor: Option<i64>, currency: Option<String>) -> Option<Money> {
    Some(Money::new(minor?, Currency::new(&currency?)?))
}

fn dotted_line(row: &Row<'_>) -> Read<DottedLine> {
    Ok(DottedLine { position: row.id()?, manager: row.id()?, label: row.next()? })
}

fn assignment(row: &Row<'_>) -> Read<Assignment> {
    Ok(Assignment {
        person: row.id()?,
        position: row.id()?,
        share_bp: u32::try_from(row.next::<i64>()?).unwrap_or(0),
        kind: word(Some(row.next()?)).unwrap_or(AssignmentKind::Regular),
    })
}

fn coverage(row: &Row<'_>) -> Read<Coverage> {
    Ok(Coverage {
        id: row.id()?,
        segment: row.opt_id()?,
        stages: words(&row.next::<String>()?),
        unit: row.opt_id()?,
        position: row.opt_id()?,
        distribution: word(Some(row.next()?)).unwrap_or(Distribution::Owner),
        priority: i32::try_from(row.next::<i64>()?).unwrap_or(i32::MAX),
        limits: Limits {
            most_open: row.next::<Option<i64>>()?.and_then(|n| u32::try_from(n).ok()),
            most_a_day: row.next::<Option<i64>>()?.and_then(|n| u32::try_from(n).ok()),
            ignores_hours: row.next()?,
            passes_on: row.next()?,
        },
    })
}

fn defect(row: &Row<'_>) -> Read<Defect> {
    Ok(Defect {
        check: row.next()?,
        position: row.opt_id()?,
        subject: row.next()?,
        claim: row.next()?,
        source: row.next()?,
    })
}

fn person(row: &Row<'_>) -> Read<Person> {
    Ok(Person {
        id: row.id()?,
        name: row.next()?,
        email: row.next()?,
        is_active: row.next()?,
        external_id: row.next()?,
    })
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// A stored word of an enumeration; the words are serde's.
fn word<T: serde::de::DeserializeOwned>(text: Option<String>) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text?)).ok()
}

/// The stored word of an enumeration's value.
pub(super) fn key<T: serde::Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The type the unit tests of other slices name a model by.
pub(super) fn model_key(model: Option<SalesModel>) -> Option<String> {
    model.map(key)
}
