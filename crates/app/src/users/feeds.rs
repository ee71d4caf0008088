//! The secret address of a user's calendar: shown once, kept as a hash, ended or made anew at will.

use super::{secret, sql};
use crate::events::{self, Cause};
use crate::{Ctx, Error, House, Result};
use db::{Tx, Value};
use domain::Instant;
use domain::kernel::id::UserId;
use domain::policy::Noun;
use serde_json::json;

/// When the user's feed was made; none where there is none.
///
/// # Errors
/// The database's own.
pub fn feed_made_at(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Option<Instant>> {
    let Some(user) = ctx.user else { return Ok(None) };
    Ok(tx.first(sql::FEED_MADE, &[Value::id(user)], |row| row.next())?.map(Instant))
}

/// Makes the user's feed, anew where there was one: the old address is good for nothing from now on. Answers the
/// secret, which is seen this once.
///
/// # Errors
/// [`Error::Forbidden`] at the console, which is nobody.
pub fn make_feed(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<String> {
    let user = ctx.user.ok_or(Error::Forbidden)?;
    let secret = secret::token();
    tx.run(sql::END_FEED, &[Value::id(user)])?;
    tx.run(sql::ADD_FEED, &[Value::id(user), secret::digest(&secret).into(), ctx.now.0.into()])?;
    events::append(tx, ctx, Cause::COMMAND, Noun::User, user, "changed", &json!({ "calendar_feed": [null, true] }))?;
    Ok(secret)
}

/// Ends the user's feed. Ending what is not there changes nothing.
///
/// # Errors
/// [`Error::Forbidden`] at the console.
pub fn end_feed(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<()> {
    let user = ctx.user.ok_or(Error::Forbidden)?;
    if tx.run(sql::END_FEED, &[Value::id(user)])? == 0 {
        return Ok(());
    }
    events::append(tx, ctx, Cause::COMMAND, Noun::User, user, "changed", &json!({ "calendar_feed": [true, null] }))
}

/// Whose calendar a secret opens.
///
/// # Errors
/// [`Error::NotFound`] where it is nobody's, or its user may not sign in any more.
pub fn feed_owner(house: &House, secret: &str) -> Result<UserId> {
    let args = [secret::digest(secret).into(), true.into()];
    house.db().read_once(|tx| tx.first(sql::FEED_OWNER, &args, |row| row.id()))?.ok_or(Error::NotFound)
}
