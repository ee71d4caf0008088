//! What customers and leads are told apart by, and who answers for each part: segments since the reorganisation, each
//! covered by the position or unit whose people work it.

use crate::careers::Staff;
use crate::play::house_at;
use app::ctx::Who;
use app::routing::settings;
use app::{Ctx, Error, House, Tx, organisation, segments};
use domain::Day;
use domain::kernel::id::{CoverageId, SegmentId};
use domain::organisation::routing::{Back, Setting, WorkKind};
use domain::organisation::{Coverage, Distribution, Edit, Limits};

/// A segment and who covers it.
struct Part {
    name: &'static str,
    predicate: &'static str,
    /// Seat that covers it as a position, or whose unit does.
    seat: &'static str,
    by_unit: bool,
    stages: &'static [&'static str],
    how: Distribution,
}

const SELLING: &[&str] = &["account", "presenting", "negotiating", "closing", "following_up"];
const LEADS: &[&str] = &["prospecting", "qualifying"];

#[rustfmt::skip]
const PARTS: [Part; 7] = [
    Part { name: "Key accounts", predicate: "tier = key", seat: "key", by_unit: false, stages: &[], how: Distribution::Owner },
    Part { name: "Small companies, Nordics", predicate: "country in (NO, SE, DK, FI) and employees < 50", seat: "oslo-lead", by_unit: true, stages: LEADS, how: Distribution::RoundRobin },
    Part { name: "Small companies, DACH", predicate: "country in (DE, AT, CH) and employees < 50", seat: "munich-lead", by_unit: true, stages: LEADS, how: Distribution::RoundRobin },
    Part { name: "Nordics", predicate: "country in (NO, SE, DK, FI)", seat: "leads_nordics-lead", by_unit: true, stages: LEADS, how: Distribution::LeastLoaded },
    Part { name: "DACH", predicate: "country in (DE, AT, CH)", seat: "leads_dach-lead", by_unit: true, stages: LEADS, how: Distribution::BestFit },
    Part { name: "Mid-market Nordics", predicate: "country in (NO, SE, DK, FI) and tier in (enterprise, mid)", seat: "nordics", by_unit: false, stages: SELLING, how: Distribution::LeastLoaded },
    Part { name: "Mid-market DACH", predicate: "country in (DE, AT, CH) and tier in (enterprise, mid)", seat: "dach", by_unit: false, stages: SELLING, how: Distribution::LeastLoaded },
];
/// What inside sales covers whole, from the first call on.
#[rustfmt::skip]
const INSIDE: [Part; 2] = [
    Part { name: "China", predicate: "country = CN", seat: "shanghai-lead", by_unit: true, stages: LEADS, how: Distribution::RoundRobin },
    Part { name: "Small customers and China", predicate: "tier = small or country = CN and tier != key", seat: "inside", by_unit: false, stages: &[], how: Distribution::RoundRobin },
];

/// Hours after which a lead that nobody tried to reach goes back to the queue.
const LEFT_LYING: u32 = 24 * 21;

/// Defines the segments and who covers them, where the seat is there.
///
/// # Errors
/// What a command refuses; the database's own.
pub fn cover(house: &House, staff: &Staff, since: Day) -> Result<(), Error> {
    house_at(house, since, 6).write(Who::Console, |ctx, tx| {
        let mut edits = Vec::new();
        for (priority, part) in (1..).zip(PARTS.iter().chain(&INSIDE)) {
            let standing = ctx.organisation_on(since);
            let seat = staff.seat(part.seat).map(|seat| staff.position(seat));
            let Some(seat) = seat.and_then(|id| standing.position(id)) else { continue };
            let segment = segments::commands::define(ctx, tx, part.name, part.predicate, since)?;
            let by = if part.by_unit { (Some(seat.unit), None) } else { (None, Some(seat.id)) };
            edits.push((Edit::AddCoverage { coverage: coverage(ctx, part, segment, by, priority) }, since));
        }
        organisation::commands::edit(ctx, tx, &edits)?;
        rules(ctx, tx, staff, since)
    })
}

fn coverage(
    ctx: &Ctx,
    part: &Part,
    segment: SegmentId,
    (unit, position): (Option<domain::kernel::id::UnitId>, Option<domain::kernel::id::PositionId>),
    priority: i32,
) -> Coverage {
    Coverage {
        id: ctx.id::<CoverageId>(),
        segment: Some(segment),
        stages: part.stages.iter().map(|stage| (*stage).to_owned()).collect(),
        unit,
        position,
        distribution: part.how,
        priority,
        limits: Limits { ignores_hours: true, ..Limits::default() },
    }
}

/// A queue of lead generation's own, and the rule that takes back what nobody works.
fn rules(ctx: &Ctx, tx: &mut Tx<'_>, staff: &Staff, since: Day) -> Result<(), Error> {
    let unit = |key: &str| {
        let position = staff.position(staff.seat(key)?);
        ctx.organisation_on(since).position(position).map(|position| position.unit)
    };
    if let Some(unit) = unit("leads") {
        let queue = Setting::Queue { name: "Leads to be placed".to_owned(), unit: Some(unit) };
        settings::set(ctx, tx, &queue, since, None)?;
    }
    let recycle = Setting::Recycle { work: WorkKind::Lead, hours: LEFT_LYING, to: Back::Queue };
    settings::set(ctx, tx, &recycle, since, None).map(drop)
}
