//! A thread of mails, as far as its reader may know of it; and what others see of one's own.

use super::shown::{self, SIGHT, THREAD};
use super::{outbox, write};
use crate::api::docs::{Doc, Part, part};
use crate::api::{Caller, json};
use crate::errors::Answer;
use crate::extract::{Posted, SignedIn};
use crate::routes::Routes;
use crate::settings::moment;
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use app::mail::{self, MailView, queries};
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use axum::http::{HeaderMap, Method};
use domain::kernel::id::{MailId, ThreadId};
use domain::mail::{Sight, State};
use domain::policy::Noun;
use maud::{Markup, html};
use text::{t, tr};

const API: &str = "/api/v1/mail/threads/{id}";

const MAILS: &[Part] =
    &[part("mails", "any[]", "Its mails, the oldest first; a text that the caller may not read is null.")];

pub(super) fn routes() -> Routes {
    let doc = Doc { summary: "A thread of mails.", answer: MAILS, ..Doc::default() };
    Routes::new().page(THREAD, Noun::Activity, page).own_action(SIGHT, set_sight).api(
        Method::GET,
        API,
        Noun::Activity,
        doc,
        read,
    )
}

async fn page(signed: SignedIn, Path(id): Path<String>) -> Answer {
    let id: ThreadId = crate::api::id(&id)?;
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, id)).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, id: ThreadId) -> app::Result<Markup> {
    let mails = queries::thread(ctx, tx, id)?;
    let on = queries::record_of(ctx, tx, id)?;
    frame.title = mails.first().map(|mail| mail.subject.clone()).unwrap_or_default();
    let lang = frame.lang;
    let answer = on.filter(|_| ctx.can(domain::policy::Action::Create, Noun::Activity));
    Ok(content(
        true,
        html! {
            div class="stack" {
                @for mail in &mails { (one(ctx, frame, mail, answer)) }
                @if mails.is_empty() { p { (t(lang, "mail-outbox-empty")) } }
            }
        },
    ))
}

fn one(ctx: &Ctx, frame: &PageFrame, mail: &MailView, answer: Option<(Noun, uuid::Uuid)>) -> Markup {
    let lang = frame.lang;
    let to: Vec<String> = mail.people.to.iter().chain(&mail.people.cc).map(shown::person).collect();
    let line = [("from", shown::person(&mail.from).into()), ("to", to.join(", ").into())];
    let waiting = mail.outgoing.filter(|(_, state)| *state != State::Sent);
    let body = html! {
        div class="stack" {
            div class="quiet small" { (tr(lang, "mail-from-to", &line)) " · " (moment(ctx, lang, mail.sent_at)) }
            @match &mail.body {
                Some(body) => div class="letter" { (body) },
                None => p class="quiet" { (t(lang, "mail-text-hidden")) },
            }
            (shown::files(lang, &mail.files))
            @if let Some((_, state)) = waiting { div class="row" { (outbox::state(lang, state)) a href=(super::OUTBOX) { (t(lang, "mail-outbox")) } } }
            (shown::sights(&frame.csrf, lang, mail))
            @if let Some((noun, record)) = answer {
                div { a class="button" href={ (write::href(noun, record)) "?answers=" (mail.id) } { (t(lang, "mail-answer")) } }
            }
        }
    };
    section(&mail.subject, None, body)
}

async fn set_sight(Path(id): Path<String>, headers: HeaderMap, posted: Posted) -> Answer {
    let id: MailId = crate::api::id(&id)?;
    let sight = Sight::from_key(posted.fields.raw("sight")).ok_or(Error::NotFound)?;
    posted.signed.write(move |ctx, tx| mail::set_sight(ctx, tx, id, sight)).await?;
    let back = crate::request::came_from(&headers).unwrap_or_else(|| super::OUTBOX.to_owned());
    posted.signed.done(&back, Some(&Toast::said(t(posted.signed.lang, "mail-sight-set"))))
}

async fn read(caller: Caller, Path(id): Path<String>) -> Answer {
    let id: ThreadId = crate::api::id(&id)?;
    let mails = caller.read(move |ctx, tx| queries::thread(ctx, tx, id)).await?;
    Ok(json(&serde_json::json!({ "mails": mails })))
}
