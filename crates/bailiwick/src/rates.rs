//! `bailiwick rates`: exchange rates by hand and from files.

use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use app::opportunities::rates::{self, NewRate, Saved};
use domain::kernel::Currency;
use domain::{Day, Refusal};
use std::path::PathBuf;
use std::process::ExitCode;

/// Exchange rates: company units for one unit of a currency, from a day on. Example: `bailiwick rates import rates.csv`
#[derive(clap::Args, Debug)]
pub struct Rates {
    #[command(flatten)]
    database: Database,
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// The rates that stand. Example: `bailiwick rates list --currency EUR`
    List {
        /// Only of this one.
        #[arg(long)]
        currency: Option<String>,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Enters one. Example: `bailiwick rates set --currency EUR --on 2026-01-01 --rate 11.4512`
    Set {
        /// Three letters.
        #[arg(long)]
        currency: String,
        /// From this day on.
        #[arg(long)]
        on: Day,
        /// Company units for one of it.
        #[arg(long)]
        rate: String,
    },
    /// Enters those of a file with columns currency, date, rate. Lines that do not read are told, and the exit code is 3.
    Import {
        /// CSV (also .gz) or XLSX.
        file: PathBuf,
        /// Reads and tells; writes nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

impl Rates {
    /// Runs it.
    ///
    /// # Errors
    /// A file that does not read; a rate that does not hold.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        match self.what {
            What::List { currency, json } => {
                let unknown = |code: String| Failure::usage(format!("{code} is no currency"));
                let only = currency.map(|code| Currency::new(&code).ok_or_else(|| unknown(code))).transpose()?;
                let all = house.read(Who::Console, |ctx, tx| rates::list(ctx, tx, only))?;
                if json {
                    output::json(&all)?;
                } else {
                    let row = |r: &rates::Rate| {
                        vec![r.currency.code().to_owned(), r.on.to_string(), r.rate.clone(), r.source.clone()]
                    };
                    output::table(&["currency", "on", "rate", "source"], &all.iter().map(row).collect::<Vec<_>>())?;
                }
                Ok(ExitCode::SUCCESS)
            }
            What::Set { currency, on, rate } => {
                let new = NewRate { currency, on, rate };
                told(house.write(Who::Console, |ctx, tx| rates::save(ctx, tx, &[new], "manual"))?)?;
                Ok(ExitCode::SUCCESS)
            }
            What::Import { file, dry_run } => import(&house, &file, dry_run),
        }
    }
}

fn told(saved: Saved) -> Result<(), Failure> {
    output::text(&format!("{} created, {} changed, {} unchanged", saved.created, saved.changed, saved.unchanged))
}

fn import(house: &app::House, file: &std::path::Path, dry_run: bool) -> Result<ExitCode, Failure> {
    let bytes = std::fs::read(file).map_err(|e| Failure::usage(format!("{}: {e}", file.display())))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let read = rates::read(&name, &bytes).map_err(app::Error::from)?;
    let mut rejected: Vec<(u64, Refusal)> = read.rejected;
    let saved = house.write(Who::Console, |ctx, tx| {
        let mut fine = Vec::new();
        for (line, new) in read.rates {
            match rates::check(ctx, &new) {
                Ok(_) => fine.push(new),
                Err(refusal) => rejected.push((line, refusal)),
            }
        }
        if dry_run { Ok(None) } else { rates::save(ctx, tx, &fine, &name).map(Some) }
    })?;
    rejected.sort_by_key(|(line, _)| *line);
    for (line, refusal) in &rejected {
        output::text(&format!("line {line}: {}", text::refusal(text::Lang::En, &refusal.code, &refusal.args)))?;
    }
    match saved {
        Some(saved) => told(saved)?,
        None => output::text("nothing was written")?,
    }
    output::text(&format!("{} rejected", rejected.len()))?;
    Ok(if rejected.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(3) })
}
