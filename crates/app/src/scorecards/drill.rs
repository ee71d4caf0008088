//! The records behind a figure of a scorecard, and a filter of the list of opportunities that comes close to them.

use super::check;
use crate::measures::behind::{Behind, BehindView, Whose};
use crate::measures::{self, Subject};
use crate::{Ctx, Result};
use db::Tx;
use domain::kernel::Span;
use domain::measures::catalogue::{self, Measure};
use domain::measures::component as part;
use domain::measures::component::Component;

/// Positions of a unit that fit in one filter.
const MOST_POSITIONS: usize = 90;

/// The filter of the records behind a measure's figure, where it is made of opportunities.
pub(super) fn filter(ctx: &Ctx, measure: &Measure, subject: Subject, span: Span) -> Option<String> {
    let inputs: Vec<Component> = measure.inputs().collect();
    let has = |one: Component| inputs.contains(&one);
    let last = span.to.plus(-1);
    let closed =
        |outcomes: &str| format!("outcome in ({outcomes}) and close_on >= {} and close_on <= {last}", span.from);
    let mut outcomes = Vec::new();
    if has(part::WON_COUNT) || has(part::WON_AMOUNT) || has(part::WON_DAYS) || has(part::BOOKINGS_AMOUNT) {
        outcomes.push("won");
    }
    if has(part::LOST_COUNT) || has(part::LOST_AMOUNT) || has(part::LOST_DAYS) {
        outcomes.push("lost");
    }
    if has(part::NO_DECISION_COUNT) || has(part::NO_DECISION_AMOUNT) || has(part::NO_DECISION_DAYS) {
        outcomes.push("no_decision");
    }
    let (what, by) = if !outcomes.is_empty() {
        (closed(&outcomes.join(", ")), "owner")
    } else if has(part::CREATED_COUNT) || has(part::CREATED_AMOUNT) {
        (format!("created_on >= {} and created_on <= {last}", span.from), "sourced_by")
    } else if has(part::OPEN_COUNT) || has(part::OPEN_AMOUNT) {
        ("outcome = open".to_owned(), "owner")
    } else {
        return None;
    };
    Some(format!("{what} and {}", whose(ctx, by, subject, span)?))
}

fn whose(ctx: &Ctx, by: &str, subject: Subject, span: Span) -> Option<String> {
    match subject {
        Subject::Position(position) => Some(format!("{by} under \"{position}\"")),
        Subject::Unit(unit) => {
            let organisation = ctx.organisation_on(span.to.plus(-1));
            let members: Vec<String> =
                super::members(&organisation, unit).take(MOST_POSITIONS + 1).map(|p| format!("\"{p}\"")).collect();
            let fits = !members.is_empty() && members.len() <= MOST_POSITIONS;
            fits.then(|| format!("{by} in ({})", members.join(", ")))
        }
    }
}

/// The records behind a figure; of a subject, whose figures the reader must see.
///
/// # Errors
/// [`crate::Error::NotFound`]; as [`measures::behind::behind`].
pub fn behind(ctx: &Ctx, tx: &mut Tx<'_>, asked: &Behind) -> Result<BehindView> {
    if let Whose::Subject(subject) = asked.whose {
        check(ctx, subject)?;
    }
    measures::behind::behind(ctx, tx, asked)
}

/// The filter of the list of opportunities that shows nearly the same; it asks who has them now.
pub fn list_filter(ctx: &Ctx, asked: &Behind) -> Option<String> {
    match asked.whose {
        Whose::Subject(subject) => filter(ctx, catalogue::find(&asked.measure)?, subject, asked.span),
        Whose::Row { .. } => None,
    }
}
