//! `bailiwick scim`: the secret by which the company's identity provider keeps users.

use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use app::scim;
use std::process::ExitCode;

/// Provisioning by SCIM 2.0, at /scim/v2. Example: `bailiwick scim rotate`
#[derive(clap::Args, Debug)]
pub struct Scim {
    #[command(flatten)]
    database: Database,
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// Whether a provider may come in, and when it came last.
    Status,
    /// Makes a secret and prints it this once; the one before is good for another day.
    Rotate,
    /// Lets the provider in no more, at once.
    End,
}

impl Scim {
    /// Runs it.
    ///
    /// # Errors
    /// A database that does not open.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        let line = match self.what {
            What::Status => house.read(Who::Console, |ctx, tx| Ok(status(scim::access(ctx, tx)?)))?,
            What::Rotate => house.write(Who::Console, scim::rotate)?,
            What::End => house.write(Who::Console, |ctx, tx| {
                scim::end(ctx, tx)?;
                Ok("no provider is let in".to_owned())
            })?,
        };
        output::text(&line)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn status(access: Option<scim::Access>) -> String {
    let Some(access) = access else { return "no provider is let in".to_owned() };
    let at = app::webhooks::stamp;
    let used = access.used_at.map_or_else(|| "not used yet".to_owned(), |used| format!("last used {}", at(used)));
    let before = access.before_until.map(|until| format!(", the one before good until {}", at(until)));
    format!("a secret made {}, {used}{}", at(access.made_at), before.unwrap_or_default())
}
