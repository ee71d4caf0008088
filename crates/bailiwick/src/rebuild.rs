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
    /// Components of the measures.
    Measures,
    /// The search index.
    Search,
}

impl Rebuild {
    /// Runs it.
    ///
    /// # Errors
    /// The database's own.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        if let What::Search = self.what {
            return self.search(&house);
        }
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

    fn search(&self, house: &app::House) -> Result<ExitCode, Failure> {
        if self.check {
            let found = house.read(Who::Console, |_, tx| app::search::check(tx))?;
            output::text(&format!("{found} differences"))?;
            return Ok(if found > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS });
        }
        house.write(Who::Console, |_, tx| app::search::rebuild(tx))?;
        output::text("the search index is rebuilt")?;
        Ok(ExitCode::SUCCESS)
    }
}
