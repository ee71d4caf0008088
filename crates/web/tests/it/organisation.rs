//! The organisation's pages: everyone looks, only some edit, and an edit can be taken back.

use crate::browser::{Browser, Site, on_each};
use app::ctx::Who;
use app::users::{NewUser, add, hash_password};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

const WORDS: &str = "green hills far away";

#[test]
fn an_edit_is_made_shown_and_undone_and_only_by_those_who_may() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let company = site.state.read(Who::Console, |ctx, _| Ok(ctx.organisation.company())).await.unwrap().unwrap();
        owner.get(&format!("/organisation/units/{company}")).await;
        let fields = [("edit", "add_position"), ("unit", &*company.to_string()), ("unit_page", &company.to_string())];
        let refused = owner.post("/organisation/edits", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a position needs a title");
        let done =
            owner.post("/organisation/edits", &[&fields[..], &[("title", "Keeper of lighthouses")]].concat()).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let chart = owner.get("/organisation").await;
        assert!(chart.body.contains("Keeper of lighthouses") && chart.body.contains("/organisation/undo"));
        let set = chart.value_after("name=\"set\"");
        let new = NewUser {
            email: "rep@example.test".into(),
            name: "Rep".into(),
            password_hash: Some(hash_password(WORDS).unwrap()),
            language: "en".into(),
            ..NewUser::default()
        };
        site.state.write(Who::Console, move |ctx, tx| add(ctx, tx, &new)).await.unwrap();
        let mut rep = site.signed_in("rep@example.test", WORDS).await;
        let seen = rep.get("/organisation").await;
        assert!(seen.body.contains("Keeper of lighthouses") && !seen.body.contains("data-move"));
        assert_eq!(rep.post("/organisation/undo", &[("set", &set)]).await.status, StatusCode::FORBIDDEN);
        owner.get("/organisation").await;
        assert_eq!(owner.post("/organisation/undo", &[("set", &set)]).await.status, StatusCode::SEE_OTHER);
        assert!(!owner.get("/organisation").await.body.contains("Keeper of lighthouses"));
    });
}

/// A position to edit, made by the owner.
async fn position(site: &Site, owner: &mut Browser, title: &str) -> String {
    let company = site.state.read(Who::Console, |ctx, _| Ok(ctx.organisation.company())).await.unwrap().unwrap();
    owner.get(&format!("/organisation/units/{company}")).await;
    let (unit, title) = (company.to_string(), title.to_owned());
    let fields = [
        ("edit", "add_position"),
        ("unit", &unit),
        ("unit_page", &unit),
        ("title", &title),
        ("roles", ""),
        ("roles", "sdr"),
    ];
    assert_eq!(owner.post("/organisation/edits", &fields).await.status, StatusCode::SEE_OTHER);
    let found = site.state.read(Who::Console, move |ctx, _| {
        Ok(ctx.organisation.positions().find(|p| p.title == title).map(|p| p.id.to_string()))
    });
    found.await.unwrap().unwrap()
}

#[test]
fn a_position_keeps_all_its_roles_and_takes_others_by_ticking() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let id = position(site, &mut owner, "Lighthouse").await;
        let change = [("edit", "change_position"), ("position", &*id), ("page", &id), ("title", "Lighthouse")];
        let roles = [("roles", ""), ("roles", "sdr"), ("roles", "account_executive")];
        let page = format!("/organisation/positions/{id}");
        owner.get(&page).await;
        assert_eq!(
            owner.post("/organisation/edits", &[&change[..], &roles].concat()).await.status,
            StatusCode::SEE_OTHER
        );
        let seen = owner.get(&page).await;
        for key in ["sdr", "account_executive"] {
            let ticked = format!("value=\"{key}\" checked");
            assert!(seen.body.contains(&ticked), "{key} is ticked");
        }
        let held = |site: &Site| {
            let (state, id) = (site.state.clone(), id.clone());
            async move {
                let read = state.read(Who::Console, move |ctx, _| {
                    Ok(ctx.organisation.position(id.parse().unwrap()).map(|p| p.roles.clone()))
                });
                read.await.unwrap().unwrap()
            }
        };
        assert_eq!(held(site).await, ["sdr", "account_executive"]);
        owner.post("/organisation/edits", &[&change[..], &[("roles", "")]].concat()).await;
        assert_eq!(held(site).await, Vec::<String>::new(), "ticking none takes them all");
    });
}

