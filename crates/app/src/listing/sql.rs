//! Statements of lists: made from the kind's fields, the filter and the scope.

use super::cell::{Cell, Label};
use super::cursor::{Cursor, Key};
use super::kind::{Field, Sort, Source, Type};
use super::owners::Owners;
use super::{Kind, ListRow};
use crate::sql::Sql;
use crate::{Ctx, Error, Result};
use db::{Row, Tx, Value};
use domain::Instant;
use domain::custom_fields::plain;
use domain::kernel::id::PositionId;
use domain::kernel::{Currency, Money};
use domain::policy::Noun;
use std::cmp::Ordering;
use uuid::Uuid;

/// A row's id and its sort value.
pub(super) type Place = (Uuid, Key);

/// The names of a table.
#[derive(Clone, Copy)]
pub(super) struct Table {
    pub name: &'static str,
    pub alias: &'static str,
    pub joins: &'static str,
}

impl Table {
    pub(super) fn of(kind: &Kind) -> Result<Table> {
        match kind.source {
            Source::Table { table, alias, joins } => Ok(Table { name: table, alias, joins }),
            Source::Memory(_) => Err(Error::Internal(format!("{} stand in no table", kind.key))),
        }
    }
}

/// One walk along the sort column: through the rows that have a value, or through those that have none.
struct Walk<'a> {
    missing: bool,
    /// From here on; from the beginning where there is none.
    after: Option<(&'a Key, Uuid)>,
    descending: bool,
}

/// The next rows by sort order after the cursor, in the direction of the cursor. `narrow` is `from … where …`.
pub(super) fn places(
    tx: &mut Tx<'_>,
    alias: &str,
    narrow: &Sql,
    (sort, descending): (Sort, bool),
    cursor: Option<&Cursor>,
    limit: usize,
) -> Result<Vec<Place>> {
    let backward = cursor.is_some_and(|c| c.backward);
    let mut parts = if sort.nullable { vec![false, true] } else { vec![false] };
    if backward {
        parts.reverse();
    }
    let begun = cursor.map(|c| c.key == Key::Missing);
    let mut found = Vec::new();
    for missing in parts.into_iter().skip_while(|part| begun.is_some_and(|b| b != *part)) {
        let after = cursor.filter(|_| begun == Some(missing)).map(|c| (&c.key, c.id));
        let walk = Walk { missing, after, descending: descending != backward };
        let left = limit - found.len();
        if left > 0 {
            found.extend(step(tx, alias, narrow, sort, &walk, left)?);
        }
    }
    Ok(found)
}

fn step(tx: &mut Tx<'_>, alias: &str, narrow: &Sql, sort: Sort, walk: &Walk<'_>, limit: usize) -> Result<Vec<Place>> {
    let Some(within) = sort.within else { return rows_of(tx, alias, narrow, sort, walk, limit) };
    let mut found = Vec::new();
    for value in within.values {
        let mut part = narrow.clone();
        part.push(&format!(" and {} = ", within.column)).bind(*value);
        found.extend(rows_of(tx, alias, &part, sort, walk, limit)?);
    }
    found.sort_by(|a: &Place, b: &Place| {
        let order = a.1.partial_cmp(&b.1).unwrap_or(Ordering::Equal).then(a.0.cmp(&b.0));
        if walk.descending { order.reverse() } else { order }
    });
    found.truncate(limit);
    Ok(found)
}

fn rows_of(
    tx: &mut Tx<'_>,
    alias: &str,
    narrow: &Sql,
    sort: Sort,
    walk: &Walk<'_>,
    limit: usize,
) -> Result<Vec<Place>> {
    let column = sort.column;
    let shown = if walk.missing { String::new() } else { format!(", {column}") };
    let mut sql = narrow.after(&format!("select {alias}.id{shown}"));
    if sort.nullable {
        sql.push(&format!(" and {column} is {}null", if walk.missing { "" } else { "not " }));
    }
    let sign = if walk.descending { "<" } else { ">" };
    match walk.after {
        Some((_, id)) if walk.missing => {
            sql.push(&format!(" and {alias}.id {sign} ")).bind(id);
        }
        Some((key, id)) => {
            let value =
                key.value(sort.holds).ok_or_else(|| domain::Refusal::new("refusal-cursor-stale").at("cursor"))?;
            sql.push(&format!(" and ({column}, {alias}.id) {sign} (")).bind(value).push(", ").bind(id).push(")");
        }
        None => {}
    }
    let way = if walk.descending { " desc" } else { "" };
    let order = if walk.missing { String::new() } else { format!("{column}{way}, ") };
    sql.push(&format!(" order by {order}{alias}.id{way} limit ")).bind(i64::try_from(limit).unwrap_or(i64::MAX));
    let rows = tx.all(sql.text(), sql.args(), |row| {
        let id = row.next()?;
        Ok((id, if walk.missing { Key::Missing } else { Key::read(row, sort.holds)? }))
    })?;
    Ok(rows)
}

/// How many, counting no further than the cap where there is one.
pub(super) fn count(tx: &mut Tx<'_>, narrow: &Sql, cap: Option<i64>) -> Result<i64> {
    let sql = match cap {
        None => narrow.after("select count(*)"),
        Some(cap) => {
            let mut sql = narrow.after("select count(*) from (select 1");
            sql.push(" limit ").bind(cap).push(") capped");
            sql
        }
    };
    Ok(tx.number(sql.text(), sql.args())?)
}

