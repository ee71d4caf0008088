//! The rows of a record and of its parts, as they are kept and put back.

use super::parts;
use crate::activities::leaving::Left;
use crate::custom_fields::Naming;
use crate::exports::cell;
use crate::matching::merge::into_which;
use crate::{Error, Result};
use db::{Column, Holds, Table, Tx, Value};
use domain::policy::Noun;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Everything that went with a record.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Held {
    /// Its own row first, then those of its parts.
    pub rows: Vec<Rows>,
    /// What became of its activities.
    pub activities: Left,
    /// Fields of the company's own that named it.
    pub naming: Vec<Naming>,
}

/// Rows of one table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Rows {
    pub table: String,
    /// Names of the columns, and what they hold.
    pub columns: Vec<(String, String)>,
    /// Values in words; none for what is empty.
    pub rows: Vec<Vec<Option<String>>>,
}

impl Rows {
    fn columns(&self) -> Result<Vec<Column>> {
        let column = |(name, word): &(String, String)| {
            let holds = Holds::of_word(word).ok_or_else(|| Error::Internal(format!("{name} holds {word}")))?;
            Ok(Column { name: name.clone(), holds, is_nullable: true })
        };
        self.columns.iter().map(column).collect()
    }

    /// The ids in a column.
    pub(super) fn ids(&self, column: &str) -> Vec<Uuid> {
        let Some(at) = self.columns.iter().position(|(name, _)| name == column) else { return Vec::new() };
        let id = |row: &Vec<Option<String>>| row.get(at)?.as_ref()?.parse().ok();
        self.rows.iter().filter_map(id).collect()
    }
}

/// The tables of a database, by name.
pub(super) struct Tables(HashMap<String, Table>);

impl Tables {
    /// As they are now.
    pub(super) fn read(tx: &mut Tx<'_>) -> Result<Tables> {
        Ok(Tables(tx.tables()?.into_iter().map(|table| (table.name.clone(), table)).collect()))
    }
    fn get(&self, name: &str) -> Result<&Table> {
        self.0.get(name).ok_or_else(|| Error::Internal(format!("there is no table {name}")))
    }
}

