//! Webhooks by page and API: registered, changed, rotated, tested, skipped, told again, removed; the secret is shown once.

use crate::browser::{Browser, on_each};
use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};

const ALL: &str = "/api/v1/webhooks";

async fn call(program: &mut Browser, method: Method, path: &str, body: Json) -> (StatusCode, Json) {
    let answer = program.call(method, path, &[], &body).await;
    (answer.status, serde_json::from_str(&answer.body).unwrap_or_default())
}

fn pointers(problem: &Json) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().filter_map(|error| error["pointer"].as_str()).collect()
}

#[test]
fn a_program_keeps_webhooks_and_is_shown_a_secret_once() {
    on_each(async |site| {
        let mut program = site.owner().await;
        program.get("/settings").await;
        program.headers = vec![("x-csrf-token", program.csrf.clone())];
        let inner = json!({ "url": "https://127.0.0.1/in" });
        let refused = [inner, json!({ "url": "nowhere" }), json!({ "url": "http://8.8.8.8/in" }), json!({})];
        for body in refused {
            let (status, problem) = call(&mut program, Method::POST, ALL, body.clone()).await;
            assert_eq!((status, pointers(&problem)), (StatusCode::UNPROCESSABLE_ENTITY, vec!["/url"]), "{body}");
        }
        let events = json!({ "url": "https://8.8.8.8/in", "events": ["user.created"] });
        let (_, problem) = call(&mut program, Method::POST, ALL, events).await;
        assert_eq!(pointers(&problem), ["/events"]);
        let secret = json!({ "url": "https://8.8.8.8/in", "secret": "whsec_mine" });
        let (_, problem) = call(&mut program, Method::POST, ALL, secret).await;
        assert_eq!(pointers(&problem), ["/secret"]);

        let new =
            json!({ "url": "https://8.8.8.8/in", "events": ["account", "opportunity.won"], "description": "Ours" });
        let (status, made) = call(&mut program, Method::POST, ALL, new).await;
        assert_eq!(status, StatusCode::CREATED);
        let secret = made["secret"].as_str().unwrap().to_owned();
        assert!(secret.starts_with("whsec_"));
        let one = format!("{ALL}/{}", made["id"].as_str().unwrap());
        let answer = program.get(&one).await;
        assert!(!answer.body.contains("whsec_") && !program.get(ALL).await.body.contains("whsec_"));
        let (view, tag) = (answer.json(), answer.header("etag").to_owned());
        assert_eq!((&view["events"], &view["is_active"]), (&json!(["account", "opportunity.won"]), &json!(true)));
        assert_eq!((&view["user_name"], &view["waiting"]), (&json!("Kari Nordmann"), &json!(0)));

        let paused = json!({ "is_active": false });
        let changed = program.call(Method::PATCH, &one, &[("if-match", &tag)], &paused).await;
        assert_eq!((changed.status, &changed.json()["is_active"]), (StatusCode::OK, &json!(false)));
        let stale = program.call(Method::PATCH, &one, &[("if-match", &tag)], &json!({ "description": "Late" })).await;
        assert!(stale.status.is_client_error(), "{}", stale.status);

        let rotated = call(&mut program, Method::POST, &format!("{one}/secret"), json!({ "overlap_hours": 1 })).await;
        assert_eq!(rotated.0, StatusCode::OK);
        assert_ne!(rotated.1["secret"], json!(secret));
        assert!(program.get(&one).await.json()["overlap_until"].is_string());
        let long = call(&mut program, Method::POST, &format!("{one}/secret"), json!({ "overlap_hours": 999 })).await;
        assert_eq!(pointers(&long.1), ["/overlap_hours"]);

        let (status, sent) = call(&mut program, Method::POST, &format!("{one}/tests"), json!({})).await;
        assert_eq!(status, StatusCode::OK);
        let message = sent["message"].as_str().unwrap().to_owned();
        let messages = format!("{one}/messages");
        let listed = program.get(&messages).await.json();
        assert_eq!((&listed[0]["id"], &listed[0]["type"]), (&json!(message), &json!("webhook.tested")));
        assert_eq!((&listed[0]["state"], &listed[0]["attempts"]), (&json!("waiting"), &json!([])));
        assert_eq!(program.get(&format!("{messages}?state=failed")).await.json(), json!([]));
        assert_eq!(program.get(&format!("{messages}?before={message}")).await.json(), json!([]));
        assert_eq!(pointers(&program.get(&format!("{messages}?state=lost")).await.json()), ["/state"]);
        for (what, state) in [("skip", "skipped"), ("again", "waiting")] {
            let path = format!("{messages}/{message}/{what}");
            assert_eq!(call(&mut program, Method::POST, &path, json!({})).await.0, StatusCode::OK);
            assert_eq!(program.get(&messages).await.json()[0]["state"], json!(state));
        }

        let replays = format!("{one}/replays");
        assert_eq!(pointers(&call(&mut program, Method::POST, &replays, json!({ "from": "soon" })).await.1), ["/from"]);
        assert_eq!(call(&mut program, Method::POST, &replays, json!({ "from": "2020-01-01" })).await.0, StatusCode::OK);
        assert_eq!(call(&mut program, Method::DELETE, &one, json!({})).await.0, StatusCode::OK);
        assert_eq!(program.get(&one).await.status, StatusCode::NOT_FOUND);
        assert_eq!(program.get(ALL).await.json(), json!([]));
    });
}

#[test]
fn a_page_shows_a_secret_once_and_the_document_says_what_is_told() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        owner.get("/settings/webhooks").await;
        let refused = owner.post("/settings/webhooks", &[("url", "https://192.168.0.1/in"), ("events", "lead")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("https://192.168.0.1/in"), "what was typed stands there again");
        let made = owner.post("/settings/webhooks", &[("url", "https://8.8.8.8/in"), ("events", "lead")]).await;
        assert_eq!((made.status, made.body.matches("whsec_").count()), (StatusCode::OK, 1));
        let list = owner.get("/settings/webhooks").await;
        assert!(list.body.contains("https://8.8.8.8/in") && !list.body.contains("whsec_"));
        let document = site.browser().get("/api/openapi.json").await.json();
        let told = &document["webhooks"]["lead.*"]["post"];
        assert_eq!(told["parameters"][0]["name"], json!("webhook-id"));
        assert!(document["paths"][ALL]["post"].is_object());
    });
}
