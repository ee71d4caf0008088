//! One scorecard, and the table of a team.

use super::period::{Period, grain_key};
use super::targets::target_of;
use super::{check, drill, may_see, sql};
use crate::measures::{Beside, Subject, series};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::kernel::Span;
use domain::kernel::id::{PositionId, UnitId};
use domain::measures::catalogue::{self, Measure};
use domain::measures::figure::{Figure, Value};
use domain::measures::target::{Status, due, status};
use domain::organisation::Organisation;
use serde::Serialize;
use std::collections::HashMap;

/// Values of the last periods, oldest first.
pub type Spark = Vec<Option<f64>>;

/// What a figure is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Made {
    /// One number of another: `44 of 140`.
    Of(i64, i64),
    /// So many observations.
    Sample(i64),
    /// A sum alone.
    Sum,
}

/// One line of a scorecard.
#[derive(Clone, Debug, Serialize)]
pub struct CardRow {
    /// The measure's id.
    pub measure: &'static str,
    /// The period's figure, up to today where it runs.
    pub figure: Figure,
    /// What it is made of.
    pub made: Made,
    /// What stands beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<Beside>,
    /// The figure for each full-time working day of those it counts for, where it is told so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_day: Option<f64>,
    /// The target of the whole period.
    pub target: Option<Value>,
    /// The part of it due by today.
    pub due: Option<Value>,
    /// How the figure stands.
    pub status: Status,
    /// The last six periods, this one at the end.
    pub line: Spark,
    /// The filter of the opportunities behind it.
    pub filter: Option<String>,
}

/// A scorecard.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// Whose: the holder, else the title of the position, or the unit.
    pub name: String,
    /// Title of the position; none of a unit.
    pub title: Option<String>,
    /// The position; none of a unit.
    pub position: Option<PositionId>,
    /// The unit; none of a position.
    pub unit: Option<UnitId>,
    /// First day.
    pub from: domain::Day,
    /// Last day that counts, included.
    pub to: domain::Day,
    /// Whether the period still runs.
    pub is_running: bool,
    /// Its lines.
    pub rows: Vec<CardRow>,
}

/// One of a team.
#[derive(Clone, Debug, Serialize)]
pub struct TeamRow {
    /// The position.
    pub position: PositionId,
    /// Its holder, else its title.
    pub name: String,
    /// Whether others report to it.
    pub manages: bool,
    /// The figure, its target so far and how it stands, for each measure asked for.
    pub figures: Vec<(Figure, Option<Value>, Status)>,
}

/// The measures of a position's roles, each once: of what it is there for. A position without roles has
/// those of a manager where others report to it, else those of an account executive.
fn measures_of(organisation: &Organisation, position: PositionId) -> Vec<&'static Measure> {
    let manages = organisation.reports_of(position).next().is_some();
    let roles = organisation.position(position).map(|p| p.roles.clone()).unwrap_or_default();
    let mut found: Vec<&Measure> = roles.iter().flat_map(|role| catalogue::of_role(role)).collect();
    if found.is_empty() {
        found = catalogue::of_role(if manages { "sales_manager" } else { "account_executive" }).collect();
    }
    let all = catalogue::all().filter(|m| found.iter().any(|f| f.id == m.id));
    all.collect()
}

/// The scorecard of a position with everyone below it, or of a unit.
///
/// # Errors
/// [`Error::NotFound`] for a subject whose figures the reader may not see.
pub fn scorecard(ctx: &Ctx, tx: &mut Tx<'_>, subject: Subject, period: Period) -> Result<Card> {
    check(ctx, subject)?;
    let organisation = ctx.organisation_on(period.so_far.to.plus(-1));
    let (measures, seat) = match subject {
        Subject::Position(position) => (measures_of(&organisation, position), Some(position)),
        Subject::Unit(_) => (catalogue::of_role("head_of_sales").collect(), None),
    };
    let line: Vec<Span> = period.line(ctx).iter().map(|p| p.so_far).collect();
    let targets = match seat {
        Some(position) => sql::on(tx, &[position], period.grain_key(), period.span.from)?,
        None => HashMap::new(),
    };
    let mut rows = Vec::with_capacity(measures.len());
    for measure in measures {
        let figures = series(ctx, tx, measure, subject, &line)?;
        let Some(figure) = figures.last().copied() else { continue };
        let beside = match (measure.beside(), line.last()) {
            (Some(of), Some(span)) => {
                series(ctx, tx, of, subject, &[*span])?.pop().map(|figure| Beside { measure: of.id, figure })
            }
            _ => None,
        };
        let per_day = line.last().and_then(|span| per_day(ctx, measure, subject, *span, &figure));
        let target = seat.and_then(|p| targets.get(&(p, measure.id.to_owned())));
        let target = target.and_then(|text| target_of(ctx, measure, text));
        let due = target.map(|target| due_by(ctx, measure, target, period));
        rows.push(CardRow {
            measure: measure.id,
            made: made(&figure),
            beside,
            per_day,
            target,
            due,
            status: status(&figure, due, measure.direction),
            line: figures.iter().map(|f| f.value.map(Value::number)).collect(),
            filter: drill::filter(ctx, measure, subject, period.so_far),
            figure,
        });
    }
    let (name, title, unit) = named(ctx, &organisation, subject)?;
    let (from, to) = (period.so_far.from, period.so_far.to.plus(-1));
    Ok(Card { name, title, position: seat, unit, from, to, is_running: period.is_running, rows })
}

