//! Statements of calendars.

use super::CalendarAccount;
use crate::Result;
use crate::sql::Sql;
use db::{Row, Tx, Value};
use domain::kernel::id::{ActivityId, PositionId, UserId};
use domain::{Instant, Refusal};

const OF: &str = "select user_id, id, url, name, login, secret, tag, state, fault, checked_at, failures
 from calendar_accounts where user_id = $1";
const COLUMNS: [&str; 13] = [
    "user_id",
    "id",
    "url",
    "name",
    "login",
    "secret",
    "tag",
    "state",
    "fault",
    "checked_at",
    "next_at",
    "failures",
    "recorded_at",
];
/// Passwords of calendars, each sealed for its account.
pub(crate) const SEALED: crate::reseal::Place = (
    "select user_id, id, secret from calendar_accounts order by user_id",
    "update calendar_accounts set secret = $2 where user_id = $1",
);
const TURN: &str =
    "update calendar_accounts set state = $2, next_at = $3, failures = 0, fault = null where user_id = $1";
const DUE_NOW: &str = "update calendar_accounts set next_at = $2 where user_id = $1 and next_at > $2";
const DROP: &str = "delete from calendar_accounts where user_id = $1";
const FIRST_DUE: &str = "select a.user_id, a.next_at from calendar_accounts a join users u on u.id = a.user_id
 where a.state <> 'off' and a.next_at <= $1 and u.is_active order by a.next_at, a.user_id limit 1";
const TAKE_DUE: &str = "update calendar_accounts set next_at = $3 where user_id = $1 and next_at = $2";
const LOOKED: &str = "update calendar_accounts set state = $2, fault = $3, failures = $4, checked_at = $5, next_at = $6
 where user_id = $1 and state <> 'off'";
const TAGGED: &str = "update calendar_accounts set tag = $2 where user_id = $1";
const ITEMS: &str = "select href, etag, uid, activity_id, activity_version from calendar_items where user_id = $1
 order by href";
const WITHOUT: &str = "select i.href, i.etag, i.uid, i.activity_id, i.activity_version from calendar_items i
 where i.user_id = $1 and i.activity_id is not null
 and not exists (select 1 from activities x where x.id = i.activity_id) order by i.href";
const DROP_ITEM: &str = "delete from calendar_items where user_id = $1 and href = $2";
const FORGET: &str = "delete from calendar_items where user_id = $1";

/// What both sides last agreed on.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub href: String,
    pub etag: String,
    pub uid: String,
    pub activity: Option<ActivityId>,
    pub version: i64,
}

type Stored = (CalendarAccount, Option<String>);

fn read(row: &Row<'_>) -> std::result::Result<Stored, db::Error> {
    let (user, id, url, name) = (row.id()?, row.next()?, row.next()?, row.next()?);
    let (login, secret, tag, state) = (row.next()?, row.next()?, row.next()?, row.next()?);
    let fault = row.next()?;
    let checked_at = row.next::<Option<i64>>()?.map(Instant);
    let failures = row.next()?;
    Ok((CalendarAccount { user, id, url, name, login, secret, tag, state, fault: None, checked_at, failures }, fault))
}

pub(super) fn of(tx: &mut Tx<'_>, user: UserId) -> Result<Option<CalendarAccount>> {
    let Some((mut account, fault)) = tx.first(OF, &[Value::id(user)], read)? else { return Ok(None) };
    account.fault = fault.map(|text| serde_json::from_str(&text)).transpose()?;
    Ok(Some(account))
}

pub(super) fn save(tx: &mut Tx<'_>, account: &CalendarAccount, now: Instant) -> Result<()> {
    let values = [
        Value::id(account.user),
        account.id.into(),
        account.url.as_str().into(),
        account.name.as_str().into(),
        account.login.as_str().into(),
        account.secret.as_str().into(),
        account.tag.as_str().into(),
        account.state.as_str().into(),
        Value::Null,
        account.checked_at.map(|at| at.0).into(),
        now.0.into(),
        0_i64.into(),
        now.0.into(),
    ];
    let over = COLUMNS.iter().filter(|column| !matches!(**column, "user_id" | "recorded_at"));
    let over: Vec<String> = over.map(|column| format!("{column} = excluded.{column}")).collect();
    let over = format!("on conflict (user_id) do update set {}", over.join(", "));
    Ok(tx.insert_or("calendar_accounts", &COLUMNS, &values, &over)?)
}

pub(super) fn turn(tx: &mut Tx<'_>, user: UserId, state: &str, now: Instant) -> Result<()> {
    tx.run(TURN, &[Value::id(user), state.into(), now.0.into()])?;
    Ok(())
}

