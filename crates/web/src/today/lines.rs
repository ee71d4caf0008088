//! The lines of the day: what, where, why, and what can be done with it.

use super::plan_href;
use crate::activities::{done_href, icon_of, said};
use crate::records::{fields, shape_for, shown};
use crate::ui::field::{self, Field, Kind};
use crate::ui::form;
use crate::ui::icon::{Icon, icon, small};
use crate::ui::layout::{PageFrame, section};
use crate::ui::pill::{Tone, dot, number};
use app::Ctx;
use app::activities::ActivityView;
use app::today::{DealView, DueView, LeadLine, StepView, TodayView};
use domain::Day;
use domain::policy::{Action, Noun};
use domain::today::Why;
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};
use uuid::Uuid;

/// A line as it is drawn.
struct Line {
    id: String,
    tone: Tone,
    picture: Option<Icon>,
    title: String,
    href: String,
    beside: Option<Markup>,
    why: Vec<String>,
    amount: Option<String>,
    done: Option<Markup>,
    off: Option<Markup>,
}

fn tone(why: &[Why]) -> Tone {
    match why.first() {
        Some(one) if one.is_late() => Tone::Late,
        Some(Why::Begins { .. } | Why::Waits { .. } | Why::Due) => Tone::Today,
        Some(Why::NoStep) => Tone::None,
        _ => Tone::Plain,
    }
}

/// A reason in words.
fn told(lang: Lang, ctx: &Ctx, why: Why) -> String {
    let clock = |at| fmt::clock(shown::local(at, &ctx.company.time_zone));
    let due = |days: i64| fmt::due(lang, ctx.today.plus(days).civil(), ctx.today.civil());
    match why {
        Why::Late { days } => due(-days),
        Why::Soon { days } => due(days),
        Why::Due => due(0),
        Why::Begins { at } => tr(lang, "today-why-begins", &[("clock", clock(at).into())]),
        Why::Passed { at } => tr(lang, "today-why-passed", &[("clock", clock(at).into())]),
        Why::Waits { since } => {
            // One that came just now waits a minute: nobody reads of none.
            let minutes = ((ctx.now.0 - since.0) / 60_000).max(1);
            let waited = match minutes / 1440 {
                0 => fmt::duration_minutes(lang, minutes),
                days => fmt::duration_days_short(lang, days),
            };
            tr(lang, "today-why-waits", &[("waited", waited.into())])
        }
        Why::CloseLate { days } => tr(lang, "today-why-close", &[("days", days.into())]),
        Why::NoStep => t(lang, "today-why-no-step").into_owned(),
    }
}

fn draw(lang: Lang, line: &Line) -> Markup {
    html! {
        li class="line" id=(line.id) {
            (dot(line.tone))
            div class="what" {
                div {
                    @if let Some(picture) = line.picture { (small(picture)) " " }
                    a class="title" href=(line.href) { (line.title) }
                    @if let Some(beside) = &line.beside { span class="quiet" { " · " (beside) } }
                }
                div class={ "small why tone-" (line.tone.class()) } { (line.why.join(" · ")) }
            }
            @if let Some(amount) = &line.amount { (number(amount)) }
            div class="doing" {
                @if let Some(done) = &line.done { (done) }
                @if let Some(off) = &line.off {
                    details class="menu end off" {
                        summary class="button plain square" title=(t(lang, "today-put-off")) { (icon(Icon::Day)) span class="hide" { (t(lang, "today-put-off")) ": " (line.title) } }
                        div class="drop" { (off) }
                    }
                }
            }
        }
    }
}

fn panel(lang: Lang, title: &str, lines: &[Line]) -> Markup {
    if lines.is_empty() {
        return Markup::default();
    }
    let body = html! { ul class="lines" { @for line in lines { (draw(lang, line)) } } };
    section(&t(lang, title), Some(html! { span class="quiet small" { (lines.len()) } }), body)
}

