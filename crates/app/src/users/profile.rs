//! What users change of themselves: name, language, theme, password.

use super::{password, secret, sessions, sql, tries};
use crate::ctx::Who;
use crate::events::{self, Cause};
use crate::{Ctx, Error, House, Result};
use db::{Tx, Value};
use domain::Refusal;
use domain::kernel::id::UserId;
use domain::kernel::length;
use domain::policy::Noun;
use serde_json::json;
use text::Lang;

/// How a user wants to be named and shown the product.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Name.
    pub name: String,
    /// `en`, `nb`, `zh-Hans`.
    pub language: String,
    /// `light`, `dark`, `system`.
    pub theme: String,
}

/// Saves the user's own profile. A language or theme we do not have leaves the one that stands.
///
/// # Errors
/// `refusal-name-empty`; `refusal-name-long`; [`Error::Forbidden`] at the console.
pub fn save_profile(ctx: &Ctx, tx: &mut Tx<'_>, profile: &Profile) -> Result<()> {
    let user = ctx.user.ok_or(Error::Forbidden)?;
    let name = profile.name.trim();
    length::named(name, "name")?;
    let language = Lang::parse(&profile.language).map_or_else(|| ctx.language.clone(), |lang| lang.tag().to_owned());
    let known = ["light", "dark", "system"].contains(&profile.theme.as_str());
    let theme = if known { profile.theme.as_str() } else { ctx.theme.as_str() };
    tx.run(sql::SET_PROFILE, &[Value::id(user), name.into(), language.into(), theme.into()])?;
    if name != ctx.name {
        let told = json!({ "name": [ctx.name, name] });
        events::append(tx, ctx, Cause::COMMAND, Noun::User, user, "changed", &told)?;
    }
    Ok(())
}

/// Changes the user's own password; every session but the one of `keep` ends. Tries at the old one are counted.
///
/// # Errors
/// `password-not-yours`; what is wrong with the new one; `error-too-many`.
pub fn change_password(house: &House, user: UserId, old: &str, new: &str, keep: Option<&str>) -> Result<()> {
    let (door, now) = (secret::digest(&format!("password of {user}")), house.now());
    house.db().write(|tx| tries::count(tx, &door, tries::FREE, now))?;
    let read = |row: &db::Row<'_>| Ok((row.next::<Option<String>>()?, row.next::<String>()?, row.next::<String>()?));
    let found = house.db().read(|tx| tx.first(sql::PASSWORD_OF, &[Value::id(user), true.into()], read))?;
    let (stored, email, name) = found.ok_or(Error::SignedOut)?;
    if !secret::is_password(old, stored.as_deref())? {
        return Err(Refusal::new("password-not-yours").at("old").into());
    }
    let faults = password::faults_in(house, new, &email, &name)?;
    if !faults.is_empty() {
        return Err(Error::Refused(faults));
    }
    let hash = secret::hash_password(new)?;
    house.write(Who::User(user), |ctx, tx| {
        tries::forgive(tx, &door)?;
        tx.run(sql::SET_PASSWORD, &[Value::id(user), hash.into()])?;
        sessions::close_others(tx, user, keep)?;
        let told = json!({ "password": [null, "changed"] });
        events::append(tx, ctx, Cause::COMMAND, Noun::User, user, "changed", &told)
    })
}
