//! For machines that watch: whether the process lives, whether it can serve, what it has counted.

use crate::State;
use crate::routes::Routes;
use axum::extract::State as Shared;
use axum::http::{Method, StatusCode, header};
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

async fn metrics(Shared(state): Shared<State>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], state.metrics().text())
}
