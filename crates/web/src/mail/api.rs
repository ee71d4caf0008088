//! Mail for programs: the texts that mails begin with, and sending one from a record.

use super::can_write_on;
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, id, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::Error;
use app::mail::{self, MailTemplate, NewMail};
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::kernel::id::MailTemplateId;
use domain::policy::Noun;
use serde::Deserialize;
use serde_json::json as object;
use uuid::Uuid;

const TEMPLATES: &str = "/api/v1/mail-templates";
const TEMPLATE: &str = "/api/v1/mail-templates/{id}";
const READY: &str = "/api/v1/mail-templates/ready";
const WRITE: &str = "/api/v1/mail/on/{noun}/{record}";

const ALL: &[Part] = &[part("items", "any[]", "Each with `id`, `name`, `language`, `subject`, `body`, `is_active`.")];
const SENT: &[Part] = &[
    part("name", "string", "Its name."),
    part("language", "string", "`en`, `nb` or `zh-Hans`."),
    part("subject", "string", "The subject, with placeholders such as `{contact.first_name}`."),
    part("body", "string", "The text, with placeholders."),
    maybe("is_active", "boolean", "Whether it is offered to writers; a new one is."),
];
const LANGUAGE: &[Part] = &[part("language", "string", "`en`, `nb` or `zh-Hans`.")];
const MADE: &[Part] = &[part("ids", "uuid[]", "The templates that are new.")];
const MAIL: &[Part] = &[
    part("account", "uuid", "One's own mailbox by which it goes."),
    part("to", "string[]", "Addresses."),
    maybe("cc", "string[]", "Addresses of copies."),
    part("subject", "string", "What about."),
    part("body", "string", "The text."),
    maybe("sight", "string", "What others see of it; the mailbox's own rule where nothing is said."),
    maybe("answers", "uuid", "The mail it answers."),
];
const WAITS: &[Part] = &[part("id", "uuid", "Where it waits in the outbox.")];

pub(super) fn routes() -> Routes {
    let noun = Noun::Pipeline;
    let all = Doc { summary: "Texts that mails begin with.", answer: ALL, ..Doc::default() };
    let add = Doc { summary: "Adds a text.", body: SENT, answer: MADE, ..Doc::default() };
    let change = Doc { summary: "Changes a text.", body: SENT, ..Doc::default() };
    let ready = Doc { summary: "Adds the ready texts of a language.", body: LANGUAGE, answer: MADE, ..Doc::default() };
    let write = Doc { summary: "Sends a mail from a record.", body: MAIL, answer: WAITS, ..Doc::default() };
    Routes::new()
        .api(Method::GET, TEMPLATES, noun, all, listed)
        .api(Method::POST, TEMPLATES, noun, add.made(), added)
        .api(Method::POST, READY, noun, ready.made(), made_ready)
        .api(Method::PUT, TEMPLATE, noun, change.silent(), changed)
        .api(Method::POST, WRITE, Noun::Activity, write.begun(), written)
}

async fn listed(caller: Caller) -> Answer {
    Ok(json(&object!({ "items": caller.read(mail::templates).await? })))
}

async fn added(caller: Caller, Body(new): Body<MailTemplate>) -> Answer {
    let id = caller.write(move |ctx, tx| mail::add_template(ctx, tx, &new)).await?;
    Ok((StatusCode::CREATED, json(&object!({ "ids": [id] }))).into_response())
}

#[derive(Deserialize)]
struct Language {
    language: String,
}

async fn made_ready(caller: Caller, Body(Language { language }): Body<Language>) -> Answer {
    let ids = caller.write(move |ctx, tx| mail::add_ready(ctx, tx, &language)).await?;
    Ok((StatusCode::CREATED, json(&object!({ "ids": ids }))).into_response())
}

async fn changed(Path(asked): Path<String>, caller: Caller, Body(new): Body<MailTemplate>) -> Answer {
    let asked: MailTemplateId = id(&asked)?;
    let new = MailTemplate { id: asked, ..new };
    caller.write(move |ctx, tx| mail::change_template(ctx, tx, &new)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn written(Path((noun, record)): Path<(String, String)>, caller: Caller, Body(new): Body<NewMail>) -> Answer {
    let noun = Noun::from_key(&noun).filter(|noun| can_write_on(*noun)).ok_or(Error::NotFound)?;
    let record: Uuid = id(&record)?;
    let waits = caller.write(move |ctx, tx| mail::write(ctx, tx, noun, record, &new)).await?;
    Ok((StatusCode::ACCEPTED, json(&object!({ "id": waits }))).into_response())
}
