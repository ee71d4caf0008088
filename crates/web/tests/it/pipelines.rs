//! Pipelines by page and API: stages are made, ordered, asked for, taken out of use; what a stage needs is said
//! field by field, and filled on the way.

use crate::browser::{Browser, Site, on_each};
use app::ctx::Who;
use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};

/// A page of the owner's, and their session as a program.
async fn owner(site: &Site) -> (Browser, String) {
    let mut owner = site.owner().await;
    let page = owner.get("/settings/pipelines").await;
    assert_eq!(page.status, StatusCode::OK);
    let csrf = owner.csrf.clone();
    (owner, csrf)
}

async fn call(owner: &mut Browser, csrf: &str, method: Method, path: &str, body: Json) -> (StatusCode, Json) {
    let answer = owner.call(method, path, &[("x-csrf-token", csrf)], &body).await;
    let body = if answer.body.is_empty() { Json::Null } else { answer.json() };
    (answer.status, body)
}

async fn stage(owner: &mut Browser, csrf: &str, key: &str) -> String {
    let (_, all) = call(owner, csrf, Method::GET, "/api/v1/pipelines", Json::Null).await;
    let stages = all[0]["stages"].as_array().unwrap();
    stages.iter().find(|s| s["key"] == key).unwrap()["id"].as_str().unwrap().to_owned()
}

/// Any seat; the app blocks, which the thread of a test's runtime may not.
fn seat(site: &Site) -> String {
    let house = site.state.house().clone();
    let first = move || house.read(Who::Console, |ctx, _| Ok(ctx.organisation.positions().next().unwrap().id));
    std::thread::spawn(first).join().unwrap().unwrap().to_string()
}

#[test]
fn a_pipeline_is_set_up_by_its_pages() {
    on_each(async |site| {
        let (mut owner, csrf) = owner(site).await;
        let made = owner.post("/settings/pipelines", &[("name", "Partners"), ("like", "")]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let place = made.location().to_owned();
        let twice = owner.post("/settings/pipelines", &[("name", "partners"), ("like", "")]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [
            ("name", "Pilot"),
            ("outcome", "open"),
            ("probability_bp", "12,5"),
            ("forecast_category", "best_case"),
            ("needs", "amount"),
            ("needs", "close_on"),
            ("entry_criteria", "They agreed to a pilot\n\nin writing"),
        ];
        let added = owner.post(&format!("{place}/stages"), &fields).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        let id = place.rsplit('/').next().unwrap();
        let (status, view) = call(&mut owner, &csrf, Method::GET, &format!("/api/v1/pipelines/{id}"), Json::Null).await;
        assert_eq!(status, StatusCode::OK);
        let pilot = view["stages"].as_array().unwrap().iter().find(|s| s["name"] == "Pilot").unwrap().clone();
        assert_eq!((&pilot["probability_bp"], &pilot["place"]), (&json!(1250), &json!(5)));
        assert_eq!(pilot["needs"], json!(["amount", "close_on"]));
        assert_eq!(pilot["entry_criteria"], json!(["They agreed to a pilot", "in writing"]));
        let here = format!("/settings/stages/{}", pilot["id"].as_str().unwrap());
        assert_eq!(owner.get(&here).await.value_after("name=\"probability_bp\""), "12.5");
        let wrong = owner.post(&here, &[("name", "Pilot"), ("outcome", "open"), ("probability_bp", "much")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("f-probability_bp-wrong"));
        let up = owner.post(&format!("{here}/place"), &[("place", "0")]).await;
        assert_eq!((up.status, up.location()), (StatusCode::SEE_OTHER, place.as_str()));
        let retired = owner.post(&format!("{here}/retire"), &[("to", "")]).await;
        assert_eq!(retired.status, StatusCode::SEE_OTHER, "nothing is there: {}", retired.body);
        assert!(owner.get(&place).await.body.contains("no longer used"));
        let begin = owner.post(&format!("{place}/default"), &[]).await;
        assert_eq!(begin.status, StatusCode::SEE_OTHER);
        let (_, view) = call(&mut owner, &csrf, Method::GET, &format!("/api/v1/pipelines/{id}"), Json::Null).await;
        assert_eq!(view["is_default"], true);
    });
}

#[test]
fn what_a_stage_needs_is_asked_for_where_it_is_entered() {
    on_each(async |site| {
        let (mut owner, csrf) = owner(site).await;
        let presenting = stage(&mut owner, &csrf, "presenting").await;
        let path = format!("/api/v1/stages/{presenting}");
        let needs = json!({ "needs": ["amount", "competitor"] });
        let (status, body) = call(&mut owner, &csrf, Method::PATCH, &path, needs).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        let new = json!({ "name": "Flow lab", "owner": seat(site) });
        let (status, deal) = call(&mut owner, &csrf, Method::POST, "/api/v1/opportunities", new).await;
        assert_eq!(status, StatusCode::CREATED, "{deal}");
        let id = deal["id"].as_str().unwrap().to_owned();

        let path = format!("/api/v1/opportunities/{id}/stage");
        let (status, fault) = call(&mut owner, &csrf, Method::POST, &path, json!({ "stage": "presenting" })).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        let at: Vec<&Json> = fault["errors"].as_array().unwrap().iter().map(|e| &e["pointer"]).collect();
        assert_eq!(at, [&json!("/amount"), &json!("/competitor")], "{fault}");
        assert!(fault["errors"][0]["detail"].as_str().unwrap().ends_with("needs this: Amount."), "{fault}");

        let form = format!("/opportunities/{id}/stage");
        let page = owner.post(&form, &[("stage", &presenting), ("version", "1")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        for control in ["f-move-amount-wrong", "f-move-competitor-wrong"] {
            assert!(page.body.contains(control), "{control}");
        }
        assert!(!page.body.contains("name=\"reason\""), "an open stage takes no reason");
        let half = owner.post(&form, &[("stage", &presenting), ("version", "1"), ("amount", "1 200,50")]).await;
        assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (_, still) = call(&mut owner, &csrf, Method::GET, &format!("/api/v1/opportunities/{id}"), Json::Null).await;
        assert_eq!((&still["amount"], &still["version"]), (&Json::Null, &json!(1)), "all of it, or nothing");
        let sent = [("stage", presenting.as_str()), ("version", "1"), ("amount", "1 200,50"), ("competitor", "Acme")];
        let moved = owner.post(&form, &sent).await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
        let (_, deal) = call(&mut owner, &csrf, Method::GET, &format!("/api/v1/opportunities/{id}"), Json::Null).await;
        assert_eq!((&deal["stage"], &deal["amount"]["amount"]), (&json!(presenting), &json!("1200.50")));
    });
}
