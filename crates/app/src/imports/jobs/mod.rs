//! An import in steps: files are put down, read with settings that may be changed, then loaded by the server
//! while everyone goes on with other things. All of it stands in the database: a tab may be closed, another
//! process may do the work, and one that broke off says so.

mod sql;

use super::run::{self, Import, Progress};
use super::settings::Settings;
use crate::ctx::Who;
use crate::{Ctx, Error, House, Result};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::{SetId, UserId};
use domain::policy::{Action, Noun};

/// The code of an import that the server broke off: it may be loaded again, what is in stays as it is.
pub const INTERRUPTED: &str = "refusal-import-interrupted";

/// How the names of files that can be read end, whether packed by gzip or not.
const ENDINGS: [&str; 13] =
    ["csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "vcf", "vcard", "ics", "ical"];

/// A file whose name ends otherwise is none of ours, whatever it holds.
fn is_readable(name: &str) -> bool {
    let name = name.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// Puts files down for an import to come.
///
/// # Errors
/// [`Error::Forbidden`], `refusal-no-files`, `refusal-file-ending`.
pub fn put_down(ctx: &Ctx, tx: &mut Tx<'_>, files: Vec<(String, Vec<u8>)>, settings: &Settings) -> Result<SetId> {
    ctx.may(Action::Import, Noun::Import)?;
    let mut named: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, content) in files.into_iter().filter(|(_, content)| !content.is_empty()) {
        let again = named.iter().filter(|(n, _)| n.ends_with(&name)).count();
        let name = if again == 0 { name } else { format!("{}-{name}", again + 1) };
        named.push((name, content));
    }
    if named.is_empty() {
        return Err(Refusal::new("refusal-no-files").at("files").into());
    }
    if let Some((name, _)) = named.iter().find(|(name, _)| !is_readable(name)) {
        let refusal = Refusal::new("refusal-file-ending").at("files").with("file", name);
        return Err(refusal.with("endings", ENDINGS.join(", ")).into());
    }
    let set: SetId = ctx.id();
    sql::add(ctx, tx, set, &named, &serde_json::to_string(settings)?)?;
    Ok(set)
}

/// The files of an import that is not loaded yet, with its settings.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or its files are gone because they are loaded.
pub fn read(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId) -> Result<Import> {
    ctx.may(Action::Import, Noun::Import)?;
    let (state, settings) = sql::settings(tx, set)?.ok_or(Error::NotFound)?;
    let files = sql::files(tx, set)?;
    if files.is_empty() || !matches!(state.as_str(), "reading" | "failed" | "cancelled") {
        return Err(Error::NotFound);
    }
    Ok(Import { files, settings: serde_json::from_str(&settings)?, dry_run: true })
}

/// Keeps how the files are to be read.
///
/// # Errors
/// As [`read`].
pub fn configure(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, settings: &Settings) -> Result<()> {
    ctx.may(Action::Import, Noun::Import)?;
    let (state, _) = sql::settings(tx, set)?.ok_or(Error::NotFound)?;
    if !matches!(state.as_str(), "reading" | "failed" | "cancelled") {
        return Err(Refusal::new("refusal-import-not-open").into());
    }
    sql::configure(tx, set, &serde_json::to_string(settings)?)
}

/// Lets the server load it.
///
/// # Errors
/// As [`read`].
pub fn queue(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId) -> Result<()> {
    read(ctx, tx, set)?;
    sql::queue(ctx, tx, set)
}

/// Throws away files that were never loaded.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], `refusal-import-not-open` for one that was begun.
pub fn discard(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId) -> Result<()> {
    ctx.may(Action::Import, Noun::Import)?;
    match sql::settings(tx, set)?.ok_or(Error::NotFound)?.0.as_str() {
        "reading" => sql::discard(tx, set),
        _ => Err(Refusal::new("refusal-import-not-open").into()),
    }
}

/// Stops an import: at once where it waits, after its step where it runs. What is in stays, and can be undone.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub fn cancel(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId) -> Result<()> {
    ctx.may(Action::Import, Noun::Import)?;
    sql::settings(tx, set)?.ok_or(Error::NotFound)?;
    sql::cancel(tx, set, ctx.now.0)
}

/// Marks what a server that is no more had begun as failed. Called once when a server starts.
///
/// # Errors
/// The database's own.
pub fn recover(house: &House) -> Result<()> {
    let message = serde_json::to_string(&[Refusal::new(INTERRUPTED)])?;
    let now = house.now().0;
    house.db().write(|tx| sql::fail_running(tx, &message, now))
}

/// Loads the import that has waited longest; answers whether there was one. What goes wrong with it stands in
/// its job, not in the answer.
///
/// # Errors
/// The database's own, before or after the import itself.
pub fn work(house: &House) -> Result<bool> {
    let now = house.now().0;
    let Some((set, user)) = house.db().write(|tx| sql::claim(tx, now))? else { return Ok(false) };
    let outcome = load(house, set, user);
    let (state, message) = match outcome {
        Ok(state) => (state, String::new()),
        Err(error) => ("failed", serde_json::to_string(&said(error))?),
    };
    let now = house.now().0;
    house.db().write(|tx| sql::close(tx, set, state, &message, now))?;
    Ok(true)
}

fn load(house: &House, set: SetId, user: Option<UserId>) -> Result<&'static str> {
    let who = user.map_or(Who::Console, Who::User);
    let import = house.read(who, |_, tx| {
        let (_, settings) = sql::settings(tx, set)?.ok_or(Error::NotFound)?;
        Ok(Import { files: sql::files(tx, set)?, settings: serde_json::from_str(&settings)?, dry_run: false })
    })?;
    let mut cancelled = false;
    let told = &mut |progress: Progress| {
        // Where the note fails for once, the next step notes it; the import itself goes on.
        let asked = house.db().write(|tx| sql::note(tx, set, progress)).unwrap_or(false);
        cancelled |= asked;
        !asked
    };
    run::run_as(house, who, set, &import, told)?;
    Ok(if cancelled { "cancelled" } else { "done" })
}

/// What to tell the one who waits: refusals as they are, of anything else only that it broke.
fn said(error: Error) -> Vec<Refusal> {
    match error {
        Error::Refused(refusals) => refusals,
        Error::Forbidden | Error::SignedOut => vec![Refusal::new("refusal-import-forbidden")],
        _ => vec![Refusal::new("refusal-import-broke")],
    }
}
