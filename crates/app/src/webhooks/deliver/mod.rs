//! Tells each address what waits for it, in the order of the history, one message after the other over one connection.
//!
//! Whoever tells an address has claimed it for a while; of servers that share a database one does. What was taken is
//! written down after a few messages: who breaks off before tells them again, with the same ids. The first that is not
//! taken ends the round, and all behind it wait along.

mod sql;

pub(super) use sql::{add, again, failed_again, place, recent, replay, skip};

use super::gather::gather;
use super::payload::{self, Message};
use super::sql::{self as addresses, Place, Stored};
use super::{Attempt, signature};
use crate::ctx::{Who, new_id};
use crate::events::{self, Cause};
use crate::notifications::{Notice, To, tell};
use crate::{Ctx, Error, House, Result, mail};
use db::Tx;
use domain::kernel::id::{EventId, WebhookId};
use domain::notifications::Kind;
use domain::policy::Noun;
use domain::webhooks::{After, Came, after, came};
use domain::{Instant, Refusal};
use post::Hook;
use serde_json::json;
use std::time::{Duration, Instant as Moment};
use uuid::Uuid;

/// Messages of one round,
const ROUND: i64 = 100;
/// how long it may take before it is written down,
const PATIENCE: Duration = Duration::from_secs(20);
/// and for how long the address is claimed, in milliseconds.
const LEASE: i64 = 120_000;
/// How long what was told is kept, in milliseconds: a month.
const KEPT: i64 = 30 * 24 * 3_600_000;
/// When an address whose secret cannot be read is looked at again: whoever runs the product mends that.
const NO_KEY: i64 = 5 * 60_000;
/// Why an address was paused.
const RULE: Cause = Cause { word: "rule", set: None };

/// Addresses for which there is something to do now. Reads only.
///
/// # Errors
/// The database's own.
pub fn due(house: &House) -> Result<Vec<WebhookId>> {
    let now = house.now();
    let all = house.db().read(|tx| addresses::due(tx, now))?;
    if all.is_empty() {
        return Ok(all);
    }
    let open_for = open_for(house)?;
    let mut found = Vec::new();
    for id in all {
        if has_work(house, id, open_for)? {
            found.push(id);
        }
    }
    Ok(found)
}

/// For how long others have had a transaction open, asked before one of our own begins.
fn open_for(house: &House) -> Result<i64> {
    house.db().read_once(|tx| Ok(tx.others_open_for()?))
}

fn has_work(house: &House, id: WebhookId, open_for: i64) -> Result<bool> {
    let Some(stored) = house.db().read(|tx| addresses::stored(tx, id))? else { return Ok(false) };
    let found = house.read_as(stored.webhook.user, |ctx, tx| {
        Ok(sql::any_waiting(tx, id)? || gather(ctx, tx, &stored, open_for)?.is_news(&stored))
    });
    match found {
        // That its user is gone is written down.
        Err(Error::SignedOut) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        found => found,
    }
}

/// Tells every address what waits for it, one address after the other. Answers how many messages were tried.
///
/// # Errors
/// The database's own. What is in the way of an address is written down with it.
pub fn look(house: &House) -> Result<usize> {
    let mut count = 0;
    for id in due(house)? {
        count += run(house, id)?;
    }
    Ok(count)
}

/// Forgets what was told more than a month ago.
///
/// # Errors
/// The database's own.
pub fn forget(house: &House) -> Result<()> {
    let before = Instant(house.now().0 - KEPT);
    house.db().write(|tx| sql::forget(tx, before))
}

/// What a round sends.
struct Round {
    stored: Stored,
    claim: Uuid,
    messages: Vec<(Message, sql::Waiting)>,
    /// What the user may not see any more.
    hidden: Vec<EventId>,
}

/// What became of it.
#[derive(Default)]
struct Told {
    taken: Vec<EventId>,
    log: Vec<(EventId, i64, Attempt)>,
    /// The one that was not taken, what follows, and why.
    stopped: Option<(EventId, After, Refusal)>,
}

/// The connection to an address, kept from round to round.
type Line = Option<(String, Hook)>;

