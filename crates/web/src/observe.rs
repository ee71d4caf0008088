//! Around every request: its id, its line in the log, its count, its time limit.

use crate::errors::Failure;
use crate::request::Request;
use crate::{State, api, security};
use app::Error;
use app::error::Lack;
use axum::extract::{MatchedPath, Request as HttpRequest, State as Shared};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::{Duration, Instant};
use tracing::Instrument;
use tracing::field::Empty;

/// Counts a request as under way until dropped, even where the client goes away.
struct UnderWay(State);
impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.metrics().end();
    }
}

/// Work on the database is broken off so long before the request is given up, so that what is answered is known.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// The outermost layer.
pub async fn observe(Shared(state): Shared<State>, http: HttpRequest, next: Next) -> Response {
    let began = Instant::now();
    let id = app::ctx::new_id(state.house().now()).simple().to_string();
    let method = http.method().as_str().to_owned();
    let route = http.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", %id, %method, %route, address = Empty, user = Empty);
    if let Some(address) = security::peer(&state, http.headers(), http.extensions()) {
        span.record("address", tracing::field::display(address));
    }
    state.metrics().begin();
    let under_way = UnderWay(state.clone());
    let limit = limit(&state, &http);
    let deadline = Some(began + limit.saturating_sub(LAST_WORDS));
    let request = Request { deadline, ..Request::of(&http, id.clone()) };
    let answer = request.scope(async {
        match tokio::time::timeout(limit, next.run(http)).await {
            Ok(answer) => answer,
            Err(_) => Failure::from(Error::Lacking(Lack::Time, format!("no answer in {limit:?}"))).into_response(),
        }
    });
    let mut answer = answer.instrument(span.clone()).await;
    drop(under_way);
    let status = answer.status().as_u16();
    state.metrics().count(&method, &route, status, began.elapsed());
    span.in_scope(|| tracing::info!(status, ms = began.elapsed().as_secs_f64() * 1000.0, "answered"));
    if let Ok(id) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert(api::REQUEST_ID, id);
    }
    answer
}

/// Files may take long to arrive, and a whole company long to be written down; anything else may not.
fn limit(state: &State, http: &HttpRequest) -> Duration {
    let kind = http.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let is_long = kind.starts_with("multipart/") || http.uri().path().ends_with("/export");
    Duration::from_secs(state.options().timeout_seconds * if is_long { 60 } else { 1 })
}
