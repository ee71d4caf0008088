//! What a departure would do, and how far those that began are.

use super::commands::may;
use super::{Count, Departure, Preview, Progress, Share, moves, sql};
use crate::routing::leaving;
use crate::{Ctx, Result};
use db::Tx;
use domain::Refusal;
use domain::departures::{self as rules, Heir};
use domain::kernel::id::{PersonId, PositionId, SetId};
use domain::organisation::routing::Target;
use domain::organisation::{History, Organisation, Person, State};
use domain::policy::Noun;
use std::collections::BTreeMap;

/// Records of each kind and seat that are looked at to say where they would go.
const LOOKED_AT: i64 = 500;

/// A person by id.
pub(super) fn person(ctx: &Ctx, id: PersonId) -> Result<&Person> {
    let found = ctx.history.rows().people.get(&id);
    Ok(found.ok_or_else(|| Refusal::new("refusal-person-unknown").at("person"))?)
}

/// What would happen if somebody left today. Writes nothing.
///
/// # Errors
/// [`crate::Error::Forbidden`]; `refusal-person-unknown`; those of [`rules::leave`].
pub fn preview(ctx: &Ctx, tx: &mut Tx<'_>, id: PersonId, heir: Heir) -> Result<Preview> {
    may(ctx)?;
    let who = person(ctx, id)?;
    let seats = rules::seats(&ctx.organisation, ctx.history.rows(), id);
    let edits = rules::leave(&ctx.organisation, who, &seats, heir, (ctx.today, ctx.today))?;
    let titled = |seat: PositionId| {
        let title = ctx.organisation.position(seat).map(|position| position.title.clone());
        (seat, title.unwrap_or_default())
    };
    let held = ctx.organisation.positions_of(id).iter().map(|held| held.position);
    let shared = held.filter(|seat| !seats.contains(seat)).map(titled).collect();
    let waiting = seats.iter().map(|seat| sql::waiting(tx, *seat)).sum::<Result<i64>>()?;
    let counts = sql::counts(tx, &seats)?;
    let mut state = State::new(ctx.history.rows());
    for (edit, on) in &edits {
        state.decide(edit, *on)?;
    }
    let changes = state.close(ctx.now, &mut || ctx.id());
    let mut rows = ctx.history.rows().clone();
    changes.apply(&mut rows);
    let after = History::new(rows).on(ctx.today, None);
    let (shares, is_part) = shares(ctx, tx, &after, &seats, heir, &counts)?;
    Ok(Preview {
        person: id,
        name: who.name.clone(),
        user: sql::user_of(tx, id)?,
        seats: seats.iter().copied().map(titled).collect(),
        shared,
        counts,
        waiting,
        shares,
        is_part,
    })
}

/// Who would get what. What follows other records is not told apart: it goes where they go.
fn shares(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    after: &Organisation,
    seats: &[PositionId],
    heir: Heir,
    counts: &[Count],
) -> Result<(Vec<Share>, bool)> {
    let mut to: BTreeMap<Option<PositionId>, Vec<Count>> = BTreeMap::new();
    let mut is_part = false;
    match heir {
        Heir::Successor => {}
        Heir::Position(position) => {
            to.insert(Some(position), counts.iter().copied().filter(|count| count.count > 0).collect());
        }
        Heir::Coverage => {
            for seat in seats {
                for noun in sql::kinds() {
                    let Some(kind) = moves::routed_kind(noun) else { continue };
                    let ids = sql::open(tx, noun, *seat, None, LOOKED_AT)?;
                    is_part |= ids.len() >= usize::try_from(LOOKED_AT).unwrap_or(usize::MAX);
                    let items = moves::works(ctx, tx, kind, &ids)?;
                    for decision in leaving::would_go(ctx, tx, after, &items)? {
                        let target = if let Target::Position(position) = decision.to { Some(position) } else { None };
                        count(to.entry(target).or_default(), noun);
                    }
                }
            }
        }
    }
    let share =
        |(to, counts): (Option<PositionId>, Vec<Count>)| Share { to, name: to.map(|to| name(after, to)), counts };
    Ok((to.into_iter().map(share).collect(), is_part))
}

fn count(counts: &mut Vec<Count>, noun: Noun) {
    match counts.iter_mut().find(|count| count.kind == noun.key()) {
        Some(count) => count.count += 1,
        None => counts.push(Count { kind: noun.key(), count: 1 }),
    }
}

/// Who holds a seat, or its title.
fn name(organisation: &Organisation, seat: PositionId) -> String {
    let holder = organisation.person_of(seat).and_then(|person| organisation.person(person));
    let title = || organisation.position(seat).map(|position| position.title.clone()).unwrap_or_default();
    holder.map_or_else(title, |person| person.name.clone())
}

/// One departure.
///
/// # Errors
/// [`crate::Error::Forbidden`], [`crate::Error::NotFound`].
pub fn get(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId) -> Result<Departure> {
    may(ctx)?;
    let departure = sql::one(tx, id)?;
    told(ctx, tx, departure)
}

/// The newest departures, newest first.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn list(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<Departure>> {
    may(ctx)?;
    sql::all(tx)?.into_iter().map(|departure| told(ctx, tx, departure)).collect()
}

/// With the name of who left, and what is left to move.
pub(super) fn told(ctx: &Ctx, tx: &mut Tx<'_>, mut departure: Departure) -> Result<Departure> {
    departure.name =
        ctx.history.rows().people.get(&departure.person).map(|person| person.name.clone()).unwrap_or_default();
    if departure.state == Progress::Moving {
        let vacant = departure.seats.iter().copied().filter(|seat| ctx.organisation.is_vacant(*seat));
        departure.left = sql::counts(tx, &vacant.collect::<Vec<_>>())?.iter().map(|count| count.count).sum();
    }
    Ok(departure)
}
