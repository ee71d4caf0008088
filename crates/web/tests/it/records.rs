//! Records by page, picker, search, file and API: everyone gets exactly what they may see; moves, conflicts and
//! every page in every language.
//!
//! Hanna heads Mona, who leads Rune; Otto stands beside them; Nils has no seat.

use crate::browser::{Browser, PASSWORD, Site, on_each};
use app::House;
use app::ctx::Who;
use app::events::Cause;
use app::opportunities::commands::{self, Fields};
use app::organisation::commands::edit;
use app::users::{NewToken, NewUser};
use axum::http::{Method, StatusCode};
use domain::Day;
use domain::accounts::Account;
use domain::kernel::id::{AccountId, OpportunityId, PersonId, PositionId, UnitId, UserId, derived};
use domain::kernel::{Currency, Money};
use domain::organisation::{AssignmentKind, Edit, Person, Position};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use text::Lang;

const SEATS: [(&str, Option<&str>); 4] =
    [("Hanna", None), ("Mona", Some("Hanna")), ("Rune", Some("Mona")), ("Otto", Some("Hanna"))];
const DEALS: [(&str, &str); 4] = [("Pump", "Rune"), ("Valve", "Rune"), ("Crane", "Mona"), ("Boiler", "Otto")];
/// Who, and the deals they may see.
const SIGHT: [(&str, &[&str]); 5] = [
    ("Rune", &["Pump", "Valve"]),
    ("Mona", &["Pump", "Valve", "Crane"]),
    ("Otto", &["Boiler"]),
    ("Hanna", &["Pump", "Valve", "Crane", "Boiler"]),
    ("Nils", &[]),
];

pub fn position(name: &str) -> PositionId {
    derived(&[b"position", name.as_bytes()])
}
pub fn person(name: &str) -> PersonId {
    derived(&[b"person", name.as_bytes()])
}

fn seats(unit: UnitId, today: Day) -> Vec<(Edit, Day)> {
    let mut edits = Vec::new();
    for (name, manager) in SEATS {
        edits.push(Edit::AddPosition {
            position: Box::new(Position {
                id: position(name),
                external_id: None,
                unit,
                title: format!("{name}'s seat"),
                roles: Vec::new(),
                reports_to: manager.map(position),
                location: None,
                languages: Vec::new(),
                cost_per_year: None,
                quota_class: None,
                capacity: None,
                is_stub: false,
            }),
        });
        let who = Person { id: person(name), name: name.into(), email: None, is_active: true, external_id: None };
        edits.push(Edit::PutPerson { person: who });
        let kind = AssignmentKind::Regular;
        edits.push(Edit::Assign { person: person(name), position: position(name), share_bp: 10_000, kind });
    }
    edits.into_iter().map(|edit| (edit, today)).collect()
}

/// Seats, users with a token each, an account and a deal for each of [`DEALS`].
pub struct Team {
    pub tokens: BTreeMap<&'static str, String>,
    pub deals: BTreeMap<&'static str, OpportunityId>,
}

pub fn team(site: &Site) -> Team {
    apart(site, found)
}

/// Runs on a thread of its own: the app blocks, which the thread of a test's runtime may not.
pub fn apart<T: Send>(site: &Site, f: impl FnOnce(&House) -> T + Send) -> T {
    let house = site.state.house().clone();
    std::thread::scope(|scope| scope.spawn(|| f(&house)).join().unwrap())
}

