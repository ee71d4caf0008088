//! One unit on a day: its sales model, what is in it.

use super::super::find;
use super::position::{Named, seat_name};
use crate::{Ctx, Result};
use domain::Day;
use domain::kernel::id::UnitId;
use domain::organisation::{Organisation, Unit};
use domain::policy::{Action, Noun};
use serde::Serialize;
use std::collections::HashSet;

/// One unit on a day.
#[derive(Clone, Debug, Serialize)]
pub struct UnitView {
    /// The day.
    pub as_of: Day,
    /// Which unit.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// `team`, `pod`, `department` …
    pub kind: String,
    /// The unit around it; none for the company.
    pub parent: Option<Named>,
    /// Key of the sales model that holds in it, and the name of the unit that states it where that is another.
    pub model: Option<(String, Option<String>)>,
    /// Units right inside.
    pub units: Vec<Named>,
    /// Its own positions.
    pub positions: Vec<Named>,
    /// People in it and in the units inside it.
    pub people: usize,
}

/// One unit on a day, by id or by a name that only it has.
///
/// # Errors
/// Not found where it is not there on the day.
pub fn unit(ctx: &Ctx, as_of: Day, key: &str) -> Result<UnitView> {
    ctx.may(Action::See, Noun::Organisation)?;
    let organisation = ctx.organisation_on(as_of);
    let id = find::unit(ctx, &organisation, key)?;
    let unit = organisation.unit(id).ok_or(crate::Error::NotFound)?;
    let inside = |id: UnitId| organisation.unit(id).map(unit_name);
    let seats = organisation.positions_in(id, true);
    let people: HashSet<_> = seats.iter().flat_map(|s| organisation.holders(*s)).map(|held| held.person).collect();
    Ok(UnitView {
        as_of,
        id,
        name: unit.name.clone(),
        kind: unit.kind.clone(),
        parent: organisation.unit_tree().parent(id).and_then(inside),
        model: model(&organisation, id),
        units: organisation.units_in(id).filter_map(inside).collect(),
        positions: organisation.positions_in(id, false).iter().map(|s| seat_name(&organisation, *s)).collect(),
        people: people.len(),
    })
}

pub(crate) fn unit_name(unit: &Unit) -> Named {
    Named { key: unit.id.to_string(), id: unit.id.0, name: unit.name.clone(), holders: Vec::new() }
}

fn model(organisation: &Organisation, id: UnitId) -> Option<(String, Option<String>)> {
    let stating = organisation.unit_chain(id).filter_map(|u| organisation.unit(u)).find(|u| u.model.is_some())?;
    let key = serde_json::to_value(stating.model?).ok()?.as_str()?.to_owned();
    Some((key, (stating.id != id).then(|| stating.name.clone())))
}
