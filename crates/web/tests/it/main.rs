//! Requests to the served product, in process, on both engines.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod api;
mod batches;
mod browser;
mod consents;
mod custom_fields;
mod forms;
mod fuzz;
mod health;
mod imports;
mod languages;
mod lead_forms;
mod limits;
mod links;
mod live;
mod matching;
mod mcp;
mod organisation;
mod outbound;
mod pipelines;
mod rates;
mod records;
mod routes;
mod scim;
mod sign_in;
mod sweep;
mod two_factor;
mod users;
mod webhooks;
