//! How people and programs reach the product: pages and, over the same view structs, an API.
//!
//! [`router`] serves a house. Around every request, from outside in: its id, log line, count and time limit
//! (`observe`); compression; headers and proof of origin (`security`); then the handler of a slice, and for
//! programs the gate of `api` before it. Routes and how to add one: `routes`.

pub mod accounts;
pub mod activities;
pub mod api;
pub mod assets;
mod audit;
mod backups;
mod bulk;
pub mod buying;
pub mod cadences;
mod connections;
mod consents;
pub mod contacts;
pub mod custom_fields;
pub mod departures;
pub mod errors;
pub mod extract;
pub mod fields;
pub mod frame;
pub mod frames;
mod gather;
pub mod handoffs;
mod health;
mod home;
pub mod imports;
pub mod lead_forms;
pub mod lead_scores;
pub mod leads;
pub mod live;
pub mod mail;
pub mod matching;
pub mod mcp;
pub mod measures;
mod metrics;
pub mod notifications;
mod observe;
pub mod opportunities;
mod options;
pub mod organisation;
pub mod outbound;
mod outgoing;
pub mod privacy;
pub mod products;
pub mod records;
pub mod request;
pub mod routes;
pub mod scim;
pub mod scorecards;
pub mod search;
pub mod security;
mod serve;
pub mod settings;
mod shares;
mod state;
pub mod today;
mod trash;
pub mod ui;
pub mod users;
mod views;
pub mod webhooks;

pub use errors::{Answer, Failure, Faults};
pub use extract::{Posted, SignedIn, Uploaded};
pub use fields::Fields;
pub use routes::Routes;
pub use serve::serve;
pub use state::{Options, State};

use app::Error;
use axum::extract::{DefaultBodyLimit, Extension};
use axum::http::StatusCode;
use axum::middleware;
use tower_http::compression::CompressionLayer;

/// The largest body of a request that carries no file.
const BODY_BYTES: usize = 4 << 20;

/// Every slice, one a line.
fn slices() -> Routes {
    Routes::new()
        .merge(health::routes())
        .merge(home::routes())
        .merge(today::routes())
        .merge(handoffs::routes())
        .merge(users::routes())
        .merge(opportunities::routes())
        .merge(accounts::routes())
        .merge(contacts::routes())
        .merge(consents::routes())
        .merge(buying::routes())
        .merge(notifications::routes())
        .merge(leads::routes())
        .merge(outbound::routes())
        .merge(lead_forms::routes())
        .merge(custom_fields::routes())
        .merge(departures::routes())
        .merge(bulk::routes())
        .merge(trash::routes())
        .merge(audit::routes())
        .merge(frames::routes())
        .merge(lead_scores::routes())
        .merge(cadences::routes())
        .merge(privacy::routes())
        .merge(products::routes())
        .merge(activities::routes())
        .merge(options::routes())
        .merge(search::routes())
        .merge(views::routes())
        .merge(webhooks::routes())
        .merge(scim::routes())
        .merge(records::undo_routes())
        .merge(settings::routes())
        .merge(mail::routes())
        .merge(live::routes())
        .merge(organisation::routes())
        .merge(imports::routes())
        .merge(scorecards::routes())
        .merge(matching::routes())
        .merge(measures::routes())
        .merge(api::routes())
        .merge(mcp::routes())
}

/// The served product.
pub fn router(state: State) -> axum::Router {
    let Routes { pages, api, table } = slices();
    state.set_table(table);
    let programs = inside(&state, api.clone());
    let gated = api.route_layer(middleware::from_fn_with_state(state.clone(), api::gate));
    pages
        .layer(Extension(mcp::Programs(programs)))
        .merge(gated)
        .merge(assets::router())
        .fallback(nothing_here)
        .method_not_allowed_fallback(not_so)
        .layer(middleware::from_fn(errors::dress))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(middleware::from_fn_with_state(state.clone(), security::guard))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(state.clone(), observe::observe))
        .with_state(state)
}

/// The API behind its gate, for calls that come from inside, alone.
fn programs(state: &State) -> axum::Router {
    let Routes { api, table, .. } = slices();
    state.set_table(table);
    inside(state, api)
}

fn inside(state: &State, api: axum::Router<State>) -> axum::Router {
    api.route_layer(middleware::from_fn_with_state(state.clone(), api::gate))
        .layer(middleware::from_fn(errors::dress))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(middleware::from_fn_with_state(state.clone(), observe::observe))
        .with_state(state.clone())
}

async fn nothing_here() -> Failure {
    Error::NotFound.into()
}

async fn not_so() -> Failure {
    Failure::from(Error::NotFound).answering(StatusCode::METHOD_NOT_ALLOWED)
}
