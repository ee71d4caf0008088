//! Who covers which segment at which stage, on a day.

use super::sql;
use crate::organisation::queries::{Named, seat_name, unit_name};
use crate::{Ctx, Result};
use db::Tx;
use domain::Day;
use domain::kernel::id::{CoverageId, PositionId, SegmentId, UnitId};
use domain::organisation::{Coverage, Distribution, Limits, Organisation};
use domain::policy::{Action, Noun};
use domain::segments::Segments;
use serde::Serialize;

/// A coverage as it holds on the day.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageView {
    /// Which.
    pub id: CoverageId,
    /// The segment; none covers everything.
    pub segment: Option<SegmentId>,
    /// The segment's name on the day; none where the coverage names none, or one that has ended.
    pub segment_name: Option<String>,
    /// Keys of the stages; empty means all.
    pub stages: Vec<String>,
    /// The position that covers,
    pub position: Option<Named>,
    /// or the unit.
    pub unit: Option<Named>,
    /// How work is shared out.
    pub distribution: Distribution,
    /// Lower first.
    pub priority: i32,
    /// How much each may be given.
    pub limits: Limits,
    /// The first day of it so.
    pub from: Day,
    /// The last day, included; none while it lasts.
    pub to: Option<Day>,
}

/// Which coverages are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
    /// Every one.
    All,
    /// Those of a segment.
    Segment(SegmentId),
    /// Those of a position, and those of its unit, which its holder works in.
    Position(PositionId),
    /// Those of a unit.
    Unit(UnitId),
}

impl Covers {
    fn has(self, organisation: &Organisation, coverage: &Coverage) -> bool {
        match self {
            Covers::All => true,
            Covers::Segment(id) => coverage.segment == Some(id),
            Covers::Unit(id) => coverage.unit == Some(id),
            Covers::Position(id) => {
                let unit = organisation.position(id).map(|position| position.unit);
                coverage.position == Some(id) || coverage.unit.is_some_and(|covering| Some(covering) == unit)
            }
        }
    }
}

/// Coverages on the day, by priority.
///
/// # Errors
/// The permission to see the organisation.
pub fn coverages(ctx: &Ctx, tx: &mut Tx<'_>, as_of: Day, covers: Covers) -> Result<Vec<CoverageView>> {
    ctx.may(Action::See, Noun::Organisation)?;
    let segments = sql::segments(tx)?;
    Ok(views(ctx, &segments, as_of, covers))
}

pub(super) fn views(ctx: &Ctx, segments: &Segments, as_of: Day, covers: Covers) -> Vec<CoverageView> {
    let organisation = ctx.organisation_on(as_of);
    let standing = ctx.history.rows().coverages.iter().filter(|row| row.dated.superseded_at.is_none());
    let held = standing.filter(|row| row.dated.span.contains(as_of) && covers.has(&organisation, &row.dated.value));
    let mut views: Vec<CoverageView> = held
        .map(|row| {
            let (coverage, span) = (&row.dated.value, row.dated.span);
            CoverageView {
                id: coverage.id,
                segment: coverage.segment,
                segment_name: coverage.segment.and_then(|id| segments.at(&id, as_of)).map(|s| s.name.clone()),
                stages: coverage.stages.clone(),
                position: coverage.position.map(|id| seat_name(&organisation, id)),
                unit: coverage.unit.and_then(|id| organisation.unit(id)).map(unit_name),
                distribution: coverage.distribution,
                priority: coverage.priority,
                limits: coverage.limits,
                from: span.from,
                to: (span.to != Day::END).then(|| span.to.plus(-1)),
            }
        })
        .collect();
    views.sort_by_cached_key(|view| (view.priority, text::sort_key(&view.by()), view.id));
    views
}

impl CoverageView {
    /// Who covers: the unit's name or the position's title.
    pub fn by(&self) -> String {
        self.unit.as_ref().or(self.position.as_ref()).map(|by| by.name.clone()).unwrap_or_default()
    }
    /// Who holds the position that covers.
    pub fn holders(&self) -> &[String] {
        self.position.as_ref().map_or(&[], |by| by.holders.as_slice())
    }
}

/// The segment of that id, else the only standing one of that name.
///
/// # Errors
/// [`crate::Error::NotFound`] where there is none such.
pub fn find_segment(tx: &mut Tx<'_>, as_of: Day, key: &str) -> Result<SegmentId> {
    let segments = sql::segments(tx)?;
    let ours = key.trim().parse::<SegmentId>().ok().filter(|id| !segments.rows(id).is_empty());
    let folded = text::fold(key.trim());
    let mut named = segments.keys().filter(|id| segments.at(id, as_of).is_some_and(|s| text::fold(&s.name) == folded));
    let only = named.next().filter(|_| named.next().is_none()).copied();
    ours.or(only).ok_or(crate::Error::NotFound)
}

/// Segments that hold on the day and whose name reads so: what a field offers.
///
/// # Errors
/// The permission to see the organisation.
pub fn options(ctx: &Ctx, tx: &mut Tx<'_>, as_of: Day, named: &str, most: usize) -> Result<Vec<Named>> {
    ctx.may(Action::See, Noun::Organisation)?;
    let segments = sql::segments(tx)?;
    let wanted = text::fold(named.trim());
    let mut found: Vec<Named> = segments
        .keys()
        .filter_map(|id| segments.at(id, as_of))
        .filter(|segment| text::fold(&segment.name).contains(&wanted))
        .map(|s| Named { key: s.id.to_string(), id: s.id.0, name: s.name.clone(), holders: Vec::new() })
        .collect();
    found.sort_by_cached_key(|segment| text::sort_key(&segment.name));
    found.truncate(most);
    Ok(found)
}
