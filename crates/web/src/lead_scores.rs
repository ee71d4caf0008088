//! The score of leads: what was learned and how good it is, below the settings and for programs; and on the page of a lead,
//! with what pushed it up and down.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Caller, instant, json};
use crate::errors::Answer;
use crate::extract::{Posted, SignedIn};
use crate::records::shape::values_of;
use crate::records::{Desk, Values};
use crate::routes::Routes;
use crate::settings::{head, moment};
use crate::ui::chart;
use crate::ui::form;
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::table::{self, Column, Row};
use app::lead_scores::{ModelView, ScoreView, commands, queries};
use app::{Ctx, Tx};
use axum::http::Method;
use domain::lead_scores::{Leak, Quality};
use domain::policy::Noun;
use maud::{Markup, html};
use serde_json::json as value;
use text::{Lang, fmt, t, tr};

/// What was learned.
pub(crate) const SCORE: &str = "/settings/score";
const API: &str = "/api/v1/lead-score";
/// Reasons that are shown of a score.
const REASONS: usize = 6;

const VIEW: &[Part] = &[
    part("id", "uuid", "What was learned, this time."),
    part("made_at", "date-time", "When."),
    part("outcome", "string", "`used`, `few` (too few past leads) or `no_better` (does not beat the base rate)."),
    part("leads", "integer", "Past leads it was learned from."),
    part("deals", "integer", "Those of them that became deals in time."),
    maybe("model", "any", "Weights by feature and level in log odds, quality, and features left out with the reason."),
];

/// These routes.
pub fn routes() -> Routes {
    let noun = Noun::Pipeline;
    let doc = |summary| Doc { summary, answer: VIEW, ..Doc::default() };
    Routes::new()
        .page(SCORE, noun, page)
        .action(SCORE, noun, learn)
        .api(Method::GET, API, noun, doc("What was learned last of past leads; null before the first time."), told)
        .api(Method::POST, API, noun, doc("Learns again from past leads, and scores all by it."), learn_by_program)
}

async fn page(signed: SignedIn) -> Answer {
    signed.page(drawn).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame) -> app::Result<Markup> {
    let last = queries::last(ctx, tx)?;
    head(ctx, frame, SCORE);
    let lang = frame.lang;
    let again = form::post(&frame.csrf, SCORE, &[], "primary", html! { (t(lang, "score-learn")) });
    let quality = last.as_ref().and_then(|view| view.model.as_ref()).map(|model| &model.quality);
    Ok(content(
        true,
        html! {
            div class="stack" {
                (section(&t(lang, "score-title"), None, html! {
                    div class="stack" {
                        p class="soft" { (t(lang, "score-explained")) }
                        @match &last { None => p { (t(lang, "score-never")) }, Some(view) => (came_to(ctx, lang, view)) }
                        (again)
                    }
                }))
                @if let Some(quality) = quality { (goodness(lang, quality)) (calibration(lang, quality)) }
                @if let Some(view) = &last { (learned(lang, view)) }
            }
        },
    ))
}

/// What came of it, in words.
fn came_to(ctx: &Ctx, lang: Lang, view: &ModelView) -> Markup {
    let counts = [("leads", view.leads.into()), ("deals", view.deals.into())];
    let text = match view.outcome.as_str() {
        "used" => tr(lang, "score-used", &counts),
        "few" => tr(lang, "score-few", &counts),
        _ => tr(lang, "score-no-better", &counts),
    };
    html! { p role="status" { (text) " " span class="quiet" { (moment(ctx, lang, view.made_at)) } } }
}

fn goodness(lang: Lang, quality: &Quality) -> Markup {
    let columns = [
        Column::text(t(lang, "score-measure")),
        Column::number(t(lang, "score-model")),
        Column::number(t(lang, "score-base")),
    ];
    let row = |key: &str, own: String, base: String| Row {
        cells: vec![html! { (t(lang, key)) }, html! { (own) }, html! { (base) }],
        ..Row::default()
    };
    let four = |value: f64| fmt::decimal(lang, value, 4);
    let rows = [
        row("score-log-loss", four(quality.log_loss.0), four(quality.log_loss.1)),
        row("score-brier", four(quality.brier.0), four(quality.brier.1)),
        row("score-auc", four(quality.auc), four(0.5)),
    ];
    let count = |n: usize| i64::try_from(n).unwrap_or_default();
    let counts = [("learned", count(quality.learned_on).into()), ("judged", count(quality.judged_on).into())];
    let body = html! { div class="stack" { p class="soft" { (tr(lang, "score-judged", &counts)) } (table::plain(&columns, &rows)) } };
    section(&t(lang, "score-quality"), None, body)
}

