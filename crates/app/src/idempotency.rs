//! Writes of programs that may be sent twice: the first answer is kept a day and given again.
//!
//! A key belongs to a user and to the secret they called with (their token, their session). Answers show secrets of their own,
//! new tokens and those of webhooks, so what is kept is sealed with that secret, which is stored nowhere: whoever has the
//! database alone reads no answer.
//!
//! A key is claimed before the work, so that two at once do it once. The work notes in its own transaction that it was done
//! under the claim ([`under`]), so that a server which stops before the answer is kept never does it twice: the claim of work
//! that was never committed is free again after a few minutes, that of work that was is told as done, without its answer.
//! Work whose claim was taken over meanwhile does not commit.

use crate::outside::Keyring;
use crate::{Error, House, Result};
use db::{Kind, Tx, Value};
use domain::kernel::id::UserId;
use sha2::{Digest, Sha256};
use std::cell::RefCell;

const DAY: i64 = 24 * 60 * 60 * 1000;
/// How long a claim without an answer holds.
const CLAIM: i64 = 5 * 60 * 1000;

/// The status of a claim whose work was committed and whose answer was not kept yet.
const WORKED: i64 = 1;

const SWEEP: &str = "delete from idempotency_keys where at < $1 or (status = 0 and at < $2)";
const KEPT: &str = "select request_hash, status, answer, at from idempotency_keys where user_id = $1 and key = $2";
const CLAIM_KEY: &str =
    "insert into idempotency_keys (user_id, key, request_hash, status, answer, at) values ($1, $2, $3, 0, '', $4)";
const WORK: &str =
    "update idempotency_keys set status = 1 where user_id = $1 and key = $2 and at = $3 and status in (0, 1)";
const KEEP: &str = "update idempotency_keys set status = $4, answer = $5 where user_id = $1 and key = $2 and at = $3";
const RELEASE: &str = "delete from idempotency_keys where user_id = $1 and key = $2 and at = $3 and status = 0";

/// A claim that a request has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    user: UserId,
    key: String,
    /// When it was claimed: whoever claims the key after it was free again has another.
    at: i64,
}

/// What is known of a key.
#[derive(Debug, PartialEq, Eq)]
pub enum Claim {
    /// Nothing: it is claimed now, do the work under it.
    Ours(Claimed),
    /// The work was done: the status and body that were answered.
    Done(u16, String),
    /// The work was done, or part of it, and the server stopped before its answer was kept.
    Unanswered,
    /// The work is being done this moment.
    Running,
    /// The key was used for another request.
    Other,
}

/// Claims a key for a request, which is known by the hash of its bytes and of the secret it came with.
///
/// # Errors
/// The database's own.
pub fn claim(house: &House, user: UserId, key: &str, request: &[u8], secret: &str) -> Result<Claim> {
    let hash = Sha256::new().chain_update(secret).chain_update([0]).chain_update(request).finalize().to_vec();
    let now = house.now().0;
    let claimed = house.db().write(|tx| -> std::result::Result<Option<Claim>, db::Error> {
        tx.run(SWEEP, &[Value::Int(now - DAY), Value::Int(now - CLAIM)])?;
        if let Some(kept) = kept(tx, user, key, &hash, now)? {
            return Ok(Some(kept));
        }
        tx.run(CLAIM_KEY, &[Value::id(user), key.into(), hash.clone().into(), now.into()])?;
        Ok(None)
    });
    match claimed {
        Ok(Some(Claim::Done(status, sealed))) => {
            Ok(Claim::Done(status, Keyring::from_secret(secret).open(user.0, &sealed)?))
        }
        Ok(known) => Ok(known.unwrap_or_else(|| Claim::Ours(Claimed { user, key: key.to_owned(), at: now }))),
        Err(error) if error.kind() == Kind::Unique => Ok(Claim::Running),
        Err(error) => Err(error.into()),
    }
}

fn kept(
    tx: &mut Tx<'_>,
    user: UserId,
    key: &str,
    hash: &[u8],
    now: i64,
) -> std::result::Result<Option<Claim>, db::Error> {
    tx.first(KEPT, &[Value::id(user), key.into()], |row| {
        let (kept, status, answer) = (row.next::<Vec<u8>>()?, row.next::<i64>()?, row.next::<String>()?);
        let is_old = row.next::<i64>()? < now - CLAIM;
        Ok(match u16::try_from(status) {
            _ if kept != hash => Claim::Other,
            _ if status == WORKED && is_old => Claim::Unanswered,
            _ if status == WORKED => Claim::Running,
            Ok(0) | Err(_) => Claim::Running,
            Ok(status) => Claim::Done(status, answer),
        })
    })
}

thread_local! {
    static CLAIMED: RefCell<Option<Claimed>> = const { RefCell::new(None) };
}

/// Runs the closure under a claim: whatever it writes as someone ([`House::write`]) is committed together with the note that
/// it was done.
pub fn under<T>(claimed: Option<Claimed>, work: impl FnOnce() -> T) -> T {
    struct Before(Option<Claimed>);
    impl Drop for Before {
        fn drop(&mut self) {
            CLAIMED.set(self.0.take());
        }
    }
    let _before = Before(CLAIMED.replace(claimed));
    work()
}

/// Notes the work of this thread's claim, where it has one.
pub(crate) fn worked(tx: &mut Tx<'_>) -> Result<()> {
    let claimed = CLAIMED.with_borrow(Option::clone);
    claimed.map_or(Ok(()), |claimed| note(tx, &claimed))
}

/// Notes in the transaction of the work that it was done under a claim.
///
/// # Errors
/// [`Error::Busy`] where another has the claim by now: then this work is not to be.
pub fn note(tx: &mut Tx<'_>, claimed: &Claimed) -> Result<()> {
    let noted = tx.run(WORK, &[Value::id(claimed.user), claimed.key.as_str().into(), claimed.at.into()])?;
    if noted == 1 { Ok(()) } else { Err(Error::Busy) }
}

/// Keeps the answer of a claimed key, sealed with the secret that the request came with.
///
/// # Errors
/// The database's own.
pub fn keep(house: &House, claimed: &Claimed, answer: (u16, &str), secret: &str) -> Result<()> {
    let (status, text) = answer;
    let Claimed { user, key, at } = claimed;
    let sealed = Keyring::from_secret(secret).seal(user.0, text)?;
    let args = [Value::id(*user), key.as_str().into(), (*at).into(), Value::Int(status.into()), sealed.into()];
    house.db().write(|tx| tx.run(KEEP, &args))?;
    Ok(())
}

/// Gives a claimed key back: nothing was done, by no fault of the request, so it may be tried again. One under which
/// something was done stays.
///
/// # Errors
/// The database's own.
pub fn release(house: &House, claimed: &Claimed) -> Result<()> {
    let args = [Value::id(claimed.user), claimed.key.as_str().into(), claimed.at.into()];
    house.db().write(|tx| tx.run(RELEASE, &args))?;
    Ok(())
}
