//! Matching for programs: what a record likely is, before it is made, and what is likely one among all.

use super::audit::matched;
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, json};
use crate::errors::Answer;
use crate::records::Values;
use crate::routes::Routes;
use app::matching::queries;
use axum::extract::{Path, Query};
use axum::http::Method;
use domain::policy::Noun;
use serde_json::json as value;

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
        summary: "Records that you may see and that one with these fields likely is: `accounts`, `contacts`.",
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
    Routes::new().api(Method::POST, MATCHES, Noun::Account, like, likely).api(
        Method::GET,
        AUDIT,
        Noun::Account,
        all,
        audit,
    )
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
