//! Programs: tokens and their scopes, problem documents, writes sent twice, limits, the document.

use crate::browser::{Browser, Site, on_each, visit};
use crate::records::apart;
use app::ctx::Who;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use web::Options;
use web::routes::Kind;

/// A program with a token that the owner made on the settings page.
async fn program(site: &Site, scope: &str) -> Browser {
    let mut owner = site.owner().await;
    owner.get("/settings/tokens").await;
    let fields = [("name", "nightly"), ("scope", scope), ("expires_on", "2025-07-01")];
    let made = owner.post("/settings/tokens", &fields).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let token = made.value_after("readonly");
    assert!(!owner.get("/settings/tokens").await.body.contains(&token), "shown once");
    let mut program = site.browser();
    program.headers = vec![("authorization", format!("Bearer {token}"))];
    program
}

const NEW: &str = r#"{"email":"ola@example.test","name":"Ola Hansen"}"#;

fn new() -> Value {
    serde_json::from_str(NEW).unwrap()
}

#[test]
fn a_token_reads_and_only_one_with_the_scope_writes() {
    on_each(async |site| {
        let mut reader = program(site, "read").await;
        let me = reader.call(Method::GET, "/api/v1/me", &[], &Value::Null).await;
        assert_eq!(me.json()["email"], "owner@example.test");
        let refused = reader.call(Method::POST, "/api/v1/users", &[], &new()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let mut writer = program(site, "write").await;
        let made = writer.call(Method::POST, "/api/v1/users", &[], &new()).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        assert!(made.json()["link"].as_str().unwrap().starts_with("/link/"));
    });
}

#[test]
fn a_token_s_life_is_told_its_user_and_the_history() {
    on_each(async |site| {
        let mut reader = program(site, "read").await;
        let tokens = |all: Value| (all[0]["used_at"].clone(), all[0]["writes"].clone());
        let mut owner = site.owner().await;
        owner.get("/settings").await;
        let never = owner.get("/api/v1/tokens").await.json();
        assert_eq!(tokens(never), (Value::Null, json!(false)));
        assert_eq!(reader.call(Method::POST, "/api/v1/users", &[], &new()).await.status, StatusCode::FORBIDDEN);
        let used = owner.get("/api/v1/tokens").await.json();
        assert!(used[0]["used_at"].is_string(), "{used}");
        assert!(!owner.get("/settings/tokens").await.body.contains("Never"));
        let mut told = String::new();
        for _ in 0..100 {
            told = owner.get("/api/v1/audit?limit=20").await.body;
            if told.contains("refused") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert!(told.contains("refused") && told.contains("POST /api/v1/users"), "beyond its scope: {told}");
        assert!(told.contains("nightly"), "made: {told}");
    });
}

#[test]
fn without_a_token_or_with_an_ended_one_nothing_is_answered() {
    on_each(async |site| {
        let mut nobody = site.browser();
        for route in site.state.table().iter().filter(|r| r.kind == Kind::Api) {
            let path = crate::forms::address(route.path);
            let answer = nobody.call(route.method.clone(), &path, &[], &Value::Null).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
        let mut revoked = program(site, "write").await;
        let all = revoked.call(Method::GET, "/api/v1/tokens", &[], &Value::Null).await.json();
        let path = format!("/api/v1/tokens/{}", all[0]["id"].as_str().unwrap());
        assert_eq!(revoked.call(Method::DELETE, &path, &[], &Value::Null).await.status, StatusCode::OK);
        assert_eq!(revoked.call(Method::GET, "/api/v1/me", &[], &Value::Null).await.status, StatusCode::UNAUTHORIZED);
        let mut old = program(site, "read").await;
        site.later(60 * 24 * 60 * 60);
        assert_eq!(old.call(Method::GET, "/api/v1/me", &[], &Value::Null).await.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn a_page_s_session_may_call_with_its_token() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        owner.get("/settings").await;
        assert_eq!(owner.call(Method::GET, "/api/v1/me", &[], &Value::Null).await.status, StatusCode::OK);
        assert_eq!(owner.call(Method::POST, "/api/v1/users", &[], &new()).await.status, StatusCode::FORBIDDEN);
        let csrf = owner.csrf.clone();
        let made = owner.call(Method::POST, "/api/v1/users", &[("x-csrf-token", &csrf)], &new()).await;
        assert_eq!(made.status, StatusCode::CREATED);
    });
}

#[test]
fn what_is_wrong_is_a_problem_document_with_pointers() {
    on_each(async |site| {
        let mut program = program(site, "write").await;
        let wrong = json!({ "email": "nobody", "name": " " });
        let answer = program.call(Method::POST, "/api/v1/users", &[], &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let body = answer.json();
        assert_eq!((&body["status"], &body["errors"][0]["pointer"]), (&json!(422), &json!("/email")));
        assert_eq!(body["errors"][1]["pointer"], "/name");
        assert_eq!(body["request_id"], answer.header("x-request-id"));
        let garbled = program.send(Method::POST, "/api/v1/users", &[("content-type", "application/json")], "{".into());
        assert_eq!(garbled.await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let nothing = program.call(Method::GET, "/api/v1/nothing", &[], &Value::Null).await;
        assert_eq!((nothing.status, nothing.json()["status"].clone()), (StatusCode::NOT_FOUND, json!(404)));
    });
}

#[test]
fn a_write_sent_twice_is_done_once() {
    on_each(async |site| {
        let mut program = program(site, "write").await;
        let key = [("idempotency-key", "invite-ola")];
        let first = program.call(Method::POST, "/api/v1/users", &key, &new()).await;
        let second = program.call(Method::POST, "/api/v1/users", &key, &new()).await;
        assert_eq!((first.status, &first.body), (StatusCode::CREATED, &second.body));
        assert_eq!((second.status, second.header("idempotent-replayed")), (StatusCode::CREATED, "true"));
        let other = json!({ "email": "eva@example.test", "name": "Eva" });
        let refused = program.call(Method::POST, "/api/v1/users", &key, &other).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "the key belongs to another request");
        let all = program.call(Method::GET, "/api/v1/users", &[], &Value::Null).await.json();
        assert_eq!(all.as_array().unwrap().len(), 2);
        site.later(25 * 60 * 60);
        let anew = program.call(Method::POST, "/api/v1/users", &key, &other).await;
        assert_eq!(anew.status, StatusCode::CREATED, "a key is kept for a day");
    });
}

#[test]
fn an_answer_that_shows_a_secret_is_kept_for_its_own_secret_alone() {
    on_each(async |site| {
        let (mut program, mut other) = (program(site, "write").await, program(site, "write").await);
        let key = [("idempotency-key", "one-more")];
        let new = json!({ "name": "another", "writes": false, "expires_on": "2025-07-01" });
        let first = program.call(Method::POST, "/api/v1/tokens", &key, &new).await;
        let secret = first.json()["token"].as_str().unwrap().to_owned();
        let again = program.call(Method::POST, "/api/v1/tokens", &key, &new).await;
        assert_eq!((again.status, &again.body), (StatusCode::CREATED, &first.body));
        let kept = apart(site, |house| {
            let kept = house.read(Who::Console, |_, tx| {
                Ok(tx.all("select answer from idempotency_keys", &[], |row| row.next::<String>())?.join("\n"))
            });
            kept.unwrap()
        });
        assert!(!kept.is_empty() && !kept.contains(&secret) && !kept.contains("token"), "{kept}");
        let refused = other.call(Method::POST, "/api/v1/tokens", &key, &new).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        assert!(!refused.body.contains(&secret));
    });
}

#[test]
fn too_many_calls_are_told_when_to_come_again() {
    let options = Options { api_per_minute: 3, ..Options::default() };
    visit(&options, true, async |site| {
        let mut program = program(site, "read").await;
        for left in ["2", "1", "0"] {
            let answer = program.call(Method::GET, "/api/v1/me", &[], &Value::Null).await;
            assert_eq!((answer.header("ratelimit-limit"), answer.header("ratelimit-remaining")), ("3", left));
        }
        let refused = program.call(Method::GET, "/api/v1/me", &[], &Value::Null).await;
        assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "20"));
        site.later(20);
        assert_eq!(program.call(Method::GET, "/api/v1/me", &[], &Value::Null).await.status, StatusCode::OK);
    });
}

#[test]
fn the_document_tells_of_every_route() {
    on_each(async |site| {
        let mut anyone = site.browser();
        let document = anyone.get("/api/openapi.json").await.json();
        assert_eq!(document["openapi"], "3.1.0");
        for made in ["/api/v1/users", "/api/v1/accounts", "/api/v1/tokens", "/api/v1/webhooks"] {
            let answers = &document["paths"][made]["post"]["responses"];
            assert!(answers["201"].is_object() && answers["200"].is_null(), "{made}");
        }
        let change = &document["paths"]["/api/v1/accounts/{id}"]["patch"];
        assert_eq!(change["requestBody"]["content"]["application/json"]["schema"]["required"], json!([]));
        assert!(change["responses"]["204"].is_object() && change["responses"]["412"].is_object());
        let docs = anyone.get("/api/docs").await;
        for route in site.state.table().iter().filter(|r| r.kind == Kind::Api) {
            let operation = &document["paths"][route.path][route.method.as_str().to_lowercase()];
            assert!(operation["summary"].is_string(), "{} {}", route.method, route.path);
            assert!(docs.body.contains(route.path));
            let answers = operation["responses"].as_object().unwrap();
            assert!(answers.keys().any(|status| status.starts_with('2')), "{} {}", route.method, route.path);
            assert!(answers.contains_key("401") && !answers.contains_key("default"), "{}", route.path);
        }
    });
}
