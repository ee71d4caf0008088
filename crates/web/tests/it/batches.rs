//! Many records in one request, each answered by itself; and where a cadence that was begun is found.

use crate::browser::{Site, on_each};
use crate::records::{apart, program, team};
use app::cadences::commands as cadences;
use app::ctx::Who;
use axum::http::{Method, StatusCode};
use domain::cadences::Step;
use serde_json::{Value as Json, json};

const ACCOUNTS: &str = "/api/v1/accounts/batch";

fn statuses(answer: &Json, of: &str) -> Vec<i64> {
    answer[of].as_array().unwrap().iter().map(|one| one["status"].as_i64().unwrap()).collect()
}

#[test]
fn a_batch_makes_changes_and_deletes_and_answers_for_each() {
    on_each(async |site| {
        let team = team(site);
        let (mut rune, mut otto) = (program(site, &team, "Rune"), program(site, &team, "Otto"));
        let three = json!({ "items": [{ "name": "Ane" }, { "name": "Bo" }, { "name": "" }, { "name": "Cai" }] });
        let made = rune.call(Method::POST, ACCOUNTS, &[], &three).await.json();
        assert_eq!(statuses(&made, "results"), [201, 201, 422, 201]);
        assert_eq!((&made["results"][0]["version"], &made["changed"]), (&json!(1), &json!([])));
        let [ane, bo, cai] = [0, 1, 3].map(|at| made["results"][at]["id"].as_str().unwrap().to_owned());
        let sent = json!({
            "items": [{ "name": "Dag" }],
            "changes": [
                { "id": ane, "version": 1, "fields": { "city": "Bergen", "parent": bo } },
                { "id": cai, "etag": "\"7\"", "fields": { "city": "Oslo" } },
                { "id": cai, "fields": { "nonsense": 1 } },
                { "id": "nobody", "fields": { "city": "Oslo" } },
                { "id": cai, "etag": "\"1\"", "fields": { "city": "Moss" } },
            ],
            "deletes": [{ "id": bo, "version": 7 }, { "id": bo, "version": 1 }, { "id": ane, "etag": "\"2\"" }],
        });
        let answer = rune.call(Method::POST, ACCOUNTS, &[], &sent).await.json();
        assert_eq!(statuses(&answer, "results"), [201]);
        assert_eq!(statuses(&answer, "changed"), [200, 412, 422, 404, 200]);
        assert_eq!(answer["changed"][0], json!({ "status": 200, "id": ane, "version": 2 }));
        assert_eq!(answer["changed"][1]["version"], 1);
        assert_eq!(answer["changed"][2]["errors"][0]["pointer"], "/nonsense");
        // A mother that is named with her daughter goes with her.
        assert_eq!(statuses(&answer, "deleted"), [412, 204, 204]);
        for (id, status) in [(&ane, StatusCode::NOT_FOUND), (&bo, StatusCode::NOT_FOUND), (&cai, StatusCode::OK)] {
            let read = rune.call(Method::GET, &format!("/api/v1/accounts/{id}"), &[], &Json::Null).await;
            assert_eq!(read.status, status, "{id}: {}", read.body);
        }
        let theirs = json!({ "changes": [{ "id": cai, "fields": { "city": "Oslo" } }], "deletes": [{ "id": cai }] });
        let hidden = otto.call(Method::POST, ACCOUNTS, &[], &theirs).await.json();
        assert_eq!((statuses(&hidden, "changed"), statuses(&hidden, "deleted")), (vec![404], vec![404]));
    });
}

