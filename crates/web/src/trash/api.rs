//! Deleting and taking back, for programs.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Caller, id, instant, json};
use crate::errors::Answer;
use crate::records::{Shape, id_of, matched, shape_for, stands, tagged};
use crate::routes::Routes;
use app::Error;
use app::events::Cause;
use app::trash::{Trashed, commands, queries};
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::{Map, Value, json as value};
use uuid::Uuid;

const ALL: &str = "/api/v1/trash";
const BACK: &str = "/api/v1/trash/{id}/restore";
/// Records that are listed at most.
const MOST: i64 = 1000;

const ASKED: &[Part] = &[
    maybe("search", "string", "Words of the name."),
    maybe("limit", "integer", "So many, the latest first; at most 1,000, and 200 where nothing is said."),
];
const TRASHED: &[Part] = &[
    part("id", "uuid", "The record, which has this id again when it is taken back."),
    part("noun", "string", "What kind of record."),
    part("name", "string", "Its name."),
    maybe("user", "uuid", "Who deleted it."),
    maybe("user_name", "string", "Their name."),
    part("deleted_at", "date-time", "When."),
    part("ends_at", "date-time", "From when on it is gone for good."),
];

pub(super) fn routes() -> Routes {
    let list = Doc {
        summary: "What was deleted and that you may take back.",
        query: ASKED,
        answer: TRASHED,
        is_list: true,
        ..Doc::default()
    };
    let back = Doc {
        summary: "Takes a record back that was deleted, with what had gone along; answers it as it stands.",
        ..Doc::default()
    };
    Routes::new().own_api(Method::GET, ALL, list, listed).own_api(Method::POST, BACK, back, restored)
}

#[derive(Deserialize)]
struct Asked {
    search: Option<String>,
    limit: Option<i64>,
}

fn shown(one: &Trashed) -> Value {
    let mut told = value!(one);
    if let Some(told) = told.as_object_mut() {
        told.insert("deleted_at".to_owned(), instant(one.deleted_at).into());
        told.insert("ends_at".to_owned(), instant(one.ends_at).into());
    }
    told
}

async fn listed(caller: Caller, Query(asked): Query<Asked>) -> Answer {
    let most = asked.limit.unwrap_or(200).clamp(1, MOST);
    let all = caller.read(move |ctx, tx| queries::latest(ctx, tx, asked.search.as_deref(), most)).await?;
    Ok(json(&all.iter().map(shown).collect::<Vec<_>>()))
}

/// Deletes a record of a kind; with `If-Match` only what stands at that version.
pub(crate) async fn delete(shape: &'static Shape, caller: Caller, record: String, headers: HeaderMap) -> Answer {
    let version = matched(&headers)?;
    caller
        .write(move |ctx, tx| {
            let standing = (shape.page)(ctx, tx, &record)?.values()?;
            stands(&standing, version, &Map::new())?;
            ctx.begin_set();
            commands::delete(ctx, tx, Cause::COMMAND, shape.noun(), &[id_of(&standing)?])
        })
        .await
        .map_err(|failure| failure.under(version))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn restored(caller: Caller, Path(record): Path<String>) -> Answer {
    let record: Uuid = id(&record)?;
    let values = caller
        .write(move |ctx, tx| {
            let back = commands::restore(ctx, tx, &[record])?.pop().ok_or(Error::NotFound)?;
            let shape = shape_for(back.noun).ok_or(Error::NotFound)?;
            (shape.page)(ctx, tx, &record.to_string())?.values()
        })
        .await?;
    Ok(tagged(StatusCode::OK, &values))
}
