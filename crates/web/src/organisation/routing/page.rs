//! The page of routing: rules in the order in which they are asked, queues, and what is set beside them.

use super::super::params::Params;
use super::super::{coverage, head, position_href, unit_href};
use super::{END, MAP, ROUTED, ROUTING, forms, queue_href, told, try_href};
use crate::errors::{Answer, Faults};
use crate::extract::SignedIn;
use crate::fields::Fields;
use crate::organisation::segments::segment_href;
use crate::records::shown;
use crate::ui::form;
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::pill::{Tone, pill};
use crate::ui::record;
use crate::ui::table::{self, Column, Row};
use app::routing::{Overview, QueueView, RuleView, SettingView, queries};
use app::{Ctx, Tx};
use axum::extract::Query;
use domain::Day;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// The page.
pub async fn page(signed: SignedIn, Query(params): Query<Params>) -> Answer {
    signed
        .page(move |ctx, tx, frame| {
            let day = params.day().unwrap_or(ctx.today);
            drawn(ctx, tx, frame, day, &Fields::default(), &Faults::none())
        })
        .await
}

/// The page, with the form that was refused, where one was.
pub(super) fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    day: Day,
    typed: &Fields,
    faults: &Faults,
) -> app::Result<Markup> {
    let lang = frame.lang;
    head(ctx, tx, frame, ROUTING, day)?;
    frame.events = Some(crate::live::href_of(ctx, &ROUTED));
    let may_edit = ctx.can(Action::Edit, Noun::Organisation);
    let view = queries::overview(ctx, tx, day)?;
    let csrf = frame.csrf.clone();
    let main = html! {
        (rules(lang, &view, may_edit))
        (queues(ctx, lang, &view.queues))
        (settings(lang, &csrf, &view.settings, day, may_edit))
    };
    let aside = html! {
        section class="card section" { div class="body" {
            p { a class="link" href={ (MAP) "?day=" (day) } { (t(lang, "routing-map")) } }
            p class="quiet small" { (t(lang, "routing-map-hint")) }
        } }
        @if may_edit { div id="edits" { (forms::all(lang, &csrf, &view, day, typed, faults)) } }
    };
    Ok(content(true, record::columns(main, aside)))
}

fn rules(lang: Lang, view: &Overview, may_edit: bool) -> Markup {
    let mut columns: Vec<Column> =
        ["coverage-segment", "coverage-stages", "coverage-covered-by", "coverage-distribution", "routing-candidates"]
            .map(|key| Column::text(t(lang, key)))
            .to_vec();
    if may_edit {
        columns.push(Column::text(t(lang, "routing-change")));
    }
    let rows: Vec<Row> = view.rules.iter().map(|rule| row(lang, rule, view.as_of, may_edit)).collect();
    section(
        &t(lang, "routing-rules"),
        None,
        html! {
            p class="soft" { (t(lang, "routing-rules-hint")) }
            @if rows.is_empty() { p { (t(lang, "routing-rules-none")) } } @else { (table::plain(&columns, &rows)) }
        },
    )
}

fn row(lang: Lang, rule: &RuleView, day: Day, may_edit: bool) -> Row {
    let one = &rule.coverage;
    let word = serde_json::to_value(one.distribution).ok();
    let word = word.as_ref().and_then(|word| word.as_str()).unwrap_or_default();
    let limits = told::limits(lang, &one.limits);
    let page = match (&one.unit, &one.position) {
        (Some(unit), _) => unit_href(unit.id.into(), day),
        (_, Some(seat)) => position_href(seat.id.into(), Some(day)),
        _ => segment_href(one.segment.unwrap_or_default()),
    };
    let mut cells = vec![
        html! {
            @match (one.segment, &one.segment_name) {
                (Some(id), Some(name)) => { a class="title" href=(segment_href(id)) { (name) } }
                (Some(_), None) => { (t(lang, "coverage-segment-ended")) }
                _ => { (t(lang, "coverage-everything")) }
            }
            div class="quiet small" { (t(lang, "coverage-priority")) " " (fmt::number(lang, i64::from(one.priority))) }
        },
        html! { (coverage::stages(lang, &one.stages)) },
        coverage::by(one, day),
        html! {
            (t(lang, &format!("distribution-{word}")))
            @if !limits.is_empty() { div class="quiet small" { (limits) } }
        },
        html! {
            @if rule.is_empty { (pill(Tone::Lost, &t(lang, "coverage-nobody"))) }
            @else { (fmt::number(lang, i64::try_from(rule.candidates).unwrap_or(i64::MAX))) }
        },
    ];
    if may_edit {
        cells.push(html! {
            a class="link" href={ (page) "#coverage-" (one.id) } { (t(lang, "action-edit")) } " "
            a class="link" href=(try_href(one.id)) { (t(lang, "routing-try")) }
        });
    }
    Row { id: one.id.to_string(), cells, ..Row::default() }
}

