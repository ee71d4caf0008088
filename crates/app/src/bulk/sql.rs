//! Statements of work on many records: it stands among the jobs, its outcome in the history.

use super::{Asked, Bulk, Kept, State};
use crate::routing::commands::Waits;
use crate::{Ctx, Error, Result};
use db::{Row, Tx, Value};
use domain::Instant;
use domain::kernel::id::{SetId, UserId};
use std::collections::HashMap;
use uuid::Uuid;

const ADD: &str = "insert into jobs (id, kind, payload, state, done, total, message, user_id, created_at)
 values ($1, 'bulk', $2, 'draft', 0, $3, '[]', $4, $5)";
/// Choices that nothing came of.
const SWEEP: [&str; 2] = [
    "delete from bulk_records where bulk_id in
 (select id from jobs where kind = 'bulk' and state = 'draft' and created_at < $1)",
    "delete from jobs where kind = 'bulk' and state = 'draft' and created_at < $1",
];
const DISCARD: [&str; 2] = [
    "delete from bulk_records where bulk_id = $1",
    "delete from jobs where id = $1 and kind = 'bulk' and state = 'draft'",
];
const PART: &str = "select record_id from bulk_records where bulk_id = $1 and place >= $2 order by place limit $3";
const NOTE_WAITS: &str = "update bulk_records set waits = $3 where bulk_id = $1 and record_id = $2";
const WAITS: &str = "select record_id, waits from bulk_records where bulk_id = $1 and waits is not null";
/// Rows of one statement.
const AT_ONCE: usize = 1000;
const DESCRIBE: &str = "update jobs set payload = $2 where id = $1 and state = 'draft'";
const BEGIN: &str = "update jobs set state = 'running', started_at = $2 where id = $1 and state = 'draft'";
const STEP: &str = "update jobs set done = $3, message = $4 where id = $1 and done = $2 and state = $5";
const TURN: &str = "update jobs set state = $3, finished_at = $4 where id = $1 and state = $2";
const ONE: &str = "select id, payload, state, total, done, message, created_at, started_at, user_id from jobs where id = $1 and kind = 'bulk'";
const LATEST: &str =
    "select id, payload, state, total, done, message, created_at, started_at, user_id from jobs where kind = 'bulk'
 and state <> 'draft' and user_id = $1 order by created_at desc, id desc limit $2";
const UNDO: &str = "update jobs set state = 'undoing', done = 0, finished_at = null
 where id = $1 and kind = 'bulk' and state in ('done', 'stopped')";
const RUNNING: &str =
    "select id from jobs where kind = 'bulk' and state in ('running', 'undoing') order by created_at, id limit 1";
const CHANGED: &str = "select count(distinct record_id) from events where set_id = $1 and noun = $2 and cause = $3
 and kind in ('changed', 'deleted', 'restored')";

/// One as it is stored, with whose it is.
pub(super) struct Stored {
    pub bulk: Bulk,
    pub asked: Asked,
    pub user: Option<UserId>,
}

pub(super) fn add(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId, asked: &Asked, ids: &[Uuid]) -> Result<()> {
    let total = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    let payload = serde_json::to_string(asked)?;
    tx.run(ADD, &[Value::id(id), payload.into(), total.into(), Value::opt_id(ctx.user), ctx.now.0.into()])?;
    note(tx, id, ids)
}

fn note(tx: &mut Tx<'_>, id: SetId, ids: &[Uuid]) -> Result<()> {
    let mut place = 0_i64;
    for part in ids.chunks(AT_ONCE) {
        let mut rows = Vec::with_capacity(part.len() * 3);
        for record in part {
            rows.extend([Value::id(id), place.into(), (*record).into()]);
            place += 1;
        }
        tx.insert("bulk_records", &["bulk_id", "place", "record_id"], &rows)?;
    }
    Ok(())
}

/// Puts its records in another order.
pub(super) fn put_in_order(tx: &mut Tx<'_>, id: SetId, ids: &[Uuid]) -> Result<()> {
    tx.run(DISCARD[0], &[Value::id(id)])?;
    note(tx, id, ids)
}

/// Its records from a place on, so many.
pub(super) fn part(tx: &mut Tx<'_>, id: SetId, from: i64, most: i64) -> Result<Vec<Uuid>> {
    Ok(tx.all(PART, &[Value::id(id), from.into(), most.into()], |row| row.next())?)
}

/// Notes where a record waited.
pub(super) fn note_waits(tx: &mut Tx<'_>, id: SetId, record: Uuid, waits: &Waits) -> Result<()> {
    tx.run(NOTE_WAITS, &[Value::id(id), record.into(), serde_json::to_string(waits)?.into()])?;
    Ok(())
}

