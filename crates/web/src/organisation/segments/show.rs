//! One segment: its condition, who covers it, who is in it, how it came to be so, and its edits.

use super::super::edit::{self, About, Refused};
use super::super::params::Params;
use super::super::{coverage, head};
use super::list::in_words;
use super::{EDIT, END, SEGMENTS, segment_href};
use crate::accounts::{self, ACCOUNTS};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::records::shown;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, small};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::record::{self, Fact};
use crate::ui::table::{self, Column, Row};
use app::segments::{Member, MembersView, SegmentView, Version, commands, queries};
use app::{Ctx, Error, Tx};
use axum::extract::{Path, Query};
use domain::Day;
use domain::kernel::id::SegmentId;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use text::{Lang, fmt, t, tr};

/// Members that are shown; the list of accounts has them all.
const SHOWN: usize = 50;

/// The page.
pub async fn page(signed: SignedIn, Path(id): Path<String>, Query(params): Query<Params>) -> Answer {
    signed
        .page(move |ctx, tx, frame| {
            let none = (Fields::default(), Faults::none());
            let refused = Refused { typed: &none.0, faults: &none.1 };
            drawn(ctx, tx, frame, &id, params.day().unwrap_or(ctx.today), refused)
        })
        .await
}

/// The page, with the edit that was refused, where one was.
pub(in super::super) fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    id: &str,
    day: Day,
    refused: Refused<'_>,
) -> app::Result<Markup> {
    let id: SegmentId = id.parse().map_err(|_| Error::NotFound)?;
    let view = queries::get(ctx, tx, id, day)?;
    let lang = frame.lang;
    head(ctx, tx, frame, SEGMENTS, day)?;
    frame.title.clone_from(&view.name);
    frame.of = Some(t(lang, "segment-one").into_owned());
    let may_edit = ctx.can(Action::Edit, Noun::Organisation);
    let condition = in_words(ctx, tx, lang, &view.predicate)?;
    let members = match ctx.can(Action::See, Noun::Account) {
        true => Some(queries::members(ctx, tx, id, day, 0, SHOWN)?),
        false => None,
    };
    let mut history = Vec::new();
    for version in queries::versions(ctx, tx, id)? {
        let said = in_words(ctx, tx, lang, &version.predicate)?;
        history.push((version, said));
    }
    let row = |forms: &[(About, Fields)]| {
        html! { @if may_edit { (edit::of_row(lang, &frame.csrf, forms, refused)) } }
    };
    let main = html! {
        (section(&t(lang, "segment-condition"), None, html! { p { (condition) } code class="small" { (view.predicate) } }))
        (coverage::section(lang, &view.coverages, day, &coverage::At::Segment(id), row))
        @if let Some(members) = &members { (listed(lang, &view, members)) }
        @if history.len() > 1 { (versions(lang, &history)) }
    };
    let aside = html! {
        (facts(lang, &frame.csrf, &view))
        @if may_edit { div id="edits" { (edits(lang, &frame.csrf, &view, day, refused)) } }
    };
    Ok(content(true, record::columns(main, aside)))
}

/// The list of accounts that fit a condition.
pub(super) fn accounts_href(predicate: &str) -> String {
    format!("{}?filter={}", accounts::LIST, utf8_percent_encode(predicate, NON_ALPHANUMERIC))
}

fn listed(lang: Lang, view: &SegmentView, members: &MembersView) -> Markup {
    let link = html! { a class="link small" href=(accounts_href(&view.predicate)) { (t(lang, "segment-as-list")) } };
    let count = tr(lang, "segment-account-count", &[("count", members.count.into())]);
    section(
        &count,
        Some(link),
        html! {
            @if members.items.is_empty() { p class="soft" { (t(lang, "segment-no-members")) } } @else { (member_table(lang, &members.items)) }
            @let more = members.count - members.hidden - i64::try_from(members.items.len()).unwrap_or(0);
            @if more > 0 { p class="quiet small" { (tr(lang, "organisation-more-findings", &[("count", more.into())])) } }
            @if members.hidden > 0 { p class="quiet small" { (tr(lang, "segment-hidden", &[("count", members.hidden.into())])) } }
        },
    )
}

