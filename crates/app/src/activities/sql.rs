//! Statements of activities.

use crate::custom_fields::values as own;
use crate::sql::Sql;
use crate::{Ctx, Result, Scope};
use db::{Row, Tx, Value};
use domain::activities::{Activity, Link};
use domain::kernel::id::{ActivityId, PositionId, SetId};
use domain::policy::Noun;
use domain::{Day, Instant};
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

const ALL: &str = "select x.id, x.kind, x.subject, x.body, x.direction, x.outcome, x.is_automatic, x.starts_at,
 x.minutes, x.due_on, x.done_at, x.next_on, x.owner_position_id, x.user_id, x.noun, x.record_id, x.account_id,
 x.happened_at, x.on_day, x.external_id, x.is_accepted, x.version from activities x";
const BEFORE: &str = "select x.id, x.kind, x.subject, x.body, x.direction, x.outcome, x.is_automatic, x.starts_at,
 x.minutes, x.due_on, x.done_at, x.next_on, x.owner_position_id, x.user_id, x.noun, x.record_id, x.account_id,
 x.happened_at, x.on_day, x.external_id, x.is_accepted, x.version
 from activity_links l join activities x on x.id = l.activity_id where l.record_id = $1 and l.happened_at < $2
 order by l.happened_at desc, l.activity_id desc limit $3";
const OPEN_ON: &str = "select x.id, x.kind, x.subject, x.body, x.direction, x.outcome, x.is_automatic, x.starts_at,
 x.minutes, x.due_on, x.done_at, x.next_on, x.owner_position_id, x.user_id, x.noun, x.record_id, x.account_id,
 x.happened_at, x.on_day, x.external_id, x.is_accepted, x.version
 from activity_links l join activities x on x.id = l.activity_id where l.record_id = $1 and l.is_open = $2
 order by (l.due_on is null), l.due_on, l.happened_at, l.activity_id limit $3";
const LINKS: &str = "select activity_id, noun, record_id, takes_part from activity_links";
const DROP_LINKS: &str = "delete from activity_links where activity_id = $1";
const DROP: &str = "delete from activities where id = $1";
const COLUMNS: [&str; 27] = [
    "id",
    "kind",
    "subject",
    "body",
    "direction",
    "outcome",
    "is_automatic",
    "starts_at",
    "minutes",
    "due_on",
    "done_at",
    "next_on",
    "is_open",
    "owner_position_id",
    "user_id",
    "noun",
    "record_id",
    "account_id",
    "party_id",
    "external_id",
    "happened_at",
    "on_day",
    "is_accepted",
    "updated_at",
    "version",
    "set_id",
    "recorded_at",
];
/// Columns that change with an activity: all but its id and those of its making.
const CHANGING: std::ops::Range<usize> = 1..25;
const LINK_COLUMNS: [&str; 7] = ["record_id", "happened_at", "activity_id", "noun", "takes_part", "is_open", "due_on"];
/// Ids that one statement asks for.
const AT_ONCE: usize = 500;
/// Days and positions that one statement asks for.
const DAYS_AT_ONCE: usize = 100;

fn read(row: &Row<'_>) -> std::result::Result<Activity, db::Error> {
    let instant = |at: Option<i64>| at.map(Instant);
    Ok(Activity {
        id: row.id()?,
        kind: row.next()?,
        subject: row.next()?,
        body: row.next()?,
        direction: row.next()?,
        outcome: row.next()?,
        is_automatic: row.next()?,
        starts_at: instant(row.next()?),
        minutes: row.next()?,
        due_on: row.opt_parsed()?,
        done_at: instant(row.next()?),
        next_on: row.opt_parsed()?,
        owner: row.opt_id()?,
        user: row.opt_id()?,
        noun: noun(&row.next::<String>()?),
        record: row.next()?,
        links: Vec::new(),
        account: row.opt_id()?,
        happened_at: Instant(row.next()?),
        on: row.opt_parsed()?.unwrap_or(Day::BEGINNING),
        external_id: row.next()?,
        is_accepted: row.next()?,
        version: row.next()?,
        custom: Default::default(),
    })
}

fn noun(key: &str) -> Noun {
    Noun::from_key(key).unwrap_or(Noun::Account)
}

/// The activities with the records they stand on.
fn linked(tx: &mut Tx<'_>, mut found: Vec<Activity>) -> Result<Vec<Activity>> {
    let ids: Vec<ActivityId> = found.iter().map(|a| a.id).collect();
    let mut links = links(tx, &ids)?;
    for activity in &mut found {
        activity.links = links.remove(&activity.id).unwrap_or_default();
        activity.links.sort_unstable_by_key(|link| link.record);
    }
    Ok(found)
}

