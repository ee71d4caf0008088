//! Webhooks: what happens is told to addresses that a company registered, by Standard Webhooks.
//!
//! The history is the outbox: nothing is written beside it when something happens. Each address reads on from where it is,
//! in the order of the history, and is told at least once; a message has the same id whenever it is sent. It is made when
//! it is sent, with the eyes of the address's user at that moment, so that nothing is kept of it and what was hidden
//! meanwhile is not told.

pub mod commands;
mod deliver;
mod gather;
mod payload;
pub mod queries;
mod signature;
mod sql;

pub use deliver::{due, forget, look, run};
pub(crate) use sql::SEALED;

use crate::{Ctx, Result};
use domain::kernel::id::{EventId, WebhookId};
use domain::webhooks::Webhook;
use domain::{Day, Instant, Refusal};
use serde::Serialize;
use uuid::Uuid;

/// What the id of a message begins with; behind it stands the entry of the history.
const MARK: &str = "evt_";

/// The id of the message about an entry of the history, whenever it is sent.
pub fn message_id(event: EventId) -> String {
    format!("{MARK}{}", event.0.simple())
}

/// An instant as messages and programs write it: RFC 3339.
pub fn stamp(at: Instant) -> String {
    jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_string()
}

/// The instant that a text names: as RFC 3339, or the beginning of a day of the company's.
///
/// # Errors
/// `refusal-webhook-replay`.
pub fn instant(ctx: &Ctx, text: &str) -> Result<Instant> {
    if let Ok(day) = text.parse::<Day>() {
        return Ok(ctx.company.start_of(day));
    }
    let at = text.parse::<jiff::Timestamp>().map(|at| Instant(at.as_millisecond()));
    Ok(at.map_err(|_| Refusal::new("refusal-webhook-replay").at("from"))?)
}

/// An address with how it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WebhookView {
    /// The address.
    #[serde(flatten)]
    pub webhook: Webhook,
    /// The name of the user with whose eyes it is told.
    pub user_name: String,
    /// What is in the way, or why it was paused.
    pub fault: Option<Refusal>,
    /// How many messages wait, as far as the history was read.
    pub waiting: i64,
    /// When it is tried again, where one that failed waits.
    #[serde(skip)]
    pub again_at: Option<Instant>,
    /// Until when the secret before signs too.
    #[serde(skip)]
    pub overlap_until: Option<Instant>,
    /// When it took a message last.
    #[serde(skip)]
    pub last_at: Option<Instant>,
}

/// How a message stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is told when those before it are.
    Waiting,
    /// It was taken.
    Delivered,
    /// It was tried for the last time.
    Failed,
    /// Somebody said that it is not to be told.
    Skipped,
    /// The user may not see the record any more.
    Withheld,
}

impl State {
    /// As stored, and in the texts.
    pub fn key(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Delivered => "delivered",
            State::Failed => "failed",
            State::Skipped => "skipped",
            State::Withheld => "withheld",
        }
    }
    /// The state of that key.
    fn from_key(key: &str) -> Option<State> {
        STATES.into_iter().find(|state| state.key() == key)
    }
}

/// Every state, in the order in which a message may come to them.
const STATES: [State; 5] = [State::Waiting, State::Delivered, State::Failed, State::Skipped, State::Withheld];

/// A message to an address, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The entry of the history.
    pub event: EventId,
    /// `opportunity.won`.
    pub kind: String,
    /// Its record.
    pub record: Uuid,
    /// When it happened.
    pub at: Instant,
    /// How it stands.
    pub state: State,
    /// How often it was tried, the newest first.
    pub attempts: Vec<Attempt>,
}

/// A try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When.
    pub at: Instant,
    /// How long it took, in milliseconds.
    pub millis: i64,
    /// What was answered; none where nothing was.
    pub status: Option<u16>,
    /// The first part of the answer.
    pub answer: String,
    /// What was in the way.
    pub fault: Option<Refusal>,
}

/// A secret just made: the only time it is seen.
pub struct ShownOnce {
    /// Whose.
    pub id: WebhookId,
    /// `whsec_…`
    pub secret: String,
}
