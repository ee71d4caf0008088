//! Writes of programs that may be sent twice: the first answer is kept a day and given again.
//!
//! A key belongs to a user and to the secret they called with (their token, their session). Answers show secrets of their own,
//! new tokens and those of webhooks, so what is kept is sealed with that secret, which is stored nowhere: whoever has the
//! database alone reads no answer. A key is claimed before the work, so that two at once do it once; a claim whose
//! work never ended (the machine stopped) is free again after a few minutes.

use crate::outside::Keyring;
use crate::{House, Result};
use db::{Kind, Tx, Value};
use domain::kernel::id::UserId;
use sha2::{Digest, Sha256};

const DAY: i64 = 24 * 60 * 60 * 1000;
/// How long a claim without an answer holds.
const CLAIM: i64 = 5 * 60 * 1000;

const SWEEP: &str = "delete from idempotency_keys where at < $1 or (status = 0 and at < $2)";
const KEPT: &str = "select request_hash, status, answer from idempotency_keys where user_id = $1 and key = $2";
const CLAIM_KEY: &str =
    "insert into idempotency_keys (user_id, key, request_hash, status, answer, at) values ($1, $2, $3, 0, '', $4)";
const KEEP: &str = "update idempotency_keys set status = $3, answer = $4 where user_id = $1 and key = $2";
const RELEASE: &str = "delete from idempotency_keys where user_id = $1 and key = $2 and status = 0";

/// What is known of a key.
#[derive(Debug, PartialEq, Eq)]
pub enum Claim {
    /// Nothing: it is claimed now, do the work.
    Ours,
    /// The work was done: the status and body that were answered.
    Done(u16, String),
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
        if let Some(kept) = kept(tx, user, key, &hash)? {
            return Ok(Some(kept));
        }
        tx.run(CLAIM_KEY, &[Value::id(user), key.into(), hash.clone().into(), now.into()])?;
        Ok(None)
    });
    match claimed {
        Ok(Some(Claim::Done(status, sealed))) => {
            Ok(Claim::Done(status, Keyring::from_secret(secret).open(user.0, &sealed)?))
        }
        Ok(known) => Ok(known.unwrap_or(Claim::Ours)),
        Err(error) if error.kind() == Kind::Unique => Ok(Claim::Running),
        Err(error) => Err(error.into()),
    }
}

fn kept(tx: &mut Tx<'_>, user: UserId, key: &str, hash: &[u8]) -> std::result::Result<Option<Claim>, db::Error> {
    tx.first(KEPT, &[Value::id(user), key.into()], |row| {
        let (kept, status, answer) = (row.next::<Vec<u8>>()?, row.next::<i64>()?, row.next::<String>()?);
        Ok(match u16::try_from(status) {
            _ if kept != hash => Claim::Other,
            Ok(0) | Err(_) => Claim::Running,
            Ok(status) => Claim::Done(status, answer),
        })
    })
}

/// Keeps the answer of a claimed key, sealed with the secret that the request came with.
///
/// # Errors
/// The database's own.
pub fn keep(house: &House, user: UserId, key: &str, answer: (u16, &str), secret: &str) -> Result<()> {
    let (status, text) = answer;
    let sealed = Keyring::from_secret(secret).seal(user.0, text)?;
    let args = [Value::id(user), key.into(), Value::Int(status.into()), sealed.into()];
    house.db().write(|tx| tx.run(KEEP, &args))?;
    Ok(())
}

/// Gives a claimed key back: the work failed by no fault of the request, so it may be tried again.
///
/// # Errors
/// The database's own.
pub fn release(house: &House, user: UserId, key: &str) -> Result<()> {
    house.db().write(|tx| tx.run(RELEASE, &[Value::id(user), key.into()]))?;
    Ok(())
}
