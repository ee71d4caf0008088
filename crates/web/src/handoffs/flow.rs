//! How work flows from unit to unit and how it ends there: a Sankey, with its table.

use super::{FLOW, head, lines};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::ui::field::{self, Field, Kind};
use crate::ui::layout::{content, section};
use crate::ui::pill::Tone;
use crate::ui::table::{self, Column, Empty, Row};
use app::handoffs::flow::{self, By, Flow, FlowView};
use axum::extract::Query;
use domain::Day;
use draw::series::{Frame, SankeyNode, Stream, Tone as Ink, sankey};
use maud::{Markup, PreEscaped, html};
use std::collections::BTreeMap;
use text::{Lang, fmt, t, tr};

/// How far back the picture looks where nothing is asked, in days.
const BACK: i64 = 365;

#[derive(serde::Deserialize)]
pub(super) struct Asked {
    pub from: Option<Day>,
    pub to: Option<Day>,
}

/// The days that are asked for, a year up to today where none are.
pub(super) fn span(ctx: &app::Ctx, asked: &Asked) -> (Day, Day) {
    let to = asked.to.unwrap_or(ctx.today);
    (asked.from.unwrap_or(to.plus(-BACK)), to)
}

pub(super) async fn page(signed: SignedIn, Query(asked): Query<Asked>) -> Answer {
    signed
        .page(move |ctx, tx, frame| {
            let span = span(ctx, &asked);
            let by_unit = flow::flow(ctx, tx, span, By::Unit)?;
            let by_position = flow::flow(ctx, tx, span, By::Position)?;
            head(frame, FLOW);
            let lang = frame.lang;
            let day = |name: &str, key: &str, day: Day| {
                Field::new(name, t(lang, key), Kind::Day).scope("flow").value(day.to_string())
            };
            let inputs = html! {
                form method="get" action=(FLOW) class="row" {
                    (field::field(lang, &day("from", "word-from", span.0)))
                    (field::field(lang, &day("to", "word-to", span.1)))
                    button class="button" { (t(lang, "ui-show-day")) }
                }
            };
            let empty = Empty {
                title: t(lang, "handoffs-none").into_owned(),
                text: t(lang, "handoffs-none-text").into_owned(),
                action: None,
            };
            Ok(content(
                true,
                html! {
                    (inputs)
                    @if by_unit.total == 0 { (table::empty(&empty)) } @else {
                        (section(&title(lang, &by_unit), None, drawn(lang, &by_unit)))
                        (section(&t(lang, "handoffs-by-unit"), None, units(lang, &by_unit.flows)))
                        (section(&t(lang, "handoffs-by-position"), None, positions(lang, &by_position.flows)))
                    }
                },
            ))
        })
        .await
}

fn title(lang: Lang, view: &FlowView) -> String {
    let args = [("count", view.total.into()), ("pairs", view.pairs.into())];
    tr(lang, "handoffs-count", &args)
}

/// How it ended, with why it came back.
fn ending(lang: Lang, flow: &Flow) -> String {
    let outcome = flow.outcome.as_deref().unwrap_or("accepted");
    let said = t(lang, &format!("handoff-outcome-{outcome}")).into_owned();
    match &flow.reason {
        Some(reason) => format!("{said}: {}", crate::records::shown::choice(lang, "handoff-reason-", reason)),
        None => said,
    }
}

fn ink(outcome: Option<&str>) -> Ink {
    match lines::tone(outcome.unwrap_or_default()) {
        Tone::Won => Ink::Won,
        Tone::Lost => Ink::Lost,
        Tone::Late => Ink::Watch,
        Tone::Today => Ink::Accent,
        _ => Ink::Quiet,
    }
}

