//! The chart's page: the drawing with its tools, the slider over days, the figures below, and the same tree
//! as an outline for those who would rather read.

use super::params::{Params, address};
use super::{CHART, EXPORT, MOVES, head, outline, position_href, unit_href};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::ui::chart::{ChangeDay, OrgChart, days, figure, figures, legend, organisation};
use crate::ui::icon::{Icon, small};
use crate::ui::layout::{PageFrame, bar, content};
use crate::ui::pill::{Tone, pill};
use crate::ui::table;
use app::measures::{MeasureQuery, measure};
use app::organisation::chart::{ChartView, Show, chart};
use app::organisation::export::{Format, export};
use app::organisation::queries;
use app::{Ctx, Tx};
use axum::extract::Query;
use axum::http::header;
use axum::response::IntoResponse;
use domain::Day;
use domain::measures::catalogue::{self, Dimension};
use domain::measures::figure::Value;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// The page.
pub async fn page(signed: SignedIn, Query(params): Query<Params>) -> Answer {
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, &params)).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, params: &Params) -> app::Result<Markup> {
    let lang = frame.lang;
    let view = chart(ctx, tx, &params.query(lang))?;
    head(ctx, tx, frame, CHART, view.day)?;
    if view.total == 0 {
        return Ok(content(true, html! { div class="card" { (table::empty(&nothing(ctx, lang))) } }));
    }
    let picture = view.svg(lang, &ctx.company.name, draw::Theme::Page)?;
    let may_move = ctx.can(Action::Edit, Noun::Organisation);
    let keep = params.keep(&["turned", "day"]);
    let toggle = params.with(CHART, "turn", "ID").replace("turn=ID", "turn={id}");
    let element = OrgChart {
        svg: picture.svg,
        focus: view.focus.clone(),
        move_action: may_move.then(|| MOVES.to_owned()),
        fields: vec![
            ("on".to_owned(), view.day.to_string()),
            ("show".to_owned(), view.show.key().to_owned()),
            ("back".to_owned(), address(CHART, &params.keep(&[]))),
        ],
        open: Some(match view.show {
            Show::Units => format!("/organisation/units/{{id}}?day={}", view.day),
            _ => format!("/organisation/positions/{{id}}?day={}", view.day),
        }),
        toggle: Some(toggle),
    };
    Ok(html! {
        (tools(ctx, lang, params, &view))
        (content(false, html! {
            div class="card" {
                (organisation(lang, &frame.csrf, &element))
                (slider(ctx, lang, &keep, view.day)?)
            }
            (tiles(ctx, tx, lang, view.day)?)
            (outline::tree(lang, &view))
        }))
    })
}

fn nothing(ctx: &Ctx, lang: Lang) -> table::Empty {
    let start = (super::START.to_owned(), t(lang, "organisation-empty-template").into_owned());
    table::Empty {
        title: t(lang, "organisation-title").into_owned(),
        text: t(lang, "organisation-empty").into_owned(),
        action: ctx.can(Action::Edit, Noun::Organisation).then_some(start),
    }
}

/// A chip that opens a choice of addresses.
fn menu(summary: Markup, items: &[(String, String, bool)]) -> Markup {
    html! {
        details class="menu" {
            summary class="chip" { (summary) (small(Icon::Unfold)) }
            div class="drop" {
                @for (href, label, now) in items {
                    a class="item" href=(href) aria-current=[now.then_some("true")] { (label) @if *now { span class="spread" { (small(Icon::Done)) } } }
                }
            }
        }
    }
}

