//! A coverage tried out before it is changed: who would have got more of the last quarter's leads, and who less.
//!
//! What is tried stands in the address, so a trial is a link; "Save" posts the same fields as the form of coverage.

use super::super::{EDITS, head, position_href, unit_href};
use super::{ROUTING, TRY};
use crate::errors::{Answer, Faults};
use crate::extract::SignedIn;
use crate::fields::Fields;
use crate::organisation::edit::About;
use crate::organisation::fields::fields as coverage_fields;
use crate::ui::field::{Field, field};
use crate::ui::form;
use crate::ui::layout::{content, section};
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::organisation::edits;
use app::routing::{ShiftView, TryOut, try_edit};
use app::segments::coverage::coverages;
use app::segments::{CoverageView, Covers};
use app::{Ctx, Error};
use axum::extract::Query;
use domain::kernel::id::CoverageId;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// The page.
pub async fn page(signed: SignedIn, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    signed
        .page(move |ctx, tx, frame| {
            ctx.may(Action::Edit, Noun::Organisation)?;
            let lang = frame.lang;
            head(ctx, tx, frame, ROUTING, ctx.today)?;
            let asked = Fields::from(pairs);
            frame.title = t(lang, "routing-try-title").into_owned();
            let all = coverages(ctx, tx, ctx.today, Covers::All)?;
            let Some(id) = asked.parsed::<CoverageId>("coverage") else {
                return Ok(content(true, section(&t(lang, "routing-rules"), None, choice(lang, &all))));
            };
            let held = all.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
            frame.of = Some(held.segment_name.clone().unwrap_or_else(|| t(lang, "coverage-everything").into_owned()));
            let mut faults = Faults::none();
            let mut tried = None;
            if asked.has("distribution") {
                match try_edit(ctx, tx, "change_coverage", &plain(&asked)) {
                    Ok(found) => tried = Some(found),
                    Err(Error::Refused(why)) => faults = Faults::new(lang, why),
                    Err(other) => return Err(other),
                }
            }
            let begun = if asked.has("distribution") { asked } else { super::super::coverage::begun(&held) };
            let form = drawn(ctx, lang, &frame.csrf, &held, &begun, &faults);
            Ok(content(
                true,
                html! {
                    (section(&frame.title, None, form))
                    @if let Some(tried) = &tried { (shown(lang, tried)) }
                },
            ))
        })
        .await
}

/// Every coverage, to choose one.
fn choice(lang: Lang, all: &[CoverageView]) -> Markup {
    let what =
        |one: &CoverageView| one.segment_name.clone().unwrap_or_else(|| t(lang, "coverage-everything").into_owned());
    html! {
        @if all.is_empty() { p class="soft" { (t(lang, "routing-rules-none")) } }
        ul { @for one in all { li {
            a class="link" href=(super::try_href(one.id)) { (what(one)) } " "
            span class="quiet" { (one.by()) }
        } } }
    }
}

/// Names sent several times, as boxes to tick are, become one value.
fn plain(asked: &Fields) -> edits::Fields {
    let mut plain = edits::Fields::new();
    for (name, value) in asked.pairs().iter().filter(|(name, _)| !name.ends_with("_label")) {
        let held: &mut String = plain.entry(name.clone()).or_default();
        if !held.is_empty() && !value.is_empty() {
            held.push(' ');
        }
        held.push_str(value);
    }
    plain
}

fn drawn(ctx: &Ctx, lang: Lang, csrf: &str, held: &CoverageView, begun: &Fields, faults: &Faults) -> Markup {
    let page = match (&held.unit, &held.position) {
        (Some(unit), _) => ("unit_page", unit.id.to_string()),
        (None, Some(seat)) => ("page", seat.id.to_string()),
        (None, None) => ("segment_page", held.segment.map(|id| id.to_string()).unwrap_or_default()),
    };
    let cancel = match (&held.unit, &held.position) {
        (Some(unit), _) => unit_href(unit.id.into(), ctx.today),
        (None, Some(seat)) => position_href(seat.id.into(), Some(ctx.today)),
        (None, None) => ROUTING.to_owned(),
    };
    let about = About { kind: "change_coverage", targets: Vec::new(), page: page.clone(), day: ctx.today };
    let fields: Vec<Field> = coverage_fields(lang, &about, "try", begun, faults);
    let frame = form::Form { errors: faults.beside(&[]), ..form::Form::default() };
    html! {
        p class="soft" { (t(lang, "routing-try-hint")) }
        form class="form" method="get" action=(TRY) {
            (form::faults(lang, &frame, &fields))
            input type="hidden" name="coverage" value=(held.id);
            @for one in &fields { (field(lang, one)) }
            div class="buttons" {
                button class="button primary" { (t(lang, "routing-try")) }
                button class="button" formmethod="post" formaction=(EDITS) name="edit" value="change_coverage" { (t(lang, "edit-change_coverage")) }
                a class="button plain" href=(cancel) { (t(lang, "ui-cancel")) }
            }
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name=(page.0) value=(page.1);
        }
    }
}

fn shown(lang: Lang, tried: &TryOut) -> Markup {
    let columns = [
        Column::text(t(lang, "routing-gets")),
        Column::number(t(lang, "routing-before")),
        Column::number(t(lang, "routing-after")),
        Column::text(t(lang, "routing-change")),
    ];
    let row = |shift: &ShiftView| {
        let name = shift.name.clone().unwrap_or_else(|| t(lang, "routing-company-queue").into_owned());
        let change = i64::from(shift.after) - i64::from(shift.before);
        let (tone, said) = match change {
            0 => (Tone::Plain, t(lang, "routing-same").into_owned()),
            more if more > 0 => (Tone::Won, format!("+{}", fmt::number(lang, more))),
            less => (Tone::Late, fmt::number(lang, less)),
        };
        let number = |n: u32| fmt::number(lang, i64::from(n));
        let cells = vec![
            html! { (name) },
            html! { (number(shift.before)) },
            html! { (number(shift.after)) },
            pill(tone, &said),
        ];
        Row { cells, ..Row::default() }
    };
    let rows: Vec<Row> = tried.shifts.iter().map(row).collect();
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let said =
        tr(lang, "routing-tried", &[("count", number(tried.tried).into()), ("moved", number(tried.moved).into())]);
    section(
        &said,
        None,
        html! {
            @if rows.is_empty() { p class="soft" { (t(lang, "routing-tried-nothing")) } } @else { (table::plain(&columns, &rows)) }
            p class="quiet small" { (t(lang, "routing-tried-hint")) }
        },
    )
}
