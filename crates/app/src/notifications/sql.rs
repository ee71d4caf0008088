//! Statements of notifications.

use super::Notice;
use crate::sql::Sql;
use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::kernel::id::{NotificationId, PersonId, PositionId, UserId};
use domain::notifications::{Choice, Kind};
use domain::policy::Noun;
use domain::{Day, Instant};
use std::collections::HashMap;
use uuid::Uuid;

const COLUMNS: [&str; 9] = ["id", "user_id", "kind", "noun", "record_id", "count", "actor_id", "at", "mail"];
const LIST_HEAD: &str =
    "select n.id, n.kind, n.noun, n.record_id, n.count, u.name, n.at, n.read_at from notifications n
 left join users u on u.id = n.actor_id where n.user_id = ";
const UNREAD: &str = "select count(*) from notifications where user_id = $1 and read_at is null";
const READ_ONE: &str = "update notifications set read_at = coalesce(read_at, $3) where id = $1 and user_id = $2";
const READ_ALL: &str = "update notifications set read_at = $2 where user_id = $1 and read_at is null";
const TASKS_DUE: &str = "select x.id, x.owner_position_id,
 exists (select 1 from enrolment_tasks t where t.activity_id = x.id) from activities x
 where x.is_open and x.due_on = $1 and x.kind = 'task' and x.owner_position_id is not null order by x.id";
const LEADS_WAITING: &str = "select id, owner_position_id from leads
 where status = 'new' and assigned_at > $1 and assigned_at <= $2 and attempted_at is null order by assigned_at, id";
const MAILED_TO: &str = "select distinct user_id, mail from notifications where mail <> 'none' and mailed_at is null";
const TO_MAIL: &str = "select n.id, n.kind, n.noun, n.record_id, n.count, u.name, n.at, n.read_at from notifications n
 left join users u on u.id = n.actor_id where n.user_id = $1 and n.mail = $2 and n.mailed_at is null
 order by n.at desc, n.id desc";
const MAILED: &str = "update notifications set mailed_at = $3 where user_id = $1 and mail = $2 and mailed_at is null";
const MARK: &str = "select value from settings where key = $1";
const SET_MARK: &str = "insert into settings (key, value) values ($1, $2) on conflict (key) do update
 set value = excluded.value where settings.value < excluded.value";

/// Writes notifications: the user, the notice, how many it stands for, how they want to be told.
pub(super) fn insert(ctx: &Ctx, tx: &mut Tx<'_>, rows: &[(UserId, Notice, usize, Choice)]) -> Result<()> {
    let mut values = Vec::with_capacity(rows.len() * COLUMNS.len());
    for (user, notice, count, choice) in rows {
        values.extend([
            Value::Uuid(ctx.id()),
            Value::id(*user),
            Value::Word(notice.kind.key()),
            Value::Word(notice.noun.key()),
            Value::Uuid(notice.record),
            Value::Int(i64::try_from(*count).unwrap_or(i64::MAX)),
            Value::opt_id(ctx.user),
            Value::Int(ctx.now.0),
            Value::Word(choice.mail().unwrap_or("none")),
        ]);
    }
    Ok(tx.insert("notifications", &COLUMNS, &values)?)
}

/// Active users who are one of the people.
pub(super) fn users_of(tx: &mut Tx<'_>, people: &[PersonId]) -> Result<Vec<(PersonId, UserId)>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new("select person_id, id from users where is_active = ");
    sql.bind(true).push(" and person_id in ").bind_list(people.iter().map(|&person| Value::id(person)));
    sql.push(" order by id");
    Ok(tx.all(sql.text(), sql.args(), |row| Ok((row.id()?, row.id()?)))?)
}

/// What users chose, where they did.
pub(super) fn chosen(tx: &mut Tx<'_>, users: &[UserId]) -> Result<HashMap<(UserId, Kind), Choice>> {
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new("select user_id, kind, choice from notification_choices where user_id in ");
    sql.bind_list(users.iter().map(|&user| Value::id(user)));
    let read = |row: &Row<'_>| Ok((row.id::<UserId>()?, row.next::<String>()?, row.next::<String>()?));
    let rows = tx.all(sql.text(), sql.args(), read)?;
    // A kind that an older release knew is none of ours.
    let known =
        rows.into_iter().filter_map(|(user, kind, choice)| Some(((user, kind.parse().ok()?), choice.parse().ok()?)));
    Ok(known.collect())
}

pub(super) fn choose(tx: &mut Tx<'_>, user: UserId, chosen: &[(Kind, Choice)]) -> Result<()> {
    let rows =
        chosen.iter().flat_map(|(kind, choice)| [Value::id(user), Value::Word(kind.key()), Value::Word(choice.key())]);
    let over = "on conflict (user_id, kind) do update set choice = excluded.choice";
    Ok(tx.insert_or("notification_choices", &["user_id", "kind", "choice"], &rows.collect::<Vec<_>>(), over)?)
}

