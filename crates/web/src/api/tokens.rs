//! A user's own API tokens, for programs that renew theirs.

use super::docs::{Doc, Part, maybe, part};
use super::{Body, Caller, id, instant, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::users::{self, NewToken};
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::Day;
use domain::policy::Noun;
use serde::Deserialize;
use serde_json::json as value;
use uuid::Uuid;

const TOKEN: &[Part] = &[
    part("id", "uuid", "The token."),
    part("name", "string", "What it is for."),
    part("writes", "boolean", "Whether it may change things; all may read."),
    part("created_at", "date-time", "When it was made."),
    part("expires_at", "date-time", "When it ends."),
    maybe("used_at", "date-time", "When it was last used, to five minutes; null where it never was."),
];
const NEW: &[Part] = &[
    part("name", "string", "What it is for."),
    part("writes", "boolean", "Whether it may change things."),
    part("expires_on", "date", "The first day it is good for nothing."),
];
const MADE: &[Part] = &[part("id", "uuid", "The token."), part("token", "string", "Its text, shown this once.")];
const GONE: &[Part] = &[];

/// These routes.
pub fn routes() -> Routes {
    let list = Doc { summary: "Your tokens, newest first.", answer: TOKEN, is_list: true, ..Doc::default() };
    let make = Doc { summary: "Makes a token.", body: NEW, answer: MADE, ..Doc::default() };
    let end = Doc { summary: "Ends a token at once.", answer: GONE, ..Doc::default() };
    Routes::new()
        .api(Method::GET, "/api/v1/tokens", Noun::User, list, read_all)
        .api(Method::POST, "/api/v1/tokens", Noun::User, make.made(), add)
        .api(Method::DELETE, "/api/v1/tokens/{id}", Noun::User, end, revoke)
}

async fn read_all(caller: Caller) -> Answer {
    let user = caller.user;
    let all = caller.read(move |ctx, tx| users::tokens(ctx, tx, user)).await?;
    let shown = |t: &users::ApiToken| value!({ "id": t.id, "name": t.name, "writes": t.writes, "created_at": instant(t.created_at), "expires_at": instant(t.expires_at), "used_at": t.used_at.map(instant) });
    Ok(json(&all.iter().map(shown).collect::<Vec<_>>()))
}

#[derive(Deserialize)]
struct New {
    name: String,
    writes: bool,
    expires_on: Day,
}

async fn add(caller: Caller, Body(new): Body<New>) -> Answer {
    caller.prove()?;
    let user = caller.user;
    let new = NewToken { name: new.name, writes: new.writes, expires_on: new.expires_on };
    let made = caller.write(move |ctx, tx| users::create_token(ctx, tx, user, &new)).await?;
    Ok((StatusCode::CREATED, json(&value!({ "id": made.id, "token": made.text }))).into_response())
}

async fn revoke(caller: Caller, Path(token): Path<String>) -> Answer {
    let token: Uuid = id(&token)?;
    caller.write(move |ctx, tx| users::revoke_token(ctx, tx, token)).await?;
    Ok(json(&value!({})))
}
