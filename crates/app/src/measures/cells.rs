//! Reads components: whole months where nothing changed in the organisation, days elsewhere.

use super::sql::{self, Grid};
use crate::{Result, Scope};
use db::Tx;
use domain::kernel::id::PositionId;
use domain::kernel::{Day, Span};
use domain::measures::component::{Component, Kind};

/// One sum: a component at a time, for a position.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub component: Component,
    /// The day, or the first day of the month, or the nearest day within the span asked for.
    pub on: Day,
    pub position: PositionId,
    /// The product, of leads the source.
    pub subject: Option<uuid::Uuid>,
    pub bucket: i64,
    pub amount: i64,
}

/// What to read.
pub(super) struct Wanted<'a> {
    pub components: &'a [Component],
    pub span: Span,
    /// Days on which the organisation changed; none where the time within a month does not matter.
    pub changes: &'a [Day],
    pub by_subject: bool,
}

/// The cells of a span.
pub(super) fn read(tx: &mut Tx<'_>, scope: &Scope, wanted: &Wanted<'_>) -> Result<Vec<Cell>> {
    let mut ids: Vec<&str> = wanted.components.iter().map(|c| c.part).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut cells = Vec::new();
    for (grid, span) in parts(wanted) {
        let (from, to) = (span.from.to_string(), span.to.to_string());
        let cut = if grid == Grid::Months { 7 } else { 10 };
        let sql = sql::cells(scope, &ids, grid, &from[..cut], &to[..cut], wanted.by_subject);
        tx.each(sql.text(), sql.args(), |row| {
            let (part, at) = (row.next::<String>()?, row.next::<String>()?);
            let on = if at.len() == 7 { format!("{at}-01") } else { at };
            let (position, bucket, counted, amount): (_, _, i64, i64) =
                (row.id()?, row.next()?, row.next()?, row.next()?);
            let subject =
                if wanted.by_subject { row.next::<uuid::Uuid>().ok().filter(|id| !id.is_nil()) } else { None };
            let Ok(on) = on.parse::<Day>() else { return Ok(()) };
            let on = on.max(span.from);
            for &component in wanted.components.iter().filter(|c| c.part == part) {
                let amount = if component.kind == Kind::Sum { amount } else { counted };
                if amount != 0 {
                    cells.push(Cell { component, on, position, subject, bucket, amount });
                }
            }
            Ok(())
        })?;
    }
    Ok(cells)
}

/// The span in parts: which table each is read from.
fn parts(wanted: &Wanted<'_>) -> Vec<(Grid, Span)> {
    let Span { from, to } = wanted.span;
    let mut parts: Vec<(Grid, Span)> = Vec::new();
    let mut add = |grid, span: Span| {
        if span.is_empty() {
            return;
        }
        match parts.last_mut() {
            Some((last, open)) if *last == grid && open.to == span.from => open.to = span.to,
            _ => parts.push((grid, span)),
        }
    };
    let first = if from == from.first_of_month() { from } else { from.first_of_month().plus_months(1) };
    let last = if to == Day::END { to } else { to.first_of_month() };
    if first >= last {
        return vec![(grid_of(wanted, wanted.span), wanted.span)].into_iter().filter(|(_, s)| !s.is_empty()).collect();
    }
    let edge = |span| (grid_of(wanted, span), span);
    let (grid, span) = edge(Span { from, to: first });
    add(grid, span);
    // Whole months up to the next change, then the month of the change by day.
    let mut at = first;
    let inner: Vec<Day> =
        wanted.changes.iter().copied().filter(|d| *d > first && *d < last && *d != d.first_of_month()).collect();
    for change in inner {
        let month = change.first_of_month();
        if month >= at {
            if !wanted.by_subject {
                add(Grid::Months, Span { from: at, to: month });
            } else {
                add(Grid::DaysByMonth, Span { from: at, to: month });
            }
            at = month.plus_months(1);
            add(Grid::Days, Span { from: month, to: at });
        }
    }
    add(if wanted.by_subject { Grid::DaysByMonth } else { Grid::Months }, Span { from: at.min(last), to: last });
    let (grid, span) = edge(Span { from: last, to });
    add(grid, span);
    parts
}

/// Days of an edge are kept apart only where the organisation changed among them.
fn grid_of(wanted: &Wanted<'_>, span: Span) -> Grid {
    if wanted.changes.iter().any(|d| *d > span.from && *d < span.to) { Grid::Days } else { Grid::DaysByMonth }
}
