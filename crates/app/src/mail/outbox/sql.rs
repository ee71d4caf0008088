//! Statements of the outbox.

use super::deliver::Claimed;
use super::unwanted::Addressed;
use super::{Outgoing, Parcel};
use crate::sql::Sql;
use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::kernel::id::{MailAccountId, MailId, OutgoingId, UserId};
use domain::mail::State;
use domain::{Instant, Refusal};
use uuid::Uuid;

const ADDRESS: &str = "select email, name from users where id = $1 and is_active = $2";
const TOLD: &str = "select count(*) from outbox where once_key = $1";
const COLUMNS: [&str; 16] = [
    "id",
    "account_id",
    "mail_id",
    "user_id",
    "once_key",
    "message_id",
    "sender",
    "recipients",
    "subject",
    "content",
    "state",
    "attempts",
    "next_at",
    "queued_at",
    "fault",
    "done_at",
];
const RECENT_HEAD: &str =
    "select o.id, o.account_id, o.mail_id, o.recipients, o.subject, o.state, o.attempts, o.next_at,
 o.fault, o.queued_at, o.done_at from outbox o where ";
const STATE_HEAD: &str = "select o.state from outbox o where o.id = ";
const DECIDED: &str = "update outbox set state = $3, next_at = $4, attempts = 0, claim = null, claimed_at = null,
 content_at = null, done_at = $5, fault = case when state = 'withheld' then null else fault end
 where id = $1 and state = $2";
const WAITING: &str = "select id, recipients from outbox where state = 'queued' and mail_id is not null order by id";
const ADDRESSED: &str = "select recipients, content from outbox where id = $1 and mail_id is not null";
const WITHHOLD: &str = "update outbox set state = 'withheld', done_at = $2, fault = $3
 where id = $1 and state = 'queued'";
const BROKEN_OFF: &str = "update outbox set state = $2, next_at = $3, done_at = $4, fault = $5
 where id = $1 and state = 'sending' and claimed_at < $6";
const OLD_CLAIMS: &str = "select id, content_at from outbox where state = 'sending' and claimed_at < $1 order by id";
const ANY_OLD: &str = "select count(*) from outbox where state = 'sending' and claimed_at < $1";
const ANY_SENT: &str = "select 1 from outbox where state = 'sent' and done_at < $1 limit 1";
const FORGET_SENT: &str = "delete from outbox where state = 'sent' and done_at < $1";
const IS_DUE: &str = "select 1 from outbox where state = 'queued' and next_at <= $1 limit 1";
const FIRST_DUE: &str = "select id from outbox where state = 'queued' and next_at <= $1 order by next_at, id limit 1";
const CLAIM: &str = "update outbox set state = 'sending', claim = $2, claimed_at = $3, content_at = null,
 attempts = attempts + 1 where id = $1 and state = 'queued'";
const CLAIMED: &str = "select account_id, mail_id, user_id, sender, recipients, content, attempts from outbox where id = $1 and claim = $2";
const CONTENT: &str = "update outbox set content_at = $3 where id = $1 and claim = $2 and state = 'sending'";
const FINISH: &str = "update outbox set state = $3, next_at = $4, done_at = $5, fault = $6, claim = null
 where id = $1 and claim = $2";

const UNFILED: &str = "select id, message_id, content from outbox where account_id = $1 and state = 'sent'
 and filed_at is null order by id limit 50";
const FILED: &str = "update outbox set filed_at = $2 where id = $1";
const MAIL_OF: &str = "select mail_id from outbox where id = $1";

/// What was sent by a mailbox and is not in its folder of that yet.
pub(super) fn unfiled(tx: &mut Tx<'_>, account: MailAccountId) -> Result<Vec<(OutgoingId, String, String)>> {
    Ok(tx.all(UNFILED, &[Value::id(account)], |row| Ok((row.id()?, row.next()?, row.next()?)))?)
}

pub(super) fn filed(tx: &mut Tx<'_>, id: OutgoingId, now: Instant) -> Result<()> {
    tx.run(FILED, &[Value::id(id), now.0.into()])?;
    Ok(())
}

/// The mail a message is.
pub(super) fn mail_of(tx: &mut Tx<'_>, id: OutgoingId) -> Result<Option<MailId>> {
    Ok(tx.first(MAIL_OF, &[Value::id(id)], |row| row.opt_id())?.flatten())
}

/// Address and name of a user who may sign in.
pub(super) fn address_of(tx: &mut Tx<'_>, user: UserId) -> Result<Option<(String, String)>> {
    Ok(tx.first(ADDRESS, &[Value::id(user), true.into()], |row| Ok((row.next()?, row.next()?)))?)
}

