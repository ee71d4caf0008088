//! Departures on a day to come: written down now, carried out by the server on that day as if somebody did it then.
//!
//! Where what was decided does not hold any more on the day (the seat that was to take the work is empty), the person leaves
//! all the same and the work waits on their seat, for whoever decides anew. What keeps the person from leaving at all, as
//! that no owner would be left, keeps the departure planned until it is mended.

use super::commands::{Leave, carry_out, cause, decided, go_on, noted};
use super::{Departure, Progress, sql};
use crate::ctx::Who;
use crate::events::{self, Cause};
use crate::{Ctx, Error, House, Result};
use db::Tx;
use domain::Refusal;
use domain::departures::Heir;
use domain::kernel::id::{PersonId, SetId};
use domain::policy::Noun;
use serde_json::json;

/// Writes a departure down for its day. Refused what would be refused today.
pub(super) fn plan(ctx: &Ctx, tx: &mut Tx<'_>, leave: &Leave) -> Result<SetId> {
    if sql::planned_of(tx, leave.person)?.is_some() {
        return Err(Refusal::new("departure-planned-already").at("person").into());
    }
    let (person, seats, _) = decided(ctx, tx, leave, ctx.today)?;
    let departure = noted(ctx, ctx.id(), person, leave, seats);
    sql::insert(ctx, tx, &departure)?;
    let told = json!({ "person": [person.name, null], "heir": [null, leave.heir], "on": [null, leave.on] });
    events::append(tx, ctx, cause(departure.id), Noun::Organisation, leave.person, "departure_planned", &told)?;
    Ok(departure.id)
}

/// Somebody leaves before the day that was planned.
pub(super) fn forget(ctx: &Ctx, tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let Some(id) = sql::planned_of(tx, person)? else { return Ok(()) };
    let departure = sql::one(tx, id)?;
    sql::turn(tx, id, Progress::Undone, ctx.now)?;
    told_off(ctx, tx, &departure)
}

/// That a departure which was planned does not come.
pub(super) fn told_off(ctx: &Ctx, tx: &mut Tx<'_>, departure: &Departure) -> Result<()> {
    let told = json!({ "on": [departure.on, null] });
    events::append(tx, ctx, Cause::undo(departure.id), Noun::Organisation, departure.person, "departure_dropped", &told)
}

/// Carries out what was planned for today or before, and moves the work. Answers how many departures were carried out.
///
/// # Errors
/// The database's own; after the others, what kept one from being carried out.
pub fn look(house: &House) -> Result<usize> {
    let due = match house.read(Who::Console, |ctx, tx| sql::planned_until(tx, ctx.today)) {
        // Nobody has founded a company here yet.
        Err(Error::NotFound) => return Ok(0),
        due => due?,
    };
    let (mut done, mut fault) = (0, None);
    for id in due {
        match carried_out(house, id) {
            Ok(()) => done += 1,
            Err(error) if error.is_passing() => return Err(error),
            Err(error) => fault = fault.or(Some(error)),
        }
    }
    fault.map_or(Ok(done), Err)
}

fn carried_out(house: &House, id: SetId) -> Result<()> {
    match house.write(Who::Console, |ctx, tx| on_its_day(ctx, tx, id, None)) {
        Err(Error::Refused(reasons)) if reasons.iter().any(|reason| reason.code == "departure-heir") => {
            house.write(Who::Console, |ctx, tx| on_its_day(ctx, tx, id, Some(Heir::Successor)))?;
        }
        done => done?,
    }
    while go_on(house, Who::Console, id)?.state == Progress::Moving {}
    Ok(())
}

/// Lets somebody go whose day has come; `heir` instead of the one that was planned.
fn on_its_day(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId, heir: Option<Heir>) -> Result<()> {
    // Of two servers one turns it.
    if !sql::begin(tx, id)? {
        return Ok(());
    }
    let planned = sql::one(tx, id)?;
    let leave = Leave { person: planned.person, heir: heir.unwrap_or(planned.heir), on: planned.on };
    let departure = carry_out(ctx, tx, id, &leave)?;
    sql::carried_out(tx, &departure)
}
