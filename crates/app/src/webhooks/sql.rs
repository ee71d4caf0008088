//! Statements of webhooks: addresses, and the history as their users may see it.

use super::WebhookView;
use crate::events::{Cause, Event};
use crate::records;
use crate::sql::Sql;
use crate::{Ctx, Result, Scope};
use db::{Row, Tx, Value};
use domain::kernel::id::{EventId, UserId, WebhookId};
use domain::policy::{Action, Noun};
use domain::webhooks::{NOUNS, OF_EDITORS, OPEN, Webhook, chosen};
use domain::{Instant, Refusal};
use std::collections::BTreeMap;
use uuid::Uuid;

const ALL: &str = "select w.id, w.url, w.description, w.events, w.user_id, w.is_active, w.version, u.name, w.fault,
 (select count(*) from webhook_deliveries d where d.webhook_id = w.id and d.state = 'waiting'), w.next_at, w.overlap_until,
 (select max(d.done_at) from webhook_deliveries d where d.webhook_id = w.id and d.state = 'delivered')
 from webhooks w join users u on u.id = w.user_id order by w.recorded_at, w.id";
const STORED: &str =
    "select w.id, w.url, w.description, w.events, w.user_id, w.is_active, w.version, w.secret, w.secret_before,
 w.overlap_until, w.since_at, w.read_at, w.read_id from webhooks w where w.id = $1";
const DUE: &str = "select id from webhooks where is_active and next_at <= $1 order by next_at, id";
const CHANGE: &str = "update webhooks set url = $2, description = $3, events = $4, user_id = $5, is_active = $6,
 updated_at = $7, version = $8, fault = null, next_at = case when claim is null then 0 else next_at end where id = $1 and version + 1 = $8";
const ROTATE: &str = "update webhooks set secret = $2, secret_before = $3, overlap_until = $4, fault = null,
 next_at = case when claim is null then 0 else next_at end, updated_at = $5, version = version + 1 where id = $1";
/// Secrets that sign, and those before them while both do.
pub(crate) const SEALED: [crate::reseal::Place; 2] = [
    ("select id, id, secret from webhooks order by id", "update webhooks set secret = $2 where id = $1"),
    (
        "select id, id, secret_before from webhooks where secret_before is not null order by id",
        "update webhooks set secret_before = $2 where id = $1",
    ),
];
const REMOVE: [&str; 3] = [
    "delete from webhook_attempts where webhook_id = $1",
    "delete from webhook_deliveries where webhook_id = $1",
    "delete from webhooks where id = $1",
];
const REPLAY: &str = "update webhooks set since_at = case when since_at < $2 then since_at else $2 end, read_at = $2,
 read_id = $3, next_at = case when claim is null then 0 else next_at end where id = $1";
const SOON: &str = "update webhooks set next_at = 0, fault = null where id = $1 and is_active and claim is null";
const CLAIM: &str = "update webhooks set claim = $2, next_at = $3 where id = $1 and is_active and next_at <= $4";
const READ: &str = "update webhooks set read_at = $3, read_id = $4, since_at = case when since_at < $5 then since_at
 else $5 end where id = $1 and claim = $2";
const END: &str = "update webhooks set claim = null, next_at = $3, fault = $4 where id = $1 and claim = $2";
const PAUSE: &str = "update webhooks set claim = null, is_active = false, fault = $2, updated_at = $3,
 version = version + 1 where id = $1 and is_active";
const WAITING_UNTIL: &str = "select count(*) from (select 1 from webhook_deliveries d where d.webhook_id = $1
 and d.state = 'waiting' and (d.event_at, d.event_id) <= ($2, $3) limit $4) x";
const IS_ACTIVE_USER: &str = "select count(*) from users where id = $1 and is_active = $2";
const ACTIVE_USERS: &str = "select id, name from users where is_active = $1 order by name, id";
const SEEN_HEAD: &str =
    "select e.id, e.at, e.user_id, e.set_id, e.noun, e.record_id, e.kind, e.cause, e.changes, u.name from events e
 left join users u on u.id = e.user_id where e.id in ";
const MADE_HEAD: &str = "select x.id, x.recorded_at, x.user_id, x.set_id, u.name from activities x
 left join users u on u.id = x.user_id where x.id in ";
const KEEPERS: &str = "select id from users where is_active = $1
 and (' ' || grants || ' ' like '% owner %' or ' ' || grants || ' ' like '% operations %') order by id";

/// What happens to an activity that has no entry of its own.
const MADE: &str = "created";

/// What is looked at at once is due since ever: a clock that is set back keeps nothing waiting.
pub(super) const AT_ONCE: Instant = Instant(0);

/// A place in the history.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Place {
    pub at: Instant,
    pub id: Uuid,
}

