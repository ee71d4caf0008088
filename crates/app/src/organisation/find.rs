//! Finding parts of the organisation by what people and other systems call them, and naming them for display.

use crate::{Ctx, Error, Result};
use domain::kernel::id::{PersonId, PositionId, UnitId};
use domain::organisation::Organisation;

/// The position of that external id, or of that id of ours; its holder's external id will do where it is the
/// only one held.
///
/// # Errors
/// [`Error::NotFound`] where the organisation of the day has none such.
pub fn position(ctx: &Ctx, organisation: &Organisation, key: &str) -> Result<PositionId> {
    let key = key.trim();
    let held = || match organisation.positions_of(ctx.history.person_by_external(key)?) {
        [only] => Some(only.position),
        _ => None,
    };
    let ours = || key.parse::<PositionId>().ok();
    let here = |id: &PositionId| organisation.position(*id).is_some();
    let found = ctx.history.position_by_external(key).filter(here);
    // An external id may have been given to another position since: the day's own rows decide.
    let of_day = || organisation.positions().find(|p| p.external_id.as_deref() == Some(key)).map(|p| p.id);
    found.or_else(of_day).or_else(|| ours().filter(here)).or_else(held).ok_or(Error::NotFound)
}

/// The unit of that id, else the only one of that name.
///
/// # Errors
/// [`Error::NotFound`] where the organisation of the day has none such.
pub fn unit(ctx: &Ctx, organisation: &Organisation, key: &str) -> Result<UnitId> {
    let ours = key.trim().parse::<UnitId>().ok().filter(|id| organisation.unit(*id).is_some());
    let mut named = ctx.history.units_by_name(key).iter().filter(|id| organisation.unit(**id).is_some());
    let only = named.next().filter(|_| named.next().is_none()).copied();
    ours.or(only).ok_or(Error::NotFound)
}

/// What a position is called outside: its external id, else its own.
pub fn position_key(organisation: &Organisation, id: PositionId) -> String {
    let external = organisation.position(id).and_then(|p| p.external_id.clone());
    external.unwrap_or_else(|| id.to_string())
}

/// What a person is called outside: their external id, else their own.
pub fn person_key(organisation: &Organisation, id: PersonId) -> String {
    organisation.person(id).and_then(|p| p.external_id.clone()).unwrap_or_else(|| id.to_string())
}

/// A person's name; empty where nothing is known of them.
pub fn person_name(organisation: &Organisation, id: PersonId) -> String {
    organisation.person(id).map(|p| p.name.clone()).unwrap_or_default()
}

/// The names of those who hold a position, the first holder first.
pub fn holders(organisation: &Organisation, id: PositionId) -> Vec<String> {
    organisation.holders(id).iter().map(|h| person_name(organisation, h.person)).collect()
}
