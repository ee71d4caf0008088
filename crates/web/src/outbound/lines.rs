//! Every list: what it is for, whose it is, until when, how far.

use super::{LISTS, NEW, ONE, WORK, href, progress, tabs};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::ui::icon::Icon;
use crate::ui::layout::{Action as Act, content, section};
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Empty};
use app::Ctx;
use app::outbound::{ListView, queries};
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

pub(super) async fn page(signed: SignedIn) -> Answer {
    signed
        .page(|ctx, tx, frame| {
            let all = queries::all(ctx, tx)?;
            let lang = frame.lang;
            frame.title = t(lang, "outbound-title").into_owned();
            frame.tabs = tabs(ctx, lang, LISTS);
            frame.events = Some(crate::live::href_of(ctx, &[Noun::OutboundList, Noun::Activity, Noun::Lead]));
            let may = ctx.can(Action::Create, Noun::OutboundList);
            let label = t(lang, "outbound-new").into_owned();
            frame.action = may.then(|| Act { href: NEW.to_owned(), label: label.clone(), icon: Icon::Add });
            let empty = Empty {
                title: t(lang, "outbound-none").into_owned(),
                text: t(lang, "outbound-none-text").into_owned(),
                action: may.then(|| (NEW.to_owned(), label)),
            };
            let (open, closed): (Vec<ListView>, Vec<ListView>) = all.into_iter().partition(|view| view.list.is_open());
            Ok(content(
                true,
                html! {
                    day-list class="stack" {
                        @if open.is_empty() && closed.is_empty() { div class="card" { (table::empty(&empty)) } }
                        (lists(ctx, lang, "outbound-open", &open))
                        (lists(ctx, lang, "outbound-closed", &closed))
                    }
                },
            ))
        })
        .await
}

fn lists(ctx: &Ctx, lang: Lang, title: &str, views: &[ListView]) -> Markup {
    if views.is_empty() {
        return Markup::default();
    }
    let body = html! { ul class="lines" { @for view in views { (line(ctx, lang, view)) } } };
    section(&t(lang, title), Some(html! { span class="quiet small" { (views.len()) } }), body)
}

/// Whose it is and until when.
pub(super) fn facts(ctx: &Ctx, lang: Lang, view: &ListView) -> String {
    let (list, today) = (&view.list, ctx.today.civil());
    let mut words = vec![view.owner_label.label.clone()];
    if list.starts_on > ctx.today {
        let on = fmt::day(lang, list.starts_on.civil());
        words.push(tr(lang, "outbound-begins", &[("on", on.into())]));
    }
    match (list.closed_on, list.due_on) {
        (Some(on), _) => words.push(tr(lang, "outbound-closed-on", &[("on", fmt::day(lang, on.civil()).into())])),
        (None, Some(due)) => {
            words.push(tr(lang, "outbound-due", &[("due", fmt::relative(lang, due.civil(), today).into())]));
        }
        (None, None) => {}
    }
    words.join(" · ")
}

fn line(ctx: &Ctx, lang: Lang, view: &ListView) -> Markup {
    let list = &view.list;
    html! {
        li class="line" id={ "list-" (list.id) } {
            div class="what" {
                div {
                    a class="title" href=(href(ONE, list.id)) { (list.name) }
                    @if let Some(purpose) = &list.purpose { span class="quiet" { " · " (purpose) } }
                    @if view.is_late { " " (pill(Tone::Late, &t(lang, "outbound-late"))) }
                }
                div class="small quiet" { (facts(ctx, lang, view)) }
                (progress::bar(lang, &view.progress))
                div class="small quiet" { (progress::said(lang, &view.progress, view.hidden)) }
            }
            @if list.is_open() {
                div class="doing" {
                    a class="button" href=(href(WORK, list.id)) { (t(lang, "outbound-work")) span class="hide" { ": " (list.name) } }
                }
            }
        }
    }
}
