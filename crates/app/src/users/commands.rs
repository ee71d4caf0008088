//! Users made, granted, linked to people, disabled.

use super::links::{self, HandOver, LinkKind};
use super::{User, address, sessions, sql, words};
use crate::ctx::new_id;
use crate::events::{self, Cause};
use crate::{Ctx, Error, Result};
use db::{Tx, Value};
use domain::kernel::id::{PersonId, UserId};
use domain::kernel::length;
use domain::policy::{Action, Grant, Noun};
use domain::{Instant, Refusal};
use serde_json::json;

/// A user in the making.
#[derive(Clone, Debug, Default)]
pub struct NewUser {
    /// Their address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The person they are.
    pub person: Option<PersonId>,
    /// What they are granted.
    pub grants: Vec<Grant>,
    /// By [`super::hash_password`]; none where a link will set it.
    pub password_hash: Option<String>,
    /// Language of their pages.
    pub language: String,
}

/// Someone to be invited.
#[derive(Clone, Debug, Default)]
pub struct Invitation {
    /// Their address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The person they are.
    pub person: Option<PersonId>,
    /// What they are granted.
    pub grants: Vec<Grant>,
}

/// Every user, by name.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn list(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<User>> {
    ctx.may(Action::See, Noun::User)?;
    sql::list(tx)
}

/// One user; oneself always.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`].
pub fn get(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId) -> Result<User> {
    if ctx.user != Some(user) {
        ctx.may(Action::See, Noun::User)?;
    }
    sql::get(tx, user)
}

/// The first user of a company being founded: its owner. Events need a company, so this writes none; the
/// founding's own event tells.
///
/// # Errors
/// An address or name that does not hold.
pub fn create_owner(tx: &mut Tx<'_>, now: Instant, name: &str, email: &str, password_hash: &str) -> Result<UserId> {
    let user = NewUser {
        email: email.to_owned(),
        name: name.to_owned(),
        grants: vec![Grant::Owner],
        password_hash: Some(password_hash.to_owned()),
        language: "en".to_owned(),
        ..NewUser::default()
    };
    insert(tx, now, &user)
}

/// Makes a user who can sign in at once where a password is given.
///
/// # Errors
/// [`Error::Forbidden`]; an address that is none or taken; a person who has a user.
pub fn add(ctx: &Ctx, tx: &mut Tx<'_>, user: &NewUser) -> Result<UserId> {
    ctx.may(Action::Create, Noun::User)?;
    may_grant(ctx, &user.grants)?;
    if let Some(person) = user.person {
        free_person(tx, person, UserId::default())?;
    }
    let id = insert(tx, ctx.now, user)?;
    let told = json!({
        "email": [null, address(&user.email)], "name": [null, user.name.trim()],
        "person": [null, user.person], "grants": [null, words(&user.grants)],
    });
    events::append(tx, ctx, Cause::COMMAND, Noun::User, id, "created", &told)?;
    Ok(id)
}

/// Makes a user without a password, and the link that sets it.
///
/// # Errors
/// As [`add`].
pub fn invite(ctx: &Ctx, tx: &mut Tx<'_>, invitation: &Invitation) -> Result<(UserId, HandOver)> {
    let Invitation { email, name, person, grants } = invitation.clone();
    let user = NewUser { email, name, person, grants, password_hash: None, language: ctx.company.language.clone() };
    let id = add(ctx, tx, &user)?;
    Ok((id, links::make(ctx, tx, id, LinkKind::Invite)?))
}

/// Gives exactly these grants.
///
/// # Errors
/// [`Error::Forbidden`] where an owner is touched by another; `refusal-last-owner`.
pub fn set_grants(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId, grants: &[Grant]) -> Result<()> {
    let before = editable(ctx, tx, user)?;
    let new: Vec<Grant> = grants.iter().copied().filter(|g| !before.grants.contains(g)).collect();
    may_grant(ctx, &new)?;
    if before.grants.contains(&Grant::Owner) && !grants.contains(&Grant::Owner) {
        another_owner(tx, user)?;
    }
    let (old, new) = (words(&before.grants), words(grants));
    if old == new {
        return Ok(());
    }
    tx.run(sql::SET_GRANTS, &[Value::id(user), new.as_str().into()])?;
    changed(ctx, tx, user, &json!({ "grants": [old, new] }))
}

/// Says which person a user is; their positions then decide what they see.
///
/// # Errors
/// [`Error::Forbidden`]; `refusal-person-unknown`; `refusal-person-has-user`.
pub fn link_person(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId, person: Option<PersonId>) -> Result<()> {
    let before = editable(ctx, tx, user)?;
    if before.person == person {
        return Ok(());
    }
    if let Some(person) = person {
        free_person(tx, person, user)?;
    }
    tx.run(sql::SET_PERSON, &[Value::id(user), Value::opt_id(person)])?;
    changed(ctx, tx, user, &json!({ "person": [before.person, person] }))
}

