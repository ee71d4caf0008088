//! Statements of mailboxes.

use super::{Exclusion, MailAccount, Place};
use crate::{Ctx, Result, ctx::new_id};
use db::{Row, Tx, Value};
use domain::kernel::id::{MailAccountId, UserId};
use domain::mail::Sight;
use domain::{Instant, Refusal};
use post::Standing;
use uuid::Uuid;

const OF_USER: &str =
    "select id, user_id, address, sender, login, secret, imap_host, imap_port, imap_security, smtp_host,
 smtp_port, smtp_security, sent_folder, sight, since_on, state, fault, checked_at, failures, recorded_at
 from mail_accounts where user_id = $1 order by address";
const ONE: &str = "select id, user_id, address, sender, login, secret, imap_host, imap_port, imap_security, smtp_host,
 smtp_port, smtp_security, sent_folder, sight, since_on, state, fault, checked_at, failures, recorded_at
 from mail_accounts where id = $1";
const COLUMNS: [&str; 22] = [
    "id",
    "user_id",
    "address",
    "sender",
    "login",
    "secret",
    "imap_host",
    "imap_port",
    "imap_security",
    "smtp_host",
    "smtp_port",
    "smtp_security",
    "sent_folder",
    "sight",
    "since_on",
    "state",
    "fault",
    "checked_at",
    "next_at",
    "failures",
    "version",
    "recorded_at",
];
/// Passwords of mailboxes, each sealed for its own.
pub(crate) const SEALED: crate::reseal::Place =
    ("select id, id, secret from mail_accounts order by id", "update mail_accounts set secret = $2 where id = $1");
const TURN: &str = "update mail_accounts set state = $2, next_at = $3, failures = 0, fault = null where id = $1";
const DUE_NOW: &str = "update mail_accounts set next_at = $2 where id = $1 and next_at > $2";
const DROP_FOLDERS: &str = "delete from mail_folders where account_id = $1";
const DROP: &str = "delete from mail_accounts where id = $1";
const FIRST_DUE: &str = "select a.id, a.next_at from mail_accounts a join users u on u.id = a.user_id
 where a.state <> 'off' and a.next_at <= $1 and u.is_active order by a.next_at, a.id limit 1";
const TAKE_DUE: &str = "update mail_accounts set next_at = $3 where id = $1 and next_at = $2";
const LOOKED: &str = "update mail_accounts set state = $2, fault = $3, failures = $4, checked_at = $5, next_at = $6
 where id = $1 and state <> 'off'";
const STANDING: &str = "select validity, next_uid from mail_folders where account_id = $1 and name = $2";
const EXCLUSIONS: &str = "select id, pattern, user_id from mail_exclusions where user_id is null or user_id = $1
 order by pattern, id";
const EXCLUDE: &str = "insert into mail_exclusions (id, user_id, pattern, recorded_at) values ($1, $2, $3, $4)";
const INCLUDE: &str = "delete from mail_exclusions where id = $1";
const USER_ADDRESSES: &str = "select id, email from users where is_active = $1 order by id";

type Stored = (MailAccount, Option<String>);

fn read(row: &Row<'_>) -> std::result::Result<Stored, db::Error> {
    let (id, user) = (row.id()?, row.id()?);
    let (address, sender, login, secret) = (row.next()?, row.next()?, row.next()?, row.next()?);
    let imap = Place { host: row.next()?, port: row.next()?, security: row.next()? };
    let smtp = Place { host: row.next()?, port: row.next()?, security: row.next()? };
    let (sent_folder, sight) = (row.next()?, row.next::<String>()?);
    let (since, state, fault) = (row.parsed()?, row.next()?, row.next()?);
    let checked_at = row.next::<Option<i64>>()?.map(Instant);
    let account = MailAccount {
        id,
        user,
        address,
        sender,
        login,
        imap,
        smtp,
        sent_folder,
        sight: Sight::from_key(&sight).unwrap_or(Sight::Private),
        since,
        state,
        fault: None,
        checked_at,
        failures: row.next()?,
        recorded_at: Instant(row.next()?),
        secret,
    };
    Ok((account, fault))
}

fn told((mut account, fault): Stored) -> Result<MailAccount> {
    account.fault = fault.map(|text| serde_json::from_str(&text)).transpose()?;
    Ok(account)
}

pub(super) fn of_user(tx: &mut Tx<'_>, user: UserId) -> Result<Vec<MailAccount>> {
    tx.all(OF_USER, &[Value::id(user)], read)?.into_iter().map(told).collect()
}

pub(super) fn one(tx: &mut Tx<'_>, id: MailAccountId) -> Result<Option<MailAccount>> {
    tx.first(ONE, &[Value::id(id)], read)?.map(told).transpose()
}

