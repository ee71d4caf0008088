//! Signing in and out.
//!
//! A try is counted before the password is compared, so that many at once are not free. From the fifth on
//! each wrong one closes the address for a time that doubles, up to a quarter of an hour. Addresses that
//! belong to nobody are treated alike, in answer and in time. A session ends after a week unused or thirty
//! days; signing in always opens a new one and closes the one that was there.

use super::{address, secret, sql};
use crate::{Ctx, Error, House, Result};
use db::{Tx, Value};
use domain::kernel::id::UserId;
use domain::{Instant, Refusal};

/// Tries before an address is closed for a time.
const FREE_TRIES: i64 = 5;
/// The longest an address stays closed, in seconds.
const LONGEST_BLOCK: i64 = 15 * 60;
const MINUTE: i64 = 60 * 1000;
const DAY: i64 = 24 * 60 * MINUTE;
const IDLE: i64 = 7 * DAY;
const ABSOLUTE: i64 = 30 * DAY;
/// How exactly the last use of a session is noted.
const SEEN_EVERY: i64 = 5 * MINUTE;

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
}

/// Opens a session for the right password. `replaces` is the token of the session the browser had.
///
/// # Errors
/// `sign-in-wrong`; `sign-in-disabled` (for the right password only); `error-too-many` with the `seconds` to wait.
pub fn sign_in(house: &House, email: &str, password: &str, replaces: Option<&str>) -> Result<Opened> {
    let email = address(email);
    let key = secret::digest(&email);
    let now = house.now();
    house.db().write(|tx| count_try(tx, &key, now))?;
    let found = house.db().read(|tx| {
        let row = |row: &db::Row<'_>| Ok((row.id::<UserId>()?, row.next::<Option<String>>()?, row.next::<bool>()?));
        tx.first(sql::BY_EMAIL, &[email.as_str().into()], row)
    })?;
    let stored = found.as_ref().and_then(|(_, hash, _)| hash.as_deref());
    let right = secret::is_password(password, stored)?;
    match found {
        Some((user, _, true)) if right => house.db().write(|tx| open(tx, user, &key, now, replaces)),
        Some((_, _, false)) if right => Err(Refusal::new("sign-in-disabled").into()),
        _ => Err(Refusal::new("sign-in-wrong").into()),
    }
}

fn count_try(tx: &mut Tx<'_>, key: &[u8], now: Instant) -> Result<()> {
    tx.run(sql::FORGET_OLD, &[Value::Int(now.0 - DAY)])?;
    tx.run(sql::TRY, &[key.to_vec().into(), now.0.into()])?;
    let read = |row: &db::Row<'_>| Ok((row.next::<i64>()?, row.next::<i64>()?));
    let (failures, blocked_until) = tx.first(sql::TRIED, &[key.to_vec().into()], read)?.unwrap_or_default();
    if blocked_until > now.0 {
        let seconds = (blocked_until - now.0 + 999) / 1000;
        return Err(Refusal::new("error-too-many").with("seconds", seconds).into());
    }
    let until = now.0 + block_seconds(failures) * 1000;
    tx.run(sql::BLOCK, &[key.to_vec().into(), failures.into(), until.into(), now.0.into()])?;
    Ok(())
}

/// How long an address stays closed after so many wrong passwords.
fn block_seconds(failures: i64) -> i64 {
    match failures - FREE_TRIES {
        ..0 => 0,
        over => {
            1_i64.checked_shl(u32::try_from(over.min(30)).unwrap_or(30)).map_or(LONGEST_BLOCK, |s| s.min(LONGEST_BLOCK))
        }
    }
}

fn open(tx: &mut Tx<'_>, user: UserId, key: &[u8], now: Instant, replaces: Option<&str>) -> Result<Opened> {
    tx.run(sql::FORGIVE, &[key.to_vec().into()])?;
    tx.run(sql::CLOSE_OLD, &[Value::id(user), now.0.into(), Value::Int(now.0 - IDLE)])?;
    if let Some(old) = replaces {
        tx.run(sql::CLOSE, &[secret::digest(old).into()])?;
    }
    let opened = Opened { token: secret::token(), user, csrf: secret::token(), expires_at: Instant(now.0 + ABSOLUTE) };
    let hash = secret::digest(&opened.token);
    tx.run(
        sql::OPEN,
        &[hash.into(), Value::id(user), opened.csrf.as_str().into(), now.0.into(), opened.expires_at.0.into()],
    )?;
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
        let session = Session { user: row.id()?, csrf: row.next()?, language: row.next()?, theme: row.next()? };
        Ok((session, row.next::<i64>()?, row.next::<i64>()?))
    };
    let found = house.db().read_once(|tx| tx.first(sql::SESSION, &[hash.clone().into(), true.into()], read))?;
    let (session, seen_at, expires_at) = found.ok_or(Error::SignedOut)?;
    if now >= expires_at || now >= seen_at + IDLE {
        return Err(Error::SignedOut);
    }
    if now >= seen_at + SEEN_EVERY {
        house.db().write(|tx| tx.run(sql::SEEN, &[hash.into(), now.into()]))?;
    }
    Ok(session)
}

/// Ends the session of a cookie's token.
///
/// # Errors
/// The database's own.
pub fn sign_out(house: &House, token: &str) -> Result<()> {
    house.db().write(|tx| tx.run(sql::CLOSE, &[secret::digest(token).into()]))?;
    Ok(())
}

/// Ends every session of the user, on every device.
///
/// # Errors
/// [`Error::Forbidden`] at the console, which has none.
pub fn sign_out_everywhere(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<()> {
    let user = ctx.user.ok_or(Error::Forbidden)?;
    tx.run(sql::CLOSE_ALL, &[Value::id(user)])?;
    Ok(())
}

/// Ends sessions but the one of `keep`.
pub(super) fn close_others(tx: &mut Tx<'_>, user: UserId, keep: Option<&str>) -> Result<()> {
    match keep {
        Some(token) => tx.run(sql::CLOSE_OTHERS, &[Value::id(user), secret::digest(token).into()])?,
        None => tx.run(sql::CLOSE_ALL, &[Value::id(user)])?,
    };
    Ok(())
}

/// How many sessions of a user are open.
pub(super) fn open_count(tx: &mut Tx<'_>, user: UserId, now: Instant) -> Result<i64> {
    Ok(tx.number(sql::SESSIONS, &[Value::id(user), now.0.into(), Value::Int(now.0 - IDLE)])?)
}

#[cfg(test)]
mod tests {
    use super::block_seconds;

    #[test]
    fn the_wait_doubles_up_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (0..=20).map(block_seconds).collect();
        assert_eq!(waits[..8], [0, 0, 0, 0, 0, 1, 2, 4]);
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!((waits[20], block_seconds(i64::MAX)), (900, 900));
    }
}
