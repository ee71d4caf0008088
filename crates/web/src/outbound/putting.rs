//! Putting leads and contacts on a list: several from their list, one from its page. The list is named in words: one that
//! is there takes them, another name makes a new one.

use super::{LISTS, OFF, ONE, PUT_ON, UNDO, href, progress};
use crate::errors::{Answer, Faults};
use crate::extract::Posted;
use crate::fields::Fields;
use crate::records::{Address, Desk, Shape, shape_for};
use crate::request;
use crate::ui::field::{Field, Kind};
use crate::ui::form;
use crate::ui::icon::{Icon, small};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::table::Bulk;
use app::listing::{self, ListQuery, ListView};
use app::outbound::{LISTED, MOST, OnView, Put, commands, queries};
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use axum::http::HeaderMap;
use domain::kernel::id::{OutboundListId, SetId};
use domain::outbound::OutboundList;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, t, tr};
use uuid::Uuid;

fn put_href(noun: Noun) -> String {
    PUT_ON.replace("{noun}", noun.key())
}

/// Where a list is named: any words, those of open lists offered.
fn name(lang: Lang, id: &str, value: &str, lists: &[OutboundList], error: Option<&str>) -> Markup {
    let label = t(lang, "outbound-name-list");
    let known = format!("{id}-known");
    let wrong = format!("{id}-wrong");
    html! {
        input class="input" id=(id) name="list" list=(known) value=(value) maxlength="80" autocomplete="off" aria-label=(label) placeholder=(label)
            aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| wrong.as_str())];
        datalist id=(known) { @for list in lists { option value=(list.name) {} } }
        @if let Some(error) = error { div class="field" { span class="wrong" id=(wrong) { (small(Icon::Wrong)) (error) } } }
    }
}

/// What a list of records offers for the rows that are selected, or for all that it shows.
pub(crate) fn bulk(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    lang: Lang,
    shape: &Shape,
    address: &Address,
    view: &ListView,
) -> app::Result<Option<Bulk>> {
    if !LISTED.contains(&shape.noun()) || !ctx.can(Action::Create, Noun::OutboundList) {
        return Ok(None);
    }
    let lists = queries::open(ctx, tx)?;
    let has_more = view.next_cursor.is_some() || view.previous_cursor.is_some();
    let count = view.total.unwrap_or(view.count.n);
    let fields = html! {
        (name(lang, "bulk-list", "", &lists, None))
        @if has_more && !view.count.more_than {
            label class="check" { input type="checkbox" name="all" value="1"; span { (tr(lang, "outbound-all", &[("count", count.into())])) } }
            input type="hidden" name="filter" value=(address.query.filter.as_deref().unwrap_or_default());
            input type="hidden" name="search" value=(address.query.search.as_deref().unwrap_or_default());
        }
    };
    let label = t(lang, "outbound-put-on").into_owned();
    Ok(Some(Bulk { action: put_href(shape.noun()), label, fields: Some(fields) }))
}

/// The lists that a record is on, and the form that puts it on another.
pub(crate) fn on_record(desk: &Desk<'_>, noun: Noun, record: Uuid, on: &[OnView], open: &[OutboundList]) -> Markup {
    let (lang, csrf) = (desk.frame.lang, &desk.frame.csrf);
    let may = desk.ctx.can(Action::Create, Noun::OutboundList);
    if on.is_empty() && !may {
        return Markup::default();
    }
    let body = html! {
        @if !on.is_empty() { ul { @for one in on { li class="tick" { (place(lang, csrf, record, one)) } } } }
        @if may {
            form method="post" action=(put_href(noun)) class="row" {
                (form::hidden(csrf, None))
                input type="hidden" name="id" value=(record);
                (name(lang, "record-list", "", open, None))
                button class="button" { (t(lang, "outbound-put-on")) }
            }
        }
    };
    section(&t(lang, "outbound-title"), None, body)
}

fn place(lang: Lang, csrf: &str, record: Uuid, one: &OnView) -> Markup {
    let id = record.to_string();
    let close =
        html! { (small(Icon::Close)) span class="hide" { (t(lang, "outbound-take-off")) ": " (one.list.name) } };
    html! {
        span { a class="link" href=(href(ONE, one.list.id)) { (one.list.name) } " " (progress::standing(lang, one.member.standing)) }
        @if one.may_edit {
            span class="spread" { (form::post(csrf, &href(OFF, one.list.id), &[("id", &id)], "plain square", close)) }
        }
    }
}

