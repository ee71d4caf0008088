//! SCIM as programs meet it: who is let in, shapes, versions; and sessions for programs.

use crate::browser::{Browser, OWNER, PASSWORD, Site, on_each};
use app::ctx::Who;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

/// A program that has the secret.
async fn provider(site: &Site) -> Browser {
    let secret = site.state.write(Who::Console, app::scim::rotate).await.unwrap();
    let mut program = site.browser();
    program.headers = vec![("authorization", format!("Bearer {secret}"))];
    program
}

fn kari() -> Value {
    json!({ "userName": "kari", "emails": [{ "value": "kari@example.test" }] })
}

#[test]
fn a_user_is_made_read_changed_and_deleted_in_the_shapes_of_the_rfc() {
    on_each(async |site| {
        let mut program = provider(site).await;
        let made = program.call(Method::POST, "/scim/v2/Users", &[], &kari()).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        assert_eq!(made.header("content-type"), "application/scim+json");
        let at = made.location().strip_prefix("http://localhost:7400").unwrap().to_owned();
        let tag = made.header("etag").to_owned();
        assert_eq!(made.json()["meta"]["version"], tag);
        let same = program.send(Method::GET, &at, &[("if-none-match", &tag)], String::new()).await;
        assert_eq!(same.status, StatusCode::NOT_MODIFIED);
        let off = json!({ "Operations": [{ "op": "replace", "path": "active", "value": false }] });
        let changed = program.call(Method::PATCH, &at, &[("if-match", &tag)], &off).await;
        assert_eq!((changed.status, &changed.json()["active"]), (StatusCode::OK, &json!(false)));
        let late = program.call(Method::PUT, &at, &[("if-match", &tag)], &kari()).await;
        assert_eq!(
            (late.status, late.header("content-type")),
            (StatusCode::PRECONDITION_FAILED, "application/scim+json")
        );
        let narrow = program.get(&format!("{at}?attributes=userName")).await.json();
        assert_eq!((&narrow["userName"], narrow.get("emails")), (&json!("kari"), None));
        let found = program.get("/scim/v2/Users?filter=emails%20co%20%22KARI%22&count=1").await.json();
        assert_eq!((&found["totalResults"], &found["Resources"][0]["userName"]), (&json!(1), &json!("kari")));
        let search = json!({ "filter": "userName eq \"kari\"", "attributes": ["id"] });
        let found = program.call(Method::POST, "/scim/v2/Users/.search", &[], &search).await.json();
        assert_eq!(found["Resources"][0].as_object().unwrap().len(), 2, "{found}");
        let gone = program.call(Method::DELETE, &at, &[], &Value::Null).await;
        assert_eq!((gone.status, gone.body.as_str()), (StatusCode::NO_CONTENT, ""));
        assert_eq!(program.get(&at).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn errors_have_the_shape_of_the_rfc() {
    on_each(async |site| {
        let mut program = provider(site).await;
        program.call(Method::POST, "/scim/v2/Users", &[], &kari()).await;
        let taken = program.call(Method::POST, "/scim/v2/Users", &[], &kari()).await;
        let bad = program.call(Method::POST, "/scim/v2/Users", &[], &json!({ "userName": "x" })).await;
        let broken = program.send(Method::POST, "/scim/v2/Users", &[], "{".into()).await;
        let filter = program.get("/scim/v2/Users?filter=nothing").await;
        let nowhere = program.get("/scim/v2/Nothing").await;
        let not_so = program.call(Method::POST, "/scim/v2/Schemas", &[], &json!({})).await;
        let number = program.get("/scim/v2/Users?count=x").await;
        for (answer, status, kind) in [
            (taken, 409, Some("uniqueness")),
            (bad, 400, Some("invalidValue")),
            (broken, 400, Some("invalidSyntax")),
            (filter, 400, Some("invalidFilter")),
            (nowhere, 404, None),
            (not_so, 405, None),
            (number, 400, None),
        ] {
            let body = answer.json();
            assert_eq!((answer.status.as_u16(), body["status"].as_str().unwrap()), (status, &*status.to_string()));
            assert_eq!(body["schemas"][0], "urn:ietf:params:scim:api:messages:2.0:Error");
            assert_eq!(answer.header("content-type"), "application/scim+json");
            if status != 405 {
                assert!(kind.is_none() || body["scimType"].as_str() == kind, "{body}");
            }
        }
    });
}

#[test]
fn only_the_secret_opens_it_and_an_owner_sees_that_once() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let closed = owner.get("/settings/scim").await;
        assert!(closed.body.contains("http://localhost:7400/scim/v2") && !closed.body.contains("bws_"));
        let made = owner.post("/settings/scim", &[]).await;
        let secret = made.body.split("value=\"bws_").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert!(!owner.get("/settings/scim").await.body.contains(&secret), "shown once");
        assert_eq!(owner.get("/scim/v2/Users").await.status, StatusCode::UNAUTHORIZED, "no session opens it");
        let token = json!({ "name": "x", "writes": true, "expires_on": "2025-07-01" });
        let csrf = owner.csrf.clone();
        let token = owner.call(Method::POST, "/api/v1/tokens", &[("x-csrf-token", &csrf)], &token).await.json();
        let mut program = site.browser();
        for (given, status) in [
            (format!("Bearer {}", token["token"].as_str().unwrap()), StatusCode::UNAUTHORIZED),
            (format!("bearer bws_{secret}"), StatusCode::OK),
        ] {
            program.headers = vec![("authorization", given)];
            assert_eq!(program.get("/scim/v2/Users").await.status, status);
        }
        assert_eq!(program.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED, "nor does it open anything else");
        owner.post("/settings/scim/end", &[]).await;
        let shut = program.get("/scim/v2/Users").await;
        assert_eq!((shut.status, shut.header("www-authenticate")), (StatusCode::UNAUTHORIZED, "Bearer"));
    });
}

#[test]
fn programs_list_and_end_sessions_and_reset_second_factors() {
    on_each(async |site| {
        let (mut here, mut there) = (site.owner().await, site.signed_in(OWNER, PASSWORD).await);
        here.get("/settings").await;
        let csrf = here.csrf.clone();
        let listed = here.get("/api/v1/sessions").await.json();
        let listed = listed.as_array().unwrap();
        assert_eq!((listed.len(), listed.iter().filter(|one| one["is_this"] == true).count()), (2, 1));
        let other = listed.iter().find(|one| one["is_this"] == false).unwrap()["key"].as_str().unwrap().to_owned();
        let header = [("x-csrf-token", csrf.as_str())];
        let ended = here.call(Method::DELETE, &format!("/api/v1/sessions/{other}"), &header, &Value::Null).await;
        assert_eq!(ended.status, StatusCode::OK);
        assert_eq!(there.get("/settings").await.status, StatusCode::SEE_OTHER);
        let mut third = site.owner().await;
        here.call(Method::DELETE, "/api/v1/sessions", &header, &Value::Null).await;
        assert_eq!(third.get("/settings").await.status, StatusCode::SEE_OTHER);
        let me = here.get("/api/v1/me").await.json()["id"].as_str().unwrap().to_owned();
        let factor = here.get(&format!("/api/v1/users/{me}/two-factor")).await.json();
        assert_eq!((&factor["since"], &factor["codes_left"]), (&Value::Null, &json!(0)));
        let reset = here.call(Method::DELETE, &format!("/api/v1/users/{me}/two-factor"), &header, &Value::Null).await;
        assert_eq!(reset.status, StatusCode::OK);
        here.call(Method::DELETE, &format!("/api/v1/users/{me}/sessions"), &header, &Value::Null).await;
        assert_eq!(here.get("/settings").await.status, StatusCode::SEE_OTHER);
    });
}
