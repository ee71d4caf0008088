//! `bailiwick reseal`: another key for the passwords and secrets that are kept sealed.

use crate::failure::Failure;
use crate::{Database, output};
use app::outside::Keyring;
use std::path::PathBuf;
use std::process::ExitCode;

/// Seals what is kept for other servers and authenticators with the key of now. Stop the servers, set the new key, run it.
/// Example: `BAILIWICK_SECRET_KEY_FILE=new.key bailiwick reseal --before old.key`
#[derive(clap::Args, Debug)]
pub struct Reseal {
    #[command(flatten)]
    database: Database,
    /// A file with the key before: what BAILIWICK_SECRET_KEY held, or the key file itself.
    #[arg(long, value_name = "FILE")]
    before: PathBuf,
}

impl Reseal {
    /// Runs it.
    ///
    /// # Errors
    /// A file that cannot be read; no key of now; the database's own.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let before = Keyring::of_file(&self.before)?;
        let done = app::reseal::reseal(&self.database.open()?, &before)?;
        output::text(&format!("{} sealed anew, {} had the key already", done.moved, done.kept))?;
        if done.lost == 0 {
            return Ok(ExitCode::SUCCESS);
        }
        output::text(&format!("{} open with neither key, and have to be entered again", done.lost))?;
        Ok(ExitCode::FAILURE)
    }
}