fn found(house: &House) -> Team {
    house
        .write(Who::Console, |ctx, tx| {
            let unit = ctx.organisation.units().next().map(|unit| unit.id).unwrap();
            edit(ctx, tx, &seats(unit, ctx.today))
        })
        .unwrap();
    let hash = app::users::hash_password(PASSWORD).unwrap();
    let mut tokens = BTreeMap::new();
    for (name, _) in SIGHT {
        let is_seated = SEATS.iter().any(|(seat, _)| *seat == name);
        let user = NewUser {
            name: name.into(),
            email: format!("{}@example.test", name.to_lowercase()),
            person: is_seated.then(|| person(name)),
            grants: Vec::new(),
            password_hash: Some(hash.clone()),
            language: "en".into(),
        };
        let user: UserId = house.write(Who::Console, |ctx, tx| app::users::add(ctx, tx, &user)).unwrap();
        let new = NewToken { name: "test".into(), writes: true, expires_on: "2025-12-31".parse().unwrap() };
        let token = house.write(Who::User(user), |ctx, tx| app::users::create_token(ctx, tx, user, &new)).unwrap();
        tokens.insert(name, token.text);
    }
    let mut deals = BTreeMap::new();
    for (name, owner) in DEALS {
        let account = Account {
            id: AccountId(derived(&[b"account", name.as_bytes()])),
            name: format!("{name} works"),
            owner: position(owner),
            ..Account::default()
        };
        let id = house
            .write(Who::Console, |ctx, tx| {
                let made = app::accounts::commands::create(ctx, tx, Cause::COMMAND, vec![account])?;
                let fields = Fields {
                    name: Some(name.into()),
                    account: Some(made.first().map(|a| a.id)),
                    owner: Some(position(owner)),
                    amount: Some(Currency::new("NOK").map(|currency| Money::new(100_000, currency))),
                    ..Fields::default()
                };
                commands::create(ctx, tx, &fields)
            })
            .unwrap();
        deals.insert(name, id);
    }
    Team { tokens, deals }
}

/// A program that speaks for someone.
pub fn program(site: &Site, team: &Team, name: &str) -> Browser {
    let mut browser = site.browser();
    browser.headers = vec![("authorization", format!("Bearer {}", team.tokens[name]))];
    browser
}

/// A browser in which someone is signed in.
async fn browser(site: &Site, name: &str) -> Browser {
    site.signed_in(&format!("{}@example.test", name.to_lowercase()), PASSWORD).await
}

