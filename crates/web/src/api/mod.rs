//! The API for programs, below `/api/v1`.
//!
//! One gate stands before every route: who calls (a bearer token, or the session of a page with its token in
//! `x-csrf-token`), whether they may write (tokens have scopes), how often, and whether the same write was
//! sent before (`Idempotency-Key`). Handlers take [`Caller`]. Errors are problem documents (`errors`).

pub mod docs;
mod gate;
mod idempotent;
pub mod limit;
pub(crate) mod openapi;
mod sessions;
mod tokens;
mod users;

pub(crate) use gate::bearer;
pub use gate::{Caller, gate};

use crate::errors::{Failure, too_large};
use crate::routes::Routes;
use app::Error;
use axum::Json;
use axum::extract::{FromRequest, Request};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Names a request in answers and log.
pub const REQUEST_ID: &str = "x-request-id";
/// Carries the session's token where no form does.
pub const CSRF: &str = "x-csrf-token";
/// Names a write, so that sending it twice does it once.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The document.
pub const OPENAPI: &str = "/api/openapi.json";
/// The document, to be read.
pub const DOCS: &str = "/api/docs";

/// These routes.
pub fn routes() -> Routes {
    Routes::new()
        .open(Method::GET, OPENAPI, openapi::document)
        .merge(openapi::routes())
        .open(Method::GET, DOCS, docs::page)
        .merge(users::routes())
        .merge(tokens::routes())
        .merge(sessions::routes())
}

/// A JSON body; what does not read is refused as input, with the place at fault.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Body<T>, Failure> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(value)) => Ok(Body(value)),
            Err(fault) if fault.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(too_large()),
            Err(fault) => Err(Refusal::new("error-body").with("fault", fault.body_text()).into()),
        }
    }
}

/// An answer in JSON.
pub fn json(value: &impl Serialize) -> Response {
    Json(value).into_response()
}

/// What a JSON request asked for did not parse as an id: there is no such record.
pub fn id<T: std::str::FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| Error::NotFound.into())
}

/// An instant as RFC 3339.
pub fn instant(at: domain::Instant) -> String {
    jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_string()
}