/// A notification as stored, with the name of who did it.
pub(super) struct Stored {
    pub id: NotificationId,
    pub kind: Kind,
    pub noun: Noun,
    pub record: Uuid,
    pub count: i64,
    pub actor: Option<String>,
    pub at: Instant,
    pub is_read: bool,
}

/// A user's, the latest first.
pub(super) fn of_user(
    tx: &mut Tx<'_>,
    user: UserId,
    only_unread: bool,
    before: Option<Instant>,
    limit: usize,
) -> Result<Vec<Stored>> {
    let mut sql = Sql::new(LIST_HEAD);
    sql.bind(Value::id(user));
    if only_unread {
        sql.push(" and n.read_at is null");
    }
    if let Some(before) = before {
        sql.push(" and n.at < ").bind(before.0);
    }
    sql.push(" order by n.at desc, n.id desc limit ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
    Ok(tx.all(sql.text(), sql.args(), stored)?.into_iter().flatten().collect())
}

fn stored(row: &Row<'_>) -> std::result::Result<Option<Stored>, db::Error> {
    let (id, kind, noun): (NotificationId, String, String) = (row.id()?, row.next()?, row.next()?);
    let (record, count, actor, at) = (row.next()?, row.next()?, row.next()?, Instant(row.next()?));
    let is_read = row.next::<Option<i64>>()?.is_some();
    let (Ok(kind), Some(noun)) = (kind.parse(), Noun::from_key(&noun)) else { return Ok(None) };
    Ok(Some(Stored { id, kind, noun, record, count, actor, at, is_read }))
}

/// Who waits for which e-mail: `now`, `daily`, `weekly`.
pub(super) fn mailed_to(tx: &mut Tx<'_>) -> Result<Vec<(UserId, String)>> {
    Ok(tx.all(MAILED_TO, &[], |row| Ok((row.id()?, row.next()?)))?)
}

/// What waits to be told to a user by an e-mail of that kind; from now on it does not.
pub(super) fn take_to_mail(tx: &mut Tx<'_>, user: UserId, mail: &str, now: Instant) -> Result<Vec<Stored>> {
    let found = tx.all(TO_MAIL, &[Value::id(user), mail.into()], stored)?;
    tx.run(MAILED, &[Value::id(user), mail.into(), now.0.into()])?;
    Ok(found.into_iter().flatten().collect())
}

/// Whether the e-mails of a kind have not been made since a day; they are from now on.
pub(super) fn begin_mail(tx: &mut Tx<'_>, mail: &str, day: Day) -> Result<bool> {
    Ok(tx.run(SET_MARK, &[format!("notifications.{mail}").into(), Value::text(day)])? > 0)
}

pub(super) fn unread(tx: &mut Tx<'_>, user: UserId) -> Result<i64> {
    Ok(tx.number(UNREAD, &[Value::id(user)])?)
}

pub(super) fn read_one(tx: &mut Tx<'_>, user: UserId, id: NotificationId, now: Instant) -> Result<bool> {
    Ok(tx.run(READ_ONE, &[Value::id(id), Value::id(user), now.0.into()])? > 0)
}

pub(super) fn read_all(tx: &mut Tx<'_>, user: UserId, now: Instant) -> Result<u64> {
    Ok(tx.run(READ_ALL, &[Value::id(user), now.0.into()])?)
}

/// Whether the day's tasks have not been told of; they are from now on. Of several servers only one is told so.
pub(super) fn begin_day(tx: &mut Tx<'_>, day: Day) -> Result<bool> {
    Ok(tx.run(SET_MARK, &["notifications.day".into(), Value::text(day)])? > 0)
}

/// Tasks due on a day: which, whose, whether a cadence planned them.
pub(super) fn tasks_due(tx: &mut Tx<'_>, day: Day) -> Result<Vec<(Uuid, PositionId, bool)>> {
    Ok(tx.all(TASKS_DUE, &[Value::text(day)], |row| Ok((row.next()?, row.id()?, row.next()?)))?)
}

/// Leads that came to their owners until an instant, that nobody tried, and that have not been looked at before; what
/// came before `first` is left alone.
pub(super) fn leads_waiting(tx: &mut Tx<'_>, first: Instant, until: Instant) -> Result<Vec<(Uuid, PositionId)>> {
    let key: Value = "notifications.waited".into();
    let told: Option<String> = tx.first(MARK, std::slice::from_ref(&key), |row| row.next())?;
    let from = told.and_then(|told| told.parse().ok()).map_or(first.0, |told: i64| told.max(first.0));
    if until.0 <= from || tx.run(SET_MARK, &[key, format!("{:015}", until.0).into()])? == 0 {
        return Ok(Vec::new());
    }
    Ok(tx.all(LEADS_WAITING, &[from.into(), until.0.into()], |row| Ok((row.next()?, row.id()?)))?)
}
