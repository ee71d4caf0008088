//! Proof that a write comes from a page of ours; headers of every answer.

use crate::browser::on_each;
use axum::http::{Method, StatusCode};
use web::routes::Kind;

/// An address of a pattern: ids that belong to nobody.
pub fn address(pattern: &str) -> String {
    // A stream has no end: asked for what there is none of, it answers at once.
    if pattern == "/live" {
        return "/live?noun=nothing".to_owned();
    }
    let fill = |part: &str| {
        if part.starts_with('{') { "00000000-0000-0000-0000-000000000001".into() } else { part.to_owned() }
    };
    pattern.split('/').map(fill).collect::<Vec<_>>().join("/")
}

#[test]
fn every_form_is_refused_without_its_token() {
    on_each(async |site| {
        let mut browser = site.owner().await;
        let mut tried = 0;
        let table = site.state.table().iter();
        // Strangers have no token: what they send to a form of theirs is tried in lead_forms.rs.
        for route in table.filter(|r| {
            r.method == Method::POST && !matches!(r.kind, Kind::Api | Kind::Agent) && r.path != web::lead_forms::OPEN
        }) {
            let path = address(route.path);
            // The identity provider sends no forms; without its secret it is told 401 (scim.rs).
            if path.starts_with(web::scim::BASE) {
                continue;
            }
            for forged in ["", "guessed-guessed-guessed-guessed-guessed-gue"] {
                let answer = browser.post_as_is(&path, &[("csrf", forged)]).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
            }
            tried += 1;
        }
        assert!(tried >= 10);
    });
}

#[test]
fn another_site_is_refused_even_with_the_token() {
    on_each(async |site| {
        let mut browser = site.owner().await;
        browser.get("/settings").await;
        let fields = [("name", "Mallory"), ("language", "en"), ("theme", "dark")];
        browser.headers = vec![("origin", "https://evil.example".into())];
        assert_eq!(browser.post("/settings", &fields).await.status, StatusCode::FORBIDDEN);
        browser.headers = vec![("origin", "http://localhost:7400".into())];
        assert_eq!(browser.post("/settings", &fields).await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn one_session_s_token_is_no_good_in_another() {
    on_each(async |site| {
        let (mut one, mut other) = (site.owner().await, site.owner().await);
        one.get("/settings").await;
        other.csrf = one.csrf.clone();
        assert_eq!(other.post("/sign-out", &[]).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn pages_and_forms_name_their_encoding() {
    on_each(async |site| {
        let mut browser = site.owner().await;
        let pages = site.state.table().iter().filter(|r| r.method == Method::GET);
        for path in pages.map(|r| address(r.path)).chain(["/nothing/here".into(), "/assets/nothing".into()]) {
            let answer = browser.get(&path).await;
            let kind = answer.header("content-type");
            let names = !kind.starts_with("text/") || kind.contains("charset=utf-8") || kind == "text/event-stream";
            assert!(names && (!kind.is_empty() || answer.body.is_empty()), "{path}: {kind}");
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
    });
}

#[test]
fn every_page_has_the_strict_policy_and_a_request_id() {
    on_each(async |site| {
        let mut browser = site.owner().await;
        let pages = site.state.table().iter().filter(|r| r.method == Method::GET && r.kind != Kind::Api);
        let addresses: Vec<String> = pages.map(|r| address(r.path)).chain(["/nothing/here".into()]).collect();
        assert!(addresses.len() >= 10);
        for path in addresses {
            let answer = browser.get(&path).await;
            assert!(!answer.status.is_server_error(), "{path}: {}", answer.body);
            assert_eq!(answer.header("content-security-policy"), web::security::POLICY, "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
            assert_eq!(answer.header("x-request-id").len(), 32);
            assert!(!answer.body.contains(" style=") && !answer.body.contains("<script>"), "{path} breaks the policy");
        }
    });
}
