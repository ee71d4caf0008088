//! `bailiwick mail`: what the server does every few seconds, once and now.

use crate::Database;
use crate::failure::Failure;
use crate::output;
use std::process::ExitCode;

/// Sends what waits, looks into mailboxes and calendars that are due. Example: `bailiwick mail --database sqlite://company.db`
#[derive(clap::Args, Debug)]
pub struct Mail {
    #[command(flatten)]
    database: Database,
}

impl Mail {
    /// Does it.
    ///
    /// # Errors
    /// The database's own; what is in the way of a server stands with its mailbox.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        let sent = app::mail::deliver(&house)?;
        let came = app::mail::look(&house)?;
        let moved = app::calendars::look(&house)?;
        output::text(&format!("{sent} messages tried, {came} mails came in, {moved} meetings brought in step"))?;
        Ok(ExitCode::SUCCESS)
    }
}
