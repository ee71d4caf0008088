//! Statements of the history as a whole, and of its seals.

use super::Asked;
use super::redactions::Redaction;
use super::seals::Seal;
use crate::Result;
use crate::events::{self, Event};
use crate::sql::Sql;
use db::{Row, Tx, Value};
use domain::Instant;
use domain::kernel::id::EventId;
use serde_json::Value as Json;
use std::collections::HashMap;
use uuid::Uuid;

/// One look into the index for each kind there is, however many entries there are.
const KINDS: &str = "with recursive known (kind) as (select min(kind) from events union all
 select (select min(e.kind) from events e where e.kind > known.kind) from known where known.kind is not null)
 select kind from known where kind is not null order by kind";
const STRETCH: &str = "select id, at, user_id, set_id, noun, record_id, kind, cause, changes from events
 where at >= $1 and at < $2 order by at, id";
const SEALS: &str = "select seq, until_at, entries, digest from audit_seals order by seq";
const LAST: &str = "select seq, until_at, entries, digest from audit_seals order by seq desc limit 1";
const WAITING: &str = "select min(at) from events where at >= $1 and at < $2";
const LATEST: &str = "select max(at) from events where at >= $1 and at < $2";
const FURTHEST: &str = "select at from events where at >= $1 and at < $2 order by at limit 1 offset $3";
/// Ids that one statement asks for.
const AT_ONCE: usize = 500;
const COLUMNS: [&str; 5] = ["seq", "until_at", "entries", "digest", "sealed_at"];

/// The lines asked for, of these kinds of records, the newest first; `span` is the first instant and the one behind the last.
pub(super) fn lines(tx: &mut Tx<'_>, asked: &Asked, nouns: &[&'static str], span: (i64, i64)) -> Result<Vec<Event>> {
    let mut sql =
        Sql::new("select id, at, user_id, set_id, noun, record_id, kind, cause, changes from events where noun in ");
    sql.bind_list(nouns.iter().map(|&noun| Value::Word(noun)));
    sql.push(" and at >= ").bind(span.0).push(" and at < ").bind(span.1);
    if let Some(user) = asked.user {
        sql.push(" and user_id = ").bind(Value::id(user));
    }
    if let Some(kind) = &asked.kind {
        sql.push(" and kind = ").bind(kind.as_str());
    }
    if let Some(record) = asked.record {
        sql.push(" and record_id = ").bind(record);
    }
    if let Some((at, id)) = asked.before {
        sql.push(" and (at < ").bind(at.0).push(" or (at = ").bind(at.0).push(" and id < ").bind(id).push("))");
    }
    sql.push(" order by at desc, id desc limit ").bind(asked.limit);
    events::asked(tx, sql.text(), sql.args())
}

/// Everything that has ever happened, by its name.
pub(super) fn kinds(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    Ok(tx.all(KINDS, &[], |row| row.next())?)
}

fn seal(row: &Row<'_>) -> std::result::Result<Seal, db::Error> {
    Ok(Seal { seq: row.next()?, until: Instant(row.next()?), entries: row.next()?, digest: row.next()? })
}

pub(super) fn seals(tx: &mut Tx<'_>) -> Result<Vec<Seal>> {
    Ok(tx.all(SEALS, &[], seal)?)
}

pub(super) fn last(tx: &mut Tx<'_>) -> Result<Option<Seal>> {
    Ok(tx.first(LAST, &[], seal)?)
}

/// When the first entry between two instants was made.
pub(super) fn first(tx: &mut Tx<'_>, from: Instant, until: Instant) -> Result<Option<Instant>> {
    let first = tx.first(WAITING, &[from.0.into(), until.0.into()], |row| row.next::<Option<i64>>())?;
    Ok(first.flatten().map(Instant))
}

/// When the entry was made that so many stand before, between two instants.
pub(super) fn furthest(tx: &mut Tx<'_>, from: Instant, until: Instant, most: i64) -> Result<Option<Instant>> {
    Ok(tx.first(FURTHEST, &[from.0.into(), until.0.into(), most.into()], |row| row.next())?.map(Instant))
}

/// The time of the newest entry of a stretch.
pub(super) fn latest(tx: &mut Tx<'_>, from: Instant, until: Instant) -> Result<Instant> {
    Ok(Instant(tx.number(LATEST, &[from.0.into(), until.0.into()])?))
}

pub(super) fn add(tx: &mut Tx<'_>, seal: &Seal, now: Instant) -> Result<()> {
    let row = [seal.seq.into(), seal.until.0.into(), seal.entries.into(), seal.digest.clone().into(), now.0.into()];
    Ok(tx.insert("audit_seals", &COLUMNS, &row)?)
}

/// Hands every entry of a stretch to the closure, in order, its values as text.
pub(super) fn stretch(tx: &mut Tx<'_>, from: Instant, until: Instant, f: &mut dyn FnMut(&[String])) -> Result<()> {
    tx.each(STRETCH, &[from.0.into(), until.0.into()], |row| {
        let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        f(&[
            row.next::<Uuid>()?.to_string(),
            row.next::<i64>()?.to_string(),
            text(row.next()?),
            text(row.next()?),
            row.next()?,
            row.next::<Uuid>()?.to_string(),
            row.next()?,
            row.next()?,
            row.next()?,
        ]);
        Ok(())
    })?;
    Ok(())
}

const REDACTIONS: &str = "select seal_seq, number, event_id, digest from audit_redactions order by seal_seq, number";
const REDACTED: [&str; 4] = ["seal_seq", "number", "event_id", "digest"];
const OVERWRITE: &str = "update events set changes = $2 where id = $1";

/// What stretches came to each time after values in them were overwritten.
pub(super) fn redactions(tx: &mut Tx<'_>) -> Result<Vec<Redaction>> {
    let read =
        |row: &Row<'_>| Ok(Redaction { seal: row.next()?, number: row.next()?, event: row.id()?, digest: row.next()? });
    Ok(tx.all(REDACTIONS, &[], read)?)
}

pub(super) fn add_redactions(tx: &mut Tx<'_>, all: &[Redaction]) -> Result<()> {
    let row = |redaction: &Redaction| {
        let Redaction { seal, number, event, digest } = redaction;
        [(*seal).into(), (*number).into(), Value::id(*event), digest.clone().into()]
    };
    Ok(tx.insert("audit_redactions", &REDACTED, &all.iter().flat_map(row).collect::<Vec<_>>())?)
}

/// Overwrites what an entry says of values.
pub(super) fn overwrite(tx: &mut Tx<'_>, event: EventId, changes: &str) -> Result<()> {
    tx.run(OVERWRITE, &[Value::id(event), changes.into()])?;
    Ok(())
}

/// What entries of erasures tell.
pub(super) fn told_by(tx: &mut Tx<'_>, events: &[EventId]) -> Result<HashMap<EventId, Json>> {
    let mut found = HashMap::with_capacity(events.len());
    for part in events.chunks(AT_ONCE) {
        let mut sql = Sql::new("select id, changes from events where noun = 'privacy' and kind = 'erased' and id in ");
        sql.bind_list(part.iter().map(|&id| Value::id(id)));
        for (id, changes) in tx.all(sql.text(), sql.args(), |row| Ok((row.id::<EventId>()?, row.next::<String>()?)))? {
            found.insert(id, serde_json::from_str(&changes)?);
        }
    }
    Ok(found)
}
