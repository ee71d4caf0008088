//! The statements that must differ between the engines, each with its reason. At most ten.

use crate::{Dialect, Error, Tx};

impl Tx<'_> {
    /// Refreshes the planner's statistics after a bulk load (SQLite's own pragma looks only at what changed).
    ///
    /// # Errors
    /// The database's own.
    pub fn analyse(&mut self) -> Result<(), Error> {
        match self.dialect() {
            Dialect::Sqlite => self.batch("pragma analysis_limit = 400; analyze"),
            Dialect::Postgres => self.batch("analyze"),
        }
    }
}

/// A schema step as PostgreSQL reads it. Narrow tables that are written by the million are `without rowid` on
/// SQLite, which keeps such rows in their key's own tree: one tree to write instead of two. PostgreSQL has no such form.
pub(crate) fn without_clustering(step: &str) -> String {
    step.replace(") without rowid;", ");")
}
