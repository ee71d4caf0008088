//! Signing in at the company's identity provider (OpenID Connect), instead of by a password.
//!
//! A user is known by the provider's own name for them; the first time, by an address that the provider has made sure of.
//! Who is unknown is let in only where whoever runs the product said so (`makes_users`), and then sees what their position
//! sees, as everybody. What ties an answer to the browser follows from one random token in its cookie, so nothing is kept
//! here meanwhile. Whether it asked for a second factor the provider says; where the company wants one of everyone and the
//! provider says nothing, the user's own is asked for, or set up first.

use super::sessions::{Device, Method, open};
use super::sign_in::{Entry, begin_step};
use super::{NewUser, address, commands, second, secret, sql};
use crate::ctx::Who;
use crate::events::{self, Cause};
use crate::{Ctx, Error, House, Result};
use db::{Tx, Value};
use domain::Refusal;
use domain::kernel::id::UserId;
use domain::policy::Noun;
use serde_json::json;

pub use post::Identity;

/// The company's identity provider, and how it is used.
#[derive(Clone, Debug)]
pub struct OpenId {
    /// The provider, and who we are to it.
    pub provider: post::Provider,
    /// What the button calls it.
    pub name: String,
    /// Whether an address of which the provider does not say that it made sure of it counts as if it did.
    pub trusts_addresses: bool,
    /// Whether who is unknown here becomes a user.
    pub makes_users: bool,
}

/// What ties the answer to the browser that holds the token.
fn proofs(token: &str) -> post::Proofs {
    let part = |of: &str| secret::text_digest(&format!("{of} {token}"));
    post::Proofs { state: part("state"), nonce: part("nonce"), verifier: part("verifier") }
}

/// Where the browser that holds a fresh token is sent.
///
/// # Errors
/// `openid-trouble` where the provider does not answer.
pub fn openid_door(house: &House, openid: &OpenId, redirect: &str, token: &str) -> Result<String> {
    post::door(&house.outside().reach, &openid.provider, redirect, &proofs(token)).map_err(|trouble| failed(&trouble))
}

/// Opens a session for who came back from the provider.
///
/// # Errors
/// `openid-trouble` where the answer does not hold or is another browser's; those of [`openid_enter`].
pub fn openid_sign_in(
    house: &House,
    openid: &OpenId,
    redirect: &str,
    (token, state, code): (&str, &str, &str),
    device: &Device,
) -> Result<Entry> {
    let proofs = proofs(token);
    if token.is_empty() || !secret::is_same(state, &proofs.state) {
        return Err(Refusal::new("openid-trouble").with("detail", "state").into());
    }
    let found = post::identity(&house.outside().reach, &openid.provider, redirect, code, &proofs);
    openid_enter(house, openid, &found.map_err(|trouble| failed(&trouble))?, device)
}

fn failed(trouble: &post::Trouble) -> Error {
    Refusal::new("openid-trouble").with("detail", trouble).into()
}

/// Opens a session for an identity that was proved, or the step before it.
///
/// # Errors
/// `openid-unknown` where it is nobody's here; `sign-in-disabled`.
pub fn openid_enter(house: &House, openid: &OpenId, identity: &Identity, device: &Device) -> Result<Entry> {
    house.write(Who::Console, |ctx, tx| {
        let (user, is_active) = match known(tx, identity)? {
            Some(found) => found,
            None => linked(ctx, tx, openid, identity)?,
        };
        if !is_active {
            return Err(Refusal::new("sign-in-disabled").into());
        }
        if identity.has_second {
            return Ok(Entry::Opened(open(tx, user, Method::OpenIdTwoFactor, ctx.now, device)?));
        }
        if second::second_factor_required(tx)? && second::is_on(tx, user)? {
            return begin_step(tx, user, ctx.now);
        }
        Ok(Entry::Opened(open(tx, user, Method::OpenId, ctx.now, device)?))
    })
}

fn known(tx: &mut Tx<'_>, identity: &Identity) -> Result<Option<(UserId, bool)>> {
    let args = [identity.issuer.as_str().into(), identity.subject.as_str().into()];
    Ok(tx.first(sql::OF_SUBJECT, &args, |row| Ok((row.id()?, row.next()?)))?)
}

/// The user of a verified address, known by the subject from now on; or a new one.
fn linked(ctx: &Ctx, tx: &mut Tx<'_>, openid: &OpenId, identity: &Identity) -> Result<(UserId, bool)> {
    let unknown = || Error::from(Refusal::new("openid-unknown"));
    let email = identity
        .email
        .as_deref()
        .map(address)
        .filter(|_| identity.is_verified.unwrap_or(openid.trusts_addresses))
        .ok_or_else(unknown)?;
    let read = |row: &db::Row<'_>| {
        let (user, _, is_active) = (row.id::<UserId>()?, row.next::<Option<String>>()?, row.next::<bool>()?);
        Ok((user, is_active))
    };
    let found = match tx.first(sql::BY_EMAIL, &[email.as_str().into()], read)? {
        Some(found) => found,
        None if openid.makes_users => (made(ctx, tx, &email, identity)?, true),
        None => return Err(unknown()),
    };
    if found.1 {
        let args = [identity.issuer.as_str().into(), identity.subject.as_str().into(), Value::id(found.0)];
        tx.run(sql::ADD_SUBJECT, &args)?;
        let told = json!({ "openid": [null, identity.issuer] });
        events::append(tx, ctx, Cause::COMMAND, Noun::User, found.0, "changed", &told)?;
    }
    Ok(found)
}

/// A new user, who is the person of that address where there is one without a user.
fn made(ctx: &Ctx, tx: &mut Tx<'_>, email: &str, identity: &Identity) -> Result<UserId> {
    let person = commands::free_person_of(ctx, tx, email)?;
    let name = identity.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| email.to_owned());
    let language = ctx.company.language.clone();
    let user = NewUser { email: email.to_owned(), name, person, language, ..NewUser::default() };
    commands::add(ctx, tx, &user)
}
