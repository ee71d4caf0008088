//! The Model Context Protocol: what agents (language models and the programs around them) call. `/mcp` by HTTP, and over
//! standard input and output (`bailiwick mcp`).
//!
//! An agent is a program like any other: it comes with a token, and each of its tools is a route of the API (`tools`), asked
//! through the API's own gate (`agent`). So there is no second way to a record, and nothing of sight to keep in step. Nothing is
//! remembered between two messages, so that any server of a company may answer the next.

mod agent;
pub mod tools;

use crate::State;
use crate::api;
use crate::errors::Answer;
use crate::request::Request as Current;
use crate::routes::Routes;
use agent::Agent;
use app::Error;
use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;
use rmcp::ServiceExt;
use rmcp::transport::StreamableHttpServerConfig;
use rmcp::transport::streamable_http_server::StreamableHttpService;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use std::sync::Arc;

/// Where agents call.
pub const MCP: &str = "/mcp";

/// The API behind its gate, for calls from inside.
#[derive(Clone)]
pub(crate) struct Programs(pub Router);

/// These routes.
pub fn routes() -> Routes {
    Routes::new().agent(MCP, speak)
}

/// One message of an agent. The token alone counts: a browser's session does not reach here, so no page can speak for its
/// reader, and hosts need not be checked.
async fn speak(
    Shared(state): Shared<State>,
    Extension(Programs(inner)): Extension<Programs>,
    request: Request,
) -> Answer {
    Current::asked_by_program();
    let bearer = api::bearer(&state, request.headers()).await?;
    let kept = [header::AUTHORIZATION, header::ACCEPT_LANGUAGE];
    let named = kept.into_iter().filter_map(|name| Some((name.clone(), request.headers().get(name)?.clone())));
    let agent = Agent { state, api: inner, headers: named.collect(), writes: bearer.writes };
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(crate::BODY_BYTES)
        .disable_allowed_hosts();
    let sessions = Arc::new(NeverSessionManager::default());
    let service = StreamableHttpService::new(move || Ok(agent.clone()), sessions, config);
    Ok(service.handle(request).await.map(Body::new).into_response())
}

/// Speaks over standard input and output in the name of a token, until the other side ends.
///
/// # Errors
/// [`Error::SignedOut`] for a token that is not good; what breaks the line.
pub async fn stdio(state: State, token: &str) -> app::Result<()> {
    let inner = crate::programs(&state);
    let broken = |fault: String| Error::Internal(fault);
    let line = HeaderValue::from_str(&format!("Bearer {token}")).map_err(|_| Error::SignedOut)?;
    let headers: HeaderMap = [(header::AUTHORIZATION, line)].into_iter().collect();
    let asked = token.to_owned();
    let bearer = state.blocking(move |house| app::users::token(house, &asked)).await?;
    let agent = Agent { state, api: inner, headers, writes: bearer.writes };
    let running = agent.serve(rmcp::transport::stdio()).await.map_err(|fault| broken(fault.to_string()))?;
    running.waiting().await.map_err(|fault| broken(fault.to_string()))?;
    Ok(())
}