fn tools(ctx: &Ctx, lang: Lang, params: &Params, view: &ChartView) -> Markup {
    let shown = |show: Show| match show {
        Show::People => t(lang, "organisation-show-people").into_owned(),
        Show::Positions => t(lang, "organisation-show-positions").into_owned(),
        Show::Units => t(lang, "organisation-show-units").into_owned(),
    };
    let shows = Show::ALL.map(|show| {
        let keep: Vec<_> = params.keep(&["show", "turned", "under"]);
        let href = address(CHART, &[keep, vec![("show".to_owned(), show.key().to_owned())]].concat());
        (href, shown(show), show == view.show)
    });
    let named = |id: &str| catalogue::find(id).map_or_else(|| id.to_owned(), |m| t(lang, &m.text_key()).into_owned());
    let now = view.legend.as_ref().map(|legend| legend.measure.as_str());
    let mut colours =
        vec![(params.with(CHART, "colour", ""), t(lang, "organisation-colour-none").into_owned(), now.is_none())];
    let dimension = if view.show == Show::Units { Dimension::Unit } else { Dimension::Manager };
    for measure in catalogue::all().filter(|m| !m.is_variant() && m.splits_by(dimension)) {
        colours.push((params.with(CHART, "colour", measure.id), named(measure.id), now == Some(measure.id)));
    }
    let mut folds = vec![(
        params.with(CHART, "fold", "99"),
        t(lang, "organisation-unfold-all").into_owned(),
        view.fold.is_none_or(|f| f == 99),
    )];
    for level in 0..5_u32 {
        let label = tr(lang, "organisation-fold-level", &[("level", level.into())]);
        folds.push((params.with(CHART, "fold", &level.to_string()), label, view.fold == Some(level)));
    }
    let files =
        [("svg", "organisation-export-svg"), ("png", "organisation-export-png"), ("pdf", "organisation-export-pdf")];
    let files = files.map(|(format, key)| (params.with(EXPORT, "format", format), t(lang, key)));
    let day = fmt::day(lang, view.day.civil());
    let colour = now.map_or_else(
        || t(lang, "organisation-colour-none").into_owned(),
        |id| tr(lang, "organisation-colour-by", &[("measure", named(id).into())]),
    );
    bar(html! {
        span class="chip" { (tr(lang, "organisation-on-day", &[("day", day.into())])) }
        (menu(html! { (tr(lang, "organisation-show", &[("what", shown(view.show).into())])) }, &shows))
        @if ctx.can(Action::See, Noun::Measure) { (menu(html! { (colour) }, &colours)) }
        @if let Some(scale) = &view.legend {
            @let say = |key: &str, value: &String| tr(lang, key, &[("value", value.into())]);
            (legend(&say("organisation-legend-below", &scale.low), &say("organisation-legend-over", &scale.high)))
        }
        @if let Some(under) = &params.under {
            a class="chip" href=(params.with(CHART, "under", "")) title=(t(lang, "organisation-unfold-all")) { (under) (small(Icon::Close)) }
        }
        span class="spread" {}
        (menu(html! { (t(lang, "organisation-fold")) }, &folds))
        details class="menu end" {
            summary class="chip" { (small(Icon::Download)) (t(lang, "organisation-export")) }
            div class="drop" { @for (href, label) in &files { a class="item" href=(href) data-plain download { (label) } } }
        }
    })
}

fn slider(ctx: &Ctx, lang: Lang, keep: &[(String, String)], day: Day) -> app::Result<Markup> {
    let mut changes = queries::change_days(ctx)?;
    changes.extend([ctx.today, day]);
    changes.sort_unstable();
    changes.dedup();
    let label = |day: &Day| fmt::day(lang, day.civil());
    let edges = (changes.first().map(label).unwrap_or_default(), changes.last().map(label).unwrap_or_default());
    let marks: Vec<ChangeDay> =
        changes.iter().map(|day| ChangeDay { day: day.to_string(), label: label(day) }).collect();
    Ok(days(lang, CHART, keep, &marks, &day.to_string(), (&edges.0, &edges.1)))
}

