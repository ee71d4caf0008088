//! `bailiwick rebuild`: recomputes what is derived from the records.

use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use std::process::ExitCode;

/// Recomputes. Example: `bailiwick rebuild measures --check`
#[derive(clap::Args, Debug)]
pub struct Rebuild {
    #[command(flatten)]
    database: Database,
    /// What to recompute.
    #[arg(value_enum)]
    what: What,
    /// Only compares; writes nothing. Exit code 1 where something differs.
    #[arg(long)]
    check: bool,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum What {
    Measures,
}

impl Rebuild {
    /// Runs it.
    ///
    /// # Errors
    /// The database's own.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let What::Measures = self.what;
        let house = self.database.open()?;
        let work = |ctx: &app::Ctx, tx: &mut db::Tx<'_>| app::measures::rebuild(ctx, tx, !self.check);
        let found = if self.check { house.read(Who::Console, work) } else { house.write(Who::Console, work) }?;
        for difference in &found {
            output::text(&format!(
                "{}: stored {}, recomputed {}",
                difference.key, difference.stored, difference.recomputed
            ))?;
        }
        output::text(&format!("{} differences", found.len()))?;
        Ok(if self.check && !found.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}
