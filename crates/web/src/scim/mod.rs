//! SCIM 2.0 (RFC 7644) at `/scim/v2`, for the company's identity provider; and where an owner gives it its secret.

mod about;
mod answer;
mod api;
mod gate;
mod page;
mod resources;

pub(crate) use answer::refused;
pub(crate) use page::PAGE;

use crate::State;
use crate::routes::Routes;
use axum::http::Method;

/// Where it is served.
pub const BASE: &str = "/scim/v2";
const USERS: &str = "/scim/v2/Users";
const USER: &str = "/scim/v2/Users/{id}";
const SEARCH: &str = "/scim/v2/.search";
const SEARCH_USERS: &str = "/scim/v2/Users/.search";
const CONFIG: &str = "/scim/v2/ServiceProviderConfig";
const TYPES: &str = "/scim/v2/ResourceTypes";
const TYPE: &str = "/scim/v2/ResourceTypes/{id}";
const SCHEMAS: &str = "/scim/v2/Schemas";
const SCHEMA: &str = "/scim/v2/Schemas/{id}";

/// These routes.
pub fn routes() -> Routes {
    Routes::new()
        .open(Method::GET, USERS, resources::list)
        .open(Method::POST, USERS, resources::create)
        .open(Method::GET, USER, resources::get)
        .open(Method::PUT, USER, resources::replace)
        .open(Method::PATCH, USER, resources::patch)
        .open(Method::DELETE, USER, resources::delete)
        .open(Method::POST, SEARCH, resources::search)
        .open(Method::POST, SEARCH_USERS, resources::search)
        .open(Method::GET, CONFIG, about::config)
        .open(Method::GET, TYPES, about::types)
        .open(Method::GET, TYPE, about::one_type)
        .open(Method::GET, SCHEMAS, about::schemas)
        .open(Method::GET, SCHEMA, about::one_schema)
        .merge(page::routes())
        .merge(api::routes())
}

/// The address of the service: as configured, else as the provider came.
fn base(state: &State, host: &str) -> String {
    let public = state.options().public_url.clone().unwrap_or_else(|| format!("http://{host}"));
    format!("{}{BASE}", public.trim_end_matches('/'))
}