/// Saves a mailbox that was tried: it is looked into at once.
pub(super) fn save(tx: &mut Tx<'_>, account: &MailAccount, now: Instant) -> Result<()> {
    let (imap, smtp) = (&account.imap, &account.smtp);
    let values = [
        Value::id(account.id),
        Value::id(account.user),
        account.address.as_str().into(),
        account.sender.as_str().into(),
        account.login.as_str().into(),
        account.secret.as_str().into(),
        imap.host.as_str().into(),
        imap.port.into(),
        imap.security.as_str().into(),
        smtp.host.as_str().into(),
        smtp.port.into(),
        smtp.security.as_str().into(),
        account.sent_folder.clone().into(),
        account.sight.key().into(),
        Value::text(account.since),
        account.state.as_str().into(),
        Value::Null,
        account.checked_at.map(|at| at.0).into(),
        now.0.into(),
        0_i64.into(),
        1_i64.into(),
        account.recorded_at.0.into(),
    ];
    let columns = &COLUMNS;
    let over = columns.iter().filter(|column| !matches!(**column, "id" | "user_id" | "recorded_at"));
    let over: Vec<String> = over.map(|column| format!("{column} = excluded.{column}")).collect();
    Ok(tx.insert_or(
        "mail_accounts",
        columns,
        &values,
        &format!("on conflict (id) do update set {}", over.join(", ")),
    )?)
}

pub(super) fn turn(tx: &mut Tx<'_>, id: MailAccountId, state: &str, now: Instant) -> Result<()> {
    tx.run(TURN, &[Value::id(id), state.into(), now.0.into()])?;
    Ok(())
}

pub(super) fn due_now(tx: &mut Tx<'_>, id: MailAccountId, now: Instant) -> Result<()> {
    tx.run(DUE_NOW, &[Value::id(id), now.0.into()])?;
    Ok(())
}

pub(super) fn remove(tx: &mut Tx<'_>, id: MailAccountId) -> Result<()> {
    tx.run(DROP_FOLDERS, &[Value::id(id)])?;
    tx.run(DROP, &[Value::id(id)])?;
    Ok(())
}

pub(super) fn first_due(tx: &mut Tx<'_>, now: Instant) -> Result<Option<(MailAccountId, i64)>> {
    Ok(tx.first(FIRST_DUE, &[now.0.into()], |row| Ok((row.id()?, row.next()?)))?)
}

/// Takes the first that is due until a moment; none where somebody else was first.
pub(super) fn take_due(tx: &mut Tx<'_>, now: Instant, until: Instant) -> Result<Option<MailAccountId>> {
    let Some((id, next)) = first_due(tx, now)? else { return Ok(None) };
    let taken = tx.run(TAKE_DUE, &[Value::id(id), next.into(), until.0.into()])? == 1;
    Ok(taken.then_some(id))
}

pub(super) fn looked(
    tx: &mut Tx<'_>,
    id: MailAccountId,
    fault: Option<&Refusal>,
    failures: i64,
    now: Instant,
    next: Instant,
) -> Result<()> {
    let state = if fault.is_some() { "failing" } else { "working" };
    let fault = fault.map(serde_json::to_string).transpose()?;
    tx.run(LOOKED, &[Value::id(id), state.into(), fault.into(), failures.into(), now.0.into(), next.0.into()])?;
    Ok(())
}

pub(super) fn standing(tx: &mut Tx<'_>, id: MailAccountId, folder: &str) -> Result<Option<Standing>> {
    let number = |n: i64| u32::try_from(n).unwrap_or_default();
    Ok(tx.first(STANDING, &[Value::id(id), folder.into()], |row| {
        Ok(Standing { validity: number(row.next()?), next: number(row.next()?) })
    })?)
}

pub(super) fn stand(tx: &mut Tx<'_>, id: MailAccountId, folder: &str, at: Standing) -> Result<()> {
    let values = [Value::id(id), folder.into(), at.validity.into(), at.next.into()];
    let over =
        "on conflict (account_id, name) do update set validity = excluded.validity, next_uid = excluded.next_uid";
    Ok(tx.insert_or("mail_folders", &["account_id", "name", "validity", "next_uid"], &values, over)?)
}

pub(super) fn exclusions(tx: &mut Tx<'_>, user: Option<UserId>) -> Result<Vec<Exclusion>> {
    Ok(tx.all(EXCLUSIONS, &[Value::opt_id(user)], |row| {
        let (id, pattern, of): (Uuid, String, Option<Uuid>) = (row.next()?, row.next()?, row.next()?);
        Ok(Exclusion { id, pattern, of_company: of.is_none() })
    })?)
}

pub(super) fn exclude(ctx: &Ctx, tx: &mut Tx<'_>, user: Option<UserId>, pattern: &str) -> Result<()> {
    let id = new_id(ctx.now);
    tx.run(EXCLUDE, &[Value::Uuid(id), Value::opt_id(user), pattern.into(), ctx.now.0.into()])?;
    Ok(())
}

pub(super) fn include(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.run(INCLUDE, &[Value::Uuid(id)])?;
    Ok(())
}

/// Addresses that active users sign in with.
pub(super) fn user_addresses(tx: &mut Tx<'_>) -> Result<Vec<(UserId, String)>> {
    Ok(tx.all(USER_ADDRESSES, &[true.into()], |row| Ok((row.id()?, row.next()?)))?)
}
