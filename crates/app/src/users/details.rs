//! What others say of a user, as an identity provider does: name, address, language. And what is forgotten with who is gone.

use super::{address, commands, second, sql};
use crate::events::{self, Cause};
use crate::{Ctx, Result};
use db::{Tx, Value};
use domain::kernel::id::UserId;
use domain::policy::Noun;
use serde_json::{Map, json};
use text::Lang;

/// Who a user is said to be.
#[derive(Clone, Copy, Debug)]
pub struct Details<'d> {
    /// Their name.
    pub name: &'d str,
    /// The address they sign in with.
    pub email: &'d str,
    /// Language of their pages; the one that stands where it is none of ours.
    pub language: Option<&'d str>,
}

/// Changes another's name, address and language. Where nothing differs, nothing is asked.
///
/// # Errors
/// [`crate::Error::Forbidden`]; an address that is none or taken; `refusal-name-empty`.
pub fn set_details(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId, details: &Details<'_>) -> Result<()> {
    let before = sql::get(tx, user)?;
    let (email, name) = (address(details.email), details.name.trim());
    let language = details.language.and_then(Lang::parse).map_or(before.language.clone(), |lang| lang.tag().to_owned());
    let mut changes = Map::new();
    for (field, was, is) in [("email", &*before.email, &*email), ("name", &*before.name, name)] {
        if was != is {
            changes.insert(field.to_owned(), json!([was, is]));
        }
    }
    if changes.is_empty() && language == before.language {
        return Ok(());
    }
    commands::editable(ctx, tx, user)?;
    // An address that stays is no other's.
    let new = if email == before.email { None } else { Some(email.as_str()) };
    commands::check(tx, new, name)?;
    tx.run(sql::SET_DETAILS, &[Value::id(user), email.into(), name.into(), language.into()])?;
    if changes.is_empty() {
        return Ok(());
    }
    events::append(tx, ctx, Cause::COMMAND, Noun::User, user, "changed", &changes.into())
}

/// Forgets what a user signed in with: password, second factor, who they are at the identity provider, and the address of
/// their calendar. Should the address be another person's one day, nothing that the first knows opens anything.
///
/// # Errors
/// [`crate::Error::Forbidden`]; [`crate::Error::NotFound`].
pub fn forget_sign_in(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId) -> Result<()> {
    second::reset_second_factor(ctx, tx, user)?;
    tx.run(sql::DROP_PASSWORD, &[Value::id(user)])?;
    tx.run(sql::DROP_SUBJECTS, &[Value::id(user)])?;
    tx.run(sql::END_FEED, &[Value::id(user)])?;
    events::append(tx, ctx, Cause::COMMAND, Noun::User, user, "changed", &json!({ "password": ["set", null] }))
}