/// An address as stored.
pub(super) struct Stored {
    pub webhook: Webhook,
    /// What it is signed with, sealed.
    pub secret: String,
    pub secret_before: Option<String>,
    pub overlap_until: Option<Instant>,
    /// Nothing from before is told.
    pub since: Instant,
    /// The history was read up to there.
    pub read: Place,
}

fn webhook(row: &Row<'_>) -> std::result::Result<Webhook, db::Error> {
    Ok(Webhook {
        id: row.id()?,
        url: row.next()?,
        description: row.next()?,
        events: row.next::<String>()?.split_whitespace().map(str::to_owned).collect(),
        user: row.id()?,
        is_active: row.next()?,
        version: row.next()?,
    })
}

pub(super) fn all(tx: &mut Tx<'_>) -> Result<Vec<WebhookView>> {
    let rows = tx.all(ALL, &[], |row| {
        let (webhook, user_name, fault) = (webhook(row)?, row.next()?, row.next::<Option<String>>()?);
        let (waiting, next_at): (i64, i64) = (row.next()?, row.next()?);
        let overlap_until = row.next::<Option<i64>>()?.map(Instant);
        let last_at = row.next::<Option<i64>>()?.map(Instant);
        let again_at = (fault.is_some() && webhook.is_active).then_some(Instant(next_at));
        Ok((WebhookView { webhook, user_name, fault: None, waiting, again_at, overlap_until, last_at }, fault))
    })?;
    let told = |(view, fault): (WebhookView, Option<String>)| Ok(WebhookView { fault: refusal(fault)?, ..view });
    rows.into_iter().map(told).collect()
}

