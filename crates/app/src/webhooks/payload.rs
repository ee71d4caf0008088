//! What is told of an entry of the history: its kind, when it happened, and what changed, as its timeline tells the same user.

use super::sql::Told;
use super::{message_id, stamp};
use crate::records::{self, FieldChange};
use crate::{Ctx, Result};
use db::Tx;
use domain::kernel::id::{EventId, SetId, UserId};
use domain::policy::Noun;
use domain::webhooks::NOUNS;
use serde::Serialize;
use uuid::Uuid;

/// A message as it is sent.
pub(super) struct Message {
    pub event: EventId,
    /// The same whenever it is sent.
    pub id: String,
    /// JSON.
    pub body: String,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: String,
    timestamp: String,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    noun: &'a str,
    id: Uuid,
    kind: &'a str,
    cause: &'a str,
    set: Option<SetId>,
    actor: Option<Actor<'a>>,
    changes: &'a [FieldChange],
}

#[derive(Serialize)]
struct Actor<'a> {
    id: UserId,
    name: Option<&'a str>,
}

/// The messages about entries that the user may see, in the order they are given; of sensitive fields they tell that they
/// changed.
pub(super) fn messages(ctx: &Ctx, tx: &mut Tx<'_>, all: &[Told]) -> Result<Vec<Message>> {
    let mut messages = Vec::with_capacity(all.len());
    for noun in NOUNS.into_iter().chain([Noun::Webhook]) {
        let of: Vec<&Told> = all.iter().filter(|told| told.event.noun == noun.key()).collect();
        if of.is_empty() {
            continue;
        }
        let events: Vec<_> = of.iter().map(|told| told.event.clone()).collect();
        let changes = records::told_elsewhere(ctx, tx, noun, &events)?;
        for (told, changes) in of.iter().zip(&changes) {
            messages.push(message(told, changes)?);
        }
    }
    let place = |message: &Message| all.iter().position(|told| told.event.id == message.event);
    messages.sort_by_cached_key(place);
    Ok(messages)
}

fn message(told: &Told, changes: &[FieldChange]) -> Result<Message> {
    let event = &told.event;
    let data = Data {
        noun: &event.noun,
        id: event.record,
        kind: &event.kind,
        cause: &event.cause,
        set: event.set,
        actor: event.user.map(|id| Actor { id, name: told.actor.as_deref() }),
        changes,
    };
    let kind = format!("{}.{}", event.noun, event.kind);
    let body = Body { kind, timestamp: stamp(event.at), data };
    Ok(Message { event: event.id, id: message_id(event.id), body: serde_json::to_string(&body)? })
}