/// The form that puts a day off: a press on one of the days, or another.
fn days(frame: &PageFrame, view: &TodayView, what: &Off<'_>) -> Markup {
    let (lang, scope) = (frame.lang, format!("off-{}", what.id));
    let label = fields::name(lang, what.field);
    let other = Field::new(what.field, label.clone(), Kind::Day).scope(scope.clone());
    let mut later = view.later.to_vec();
    later.sort_unstable();
    later.dedup();
    html! {
        form method="post" action=(plan_href(what.noun, what.id)) class="form" {
            (form::hidden(&frame.csrf, None))
            @if let Some(step) = what.step {
                (field::field(lang, &Field::new("next_step", fields::name(lang, "next_step"), Kind::Text).scope(scope).value(step).autocomplete("off")))
            }
            div role="group" aria-label=(label) class="days-off" {
                div class="over" { (label) }
                @for day in &later {
                    button class="item" name=(what.field) value=(day) {
                        (fmt::relative(lang, day.civil(), view.today.civil()))
                        span class="spread quiet small" { (fmt::day_short(lang, day.civil())) }
                    }
                }
            }
            div class="row" { (field::field(lang, &other)) button class="button" { (t(lang, "action-save")) } }
        }
    }
}

/// What is put off.
struct Off<'a> {
    noun: Noun,
    id: Uuid,
    /// The field that holds its day.
    field: &'static str,
    /// What is to be done then, where that may be said here.
    step: Option<&'a str>,
}

fn done(lang: Lang, frame: &PageFrame, action: &str, fields: &[(&str, &str)], name: &str) -> Markup {
    let label = html! { (icon(Icon::Done)) span class="hide" { (t(lang, "record-task-done")) ": " (name) } };
    html! { span class="done" { (form::post(&frame.csrf, action, fields, "plain square", label)) } }
}

/// Tasks and what is planned for an hour.
pub(super) fn due(ctx: &Ctx, frame: &PageFrame, view: &TodayView) -> Markup {
    let lang = frame.lang;
    let line = |one: &DueView| {
        let activity = &one.activity.activity;
        let title = said(lang, activity);
        let may = one.activity.may_edit;
        let off = Off { noun: Noun::Activity, id: activity.id.0, field: "due_on", step: None };
        let is_task = activity.kind == "task";
        Line {
            id: format!("line-{}", activity.id),
            tone: tone(&[one.why]),
            picture: Some(icon_of(&activity.kind)).filter(|_| !is_task),
            href: place(&one.activity),
            beside: beside(&one.activity),
            why: vec![told(lang, ctx, one.why)],
            amount: None,
            done: may.then(|| done(lang, frame, &done_href(activity.id), &[], &title)),
            // What others come to is moved on its own page.
            off: (may && is_task).then(|| days(frame, view, &off)),
            title,
        }
    };
    panel(lang, "today-due", &view.due.iter().map(line).collect::<Vec<_>>())
}

/// Where the work of an activity is: the record it stands on.
fn place(view: &ActivityView) -> String {
    let on = view.on.first().and_then(|on| Some(shape_for(on.noun)?.href(on.record.id)));
    on.unwrap_or_else(|| format!("{}/{}", crate::activities::LIST, view.activity.id))
}

fn beside(view: &ActivityView) -> Option<Markup> {
    view.on.first().map(|on| html! { (on.record.label) })
}

/// Leads that ask for attention: new ones by how long they wait, and those whose day has come.
pub(super) fn leads(ctx: &Ctx, frame: &PageFrame, view: &TodayView) -> Markup {
    let lang = frame.lang;
    let may = ctx.can(Action::Edit, Noun::Lead);
    let line = |lead: &LeadLine| {
        let step = lead.next_step.as_deref().unwrap_or_default();
        let off = Off { noun: Noun::Lead, id: lead.id.0, field: "next_step_on", step: Some(step) };
        Line {
            id: format!("line-{}", lead.id),
            tone: tone(&lead.why),
            picture: Some(Icon::Leads),
            title: lead.name.clone(),
            href: crate::leads::LEADS.href(lead.id),
            beside: lead.company.as_ref().filter(|company| **company != lead.name).map(|company| html! { (company) }),
            why: lead.why.iter().map(|why| told(lang, ctx, *why)).collect(),
            amount: None,
            done: None,
            off: may.then(|| days(frame, view, &off)),
        }
    };
    panel(lang, "today-leads", &view.leads.iter().map(line).collect::<Vec<_>>())
}

