//! Sessions: who is signed in where. A session ends after a week unused or thirty days; signing in always opens a new one
//! and closes the one that was there. Each is listed to its user, who may end it; an administrator ends all of a user's.

use super::{commands, second, secret, sql};
use crate::events::{self, Cause};
use crate::{Ctx, Error, House, Result};
use db::{Tx, Value};
use domain::Instant;
use domain::kernel::id::UserId;
use domain::policy::Noun;
use serde::Serialize;
use serde_json::json;

const MINUTE: i64 = 60 * 1000;
const DAY: i64 = 24 * 60 * MINUTE;
const IDLE: i64 = 7 * DAY;
const ABSOLUTE: i64 = 30 * DAY;
/// How exactly the last use of a session is noted.
const SEEN_EVERY: i64 = 5 * MINUTE;
/// What is kept of how a browser names itself, in characters.
const BROWSER: usize = 240;

/// How someone proved who they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// By a password alone.
    Password,
    /// By a password and a code.
    TwoFactor,
    /// By a passkey: a device that makes sure of its owner.
    Passkey,
    /// At the identity provider.
    OpenId,
    /// At the identity provider, which says that it asked for more than one factor.
    OpenIdTwoFactor,
}

impl Method {
    /// As stored.
    fn key(self) -> &'static str {
        match self {
            Method::Password => "password",
            Method::TwoFactor => "two_factor",
            Method::Passkey => "passkey",
            Method::OpenId => "openid",
            Method::OpenIdTwoFactor => "openid_two_factor",
        }
    }
}

/// What someone signs in with.
#[derive(Clone, Debug, Default)]
pub struct Device {
    /// The token of the session the browser had, which ends.
    pub replaces: Option<String>,
    /// The address they came from.
    pub address: String,
    /// How the browser names itself.
    pub browser: String,
}

/// A session just opened. Its token is shown once.
pub struct Opened {
    /// What the cookie holds.
    pub token: String,
    /// Whose.
    pub user: UserId,
    /// What every form of the session carries.
    pub csrf: String,
    /// When it ends at the latest.
    pub expires_at: Instant,
}

/// A session in use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    /// Whose.
    pub user: UserId,
    /// What every form of the session carries.
    pub csrf: String,
    /// Language of their pages.
    pub language: String,
    /// `light`, `dark`, `system`.
    pub theme: String,
    /// Whether the company wants a second factor of everyone, and this user has none yet.
    pub owes_second: bool,
    /// When they proved who they are.
    pub proved_at: Instant,
}

/// A session as its user sees it.
#[derive(Clone, Debug, Serialize)]
pub struct OpenSession {
    /// What it is ended by; no secret.
    pub key: String,
    /// Whether it is the one that asks.
    pub is_this: bool,
    /// Since when.
    pub created_at: Instant,
    /// Last used, to five minutes.
    pub seen_at: Instant,
    /// From which address it was opened; empty where nobody knows.
    pub address: String,
    /// How the browser names itself.
    pub browser: String,
}

/// Opens a session.
pub(super) fn open(tx: &mut Tx<'_>, user: UserId, method: Method, now: Instant, device: &Device) -> Result<Opened> {
    tx.run(sql::CLOSE_OLD, &[Value::id(user), now.0.into(), Value::Int(now.0 - IDLE)])?;
    if let Some(old) = &device.replaces {
        tx.run(sql::CLOSE, &[secret::digest(old).into()])?;
    }
    let opened = Opened { token: secret::token(), user, csrf: secret::token(), expires_at: Instant(now.0 + ABSOLUTE) };
    let browser: String = device.browser.chars().filter(|c| !c.is_control()).take(BROWSER).collect();
    let args = [
        secret::digest(&opened.token).into(),
        Value::id(user),
        opened.csrf.as_str().into(),
        now.0.into(),
        opened.expires_at.0.into(),
        method.key().into(),
        device.address.as_str().into(),
        browser.into(),
    ];
    tx.run(sql::OPEN, &args)?;
    let told = json!({ "method": [null, method.key()], "address": [null, device.address] });
    events::at_the_door(tx, now, Some(user), "signed_in", &told)?;
    Ok(opened)
}