#[test]
fn holders_and_dotted_lines_are_changed_and_ended_in_their_row() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let (id, other) = (position(site, &mut owner, "One").await, position(site, &mut owner, "Other").await);
        let page = format!("/organisation/positions/{id}");
        owner.get(&page).await;
        let about = [("position", &*id), ("page", &*id)];
        for name in ["Ada Berg", "Bo Lie"] {
            let assign = [("edit", "assign"), ("name", name), ("share", "60"), ("kind", "acting")];
            assert_eq!(
                owner.post("/organisation/edits", &[&about[..], &assign].concat()).await.status,
                StatusCode::SEE_OTHER
            );
        }
        let (seen, person) = (
            owner.get(&page).await,
            site.state.read(Who::Console, |ctx, _| {
                Ok(ctx.history.people_by_name("Ada Berg").first().map(|id| id.to_string()))
            }),
        );
        assert!(seen.body.contains("60% of the time") && seen.body.contains("Bo Lie"), "{}", seen.body);
        let person = person.await.unwrap().unwrap();
        let wrong = [("edit", "change_assignment"), ("person", &*person), ("share", "140"), ("kind", "regular")];
        let refused = owner.post("/organisation/edits", &[&about[..], &wrong].concat()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("at most 100"), "said beside the field");
        let end = [("edit", "end_assignment"), ("person", &*person)];
        owner.post("/organisation/edits", &[&about[..], &end].concat()).await;
        let seen = owner.get(&page).await;
        assert!(!seen.body.contains("<b>Ada Berg") && seen.body.contains("<b>Bo Lie"), "only one of them left");
        let line = [("edit", "add_dotted_line"), ("manager", &*other), ("label", "tides and lamps")];
        owner.post("/organisation/edits", &[&about[..], &line].concat()).await;
        assert!(owner.get(&page).await.body.contains("tides and lamps"));
        assert!(
            owner.get(&format!("/organisation/positions/{other}")).await.body.contains("tides and lamps"),
            "seen from there"
        );
        let ending = [("edit", "end_dotted_line"), ("manager", &*other)];
        owner.post("/organisation/edits", &[&about[..], &ending].concat()).await;
        assert!(!owner.get(&page).await.body.contains("tides and lamps"));
    });
}

#[test]
fn a_segment_is_looked_at_defined_covered_and_ended_and_programs_do_the_same() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let id = position(site, &mut owner, "Norway keeper").await;
        owner.get("/organisation/segments/new").await;
        let fields = [("name", "Norway"), ("on", "2025-06-15"), ("predicate", "")];
        let part = [("part", "country"), ("test", "is"), ("value", "Norway"), ("step", "look")];
        let looked = owner.post("/organisation/segments", &[&fields[..], &part].concat()).await;
        assert_eq!(looked.status, StatusCode::SEE_OTHER);
        let seen = owner.get(looked.location()).await;
        assert!(seen.body.contains("0 accounts would be in it") && seen.body.contains("country = &quot;Norway&quot;"));
        let moving = [("name", "Norway"), ("on", "2025-06-15"), ("predicate", "owner = me"), ("step", "save")];
        assert_eq!(owner.post("/organisation/segments", &moving).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fine = [("name", "Norway"), ("on", "2025-06-15"), ("predicate", "country = Norway"), ("step", "save")];
        let made = owner.post("/organisation/segments", &fine).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let page = made.location().to_owned();
        let segment = page.rsplit('/').next().unwrap().to_owned();
        let cover = [("edit", "add_coverage"), ("segment", &*segment), ("segment_page", &segment), ("position", &id)];
        let stages = [("stages", ""), ("stages", "prospecting"), ("stages", "closing")];
        owner.get(&page).await;
        assert_eq!(
            owner.post("/organisation/edits", &[&cover[..], &stages].concat()).await.status,
            StatusCode::SEE_OTHER
        );
        assert!(owner.get(&page).await.body.contains("Norway keeper"));
        assert!(owner.get(&format!("/organisation/positions/{id}")).await.body.contains("Prospecting, Closing"));
        let listed = owner.call(Method::GET, "/api/v1/segments", &[], &Value::Null).await.json();
        assert_eq!((&listed[0]["name"], &listed[0]["members"]), (&json!("Norway"), &json!(0)));
        let covered = owner.call(Method::GET, "/api/v1/coverages?segment=Norway", &[], &Value::Null).await.json();
        assert_eq!(covered[0]["stages"], json!(["prospecting", "closing"]));
        let csrf = owner.csrf.clone();
        let own = [("x-csrf-token", csrf.as_str())];
        let other = json!({ "predicate": "country in (Norway, Sweden)", "on": "2025-07-01" });
        let api = format!("/api/v1/segments/{segment}");
        assert_eq!(owner.call(Method::PATCH, &api, &own, &other).await.status, StatusCode::NO_CONTENT);
        let then = owner.call(Method::GET, &format!("{api}?as_of=2025-07-01"), &[], &Value::Null).await.json();
        assert_eq!(then["predicate"], "country in (Norway, Sweden)");
        let twin = json!({ "name": "norway", "predicate": "tier = key" });
        let refused = owner.call(Method::POST, "/api/v1/segments", &own, &twin).await;
        assert_eq!(refused.json()["errors"][0]["pointer"], "/name");
        owner.get(&page).await;
        assert_eq!(owner.post(&format!("{page}/end"), &[("on", "2025-08-01")]).await.status, StatusCode::SEE_OTHER);
        let then = owner.call(Method::GET, "/api/v1/segments?as_of=2025-08-01", &[], &Value::Null).await.json();
        assert_eq!(then, json!([]));
        assert!(!owner.get("/organisation/segments?day=2025-08-01").await.body.contains("Norway keeper"));
    });
}