pub(super) fn is_told(tx: &mut Tx<'_>, once: &str) -> Result<bool> {
    Ok(tx.number(TOLD, &[once.into()])? > 0)
}

pub(super) fn queue(ctx: &Ctx, tx: &mut Tx<'_>, parcel: &Parcel) -> Result<()> {
    let values = [
        Value::id(parcel.id),
        Value::opt_id(parcel.account),
        Value::opt_id(parcel.mail),
        Value::id(parcel.user),
        parcel.once.clone().into(),
        parcel.message_id.as_str().into(),
        parcel.sender.as_str().into(),
        serde_json::to_string(&parcel.recipients)?.into(),
        parcel.subject.as_str().into(),
        parcel.content.as_str().into(),
        State::Queued.key().into(),
        0_i64.into(),
        ctx.now.0.into(),
        ctx.now.0.into(),
        Value::Null,
        Value::Null,
    ];
    Ok(tx.insert("outbox", &COLUMNS, &values)?)
}

/// Only what a user may see: their own, and the product's messages to all where they keep its settings.
fn seen(sql: &mut Sql, user: Option<UserId>, sees_notices: bool) {
    sql.push("(1 = 0");
    if let Some(user) = user {
        sql.push(" or o.user_id = ").bind(Value::id(user));
    }
    if sees_notices {
        sql.push(" or o.account_id is null");
    }
    sql.push(")");
}

pub(super) fn recent(tx: &mut Tx<'_>, user: Option<UserId>, sees_notices: bool, limit: i64) -> Result<Vec<Outgoing>> {
    let mut sql = Sql::new(RECENT_HEAD);
    seen(&mut sql, user, sees_notices);
    sql.push(" order by o.queued_at desc, o.id desc limit ").bind(limit);
    tx.all(sql.text(), sql.args(), read)?.into_iter().map(told).collect()
}

type Stored = (Outgoing, String, Option<String>);

fn read(row: &Row<'_>) -> std::result::Result<Stored, db::Error> {
    let (id, account, mail) = (row.id()?, row.opt_id()?, row.opt_id()?);
    let (recipients, subject, state): (String, String, String) = (row.next()?, row.next()?, row.next()?);
    let (attempts, next_at, fault) = (row.next()?, Instant(row.next()?), row.next()?);
    let outgoing = Outgoing {
        id,
        account,
        mail,
        recipients: Vec::new(),
        subject,
        state: State::from_key(&state).unwrap_or(State::Unknown),
        attempts,
        next_at,
        fault: None,
        queued_at: Instant(row.next()?),
        done_at: row.next::<Option<i64>>()?.map(Instant),
    };
    Ok((outgoing, recipients, fault))
}

fn told((mut outgoing, recipients, fault): Stored) -> Result<Outgoing> {
    outgoing.recipients = serde_json::from_str(&recipients)?;
    outgoing.fault = fault.map(|text| serde_json::from_str(&text)).transpose()?;
    Ok(outgoing)
}

pub(super) fn state_of(
    tx: &mut Tx<'_>,
    id: OutgoingId,
    user: Option<UserId>,
    sees_notices: bool,
) -> Result<Option<State>> {
    let mut sql = Sql::new(STATE_HEAD);
    sql.bind(Value::id(id)).push(" and ");
    seen(&mut sql, user, sees_notices);
    let found: Option<String> = tx.first(sql.text(), sql.args(), |row| row.next())?;
    Ok(found.and_then(|state| State::from_key(&state)))
}

/// What a person decided; answers whether it stood as they saw it.
pub(super) fn decided(ctx: &Ctx, tx: &mut Tx<'_>, id: OutgoingId, was: State, to: State) -> Result<bool> {
    let done = (to != State::Queued).then_some(ctx.now.0);
    let args = [Value::id(id), was.key().into(), to.key().into(), ctx.now.0.into(), done.into()];
    Ok(tx.run(DECIDED, &args)? == 1)
}

/// Mails of users that wait, and whom they are to.
pub(super) fn waiting(tx: &mut Tx<'_>) -> Result<Vec<(OutgoingId, Vec<String>)>> {
    let found: Vec<(OutgoingId, String)> = tx.all(WAITING, &[], |row| Ok((row.id()?, row.next()?)))?;
    found.into_iter().map(|(id, recipients)| Ok((id, serde_json::from_str(&recipients)?))).collect()
}

/// Whom a mail of a user is to, and the whole of it.
pub(super) fn addressed(tx: &mut Tx<'_>, id: OutgoingId) -> Result<Option<Addressed>> {
    let read = |row: &Row<'_>| Ok((row.next::<String>()?, row.next::<String>()?));
    let Some((recipients, content)) = tx.first(ADDRESSED, &[Value::id(id)], read)? else { return Ok(None) };
    Ok(Some(Addressed { recipients: serde_json::from_str(&recipients)?, content }))
}

