//! A departure begun, gone on with, taken back.

use super::{Departure, Progress, moves, planned, queries, sql};
use crate::ctx::Who;
use crate::events::{self, Cause};
use crate::notifications::{self, Notice};
use crate::{Ctx, Error, House, Result, organisation, records, routing, users};
use db::Tx;
use domain::departures::{self as rules, Heir};
use domain::kernel::id::{PersonId, PositionId, SetId};
use domain::notifications::Kind;
use domain::organisation::{Edit, Person};
use domain::policy::{Action, Noun};
use domain::{Day, Refusal};
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

/// Records moved in one transaction.
const PART: i64 = 200;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Leave {
    /// Who.
    pub person: PersonId,
    /// Where their open work goes.
    pub heir: Heir,
    /// The first day they are gone; one to come is planned.
    pub on: Day,
}

/// Lets somebody go: their assignments end, their user may not sign in any more and is signed out everywhere. Their work is
/// moved by [`go_on`] afterwards. On a day to come all of that is only planned.
///
/// # Errors
/// [`Error::Forbidden`]; `refusal-person-unknown`; `refusal-last-owner`; `departure-planned-already`; those of [`rules::leave`].
pub fn begin(ctx: &Ctx, tx: &mut Tx<'_>, leave: &Leave) -> Result<SetId> {
    may(ctx)?;
    if leave.on > ctx.today {
        return planned::plan(ctx, tx, leave);
    }
    planned::forget(ctx, tx, leave.person)?;
    let departure = carry_out(ctx, tx, ctx.id(), leave)?;
    sql::insert(ctx, tx, &departure)?;
    Ok(departure.id)
}

/// Ends assignments and sessions, and answers the departure as it is then to be written down.
pub(super) fn carry_out(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId, leave: &Leave) -> Result<Departure> {
    let (person, seats, edits) = decided(ctx, tx, leave, leave.on)?;
    let edited = if edits.is_empty() { None } else { Some(organisation::commands::edit(ctx, tx, &edits)?.set) };
    let user = sql::user_of(tx, leave.person)?;
    let user_was = user.map(|user| users::get(ctx, tx, user)).transpose()?;
    let user = user_was.filter(|user| user.state != users::UserState::Disabled).map(|user| user.id);
    if let Some(user) = user {
        users::set_active(ctx, tx, user, false)?;
    }
    if leave.heir == Heir::Coverage {
        routing::commands::prepare(ctx, tx)?;
    }
    let state = if leave.heir == Heir::Successor { Progress::Done } else { Progress::Moving };
    let told = json!({ "person": [person.name, null], "heir": [null, leave.heir], "on": [null, leave.on] });
    events::append(tx, ctx, cause(id), Noun::Organisation, leave.person, "person_left", &told)?;
    Ok(Departure { user, edits: edited, state, ..noted(ctx, id, person, leave, seats) })
}

/// A departure of which nothing has come yet.
pub(super) fn noted(ctx: &Ctx, id: SetId, person: &Person, leave: &Leave, seats: Vec<PositionId>) -> Departure {
    Departure {
        id,
        person: leave.person,
        name: person.name.clone(),
        user: None,
        heir: leave.heir,
        seats,
        on: leave.on,
        edits: None,
        moved: 0,
        left: 0,
        state: Progress::Planned,
        begun_at: ctx.now,
    }
}

/// Who leaves, the seats they leave empty, and what is decided about the organisation, on a day that has come.
pub(super) fn decided<'c>(ctx: &'c Ctx, tx: &mut Tx<'_>, leave: &Leave, on: Day) -> Result<Decided<'c>> {
    let person = queries::person(ctx, leave.person)?;
    let seats = rules::seats(&ctx.organisation, ctx.history.rows(), leave.person);
    let edits = rules::leave(&ctx.organisation, person, &seats, leave.heir, (on, ctx.today))?;
    let user = sql::user_of(tx, leave.person)?;
    if user.is_some() && user == ctx.user {
        return Err(Refusal::new("departure-oneself").at("person").into());
    }
    Ok((person, seats, edits))
}

/// Somebody, their seats, and the edits that take them off these.
type Decided<'c> = (&'c Person, Vec<PositionId>, Vec<(Edit, Day)>);

/// Moves the next part of the work. Answers the departure as it then stands; [`Progress::Done`] where none is left.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub fn go_on(house: &House, who: Who, id: SetId) -> Result<Departure> {
    house.write(who, |ctx, tx| {
        may(ctx)?;
        let departure = sql::one(tx, id)?;
        if departure.state != Progress::Moving {
            return queries::told(ctx, tx, departure);
        }
        ctx.go_on_with(id);
        ctx.tell_together();
        let moved = part(ctx, tx, &departure)?;
        sql::moved(tx, id, moved)?;
        if moved == 0 && sql::turn(tx, id, Progress::Done, ctx.now)? {
            tell(ctx, tx, id)?;
        }
        let departure = sql::one(tx, id)?;
        queries::told(ctx, tx, departure)
    })
}