#[test]
fn a_batch_has_one_limit_for_all_and_deletes_only_what_is_deleted() {
    on_each(async |site| {
        let team = team(site);
        let mut rune = program(site, &team, "Rune");
        let many = |count: usize| vec![json!({ "id": "x" }); count];
        let sent = json!({ "items": many(400), "changes": [], "deletes": many(601) });
        let refused = rune.call(Method::POST, ACCOUNTS, &[], &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        let sent = json!({ "deletes": [{ "id": "x" }] });
        let refused = rune.call(Method::POST, "/api/v1/activities/batch", &[], &sent).await;
        assert_eq!(refused.json()["errors"][0]["pointer"], "/deletes", "{}", refused.body);
        assert_eq!(rune.call(Method::POST, ACCOUNTS, &[], &json!({})).await.status, StatusCode::OK);
    });
}

#[test]
fn a_cadence_that_is_begun_is_a_resource() {
    on_each(async |site| {
        let team = team(site);
        let cadence = apart(site, |house| {
            let made = house.write(Who::Console, |ctx, tx| {
                let id = cadences::create(ctx, tx, "First contact")?;
                let step = Step { day: 0, kind: "call".into(), subject: "Call".into(), body: String::new() };
                cadences::add_step(ctx, tx, id, step)?;
                Ok(id)
            });
            made.unwrap()
        });
        let (mut rune, mut otto) = (program(site, &team, "Rune"), program(site, &team, "Otto"));
        let sent = json!({ "cadence": cadence, "noun": "opportunity", "record": team.deals["Pump"] });
        let made = rune.call(Method::POST, "/api/v1/cadences/enrolments", &[], &sent).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let at = made.location().to_owned();
        assert_eq!(at, format!("/api/v1/cadences/enrolments/{}", made.json()["id"].as_str().unwrap()));
        let read = rune.call(Method::GET, &at, &[], &Json::Null).await;
        assert_eq!((read.status, read.json()), (StatusCode::OK, made.json()));
        assert_eq!((&read.json()["name"], &read.json()["open"]), (&json!("First contact"), &json!(1)));
        assert_eq!(otto.call(Method::GET, &at, &[], &Json::Null).await.status, StatusCode::NOT_FOUND);
        assert_eq!(rune.call(Method::DELETE, &at, &[], &Json::Null).await.status, StatusCode::NO_CONTENT);
        let stopped = rune.call(Method::GET, &at, &[], &Json::Null).await.json();
        assert!(stopped["stop_reason"].is_string(), "{stopped}");
    });
}

/// From here on no answer is kept, as if the server stopped before it.
fn stop_before_answers(site: &Site) {
    apart(site, |house| {
        let sqlite = "create trigger stops before update on idempotency_keys when new.status >= 100
 begin select raise(abort, 'stopped'); end";
        let postgres = "alter table idempotency_keys add constraint stops check (status < 100) not valid";
        if house.db().write(|tx| tx.run(sqlite, &[])).is_err() {
            house.db().write(|tx| tx.run(postgres, &[])).unwrap();
        }
    });
}

#[test]
fn a_write_whose_answer_was_lost_is_told_and_not_done_again() {
    on_each(async |site| {
        let team = team(site);
        let mut rune = program(site, &team, "Rune");
        let stands = |table: &'static str| {
            apart(site, move |house| {
                house.db().read(|tx| tx.number(&format!("select count(*) from {table}"), &[])).unwrap()
            })
        };
        let before = (stands("accounts"), stands("contacts"), stands("bookings"));
        stop_before_answers(site);
        // Made with others that come at the same moment, in a batch, and alone.
        let won = format!("/api/v1/opportunities/{}/stage", team.deals["Valve"]);
        let sent = [
            ("/api/v1/accounts", json!({ "name": "Nordlys" })),
            ("/api/v1/contacts/batch", json!({ "items": [{ "name": "Kari" }, { "name": "Per" }] })),
            (won.as_str(), json!({ "stage": "won" })),
        ];
        for (path, sent) in &sent {
            let key = [("idempotency-key", *path)];
            let first = rune.call(Method::POST, path, &key, sent).await;
            assert!(first.status.is_server_error(), "{path}: {}", first.body);
            let soon = rune.call(Method::POST, path, &key, sent).await;
            assert_eq!(soon.status, StatusCode::SERVICE_UNAVAILABLE, "{path}: {}", soon.body);
        }
        site.later(6 * 60);
        for (path, sent) in &sent {
            let again = rune.call(Method::POST, path, &[("idempotency-key", *path)], sent).await;
            assert_eq!(again.status, StatusCode::CONFLICT, "{path}: {}", again.body);
            assert_eq!(again.json()["errors"][0]["code"], "error-key-done", "{path}");
        }
        let after = (stands("accounts"), stands("contacts"), stands("bookings"));
        assert_eq!(after, (before.0 + 1, before.1 + 2, before.2 + 1));
    });
}
