//! Checks of the units: empty ones, and positions left behind by one that ended.

use super::{Check, CheckItem, Kind, Organisation};

const EMPTY: Kind = Kind::info("empty_unit", "end_or_fill_unit");
const ENDED: Kind = Kind::error("ended_unit_with_positions", "move_to_unit");

/// Units without a position in them or below; of nested ones the outermost.
pub(super) fn empty_unit(organisation: &Organisation) -> Check {
    let is_empty = |id| organisation.positions_in(id, true).is_empty();
    let around = |id| organisation.unit_tree().parent(id);
    let outermost = organisation.units().filter(|unit| is_empty(unit.id) && !around(unit.id).is_some_and(is_empty));
    EMPTY.check(outermost.map(|unit| CheckItem { unit: Some(unit.id), ..EMPTY.item(&unit.name) }).collect())
}

/// Positions whose unit is not there on the day.
pub(super) fn ended_unit_with_positions(organisation: &Organisation) -> Check {
    let mut items = Vec::new();
    for position in organisation.positions_without_unit().iter().filter_map(|&id| organisation.position(id)) {
        let mut versions = organisation.rows.units.iter().map(|row| &row.dated.value);
        let name = versions.rfind(|unit| unit.id == position.unit).map(|unit| unit.name.clone());
        let item = CheckItem { unit: Some(position.unit), ..ENDED.position(organisation, position.id) };
        items.push(item.with("unit", name.unwrap_or_default()));
    }
    ENDED.check(items)
}
