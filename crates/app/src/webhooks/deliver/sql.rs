//! Statements of messages: what waits, what became of each, and every try.

use super::super::sql::{Place, refusal, written};
use super::super::{Attempt, Delivery, State};
use crate::Result;
use crate::sql::Sql;
use db::{Row, Tx, Value};
use domain::Instant;
use domain::kernel::id::{EventId, WebhookId};
use std::collections::HashMap;
use uuid::Uuid;

const COLUMNS: [&str; 7] = ["webhook_id", "event_id", "event_at", "state", "attempts", "tries", "recorded_at"];
const ANY_WAITING: &str =
    "select cast(1 as bigint) from webhook_deliveries where webhook_id = $1 and state = 'waiting' limit 1";
const WAITING: &str =
    "select event_id, attempts, tries from webhook_deliveries where webhook_id = $1 and state = 'waiting'
 and (event_at, event_id) <= ($2, $3) order by event_at, event_id limit $4";
const TAKEN_HEAD: &str =
    "update webhook_deliveries set state = 'delivered', attempts = attempts + 1, tries = tries + 1,
 done_at = ";
const WITHHELD_HEAD: &str = "update webhook_deliveries set state = 'withheld', done_at = ";
const TRIED: &str = "update webhook_deliveries set state = $3, attempts = attempts + 1, tries = tries + 1, done_at = $4
 where webhook_id = $1 and event_id = $2 and state = 'waiting'";
const REPLAY: &str = "update webhook_deliveries set state = 'waiting', attempts = 0, done_at = null
 where webhook_id = $1 and event_at >= $2";
const FAILED_AGAIN: &str = "update webhook_deliveries set state = 'waiting', attempts = 0, done_at = null
 where webhook_id = $1 and state = 'failed'";
const AGAIN: &str = "update webhook_deliveries set state = 'waiting', attempts = 0, done_at = null
 where webhook_id = $1 and event_id = $2";
const SKIP: &str = "update webhook_deliveries set state = 'skipped', done_at = $3
 where webhook_id = $1 and event_id = $2 and state in ('waiting', 'failed')";
const FORGET: [&str; 2] = [
    "delete from webhook_attempts where at < $1 and not exists (select 1 from webhook_deliveries d
 where d.webhook_id = webhook_attempts.webhook_id and d.event_id = webhook_attempts.event_id and d.state in ('waiting', 'failed'))",
    "delete from webhook_deliveries where done_at < $1 and state in ('delivered', 'skipped', 'withheld')
 and event_at < (select w.read_at from webhooks w where w.id = webhook_deliveries.webhook_id)",
];
const PLACE: &str = "select event_at from webhook_deliveries where webhook_id = $1 and event_id = $2";
const RECENT_HEAD: &str =
    "select d.event_id, coalesce(e.noun, 'activity'), coalesce(e.kind, 'created'),
 coalesce(e.record_id, d.event_id), d.event_at, d.state from webhook_deliveries d left join events e on e.id = d.event_id
 where d.webhook_id = ";
const ATTEMPTS_HEAD: &str =
    "select a.event_id, a.at, a.millis, a.status, a.answer, a.fault from webhook_attempts a where a.webhook_id = ";

/// A message that waits, and how often it was tried: since it was begun, and in all.
pub(super) struct Waiting {
    pub event: EventId,
    pub attempts: i64,
    pub tries: i64,
}

/// Puts messages in line; those that are in it stay as they are.
pub(in crate::webhooks) fn add(tx: &mut Tx<'_>, id: WebhookId, found: &[Place], now: Instant) -> Result<()> {
    let row = |place: &Place| {
        let (event, at, now) = (Value::Uuid(place.id), Value::Int(place.at.0), Value::Int(now.0));
        [Value::id(id), event, at, State::Waiting.key().into(), Value::Int(0), Value::Int(0), now]
    };
    let values: Vec<Value> = found.iter().flat_map(row).collect();
    Ok(tx.insert_or("webhook_deliveries", &COLUMNS, &values, "on conflict (webhook_id, event_id) do nothing")?)
}

pub(super) fn any_waiting(tx: &mut Tx<'_>, id: WebhookId) -> Result<bool> {
    Ok(tx.number(ANY_WAITING, &[Value::id(id)])? > 0)
}

/// The first that wait, up to a place.
pub(super) fn waiting(tx: &mut Tx<'_>, id: WebhookId, until: Option<Place>, most: i64) -> Result<Vec<Waiting>> {
    let until = until.unwrap_or(Place { at: Instant(i64::MAX), id: Uuid::max() });
    let args = [Value::id(id), until.at.0.into(), until.id.into(), most.into()];
    Ok(tx.all(WAITING, &args, |row| Ok(Waiting { event: row.id()?, attempts: row.next()?, tries: row.next()? }))?)
}

fn each(tx: &mut Tx<'_>, head: &str, id: WebhookId, events: &[EventId], now: Instant) -> Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(head);
    sql.bind(now.0).push(" where webhook_id = ").bind(Value::id(id)).push(" and state = 'waiting' and event_id in ");
    sql.bind_list(events.iter().map(|&event| Value::id(event)));
    tx.run(sql.text(), sql.args())?;
    Ok(())
}

/// Notes what was taken.
pub(super) fn taken(tx: &mut Tx<'_>, id: WebhookId, events: &[EventId], now: Instant) -> Result<()> {
    each(tx, TAKEN_HEAD, id, events, now)
}

/// Notes what the user may not see any more.
pub(super) fn withheld(tx: &mut Tx<'_>, id: WebhookId, events: &[EventId], now: Instant) -> Result<()> {
    each(tx, WITHHELD_HEAD, id, events, now)
}

