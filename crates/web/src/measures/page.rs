//! One measure: chosen days, split by what one likes, as it was then or restated; picture, table, file.

use super::{href, picture, shown};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::options;
use crate::records::shown::{SOURCE, choice};
use crate::ui::chart;
use crate::ui::field::{Field, Kind, field};
use crate::ui::layout::{PageFrame, bar, content, section};
use crate::ui::pill::number;
use crate::ui::table::{self, Column, Row};
use app::listing::Owners;
use app::measures::behind::{Whose, has_records};
use app::measures::{EMPTY, MeasureQuery, MeasureRow, MeasureView, measure};
use app::{Ctx, Error, Tx};
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::IntoResponse;
use domain::kernel::id::PositionId;
use domain::kernel::{Grain, Span};
use domain::measures::catalogue::{self, Dimension, Measure};
use maud::{Markup, html};
use serde::Deserialize;
use text::{Lang, fmt, t, tr};

/// What the address asks.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    by: String,
    from: String,
    to: String,
    under: String,
    restated_to: String,
}

impl Asked {
    /// The question; what does not read is as if it were not there.
    pub fn query(&self, id: &str) -> MeasureQuery {
        MeasureQuery {
            measure: id.to_owned(),
            from: self.from.parse().ok(),
            to: self.to.parse().ok(),
            by: Some(self.by.clone()).filter(|by| !by.is_empty()),
            under: self.under.parse().ok(),
            restated_to: self.restated_to.parse().ok(),
            ..MeasureQuery::default()
        }
    }
}

/// The page.
pub async fn page(Path(id): Path<String>, Query(asked): Query<Asked>, signed: SignedIn) -> Answer {
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, &id, &asked)).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, id: &str, asked: &Asked) -> app::Result<Markup> {
    let of = catalogue::find(id).ok_or(Error::NotFound)?;
    let lang = frame.lang;
    frame.title = shown::name(lang, of);
    let view = measure(ctx, tx, &asked.query(id))?;
    let labels: Vec<String> = view.rows.iter().map(|row| label(ctx, lang, &view, row)).collect();
    let query = asked.query(id);
    let opens = |of: &Measure, row: Option<&MeasureRow>| opens(of, &view, &query, row);
    let rows = rows(lang, of, &view, &labels, |row| opens(of, Some(row)));
    let when = match query.restated_to {
        Some(day) => tr(lang, "scorecard-organisation-restated", &[("day", fmt::day(lang, day.civil()).into())]),
        None => t(lang, "scorecard-organisation-then").into_owned(),
    };
    let table = table::plain(&columns(lang, &view), &rows);
    let title = format!("{} – {}", fmt::day(lang, view.from.civil()), fmt::day(lang, view.to.civil()));
    let svg = picture::drawn(lang, of, &view, &labels, ctx.company.currency, |row| opens(of, Some(row)));
    Ok(html! {
        (bar(chooser(ctx, lang, of, &view, asked)))
        (content(false, html! { div class="stack" {
            p class="soft" { (shown::explained(lang, of)) }
            (total(lang, of, &view, &when, |of| opens(of, None)))
            @match svg {
                Some(svg) => (chart::chart(lang, &title, &when, &svg, table)),
                None if view.by.is_none() => {}
                None => (section(&title, None, table)),
            }
        } }))
    })
}

/// The total, which opens its records, and what stands beside it.
fn total(
    lang: Lang,
    of: &Measure,
    view: &MeasureView,
    when: &str,
    opens: impl Fn(&Measure) -> Option<String>,
) -> Markup {
    let from = html! {
        (when)
        @if view.beside.is_some() { br; }
        (shown::beside(lang, view.beside.as_ref(), |of| opens(of).unwrap_or_default()))
    };
    chart::figures(&[chart::figure_of(
        &t(lang, "scorecard-total"),
        &shown::figure(lang, of, &view.total),
        from,
        opens(of).as_deref(),
    )])
}

/// Where the records behind a row are, or behind the total.
fn opens(of: &Measure, view: &MeasureView, query: &MeasureQuery, row: Option<&MeasureRow>) -> Option<String> {
    let (row, span) = match row {
        Some(row) => row.opens.map(|opens| (opens.row, opens.span))?,
        None => (None, Span { from: view.from, to: view.to.next() }),
    };
    let by = view.by.as_deref().and_then(Dimension::get);
    let whose = Whose::Row {
        row: row.and_then(|row| Some((by?, row))),
        under: query.under,
        under_on: Some(view.to),
        restated_to: query.restated_to,
    };
    has_records(of).then(|| super::records::href(of.id, whose, span))
}

