//! The statements that must differ between the engines, each with its reason. At most ten.

use crate::{Dialect, Error, Tx};

impl Tx<'_> {
    /// Refreshes the planner's statistics after a bulk load: on SQLite those of tables that have ten times as many rows as when they
    /// were counted, and whole, since from a few hundred rows a column of three values looks like one of thousands.
    ///
    /// # Errors
    /// The database's own.
    pub fn analyse(&mut self) -> Result<(), Error> {
        match self.dialect() {
            Dialect::Sqlite => self.batch("pragma analysis_limit = 0; pragma optimize = 0x10002"),
            Dialect::Postgres => self.batch("analyze"),
        }
    }

    /// For how many milliseconds another session has had a transaction open that may still bring rows of a time that has
    /// passed. SQLite has one writer: whoever asks this while writing is it.
    ///
    /// # Errors
    /// The database's own.
    pub fn others_open_for(&mut self) -> Result<i64, Error> {
        match self.dialect() {
            Dialect::Sqlite => Ok(0),
            Dialect::Postgres => self.number(
                "select cast(max(extract(epoch from clock_timestamp() - xact_start)) * 1000 as bigint) from pg_stat_activity
 where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null",
                &[],
            ),
        }
    }
}

/// A schema step as PostgreSQL reads it. Narrow tables that are written by the million are `without rowid` on
/// SQLite, which keeps such rows in their key's own tree: one tree to write instead of two. PostgreSQL has no such form.
pub(crate) fn without_clustering(step: &str) -> String {
    step.replace(") without rowid;", ");")
}
