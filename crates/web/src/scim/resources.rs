//! Users, as the identity provider reads and writes them.

use super::answer::{self, Sent};
use super::gate::Provider;
use crate::errors::{Answer, Failure};
use app::Error;
use app::scim::{self, Asked, Stored};
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use domain::Refusal;
use domain::kernel::id::UserId;
use serde::Deserialize;
use serde_json::Value as Json;

/// What a list is asked for in its address.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    filter: Option<String>,
    start_index: Option<i64>,
    count: Option<i64>,
    #[serde(default)]
    attributes: String,
    #[serde(default)]
    excluded_attributes: String,
}

/// What a search is asked for in its body.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Search {
    filter: Option<String>,
    start_index: Option<i64>,
    count: Option<i64>,
    #[serde(default)]
    attributes: Vec<String>,
    #[serde(default)]
    excluded_attributes: Vec<String>,
}

/// What of a resource is wanted.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct Parts {
    #[serde(default)]
    attributes: String,
    #[serde(default)]
    excluded_attributes: String,
}

impl Parts {
    fn of(&self, whole: &Json) -> Json {
        scim::narrowed(whole, &self.attributes, &self.excluded_attributes)
    }
}

pub(super) async fn list(provider: Provider, Query(params): Query<Params>) -> Answer {
    let Params { filter, start_index, count, attributes, excluded_attributes } = params;
    let asked = Asked { filter, start_index, count, base: provider.base.clone() };
    found(&provider, asked, &Parts { attributes, excluded_attributes }).await
}

pub(super) async fn search(provider: Provider, Sent(body): Sent) -> Answer {
    let body: Search =
        serde_json::from_value(body).map_err(|fault| Refusal::new("scim-syntax").with("at", fault.to_string()))?;
    let parts =
        Parts { attributes: body.attributes.join(","), excluded_attributes: body.excluded_attributes.join(",") };
    let (filter, start_index, count) = (body.filter, body.start_index, body.count);
    let asked = Asked { filter, start_index, count, base: provider.base.clone() };
    found(&provider, asked, &parts).await
}

async fn found(provider: &Provider, asked: Asked, parts: &Parts) -> Answer {
    let found = provider.read(move |ctx, tx| scim::list(ctx, tx, &asked)).await?;
    let shown: Vec<Json> = found.page.iter().map(|stored| parts.of(&scim::resource(stored, &provider.base))).collect();
    Ok(answer::list(found.total, found.start_index, &shown))
}

fn id(text: &str) -> Result<UserId, Failure> {
    text.parse().map_err(|_| Error::NotFound.into())
}

fn shown(provider: &Provider, status: StatusCode, stored: &Stored, parts: &Parts) -> Answer {
    let whole = scim::resource(stored, &provider.base);
    Ok(answer::resource(status, &parts.of(&whole), &whole))
}

pub(super) async fn get(
    provider: Provider,
    Path(user): Path<String>,
    Query(parts): Query<Parts>,
    headers: HeaderMap,
) -> Answer {
    let user = id(&user)?;
    let stored = provider.read(move |ctx, tx| scim::get(ctx, tx, user)).await?;
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let version = scim::etag(stored.version);
    if known.split(',').any(|tag| tag.trim() == version || tag.trim() == "*") {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, version)]).into_response());
    }
    shown(&provider, StatusCode::OK, &stored, &parts)
}

pub(super) async fn create(provider: Provider, Query(parts): Query<Parts>, Sent(body): Sent) -> Answer {
    let stored = provider.write(move |ctx, tx| scim::create(ctx, tx, &body)).await?;
    tracing::info!(user = %stored.id, "made by the identity provider");
    shown(&provider, StatusCode::CREATED, &stored, &parts)
}

/// The version that a write is for, where it says so; what is none of ours is no version that stands.
fn condition(headers: &HeaderMap) -> Option<i64> {
    let tag = headers.get(header::IF_MATCH)?.to_str().unwrap_or_default().trim();
    if tag == "*" {
        return None;
    }
    Some(tag.trim_start_matches("W/").trim_matches('"').parse().unwrap_or(-1))
}

pub(super) async fn replace(
    provider: Provider,
    Path(user): Path<String>,
    Query(parts): Query<Parts>,
    headers: HeaderMap,
    Sent(body): Sent,
) -> Answer {
    let (user, version) = (id(&user)?, condition(&headers));
    let done = provider.write(move |ctx, tx| scim::replace(ctx, tx, user, version, &body)).await;
    shown(&provider, StatusCode::OK, &done.map_err(|failure| failure.under(version))?, &parts)
}

pub(super) async fn patch(
    provider: Provider,
    Path(user): Path<String>,
    Query(parts): Query<Parts>,
    headers: HeaderMap,
    Sent(body): Sent,
) -> Answer {
    let (user, version) = (id(&user)?, condition(&headers));
    let done = provider.write(move |ctx, tx| scim::patch(ctx, tx, user, version, &body)).await;
    shown(&provider, StatusCode::OK, &done.map_err(|failure| failure.under(version))?, &parts)
}

pub(super) async fn delete(provider: Provider, Path(user): Path<String>, headers: HeaderMap) -> Answer {
    let (user, version) = (id(&user)?, condition(&headers));
    let done = provider.write(move |ctx, tx| scim::delete(ctx, tx, user, version)).await;
    done.map_err(|failure| failure.under(version))?;
    tracing::info!(%user, "deleted by the identity provider");
    Ok(StatusCode::NO_CONTENT.into_response())
}
