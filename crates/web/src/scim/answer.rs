//! Answers in the shapes of RFC 7644: resources, lists, errors, and bodies as they are sent.

use crate::errors::Failure;
use crate::request::Request;
use app::Error;
use app::scim::kind_of;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request as HttpRequest};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use serde_json::{Value as Json, json};

const MEDIA: HeaderValue = HeaderValue::from_static("application/scim+json");
const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// A JSON body, whatever media type it says it is.
pub(super) struct Sent(pub Json);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Response;

    async fn from_request(request: HttpRequest, state: &S) -> Result<Sent, Response> {
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        let fault = |fault: serde_json::Error| {
            let refusal = Refusal::new("scim-syntax").with("at", fault.to_string());
            Failure::from(refusal).into_response()
        };
        serde_json::from_slice(&body).map(Sent).map_err(fault)
    }
}

/// An answer.
pub(super) fn said(status: StatusCode, body: &Json) -> Response {
    (status, [(header::CONTENT_TYPE, MEDIA)], body.to_string()).into_response()
}

/// A resource with its version and its address.
pub(super) fn resource(status: StatusCode, shown: &Json, whole: &Json) -> Response {
    let mut answer = said(status, shown);
    let meta =
        |name: &str| whole.pointer(name).and_then(Json::as_str).and_then(|text| HeaderValue::from_str(text).ok());
    if let Some(version) = meta("/meta/version") {
        answer.headers_mut().insert(header::ETAG, version);
    }
    if let Some(location) = meta("/meta/location") {
        answer.headers_mut().insert(header::LOCATION, location);
    }
    answer
}

/// A page of a list.
pub(super) fn list(total: usize, start_index: usize, resources: &[Json]) -> Response {
    let body = json!({
        "schemas": [LIST], "totalResults": total, "startIndex": start_index, "itemsPerPage": resources.len(),
        "Resources": resources,
    });
    said(StatusCode::OK, &body)
}

/// A failure, to a program that speaks SCIM.
pub(crate) fn refused(failure: &Failure, request: &Request) -> Response {
    let (mut status, mut kind) = (failure.status(), None);
    if let (Error::Refused(refusals), StatusCode::UNPROCESSABLE_ENTITY) = (&failure.error, status) {
        kind = refusals.first().map(kind_of);
        status = if kind == Some("uniqueness") { StatusCode::CONFLICT } else { StatusCode::BAD_REQUEST };
    }
    let mut body = json!({ "schemas": [ERROR], "status": status.as_str(), "detail": failure.in_one_sentence(request) });
    if let Some(kind) = kind {
        body["scimType"] = json!(kind);
    }
    let mut answer = said(status, &body);
    if status == StatusCode::UNAUTHORIZED {
        answer.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    answer
}
