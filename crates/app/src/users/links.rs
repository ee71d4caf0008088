//! Links that set a password: made by an administrator, handed over by hand, good once and for a few days.

use super::sessions::{self, Device};
use super::{password, secret, sql, tries};
use crate::ctx::Who;
use crate::events::{self, Cause};
use crate::{Ctx, House, Result};
use db::{Tx, Value};
use domain::kernel::id::UserId;
use domain::policy::Noun;
use domain::{Instant, Refusal};
use serde::Serialize;
use serde_json::json;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// What a link is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// The first password; good for a week.
    Invite,
    /// A new password; good for a day.
    Reset,
}

impl LinkKind {
    fn key(self) -> &'static str {
        match self {
            LinkKind::Invite => "invite",
            LinkKind::Reset => "reset",
        }
    }
    fn days(self) -> i64 {
        match self {
            LinkKind::Invite => 7,
            LinkKind::Reset => 1,
        }
    }
}

/// A link to hand over. Its token is shown once.
pub struct HandOver {
    /// The last part of its address.
    pub token: String,
    /// When it ends.
    pub expires_at: Instant,
}

/// Whose password a link sets.
#[derive(Clone, Debug)]
pub struct Link {
    /// Whose.
    pub user: UserId,
    /// Their address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// What for.
    pub kind: LinkKind,
}

/// A link by which a user sets a new password. Earlier links of theirs end.
///
/// # Errors
/// [`crate::Error::Forbidden`]; [`crate::Error::NotFound`].
pub fn reset(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId) -> Result<HandOver> {
    let user = super::commands::editable(ctx, tx, user)?;
    let kind = if user.state == super::UserState::Invited { LinkKind::Invite } else { LinkKind::Reset };
    let handed = make(ctx, tx, user.id, kind)?;
    events::append(tx, ctx, Cause::COMMAND, Noun::User, user.id, "changed", &json!({ "link": [null, kind.key()] }))?;
    Ok(handed)
}

/// Writes a link; the caller has asked for permission.
pub(super) fn make(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId, kind: LinkKind) -> Result<HandOver> {
    let handed = HandOver { token: secret::token(), expires_at: Instant(ctx.now.0 + kind.days() * DAY) };
    tx.run(sql::SPEND_LINKS, &[Value::id(user), ctx.now.0.into()])?;
    tx.run(
        sql::ADD_LINK,
        &[secret::digest(&handed.token).into(), Value::id(user), kind.key().into(), handed.expires_at.0.into()],
    )?;
    Ok(handed)
}

/// Whose password the link sets.
///
/// # Errors
/// `link-expired` where it was used, is too old, or never was.
pub fn link(house: &House, token: &str) -> Result<Link> {
    let args = [secret::digest(token).into(), house.now().0.into(), true.into()];
    let found = house.db().read(|tx| {
        tx.first(sql::LINK, &args, |row| {
            let (user, email, name) = (row.id()?, row.next()?, row.next()?);
            let kind = if row.next::<String>()? == "invite" { LinkKind::Invite } else { LinkKind::Reset };
            Ok(Link { user, email, name, kind })
        })
    })?;
    Ok(found.ok_or_else(|| Refusal::new("link-expired"))?)
}

/// Sets the password that the link is for. The link is spent, every session of the user ends, and tries that went wrong
/// where they are now are forgotten.
///
/// # Errors
/// `link-expired`; what is wrong with the password.
pub fn set_password(house: &House, token: &str, password: &str, device: &Device) -> Result<UserId> {
    let link = link(house, token)?;
    let faults = password::faults_in(house, password, &link.email, &link.name)?;
    if !faults.is_empty() {
        return Err(crate::Error::Refused(faults));
    }
    let hash = secret::hash_password(password)?;
    house.write(Who::User(link.user), |ctx, tx| {
        let spent = tx.run(sql::USE_LINK, &[secret::digest(token).into(), ctx.now.0.into()])?;
        if spent == 0 {
            return Err(Refusal::new("link-expired").into());
        }
        store(ctx, tx, &link, &hash)?;
        tries::doors(&link.email, &device.address).iter().try_for_each(|(door, _)| tries::forgive(tx, door))?;
        sessions::close_others(tx, link.user, None)?;
        Ok(link.user)
    })
}

fn store(ctx: &Ctx, tx: &mut Tx<'_>, link: &Link, hash: &str) -> Result<()> {
    tx.run(sql::SET_PASSWORD, &[Value::id(link.user), hash.into()])?;
    let changes = json!({ "password": [null, link.kind.key()] });
    events::append(tx, ctx, Cause::COMMAND, Noun::User, link.user, "changed", &changes)
}