/// Tells an address until nothing waits. Answers how many messages were tried; none where somebody else tells it.
///
/// # Errors
/// The database's own.
pub fn run(house: &House, id: WebhookId) -> Result<usize> {
    let (mut count, mut line) = (0, None);
    loop {
        match once(house, id, &mut line)? {
            0 => return Ok(count),
            tried => count += tried,
        }
    }
}

/// One round.
fn once(house: &House, id: WebhookId, line: &mut Line) -> Result<usize> {
    let Some(user) = house.db().read(|tx| addresses::stored(tx, id))?.map(|stored| stored.webhook.user) else {
        return Ok(0);
    };
    let open_for = open_for(house)?;
    let claim = new_id(house.now());
    let read = house.write_as(user, |ctx, tx| read_on(ctx, tx, id, claim, open_for)).and_then(|read| match read {
        Some((stored, known)) => house.read_as(user, |ctx, tx| round(ctx, tx, stored, claim, known)).map(Some),
        None => Ok(None),
    });
    let round = match read {
        Ok(Some(round)) => round,
        Ok(None) => return Ok(0),
        Err(Error::SignedOut) => return pause(house, id, &Refusal::new("webhook-user-gone")).map(|()| 0),
        Err(other) => return Err(other),
    };
    let secrets = match secrets(house, &round.stored) {
        Ok(secrets) => secrets,
        Err(Error::Refused(faults)) => {
            let next_at = Instant(house.now().0 + NO_KEY);
            house.db().write(|tx| addresses::end(tx, id, claim, next_at, faults.first()))?;
            return Ok(0);
        }
        Err(other) => return Err(other),
    };
    let told = send(house, &round, &secrets, line);
    let count = told.log.len();
    finish(house, &round, &told)?;
    Ok(count + round.hidden.len())
}

/// Claims the address and puts in line what has happened.
fn read_on(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    id: WebhookId,
    claim: Uuid,
    open_for: i64,
) -> Result<Option<(Stored, Option<Place>)>> {
    if !addresses::claim(tx, id, claim, Instant(ctx.now.0 + LEASE), ctx.now)? {
        return Ok(None);
    }
    let Some(stored) = addresses::stored(tx, id)? else { return Ok(None) };
    let gathered = gather(ctx, tx, &stored, open_for)?;
    sql::add(tx, id, &gathered.found, ctx.now)?;
    addresses::read(tx, id, claim, gathered.read, ctx.now)?;
    Ok(Some((stored, gathered.known)))
}

/// Makes the messages that wait first.
fn round(ctx: &Ctx, tx: &mut Tx<'_>, stored: Stored, claim: Uuid, known: Option<Place>) -> Result<Round> {
    let waiting = sql::waiting(tx, stored.webhook.id, known, ROUND)?;
    let ids: Vec<EventId> = waiting.iter().map(|one| one.event).collect();
    let mut seen = addresses::seen(ctx, tx, &stored.webhook, &ids)?;
    seen.sort_by_cached_key(|told| ids.iter().position(|id| *id == told.event.id));
    let mut made = payload::messages(ctx, tx, &seen)?.into_iter().peekable();
    let (mut messages, mut hidden) = (Vec::with_capacity(made.len()), Vec::new());
    for one in waiting {
        match made.next_if(|message| message.event == one.event) {
            Some(message) => messages.push((message, one)),
            None => hidden.push(one.event),
        }
    }
    Ok(Round { stored, claim, messages, hidden })
}

/// What it is signed with now.
fn secrets(house: &House, stored: &Stored) -> Result<Vec<String>> {
    let holds = stored.overlap_until.is_some_and(|until| until > house.now());
    let before = stored.secret_before.as_ref().filter(|_| holds);
    let keys = &house.outside().keys;
    [&stored.secret].into_iter().chain(before).map(|sealed| keys.open(stored.webhook.id.0, sealed)).collect()
}

