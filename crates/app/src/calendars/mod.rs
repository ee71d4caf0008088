//! A calendar of a user on a CalDAV server, kept in step with their meetings, both ways.
//!
//! Theirs come in where a contact the user knows takes part; ours go there. Both sides remember the version they last agreed
//! on. Where both changed, the calendar's time and title hold, since others were invited by it. What is deleted there is
//! called off here; what was never to be here is deleted there. An event marked as private never comes in, and of a series
//! only single dates come in, which are changed there alone.

mod items;
mod sql;
mod sync;

pub(crate) use sql::SEALED;
pub use sync::look;

use crate::ctx::{Who, new_id};
use crate::events::{self, Cause};
use crate::mail::fault;
use crate::{Ctx, Error, House, Result};
use db::Tx;
use domain::kernel::id::UserId;
use domain::policy::Noun;
use domain::{Instant, Refusal};
use post::{Collection, Dav, Login};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

/// Minutes between two looks.
const EVERY: i64 = 5;

/// A user's calendar on a server, without its password.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CalendarAccount {
    /// Whose.
    pub user: UserId,
    /// What its password is sealed for.
    #[serde(skip)]
    id: Uuid,
    /// The calendar's address.
    pub url: String,
    /// Its name there.
    pub name: String,
    /// The login.
    pub login: String,
    #[serde(skip)]
    secret: String,
    #[serde(skip)]
    tag: String,
    /// `new`, `working`, `failing`, `off`.
    pub state: String,
    /// What is in the way.
    pub fault: Option<Refusal>,
    /// When it was looked into last.
    pub checked_at: Option<Instant>,
    failures: i64,
}

/// What someone typed.
#[derive(Clone, Default)]
pub struct CalendarForm {
    /// The address of the calendar, or of the folder it is in.
    pub url: String,
    /// The login.
    pub login: String,
    /// The password; the one that is kept where nothing is said.
    pub password: String,
}

/// The user's calendar; none where they connected none.
///
/// # Errors
/// The database's own.
pub fn account(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Option<CalendarAccount>> {
    ctx.user.map_or(Ok(None), |user| sql::of(tx, user))
}

impl CalendarAccount {
    fn open(&self, house: &House) -> Result<Login> {
        Ok(Login { name: self.login.clone(), password: house.outside().keys.open(self.id, &self.secret)? })
    }
}

/// The authority of an address: a kept password goes there alone.
fn place(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

/// Connects a calendar, after the server has let us in and shown it.
///
/// # Errors
/// What is in the way, at its field; `refusal-calendar-none`, `refusal-calendar-choose` where there are several.
pub fn connect(house: &House, user: UserId, form: &CalendarForm) -> Result<()> {
    let was = house.read_as(user, account)?;
    let (url, login) = (form.url.trim().to_owned(), form.login.trim().to_owned());
    let id = was.as_ref().map_or_else(|| new_id(house.now()), |was| was.id);
    let secret = match (form.password.as_str(), was.as_ref()) {
        ("", Some(was)) if place(&was.url) == place(&url) && was.login == login => was.secret.clone(),
        ("", _) => return Err(Refusal::new("refusal-password-needed").at("password").into()),
        (typed, _) => house.outside().keys.seal(id, typed)?,
    };
    let with = Login { name: login.clone(), password: house.outside().keys.open(id, &secret)? };
    let found = Dav::new(&house.outside().reach, &url, &with).and_then(|dav| dav.calendars());
    let Collection { url, name, .. } = chosen(found.map_err(|trouble| at_url(&fault(&trouble, "")))?)?;
    let is_other = was.as_ref().is_none_or(|was| was.url != url);
    let new = CalendarAccount {
        user,
        id,
        url,
        name,
        login,
        secret,
        tag: String::new(),
        state: "new".to_owned(),
        fault: None,
        checked_at: None,
        failures: 0,
    };
    house.write(Who::User(user), |ctx, tx| {
        if is_other {
            sql::forget_items(tx, user)?;
        }
        sql::save(tx, &new, ctx.now)?;
        told(ctx, tx, was.map(|was| was.url), Some(new.url.clone()))
    })
}

/// What is wrong with a host is wrong with the address.
fn at_url(refusal: &Refusal) -> Refusal {
    let field = refusal.field.as_deref().map(|field| if field == "host" { "url" } else { field });
    Refusal { field: Some(field.unwrap_or("url").to_owned()), ..refusal.clone() }
}

fn chosen(mut found: Vec<Collection>) -> Result<Collection> {
    if found.len() > 1 {
        let all: Vec<String> = found.iter().map(|one| format!("{} ({})", one.url, one.name)).collect();
        return Err(Refusal::new("refusal-calendar-choose").at("url").with("all", all.join(", ")).into());
    }
    found.pop().ok_or_else(|| Refusal::new("refusal-calendar-none").at("url").into())
}

/// Turns it off or on again.
///
/// # Errors
/// [`Error::NotFound`] where none is connected.
pub fn turn(ctx: &Ctx, tx: &mut Tx<'_>, on: bool) -> Result<()> {
    let account = account(ctx, tx)?.ok_or(Error::NotFound)?;
    sql::turn(tx, account.user, if on { "new" } else { "off" }, ctx.now)
}

/// Lets it be looked into at once.
///
/// # Errors
/// [`Error::NotFound`].
pub fn look_now(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<()> {
    let account = account(ctx, tx)?.ok_or(Error::NotFound)?;
    sql::due_now(tx, account.user, ctx.now)
}

/// Disconnects it and forgets its password. Meetings stay on both sides.
///
/// # Errors
/// [`Error::NotFound`].
pub fn disconnect(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<()> {
    let was = account(ctx, tx)?.ok_or(Error::NotFound)?;
    sql::forget_items(tx, was.user)?;
    sql::remove(tx, was.user)?;
    told(ctx, tx, Some(was.url), None)
}

fn told(ctx: &Ctx, tx: &mut Tx<'_>, before: Option<String>, after: Option<String>) -> Result<()> {
    let changes = json!({ "calendar": [before, after] });
    events::append(tx, ctx, Cause::COMMAND, Noun::User, ctx.user.unwrap_or_default(), "changed", &changes)
}