/// From unit to unit to outcome.
fn drawn(lang: Lang, view: &FlowView) -> Markup {
    let nobody = || t(lang, "handoff-nobody").into_owned();
    let from = |flow: &Flow| flow.from.clone().unwrap_or_else(nobody);
    let to = |flow: &Flow| flow.to.clone().unwrap_or_else(nobody);
    let mut nodes: Vec<(SankeyNode, i64)> = Vec::new();
    let mut streams: BTreeMap<(usize, usize), (i64, Ink)> = BTreeMap::new();
    for flow in &view.flows {
        let tone = ink(flow.outcome.as_deref());
        let start = node(&mut nodes, 0, from(flow), Ink::Accent, flow.count);
        let middle = node(&mut nodes, 1, to(flow), Ink::Accent, flow.count);
        let end = node(&mut nodes, 2, ending(lang, flow), tone, flow.count);
        streams.entry((start, middle)).or_insert((0, Ink::Accent)).0 += flow.count;
        streams.entry((middle, end)).or_insert((0, tone)).0 += flow.count;
    }
    let tallest = (0..3).map(|column| nodes.iter().filter(|(node, _)| node.column == column).count()).max();
    let height = 140.0 + 34.0 * f64::from(u32::try_from(tallest.unwrap_or(1)).unwrap_or(1));
    let frame = Frame { width: 860.0, height, label: t(lang, "handoffs-flow").into_owned(), ..Frame::default() };
    let name = |at: usize| nodes.get(at).map(|(node, _)| node.label.as_str()).unwrap_or_default();
    let streams: Vec<Stream> = streams
        .iter()
        .map(|(&(from, to), &(count, tone))| {
            let tip = format!("{} → {}: {}", name(from), name(to), fmt::number(lang, count));
            #[expect(clippy::cast_precision_loss, reason = "the width of a stream in a picture")]
            Stream { from, to, value: count as f64, tip, tone }
        })
        .collect();
    let nodes: Vec<SankeyNode> =
        nodes.into_iter().map(|(node, count)| SankeyNode { figure: fmt::number(lang, count), ..node }).collect();
    let label = t(lang, "handoffs-flow");
    let svg = sankey(&nodes, &streams, &frame);
    html! {
        div class="chart" { div class="drawn wide" tabindex="0" role="group" aria-label=(label) { (PreEscaped(svg)) } }
    }
}

/// The place of a node; made where it is new, and grown by what flows through it.
fn node(nodes: &mut Vec<(SankeyNode, i64)>, column: usize, label: String, tone: Ink, count: i64) -> usize {
    let known = nodes.iter().position(|(node, _)| node.column == column && node.label == label);
    let at = known.unwrap_or_else(|| {
        nodes.push((SankeyNode { label, column, tone, ..SankeyNode::default() }, 0));
        nodes.len() - 1
    });
    if let Some((_, sum)) = nodes.get_mut(at) {
        *sum += count;
    }
    at
}

fn units(lang: Lang, flows: &[Flow]) -> Markup {
    let columns = [
        Column::text(t(lang, "handoff-from")),
        Column::text(t(lang, "handoff-to")),
        Column::text(t(lang, "handoff-state")),
        Column::number(t(lang, "handoffs-title")),
    ];
    let row = |flow: &Flow| Row {
        cells: vec![
            html! { (flow.from.as_deref().unwrap_or_default()) },
            html! { (flow.to.clone().unwrap_or_else(|| t(lang, "handoff-nobody").into_owned())) },
            html! { (ending(lang, flow)) },
            html! { (fmt::number(lang, flow.count)) },
        ],
        ..Row::default()
    };
    table::plain(&columns, &flows.iter().map(row).collect::<Vec<_>>())
}

/// Pairs that are shown.
const PAIRS: usize = 50;

fn positions(lang: Lang, flows: &[Flow]) -> Markup {
    let columns = [
        Column::text(t(lang, "handoff-from")),
        Column::text(t(lang, "handoff-to")),
        Column::number(t(lang, "handoffs-title")),
    ];
    let row = |flow: &Flow| Row {
        cells: vec![
            html! { (flow.from.as_deref().unwrap_or_default()) },
            html! { (flow.to.clone().unwrap_or_else(|| t(lang, "handoff-nobody").into_owned())) },
            html! { (fmt::number(lang, flow.count)) },
        ],
        ..Row::default()
    };
    table::plain(&columns, &flows.iter().take(PAIRS).map(row).collect::<Vec<_>>())
}
