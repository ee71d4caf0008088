//! The list of segments: each with its condition in words, its accounts, and who covers it; and what is covered
//! beyond segments.

use super::super::params::Params;
use super::super::{coverage, head};
use super::{NEW, SEGMENTS, segment_href};
use crate::accounts::ACCOUNTS;
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::records::words;
use crate::ui::icon::Icon;
use crate::ui::layout::{self, Action as Act, content};
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Empty, List, Row};
use app::segments::coverage::coverages;
use app::segments::{CoverageView, Covers, SegmentView, queries};
use app::{Ctx, Tx};
use axum::extract::Query;
use domain::Day;
use domain::kernel::filter::Filter;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// Coverages named in a row; the segment's page has them all.
const NAMED: usize = 3;

/// The page.
pub async fn page(signed: SignedIn, Query(params): Query<Params>) -> Answer {
    signed
        .page(move |ctx, tx, frame| {
            let lang = frame.lang;
            let day = params.day().unwrap_or(ctx.today);
            head(ctx, tx, frame, SEGMENTS, day)?;
            let may_edit = ctx.can(Action::Edit, Noun::Organisation);
            let new = t(lang, "segment-new").into_owned();
            frame.action = may_edit.then(|| Act { href: NEW.to_owned(), label: new.clone(), icon: Icon::Add });
            let segments = queries::list(ctx, tx, day)?;
            let rows = segments.iter().map(|s| row(ctx, tx, lang, s, day)).collect::<app::Result<Vec<_>>>()?;
            let list = List {
                id: "segments".to_owned(),
                path: SEGMENTS.to_owned(),
                columns: columns(lang),
                rows,
                summary: Some(tr(lang, "segment-count", &[("count", segments.len().into())])),
                empty: Empty {
                    title: t(lang, "segment-title").into_owned(),
                    text: t(lang, "segment-empty").into_owned(),
                    action: may_edit.then(|| (NEW.to_owned(), new)),
                },
                ..List::default()
            };
            let all = coverages(ctx, tx, day, Covers::All)?;
            let beyond: Vec<&CoverageView> = all.iter().filter(|c| c.segment.is_none()).collect();
            Ok(content(true, html! { (table::list(lang, &frame.csrf, &list)) (everything(lang, &beyond, day)) }))
        })
        .await
}

fn columns(lang: Lang) -> Vec<Column> {
    let text = |key| Column::text(t(lang, key));
    let accounts = Column::number(t(lang, "segment-members"));
    vec![text("field-name"), text("segment-condition"), accounts, text("coverage-covered-by")]
}

fn row(ctx: &Ctx, tx: &mut Tx<'_>, lang: Lang, segment: &SegmentView, day: Day) -> app::Result<Row> {
    let condition = in_words(ctx, tx, lang, &segment.predicate)?;
    let more = segment.coverages.len().saturating_sub(NAMED);
    let covered = html! { div {
        @if segment.coverages.is_empty() { (pill(Tone::None, &t(lang, "coverage-nobody"))) }
        @for (at, by) in segment.coverages.iter().take(NAMED).enumerate() { @if at > 0 { ", " } (coverage::by(by, day)) }
        @if more > 0 { " " span class="quiet small" { (tr(lang, "organisation-more-findings", &[("count", more.into())])) } }
    } };
    let href =
        if day == ctx.today { segment_href(segment.id) } else { format!("{}?day={day}", segment_href(segment.id)) };
    let cells =
        vec![html! { (segment.name) }, html! { (condition) }, html! { (fmt::number(lang, segment.members)) }, covered];
    Ok(Row { id: segment.id.to_string(), href: Some(href), cells, off: false })
}

/// A condition in words; as written where it does not read.
pub(super) fn in_words(ctx: &Ctx, tx: &mut Tx<'_>, lang: Lang, predicate: &str) -> app::Result<String> {
    match Filter::parse(predicate) {
        Ok(Some(filter)) => words::filtered(ctx, tx, lang, &ACCOUNTS, &filter),
        _ => Ok(predicate.to_owned()),
    }
}

/// Coverages that name no segment.
fn everything(lang: Lang, coverages: &[&CoverageView], day: Day) -> Markup {
    if coverages.is_empty() {
        return Markup::default();
    }
    let columns =
        ["coverage-covered-by", "coverage-stages", "coverage-distribution"].map(|key| Column::text(t(lang, key)));
    let rows: Vec<Row> = coverages
        .iter()
        .map(|one| {
            let distribution = serde_json::to_value(one.distribution).ok();
            let word = distribution.as_ref().and_then(|word| word.as_str()).unwrap_or_default();
            let distribution = t(lang, &format!("distribution-{word}"));
            let stages = coverage::stages(lang, &one.stages);
            Row { cells: vec![coverage::by(one, day), html! { (stages) }, html! { (distribution) }], ..Row::default() }
        })
        .collect();
    layout::section(&t(lang, "coverage-everything"), None, table::plain(&columns, &rows))
}
