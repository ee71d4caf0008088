//! `bailiwick trash`: what was deleted and can be taken back.

use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use app::trash::{Trashed, commands, queries};
use std::process::ExitCode;
use uuid::Uuid;

/// What was deleted. Example: `bailiwick trash --search hansen`
#[derive(clap::Args, Debug)]
pub struct Trash {
    #[command(flatten)]
    database: Database,
    /// Words of the name.
    #[arg(long)]
    search: Option<String>,
    /// Lines.
    #[arg(long, default_value_t = 50)]
    limit: i64,
    /// Takes a record back, by its id. May be given several times: all of them, or none.
    #[arg(long, conflicts_with = "search")]
    restore: Vec<Uuid>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

impl Trash {
    /// Runs it.
    ///
    /// # Errors
    /// A record that was not deleted, or that names what is not there any more.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        let told = match self.restore.as_slice() {
            [] => house.read(Who::Console, |ctx, tx| queries::latest(ctx, tx, self.search.as_deref(), self.limit))?,
            records => house.write(Who::Console, |ctx, tx| commands::restore(ctx, tx, records))?,
        };
        match self.json {
            true => output::json(&told)?,
            false => {
                output::table(&["id", "kind", "name", "by", "deleted"], &told.iter().map(row).collect::<Vec<_>>())?
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn row(one: &Trashed) -> Vec<String> {
    vec![
        one.id.to_string(),
        one.noun.key().to_owned(),
        one.name.clone(),
        one.user_name.clone().unwrap_or_else(|| "—".to_owned()),
        one.moment(),
    ]
}
