//! What no request may have more of than others: size and time.

use crate::browser::{on_each, visit};
use axum::http::{Method, StatusCode};
use web::Options;

/// More than a request without a file may hold.
fn too_much() -> String {
    "x".repeat((4 << 20) + 1)
}

#[test]
fn a_body_that_is_too_large_is_refused_as_such() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let body = serde_json::json!({ "name": too_much() }).to_string();
        owner.get("/settings/tokens").await;
        let csrf = owner.csrf.clone();
        let json = [("content-type", "application/json"), ("x-csrf-token", csrf.as_str())];
        let keyed = [json[0], json[1], ("idempotency-key", "once")];
        for headers in [&json[..], &keyed[..]] {
            let answer = owner.send(Method::POST, "/api/v1/accounts", headers, body.clone()).await;
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", answer.body);
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(answer.json()["errors"][0]["code"], "error-too-large");
        }
        let form =
            owner.send(Method::POST, "/accounts", &[("content-type", "application/x-www-form-urlencoded")], too_much());
        assert_eq!(form.await.status, StatusCode::PAYLOAD_TOO_LARGE);
    });
}

#[test]
fn what_takes_too_long_is_told_so() {
    let options = Options { timeout_seconds: 0, ..Options::default() };
    visit(&options, true, async |site| {
        let mut program = site.browser();
        // A clock ticks in milliseconds: some answers are there before the first tick.
        let bearer = [("authorization", "Bearer bwk_none")];
        let mut answer = program.send(Method::GET, "/api/v1/accounts", &bearer, String::new()).await;
        for _ in 0..500 {
            if answer.status == StatusCode::SERVICE_UNAVAILABLE {
                break;
            }
            answer = program.send(Method::GET, "/api/v1/accounts", &bearer, String::new()).await;
        }
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.json()["title"], "That took too long");
        assert_eq!(answer.header("retry-after"), "30");
    });
}
