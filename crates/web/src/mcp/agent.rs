//! One agent in the name of one token: lists the tools and carries each call to the API, through the same gate as any
//! program's, and back.

use super::tools::{Call, FIELDS, ONCE, ROWS, TOOLS, Tool, VERSION, kinds};
use crate::State;
use crate::api::{IDEMPOTENCY_KEY, openapi};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Method, Request, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, JsonObject, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool as Shown, ToolAnnotations,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler};
use serde_json::{Map, Value, json};
use tower::ServiceExt;

/// The largest answer that is carried on.
const ANSWER_BYTES: usize = 4 << 20;

/// What a model is told before it calls anything.
const INSTRUCTIONS: &str = "Bailiwick is the company's CRM. Everything you see and may do is what your user sees and may do. \
Kinds of records: leads, opportunities, accounts, contacts, products, activities. Find a record by `search` or `list_records`, \
read it before you change it, and ask `describe_kind` for field names first. Amounts are {\"amount\": \"1234.50\", \"currency\": \"EUR\"}, \
days are YYYY-MM-DD. Filters: `field = value`, `contains`, `in (…)`, `is empty`, `owner = me`, `owner under me`, `today+7d`, `and or not`.";

/// An agent.
#[derive(Clone)]
pub struct Agent {
    pub(super) state: State,
    /// The API with its gate.
    pub(super) api: Router,
    /// Who it is, and in which language it reads.
    pub(super) headers: HeaderMap,
    /// Whether it may change things.
    pub(super) writes: bool,
}

impl ServerHandler for Agent {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("bailiwick", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let may = TOOLS.iter().filter(|tool| self.writes || !tool.is_write());
        Ok(ListToolsResult::with_all_items(may.map(|tool| self.shown(tool)).collect()))
    }

    async fn call_tool(
        &self,
        asked: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let unknown = || ErrorData::invalid_params(format!("there is no tool {}", asked.name), None);
        let tool = Tool::find(&asked.name).ok_or_else(unknown)?;
        let request = match self.request(tool, asked.arguments.unwrap_or_default()) {
            Ok(request) => request,
            Err(fault) => return Ok(CallToolResult::error(vec![ContentBlock::text(fault)]).into()),
        };
        Ok(self.answered(request, tool).await.into())
    }
}

/// A call of the API, and the kind whose fields are picked out of its answer.
struct Asked {
    request: Request<Body>,
    kind: String,
}

impl Agent {
    fn shown(&self, tool: &Tool) -> Shown {
        let is_change = matches!(tool.call, Call::Kind(Method::PATCH, _)) || tool.name == "move_stage";
        let hints = ToolAnnotations::new().read_only(!tool.is_write()).destructive(is_change).open_world(false);
        Shown::new(tool.name, tool.about, tool.schema(self.state.table())).with_annotations(hints)
    }

    /// The call of the API that a tool is; what is wrong with its arguments otherwise.
    fn request(&self, tool: &Tool, mut given: JsonObject) -> Result<Asked, String> {
        let schema = tool.schema(self.state.table());
        refuse_unknown(&schema, &given)?;
        let names_kind = !matches!(tool.call, Call::Route(..));
        let kind = if names_kind { plain(given.remove("kind").unwrap_or_default()) } else { String::new() };
        if names_kind && !kinds().contains(&kind.as_str()) {
            return Err(format!("kind: one of {}", kinds().join(", ")));
        }
        let (method, mut path) = match &tool.call {
            Call::Route(method, path) => (method.clone(), (*path).to_owned()),
            Call::Kind(method, tail) => (method.clone(), format!("/api/v1/{kind}{tail}")),
            Call::Fields => (Method::GET, openapi::OWN.to_owned()),
        };
        if path.contains("{id}") {
            path = path.replace("{id}", &escaped(&plain(given.remove("id").unwrap_or_default())));
        }
        let mut request = Request::builder().method(method.clone());
        if let Some(key) = given.remove(ONCE.name) {
            request = request.header(IDEMPOTENCY_KEY, plain(key));
        }
        if let Some(version) = given.remove(VERSION.name).filter(|_| method == Method::PATCH) {
            request = request.header(header::IF_MATCH, format!("\"{}\"", plain(version)));
        }
        let body = match method == Method::GET {
            true => Body::empty(),
            false => Body::from(given.remove(FIELDS.name).unwrap_or(Value::Object(given.clone())).to_string()),
        };
        if method == Method::GET && matches!(tool.call, Call::Kind(_, "")) {
            given.entry("limit").or_insert(json!(ROWS));
        }
        if method == Method::GET {
            let pairs: Vec<String> = given
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| format!("{}={}", escaped(&name), escaped(&plain(value))))
                .collect();
            path = if pairs.is_empty() { path } else { format!("{path}?{}", pairs.join("&")) };
        }
        let mut request = request.uri(path).body(body).map_err(|fault| fault.to_string())?;
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(header::CONTENT_TYPE, json);
        request.headers_mut().extend(self.headers.clone());
        Ok(Asked { request, kind })
    }

    /// Asks the API. What it refuses is an answer too, for the model to read and mend.
    async fn answered(&self, asked: Asked, tool: &Tool) -> CallToolResult {
        let Ok(answer) = self.api.clone().oneshot(asked.request).await;
        let (parts, body) = answer.into_parts();
        let Ok(bytes) = to_bytes(body, ANSWER_BYTES).await else {
            return CallToolResult::error(vec![ContentBlock::text("the answer is too large: ask for less")]);
        };
        let mut found = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        if tool.call == Call::Fields && parts.status.is_success() {
            found = fields(&found, &asked.kind);
        }
        if !parts.status.is_success() {
            return CallToolResult::error(vec![ContentBlock::text(found.to_string())]);
        }
        let mut result = CallToolResult::success(vec![ContentBlock::text(found.to_string())]);
        result.structured_content = Some(found).filter(Value::is_object);
        result
    }
}

/// The fields of a kind, out of the document of the API.
fn fields(document: &Value, kind: &str) -> Value {
    let of = |method: &str, path: String| {
        document["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"].clone()
    };
    json!({ "kind": kind, "create": of("post", format!("/api/v1/{kind}")), "money": document["components"]["schemas"]["Money"] })
}

/// A model that misnames an argument is told so, rather than answered something else.
fn refuse_unknown(schema: &Map<String, Value>, given: &JsonObject) -> Result<(), String> {
    let properties = schema["properties"].as_object();
    let known: Vec<&str> = properties.map(|all| all.keys().map(String::as_str).collect()).unwrap_or_default();
    let wrong: Vec<&str> = given.keys().map(String::as_str).filter(|name| !known.contains(name)).collect();
    if !wrong.is_empty() {
        return Err(format!("there is no argument {}; there are {}", wrong.join(", "), known.join(", ")));
    }
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let missing: Vec<&str> = required.filter(|name| !given.contains_key(*name)).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("missing: {}", missing.join(", "))) }
}

/// A value as an address holds it.
fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
