//! One list: how far it is, by whom, and everyone on it; closing it, and taking people off.

use super::{EDIT, LISTS, OFF, ONE, OPEN, UNDO, WORK, href, lines, progress, tabs};
use crate::errors::Answer;
use crate::extract::{Posted, SignedIn};
use crate::records::{shape_for, shown};
use crate::ui::form;
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{Action as Act, PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::table::{self, Bulk, Chip, Column, Empty, List, Row};
use app::Ctx;
use app::outbound::{ListPage, MemberView, OwnerView, commands, queries};
use axum::extract::{Path, Query};
use domain::kernel::id::OutboundListId;
use domain::outbound::{STANDINGS, Standing};
use domain::policy::Noun;
use maud::{Markup, html};
use serde::Deserialize;
use text::{Lang, fmt, t, tr};
use uuid::Uuid;

/// Members of a page.
const LENGTH: usize = 100;

/// Which members are asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    show: Option<String>,
    #[serde(default)]
    page: usize,
}

pub(super) async fn page(Path(id): Path<String>, Query(asked): Query<Asked>, signed: SignedIn) -> Answer {
    let id: OutboundListId = crate::api::id(&id)?;
    signed
        .page(move |ctx, tx, frame| {
            let list = queries::page(ctx, tx, id)?;
            head(ctx, frame, &list);
            Ok(content(true, drawn(ctx, frame, &list, &asked)))
        })
        .await
}

fn head(ctx: &Ctx, frame: &mut PageFrame, page: &ListPage) {
    let (lang, list) = (frame.lang, &page.view.list);
    frame.title.clone_from(&list.name);
    frame.of = Some(t(lang, "outbound-title").into_owned());
    frame.tabs = tabs(ctx, lang, LISTS);
    frame.events = Some(crate::live::href_of(ctx, &[Noun::OutboundList, Noun::Activity, Noun::Lead]));
    let work = || Act { href: href(WORK, list.id), label: t(lang, "outbound-work").into_owned(), icon: Icon::Call };
    frame.action = (list.is_open() && page.view.progress.total() > 0).then(work);
    let (turn, label) = if list.is_open() { ("0", "outbound-close") } else { ("1", "outbound-reopen") };
    frame.extra = page.view.may_edit.then(|| {
        html! {
            (form::post(&frame.csrf, &href(OPEN, list.id), &[("open", turn)], "", html! { (icon(if list.is_open() { Icon::Done } else { Icon::Undo })) span class="label" { (t(lang, label)) } })) " "
            a class="button" href=(href(EDIT, list.id)) { (icon(Icon::Edit)) span class="label" { (t(lang, "action-edit")) } }
        }
    });
}

fn drawn(ctx: &Ctx, frame: &PageFrame, page: &ListPage, asked: &Asked) -> Markup {
    let (lang, view) = (frame.lang, &page.view);
    let shown = asked.show.as_deref().and_then(Standing::from_key);
    let here = href(ONE, view.list.id);
    let to = |standing: Standing| match shown {
        Some(now) if now == standing => here.clone(),
        _ => format!("{here}?show={}", standing.key()),
    };
    let far = html! {
        div class="stack" {
            @if let Some(purpose) = &view.list.purpose { p { (purpose) } }
            p class="small quiet" { (lines::facts(ctx, lang, view)) }
            (progress::bar(lang, &view.progress))
            (progress::legend(lang, &view.progress, shown, to))
        }
    };
    let said = html! { span class="quiet small" { (progress::said(lang, &view.progress, view.hidden)) } };
    html! {
        div class="stack" {
            (section(&t(lang, "outbound-progress"), Some(said), far))
            @if page.by_owner.len() > 1 { (section(&t(lang, "outbound-by-person"), None, by_person(lang, &page.by_owner))) }
            (table::list(lang, &frame.csrf, &members(ctx, lang, page, shown, asked.page)))
        }
    }
}

fn by_person(lang: Lang, owners: &[OwnerView]) -> Markup {
    let mut columns = vec![Column::text(t(lang, "field-owner")), Column::text(t(lang, "outbound-progress"))];
    columns.extend(STANDINGS.map(|standing| Column::number(progress::named(lang, standing))));
    columns.push(Column::number(t(lang, "outbound-attempts")));
    let row = |of: &OwnerView| {
        let mut cells = vec![html! { (of.owner.label) }, progress::bar(lang, &of.progress)];
        cells.extend(STANDINGS.map(|standing| html! { (fmt::number(lang, of.progress.of(standing))) }));
        cells.push(html! { (fmt::number(lang, of.attempts)) });
        Row { cells, ..Row::default() }
    };
    table::plain(&columns, &owners.iter().map(row).collect::<Vec<_>>())
}

