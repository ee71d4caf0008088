//! Imports for programs: files in, what became of them out.

use super::new::{self, Sent};
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Caller, id, json};
use crate::errors::{Answer, Failure};
use crate::routes::Routes;
use app::imports::queries::{self, ImportView};
use app::imports::{Settings, jobs};
use axum::Json;
use axum::extract::{FromRequest, Multipart, Path, Request};
use axum::http::{Method, StatusCode, header};
use axum::response::IntoResponse;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::Refusal;
use domain::policy::{Action, Noun};
use serde::Deserialize;

const ALL: &str = "/api/v1/imports";
const ONE: &str = "/api/v1/imports/{id}";

const BODY: &[Part] = &[
    part(
        "files",
        "any[]",
        "Each `{\"name\", \"content\"}`, the content in base64. Or send the files as multipart/form-data.",
    ),
    maybe("settings", "any", "As in a mapping file: kind, map, alias, as_of, complete and so on."),
];
const IMPORT: &[Part] = &[
    part("id", "uuid", "The import."),
    part("state", "string", "`waiting`, `running`, `done`, `failed`, `cancelled` or `undone`."),
    part("source", "string", "Names of its files."),
    maybe("started_at", "date-time", "When it was begun."),
    maybe("finished_at", "date-time", "When it ended."),
    part("done", "integer", "Rows done."),
    part("total", "integer", "Rows in all; 0 before the first step."),
    part("counts", "any", "Rows created, updated, unchanged, ended and rejected."),
    part("files", "any[]", "What was found out about each file, its rejects and warnings."),
    maybe("faults", "any[]", "Why it failed."),
];

/// These routes.
pub fn routes() -> Routes {
    let start = Doc { summary: "Loads files in the background.", body: BODY, answer: IMPORT, ..Doc::default() };
    let get = Doc { summary: "How far an import is and what became of it.", answer: IMPORT, ..Doc::default() };
    Routes::new().api(Method::POST, ALL, Noun::Import, start.begun(), begin).api(
        Method::GET,
        ONE,
        Noun::Import,
        get,
        read,
    )
}

#[derive(Deserialize)]
struct New {
    files: Vec<NewFile>,
    #[serde(default)]
    settings: Settings,
}

#[derive(Deserialize)]
struct NewFile {
    name: String,
    content: String,
}

async fn begin(caller: Caller, request: Request) -> Answer {
    // Before the body is read: who may not bring any in is told so at once.
    caller.read(|ctx, _| ctx.may(Action::Import, Noun::Import).map(|_| ())).await?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let (sent, settings) = if kind.starts_with("multipart/form-data") {
        let fault = |e: axum::extract::multipart::MultipartRejection| unread(&e.body_text());
        let mut parts = Multipart::from_request(request, &caller.state).await.map_err(fault)?;
        (new::sent(&mut parts).await?, None)
    } else {
        let fault = |e: axum::extract::rejection::JsonRejection| unread(&e.body_text());
        let Json(new) = Json::<New>::from_request(request, &caller.state).await.map_err(fault)?;
        (Sent { files: decoded(new.files)?, ..Sent::default() }, Some(new.settings))
    };
    let view = caller
        .write(move |ctx, tx| {
            let settings = settings.map_or_else(|| new::settings(ctx, tx, &sent), Ok)?;
            let set = jobs::put_down(ctx, tx, sent.files, &settings)?;
            jobs::queue(ctx, tx, set)?;
            queries::get(ctx, tx, set)
        })
        .await?;
    Ok((StatusCode::ACCEPTED, json(&shown(&view))).into_response())
}

fn unread(fault: &str) -> Failure {
    Refusal::new("error-body").with("fault", fault).into()
}

fn decoded(files: Vec<NewFile>) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let decode = |file: NewFile| {
        let content = BASE64_STANDARD.decode(file.content.trim());
        Ok((file.name, content.map_err(|e| unread(&e.to_string()))?))
    };
    files.into_iter().map(decode).collect()
}

async fn read(Path(asked): Path<String>, caller: Caller) -> Answer {
    let set = id(&asked)?;
    let view = caller.read(move |ctx, tx| queries::get(ctx, tx, set)).await?;
    Ok(json(&shown(&view)))
}

fn shown(view: &ImportView) -> serde_json::Value {
    let job = view.job.as_ref();
    serde_json::json!({
        "id": view.id,
        "state": view.state,
        "source": view.source,
        "started_at": crate::api::instant(view.started_at),
        "finished_at": view.finished_at.map(crate::api::instant),
        "done": job.map_or(0, |j| j.done),
        "total": job.map_or(0, |j| j.total),
        "counts": view.report.counts,
        "files": view.report.files,
        "faults": job.map(|j| &j.faults),
    })
}
