//! The figures of one subject over several spans: as it was then, each cell counts where its position was
//! on its day; a state counts where it is on the last day.

use super::attribute::{Attribution, When};
use super::cells::{self, Wanted};
use super::records;
use crate::{Ctx, Result};
use db::Tx;
use domain::kernel::id::{PositionId, UnitId};
use domain::kernel::{Day, Span};
use domain::measures::catalogue::{Basis, Dimension, Measure};
use domain::measures::component::{Component, Source};
use domain::measures::figure::Figure;
use domain::measures::roll::Sums;
use domain::organisation::Organisation;
use domain::policy::{Action, Noun};

/// Whose figures.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Subject {
    /// A position with everyone below it.
    Position(PositionId),
    /// A unit with those inside it.
    Unit(UnitId),
}

impl Subject {
    /// Whether what a position does counts for the subject in that organisation.
    pub fn holds(self, organisation: &Organisation, position: PositionId) -> bool {
        match self {
            Subject::Position(own) => position == own || organisation.is_under(position, own),
            Subject::Unit(own) => {
                let unit = organisation.position(position).map(|p| p.unit);
                unit.is_some_and(|unit| organisation.unit_chain(unit).any(|u| u == own))
            }
        }
    }
}

/// The measure's figure of the subject for each span, from what the reader may see.
///
/// # Errors
/// [`crate::Error::Forbidden`], the database's own.
pub fn series(ctx: &Ctx, tx: &mut Tx<'_>, measure: &Measure, subject: Subject, spans: &[Span]) -> Result<Vec<Figure>> {
    let scope = ctx.may(Action::See, Noun::Measure)?;
    let sums = if measure.source() == Source::Organisation {
        let on = |span: &Span| ctx.organisation_on(span.to.plus(-1));
        spans.iter().map(|span| records::shape_of(measure, &on(span), subject)).collect()
    } else if measure.basis == Basis::Snapshot {
        let state = |span: &Span| at_the_end(ctx, tx, &scope, measure, subject, *span);
        spans.iter().map(state).collect::<Result<Vec<Sums>>>()?
    } else {
        over_time(ctx, tx, &scope, measure, subject, spans)?
    };
    let currency = ctx.company.currency;
    Ok(sums.iter().map(|sums| measure.figure(sums, currency)).collect())
}

/// What happened in each span, read once from the first day to the last.
fn over_time(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    scope: &crate::Scope,
    measure: &Measure,
    subject: Subject,
    spans: &[Span],
) -> Result<Vec<Sums>> {
    let components: Vec<Component> = measure.inputs().collect();
    let mut attribution = Attribution::new(ctx, Dimension::Manager, When::Then);
    let mut sums = vec![Sums::default(); spans.len()];
    let changes: Vec<Day> = attribution.changes().to_vec();
    let days: Vec<Day> = changes.iter().copied().chain(spans.iter().flat_map(|s| [s.from, s.to])).collect();
    let from = spans.iter().map(|s| s.from).min().unwrap_or(Day::END);
    let to = spans.iter().map(|s| s.to).max().unwrap_or(Day::BEGINNING);
    let wanted = Wanted { components: &components, span: Span { from, to }, changes: &days, by_subject: false };
    for cell in cells::read(tx, scope, &wanted)? {
        let organisation = attribution.organisation(cell.on);
        if !subject.holds(&organisation, cell.position) {
            continue;
        }
        for (span, sums) in spans.iter().zip(&mut sums) {
            if span.contains(cell.on) {
                sums.add(cell.component, cell.bucket, cell.amount);
            }
        }
    }
    Ok(sums)
}

/// The state at the end of a span, for where everything is on its last day.
fn at_the_end(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    scope: &crate::Scope,
    measure: &Measure,
    subject: Subject,
    span: Span,
) -> Result<Sums> {
    let components: Vec<Component> = measure.inputs().collect();
    let organisation = ctx.organisation_on(span.to.plus(-1));
    let wanted = Wanted { components: &components, span: measure.window(span), changes: &[], by_subject: false };
    let mut sums = Sums::default();
    for cell in cells::read(tx, scope, &wanted)? {
        if subject.holds(&organisation, cell.position) {
            sums.add(cell.component, cell.bucket, cell.amount);
        }
    }
    Ok(sums)
}