/// Notes a try that was not taken; with `done_at` it was the last.
pub(super) fn tried(tx: &mut Tx<'_>, id: WebhookId, event: EventId, done_at: Option<Instant>) -> Result<()> {
    let state = if done_at.is_some() { State::Failed } else { State::Waiting };
    let args = [Value::id(id), Value::id(event), state.key().into(), done_at.map(|at| at.0).into()];
    tx.run(TRIED, &args)?;
    Ok(())
}

/// Writes tries down: which message, the how manieth, how it went.
pub(super) fn log(tx: &mut Tx<'_>, id: WebhookId, all: &[(EventId, i64, Attempt)]) -> Result<()> {
    let columns = ["webhook_id", "event_id", "number", "at", "millis", "status", "answer", "fault"];
    let mut values = Vec::with_capacity(all.len() * columns.len());
    for (event, number, attempt) in all {
        values.extend([
            Value::id(id),
            Value::id(*event),
            Value::Int(*number),
            Value::Int(attempt.at.0),
            Value::Int(attempt.millis),
            attempt.status.map(i64::from).into(),
            attempt.answer.as_str().into(),
            written(attempt.fault.as_ref())?,
        ]);
    }
    let over = "on conflict (webhook_id, event_id, number) do nothing";
    Ok(tx.insert_or("webhook_attempts", &columns, &values, over)?)
}

/// Everything that was told from an instant on waits again.
pub(in crate::webhooks) fn replay(tx: &mut Tx<'_>, id: WebhookId, from: Instant) -> Result<()> {
    tx.run(REPLAY, &[Value::id(id), from.0.into()])?;
    Ok(())
}

/// What was given up waits again.
pub(in crate::webhooks) fn failed_again(tx: &mut Tx<'_>, id: WebhookId) -> Result<()> {
    tx.run(FAILED_AGAIN, &[Value::id(id)])?;
    Ok(())
}

/// One message waits again; false where there is none.
pub(in crate::webhooks) fn again(tx: &mut Tx<'_>, id: WebhookId, event: EventId) -> Result<bool> {
    Ok(tx.run(AGAIN, &[Value::id(id), Value::id(event)])? == 1)
}

/// One message is not told; false where none waits.
pub(in crate::webhooks) fn skip(tx: &mut Tx<'_>, id: WebhookId, event: EventId, now: Instant) -> Result<bool> {
    Ok(tx.run(SKIP, &[Value::id(id), Value::id(event), now.0.into()])? == 1)
}

/// Forgets what was told before an instant.
pub(super) fn forget(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    FORGET.iter().try_for_each(|sql| tx.run(sql, &[before.0.into()]).map(drop))?;
    Ok(())
}

/// Where a message stands; none where there is no such.
pub(in crate::webhooks) fn place(tx: &mut Tx<'_>, id: WebhookId, event: EventId) -> Result<Option<Place>> {
    let args = [Value::id(id), Value::id(event)];
    Ok(tx.first(PLACE, &args, |row| Ok(Place { at: Instant(row.next()?), id: event.0 }))?)
}

/// Messages before a place in the history, the latest first, with every try of each.
pub(in crate::webhooks) fn recent(
    tx: &mut Tx<'_>,
    id: WebhookId,
    state: Option<State>,
    before: Option<Place>,
    most: i64,
) -> Result<Vec<Delivery>> {
    let mut sql = Sql::new(RECENT_HEAD);
    sql.bind(Value::id(id));
    if let Some(state) = state {
        sql.push(" and d.state = ").bind(state.key());
    }
    if let Some(before) = before {
        sql.push(" and (d.event_at, d.event_id) < (").bind(before.at.0).push(", ").bind(before.id).push(")");
    }
    sql.push(" order by d.event_at desc, d.event_id desc limit ").bind(most);
    let mut found = tx.all(sql.text(), sql.args(), delivery)?;
    let mut attempts = attempts(tx, id, &found)?;
    for one in &mut found {
        one.attempts = attempts.remove(&one.event).unwrap_or_default();
    }
    Ok(found)
}

fn delivery(row: &Row<'_>) -> std::result::Result<Delivery, db::Error> {
    let (event, noun, kind) = (row.id()?, row.next::<String>()?, row.next::<String>()?);
    let (record, at, state) = (row.next()?, Instant(row.next()?), State::from_key(&row.next::<String>()?));
    let state = state.unwrap_or(State::Waiting);
    Ok(Delivery { event, kind: format!("{noun}.{kind}"), record, at, state, attempts: Vec::new() })
}

fn attempts(tx: &mut Tx<'_>, id: WebhookId, of: &[Delivery]) -> Result<HashMap<EventId, Vec<Attempt>>> {
    let mut sql = Sql::new(ATTEMPTS_HEAD);
    sql.bind(Value::id(id)).push(" and a.event_id in ").bind_list(of.iter().map(|one| Value::id(one.event)));
    sql.push(" order by a.number desc");
    let rows = tx.all(sql.text(), sql.args(), |row| {
        let (event, at, millis) = (row.id::<EventId>()?, Instant(row.next()?), row.next()?);
        let status = row.next::<Option<i64>>()?.and_then(|status| u16::try_from(status).ok());
        let (answer, fault) = (row.next()?, row.next::<Option<String>>()?);
        Ok((event, Attempt { at, millis, status, answer, fault: None }, fault))
    })?;
    let mut found: HashMap<EventId, Vec<Attempt>> = HashMap::new();
    for (event, attempt, fault) in rows {
        found.entry(event).or_default().push(Attempt { fault: refusal(fault)?, ..attempt });
    }
    Ok(found)
}
