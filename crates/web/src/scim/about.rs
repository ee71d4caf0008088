//! What the service says of itself: what it can, which resources it has, and which attributes those have.

use super::answer;
use super::gate::Provider;
use crate::errors::Answer;
use app::Error;
use app::scim::schema::{ATTRIBUTES, Attribute, USER};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value as Json, json};

/// Most resources of an answer.
const MOST: usize = 1000;
const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Schema";
const TYPE: &str = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
const CONFIG: &str = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";

/// Descriptions are not filtered (RFC 7644 §4).
#[derive(Deserialize)]
pub(super) struct Asked {
    filter: Option<String>,
}

pub(super) async fn config(provider: Provider) -> Answer {
    let no = json!({ "supported": false });
    let body = json!({
        "schemas": [CONFIG],
        "documentationUri": "https://www.rfc-editor.org/rfc/rfc7644",
        "patch": { "supported": true },
        "bulk": { "supported": false, "maxOperations": 0, "maxPayloadSize": 0 },
        "filter": { "supported": true, "maxResults": MOST },
        "changePassword": no, "sort": no, "etag": { "supported": true },
        "authenticationSchemes": [{
            "type": "oauthbearertoken", "name": "Bearer", "primary": true,
            "description": "The secret that an owner made, as a bearer token.",
        }],
        "meta": { "resourceType": "ServiceProviderConfig", "location": format!("{}/ServiceProviderConfig", provider.base) },
    });
    Ok(answer::said(StatusCode::OK, &body))
}

fn user_type(base: &str) -> Json {
    json!({
        "schemas": [TYPE], "id": "User", "name": "User", "endpoint": "/Users", "schema": USER,
        "description": "Who signs in. There are no groups: what users may beside what their position sees are roles.",
        "meta": { "resourceType": "ResourceType", "location": format!("{base}/ResourceTypes/User") },
    })
}

pub(super) async fn types(provider: Provider, Query(asked): Query<Asked>) -> Answer {
    described(&asked, &user_type(&provider.base))
}

pub(super) async fn one_type(provider: Provider, Path(id): Path<String>) -> Answer {
    one(id == "User", &user_type(&provider.base))
}

fn user_schema(base: &str) -> Json {
    json!({
        "schemas": [SCHEMA], "id": USER, "name": "User", "description": "Who signs in.",
        "attributes": ATTRIBUTES.iter().map(Attribute::shown).collect::<Vec<_>>(),
        "meta": { "resourceType": "Schema", "location": format!("{base}/Schemas/{USER}") },
    })
}

pub(super) async fn schemas(provider: Provider, Query(asked): Query<Asked>) -> Answer {
    described(&asked, &user_schema(&provider.base))
}

pub(super) async fn one_schema(provider: Provider, Path(id): Path<String>) -> Answer {
    one(id.eq_ignore_ascii_case(USER), &user_schema(&provider.base))
}

fn described(asked: &Asked, only: &Json) -> Answer {
    if asked.filter.is_some() {
        return Err(Error::Forbidden.into());
    }
    Ok(answer::list(1, 1, std::slice::from_ref(only)))
}

fn one(is_it: bool, only: &Json) -> Answer {
    if is_it { Ok(answer::said(StatusCode::OK, only)) } else { Err(Error::NotFound.into()) }
}
