//! Matching for programs: what a record likely is, before it is made, and what is likely one among all.

use super::audit::matched;
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, json};
use crate::errors::Answer;
use crate::records::Values;
use crate::routes::Routes;
use app::matching::{merge, queries};
use axum::extract::{Path, Query};
use axum::http::Method;
use domain::Refusal;
use domain::policy::Noun;
use serde::Deserialize;
use serde_json::json as value;
use uuid::Uuid;

const MATCHES: &str = "/api/v1/matches/{kind}";
const AUDIT: &str = "/api/v1/duplicates/{kind}";
/// Clusters of one answer, where nothing is asked,
const USUAL: usize = 100;
/// and at most.
const MOST: usize = 1000;

const FIELDS: &[Part] = &[
    maybe("name", "string", "Its name; or `first_name` and `last_name`."),
    maybe("email", "string", "Its e-mail address."),
    maybe("phone", "string", "Its phone; `mobile` too."),
    maybe("website", "string", "Its website."),
    maybe("account", "uuid", "The account of a contact."),
    maybe("id", "uuid", "The record itself, where it stands already."),
];
const FOUND: &[Part] =
    &[part("items", "any[]", "Each with `noun`, `record`, `score` from 60 to 100 and `reasons` with their weights.")];
const ASKED: &[Part] = &[maybe("limit", "integer", "Clusters, at most 1,000; 100 where nothing is said.")];
const CLUSTERS: &[Part] = &[
    part("clusters", "any[]", "Records that are likely one, each with `records` and `pairs`; the likeliest first."),
    part("more", "boolean", "Whether there is more than was looked at."),
    part("too_wide", "integer", "Keys that too many records share to be compared under."),
];

/// These routes.
pub(super) fn routes() -> Routes {
    let like = Doc {
        summary: "Records that you may see and that one with these fields likely is: `accounts`, `contacts`, `leads`.",
        body: FIELDS,
        answer: FOUND,
        ..Doc::default()
    };
    let all = Doc {
        summary: "Records of a kind that you may see and that are likely one.",
        query: ASKED,
        answer: CLUSTERS,
        ..Doc::default()
    };
    let make = Doc { summary: "Makes pairs of records one.", body: TO_MERGE, answer: MERGED, ..Doc::default() };
    let back = Doc { summary: "Makes one record two again.", answer: UNDONE, ..Doc::default() };
    Routes::new()
        .api(Method::POST, MATCHES, Noun::Account, like, likely)
        .api(Method::GET, AUDIT, Noun::Account, all, audit)
        .api(Method::POST, MERGES, Noun::Account, make, merge)
        .api(Method::POST, UNDO, Noun::Account, back, undo)
}

const MERGES: &str = "/api/v1/merges/{kind}";
const UNDO: &str = "/api/v1/merges/{kind}/{merge}/undo";

const TO_MERGE: &[Part] = &[part(
    "items",
    "any[]",
    "Up to 1,000, each `{\"kept\", \"gone\", \"take\"}`: the record that stays, the one that goes, and the fields taken from it beside those that the kept lacks. All are merged, or none.",
)];
const MERGED: &[Part] = &[part("items", "any[]", "The merges in order: `id`, `kept`, `gone`, `name`, `merged_at`.")];
const UNDONE: &[Part] = &[
    part("id", "uuid", "The merge."),
    part("kept", "uuid", "The record that stayed."),
    part("gone", "uuid", "The record that is back."),
];

#[derive(Deserialize)]
struct Items {
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    kept: Uuid,
    gone: Uuid,
    #[serde(default)]
    take: Vec<String>,
}

async fn merge(Path(kind): Path<String>, caller: Caller, Body(items): Body<Items>) -> Answer {
    let noun = matched(&kind)?.noun();
    if items.items.len() > MOST {
        return Err(Refusal::new("refusal-limit-range").at("items").with("limit", MOST).into());
    }
    let made = caller
        .write(move |ctx, tx| {
            let one = |item: &Item| merge::merge(ctx, tx, noun, item.kept, item.gone, &item.take);
            items.items.iter().map(one).collect::<app::Result<Vec<_>>>()
        })
        .await?;
    Ok(json(&value!({ "items": made })))
}

async fn undo(Path((kind, id)): Path<(String, String)>, caller: Caller) -> Answer {
    matched(&kind)?;
    let id: Uuid = crate::api::id(&id)?;
    Ok(json(&caller.write(move |ctx, tx| merge::undo(ctx, tx, id)).await?))
}

async fn likely(Path(kind): Path<String>, caller: Caller, Body(fields): Body<Values>) -> Answer {
    let noun = matched(&kind)?.noun();
    let own = fields.get("id").and_then(|id| id.as_str()).and_then(|id| id.parse().ok());
    let found = caller
        .read(move |ctx, tx| {
            ctx.may(domain::policy::Action::See, noun)?;
            queries::likely(ctx, tx, noun, &fields, own)
        })
        .await?;
    Ok(json(&value!({ "items": found })))
}

async fn audit(Path(kind): Path<String>, caller: Caller, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let noun = matched(&kind)?.noun();
    let asked = pairs.iter().find(|(name, _)| name == "limit").and_then(|(_, limit)| limit.parse().ok());
    let most = asked.unwrap_or(USUAL).min(MOST);
    Ok(json(&caller.read(move |ctx, tx| queries::duplicates(ctx, tx, noun, most)).await?))
}
