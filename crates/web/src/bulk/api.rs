//! Work on many records for programs.

use super::href;
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, id, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::bulk::{self, Bulk, What, Which, commands, preview, queries};
use app::ctx::Who;
use app::listing::ListQuery;
use axum::extract::Path;
use axum::http::{Method, StatusCode, header};
use axum::response::IntoResponse;
use domain::kernel::id::SetId;
use serde::Deserialize;
use serde_json::{Map, Value, json as value};
use uuid::Uuid;

const ALL: &str = "/api/v1/bulk";
const PREVIEW: &str = "/api/v1/bulk/preview";
const ONE: &str = "/api/v1/bulk/{id}";
const STOP: &str = "/api/v1/bulk/{id}/stop";
const UNDO: &str = "/api/v1/bulk/{id}/undo";

const ASKED: &[Part] = &[
    part("kind", "string", "`leads`, `accounts`, `contacts`, `products` or `opportunities`."),
    maybe("ids", "uuid[]", "The records; or else all that `filter` and `search` leave."),
    maybe("filter", "string", "The filter grammar of lists. An empty text means all records that you may change."),
    maybe("search", "string", "Words that the record has."),
    maybe("fields", "any", "New values by field, as when one record is changed; null clears."),
    maybe("delete", "boolean", "Instead of `fields`: they are deleted, as when one record is."),
];
const BULK: &[Part] = &[
    part("id", "uuid", "The set of what it does, as in histories."),
    part("kind", "string", "The kind of record."),
    part("fields", "any", "New values by field."),
    part("deletes", "boolean", "Whether they are deleted instead."),
    part("state", "string", "`running`, `done`, `stopped`, `undoing` or `undone`."),
    part("total", "integer", "Records chosen."),
    part("done", "integer", "Records gone through."),
    part("changed", "integer", "Records that were changed."),
    part("back", "integer", "Of those: how many went back since."),
    part("kept", "any[]", "Up to 200 records that stay as they are: `record`, `reasons`."),
    part("begun_at", "date-time", "When it was begun."),
];
const SHOWN: &[Part] = &[
    part("total", "integer", "Records chosen."),
    part("tried", "integer", "Records that were tried: the first 100."),
    part("changing", "integer", "Of those tried: how many would change."),
    part("kept", "any[]", "Of those tried: which would stay as they are: `record`, `reasons`."),
    part("samples", "any[]", "Some of those that would change: `record`, `name`, `fields` before and after."),
];

pub(super) fn routes() -> Routes {
    let list = Doc {
        summary: "What you did to many records, the latest first.",
        answer: BULK,
        is_list: true,
        ..Doc::default()
    };
    let begin = Doc {
        summary: "Changes or deletes many records. The server does it while you go on: ask for it until it is done.",
        body: ASKED,
        answer: BULK,
        ..Doc::default()
    };
    let look = Doc { summary: "What that would do; nothing is changed.", body: ASKED, answer: SHOWN, ..Doc::default() };
    let one = Doc { summary: "How far it is.", answer: BULK, ..Doc::default() };
    let stop = Doc { summary: "Stops it where it is.", answer: BULK, ..Doc::default() };
    let undo = Doc {
        summary: "Takes it back, as far as nobody has changed the records since. The server does it while you go on.",
        answer: BULK,
        ..Doc::default()
    };
    Routes::new()
        .own_api(Method::GET, ALL, list, listed)
        .own_api(Method::POST, ALL, begin.begun(), begun)
        .own_api(Method::POST, PREVIEW, look, previewed)
        .own_api(Method::GET, ONE, one, read)
        .own_api(Method::POST, STOP, stop, stopped)
        .own_api(Method::POST, UNDO, undo.begun(), undone)
}

/// What a program asks for.
#[derive(Deserialize)]
struct Asked {
    kind: String,
    #[serde(default)]
    ids: Option<Vec<Uuid>>,
    #[serde(default)]
    filter: Option<String>,
    #[serde(default)]
    search: Option<String>,
    #[serde(default)]
    fields: Map<String, Value>,
    #[serde(default)]
    delete: bool,
}

impl Asked {
    /// Notes it. Whoever names neither records nor a filter has forgotten to, so that is refused.
    fn noted(self, ctx: &app::Ctx, tx: &mut app::Tx<'_>) -> app::Result<SetId> {
        let kind = bulk::kind_of(&self.kind)?;
        let which = match (self.ids, self.filter, self.search) {
            (Some(ids), None, None) => Which::These(ids),
            (None, None, None) | (Some(_), ..) => {
                return Err(domain::Refusal::new("refusal-bulk-which").at("ids").into());
            }
            (None, filter, search) => {
                let filter = filter.filter(|filter| !filter.trim().is_empty());
                Which::All(ListQuery { filter, search, ..ListQuery::default() })
            }
        };
        super::shape(&self.kind)?.check(&self.fields)?;
        if self.delete && !self.fields.is_empty() {
            return Err(domain::Refusal::new("refusal-bulk-either").at("delete").into());
        }
        let id = commands::choose(ctx, tx, kind, &which)?;
        let what = if self.delete { What::Delete } else { What::Change(self.fields) };
        commands::describe(ctx, tx, id, what)?;
        Ok(id)
    }
}

fn shown(bulk: &Bulk) -> Value {
    let mut told = value!(bulk);
    if let Some(told) = told.as_object_mut() {
        told.insert("begun_at".to_owned(), crate::api::instant(bulk.begun_at).into());
    }
    told
}

async fn listed(caller: Caller) -> Answer {
    let all = caller.read(|ctx, tx| queries::latest(ctx, tx, 50)).await?;
    Ok(json(&all.iter().map(shown).collect::<Vec<_>>()))
}

async fn begun(caller: Caller, Body(asked): Body<Asked>) -> Answer {
    let bulk = caller
        .write(move |ctx, tx| {
            let id = asked.noted(ctx, tx)?;
            commands::begin(ctx, tx, id)?;
            queries::get(ctx, tx, id)
        })
        .await?;
    let place = [(header::LOCATION, href(ONE, bulk.id))];
    Ok((StatusCode::ACCEPTED, place, json(&shown(&bulk))).into_response())
}

async fn previewed(caller: Caller, Body(asked): Body<Asked>) -> Answer {
    let id = caller.write(move |ctx, tx| asked.noted(ctx, tx)).await?;
    let who = Who::User(caller.user);
    let found = caller.state.blocking(move |house| preview::preview(house, who, id)).await;
    caller.write(move |ctx, tx| commands::discard(ctx, tx, id)).await?;
    Ok(json(&found?))
}

async fn read(caller: Caller, Path(bulk): Path<String>) -> Answer {
    let bulk: SetId = id(&bulk)?;
    Ok(json(&shown(&caller.read(move |ctx, tx| queries::get(ctx, tx, bulk)).await?)))
}

async fn stopped(caller: Caller, Path(bulk): Path<String>) -> Answer {
    let bulk: SetId = id(&bulk)?;
    let bulk = caller
        .write(move |ctx, tx| {
            commands::stop(ctx, tx, bulk)?;
            queries::get(ctx, tx, bulk)
        })
        .await?;
    Ok(json(&shown(&bulk)))
}

async fn undone(caller: Caller, Path(bulk): Path<String>) -> Answer {
    let bulk: SetId = id(&bulk)?;
    let bulk = caller
        .write(move |ctx, tx| {
            commands::undo(ctx, tx, bulk)?;
            queries::get(ctx, tx, bulk)
        })
        .await?;
    Ok((StatusCode::ACCEPTED, json(&shown(&bulk))).into_response())
}
