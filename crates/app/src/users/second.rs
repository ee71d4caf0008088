//! The second factor of a user: codes of an authenticator, and ten recovery codes for the day it is lost.
//!
//! The authenticator's secret is sealed with the key that is not in the database. Recovery codes have 50 random bits
//! and are kept as slow hashes; each is good once, as is each code of the authenticator. Tries are counted per user,
//! apart from those at the password. It is ended by a code, by an administrator, or at the console.

use super::{commands, passkeys, secret, sql, totp, tries};
use crate::events::{self, Cause};
use crate::{Ctx, Error, House, Result, settings};
use db::{Tx, Value};
use domain::kernel::id::UserId;
use domain::policy::{Action, Noun};
use domain::{Instant, Refusal};
use serde::Serialize;
use serde_json::json;

/// Recovery codes made at once.
pub const CODES: usize = 10;
/// How long a secret waits for its first code.
const BEGUN_LASTS: i64 = 30 * 60 * 1000;
/// The setting that says whether everyone must have one,
const SETTING: &str = "two_factor";
/// and its value where they must.
pub(super) const REQUIRED: &str = "required";

/// How a user's second factor stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct SecondFactor {
    /// Since when it is asked for; none where it is not.
    pub since: Option<Instant>,
    /// Recovery codes not used yet.
    pub codes_left: i64,
    /// Passkeys, which are as good as both.
    pub passkeys: i64,
}

/// A stored second factor.
struct Stored {
    secret: String,
    salt: String,
    begun_at: i64,
    confirmed_at: Option<i64>,
}

fn stored(tx: &mut Tx<'_>, user: UserId) -> Result<Option<Stored>> {
    Ok(tx.first(sql::SECOND, &[Value::id(user)], |row| {
        Ok(Stored { secret: row.next()?, salt: row.next()?, begun_at: row.next()?, confirmed_at: row.next()? })
    })?)
}

/// Whether a code is asked of the user.
pub(super) fn is_on(tx: &mut Tx<'_>, user: UserId) -> Result<bool> {
    Ok(stored(tx, user)?.is_some_and(|second| second.confirmed_at.is_some()))
}

/// How a user's second factor stands: one's own, or another's for who may see users.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn second_factor(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId) -> Result<SecondFactor> {
    if ctx.user != Some(user) {
        ctx.may(Action::See, Noun::User)?;
    }
    let since = stored(tx, user)?.and_then(|second| second.confirmed_at).map(Instant);
    let codes_left = if since.is_some() { tx.number(sql::CODES_LEFT, &[Value::id(user)])? } else { 0 };
    Ok(SecondFactor { since, codes_left, passkeys: passkeys::count(tx, user)? })
}

/// Makes a secret for the user's authenticator; it counts once its first code is given. Asks for the password again of who
/// has one.
///
/// # Errors
/// `password-not-yours`; `second-factor-on`; `refusal-no-secret-key`; `error-too-many`.
pub fn begin_second_factor(house: &House, user: UserId, password: &str) -> Result<String> {
    let door = door(user);
    let now = house.now();
    house.db().write(|tx| tries::count(tx, &door, tries::FREE, now))?;
    let read = |row: &db::Row<'_>| row.next::<Option<String>>();
    let found = house.db().read(|tx| tx.first(sql::PASSWORD_OF, &[Value::id(user), true.into()], read))?;
    let stored = found.ok_or(Error::SignedOut)?;
    if stored.is_some() && !secret::is_password(password, stored.as_deref())? {
        return Err(Refusal::new("password-not-yours").at("password").into());
    }
    let secret = totp::secret();
    let sealed = house.outside().keys.seal(user.0, &secret)?;
    house.db().write(|tx| {
        tries::forgive(tx, &door)?;
        if is_on(tx, user)? {
            return Err(Refusal::new("second-factor-on").into());
        }
        tx.run(sql::END_SECOND, &[Value::id(user)])?;
        tx.run(sql::BEGIN_SECOND, &[Value::id(user), sealed.into(), secret::token().into(), now.0.into()])?;
        Ok(secret)
    })
}

