//! Restoring: verified first, then everything in one transaction: the schema as it was, the rows, the steps since, what is
//! derived, and the checks. Whatever fails, the database stays as it was.

use super::read::Backup;
use super::{DERIVED, Fault, Head, Passphrase, TableHead, Told, steps, verify};
use crate::ctx::Who;
use crate::custom_fields;
use crate::schema::STEPS;
use crate::{House, measures, search};
use db::{Db, Table, Tx};
use domain::Instant;
use std::io::BufRead;
use std::sync::Arc;

/// How to restore.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms {
    /// Whether a company that is there may go.
    pub replace: bool,
    /// Leaves the check of the measures out, which reads every record.
    pub unchecked: bool,
}

/// What was restored.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The backup's head.
    pub head: Head,
    /// Steps of the schema that it was brought up by.
    pub brought_up_by: Vec<&'static str>,
    /// Components of measures that differ from their records, as they did where the backup was taken; none where that was
    /// not checked.
    pub differences: Option<usize>,
}

/// Restores a backup into a database. `open` opens the file, twice: to verify all of it, then to load it.
///
/// # Errors
/// [`Fault`]; nothing was changed then.
pub fn restore<R: BufRead>(
    db: &Db,
    open: &dyn Fn() -> Result<R, Fault>,
    passphrase: Option<&Passphrase>,
    terms: Terms,
    now: Instant,
    told: Told<'_>,
) -> Result<Restored, Fault> {
    verify(open()?, passphrase, told)?;
    let restored = db.write(|tx| {
        let mut backup = Backup::open(open()?, passphrase)?;
        let head = backup.head.clone();
        let loaded = load_rows(db, tx, &head, terms, now, &DERIVED, &mut |tx| -> Result<(), Fault> {
            backup.each(told, &mut |table, values| {
                let columns: Vec<String> = table.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
                let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
                Ok(tx.insert(&table.name, &columns, values)?)
            })
        })?;
        let head = backup.finish()?;
        Ok::<_, Fault>(Restored { head, brought_up_by: loaded.0, differences: loaded.1 })
    })?;
    // The company stands by now: without statistics it is slower for a while, and no less restored.
    let _ = db.write(|tx| {
        let tables = tx.tables()?;
        tx.analyse_tables(&tables)
    });
    Ok(restored)
}

/// Brings rows into an empty database: the schema as it was, what `insert` puts in, the steps since, what is derived, and the
/// checks. `absent` are tables that the head does not tell of. Answers the steps, and how many components of measures differ.
///
/// # Errors
/// [`Fault`]; the transaction is not to be kept then.
pub(crate) fn load_rows<F: From<Fault> + From<db::Error>>(
    db: &Db,
    tx: &mut Tx<'_>,
    head: &Head,
    terms: Terms,
    now: Instant,
    absent: &[&str],
    insert: &mut dyn FnMut(&mut Tx<'_>) -> Result<(), F>,
) -> Result<(Vec<&'static str>, Option<usize>), F> {
    make_room(tx, terms)?;
    let (had, since) = STEPS.split_at(head.schema.len());
    db::migrate_within(tx, had, now.0)?;
    let tables = with_own_columns(tx, head, absent)?;
    fits(&tables, head)?;
    tx.empty(&tables)?;
    insert(tx)?;
    counted(tx, head)?;
    tx.settle()?;
    let brought_up_by = db::migrate_within(tx, since, now.0)?;
    // Definitions are read as they are now, not as they were then.
    custom_fields::commands::put_back_indexes(tx).map_err(Fault::from)?;
    search::rebuild_words(tx).map_err(Fault::from)?;
    let differences = if terms.unchecked { None } else { differences(db, tx, now)? };
    Ok((brought_up_by, differences))
}

/// Takes away what is there, where that may be.
fn make_room(tx: &mut Tx<'_>, terms: Terms) -> Result<(), Fault> {
    let tables = tx.tables()?;
    let ours = steps::tables_of(STEPS);
    if let Some(foreign) = tables.iter().find(|table| !ours.contains(&table.name.as_str())) {
        return Err(Fault::Foreign(foreign.name.clone()));
    }
    for table in tables.iter().filter(|table| !terms.replace && !steps::FILLED_BY_STEPS.contains(&table.name.as_str()))
    {
        if tx.rows_in(&table.name)? > 0 {
            return Err(Fault::NotEmpty(table.name.clone()));
        }
    }
    Ok(tx.drop_tables(&tables)?)
}

/// The tables, with the columns of the company's own fields.
fn with_own_columns(tx: &mut Tx<'_>, head: &Head, absent: &[&str]) -> Result<Vec<Table>, Fault> {
    for table in tx.tables()? {
        let Some(told) = head.tables.iter().find(|told| told.name == table.name) else { continue };
        let has = |name: &str| table.columns.iter().any(|column| column.name == name);
        custom_fields::commands::put_back(tx, &table.name, &told.columns, &has)?;
    }
    let mut tables = tx.tables()?;
    tables.retain(|table| !absent.contains(&table.name.as_str()));
    Ok(tables)
}

/// Whether the tables are those of the backup, whatever the order of their columns: a company's own fields stand behind those
/// of the step that was newest when they were made.
fn fits(tables: &[Table], head: &Head) -> Result<(), Fault> {
    let sorted = |name: &String, mut columns: Vec<(String, String)>| {
        columns.sort();
        (name.clone(), columns)
    };
    let columns = |table: &Table| table.columns.iter().map(|c| (c.name.clone(), c.holds.word().to_owned())).collect();
    let mut due: Vec<_> = tables.iter().map(|table| sorted(&table.name, columns(table))).collect();
    let mut told: Vec<_> =
        head.tables.iter().map(|TableHead { name, columns, .. }| sorted(name, columns.clone())).collect();
    due.sort();
    told.sort();
    match due.iter().zip(&told).find(|(due, told)| due != told) {
        Some((due, _)) => Err(Fault::Schema(format!("its table {} is another", due.0))),
        None if due.len() != told.len() => Err(Fault::Schema("it has other tables".to_owned())),
        None => Ok(()),
    }
}

fn counted(tx: &mut Tx<'_>, head: &Head) -> Result<(), Fault> {
    for table in &head.tables {
        let rows = u64::try_from(tx.rows_in(&table.name)?).unwrap_or_default();
        if rows != table.rows {
            return Err(Fault::Differs(format!("{} has {rows} rows, not {}", table.name, table.rows)));
        }
    }
    Ok(())
}

/// Components of measures that differ from their records; none where there is no company yet.
fn differences(db: &Db, tx: &mut Tx<'_>, now: Instant) -> Result<Option<usize>, Fault> {
    let house = House::as_it_stands(db.clone(), Arc::new(move || now));
    match house.ctx(tx, Who::Console) {
        Ok(ctx) => Ok(Some(measures::rebuild(&ctx, tx, false)?.len())),
        Err(crate::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
