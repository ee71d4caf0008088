//! `bailiwick privacy`: what is kept of a person, handed over and erased.

use crate::failure::Failure;
use crate::{Database, output};
use app::House;
use app::consents::{self, ConsentsView, Entry};
use app::ctx::Who;
use app::events::Cause;
use app::privacy::{self, Asked, Entry as Erased, Found, Request};
use clap::{Args, Subcommand};
use domain::Day;
use domain::consents::{BASES, Consent, STATES};
use std::path::PathBuf;
use std::process::ExitCode;
use uuid::Uuid;

/// Personal data. Example: `bailiwick privacy find ola@example.com`
#[derive(Args, Debug)]
pub struct Privacy {
    #[command(flatten)]
    database: Database,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Contacts and leads that may be a person, deleted ones too.
    Find {
        /// A name, an e-mail address or a phone number, or a part of one.
        words: String,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Prints everything kept of a person as JSON; that it was taken is written down.
    Export {
        #[command(flatten)]
        whom: Whom,
    },
    /// Erases a person for good, from the history too; their records stay as shells without a name.
    Erase {
        #[command(flatten)]
        whom: Whom,
        /// Without this it only says what it would touch.
        #[arg(long)]
        sure: bool,
    },
    /// What a contact or lead said of being written to and called; with --email or --phone, writes down what they say now.
    Consent {
        #[command(flatten)]
        said: Said,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// What was handed over and erased, the latest first.
    Requests {
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Prints who was erased, as digests without names: keep it beside your backups.
    Ledger,
    /// Erases those again who were erased and came back, by an import or with a backup.
    Again {
        /// What `ledger` printed since the backup was taken.
        #[arg(long)]
        ledger: Option<PathBuf>,
    },
}

#[derive(Args, Debug)]
struct Whom {
    /// Contacts and leads, by their ids.
    #[arg(required = true, value_name = "ID")]
    records: Vec<Uuid>,
    /// Why; no names, for it is kept.
    #[arg(long, default_value = "")]
    reason: String,
}

#[derive(Args, Debug)]
struct Said {
    /// A contact or lead, by its id.
    #[arg(value_name = "ID")]
    record: Uuid,
    /// What they say of e-mails.
    #[arg(long, value_parser = STATES)]
    email: Option<String>,
    /// What they say of calls.
    #[arg(long, value_parser = STATES)]
    phone: Option<String>,
    /// The legal ground.
    #[arg(long, value_parser = BASES)]
    basis: Option<String>,
    /// How we know.
    #[arg(long)]
    source: Option<String>,
    /// The day they said it; today where none is given.
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
}

impl Said {
    /// Writes down what was given; answers what is known then.
    fn run(self, house: &House) -> Result<ConsentsView, Failure> {
        let record = self.record;
        let said = [("email", self.email), ("phone", self.phone)].map(|(purpose, state)| {
            let (basis, source, on) = (self.basis.clone(), self.source.clone(), self.on);
            state.map(|state| Consent { id: Uuid::nil(), purpose: purpose.to_owned(), state, basis, source, on })
        });
        let told = house.write(Who::Console, |ctx, tx| {
            let on = (consents::noun_of(ctx, tx, record)?, record);
            said.iter().flatten().try_for_each(|consent| consents::say(ctx, tx, on, consent))?;
            consents::of_record(ctx, tx, on.0, on.1)
        });
        Ok(told?)
    }
}

impl Whom {
    fn asked(self) -> Asked {
        Asked { records: self.records, reason: self.reason }
    }
}

impl Privacy {
    /// Runs it.
    ///
    /// # Errors
    /// What is no person; what is in the way of an erasure.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        match self.what {
            What::Find { words, json } => {
                let found = house.read(Who::Console, |ctx, tx| privacy::find(ctx, tx, &words))?;
                match json {
                    true => output::json(&found)?,
                    false => {
                        let header = ["id", "kind", "name", "email", "company", "standing"];
                        output::table(&header, &found.iter().map(person).collect::<Vec<_>>())?;
                    }
                }
            }
            What::Export { whom } => {
                let asked = whom.asked();
                output::json(&house.write(Who::Console, |ctx, tx| privacy::export(ctx, tx, &asked))?)?;
            }
            What::Erase { whom, sure: false } => {
                let preview = house.read(Who::Console, |ctx, tx| privacy::preview(ctx, tx, &whom.records))?;
                output::json(&preview)?;
                output::text("nothing was erased; --sure erases, and cannot be undone")?;
            }
            What::Erase { whom, sure: true } => {
                let asked = whom.asked();
                let done = house.write(Who::Console, |ctx, tx| privacy::erase(ctx, tx, Cause::COMMAND, &asked))?;
                told(&[done])?;
            }
            What::Consent { said, json } => {
                let view = said.run(&house)?;
                if json { output::json(&view)? } else { consented(&view)? }
            }
            What::Requests { json } => {
                let all = house.read(Who::Console, privacy::requests)?;
                if json { output::json(&all)? } else { told(&all)? }
            }
            What::Ledger => output::json(&house.read(Who::Console, privacy::ledger)?)?,
            What::Again { ledger } => {
                let entries: Vec<Erased> = match ledger {
                    Some(path) => serde_json::from_str(&std::fs::read_to_string(path)?)?,
                    None => Vec::new(),
                };
                told(&house.write(Who::Console, |ctx, tx| privacy::again(ctx, tx, &entries))?)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn person(one: &Found) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let standing = serde_json::to_value(one.standing).unwrap_or_default();
    vec![
        one.id.to_string(),
        one.noun.key().to_owned(),
        one.name.clone(),
        text(&one.email),
        text(&one.company),
        standing.as_str().unwrap_or_default().to_owned(),
    ]
}

/// What holds, and what was said.
fn consented(view: &ConsentsView) -> Result<(), Failure> {
    output::text(&format!("e-mails: {}, calls: {}", view.email, view.phone))?;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let row = |Entry { consent, by }: &Entry| {
        let on = consent.on.map(|on| on.to_string()).unwrap_or_default();
        let (purpose, state) = (consent.purpose.clone(), consent.state.clone());
        vec![on, purpose, state, text(&consent.basis), text(&consent.source), text(by)]
    };
    let header = ["on", "what", "said", "basis", "source", "by"];
    output::table(&header, &view.said.iter().map(row).collect::<Vec<_>>())
}

fn told(all: &[Request]) -> Result<(), Failure> {
    let row = |request: &Request| {
        vec![
            request.moment(),
            request.kind.clone(),
            request.reason.clone(),
            request.user_name.clone().unwrap_or_else(|| "—".to_owned()),
            request.records.len().to_string(),
            request.counts.values().sum::<i64>().to_string(),
        ]
    };
    let header = ["at", "what", "why", "who", "records", "rows"];
    output::table(&header, &all.iter().map(row).collect::<Vec<_>>())
}
