//! What the customers are told apart by, and who answers for each part: segments since the reorganisation, each
//! covered by the position whose people work it.

use crate::careers::Staff;
use crate::play::house_at;
use app::ctx::Who;
use app::{Error, House, organisation, segments};
use domain::Day;
use domain::kernel::id::CoverageId;
use domain::organisation::{Coverage, Distribution, Edit, Limits};

/// Name, condition, and the seat that covers it, as what.
const SEGMENTS: [(&str, &str, &str, Distribution); 4] = [
    ("Key accounts", "tier = key", "key", Distribution::Owner),
    (
        "Mid-market Nordics",
        "country in (NO, SE, DK, FI) and tier in (enterprise, mid)",
        "nordics",
        Distribution::LeastLoaded,
    ),
    ("Mid-market DACH", "country in (DE, AT, CH) and tier in (enterprise, mid)", "dach", Distribution::LeastLoaded),
    ("Small customers and China", "tier = small or country = CN and tier != key", "inside", Distribution::RoundRobin),
];

/// Defines the segments and who covers them, where the seat is there.
///
/// # Errors
/// What a command refuses; the database's own.
pub fn cover(house: &House, staff: &Staff, today: Day, since: Day) -> Result<(), Error> {
    house_at(house, today, 9).write(Who::Console, |ctx, tx| {
        let mut edits = Vec::new();
        for (priority, (name, predicate, seat, distribution)) in (1..).zip(SEGMENTS) {
            let position = staff.seat(seat).map(|seat| staff.position(seat));
            let Some(position) = position.filter(|id| ctx.organisation_on(since).position(*id).is_some()) else {
                continue;
            };
            let segment = Some(segments::commands::define(ctx, tx, name, predicate, since)?);
            let (id, stages) = (ctx.id::<CoverageId>(), Vec::new());
            let (position, limits) = (Some(position), Limits::default());
            let coverage = Coverage { id, segment, stages, unit: None, position, distribution, priority, limits };
            edits.push((Edit::AddCoverage { coverage }, since));
        }
        organisation::commands::edit(ctx, tx, &edits).map(|_| ())
    })
}
