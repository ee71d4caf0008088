//! Statements of activities.

use crate::sql::Sql;
use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::activities::Activity;
use domain::kernel::id::{ActivityId, PositionId, SetId};
use domain::policy::Noun;
use domain::{Day, Instant};
use uuid::Uuid;

const GET: &str = "select id, kind, subject, body, due_on, done_at, outcome, minutes, owner_position_id, user_id, noun,
 record_id, happened_at, version from activities where id = $1";
const BEFORE: &str =
    "select id, kind, subject, body, due_on, done_at, outcome, minutes, owner_position_id, user_id, noun,
 record_id, happened_at, version from activities where record_id = $1 and happened_at < $2
 order by happened_at desc, id desc limit $3";
const OPEN_ON: &str =
    "select id, kind, subject, body, due_on, done_at, outcome, minutes, owner_position_id, user_id, noun,
 record_id, happened_at, version from activities where record_id = $1 and kind = 'task' and done_at is null
 order by (due_on is null), due_on, id";
const DUE: &str = "select id, kind, subject, body, due_on, done_at, outcome, minutes, owner_position_id, user_id, noun,
 record_id, happened_at, version from activities where kind = 'task' and done_at is null";
const UPDATE: &str = "update activities set subject = $3, body = $4, due_on = $5, done_at = $6, updated_at = $7,
 version = version + 1 where id = $1 and version = $2";
const COLUMNS: [&str; 17] = [
    "id",
    "kind",
    "subject",
    "body",
    "due_on",
    "done_at",
    "outcome",
    "minutes",
    "owner_position_id",
    "user_id",
    "noun",
    "record_id",
    "happened_at",
    "set_id",
    "recorded_at",
    "updated_at",
    "version",
];

fn read(row: &Row<'_>) -> std::result::Result<Activity, db::Error> {
    Ok(Activity {
        id: row.id()?,
        kind: row.next()?,
        subject: row.next()?,
        body: row.next()?,
        due_on: row.opt_parsed()?,
        done_at: row.next::<Option<i64>>()?.map(Instant),
        outcome: row.next()?,
        minutes: row.next()?,
        owner: row.opt_id()?,
        user: row.opt_id()?,
        noun: Noun::from_key(&row.next::<String>()?).unwrap_or(Noun::Account),
        record: row.next()?,
        happened_at: Instant(row.next()?),
        version: row.next()?,
    })
}

pub(super) fn get(tx: &mut Tx<'_>, id: ActivityId) -> Result<Option<Activity>> {
    Ok(tx.first(GET, &[Value::id(id)], read)?)
}

pub(super) fn before(tx: &mut Tx<'_>, record: Uuid, before: Instant, limit: i64) -> Result<Vec<Activity>> {
    Ok(tx.all(BEFORE, &[record.into(), before.0.into(), limit.into()], read)?)
}

pub(super) fn open_on(tx: &mut Tx<'_>, record: Uuid) -> Result<Vec<Activity>> {
    Ok(tx.all(OPEN_ON, &[record.into()], read)?)
}

pub(super) fn due(tx: &mut Tx<'_>, owners: &[PositionId], until: Day, limit: i64) -> Result<Vec<Activity>> {
    let mut sql = Sql::new(DUE);
    sql.push(" and owner_position_id in ").bind_list(owners.iter().map(|&p| Value::id(p)));
    sql.push(" and due_on <= ").bind(Value::text(until)).push(" order by due_on, id limit ").bind(limit);
    Ok(tx.all(sql.text(), sql.args(), read)?)
}

pub(super) fn insert(ctx: &Ctx, tx: &mut Tx<'_>, activities: &[Activity], set: Option<SetId>) -> Result<()> {
    let mut values = Vec::with_capacity(activities.len() * COLUMNS.len());
    for a in activities {
        values.extend([
            Value::id(a.id),
            a.kind.as_str().into(),
            a.subject.as_str().into(),
            a.body.as_str().into(),
            Value::opt_text(a.due_on),
            a.done_at.map(|at| at.0).into(),
            a.outcome.clone().into(),
            a.minutes.into(),
            Value::opt_id(a.owner),
            Value::opt_id(a.user),
            a.noun.key().into(),
            a.record.into(),
            a.happened_at.0.into(),
            Value::opt_id(set),
            ctx.now.0.into(),
            ctx.now.0.into(),
            a.version.into(),
        ]);
    }
    Ok(tx.insert("activities", &COLUMNS, &values)?)
}

pub(super) fn update(tx: &mut Tx<'_>, a: &Activity, before: i64, now: Instant) -> Result<bool> {
    let done = a.done_at.map(|at| at.0);
    let values = [
        Value::id(a.id),
        before.into(),
        a.subject.as_str().into(),
        a.body.as_str().into(),
        Value::opt_text(a.due_on),
        done.into(),
        now.0.into(),
    ];
    Ok(tx.run(UPDATE, &values)? == 1)
}
