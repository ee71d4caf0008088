//! Notifications for programs: what the token's user was told, and that it was read.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::notifications::{commands, queries};
use axum::extract::Query;
use axum::http::Method;
use domain::kernel::id::NotificationId;
use domain::policy::Noun;
use domain::{Instant, Refusal};
use serde::Deserialize;
use serde_json::json as value;

const API: &str = "/api/v1/notifications";
const API_READ: &str = "/api/v1/notifications/read";
/// Notifications of one answer, where nothing is asked,
const USUAL: usize = 50;
/// and at most.
const MOST: usize = 500;

const ASKED: &[Part] = &[
    maybe("unread", "boolean", "Only what was not read."),
    maybe(
        "before",
        "integer",
        "Only those before this instant, in milliseconds since 1970: `next` of the page before.",
    ),
    maybe("limit", "integer", "How many, at most 500; 50 where nothing is said."),
];
const FOUND: &[Part] = &[
    part(
        "notifications",
        "any[]",
        "The latest first: `id`, `kind`, `noun`, `record` (none where you may not see it), `count`, `actor`, `at`, `is_read`.",
    ),
    part("unread", "integer", "How many are unread."),
    maybe("next", "integer", "Where the next page begins."),
];
const TO_READ: &[Part] = &[maybe("ids", "uuid[]", "Which were read; all of them where none is named.")];
const READ: &[Part] = &[part("unread", "integer", "How many are unread now.")];

/// These routes.
pub(super) fn routes() -> Routes {
    let list = Doc { summary: "What you were told.", query: ASKED, answer: FOUND, ..Doc::default() };
    let read = Doc { summary: "Marks notifications as read.", body: TO_READ, answer: READ, ..Doc::default() };
    Routes::new().api(Method::GET, API, Noun::Activity, list, listed).api(
        Method::POST,
        API_READ,
        Noun::Activity,
        read,
        mark,
    )
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    unread: bool,
    before: Option<i64>,
    limit: Option<usize>,
}

async fn listed(caller: Caller, Query(asked): Query<Asked>) -> Answer {
    let limit = asked.limit.unwrap_or(USUAL);
    if limit == 0 || limit > MOST {
        return Err(Refusal::new("refusal-limit-range").at("limit").with("limit", MOST).into());
    }
    let before = asked.before.map(Instant);
    Ok(json(&caller.read(move |ctx, tx| queries::list(ctx, tx, asked.unread, before, limit)).await?))
}

#[derive(Deserialize)]
struct ToRead {
    ids: Option<Vec<NotificationId>>,
}

async fn mark(caller: Caller, Body(sent): Body<ToRead>) -> Answer {
    let unread = caller
        .write(move |ctx, tx| {
            match sent.ids {
                Some(ids) => ids.into_iter().try_for_each(|id| commands::mark_read(ctx, tx, id))?,
                None => drop(commands::mark_all_read(ctx, tx)?),
            }
            queries::unread(ctx, tx)
        })
        .await?;
    Ok(json(&value!({ "unread": unread })))
}
