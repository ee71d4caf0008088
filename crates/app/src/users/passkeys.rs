//! Passkeys (WebAuthn): keys on a device, or in a keyring, by which a user signs in instead of by password and code.
//!
//! The device makes sure of its owner itself (user verification is required), so one is as good as two factors. A passkey is
//! of one host name and good at no other; a numeric address has none. Each ceremony has two steps; what the server must
//! remember between them stands in the database under a token, for five minutes, and is good once.

use super::sessions::{Device, Method, Opened, open};
use super::sign_in::refused;
use super::{secret, sql, tries};
use crate::events::{self, Cause};
use crate::{Ctx, Error, House, Result};
use db::{Row, Tx, Value};
use domain::kernel::id::UserId;
use domain::policy::Noun;
use domain::{Instant, Refusal};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey as Key, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
    Url, Webauthn, WebauthnBuilder,
};

/// How long a device may take.
const STEP_LASTS: i64 = 5 * 60 * 1000;
/// Most passkeys of a user.
const MOST: usize = 20;
/// The longest name of one, in characters.
const LONGEST: usize = 80;

/// A passkey as its user sees it.
#[derive(Clone, Debug, Serialize)]
pub struct Passkey {
    /// Which.
    pub id: Uuid,
    /// What its user calls it.
    pub name: String,
    /// When it was made.
    pub created_at: Instant,
    /// When it was used last.
    pub used_at: Option<Instant>,
}

/// What a device is asked.
pub struct Ceremony {
    /// Names the ceremony when the device answers.
    pub token: String,
    /// What the browser is given, as JSON.
    pub options: String,
}

/// The service at the address that people reach it by: `https://sales.example.com`.
fn service(origin: &str) -> Result<Webauthn> {
    let nameless = || Error::from(Refusal::new("passkey-no-name"));
    let origin = Url::parse(origin).map_err(|_| nameless())?;
    let host = origin.domain().ok_or_else(nameless)?.to_owned();
    let built = WebauthnBuilder::new(&host, &origin).and_then(|builder| builder.rp_name("Bailiwick").build());
    built.map_err(|_| nameless())
}

fn failed() -> Error {
    Refusal::new("passkey-refused").into()
}