fn members(ctx: &Ctx, lang: Lang, page: &ListPage, shown: Option<Standing>, at: usize) -> List {
    let here = href(ONE, page.view.list.id);
    let wanted: Vec<&MemberView> =
        page.members.iter().filter(|member| shown.is_none_or(|standing| member.standing == standing)).collect();
    let turned = |at: usize| match shown {
        Some(standing) => format!("{here}?show={}&page={at}", standing.key()),
        None => format!("{here}?page={at}"),
    };
    let chip = |standing: Standing| Chip {
        label: t(lang, "outbound-standing").into_owned(),
        value: progress::named(lang, standing),
        remove: Some(here.clone()),
    };
    let from = at.saturating_mul(LENGTH);
    let heads = ["field-name", "outbound-detail", "outbound-standing"];
    let mut columns: Vec<Column> = heads.map(|key| Column::text(t(lang, key))).to_vec();
    columns.push(Column::number(t(lang, "outbound-attempts")));
    columns.extend(
        ["outbound-last", "outbound-again", "field-owner", "outbound-added"].map(|key| Column::text(t(lang, key))),
    );
    let empty = if shown.is_some() { "list-empty-filtered" } else { "outbound-nobody" };
    let text = if shown.is_some() { String::new() } else { t(lang, "outbound-nobody-text").into_owned() };
    List {
        id: "members".to_owned(),
        path: here.clone(),
        columns,
        rows: wanted.iter().skip(from).take(LENGTH).map(|member| row(ctx, lang, member)).collect(),
        chips: shown.map(chip).into_iter().collect(),
        bulk: bulk(lang, page),
        summary: Some(tr(lang, "list-count", &[("count", wanted.len().into())])),
        pages: (
            at.checked_sub(1).map(turned),
            (wanted.len() > from.saturating_add(LENGTH)).then(|| turned(at.saturating_add(1))),
        ),
        peek: true,
        empty: Empty {
            title: t(lang, empty).into_owned(),
            text,
            action: shown.is_none().then(|| (crate::leads::LIST.to_owned(), t(lang, "lead-title").into_owned())),
        },
        ..List::default()
    }
}

fn bulk(lang: Lang, page: &ListPage) -> Vec<Bulk> {
    let off = || Bulk {
        action: href(OFF, page.view.list.id),
        label: t(lang, "outbound-take-off").into_owned(),
        fields: None,
    };
    page.view.may_edit.then(off).into_iter().collect()
}

fn row(ctx: &Ctx, lang: Lang, member: &MemberView) -> Row {
    let today = ctx.today.civil();
    let added = shown::local(member.added_at, &ctx.company.time_zone).date();
    let by = member.added_by.as_ref();
    let cells = vec![
        html! { (member.name) },
        html! { @if let Some(detail) = &member.detail { (detail) } },
        html! { span { (progress::standing(lang, member.standing)) (progress::refusals(lang, &member.refuses)) } },
        html! { @if member.attempts > 0 { (fmt::number(lang, member.attempts)) } },
        html! { @if let Some(on) = member.last_on { (fmt::ago(lang, on.civil(), today)) } },
        html! { @if let Some(on) = member.again_on { span class=[(on <= ctx.today).then_some("tone-today")] { (fmt::due(lang, on.civil(), today)) } } },
        html! { @if let Some(owner) = &member.owner { (owner.label) } },
        html! { span { (fmt::relative(lang, added, today)) @if let Some(by) = by { span class="quiet" { " · " (by) } } } },
    ];
    let page = shape_for(member.noun).map(|shape| shape.href(member.record));
    Row { id: member.record.to_string(), href: page, cells, ..Row::default() }
}

pub(super) async fn set_open(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: OutboundListId = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let is_open = fields.is_ticked("open");
    let list = signed.write(move |ctx, tx| commands::set_open(ctx, tx, id, is_open)).await?;
    let key = if is_open { "outbound-reopened" } else { "outbound-was-closed" };
    let back = vec![("open".to_owned(), if is_open { "0" } else { "1" }.to_owned())];
    let said = tr(signed.lang, key, &[("name", list.name.into())]);
    signed.done(&href(ONE, id), Some(&Toast { undo: Some((href(OPEN, id), back)), ..Toast::said(said) }))
}

pub(super) async fn take_off(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: OutboundListId = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let wanted: Vec<Uuid> = fields.all("id").into_iter().filter_map(|id| id.parse().ok()).collect();
    let (gone, set) = signed.write(move |ctx, tx| commands::take_off(ctx, tx, id, &wanted)).await?;
    let said = tr(signed.lang, "outbound-taken-off", &[("count", i64::try_from(gone).unwrap_or(i64::MAX).into())]);
    let undo = Some((href(UNDO, id), vec![("set".to_owned(), set.to_string())]));
    signed.done(&href(ONE, id), Some(&Toast { undo, ..Toast::said(said) }))
}
