//! The company's own sender: the server and address that the product's messages to its users go out by.
//!
//! One setting. It is tried before it is saved, outside of any transaction. Its password is sealed, and stands in no
//! event, log or answer.

use super::fault;
use crate::ctx::Who;
use crate::events::{self, Cause};
use crate::{Ctx, Error, House, Result, settings};
use db::Tx;
use domain::Refusal;
use domain::policy::{Action, Noun};
use post::{Login, Security, Server};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

const KEY: &str = "mail_sender";
/// What its password is sealed for.
const PLACE: Uuid = Uuid::from_bytes(*b"bailiwick-sender");

/// The company's sender, as stored.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// The address it writes from.
    pub address: String,
    /// The name it writes under.
    pub name: String,
    /// The server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// `tls`, `starttls`, `plain`.
    pub security: String,
    /// The login; empty where none is asked for.
    pub login: String,
    /// The password, sealed; empty where none is asked for.
    secret: String,
}

impl std::fmt::Debug for Sender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sender").field("address", &self.address).field("host", &self.host).finish_non_exhaustive()
    }
}

/// What someone typed.
#[derive(Clone, Default)]
pub struct SenderForm {
    /// The address.
    pub address: String,
    /// The name.
    pub name: String,
    /// The server.
    pub host: String,
    /// Its port.
    pub port: String,
    /// `tls`, `starttls`, `plain`.
    pub security: String,
    /// The login.
    pub login: String,
    /// The password; the one that is kept where nothing is said.
    pub password: String,
}

/// The company's sender; none where it has none.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn sender(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Option<Sender>> {
    ctx.may(Action::See, Noun::Setting)?;
    stored(tx)
}

pub(super) fn stored(tx: &mut Tx<'_>) -> Result<Option<Sender>> {
    Ok(settings::value(tx, KEY)?.map(|text| serde_json::from_str(&text)).transpose()?)
}

impl Sender {
    pub(super) fn server(&self) -> Result<Server> {
        server(&self.host, i64::from(self.port), &self.security, "")
    }

    /// How we sign in there; none where no login is asked for.
    pub(super) fn login(&self, house: &House) -> Result<Option<Login>> {
        if self.login.is_empty() {
            return Ok(None);
        }
        let password = house.outside().keys.open(PLACE, &self.secret)?;
        Ok(Some(Login { name: self.login.clone(), password }))
    }
}

/// Seals the sender's password anew.
///
/// # Errors
/// The database's own.
pub(crate) fn reseal(tx: &mut Tx<'_>, work: &mut crate::reseal::Work<'_>) -> Result<()> {
    let Some(mut sender) = stored(tx)?.filter(|sender| !sender.secret.is_empty()) else { return Ok(()) };
    let Some(sealed) = work.anew(PLACE, &sender.secret)? else { return Ok(()) };
    sender.secret = sealed;
    settings::set_value(tx, KEY, &serde_json::to_string(&sender)?)
}

/// A server from the fields of a form, whose names begin with `prefix`.
///
/// # Errors
/// `refusal-host-empty`, `refusal-port-wrong`, `refusal-choice-unknown`.
pub(super) fn server(host: &str, port: i64, security: &str, prefix: &str) -> Result<Server> {
    let at = |code: &str, field: &str| Refusal::new(code).at(&format!("{prefix}{field}"));
    let mut faults = Vec::new();
    let host = host.trim().to_lowercase();
    let is_name = !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '_'));
    if !is_name {
        faults.push(at("refusal-host-wrong", "host"));
    }
    let port = u16::try_from(port).ok().filter(|port| *port > 0);
    if port.is_none() {
        faults.push(at("refusal-port-wrong", "port"));
    }
    let kept = Security::from_key(security);
    if kept.is_none() {
        let known = [Security::Tls, Security::StartTls, Security::Plain].map(Security::key).join(", ");
        faults.push(at("refusal-choice-unknown", "security").with("value", security).with("known", known));
    }
    match (port, kept) {
        (Some(port), Some(security)) if faults.is_empty() => Ok(Server { host, port, security }),
        _ => Err(Error::Refused(faults)),
    }
}

/// Sets the company's sender, after it has been tried.
///
/// # Errors
/// [`Error::Forbidden`]; what is wrong with a field; what is in the way of the server.
pub fn set_sender(house: &House, who: Who, form: &SenderForm) -> Result<()> {
    let was = house.read(who, |ctx, tx| {
        ctx.may(Action::Edit, Noun::Setting)?;
        stored(tx)
    })?;
    let mut new = read(form)?;
    if !new.login.is_empty() {
        new.secret = match (form.password.as_str(), was.as_ref()) {
            // The kept password goes to the kept server alone, or whoever may change the server could have it sent anywhere.
            ("", Some(was)) if was.host == new.host && was.login == new.login => was.secret.clone(),
            ("", _) => return Err(Refusal::new("refusal-password-needed").at("password").into()),
            (typed, _) => house.outside().keys.seal(PLACE, typed)?,
        };
    }
    let login = new.login(house)?;
    post::greet(&house.outside().reach, &new.server()?, login.as_ref()).map_err(|trouble| fault(&trouble, ""))?;
    house.write(who, |ctx, tx| {
        ctx.may(Action::Edit, Noun::Setting)?;
        settings::set_value(tx, KEY, &serde_json::to_string(&new)?)?;
        told(ctx, tx, was.as_ref().map(|was| was.address.clone()), Some(new.address.clone()))
    })
}

fn read(form: &SenderForm) -> Result<Sender> {
    let address = form.address.trim().to_lowercase();
    if !post::is_address(&address) {
        return Err(Refusal::new("trouble-address").at("address").with("address", &form.address).into());
    }
    let port = form.port.trim().parse().unwrap_or_default();
    let server = server(&form.host, port, &form.security, "")?;
    Ok(Sender {
        address,
        name: form.name.trim().to_owned(),
        host: server.host,
        port: server.port,
        security: server.security.key().to_owned(),
        login: form.login.trim().to_owned(),
        secret: String::new(),
    })
}

/// Forgets the company's sender: from now on the product writes to nobody.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn end_sender(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<()> {
    ctx.may(Action::Edit, Noun::Setting)?;
    let Some(was) = stored(tx)? else { return Ok(()) };
    settings::forget(tx, KEY)?;
    told(ctx, tx, Some(was.address), None)
}

fn told(ctx: &Ctx, tx: &mut Tx<'_>, before: Option<String>, after: Option<String>) -> Result<()> {
    let changes = json!({ "mail_sender": [before, after] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Setting, ctx.user.unwrap_or_default(), "changed", &changes)
}