/// None where nobody worked, or not a whole day yet.
#[expect(clippy::cast_precision_loss, reason = "days of work are far below what a float holds exactly")]
fn per_day(ctx: &Ctx, measure: &Measure, subject: Subject, span: Span, figure: &Figure) -> Option<f64> {
    let value = figure.value.filter(|_| measure.is_per_day())?.number();
    let days = crate::measures::full_days_bp(ctx, subject, span);
    (days > 0).then(|| value * 10_000.0 / days as f64)
}

fn due_by(ctx: &Ctx, measure: &Measure, target: Value, period: Period) -> Value {
    if period.is_running { due(measure, target, period.span, ctx.today) } else { target }
}

fn made(figure: &Figure) -> Made {
    match (figure.numerator, figure.denominator, figure.n) {
        (Some(numerator), Some(denominator), _) => Made::Of(numerator, denominator),
        (_, _, Some(n)) => Made::Sample(n),
        _ => Made::Sum,
    }
}

type Named = (String, Option<String>, Option<UnitId>);

fn named(ctx: &Ctx, organisation: &Organisation, subject: Subject) -> Result<Named> {
    match subject {
        Subject::Position(position) => {
            let seat = organisation.position(position).or_else(|| ctx.organisation.position(position));
            let title = seat.map(|p| p.title.clone()).ok_or(Error::NotFound)?;
            Ok((name_of(ctx, organisation, position), Some(title), None))
        }
        Subject::Unit(unit) => {
            let found = organisation.unit(unit).or_else(|| ctx.organisation.unit(unit)).ok_or(Error::NotFound)?;
            Ok((found.name.clone(), None, Some(unit)))
        }
    }
}

/// The holder of a position, else its title.
fn name_of(ctx: &Ctx, organisation: &Organisation, position: PositionId) -> String {
    let holder = organisation.person_of(position).and_then(|p| ctx.history.rows().people.get(&p));
    let title = || organisation.position(position).map(|p| p.title.clone()).unwrap_or_default();
    holder.map_or_else(title, |person| person.name.clone())
}

/// The measures that stand beside each other for a team: those of its manager that add up from people.
pub fn main_measures() -> Vec<&'static Measure> {
    ["bookings_amount", "win_rate", "avg_deal_size", "open_pipeline"].into_iter().filter_map(catalogue::find).collect()
}

/// The direct reports of a position, by name, with the main measures; stubs left out.
///
/// # Errors
/// As [`scorecard`].
pub fn team(ctx: &Ctx, tx: &mut Tx<'_>, manager: PositionId, period: Period) -> Result<Vec<TeamRow>> {
    check(ctx, Subject::Position(manager))?;
    let organisation = ctx.organisation_on(period.so_far.to.plus(-1));
    let counts = |p: &PositionId| organisation.position(*p).is_some_and(|p| !p.is_stub) && may_see(ctx, *p);
    let reports: Vec<PositionId> = organisation.reports_of(manager).filter(counts).collect();
    let targets = sql::on(tx, &reports, grain_key(period.grain), period.span.from)?;
    let mut rows = Vec::with_capacity(reports.len());
    for position in reports {
        let mut figures = Vec::new();
        for measure in main_measures() {
            let found = series(ctx, tx, measure, Subject::Position(position), &[period.so_far])?;
            let Some(figure) = found.into_iter().next() else { continue };
            let target = targets.get(&(position, measure.id.to_owned()));
            let target = target.and_then(|text| target_of(ctx, measure, text));
            let due = target.map(|target| due_by(ctx, measure, target, period));
            figures.push((figure, due, status(&figure, due, measure.direction)));
        }
        let manages = organisation.reports_of(position).next().is_some();
        rows.push(TeamRow { position, name: name_of(ctx, &organisation, position), manages, figures });
    }
    rows.sort_by_cached_key(|row| (text::sort_key(&row.name), row.position));
    Ok(rows)
}
