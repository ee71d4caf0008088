//! One position: who holds it, where it stands, what it answers for, how it came to be so, and its edits.
//! The same page stands in the panel at the side of the chart.

use super::{CHART, edit, head, position_href, unit_href};
use crate::errors::{Answer, Faults};
use crate::extract::SignedIn;
use crate::fields::Fields;
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::pill::{Tone, pill};
use crate::ui::record::{self, Fact};
use crate::ui::table::{self, Column, Row};
use app::Ctx;
use app::organisation::queries::{self, HistoryRow, Named, PositionView, Staffed};
use axum::extract::{Path, Query};
use domain::Day;
use domain::organisation::AssignmentKind;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// Reports that are shown; the chart has them all.
const SHOWN: usize = 30;

/// The page.
pub async fn page(signed: SignedIn, Path(id): Path<String>, Query(params): Query<super::params::Params>) -> Answer {
    signed
        .page(move |ctx, _, frame| {
            drawn(ctx, frame, &id, params.day().unwrap_or(ctx.today), &Fields::default(), &Faults::none())
        })
        .await
}

/// The page, with the edit that was refused, where one was.
pub(super) fn drawn(
    ctx: &Ctx,
    frame: &mut PageFrame,
    id: &str,
    day: Day,
    typed: &Fields,
    faults: &Faults,
) -> app::Result<Markup> {
    let view = queries::position(ctx, day, id)?;
    let lang = frame.lang;
    head(ctx, frame, "", day)?;
    let names: Vec<&str> = view.holders.iter().map(|held| held.name.as_str()).collect();
    frame.of = (!names.is_empty()).then(|| names.join(", "));
    frame.title.clone_from(&view.title);
    let may_edit = ctx.can(Action::Edit, Noun::Organisation);
    let main = html! {
        (holders(lang, &view))
        (roles(lang, &view))
        (lines(lang, "organisation-reports-to", &view.chain, day))
        @if !view.dotted.is_empty() { (lines(lang, "edit-add_dotted_line", &view.dotted, day)) }
        @if !view.reports.is_empty() { (reports(lang, &view, day)) }
        (history(lang, &view.history))
    };
    let aside = html! {
        (facts(lang, &frame.csrf, &view))
        @if may_edit { div id="edits" { (edits(lang, &frame.csrf, &view, typed, faults)) } }
    };
    Ok(content(true, record::columns(main, aside)))
}

fn holders(lang: Lang, view: &PositionView) -> Markup {
    let since = view.history.first().filter(|row| row.holders.is_empty()).map(|row| fmt::day(lang, row.from.civil()));
    let title = t(lang, "organisation-holder");
    section(
        &title,
        None,
        html! {
            @if view.holders.is_empty() {
                p { (pill(Tone::None, &match since {
                    Some(day) => tr(lang, "organisation-vacant-since", &[("day", day.into())]),
                    None => t(lang, "organisation-vacant").into_owned(),
                })) }
            }
            ul { @for held in &view.holders { li { (holder(lang, held)) } } }
            @if view.is_stub { p class="soft" { (t(lang, "organisation-stub")) } }
        },
    )
}

fn holder(lang: Lang, held: &Staffed) -> Markup {
    let share = fmt::percent_of(lang, held.share_bp.into(), 10_000, 0).unwrap_or_default();
    html! {
        b { (held.name) }
        @if held.kind == AssignmentKind::Acting { " " (pill(Tone::Plain, &t(lang, "assignment-acting"))) }
        @if held.share_bp < 10_000 { " " span class="quiet" { (tr(lang, "organisation-share", &[("share", share.into())])) } }
    }
}

fn roles(lang: Lang, view: &PositionView) -> Markup {
    html! {
        @for role in &view.roles {
            (section(&t(lang, &format!("role-{}", role.key)), None, html! {
                h3 { (t(lang, "organisation-responsibilities")) }
                ul { @for key in &role.responsibilities { li { (t(lang, &format!("responsibility-{key}"))) } } }
            }))
        }
    }
}

fn named(seat: &Named, day: Day) -> Markup {
    html! {
        a class="link" href=(position_href(seat.id.into(), Some(day))) { (seat.name) }
        @if !seat.holders.is_empty() { " " span class="quiet" { (seat.holders.join(", ")) } }
    }
}

fn lines(lang: Lang, title: &str, seats: &[Named], day: Day) -> Markup {
    section(
        &t(lang, title),
        None,
        html! {
            @if seats.is_empty() { p class="soft" { (t(lang, "organisation-top")) } }
            ol { @for seat in seats { li { (named(seat, day)) } } }
        },
    )
}

