//! `bailiwick`: one binary. Each command is a file; all of them speak to `app`, as the web does.
//!
//! Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with rejected rows.

mod audit;
mod backup;
mod bulk;
mod demo;
mod departure;
mod doctor;
mod duplicates;
mod export;
mod failure;
mod field;
mod handoffs;
mod import;
mod init;
mod list;
mod mail;
mod mcp;
mod measure;
mod openid;
mod org;
mod outbound;
mod output;
mod outside;
mod privacy;
mod rates;
mod rebuild;
mod reseal;
mod route;
mod scim;
mod score;
mod serve;
mod trash;
mod user;
mod webhook;

use clap::{Args, Parser, Subcommand};
use failure::Failure;
use std::process::ExitCode;

/// The software that runs a sales organisation.
#[derive(Parser)]
#[command(name = "bailiwick", version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// What happened: who changed what, signed in, was refused, took data away.
    Audit(audit::Audit),
    /// Everything in one file, while the product runs.
    Backup(backup::Backup),
    /// One change to many records, tried first, and taken back.
    Bulk(bulk::Change),
    /// A believable company on a fresh database, in the browser.
    Demo(demo::Demo),
    /// What is wrong with the installation, where, and how it is mended.
    Doctor(doctor::Doctor),
    /// Records that are likely one, with why.
    Duplicates(duplicates::Duplicates),
    /// Everything as files that other programs read.
    Export(export::Export),
    /// Fields of a company's own: list, define, rename, retire.
    Field(field::Field),
    /// How work passes from one to the next, and how it ends there.
    Handoffs(handoffs::Handoffs),
    /// Sets a new company up on a fresh database.
    Init(init::Init),
    /// Brings CSV and XLSX files in: people, accounts, contacts, products, opportunities.
    Import(import::Import),
    /// Records: filter, sort, choose columns.
    List(list::List),
    /// Sends what waits, looks into mailboxes and calendars that are due.
    Mail(mail::Mail),
    /// Tools for an agent, over standard input and output.
    Mcp(mcp::Mcp),
    /// A measure over a period, by person, manager, unit, product, month …
    Measure(measure::Measure),
    /// Outbound lists and how far each is, or everyone on one of them.
    Outbound(outbound::Outbound),
    /// The organisation: count it, check it, compare two days, draw it.
    Org(org::Org),
    /// Exchange rates: list, set, import from a file.
    Rates(rates::Rates),
    /// Recomputes from the records, and compares.
    Rebuild(rebuild::Rebuild),
    /// What is kept of a person: find them, hand it over, erase them.
    Privacy(privacy::Privacy),
    /// Another key for the passwords and secrets that are kept sealed.
    Reseal(reseal::Reseal),
    /// A backup into an empty database, on either engine.
    Restore(backup::Restore),
    /// The identity provider that keeps users (SCIM): its secret.
    Scim(scim::Scim),
    /// The chance that a lead becomes a deal, learned from past leads, with what tells it.
    Score(score::Score),
    /// The server: pages and API.
    Serve(serve::Serve),
    /// What was deleted in the last 30 days, and taking it back.
    Trash(trash::Trash),
    /// Users: invite, reset, link to a person, disable.
    User(user::User),
    /// Makes a token for an integration.
    Token(user::Token),
    /// Addresses that are told what happens: list, add, pause, replay.
    Webhook(webhook::Webhook),
}

/// Which database.
#[derive(Args, Clone, Debug)]
pub struct Database {
    /// Address of the database: `sqlite://FILE` or `postgres://USER@HOST/NAME`.
    #[arg(long = "database", env = "BAILIWICK_DATABASE_URL", default_value = "sqlite://bailiwick.db", global = true)]
    pub url: String,
}

impl Database {
    /// Opens it and brings its schema up to date.
    ///
    /// # Errors
    /// An address that does not open.
    pub fn open(&self) -> Result<app::House, Failure> {
        Ok(app::House::open(&self.url)?.with_outside(outside::of(&self.url)))
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        Command::Audit(command) => command.run(),
        Command::Backup(command) => command.run(),
        Command::Bulk(command) => command.run(),
        Command::Demo(command) => command.run(),
        Command::Doctor(command) => command.run(),
        Command::Duplicates(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Field(command) => command.run(),
        Command::Handoffs(command) => command.run(),
        Command::Init(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::List(command) => command.run(),
        Command::Mail(command) => command.run(),
        Command::Mcp(command) => command.run(),
        Command::Measure(command) => command.run(),
        Command::Outbound(command) => command.run(),
        Command::Org(command) => command.run(),
        Command::Privacy(command) => command.run(),
        Command::Rates(command) => command.run(),
        Command::Rebuild(command) => command.run(),
        Command::Reseal(command) => command.run(),
        Command::Restore(command) => command.run(),
        Command::Scim(command) => command.run(),
        Command::Score(command) => command.run(),
        Command::Serve(command) => command.run(),
        Command::Trash(command) => command.run(),
        Command::User(command) => command.run(),
        Command::Token(command) => command.run(),
        Command::Webhook(command) => command.run(),
    };
    outcome.unwrap_or_else(|failure| {
        eprintln!("{failure}");
        failure.code()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn no_command_takes_two_options_of_one_name() {
        Cli::command().debug_assert();
    }
}
