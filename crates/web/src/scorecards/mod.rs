//! Scorecards: one's own, one's team, a position's, a unit's; targets.

mod api;
mod card;
mod pages;
mod targets;

use crate::routes::Routes;
use domain::kernel::id::{PositionId, UnitId};
use domain::policy::Noun;

/// One's own.
pub const MINE: &str = "/scorecards";
/// A position's.
pub const POSITION: &str = "/scorecards/positions/{id}";
/// Where a target of a position is set.
pub const TARGETS: &str = "/scorecards/positions/{id}/targets";
/// A unit's.
pub const UNIT: &str = "/scorecards/units/{id}";

/// The scorecard of a position.
pub fn position_href(id: PositionId) -> String {
    format!("/scorecards/positions/{id}")
}

/// The scorecard of a unit.
pub fn unit_href(id: UnitId) -> String {
    format!("/scorecards/units/{id}")
}

/// These routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(MINE, Noun::Measure, pages::mine)
        .page(POSITION, Noun::Measure, pages::position)
        .action(TARGETS, Noun::Measure, targets::set)
        .page(UNIT, Noun::Measure, pages::unit)
        .merge(api::routes())
}
