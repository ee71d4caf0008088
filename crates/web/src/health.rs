//! For machines that watch: whether the process lives, whether it can serve, what it has counted.

use crate::State;
use crate::errors::Answer;
use crate::routes::Routes;
use crate::security;
use app::Error;
use axum::extract::State as Shared;
use axum::http::{Extensions, HeaderMap, Method, StatusCode, header};
use axum::response::IntoResponse;

/// These routes.
pub fn routes() -> Routes {
    Routes::new().open(Method::GET, "/healthz", alive).open(Method::GET, "/readyz", ready).open(
        Method::GET,
        "/metrics",
        metrics,
    )
}

async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers and its schema is that of this release.
async fn ready(Shared(state): Shared<State>) -> impl IntoResponse {
    match state.blocking(app::schema::ready).await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    }
}

/// For who stands beside the server: what comes through a proxy, or from the open internet, finds nothing.
async fn metrics(Shared(state): Shared<State>, headers: HeaderMap, extensions: Extensions) -> Answer {
    if !security::is_beside(&headers, &extensions) {
        return Err(Error::NotFound.into());
    }
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], state.metrics().text()).into_response())
}
