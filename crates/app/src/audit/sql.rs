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
const STRETCH: &str = "select e.id, e.at, e.user_id, e.set_id, e.noun, e.record_id, e.kind, e.cause, e.changes from events e
 where e.at >= $1 and e.at < $2 and not exists (select 1 from audit_late l where l.event_id = e.id) order by e.at, e.id";
const NAMED_HEAD: &str =
    "select id, at, user_id, set_id, noun, record_id, kind, cause, changes from events where id in ";
const LATE: &str = "select event_id from audit_late where seal_seq = $1 order by at, event_id limit $2";
const WAITING_LATE: &str = "select event_id from audit_late where seal_seq is null order by at, event_id limit $1";
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

/// The values of an entry as text.
fn values(row: &Row<'_>) -> std::result::Result<[String; 9], db::Error> {
    let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    Ok([
        row.next::<Uuid>()?.to_string(),
        row.next::<i64>()?.to_string(),
        text(row.next()?),
        text(row.next()?),
        row.next()?,
        row.next::<Uuid>()?.to_string(),
        row.next()?,
        row.next()?,
        row.next()?,
    ])
}

/// Hands every entry of a stretch to the closure, in order, its values as text; not those that were late there.
pub(super) fn stretch(tx: &mut Tx<'_>, from: Instant, until: Instant, f: &mut dyn FnMut(&[String])) -> Result<()> {
    tx.each(STRETCH, &[from.0.into(), until.0.into()], |row| {
        f(&values(row)?);
        Ok(())
    })?;
    Ok(())
}

/// The same of entries by their ids, which are in the order of their times.
pub(super) fn named(tx: &mut Tx<'_>, ids: &[Uuid], f: &mut dyn FnMut(&[String])) -> Result<()> {
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new(NAMED_HEAD);
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id))).push(" order by at, id");
        tx.each(sql.text(), sql.args(), |row| {
            f(&values(row)?);
            Ok(())
        })?;
    }
    Ok(())
}

/// Notes entries as late.
pub(super) fn add_late(tx: &mut Tx<'_>, entries: &[(Uuid, Instant)]) -> Result<()> {
    let row = |(id, at): &(Uuid, Instant)| [Value::Uuid(*id), at.0.into()];
    Ok(tx.insert("audit_late", &["event_id", "at"], &entries.iter().flat_map(row).collect::<Vec<_>>())?)
}

/// Late entries under a seal, or those that wait for one, in order.
pub(super) fn late(tx: &mut Tx<'_>, seal: Option<i64>, most: i64) -> Result<Vec<Uuid>> {
    Ok(match seal {
        Some(seal) => tx.all(LATE, &[seal.into(), most.into()], |row| row.next())?,
        None => tx.all(WAITING_LATE, &[most.into()], |row| row.next())?,
    })
}

/// Puts late entries under a seal.
pub(super) fn seal_late(tx: &mut Tx<'_>, seal: i64, ids: &[Uuid]) -> Result<()> {
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new("update audit_late set seal_seq = ");
        sql.bind(seal).push(" where event_id in ").bind_list(part.iter().map(|&id| Value::Uuid(id)));
        tx.run(sql.text(), sql.args())?;
    }
    Ok(())
}

/// Those of the entries that were late, with the seal that they lie under.
pub(super) fn late_among(tx: &mut Tx<'_>, ids: &[EventId]) -> Result<HashMap<EventId, Option<i64>>> {
    let mut found = HashMap::new();
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new("select event_id, seal_seq from audit_late where event_id in ");
        sql.bind_list(part.iter().map(|&id| Value::id(id)));
        found.extend(tx.all(sql.text(), sql.args(), |row| Ok((row.id::<EventId>()?, row.next()?)))?);
    }
    Ok(found)
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