/// Accounts with what segments are made of.
pub(super) fn member_table(lang: Lang, members: &[Member]) -> Markup {
    let columns = ["field-name", "field-tier", "field-industry", "field-country"].map(|key| Column::text(t(lang, key)));
    let rows: Vec<Row> = members
        .iter()
        .map(|member| {
            let tier = member.tier.as_ref().map(|tier| shown::choice(lang, "tier-", tier)).unwrap_or_default();
            let cells = vec![
                html! { a class="title" href=(ACCOUNTS.href(member.id)) data-peek { (member.name) } },
                html! { (tier) },
                html! { (member.industry.as_deref().unwrap_or_default()) },
                html! { (member.country.as_deref().unwrap_or_default()) },
            ];
            Row { cells, ..Row::default() }
        })
        .collect();
    table::plain(&columns, &rows)
}

fn versions(lang: Lang, history: &[(Version, String)]) -> Markup {
    let columns = ["organisation-on", "field-name", "segment-condition"].map(|key| Column::text(t(lang, key)));
    let row = |(version, said): &(Version, String)| Row {
        cells: vec![
            html! { (coverage::lasting(lang, version.from, version.to)) },
            html! { (version.name) },
            html! { (said) },
        ],
        ..Row::default()
    };
    let rows: Vec<Row> = history.iter().map(row).collect();
    section(&t(lang, "segment-history"), None, table::plain(&columns, &rows))
}

fn facts(lang: Lang, csrf: &str, view: &SegmentView) -> Markup {
    let facts = [
        Fact::read(t(lang, "segment-holds"), html! { (coverage::lasting(lang, view.from, view.to)) }),
        Fact::read(t(lang, "segment-members"), html! { (fmt::number(lang, view.members)) }),
    ];
    record::facts(lang, csrf, None, &facts)
}

fn edits(lang: Lang, csrf: &str, view: &SegmentView, day: Day, refused: Refused<'_>) -> Markup {
    let id = view.id.to_string();
    let about =
        About { kind: "add_coverage", targets: vec![("segment", id.clone())], page: ("segment_page", id.clone()), day };
    let begun = [("distribution", "owner"), ("priority", "0")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let is_end = refused.typed.raw("edit") == "end_segment";
    let none = Faults::none();
    let faults = if is_end { refused.faults } else { &none };
    let ending = Form {
        action: END.replace("{id}", &id),
        csrf: csrf.to_owned(),
        submit: t(lang, "segment-end").into_owned(),
        ends: true,
        errors: faults.beside(&["on"]),
        ..Form::default()
    };
    let on = if is_end { refused.typed.text("on") } else { day.to_string() };
    let on = Field::new("on", t(lang, "edit-effective"), Kind::Day).value(on).required().scope("end");
    let hint = t(lang, "segment-end-hint");
    html! {
        section class="card section" {
            div class="body stack" {
                (edit::folded(lang, csrf, &about, &Fields::from(begun.to_vec()), refused))
                a class="link" href={ (EDIT.replace("{id}", &id)) "?day=" (day) } { (small(Icon::Forth)) (t(lang, "segment-change")) }
                details open[is_end] {
                    summary { (small(Icon::Forth)) (t(lang, "segment-end")) }
                    (form::form(lang, &ending, &[on.hint(hint).error(faults.of("on"))]))
                }
            }
        }
    }
}

/// Ends the segment.
pub async fn end(Path(id): Path<String>, posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let segment: SegmentId = crate::api::id(&id)?;
    let on: Option<Day> = fields.parsed("on");
    let done = signed.write(move |ctx, tx| {
        let on = on.unwrap_or(ctx.today);
        commands::end(ctx, tx, segment, on).map(|()| on)
    });
    match done.await {
        Ok(on) => {
            let text = tr(signed.lang, "edit-done", &[("day", fmt::day(signed.lang, on.civil()).into())]);
            signed.done(&segment_href(segment), Some(&Toast::said(text)))
        }
        Err(fault) => {
            signed
                .again(fault, move |ctx, tx, frame, faults| {
                    let on = fields.text("on");
                    let typed = Fields::from(vec![("edit".into(), "end_segment".into()), ("on".into(), on)]);
                    drawn(ctx, tx, frame, &id, ctx.today, Refused { typed: &typed, faults })
                })
                .await
        }
    }
}
