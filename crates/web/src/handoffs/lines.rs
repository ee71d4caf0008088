//! A hand-off as it is shown: what passes, from whom to whom, by when, what is told along, and what can be answered.

use super::{ACCEPT, LIST, ONE, REDIRECT, RETURN, TELL, WITHDRAW, href};
use crate::organisation::OPTIONS;
use crate::records::{Desk, fields, shape_for, shown};
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, small};
use crate::ui::layout::{PageFrame, section};
use crate::ui::overlay::dialog;
use crate::ui::pill::{Tone, dot, pill};
use app::Ctx;
use app::handoffs::{HandoffView, queries};
use domain::handoffs::context::Told;
use domain::organisation::routing::WorkKind;
use domain::policy::Noun;
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};
use uuid::Uuid;

/// The colour of how it ended or stands.
pub fn tone(outcome: &str) -> Tone {
    match outcome {
        "accepted" => Tone::Won,
        "late" | "quiet" | "expired" => Tone::Late,
        "returned" => Tone::Lost,
        "offered" => Tone::Today,
        _ => Tone::Plain,
    }
}

/// From whom to whom.
fn route(lang: Lang, view: &HandoffView) -> String {
    let to = view.to.as_ref().or(view.escalated_to.as_ref());
    let to = to.map_or_else(|| t(lang, "handoff-nobody").into_owned(), |to| to.label.clone());
    format!("{} → {to}", view.from.label)
}

/// How long there is left to answer, or how it was answered.
fn when(lang: Lang, ctx: &Ctx, view: &HandoffView) -> String {
    let clock = |at| fmt::moment(lang, shown::local(at, &ctx.company.time_zone), ctx.today.civil());
    let minutes = (view.due_at.0 - ctx.now.0) / 60_000;
    match (view.state, view.expired_at, view.decided_at) {
        ("offered", Some(at), _) => tr(lang, "handoff-ran-out", &[("when", clock(at).into())]),
        ("offered", None, _) => {
            let left = if minutes < 1440 {
                fmt::duration_minutes(lang, minutes.max(1))
            } else {
                fmt::duration_days_short(lang, minutes / 1440)
            };
            tr(lang, "handoff-time-left", &[("left", left.into())])
        }
        (_, _, Some(at)) => clock(at),
        _ => String::new(),
    }
}

/// One line: used in lists and on Today.
fn line(ctx: &Ctx, frame: &PageFrame, view: &HandoffView) -> Markup {
    let lang = frame.lang;
    let told = [("told", view.filled.into()), ("asked", view.asked.into())];
    html! {
        li class="line" id=(format!("line-{}", view.id)) {
            (dot(tone(view.outcome)))
            div class="what" {
                div {
                    a class="title" href=(href(ONE, view.id)) { (view.name) }
                    span class="quiet" { " · " (t(lang, &format!("stage-{}", view.stage))) }
                }
                div class="small quiet" {
                    (route(lang, view)) " · " (when(lang, ctx, view))
                    @if view.asked > 0 { " · " (tr(lang, "handoff-told", &told)) }
                }
                @if let Some(reason) = &view.reason {
                    div class="small" { (shown::choice(lang, "handoff-reason-", reason)) @if let Some(reply) = &view.reply { ": " (reply) } }
                }
            }
            div class="doing" {
                @if view.may_answer { (answering(lang, frame, view)) }
                @else { (pill(tone(view.outcome), &t(lang, &format!("handoff-outcome-{}", view.outcome)))) }
            }
        }
    }
}

/// Yes by one press; no with a reason, on the page of the hand-off.
fn answering(lang: Lang, frame: &PageFrame, view: &HandoffView) -> Markup {
    let version = view.version.to_string();
    let label = html! { (small(Icon::Done)) (t(lang, "handoff-accept")) span class="hide" { ": " (view.name) } };
    html! {
        (form::post(&frame.csrf, &href(ACCEPT, view.id), &[("version", &version)], "primary", label))
        a class="button" href=(format!("{}#return", href(ONE, view.id))) { (t(lang, "handoff-return")) span class="hide" { ": " (view.name) } }
    }
}

