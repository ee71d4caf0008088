//! Taking a lead up, setting it aside with a reason, and taking it up again: by button, by program, several at once.

use super::{LEADS, LIST, conversion};
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller};
use crate::errors::{Answer, Failure, Faults};
use crate::extract::Posted;
use crate::fields::Fields;
use crate::records::shape::values_of;
use crate::records::{Desk, came_from, fields, shown, undo_href};
use crate::routes::Routes;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{self, PageFrame};
use crate::ui::overlay::{Toast, dialog};
use app::leads::commands::set_status;
use app::leads::{LeadView, queries};
use app::{Ctx, Tx};
use axum::extract::Path;
use axum::http::{HeaderMap, Method};
use domain::Refusal;
use domain::kernel::id::LeadId;
use domain::leads::{LeadStatus, REASONS, SetStatus};
use domain::policy::Noun;
use maud::{Markup, html};
use text::{Lang, t, tr};

const STATUS: &str = "/leads/{id}/status";
const API: &str = "/api/v1/leads/{id}/status";
const ASKED: &[Part] = &[
    part("status", "string", "`new`, `working`, `nurturing` or `disqualified`."),
    maybe("reason", "string", "Why; needed for nurturing and disqualified."),
    maybe("return_on", "date", "The day to look at it again; needed for nurturing."),
];
const STANDS: &[Part] = &[part("id", "uuid", "The lead."), part("status", "string", "Its status.")];

pub(super) fn routes() -> Routes {
    let doc = Doc {
        summary: "Takes a lead up, or sets it aside with a reason.",
        body: ASKED,
        answer: STANDS,
        ..Doc::default()
    };
    Routes::new().action(STATUS, Noun::Lead, set).api(Method::PUT, API, Noun::Lead, doc, by_program)
}

fn href(id: LeadId) -> String {
    STATUS.replace("{id}", &id.to_string())
}

/// What one can do with the lead as it stands.
pub(super) fn bar(desk: &Desk<'_>, view: &LeadView) -> Markup {
    let (lang, lead) = (desk.frame.lang, &view.lead);
    if !view.may_edit || lead.status == LeadStatus::Converted {
        return Markup::default();
    }
    let csrf = &desk.frame.csrf;
    let simple = |status: LeadStatus, key: &str| {
        let label = html! { (t(lang, key)) };
        form::post(csrf, &href(lead.id), &[("status", status.key())], "", label)
    };
    let is_open = lead.status.is_open();
    html! {
        div class="process buttons" {
            @if is_open { a class="button primary" href=(conversion::href(lead.id)) { (t(lang, "lead-convert")) } }
            @if lead.status == LeadStatus::New { (simple(LeadStatus::Working, "lead-take-up")) }
            @if matches!(lead.status, LeadStatus::Nurturing | LeadStatus::Disqualified) { (simple(LeadStatus::New, "lead-recycle")) }
            @if lead.status != LeadStatus::Nurturing { (opener(lang, "lead-nurture", LeadStatus::Nurturing)) }
            @if lead.status != LeadStatus::Disqualified { (opener(lang, "lead-disqualify", LeadStatus::Disqualified)) }
        }
        @for (status, key) in [(LeadStatus::Nurturing, "lead-nurture"), (LeadStatus::Disqualified, "lead-disqualify")] {
            @if lead.status != status {
                (dialog(lang, status.key(), &t(lang, key), asking(&Desk { faults: &Faults::none(), ..*desk }, view, status, &Fields::default())))
            }
        }
    }
}

fn opener(lang: Lang, key: &str, status: LeadStatus) -> Markup {
    html! { button class="button" type="button" data-opens=(status.key()) { (t(lang, key)) " …" } }
}

