//! The routes for programs of every kind: lists by the grammar of the web, records with their version as
//! `ETag`, and changes that carry it back as `If-Match`.

use super::page::{id_of, version_of};
use super::shape::{How, Shape};
use super::{Values, shape};
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, json};
use crate::errors::Answer;
use crate::request::Request;
use crate::routes::Routes;
use app::ctx::Who;
use app::error::FieldConflict;
use app::idempotency::{self, Claimed};
use app::listing::{self, ListQuery};
use app::records::Patch;
use app::{Ctx, Error, Tx};
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use serde_json::{Value as Json, json as value};
use uuid::Uuid;

const ASKED: &[Part] = &[
    maybe("filter", "string", "The filter grammar, as in the lists of the web: `outcome = open and owner under me`."),
    maybe("search", "string", "Words that the record has."),
    maybe("sort", "string", "A field, or `-field` for descending."),
    maybe("fields", "string", "Columns, with commas between; `*` for all."),
    maybe("limit", "integer", "Rows of a page, at most 1,000."),
    maybe("cursor", "string", "`next_cursor` or `previous_cursor` of another page."),
    maybe("count", "string", "`exact` counts beyond 1,000."),
];
const LISTED: &[Part] = &[
    part("items", "any[]", "The records, each with `id` and its columns."),
    maybe("next_cursor", "string", "The page after."),
    maybe("previous_cursor", "string", "The page before."),
    part("count", "any", "How many there are, up to 1,000: `n`, `more_than`."),
    maybe("total", "integer", "How many there are, where it was asked for."),
];
/// What stands beside the fields of a record that is read.
const HIDDEN: Part = part(
    "hidden",
    "string[]",
    "Fields that name a record which you may not see, and sensitive ones that are not yours to read; they read as null.",
);
const MADE: &[Part] = &[part("id", "uuid", "The new record.")];

/// What a route says that lists records.
pub(crate) const SUMMARY: &str = "Records that you may see.";

/// These routes.
pub(super) fn routes(shape: &'static Shape) -> Routes {
    let (p, noun) = (&shape.paths, shape.noun());
    let (fields, read_parts) = (parts(shape, &[]), parts(shape, &[HIDDEN]));
    let list = Doc { summary: SUMMARY, query: ASKED, answer: LISTED, ..Doc::default() };
    let add = Doc { summary: "Makes a record.", body: fields, answer: MADE, ..Doc::default() };
    let read = Doc {
        summary: "A record, by id or external id; its version is the `ETag`.",
        answer: read_parts,
        ..Doc::default()
    };
    let change = Doc {
        summary: "Changes fields; null clears, but leaves what is hidden from you. With `If-Match` only what stands at that version.",
        body: fields,
        answer: read_parts,
        // Nothing is left to be shown where it went to someone whose records the caller does not see.
        answers: &[200, 204],
        is_conditional: true,
        ..Doc::default()
    };
    Routes::new()
        .api(Method::GET, p.api, noun, list, move |caller: Caller, Query(pairs): super::Pairs| {
            all(shape, caller, pairs)
        })
        .api(Method::POST, p.api, noun, add.made(), move |caller: Caller, Body(values): Body<Values>| {
            add_one(shape, caller, values)
        })
        .api(Method::GET, p.api_one, noun, read, move |caller: Caller, Path(id): Path<String>| one(shape, caller, id))
        .api(
            Method::PATCH,
            p.api_one,
            noun,
            change,
            move |caller: Caller, Path(id): Path<String>, headers: HeaderMap, Body(values): Body<Values>| {
                patch(shape, caller, id, headers, values)
            },
        )
        .merge(super::batch::routes(shape))
        .merge(deleting(shape))
}

/// Where records of the kind are deleted.
fn deleting(shape: &'static Shape) -> Routes {
    if !crate::trash::takes(shape) {
        return Routes::new();
    }
    let delete = Doc {
        summary: "Deletes a record that nothing rests on; for 30 days it can be taken back. With `If-Match` only what stands at that version.",
        ..Doc::default()
    };
    let handler = move |caller: Caller, Path(id): Path<String>, headers: HeaderMap| {
        crate::trash::delete_by_program(shape, caller, id, headers)
    };
    Routes::new().api(Method::DELETE, shape.paths.api_one, shape.noun(), delete.silent().conditional(), handler)
}

/// The fields of a kind for its documentation; made once for each kind, for as long as the program runs.
fn parts(shape: &'static Shape, further: &[Part]) -> &'static [Part] {
    let kind = |how: How| match how {
        How::Text | How::Long | How::Word(..) | How::Choice(..) | How::ChoiceOf(..) => "string",
        How::Moment => "date-time",
        How::Email => "email",
        How::Number | How::Basis => "integer",
        How::Money => "money",
        How::Day => "date",
        How::Flag => "boolean",
        How::Record(_) | How::Owner => "uuid",
        // The company's own are no part of a shape: the document tells of them apart.
        How::Own(_) => "any",
    };
    let part = |entry: &shape::Entry| Part {
        name: entry.key,
        kind: kind(entry.how),
        about: if entry.is_set { "" } else { "Follows from the rest." },
        required: entry.is_needed,
    };
    Box::leak(shape.entries.iter().map(part).chain(further.iter().copied()).collect::<Vec<Part>>().into_boxed_slice())
}

async fn all(shape: &'static Shape, caller: Caller, pairs: Vec<(String, String)>) -> Answer {
    let query = ListQuery::from_pairs(pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())))?;
    let view = caller.read(move |ctx, tx| listing::list(ctx, tx, shape.kind, &query)).await?;
    Ok(json(&view))
}

