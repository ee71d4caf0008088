//! The OpenAPI 3.1 document, made from the table of routes, so that nothing served is missing from it.

use super::docs::{Doc, Part, part};
use super::{Caller, json as answered};
use crate::State;
use crate::errors::Answer;
use crate::records::{LISTED, SHAPES};
use crate::routes::{Kind, Route, Routes};
use axum::Json;
use axum::extract::State as Shared;
use axum::http::Method;
use domain::custom_fields::{CustomField, FieldKind};
use domain::policy::Noun;
use serde_json::{Map, Value, json};

/// Where those who sign in find it.
pub(crate) const OWN: &str = "/api/v1/openapi.json";

const DOCUMENT: &[Part] = &[
    part("openapi", "string", "3.1.0"),
    part("paths", "object", "Every route."),
    part("info", "object", "What it is."),
];

/// `/api/openapi.json`: what every company has, for anyone.
pub async fn document(Shared(state): Shared<State>) -> Json<Value> {
    Json(of(state.table()))
}

/// These routes.
pub(super) fn routes() -> Routes {
    let doc = Doc { summary: "This document, with the company's own fields.", answer: DOCUMENT, ..Doc::default() };
    Routes::new().api(Method::GET, OWN, Noun::Pipeline, doc, own)
}

/// The document for those who sign in: what a company calls its fields is nobody else's to read.
async fn own(caller: Caller) -> Answer {
    let table = caller.state.clone();
    let fields = caller.read(|ctx, _| Ok(ctx.fields.clone())).await?;
    let mut document = of(table.table());
    for shape in SHAPES {
        let own: Map<String, Value> =
            fields.of(shape.noun()).map(|field| (field.key.clone(), described(field))).collect();
        for path in [shape.paths.api, shape.paths.api_one] {
            let Some(methods) = document["paths"][path].as_object_mut() else { continue };
            for operation in methods.values_mut().filter(|operation| operation["summary"] != LISTED) {
                for at in ["/requestBody", "/responses/200", "/responses/201"]
                    .map(|at| format!("{at}/content/application~1json/schema"))
                {
                    let properties = operation.pointer_mut(&at).and_then(|schema| schema["properties"].as_object_mut());
                    if let Some(properties) = properties {
                        properties.extend(own.clone());
                    }
                }
            }
        }
    }
    Ok(answered(&document))
}

/// What a field of the company's own holds.
fn described(field: &CustomField) -> Value {
    let keys: Vec<&str> = field.choices.iter().map(|choice| choice.key.as_str()).collect();
    let mut described = match field.kind {
        FieldKind::Text => schema("string"),
        FieldKind::Number if field.decimals == 0 => schema("integer"),
        FieldKind::Number => json!({ "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$" }),
        FieldKind::Money => schema("money"),
        FieldKind::Date => schema("date"),
        FieldKind::Choice => json!({ "type": "string", "enum": keys }),
        FieldKind::MultiChoice => json!({ "type": "array", "items": { "type": "string", "enum": keys } }),
        FieldKind::Person | FieldKind::Record => schema("uuid"),
        FieldKind::YesNo => schema("boolean"),
        FieldKind::Link => schema("uri"),
    };
    described = or_null(described);
    described["title"] = json!(field.label);
    if let Some(help) = &field.help {
        described["description"] = json!(help);
    }
    described
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
        "webhooks": crate::webhooks::documented::document(),
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
    if doc.is_conditional {
        parameters.push(json!({
            "name": "If-Match", "in": "header", "schema": { "type": "string", "pattern": "^(\\*|(W/)?\"[0-9]{1,18}\")$" },
            "description": "The `ETag` it was read with: changed only if nobody else did meanwhile.",
        }));
    }
    let mut operation = json!({
        "summary": doc.summary,
        "operationId": operation_id(route),
        "tags": [route.noun.map_or("other", domain::policy::Noun::key)],
        "parameters": parameters,
        "responses": responses(route, doc),
    });
    if !doc.body.is_empty() {
        operation["requestBody"] =
            json!({ "required": true, "content": { "application/json": { "schema": object(doc.body) } } });
        if route.method == "PATCH" {
            // Only what changes is sent.
            operation["requestBody"]["content"]["application/json"]["schema"]["required"] = json!([]);
        }
    }
    operation
}

/// Every status it is answered by.
fn responses(route: &Route, doc: &Doc) -> Value {
    let mut responses = Map::new();
    for status in if doc.answers.is_empty() { &[200] } else { doc.answers } {
        let told = match status {
            201 => json!({ "description": "Made.", "content": content(doc) }),
            202 => json!({ "description": "Begun.", "content": content(doc) }),
            204 => json!({ "description": "Done; there is nothing to show." }),
            _ => json!({ "description": "Done.", "content": content(doc) }),
        };
        responses.insert(status.to_string(), told);
    }
    let is_write = route.method != "GET";
    for (status, description, is_so) in [
        (400, "The address does not read.", true),
        (401, "No token, or one that is not good.", true),
        (403, "Not allowed, or beyond the token's scope.", true),
        (404, "Not there, or hidden from you.", true),
        (409, "Somebody else was faster, field by field.", is_write),
        (412, "It stands at another version than `If-Match` names.", doc.is_conditional),
        (413, "Too large.", is_write),
        (422, "What was sent does not hold; `errors` points to each fault.", true),
        (429, "Too many requests; `Retry-After` says when to come again.", true),
        (503, "Busy; `Retry-After` says when to come again.", true),
    ] {
        if is_so {
            let content =
                json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } });
            responses.insert(status.to_string(), json!({ "description": description, "content": content }));
        }
    }
    Value::Object(responses)
}

/// What an answer holds: JSON, or a file.
fn content(doc: &Doc) -> Value {
    let (media, schema) = match doc.file {
        Some(media) => (media, json!({ "type": "string", "contentEncoding": "binary" })),
        None if doc.is_list => ("application/json", json!({ "type": "array", "items": object(doc.answer) })),
        None => ("application/json", object(doc.answer)),
    };
    Value::Object(Map::from_iter([(media.to_owned(), json!({ "schema": schema }))]))
}

/// `get_users_id` of `GET /api/v1/users/{id}`.
fn operation_id(route: &Route) -> String {
    let path = route.path.trim_start_matches("/api/v1/").replace(['{', '}'], "").replace(['/', '-'], "_");
    format!("{}_{path}", route.method.as_str().to_lowercase())
}

fn in_path(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

/// The schema of an object with these values.
pub(crate) fn object(parts: &[Part]) -> Value {
    let mut properties = Map::new();
    for part in parts {
        let mut schema = if part.required { schema(part.kind) } else { or_null(schema(part.kind)) };
        schema["description"] = json!(part.about);
        properties.insert(part.name.to_owned(), schema);
    }
    let required: Vec<&str> = parts.iter().filter(|part| part.required).map(|part| part.name).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

/// What may be left out may be null as well.
fn or_null(mut schema: Value) -> Value {
    let Some(one) = schema.get("type").cloned() else {
        return if schema == json!({}) { schema } else { json!({ "anyOf": [schema, { "type": "null" }] }) };
    };
    schema["type"] = json!([one, "null"]);
    if let Some(choices) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        choices.push(Value::Null);
    }
    schema
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