/// Open deals that ask for attention.
pub(super) fn deals(ctx: &Ctx, frame: &PageFrame, view: &TodayView) -> Markup {
    let lang = frame.lang;
    let may = ctx.can(Action::Edit, Noun::Opportunity);
    let line = |deal: &DealView| {
        let asks_step = deal.why.iter().any(|why| !matches!(why, Why::CloseLate { .. }));
        let step = deal.next_step.as_deref();
        let field = if asks_step { "next_step_on" } else { "close_on" };
        let off =
            Off { noun: Noun::Opportunity, id: deal.id.0, field, step: asks_step.then(|| step.unwrap_or_default()) };
        let said = |why: &Why| match (why, step) {
            (Why::NoStep | Why::CloseLate { .. }, _) => told(lang, ctx, *why),
            (_, Some(step)) => format!("{step}: {}", told(lang, ctx, *why)),
            (_, None) => format!("{}: {}", fields::name(lang, "next_step"), told(lang, ctx, *why)),
        };
        let over = [("next_step", ""), ("next_step_on", ""), ("done", "1")];
        let has_step = deal.next_step_on.is_some() && asks_step;
        Line {
            id: format!("line-{}", deal.id),
            tone: tone(&deal.why),
            picture: None,
            title: deal.name.clone(),
            href: crate::opportunities::OPPORTUNITIES.href(deal.id),
            beside: deal.stage.as_ref().map(|stage| html! { (stage.label) }),
            why: deal.why.iter().map(said).collect(),
            amount: deal.amount.map(|amount| shown::whole(lang, amount)),
            done: (may && has_step).then(|| {
                done(lang, frame, &plan_href(Noun::Opportunity, deal.id.0), &over, step.unwrap_or(&deal.name))
            }),
            off: may.then(|| days(frame, view, &off)),
        }
    };
    panel(lang, "today-deals", &view.deals.iter().map(line).collect::<Vec<_>>())
}

/// Customers and contacts whose next step is due.
pub(super) fn steps(ctx: &Ctx, frame: &PageFrame, view: &TodayView) -> Markup {
    let lang = frame.lang;
    let line = |one: &StepView| {
        let may = ctx.can(Action::Edit, one.noun);
        let step = one.next_step.clone().unwrap_or_else(|| fields::name(lang, "next_step"));
        let off = Off {
            noun: one.noun,
            id: one.record.id,
            field: "next_step_on",
            step: Some(one.next_step.as_deref().unwrap_or_default()),
        };
        let over = [("next_step", ""), ("next_step_on", ""), ("done", "1")];
        Line {
            id: format!("line-{}", one.record.id),
            tone: tone(&[one.why]),
            picture: None,
            title: one.record.label.clone(),
            href: shape_for(one.noun).map(|shape| shape.href(one.record.id)).unwrap_or_default(),
            beside: None,
            why: vec![format!("{step}: {}", told(lang, ctx, one.why))],
            amount: None,
            done: may.then(|| done(lang, frame, &plan_href(one.noun, one.record.id), &over, &step)),
            off: may.then(|| days(frame, view, &off)),
        }
    };
    panel(lang, "today-steps", &view.steps.iter().map(line).collect::<Vec<_>>())
}

/// What is planned for the next days, by day.
pub(super) fn soon(ctx: &Ctx, lang: Lang, view: &TodayView) -> Markup {
    if view.soon.is_empty() {
        return Markup::default();
    }
    let mut by_day: Vec<(Day, Vec<&DueView>)> = Vec::new();
    for one in &view.soon {
        let on = one.activity.activity.due_on.unwrap_or(view.today);
        match by_day.last_mut().filter(|(day, _)| *day == on) {
            Some((_, lines)) => lines.push(one),
            None => by_day.push((on, vec![one])),
        }
    }
    let body = html! {
        @for (day, lines) in &by_day {
            div class="over" { (fmt::relative(lang, day.civil(), view.today.civil())) " · " (fmt::day_short(lang, day.civil())) }
            ul { @for one in lines {
                li class="row small" {
                    (small(icon_of(&one.activity.activity.kind)))
                    a class="link" href=(place(&one.activity)) { (said(lang, &one.activity.activity)) }
                    @if let Some(at) = one.activity.activity.starts_at {
                        span class="quiet spread" { (fmt::clock(shown::local(at, &ctx.company.time_zone))) }
                    }
                }
            } }
        }
    };
    section(&t(lang, "today-soon"), None, body)
}
