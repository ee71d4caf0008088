//! What an agent may call: each tool is a route of the API under a name that says when to use it. So a tool sees, refuses
//! and changes exactly what the API does; its arguments come from what the route says of itself.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::openapi::object;
use crate::records::SHAPES;
use crate::routes::Route;
use axum::http::Method;
use serde_json::{Map, Value, json};

/// Rows of a list where none are asked for: what is read by a model is paid by the word.
pub const ROWS: u64 = 25;

/// Which route a tool calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// This one.
    Route(Method, &'static str),
    /// That of the kind named by the argument `kind`, with this behind it.
    Kind(Method, &'static str),
    /// The document, for the fields of a kind.
    Fields,
}

/// A tool.
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// When to use it.
    pub about: &'static str,
    /// What it calls.
    pub call: Call,
}

const fn read(name: &'static str, path: &'static str, about: &'static str) -> Tool {
    Tool { name, about, call: Call::Route(Method::GET, path) }
}
const fn write(name: &'static str, path: &'static str, about: &'static str) -> Tool {
    Tool { name, about, call: Call::Route(Method::POST, path) }
}

/// Every tool, those that read first.
pub static TOOLS: [Tool; 18] = [
    read(
        "search",
        "/api/v1/search",
        "Finds records by words in their names, domains, numbers and notes. Begin here when you know a name.",
    ),
    Tool {
        name: "list_records",
        about: "Lists records of a kind with the filter grammar, e.g. `outcome = open and amount >= 1000 and owner under me`, `name contains \"nord\"`, `close_on <= today+30d`.",
        call: Call::Kind(Method::GET, ""),
    },
    Tool {
        name: "read_record",
        about: "Reads a record with all its fields and its version.",
        call: Call::Kind(Method::GET, "/{id}"),
    },
    Tool {
        name: "describe_kind",
        about: "The fields of a kind, with their types and the company's own fields. Ask before you create or change a record.",
        call: Call::Fields,
    },
    read("today", "/api/v1/today", "What you are to do today, and why."),
    read("list_measures", "/api/v1/measures", "Every measure: its id, unit, formula and what it can be split by."),
    read(
        "measure",
        "/api/v1/measures/{id}",
        "A figure over a period, by one dimension: win rate, pipeline, bookings …",
    ),
    read("measure_records", "/api/v1/measures/{id}/records", "The records behind a figure."),
    read(
        "organisation",
        "/api/v1/organisation",
        "The organisation of a day: who reports to whom. Give `under` or `fold` in a large one.",
    ),
    read("list_segments", "/api/v1/segments", "The segments of customers on a day, with who covers each."),
    read("who_covers", "/api/v1/coverages", "Who covers a segment, or what a position or unit covers, on a day."),
    read("list_handoffs", "/api/v1/handoffs", "Hand-offs that wait for you, that you offered, and what was answered."),
    Tool {
        name: "create_record",
        about: "Creates a record of a kind. To log a call, meeting or note use `log_activity`.",
        call: Call::Kind(Method::POST, ""),
    },
    Tool {
        name: "change_record",
        about: "Changes fields of a record; null clears one. With `version` only if nobody changed it since you read it.",
        call: Call::Kind(Method::PATCH, "/{id}"),
    },
    write("log_activity", "/api/v1/activities", "Logs a call, meeting, mail, note or task on a record."),
    write(
        "move_stage",
        "/api/v1/opportunities/{id}/stage",
        "Moves an opportunity to a stage; closing it takes a reason.",
    ),
    write(
        "preview_handoff",
        "/api/v1/handoffs/preview",
        "To whom a record would be handed over and what would be told; nothing happens.",
    ),
    write("offer_handoff", "/api/v1/handoffs", "Offers a record to whoever is to work it next."),
];

/// The kinds of records.
pub fn kinds() -> Vec<&'static str> {
    SHAPES.iter().map(|shape| shape.kind.key).collect()
}

impl Tool {
    /// The tool of that name.
    pub fn find(name: &str) -> Option<&'static Tool> {
        TOOLS.iter().find(|tool| tool.name == name)
    }

    /// Whether it may change something.
    pub fn is_write(&self) -> bool {
        match &self.call {
            Call::Route(method, _) | Call::Kind(method, _) => *method != Method::GET,
            Call::Fields => false,
        }
    }

    /// What the route it calls says of itself; of a kind, what any of them says.
    pub fn doc<'t>(&self, table: &'t [Route]) -> Option<&'t Doc> {
        let (method, path) = match &self.call {
            Call::Route(method, path) => (method, (*path).to_owned()),
            Call::Kind(method, tail) => (method, format!("{}{tail}", SHAPES[0].paths.api)),
            Call::Fields => return None,
        };
        table.iter().find(|route| route.method == *method && route.path == path)?.doc.as_ref()
    }

    /// What it is to be called with, as JSON Schema.
    pub fn schema(&self, table: &[Route]) -> Map<String, Value> {
        let mut parts: Vec<Part> = Vec::new();
        let path = match &self.call {
            Call::Route(_, path) | Call::Kind(_, path) => path,
            Call::Fields => "",
        };
        parts.extend(path.contains("{id}").then(|| part("id", "string", "Its id.")));
        let doc = self.doc(table);
        parts.extend(doc.map_or(&[][..], |doc| doc.query));
        match &self.call {
            Call::Route(method, _) => {
                parts.extend(doc.map_or(&[][..], |doc| doc.body));
                parts.extend((*method == Method::POST).then_some(ONCE));
            }
            Call::Kind(method, _) => {
                parts.extend((*method != Method::GET).then_some(FIELDS));
                parts.extend((*method == Method::POST).then_some(ONCE));
                parts.extend((*method == Method::PATCH).then_some(VERSION));
            }
            Call::Fields => {}
        }
        let mut schema = object(&parts);
        if !matches!(self.call, Call::Route(..)) {
            let kind = json!({ "type": "string", "enum": kinds(), "description": "What kind of records." });
            schema["properties"]["kind"] = kind;
            if let Some(required) = schema["required"].as_array_mut() {
                required.insert(0, json!("kind"));
            }
        }
        schema["additionalProperties"] = json!(false);
        match schema {
            Value::Object(schema) => schema,
            _ => Map::new(),
        }
    }
}

/// The fields of a record to be made or changed.
pub const FIELDS: Part = part("fields", "object", "Its fields by key, as `describe_kind` says.");
/// What keeps a write from being done twice.
pub const ONCE: Part =
    maybe("idempotency_key", "string", "Names the write: sent again under the same name it is done once.");
/// What keeps a change from overwriting another's.
pub const VERSION: Part = maybe("version", "integer", "The version it was read at.");