/// Where its records waited.
pub(super) fn waits(tx: &mut Tx<'_>, id: SetId) -> Result<HashMap<Uuid, Waits>> {
    let rows = tx.all(WAITS, &[Value::id(id)], |row| Ok((row.next::<Uuid>()?, row.next::<String>()?)))?;
    rows.into_iter().map(|(record, waits)| Ok((record, serde_json::from_str(&waits)?))).collect()
}

/// Forgets a choice that nothing came of.
pub(super) fn discard(tx: &mut Tx<'_>, id: SetId) -> Result<()> {
    for sql in DISCARD {
        tx.run(sql, &[Value::id(id)])?;
    }
    Ok(())
}

pub(super) fn sweep(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    for sql in SWEEP {
        tx.run(sql, &[before.0.into()])?;
    }
    Ok(())
}

/// Answers whether it could still be said.
pub(super) fn describe(tx: &mut Tx<'_>, id: SetId, asked: &Asked) -> Result<bool> {
    Ok(tx.run(DESCRIBE, &[Value::id(id), serde_json::to_string(asked)?.into()])? == 1)
}

pub(super) fn begin(tx: &mut Tx<'_>, id: SetId, now: Instant) -> Result<bool> {
    Ok(tx.run(BEGIN, &[Value::id(id), now.0.into()])? == 1)
}

/// Notes that records were gone through; answers false where another did them, or it was stopped.
pub(super) fn step(tx: &mut Tx<'_>, id: SetId, state: State, (from, to): (i64, i64), kept: &[Kept]) -> Result<bool> {
    let told = serde_json::to_string(kept)?;
    Ok(tx.run(STEP, &[Value::id(id), from.into(), to.into(), told.into(), state.key().into()])? == 1)
}

/// Lets it be taken back, from its beginning; answers whether it was at an end.
pub(super) fn undo(tx: &mut Tx<'_>, id: SetId) -> Result<bool> {
    Ok(tx.run(UNDO, &[Value::id(id)])? == 1)
}

/// Answers whether it stood so before.
pub(super) fn turn(tx: &mut Tx<'_>, id: SetId, from: State, to: State, now: Instant) -> Result<bool> {
    Ok(tx.run(TURN, &[Value::id(id), from.key().into(), to.key().into(), now.0.into()])? == 1)
}

pub(super) fn one(tx: &mut Tx<'_>, id: SetId) -> Result<Stored> {
    let row = tx.first(ONE, &[Value::id(id)], read)?.ok_or(Error::NotFound)?;
    counted(tx, parsed(row)?)
}

pub(super) fn latest(tx: &mut Tx<'_>, user: UserId, most: i64) -> Result<Vec<Bulk>> {
    let rows = tx.all(LATEST, &[Value::id(user), most.into()], read)?;
    rows.into_iter().map(|row| Ok(counted(tx, parsed(row)?)?.bulk)).collect()
}

/// With how many of its records were changed.
fn counted(tx: &mut Tx<'_>, mut stored: Stored) -> Result<Stored> {
    let noun = super::kind_of(&stored.bulk.kind)?.noun.key();
    let mut count = |cause: &'static str| tx.number(CHANGED, &[Value::id(stored.bulk.id), noun.into(), cause.into()]);
    let (changed, back) = (count("bulk")?, count("undo")?);
    (stored.bulk.changed, stored.bulk.back) = (changed, back);
    Ok(stored)
}

/// The one that has waited longest.
pub(super) fn running(tx: &mut Tx<'_>) -> Result<Option<SetId>> {
    Ok(tx.first(RUNNING, &[], |row| row.id())?)
}

type Told = (SetId, String, String, i64, i64, String, i64, Option<i64>, Option<UserId>);

fn read(row: &Row<'_>) -> std::result::Result<Told, db::Error> {
    Ok((
        row.id()?,
        row.next()?,
        row.next()?,
        row.next()?,
        row.next()?,
        row.next()?,
        row.next()?,
        row.next()?,
        row.opt_id()?,
    ))
}

fn parsed((id, payload, state, total, done, kept, created, started, user): Told) -> Result<Stored> {
    let asked: Asked = serde_json::from_str(&payload)?;
    let bulk = Bulk {
        id,
        kind: asked.kind.clone(),
        fields: asked.fields.clone(),
        deletes: asked.deletes,
        state: State::from_key(&state).ok_or_else(|| Error::Internal(format!("a job is {state}")))?,
        total,
        done,
        changed: 0,
        back: 0,
        kept: serde_json::from_str(&kept)?,
        begun_at: Instant(started.unwrap_or(created)),
    };
    Ok(Stored { bulk, asked, user })
}
