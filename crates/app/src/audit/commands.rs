//! Entries for what changes no record: data that was taken away, and what was refused.

use crate::ctx::Who;
use crate::events::{self, Cause};
use crate::{Ctx, House, Result};
use db::Tx;
use domain::kernel::id::UserId;
use domain::policy::Noun;
use serde_json::{Value as Json, json};

/// Notes that the user took a list away as a file: which, as it was asked for, and as what.
///
/// # Errors
/// The database's own.
pub fn took(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, asked: &str, format: &str) -> Result<()> {
    let by = ctx.user.unwrap_or_default();
    let told = json!({ "list": [null, noun.key()], "asked": [null, asked], "format": [null, format] });
    events::append(tx, ctx, Cause::COMMAND, Noun::User, by, "list_exported", &told)
}

/// Notes that the user asked for something they may not have.
///
/// # Errors
/// The database's own.
pub fn refused(house: &House, user: UserId, path: &str) -> Result<()> {
    let told: Json = json!({ "path": [null, path] });
    house.write(Who::User(user), |ctx, tx| events::append(tx, ctx, Cause::COMMAND, Noun::User, user, "refused", &told))
}
