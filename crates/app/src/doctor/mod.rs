//! What is wrong with an installation, where, and how it is mended: the engine and its settings, the schema, the files around
//! it, the clock, what always has to hold of the records, backups, and work that is stuck. Looking changes nothing, not even
//! the schema of a database that waits to be brought up to date.
//!
//! It is for whoever owns the machine, and so in one language, as the logs are.

mod files;
mod records;
mod sql;
mod work;

use crate::outside::Keyring;
use crate::schema::STEPS;
use crate::{House, Result};
use db::{Db, Tx};
use domain::Instant;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;

/// How bad a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Something is broken.
    Broken,
    /// Something is at risk.
    Warning,
    /// All is well.
    Good,
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Finding {
    /// What was looked at.
    pub check: &'static str,
    /// How bad it is.
    pub grade: Grade,
    /// What is so, and where.
    pub says: String,
    /// What to do, where something is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mend: Option<String>,
}

/// What to look at.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// Leaves out what reads every page or every record.
    pub is_quick: bool,
    /// The file of the key that passwords are sealed with, where there is one.
    pub key_file: Option<PathBuf>,
    /// Whether there is a key,
    pub has_key: bool,
    /// and where it comes from.
    pub keys: Keyring,
}

fn good(check: &'static str, says: impl Into<String>) -> Finding {
    Finding { check, grade: Grade::Good, says: says.into(), mend: None }
}
fn warning(check: &'static str, says: impl Into<String>, mend: impl Into<String>) -> Finding {
    Finding { check, grade: Grade::Warning, says: says.into(), mend: Some(mend.into()) }
}
fn broken(check: &'static str, says: impl Into<String>, mend: impl Into<String>) -> Finding {
    Finding { check, grade: Grade::Broken, says: says.into(), mend: Some(mend.into()) }
}

/// Looks at everything; the worst comes first.
///
/// # Errors
/// A database that does not answer.
pub fn examine(db: &Db, look: &Look, now: Instant) -> Result<Vec<Finding>> {
    let mut found = files::examine(db, look)?;
    let house = House::as_it_stands(db.clone(), Arc::new(move || now));
    db.read(|tx| -> Result<()> {
        found.extend(engine(tx, look, now)?);
        let schema = schema(tx)?;
        let is_current = schema.grade == Grade::Good;
        found.push(schema);
        if is_current {
            found.extend(work::examine(tx, look, now)?);
            found.extend(records::examine(&house, tx, look)?);
        }
        Ok(())
    })?;
    found.sort_by_key(|finding| finding.grade);
    Ok(found)
}

fn engine(tx: &mut Tx<'_>, look: &Look, now: Instant) -> Result<Vec<Finding>> {
    let mut found = vec![good("engine", format!("{}, {}", tx.engine()?, bytes(tx.size()?)))];
    let ailments = tx.ailments(!look.is_quick, now.0)?;
    if !ailments.iter().any(|ailment| ["integrity", "references"].contains(&ailment.check)) {
        found.push(good("integrity", "every page and every reference is sound"));
    }
    found.extend(ailments.into_iter().map(of_engine));
    Ok(found)
}

fn of_engine(ailment: db::health::Ailment) -> Finding {
    let grade = if ailment.is_grave { Grade::Broken } else { Grade::Warning };
    Finding { check: ailment.check, grade, says: ailment.says, mend: Some(ailment.mend) }
}

fn schema(tx: &mut Tx<'_>) -> Result<Finding> {
    let had = tx.steps()?;
    let newest = had.last().map_or("none", String::as_str).to_owned();
    let same = had.iter().zip(STEPS).filter(|(had, step)| *had == step.name).count();
    Ok(if had.is_empty() {
        broken("schema", "the database has no schema yet", "bailiwick init, or bailiwick restore FILE")
    } else if same < had.len().min(STEPS.len()) {
        broken(
            "schema",
            format!("its steps are others than this release's, from {newest}"),
            "use the release it belongs to",
        )
    } else if had.len() > STEPS.len() {
        let says = format!("it is of a newer release than this one: {newest}");
        broken("schema", says, "use that release, or restore a backup from before")
    } else if had.len() < STEPS.len() {
        let says = format!("it is {} steps behind this release: {newest}", STEPS.len() - had.len());
        warning("schema", says, "take a backup, then start the server: it brings the schema up to date")
    } else {
        good("schema", format!("up to date: {newest}"))
    })
}

/// A size as people read it.
fn bytes(count: i64) -> String {
    match count {
        ..10_000 => format!("{count} bytes"),
        10_000..10_000_000 => format!("{} kB", count / 1000),
        10_000_000..10_000_000_000 => format!("{} MB", count / 1_000_000),
        _ => format!("{} GB", count / 1_000_000_000),
    }
}