fn links(tx: &mut Tx<'_>, ids: &[ActivityId]) -> Result<HashMap<ActivityId, Vec<Link>>> {
    let mut links: HashMap<ActivityId, Vec<Link>> = HashMap::with_capacity(ids.len());
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new(LINKS);
        sql.push(" where activity_id in ").bind_list(part.iter().map(|&id| Value::id(id)));
        tx.each(sql.text(), sql.args(), |row| {
            let id = row.id()?;
            let link = Link { noun: noun(&row.next::<String>()?), record: row.next()?, takes_part: row.next()? };
            links.entry(id).or_default().push(link);
            Ok(())
        })?;
    }
    Ok(links)
}

/// Those of the activities that the scope leaves; all of them without one.
pub(super) fn some(tx: &mut Tx<'_>, scope: Option<&Scope>, ids: &[ActivityId]) -> Result<Vec<Activity>> {
    let mut found = Vec::with_capacity(ids.len());
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new(ALL);
        sql.push(" where x.id in ").bind_list(part.iter().map(|&id| Value::id(id)));
        if let Some(scope) = scope {
            scope.restrict(&mut sql, Noun::Activity, "x");
        }
        found.extend(tx.all(sql.text(), sql.args(), read)?);
    }
    linked(tx, found)
}

/// What is open of a position's, in the order of their ids, after one of them.
pub(super) fn open_of(
    tx: &mut Tx<'_>,
    seat: PositionId,
    after: Option<ActivityId>,
    limit: i64,
) -> Result<Vec<ActivityId>> {
    let mut sql = Sql::new("select x.id from activities x where x.is_open = ");
    sql.bind(true).push(" and x.owner_position_id = ").bind(Value::id(seat));
    if let Some(after) = after {
        sql.push(" and x.id > ").bind(Value::id(after));
    }
    sql.push(" order by x.id limit ").bind(limit);
    Ok(tx.all(sql.text(), sql.args(), |row| row.id())?)
}

/// The activity of some positions with an id elsewhere.
pub(super) fn by_external_id(tx: &mut Tx<'_>, id: &str, owners: &[PositionId]) -> Result<Option<ActivityId>> {
    let mut sql = Sql::new("select x.id from activities x where x.external_id = ");
    sql.bind(id).push(" and x.owner_position_id in ").bind_list(owners.iter().map(|&p| Value::id(p)));
    sql.push(" order by x.id limit 1");
    Ok(tx.first(sql.text(), sql.args(), |row| row.id())?)
}

const OF_SET: &str = "select id from activities where set_id = $1 order by id";

/// What a set of changes wrote down.
pub(super) fn of_set(tx: &mut Tx<'_>, set: SetId) -> Result<Vec<ActivityId>> {
    Ok(tx.all(OF_SET, &[Value::id(set)], |row| row.id())?)
}

const ELSEWHERE: &str = "select external_id from activities where external_id is not null";

/// Which of the ids elsewhere activities have: in one pass, for a file asks for many.
pub(super) fn known(tx: &mut Tx<'_>, ids: &[&str]) -> Result<HashSet<String>> {
    let (asked, mut found) = (ids.iter().copied().collect::<HashSet<&str>>(), HashSet::new());
    tx.each(ELSEWHERE, &[], |row| {
        let id: String = row.next()?;
        if asked.contains(id.as_str()) {
            found.insert(id);
        }
        Ok(())
    })?;
    Ok(found)
}

const WITH_ACCOUNT: &str = "select id from activities where account_id = $1 order by id";

/// Activities that were with an account.
pub(super) fn with_account(tx: &mut Tx<'_>, account: Uuid) -> Result<Vec<ActivityId>> {
    Ok(tx.all(WITH_ACCOUNT, &[account.into()], |row| row.id())?)
}

pub(super) fn before(tx: &mut Tx<'_>, record: Uuid, before: Instant, limit: i64) -> Result<Vec<Activity>> {
    let found = tx.all(BEFORE, &[record.into(), before.0.into(), limit.into()], read)?;
    linked(tx, found)
}

pub(super) fn open_on(tx: &mut Tx<'_>, record: Uuid, limit: i64) -> Result<Vec<Activity>> {
    let found = tx.all(OPEN_ON, &[record.into(), true.into(), limit.into()], read)?;
    linked(tx, found)
}

/// What waits of some positions and is due up to a day, the earliest first.
pub(super) fn due(
    tx: &mut Tx<'_>,
    scope: &Scope,
    owners: &[PositionId],
    until: Day,
    limit: i64,
) -> Result<Vec<Activity>> {
    let mut sql = Sql::new(ALL);
    sql.push(" where x.owner_position_id in ").bind_list(owners.iter().map(|&p| Value::id(p)));
    sql.push(" and x.is_open = ").bind(true).push(" and x.due_on <= ").bind(Value::text(until));
    scope.restrict(&mut sql, Noun::Activity, "x");
    sql.push(" order by x.due_on, x.happened_at, x.id limit ").bind(limit);
    let found = tx.all(sql.text(), sql.args(), read)?;
    linked(tx, found)
}

