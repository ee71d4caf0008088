//! The coverage map: segments by stages, with holes and double cover, and the accounts that fall in each.

use super::super::head;
use super::super::params::Params;
use super::ROUTING;
use crate::accounts;
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::organisation::segments::segment_href;
use crate::ui::field::{self, Field, Kind};
use crate::ui::layout::{content, section};
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::routing::{CoverMap, Crossing, MapCell, MapRow, cover_map};
use axum::extract::Query;
use domain::organisation::routing::{Cover, WorkStage};
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use text::{Lang, fmt, t, tr};

/// Combinations that are listed.
const SHOWN: usize = 100;

/// The page.
pub async fn page(signed: SignedIn, Query(params): Query<Params>) -> Answer {
    signed
        .page(move |ctx, tx, frame| {
            let lang = frame.lang;
            let day = params.day().unwrap_or(ctx.today);
            head(ctx, tx, frame, ROUTING, day)?;
            frame.title = t(lang, "routing-map").into_owned();
            let map = cover_map(ctx, tx, day)?;
            Ok(content(true, html! { (summary(lang, &map)) (matrix(lang, &map)) (crossings(lang, &map.crossings)) }))
        })
        .await
}

fn summary(lang: Lang, map: &CoverMap) -> Markup {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let args = [
        ("count", number(map.looked_at).into()),
        ("holes", number(map.holes).into()),
        ("doubles", number(map.doubles).into()),
    ];
    let day = Field::new("day", t(lang, "routing-map-day"), Kind::Day).value(map.as_of.to_string()).scope("map");
    html! {
        section class="card section" { div class="body" {
            p { (tr(lang, "routing-map-looked-at", &args)) }
            form class="buttons" method="get" {
                label class="small" for=(day.id()) { (day.label) }
                (field::day(lang, &day))
                button class="button" { (t(lang, "routing-map-show")) }
            }
        } }
    }
}

fn stages(lang: Lang) -> impl Iterator<Item = Column> {
    WorkStage::ALL.into_iter().map(move |stage| Column::text(t(lang, &format!("stage-{}", stage.key()))))
}

fn matrix(lang: Lang, map: &CoverMap) -> Markup {
    let head = [Column::text(t(lang, "coverage-segment")), Column::number(t(lang, "segment-members"))];
    let columns: Vec<Column> = head.into_iter().chain(stages(lang)).collect();
    let row = |row: &MapRow| {
        let name = match (&row.name, row.segment) {
            (Some(name), Some(id)) => html! { a class="title" href=(segment_href(id)) { (name) } },
            _ => html! { (t(lang, "routing-map-rest")) },
        };
        let count = counted(lang, row.predicate.as_deref(), row.accounts);
        let cells = [name, count].into_iter().chain(row.cells.iter().map(|cell| drawn(lang, cell))).collect();
        Row { cells, ..Row::default() }
    };
    let rows: Vec<Row> = map.rows.iter().map(row).collect();
    section(&t(lang, "routing-map-segments"), None, table::plain(&columns, &rows))
}

/// A number of accounts, as a link to their list.
fn counted(lang: Lang, predicate: Option<&str>, count: i64) -> Markup {
    let said = fmt::number(lang, count);
    match predicate {
        Some(predicate) => {
            let filter = utf8_percent_encode(predicate, NON_ALPHANUMERIC);
            html! { a class="link" href={ (accounts::LIST) "?filter=" (filter) } { (said) } }
        }
        None => html! { (said) },
    }
}

fn drawn(lang: Lang, cell: &MapCell) -> Markup {
    match &cell.cover {
        Cover::Hole => pill(Tone::Lost, &t(lang, "routing-hole")),
        Cover::Unstaffed { .. } => html! {
            (pill(Tone::Lost, &t(lang, "routing-unstaffed"))) div class="quiet small" { (cell.by.join(", ")) }
        },
        Cover::One { .. } => html! { (cell.by.join(", ")) },
        Cover::Double { .. } => html! {
            (pill(Tone::Late, &t(lang, "routing-double"))) div class="quiet small" { (cell.by.join(", ")) }
        },
    }
}

fn crossings(lang: Lang, all: &[Crossing]) -> Markup {
    if all.is_empty() {
        return Markup::default();
    }
    let columns = [
        Column::text(t(lang, "routing-map-together")),
        Column::number(t(lang, "segment-members")),
        Column::text(t(lang, "coverage-stages")),
        Column::text(t(lang, "coverage-covered-by")),
    ];
    let mut rows = Vec::new();
    for crossing in all.iter().take(SHOWN) {
        for cell in &crossing.cells {
            let cells = vec![
                html! { (crossing.names.join(" + ")) },
                counted(lang, Some(&crossing.predicate), crossing.accounts),
                html! { (t(lang, &format!("stage-{}", cell.stage.key()))) },
                drawn(lang, cell),
            ];
            rows.push(Row { cells, ..Row::default() });
        }
    }
    section(
        &t(lang, "routing-map-crossings"),
        None,
        html! { p class="soft" { (t(lang, "routing-map-crossings-hint")) } (table::plain(&columns, &rows)) },
    )
}
