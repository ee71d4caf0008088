//! What the identity provider makes of users.

use super::resource::{self, ROLES_NOT_SHOWN};
use super::{Fault, Said, Stored, Wanted, patch as patches, sql};
use crate::events::{self, Cause};
use crate::users::{self, Details, NewUser};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Instant;
use domain::kernel::id::UserId;
use domain::policy::{Action, Grant, Noun};
use serde_json::{Map, Value as Json, json};

/// Makes a user of what was sent; who was deleted before comes back. They are the person of their address.
///
/// # Errors
/// What does not read or is wanting; a name or an address that another has.
pub fn create(ctx: &Ctx, tx: &mut Tx<'_>, sent: &Json) -> Result<Stored> {
    ctx.may(Action::Create, Noun::User)?;
    let wanted = resource::wanted(resource::read(sent)?, ctx.now)?;
    free(tx, &wanted, UserId::default())?;
    let email = wanted.email.trim().to_lowercase();
    let id = match sql::gone(tx, &email)? {
        Some(id) => {
            users::set_active(ctx, tx, id, true)?;
            id
        }
        None => {
            let new = NewUser {
                email,
                name: wanted.name.clone(),
                person: users::free_person_of(ctx, tx, &wanted.email)?,
                language: ctx.company.language.clone(),
                ..NewUser::default()
            };
            users::add(ctx, tx, &new)?
        }
    };
    sql::save(tx, id, &wanted.said)?;
    told(ctx, tx, id, None, &wanted.said)?;
    let made = sql::one(tx, id)?;
    settle(ctx, tx, &made, &wanted)?;
    sql::one(tx, id)
}

/// Makes of a user what was sent. What is left out of their rights, and whether they may sign in, stays as it is.
/// `version`, where given, is the one it was read at.
///
/// # Errors
/// As [`create`]; [`Error::Conflict`]; [`Error::NotFound`]; [`Error::Forbidden`] where an owner would change.
pub fn replace(ctx: &Ctx, tx: &mut Tx<'_>, id: UserId, version: Option<i64>, sent: &Json) -> Result<Stored> {
    let stored = editable(ctx, tx, id, version)?;
    let wanted = resource::wanted(resource::read(sent)?, ctx.now)?;
    changed(ctx, tx, &stored, &wanted)
}

/// Changes of a user what a patch says.
///
/// # Errors
/// As [`replace`]; a patch that does not read or names nothing.
pub fn patch(ctx: &Ctx, tx: &mut Tx<'_>, id: UserId, version: Option<i64>, sent: &Json) -> Result<Stored> {
    let stored = editable(ctx, tx, id, version)?;
    let Json::Object(before) = resource::resource(&stored, "") else { return Err(Fault::syntax("{}").into()) };
    let after = Json::Object(patches::patched(&before, sent)?);
    let wanted = resource::wanted(resource::read(&after)?, ctx.now)?;
    changed(ctx, tx, &stored, &wanted)
}

/// Shuts a user out for good: they are shown to the provider no more, and what they signed in with and what they were
/// granted is forgotten. They and all they did are kept.
///
/// # Errors
/// [`Error::Conflict`]; [`Error::NotFound`]; [`Error::Forbidden`] of an owner.
pub fn delete(ctx: &Ctx, tx: &mut Tx<'_>, id: UserId, version: Option<i64>) -> Result<()> {
    let stored = editable(ctx, tx, id, version)?;
    users::set_grants(ctx, tx, id, &[])?;
    users::set_active(ctx, tx, id, false)?;
    users::forget_sign_in(ctx, tx, id)?;
    if stored.said.is_none() {
        let wanted = resource::wanted(resource::read(&resource::resource(&stored, ""))?, ctx.now)?;
        sql::save(tx, id, &wanted.said)?;
    }
    sql::delete(tx, id, ctx.now)
}

fn editable(ctx: &Ctx, tx: &mut Tx<'_>, id: UserId, version: Option<i64>) -> Result<Stored> {
    ctx.may(Action::Edit, Noun::User)?;
    let stored = sql::one(tx, id)?;
    if version.is_some_and(|version| version != stored.version) {
        return Err(Error::Conflict { version: stored.version, fields: Vec::new() });
    }
    Ok(stored)
}

/// That no other user has the name.
fn free(tx: &mut Tx<'_>, wanted: &Wanted, but: UserId) -> Result<()> {
    let name = &wanted.said.user_name;
    if sql::is_named(tx, &name.to_lowercase(), but)? { Err(Fault::taken(name).into()) } else { Ok(()) }
}

fn changed(ctx: &Ctx, tx: &mut Tx<'_>, stored: &Stored, wanted: &Wanted) -> Result<Stored> {
    free(tx, wanted, stored.id)?;
    if !is_same(stored, &wanted.said) {
        sql::save(tx, stored.id, &wanted.said)?;
        told(ctx, tx, stored.id, stored.said.as_ref(), &wanted.said)?;
    }
    settle(ctx, tx, stored, wanted)?;
    sql::one(tx, stored.id)
}

/// Whether nothing new was said: not even of a user of whom nothing was said before.
fn is_same(stored: &Stored, said: &Said) -> bool {
    let before = match &stored.said {
        Some(before) => Said { changed_at: said.changed_at, ..before.clone() },
        None => {
            match resource::read(&resource::resource(stored, "")).and_then(|read| resource::wanted(read, Instant(0))) {
                Ok(wanted) => Said { changed_at: said.changed_at, ..wanted.said },
                Err(_) => return false,
            }
        }
    };
    before == *said
}

/// Brings what `users` holds to what is wanted. An owner of whom nothing would change is left alone.
fn settle(ctx: &Ctx, tx: &mut Tx<'_>, stored: &Stored, wanted: &Wanted) -> Result<()> {
    let details = Details { name: &wanted.name, email: &wanted.email, language: wanted.language.as_deref() };
    users::set_details(ctx, tx, stored.id, &details)?;
    if let Some(roles) = &wanted.roles {
        let own = stored.grants.iter().filter(|grant| ROLES_NOT_SHOWN.contains(grant));
        let grants: Vec<Grant> = own.chain(roles).copied().collect();
        let is_same = |one: &[Grant], other: &[Grant]| one.iter().all(|grant| other.contains(grant));
        if !is_same(&grants, &stored.grants) || !is_same(&stored.grants, &grants) {
            users::set_grants(ctx, tx, stored.id, &grants)?;
        }
    }
    match wanted.active {
        Some(active) if active != stored.is_active => users::set_active(ctx, tx, stored.id, active),
        _ => Ok(()),
    }
}

/// Notes what was said that stands nowhere else.
fn told(ctx: &Ctx, tx: &mut Tx<'_>, id: UserId, before: Option<&Said>, after: &Said) -> Result<()> {
    let flat = |said: &Said| {
        let mut all = Map::from_iter([("user_name".to_owned(), json!(said.user_name))]);
        if let Some(external) = &said.external_id {
            all.insert("external_id".to_owned(), json!(external));
        }
        all.extend(said.attributes.iter().map(|(name, value)| (name.clone(), json!(plain(value)))));
        all
    };
    let changes = events::differences(before.map(flat).as_ref(), &flat(after))?;
    if changes.as_object().is_some_and(Map::is_empty) {
        return Ok(());
    }
    events::append(tx, ctx, Cause::COMMAND, Noun::User, id, "changed", &changes)
}

/// A value as one text.
fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        Json::Object(map) => {
            map.get("value").map_or_else(|| map.values().filter_map(Json::as_str).collect::<Vec<_>>().join(" "), plain)
        }
        other => other.to_string(),
    }
}