/// What positions have planned for an hour between two instants, and their open tasks due up to a day, the latest first.
pub(super) fn calendar(
    tx: &mut Tx<'_>,
    scope: &Scope,
    owners: &[PositionId],
    (from, to, until): (Instant, Instant, Day),
    limit: i64,
) -> Result<Vec<Activity>> {
    let mut found = Vec::new();
    for is_task in [false, true] {
        let mut sql = Sql::new(ALL);
        sql.push(" where x.owner_position_id in ").bind_list(owners.iter().map(|&p| Value::id(p)));
        if is_task {
            sql.push(" and x.kind = 'task' and x.is_open = ").bind(true);
            sql.push(" and x.due_on <= ").bind(Value::text(until));
        } else {
            sql.push(" and x.starts_at is not null and x.happened_at >= ").bind(from.0);
            sql.push(" and x.happened_at < ").bind(to.0);
        }
        scope.restrict(&mut sql, Noun::Activity, "x");
        sql.push(if is_task { " order by x.due_on desc" } else { " order by x.happened_at desc" });
        sql.push(", x.id limit ").bind(limit);
        found.extend(tx.all(sql.text(), sql.args(), read)?);
    }
    linked(tx, found)
}

/// All that positions did on days.
pub(super) fn of_days(tx: &mut Tx<'_>, days: &BTreeSet<(PositionId, Day)>) -> Result<Vec<Activity>> {
    let days: Vec<&(PositionId, Day)> = days.iter().collect();
    let mut found = Vec::new();
    for part in days.chunks(DAYS_AT_ONCE) {
        let mut sql = Sql::new(ALL);
        sql.push(" where (1 = 0");
        for (position, day) in part {
            sql.push(" or (x.owner_position_id = ").bind(Value::id(*position));
            sql.push(" and x.on_day = ").bind(Value::text(*day)).push(")");
        }
        sql.push(")");
        found.extend(tx.all(sql.text(), sql.args(), read)?);
    }
    linked(tx, found)
}

const FIRST: &str = "select x.id, x.kind, x.subject, x.body, x.direction, x.outcome, x.is_automatic, x.starts_at,
 x.minutes, x.due_on, x.done_at, x.next_on, x.owner_position_id, x.user_id, x.noun, x.record_id, x.account_id,
 x.happened_at, x.on_day, x.external_id, x.is_accepted, x.version from activities x where x.party_id = $1 and x.outcome = $2
 order by x.happened_at, x.id limit 1";

/// The first meeting held with each of the customers.
pub(super) fn first_held(tx: &mut Tx<'_>, parties: &BTreeSet<Uuid>) -> Result<Vec<Activity>> {
    let mut found = Vec::new();
    for party in parties {
        found.extend(tx.first(FIRST, &[Value::Uuid(*party), "held".into()], read)?);
    }
    Ok(found)
}

/// Activities on any of the records, up to an instant.
pub(super) fn on_until(tx: &mut Tx<'_>, records: &[Uuid], until: Instant) -> Result<Vec<Activity>> {
    let mut sql = Sql::new("select distinct activity_id from activity_links where happened_at <= ");
    sql.bind(until.0).push(" and record_id in ").bind_list(records.iter().map(|&id| Value::Uuid(id)));
    let ids: Vec<ActivityId> = tx.all(sql.text(), sql.args(), |row| row.id())?;
    some(tx, None, &ids)
}

/// Every activity there is, for the recount.
pub(super) fn each(tx: &mut Tx<'_>, mut f: impl FnMut(&Activity) -> Result<()>) -> Result<()> {
    let mut links: HashMap<ActivityId, Vec<Link>> = HashMap::new();
    tx.each(&format!("{LINKS} where takes_part = $1"), &[true.into()], |row| {
        let id = row.id()?;
        let link = Link { noun: noun(&row.next::<String>()?), record: row.next()?, takes_part: row.next()? };
        links.entry(id).or_default().push(link);
        Ok(())
    })?;
    let all = tx.all(ALL, &[], read)?;
    for mut activity in all {
        activity.links = links.remove(&activity.id).unwrap_or_default();
        f(&activity)?;
    }
    Ok(())
}

