//! Writes of accounts. What all records share is in [`crate::record`].

use super::{Joining, sql};
use crate::events::{self, Cause};
use crate::records::{self, Batch, Patch};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Refusal;
use domain::accounts::Account;
use domain::kernel::id::{AccountId, PositionId};
use domain::policy::{Action, Noun};
use serde_json::json;

/// Makes accounts; parents may stand anywhere in the batch.
///
/// # Errors
/// As [`records::create`]; `refusal-parent-cycle` where parents of the batch close a ring.
pub fn create(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, accounts: Vec<Account>) -> Result<Vec<Account>> {
    records::create(ctx, tx, cause, accounts)
}

/// Changes accounts. One that waited in a queue and gets an owner waits no more.
///
/// # Errors
/// As [`records::change`]; `refusal-parent-cycle`.
pub fn change(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, patches: &[Patch]) -> Result<Vec<Account>> {
    let changed: Vec<Account> = records::change(ctx, tx, cause, patches)?;
    let is_handed = |id| patches.iter().any(|patch| patch.id == id && patch.fields.contains_key("owner"));
    let handed = changed.iter().filter(|one| is_handed(one.id.0)).map(|one| (one.id.0, one.owner));
    crate::routing::commands::owned(tx, &handed.collect::<Vec<_>>())?;
    Ok(changed)
}

/// Puts a position on an account's team from today on.
///
/// # Errors
/// As [`join`].
pub fn join_team(ctx: &Ctx, tx: &mut Tx<'_>, account: AccountId, position: PositionId, role: &str) -> Result<()> {
    join(ctx, tx, account, &Joining { position, role: role.to_owned(), ..Joining::default() })
}

/// Puts a position on an account's team from a day on; today where none is said.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; `refusal-owner-unknown` for a position that is not there on the day.
pub fn join(ctx: &Ctx, tx: &mut Tx<'_>, account: AccountId, joining: &Joining) -> Result<()> {
    may_edit(ctx, tx, account)?;
    let on = joining.on.unwrap_or(ctx.today);
    if ctx.organisation_on(on).position(joining.position).is_none() {
        return Err(Refusal::new("refusal-owner-unknown").at("position").into());
    }
    if sql::is_on_team(tx, account, joining, on)? {
        return Ok(());
    }
    sql::join_team(ctx, tx, account, joining, on)?;
    let told = json!({ "team": [null, joining] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Account, account, "team_joined", &told)
}

/// Takes a position off an account's team as of today.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub fn leave_team(ctx: &Ctx, tx: &mut Tx<'_>, account: AccountId, position: PositionId) -> Result<()> {
    may_edit(ctx, tx, account)?;
    if sql::leave_team(ctx, tx, account, position)? == 0 {
        return Ok(());
    }
    let told = json!({ "team": [{ "position": position }, null] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Account, account, "team_left", &told)
}

/// Gives a customer and its contacts from one position to another, where they are that one's. The caller has decided that
/// they pass, and who may take them.
///
/// # Errors
/// The database's own.
pub(crate) fn hand_over(ctx: &Ctx, tx: &mut Tx<'_>, id: AccountId, from: PositionId, to: PositionId) -> Result<()> {
    hand_over_alone(ctx, tx, id, from, to)?;
    let contacts = sql::contacts_of(tx, id, from)?;
    let contacts: Vec<_> = contacts.into_iter().map(|contact| (contact, to)).collect();
    crate::contacts::commands::hand_over(ctx, tx, &contacts)
}

/// As [`hand_over`], without the contacts.
///
/// # Errors
/// The database's own.
pub(crate) fn hand_over_alone(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    id: AccountId,
    from: PositionId,
    to: PositionId,
) -> Result<()> {
    let mut customer = Batch::<Account>::default();
    let mut handed = Vec::new();
    for old in records::some::<Account>(tx, None, &[id.0])?.into_iter().filter(|account| account.owner == from) {
        handed.push((old.id.0, to));
        customer.push(Some(old.clone()), Account { owner: to, ..old });
    }
    customer.write(ctx, tx, Cause::COMMAND)?;
    crate::routing::commands::leave_queue(tx, &[id.0])?;
    crate::cadences::commands::follow(ctx, tx, &handed)
}

fn may_edit(ctx: &Ctx, tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
    records::visible(ctx, tx, Noun::Account, account.0)?;
    if records::may(ctx, tx, Action::Edit, Noun::Account, account.0)? { Ok(()) } else { Err(Error::Forbidden) }
}
