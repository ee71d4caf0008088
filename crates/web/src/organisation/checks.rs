//! What the checks found: each check with its findings, what is known of them, and how to mend it.

use super::{CHECKS, head, position_href};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::ui::layout::{content, section};
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::organisation::queries::{self, CheckView, Finding};
use axum::extract::Query;
use domain::Day;
use domain::organisation::Severity;
use maud::{Markup, html};
use text::{Arg, Lang, t, tr};

/// Findings of one check that are shown; the API has them all.
const SHOWN: usize = 200;

/// The page.
pub async fn page(signed: SignedIn, Query(params): Query<super::params::Params>) -> Answer {
    signed
        .page(move |ctx, _, frame| {
            let lang = frame.lang;
            let day = params.day().unwrap_or(ctx.today);
            head(ctx, frame, CHECKS, day)?;
            let view = queries::check(ctx, Some(day))?;
            let found: Vec<&CheckView> = view.checks.iter().filter(|c| c.count > 0).collect();
            let clean = view.checks.len() - found.len();
            Ok(content(
                true,
                html! {
                    @if found.is_empty() { div class="card" { p class="body" { (t(lang, "checks-none")) } } }
                    @for check in &found { div id=(check.check) { (one(lang, check, day)) } }
                    p class="quiet small" { (tr(lang, "checks-looked-at", &[("count", clean.into())])) }
                },
            ))
        })
        .await
}

fn one(lang: Lang, check: &CheckView, day: Day) -> Markup {
    let (tone, key) = match check.severity {
        Severity::Error => (Tone::Lost, "checks-severity-error"),
        Severity::Warning => (Tone::None, "checks-severity-warning"),
        Severity::Info => (Tone::Plain, "checks-severity-info"),
    };
    let count = tr(lang, "checks-found", &[("count", check.count.into())]);
    let extra = html! { span class="quiet small" { (count) } " " (pill(tone, &t(lang, key))) };
    let mend = check.items.first().map(|item| t(lang, &format!("mend-{}", item.mend)));
    let columns = [
        Column::text(t(lang, "organisation-finding")),
        Column::text(t(lang, "field-unit")),
        Column::text(t(lang, "organisation-known")),
        Column::text(t(lang, "checks-mend")),
    ];
    let rows: Vec<Row> = check.items.iter().take(SHOWN).map(|item| row(lang, item, day)).collect();
    section(
        &t(lang, &format!("check-{}", check.check)),
        Some(extra),
        html! {
            @if let Some(mend) = mend { p class="soft" { (mend) } }
            (table::plain(&columns, &rows))
            @if check.count > SHOWN { p class="quiet small" { (tr(lang, "organisation-more-findings", &[("count", (check.count - SHOWN).into())])) } }
        },
    )
}

fn row(lang: Lang, item: &Finding, day: Day) -> Row {
    let named = item.title.clone().filter(|title| !title.is_empty()).unwrap_or_else(|| item.subject.clone());
    let href = item.position_id.map(|id| position_href(id, Some(day)));
    let who = item.person.iter().chain(&item.holders).cloned().collect::<Vec<_>>().join(", ");
    let known: Vec<String> = item.args.iter().map(|(name, value)| known(lang, name, value)).collect();
    Row {
        cells: vec![
            html! {
                @match &href { Some(href) => { a class="title" href=(href) data-peek { (named) } } None => { (named) } }
                @if !who.is_empty() { div class="quiet small" { (who) } }
            },
            html! { (item.unit.as_deref().unwrap_or_default()) },
            html! { span class="quiet small" { (known.join(" · ")) } },
            html! { @if let Some(href) = &href { a class="link" href={ (href) "#edits" } data-peek { (t(lang, "checks-mend")) } } },
        ],
        ..Row::default()
    }
}

/// One thing known of a finding, in words.
fn known(lang: Lang, name: &str, value: &str) -> String {
    let said = match name {
        "role" | "one" | "other" => t(lang, &format!("role-{value}")).into_owned(),
        "model" => t(lang, &format!("model-{value}")).into_owned(),
        "share_bp" => value.parse().map_or_else(
            |_| value.to_owned(),
            |bp: i64| text::fmt::percent_of(lang, bp, 10_000, 0).unwrap_or_default(),
        ),
        _ => return tr(lang, &format!("finding-{name}"), &[("value", Arg::guess(value))]),
    };
    tr(lang, &format!("finding-{name}"), &[("value", said.into())])
}
