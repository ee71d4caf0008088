//! Frames for pictures: a figure, a chart with its table, the organisation chart with its tools, the slider
//! over days. The drawing inside comes from the server (crate `draw`); what moves belongs to an element.

use super::field::{self, Field, Kind};
use super::icon::{Icon, icon, small};
use maud::{Markup, PreEscaped, html};
use text::{Lang, t};

/// One figure: its name, its value, where it comes from. With `href`, a way to the records behind it.
pub fn figure(name: &str, value: &str, from: Markup, href: Option<&str>) -> Markup {
    let inner = html! { div class="name" { (name) } div class="value" { (value) } div class="from" { (from) } };
    html! {
        @if let Some(href) = href { a class="card figure" href=(href) { (inner) } } @else { div class="card figure" { (inner) } }
    }
}

/// The same, where only the value is a way to its records: what it comes from has ways of its own.
pub fn figure_of(name: &str, value: &str, from: Markup, href: Option<&str>) -> Markup {
    html! {
        div class="card figure" {
            div class="name" { (name) }
            div class="value" { @if let Some(href) = href { a href=(href) { (value) } } @else { (value) } }
            div class="from" { (from) }
        }
    }
}

/// Figures beside each other.
pub fn figures(figures: &[Markup]) -> Markup {
    html! { div class="figures" { @for figure in figures { (figure) } } }
}

/// A picture with its title, a note, and its numbers as a table for those who would rather read.
pub fn chart(lang: Lang, title: &str, note: &str, svg: &str, table: Markup) -> Markup {
    html! {
        figure class="card chart" {
            figcaption { h2 { (title) } span class="quiet small" { (note) } }
            div class="drawn" { (PreEscaped(svg)) }
            details { summary { (small(Icon::Forth)) (t(lang, "ui-as-table")) } (table) }
        }
    }
}

/// A line of few values, 112 by 26 pixels, from the first to the last; the words say what it shows. Where the last period
/// still runs, the way to it is dashed and its value hollow, so that half a quarter does not look like a collapse.
pub fn spark(values: &[f64], is_running: bool, words: &str) -> Markup {
    let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
    let spread = if high > low { high - low } else { 1.0 };
    let mut points: Vec<String> = Vec::with_capacity(values.len());
    let mut x = 1.0;
    // The ring at the end needs a little room.
    let room = if is_running { 107.0 } else { 110.0 };
    let step =
        if values.len() > 1 { room / f64::from(u32::try_from(values.len() - 1).unwrap_or(u32::MAX)) } else { 0.0 };
    for value in values {
        points.push(format!("{x:.1},{:.1}", 23.0 - (value - low) / spread * 20.0));
        x += step;
    }
    let run = if is_running { points.len().saturating_sub(2) } else { points.len() };
    let ended = if is_running { points.len().saturating_sub(1) } else { points.len() };
    let line = |points: &[String], dashes: Option<&str>| {
        html! {
            polyline points=(points.join(" ")) fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" stroke-linecap="round" stroke-dasharray=[dashes] {}
        }
    };
    html! {
        svg class="spark" viewBox="0 0 112 26" role="img" aria-label=(words) {
            @if ended > 1 { (line(points.get(..ended).unwrap_or_default(), None)) }
            @if is_running {
                (line(points.get(run..).unwrap_or_default(), Some("2 3")))
                @if let Some((x, y)) = points.last().and_then(|point| point.split_once(',')) {
                    circle cx=(x) cy=(y) r="2" fill="none" stroke="currentColor" stroke-width="1.4" {}
                }
            }
        }
    }
}

/// What the steps of a colour mean, from low to high.
pub fn legend(low: &str, high: &str) -> Markup {
    html! {
        span class="legend" { (low) @for step in ["s1", "s2", "s3", "s4", "s5"] { span class={ "swatch " (step) } aria-hidden="true" {} } (high) }
    }
}