fn reports(lang: Lang, view: &PositionView, day: Day) -> Markup {
    let count = tr(lang, "organisation-reports", &[("count", view.reports.len().into())]);
    let below = tr(lang, "organisation-below", &[("count", view.below.into())]);
    let chart = format!("{CHART}?day={day}&under={}", view.id);
    section(
        &count,
        Some(html! { a class="link small" href=(chart) { (below) } }),
        html! {
            ul { @for seat in view.reports.iter().take(SHOWN) { li { (named(seat, day)) } } }
            @if view.reports.len() > SHOWN { a class="link small" href=(chart) { (t(lang, "organisation-chart")) } }
        },
    )
}

fn history(lang: Lang, rows: &[HistoryRow]) -> Markup {
    let keys = ["organisation-on", "field-title", "field-unit", "field-manager", "organisation-holder"];
    let day = |day: Day| fmt::day(lang, day.civil());
    let since = |from: Day| match from {
        Day::BEGINNING => t(lang, "organisation-always").into_owned(),
        from => tr(lang, "organisation-since", &[("day", day(from).into())]),
    };
    let line = |row: &HistoryRow| {
        let until = row.to.map(|to| tr(lang, "organisation-until", &[("day", day(to).into())]));
        let span = format!("{} {}", since(row.from), until.unwrap_or_default());
        let holders =
            if row.holders.is_empty() { t(lang, "organisation-vacant").into_owned() } else { row.holders.join(", ") };
        let cells = [span, row.title.clone(), row.unit.clone(), row.manager.clone().unwrap_or_default(), holders];
        Row { cells: cells.into_iter().map(|cell| html! { (cell) }).collect(), ..Row::default() }
    };
    let rows: Vec<Row> = rows.iter().map(line).collect();
    section(&t(lang, "organisation-history"), None, table::plain(&keys.map(|key| Column::text(t(lang, key))), &rows))
}

fn facts(lang: Lang, csrf: &str, view: &PositionView) -> Markup {
    let model = view.model.map(|(model, _)| {
        let key =
            serde_json::to_value(model).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default();
        t(lang, &format!("model-{key}")).into_owned()
    });
    let cost = view.cost_per_year.map(|m| fmt::money(lang, m.minor, m.currency.code(), m.currency.digits()));
    let all = [
        ("organisation-sales-model", model),
        ("field-external_id", view.external_id.clone()),
        ("field-location", view.location.clone()),
        ("field-capacity", view.capacity.map(|n| fmt::number(lang, n.into()))),
        ("field-cost", cost),
    ];
    let unit = view.unit.as_ref().map(|unit| {
        let href = unit_href(unit.id.into(), view.as_of);
        Fact::read(t(lang, "field-unit"), html! { a class="link" href=(href) { (unit.name) } })
    });
    let rest =
        all.into_iter().filter_map(|(key, value)| value.map(|value| Fact::read(t(lang, key), html! { (value) })));
    let facts: Vec<Fact> = unit.into_iter().chain(rest).collect();
    record::facts(lang, csrf, None, &facts)
}

/// Every edit of the position, each its own form, the refused one open.
fn edits(lang: Lang, csrf: &str, view: &PositionView, typed: &Fields, faults: &Faults) -> Markup {
    let kinds = ["assign", "change_position", "move_position", "add_position", "vacate", "end_position"];
    let kinds = kinds.into_iter().filter(|kind| *kind != "vacate" || !view.holders.is_empty());
    edit::all(lang, typed, faults, kinds, |kind, refused| {
        let about = edit::About {
            kind,
            target: (if kind == "add_position" { "reports_to" } else { "position" }, view.id.to_string()),
            page: ("page", view.id.to_string()),
            day: view.as_of,
        };
        let begun = held(kind, view);
        edit::form(lang, csrf, &about, refused.map_or(&begun, |_| typed), refused.unwrap_or(&Faults::none()))
    })
}

/// What a form begins with.
fn held(kind: &str, view: &PositionView) -> Fields {
    let text = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut pairs = vec![text("on", &view.as_of.to_string())];
    match kind {
        "change_position" => {
            let roles: Vec<&str> = view.roles.iter().map(|role| role.key.as_str()).collect();
            pairs.push(text("title", &view.title));
            pairs.push(text("location", view.location.as_deref().unwrap_or_default()));
            pairs.push(text("roles", roles.first().copied().unwrap_or_default()));
        }
        "move_position" => {
            if let Some(above) = view.chain.first() {
                pairs.push(text("reports_to", &above.id.to_string()));
                pairs.push(text("reports_to_label", &above.name));
            }
            if let Some(unit) = &view.unit {
                pairs.push(text("unit", &unit.id.to_string()));
                pairs.push(text("unit_label", &unit.name));
            }
        }
        "assign" => pairs.push(text("replace", "1")),
        _ => {}
    }
    Fields::from(pairs)
}
