//! Taking a backup: one snapshot, table after table, row after row, so that memory does not grow with the database.

use super::container::{Writer, hex};
use super::{DERIVED, End, FORM, Fault, Foot, Head, Passphrase, TableHead, Told, row};
use crate::settings;
use db::{Db, Dialect, Holds, Table, Tx};
use domain::Instant;
use sha2::{Digest, Sha256};
use std::io::Write;

/// Rows between two words about how far it is.
const STEP: u64 = 1000;

/// Writes everything the database holds now; answers what it wrote, and what it wrote it to.
///
/// # Errors
/// [`Fault::NoCompany`]; what can be written no further; the database's own.
pub fn take<W: Write>(
    db: &Db,
    now: Instant,
    passphrase: Option<&Passphrase>,
    to: W,
    told: Told<'_>,
) -> Result<(Head, W), Fault> {
    let mut to = Writer::new(to, passphrase)?;
    let head = db.read(|tx| -> Result<Head, Fault> {
        let tables = kept(tx)?;
        let head = head(tx, &tables, now)?;
        line(&mut to, &head)?;
        let (mut done, all) = (0, head.rows());
        for (table, counted) in tables.iter().zip(&head.tables) {
            let foot = rows(tx, table, &mut to, &mut |rows| told(done + rows, all))?;
            if foot.rows != counted.rows {
                return Err(Fault::Differs(format!("{} has {} rows, not {}", table.name, foot.rows, counted.rows)));
            }
            done += foot.rows;
            line(&mut to, &foot)?;
        }
        told(done, all);
        line(&mut to, &End { end: true, tables: tables.len(), rows: done })?;
        Ok(head)
    })?;
    Ok((head, to.finish()?))
}

/// Tables that are kept, in the order they are written.
pub(super) fn kept(tx: &mut Tx<'_>) -> Result<Vec<Table>, Fault> {
    let mut tables = tx.tables()?;
    tables.retain(|table| !DERIVED.contains(&table.name.as_str()));
    Ok(tables)
}

fn head(tx: &mut Tx<'_>, tables: &[Table], now: Instant) -> Result<Head, Fault> {
    let schema = tx.steps()?;
    if schema.is_empty() || !tables.iter().any(|table| table.name == "settings") {
        return Err(Fault::NoCompany);
    }
    let mut heads = Vec::with_capacity(tables.len());
    for table in tables {
        let columns = table.columns.iter().map(|c| (c.name.clone(), c.holds.word().to_owned())).collect();
        let rows = u64::try_from(tx.rows_in(&table.name)?).unwrap_or_default();
        heads.push(TableHead { name: table.name.clone(), columns, rows });
    }
    Ok(Head {
        bailiwick_backup: FORM,
        release: env!("CARGO_PKG_VERSION").to_owned(),
        engine: match tx.dialect() {
            Dialect::Sqlite => "sqlite",
            Dialect::Postgres => "postgres",
        }
        .to_owned(),
        company: settings::find(tx)?.map(|company| company.name),
        at: now,
        schema,
        tables: heads,
    })
}

/// The rows of a table, with their digest.
fn rows(tx: &mut Tx<'_>, table: &Table, to: &mut impl Write, told: &mut dyn FnMut(u64)) -> Result<Foot, Fault> {
    let holds: Vec<Holds> = table.columns.iter().map(|column| column.holds).collect();
    let (mut digest, mut count, mut line) = (Sha256::new(), 0, Vec::new());
    let mut stopped = None;
    let read = tx.each_row(table, |values| {
        line.clear();
        let written = row::write(&mut line, &holds, &values).and_then(|()| to.write_all(&line));
        digest.update(&line);
        count += 1;
        if count % STEP == 0 {
            told(count);
        }
        written.map_err(|error| {
            let said = db::Error::stopped(error.to_string());
            stopped = Some(error);
            said
        })
    });
    if let Some(error) = stopped {
        return Err(error.into());
    }
    read?;
    Ok(Foot { table: table.name.clone(), rows: count, sha256: hex(&digest.finalize()) })
}

fn line(to: &mut impl Write, value: &impl serde::Serialize) -> Result<(), Fault> {
    let mut text = serde_json::to_vec(value).map_err(crate::Error::from)?;
    text.push(b'\n');
    Ok(to.write_all(&text)?)
}