/// The name of a queue; the company's has one of its own.
pub(super) fn queue_name(lang: Lang, queue: &QueueView) -> String {
    queue.name.clone().unwrap_or_else(|| t(lang, "routing-company-queue").into_owned())
}

fn queues(ctx: &Ctx, lang: Lang, queues: &[QueueView]) -> Markup {
    let columns = [
        Column::text(t(lang, "field-name")),
        Column::text(t(lang, "field-unit")),
        Column::number(t(lang, "routing-waiting")),
        Column::text(t(lang, "routing-waits-since")),
    ];
    let row = |queue: &QueueView| Row {
        id: queue.id.to_string(),
        cells: vec![
            html! { a class="title" href=(queue_href(queue.id)) { (queue_name(lang, queue)) } },
            html! { (queue.unit.as_ref().map(|unit| unit.name.as_str()).unwrap_or_default()) },
            html! { (fmt::number(lang, queue.count)) },
            html! { @if let Some(since) = queue.since {
                (fmt::moment(lang, shown::local(since, &ctx.company.time_zone), ctx.today.civil()))
            } },
        ],
        ..Row::default()
    };
    let rows: Vec<Row> = queues.iter().map(row).collect();
    section(
        &t(lang, "routing-queues"),
        None,
        html! { p class="soft" { (t(lang, "routing-queues-hint")) } (table::plain(&columns, &rows)) },
    )
}

fn settings(lang: Lang, csrf: &str, all: &[SettingView], day: Day, may_edit: bool) -> Markup {
    let mut columns: Vec<Column> = ["routing-setting", "routing-about", "routing-says", "routing-holds"]
        .map(|key| Column::text(t(lang, key)))
        .to_vec();
    if may_edit {
        columns.push(Column::text(t(lang, "routing-end")));
    }
    let row = |one: &SettingView| {
        let said = told::setting(lang, &one.setting);
        let mut cells = vec![
            html! { (t(lang, &format!("routing-kind-{}", one.setting.kind()))) },
            html! { (about(lang, one)) },
            html! {
                (said)
                @if let Some(to) = &one.to { @if !said.is_empty() { " " } "→ " (to) }
            },
            html! { span class="quiet small" { (coverage::lasting(lang, one.from, one.until)) } },
        ];
        if may_edit {
            let on = day.to_string();
            let href = END.replace("{id}", &one.id.to_string());
            let label = html! { (t(lang, "routing-end")) };
            cells.push(form::post(csrf, &href, &[("on", on.as_str())], "plain", label));
        }
        Row { id: one.id.to_string(), cells, ..Row::default() }
    };
    let rows: Vec<Row> = all.iter().map(row).collect();
    section(
        &tr(lang, "routing-settings", &[("count", all.len().into())]),
        None,
        html! {
            @if rows.is_empty() { p class="soft" { (t(lang, "routing-settings-none")) } } @else { (table::plain(&columns, &rows)) }
        },
    )
}

/// What a setting is about; where it names nothing, everything.
fn about(lang: Lang, one: &SettingView) -> String {
    if let domain::organisation::routing::Setting::Queue { name, .. } = &one.setting {
        return match &one.about {
            Some(unit) => format!("{name} · {unit}"),
            None => name.clone(),
        };
    }
    one.about.clone().unwrap_or_else(|| t(lang, "coverage-everything").into_owned())
}