fn send(house: &House, round: &Round, secrets: &[String], line: &mut Line) -> Told {
    let mut told = Told::default();
    if round.messages.is_empty() {
        return told;
    }
    let begun = Moment::now();
    let hook = connected(house, &round.stored.webhook.url, line);
    for (message, waiting) in &round.messages {
        let (at, began) = (house.now(), Moment::now());
        let answered = match &hook {
            Ok(hook) => post_one(hook, message, at, secrets),
            Err(fault) => Err(fault.clone()),
        };
        let millis = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
        let came = answered.as_ref().map_or(Came::NotNow(None), |answer| came(answer.status, answer.retry_after));
        let (status, answer, fault) = match answered {
            Ok(answer) => (Some(answer.status), answer.text, None),
            Err(fault) => (None, String::new(), Some(fault)),
        };
        let why =
            || fault.clone().unwrap_or_else(|| Refusal::new("webhook-status").with("status", status.unwrap_or(0)));
        match after(came, waiting.attempts + 1, house.now()) {
            After::Delivered => told.taken.push(message.event),
            other => told.stopped = Some((message.event, other, why())),
        }
        told.log.push((message.event, waiting.tries + 1, Attempt { at, millis, status, answer, fault }));
        if told.stopped.is_some() || begun.elapsed() > PATIENCE {
            break;
        }
    }
    told
}

/// The line to an address, opened where there is none.
fn connected<'l>(house: &House, url: &str, line: &'l mut Line) -> std::result::Result<&'l Hook, Refusal> {
    let kept = line.take().filter(|(of, _)| of == url).map(|(_, hook)| hook);
    let hook = match kept {
        Some(hook) => hook,
        None => Hook::new(&house.outside().reach, url).map_err(|trouble| mail::fault(&trouble, ""))?,
    };
    Ok(&line.insert((url.to_owned(), hook)).1)
}

fn post_one(
    hook: &Hook,
    message: &Message,
    at: Instant,
    secrets: &[String],
) -> std::result::Result<post::Answered, Refusal> {
    let timestamp = at.0.div_euclid(1000);
    let signature = signature::signed(secrets, &message.id, timestamp, &message.body)
        .ok_or_else(|| Refusal::new("refusal-secret-key-other"))?;
    let timestamp = timestamp.to_string();
    let headers =
        [("webhook-id", message.id.as_str()), ("webhook-timestamp", &timestamp), ("webhook-signature", &signature)];
    hook.post(&headers, &message.body).map_err(|trouble| mail::fault(&trouble, ""))
}

/// Writes down what became of a round, and lets the address go.
fn finish(house: &House, round: &Round, told: &Told) -> Result<()> {
    let id = round.stored.webhook.id;
    let paused = house.db().write(|tx| -> Result<Option<Refusal>> {
        let now = house.now();
        sql::taken(tx, id, &told.taken, now)?;
        sql::withheld(tx, id, &round.hidden, now)?;
        sql::log(tx, id, &told.log)?;
        let Some((event, after, why)) = &told.stopped else {
            addresses::end(tx, id, round.claim, addresses::AT_ONCE, None)?;
            return Ok(None);
        };
        match after {
            After::Again(at) => {
                sql::tried(tx, id, *event, None)?;
                addresses::end(tx, id, round.claim, *at, Some(why))?;
                Ok(None)
            }
            _ => {
                sql::tried(tx, id, *event, Some(now))?;
                Ok(Some(why.clone()))
            }
        }
    })?;
    paused.map_or(Ok(()), |why| pause(house, id, &why))
}

/// Pauses an address, and tells those who look after it.
fn pause(house: &House, id: WebhookId, fault: &Refusal) -> Result<()> {
    house.write(Who::Console, |ctx, tx| {
        if !addresses::pause(tx, id, fault, ctx.now)? {
            return Ok(());
        }
        let told = json!({ "is_active": [true, false] });
        events::append(tx, ctx, RULE, Noun::Webhook, id, "paused", &told)?;
        let about = |user| Notice { to: To::User(user), kind: Kind::WebhookPaused, noun: Noun::Webhook, record: id.0 };
        let notices: Vec<Notice> = addresses::keepers(tx)?.into_iter().map(about).collect();
        tell(ctx, tx, &notices)
    })
}