/// Keeps back what waits.
pub(super) fn withhold(tx: &mut Tx<'_>, id: OutgoingId, now: Instant, why: &Refusal) -> Result<()> {
    tx.run(WITHHOLD, &[Value::id(id), now.0.into(), serde_json::to_string(why)?.into()])?;
    Ok(())
}

pub(super) fn has_old_claims(tx: &mut Tx<'_>, before: Instant) -> Result<bool> {
    Ok(tx.number(ANY_OLD, &[before.0.into()])? > 0)
}

/// Claims from before a moment, and whether their content was on its way.
pub(super) fn old_claims(tx: &mut Tx<'_>, before: Instant) -> Result<Vec<(OutgoingId, bool)>> {
    Ok(tx.all(OLD_CLAIMS, &[before.0.into()], |row| Ok((row.id()?, row.next::<Option<i64>>()?.is_some())))?)
}

/// Whether something was sent before an instant.
pub(super) fn has_sent(tx: &mut Tx<'_>, before: Instant) -> Result<bool> {
    Ok(tx.first(ANY_SENT, &[before.0.into()], |_| Ok(()))?.is_some())
}

/// Forgets what was sent before an instant.
pub(super) fn forget_sent(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    tx.run(FORGET_SENT, &[before.0.into()])?;
    Ok(())
}

pub(super) fn is_due(tx: &mut Tx<'_>, now: Instant) -> Result<bool> {
    Ok(tx.first(IS_DUE, &[now.0.into()], |_| Ok(()))?.is_some())
}

pub(super) fn first_due(tx: &mut Tx<'_>, now: Instant) -> Result<Option<OutgoingId>> {
    Ok(tx.first(FIRST_DUE, &[now.0.into()], |row| row.id())?)
}

/// Claims it; answers whether nobody else had.
pub(super) fn claim(tx: &mut Tx<'_>, id: OutgoingId, claim: Uuid, now: Instant) -> Result<bool> {
    Ok(tx.run(CLAIM, &[Value::id(id), claim.into(), now.0.into()])? == 1)
}

pub(super) fn claimed(tx: &mut Tx<'_>, id: OutgoingId, claim: Uuid) -> Result<Option<Claimed>> {
    let found = tx.first(CLAIMED, &[Value::id(id), claim.into()], |row| {
        let (account, mail, user, sender) = (row.opt_id()?, row.opt_id()?, row.id()?, row.next()?);
        let recipients: String = row.next()?;
        let (content, attempts) = (row.next()?, row.next()?);
        Ok((Claimed { id, claim, account, mail, user, sender, recipients: Vec::new(), content, attempts }, recipients))
    })?;
    let Some((mut found, recipients)) = found else { return Ok(None) };
    found.recipients = serde_json::from_str(&recipients)?;
    Ok(Some(found))
}

/// Writes down that the content is about to go out; answers whether the claim still stands.
pub(super) fn content_begins(tx: &mut Tx<'_>, id: OutgoingId, claim: Uuid, now: Instant) -> Result<bool> {
    Ok(tx.run(CONTENT, &[Value::id(id), claim.into(), now.0.into()])? == 1)
}

/// What becomes of a message whose sender broke off. The claim stays on it: should its sender still be there after all,
/// what they know counts, unless somebody else has begun.
pub(super) fn broken_off(
    tx: &mut Tx<'_>,
    id: OutgoingId,
    state: State,
    now: Instant,
    before: Instant,
    fault: Option<&Refusal>,
) -> Result<()> {
    let done = (state != State::Queued).then_some(now.0);
    let fault = fault.map(serde_json::to_string).transpose()?;
    let args = [Value::id(id), state.key().into(), now.0.into(), done.into(), fault.into(), before.0.into()];
    tx.run(BROKEN_OFF, &args)?;
    Ok(())
}

/// Ends a claim; answers whether it was there.
pub(super) fn finish(
    tx: &mut Tx<'_>,
    id: OutgoingId,
    claim: Uuid,
    state: State,
    next_at: Instant,
    now: Instant,
    fault: Option<&Refusal>,
) -> Result<bool> {
    let done = (state != State::Queued).then_some(now.0);
    let fault = fault.map(serde_json::to_string).transpose()?;
    let args = [Value::id(id), claim.into(), state.key().into(), next_at.0.into(), done.into(), fault.into()];
    Ok(tx.run(FINISH, &args)? == 1)
}
