//! What the checks found: each check with its findings, what is known of them, and how to mend it.

use super::params::address;
use super::segments::segment_href;
use super::{CHECKS, PEOPLE, START_PEOPLE, coverage, head, position_href, unit_href};
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
        .page(move |ctx, tx, frame| {
            let lang = frame.lang;
            let day = params.day().unwrap_or(ctx.today);
            head(ctx, tx, frame, CHECKS, day)?;
            let view = queries::check(ctx, tx, Some(day))?;
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
    let rows: Vec<Row> = check.items.iter().take(SHOWN).map(|item| row(lang, check.check, item, day)).collect();
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

fn row(lang: Lang, check: &str, item: &Finding, day: Day) -> Row {
    let named = named(lang, check, item);
    let href = about_href(item, day);
    let mut who: Vec<&str> = item.person.iter().chain(&item.holders).map(String::as_str).collect();
    who.dedup();
    let who = who.join(", ");
    // That a manager does not sell is no news.
    let told = item.args.iter().filter(|(name, value)| (**name, value.as_str()) != ("player_coach", "false"));
    let known: Vec<String> = told.map(|(name, value)| known(lang, name, value)).collect();
    let mend = mending(item, day);
    let peeks = |href: &str| !href.starts_with(PEOPLE) && !href.starts_with(START_PEOPLE);
    Row {
        cells: vec![
            html! {
                @match &href { Some(href) => { a class="title" href=(href) data-peek { (named) } } None => { (named) } }
                @if !who.is_empty() && who != named { div class="quiet small" { (who) } }
            },
            html! { (item.unit.as_deref().unwrap_or_default()) },
            html! { span class="quiet small" { (known.join(" · ")) } },
            html! { @if let Some(href) = &mend { a class="link" href=(href) data-peek[peeks(href)] { (t(lang, "checks-mend")) } } },
        ],
        ..Row::default()
    }
}

/// What a finding is about: of roles their names, of a position its title, else what its source calls it.
fn named(lang: Lang, check: &str, item: &Finding) -> String {
    if check == "uncovered_role" {
        let either =
            |one: String, other: String| tr(lang, "condition-or", &[("one", one.into()), ("other", other.into())]);
        return item.subject.split(", ").map(|key| roles(lang, key)).reduce(either).unwrap_or_default();
    }
    item.title.clone().filter(|title| !title.is_empty()).unwrap_or_else(|| item.subject.clone())
}

fn roles(lang: Lang, keys: &str) -> String {
    let said = |key: &str| crate::records::shown::choice(lang, "role-", key);
    keys.split(", ").map(said).collect::<Vec<_>>().join(", ")
}

/// The page of what a finding is about.
fn about_href(item: &Finding, day: Day) -> Option<String> {
    let position = item.position_id.map(|id| position_href(id, Some(day)));
    let unit = item.unit_id.map(|id| unit_href(id, day));
    let segment = item.segment_id.map(|id| format!("{}?day={day}", segment_href(id)));
    position.or(unit).or(segment)
}

/// Where it is mended: at the coverage, among the people, by an import, or in the forms of its page.
fn mending(item: &Finding, day: Day) -> Option<String> {
    if item.mend == "import_people" {
        return Some(START_PEOPLE.to_owned());
    }
    let page = about_href(item, day);
    let page = match (&page, item.coverage_id) {
        (Some(page), Some(coverage)) => Some(format!("{page}#coverage-{coverage}")),
        (page, _) => page.as_ref().map(|page| format!("{page}#edits")),
    };
    let person = || {
        let pairs = [("day", day.to_string()), ("q", item.person.clone()?)];
        Some(address(PEOPLE, &pairs.map(|(name, value)| (name.to_owned(), value))))
    };
    page.or_else(person)
}

/// One thing known of a finding, in words.
fn known(lang: Lang, name: &str, value: &str) -> String {
    let said = match name {
        "role" | "one" | "other" => roles(lang, value),
        "model" => t(lang, &format!("model-{value}")).into_owned(),
        "reason" => return t(lang, &format!("conflict-{value}")).into_owned(),
        "stages" => {
            let keys: Vec<String> = value.split(", ").filter(|key| !key.is_empty()).map(str::to_owned).collect();
            coverage::stages(lang, &keys)
        }
        "by" => value.parse::<Day>().map_or_else(|_| value.to_owned(), |day| text::fmt::day(lang, day.civil())),
        "share_bp" => value.parse().map_or_else(
            |_| value.to_owned(),
            |bp: i64| text::fmt::percent_of(lang, bp, 10_000, 0).unwrap_or_default(),
        ),
        _ => return tr(lang, &format!("finding-{name}"), &[("value", Arg::guess(value))]),
    };
    tr(lang, &format!("finding-{name}"), &[("value", said.into())])
}