/// Whether the user has a password; who comes by the identity provider alone has none.
///
/// # Errors
/// The database's own.
pub fn has_password(tx: &mut Tx<'_>, user: UserId) -> Result<bool> {
    let read = |row: &db::Row<'_>| row.next::<Option<String>>();
    Ok(tx.first(sql::PASSWORD_OF, &[Value::id(user), true.into()], read)?.flatten().is_some())
}

/// The secret that waits for its first code.
///
/// # Errors
/// `second-factor-late` where none waits, or for too long.
pub fn awaited_secret(house: &House, user: UserId) -> Result<String> {
    let waiting = house
        .db()
        .read(|tx| stored(tx, user))?
        .filter(|second| second.confirmed_at.is_none() && house.now().0 < second.begun_at + BEGUN_LASTS);
    let waiting = waiting.ok_or_else(|| Refusal::new("second-factor-late"))?;
    house.outside().keys.open(user.0, &waiting.secret)
}

/// Turns the second factor on by its first code, and answers the recovery codes, which are seen this once.
///
/// # Errors
/// `second-factor-late`; `code-wrong`; `error-too-many`.
pub fn confirm_second_factor(house: &House, user: UserId, code: &str) -> Result<Vec<String>> {
    let door = door(user);
    house.db().write(|tx| tries::count(tx, &door, tries::FREE, house.now()))?;
    let secret = awaited_secret(house, user)?;
    let step = totp::step_of(&secret, &plain(code), house.now().0).ok_or_else(wrong)?;
    let salt = secret::token();
    let (codes, hashes) = fresh_codes(&salt)?;
    house.write_as(user, |ctx, tx| {
        tries::forgive(tx, &door)?;
        let args = [Value::id(user), ctx.now.0.into(), step.into(), salt.into()];
        if tx.run(sql::CONFIRM_SECOND, &args)? == 0 {
            return Err(Refusal::new("second-factor-late").into());
        }
        put_codes(tx, user, hashes)?;
        told(ctx, tx, user, &json!({ "two_factor": [null, "on"] }))?;
        Ok(codes)
    })
}

/// Ends the user's own second factor, by a code.
///
/// # Errors
/// `code-wrong`; `error-too-many`.
pub fn end_second_factor(house: &House, user: UserId, code: &str) -> Result<()> {
    let proof = proof(house, user, code)?;
    house.write_as(user, |ctx, tx| {
        proof.spend(tx, user, ctx.now)?;
        end(tx, user)?;
        told(ctx, tx, user, &json!({ "two_factor": ["on", null] }))
    })
}

/// Makes new recovery codes, by a code; the old ones are good for nothing.
///
/// # Errors
/// `code-wrong`; `error-too-many`.
pub fn renew_recovery_codes(house: &House, user: UserId, code: &str) -> Result<Vec<String>> {
    let proof = proof(house, user, code)?;
    let salt = secret::token();
    let (codes, hashes) = fresh_codes(&salt)?;
    house.write_as(user, |ctx, tx| {
        proof.spend(tx, user, ctx.now)?;
        tx.run(sql::SET_SALT, &[Value::id(user), salt.into()])?;
        put_codes(tx, user, hashes)?;
        told(ctx, tx, user, &json!({ "recovery_codes": [null, CODES] }))?;
        Ok(codes)
    })
}

/// Ends another's second factor and passkeys, who has lost them. They sign in by password and may set them up again.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`].
pub fn reset_second_factor(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId) -> Result<()> {
    commands::editable(ctx, tx, user)?;
    let was = is_on(tx, user)?;
    end(tx, user)?;
    tries::forgive(tx, &door(user))?;
    if passkeys::drop_all(tx, user)? {
        told(ctx, tx, user, &json!({ "passkeys": ["set", null] }))?;
    }
    if was { told(ctx, tx, user, &json!({ "two_factor": ["on", "reset"] })) } else { Ok(()) }
}

/// Whether everyone who signs in by a password must have a second factor.
///
/// # Errors
/// The database's own.
pub fn second_factor_required(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(settings::value(tx, SETTING)?.as_deref() == Some(REQUIRED))
}