/// The rows of a page. The ids come out of [`places`], so the scope has been asked already; of the records that
/// the rows name it is asked here.
pub(super) fn rows(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    table: Table,
    columns: &[&Field],
    ids: &[Uuid],
    owners: &Owners<'_>,
) -> Result<Vec<ListRow>> {
    let mut sql = Sql::new(&format!("select {}.id", table.alias));
    for field in columns {
        match field.ty {
            Type::Money { minor, currency } => sql.push(&format!(", {minor}, {currency}")),
            Type::Record { label, .. } => sql.push(&format!(", {}, {label}", field.column)),
            Type::Lookup { label, label_key, .. } => sql.push(&format!(", {}, {label}, {label_key}", field.column)),
            _ => sql.push(&format!(", {}", field.column)),
        };
    }
    sql.push(&format!(" from {} {} {} where {}.id in ", table.name, table.alias, table.joins, table.alias));
    sql.bind_list(ids.iter().map(|&id| Value::Uuid(id)));
    let mut found = tx.all(sql.text(), sql.args(), |row| {
        let id = row.next()?;
        let cells = columns.iter().map(|field| cell(row, field, owners)).collect::<std::result::Result<_, _>>()?;
        Ok(ListRow { id, cells })
    })?;
    let place: std::collections::HashMap<Uuid, usize> = ids.iter().enumerate().map(|(i, &id)| (id, i)).collect();
    found.sort_by_key(|row| place.get(&row.id).copied());
    for (at, field) in columns.iter().enumerate() {
        if let Type::Record { noun, .. } = field.ty {
            hide(ctx, tx, noun, at, &mut found)?;
        }
    }
    Ok(found)
}

/// Takes name and id out of the cells whose record the reader may not see.
fn hide(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, at: usize, rows: &mut [ListRow]) -> Result<()> {
    let named = |row: &ListRow| match row.cells.get(at) {
        Some(Cell::Record(label)) => Some(label.id),
        _ => None,
    };
    let ids: Vec<Uuid> = rows.iter().filter_map(named).collect();
    let hidden = crate::records::hidden(ctx, tx, noun, &ids)?;
    for row in rows {
        let is_hidden = named(row).is_some_and(|id| hidden.contains(&id));
        if let Some(cell) = row.cells.get_mut(at).filter(|_| is_hidden) {
            *cell = Cell::Hidden;
        }
    }
    Ok(())
}

fn cell(row: &Row<'_>, field: &Field, owners: &Owners<'_>) -> std::result::Result<Cell, db::Error> {
    let label = |id: Option<Uuid>, label: Option<String>, key: Option<String>| match (id, label) {
        (Some(id), Some(label)) => Cell::Record(Label { id, label, key, detail: None }),
        _ => Cell::Empty,
    };
    Ok(match field.ty {
        Type::Text | Type::Name { .. } => Cell::text(row.next()?),
        Type::Decimal(decimals) => {
            row.next::<Option<i64>>()?.map_or(Cell::Empty, |n| Cell::Decimal(plain(n, decimals)))
        }
        Type::Words(own) => Cell::words(own, row.next()?),
        Type::Person => row.opt_id()?.map_or(Cell::Empty, |id| owners.person(id).map_or(Cell::Empty, Cell::Record)),
        Type::Choice(_) => row.next::<Option<String>>()?.map_or(Cell::Empty, Cell::Choice),
        Type::Number => row.next::<Option<i64>>()?.map_or(Cell::Empty, Cell::Number),
        Type::Money { .. } => {
            let (minor, currency) = (row.next::<Option<i64>>()?, row.next::<Option<String>>()?);
            let currency = currency.as_deref().and_then(Currency::new);
            minor.zip(currency).map_or(Cell::Empty, |(minor, currency)| Cell::Money(Money::new(minor, currency)))
        }
        Type::Day => row.opt_parsed()?.map_or(Cell::Empty, Cell::Day),
        Type::Instant => row.next::<Option<i64>>()?.map_or(Cell::Empty, |at| Cell::Instant(Instant(at))),
        Type::Bool => row.next::<Option<bool>>()?.map_or(Cell::Empty, Cell::Bool),
        Type::Record { .. } => label(row.next()?, row.next()?, None),
        Type::Lookup { .. } => label(row.next()?, row.next()?, row.next()?),
        Type::Owner => row.opt_id()?.map_or(Cell::Empty, |id| Cell::Record(owners.label(id))),
    })
}

/// A short table of names, read whole: id, key, name.
pub(super) fn lookup(tx: &mut Tx<'_>, table: &str, key: &str) -> Result<Vec<(Uuid, String, String)>> {
    let sql = format!("select id, {key}, name from {table}");
    Ok(tx.all(&sql, &[], |row| Ok((row.next()?, row.next()?, row.next()?)))?)
}

/// The ids alone, in order.
pub(super) fn ids(tx: &mut Tx<'_>, table: Table, narrow: &Sql, most: i64) -> Result<Vec<Uuid>> {
    let mut sql = narrow.after(&format!("select {}.id", table.alias));
    sql.push(&format!(" order by {}.id limit ", table.alias)).bind(most);
    Ok(tx.all(sql.text(), sql.args(), |row| row.next())?)
}

/// `select id from … where 1 = 1`.
pub(super) fn ids_of(table: &Table) -> Sql {
    Sql::new(&format!("select {}.id from {} {} where 1 = 1", table.alias, table.name, table.alias))
}

/// `select position_id …`: the positions and everyone below them today.
pub(super) fn below(ctx: &Ctx, positions: &[PositionId], sql: &mut Sql) {
    sql.push("select position_id from organisation_intervals where tree = ").bind(ctx.tree()).push(" and (1 = 0");
    for (lft, rgt) in positions.iter().filter_map(|&p| ctx.organisation.interval(p)) {
        sql.push(" or lft between ").bind(Value::Int(lft.into())).push(" and ").bind(Value::Int(rgt.into()));
    }
    sql.push(")");
}