/// The choices, as a form that asks anew.
fn chooser(ctx: &Ctx, lang: Lang, of: &Measure, view: &MeasureView, asked: &Asked) -> Markup {
    let none = (String::new(), t(lang, "scorecard-split-none").into_owned());
    let ways = of.by.iter().map(|d| (d.key().to_owned(), t(lang, &format!("dimension-{}", d.key())).into_owned()));
    let day = |name: &str, key: &str, value: String| {
        let one = Field::new(name, t(lang, key), Kind::Day).value(value);
        field(lang, &one)
    };
    let by = Field::new("by", t(lang, "scorecard-split"), Kind::Choice(std::iter::once(none).chain(ways).collect()));
    let by = by.value(asked.by.clone());
    let under = under(ctx, lang, asked);
    let query: Vec<(&str, String)> = vec![
        ("by", asked.by.clone()),
        ("from", view.from.to_string()),
        ("to", view.to.to_string()),
        ("under", asked.under.clone()),
        ("restated_to", asked.restated_to.clone()),
    ];
    html! {
        form class="row" method="get" action=(href(of.id)) {
            (field(lang, &by))
            (field(lang, &under))
            (day("from", "scorecard-from-day", view.from.to_string()))
            (day("to", "scorecard-to-day", view.to.to_string()))
            (day("restated_to", "scorecard-restate", asked.restated_to.clone()))
            button class="button" { (t(lang, "ui-apply")) }
        }
        a class="button plain spread" href={ (href(of.id)) "/export.csv" (to_query(&query)) } download { (t(lang, "scorecard-csv")) }
    }
}

/// The position to look below: by its holder, else its title.
fn under(ctx: &Ctx, lang: Lang, asked: &Asked) -> Field {
    let chosen: Option<PositionId> = asked.under.parse().ok();
    let seat = chosen.filter(|&id| ctx.organisation.position(id).is_some());
    let label = seat.map(|id| Owners::new(ctx).label(id).label).unwrap_or_default();
    let kind = Kind::Record { options: options::href(options::OWNERS), label };
    Field::new("under", t(lang, "scorecard-under"), kind).value(seat.map(|id| id.to_string()).unwrap_or_default())
}

/// `?a=b&c=d` of what has a value.
pub fn to_query(pairs: &[(&str, String)]) -> String {
    let encode =
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    let parts: Vec<String> =
        pairs.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| format!("{n}={}", encode(v))).collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// The name of a row: a period by its words, what has no place by saying so.
fn label(ctx: &Ctx, lang: Lang, view: &MeasureView, row: &MeasureRow) -> String {
    let grain = match view.by.as_deref() {
        Some("month") => Some(Grain::Month),
        Some("quarter") => Some(Grain::Quarter),
        Some("year") => Some(Grain::Year),
        _ => None,
    };
    match (grain, row.key.as_deref().and_then(|k| k.parse().ok())) {
        (Some(grain), Some(day)) => shown::period(lang, ctx.company.calendar, grain, day),
        _ if row.hidden => t(lang, "word-hidden").into_owned(),
        _ if view.by.as_deref() == Some("source") => match row.key.as_deref() {
            None | Some(EMPTY) => t(lang, "scorecard-no-source").into_owned(),
            Some(word) => choice(lang, SOURCE, word),
        },
        _ if row.key.is_none() => t(lang, "scorecard-unplaced").into_owned(),
        _ => row.label.clone(),
    }
}

fn columns(lang: Lang, view: &MeasureView) -> Vec<Column> {
    let by = view.by.as_deref().map_or_else(String::new, |by| t(lang, &format!("dimension-{by}")).into_owned());
    vec![Column::text(by), Column::number(t(lang, "scorecard-value")), Column::number(t(lang, "scorecard-made-of"))]
}

fn rows(
    lang: Lang,
    of: &Measure,
    view: &MeasureView,
    labels: &[String],
    opens: impl Fn(&MeasureRow) -> Option<String>,
) -> Vec<Row> {
    let made = |row: &MeasureRow| match (row.figure.numerator, row.figure.denominator, row.figure.n) {
        (Some(a), Some(b), _) => shown::made(lang, of, app::scorecards::Made::Of(a, b)),
        (_, _, Some(n)) => shown::made(lang, of, app::scorecards::Made::Sample(n)),
        _ => String::new(),
    };
    let cells = |row: &MeasureRow, label: &String| {
        let said = shown::figure(lang, of, &row.figure);
        let drill = tr(lang, "scorecard-drill", &[("figure", said.as_str().into())]);
        vec![
            html! { (label) },
            html! {
                @match opens(row) {
                    Some(href) => a href=(href) aria-label={ (label) ": " (drill) } { (number(&said)) },
                    None => (number(&said)),
                }
            },
            html! { span class="soft" { (made(row)) } },
        ]
    };
    let all = view.rows.iter().zip(labels).enumerate();
    all.map(|(at, (row, label))| Row { id: at.to_string(), cells: cells(row, label), ..Row::default() }).collect()
}

/// The rows as CSV: numbers plain, for a program or a workbook.
pub async fn export(Path(id): Path<String>, Query(asked): Query<Asked>, signed: SignedIn) -> Answer {
    catalogue::find(&id).ok_or(Error::NotFound)?;
    let name = id.clone();
    let view = signed.read(move |ctx, tx| measure(ctx, tx, &asked.query(&id))).await?;
    let csv = app::scorecards::rows_csv(&view)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    Ok((headers, csv).into_response())
}
