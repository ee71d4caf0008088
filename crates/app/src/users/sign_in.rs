//! Signing in: by a password, and by a second factor where the user has one.
//!
//! Tries are counted (`tries`). Addresses that belong to nobody are treated alike, in answer and in time. Where a second
//! factor is due, the right password opens no session but a step of ten minutes, good for nothing but the code.

use super::sessions::{Device, Method, Opened, open};
use super::{address, second, secret, sql, tries};
use crate::{Error, House, Result, events};
use db::{Tx, Value};
use domain::kernel::id::UserId;
use domain::{Instant, Refusal};
use serde_json::json;

/// How long a code is awaited.
const STEP_LASTS: i64 = 10 * 60 * 1000;

/// What the right password, or a provider's word, leads to.
pub enum Entry {
    /// A session.
    Opened(Opened),
    /// A code is asked for first; this names the step, in the browser's cookie.
    CodeDue {
        /// The step.
        step: String,
        /// When it ends.
        expires_at: Instant,
    },
}

impl Entry {
    /// The session, where no code is due.
    pub fn opened(self) -> Option<Opened> {
        if let Entry::Opened(opened) = self { Some(opened) } else { None }
    }
}

/// Opens a session, or the step before it, for the right password.
///
/// # Errors
/// `sign-in-wrong`; `sign-in-disabled` (for the right password only); `error-too-many` with the `seconds` to wait.
pub fn sign_in(house: &House, email: &str, password: &str, device: &Device) -> Result<Entry> {
    let email = address(email);
    let doors = tries::doors(&email, &device.address);
    let now = house.now();
    house.db().write(|tx| doors.iter().try_for_each(|(door, free)| tries::count(tx, door, *free, now)))?;
    let found = house.db().read(|tx| {
        let row = |row: &db::Row<'_>| Ok((row.id::<UserId>()?, row.next::<Option<String>>()?, row.next::<bool>()?));
        tx.first(sql::BY_EMAIL, &[email.as_str().into()], row)
    })?;
    let stored = found.as_ref().and_then(|(_, hash, _)| hash.as_deref());
    let right = secret::is_password(password, stored)?;
    match found {
        Some((user, _, true)) if right => house.db().write(|tx| {
            doors.iter().try_for_each(|(door, _)| tries::forgive(tx, door))?;
            if second::is_on(tx, user)? {
                return begin_step(tx, user, now);
            }
            Ok(Entry::Opened(open(tx, user, Method::Password, now, device)?))
        }),
        other => {
            // Also of addresses that belong to nobody, so that both take the same time.
            refused(house, other.as_ref().map(|(user, ..)| *user), device);
            let is_disabled = right && other.is_some();
            Err(Refusal::new(if is_disabled { "sign-in-disabled" } else { "sign-in-wrong" }).into())
        }
    }
}

/// How often an address that belongs to nobody is noted, in ms: strangers do not fill the history.
const STRANGERS: i64 = 60 * 1000;

/// Notes that somebody did not come in; whoever knocks hears the same whether that could be noted or not.
pub(super) fn refused(house: &House, user: Option<UserId>, device: &Device) {
    let (now, told) = (house.now(), json!({ "address": [null, device.address] }));
    // A database that cannot be written to says so at every other door.
    let _ = house.db().write(|tx| {
        let since = [Value::id(UserId::default()), Value::Int(now.0 - STRANGERS)];
        if user.is_none() && tx.number(sql::STRANGERS, &since)? > 0 {
            return Ok(());
        }
        events::at_the_door(tx, now, user, "sign_in_refused", &told)
    });
}

/// The step before a session: it leads to one by a code.
pub(super) fn begin_step(tx: &mut Tx<'_>, user: UserId, now: Instant) -> Result<Entry> {
    let (step, expires_at) = (secret::token(), Instant(now.0 + STEP_LASTS));
    tx.run(sql::END_OLD_STEPS, &[now.0.into()])?;
    tx.run(sql::BEGIN_STEP, &[secret::digest(&step).into(), Value::id(user), expires_at.0.into()])?;
    Ok(Entry::CodeDue { step, expires_at })
}

/// Whether a step still awaits its code.
///
/// # Errors
/// [`Error::SignedOut`] where it does not.
pub fn code_due(house: &House, step: &str) -> Result<UserId> {
    let args = [secret::digest(step).into(), house.now().0.into(), true.into()];
    house.db().read(|tx| tx.first(sql::STEP, &args, |row| row.id()))?.ok_or(Error::SignedOut)
}

/// Opens the session that a step leads to, for the code of the authenticator or a recovery code.
///
/// # Errors
/// [`Error::SignedOut`] where the step has ended; `code-wrong`; `error-too-many` with the `seconds` to wait.
pub fn finish_sign_in(house: &House, step: &str, code: &str, device: &Device) -> Result<Opened> {
    let user = code_due(house, step)?;
    let proof = match second::proof(house, user, code) {
        Ok(proof) => proof,
        Err(Error::Refused(why)) => {
            if why.iter().any(|one| one.code == "code-wrong") {
                refused(house, Some(user), device);
            }
            return Err(Error::Refused(why));
        }
        Err(error) => return Err(error),
    };
    house.db().write(|tx| {
        let now = house.now();
        proof.spend(tx, user, now)?;
        if tx.run(sql::END_STEP, &[secret::digest(step).into()])? == 0 {
            return Err(Error::SignedOut);
        }
        open(tx, user, Method::TwoFactor, now, device)
    })
}