/// Tells whoever has the work now, kind by kind. Tasks and meetings go along with their records, and are told of only to who got
/// nothing else.
fn tell(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId) -> Result<()> {
    let steps = given(tx, id)?;
    let with_records: HashSet<PositionId> =
        steps.iter().filter(|(noun, ..)| *noun != Noun::Activity).map(|(.., to)| *to).collect();
    let notices: Vec<Notice> = steps
        .iter()
        .filter(|(noun, .., to)| *noun != Noun::Activity || !with_records.contains(to))
        .map(|(noun, record, _, to)| Notice::of(Kind::Inherited, *to, *noun, *record))
        .collect();
    notifications::tell(ctx, tx, &notices)
}

/// Moves one part: of the first seat and kind that has any.
fn part(ctx: &Ctx, tx: &mut Tx<'_>, departure: &Departure) -> Result<i64> {
    for seat in &departure.seats {
        // Somebody has taken the seat since: what lies on it is theirs.
        if !ctx.organisation.is_vacant(*seat) {
            continue;
        }
        let of = (*seat, departure.heir);
        for noun in sql::kinds() {
            let moved = moves::part(ctx, tx, noun, of, PART)?;
            if moved > 0 {
                return Ok(moved);
            }
        }
        let moved = moves::activities(ctx, tx, of, PART)?;
        if moved > 0 {
            return Ok(moved);
        }
    }
    Ok(0)
}

/// Takes a departure back: records go back where they stand as it left them, the assignments hold again, the user signs in
/// again. Answers how many records went back, and how many were changed since and stay.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`]; conflicts with later edits of the organisation.
pub fn undo(house: &House, who: Who, id: SetId) -> Result<(i64, i64)> {
    let mut steps = house.write(who, |ctx, tx| {
        may(ctx)?;
        let departure = sql::one(tx, id)?;
        if !sql::turn(tx, id, Progress::Undone, ctx.now)? {
            return Err(Error::NotFound);
        }
        if departure.state == Progress::Planned {
            planned::told_off(ctx, tx, &departure)?;
            return Ok(Vec::new());
        }
        if let Some(edits) = departure.edits {
            organisation::edits::undo(ctx, tx, edits, None)?;
        }
        if let Some(user) = departure.user {
            users::set_active(ctx, tx, user, true)?;
        }
        let told = json!({ "person": [null, departure.person] });
        events::append(tx, ctx, Cause::undo(id), Noun::Organisation, departure.person, "person_back", &told)?;
        given(tx, id)
    })?;
    let (mut back, mut kept) = (0, 0);
    while !steps.is_empty() {
        let next = steps.split_off(steps.len().min(usize::try_from(PART).unwrap_or(usize::MAX)));
        let (went, stay) = house.write(who, |ctx, tx| give_back(ctx, tx, &steps))?;
        (back, kept, steps) = (back + went, kept + stay, next);
    }
    Ok((back, kept))
}

/// A record that was moved: its kind, whose it was, whose it became.
type Step = (Noun, Uuid, PositionId, PositionId);

fn given(tx: &mut Tx<'_>, id: SetId) -> Result<Vec<Step>> {
    let step = |event: &events::Event| {
        let owner = event.changes.get("owner")?;
        let at = |place: usize| owner.get(place)?.as_str()?.parse::<PositionId>().ok();
        Some((Noun::from_key(&event.noun)?, event.record, at(0)?, at(1)?))
    };
    Ok(events::of_set(tx, id)?.iter().filter_map(step).collect())
}

fn give_back(ctx: &Ctx, tx: &mut Tx<'_>, steps: &[Step]) -> Result<(i64, i64)> {
    // What comes back was theirs.
    ctx.tell_together();
    let (mut back, mut kept) = (0, 0);
    for &(noun, record, was, became) in steps {
        if owner(tx, noun, record)? == Some(became) {
            moves::give(ctx, tx, noun, record, became, was)?;
            back += 1;
        } else if owner(tx, noun, record)? != Some(was) {
            kept += 1;
        }
    }
    Ok((back, kept))
}

fn owner(tx: &mut Tx<'_>, noun: Noun, record: Uuid) -> Result<Option<PositionId>> {
    match noun {
        Noun::Activity => {
            let found = crate::activities::handed::some(tx, &[domain::kernel::id::ActivityId(record)])?;
            Ok(found.first().and_then(|activity| activity.owner))
        }
        Noun::OutboundList => {
            let found = records::some::<domain::outbound::OutboundList>(tx, None, &[record])?;
            Ok(found.first().map(|list| list.owner))
        }
        _ => records::owner_of(tx, noun, record),
    }
}

/// Who changes users and the organisation lets people go.
pub(super) fn may(ctx: &Ctx) -> Result<()> {
    ctx.may(Action::Edit, Noun::User)?;
    ctx.may(Action::Edit, Noun::Organisation).map(drop)
}

pub(super) fn cause(set: SetId) -> Cause {
    Cause { set: Some(set), ..Cause::COMMAND }
}
