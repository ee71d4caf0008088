//! A record that is there already is told before it is made again; two that are one are merged and made two.

use crate::browser::{OWNER, PASSWORD, on_each};
use crate::records::{apart, position, team};
use app::ctx::Who;
use app::events::Cause;
use app::leads::commands::create;
use axum::http::{Method, StatusCode};
use domain::leads::Lead;

/// The value behind a text of the page, up to a quote.
fn after<'a>(page: &'a str, text: &str) -> &'a str {
    page.split(text).nth(1).unwrap_or_else(|| panic!("no {text} in {page}")).split(['"', '?', '<']).next().unwrap()
}

#[test]
fn a_second_one_is_told_made_anyway_merged_and_made_two_again() {
    on_each(async |site| {
        let mut browser = site.signed_in(OWNER, PASSWORD).await;
        browser.get("/accounts/new").await;
        let owner = app_owner(&mut browser).await;
        let form = |name: &str, phone: &str, anyway: &str| {
            [("name", name), ("phone", phone), ("website", "fjord.no"), ("owner", &owner), ("anyway", anyway)]
                .map(|(n, v)| (n.to_owned(), v.to_owned()))
        };
        let send = |fields: &[(String, String)]| fields.iter().map(|(n, v)| (n.clone(), v.clone())).collect::<Vec<_>>();
        let first = send(&form("Fjord Foods AS", "", ""));
        let first: Vec<(&str, &str)> = first.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(browser.post("/accounts", &first).await.status, StatusCode::SEE_OTHER);
        let second = send(&form("FJORD FOODS A/S", "22 33 44 55", ""));
        let second: Vec<(&str, &str)> = second.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let told = browser.post("/accounts", &second).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(told.body.contains("id=\"likely\"") && told.body.contains("Fjord Foods AS"), "{}", told.body);
        assert!(told.body.contains("name=\"anyway\" value=\"1\"") && told.body.contains("22 33 44 55"));
        let meant = send(&form("FJORD FOODS A/S", "22 33 44 55", "1"));
        let meant: Vec<(&str, &str)> = meant.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(browser.post("/accounts", &meant).await.status, StatusCode::SEE_OTHER);
        let audit = browser.get("/duplicates/accounts").await;
        assert!(audit.body.contains("FJORD FOODS A/S"), "{}", audit.body);
        let one = after(&audit.body, "/duplicates/accounts/merge?one=").split('&').next().unwrap().to_owned();
        let other = after(&audit.body, "&amp;other=").to_owned();
        let page = browser.get(&format!("/duplicates/accounts/merge?one={one}&other={other}")).await;
        assert_eq!(page.status, StatusCode::OK);
        let answer =
            browser.post("/duplicates/accounts/merge", &[("one", &one), ("other", &other), ("f-name", "other")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let kept = browser.get(&format!("/accounts/{other}")).await;
        assert!(kept.body.contains("FJORD FOODS A/S") && kept.body.contains("22 33 44 55"), "{}", kept.body);
        let audit = browser.get("/duplicates/accounts").await;
        let undo = after(&audit.body, "action=\"/duplicates/accounts/undo/").to_owned();
        let undone = browser.post(&format!("/duplicates/accounts/undo/{undo}"), &[]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER);
        let csrf = browser.csrf.clone();
        let found = browser
            .call(Method::GET, "/api/v1/duplicates/accounts", &[("x-csrf-token", &csrf)], &serde_json::json!(null))
            .await;
        assert_eq!(found.json()["clusters"][0]["records"].as_array().map(Vec::len), Some(2), "{}", found.body);
    });
}

#[test]
fn who_may_be_meant_is_told_while_a_lead_is_typed_as_far_as_one_sees() {
    on_each(async |site| {
        team(site);
        apart(site, |house| {
            let lead = |name: &str, owner: &str| {
                let (name, company) = (name.to_owned(), Some(format!("{owner} Foods")));
                Lead {
                    name,
                    company,
                    owner: position(owner),
                    email: Some("kari.berg@foods.no".into()),
                    ..Lead::default()
                }
            };
            let leads = vec![lead("Kari Berg", "Otto"), lead("Berg Kari", "Rune")];
            house.write(Who::Console, |ctx, tx| create(ctx, tx, Cause::COMMAND, leads.clone())).unwrap();
        });
        let typed = [("first_name", "Kari"), ("last_name", "Berg"), ("email", "Kari.Berg@foods.no"), ("company", "")];
        for (who, sees) in [
            ("otto@example.test", ["Kari Berg"].as_slice()),
            ("rune@example.test", &["Berg Kari"]),
            ("hanna@example.test", &["Kari Berg", "Berg Kari"]),
        ] {
            let mut browser = site.signed_in(who, PASSWORD).await;
            let form = browser.get("/leads/new").await;
            let asks = "<likely-records data-from=\"/duplicates/leads/likely\"";
            assert!(form.body.contains(asks) && form.body.contains("data-fields=\"name first_name"), "{}", form.body);
            let told = browser.post("/duplicates/leads/likely", &typed).await;
            assert_eq!(told.status, StatusCode::OK);
            let names: Vec<&str> = ["Kari Berg", "Berg Kari"].into_iter().filter(|n| told.body.contains(n)).collect();
            assert_eq!(names, sees, "{who}: {}", told.body);
            assert!(!told.body.contains("<html"), "a part of a page: {}", told.body);
            let nothing = browser.post("/duplicates/leads/likely", &[("email", "who@else.no")]).await;
            assert_eq!((nothing.status, nothing.body.as_str()), (StatusCode::OK, ""));
            let list = browser.get("/leads").await;
            let page = format!("/leads/0{}/edit", after(&list.body, "href=\"/leads/0"));
            assert!(!browser.get(&page).await.body.contains("<likely-records"), "only of new ones");
        }
        let mut nils = site.signed_in("nils@example.test", PASSWORD).await;
        nils.get("/today").await;
        assert_eq!(nils.post("/duplicates/leads/likely", &typed).await.status, StatusCode::FORBIDDEN);
    });
}

/// A position that can own records.
async fn app_owner(browser: &mut crate::browser::Browser) -> String {
    let page = browser.get("/options/owners?q=").await;
    page.body
        .split(|c: char| !(c.is_ascii_hexdigit() || c == '-'))
        .find(|part| part.len() == 36)
        .unwrap_or_default()
        .to_owned()
}
