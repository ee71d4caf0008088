//! Where each record of a seat goes, and the move itself.

use super::sql;
use crate::activities::handed;
use crate::records;
use crate::routing::{self, Item, leaving};
use crate::{Ctx, Result, accounts, contacts, leads, opportunities, outbound};
use db::Tx;
use domain::departures::{Heir, stand_in};
use domain::kernel::id::{AccountId, ActivityId, LeadId, OpportunityId, PositionId};
use domain::leads::Lead;
use domain::organisation::routing::WorkKind;
use domain::outbound::OutboundList;
use domain::policy::Noun;
use uuid::Uuid;

/// The kind of work that coverage sends somewhere; none of what follows other records.
pub(crate) fn routed_kind(noun: Noun) -> Option<WorkKind> {
    match noun {
        Noun::Account => Some(WorkKind::Account),
        Noun::Opportunity => Some(WorkKind::Opportunity),
        Noun::Lead => Some(WorkKind::Lead),
        _ => None,
    }
}

/// Records of a kind as work to be routed.
pub(crate) fn works(ctx: &Ctx, tx: &mut Tx<'_>, kind: WorkKind, ids: &[Uuid]) -> Result<Vec<Item>> {
    if kind == WorkKind::Lead {
        let found = records::some::<Lead>(tx, None, ids)?;
        return leads::commands::items(ctx, tx, &found.iter().collect::<Vec<_>>());
    }
    leaving::items(ctx, tx, kind, ids)
}

/// Who takes what follows no record that moved.
pub(super) fn substitute(ctx: &Ctx, tx: &mut Tx<'_>, seat: PositionId, heir: Heir) -> Result<PositionId> {
    match stand_in(&ctx.organisation, seat, heir) {
        Some(to) => Ok(to),
        None => routing::commands::nobody(ctx, tx),
    }
}

/// Moves up to `limit` records of a kind off a seat. Answers how many there were: fewer than `limit` where none is left.
pub(super) fn part(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    noun: Noun,
    (seat, heir): (PositionId, Heir),
    limit: i64,
) -> Result<i64> {
    let other = substitute(ctx, tx, seat, heir)?;
    let ids = sql::open(tx, noun, seat, None, limit)?;
    let to = targets(ctx, tx, noun, &ids, (seat, heir), other)?;
    for (id, to) in &to {
        give(ctx, tx, noun, *id, seat, *to)?;
    }
    Ok(i64::try_from(to.len()).unwrap_or(i64::MAX))
}

/// Who gets each record.
fn targets(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    noun: Noun,
    ids: &[Uuid],
    (seat, heir): (PositionId, Heir),
    other: PositionId,
) -> Result<Vec<(Uuid, PositionId)>> {
    if let (Heir::Coverage, Some(kind)) = (heir, routed_kind(noun)) {
        let items = works(ctx, tx, kind, ids)?;
        let decisions = routing::commands::route(ctx, tx, &items)?;
        let mut to = Vec::with_capacity(items.len());
        for (item, decision) in items.iter().zip(&decisions) {
            let owner = routing::commands::owner_of(ctx, tx, decision)?;
            to.push((item.record, if owner == seat { other } else { owner }));
        }
        return Ok(to);
    }
    if noun == Noun::Contact && heir == Heir::Coverage {
        return ids.iter().map(|id| Ok((*id, with_account(tx, *id, seat)?.unwrap_or(other)))).collect();
    }
    Ok(ids.iter().map(|id| (*id, other)).collect())
}

/// Who has the account of a contact.
fn with_account(tx: &mut Tx<'_>, contact: Uuid, seat: PositionId) -> Result<Option<PositionId>> {
    let of = records::accounts_of(tx, &[(Noun::Contact, contact)])?;
    let Some(account) = of.get(&contact) else { return Ok(None) };
    Ok(records::owner_of(tx, Noun::Account, account.0)?.filter(|owner| *owner != seat))
}

/// Gives one record from a seat to another.
pub(crate) fn give(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, id: Uuid, from: PositionId, to: PositionId) -> Result<()> {
    match noun {
        Noun::Account => accounts::commands::hand_over_alone(ctx, tx, AccountId(id), from, to),
        Noun::Opportunity => opportunities::commands::hand_over(ctx, tx, OpportunityId(id), to),
        Noun::Lead => leads::commands::hand_over(ctx, tx, LeadId(id), to),
        Noun::Contact => contacts::commands::hand_over(ctx, tx, &[(id, to)]),
        Noun::OutboundList => {
            let found = records::some::<OutboundList>(tx, None, &[id])?;
            found.into_iter().try_for_each(|list| outbound::commands::hand_over(ctx, tx, list, to))
        }
        Noun::Activity => {
            let found = handed::some(tx, &[ActivityId(id)])?;
            handed::hand_over(ctx, tx, found.into_iter().map(|activity| (activity, to)).collect())
        }
        _ => Ok(()),
    }
}

/// Moves up to `limit` open activities off a seat: each to whoever has its record now.
pub(super) fn activities(ctx: &Ctx, tx: &mut Tx<'_>, (seat, heir): (PositionId, Heir), limit: i64) -> Result<i64> {
    let other = substitute(ctx, tx, seat, heir)?;
    let mut given = Vec::new();
    for activity in handed::open_of(tx, seat, None, limit)? {
        let owner = records::owner_of(tx, activity.noun, activity.record)?.filter(|owner| *owner != seat);
        given.push((activity, owner.unwrap_or(other)));
    }
    let count = i64::try_from(given.len()).unwrap_or(i64::MAX);
    handed::hand_over(ctx, tx, given)?;
    Ok(count)
}