/// The form that sets a lead aside.
fn asking(desk: &Desk<'_>, view: &LeadView, status: LeadStatus, sent: &Fields) -> Markup {
    let lang = desk.frame.lang;
    let reasons = std::iter::once((String::new(), t(lang, "opportunity-reason-ask").into_owned()))
        .chain(REASONS.map(|key| (key.to_owned(), shown::choice(lang, "lead-reason-", key))));
    let new = |key: &str, kind| {
        let field = Field::new(key, fields::name(lang, key), kind).scope(status.key()).required();
        field.value(sent.text(key)).error(desk.faults.of(key))
    };
    let mut inputs = vec![new("reason", Kind::Choice(reasons.collect()))];
    if status == LeadStatus::Nurturing {
        let later = desk.ctx.today.plus(90).to_string();
        let field = new("return_on", Kind::Day);
        inputs.push(if sent.text("return_on").is_empty() { field.value(later) } else { field });
    }
    let shown: Vec<&str> = inputs.iter().map(|field| field.name.as_str()).collect();
    let form = Form {
        action: format!("{}?to={}", href(view.lead.id), status.key()),
        csrf: desk.frame.csrf.clone(),
        submit: t(lang, if status == LeadStatus::Nurturing { "lead-nurture" } else { "lead-disqualify" }).into_owned(),
        cancel: Some(LEADS.href(view.lead.id)),
        errors: desk.faults.beside(&shown),
        ..Form::default()
    };
    form::form(lang, &form, &inputs)
}

#[derive(serde::Deserialize)]
struct To {
    to: Option<String>,
}

fn command(to: Option<String>, sent: &Fields) -> Result<SetStatus, Refusal> {
    let status = to.unwrap_or_else(|| sent.text("status")).parse()?;
    let wrong = |day: String| Refusal::new("refusal-value-wrong").at("return_on").with("value", day);
    let return_on = sent.some("return_on").map(|day| day.parse().map_err(|_| wrong(day))).transpose()?;
    Ok(SetStatus { status, reason: sent.some("reason"), return_on })
}

async fn set(
    headers: HeaderMap,
    Path(id): Path<String>,
    axum::extract::Query(To { to }): axum::extract::Query<To>,
    posted: Posted,
) -> Answer {
    let Posted { signed, fields } = posted;
    let id: LeadId = crate::api::id(&id)?;
    let (sent, wanted) = (fields.clone(), to.clone());
    let done = signed
        .write(move |ctx, tx| {
            let command = command(wanted, &sent)?;
            let set = ctx.begin_set();
            let lead = set_status(ctx, tx, &[id], &command)?.pop().ok_or(app::Error::NotFound)?;
            Ok((lead.name, command.status, set))
        })
        .await;
    match done {
        Ok((name, status, set)) => {
            let place = shown::choice(signed.lang, "lead-status-", status.key());
            let text = tr(signed.lang, "toast-moved", &[("name", name.into()), ("place", place.into())]);
            let toast = Toast { undo: Some((undo_href(set), Vec::new())), ..Toast::said(text) };
            let back = came_from(&headers, LIST).or_else(|| crate::outbound::came_from_work(&headers));
            let place = back.unwrap_or_else(|| LEADS.href(id));
            signed.done(&place, Some(&toast))
        }
        Err(refused) => {
            signed.again(refused, move |ctx, tx, frame, faults| ask(ctx, tx, frame, id, to, &fields, faults)).await
        }
    }
}

/// The form again, on a page of its own.
fn ask(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    id: LeadId,
    to: Option<String>,
    sent: &Fields,
    faults: &Faults,
) -> app::Result<Markup> {
    let view = queries::page(ctx, tx, &id.to_string())?;
    frame.title = view.lead.name.clone();
    let status = command(to, sent).map(|command| command.status).unwrap_or(LeadStatus::Disqualified);
    let body = asking(&Desk { ctx, frame, faults }, &view, status, sent);
    Ok(layout::content(true, html! { section class="card section" { div class="body" { (body) } } }))
}

async fn by_program(caller: Caller, Path(id): Path<String>, Body(command): Body<SetStatus>) -> Answer {
    let values = caller
        .write(move |ctx, tx| {
            let lead = queries::page(ctx, tx, &id)?.lead.id;
            set_status(ctx, tx, &[lead], &command)?;
            values_of(&queries::page(ctx, tx, &lead.to_string())?)
        })
        .await
        .map_err(|failure: Failure| failure)?;
    Ok(crate::records::tagged(axum::http::StatusCode::OK, &values))
}
