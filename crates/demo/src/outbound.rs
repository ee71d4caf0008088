//! Outbound lists: some days ago those who develop leads put what had come in on lists. How far each is follows from what the
//! story tells of them since.

use crate::careers::Staff;
use crate::play::{Company, house_at};
use app::ctx::Who;
use app::listing::{self, Kind, ListQuery, kinds};
use app::outbound::{Draft, commands};
use app::{Ctx, Error, House, Tx};
use domain::Day;
use domain::kernel::id::PositionId;
use domain::policy::{Action, Noun};
use uuid::Uuid;

/// A list as it was made.
struct Planned {
    /// Whose it is.
    seat: &'static str,
    /// Seats whose leads are on it begin so.
    of: &'static str,
    name: &'static str,
    purpose: &'static str,
    /// Days since it was made, and until it is to be done.
    ago: i64,
    due: i64,
    /// Leads that came in so many days before, at most so many; and contacts beside them.
    back: i64,
    leads: i64,
    contacts: i64,
}

const LISTS: [Planned; 4] = [
    Planned {
        seat: "leads_nordics-lead",
        of: "leads_nordics",
        name: "Calibration offer, Nordics",
        purpose: "Free calibration check with the first pump until the summer shutdown.",
        ago: 9,
        due: 12,
        back: 24,
        leads: 36,
        contacts: 0,
    },
    Planned {
        seat: "leads_dach-lead",
        of: "leads_dach",
        name: "Trade fair follow-up",
        purpose: "Everyone who left a card at the stand.",
        ago: 16,
        due: -1,
        back: 30,
        leads: 24,
        contacts: 0,
    },
    Planned {
        seat: "leads_nordics-lead",
        of: "leads_nordics-lead",
        name: "Mornings this week",
        purpose: "The first hour of each day.",
        ago: 2,
        due: 5,
        back: 60,
        leads: 12,
        contacts: 0,
    },
    Planned {
        seat: "norway-ae1",
        of: "norway-ae1",
        name: "Old customers, new flow meter",
        purpose: "A visit with the new meter before the price list changes.",
        ago: 6,
        due: 20,
        back: 90,
        leads: 10,
        contacts: 12,
    },
];

/// Makes the lists, each with the clock at its day.
///
/// # Errors
/// What a command refuses; the database's own.
pub fn make(house: &House, company: &Company) -> Result<(), Error> {
    let (staff, today) = (&company.staff, company.dates.today);
    let users = house.read(Who::Console, app::users::list)?;
    for planned in &LISTS {
        let day = today.plus(-planned.ago);
        let Some(seat) = staff.seat(planned.seat) else { continue };
        let holder = staff.holder(seat, today).and_then(|tenure| staff.people.get(tenure.person));
        let user = users.iter().find(|user| holder.is_some_and(|person| user.person == Some(person.id)));
        let who = user.map_or(Who::Console, |user| Who::User(user.id));
        let then = house_at(house, day, 8);
        then.write(who, |ctx, tx| one(ctx, tx, staff, planned, (seat, today)))?;
    }
    Ok(())
}

fn one(ctx: &Ctx, tx: &mut Tx<'_>, staff: &Staff, planned: &Planned, (seat, today): (usize, Day)) -> Result<(), Error> {
    let owners: Vec<PositionId> = (0..staff.seats.len())
        .filter(|at| staff.seats.get(*at).is_some_and(|seat| seat.key.starts_with(planned.of)))
        .map(|at| staff.position(at))
        .collect();
    let owned = owners.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
    let (from, to) = (ctx.today.plus(-planned.back), ctx.today.plus(-1));
    // Those who were open then: whoever is closed now was closed since.
    let was_open = format!("(status in (new, working) or updated_at >= {})", ctx.today);
    let came = format!("owner in ({owned}) and created_on >= {from} and created_on <= {to} and {was_open}");
    let mut members = found(ctx, tx, &kinds::LEADS, Noun::Lead, came, planned.leads)?;
    members.extend(found(ctx, tx, &kinds::CONTACTS, Noun::Contact, format!("owner in ({owned})"), planned.contacts)?);
    if members.is_empty() {
        return Ok(());
    }
    let draft = Draft {
        name: planned.name.to_owned(),
        purpose: Some(planned.purpose.to_owned()),
        owner: Some(staff.position(seat)),
        due_on: Some(today.plus(planned.due)),
        ..Draft::default()
    };
    let id = commands::create(ctx, tx, &draft)?;
    commands::put_on(ctx, tx, id, &members).map(drop)
}

fn found(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    kind: &Kind,
    noun: Noun,
    filter: String,
    most: i64,
) -> Result<Vec<(Noun, Uuid)>, Error> {
    if most == 0 {
        return Ok(Vec::new());
    }
    let ids = listing::ids(ctx, tx, kind, Action::See, &ListQuery::filtered(filter), most)?;
    Ok(ids.into_iter().map(|id| (noun, id)).collect())
}
