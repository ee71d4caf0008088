//! Writing an export: one snapshot, table after table, row after row, so that memory does not grow with the company.

use super::digest::Digesting;
use super::{CONTENTS, Contents, EMPTIED, Entry, Fault, Format, LEFT_OUT, Sink, Told, csv, jsonl, parquet};
use db::{Db, Table, Tx, Value};

/// Rows between two words about how far it is.
const STEP: u64 = 1000;

/// Writes everything the company has into files of that format; answers what was written.
///
/// # Errors
/// [`Fault::NoCompany`]; what can be written no further; the database's own.
pub fn take(db: &Db, format: Format, to: &mut dyn Sink, told: Told<'_>) -> Result<Contents, Fault> {
    db.read(|tx| {
        let tables = kept(tx)?;
        let schema = tx.steps()?.pop().ok_or(Fault::NoCompany)?;
        let mut all = 0;
        for table in &tables {
            all += u64::try_from(tx.rows_in(&table.name)?).unwrap_or_default();
        }
        let mut contents =
            Contents { release: env!("CARGO_PKG_VERSION").to_owned(), schema, files: Vec::with_capacity(tables.len()) };
        let mut done = 0;
        for table in &tables {
            let entry = one(tx, table, format, to, &mut |rows| told(done + rows, all))?;
            done += entry.rows;
            contents.files.push(entry);
        }
        told(all, all);
        let bytes = contents.to_csv()?;
        to.file(CONTENTS, &mut |file| Ok(file.write_all(&bytes)?))?;
        Ok(contents)
    })
}

/// Tables that are exported, those that others refer to first.
pub(super) fn kept(tx: &mut Tx<'_>) -> Result<Vec<Table>, Fault> {
    let mut tables = tx.tables()?;
    if !tables.iter().any(|table| table.name == "settings") {
        return Err(Fault::NoCompany);
    }
    tables.retain(|table| !LEFT_OUT.contains(&table.name.as_str()));
    Ok(tables)
}

/// One table's file.
fn one(
    tx: &mut Tx<'_>,
    table: &Table,
    format: Format,
    to: &mut dyn Sink,
    told: &mut dyn FnMut(u64),
) -> Result<Entry, Fault> {
    let mut entry = Entry::new(table, format);
    let name = entry.file.clone();
    to.file(&name, &mut |file| {
        let mut digesting = Digesting::new(file);
        let columns = &table.columns;
        entry.rows = match format {
            Format::Csv => {
                let mut file = csv::Writer::new(&mut digesting, columns)?;
                let rows = rows(tx, table, told, &mut |row| file.row(&row))?;
                file.finish()?;
                rows
            }
            Format::JsonLines => rows(tx, table, told, &mut |row| jsonl::row(&mut digesting, columns, &row))?,
            Format::Parquet => {
                let mut file = parquet::Writer::new(&mut digesting, &table.name, columns)?;
                let rows = rows(tx, table, told, &mut |row| file.row(row))?;
                file.finish()?;
                rows
            }
        };
        entry.sha256 = digesting.digest();
        Ok(())
    })?;
    Ok(entry)
}

/// Hands every row of a table on, without what lets somebody in; answers how many there were.
fn rows(
    tx: &mut Tx<'_>,
    table: &Table,
    told: &mut dyn FnMut(u64),
    take: &mut dyn FnMut(Vec<Value>) -> Result<(), Fault>,
) -> Result<u64, Fault> {
    let is_emptied = |name: &str| EMPTIED.iter().any(|(of, column)| *of == table.name && *column == name);
    let emptied: Vec<usize> =
        (0..).zip(&table.columns).filter(|(_, c)| is_emptied(&c.name)).map(|(at, _)| at).collect();
    let (mut count, mut stopped) = (0, None);
    let read = tx.each_row_in_order(table, |mut row| {
        for at in &emptied {
            if let (Some(value), Some(column)) = (row.get_mut(*at), table.columns.get(*at)) {
                *value = if column.is_nullable { Value::Null } else { Value::Text(String::new()) };
            }
        }
        count += 1;
        if count % STEP == 0 {
            told(count);
        }
        take(row).map_err(|fault| {
            let said = db::Error::stopped(fault.to_string());
            stopped = Some(fault);
            said
        })
    });
    match stopped {
        Some(Fault::Differs(why)) => Err(Fault::Differs(format!("{}: {why}", table.name))),
        Some(fault) => Err(fault),
        None => {
            read?;
            Ok(count)
        }
    }
}
