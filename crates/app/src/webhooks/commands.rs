//! Writes of webhooks.

use super::sql::Place;
use super::{ShownOnce, deliver, queries, signature, sql};
use crate::events::{self, Cause, Log};
use crate::{Ctx, Error, House, Result, mail};
use db::Tx;
use domain::kernel::id::{EventId, UserId, WebhookId};
use domain::policy::{Action, Noun};
use domain::webhooks::{self as rules, MOST_OVERLAP_HOURS, Webhook};
use domain::{Instant, Refusal};
use post::{Hook, Trouble};
use serde_json::json;

const HOUR: i64 = 3_600_000;

/// Whether an address may be told anything: that it is one, and stands where we may reach. Asks the machine for the host,
/// which takes its time, so it is no part of a transaction.
///
/// # Errors
/// What is in the way, at `url`.
pub fn judge(house: &House, url: &str) -> Result<()> {
    rules::check(&Webhook { url: url.to_owned(), ..Webhook::default() }).map_err(Error::Refused)?;
    let judged = Hook::judge(&house.outside().reach, url);
    judged.map_err(|trouble| match trouble {
        Trouble::Address { .. } => Refusal::new("refusal-webhook-url").at("url").into(),
        other => mail::fault(&other, "").at("url").into(),
    })
}

/// Registers an address, with the eyes of whoever does unless others are named. It is told what happens from now on.
///
/// # Errors
/// [`Error::Forbidden`], the refusals of [`rules::check`], `refusal-webhook-user`, `refusal-no-secret-key`.
pub fn create(ctx: &Ctx, tx: &mut Tx<'_>, mut webhook: Webhook) -> Result<ShownOnce> {
    ctx.may(Action::Create, Noun::Webhook)?;
    (webhook.id, webhook.version) = (ctx.id(), 1);
    if webhook.user == UserId::default() {
        webhook.user = ctx.user.unwrap_or_default();
    }
    checked(tx, &webhook)?;
    let secret = signature::secret();
    sql::insert(ctx, tx, &webhook, &ctx.outside().keys.seal(webhook.id.0, &secret)?)?;
    let told = events::differences(None, &webhook)?;
    events::append(tx, ctx, Cause::COMMAND, Noun::Webhook, webhook.id, "created", &told)?;
    Ok(ShownOnce { id: webhook.id, secret })
}

fn checked(tx: &mut Tx<'_>, webhook: &Webhook) -> Result<()> {
    rules::check(webhook).map_err(Error::Refused)?;
    if sql::is_active_user(tx, webhook.user)? {
        return Ok(());
    }
    Err(Refusal::new("refusal-webhook-user").at("user").into())
}

/// Changes an address: `change` makes of it as it stands what it is to be. Where it is told something again, what was given
/// up is tried again first. `version`, where given, is the one it was read at.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Conflict`], and as [`create`].
pub fn change(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    id: WebhookId,
    version: Option<i64>,
    change: impl FnOnce(&mut Webhook) -> Result<()>,
) -> Result<()> {
    ctx.may(Action::Edit, Noun::Webhook)?;
    let old = queries::one(ctx, tx, id)?.webhook;
    let conflict = || Error::Conflict { version: old.version, fields: Vec::new() };
    if version.is_some_and(|version| version != old.version) {
        return Err(conflict());
    }
    let mut new = old.clone();
    change(&mut new)?;
    (new.id, new.version) = (old.id, old.version);
    if new == old {
        return Ok(());
    }
    checked(tx, &new)?;
    new.version += 1;
    if !sql::change(ctx, tx, &new)? {
        return Err(conflict());
    }
    if new.is_active && !old.is_active {
        deliver::failed_again(tx, id)?;
    }
    let told = events::differences(Some(&old), &new)?;
    events::append(tx, ctx, Cause::COMMAND, Noun::Webhook, id, "changed", &told)
}

