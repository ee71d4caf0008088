//! Backups: everything a database holds in one file, taken while the product runs, that either engine can be restored from.
//! So a backup is also the way from one engine to the other, and it can be read without the product: its content is JSON lines
//! (`row`), in a compressed file with a digest, sealed by choice (`container`, `envelope`).
//!
//! - [`take`] reads one snapshot, whatever schema it has: a newer release backs an older database up before it changes it.
//! - [`verify`] reads a whole file and writes nothing. - [`restore`] verifies, then loads at the file's own schema, brings that
//!   up to date and checks it, in one transaction: all of it, or nothing.
//! - [`files`] and [`schedule`] keep a folder of them.
//!
//! What is made from other rows by the engine's own means (the search index) is left out and made anew. The key that
//! passwords of other servers are sealed with is not in the database, and so in no backup.

mod container;
mod envelope;
pub mod files;
mod read;
mod restore;
mod row;
pub mod schedule;
mod sql;
mod steps;
mod write;

pub(crate) use container::hex;
pub use envelope::Passphrase;
pub use read::verify;
pub(crate) use restore::load_rows;
pub use restore::{Restored, Terms, restore};
pub use write::take;

use domain::Instant;
use serde::{Deserialize, Serialize};

/// Version of the form of the lines.
const FORM: u32 = 1;
/// Tables that are made from others.
const DERIVED: [&str; 4] = ["search_rows", "search_words", "search_left", "search_due"];

/// What stands in the first line of a backup.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Head {
    /// Version of the form.
    pub bailiwick_backup: u32,
    /// The release that took it.
    pub release: String,
    /// The engine it was taken from.
    pub engine: String,
    /// The company, where there is one.
    pub company: Option<String>,
    /// When, in milliseconds of the epoch.
    pub at: Instant,
    /// Steps the schema has had, in order.
    pub schema: Vec<String>,
    /// Its tables, those that others refer to first.
    pub tables: Vec<TableHead>,
}

/// A table of a backup.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TableHead {
    /// Its name.
    pub name: String,
    /// Its columns with the word of what each holds.
    pub columns: Vec<(String, String)>,
    /// How many rows it has.
    pub rows: u64,
}

impl Head {
    /// Of these tables, with nothing else said.
    pub(crate) fn of_tables(tables: Vec<TableHead>) -> Head {
        Head {
            bailiwick_backup: FORM,
            release: String::new(),
            engine: String::new(),
            company: None,
            at: Instant(0),
            schema: Vec::new(),
            tables,
        }
    }

    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

/// An instant as people and programs read it: `2026-11-22T20:15:00Z`.
pub fn written(at: Instant) -> String {
    jiff::Timestamp::from_millisecond(at.0 / 1000 * 1000).map_or_else(|_| at.0.to_string(), |then| then.to_string())
}

/// The line behind the rows of a table.
#[derive(PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foot {
    table: String,
    rows: u64,
    sha256: String,
}

/// The last line.
#[derive(PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    end: bool,
    tables: usize,
    rows: u64,
}

/// Told as the work goes on: rows done, rows in all.
pub type Told<'t> = &'t mut dyn FnMut(u64, u64);

/// Why a backup was not taken, or not restored. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The file is something else.
    #[error("this is no backup of Bailiwick")]
    NoBackup,
    /// It is sealed, and no passphrase was given.
    #[error("the backup is encrypted; name the file of its passphrase with --passphrase-file")]
    Sealed,
    /// The passphrase is another, or the seal was broken.
    #[error("the backup does not open: {0}")]
    Locked(String),
    /// It does not verify.
    #[error("the backup is damaged: {0}. Nothing was restored; take another one")]
    Damaged(String),
    /// A newer release took it.
    #[error("the backup is of release {0}, which is newer than this one; restore it with that release or a later one")]
    Newer(String),
    /// Its schema never was one of ours.
    #[error("the backup's schema is not one this release knows: {0}")]
    Schema(String),
    /// There is a company already.
    #[error(
        "the database is not empty: {0} holds rows. Restore into another one, or replace all it holds with --replace"
    )]
    NotEmpty(String),
    /// The database is not ours.
    #[error("the database holds tables of something else ({0}); restore into one of its own")]
    Foreign(String),
    /// The database has no schema of ours.
    #[error("the database holds no company of Bailiwick")]
    NoCompany,
    /// What was loaded is not what the file says.
    #[error("what was restored is not what the backup holds: {0}. Nothing was kept")]
    Differs(String),
    /// A file of that name is there.
    #[error("{0} is there already; name another file")]
    Exists(String),
    /// The file cannot be read or written.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The database's own.
    #[error(transparent)]
    Database(#[from] db::Error),
    /// The product's own.
    #[error(transparent)]
    App(#[from] crate::Error),
}

impl From<envelope::Locked> for Fault {
    fn from(locked: envelope::Locked) -> Fault {
        match locked {
            envelope::Locked::Io(error) => Fault::Io(error),
            envelope::Locked::Broken => Fault::Damaged(locked.to_string()),
            other => Fault::Locked(other.to_string()),
        }
    }
}
