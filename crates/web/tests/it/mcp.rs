//! Agents: the same sight and the same rights as the API, by other names.

use crate::browser::{Answer, Browser, Site, on_each};
use crate::sweep::company::{self, Company};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use web::mcp::tools::TOOLS;

/// What an agent says and hears: one message, no session.
async fn say(agent: &mut Browser, method: &str, params: Value) -> Answer {
    let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
    let headers = [("accept", "application/json, text/event-stream"), ("mcp-protocol-version", "2025-06-18")];
    agent.call(Method::POST, "/mcp", &headers, &body).await
}

async fn tool(agent: &mut Browser, name: &str, arguments: Value) -> Value {
    let answer = say(agent, "tools/call", json!({ "name": name, "arguments": arguments })).await;
    assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.body);
    answer.json()["result"].clone()
}

/// What a tool answered, as JSON.
fn told(result: &Value) -> Value {
    let text = result["content"][0]["text"].as_str().unwrap_or_default();
    serde_json::from_str(text).unwrap_or_else(|_| panic!("{result}"))
}

fn agent(site: &Site, company: &Company, name: &str, writes: bool) -> Browser {
    let (writing, reading) = &company.tokens[name];
    let mut agent = site.browser();
    agent.headers = vec![("authorization", format!("Bearer {}", if writes { writing } else { reading }))];
    agent
}

#[test]
fn an_agent_sees_what_its_user_s_api_shows_and_nothing_else() {
    on_each(async |site| {
        let company = company::found(site);
        for name in ["Arne", "Bjorn", "Alma", "Kari", "Enya"] {
            let mut agent = agent(site, &company, name, false);
            for kind in ["accounts", "contacts", "leads", "opportunities", "products", "activities"] {
                site.later(1);
                let path = format!("/api/v1/{kind}?limit=25&fields=*");
                let due = agent.call(Method::GET, &path, &[], &Value::Null).await;
                let got = tool(&mut agent, "list_records", json!({ "kind": kind, "fields": "*" })).await;
                assert_eq!(got["isError"] == true, !due.status.is_success(), "{name} {kind}: {got}");
                assert_eq!(told(&got), due.json(), "{name} {kind}");
            }
            let due = agent.call(Method::GET, "/api/v1/search?q=fjell", &[], &Value::Null).await.json();
            assert_eq!(told(&tool(&mut agent, "search", json!({ "q": "fjell" })).await), due, "{name}");
            let hidden = &company.marked["beta"];
            let path = format!("/api/v1/accounts/{}", hidden.account.0);
            let due = agent.call(Method::GET, &path, &[], &Value::Null).await;
            let got = tool(&mut agent, "read_record", json!({ "kind": "accounts", "id": hidden.account.0 })).await;
            assert_eq!(got["isError"] == true, due.status == StatusCode::NOT_FOUND, "{name}: {got}");
        }
    });
}

#[test]
fn an_agent_writes_only_with_the_scope_and_as_its_user() {
    on_each(async |site| {
        let company = company::found(site);
        let mut reader = agent(site, &company, "Arne", false);
        let shown = say(&mut reader, "tools/list", json!({})).await.json();
        let names: Vec<&str> =
            shown["result"]["tools"].as_array().unwrap().iter().map(|t| t["name"].as_str().unwrap()).collect();
        assert!(names.contains(&"list_records") && !names.contains(&"create_record"), "{names:?}");
        let new = json!({ "kind": "accounts", "fields": { "name": "Made by an agent" } });
        let refused = tool(&mut reader, "create_record", new.clone()).await;
        assert_eq!((&refused["isError"], &told(&refused)["status"]), (&json!(true), &json!(403)));
        let mut writer = agent(site, &company, "Arne", true);
        let all = say(&mut writer, "tools/list", json!({})).await.json();
        assert_eq!(all["result"]["tools"].as_array().unwrap().len(), TOOLS.len());
        let fields = told(&tool(&mut writer, "describe_kind", json!({ "kind": "accounts" })).await);
        assert_eq!(fields["create"]["properties"]["name"]["type"], "string");
        let made = told(&tool(&mut writer, "create_record", new).await);
        let change = |version: Value| json!({ "kind": "accounts", "id": made["id"], "version": version, "fields": { "city": "Bergen" } });
        let changed = told(&tool(&mut writer, "change_record", change(made["version"].clone())).await);
        assert_eq!(changed["city"], "Bergen", "{changed}");
        let late = tool(&mut writer, "change_record", change(made["version"].clone())).await;
        assert_eq!(told(&late)["status"], 412, "{late}");
        let call = json!({ "kind": "note", "subject": "Said hello", "account": made["id"] });
        let logged = tool(&mut writer, "log_activity", call).await;
        assert_eq!(logged["isError"], false, "{logged}");
        let hidden = &company.marked["beta"];
        let foreign = json!({ "kind": "accounts", "id": hidden.account.0, "fields": { "name": "Taken" } });
        assert_eq!(told(&tool(&mut writer, "change_record", foreign).await)["status"], 404);
        let deal = &company.marked["alfa"];
        let mut alma = agent(site, &company, "Alma", true);
        let offer = json!({ "noun": "opportunity", "record": deal.deal.0, "to": company::position("Alma") });
        let preview = tool(&mut alma, "preview_handoff", offer.clone()).await;
        let waiting = told(&tool(&mut alma, "list_handoffs", json!({})).await);
        assert_eq!(waiting["offered"], json!([]), "a preview leaves nothing: {preview}");
        assert!(told(&preview)["state"] == "offered" || preview["isError"] == true, "{preview}");
    });
}

#[test]
fn without_a_token_or_with_wrong_words_an_agent_is_told_so() {
    on_each(async |site| {
        let company = company::found(site);
        let mut nobody = site.browser();
        let answer = say(&mut nobody, "tools/list", json!({})).await;
        assert_eq!((answer.status, answer.header("www-authenticate")), (StatusCode::UNAUTHORIZED, "Bearer"));
        let mut owner = site.owner().await;
        owner.get("/settings").await;
        let by_session = say(&mut owner, "tools/list", json!({})).await;
        assert_eq!(by_session.status, StatusCode::UNAUTHORIZED, "a session is not enough");
        let mut agent = agent(site, &company, "Arne", true);
        let begun = say(&mut agent, "initialize", json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } })).await;
        assert_eq!(begun.json()["result"]["serverInfo"]["name"], "bailiwick", "{}", begun.body);
        assert!(begun.header("mcp-session-id").is_empty());
        let wrong = tool(&mut agent, "list_records", json!({ "kind": "accounts", "filtre": "x" })).await;
        assert!(wrong["content"][0]["text"].as_str().unwrap().contains("filtre"), "{wrong}");
        let faulty = tool(&mut agent, "list_records", json!({ "kind": "accounts", "filter": "nmae = x" })).await;
        assert_eq!(told(&faulty)["status"], 422);
        let sideways = json!({ "kind": "accounts", "id": "../users" });
        assert_eq!(told(&tool(&mut agent, "read_record", sideways).await)["status"], 404);
        let unknown = say(&mut agent, "tools/call", json!({ "name": "drop_tables", "arguments": {} })).await;
        assert!(unknown.json()["error"].is_object(), "{}", unknown.body);
    });
}

#[test]
fn every_tool_is_a_route_with_arguments() {
    on_each(async |site| {
        for tool in &TOOLS {
            let is_known = tool.doc(site.state.table()).is_some() || tool.name == "describe_kind";
            assert!(is_known, "{} calls a route that is not there", tool.name);
            assert_eq!(tool.schema(site.state.table())["type"], "object", "{}", tool.name);
        }
    });
}
