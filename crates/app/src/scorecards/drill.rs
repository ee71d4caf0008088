//! The records behind a figure: a filter of the list of opportunities, and how many of them the reader sees.

use super::check;
use crate::listing::{self, ListQuery, kinds};
use crate::measures::{self, Subject};
use crate::{Ctx, Result};
use db::Tx;
use domain::Refusal;
use domain::kernel::Span;
use domain::measures::catalogue::{self, Measure};
use domain::measures::component::Component;
use domain::measures::{component as part, figure::Value};
use serde::Serialize;

/// Positions of a unit that fit in one filter.
const MOST_POSITIONS: usize = 90;

/// What stands behind a figure.
#[derive(Clone, Debug, Serialize)]
pub struct Behind {
    /// The filter of the list of opportunities.
    pub filter: String,
    /// Records the reader sees through it.
    pub seen: i64,
    /// Records that the figure counts.
    pub counted: i64,
}

impl Behind {
    /// Records that the figure counts and the reader does not see in the list: hidden, or handed over since.
    pub fn hidden(&self) -> i64 {
        (self.counted - self.seen).max(0)
    }
}

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

/// The records behind a figure of a subject in a span.
///
/// # Errors
/// [`crate::Error::NotFound`], `refusal-measure-unknown`, `refusal-no-records-behind`.
pub fn behind(ctx: &Ctx, tx: &mut Tx<'_>, measure: &str, subject: Subject, span: Span) -> Result<Behind> {
    check(ctx, subject)?;
    let unknown = || Refusal::new("refusal-measure-unknown").at("measure").with("measure", measure);
    let of = catalogue::find(measure).ok_or_else(unknown)?;
    let filter = filter(ctx, of, subject, span).ok_or_else(|| Refusal::new("refusal-no-records-behind"))?;
    let seen = listing::count(ctx, tx, &kinds::OPPORTUNITIES, &ListQuery::filtered(filter.clone()))?;
    let counted = match counter(of) {
        Some(counter) => {
            let figure = measures::series(ctx, tx, counter, subject, &[span])?.into_iter().next();
            figure.map_or(0, |f| count_of(f.value, f.denominator))
        }
        None => seen,
    };
    Ok(Behind { filter, seen, counted })
}

/// The measure that counts the records of another.
fn counter(of: &Measure) -> Option<&'static Measure> {
    let inputs: Vec<Component> = of.inputs().collect();
    let id = match inputs.first().copied() {
        Some(first) if first == part::OPEN_COUNT || first == part::OPEN_AMOUNT => "open_pipeline.count",
        Some(first) if first == part::CREATED_COUNT || first == part::CREATED_AMOUNT => "opportunities_created",
        Some(first) if first == part::BOOKINGS_AMOUNT => "closed_opportunities.won",
        _ => match of.id {
            "win_rate" | "win_rate.value" | "closed_opportunities" => "closed_opportunities",
            "closed_opportunities.lost" | "closed_opportunities.lost_amount" => "closed_opportunities.lost",
            "avg_deal_size" | "closed_opportunities.won" | "closed_opportunities.won_amount" => {
                "closed_opportunities.won"
            }
            _ => return None,
        },
    };
    catalogue::find(id)
}

fn count_of(value: Option<Value>, denominator: Option<i64>) -> i64 {
    match (denominator, value) {
        (Some(n), _) => n,
        (None, Some(Value::Whole(n))) => n,
        _ => 0,
    }
}
