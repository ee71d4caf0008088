//! The secret of the identity provider, for programs of an owner.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Caller, instant, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::scim;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::policy::Noun;
use serde_json::json as value;

const SECRET: &str = "/api/v1/scim/secret";

const ACCESS: &[Part] = &[
    part("is_open", "boolean", "Whether an identity provider may come in."),
    maybe("made_at", "date-time", "When its secret was made."),
    maybe("used_at", "date-time", "When it came last, to five minutes."),
    maybe("before_until", "date-time", "Until when the secret before is good."),
];
const MADE: &[Part] = &[part("secret", "string", "`bws_…`, shown this once.")];

/// These routes.
pub(super) fn routes() -> Routes {
    let read = Doc { summary: "How the identity provider comes in (SCIM).", answer: ACCESS, ..Doc::default() };
    let make = Doc {
        summary: "Makes a secret for the identity provider; the one before is good for another day.",
        answer: MADE,
        ..Doc::default()
    };
    let end = Doc { summary: "Lets the identity provider in no more, at once.", ..Doc::default() };
    Routes::new()
        .api(Method::GET, SECRET, Noun::Company, read, access)
        .api(Method::POST, SECRET, Noun::Company, make.made(), rotate)
        .api(Method::DELETE, SECRET, Noun::Company, end, shut)
}

async fn access(caller: Caller) -> Answer {
    let access = caller.read(scim::access).await?;
    Ok(json(&value!({
        "is_open": access.is_some(),
        "made_at": access.map(|access| instant(access.made_at)),
        "used_at": access.and_then(|access| access.used_at).map(instant),
        "before_until": access.and_then(|access| access.before_until).map(instant),
    })))
}

async fn rotate(caller: Caller) -> Answer {
    caller.prove()?;
    let secret = caller.write(scim::rotate).await?;
    Ok((StatusCode::CREATED, json(&value!({ "secret": secret }))).into_response())
}

async fn shut(caller: Caller) -> Answer {
    caller.write(scim::end).await?;
    Ok(json(&value!({})))
}
