//! One position: who holds it, where it stands, what it answers for, how it came to be so, and its edits.
//! The same page stands in the panel at the side of the chart.

use super::edit::{self, About, Refused};
use super::{CHART, coverage, head, position_href, unit_href};
use crate::errors::{Answer, Faults};
use crate::extract::SignedIn;
use crate::fields::Fields;
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::pill::{Tone, pill};
use crate::ui::record::{self, Fact};
use crate::ui::table::{self, Column, Row};
use app::organisation::queries::{self, Dotted, HistoryRow, Named, PositionView, Staffed};
use app::segments::Covers;
use app::segments::coverage::coverages;
use app::{Ctx, Tx};
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
    let view = queries::position(ctx, day, id)?;
    let lang = frame.lang;
    head(ctx, tx, frame, "", day)?;
    let names: Vec<&str> = view.holders.iter().map(|held| held.name.as_str()).collect();
    frame.of = (!names.is_empty()).then(|| names.join(", "));
    frame.title.clone_from(&view.title);
    let rows =
        Rows { lang, csrf: &frame.csrf, view: &view, refused, may_edit: ctx.can(Action::Edit, Noun::Organisation) };
    let covered = coverages(ctx, tx, day, Covers::Position(view.id))?;
    let main = html! {
        (rows.holders())
        (roles(lang, &view))
        (lines(lang, "organisation-reports-to", &view.chain, day))
        (rows.dotted())
        @if !view.reports.is_empty() { (reports(lang, &view, day)) }
        @if !covered.is_empty() {
            (coverage::section(lang, &covered, day, &coverage::At::Position(view.id), |about| rows.row(about)))
        }
        (history(lang, &view.history))
    };
    let aside = html! {
        (facts(lang, &frame.csrf, &view))
        @if rows.may_edit { div id="edits" { (edits(lang, &frame.csrf, &view, refused)) } }
    };
    Ok(content(true, record::columns(main, aside)))
}

/// What is edited in the row it stands in: holders, dotted lines, coverage.
struct Rows<'a> {
    lang: Lang,
    csrf: &'a str,
    view: &'a PositionView,
    refused: Refused<'a>,
    may_edit: bool,
}

impl Rows<'_> {
    fn about(&self, kind: &'static str, also: (&'static str, String)) -> About {
        let targets = vec![("position", self.view.id.to_string()), also];
        About { kind, targets, page: ("page", self.view.id.to_string()), day: self.view.as_of }
    }
    fn row(&self, forms: &[(About, Fields)]) -> Markup {
        html! { @if self.may_edit { (edit::of_row(self.lang, self.csrf, forms, self.refused)) } }
    }

    fn holders(&self) -> Markup {
        let (lang, view) = (self.lang, self.view);
        let since = view.history.first().filter(|row| row.holders.is_empty());
        let vacant = match since.map(|row| fmt::day(lang, row.from.civil())) {
            Some(day) => tr(lang, "organisation-vacant-since", &[("day", day.into())]),
            None => t(lang, "organisation-vacant").into_owned(),
        };
        let forms = |held: &Staffed| {
            let person = ("person", held.person.to_string());
            let kind = if held.kind == AssignmentKind::Acting { "acting" } else { "regular" };
            let share = (held.share_bp / 100).to_string();
            let begun = [("share", share), ("kind", kind.to_owned())].map(|(name, value)| (name.to_owned(), value));
            let changed = (self.about("change_assignment", person.clone()), Fields::from(begun.to_vec()));
            [changed, (self.about("end_assignment", person), Fields::default())]
        };
        let body = html! {
            @if view.holders.is_empty() { p { (pill(Tone::None, &vacant)) } }
            ul { @for held in &view.holders { li { (holder(lang, held)) (self.row(&forms(held))) } } }
            @if view.is_stub { p class="soft" { (t(lang, "organisation-stub")) } }
        };
        section(&t(lang, "organisation-holder"), None, body)
    }

    /// Lines beside the one that counts, from here and to here.
    fn dotted(&self) -> Markup {
        let (lang, view) = (self.lang, self.view);
        if view.dotted.is_empty() && view.dotted_reports.is_empty() {
            return Markup::default();
        }
        let ends = |from: String, to: String| {
            let targets = vec![("position", from), ("manager", to)];
            let page = ("page", view.id.to_string());
            [(About { kind: "end_dotted_line", targets, page, day: view.as_of }, Fields::default())]
        };
        let own = |line: &Dotted| ends(view.id.to_string(), line.seat.id.to_string());
        let other = |line: &Dotted| ends(line.seat.id.to_string(), view.id.to_string());
        let shown = |line: &Dotted, forms: &[(About, Fields)]| {
            html! {
                li {
                    (named(&line.seat, view.as_of))
                    @if let Some(label) = &line.label { " " span class="quiet" { "· " (label) } }
                    (self.row(forms))
                }
            }
        };
        let body = html! {
            ul { @for line in &view.dotted { (shown(line, &own(line))) } }
            @if !view.dotted_reports.is_empty() {
                h3 { (t(lang, "organisation-dotted-reports")) }
                ul { @for line in &view.dotted_reports { (shown(line, &other(line))) } }
            }
        };
        section(&t(lang, "organisation-dotted"), None, body)
    }
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
fn edits(lang: Lang, csrf: &str, view: &PositionView, refused: Refused<'_>) -> Markup {
    let about = |kind: &'static str| {
        let target = if kind == "add_position" { "reports_to" } else { "position" };
        let (targets, page) = (vec![(target, view.id.to_string())], ("page", view.id.to_string()));
        (About { kind, targets, page, day: view.as_of }, held(kind, view))
    };
    let staffed = if view.holders.is_empty() { &["assign"][..] } else { &["assign", "vacate"] };
    let groups = [
        ("organisation-holder", staffed),
        ("organisation-position", &["change_position", "move_position", "add_position", "end_position"]),
        ("organisation-lines-and-coverage", &["add_dotted_line", "add_coverage"]),
    ];
    let groups = groups.map(|(heading, kinds)| (heading, kinds.iter().map(|kind| about(kind)).collect()));
    edit::all(lang, csrf, &groups, refused)
}

/// What a form begins with.
fn held(kind: &str, view: &PositionView) -> Fields {
    let text = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut pairs = vec![text("on", &view.as_of.to_string())];
    match kind {
        "change_position" => {
            pairs.push(text("title", &view.title));
            pairs.push(text("location", view.location.as_deref().unwrap_or_default()));
            pairs.extend(view.roles.iter().map(|role| text("roles", &role.key)));
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
        "assign" => pairs.extend([text("replace", "1"), text("share", "100"), text("kind", "regular")]),
        "add_coverage" => pairs.extend([text("distribution", "owner"), text("priority", "0")]),
        _ => {}
    }
    Fields::from(pairs)
}
