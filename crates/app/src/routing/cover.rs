//! The coverage map: for each segment and stage of a day who answers, where nobody does, where several believe they do.
//!
//! A record lies in a combination of segments; each combination that accounts lie in is looked at by itself, since
//! two segments that are each covered once may overlap.

use super::load;
use super::sql;
use crate::{Ctx, Result};
use db::Tx;
use domain::Day;
use domain::kernel::id::{CoverageId, SegmentId};
use domain::organisation::routing::{Cover, Router, WorkStage};
use domain::policy::{Action, Noun};
use serde::Serialize;
use std::collections::HashMap;

/// One stage of a row.
#[derive(Clone, Debug, Serialize)]
pub struct MapCell {
    /// The stage.
    pub stage: WorkStage,
    /// Who answers.
    #[serde(flatten)]
    pub cover: Cover,
    /// Their names, in the same order.
    pub by: Vec<String>,
}

/// One segment, or what is in none.
#[derive(Clone, Debug, Serialize)]
pub struct MapRow {
    /// The segment; none for what is in none.
    pub segment: Option<SegmentId>,
    /// Its name.
    pub name: Option<String>,
    /// Its condition, for the list of what is in it.
    pub predicate: Option<String>,
    /// Accounts in it, whatever else they are in.
    pub accounts: i64,
    /// The stages, in order.
    pub cells: Vec<MapCell>,
}

/// Several segments at once, where their coverage meets.
#[derive(Clone, Debug, Serialize)]
pub struct Crossing {
    /// Names of the segments.
    pub names: Vec<String>,
    /// The conditions of all of them.
    pub predicate: String,
    /// Accounts in just these.
    pub accounts: i64,
    /// Stages at which several of one rank cover, or nobody.
    pub cells: Vec<MapCell>,
}

/// Who covers what on a day.
#[derive(Clone, Debug, Serialize)]
pub struct CoverMap {
    /// The day.
    pub as_of: Day,
    /// Segments by name, then what is in none.
    pub rows: Vec<MapRow>,
    /// Combinations with a fault that no row shows by itself.
    pub crossings: Vec<Crossing>,
    /// How many combinations of segments and stages were looked at.
    pub looked_at: usize,
    /// How many of them nobody answers for, and how many several.
    pub holes: usize,
    /// Several.
    pub doubles: usize,
}

/// The map of a day.
///
/// # Errors
/// The permission to see the organisation.
pub fn cover_map(ctx: &Ctx, tx: &mut Tx<'_>, as_of: Day) -> Result<CoverMap> {
    ctx.may(Action::See, Noun::Organisation)?;
    let organisation = ctx.organisation_on(as_of);
    let prepared = load::of_day(tx, &organisation, None)?;
    let coverages = crate::segments::coverage::coverages(ctx, tx, as_of, crate::segments::Covers::All)?;
    let by: HashMap<CoverageId, String> = coverages.into_iter().map(|one| (one.id, one.by())).collect();
    let drawing = Drawing { router: &prepared.router, by: &by };
    let (total, combinations) = sql::combinations(tx, as_of)?;
    let names: HashMap<SegmentId, String> = crate::segments::queries::standing(tx, as_of)?.into_iter().collect();
    let mut conditions: HashMap<SegmentId, String> =
        crate::segments::queries::conditions(tx, as_of)?.into_iter().collect();
    let accounts = |segment: SegmentId| {
        combinations.iter().filter(|(of, _)| of.contains(&segment)).map(|(_, count)| count).sum::<i64>()
    };
    let mut segments: Vec<SegmentId> = names.keys().copied().collect();
    segments.sort_by_cached_key(|id| (text::sort_key(names.get(id).map_or("", String::as_str)), *id));
    let row = |segment: &SegmentId| MapRow {
        segment: Some(*segment),
        name: names.get(segment).cloned(),
        predicate: conditions.get(segment).cloned(),
        accounts: accounts(*segment),
        cells: drawing.cells(&[*segment]),
    };
    let mut rows: Vec<MapRow> = segments.iter().map(row).collect();
    let placed: i64 = combinations.iter().map(|(_, count)| count).sum();
    let rest = drawing.cells(&[]);
    rows.push(MapRow { segment: None, name: None, predicate: None, accounts: total - placed, cells: rest });
    let several = combinations.iter().filter(|(of, _)| of.len() > 1);
    let mut crossings = Vec::new();
    for (of, count) in several {
        let cells: Vec<MapCell> = drawing.cells(of).into_iter().filter(MapCell::is_faulty).collect();
        if !cells.is_empty() {
            let condition = |id: &SegmentId| conditions.get(id).map(|text| format!("({text})"));
            let predicate = of.iter().filter_map(condition).collect::<Vec<_>>().join(" and ");
            let names = of.iter().filter_map(|id| names.get(id).cloned()).collect();
            crossings.push(Crossing { names, predicate, accounts: *count, cells });
        }
    }
    crossings.sort_by_key(|crossing| std::cmp::Reverse(crossing.accounts));
    conditions.clear();
    let cells = || rows.iter().flat_map(|row| &row.cells).chain(crossings.iter().flat_map(|c| &c.cells));
    let holes = cells().filter(|cell| matches!(cell.cover, Cover::Hole | Cover::Unstaffed { .. })).count();
    let doubles = cells().filter(|cell| matches!(cell.cover, Cover::Double { .. })).count();
    let looked_at = (rows.len() + combinations.iter().filter(|(of, _)| of.len() > 1).count()) * WorkStage::ALL.len();
    Ok(CoverMap { as_of, looked_at, holes, doubles, rows, crossings })
}

impl MapCell {
    /// Whether it has not exactly one answer.
    pub fn is_faulty(&self) -> bool {
        !matches!(self.cover, Cover::One { .. })
    }
}

struct Drawing<'a> {
    router: &'a Router,
    by: &'a HashMap<CoverageId, String>,
}

impl Drawing<'_> {
    fn cells(&self, segments: &[SegmentId]) -> Vec<MapCell> {
        let cell = |stage: WorkStage| {
            let cover = self.router.cover(segments, stage);
            let ids = match &cover {
                Cover::Hole => Vec::new(),
                Cover::Unstaffed { coverage } | Cover::One { coverage } => vec![*coverage],
                Cover::Double { coverages } => coverages.clone(),
            };
            let by = ids.iter().filter_map(|id| self.by.get(id).cloned()).collect();
            MapCell { stage, cover, by }
        };
        WorkStage::ALL.into_iter().map(cell).collect()
    }
}
