//! The history for programs.

use super::{asked, placed};
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Caller, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::audit::{Line, queries};
use axum::extract::Query;
use axum::http::Method;
use domain::policy::Noun;
use serde_json::json as value;

const API: &str = "/api/v1/audit";

const ASKED: &[Part] = &[
    maybe("user", "uuid", "Who did it."),
    maybe("kind", "string", "What happened: `signed_in`, `sign_in_refused`, `refused`, `changed`, `exported` …"),
    maybe("noun", "string", "The kind of record: `account`, `user` …"),
    maybe("record", "uuid", "The record."),
    maybe("from", "date", "The first day, in the company's time zone."),
    maybe("to", "date", "The last day."),
    maybe("limit", "integer", "Lines of a page, at most 1,000."),
    maybe("before", "string", "`next` of another page."),
];
const SHOWN: &[Part] = &[
    part(
        "items",
        "any[]",
        "Entries, the newest first: `id`, `at`, `user`, `by`, `kind`, `cause`, `noun`, `record`, `name`, `set`, `fields` (`field`, `before`, `after`).",
    ),
    maybe("next", "string", "Where the page after begins."),
];

pub(super) fn routes() -> Routes {
    let doc = Doc {
        summary: "What happened, the newest first: of records that you see all of.",
        query: ASKED,
        answer: SHOWN,
        ..Doc::default()
    };
    Routes::new().api(Method::GET, API, Noun::User, doc, read)
}

async fn read(caller: Caller, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let asked = asked(&pairs)?;
    let page = caller.read(move |ctx, tx| queries::page(ctx, tx, &asked)).await?;
    let mut told = value!({ "items": page.lines.iter().map(Line::json).collect::<Vec<_>>() });
    if let (Some(next), Some(told)) = (page.next, told.as_object_mut()) {
        told.insert("next".to_owned(), placed(next).into());
    }
    Ok(json(&told))
}
