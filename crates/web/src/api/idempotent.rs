//! Writes that carry an `Idempotency-Key` are done once: the answer is kept and given again.

use super::{Caller, IDEMPOTENCY_KEY};
use crate::errors::{Failure, too_large};
use crate::request::Request as Current;
use app::Error;
use app::idempotency::{self, Claim, Claimed};
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Refusal;

/// The longest key.
const LONGEST_KEY: usize = 200;
/// The largest answer that is kept.
const ANSWER_BYTES: usize = 4 << 20;

/// Hands the request on, or answers what was answered before.
pub async fn once(caller: &Caller, secret: String, request: Request, next: Next) -> Response {
    let key = request.headers().get(IDEMPOTENCY_KEY).and_then(|v| v.to_str().ok()).map(str::to_owned);
    match key {
        Some(key) if request.method() == Method::POST => {
            keyed(caller, (key, secret), request, next).await.unwrap_or_else(Failure::into_response)
        }
        _ => next.run(request).await,
    }
}

/// `named` is the key, and the secret that the request came with.
async fn keyed(caller: &Caller, named: (String, String), request: Request, next: Next) -> Result<Response, Failure> {
    let (key, secret) = named;
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(Refusal::new("error-key-length").with("count", LONGEST_KEY).into());
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, crate::BODY_BYTES).await.map_err(|_| too_large())?;
    let mut told = format!("{} {}\n", parts.method, parts.uri).into_bytes();
    told.extend_from_slice(&bytes);
    let (user, by) = (caller.user, secret.clone());
    match caller.state.blocking(move |house| idempotency::claim(house, user, &key, &told, &by)).await? {
        Claim::Ours(claimed) => {
            Current::works_under(claimed.clone());
            let answer = next.run(Request::from_parts(parts, Body::from(bytes))).await;
            kept(caller, (claimed, secret), answer).await
        }
        Claim::Done(status, answer) => Ok(again(status, answer)),
        Claim::Unanswered => Err(Failure::from(Refusal::new("error-key-done")).answering(StatusCode::CONFLICT)),
        Claim::Running => Err(Error::Busy.into()),
        Claim::Other => Err(Refusal::new("error-key-used").into()),
    }
}

/// Keeps what was answered; gives the key back where nothing was done and trying again may help.
async fn kept(caller: &Caller, (claimed, secret): (Claimed, String), answer: Response) -> Result<Response, Failure> {
    let (parts, body) = answer.into_parts();
    let bytes = to_bytes(body, ANSWER_BYTES).await.map_err(|e| Error::Internal(e.to_string()))?;
    let status = parts.status;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let is_final = !status.is_server_error() && status != StatusCode::TOO_MANY_REQUESTS;
    let noted = move |house: &app::House| match is_final {
        true => idempotency::keep(house, &claimed, (status.as_u16(), &text), &secret),
        false => idempotency::release(house, &claimed),
    };
    caller.state.blocking(noted).await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn again(status: u16, answer: String) -> Response {
    let kind = if status >= 400 { "application/problem+json" } else { "application/json" };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let headers = [(header::CONTENT_TYPE, kind)];
    let mut response = (status, headers, answer).into_response();
    response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
    response
}