/// A list of them under a title; nothing where there are none.
pub(super) fn list(ctx: &Ctx, frame: &PageFrame, title: &str, views: &[HandoffView]) -> Markup {
    if views.is_empty() {
        return Markup::default();
    }
    let body = html! { ul class="lines" { @for view in views { (line(ctx, frame, view)) } } };
    section(&t(frame.lang, title), Some(html! { span class="quiet small" { (views.len()) } }), body)
}

/// What of hand-offs asks for something today.
pub(crate) fn today(ctx: &Ctx, frame: &PageFrame, offers: &[HandoffView], back: &[HandoffView]) -> Markup {
    html! {
        (list(ctx, frame, "handoffs-mine", offers))
        (list(ctx, frame, "handoffs-back", back))
    }
}

/// What is told along: each thing with what is known of it.
pub(super) fn context(lang: Lang, told: &[Told]) -> Markup {
    html! {
        dl class="told" {
            @for one in told {
                dt class="quiet small" {
                    @if one.value.is_some() { (small(Icon::Good)) } @else { (small(Icon::Wrong)) }
                    " " (fields::name(lang, &one.field))
                }
                dd {
                    @match &one.value {
                        Some(value) => (value_of(lang, &one.field, value)),
                        None => span class="quiet" { (t(lang, "handoff-untold")) },
                    }
                }
            }
        }
    }
}

/// A value in words: answers by their text, days as days.
fn value_of(lang: Lang, field: &str, value: &str) -> String {
    let is_answer = matches!(field, "need" | "budget" | "timeline" | "decision_process");
    match value.parse::<domain::Day>() {
        Ok(day) => shown::day(lang, day),
        Err(_) if is_answer && matches!(value, "known" | "no") => shown::choice(lang, "lead-answer-", value),
        Err(_) => value.to_owned(),
    }
}

/// Everything that can be done with one on its own page.
pub(super) fn doing(desk: &Desk<'_>, view: &HandoffView, sent: &crate::fields::Fields) -> Markup {
    let (lang, csrf) = (desk.frame.lang, &desk.frame.csrf);
    let version = view.version.to_string();
    html! {
        @if view.may_answer {
            div class="buttons" {
                (form::post(csrf, &href(ACCEPT, view.id), &[("version", &version)], "primary", html! { (t(lang, "handoff-accept")) }))
            }
            section class="card section" id="return" {
                h2 { (t(lang, "handoff-return-title")) }
                div class="body" { (returning(desk, view, sent)) }
            }
        }
        @if view.may_withdraw {
            section class="card section" {
                h2 { (t(lang, "handoff-sender")) }
                div class="body" {
                    (telling(desk, view))
                    (form::post(csrf, &href(WITHDRAW, view.id), &[], "", html! { (t(lang, "handoff-withdraw")) }))
                }
            }
        }
        @if view.may_answer || view.may_withdraw {
            section class="card section" {
                h2 { (t(lang, "handoff-redirect")) }
                div class="body" { (redirecting(desk, view, sent)) }
            }
        }
    }
}

fn returning(desk: &Desk<'_>, view: &HandoffView, sent: &crate::fields::Fields) -> Markup {
    let lang = desk.frame.lang;
    let reasons = std::iter::once((String::new(), t(lang, "opportunity-reason-ask").into_owned()))
        .chain(queries::reasons().iter().map(|key| ((*key).to_owned(), shown::choice(lang, "handoff-reason-", key))));
    let inputs = [
        Field::new("reason", t(lang, "field-reason"), Kind::Choice(reasons.collect()))
            .scope("return")
            .required()
            .value(sent.text("reason"))
            .error(desk.faults.of("reason")),
        Field::new("reply", t(lang, "handoff-reply"), Kind::LongText)
            .scope("return")
            .value(sent.text("reply"))
            .error(desk.faults.of("reply")),
    ];
    let form = Form {
        action: href(RETURN, view.id),
        csrf: desk.frame.csrf.clone(),
        version: Some(view.version.to_string()),
        submit: t(lang, "handoff-return").into_owned(),
        errors: desk.faults.beside(&["reason", "reply", "to"]),
        ..Form::default()
    };
    form::form(lang, &form, &inputs)
}