/// The user's own passkeys, in the order in which they were made.
///
/// # Errors
/// The database's own.
pub fn passkeys(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<Passkey>> {
    let Some(user) = ctx.user else { return Ok(Vec::new()) };
    Ok(tx.all(sql::PASSKEYS, &[Value::id(user)], |row| {
        Ok(Passkey {
            id: row.next()?,
            name: row.next()?,
            created_at: Instant(row.next()?),
            used_at: row.next::<Option<i64>>()?.map(Instant),
        })
    })?)
}

/// How many a user has.
pub(super) fn count(tx: &mut Tx<'_>, user: UserId) -> Result<i64> {
    Ok(tx.number(sql::PASSKEY_COUNT, &[Value::id(user)])?)
}

/// Takes all of a user's away. Answers whether there were any.
pub(super) fn drop_all(tx: &mut Tx<'_>, user: UserId) -> Result<bool> {
    tx.run(sql::DROP_PASSKEY_STEPS, &[Value::id(user)])?;
    Ok(tx.run(sql::DROP_PASSKEYS, &[Value::id(user)])? > 0)
}

/// What the user's device is asked for a new one. Asks for the password again, where there is one.
///
/// # Errors
/// `password-not-yours`; `error-too-many`; `passkey-no-name`; `passkey-too-many`.
pub fn begin_passkey(house: &House, user: UserId, origin: &str, password: &str) -> Result<Ceremony> {
    let service = service(origin)?;
    let (door, now) = (secret::digest(&format!("passkeys of {user}")), house.now());
    house.db().write(|tx| tries::count(tx, &door, tries::FREE, now))?;
    let read = |row: &Row<'_>| Ok((row.next::<Option<String>>()?, row.next::<String>()?, row.next::<String>()?));
    let (found, held) = house.db().read(|tx| {
        let found = tx.first(sql::PASSWORD_OF, &[Value::id(user), true.into()], read)?;
        Ok::<_, db::Error>((found, tx.all(sql::PASSKEY_IDS, &[Value::id(user)], |row| row.next::<Vec<u8>>())?))
    })?;
    let (stored, email, name) = found.ok_or(Error::SignedOut)?;
    if stored.is_some() && !secret::is_password(password, stored.as_deref())? {
        return Err(Refusal::new("password-not-yours").at("password").into());
    }
    if held.len() >= MOST {
        return Err(Refusal::new("passkey-too-many").with("count", MOST).into());
    }
    let begun = service.start_passkey_registration(user.0, &email, &name, Some(held));
    let (options, state) = begun.map_err(|fault| Error::Internal(format!("webauthn: {fault}")))?;
    let mut options = serde_json::to_value(&options)?;
    // So that it is found without an address being typed.
    options["publicKey"]["authenticatorSelection"]["residentKey"] = json!("required");
    options["publicKey"]["authenticatorSelection"]["requireResidentKey"] = json!(true);
    house.db().write(|tx| {
        tries::forgive(tx, &door)?;
        step(tx, Some(user), &options, &state, now)
    })
}

/// Remembers a ceremony until the device answers.
fn step(
    tx: &mut Tx<'_>,
    user: Option<UserId>,
    options: &serde_json::Value,
    state: &impl Serialize,
    now: Instant,
) -> Result<Ceremony> {
    let ceremony = Ceremony { token: secret::token(), options: options["publicKey"].to_string() };
    tx.run(sql::END_PASSKEY_STEPS, &[now.0.into()])?;
    let args = [
        secret::digest(&ceremony.token).into(),
        Value::opt_id(user),
        serde_json::to_string(state)?.into(),
        Value::Int(now.0 + STEP_LASTS),
    ];
    tx.run(sql::ADD_PASSKEY_STEP, &args)?;
    Ok(ceremony)
}

/// What was remembered; it is good once.
fn taken<T: DeserializeOwned>(house: &House, token: &str, user: Option<UserId>) -> Result<T> {
    let late = || Error::from(Refusal::new("passkey-late"));
    let (hash, now) = (secret::digest(token), house.now().0);
    let state = house.db().write(|tx| {
        let read = |row: &Row<'_>| Ok((row.opt_id::<UserId>()?, row.next::<String>()?));
        let found = tx.first(sql::PASSKEY_STEP, &[hash.clone().into(), now.into()], read)?;
        let is_first = tx.run(sql::DROP_PASSKEY_STEP, &[hash.into()])? > 0;
        Ok::<_, db::Error>(found.filter(|(of, _)| is_first && *of == user).map(|(_, state)| state))
    })?;
    Ok(serde_json::from_str(&state.ok_or_else(late)?)?)
}

/// Keeps the passkey that the user's device has made.
///
/// # Errors
/// `passkey-late`; `passkey-refused` where the answer does not hold; `passkey-taken`; `refusal-name-empty`.
pub fn add_passkey(house: &House, user: UserId, origin: &str, (token, answer): (&str, &str), name: &str) -> Result<()> {
    let name = named(name)?;
    let service = service(origin)?;
    let state: PasskeyRegistration = taken(house, token, Some(user))?;
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| failed())?;
    let key = service.finish_passkey_registration(&answer, &state).map_err(|_| failed())?;
    house.write_as(user, |ctx, tx| {
        let id: Vec<u8> = key.cred_id().clone();
        if tx.number(sql::CREDENTIAL_TAKEN, &[id.clone().into()])? > 0 {
            return Err(Refusal::new("passkey-taken").into());
        }
        let args = [
            ctx.id::<Uuid>().into(),
            Value::id(user),
            name.as_str().into(),
            id.into(),
            serde_json::to_string(&key)?.into(),
            ctx.now.0.into(),
        ];
        tx.run(sql::ADD_PASSKEY, &args)?;
        told(ctx, tx, user, &json!({ "passkey": [null, name] }))
    })
}