async fn one(shape: &'static Shape, caller: Caller, id: String) -> Answer {
    let values = caller.read(move |ctx, tx| (shape.page)(ctx, tx, &id)?.values()).await?;
    Ok(tagged(StatusCode::OK, &values))
}

/// A record with its version.
pub(crate) fn tagged(status: StatusCode, values: &Values) -> Response {
    let mut answer = (status, json(values)).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", version_of(values))) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}

/// A record that is to be made, and the claim under which that is.
pub(crate) struct Making {
    values: Values,
    claimed: Option<Claimed>,
}

/// What many programs make at the same moment is made together; each is answered what then stands.
async fn add_one(shape: &'static Shape, caller: Caller, values: Values) -> Answer {
    shape.check(&values)?;
    let (key, who) = ((shape.noun(), caller.user), Who::User(caller.user));
    let work = |ctx: &Ctx, tx: &mut Tx<'_>, all: &[Making]| {
        let values: Vec<Values> = all.iter().map(|one| one.values.clone()).collect();
        let made = shape.create_all(ctx, tx, &values)?;
        // Each of them under the claim of its own request.
        all.iter().filter_map(|one| one.claimed.as_ref()).try_for_each(|claimed| idempotency::note(tx, claimed))?;
        Ok(made)
    };
    let making = Making { values, claimed: Request::claimed() };
    let id = caller.state.made().done(&caller.state, key, making, who, work).await?;
    let shown =
        move |ctx: &Ctx, tx: &mut Tx<'_>, ids: &[Uuid]| ids.iter().map(|id| left(ctx, tx, shape, *id)).collect();
    // It stands: whoever is told otherwise, because it cannot be read just now, makes it again.
    let made = caller.state.shown().read(&caller.state, key, id, who, shown).await.ok().flatten();
    let made = made.unwrap_or_else(|| [("id".to_owned(), value!(id))].into_iter().collect());
    let mut answer = tagged(StatusCode::CREATED, &made);
    if let Ok(at) = HeaderValue::from_str(&format!("{}/{}", shape.paths.api, id_of(&made)?)) {
        answer.headers_mut().insert(header::LOCATION, at);
    }
    Ok(answer)
}

/// The version that an `If-Match` names; none where there is none, or any will do.
pub(crate) fn matched(headers: &HeaderMap) -> Result<Option<i64>, Refusal> {
    let Some(tag) = headers.get(header::IF_MATCH).and_then(|v| v.to_str().ok()).map(str::trim) else { return Ok(None) };
    if tag == "*" { Ok(None) } else { version_in(tag) }
}

/// The version that an entity tag stands for.
pub(super) fn version_in(tag: &str) -> Result<Option<i64>, Refusal> {
    let version = tag.trim_start_matches("W/").trim_matches('"').parse().ok();
    version.map(Some).ok_or_else(|| Refusal::new("refusal-value-wrong").at("if_match").with("value", tag))
}

/// That the version asked for still stands; else every field that is asked for and reads otherwise.
///
/// # Errors
/// [`Error::Conflict`].
pub(crate) fn stands(standing: &Values, version: Option<i64>, asked: &Values) -> app::Result<()> {
    let now = version_of(standing);
    if version.is_none_or(|version| version == now) {
        return Ok(());
    }
    let text = |value: Option<&Json>| value.filter(|value| !value.is_null()).map(super::shown::plain);
    let differs = |(field, _): &(&String, &Json)| standing.get(*field) != asked.get(*field);
    let conflict = |(field, yours): (&String, &Json)| FieldConflict {
        field: field.clone(),
        original: None,
        theirs: text(standing.get(field)),
        yours: text(Some(yours)),
    };
    Err(Error::Conflict { version: now, fields: asked.iter().filter(differs).map(conflict).collect() })
}

async fn patch(shape: &'static Shape, caller: Caller, id: String, headers: HeaderMap, fields: Values) -> Answer {
    let version = matched(&headers)?;
    let values = caller
        .write(move |ctx, tx| {
            shape.check(&fields)?;
            app::custom_fields::in_use(ctx, shape.noun(), fields.keys())?;
            let standing = (shape.page)(ctx, tx, &id)?.values()?;
            stands(&standing, version, &fields)?;
            let id = id_of(&standing)?;
            (shape.change)(ctx, tx, &Patch { id, version, fields })?;
            left(ctx, tx, shape, id)
        })
        .await
        .map_err(|failure| failure.under(version))?;
    Ok(values.map_or_else(|| StatusCode::NO_CONTENT.into_response(), |values| tagged(StatusCode::OK, &values)))
}

/// The record as it stands after a write; none where it went to someone in whose sight the caller has no part.
pub(super) fn left(ctx: &Ctx, tx: &mut Tx<'_>, shape: &Shape, id: Uuid) -> app::Result<Option<Values>> {
    match (shape.page)(ctx, tx, &id.to_string()) {
        Ok(page) => page.values().map(Some),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
