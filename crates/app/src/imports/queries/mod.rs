//! Imports as people look at them: the list, one with its job and what became of it, saved choices.

mod sql;

use super::own::{self, Offered};
use super::report::{FileReport, Report};
use super::settings::Settings;
use super::undo::{self, Undone};
use crate::custom_fields::MASK;
use crate::{Ctx, Error, Result};
use db::{Row, Tx, Value};
use domain::kernel::id::SetId;
use domain::kernel::length;
use domain::policy::{Action, Noun};
use domain::{Instant, Refusal};
use serde::Serialize;
use uuid::Uuid;

/// How far an import's job is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Job {
    /// `waiting`, `running`, `cancelling`, `done`, `failed`, `cancelled`.
    pub state: String,
    /// Rows done.
    pub done: u64,
    /// Rows in all; 0 before the first step.
    pub total: u64,
    /// What went wrong.
    pub faults: Vec<Refusal>,
    /// When it began.
    pub started_at: Option<Instant>,
}

/// One import.
#[derive(Clone, Debug, Serialize)]
pub struct ImportView {
    /// Which.
    pub id: SetId,
    /// `reading`, `waiting`, `running`, `done`, `failed`, `cancelled`, `undone`.
    pub state: String,
    /// Names of its files.
    pub source: String,
    /// Who; none for the console.
    pub user: Option<String>,
    /// When it was begun.
    pub started_at: Instant,
    /// When it ended.
    pub finished_at: Option<Instant>,
    /// What became of its rows.
    pub report: Report,
    /// Whether rows were given back.
    pub has_rejects: bool,
    /// Whether its files are still there to be loaded.
    pub has_files: bool,
    /// Its job, where the server loads it.
    pub job: Option<Job>,
    /// What became of it when it was undone.
    pub undone: Option<Undone>,
}

/// Choices of an import, kept under a name.
#[derive(Clone, Debug, Serialize)]
pub struct Mapping {
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The choices, as a mapping file.
    pub toml: String,
}

/// The latest imports, newest first.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn list(ctx: &Ctx, tx: &mut Tx<'_>, limit: i64) -> Result<Vec<ImportView>> {
    ctx.may(Action::See, Noun::Import)?;
    let sql = sql::latest(limit);
    let offered = Offered::to(ctx);
    tx.all(sql.text(), sql.args(), read)?.into_iter().map(|raw| parsed(raw, &offered)).collect()
}

/// One import.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub fn get(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId) -> Result<ImportView> {
    ctx.may(Action::See, Noun::Import)?;
    let sql = sql::one(id);
    let found = tx.first(sql.text(), sql.args(), read)?.ok_or(Error::NotFound)?;
    let mut view = parsed(found, &Offered::to(ctx))?;
    view.undone = undo::told(tx, id)?;
    Ok(view)
}

/// The rows given back, as CSV with reasons.
///
/// # Errors
/// As [`get`]; `refusal-import-sensitive` where they hold what the user does not read.
pub fn rejects(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId) -> Result<String> {
    ctx.may(Action::Import, Noun::Import)?;
    let offered = Offered::to(ctx);
    if get(ctx, tx, id)?.report.files.iter().any(|file| holds_unread(file, &offered)) {
        return Err(Refusal::new("refusal-import-sensitive").into());
    }
    tx.first(sql::REJECTS, &[Value::id(id)], |row| row.next())?.ok_or(Error::NotFound)
}

/// Saved choices, by name.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn mappings(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<Mapping>> {
    ctx.may(Action::Import, Noun::Import)?;
    Ok(tx.all(sql::MAPPINGS, &[], mapping)?)
}

/// The saved choices of that id.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub fn mapping_of(ctx: &Ctx, tx: &mut Tx<'_>, id: Uuid) -> Result<Mapping> {
    ctx.may(Action::Import, Noun::Import)?;
    tx.first(sql::MAPPING, &[Value::Uuid(id)], mapping)?.ok_or(Error::NotFound)
}

/// Keeps choices under a name, instead of those of the same name.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long`, [`Error::Forbidden`].
pub fn save_mapping(ctx: &Ctx, tx: &mut Tx<'_>, name: &str, settings: &Settings) -> Result<Uuid> {
    ctx.may(Action::Import, Noun::Import)?;
    let name = name.trim();
    length::named(name, "mapping_name")?;
    let id: Uuid = ctx.id();
    tx.run(sql::DROP_MAPPING, &[name.into()])?;
    let toml = settings.to_toml()?;
    tx.run(sql::SAVE_MAPPING, &[id.into(), name.into(), toml.into(), Value::opt_id(ctx.user), Value::Int(ctx.now.0)])?;
    Ok(id)
}

fn mapping(row: &Row<'_>) -> std::result::Result<Mapping, db::Error> {
    Ok(Mapping { id: row.next()?, name: row.next()?, toml: row.next()? })
}

/// A row with what is still JSON in it: the report and the job's message.
type Raw = (ImportView, String, String);

fn read(row: &Row<'_>) -> std::result::Result<Raw, db::Error> {
    let mut view = ImportView {
        id: row.id()?,
        state: row.next()?,
        source: row.next()?,
        user: row.next()?,
        started_at: Instant(row.next()?),
        finished_at: row.next::<Option<i64>>()?.map(Instant),
        report: Report::default(),
        has_rejects: false,
        has_files: false,
        job: None,
        undone: None,
    };
    let report: String = row.next()?;
    view.has_rejects = row.next::<i64>()? == 1;
    view.has_files = row.next::<i64>()? > 0;
    let state: Option<String> = row.next()?;
    let (done, total): (i64, i64) = (row.next()?, row.next()?);
    let (message, started): (String, Option<i64>) = (row.next()?, row.next()?);
    view.job = state.map(|state| Job {
        state,
        done: done.unsigned_abs(),
        total: total.unsigned_abs(),
        faults: Vec::new(),
        started_at: started.map(Instant),
    });
    Ok((view, report, message))
}

fn parsed((mut view, report, message): Raw, offered: &Offered) -> Result<ImportView> {
    if report != "{}" {
        view.report = serde_json::from_str(&report)?;
    }
    if let Some(job) = view.job.as_mut().filter(|_| !message.is_empty()) {
        job.faults = serde_json::from_str(&message)?;
        job.faults.iter_mut().for_each(|fault| conceal(fault, None, offered));
    }
    for file in &mut view.report.files {
        let noun = file.kind.and_then(own::noun_of);
        let told = file.rejects.iter_mut().map(|reject| &mut reject.reason);
        told.chain(file.warnings.iter_mut().map(|(_, warning)| warning)).for_each(|told| conceal(told, noun, offered));
        view.has_rejects &= !holds_unread(file, offered);
    }
    Ok(view)
}

/// Whether a file brought a field whose values the user does not read.
fn holds_unread(file: &FileReport, offered: &Offered) -> bool {
    let noun = file.kind.and_then(own::noun_of);
    file.columns.iter().any(|(ours, theirs)| offered.is_unread(noun, theirs, Some(ours)))
}

/// A refusal tells of the cell that it is about.
fn conceal(told: &mut Refusal, noun: Option<Noun>, offered: &Offered) {
    if told.field.as_deref().is_some_and(|field| offered.is_unread(noun, "", Some(field))) {
        told.args.iter_mut().filter(|(name, _)| name == "value").for_each(|(_, value)| MASK.clone_into(value));
    }
}
