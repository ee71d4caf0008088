//! Personal data for programs.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, instant, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::events::Cause;
use app::privacy::{self, Asked, Request};
use axum::extract::Query;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::policy::Noun;
use serde::Deserialize;
use serde_json::{Value, json as value};
use uuid::Uuid;

const PEOPLE: &str = "/api/v1/privacy/people";
const PREVIEW: &str = "/api/v1/privacy/preview";
const EXPORTS: &str = "/api/v1/privacy/exports";
const ERASURES: &str = "/api/v1/privacy/erasures";
const REQUESTS: &str = "/api/v1/privacy/requests";

const WORDS: &[Part] = &[part("q", "string", "A name, an e-mail address or a phone number, or a part of one.")];
const FOUND: &[Part] = &[
    part("id", "uuid", "The record."),
    part("noun", "string", "`contact` or `lead`."),
    part("name", "string", "Its name."),
    maybe("email", "string", "Address."),
    maybe("phone", "string", "Number."),
    maybe("company", "string", "Where they work."),
    part("standing", "string", "`live`, `deleted` or `erased`."),
];
const RECORD: &[Part] = &[part("record", "uuid", "A contact or lead, also a deleted one.")];
const SHOWN: &[Part] = &[
    part("found", "any[]", "The records, as a search answers them."),
    part("counts", "any", "Rows by table."),
    part(
        "mentions",
        "any[]",
        "Other records that seem to name the person (`kind`, `id`, `name`), which stay as they are.",
    ),
];
const ASKED: &[Part] = &[
    part("records", "uuid[]", "Contacts and leads, also deleted ones."),
    maybe("reason", "string", "Why; no names, for it is kept."),
];
const HANDED: &[Part] = &[
    part("bailiwick_person", "integer", "The version of this form."),
    part("company", "string", "Who keeps it."),
    part("made_at", "date-time", "When it was made,"),
    part("made_by", "string", "and by whom."),
    part("request", "uuid", "The request under which that is written down."),
    part("records", "any[]", "The records."),
    part("known_by", "any", "What the person is known by: `names`, `emails`, `phones`."),
    part("own_fields", "any", "What the company's own fields are called, by key."),
    part("data", "any", "Rows by table, columns by name."),
];
const REQUEST: &[Part] = &[
    part("id", "uuid", "The request."),
    part("kind", "string", "`exported` or `erased`."),
    part("reason", "string", "Why."),
    part("records", "any[]", "The records: `noun`, `id`."),
    part("counts", "any", "Rows by table."),
    maybe("user", "uuid", "Who did it; none for the console and for rules."),
    maybe("user_name", "string", "Their name."),
    part("at", "date-time", "When."),
];

pub(super) fn routes() -> Routes {
    let noun = Noun::Privacy;
    let find = Doc {
        summary: "Contacts and leads that may be a person, deleted ones too.",
        query: WORDS,
        answer: FOUND,
        is_list: true,
        ..Doc::default()
    };
    let preview = Doc { summary: "What is kept of a person.", query: RECORD, answer: SHOWN, ..Doc::default() };
    let export = Doc {
        summary: "Everything kept of a person; that it was taken is written down.",
        body: ASKED,
        answer: HANDED,
        ..Doc::default()
    };
    let erase = Doc {
        summary: "Erases a person for good, from the history too; their records stay as shells without a name.",
        body: ASKED,
        answer: REQUEST,
        ..Doc::default()
    };
    let list = Doc {
        summary: "What was handed over and erased, the latest first.",
        answer: REQUEST,
        is_list: true,
        ..Doc::default()
    };
    Routes::new()
        .api(Method::GET, PEOPLE, noun, find, found)
        .api(Method::GET, PREVIEW, noun, preview, previewed)
        .api(Method::POST, EXPORTS, noun, export.made(), exported)
        .api(Method::POST, ERASURES, noun, erase.made(), erased)
        .api(Method::GET, REQUESTS, noun, list, requests)
}

#[derive(Deserialize)]
struct Words {
    q: String,
}

async fn found(caller: Caller, Query(asked): Query<Words>) -> Answer {
    Ok(json(&caller.read(move |ctx, tx| privacy::find(ctx, tx, &asked.q)).await?))
}

#[derive(Deserialize)]
struct One {
    record: Uuid,
}

async fn previewed(caller: Caller, Query(asked): Query<One>) -> Answer {
    Ok(json(&caller.read(move |ctx, tx| privacy::preview(ctx, tx, &[asked.record])).await?))
}

async fn exported(caller: Caller, Body(asked): Body<Asked>) -> Answer {
    let written = caller.write(move |ctx, tx| privacy::export(ctx, tx, &asked)).await?;
    Ok((StatusCode::CREATED, json(&written)).into_response())
}

async fn erased(caller: Caller, Body(asked): Body<Asked>) -> Answer {
    let request = caller.write(move |ctx, tx| privacy::erase(ctx, tx, Cause::COMMAND, &asked)).await?;
    Ok((StatusCode::CREATED, json(&shown(&request))).into_response())
}

async fn requests(caller: Caller) -> Answer {
    let all = caller.read(privacy::requests).await?;
    Ok(json(&all.iter().map(shown).collect::<Vec<_>>()))
}

/// A request as programs read it.
pub(super) fn shown(request: &Request) -> Value {
    let mut told = value!(request);
    if let Some(told) = told.as_object_mut() {
        told.insert("at".to_owned(), instant(request.at).into());
    }
    told
}
