//! Statements of imports in steps: files put down, the job and how far it is.

use crate::imports::run::Progress;
use crate::{Ctx, Error, Result};
use db::{Tx, Value};
use domain::kernel::id::{SetId, UserId};

const ADD: &str = "insert into imports (id, user_id, state, source, settings, report, rejects, started_at)
 values ($1, $2, 'reading', $3, $4, '{}', '', $5)";
const SETTINGS: &str = "select state, settings from imports where id = $1";
const CONFIGURE: &str = "update imports set settings = $2 where id = $1";
const FILES: &str = "select name, content from import_files where import_id = $1 order by place";
const SET_STATE: &str = "update imports set state = $2 where id = $1";
const QUEUE: &str = "insert into jobs (id, kind, payload, state, done, total, message, user_id, created_at)
 values ($1, 'import', '', 'waiting', 0, 0, '', $2, $3)
 on conflict (id) do update set state = 'waiting', done = 0, total = 0, message = '', user_id = excluded.user_id,
 created_at = excluded.created_at, started_at = null, finished_at = null";
const DISCARD: [&str; 2] = ["delete from import_files where import_id = $1", "delete from imports where id = $1"];
const NEXT: &str = "select id, user_id from jobs where state = 'waiting' and kind = 'import' order by created_at, id";
const CLAIM: &str = "update jobs set state = 'running', started_at = $2 where id = $1 and state = 'waiting'";
const NOTE: &str = "update jobs set done = $2, total = $3 where id = $1";
const STATE: &str = "select state from jobs where id = $1";
const CLOSE: &str = "update jobs set state = $2, message = $3, finished_at = $4 where id = $1";
const CLOSE_IMPORT: &str = "update imports set state = $2, finished_at = coalesce(finished_at, $3) where id = $1";
const CANCEL_WAITING: &str =
    "update jobs set state = 'cancelled', finished_at = $2 where id = $1 and state = 'waiting'";
const CANCEL_RUNNING: &str = "update jobs set state = 'cancelling' where id = $1 and state = 'running'";
const FAIL_IMPORTS: &str = "update imports set state = 'failed', finished_at = $1 where id in
 (select id from jobs where kind = 'import' and state in ('running', 'cancelling'))";
const FAIL_JOBS: &str = "update jobs set state = 'failed', message = $1, finished_at = $2
 where kind = 'import' and state in ('running', 'cancelling')";

pub(super) fn add(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, files: &[(String, Vec<u8>)], settings: &str) -> Result<()> {
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let names = names.join(", ");
    tx.run(ADD, &[Value::id(set), Value::opt_id(ctx.user), names.into(), settings.into(), Value::Int(ctx.now.0)])?;
    for (place, (name, content)) in (0_i64..).zip(files) {
        let values = [Value::id(set), place.into(), name.as_str().into(), "".into(), content.clone().into()];
        tx.insert("import_files", &["import_id", "place", "name", "kind", "content"], &values)?;
    }
    Ok(())
}

/// State and settings, where there is such an import.
pub(super) fn settings(tx: &mut Tx<'_>, set: SetId) -> Result<Option<(String, String)>> {
    Ok(tx.first(SETTINGS, &[Value::id(set)], |row| Ok((row.next()?, row.next()?)))?)
}

pub(super) fn configure(tx: &mut Tx<'_>, set: SetId, settings: &str) -> Result<()> {
    tx.run(CONFIGURE, &[Value::id(set), settings.into()])?;
    Ok(())
}

pub(super) fn files(tx: &mut Tx<'_>, set: SetId) -> Result<Vec<(String, Vec<u8>)>> {
    Ok(tx.all(FILES, &[Value::id(set)], |row| Ok((row.next()?, row.next()?)))?)
}

pub(super) fn queue(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId) -> Result<()> {
    tx.run(QUEUE, &[Value::id(set), Value::opt_id(ctx.user), Value::Int(ctx.now.0)])?;
    tx.run(SET_STATE, &[Value::id(set), "waiting".into()])?;
    Ok(())
}

pub(super) fn discard(tx: &mut Tx<'_>, set: SetId) -> Result<()> {
    for sql in DISCARD {
        tx.run(sql, &[Value::id(set)])?;
    }
    Ok(())
}

/// Takes the job that has waited longest; none where nothing waits or another was quicker.
pub(super) fn claim(tx: &mut Tx<'_>, now: i64) -> Result<Option<(SetId, Option<UserId>)>> {
    let Some((set, user)) = tx.first(NEXT, &[], |row| Ok((row.id::<SetId>()?, row.opt_id()?)))? else {
        return Ok(None);
    };
    let claimed = tx.run(CLAIM, &[Value::id(set), Value::Int(now)])? == 1;
    Ok(claimed.then_some((set, user)))
}

/// Notes how far it is; answers whether someone asked to stop it.
pub(super) fn note(tx: &mut Tx<'_>, set: SetId, progress: Progress) -> Result<bool> {
    let whole = |n: u64| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
    tx.run(NOTE, &[Value::id(set), whole(progress.done), whole(progress.total)])?;
    let state = tx.first(STATE, &[Value::id(set)], |row| row.next::<String>())?;
    Ok(state.as_deref() == Some("cancelling"))
}

/// The end of a job. Files that are in are not kept.
pub(super) fn close(tx: &mut Tx<'_>, set: SetId, state: &str, message: &str, now: i64) -> Result<()> {
    tx.run(CLOSE, &[Value::id(set), state.into(), message.into(), Value::Int(now)])?;
    tx.run(CLOSE_IMPORT, &[Value::id(set), state.into(), Value::Int(now)])?;
    if state == "done" {
        tx.run(DISCARD[0], &[Value::id(set)])?;
    }
    Ok(())
}

pub(super) fn cancel(tx: &mut Tx<'_>, set: SetId, now: i64) -> Result<()> {
    if tx.run(CANCEL_WAITING, &[Value::id(set), Value::Int(now)])? == 1 {
        tx.run(SET_STATE, &[Value::id(set), "reading".into()])?;
    }
    tx.run(CANCEL_RUNNING, &[Value::id(set)])?;
    Ok(())
}

pub(super) fn fail_running(tx: &mut Tx<'_>, message: &str, now: i64) -> std::result::Result<(), Error> {
    tx.run(FAIL_IMPORTS, &[Value::Int(now)])?;
    tx.run(FAIL_JOBS, &[message.into(), Value::Int(now)])?;
    Ok(())
}
