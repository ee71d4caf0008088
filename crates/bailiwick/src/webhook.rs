//! `bailiwick webhook`: addresses that are told what happens.

use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use app::webhooks::{self, Delivery, WebhookView, commands, message_id, queries};
use app::{Ctx, House, Tx, users};
use clap::{Args, Subcommand};
use domain::kernel::id::WebhookId;
use domain::webhooks::{OVERLAP_HOURS, Webhook as Address};
use std::process::ExitCode;

/// Messages of an address that are printed.
const SHOWN: i64 = 50;

/// Webhooks. Example: `bailiwick webhook add https://hooks.example.com/in --event lead --event opportunity.won --email ops@example.com`
#[derive(Args, Debug)]
pub struct Webhook {
    #[command(flatten)]
    database: Database,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Every address, and how it goes.
    List {
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Registers an address and prints its id and the secret, which is shown this once.
    Add {
        /// The address, by https.
        #[arg(value_name = "URL")]
        address: String,
        /// Address that the user signs in with whose eyes it is told with: what they may not see is not told.
        #[arg(long)]
        email: String,
        /// A kind of record (`lead`) or what happens to it (`opportunity.won`); may be given several times. Without, everything.
        #[arg(long = "event")]
        events: Vec<String>,
        /// What it is for.
        #[arg(long, default_value = "")]
        description: String,
    },
    /// What an address was told and is to be told, the latest first.
    Messages {
        #[command(flatten)]
        which: Which,
    },
    /// Tells an address nothing until it is resumed; then everything since.
    Pause {
        #[command(flatten)]
        which: Which,
    },
    /// Lets a paused address go on, what was given up first.
    Resume {
        #[command(flatten)]
        which: Which,
    },
    /// Makes a new secret and prints it.
    Rotate {
        #[command(flatten)]
        which: Which,
        /// Hours for which the secret before signs too.
        #[arg(long, default_value_t = OVERLAP_HOURS)]
        overlap_hours: i64,
    },
    /// Sends a message that says nothing.
    Test {
        #[command(flatten)]
        which: Which,
    },
    /// Tells again what happened since a day or an instant.
    Replay {
        #[command(flatten)]
        which: Which,
        /// A day, or an instant as 2026-11-23T08:00:00Z.
        #[arg(long)]
        from: String,
    },
    /// Tells an address nothing more, and forgets it.
    Remove {
        #[command(flatten)]
        which: Which,
    },
    /// Tells now what waits, as the server does every moment.
    Send,
}

#[derive(Args, Debug)]
struct Which {
    /// The webhook, by its id or its address.
    webhook: String,
}

impl Webhook {
    /// Runs it.
    ///
    /// # Errors
    /// A webhook or user that is not known; what is wrong with the input.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        match self.what {
            What::List { json } => list(&house, json)?,
            What::Messages { which } => messages(&house, &which)?,
            What::Send => output::text(&format!("{} messages tried", webhooks::look(&house)?))?,
            What::Add { address: url, email, events, description } => {
                commands::judge(&house, &url)?;
                let made = house.write(Who::Console, |ctx, tx| {
                    let user = user(ctx, tx, &email)?;
                    commands::create(ctx, tx, Address { url, events, description, user, ..Address::default() })
                })?;
                output::text(&format!("{}\n{}", made.id, made.secret))?;
            }
            other => output::text(&house.write(Who::Console, |ctx, tx| changed(ctx, tx, &other))?)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Does something about one address. Answers what is printed.
fn changed(ctx: &Ctx, tx: &mut Tx<'_>, what: &What) -> app::Result<String> {
    let turn = |ctx: &Ctx, tx: &mut Tx<'_>, which: &Which, is_active| {
        let id = which.found(ctx, tx)?;
        commands::change(ctx, tx, id, None, |webhook| {
            webhook.is_active = is_active;
            Ok(())
        })
    };
    Ok(match what {
        What::Pause { which } => turn(ctx, tx, which, false).map(|()| "paused".to_owned())?,
        What::Resume { which } => turn(ctx, tx, which, true).map(|()| "goes on".to_owned())?,
        What::Rotate { which, overlap_hours } => {
            let id = which.found(ctx, tx)?;
            commands::rotate(ctx, tx, id, *overlap_hours)?.secret
        }
        What::Test { which } => {
            let id = which.found(ctx, tx)?;
            message_id(commands::test(ctx, tx, id)?)
        }
        What::Replay { which, from } => {
            let id = which.found(ctx, tx)?;
            commands::replay(ctx, tx, id, webhooks::instant(ctx, from)?)?;
            "told again from there".to_owned()
        }
        What::Remove { which } => {
            let id = which.found(ctx, tx)?;
            commands::remove(ctx, tx, id).map(|()| "removed".to_owned())?
        }
        What::List { .. } | What::Add { .. } | What::Messages { .. } | What::Send => String::new(),
    })
}

impl Which {
    fn found(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> app::Result<WebhookId> {
        let is_it =
            |view: &&WebhookView| view.webhook.id.to_string() == self.webhook || view.webhook.url == self.webhook;
        queries::all(ctx, tx)?.iter().find(is_it).map(|view| view.webhook.id).ok_or(app::Error::NotFound)
    }
}

fn user(ctx: &Ctx, tx: &mut Tx<'_>, email: &str) -> app::Result<domain::kernel::id::UserId> {
    let email = email.to_lowercase();
    let all = users::list(ctx, tx)?;
    all.iter().find(|user| user.email == email).map(|user| user.id).ok_or(app::Error::NotFound)
}

fn list(house: &House, json: bool) -> Result<(), Failure> {
    let all = house.read(Who::Console, queries::all)?;
    if json {
        return output::json(&all);
    }
    let row = |view: &WebhookView| {
        let state = match (view.webhook.is_active, &view.fault) {
            (false, _) => "paused",
            (true, Some(_)) => "failing",
            (true, None) => "told",
        };
        let told = &view.webhook;
        let events = if told.events.is_empty() { "everything".to_owned() } else { told.events.join(" ") };
        vec![
            told.url.clone(),
            state.to_owned(),
            view.waiting.to_string(),
            view.user_name.clone(),
            events,
            told.id.to_string(),
        ]
    };
    let header = ["address", "state", "waiting", "eyes of", "told", "id"];
    output::table(&header, &all.iter().map(row).collect::<Vec<_>>())
}

fn messages(house: &House, which: &Which) -> Result<(), Failure> {
    let found = house.read(Who::Console, |ctx, tx| {
        let id = which.found(ctx, tx)?;
        queries::deliveries(ctx, tx, id, None, None, SHOWN)
    })?;
    let row = |one: &Delivery| {
        let last = one.attempts.first();
        let came = match last.map(|attempt| (attempt.status, &attempt.fault)) {
            Some((Some(status), _)) => status.to_string(),
            Some((None, Some(fault))) => text::refusal(text::Lang::En, &fault.code, &fault.args),
            _ => String::new(),
        };
        let tries = one.attempts.len().to_string();
        vec![message_id(one.event), one.kind.clone(), webhooks::stamp(one.at), one.state.key().to_owned(), tries, came]
    };
    output::table(
        &["message", "what", "when", "state", "tries", "last answer"],
        &found.iter().map(row).collect::<Vec<_>>(),
    )
}
