//! API tokens: how another program works in a user's name, for a time, reading only or writing too.

use super::{commands, secret, sql};
use crate::events::{self, Cause};
use crate::{Ctx, Error, House, Result};
use db::{Tx, Value};
use domain::kernel::id::UserId;
use domain::kernel::length;
use domain::policy::Noun;
use domain::{Day, Instant, Refusal};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

/// What every token begins with, so that one lost in a text is known for what it is.
const MARK: &str = "bwk_";
/// How exactly the last use of a token is noted, in milliseconds.
const USED_EVERY: i64 = 5 * 60 * 1000;
/// The longest a token may live, in days.
const LONGEST_DAYS: i64 = 400;

/// A token to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// Whether it may change things; all may read.
    pub writes: bool,
    /// The first day it is good for nothing.
    pub expires_on: Day,
}

/// A token as shown in lists.
#[derive(Clone, Debug, Serialize)]
pub struct ApiToken {
    /// Which.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// Whether it may change things.
    pub writes: bool,
    /// When it was made.
    pub created_at: Instant,
    /// When it ends.
    pub expires_at: Instant,
    /// Last used, to five minutes; none where it never was.
    pub used_at: Option<Instant>,
}

/// A token just made: the only time its text is seen.
pub struct ShownOnce {
    /// Which.
    pub id: Uuid,
    /// Its text.
    pub text: String,
}

/// Who calls with a token, and what it may do.
#[derive(Clone, Copy, Debug)]
pub struct Bearer {
    /// The token.
    pub id: Uuid,
    /// In whose name.
    pub user: UserId,
    /// Whether it may change things.
    pub writes: bool,
}

/// Makes a token in the name of `user`: oneself, or anyone from the console.
///
/// # Errors
/// `refusal-name-empty`; `refusal-name-long`; `refusal-token-days`; [`Error::Forbidden`] for another's.
pub fn create_token(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId, new: &NewToken) -> Result<ShownOnce> {
    owned(ctx, user)?;
    sql::get(tx, user)?;
    let mut faults = Vec::new();
    faults.extend(length::named(&new.name, "name").err());
    if new.expires_on <= ctx.today || new.expires_on > ctx.today.plus(LONGEST_DAYS) {
        faults.push(Refusal::new("refusal-token-days").at("expires_on").with("count", LONGEST_DAYS));
    }
    if !faults.is_empty() {
        return Err(Error::Refused(faults));
    }
    let made = ShownOnce { id: ctx.id(), text: format!("{MARK}{}", secret::token()) };
    let scopes = if new.writes { "read write" } else { "read" };
    let args = [
        made.id.into(),
        Value::id(user),
        new.name.trim().into(),
        secret::digest(&made.text).into(),
        scopes.into(),
        ctx.now.0.into(),
        ctx.company.start_of(new.expires_on).0.into(),
    ];
    tx.run(sql::ADD_TOKEN, &args)?;
    let told = json!({ "token": [null, { "name": new.name.trim(), "scopes": scopes, "expires_on": new.expires_on }] });
    events::append(tx, ctx, Cause::COMMAND, Noun::User, user, "changed", &told)?;
    Ok(made)
}

/// That tokens of this user are the asker's own, or the console asks.
fn owned(ctx: &Ctx, user: UserId) -> Result<()> {
    if ctx.user.is_some_and(|me| me != user) { Err(Error::Forbidden) } else { Ok(()) }
}

/// A user's tokens that were not revoked, newest first: one's own, or anyone's from the console.
///
/// # Errors
/// [`Error::Forbidden`] for another's.
pub fn tokens(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId) -> Result<Vec<ApiToken>> {
    owned(ctx, user)?;
    Ok(tx.all(sql::TOKENS, &[Value::id(user)], |row| {
        Ok(ApiToken {
            id: row.next()?,
            name: row.next()?,
            writes: is_writing(&row.next::<String>()?),
            created_at: Instant(row.next()?),
            expires_at: Instant(row.next()?),
            used_at: row.next::<Option<i64>>()?.map(Instant),
        })
    })?)
}

/// Ends a token at once: one's own, or another's by who may change that user.
///
/// # Errors
/// [`Error::NotFound`] where there is none that this user may end.
pub fn revoke_token(ctx: &Ctx, tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    let read = |row: &db::Row<'_>| Ok((row.id::<UserId>()?, row.next::<String>()?));
    let (user, name) = tx.first(sql::TOKEN_OWNER, &[id.into()], read)?.ok_or(Error::NotFound)?;
    if ctx.user != Some(user) {
        commands::editable(ctx, tx, user).map_err(|_| Error::NotFound)?;
    }
    tx.run(sql::REVOKE, &[id.into(), ctx.now.0.into()])?;
    events::append(tx, ctx, Cause::COMMAND, Noun::User, user, "changed", &json!({ "token": [{ "name": name }, null] }))
}

/// In whose name a bearer token speaks; notes that it was used.
///
/// # Errors
/// [`Error::SignedOut`] where it is unknown, revoked, too old, or its user disabled.
pub fn token(house: &House, bearer: &str) -> Result<Bearer> {
    if !bearer.starts_with(MARK) {
        return Err(Error::SignedOut);
    }
    let now = house.now().0;
    let args = [secret::digest(bearer).into(), now.into(), true.into()];
    let found = house.db().read_once(|tx| {
        tx.first(sql::TOKEN, &args, |row| {
            let bearer = Bearer { id: row.next()?, user: row.id()?, writes: is_writing(&row.next::<String>()?) };
            Ok((bearer, row.next::<Option<i64>>()?))
        })
    })?;
    let (bearer, used_at) = found.ok_or(Error::SignedOut)?;
    if used_at.is_none_or(|used_at| now >= used_at + USED_EVERY) {
        super::sessions::noted(house.db().write(|tx| tx.run(sql::TOKEN_USED, &[bearer.id.into(), now.into()])))?;
    }
    Ok(bearer)
}

fn is_writing(scopes: &str) -> bool {
    scopes.split_whitespace().any(|scope| scope == "write")
}
