//! `bailiwick privacy`: what is kept of a person, handed over and erased.

use crate::failure::Failure;
use crate::{Database, output};
use app::consents::{self, ConsentsView, Entry};
use app::ctx::Who;
use app::events::Cause;
use app::privacy::{self, Asked, Entry as Erased, Found, Request};
use app::retention::{self, Due, DueView, NewRules, Rules};
use app::{Ctx, House, Tx};
use clap::{Args, Subcommand};
use domain::Day;
use domain::consents::{BASES, Consent, STATES};
use domain::retention::Rule;
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
    /// Who is due to be erased, because nothing has happened with them for as long as the rules say.
    Due {
        /// Erases these of them, by one of their records.
        #[arg(long, value_name = "ID", num_args = 1..)]
        erase: Vec<Uuid>,
        /// Without this nobody is erased.
        #[arg(long)]
        sure: bool,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// How long contacts and leads are kept with whom nothing happens; sets it where a kind is given.
    Retention {
        /// Contacts: months, and `list` or `erase`, as 24:list; `off` keeps them for good.
        #[arg(long, value_name = "RULE", value_parser = kept)]
        contacts: Option<Kept>,
        /// Leads, likewise.
        #[arg(long, value_name = "RULE", value_parser = kept)]
        leads: Option<Kept>,
        /// Says that people may be erased by themselves, which cannot be undone.
        #[arg(long)]
        sure: bool,
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
            What::Due { erase, sure, json } if erase.is_empty() || !sure => {
                let mut view = house.read(Who::Console, retention::due)?;
                view.due.retain(|one| erase.is_empty() || erase.contains(&one.record));
                if json {
                    output::json(&view)?
                } else {
                    due(&view)?
                }
                if !erase.is_empty() {
                    output::text("nobody was erased; --sure erases, and cannot be undone")?;
                }
            }
            What::Due { erase, .. } => {
                told(&house.write(Who::Console, |ctx, tx| retention::erase(ctx, tx, Cause::COMMAND, &erase))?)?;
            }
            What::Retention { contacts, leads, sure } => {
                let set = |ctx: &Ctx, tx: &mut Tx<'_>| {
                    let standing = retention::rules(ctx, tx)?;
                    let chosen = |kept: Option<Kept>, stands| kept.map_or(stands, |Kept(rule)| rule);
                    let rules =
                        Rules { contact: chosen(contacts, standing.contact), lead: chosen(leads, standing.lead) };
                    retention::set(ctx, tx, &NewRules { rules, sure })?;
                    Ok(rules)
                };
                output::json(&house.write(Who::Console, set)?)?;
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

/// A rule as it is written on the command line; none keeps for good.
#[derive(Clone, Copy, Debug)]
struct Kept(Option<Rule>);

/// `24`, `24:list`, `24:erase`, `off`.
fn kept(text: &str) -> Result<Kept, String> {
    if text == "off" {
        return Ok(Kept(None));
    }
    let (months, then) = text.split_once(':').unwrap_or((text, "list"));
    let rule = months.parse().ok().zip(then.parse().ok()).map(|(months, then)| Rule { months, then });
    rule.map(|rule| Kept(Some(rule))).ok_or_else(|| "write months and list or erase, as 24:list; or off".to_owned())
}

fn due(view: &DueView) -> Result<(), Failure> {
    let row = |one: &Due| {
        vec![
            one.record.to_string(),
            one.noun.key().to_owned(),
            one.name.clone(),
            one.company.clone().unwrap_or_default(),
            one.last_on.to_string(),
            one.others.len().to_string(),
            one.then.key().to_owned(),
        ]
    };
    let header = ["id", "kind", "name", "company", "last on", "other records", "then"];
    output::table(&header, &view.due.iter().map(row).collect::<Vec<_>>())?;
    if view.is_more { output::text("and perhaps more") } else { Ok(()) }
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
