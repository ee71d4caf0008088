//! The secret by which the identity provider comes in: made by an owner, shown once, kept as a hash. After a new one was
//! made, the one before is good for another day, so that nothing is refused while it is carried over.

use super::sql;
use crate::events::{self, Cause};
use crate::users::{random_token, token_digest};
use crate::{Ctx, Error, House, Result};
use db::Tx;
use domain::Instant;
use domain::policy::{Action, Noun};
use serde::Serialize;
use serde_json::json;

/// What the secret begins with, so that one lost in a text is known for what it is.
const MARK: &str = "bws_";
/// How long the secret before is good.
pub const OVERLAP_HOURS: i64 = 24;
const HOUR: i64 = 60 * 60 * 1000;
/// How exactly the last use is noted.
const USED_EVERY: i64 = 5 * 60 * 1000;

/// How the identity provider comes in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Access {
    /// When the secret was made.
    pub made_at: Instant,
    /// When it was used last, to five minutes.
    pub used_at: Option<Instant>,
    /// Until when the one before is good.
    pub before_until: Option<Instant>,
}

/// How the identity provider comes in; none where it does not.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn access(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Option<Access>> {
    ctx.may(Action::See, Noun::Company)?;
    Ok(tx.first(sql::ACCESS, &[], |row| {
        let (made_at, used_at) = (Instant(row.next()?), row.next::<Option<i64>>()?.map(Instant));
        let before_until = row.next::<Option<i64>>()?.map(Instant).filter(|until| *until > ctx.now);
        Ok(Access { made_at, used_at, before_until })
    })?)
}

/// Makes a secret, and another where there is one. Answers it, which is seen this once.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn rotate(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<String> {
    ctx.may(Action::Edit, Noun::Company)?;
    let secret = format!("{MARK}{}", random_token());
    let until = ctx.now.0 + OVERLAP_HOURS * HOUR;
    tx.run(sql::MAKE, &[token_digest(&secret).into(), ctx.now.0.into(), until.into()])?;
    told(ctx, tx, &json!({ "scim_secret": [null, "made"] }))?;
    Ok(secret)
}

/// Lets the identity provider in no more, at once. Ending what is not there changes nothing.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn end(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<()> {
    ctx.may(Action::Edit, Noun::Company)?;
    if tx.run(sql::END, &[])? == 0 { Ok(()) } else { told(ctx, tx, &json!({ "scim_secret": ["made", null] })) }
}

/// Lets in who has the secret; notes that it was used.
///
/// # Errors
/// [`Error::SignedOut`] for any other.
pub fn let_in(house: &House, secret: &str) -> Result<()> {
    if !secret.starts_with(MARK) {
        return Err(Error::SignedOut);
    }
    let now = house.now().0;
    let args = [token_digest(secret).into(), now.into()];
    let used = house.db().read_once(|tx| tx.first(sql::BY_SECRET, &args, |row| row.next::<Option<i64>>()))?;
    if used.ok_or(Error::SignedOut)?.is_none_or(|used| now >= used + USED_EVERY) {
        house.db().write(|tx| tx.run(sql::USED, &[now.into()]))?;
    }
    Ok(())
}

fn told(ctx: &Ctx, tx: &mut Tx<'_>, changes: &serde_json::Value) -> Result<()> {
    events::append(tx, ctx, Cause::COMMAND, Noun::Setting, ctx.user.unwrap_or_default(), "changed", changes)
}