fn telling(desk: &Desk<'_>, view: &HandoffView) -> Markup {
    let lang = desk.frame.lang;
    let note = Field::new("note", t(lang, "handoff-note"), Kind::LongText)
        .scope("tell")
        .value(view.note.as_deref().unwrap_or_default());
    let form = Form {
        action: href(TELL, view.id),
        csrf: desk.frame.csrf.clone(),
        submit: t(lang, "handoff-tell").into_owned(),
        ..Form::default()
    };
    form::form(lang, &form, &[note])
}

fn redirecting(desk: &Desk<'_>, view: &HandoffView, sent: &crate::fields::Fields) -> Markup {
    let lang = desk.frame.lang;
    let to = Field::new("to", t(lang, "handoff-to"), seat(desk.ctx)).scope("redirect").required();
    let form = Form {
        action: href(REDIRECT, view.id),
        csrf: desk.frame.csrf.clone(),
        submit: t(lang, "handoff-redirect").into_owned(),
        ..Form::default()
    };
    form::form(lang, &form, &[to.value(sent.text("to")).error(desk.faults.of("to"))])
}

/// A position, found by its name or who holds it.
fn seat(ctx: &Ctx) -> Kind {
    Kind::Record { options: format!("{OPTIONS}?kind=positions&day={}", ctx.today), label: String::new() }
}

/// The hand-offs of a record: what waits, the history in short, and the form that offers it to somebody.
pub(crate) fn on_record(desk: &Desk<'_>, noun: Noun, record: Uuid, views: &[HandoffView], may_edit: bool) -> Markup {
    if WorkKind::from_key(noun.key()).is_none() {
        return Markup::default();
    }
    let lang = desk.frame.lang;
    let may_offer = may_edit && views.iter().all(|view| view.state != "offered");
    if views.is_empty() && !may_offer {
        return Markup::default();
    }
    let offer = may_offer.then(|| html! { button class="button plain small" type="button" data-opens="handoff" { (t(lang, "handoff-offer")) " …" } });
    let body = html! {
        @if views.is_empty() { p class="soft small" { (t(lang, "handoffs-none")) } }
        ul class="lines" { @for view in views { (line(desk.ctx, desk.frame, view)) } }
        @if may_offer { (dialog(lang, "handoff", &t(lang, "handoff-offer"), offering(desk, noun, record, &crate::fields::Fields::default()))) }
    };
    section(&t(lang, "handoffs-title"), offer, body)
}

/// The form that offers a record.
pub(super) fn offering(desk: &Desk<'_>, noun: Noun, record: Uuid, sent: &crate::fields::Fields) -> Markup {
    let lang = desk.frame.lang;
    let stages = app::handoffs::rules::STAGES
        .map(|stage| (stage.key().to_owned(), t(lang, &format!("stage-{}", stage.key())).into_owned()));
    let stages: Vec<(String, String)> =
        std::iter::once((String::new(), t(lang, "handoff-stage-now").into_owned())).chain(stages).collect();
    let field = |name: &str, key: &str, kind| {
        Field::new(name, t(lang, key), kind).scope("handoff").value(sent.text(name)).error(desk.faults.of(name))
    };
    let inputs = [
        field("to", "handoff-to-or-rule", seat(desk.ctx)),
        field("stage", "handoff-stage", Kind::Choice(stages)),
        field("note", "handoff-note", Kind::LongText),
    ];
    let form = Form {
        action: format!("{LIST}?noun={}&record={record}", noun.key()),
        csrf: desk.frame.csrf.clone(),
        submit: t(lang, "handoff-offer").into_owned(),
        cancel: shape_for(noun).map(|shape| shape.href(record)),
        errors: desk.faults.beside(&["to", "stage", "note"]),
        ..Form::default()
    };
    form::form(lang, &form, &inputs)
}
