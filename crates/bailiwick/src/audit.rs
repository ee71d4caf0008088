//! `bailiwick audit`: what happened, as the page of the history tells it.

use crate::failure::Failure;
use crate::{Database, output};
use app::audit::{Asked, Line, csv, queries};
use app::ctx::Who;
use domain::Day;
use domain::kernel::id::UserId;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The history. Example: `bailiwick audit --kind exported --from 2026-01-01`
#[derive(clap::Args, Debug)]
pub struct Audit {
    #[command(flatten)]
    database: Database,
    /// Who did it, by e-mail.
    #[arg(long)]
    user: Option<String>,
    /// What happened: signed_in, sign_in_refused, refused, changed, exported, list_exported …
    #[arg(long)]
    kind: Option<String>,
    /// On what kind of record: account, user, setting …
    #[arg(long)]
    noun: Option<String>,
    /// On which record, by its id.
    #[arg(long)]
    record: Option<uuid::Uuid>,
    /// The first day.
    #[arg(long)]
    from: Option<Day>,
    /// The last day.
    #[arg(long)]
    to: Option<Day>,
    /// Lines.
    #[arg(long, default_value_t = 50)]
    limit: i64,
    /// Writes them into this file as CSV, up to 100,000, the limit left aside.
    #[arg(long, conflicts_with = "json")]
    csv: Option<PathBuf>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

impl Audit {
    /// Runs it.
    ///
    /// # Errors
    /// A user that is not known; a file that cannot be written.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        let user = self.user.as_deref().map(|email| known(&house, email)).transpose()?;
        let (kind, noun, record) = (self.kind, self.noun, self.record);
        let asked = Asked { user, kind, noun, record, from: self.from, to: self.to, before: None, limit: self.limit };
        if let Some(path) = self.csv {
            let mut out = BufWriter::new(File::create(&path)?);
            let (count, is_cut) = house.read(Who::Console, |ctx, tx| csv::write(ctx, tx, &asked, &mut out))?;
            out.flush()?;
            let more = if is_cut { "; there are more: ask by days" } else { "" };
            output::text(&format!("{count} lines in {}{more}", path.display()))?;
            return Ok(ExitCode::SUCCESS);
        }
        let page = house.read(Who::Console, |ctx, tx| queries::page(ctx, tx, &asked))?;
        match self.json {
            true => output::json(&page.lines.iter().map(Line::json).collect::<Vec<_>>())?,
            false => {
                output::table(&["at", "who", "what", "on", "name"], &page.lines.iter().map(row).collect::<Vec<_>>())?
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn known(house: &app::House, email: &str) -> Result<UserId, Failure> {
    let users = house.read(Who::Console, app::users::list)?;
    let found = users.into_iter().find(|user| user.email.eq_ignore_ascii_case(email));
    found.map(|user| user.id).ok_or_else(|| Failure::usage(format!("there is no user {email}")))
}

fn row(line: &Line) -> Vec<String> {
    let event = &line.event;
    vec![
        line.moment(),
        line.by.clone().unwrap_or_else(|| "—".to_owned()),
        event.kind.clone(),
        event.noun.clone(),
        line.name.clone().unwrap_or_else(|| event.record.to_string()),
    ]
}
