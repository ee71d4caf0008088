//! The lines of records behind a figure: the record with its fields, its day, whom it counts for, what it adds.

use super::shown;
use crate::records::shown as told;
use crate::ui::pill::{Tone, number, pill};
use crate::ui::table::{self, Column, Row};
use app::Ctx;
use app::handoffs::HandoffView;
use app::listing::Cell;
use app::measures::behind::{BehindRow, BehindView};
use domain::kernel::{Currency, Money};
use domain::measures::catalogue::{Basis, Formula, Measure, Unit};
use domain::measures::figure::Value;
use maud::{Markup, html};
use text::{Lang, t};

/// The table.
pub fn table(ctx: &Ctx, lang: Lang, of: &Measure, view: &BehindView) -> Markup {
    let (has_day, adds) = (of.basis != Basis::Snapshot, Adds::of(of, view));
    let mut columns = heads(lang, view);
    if has_day {
        columns.push(Column::text(t(lang, "field-on")));
    }
    columns.push(Column::text(t(lang, "scorecard-counts-for")));
    columns.extend(adds.head(lang));
    let row = |row: &BehindRow| {
        let mut cells = record(ctx, lang, view, row);
        if has_day {
            cells.push(
                row.day.map_or_else(Markup::default, |day| html! { span class="whole" { (told::day(lang, day)) } }),
            );
        }
        cells.push(html! { (row.whom) });
        cells.extend(adds.cell(lang, of, ctx.company.currency, row));
        Row { id: row.id.to_string(), cells, ..Row::default() }
    };
    let rows: Vec<Row> = view.rows.iter().map(row).collect();
    table::plain(&columns, &rows)
}

fn heads(lang: Lang, view: &BehindView) -> Vec<Column> {
    if view.kind == "handoffs" {
        return ["field-name", "handoff-stage", "handoff-to", "handoff-state"]
            .map(|key| Column::text(t(lang, key)))
            .into();
    }
    let head = |key: &str, ty: &str| {
        let label = t(lang, &format!("field-{key}"));
        if ty == "money" { Column::number(label) } else { Column::text(label) }
    };
    view.columns.iter().map(|c| head(c.key, c.ty)).collect()
}

/// The record's own fields, the first of them a link to it.
fn record(ctx: &Ctx, lang: Lang, view: &BehindView, row: &BehindRow) -> Vec<Markup> {
    if let Some(handoff) = &row.handoff {
        return passed(lang, handoff);
    }
    let cell = |(at, (column, cell)): (usize, (&app::listing::Column, &Cell))| {
        let words = told::cell(lang, &ctx.company.time_zone, view.kind, column.key, cell);
        if at > 0 {
            return words;
        }
        let name = match cell {
            Cell::Text(name) => name.clone(),
            // What was logged without a word is called by its kind.
            _ => match row.cells.get(1) {
                Some(Cell::Choice(kind)) => told::choice(lang, told::prefix(view.kind, "kind"), kind),
                _ => t(lang, "word-not-set").into_owned(),
            },
        };
        html! { a class="title" href=(format!("/{}/{}", view.kind, row.id)) { (name) } }
    };
    view.columns.iter().zip(&row.cells).enumerate().map(cell).collect()
}

fn passed(lang: Lang, handoff: &HandoffView) -> Vec<Markup> {
    let to = handoff.to.as_ref().map_or_else(|| t(lang, "handoff-nobody").into_owned(), |to| to.label.clone());
    let state = t(lang, &format!("handoff-outcome-{}", handoff.outcome));
    vec![
        html! { a class="title" href=(crate::handoffs::one_href(handoff.id)) { (handoff.name) } },
        html! { (t(lang, &format!("stage-{}", handoff.stage))) },
        html! { (to) },
        pill(crate::handoffs::tone(handoff.outcome), &state),
    ]
}

/// How what a record adds is shown.
enum Adds {
    /// Its own time.
    Time,
    /// An amount.
    Amount,
    /// Whether it counts above the line.
    IsCounted,
    /// How much above the line and below.
    Parts,
    /// How many.
    Count,
    /// Each is one.
    One,
}

impl Adds {
    fn of(of: &Measure, view: &BehindView) -> Adds {
        let is_one = |row: &BehindRow| row.below.is_none_or(|n| n == 1) && matches!(row.adds, 0 | 1);
        match of.formula {
            Formula::Mean(_) | Formula::Median(_) | Formula::Percentile(..) => Adds::Time,
            Formula::Each { .. } => Adds::Amount,
            Formula::Sum(_) if of.unit == Unit::Money => Adds::Amount,
            Formula::Ratio { over, .. } if over.iter().all(|c| c.kind == domain::measures::component::Kind::Sum) => {
                Adds::Amount
            }
            Formula::Ratio { .. } if of.is_share() && view.rows.iter().all(is_one) => Adds::IsCounted,
            Formula::Ratio { .. } => Adds::Parts,
            Formula::Sum(_) if view.rows.iter().all(|row| row.adds == 1) => Adds::One,
            Formula::Sum(_) => Adds::Count,
        }
    }

    fn head(&self, lang: Lang) -> Option<Column> {
        Some(match self {
            Adds::One => return None,
            Adds::Time => Column::number(t(lang, "scorecard-adds-time")),
            Adds::IsCounted => Column::text(t(lang, "scorecard-adds")),
            Adds::Amount | Adds::Parts | Adds::Count => Column::number(t(lang, "scorecard-adds")),
        })
    }

    fn cell(&self, lang: Lang, of: &Measure, currency: Currency, row: &BehindRow) -> Option<Markup> {
        let whole = |n: i64| text::fmt::number(lang, n);
        Some(match self {
            Adds::One => return None,
            Adds::Time => number(&shown::value(lang, of, Value::Whole(row.time.unwrap_or_default()))),
            Adds::Amount => number(&told::whole(lang, Money::new(row.adds, currency))),
            Adds::IsCounted if row.adds == 1 => pill(Tone::Won, &t(lang, "word-yes")),
            Adds::IsCounted => pill(Tone::Plain, &t(lang, "word-no")),
            Adds::Parts => {
                number(&shown::made(lang, of, app::scorecards::Made::Of(row.adds, row.below.unwrap_or_default())))
            }
            Adds::Count => number(&whole(row.adds)),
        })
    }
}
