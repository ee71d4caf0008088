//! Whose a record is that came back, where whoever had it has left or the queue it waited in has ended: whoever coverage
//! names, else who took it back. Without this it would be nobody's to see.

use super::Moved;
use crate::departures::{give, routed_kind, works};
use crate::{Ctx, Result, records, routing};
use db::Tx;
use domain::kernel::id::{PositionId, QueueId};
use domain::organisation::routing::Target;
use domain::policy::Noun;
use uuid::Uuid;

/// Gives it to somebody where it is nobody's any more, and says to whom. `queues` are those that it waited in.
pub(super) fn settle(ctx: &Ctx, tx: &mut Tx<'_>, (noun, id): (Noun, Uuid), queues: &[Uuid]) -> Result<Option<Moved>> {
    let Some(owner) = records::owner_of(tx, noun, id)? else { return Ok(None) };
    let is_nobody = routing::commands::is_nobody(tx, owner)?;
    let has_left = !is_nobody && (ctx.organisation.position(owner).is_none() || ctx.organisation.is_vacant(owner));
    let has_ended = is_nobody && ended(ctx, tx, queues)?;
    if !has_left && !has_ended {
        return Ok(None);
    }
    // Whoever takes a colleague's record back has it at hand; what waited in a queue is for whom coverage names.
    let own = ctx.positions.first().copied().filter(|_| has_left);
    let to = match own {
        Some(own) => Some(Target::Position(own)),
        None => routed(ctx, tx, (noun, id))?,
    };
    let Some(to) = to else { return Ok(None) };
    let heir = match to {
        Target::Position(position) => position,
        Target::Queue(_) => routing::commands::nobody(ctx, tx)?,
    };
    if heir != owner {
        give(ctx, tx, noun, id, owner, heir)?;
    }
    Ok(Some(named(ctx, tx, to)?))
}

/// Whether one of the queues holds no more today.
fn ended(ctx: &Ctx, tx: &mut Tx<'_>, queues: &[Uuid]) -> Result<bool> {
    let standing = routing::queries::standing_queues(ctx, tx)?;
    Ok(queues.iter().any(|queue| !standing.contains_key(&QueueId(*queue))))
}

/// Where coverage sends it; nowhere what follows other records.
fn routed(ctx: &Ctx, tx: &mut Tx<'_>, (noun, id): (Noun, Uuid)) -> Result<Option<Target>> {
    let Some(kind) = routed_kind(noun) else { return Ok(None) };
    let items = works(ctx, tx, kind, &[id])?;
    Ok(routing::commands::route(ctx, tx, &items)?.first().map(|decision| decision.to))
}

fn named(ctx: &Ctx, tx: &mut Tx<'_>, to: Target) -> Result<Moved> {
    Ok(match to {
        Target::Position(position) => Moved::Seat(seat(ctx, position)),
        Target::Queue(queue) => Moved::Queue(routing::queries::standing_queues(ctx, tx)?.remove(&queue).flatten()),
    })
}

/// Who holds a seat, or its title.
fn seat(ctx: &Ctx, position: PositionId) -> String {
    let holder = ctx.organisation.person_of(position).and_then(|person| ctx.organisation.person(person));
    let title = || ctx.organisation.position(position).map(|seat| seat.title.clone()).unwrap_or_default();
    holder.map_or_else(title, |person| person.name.clone())
}
