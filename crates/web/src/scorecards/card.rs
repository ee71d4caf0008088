//! The card, the team and the form of a target.

use super::position_href;
use crate::measures::{self, shown};
use crate::ui::chart::spark;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, section};
use crate::ui::pill::number;
use crate::ui::table::{self, Column, Empty, Row};
use app::measures::Subject;
use app::measures::behind::{Whose, has_records};
use app::scorecards::{Card, CardRow, Made, PeriodChoice, TeamRow, main_measures};
use domain::kernel::Span;
use domain::kernel::id::PositionId;
use domain::measures::catalogue::{self, Direction, Measure};
use domain::measures::figure::Value;
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// The measures of a scorecard.
pub fn card(lang: Lang, subject: Subject, card: &Card) -> Markup {
    let heads = [
        Column::text(t(lang, "scorecard-measure")),
        Column::number(t(lang, "scorecard-now")),
        Column::number(t(lang, "scorecard-target")),
        Column::text(t(lang, "scorecard-periods")),
        Column::text(""),
        Column::text(t(lang, "scorecard-made-of")),
    ];
    let known = card.rows.iter().filter_map(|row| Some((row, catalogue::find(row.measure)?)));
    let rows: Vec<Row> = known.map(|(row, of)| line(lang, subject, card, row, of)).collect();
    if rows.is_empty() {
        let title = t(lang, "scorecard-title").into_owned();
        return table::empty(&Empty { title, text: t(lang, "scorecard-empty").into_owned(), action: None });
    }
    html! { div class="card" { (table::plain(&heads, &rows)) } }
}

fn line(lang: Lang, subject: Subject, card: &Card, row: &CardRow, of: &Measure) -> Row {
    let name = shown::name(lang, of);
    let figure = shown::figure(lang, of, &row.figure);
    let opens = |of: &Measure| measures::records_href(of.id, Whose::Subject(subject), days(card));
    let behind = has_records(of).then(|| opens(of));
    let values: Vec<f64> = row.line.iter().flatten().copied().collect();
    let words = tr(lang, "scorecard-trend", &[("measure", name.as_str().into()), ("count", values.len().into())]);
    let drill = tr(lang, "scorecard-drill", &[("figure", figure.as_str().into())]);
    let cells = vec![
        html! { a class="title" href={ (measures::href(of.id)) } title=(shown::explained(lang, of)) { (name) } },
        html! {
            @match &behind {
                Some(href) => a href=(href) aria-label={ (name) ": " (drill) } { b { (number(&figure)) } },
                None => b { (number(&figure)) },
            }
        },
        target(lang, row, of),
        html! { @if values.len() > 1 { (spark(&values, card.is_running, &words)) } },
        shown::standing(lang, of, row.status),
        html! { span class="soft" { (shown::made(lang, of, row.made)) @if row.beside.is_some() && row.made != Made::Sum { br; } (shown::beside(lang, row.beside.as_ref(), opens)) @if let Some(rate) = row.per_day { br; span class="whole" { (tr(lang, "scorecard-per-day", &[("rate", fmt::decimal(lang, rate, 1).into())])) } } } },
    ];
    Row { id: of.id.to_owned(), cells, ..Row::default() }
}

/// The range that a measure should lie in, where it has one.
fn band(lang: Lang, of: &Measure) -> Markup {
    let Direction::Band { low, high } = of.direction else { return Markup::default() };
    let end = |value| shown::value(lang, of, Value::Number(value));
    html! { span class="number quiet" { (end(low)) "–" (end(high)) } }
}

/// The target; of a running period also the part due by now.
fn target(lang: Lang, row: &CardRow, of: &Measure) -> Markup {
    let Some(target) = row.target else { return band(lang, of) };
    let due = row.due.filter(|due| *due != target).map(|due| shown::value(lang, of, due));
    html! {
        span class="number soft" { (shown::value(lang, of, target)) }
        @if let Some(due) = due { br; span class="quiet small" { (tr(lang, "scorecard-due", &[("due", due.into())])) } }
    }
}

/// The days of a scorecard.
fn days(card: &Card) -> Span {
    Span { from: card.from, to: card.to.next() }
}

/// The direct reports beside each other, over the days of their manager's scorecard.
pub fn team(lang: Lang, team: &[TeamRow], card: &Card, choice: PeriodChoice) -> Markup {
    let mains = main_measures();
    let mut heads = vec![Column::text(t(lang, "scorecard-people"))];
    heads.extend(mains.iter().map(|of| Column::number(shown::name(lang, of))));
    let row = |one: &TeamRow| {
        let href = format!("{}?period={}", position_href(one.position), choice.key());
        let name =
            html! { a class="title" href=(href) { (one.name) } @if one.manages { " " span class="quiet" { "▾" } } };
        let figures = mains.iter().zip(&one.figures).map(|(of, (figure, _, status))| {
            let whose = Whose::Subject(Subject::Position(one.position));
            let said = shown::figure(lang, of, figure);
            let drill = tr(lang, "scorecard-drill", &[("figure", said.as_str().into())]);
            html! {
                a href=(measures::records_href(of.id, whose, days(card))) aria-label={ (one.name) ", " (shown::name(lang, of)) ": " (drill) } { (number(&said)) }
                " " (shown::standing(lang, of, *status))
            }
        });
        Row { id: one.position.to_string(), cells: std::iter::once(name).chain(figures).collect(), ..Row::default() }
    };
    let rows: Vec<Row> = team.iter().map(row).collect();
    section(&t(lang, "scorecard-team"), None, table::plain(&heads, &rows))
}

/// Setting a target for the period shown, on.
pub fn target_form(frame: &PageFrame, card: &Card, position: PositionId, choice: PeriodChoice) -> Markup {
    let lang = frame.lang;
    let known = card.rows.iter().filter_map(|row| catalogue::find(row.measure));
    let choices: Vec<(String, String)> = known.map(|of| (of.id.to_owned(), shown::name(lang, of))).collect();
    let form = Form {
        action: format!("{}/targets", position_href(position)),
        csrf: frame.csrf.clone(),
        submit: t(lang, "ui-save").into_owned(),
        ..Form::default()
    };
    let fields = [
        Field::new("measure", t(lang, "scorecard-measure"), Kind::Choice(choices)),
        Field::new("value", t(lang, "scorecard-target-value"), Kind::Number).hint(t(lang, "scorecard-target-hint")),
    ];
    let body = html! {
        (form::laid_out(lang, &form, &fields, html! {
            input type="hidden" name="period" value=(choice.key());
            (form::pair(lang, &fields))
        }))
    };
    section(&t(lang, "scorecard-target-set"), None, body)
}