/// Predicted beside what happened: on the diagonal the score says how often it comes true.
fn calibration(lang: Lang, quality: &Quality) -> Markup {
    let most = quality.bins.iter().flat_map(|(said, was, _)| [*said, *was]).fold(0.05, f64::max) * 1.1;
    let (x, y) = (|v: f64| 40.0 + v / most * 250.0, |v: f64| 210.0 - v / most * 190.0);
    let points: Vec<(f64, f64)> = quality.bins.iter().map(|(said, was, _)| (x(*said), y(*was))).collect();
    let line = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ");
    let percent = |v: f64| fmt::percent(lang, v, 1);
    let picture = html! {
        svg viewBox="0 0 320 240" width="420" role="img" aria-label=(t(lang, "score-calibration")) class="calibration" {
            polyline points="40,210 290,20" fill="none" stroke="currentColor" stroke-opacity=".35" stroke-dasharray="4 4" {}
            polyline points="40,20 40,210 290,210" fill="none" stroke="currentColor" stroke-opacity=".5" {}
            polyline points=(line) fill="none" stroke="currentColor" stroke-width="2" {}
            @for (x, y) in &points { circle cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r="3.5" fill="currentColor" {} }
            text x="40" y="228" font-size="11" fill="currentColor" { (percent(0.0)) }
            text x="290" y="228" font-size="11" text-anchor="end" fill="currentColor" { (t(lang, "score-said")) " " (percent(most)) }
            text x="46" y="16" font-size="11" fill="currentColor" { (t(lang, "score-was")) " " (percent(most)) }
        }
    };
    let columns = [
        Column::number(t(lang, "score-said")),
        Column::number(t(lang, "score-was")),
        Column::number(t(lang, "score-leads")),
    ];
    let row = |(said, was, count): &(f64, f64, usize)| Row {
        cells: vec![
            html! { (percent(*said)) },
            html! { (percent(*was)) },
            html! { (fmt::number(lang, i64::try_from(*count).unwrap_or_default())) },
        ],
        ..Row::default()
    };
    let rows: Vec<Row> = quality.bins.iter().map(row).collect();
    let table = table::plain(&columns, &rows);
    chart::chart(lang, &t(lang, "score-calibration"), &t(lang, "score-calibration-note"), &picture.into_string(), table)
}

/// What was left out, and what pushes how much.
fn learned(lang: Lang, view: &ModelView) -> Markup {
    let Some(model) = &view.model else { return Markup::default() };
    let name = |feature: &str| t(lang, &format!("field-{feature}")).into_owned();
    let mut pushes: Vec<(&String, &String, f64)> = model
        .features
        .iter()
        .flat_map(|(feature, weights)| weights.iter().map(move |(level, push)| (feature, level, *push)))
        .filter(|(.., push)| push.abs() >= 0.05)
        .collect();
    pushes.sort_by(|(.., a), (.., b)| b.abs().total_cmp(&a.abs()));
    let columns = [
        Column::text(t(lang, "ui-field")),
        Column::text(t(lang, "score-level")),
        Column::number(t(lang, "score-push")),
    ];
    let row = |(feature, level, push): &(&String, &String, f64)| Row {
        cells: vec![
            html! { (name(feature)) },
            html! { (said_level(lang, level)) },
            html! { (fmt::decimal(lang, *push, 2)) },
        ],
        ..Row::default()
    };
    let rows: Vec<Row> = pushes.iter().take(40).map(row).collect();
    html! {
        @if !model.leaks.is_empty() {
            (section(&t(lang, "score-left-out"), None, html! {
                ul { @for (feature, leak) in &model.leaks {
                    li { strong { (name(feature)) } ": " (match leak { Leak::Later => t(lang, "score-leak-later"), Leak::TooWell => t(lang, "score-leak-too-well") }) }
                } }
            }))
        }
        @if view.outcome == "used" { (section(&t(lang, "score-pushes"), None, table::plain(&columns, &rows))) }
    }
}

fn said_level(lang: Lang, level: &str) -> String {
    match level {
        "" => t(lang, "score-nothing").into_owned(),
        "…" => t(lang, "score-other").into_owned(),
        "given" => t(lang, "score-given").into_owned(),
        other => other.to_owned(),
    }
}

/// The score on a lead's page.
pub(crate) fn on_lead(desk: &Desk<'_>, view: &ScoreView) -> Markup {
    let lang = desk.frame.lang;
    #[expect(clippy::cast_precision_loss, reason = "at most 10,000")]
    let share = |bp: i64| fmt::percent(lang, bp as f64 / 10_000.0, 1);
    let body = html! {
        div class="stack" {
            p { strong { (share(view.score.chance_bp)) } " " span class="quiet small" { (tr(lang, "score-average", &[("share", share(view.average_bp).into())])) } }
            ul class="small" { @for (feature, level, push) in view.score.reasons.iter().take(REASONS) {
                li { (if *push > 0.0 { "▲" } else { "▼" }) " " (t(lang, &format!("field-{feature}"))) ": " (said_level(lang, level))
                    " " span class="quiet" { (if *push > 0.0 { t(lang, "score-raises") } else { t(lang, "score-lowers") }) " (" (fmt::decimal(lang, *push, 2)) ")" } }
            } }
        }
    };
    section(&t(lang, "field-score_bp"), None, body)
}

async fn learn(posted: Posted) -> Answer {
    posted.signed.write(commands::learn).await?;
    posted.signed.done(SCORE, Some(&Toast::said(t(posted.signed.lang, "score-learned"))))
}

fn values(view: &ModelView) -> app::Result<Values> {
    let mut values = values_of(view)?;
    values.insert("made_at".to_owned(), value!(instant(view.made_at)));
    Ok(values)
}

async fn told(caller: Caller) -> Answer {
    Ok(json(&caller.read(|ctx, tx| queries::last(ctx, tx)?.as_ref().map(values).transpose()).await?))
}

async fn learn_by_program(caller: Caller) -> Answer {
    Ok(json(&caller.write(|ctx, tx| values(&commands::learn(ctx, tx)?)).await?))
}