/// The records that are meant: those selected, or all that a question leaves.
fn meant(ctx: &Ctx, tx: &mut Tx<'_>, shape: &Shape, sent: &Fields) -> app::Result<Vec<(Noun, Uuid)>> {
    let ids: Vec<Uuid> = if sent.is_ticked("all") {
        let query = ListQuery { filter: sent.some("filter"), search: sent.some("search"), ..ListQuery::default() };
        let most = i64::try_from(MOST).unwrap_or(i64::MAX).saturating_add(1);
        listing::ids(ctx, tx, shape.kind, Action::See, &query, most)?
    } else {
        sent.all("id").into_iter().filter_map(|id| id.parse().ok()).collect()
    };
    Ok(ids.into_iter().map(|id| (shape.noun(), id)).collect())
}

pub(super) async fn put_on(Path(noun): Path<String>, headers: HeaderMap, posted: Posted) -> Answer {
    let noun = Noun::from_key(&noun).filter(|noun| LISTED.contains(noun)).ok_or(Error::NotFound)?;
    let shape = shape_for(noun).ok_or(Error::NotFound)?;
    let Posted { signed, fields } = posted;
    let sent = fields.clone();
    let put = signed
        .write(move |ctx, tx| {
            ctx.may(Action::Create, Noun::OutboundList)?;
            let wanted = meant(ctx, tx, shape, &sent)?;
            let put = commands::put_on_named(ctx, tx, &sent.text("list"), &wanted)?;
            Ok((put, queries::page(ctx, tx, put.list)?.view.list.name))
        })
        .await;
    match put {
        Ok((put, name)) => {
            let undo = Some((href(UNDO, put.list), vec![("set".to_owned(), put.set.to_string())]));
            let is_place = |place: &String| place.starts_with(shape.paths.list) && !place.starts_with(LISTS);
            let place = request::came_from(&headers).filter(is_place).unwrap_or_else(|| shape.paths.list.to_owned());
            signed.done(&place, Some(&Toast { undo, ..Toast::said(said(signed.lang, &put, name)) }))
        }
        Err(fault) => {
            signed.again(fault, move |ctx, tx, frame, faults| asking(ctx, tx, frame, shape, &fields, faults)).await
        }
    }
}

fn said(lang: Lang, put: &Put, name: String) -> String {
    let (added, already) =
        (i64::try_from(put.added).unwrap_or(i64::MAX), i64::try_from(put.already).unwrap_or(i64::MAX));
    let key = match (put.is_new, put.already) {
        (true, _) => "outbound-put-new",
        (false, 0) => "outbound-put",
        (false, _) => "outbound-put-some",
    };
    let mut args = vec![("count", added.into()), ("name", name.into())];
    if key == "outbound-put-some" {
        args.push(("already", already.into()));
    }
    tr(lang, key, &args)
}

/// The form again, on a page of its own.
fn asking(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    shape: &Shape,
    sent: &Fields,
    faults: &Faults,
) -> app::Result<Markup> {
    let (lang, lists) = (frame.lang, queries::open(ctx, tx)?);
    frame.title = t(lang, "outbound-put-on").into_owned();
    frame.of = Some(t(lang, shape.title).into_owned());
    let form = form::Form { errors: faults.beside(&["list"]), ..form::Form::default() };
    let field_wrong = faults.of("list");
    let summary = [Field::new("list", t(lang, "outbound-name-list"), Kind::Text).error(field_wrong.clone())];
    let kept = sent.pairs().iter().filter(|(name, _)| ["id", "all", "filter", "search"].contains(&name.as_str()));
    let body = html! {
        form class="form" method="post" action=(put_href(shape.noun())) {
            (form::hidden(&frame.csrf, None))
            @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
            (form::faults(lang, &form, &summary))
            (name(lang, "f-list", &sent.text("list"), &lists, field_wrong.as_deref()))
            div class="buttons" {
                button class="button primary" { (t(lang, "outbound-put-on")) }
                a class="button plain" href=(shape.paths.list) { (t(lang, "ui-cancel")) }
            }
        }
    };
    Ok(content(true, html! { section class="card section" { div class="body" { (body) } } }))
}

/// Takes back what was put on or taken off.
pub(super) async fn undo(Path(id): Path<String>, headers: HeaderMap, posted: Posted) -> Answer {
    let id: OutboundListId = crate::api::id(&id)?;
    let set: SetId = crate::api::id(posted.fields.raw("set"))?;
    let signed = posted.signed;
    let stays = signed.write(move |ctx, tx| commands::undo(ctx, tx, id, set)).await?;
    let gone = href(ONE, id);
    let is_there = |place: &String| stays || !place.starts_with(&gone);
    let fallback = || if stays { gone.clone() } else { LISTS.to_owned() };
    let place = request::came_from(&headers).filter(is_there).unwrap_or_else(fallback);
    signed.done(&place, Some(&Toast::said(t(signed.lang, "outbound-undone"))))
}