/// The organisation chart as an element that pans, zooms and moves nodes.
#[derive(Clone, Debug, Default)]
pub struct OrgChart {
    /// The drawing of `draw::org_chart`: an `svg` as a tree of nodes with `data-id` and `aria-level`.
    pub svg: String,
    /// The node to open at.
    pub focus: Option<String>,
    /// Where a node dropped on another is posted, as `id` and `parent`; `None` where the reader may not move.
    pub move_action: Option<String>,
    /// Further fields of that form: the day it holds from.
    pub fields: Vec<(String, String)>,
    /// Where Enter or a double click on a node leads, `{id}` standing for the node.
    pub open: Option<String>,
    /// The same page with the node's reports folded away or shown, `{id}` standing for the node.
    pub toggle: Option<String>,
}

/// The chart with its tools. Without script the drawing scrolls.
pub fn organisation(lang: Lang, csrf: &str, chart: &OrgChart) -> Markup {
    html! {
        org-chart id="org-chart" data-focus=[chart.focus.as_ref()] data-open=[chart.open.as_ref()] data-toggle=[chart.toggle.as_ref()] {
            div class="stage" { (PreEscaped(&chart.svg)) }
            input class="input seek" type="search" name="seek" aria-label=(t(lang, "ui-seek")) placeholder=(t(lang, "ui-seek"));
            div class="tools" {
                @for (name, picture, key) in [("closer", Icon::Closer, "ui-zoom-in"), ("farther", Icon::Farther, "ui-zoom-out"), ("fit", Icon::Fit, "ui-fit")] {
                    button class="button square" type="button" data-zoom=(name) aria-label=(t(lang, key)) title=(t(lang, key)) { (icon(picture)) }
                }
            }
            @if let Some(action) = &chart.move_action {
                form method="post" action=(action) data-move hidden {
                    input type="hidden" name="csrf" value=(csrf);
                    @for (name, value) in &chart.fields { input type="hidden" name=(name) value=(value); }
                    input type="hidden" name="id"; input type="hidden" name="parent";
                }
            }
        }
    }
}

/// One day on which something changed.
#[derive(Clone, Debug, Default)]
pub struct ChangeDay {
    /// `YYYY-MM-DD`.
    pub day: String,
    /// As shown.
    pub label: String,
}

/// Beyond so many days the ticks of the slider would run together.
const MOST_TICKS: usize = 60;

/// A slider over the days on which something changed; any other day can be typed. Posts nothing: it is a
/// GET of `path` with `day` and the rest of the query.
pub fn days(
    lang: Lang,
    path: &str,
    keep: &[(String, String)],
    days: &[ChangeDay],
    day: &str,
    edges: (&str, &str),
) -> Markup {
    let at = days.iter().rposition(|d| d.day.as_str() <= day).unwrap_or(0);
    let joined = |pick: fn(&ChangeDay) -> &str| days.iter().map(pick).collect::<Vec<_>>().join("|");
    let now = days.get(at).map_or(day, |d| d.label.as_str());
    html! {
        div class="days" {
            span class="edge" { (edges.0) }
            day-slider data-days=(joined(|d| &d.day)) data-labels=(joined(|d| &d.label)) {
                form method="get" action=(path) {
                    @for (name, value) in keep { input type="hidden" name=(name) value=(value); }
                    div class="track" {
                        @if days.len() <= MOST_TICKS {
                            svg viewBox="0 0 1000 22" preserveAspectRatio="none" aria-hidden="true" {
                                @for at in 0..days.len() {
                                    @let x = at * 1000 / days.len().saturating_sub(1).max(1);
                                    line x1=(x) x2=(x) y1="4" y2="18" stroke="currentColor" vector-effect="non-scaling-stroke" {}
                                }
                            }
                        }
                        input type="range" min="0" max=(days.len().saturating_sub(1)) value=(at) aria-label=(t(lang, "ui-day")) aria-valuetext=(now);
                    }
                    output { (now) }
                    span class="row" {
                        (field::day(lang, &Field { is_bare: true, scope: "slider".to_owned(), ..Field::new("day", t(lang, "ui-day"), Kind::Day).value(day) }))
                        noscript { button class="button" { (t(lang, "ui-show-day")) } }
                    }
                }
            }
            span class="edge" { (edges.1) }
        }
    }
}