/// Lets a user sign in again, or no more: their sessions end and their tokens are revoked.
///
/// # Errors
/// [`Error::Forbidden`]; `refusal-last-owner`.
pub fn set_active(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId, active: bool) -> Result<()> {
    let before = editable(ctx, tx, user)?;
    let was = before.state != super::UserState::Disabled;
    if was == active {
        return Ok(());
    }
    if !active {
        if before.grants.contains(&Grant::Owner) {
            another_owner(tx, user)?;
        }
        sessions::close_others(tx, user, None)?;
        tx.run(sql::REVOKE_ALL, &[Value::id(user), ctx.now.0.into()])?;
        tx.run(sql::SPEND_LINKS, &[Value::id(user), ctx.now.0.into()])?;
    }
    tx.run(sql::SET_ACTIVE, &[Value::id(user), active.into()])?;
    changed(ctx, tx, user, &json!({ "is_active": [was, active] }))
}

/// A user whom this one may change: owners are changed by owners alone.
pub(super) fn editable(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId) -> Result<User> {
    ctx.may(Action::Edit, Noun::User)?;
    let found = sql::get(tx, user)?;
    may_grant(ctx, &found.grants)?;
    Ok(found)
}

/// Only an owner makes an owner.
fn may_grant(ctx: &Ctx, grants: &[Grant]) -> Result<()> {
    let is_raise = grants.contains(&Grant::Owner) && !ctx.grants.contains(&Grant::Owner);
    if is_raise { Err(Error::Forbidden) } else { Ok(()) }
}

fn another_owner(tx: &mut Tx<'_>, but: UserId) -> Result<()> {
    tx.run(sql::HOLD_OWNERS, &[true.into()])?;
    match tx.number(sql::OWNERS, &[true.into(), Value::id(but)])? {
        0 => Err(Refusal::new("refusal-last-owner").at("grants").into()),
        _ => Ok(()),
    }
}

fn free_person(tx: &mut Tx<'_>, person: PersonId, user: UserId) -> Result<()> {
    if tx.number(sql::PERSON_KNOWN, &[Value::id(person)])? == 0 {
        return Err(Refusal::new("refusal-person-unknown").at("person").into());
    }
    if tx.number(sql::PERSON_TAKEN, &[Value::id(person), Value::id(user)])? > 0 {
        return Err(Refusal::new("refusal-person-has-user").at("person").into());
    }
    Ok(())
}

/// The person of an address who has no user yet.
///
/// # Errors
/// The database's own.
pub fn free_person_of(ctx: &Ctx, tx: &mut Tx<'_>, email: &str) -> Result<Option<PersonId>> {
    let Some(person) = ctx.history.person_by_email(email) else { return Ok(None) };
    let is_free = tx.number(sql::PERSON_TAKEN, &[Value::id(person), Value::id(UserId::default())])? == 0;
    Ok(is_free.then_some(person))
}

fn insert(tx: &mut Tx<'_>, now: Instant, user: &NewUser) -> Result<UserId> {
    let email = address(&user.email);
    check(tx, Some(&email), &user.name)?;
    let id = UserId(new_id(now));
    let args = [
        Value::id(id),
        email.into(),
        user.name.trim().into(),
        Value::opt_id(user.person),
        words(&user.grants).into(),
        user.password_hash.clone().into(),
        user.language.as_str().into(),
        "system".into(),
        true.into(),
        now.0.into(),
    ];
    tx.run(sql::INSERT, &args)?;
    Ok(id)
}

/// That a new address, as stored, is one and nobody else's, and that there is a name.
pub(super) fn check(tx: &mut Tx<'_>, email: Option<&str>, name: &str) -> Result<()> {
    let mut faults = Vec::new();
    match email {
        Some(email) if !is_address(email) => faults.push(Refusal::new("refusal-email-unknown").at("email")),
        Some(email) if tx.number(sql::TAKEN, &[email.into()])? > 0 => {
            faults.push(Refusal::new("refusal-email-taken").at("email").with("email", email));
        }
        _ => {}
    }
    faults.extend(length::named(name, "name").err());
    if faults.is_empty() { Ok(()) } else { Err(Error::Refused(faults)) }
}

/// Something before and after one `@`, no space, no longer than mail allows.
fn is_address(email: &str) -> bool {
    let mut parts = email.split('@');
    let (local, host, more) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next());
    let plain = email.chars().all(|c| !c.is_whitespace() && !c.is_control());
    !local.is_empty() && !host.is_empty() && more.is_none() && plain && email.len() <= 254
}

fn changed(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId, changes: &serde_json::Value) -> Result<()> {
    events::append(tx, ctx, Cause::COMMAND, Noun::User, user, "changed", changes)
}
