//! Reads of the organisation: its shape, what changed, what is wrong with it, its people.
//!
//! Ids are external ones where there are such, so that an answer can be laid beside its source.

mod checks;
mod position;
mod unit;

pub use checks::{CheckView, ChecksView, Finding, check, structure};
pub use position::{Dotted, HistoryRow, Named, PositionView, RoleView, Staffed, position};
pub use unit::{UnitView, unit};
pub(crate) use {position::seat_name, unit::unit_name};

use super::find;
use crate::{Ctx, Result};
use domain::Day;
use domain::kernel::id::PersonId;
use domain::organisation::{Diff, Stats, diff as compare, stats as count};
use domain::policy::{Action, Noun};
use serde::Serialize;

/// The shape of the organisation on a day.
#[derive(Clone, Debug, Serialize)]
pub struct StatsView {
    /// The day.
    pub as_of: Day,
    /// The position at the top of what was counted; none for all.
    pub under: Option<String>,
    /// The numbers.
    #[serde(flatten)]
    pub stats: Stats,
}

/// Counts the organisation of a day, or the part of it at and below a position (by external id or id).
///
/// # Errors
/// Not found where the position is not there on the day.
pub fn stats(ctx: &Ctx, as_of: Option<Day>, under: Option<&str>) -> Result<StatsView> {
    ctx.may(Action::See, Noun::Organisation)?;
    let as_of = as_of.unwrap_or(ctx.today);
    let organisation = ctx.organisation_on(as_of);
    let top = under.map(|key| find::position(ctx, &organisation, key)).transpose()?;
    let under = top.map(|id| find::position_key(&organisation, id));
    Ok(StatsView { as_of, under, stats: count(&organisation, top) })
}

/// What differs between the organisations of two days.
///
/// # Errors
/// The permission to see it.
pub fn diff(ctx: &Ctx, from: Day, to: Day) -> Result<Diff> {
    ctx.may(Action::See, Noun::Organisation)?;
    Ok(compare(&ctx.organisation_on(from), &ctx.organisation_on(to)))
}

/// The days on which something changes, in order.
///
/// # Errors
/// The permission to see them.
pub fn change_days(ctx: &Ctx) -> Result<Vec<Day>> {
    ctx.may(Action::See, Noun::Organisation)?;
    Ok(ctx.history.change_days(None))
}

/// Someone who works here, and where.
#[derive(Clone, Debug, Serialize)]
pub struct PersonLine {
    /// Who.
    pub person: PersonId,
    /// Their external id.
    pub external_id: Option<String>,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: Option<String>,
    /// What they hold, the main position first.
    pub positions: Vec<Staffed>,
}

/// Everyone who holds a position on the day, by name.
///
/// # Errors
/// The permission to see them.
pub fn people(ctx: &Ctx, as_of: Day, named: &str) -> Result<Vec<PersonLine>> {
    ctx.may(Action::See, Noun::Organisation)?;
    let organisation = ctx.organisation_on(as_of);
    let wanted = text::fold(named);
    let mut lines: Vec<PersonLine> = organisation
        .seated()
        .filter_map(|(id, held)| {
            let person = organisation.person(id)?;
            let positions = held.iter().map(|h| Staffed::of(&organisation, h)).collect();
            let (name, email) = (person.name.clone(), person.email.clone());
            Some(PersonLine { person: id, external_id: person.external_id.clone(), name, email, positions })
        })
        .filter(|line| wanted.is_empty() || line.reads(&wanted))
        .collect();
    lines.sort_by_cached_key(|line| (text::sort_key(&line.name), line.person));
    Ok(lines)
}

impl PersonLine {
    fn reads(&self, wanted: &str) -> bool {
        let has = |text: &str| text::fold(text).contains(wanted);
        has(&self.name)
            || self.email.as_deref().is_some_and(has)
            || self.positions.iter().any(|p| has(&p.title) || p.unit.as_deref().is_some_and(has))
    }
}

/// Positions, units or people of a day whose name, holder or address reads so: what a field offers.
///
/// # Errors
/// The permission to see them.
pub fn options(ctx: &Ctx, as_of: Day, kind: &str, named: &str, most: usize) -> Result<Vec<Named>> {
    ctx.may(Action::See, Noun::Organisation)?;
    let organisation = ctx.organisation_on(as_of);
    let wanted = text::fold(named.trim());
    let reads = |text: &str| text::fold(text).contains(&wanted);
    Ok(match kind {
        "units" => organisation.units().filter(|u| reads(&u.name)).take(most).map(unit::unit_name).collect(),
        "people" => {
            let hint = |id| {
                let main = organisation.positions_of(id).first().and_then(|h| organisation.position(h.position));
                main.map(|p| p.title.clone()).into_iter().collect()
            };
            let people = ctx.history.rows().people.values();
            let found = people.filter(|p| reads(&p.name) || p.email.as_deref().is_some_and(reads)).take(most);
            let named = |p: &domain::organisation::Person| Named {
                key: find::person_key(&organisation, p.id),
                id: p.id.0,
                name: p.name.clone(),
                holders: hint(p.id),
            };
            found.map(named).collect()
        }
        _ => {
            let by_name = |id| find::holders(&organisation, id).iter().any(|name| reads(name));
            let found = organisation.positions().filter(|p| reads(&p.title) || by_name(p.id)).take(most);
            found.map(|p| position::seat_name(&organisation, p.id)).collect()
        }
    })
}