pub(super) fn due_now(tx: &mut Tx<'_>, user: UserId, now: Instant) -> Result<()> {
    tx.run(DUE_NOW, &[Value::id(user), now.0.into()])?;
    Ok(())
}

pub(super) fn remove(tx: &mut Tx<'_>, user: UserId) -> Result<()> {
    tx.run(DROP, &[Value::id(user)])?;
    Ok(())
}

pub(super) fn first_due(tx: &mut Tx<'_>, now: Instant) -> Result<Option<(UserId, i64)>> {
    Ok(tx.first(FIRST_DUE, &[now.0.into()], |row| Ok((row.id()?, row.next()?)))?)
}

pub(super) fn take_due(tx: &mut Tx<'_>, now: Instant, until: Instant) -> Result<Option<UserId>> {
    let Some((user, next)) = first_due(tx, now)? else { return Ok(None) };
    let taken = tx.run(TAKE_DUE, &[Value::id(user), next.into(), until.0.into()])? == 1;
    Ok(taken.then_some(user))
}

pub(super) fn looked(
    tx: &mut Tx<'_>,
    user: UserId,
    fault: Option<&Refusal>,
    failures: i64,
    now: Instant,
    next: Instant,
) -> Result<()> {
    let state = if fault.is_some() { "failing" } else { "working" };
    let fault = fault.map(serde_json::to_string).transpose()?;
    tx.run(LOOKED, &[Value::id(user), state.into(), fault.into(), failures.into(), now.0.into(), next.0.into()])?;
    Ok(())
}

pub(super) fn tagged(tx: &mut Tx<'_>, user: UserId, tag: &str) -> Result<()> {
    tx.run(TAGGED, &[Value::id(user), tag.into()])?;
    Ok(())
}

fn kept(row: &Row<'_>) -> std::result::Result<Kept, db::Error> {
    let (href, etag, uid, activity) = (row.next()?, row.next()?, row.next()?, row.opt_id()?);
    Ok(Kept { href, etag, uid, activity, version: row.next()? })
}

pub(super) fn items(tx: &mut Tx<'_>, user: UserId) -> Result<Vec<Kept>> {
    Ok(tx.all(ITEMS, &[Value::id(user)], kept)?)
}

/// Items whose meeting was taken away here.
pub(super) fn without_activity(tx: &mut Tx<'_>, user: UserId) -> Result<Vec<Kept>> {
    Ok(tx.all(WITHOUT, &[Value::id(user)], kept)?)
}

pub(super) fn keep(tx: &mut Tx<'_>, user: UserId, kept: &Kept) -> Result<()> {
    let values = [
        Value::id(user),
        kept.href.as_str().into(),
        kept.etag.as_str().into(),
        kept.uid.as_str().into(),
        Value::opt_id(kept.activity),
        kept.version.into(),
    ];
    let columns = ["user_id", "href", "etag", "uid", "activity_id", "activity_version"];
    let over = "on conflict (user_id, href) do update set etag = excluded.etag, uid = excluded.uid,
 activity_id = excluded.activity_id, activity_version = excluded.activity_version";
    Ok(tx.insert_or("calendar_items", &columns, &values, over)?)
}

pub(super) fn drop_item(tx: &mut Tx<'_>, user: UserId, href: &str) -> Result<()> {
    tx.run(DROP_ITEM, &[Value::id(user), href.into()])?;
    Ok(())
}

pub(super) fn forget_items(tx: &mut Tx<'_>, user: UserId) -> Result<()> {
    tx.run(FORGET, &[Value::id(user)])?;
    Ok(())
}

/// What waits of an event: the meeting it is, or the dates of its series, of some positions.
pub(super) fn open_of_uid(
    tx: &mut Tx<'_>,
    uid: &str,
    activity: Option<ActivityId>,
    owners: &[PositionId],
) -> Result<Vec<ActivityId>> {
    let mut sql = Sql::new("select id from activities where is_open = ");
    sql.bind(true).push(" and owner_position_id in ");
    sql.bind_list(owners.iter().map(|&owner| Value::id(owner))).push(" and (id = ");
    sql.bind(Value::id(activity.unwrap_or_default()));
    // A number of ours, written out: the engines do not agree on what a bound one would be.
    let length = uid.chars().count() + 1;
    sql.push(&format!(" or (external_id is not null and substr(external_id, 1, {length}) = "));
    sql.bind(format!("{uid}/")).push(")) order by id");
    Ok(tx.all(sql.text(), sql.args(), |row| row.id())?)
}