/// The session of a cookie's token; notes that it was used.
///
/// # Errors
/// [`Error::SignedOut`] where there is none, it has ended, or its user is disabled.
pub fn session(house: &House, token: &str) -> Result<Session> {
    let hash = secret::digest(token);
    let now = house.now().0;
    let read = |row: &db::Row<'_>| {
        let (user, csrf, language, theme) = (row.id()?, row.next()?, row.next()?, row.next()?);
        let (seen_at, expires_at, owes_second) = (row.next::<i64>()?, row.next::<i64>()?, row.next()?);
        let proved_at = Instant(row.next()?);
        Ok((Session { user, csrf, language, theme, owes_second, proved_at }, seen_at, expires_at))
    };
    let args = [hash.clone().into(), true.into(), second::REQUIRED.into()];
    let found = house.db().read_once(|tx| tx.first(sql::SESSION, &args, read))?;
    let (session, seen_at, expires_at) = found.ok_or(Error::SignedOut)?;
    if now >= expires_at || now >= seen_at + IDLE {
        return Err(Error::SignedOut);
    }
    if now >= seen_at + SEEN_EVERY {
        noted(house.db().write(|tx| tx.run(sql::SEEN, &[hash.into(), now.into()])))?;
    }
    Ok(session)
}

/// That something was used is noted where it can be: who may only read while nothing can be written is let in all the same.
pub(super) fn noted(written: std::result::Result<u64, db::Error>) -> Result<()> {
    match written.map_err(Error::from) {
        Err(error) if !error.is_passing() => Err(error),
        _ => Ok(()),
    }
}

/// Ends the session of a cookie's token.
///
/// # Errors
/// The database's own.
pub fn sign_out(house: &House, token: &str) -> Result<()> {
    house.db().write(|tx| tx.run(sql::CLOSE, &[secret::digest(token).into()]))?;
    Ok(())
}

/// The user's open sessions, the newest use first; `token` is that of the one that asks.
///
/// # Errors
/// The database's own.
pub fn sessions(ctx: &Ctx, tx: &mut Tx<'_>, token: &str) -> Result<Vec<OpenSession>> {
    let Some(user) = ctx.user else { return Ok(Vec::new()) };
    let here = secret::digest(token);
    let args = [Value::id(user), ctx.now.0.into(), Value::Int(ctx.now.0 - IDLE)];
    Ok(tx.all(sql::SESSIONS, &args, |row| {
        let hash: Vec<u8> = row.next()?;
        Ok(OpenSession {
            key: key(&hash),
            is_this: hash == here,
            created_at: Instant(row.next()?),
            seen_at: Instant(row.next()?),
            address: row.next()?,
            browser: row.next()?,
        })
    })?)
}

/// A session's name in addresses: the first half of the hash of its token, from which nobody gets back to it.
fn key(hash: &[u8]) -> String {
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Ends one of the user's own sessions. One that is not there has ended.
///
/// # Errors
/// The database's own.
pub fn end_session(ctx: &Ctx, tx: &mut Tx<'_>, wanted: &str) -> Result<()> {
    let user = ctx.user.ok_or(Error::Forbidden)?;
    let args = [Value::id(user), ctx.now.0.into(), Value::Int(ctx.now.0 - IDLE)];
    let hashes: Vec<Vec<u8>> = tx.all(sql::SESSIONS, &args, |row| row.next())?;
    for hash in hashes.into_iter().filter(|hash| key(hash) == wanted) {
        tx.run(sql::CLOSE, &[hash.into()])?;
        told(ctx, tx, user, "one")?;
    }
    Ok(())
}

/// Ends every session of the user but the one of `keep`.
///
/// # Errors
/// [`Error::Forbidden`] at the console, which has none.
pub fn end_other_sessions(ctx: &Ctx, tx: &mut Tx<'_>, keep: &str) -> Result<()> {
    let user = ctx.user.ok_or(Error::Forbidden)?;
    close_others(tx, user, Some(keep))?;
    told(ctx, tx, user, "others")
}

/// Ends every session of the user, on every device.
///
/// # Errors
/// [`Error::Forbidden`] at the console, which has none.
pub fn sign_out_everywhere(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<()> {
    let user = ctx.user.ok_or(Error::Forbidden)?;
    close_others(tx, user, None)?;
    told(ctx, tx, user, "all")
}

/// Ends every session of another.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`].
pub fn end_sessions_of(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId) -> Result<()> {
    commands::editable(ctx, tx, user)?;
    close_others(tx, user, None)?;
    told(ctx, tx, user, "all")
}

fn told(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId, which: &str) -> Result<()> {
    events::append(tx, ctx, Cause::COMMAND, Noun::User, user, "changed", &json!({ "sessions": [which, null] }))
}

/// Ends sessions but the one of `keep`, and steps that would lead to one.
pub(super) fn close_others(tx: &mut Tx<'_>, user: UserId, keep: Option<&str>) -> Result<()> {
    tx.run(sql::END_STEPS, &[Value::id(user)])?;
    match keep {
        Some(token) => tx.run(sql::CLOSE_OTHERS, &[Value::id(user), secret::digest(token).into()])?,
        None => tx.run(sql::CLOSE_ALL, &[Value::id(user)])?,
    };
    Ok(())
}