/// Wants a second factor of everyone, or not. Whoever has none is led to setting it up, and to nothing else.
///
/// # Errors
/// [`Error::Forbidden`]; `refusal-no-secret-key` where none could be kept.
pub fn require_second_factor(ctx: &Ctx, tx: &mut Tx<'_>, required: bool) -> Result<()> {
    ctx.may(Action::Edit, Noun::User)?;
    ctx.may(Action::Edit, Noun::Setting)?;
    let was = second_factor_required(tx)?;
    if was == required {
        return Ok(());
    }
    if required {
        ctx.outside().keys.seal(uuid::Uuid::nil(), SETTING)?;
    }
    settings::set_value(tx, SETTING, if required { REQUIRED } else { "" })?;
    let changes = json!({ "two_factor_required": [was, required] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Setting, ctx.user.unwrap_or_default(), "changed", &changes)
}

/// A right code, not used up yet.
pub(super) enum Proof {
    /// Of the authenticator, at a step.
    Step(i64),
    /// A recovery code, by its hash.
    Recovery(Vec<u8>),
}

impl Proof {
    /// Uses the code up. Of two who use it at once, one is refused.
    pub(super) fn spend(&self, tx: &mut Tx<'_>, user: UserId, now: Instant) -> Result<()> {
        let spent = match self {
            Proof::Step(step) => tx.run(sql::SPEND_STEP, &[Value::id(user), (*step).into()])?,
            Proof::Recovery(hash) => tx.run(sql::SPEND_CODE, &[Value::id(user), hash.clone().into(), now.0.into()])?,
        };
        if spent == 0 {
            return Err(wrong());
        }
        tries::forgive(tx, &door(user))
    }
}

/// What proves that the user has their second factor. Slow for a recovery code: call it outside of transactions.
///
/// # Errors
/// `code-wrong`; `error-too-many`.
pub(super) fn proof(house: &House, user: UserId, code: &str) -> Result<Proof> {
    let now = house.now();
    house.db().write(|tx| tries::count(tx, &door(user), tries::FREE, now))?;
    let second = house.db().read(|tx| stored(tx, user))?.filter(|second| second.confirmed_at.is_some());
    let second = second.ok_or_else(wrong)?;
    let code = plain(code);
    if code.chars().all(|c| c.is_ascii_digit()) && code.len() == 6 {
        let secret = house.outside().keys.open(user.0, &second.secret)?;
        return totp::step_of(&secret, &code, now.0).map(Proof::Step).ok_or_else(wrong);
    }
    let hash = secret::slow_digest(&code, &second.salt)?;
    let args = [Value::id(user), hash.clone().into()];
    let is_known = house.db().read(|tx| tx.number(sql::CODE_KNOWN, &args))? > 0;
    if is_known { Ok(Proof::Recovery(hash)) } else { Err(wrong()) }
}

/// The door that tries at a user's second factor are counted at.
fn door(user: UserId) -> Vec<u8> {
    secret::digest(&format!("second factor of {user}"))
}

/// A code as compared: what people put between its parts counts for nothing, nor does its case.
fn plain(code: &str) -> String {
    code.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
}

fn wrong() -> Error {
    Refusal::new("code-wrong").at("code").into()
}

/// Recovery codes to be shown, `ABCDE-FGHIJ`, and their hashes.
fn fresh_codes(salt: &str) -> Result<(Vec<String>, Vec<Vec<u8>>)> {
    let mut codes = Vec::new();
    let mut hashes = Vec::new();
    for _ in 0..CODES {
        let letters: String = totp::base32(&rand::random::<[u8; 10]>()).chars().take(10).collect();
        hashes.push(secret::slow_digest(&letters, salt)?);
        let (front, back) = letters.split_at_checked(5).unwrap_or_default();
        codes.push(format!("{front}-{back}"));
    }
    Ok((codes, hashes))
}

fn put_codes(tx: &mut Tx<'_>, user: UserId, hashes: Vec<Vec<u8>>) -> Result<()> {
    tx.run(sql::DROP_CODES, &[Value::id(user)])?;
    for hash in hashes {
        tx.run(sql::ADD_CODE, &[Value::id(user), hash.into()])?;
    }
    Ok(())
}

fn end(tx: &mut Tx<'_>, user: UserId) -> Result<()> {
    tx.run(sql::DROP_CODES, &[Value::id(user)])?;
    tx.run(sql::END_SECOND, &[Value::id(user)])?;
    Ok(())
}

fn told(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId, changes: &serde_json::Value) -> Result<()> {
    events::append(tx, ctx, Cause::COMMAND, Noun::User, user, "changed", changes)
}
