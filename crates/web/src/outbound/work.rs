//! Working through a list: one after another, each with what is known of them and the form that logs what was done. What is
//! logged leads back here, where the next one stands.

use super::{ONE, WORK, href, progress};
use crate::errors::{Answer, Faults};
use crate::extract::SignedIn;
use crate::fields::Fields;
use crate::records::{Values, page as record_page, shape_for};
use crate::ui::icon::{Icon, icon, small};
use crate::ui::layout::{PageFrame, content};
use crate::ui::table::{self, Empty};
use app::outbound::{MemberView, NextView, queries};
use app::{Ctx, Error, Tx};
use axum::extract::{Path, Query};
use domain::kernel::id::OutboundListId;
use maud::{Markup, html};
use serde::Deserialize;
use text::{Lang, fmt, t, tr};
use uuid::Uuid;

/// Who was passed over.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) struct Asked {
    after: Option<Uuid>,
}

pub(super) async fn page(Path(id): Path<String>, Query(asked): Query<Asked>, signed: SignedIn) -> Answer {
    let id: OutboundListId = crate::api::id(&id)?;
    signed
        .page(move |ctx, tx, frame| {
            let next = queries::next(ctx, tx, id, asked.after)?;
            let inner = match &next.member {
                Some(member) => at_work(ctx, tx, frame, &next, member, &Fields::default(), &Faults::none())?,
                None => done(ctx, frame, &next),
            };
            Ok(content(true, inner))
        })
        .await
}

/// The list on which the form was sent; none where it was sent from elsewhere.
pub(crate) fn list_of(sent: &Fields) -> Option<OutboundListId> {
    sent.parsed("working")
}

/// The same one again, with what was typed and what is wrong with it; none where they are no longer on the list.
pub(crate) fn again(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    (list, record): (OutboundListId, Uuid),
    typed: &Fields,
    faults: &Faults,
) -> app::Result<Option<Markup>> {
    let next = match queries::at(ctx, tx, list, record) {
        Err(Error::NotFound | Error::Forbidden) => return Ok(None),
        next => next?,
    };
    let Some(member) = &next.member else { return Ok(None) };
    Ok(Some(content(true, at_work(ctx, tx, frame, &next, member, typed, faults)?)))
}

fn at_work(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    next: &NextView,
    member: &MemberView,
    typed: &Fields,
    faults: &Faults,
) -> app::Result<Markup> {
    let lang = frame.lang;
    let shape = shape_for(member.noun).ok_or(Error::NotFound)?;
    let at = record_page::AtWork { record: member.record, list: next.view.list.id, typed };
    let (inner, values) = record_page::at_work(ctx, tx, frame, shape, &at, faults)?;
    frame.title.clone_from(&member.name);
    frame.of = member.detail.clone();
    let pass = (next.waiting > 1).then(|| format!("{}?after={}", href(WORK, next.view.list.id), member.record));
    frame.extra = Some(html! {
        @if let Some(pass) = pass {
            a class="button" href=(pass) data-pass { (icon(Icon::Forth)) span class="label" { (t(lang, "outbound-pass")) } } " "
        }
        a class="button" href=(shape.href(member.record)) { (icon(Icon::About)) span class="label" { (t(lang, "outbound-whole")) } }
    });
    Ok(html! {
        (above(frame, next, Some((member, &values))))
        (inner)
    })
}

/// Which list, how far, and where the one shown stands.
fn above(frame: &PageFrame, next: &NextView, member: Option<(&MemberView, &Values)>) -> Markup {
    let lang = frame.lang;
    let list = &next.view.list;
    let attempts = member.map(|(member, _)| member.attempts).filter(|attempts| *attempts > 0);
    let tried = attempts.map(|attempts| tr(lang, "outbound-tried-times", &[("count", attempts.into())]));
    html! {
        div class="card pad working" {
            div class="row" {
                a class="link" href=(href(ONE, list.id)) { (list.name) }
                @if let Some(purpose) = &list.purpose { span class="quiet small" { (purpose) } }
                span class="spread small" role="status" { (tr(lang, "outbound-waiting", &[("count", next.waiting.into())])) @if let Some(tried) = tried { " · " (tried) } }
            }
            (progress::bar(lang, &next.view.progress))
            @if next.left_alone > 0 {
                p class="quiet small" { (tr(lang, "outbound-left-alone", &[("count", next.left_alone.into())])) }
            }
            @if let Some((member, values)) = member { (reach(lang, member, values)) }
        }
    }
}

/// How they are reached, at hand on a phone too; and how they do not want to be.
fn reach(lang: Lang, member: &MemberView, values: &Values) -> Markup {
    let may = |purpose: &str| !member.refuses.contains(&purpose);
    let said = |key: &str| values.get(key).and_then(|value| value.as_str()).filter(|text| !text.is_empty());
    let dialled = |text: &str| text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>();
    html! {
        div class="reach" {
            @if let Some(title) = said("title") { span class="quiet" { (title) } }
            @for key in ["phone", "mobile"].into_iter().filter(|_| may("phone")) {
                @if let Some(number) = said(key) { a class="link" href={ "tel:" (dialled(number)) } { (small(Icon::Call)) " " (number) } }
            }
            @if let Some(email) = said("email").filter(|_| may("email")) { a class="link" href={ "mailto:" (email) } { (small(Icon::Mail)) " " (email) } }
            @if !member.refuses.is_empty() { span { (progress::refusals(lang, &member.refuses)) } }
        }
    }
}

fn done(ctx: &Ctx, frame: &mut PageFrame, next: &NextView) -> Markup {
    let lang = frame.lang;
    let list = &next.view.list;
    frame.title.clone_from(&list.name);
    frame.of = Some(t(lang, "outbound-title").into_owned());
    let text = match next.again_on {
        Some(on) => {
            let on = fmt::relative(lang, on.civil(), ctx.today.civil());
            tr(lang, "outbound-again-from", &[("on", on.into())])
        }
        None => t(lang, "outbound-all-done").into_owned(),
    };
    let empty = Empty {
        title: t(lang, "outbound-done").into_owned(),
        text,
        action: Some((href(ONE, list.id), t(lang, "outbound-to-list").into_owned())),
    };
    html! { (above(frame, next, None)) div class="card" { (table::empty(&empty)) } }
}