/// Reads the rows of records and of their parts: what is to be kept of each.
pub(super) fn read(
    tx: &mut Tx<'_>,
    tables: &Tables,
    (noun, table): (Noun, &'static str),
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Held>> {
    let mut found: HashMap<Uuid, Held> = HashMap::with_capacity(ids.len());
    // Whose the rows of a part are, for those that go along with them in turn.
    let mut whose: BTreeMap<&str, HashMap<Uuid, Uuid>> = BTreeMap::new();
    for (table, column) in std::iter::once((table, "id")).chain(parts::of(noun)) {
        let known = tables.get(table)?;
        for row in tx.rows_naming(known, column, ids)? {
            let Some(record) = id_in(known, &row, column) else { continue };
            if let Some((of, _)) = parts::OF_PARTS.iter().find(|(of, _)| *of == table)
                && let Some(id) = id_in(known, &row, "id")
            {
                whose.entry(of).or_default().insert(id, record);
            }
            found.entry(record).or_default().keep(known, &row)?;
        }
    }
    for (of, (table, column)) in parts::OF_PARTS {
        let Some(whose) = whose.get(of) else { continue };
        let (known, ids) = (tables.get(table)?, whose.keys().copied().collect::<Vec<_>>());
        for row in tx.rows_naming(known, column, &ids)? {
            let record = id_in(known, &row, column).and_then(|part| whose.get(&part));
            if let Some(held) = record.and_then(|record| found.get_mut(record)) {
                held.keep(known, &row)?;
            }
        }
    }
    Ok(found)
}

fn id_in(table: &Table, row: &[Value], column: &str) -> Option<Uuid> {
    match row.get(table.columns.iter().position(|c| c.name == column)?) {
        Some(Value::Uuid(id)) => Some(*id),
        _ => None,
    }
}

impl Held {
    /// Keeps the rows of a table that name activities which went along.
    pub(super) fn read_of_activities(&mut self, tx: &mut Tx<'_>, tables: &Tables) -> Result<()> {
        let (table, column) = parts::OF_ACTIVITIES;
        let known = tables.get(table)?;
        for row in tx.rows_naming(known, column, &self.activities.gone())? {
            self.keep(known, &row)?;
        }
        Ok(())
    }

    fn keep(&mut self, table: &Table, row: &[Value]) -> Result<()> {
        let word = |(column, value): (&Column, &Value)| cell::plain(column, value).map_err(Error::Internal);
        let words = table.columns.iter().zip(row).map(word).collect::<Result<Vec<_>>>()?;
        if self.rows.last().is_none_or(|rows| rows.table != table.name) {
            let columns = table.columns.iter().map(|c| (c.name.clone(), c.holds.word().to_owned())).collect();
            self.rows.push(Rows { table: table.name.clone(), columns, rows: Vec::new() });
        }
        if let Some(rows) = self.rows.last_mut() {
            rows.rows.push(words);
        }
        Ok(())
    }

    /// The ids in a column of one of its tables.
    pub(super) fn ids(&self, table: &str, column: &str) -> Vec<Uuid> {
        self.rows.iter().filter(|rows| rows.table == table).flat_map(|rows| rows.ids(column)).collect()
    }

    /// What its own row has in a column, in words.
    pub(super) fn word(&self, column: &str) -> Option<&str> {
        let own = self.rows.first()?;
        let at = own.columns.iter().position(|(name, _)| name == column)?;
        own.rows.first()?.get(at)?.as_deref()
    }

    /// What its own row holds, column by column, in words.
    pub(super) fn own_words(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.rows.first();
        let columns = own.into_iter().flat_map(|rows| &rows.columns);
        let cells = own.and_then(|rows| rows.rows.first()).into_iter().flatten();
        columns.zip(cells).filter_map(|((name, _), word)| Some((name.as_str(), word.as_deref()?)))
    }

    /// What a column of one of its tables holds, in words.
    pub(super) fn words(&self, table: &str, column: &str) -> Vec<&str> {
        let rows = self.rows.iter().filter(|rows| rows.table == table);
        let word = |rows: &'_ Rows| rows.columns.iter().position(|(name, _)| name == column);
        rows.filter_map(|rows| Some((rows, word(rows)?)))
            .flat_map(|(rows, at)| rows.rows.iter().filter_map(move |row| row.get(at)?.as_deref()))
            .collect()
    }

    /// Whether anything stood on it that is not its own.
    pub(super) fn is_stood_on(&self) -> bool {
        self.activities != Left::default()
    }

    /// Puts the rows back where they were. A part that names what is gone for good stays away; answers the table of what is
    /// not there and the record itself names, or a part of it that may yet be taken back: then nothing of it is to stay.
    pub(super) fn put_back(&self, tx: &mut Tx<'_>, tables: &Tables) -> Result<Option<String>> {
        for (at, rows) in self.rows.iter().enumerate() {
            let table = tables.get(&rows.table)?;
            let columns = rows.columns()?;
            let mut values = Vec::with_capacity(rows.rows.len());
            for row in &rows.rows {
                let value = |(column, word): (&Column, &Option<String>)| match word {
                    None => Ok(Value::Null),
                    Some(word) => cell::value(column, word)
                        .ok_or_else(|| Error::Internal(format!("{}.{} was {word}", rows.table, column.name))),
                };
                values.push(columns.iter().zip(row).map(value).collect::<Result<Vec<_>>>()?);
            }
            let gone = without_gone(tx, table, &columns, &mut values)?;
            if let Some(gone) = gone.filter(|gone| at == 0 || gone.is_deleted) {
                return Ok(Some(gone.table));
            }
            if table.name == "opportunity_steps" {
                follow_accounts(tx, &columns, &mut values)?;
            }
            let names: Vec<String> = columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let values: Vec<Value> = values.into_iter().flatten().collect();
            match at {
                0 => tx.insert(&rows.table, &names, &values)?,
                // Somebody may have entered the same meanwhile.
                _ => tx.insert_or(&rows.table, &names, &values, "on conflict do nothing")?,
            }
        }
        Ok(None)
    }
}

/// What a row names and is not there.
struct Gone {
    /// In which table.
    table: String,
    /// Whether it may be taken back.
    is_deleted: bool,
}

/// Takes out the rows that name what is not there, or only the name where that may be empty; answers what it is.
fn without_gone(
    tx: &mut Tx<'_>,
    table: &Table,
    columns: &[Column],
    rows: &mut Vec<Vec<Value>>,
) -> Result<Option<Gone>> {
    let mut gone: Option<Gone> = None;
    for reference in &table.references {
        let Some(at) = columns.iter().position(|c| c.name == reference.column) else { continue };
        let named = |row: &[Value]| match row.get(at) {
            Some(Value::Uuid(id)) => Some(*id),
            _ => None,
        };
        let ids: Vec<Uuid> = rows.iter().filter_map(|row| named(row)).collect();
        let mut there = super::sql::present(tx, (&reference.table, &reference.to), &ids)?;
        for row in rows.iter_mut() {
            let Some(id) = named(row).filter(|id| !there.contains(id)) else { continue };
            // What became part of another since is that other.
            if let (Some(other), Some(cell)) = (into_which(tx, id)?, row.get_mut(at)) {
                *cell = Value::Uuid(other);
                there.insert(other);
            }
        }
        let missing: Vec<Uuid> = rows.iter().filter_map(|row| named(row)).filter(|id| !there.contains(id)).collect();
        if missing.is_empty() {
            continue;
        }
        let is_deleted = !super::sql::present(tx, ("trash", "id"), &missing)?.is_empty();
        if gone.as_ref().is_none_or(|gone| is_deleted && !gone.is_deleted) {
            gone = Some(Gone { table: reference.table.clone(), is_deleted });
        }
        let is_nullable = table.columns.iter().any(|c| c.name == reference.column && c.is_nullable);
        if is_nullable {
            let dangling = rows.iter_mut().filter(|row| named(row).is_some_and(|id| !there.contains(&id)));
            dangling.filter_map(|row| row.get_mut(at)).for_each(|cell| *cell = Value::Null);
        } else {
            rows.retain(|row| named(row).is_none_or(|id| there.contains(&id)));
        }
    }
    Ok(gone)
}

/// Accounts that became part of others since are those others, in steps too, which name them without a reference.
fn follow_accounts(tx: &mut Tx<'_>, columns: &[Column], rows: &mut [Vec<Value>]) -> Result<()> {
    let Some(at) = columns.iter().position(|c| c.name == "account_id") else { return Ok(()) };
    for cell in rows.iter_mut().filter_map(|row| row.get_mut(at)) {
        if let Value::Uuid(id) = cell
            && let Some(other) = into_which(tx, *id)?
        {
            *cell = Value::Uuid(other);
        }
    }
    Ok(())
}