fn values(a: &Activity, now: Instant) -> Vec<Value> {
    vec![
        Value::id(a.id),
        a.kind.as_str().into(),
        a.subject.as_str().into(),
        a.body.as_str().into(),
        a.direction.clone().into(),
        a.outcome.clone().into(),
        a.is_automatic.into(),
        a.starts_at.map(|at| at.0).into(),
        a.minutes.into(),
        Value::opt_text(a.due_on),
        a.done_at.map(|at| at.0).into(),
        Value::opt_text(a.next_on),
        a.is_open().into(),
        Value::opt_id(a.owner),
        Value::opt_id(a.user),
        a.noun.key().into(),
        a.record.into(),
        Value::opt_id(a.account),
        a.party().into(),
        a.external_id.clone().into(),
        a.happened_at.0.into(),
        Value::text(a.on),
        a.is_accepted.into(),
        now.0.into(),
        a.version.into(),
    ]
}

pub(super) fn insert(ctx: &Ctx, tx: &mut Tx<'_>, activities: &[Activity], set: Option<SetId>) -> Result<()> {
    let mut rows = Vec::with_capacity(activities.len() * COLUMNS.len());
    for activity in activities {
        rows.extend(values(activity, ctx.now));
        rows.extend([Value::opt_id(set), ctx.now.0.into()]);
        rows.extend(own::values(&ctx.fields, Noun::Activity, &activity.custom));
    }
    let own = own::columns(&ctx.fields, Noun::Activity);
    let columns: Vec<&str> = COLUMNS.into_iter().chain(own.iter().map(String::as_str)).collect();
    tx.insert("activities", &columns, &rows)?;
    insert_links(tx, activities)
}

fn insert_links(tx: &mut Tx<'_>, activities: &[Activity]) -> Result<()> {
    let row = |(a, link): (&Activity, &Link)| {
        [
            Value::Uuid(link.record),
            a.happened_at.0.into(),
            Value::id(a.id),
            Value::Word(link.noun.key()),
            link.takes_part.into(),
            a.is_open().into(),
            Value::opt_text(a.due_on),
        ]
    };
    let rows: Vec<Value> =
        activities.iter().flat_map(|a| a.links.iter().map(move |link| (a, link))).flat_map(row).collect();
    Ok(tx.insert("activity_links", &LINK_COLUMNS, &rows)?)
}

/// Saves a new version; answers whether the version before it still stood.
pub(super) fn update(tx: &mut Tx<'_>, a: &Activity, now: Instant) -> Result<bool> {
    let mut sql = Sql::new("update activities set ");
    for (at, (column, value)) in COLUMNS.iter().zip(values(a, now)).enumerate() {
        if CHANGING.contains(&at) {
            sql.push(if at > 1 { ", " } else { "" }).push(column).push(" = ").bind(value);
        }
    }
    sql.push(" where id = ").bind(Value::id(a.id)).push(" and version = ").bind(a.version - 1);
    if tx.run(sql.text(), sql.args())? != 1 {
        return Ok(false);
    }
    tx.run(DROP_LINKS, &[Value::id(a.id)])?;
    insert_links(tx, std::slice::from_ref(a))?;
    Ok(true)
}

pub(super) fn remove(tx: &mut Tx<'_>, id: ActivityId) -> Result<()> {
    tx.run(DROP_LINKS, &[Value::id(id)])?;
    tx.run(DROP, &[Value::id(id)])?;
    Ok(())
}

const CONTACT: &str = "select contact_id from opportunities where id = $1";

/// The contact of an opportunity.
pub(super) fn contact_of(tx: &mut Tx<'_>, opportunity: Uuid) -> Result<Option<Uuid>> {
    Ok(tx.first(CONTACT, &[opportunity.into()], |row| row.next::<Option<Uuid>>())?.flatten())
}

/// What of a row is none of the activity's own: the set that made it, when it was recorded and when it was changed last.
pub(super) type Written = (ActivityId, Option<SetId>, i64, i64);

/// The same of activities.
pub(super) fn written(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Written>> {
    let mut found = Vec::with_capacity(ids.len());
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new("select id, set_id, recorded_at, updated_at from activities where id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        found.extend(tx.all(sql.text(), sql.args(), |row| Ok((row.id()?, row.opt_id()?, row.next()?, row.next()?)))?);
    }
    Ok(found)
}

const WRITTEN_AS: &str = "update activities set set_id = $2, recorded_at = $3, updated_at = $4 where id = $1";

/// Lets activities that came back have been written when and by what they were.
pub(super) fn written_as(tx: &mut Tx<'_>, all: &[Written]) -> Result<()> {
    for (id, set, recorded, updated) in all {
        let values = [Value::id(*id), Value::opt_id(*set), (*recorded).into(), (*updated).into()];
        tx.run(WRITTEN_AS, &values)?;
    }
    Ok(())
}

/// Those of the activities that a mail is told by.
pub(super) fn mailed(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<ActivityId>> {
    let mut found = Vec::new();
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new("select activity_id from mails where activity_id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        found.extend(tx.all(sql.text(), sql.args(), |row| row.id::<ActivityId>())?);
    }
    Ok(found)
}
