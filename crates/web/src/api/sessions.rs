//! Sessions and second factors for programs: one's own listed and ended, another's ended by who may change them.

use super::docs::{Doc, Part, maybe, part};
use super::{Caller, id, instant, json};
use crate::errors::Answer;
use crate::routes::Routes;
use crate::security::{self, SESSION_COOKIE};
use app::users::{self, OpenSession};
use axum::extract::Path;
use axum::http::{HeaderMap, Method};
use domain::kernel::id::UserId;
use domain::policy::Noun;
use serde_json::json as value;

const ALL: &str = "/api/v1/sessions";
const ONE: &str = "/api/v1/sessions/{key}";
const OF_USER: &str = "/api/v1/users/{id}/sessions";
const SECOND: &str = "/api/v1/users/{id}/two-factor";

const SESSION: &[Part] = &[
    part("key", "string", "What it is ended by; no secret."),
    part("is_this", "boolean", "Whether it is the one that asks; a token is none."),
    part("created_at", "date-time", "Since when."),
    part("seen_at", "date-time", "Last used, to five minutes."),
    part("address", "string", "From which address it was opened; empty where nobody knows."),
    part("browser", "string", "How the browser names itself."),
];
const FACTOR: &[Part] = &[
    maybe("since", "date-time", "Since when a code is asked for; none where it is not."),
    part("codes_left", "integer", "Recovery codes not used yet."),
    part("passkeys", "integer", "Passkeys, which need neither password nor code."),
];

/// These routes.
pub fn routes() -> Routes {
    let doc = |summary| Doc { summary, ..Doc::default() };
    let list = Doc { answer: SESSION, is_list: true, ..doc("Where you are signed in, the newest use first.") };
    let factor = Doc { answer: FACTOR, ..doc("How a user's two-factor sign-in stands.") };
    let reset =
        doc("Ends the two-factor sign-in and the passkeys of a user who has lost them; they sign in by password.");
    Routes::new()
        .own_api(Method::GET, ALL, list, read_all)
        .own_api(Method::DELETE, ALL, doc("Signs you out everywhere but in the session that asks."), end_others)
        .own_api(Method::DELETE, ONE, doc("Ends one of your sessions."), end_one)
        .api(Method::DELETE, OF_USER, Noun::User, doc("Signs a user out everywhere."), end_of_user)
        .api(Method::GET, SECOND, Noun::User, factor, read_second)
        .api(Method::DELETE, SECOND, Noun::User, reset, reset_second)
}

/// The session that asks; empty where a token does, which is none.
fn this(caller: &Caller, headers: &HeaderMap) -> String {
    security::cookie(&caller.state, headers, SESSION_COOKIE).unwrap_or_default().to_owned()
}

async fn read_all(headers: HeaderMap, caller: Caller) -> Answer {
    let this = this(&caller, &headers);
    let all = caller.read(move |ctx, tx| users::sessions(ctx, tx, &this)).await?;
    let shown = |one: &OpenSession| {
        value!({
            "key": one.key, "is_this": one.is_this, "created_at": instant(one.created_at),
            "seen_at": instant(one.seen_at), "address": one.address, "browser": one.browser,
        })
    };
    Ok(json(&all.iter().map(shown).collect::<Vec<_>>()))
}

async fn end_others(headers: HeaderMap, caller: Caller) -> Answer {
    caller.prove()?;
    let this = this(&caller, &headers);
    caller.write(move |ctx, tx| users::end_other_sessions(ctx, tx, &this)).await?;
    Ok(json(&value!({})))
}

async fn end_one(Path(key): Path<String>, caller: Caller) -> Answer {
    caller.prove()?;
    caller.write(move |ctx, tx| users::end_session(ctx, tx, &key)).await?;
    Ok(json(&value!({})))
}

async fn end_of_user(Path(user): Path<String>, caller: Caller) -> Answer {
    let user: UserId = id(&user)?;
    caller.write(move |ctx, tx| users::end_sessions_of(ctx, tx, user)).await?;
    Ok(json(&value!({})))
}

async fn read_second(Path(user): Path<String>, caller: Caller) -> Answer {
    let user: UserId = id(&user)?;
    let second = caller.read(move |ctx, tx| {
        users::get(ctx, tx, user)?;
        users::second_factor(ctx, tx, user)
    });
    let second = second.await?;
    Ok(json(
        &value!({ "since": second.since.map(instant), "codes_left": second.codes_left, "passkeys": second.passkeys }),
    ))
}

async fn reset_second(Path(user): Path<String>, caller: Caller) -> Answer {
    caller.prove()?;
    let user: UserId = id(&user)?;
    caller.write(move |ctx, tx| users::reset_second_factor(ctx, tx, user)).await?;
    Ok(json(&value!({})))
}