fn named(items: &Json, of: &str) -> Vec<String> {
    let mut names: Vec<String> =
        items.as_array().unwrap().iter().map(|item| item[of].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

#[test]
fn everyone_gets_what_they_may_see_by_every_door() {
    on_each(async |site| {
        let team = team(site);
        for (name, sight) in SIGHT {
            let mut expected: Vec<String> = sight.iter().map(|deal| (*deal).to_owned()).collect();
            expected.sort();
            let mut api = program(site, &team, name);
            let list = api.call(Method::GET, "/api/v1/opportunities?sort=name", &[], &Json::Null).await;
            let mut page = browser(site, name).await;
            if sight.is_empty() {
                assert_eq!(list.status, StatusCode::FORBIDDEN, "{name}");
                assert_eq!(page.get("/opportunities").await.status, StatusCode::FORBIDDEN, "{name}");
            } else {
                assert_eq!(named(&list.json()["items"], "name"), expected, "{name} by API");
                let options = page.get("/options/opportunities?q=").await;
                assert_eq!(named(&options.json(), "label"), expected, "{name} by picker");
            }
            for (deal, id) in &team.deals {
                let (shown, path) = (sight.contains(deal), format!("/opportunities/{id}"));
                let status = if shown { StatusCode::OK } else { StatusCode::NOT_FOUND };
                assert_eq!(page.get(&path).await.status, status, "{name} on {deal}");
                let answer = api.call(Method::GET, &format!("/api/v1{path}"), &[], &Json::Null).await;
                assert_eq!(answer.status, status, "{name} by API on {deal}");
                for door in ["/opportunities", "/opportunities?view=board", "/opportunities.csv", "/accounts"] {
                    assert_eq!(page.get(door).await.body.contains(deal), shown, "{name} finds {deal} at {door}");
                }
                for door in ["/palette?q=", "/search?q="] {
                    let found = page.get(&format!("{door}{deal}")).await.body.contains(&path);
                    assert_eq!(found, shown, "{name} finds {deal} at {door}");
                }
                let moved = page.post(&format!("{path}/stage"), &[("stage", &stage(site, "closing"))]).await;
                assert_eq!(moved.status == StatusCode::SEE_OTHER, shown, "{name} moves {deal}: {}", moved.status);
                if shown {
                    page.post(&format!("{path}/stage"), &[("stage", &stage(site, "prospecting"))]).await;
                }
            }
        }
    });
}

fn stage(site: &Site, key: &str) -> String {
    let all = |house: &House| house.read(Who::Console, |_, tx| app::opportunities::pipelines::all(tx)).unwrap();
    let pipelines = apart(site, all);
    pipelines[0].stage(key).unwrap().id.to_string()
}

#[test]
fn a_move_by_form_is_undone_by_its_toast_and_a_loss_needs_a_reason() {
    on_each(async |site| {
        let team = team(site);
        let path = format!("/opportunities/{}", team.deals["Pump"]);
        let mut rune = browser(site, "Rune").await;
        rune.get(&path).await;
        rune.headers = vec![("referer", "http://localhost:7400/opportunities?view=board".into())];
        let moved =
            rune.post(&format!("{path}/stage"), &[("stage", &stage(site, "negotiating")), ("version", "1")]).await;
        assert_eq!((moved.status, moved.location()), (StatusCode::SEE_OTHER, "/opportunities?view=board"));
        let board = rune.get("/opportunities?view=board").await;
        let lane = board.body.split("data-stage").find(|part| part.contains(&format!("deal-{}", team.deals["Pump"])));
        assert!(lane.unwrap().starts_with(&format!("=\"{}\"", stage(site, "negotiating"))), "{}", board.body);
        assert!(board.body.contains("class=\"toast") && board.body.contains(&stage(site, "prospecting")));
        let back = [("stage", stage(site, "prospecting")), ("version", "2".to_owned())];
        let back: Vec<(&str, &str)> = back.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(rune.post(&format!("{path}/stage"), &back).await.status, StatusCode::SEE_OTHER);
        let lost = rune.post(&format!("{path}/stage"), &[("stage", &stage(site, "lost"))]).await;
        assert_eq!(lost.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(lost.body.contains("name=\"reason\""), "{}", lost.body);
        let lost = rune.post(&format!("{path}/stage"), &[("stage", &stage(site, "lost")), ("reason", "price")]).await;
        assert_eq!(lost.status, StatusCode::SEE_OTHER, "{}", lost.body);
        assert!(rune.get(&path).await.body.contains("Lost"));
    });
}

#[test]
fn two_who_change_one_field_choose_and_nothing_is_lost() {
    on_each(async |site| {
        let team = team(site);
        let (mut rune, mut mona) = (browser(site, "Rune").await, browser(site, "Mona").await);
        let account = AccountId(derived(&[b"account", b"Pump"]));
        for path in [format!("/opportunities/{}", team.deals["Pump"]), format!("/accounts/{account}")] {
            rune.get(&path).await;
            mona.get(&path).await;
            let first = mona.post(&path, &[("version", "1"), ("next_step", "Call them")]).await;
            assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
            let second = rune.post(&path, &[("version", "1"), ("next_step", "Visit them")]).await;
            assert_eq!(second.status, StatusCode::CONFLICT, "{path}");
            assert!(second.body.contains("Visit them") && second.body.contains("Call them"), "{}", second.body);
            assert!(second.body.contains("Mona"), "{}", second.body);
            let chosen = rune.post(&path, &[("version", "2"), ("next_step", "Visit them")]).await;
            assert_eq!(chosen.status, StatusCode::SEE_OTHER);
            assert!(mona.get(&path).await.body.contains("Visit them"));
        }
    });
}

#[test]
fn two_who_change_different_fields_of_one_form_are_both_right() {
    on_each(async |site| {
        let team = team(site);
        let (mut rune, mut mona) = (browser(site, "Rune").await, browser(site, "Mona").await);
        let path = format!("/opportunities/{}", team.deals["Pump"]);
        rune.get(&path).await;
        mona.get(&path).await;
        // Each form has every field, as it was read; each changes other ones, and both the competitor.
        let whole = |name: &'static str, source, step, rival| {
            [("version", "1"), ("name", name), ("source", source), ("next_step", step), ("competitor", rival)]
        };
        assert_eq!(mona.post(&path, &whole("Pump", "fair", "", "")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(rune.post(&path, &whole("Pump", "", "Call", "")).await.status, StatusCode::SEE_OTHER);
        let page = rune.get(&path).await.body;
        assert!(page.contains("fair") && page.contains("Call"), "{page}");
        assert_eq!(mona.post(&path, &whole("Pump", "fair", "", "Rivalen")).await.status, StatusCode::SEE_OTHER);
        let both = rune.post(&path, &whole("Big pump", "", "", "Konkurrenten")).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        let asked = |field: &str| both.body.contains(&format!("type=\"radio\" name=\"{field}\""));
        assert!(asked("competitor") && !asked("name") && !asked("source") && !asked("next_step"), "{}", both.body);
        assert!(both.body.contains("Rivalen") && both.body.contains("Konkurrenten"), "{}", both.body);
        assert!(both.body.contains("type=\"hidden\" name=\"name\" value=\"Big pump\""), "{}", both.body);
        assert!(!both.body.contains("name=\"source\""), "what only the other touched is left to them: {}", both.body);
    });
}

#[test]
fn who_hands_over_what_they_then_do_not_see_is_told_that_it_is_done() {
    on_each(async |site| {
        let team = team(site);
        let (mut api, mut rune) = (program(site, &team, "Rune"), browser(site, "Rune").await);
        let mut otto = program(site, &team, "Otto");
        let at = |deal: &str| format!("/opportunities/{}", team.deals[deal]);
        let to = json!({ "owner": position("Otto") });
        let given = api.call(Method::PATCH, &format!("/api/v1{}", at("Pump")), &[], &to).await;
        assert_eq!(given.status, StatusCode::NO_CONTENT, "{}", given.body);
        rune.get(&at("Valve")).await;
        let owner = position("Otto").to_string();
        let given = rune.post(&at("Valve"), &[("version", "1"), ("owner", &owner), ("owner_label", "Otto")]).await;
        assert_eq!((given.status, given.location()), (StatusCode::SEE_OTHER, "/opportunities"), "{}", given.body);
        let made =
            api.call(Method::POST, "/api/v1/opportunities", &[], &json!({ "name": "Lamp", "owner": owner })).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        for path in [at("Pump"), at("Valve"), made.location().trim_start_matches("/api/v1").to_owned()] {
            assert_eq!(rune.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
            let seen = otto.call(Method::GET, &format!("/api/v1{path}"), &[], &Json::Null).await;
            assert_eq!(seen.status, StatusCode::OK, "{path}");
        }
    });
}

#[test]
fn programs_make_read_change_and_move_with_versions() {
    on_each(async |site| {
        let team = team(site);
        let mut rune = program(site, &team, "Rune");
        for (plural, body) in [
            ("accounts", json!({ "name": "Nordlys", "employees": 12 })),
            ("contacts", json!({ "name": "Kari", "email": "kari@nordlys.test" })),
            ("opportunities", json!({ "name": "Lamp", "amount": { "amount": "12.50", "currency": "NOK" } })),
        ] {
            let made = rune.call(Method::POST, &format!("/api/v1/{plural}"), &[], &body).await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
            let at = made.location().to_owned();
            assert_eq!(made.header("etag"), "\"1\"");
            let change = json!({ "next_step": "Call" });
            let stale = rune.call(Method::PATCH, &at, &[("if-match", "\"7\"")], &change).await;
            assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "{}", stale.body);
            assert_eq!(stale.json()["conflicts"][0]["yours"], "Call", "{}", stale.body);
            let changed = rune.call(Method::PATCH, &at, &[("if-match", "\"1\"")], &change).await;
            assert_eq!((changed.status, changed.header("etag")), (StatusCode::OK, "\"2\""), "{}", changed.body);
            assert_eq!(changed.json()["next_step"], "Call");
            let unknown = rune.call(Method::PATCH, &at, &[], &json!({ "nonsense": 1 })).await;
            assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(unknown.json()["errors"][0]["pointer"], "/nonsense");
        }
        let items = json!({ "items": [{ "name": "One" }, { "name": "" }, { "name": "Three" }] });
        let batch = rune.call(Method::POST, "/api/v1/opportunities/batch", &[], &items).await.json();
        let statuses: Vec<i64> =
            batch["results"].as_array().unwrap().iter().map(|r| r["status"].as_i64().unwrap()).collect();
        assert_eq!(statuses, [201, 422, 201]);
        let path = format!("/api/v1/opportunities/{}/stage", team.deals["Valve"]);
        let stale = rune.call(Method::POST, &path, &[("if-match", "\"7\"")], &json!({ "stage": "won" })).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "{}", stale.body);
        assert_eq!((&stale.json()["version"], &stale.json()["conflicts"][0]["field"]), (&json!(1), &json!("stage")));
        let won = rune.call(Method::POST, &path, &[("if-match", "\"1\"")], &json!({ "stage": "won" })).await;
        assert_eq!(won.status, StatusCode::OK, "{}", won.body);
        assert_eq!(won.json()["bookings"][0]["amount"]["amount"], "1000.00");
        let list =
            rune.call(Method::GET, "/api/v1/opportunities?filter=outcome%20%3D%20won&fields=name", &[], &Json::Null);
        assert_eq!(named(&list.await.json()["items"], "name"), ["Valve"]);
    });
}

#[test]
fn every_page_of_a_record_is_written_in_every_language() {
    on_each(async |site| {
        let team = team(site);
        let mut hanna = browser(site, "Hanna").await;
        let account = AccountId(derived(&[b"account", b"Pump"]));
        let deal = format!("/opportunities/{}", team.deals["Pump"]);
        hanna.get(&deal).await;
        hanna.post(&deal, &[("next_step", "Call"), ("next_step_on", "2020-01-01")]).await;
        let on = format!("/activities/on/opportunity/{}", team.deals["Pump"]);
        let task = hanna.post(&on, &[("subject", "Send it"), ("due_on", "2020-01-01")]).await;
        assert_eq!((task.status, task.location()), (StatusCode::SEE_OTHER, deal.as_str()));
        hanna.post(&on, &[("kind", "call"), ("subject", "Rang"), ("body", "They want it")]).await;
        hanna.post(&format!("{deal}/stage"), &[("stage", &stage(site, "won"))]).await;
        for lang in Lang::ALL {
            hanna.get("/settings").await;
            hanna.post("/appearance", &[("lang", lang.tag())]).await;
            for path in [
                deal.clone(),
                format!("{deal}/edit"),
                format!("/accounts/{account}"),
                format!("/accounts/{account}/edit"),
                "/opportunities/new".to_owned(),
                "/contacts/new".to_owned(),
                "/opportunities?view=board".to_owned(),
                "/opportunities?filter=owner%20under%20me".to_owned(),
                "/search?q=pump".to_owned(),
            ] {
                let page = hanna.get(&path).await;
                assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
                assert!(page.body.contains(&format!("<html lang=\"{}\"", lang.tag())), "{path}");
                assert_eq!(crate::languages::unwritten(&page.body), None, "{path} in {}", lang.tag());
                assert!(!page.body.contains("\u{2068}"), "{path}: marks of direction around arguments");
            }
        }
        let page = hanna.get(&deal).await;
        assert!(page.body.contains("Send it") && page.body.contains("They want it"));
    });
}

#[test]
fn what_was_done_to_several_is_undone_where_nobody_changed_it_since() {
    on_each(async |site| {
        let team = team(site);
        let mut mona = site.signed_in("mona@example.test", PASSWORD).await;
        let (pump, valve) = (team.deals["Pump"].to_string(), team.deals["Valve"].to_string());
        mona.get("/opportunities?filter=outcome%20%3D%20open").await;
        mona.headers.push(("referer", "http://localhost:7400/opportunities?filter=x".to_owned()));
        let to = position("Mona").to_string();
        let sent = [("id", pump.as_str()), ("id", valve.as_str()), ("owner", to.as_str())];
        let done = mona.post("/opportunities/bulk-owner", &sent).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/opportunities?filter=x"), "{}", done.body);
        let page = mona.get("/opportunities").await;
        let undo = page.body.split_once("action=\"/records/undo/").unwrap().1.split_once('"').unwrap().0.to_owned();
        let owner = async |browser: &mut Browser, id: &str| {
            browser.get(&format!("/api/v1/opportunities/{id}")).await.json()["owner"].as_str().unwrap().to_owned()
        };
        assert_eq!(owner(&mut mona, &pump).await, to);
        // Someone hands one of them on in the meantime; that one stays.
        let other = team.deals["Valve"];
        let fields = Fields { owner: Some(position("Hanna")), ..Fields::default() };
        apart(site, move |house| {
            house.write(Who::Console, |ctx, tx| commands::change(ctx, tx, other, None, &fields)).unwrap();
        });
        let mut rune = site.signed_in("rune@example.test", PASSWORD).await;
        rune.get("/opportunities").await;
        let foreign = rune.post(&format!("/records/undo/{undo}"), &[]).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "only who did it");
        let undone = mona.post(&format!("/records/undo/{undo}"), &[]).await;
        assert_eq!((undone.status, undone.location()), (StatusCode::SEE_OTHER, "/opportunities?filter=x"));
        assert_eq!(owner(&mut mona, &pump).await, position("Rune").to_string());
        let said = mona.get("/opportunities").await.body;
        assert!(said.contains("As before: 1. Changed since, and left so: 1."), "it says what became of each");
    });
}

#[test]
fn a_view_is_deleted_by_its_owner_and_comes_back_by_undo() {
    on_each(async |site| {
        team(site);
        let mut rune = site.signed_in("rune@example.test", PASSWORD).await;
        rune.get("/opportunities").await;
        let view = [("name", "Late"), ("query", "filter=outcome+%3D+open"), ("shared", "1")];
        assert_eq!(rune.post("/views/opportunities", &view).await.status, StatusCode::SEE_OTHER);
        let page = rune.get("/opportunities").await;
        let (_, rest) = page.body.split_once("/views/opportunities/delete").unwrap();
        let id = rest.split_once("name=\"id\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
        let mut mona = site.signed_in("mona@example.test", PASSWORD).await;
        let shared = mona.get("/opportunities").await;
        assert!(shared.body.contains("Late") && !shared.body.contains("/views/opportunities/delete"));
        let other = mona.post("/views/opportunities/delete", &[("id", &id)]).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
        assert_eq!(rune.post("/views/opportunities/delete", &[("id", &id)]).await.status, StatusCode::SEE_OTHER);
        let page = rune.get("/opportunities").await;
        assert!(page.body.contains("value=\"Late\""), "the toast can bring it back");
        assert_eq!(rune.post("/views/opportunities", &view).await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_timeline_goes_back_to_its_beginning() {
    on_each(async |site| {
        let team = team(site);
        let pump = team.deals["Pump"];
        for turn in 0..60 {
            site.later(60);
            let fields = Fields { name: Some(format!("Pump {turn}")), ..Fields::default() };
            apart(site, move |house| {
                house.write(Who::Console, |ctx, tx| commands::change(ctx, tx, pump, None, &fields)).unwrap();
            });
        }
        let mut rune = site.signed_in("rune@example.test", PASSWORD).await;
        let (mut place, mut entries, mut pages) = (format!("/opportunities/{pump}"), 0, 0);
        loop {
            let page = rune.get(&place).await;
            assert_eq!(page.status, StatusCode::OK);
            entries += page.body.matches("<time datetime=").count();
            pages += 1;
            let Some((_, rest)) = page.body.split_once(&format!("/opportunities/{pump}?show=all&amp;before=")) else {
                break;
            };
            place = format!("/opportunities/{pump}?show=all&before={}", rest.split_once('"').unwrap().0);
        }
        assert_eq!((pages, entries), (2, 61), "sixty changes and the beginning, each once");
    });
}
