//! `bailiwick backup` and `bailiwick restore`: everything in one file while the product runs, and back, on either engine.
//!
//! Neither opens the database as other commands do, which would bring its schema up to date: a backup is of what is there.

use crate::failure::Failure;
use crate::{Database, output};
use app::backups::{self, Fault, Head, Passphrase, Terms, files};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A backup, while the product runs. Example: `bailiwick backup --database sqlite://company.db --out company.backup`
#[derive(clap::Args, Debug)]
pub struct Backup {
    #[command(flatten)]
    database: Database,
    /// The file to write; it must not be there yet.
    #[arg(long, required_unless_present = "verify")]
    out: Option<PathBuf>,
    /// Reads a backup from end to end instead, says what it holds, and writes nothing.
    #[arg(long, value_name = "FILE", conflicts_with = "out")]
    verify: Option<PathBuf>,
    #[command(flatten)]
    seal: Seal,
    /// What it holds, as JSON.
    #[arg(long)]
    json: bool,
}

/// Restores a backup. Example: `bailiwick restore company.backup --database postgres://bailiwick@localhost/bailiwick`
#[derive(clap::Args, Debug)]
pub struct Restore {
    /// The backup.
    file: PathBuf,
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    seal: Seal,
    /// Replaces everything the database holds. Stop its servers first.
    #[arg(long)]
    replace: bool,
    /// Leaves out the check of the figures against the records, which takes time on large companies.
    #[arg(long)]
    no_check: bool,
}

/// How a backup is encrypted.
#[derive(clap::Args, Debug)]
struct Seal {
    /// Encrypts, or opens, with the passphrase in this file.
    #[arg(long, value_name = "FILE", env = "BAILIWICK_BACKUP_PASSPHRASE_FILE")]
    passphrase_file: Option<PathBuf>,
}

impl Seal {
    fn passphrase(&self) -> Result<Option<Passphrase>, Failure> {
        Ok(self.passphrase_file.as_deref().map(Passphrase::of_file).transpose()?)
    }
}

impl Backup {
    /// Takes it, or verifies one.
    ///
    /// # Errors
    /// What is in the way; then there is no file.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let passphrase = self.seal.passphrase()?;
        if let Some(file) = &self.verify {
            let head = with_bar("Verifying", |told| backups::verify(files::open(file)?, passphrase.as_ref(), told))?;
            self.say(&head, file, "verifies")?;
            return Ok(ExitCode::SUCCESS);
        }
        let Some(out) = &self.out else { return Err(Failure::usage("name the file to write with --out")) };
        let db = db::Db::open_as_is(&self.database.url).map_err(Fault::from)?;
        let head = with_bar("Backing up", |told| files::write(&db, now(), passphrase.as_ref(), out, told))?;
        self.say(&head, out, "holds")?;
        Ok(ExitCode::SUCCESS)
    }

    fn say(&self, head: &Head, file: &Path, verb: &str) -> Result<(), Failure> {
        let bytes = std::fs::metadata(file)?.len();
        if self.json {
            let tables: serde_json::Map<String, serde_json::Value> =
                head.tables.iter().map(|table| (table.name.clone(), table.rows.into())).collect();
            return output::json(&serde_json::json!({
                "file": file, "bytes": bytes, "company": head.company, "at": instant(head), "release": head.release,
                "engine": head.engine, "schema": head.schema.last(), "rows": head.rows(), "tables": tables,
            }));
        }
        output::text(&format!("{} {verb} {} ({bytes} bytes)", file.display(), told(head)))
    }
}

impl Restore {
    /// Restores it.
    ///
    /// # Errors
    /// A file that does not verify, a database that is not empty; nothing was changed then.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let passphrase = self.seal.passphrase()?;
        let open = || files::open(&self.file);
        // A file that is no backup makes no database.
        with_bar("Verifying", |told| backups::verify(open()?, passphrase.as_ref(), told))?;
        let made = self.file_to_make();
        let db = db::Db::open(&self.database.url).map_err(Fault::from)?;
        let terms = Terms { replace: self.replace, unchecked: self.no_check };
        let done = with_bar("Restoring", |told| backups::restore(&db, &open, passphrase.as_ref(), terms, now(), told));
        drop(db);
        if let (Err(_), Some(file)) = (&done, made) {
            // Nothing was restored into it.
            let _ = std::fs::remove_file(file);
        }
        let done = done?;
        output::text(&format!("{} is restored from {}", told(&done.head), self.file.display()))?;
        if !done.brought_up_by.is_empty() {
            output::text(&format!("its schema was brought up to date by {} steps", done.brought_up_by.len()))?;
        }
        if let Some(count) = done.differences.filter(|count| *count > 0) {
            output::text(&format!(
                "{count} components of its figures differ from the records, as they did when it was taken: run `bailiwick rebuild measures`"
            ))?;
        }
        output::text(
            "passwords of mailboxes open only with the key of the database it was taken from (its file ends in .key)",
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Restore {
    /// The file of the database, where there is none yet.
    fn file_to_make(&self) -> Option<PathBuf> {
        let file = PathBuf::from(self.database.url.strip_prefix("sqlite://")?);
        (!file.exists()).then_some(file)
    }
}

/// Now, by the clock of the machine.
pub fn now() -> domain::Instant {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    domain::Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

fn instant(head: &Head) -> String {
    backups::written(head.at)
}

/// What a backup is, in a line.
fn told(head: &Head) -> String {
    format!(
        "{}, as of {}: {} rows in {} tables, from {}, schema {}",
        head.company.as_deref().unwrap_or("a database without a company"),
        instant(head),
        head.rows(),
        head.tables.len(),
        head.engine,
        head.schema.last().map_or("", String::as_str),
    )
}

/// Shows on standard error how far it is.
pub fn with_bar<T, F>(what: &'static str, work: impl FnOnce(backups::Told<'_>) -> Result<T, F>) -> Result<T, Failure>
where
    Failure: From<F>,
{
    let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} rows, {eta} left");
    let bar = ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(what);
    let done = work(&mut |rows, all| {
        bar.set_length(all);
        bar.set_position(rows);
    });
    bar.finish_and_clear();
    Ok(done?)
}