/// Role coverage and spans, where the reader may see figures; vacancies and changes for all.
fn tiles(ctx: &Ctx, tx: &mut Tx<'_>, lang: Lang, day: Day) -> app::Result<Markup> {
    let mut tiles = Vec::new();
    let checks = queries::structure(ctx, tx, Some(day))?;
    let found = |check: &str| checks.checks.iter().find(|c| c.check == check).map_or(0, |c| c.count);
    let note = |check: &str| {
        let count = found(check);
        let text = tr(lang, "checks-found", &[("count", count.into())]);
        if count > 0 {
            pill(Tone::None, &text)
        } else {
            html! { (t(lang, "checks-none")) }
        }
    };
    if ctx.can(Action::See, Noun::Measure) {
        for (id, check) in [("role_coverage", "uncovered_role"), ("span_of_control", "span_out_of_band")] {
            let query =
                MeasureQuery { measure: id.to_owned(), from: Some(day), to: Some(day), ..MeasureQuery::default() };
            let total = measure(ctx, tx, &query)?.total;
            let value = total.value.map_or_else(|| fmt::NONE.to_owned(), |value| said(lang, id, value));
            let name = catalogue::find(id).map(|m| t(lang, &m.text_key())).unwrap_or_default();
            tiles.push(figure(&name, &value, note(check), Some(&format!("{}#{check}", super::CHECKS))));
        }
    }
    let stats = queries::stats(ctx, Some(day), None)?.stats;
    // A roster of posts without people says nothing of vacancies.
    let vacant = if stats.people == 0 { fmt::NONE.to_owned() } else { fmt::number(lang, stats.vacant.into()) };
    let of = tr(lang, "organisation-of-positions", &[("count", stats.nodes.into())]);
    tiles.push(figure(&t(lang, "organisation-vacant-count"), &vacant, html! { (of) }, None));
    let from = day.plus(-90);
    let diff = queries::diff(ctx, from, day)?;
    let changes = diff.joined.len() + diff.left.len() + diff.moved.len() + diff.reassigned.len();
    let parts = [
        ("organisation-diff-joined", diff.joined.len()),
        ("organisation-diff-left", diff.left.len()),
        ("organisation-diff-moved", diff.moved.len()),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(_, n)| *n > 0).map(|(key, n)| format!("{} {n}", t(lang, key))).collect();
    let changes = fmt::number(lang, i64::try_from(changes).unwrap_or(i64::MAX));
    tiles.push(figure(&t(lang, "organisation-changes-90"), &changes, html! { (parts.join(" · ")) }, None));
    Ok(figures(&tiles))
}

fn said(lang: Lang, measure: &str, value: Value) -> String {
    match value {
        Value::Whole(n) => fmt::number(lang, n),
        Value::Number(x) if measure == "role_coverage" => fmt::percent(lang, x, 1),
        Value::Number(x) => fmt::decimal(lang, x, 1),
        Value::Money(m) => fmt::money_short(lang, m.minor, m.currency.code(), m.currency.digits()),
    }
}

/// The chart as a file.
pub async fn file(signed: SignedIn, Query(params): Query<Params>) -> Answer {
    let ending = params.format.clone().unwrap_or_else(|| "svg".to_owned());
    let format = Format::of_name(&ending).unwrap_or(Format::Svg);
    let lang = signed.lang;
    let made = signed
        .read(move |ctx, tx| {
            let view = chart(ctx, tx, &params.query(lang))?;
            Ok((export(&view, lang, &ctx.company.name, format)?, view.day))
        })
        .await?;
    let name = format!("attachment; filename=\"organisation-{}.{}\"", made.1, format.ending());
    Ok(([(header::CONTENT_TYPE, format.media_type().to_owned()), (header::CONTENT_DISPOSITION, name)], made.0)
        .into_response())
}

/// The link to a card's own page.
pub(super) fn card_href(view: &ChartView, id: &str) -> Option<String> {
    Some(match view.show {
        Show::Units => unit_href(id.parse().ok()?, view.day),
        _ => position_href(id.parse().ok()?, Some(view.day)),
    })
}
