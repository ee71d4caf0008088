//! How a mail reads on a timeline and in its thread.

use super::outbox;
use crate::ui::form;
use crate::ui::pill::{Tone, pill};
use app::mail::{File, MailView, Person};
use domain::kernel::id::ThreadId;
use domain::mail::{SIGHTS, Sight, State};
use maud::{Markup, html};
use text::{Lang, t, tr};

pub(super) const THREAD: &str = "/mail/threads/{id}";
pub(super) const SIGHT: &str = "/mail/{id}/sight";

/// Characters of a text that are shown before it is opened.
const SHORT: usize = 280;

/// Where a thread is read.
pub(super) fn thread_href(id: ThreadId) -> String {
    THREAD.replace("{id}", &id.to_string())
}

/// Somebody, by name where there is one.
pub(super) fn person(person: &Person) -> String {
    if person.name.is_empty() { person.address.clone() } else { person.name.clone() }
}

/// What a mail's entry says beyond its subject.
pub(crate) fn note(lang: Lang, mail: &MailView) -> Markup {
    let to: Vec<String> = mail.people.to.iter().chain(&mail.people.cc).map(person).collect();
    let line = [("from", person(&mail.from).into()), ("to", to.join(", ").into())];
    html! {
        div class="quiet" { (tr(lang, "mail-from-to", &line)) }
        @match &mail.body {
            Some(body) => (text(lang, body)),
            None => { div class="quiet" { (t(lang, "mail-text-hidden")) } }
        }
        (files(lang, &mail.files))
        div class="row" {
            @if let Some((_, state)) = mail.outgoing { @if state != State::Sent { (outbox::state(lang, state)) } }
            @if let Some(own) = mail.own_sight { (pill(Tone::Plain, &sight(lang, own))) }
            a href=(thread_href(mail.thread)) { (tr(lang, "mail-thread-of", &[("count", mail.of_thread.into())])) }
        }
    }
}

/// What others see of it.
pub(super) fn sight(lang: Lang, sight: Sight) -> String {
    t(lang, &format!("mail-sight-{}", sight.key())).into_owned()
}

/// A text, its beginning where it is long.
fn text(lang: Lang, body: &str) -> Markup {
    if body.chars().count() <= SHORT {
        return html! { div { (body) } };
    }
    let begin: String = body.chars().take(SHORT).collect();
    html! { details { summary { (begin.trim_end()) "… " span class="quiet" { (t(lang, "mail-read-on")) } } div { (body) } } }
}

/// Files by name and size: they stay in the mailbox.
pub(super) fn files(lang: Lang, files: &[File]) -> Markup {
    let told = |file: &File| {
        let name = if file.name.is_empty() { file.kind.clone() } else { file.name.clone() };
        let kilobytes = i64::try_from(file.bytes.div_ceil(1024)).unwrap_or(i64::MAX);
        tr(lang, "mail-file", &[("name", name.into()), ("kilobytes", kilobytes.into())])
    };
    html! {
        @if !files.is_empty() {
            div class="quiet" { (t(lang, "mail-files")) " " (files.iter().map(told).collect::<Vec<_>>().join(", ")) }
        }
    }
}

/// Buttons that say what others see of a mail of one's own.
pub(super) fn sights(csrf: &str, lang: Lang, mail: &MailView) -> Markup {
    let Some(own) = mail.own_sight else { return Markup::default() };
    let href = SIGHT.replace("{id}", &mail.id.to_string());
    html! {
        div class="row" {
            span class="quiet small" { (t(lang, "mail-others-see")) }
            @for one in SIGHTS {
                @if one == own { (pill(Tone::Accent, &sight(lang, one))) }
                @else { (form::post(csrf, &href, &[("sight", one.key())], "plain", html! { (sight(lang, one)) })) }
            }
        }
    }
}
