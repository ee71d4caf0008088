//! How an activity reads: on a timeline, and where it waits to be done.

use super::{LIST, done_href};
use crate::records::{Desk, page, shape_for, shown};
use crate::ui::form;
use crate::ui::icon::{Icon, icon, small};
use crate::ui::layout::section;
use crate::ui::pill::{Tone, dot, pill};
use app::activities::{ActivityView, On};
use app::opportunities::queries::Next;
use domain::activities::Activity;
use maud::{Markup, html};
use text::{Lang, fmt, t};
use uuid::Uuid;

/// The picture of a kind.
pub(crate) fn icon_of(kind: &str) -> Icon {
    match kind {
        "call" => Icon::Call,
        "email" => Icon::Mail,
        "meeting" => Icon::Customers,
        "demo" => Icon::System,
        "task" => Icon::Done,
        _ => Icon::Note,
    }
}

/// An entry of a timeline: what, and its text below. `here` is the record whose timeline it is.
pub(crate) fn told(lang: Lang, view: &ActivityView, here: Uuid) -> (Markup, Option<Markup>) {
    let activity = &view.activity;
    let kind = shown::choice(lang, "activity-kind-", &activity.kind);
    let minutes = activity.minutes.map(|minutes| fmt::duration_minutes(lang, minutes));
    let is_in = activity.direction.as_deref() == Some("in");
    let what = html! {
        "· " a class="activity" href={ (LIST) "/" (activity.id) } {
            (small(icon_of(&activity.kind))) " "
            // A subject that was filled in says the kind itself.
            @if !activity.subject.starts_with(&kind) { (kind) " " }
            @if !activity.subject.is_empty() { b { (activity.subject) } }
        }
        @if is_in { " " span class="quiet" { (shown::choice(lang, "activity-direction-", "in")) } }
        @if let Some(outcome) = &activity.outcome { " " (outcome_pill(lang, outcome)) }
        @if activity.is_automatic { " " span class="quiet" { (t(lang, "field-is_automatic")) } }
        @if let Some(minutes) = minutes { " " span class="quiet" { (minutes) } }
    };
    let others: Vec<&On> = view.on.iter().filter(|on| on.record.id != here).collect();
    let has_note = !activity.body.is_empty() || !others.is_empty();
    let note = has_note.then(|| {
        html! {
            (activity.body)
            @if !others.is_empty() { div { @for on in others { (named(on)) " " } } }
        }
    });
    (what, note)
}

/// A record by its name, as a link where it has a page.
pub(crate) fn named(on: &On) -> Markup {
    match shape_for(on.noun) {
        Some(shape) => html! { a class="link" href=(shape.href(on.record.id)) { (on.record.label) } },
        None => html! { (on.record.label) },
    }
}

/// An outcome at a glance.
pub(crate) fn outcome_pill(lang: Lang, outcome: &str) -> Markup {
    let tone = match outcome {
        "connected" | "replied" | "held" => Tone::Won,
        "no_show" | "bounced" | "wrong_number" => Tone::Late,
        _ => Tone::Plain,
    };
    pill(tone, &shown::choice(lang, "activity-outcome-", outcome))
}

/// What waits to be done on a record; nothing where there is none.
pub(crate) fn tasks(desk: &Desk<'_>, tasks: &[Activity]) -> Markup {
    if tasks.is_empty() {
        return Markup::default();
    }
    let (lang, today) = (desk.frame.lang, desk.ctx.today);
    let body = html! {
        ul { @for task in tasks {
            @let said = said(lang, task);
            li class="row" {
                (form::post(&desk.frame.csrf, &done_href(task.id), &[], "plain square", html! { (icon(Icon::Done)) span class="hide" { (t(lang, "record-task-done")) ": " (said) } }))
                (dot(page::tone(Next::of(Some(&task.subject), task.due_on, today))))
                a class="activity" href={ (LIST) "/" (task.id) } { @if task.kind != "task" { (small(icon_of(&task.kind))) " " } (said) }
                @if let Some(due) = task.due_on { span class="small quiet" { (fmt::due(lang, due.civil(), today.civil())) } }
                @if let Some(start) = task.starts_at {
                    span class="small quiet" { (fmt::clock(shown::local(start, &desk.ctx.company.time_zone))) }
                }
            }
        } }
    };
    section(&t(lang, "activity-task-open"), None, body)
}

/// What it is called, by its kind where it has no name.
pub(crate) fn said(lang: Lang, activity: &Activity) -> String {
    match activity.subject.as_str() {
        "" => shown::choice(lang, "activity-kind-", &activity.kind),
        subject => subject.to_owned(),
    }
}
