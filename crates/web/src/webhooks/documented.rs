//! What a webhook is sent, for the OpenAPI document.

use domain::policy::Noun;
use domain::webhooks::{NOUNS, kinds};
use serde_json::{Map, Value, json};

/// The `webhooks` of the document: one message for each kind of record.
pub fn document() -> Value {
    let one = |noun: Noun| (format!("{}.*", noun.key()), json!({ "post": message(noun) }));
    Value::Object(NOUNS.into_iter().map(one).collect::<Map<String, Value>>())
}

/// What a message of a kind tells of.
fn summary(noun: Noun) -> String {
    match noun {
        Noun::Handoff => "Work was offered to another, or what became of the offer.".to_owned(),
        Noun::Organisation => "The organisation was changed: the chart, segments, who leaves.".to_owned(),
        _ => format!("Something happened to a record of kind {}.", noun.key()),
    }
}

fn message(of: Noun) -> Value {
    let noun = of.key();
    let header = |name: &str, about: &str| json!({ "name": name, "in": "header", "required": true, "description": about, "schema": { "type": "string" } });
    json!({
        "summary": summary(of),
        "operationId": format!("told_{noun}"),
        "tags": ["webhook"],
        "security": [],
        "parameters": [
            header("webhook-id", "The message, the same whenever it is sent."),
            header("webhook-timestamp", "When this try was made, in seconds since 1970."),
            header("webhook-signature", "By Standard Webhooks: `v1,` and HMAC-SHA256 over `id.timestamp.body`; two while a secret is changed."),
        ],
        "requestBody": { "required": true, "content": { "application/json": { "schema": body(of) } } },
        "responses": {
            "2XX": { "description": "Taken." },
            "410": { "description": "The address is no more, and is told nothing more." },
            "default": { "description": "Not taken: it is sent again, with growing waits." },
        },
    })
}

fn body(of: Noun) -> Value {
    let noun = of.key();
    let types: Vec<String> = kinds(of).iter().map(|kind| format!("{noun}.{kind}")).collect();
    let text = |about: &str| json!({ "type": "string", "description": about });
    let any = |about: &str| json!({ "description": about });
    let change = json!({
        "type": "object", "required": ["field", "before", "after"],
        "properties": {
            "field": text("The field."),
            "before": any("Before; null where it had no value."),
            "after": any("After. Other records are `id` and `label`; those that the user may not see, `hidden`."),
        },
    });
    let actor = json!({
        "type": ["object", "null"], "description": "Who did it; null for the product itself.",
        "properties": { "id": { "type": "string", "format": "uuid" }, "name": { "type": ["string", "null"] } },
    });
    let data = json!({
        "type": "object", "required": ["noun", "id", "kind", "cause", "set", "actor", "changes"],
        "properties": {
            "noun": { "const": noun },
            "id": { "type": "string", "format": "uuid", "description": "The record." },
            "kind": { "type": "string", "description": "What happened; further kinds may come.", "examples": kinds(of) },
            "cause": text("`command`, `import`, `rule`, `undo` …"),
            "set": { "type": ["string", "null"], "format": "uuid", "description": "What it was done together with." },
            "actor": actor,
            "changes": { "type": "array", "items": change },
        },
    });
    json!({
        "type": "object", "required": ["type", "timestamp", "data"],
        "properties": {
            "type": { "type": "string", "description": "Kind of record and what happened; further kinds may come.", "examples": types },
            "timestamp": { "type": "string", "format": "date-time", "description": "When it happened." },
            "data": data,
        },
    })
}