fn named(name: &str) -> Result<String> {
    let name: String = name.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    if name.is_empty() { Err(Refusal::new("refusal-name-empty").at("name").into()) } else { Ok(name) }
}

/// Calls one of the user's own by another name.
///
/// # Errors
/// `refusal-name-empty`; [`Error::NotFound`].
pub fn name_passkey(ctx: &Ctx, tx: &mut Tx<'_>, id: Uuid, name: &str) -> Result<()> {
    let (user, name) = (ctx.user.ok_or(Error::Forbidden)?, named(name)?);
    let before = one(tx, user, id)?;
    if before == name {
        return Ok(());
    }
    tx.run(sql::NAME_PASSKEY, &[id.into(), Value::id(user), name.as_str().into()])?;
    told(ctx, tx, user, &json!({ "passkey": [before, name] }))
}

/// Takes one of the user's own away: it opens nothing any more.
///
/// # Errors
/// [`Error::NotFound`].
pub fn remove_passkey(ctx: &Ctx, tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    let user = ctx.user.ok_or(Error::Forbidden)?;
    let name = one(tx, user, id)?;
    tx.run(sql::DROP_PASSKEY, &[id.into(), Value::id(user)])?;
    told(ctx, tx, user, &json!({ "passkey": [name, null] }))
}

fn one(tx: &mut Tx<'_>, user: UserId, id: Uuid) -> Result<String> {
    tx.first(sql::PASSKEY_NAME, &[id.into(), Value::id(user)], |row| row.next())?.ok_or(Error::NotFound)
}

fn told(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId, changes: &serde_json::Value) -> Result<()> {
    events::append(tx, ctx, Cause::COMMAND, Noun::User, user, "changed", changes)
}

/// What the device of somebody at the door is asked; which passkey it is, it says itself.
///
/// # Errors
/// `passkey-no-name`.
pub fn passkey_door(house: &House, origin: &str) -> Result<Ceremony> {
    let begun = service(origin)?.start_discoverable_authentication();
    let (options, state) = begun.map_err(|fault| Error::Internal(format!("webauthn: {fault}")))?;
    let options = serde_json::to_value(&options)?;
    house.db().write(|tx| step(tx, None, &options, &state, house.now()))
}

/// A passkey as stored, and whose it is.
struct Stored {
    id: Uuid,
    user: UserId,
    key: String,
    is_active: bool,
}

/// Opens a session for whose passkey the device has proved to hold.
///
/// # Errors
/// `passkey-late`; `passkey-refused` where the answer does not hold or is of none that is known; `sign-in-disabled`.
pub fn passkey_sign_in(house: &House, origin: &str, (token, answer): (&str, &str), device: &Device) -> Result<Opened> {
    let service = service(origin)?;
    let state: DiscoverableAuthentication = taken(house, token, None)?;
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| failed())?;
    let (user, credential) = service.identify_discoverable_authentication(&answer).map_err(|_| failed())?;
    let read =
        |row: &Row<'_>| Ok(Stored { id: row.next()?, user: row.id()?, key: row.next()?, is_active: row.next()? });
    let found = house.db().read(|tx| tx.first(sql::BY_CREDENTIAL, &[credential.to_vec().into()], read))?;
    let Some(stored) = found.filter(|stored| stored.user.0 == user) else {
        refused(house, None, device);
        return Err(failed());
    };
    let mut key: Key = serde_json::from_str(&stored.key)?;
    let Ok(proved) = service.finish_discoverable_authentication_v2(&answer, state, &key) else {
        refused(house, Some(stored.user), device);
        return Err(failed());
    };
    if !stored.is_active {
        refused(house, Some(stored.user), device);
        return Err(Refusal::new("sign-in-disabled").into());
    }
    key.update_credential(&proved);
    house.db().write(|tx| {
        let now = house.now();
        let args = [stored.id.into(), serde_json::to_string(&key)?.into(), now.0.into()];
        if tx.run(sql::PASSKEY_USED, &args)? == 0 {
            return Err(failed());
        }
        open(tx, stored.user, Method::Passkey, now, device)
    })
}