pub(super) fn refusal(text: Option<String>) -> Result<Option<Refusal>> {
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

pub(super) fn written(fault: Option<&Refusal>) -> Result<Value> {
    Ok(fault.map(serde_json::to_string).transpose()?.into())
}

pub(super) fn stored(tx: &mut Tx<'_>, id: WebhookId) -> Result<Option<Stored>> {
    Ok(tx.first(STORED, &[Value::id(id)], |row| {
        Ok(Stored {
            webhook: webhook(row)?,
            secret: row.next()?,
            secret_before: row.next()?,
            overlap_until: row.next::<Option<i64>>()?.map(Instant),
            since: Instant(row.next()?),
            read: Place { at: Instant(row.next()?), id: row.next()? },
        })
    })?)
}

pub(super) fn due(tx: &mut Tx<'_>, now: Instant) -> Result<Vec<WebhookId>> {
    Ok(tx.all(DUE, &[now.0.into()], |row| row.id())?)
}

pub(super) fn insert(ctx: &Ctx, tx: &mut Tx<'_>, webhook: &Webhook, secret: &str) -> Result<()> {
    let columns = [
        "id",
        "url",
        "description",
        "events",
        "user_id",
        "is_active",
        "updated_at",
        "version",
        "recorded_at",
        "secret",
        "since_at",
        "read_at",
        "read_id",
        "next_at",
    ];
    let mut values = values(ctx, webhook);
    let now = || Value::Int(ctx.now.0);
    values.extend([now(), secret.into(), now(), now(), Value::Uuid(Uuid::nil()), AT_ONCE.0.into()]);
    Ok(tx.insert("webhooks", &columns, &values)?)
}

/// Whether the address still stood as it was read.
pub(super) fn change(ctx: &Ctx, tx: &mut Tx<'_>, webhook: &Webhook) -> Result<bool> {
    Ok(tx.run(CHANGE, &values(ctx, webhook))? == 1)
}

/// In the order of [`CHANGE`].
fn values(ctx: &Ctx, webhook: &Webhook) -> Vec<Value> {
    vec![
        Value::id(webhook.id),
        webhook.url.as_str().into(),
        webhook.description.as_str().into(),
        webhook.events.join(" ").into(),
        Value::id(webhook.user),
        webhook.is_active.into(),
        ctx.now.0.into(),
        webhook.version.into(),
    ]
}

pub(super) fn rotate(
    tx: &mut Tx<'_>,
    id: WebhookId,
    secret: &str,
    before: Option<(&str, Instant)>,
    now: Instant,
) -> Result<()> {
    let (before, until) = (before.map(|(secret, _)| secret), before.map(|(_, until)| until.0));
    let args = [Value::id(id), secret.into(), before.into(), until.into(), now.0.into()];
    tx.run(ROTATE, &args)?;
    Ok(())
}

pub(super) fn remove(tx: &mut Tx<'_>, id: WebhookId) -> Result<()> {
    REMOVE.iter().try_for_each(|sql| tx.run(sql, &[Value::id(id)]).map(drop))?;
    Ok(())
}

/// Lets an address read on from an instant that has passed.
pub(super) fn replay(tx: &mut Tx<'_>, id: WebhookId, from: Instant) -> Result<()> {
    tx.run(REPLAY, &[Value::id(id), from.0.into(), Value::Uuid(Uuid::nil())])?;
    Ok(())
}

/// Lets an address be looked at at once.
pub(super) fn soon(tx: &mut Tx<'_>, id: WebhookId) -> Result<()> {
    tx.run(SOON, &[Value::id(id)])?;
    Ok(())
}

/// Takes an address for a while; false where somebody else was first.
pub(super) fn claim(tx: &mut Tx<'_>, id: WebhookId, claim: Uuid, until: Instant, now: Instant) -> Result<bool> {
    Ok(tx.run(CLAIM, &[Value::id(id), claim.into(), until.0.into(), now.0.into()])? == 1)
}

/// Notes how far the history was read, and that a clock which was set back is believed.
pub(super) fn read(tx: &mut Tx<'_>, id: WebhookId, claim: Uuid, read: Place, now: Instant) -> Result<()> {
    tx.run(READ, &[Value::id(id), claim.into(), read.at.0.into(), read.id.into(), now.0.into()])?;
    Ok(())
}

/// Lets it go; false where somebody else has taken it over.
pub(super) fn end(
    tx: &mut Tx<'_>,
    id: WebhookId,
    claim: Uuid,
    next_at: Instant,
    fault: Option<&Refusal>,
) -> Result<bool> {
    Ok(tx.run(END, &[Value::id(id), claim.into(), next_at.0.into(), written(fault)?])? == 1)
}

/// Pauses it, with why; false where it was paused already.
pub(super) fn pause(tx: &mut Tx<'_>, id: WebhookId, fault: &Refusal, now: Instant) -> Result<bool> {
    Ok(tx.run(PAUSE, &[Value::id(id), written(Some(fault))?, now.0.into()])? == 1)
}

/// Users who look after webhooks.
pub(super) fn keepers(tx: &mut Tx<'_>) -> Result<Vec<UserId>> {
    Ok(tx.all(KEEPERS, &[true.into()], |row| row.id())?)
}

/// Messages that wait up to a place, at most so many.
pub(super) fn waiting_until(tx: &mut Tx<'_>, id: WebhookId, until: Place, most: i64) -> Result<i64> {
    let args = [Value::id(id), until.at.0.into(), until.id.into(), most.into()];
    Ok(tx.number(WAITING_UNTIL, &args)?)
}
/// Adds ` and (…)`: entries about what was chosen, on records that the user may see. Where the user sees every record of a
/// kind, those that are gone are told too.
fn visible(ctx: &Ctx, sql: &mut Sql, webhook: &Webhook, with_tests: bool) {
    let mut kinds: BTreeMap<&str, Option<Vec<&str>>> = BTreeMap::new();
    for word in &webhook.events {
        match chosen(word) {
            Some((noun, None)) => drop(kinds.insert(noun.key(), None)),
            Some((noun, Some(kind))) => {
                if let Some(some) = kinds.entry(noun.key()).or_insert_with(|| Some(Vec::new())) {
                    some.push(kind);
                }
            }
            None => {}
        }
    }
    sql.push(" and (");
    if with_tests {
        sql.push("(e.noun = 'webhook' and e.kind = 'tested' and e.record_id = ").bind(Value::id(webhook.id)).push(")");
    } else {
        sql.push("1 = 0");
    }
    for noun in NOUNS {
        let is_chosen = webhook.events.is_empty() || with_tests || kinds.contains_key(noun.key());
        let (Ok(scope), true) = (ctx.may(Action::See, noun), is_chosen) else { continue };
        sql.push(&format!(" or (e.noun = '{}'", noun.key()));
        if let (Some(Some(some)), false) = (kinds.get(noun.key()), with_tests) {
            sql.push(" and e.kind in ").bind_list(some.iter().map(|kind| Value::from(*kind)));
        }
        if noun == Noun::Organisation {
            of_organisation(ctx, sql);
        } else if let (false, Some(table)) = (scope.is_all(), records::table(noun)) {
            sql.push(&format!(" and exists (select 1 from {table} r where r.id = e.record_id"));
            scope.restrict(sql, noun, "r");
            sql.push(")");
        }
        sql.push(")");
    }
    sql.push(")");
}

/// Adds what of the organisation the user is told: the chart is everybody's, who leaves and how work finds its way is not.
fn of_organisation(ctx: &Ctx, sql: &mut Sql) {
    let edits = ctx.can(Action::Edit, Noun::Organisation);
    if edits && ctx.may(Action::See, Noun::Account).is_ok_and(|scope| scope.is_all()) {
        return;
    }
    let closed: &[&str] = if edits { &OF_EDITORS } else { &[] };
    sql.push(" and e.kind in ").bind_list(OPEN.iter().chain(closed).map(|kind| Value::from(*kind)));
}

/// Entries behind a place that were not found before, in the order of the history.
pub(super) fn unread(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    webhook: &Webhook,
    since: Instant,
    from: Place,
    most: i64,
) -> Result<Vec<Place>> {
    let mut sql = Sql::new("select e.at, e.id from events e where (e.at, e.id) > (");
    sql.bind(from.at.0).push(", ").bind(from.id).push(") and e.at >= ").bind(since.0);
    visible(ctx, &mut sql, webhook, false);
    let mut found = places(tx, sql, webhook, "e.at", "e.id", most)?;
    if let Some(scope) = made_activities(ctx, webhook) {
        let mut sql = Sql::new("select x.recorded_at, x.id from activities x where (x.recorded_at, x.id) > (");
        sql.bind(from.at.0).push(", ").bind(from.id).push(") and x.recorded_at >= ").bind(since.0);
        scope.restrict(&mut sql, Noun::Activity, "x");
        found.extend(places(tx, sql, webhook, "x.recorded_at", "x.id", most)?);
        found.sort_unstable();
        found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    }
    Ok(found)
}

/// The first of those that are not in line yet. Each is looked up by its key: counted, since what `exists` asks may be made
/// a join, whose plan depends on how many messages were in line when a planner looked last.
fn places(tx: &mut Tx<'_>, mut sql: Sql, webhook: &Webhook, at: &str, id: &str, most: i64) -> Result<Vec<Place>> {
    sql.push(" and (select count(*) from webhook_deliveries d where d.webhook_id = ").bind(Value::id(webhook.id));
    sql.push(&format!(" and d.event_id = {id}) = 0 order by {at}, {id} limit ")).bind(most);
    Ok(tx.all(sql.text(), sql.args(), |row| Ok(Place { at: Instant(row.next()?), id: row.next()? }))?)
}

/// Which activities the user sees, where the address is told that they were made: an activity is its own entry.
fn made_activities(ctx: &Ctx, webhook: &Webhook) -> Option<Scope> {
    let is_made = |word: &String| {
        chosen(word).is_some_and(|(noun, kind)| noun == Noun::Activity && kind.is_none_or(|kind| kind == MADE))
    };
    let is_chosen = webhook.events.is_empty() || webhook.events.iter().any(is_made);
    ctx.may(Action::See, Noun::Activity).ok().filter(|_| is_chosen)
}

/// Those of the entries that the user may see now, whatever was chosen since: a message that waits was chosen.
pub(super) fn seen(ctx: &Ctx, tx: &mut Tx<'_>, webhook: &Webhook, ids: &[EventId]) -> Result<Vec<Told>> {
    let mut sql = Sql::new(SEEN_HEAD);
    sql.bind_list(ids.iter().map(|&id| Value::id(id)));
    visible(ctx, &mut sql, webhook, true);
    let rows = tx.all(sql.text(), sql.args(), |row| Ok((crate::events::read(row)?, row.next()?)))?;
    let told = |(event, actor)| Ok(Told { event: crate::events::parsed(event)?, actor });
    let mut found: Vec<Told> = rows.into_iter().map(told).collect::<Result<_>>()?;
    if let Ok(scope) = ctx.may(Action::See, Noun::Activity) {
        let mut sql = Sql::new(MADE_HEAD);
        sql.bind_list(ids.iter().map(|&id| Value::id(id)));
        scope.restrict(&mut sql, Noun::Activity, "x");
        found.extend(tx.all(sql.text(), sql.args(), made)?);
    }
    Ok(found)
}

/// That an activity was made, as the history would tell it.
fn made(row: &Row<'_>) -> std::result::Result<Told, db::Error> {
    let (id, at): (Uuid, i64) = (row.next()?, row.next()?);
    let event = Event {
        id: EventId(id),
        at: Instant(at),
        user: row.opt_id()?,
        set: row.opt_id()?,
        noun: Noun::Activity.key().to_owned(),
        record: id,
        kind: MADE.to_owned(),
        cause: Cause::COMMAND.word.to_owned(),
        changes: serde_json::json!({}),
    };
    Ok(Told { event, actor: row.next()? })
}

/// An entry of the history, with the name of who did it.
pub(super) struct Told {
    pub event: Event,
    pub actor: Option<String>,
}

pub(super) fn is_active_user(tx: &mut Tx<'_>, user: UserId) -> Result<bool> {
    Ok(tx.number(IS_ACTIVE_USER, &[Value::id(user), true.into()])? > 0)
}

pub(super) fn active_users(tx: &mut Tx<'_>) -> Result<Vec<(UserId, String)>> {
    Ok(tx.all(ACTIVE_USERS, &[true.into()], |row| Ok((row.id()?, row.next()?)))?)
}
