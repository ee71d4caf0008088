//! Everything a company has here, as files that other programs read, and back: leaving is as easy as arriving.
//!
//! A file for each table, its rows in the order of their keys, so that the same company makes the same files wherever it
//! lives; and `contents.csv`, which says what each file holds and proves it. [`take`] writes them from one snapshot while
//! people work, [`load`] reads them into an empty database, all or nothing, and the company stands there as it stood.
//!
//! Two things stay behind: what lets somebody in (passwords, sessions, tokens, second factors), since such files are passed
//! on; and what serves a moment only (requests under way, who looks at what). A backup (`backups`) keeps those too.

pub(crate) mod cell;
pub mod commands;
mod contents;
mod csv;
mod digest;
mod fault;
mod jsonl;
mod load;
mod parquet;
mod shapes;
mod sink;
mod sql;
mod write;

pub use contents::{CONTENTS, Contents, Entry};
pub use fault::Fault;
pub use load::{Loaded, load, load_unchecked};
pub use shapes::{Shape, shaped};
pub use sink::{Folder, Sink, Zip};
pub use write::take;

/// Told as the work goes on: rows done, rows in all.
pub type Told<'t> = &'t mut dyn FnMut(u64, u64);

/// Tables that stay behind.
pub const LEFT_OUT: [&str; 21] = [
    "schema_migrations",
    "search_rows",
    "search_words",
    "search_left",
    "search_due",
    "sessions",
    "sign_in_attempts",
    "sign_in_links",
    "sign_in_steps",
    "second_factors",
    "recovery_codes",
    "passkeys",
    "passkey_steps",
    "api_tokens",
    "calendar_feeds",
    "scim_secrets",
    "idempotency_keys",
    "presences",
    "jobs",
    "bulk_records",
    "import_files",
];

/// Columns that are empty in the files: tables and columns.
pub const EMPTIED: [(&str, &str); 5] = [
    ("users", "password_hash"),
    ("mail_accounts", "secret"),
    ("calendar_accounts", "secret"),
    ("webhooks", "secret"),
    ("webhooks", "secret_before"),
];

/// What the files are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Comma-separated values: what has no value is an empty cell; a cell that begins with a backslash holds the text behind it.
    Csv,
    /// A JSON object a line, without what has no value.
    JsonLines,
    /// Apache Parquet, with typed columns.
    Parquet,
}

impl Format {
    /// All of them, the first being what is offered.
    pub const ALL: [Format; 3] = [Format::Csv, Format::JsonLines, Format::Parquet];

    /// Its name, which files end with: `csv`, `jsonl`, `parquet`.
    pub fn key(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::JsonLines => "jsonl",
            Format::Parquet => "parquet",
        }
    }

    /// The format of that name.
    pub fn from_key(key: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.key() == key)
    }
}
