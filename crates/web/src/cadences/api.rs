//! Cadences for programs: which there are, who is in one, begun and stopped.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{self, Body, Caller};
use crate::errors::Answer;
use crate::routes::Routes;
use app::Error;
use app::cadences::{ENROLLED, commands, queries};
use axum::extract::Path;
use axum::http::{Method, StatusCode, header};
use axum::response::IntoResponse;
use domain::kernel::id::{CadenceId, EnrolmentId};
use domain::policy::Noun;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

const ALL: &str = "/api/v1/cadences";
const ENROL: &str = "/api/v1/cadences/enrolments";
const ON_RECORD: &str = "/api/v1/cadences/on/{noun}/{record}";
const ONE: &str = "/api/v1/cadences/enrolments/{id}";

const CADENCES: &[Part] = &[part(
    "items",
    "any[]",
    "Each with `id`, `name`, `is_active` and `steps`: `day` (working days after the first), `kind`, `subject`, `body`.",
)];
const TO_ENROL: &[Part] = &[
    part("cadence", "uuid", "Which."),
    part("noun", "string", "`lead`, `contact` or `opportunity`."),
    part("record", "uuid", "The record: each step becomes a task of its owner."),
];
const ENROLMENT: &[Part] = &[
    part("id", "uuid", "The enrolment."),
    part("cadence", "uuid", "Which cadence."),
    part("name", "string", "What that is called."),
    part("started_on", "date", "Since when."),
    part("steps", "integer", "Steps in all."),
    part("open", "integer", "Steps that wait."),
    maybe("stop_reason", "string", "Why it was stopped; null while it goes on, and where it came to its end."),
];
const ENROLMENTS: &[Part] = &[part("items", "any[]", "The latest first, each as one is read.")];

/// These routes.
pub(super) fn routes() -> Routes {
    let all = Doc { summary: "Every cadence.", answer: CADENCES, ..Doc::default() };
    let on = Doc { summary: "The cadences that a record is or was in.", answer: ENROLMENTS, ..Doc::default() };
    let enrol = Doc { summary: "Begins a cadence on a record.", body: TO_ENROL, answer: ENROLMENT, ..Doc::default() };
    let one =
        Doc { summary: "An enrolment: how far the cadence is on its record.", answer: ENROLMENT, ..Doc::default() };
    let stop = Doc { summary: "Stops a cadence; its steps that wait are withdrawn.", ..Doc::default() };
    Routes::new()
        .api(Method::GET, ALL, Noun::Pipeline, all, listed)
        .api(Method::GET, ON_RECORD, Noun::Activity, on, on_record)
        .api(Method::POST, ENROL, Noun::Activity, enrol.made(), begin)
        .api(Method::GET, ONE, Noun::Activity, one, read)
        .api(Method::DELETE, ONE, Noun::Activity, stop.silent(), end)
}

fn enrolled(noun: &str) -> app::Result<Noun> {
    Noun::from_key(noun).filter(|noun| ENROLLED.contains(noun)).ok_or(Error::NotFound)
}

async fn listed(caller: Caller) -> Answer {
    Ok(api::json(&json!({ "items": caller.read(queries::all).await? })))
}

async fn on_record(Path((noun, record)): Path<(String, String)>, caller: Caller) -> Answer {
    let (noun, record) = (enrolled(&noun)?, api::id::<Uuid>(&record)?);
    let found = caller.read(move |ctx, tx| queries::on_record(ctx, tx, noun, record)).await?;
    Ok(api::json(&json!({ "items": found })))
}

#[derive(Deserialize)]
struct ToEnrol {
    cadence: CadenceId,
    noun: String,
    record: Uuid,
}

async fn begin(caller: Caller, Body(sent): Body<ToEnrol>) -> Answer {
    let noun = enrolled(&sent.noun)?;
    let made = caller.write(move |ctx, tx| {
        let id = commands::enrol(ctx, tx, sent.cadence, noun, sent.record)?;
        queries::one(ctx, tx, id)
    });
    let made = made.await?;
    let at = [(header::LOCATION, ONE.replace("{id}", &made.id.to_string()))];
    Ok((StatusCode::CREATED, at, api::json(&made)).into_response())
}

async fn read(Path(id): Path<String>, caller: Caller) -> Answer {
    let id: EnrolmentId = api::id(&id)?;
    Ok(api::json(&caller.read(move |ctx, tx| queries::one(ctx, tx, id)).await?))
}

async fn end(Path(id): Path<String>, caller: Caller) -> Answer {
    let id: EnrolmentId = api::id(&id)?;
    caller.write(move |ctx, tx| commands::stop(ctx, tx, id)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
