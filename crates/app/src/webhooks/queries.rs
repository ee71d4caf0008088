//! Reads of webhooks.

use super::{Delivery, STATES, State, WebhookView, deliver, sql};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::{EventId, UserId, WebhookId};
use domain::policy::{Action, Noun};

/// Messages of one page at most.
const MOST: i64 = 200;

/// Every address, the oldest first.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn all(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<WebhookView>> {
    ctx.may(Action::See, Noun::Webhook)?;
    sql::all(tx)
}

/// One address.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub fn one(ctx: &Ctx, tx: &mut Tx<'_>, id: WebhookId) -> Result<WebhookView> {
    all(ctx, tx)?.into_iter().find(|view| view.webhook.id == id).ok_or(Error::NotFound)
}

/// Messages to an address, the latest first: those in one state where one is given, and those before one of them.
///
/// # Errors
/// As [`one`]; `refusal-choice-unknown` for a state that is none.
pub fn deliveries(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    id: WebhookId,
    state: Option<&str>,
    before: Option<EventId>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    one(ctx, tx, id)?;
    let known = || STATES.map(State::key).join(", ");
    let unknown =
        |state: &str| Refusal::new("refusal-choice-unknown").at("state").with("value", state).with("known", known());
    let state = state.map(|state| State::from_key(state).ok_or_else(|| unknown(state))).transpose()?;
    let before = before.map(|event| deliver::place(tx, id, event)).transpose()?.flatten();
    deliver::recent(tx, id, state, before, limit.clamp(1, MOST))
}

/// Users with whose eyes an address may be told, by name.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn eyes(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<(UserId, String)>> {
    ctx.may(Action::See, Noun::Webhook)?;
    sql::active_users(tx)
}
