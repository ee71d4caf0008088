//! The list of hand-offs, and one of them with what is told and how its receiver was found.

use super::{LIST, head, lines};
use crate::errors::{Answer, Faults};
use crate::extract::SignedIn;
use crate::fields::Fields;
use crate::organisation::routing::why;
use crate::records::{Desk, shape_for, shown};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::pill::pill;
use crate::ui::record;
use crate::ui::table::{self, Empty};
use app::handoffs::{HandoffView, queries};
use app::{Ctx, Tx};
use axum::extract::Path;
use domain::kernel::id::HandoffId;
use domain::policy::Noun;
use maud::{Markup, html};
use text::{fmt, t, tr};

pub(super) async fn list(signed: SignedIn) -> Answer {
    signed
        .page(|ctx, tx, frame| {
            let view = queries::page(ctx, tx)?;
            head(frame, LIST);
            let lang = frame.lang;
            frame.events = Some(crate::live::href_of(ctx, &[Noun::Handoff]));
            let none = [&view.mine, &view.offered, &view.waiting, &view.decided].iter().all(|list| list.is_empty());
            let empty = Empty {
                title: t(lang, "handoffs-none").into_owned(),
                text: t(lang, "handoffs-none-text").into_owned(),
                action: None,
            };
            Ok(content(
                true,
                html! {
                    @if none { (table::empty(&empty)) }
                    (lines::list(ctx, frame, "handoffs-mine", &view.mine))
                    (lines::list(ctx, frame, "handoffs-offered", &view.offered))
                    (lines::list(ctx, frame, "handoffs-waiting", &view.waiting))
                    (lines::list(ctx, frame, "handoffs-decided", &view.decided))
                },
            ))
        })
        .await
}

pub(super) async fn one(Path(id): Path<String>, signed: SignedIn) -> Answer {
    let id: HandoffId = crate::api::id(&id)?;
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, id, &Fields::default(), &Faults::none())).await
}

/// One of them, with what was typed where an answer was refused.
pub(super) fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    id: HandoffId,
    sent: &Fields,
    faults: &Faults,
) -> app::Result<Markup> {
    let view = queries::one(ctx, tx, id)?;
    let why = queries::why(ctx, tx, id)?;
    let lang = frame.lang;
    frame.title = view.name.clone();
    frame.of = Some(t(lang, "handoff-one").into_owned());
    frame.events = Some(crate::live::href(ctx, Noun::Handoff, Some(id.0)));
    let desk = Desk { ctx, frame, faults };
    let main = html! {
        (section(&t(lang, "handoff-context"), None, told(&desk, &view)))
        (lines::doing(&desk, &view, sent))
    };
    let aside = html! {
        (facts(&desk, &view))
        @if let Some((explanation, again)) = &why { (found(ctx, tx, &desk, &view, explanation, again)?) }
    };
    Ok(content(true, record::columns(main, aside)))
}

fn told(desk: &Desk<'_>, view: &HandoffView) -> Markup {
    let lang = desk.frame.lang;
    html! {
        @if let Some(note) = &view.note { blockquote { (note) } }
        (lines::context(lang, &view.context))
        @if view.asked > 0 {
            p class="quiet small" { (tr(lang, "handoff-told", &[("told", view.filled.into()), ("asked", view.asked.into())])) }
        }
    }
}

fn facts(desk: &Desk<'_>, view: &HandoffView) -> Markup {
    let lang = desk.frame.lang;
    let at = |at| fmt::moment(lang, shown::local(at, &desk.ctx.company.time_zone), desk.ctx.today.civil());
    let fact = |key: &str, value: Markup| record::Fact::read(t(lang, key), value);
    let page = Noun::from_key(view.noun).and_then(shape_for).zip(view.record).map(|(shape, id)| shape.href(id));
    let name = match page {
        Some(page) => html! { a class="link" href=(page) { (view.name) } },
        None => html! { (view.name) },
    };
    let mut facts = vec![
        fact("handoff-state", pill(lines::tone(view.outcome), &t(lang, &format!("handoff-outcome-{}", view.outcome)))),
        fact(&format!("routing-work-{}", view.noun), name),
        fact("handoff-from", html! { (view.from.label) }),
    ];
    facts.extend(view.to.as_ref().map(|to| fact("handoff-to", html! { (to.label) })));
    facts.extend(view.escalated_to.as_ref().map(|to| fact("handoff-escalated", html! { (to.label) })));
    facts.push(fact("handoff-stage", html! { (t(lang, &format!("stage-{}", view.stage))) }));
    if let (Some(model), Some(unit)) = (view.model, &view.unit) {
        facts.push(fact("handoff-model", html! { (t(lang, &format!("model-{model}"))) " · " (unit) }));
    }
    facts.push(fact("handoff-offered-at", html! { (at(view.offered_at)) }));
    if view.state == "offered" {
        facts.push(fact("handoff-due-at", html! { (at(view.due_at)) }));
    }
    facts.extend(view.decided_at.map(|decided| fact("handoff-decided-at", html! { (at(decided)) })));
    if let Some(reason) = &view.reason {
        facts.push(fact("field-reason", html! { (shown::choice(lang, "handoff-reason-", reason)) }));
    }
    facts.extend(view.reply.as_ref().map(|reply| fact("handoff-reply", html! { (reply) })));
    record::facts(lang, &desk.frame.csrf, None, &facts)
}

fn found(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    desk: &Desk<'_>,
    view: &HandoffView,
    explanation: &domain::organisation::routing::Explanation,
    again: &domain::organisation::routing::Decision,
) -> app::Result<Markup> {
    let to = view.to.as_ref().map_or_else(|| t(desk.frame.lang, "handoff-nobody").into_owned(), |to| to.label.clone());
    let steps = why::steps(ctx, tx, desk.frame.lang, explanation)?;
    let same = again.why == *explanation;
    Ok(html! {
        details class="card pad" {
            summary { (tr(desk.frame.lang, "routing-why", &[("to", to.into())])) }
            ol class="small" { @for step in &steps { li { (step) } } }
            p class="quiet small" { (t(desk.frame.lang, if same { "handoff-replays" } else { "handoff-replays-not" })) }
        }
    })
}
