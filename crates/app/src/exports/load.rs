//! An export into an empty database: proved first, then everything in one transaction, as a backup is restored. Whatever fails,
//! the database stays as it was.
//!
//! A company that was founded and in which nobody has done anything yet counts as empty: it makes room. Who founded it keeps
//! their password where the export has a user of their e-mail.

use super::digest::Digesting;
use super::{CONTENTS, Contents, Entry, Fault, Format, LEFT_OUT, Told, csv, jsonl, parquet, sql};
use crate::backups::{Head, TableHead, Terms, load_rows};
use crate::schema::STEPS;
use db::{Db, Value};
use domain::Instant;
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::Path;

/// Values that are handed on at once, about.
const BATCH: usize = 20_000;

/// What was loaded.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What the export holds.
    pub contents: Contents,
    /// Steps of the schema that it was brought up by.
    pub brought_up_by: Vec<&'static str>,
    /// Components of measures that differ from their records, as they did where the export was made.
    pub differences: Option<usize>,
    /// E-mails of the users who are active and cannot sign in until they are given a link.
    pub without_password: Vec<String>,
}

/// Loads the export in a folder into an empty database.
///
/// # Errors
/// [`Fault`]; nothing was changed then.
pub fn load(db: &Db, folder: &Path, now: Instant, told: Told<'_>) -> Result<Loaded, Fault> {
    load_as(db, folder, now, false, told)
}

/// As [`load`], without checking the figures against the records, which reads all of them.
///
/// # Errors
/// As [`load`].
pub fn load_unchecked(db: &Db, folder: &Path, now: Instant, told: Told<'_>) -> Result<Loaded, Fault> {
    load_as(db, folder, now, true, told)
}

fn load_as(db: &Db, folder: &Path, now: Instant, unchecked: bool, told: Told<'_>) -> Result<Loaded, Fault> {
    let at = |e: io::Error| io::Error::new(e.kind(), format!("{}: {e}", folder.join(CONTENTS).display()));
    let contents = Contents::of_csv(&fs::read(folder.join(CONTENTS)).map_err(at)?)?;
    for entry in &contents.files {
        prove(folder, entry)?;
    }
    let head = head(&contents)?;
    let (loaded, without_password) = db.write(|tx| {
        let founders = if sql::is_untouched(tx)? { Some(sql::passwords(tx)?) } else { None };
        let terms = Terms { replace: founders.is_some(), unchecked };
        let (mut done, all) = (0, contents.rows());
        let loaded = load_rows(db, tx, &head, terms, now, &LEFT_OUT, &mut |tx| -> Result<(), Fault> {
            for entry in &contents.files {
                rows(folder, entry, &mut |values| {
                    told(done, all);
                    done += u64::try_from(values.len() / entry.columns.len().max(1)).unwrap_or_default();
                    let columns: Vec<String> = entry.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
                    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
                    Ok(tx.insert(&entry.table, &columns, values)?)
                })
                .map_err(|fault| named(entry, fault))?;
            }
            told(all, all);
            Ok(())
        })?;
        sql::put_passwords(tx, &founders.unwrap_or_default())?;
        Ok::<_, Fault>((loaded, sql::without_password(tx)?))
    })?;
    let (brought_up_by, differences) = loaded;
    let _ = db.write(|tx| {
        let tables = tx.tables()?;
        tx.analyse_tables(&tables)
    });
    Ok(Loaded { contents, brought_up_by, differences, without_password })
}

/// Whether a file is the one that the contents tell of.
fn prove(folder: &Path, entry: &Entry) -> Result<(), Fault> {
    let mut proof = Digesting::new(io::sink());
    io::copy(&mut open(folder, entry)?, &mut proof)?;
    if proof.digest() == entry.sha256 {
        return Ok(());
    }
    Err(Fault::Damaged(format!("{} was changed since it was written", entry.file)))
}

fn open(folder: &Path, entry: &Entry) -> Result<File, Fault> {
    // A name is that of a file beside the contents, wherever these come from.
    if Path::new(&entry.file).components().count() != 1 || entry.file.contains("..") {
        return Err(Fault::Damaged(format!("{} is no name of a file", entry.file)));
    }
    let path = folder.join(&entry.file);
    Ok(File::open(&path).map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))?)
}

/// As a backup would tell of it: all steps up to the newest that it knew.
fn head(contents: &Contents) -> Result<Head, Fault> {
    let Some(at) = STEPS.iter().position(|step| step.name == contents.schema) else {
        return Err(Fault::Newer(contents.release.clone()));
    };
    let table = |entry: &Entry| TableHead {
        name: entry.table.clone(),
        columns: entry.columns.iter().map(|c| (c.name.clone(), c.holds.word().to_owned())).collect(),
        rows: entry.rows,
    };
    let schema = STEPS.iter().take(at + 1).map(|step| step.name.to_owned()).collect();
    Ok(Head {
        release: contents.release.clone(),
        schema,
        ..Head::of_tables(contents.files.iter().map(table).collect())
    })
}

/// Hands the rows of a file on, some at once.
fn rows(folder: &Path, entry: &Entry, take: &mut dyn FnMut(&[Value]) -> Result<(), Fault>) -> Result<(), Fault> {
    let unknown = || Fault::Damaged(format!("{} is a file of no kind that is known", entry.file));
    let (file, mut values) = (open(folder, entry)?, Vec::new());
    let mut row = |row: Vec<Value>| {
        values.extend(row);
        if values.len() >= BATCH {
            take(&values)?;
            values.clear();
        }
        Ok(())
    };
    match entry.format().ok_or_else(unknown)? {
        Format::Csv => csv::each(BufReader::with_capacity(1 << 18, file), &entry.columns, &mut row)?,
        Format::JsonLines => jsonl::each(BufReader::with_capacity(1 << 18, file), &entry.columns, &mut row)?,
        Format::Parquet => parquet::each(file, &entry.columns, &mut row)?,
    }
    if values.is_empty() { Ok(()) } else { take(&values) }
}

fn named(entry: &Entry, fault: Fault) -> Fault {
    match fault {
        Fault::Damaged(why) => Fault::Damaged(format!("{}: {why}", entry.file)),
        other => other,
    }
}
