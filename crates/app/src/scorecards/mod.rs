//! Scorecards: the measures of a position's roles with target, state, the last periods and the records
//! behind each; the team beside them. Figures of a position are those of everyone below it, as it was then.

mod card;
mod csv;
mod drill;
mod period;
mod sql;
mod targets;

pub use card::{Card, CardRow, Made, Spark, TeamRow, main_measures, scorecard, team};
pub use csv::rows_csv;
pub use drill::{behind, list_filter};
pub use period::{Period, PeriodChoice};
pub use targets::{may_set_target, set_target, target_of};

use crate::measures::Subject;
use crate::{Ctx, Error, Result};
use domain::kernel::id::{PositionId, UnitId};
use domain::organisation::Organisation;
use domain::policy::{Action, Noun};

/// Whether the reader may see the figures of a position: their own, of those below today, or all.
pub fn may_see(ctx: &Ctx, position: PositionId) -> bool {
    let Ok(scope) = ctx.may(Action::See, Noun::Measure) else { return false };
    let below = |own: &PositionId| *own == position || ctx.organisation.is_under(position, *own);
    scope.is_all() || ctx.positions.iter().any(below)
}

/// Whether the reader may see the figures of everyone in a unit today.
pub fn may_see_unit(ctx: &Ctx, unit: UnitId) -> bool {
    let Ok(scope) = ctx.may(Action::See, Noun::Measure) else { return false };
    let mut members = members(&ctx.organisation, unit).peekable();
    scope.is_all() || (members.peek().is_some() && members.all(|p| may_see(ctx, p)))
}

/// Positions in a unit and the units inside it.
fn members(organisation: &Organisation, unit: UnitId) -> impl Iterator<Item = PositionId> + '_ {
    let subject = Subject::Unit(unit);
    organisation.positions().map(|p| p.id).filter(move |p| subject.holds(organisation, *p))
}

/// Refuses a subject whose figures the reader may not see, as if there were none.
fn check(ctx: &Ctx, subject: Subject) -> Result<()> {
    ctx.may(Action::See, Noun::Measure)?;
    let seen = match subject {
        Subject::Position(position) => may_see(ctx, position),
        Subject::Unit(unit) => may_see_unit(ctx, unit),
    };
    if seen { Ok(()) } else { Err(Error::NotFound) }
}
