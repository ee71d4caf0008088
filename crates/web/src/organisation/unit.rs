//! One unit: its sales model, what is in it, and its edits.

use super::edit::{self, About, Refused};
use super::{CHART, coverage, head, position_href, unit_href};
use crate::errors::{Answer, Faults};
use crate::extract::SignedIn;
use crate::fields::Fields;
use crate::ui::form;
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::record::{self, Fact};
use app::organisation::queries::{self, UnitView};
use app::segments::Covers;
use app::segments::coverage::coverages;
use app::{Ctx, Tx};
use axum::extract::{Path, Query};
use domain::Day;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// The page.
pub async fn page(signed: SignedIn, Path(id): Path<String>, Query(params): Query<super::params::Params>) -> Answer {
    signed
        .page(move |ctx, tx, frame| {
            let none = (Fields::default(), Faults::none());
            let refused = Refused { typed: &none.0, faults: &none.1 };
            drawn(ctx, tx, frame, &id, params.day().unwrap_or(ctx.today), refused)
        })
        .await
}

/// The page, with the edit that was refused, where one was.
pub(super) fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    id: &str,
    day: Day,
    refused: Refused<'_>,
) -> app::Result<Markup> {
    let view = queries::unit(ctx, day, id)?;
    let lang = frame.lang;
    head(ctx, tx, frame, "", day)?;
    frame.of = view.parent.as_ref().map(|parent| parent.name.clone());
    frame.title.clone_from(&view.name);
    let chart = format!("{CHART}?day={day}&under={}", view.id);
    let seats = tr(lang, "organisation-position-count", &[("count", view.positions.len().into())]);
    let covered = coverages(ctx, tx, day, Covers::Unit(view.id))?;
    let may_edit = ctx.can(Action::Edit, Noun::Organisation);
    let older = if may_edit { app::handoffs::queries::under_older_models(ctx, tx, view.id)? } else { 0 };
    let row = |forms: &[(About, Fields)]| {
        html! { @if may_edit { (edit::of_row(lang, &frame.csrf, forms, refused)) } }
    };
    let main = html! {
        (section(&seats, Some(html! { a class="link small" href=(chart) { (t(lang, "organisation-chart")) } }), html! {
            ul { @for seat in &view.positions {
                li {
                    a class="link" href=(position_href(seat.id.into(), Some(day))) { (seat.name) }
                    @if !seat.holders.is_empty() { " " span class="quiet" { (seat.holders.join(", ")) } }
                }
            } }
        }))
        @if !view.units.is_empty() {
            (section(&t(lang, "organisation-units"), None, html! {
                ul { @for unit in &view.units { li { a class="link" href=(unit_href(unit.id.into(), day)) { (unit.name) } } } }
            }))
        }
        @if older > 0 && may_edit { (older_models(lang, &frame.csrf, &view, older)) }
        @if !covered.is_empty() { (coverage::section(lang, &covered, day, &coverage::At::Unit(view.id), row)) }
    };
    let aside = html! {
        (facts(lang, &frame.csrf, &view, day))
        @if may_edit { div id="edits" { (edits(lang, &frame.csrf, &view, refused)) } }
    };
    Ok(content(true, record::columns(main, aside)))
}

fn facts(lang: Lang, csrf: &str, view: &UnitView, day: Day) -> Markup {
    let parent = view.parent.as_ref().map(|unit| {
        let href = unit_href(unit.id.into(), day);
        Fact::read(t(lang, "field-parent"), html! { a class="link" href=(href) { (unit.name) } })
    });
    let model = view.model.as_ref().map(|(key, from)| {
        let from = from.as_ref().map(|unit| tr(lang, "organisation-sales-model-inherited", &[("unit", unit.into())]));
        let said = html! { (t(lang, &format!("model-{key}"))) @if let Some(from) = from { " " span class="quiet" { (from) } } };
        Fact::read(t(lang, "organisation-sales-model"), said)
    });
    let kind = Fact::read(t(lang, "field-kind"), html! { (t(lang, &format!("unit-kind-{}", view.kind))) });
    let people = fmt::number(lang, i64::try_from(view.people).unwrap_or(i64::MAX));
    let people = Fact::read(t(lang, "organisation-people"), html! { (people) });
    let facts: Vec<Fact> = parent.into_iter().chain([kind]).chain(model).chain([people]).collect();
    record::facts(lang, csrf, None, &facts)
}

/// Open work that goes on under an older model, and the way to move it on purpose.
fn older_models(lang: Lang, csrf: &str, view: &UnitView, count: usize) -> Markup {
    let move_it = crate::handoffs::models_href(view.id);
    section(
        &t(lang, "handoff-models"),
        None,
        html! {
            p { (tr(lang, "handoff-models-older", &[("count", count.into())])) }
            (form::post(csrf, &move_it, &[], "", html! { (t(lang, "handoff-models-move")) }))
        },
    )
}

/// Every edit of the unit; the company itself neither moves nor ends.
fn edits(lang: Lang, csrf: &str, view: &UnitView, refused: Refused<'_>) -> Markup {
    let begun = |kind: &str| {
        let own = view.model.as_ref().filter(|(_, from)| from.is_none()).map(|(model, _)| model.clone());
        let pairs = match kind {
            "rename_unit" => vec![("name", view.name.clone())],
            "set_sales_model" => own.map(|model| ("model", model)).into_iter().collect(),
            "add_coverage" => vec![("distribution", "owner".to_owned()), ("priority", "0".to_owned())],
            _ => Vec::new(),
        };
        let on = ("on", view.as_of.to_string());
        Fields::from(pairs.into_iter().chain([on]).map(|(name, value)| (name.to_owned(), value)).collect::<Vec<_>>())
    };
    let about = |kind: &'static str| {
        let target = if kind == "add_unit" { "parent" } else { "unit" };
        let (targets, page) = (vec![(target, view.id.to_string())], ("unit_page", view.id.to_string()));
        (About { kind, targets, page, day: view.as_of }, begun(kind))
    };
    let is_root = view.parent.is_none();
    let kinds = ["add_position", "add_unit", "add_coverage", "rename_unit", "set_sales_model", "move_unit", "end_unit"];
    let kinds = kinds.into_iter().filter(|kind| !is_root || !matches!(*kind, "move_unit" | "end_unit"));
    edit::all(lang, csrf, &[("", kinds.map(about).collect())], refused)
}
