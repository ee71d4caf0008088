//! The OpenAPI 3.1 document, made from the table of routes, so that nothing served is missing from it.

use super::docs::{Doc, Part};
use crate::State;
use crate::routes::{Kind, Route};
use axum::Json;
use axum::extract::State as Shared;
use serde_json::{Map, Value, json};

/// `/api/openapi.json`.
pub async fn document(Shared(state): Shared<State>) -> Json<Value> {
    Json(of(state.table()))
}

/// The document of these routes.
pub fn of(table: &[Route]) -> Value {
    let mut paths = Map::new();
    for route in table.iter().filter(|route| route.kind == Kind::Api) {
        let Some(doc) = &route.doc else { continue };
        let method = route.method.as_str().to_lowercase();
        if let Some(path) = paths.entry(route.path).or_insert_with(|| json!({})).as_object_mut() {
            path.insert(method, operation(route, doc));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Bailiwick", "version": env!("CARGO_PKG_VERSION"), "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" } },
        "security": [{ "bearer": [] }],
        "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
            "schemas": { "Problem": problem(), "Money": money() },
        },
        "paths": paths,
    })
}

fn operation(route: &Route, doc: &Doc) -> Value {
    let mut parameters: Vec<Value> = in_path(route.path)
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    parameters.extend(doc.query.iter().map(
        |part| json!({ "name": part.name, "in": "query", "description": part.about, "schema": schema(part.kind) }),
    ));
    if route.method == "POST" {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "schema": { "type": "string", "maxLength": 200 },
            "description": "Names the write, so that sending it twice does it once.",
        }));
    }
    let answer = if doc.is_list { json!({ "type": "array", "items": object(doc.answer) }) } else { object(doc.answer) };
    let mut operation = json!({
        "summary": doc.summary,
        "operationId": operation_id(route),
        "tags": [route.noun.map_or("other", domain::policy::Noun::key)],
        "parameters": parameters,
        "responses": {
            "200": { "description": "Done.", "content": { "application/json": { "schema": answer } } },
            "default": { "description": "Not done.", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } },
        },
    });
    if !doc.body.is_empty() {
        operation["requestBody"] =
            json!({ "required": true, "content": { "application/json": { "schema": object(doc.body) } } });
    }
    operation
}

/// `get_users_id` of `GET /api/v1/users/{id}`.
fn operation_id(route: &Route) -> String {
    let path = route.path.trim_start_matches("/api/v1/").replace(['{', '}'], "").replace(['/', '-'], "_");
    format!("{}_{path}", route.method.as_str().to_lowercase())
}

fn in_path(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn object(parts: &[Part]) -> Value {
    let mut properties = Map::new();
    for part in parts {
        let mut schema = schema(part.kind);
        schema["description"] = json!(part.about);
        properties.insert(part.name.to_owned(), schema);
    }
    let required: Vec<&str> = parts.iter().filter(|part| part.required).map(|part| part.name).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

/// The schema of a kind: a JSON type, a format of text, `money`, `any`, or several of one by `[]` behind it.
fn schema(kind: &str) -> Value {
    if let Some(one) = kind.strip_suffix("[]") {
        return json!({ "type": "array", "items": schema(one) });
    }
    match kind {
        "string" | "integer" | "number" | "boolean" | "object" => json!({ "type": kind }),
        "money" => json!({ "$ref": "#/components/schemas/Money" }),
        "any" => json!({}),
        format => json!({ "type": "string", "format": format }),
    }
}

fn money() -> Value {
    json!({
        "type": "object", "required": ["amount", "currency"],
        "properties": { "amount": { "type": "string", "examples": ["1234.50"] }, "currency": { "type": "string", "examples": ["EUR"] } },
    })
}

fn problem() -> Value {
    let error = json!({
        "type": "object",
        "properties": { "pointer": { "type": ["string", "null"] }, "code": { "type": "string" }, "detail": { "type": "string" } },
    });
    json!({
        "type": "object", "required": ["type", "title", "status"],
        "properties": {
            "type": { "type": "string" }, "title": { "type": "string" }, "detail": { "type": "string" },
            "status": { "type": "integer" }, "request_id": { "type": "string" },
            "errors": { "type": "array", "items": error },
        },
    })
}