/// Gives an address a new secret. The one before signs too for so many hours.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], `refusal-webhook-overlap`, `refusal-no-secret-key`.
pub fn rotate(ctx: &Ctx, tx: &mut Tx<'_>, id: WebhookId, overlap_hours: i64) -> Result<ShownOnce> {
    ctx.may(Action::Edit, Noun::Webhook)?;
    if !(0..=MOST_OVERLAP_HOURS).contains(&overlap_hours) {
        let refused = Refusal::new("refusal-webhook-overlap").at("overlap_hours");
        return Err(refused.with("most", MOST_OVERLAP_HOURS).into());
    }
    let stored = sql::stored(tx, id)?.ok_or(Error::NotFound)?;
    let secret = signature::secret();
    let sealed = ctx.outside().keys.seal(id.0, &secret)?;
    let until = Instant(ctx.now.0 + overlap_hours * HOUR);
    // What cannot be opened here would keep every message back until it signs no more.
    let opens = ctx.outside().keys.open(id.0, &stored.secret).is_ok();
    let before = (overlap_hours > 0 && opens).then_some((stored.secret.as_str(), until));
    sql::rotate(tx, id, &sealed, before, ctx.now)?;
    let told = json!({ "overlap_hours": [null, overlap_hours] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Webhook, id, "secret_rotated", &told)?;
    Ok(ShownOnce { id, secret })
}

/// Tells an address nothing more, and forgets what was told.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub fn remove(ctx: &Ctx, tx: &mut Tx<'_>, id: WebhookId) -> Result<()> {
    ctx.may(Action::Edit, Noun::Webhook)?;
    let old = queries::one(ctx, tx, id)?.webhook;
    sql::remove(tx, id)?;
    let told = json!({ "url": [old.url, null] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Webhook, id, "removed", &told)
}

/// Sends an address a message that says nothing: an entry of the history like any other. Answers which.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub fn test(ctx: &Ctx, tx: &mut Tx<'_>, id: WebhookId) -> Result<EventId> {
    ctx.may(Action::Edit, Noun::Webhook)?;
    queries::one(ctx, tx, id)?;
    let mut log = Log::default();
    log.add(ctx, Cause::COMMAND, Noun::Webhook, id, "tested", "{}");
    let event = log.last();
    log.write(tx)?;
    deliver::add(tx, id, &[Place { at: ctx.now, id: event.0 }], ctx.now)?;
    sql::soon(tx, id)?;
    Ok(event)
}

/// Tells an address again what has happened since an instant, whatever it was told: each with the id it had.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], `refusal-webhook-replay` for an instant to come.
pub fn replay(ctx: &Ctx, tx: &mut Tx<'_>, id: WebhookId, from: Instant) -> Result<()> {
    ctx.may(Action::Edit, Noun::Webhook)?;
    queries::one(ctx, tx, id)?;
    if from > ctx.now {
        return Err(Refusal::new("refusal-webhook-replay").at("from").into());
    }
    deliver::replay(tx, id, from)?;
    sql::replay(tx, id, from)?;
    let told = json!({ "from": [null, from] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Webhook, id, "replayed", &told)
}

/// Sends one message again.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] where the address was never to be sent it.
pub fn again(ctx: &Ctx, tx: &mut Tx<'_>, id: WebhookId, event: EventId) -> Result<()> {
    ctx.may(Action::Edit, Noun::Webhook)?;
    if !deliver::again(tx, id, event)? {
        return Err(Error::NotFound);
    }
    sql::soon(tx, id)
}

/// Does not send a message that waits or was given up, so that those behind it go on.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] where no such message waits.
pub fn skip(ctx: &Ctx, tx: &mut Tx<'_>, id: WebhookId, event: EventId) -> Result<()> {
    ctx.may(Action::Edit, Noun::Webhook)?;
    if !deliver::skip(tx, id, event, ctx.now)? {
        return Err(Error::NotFound);
    }
    sql::soon(tx, id)
}
