//! An import led through its three steps, loaded by the worker's own function, and undone; scorecards of what
//! came in.

use crate::browser::{Answer, Browser, Site, on_each};
use app::imports::jobs;
use axum::http::{Method, StatusCode};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

const TEAMS: &str = "sales_agent,manager,regional_office\nAnn Lee,Max Berg,West\nBo Ek,Max Berg,West\n";
const PRODUCTS: &str = "product,series,sales_price\nGTX Pro,GTX,100\n";
const DEALS: &str = "opportunity_id,sales_agent,product,deal_stage,engage_date,close_date,close_value
1,Ann Lee,GTXPro,Won,2026-01-10,2026-03-01,120
2,Bo Ek,GTX Pro,Lost,2026-02-01,2026-03-05,0
";

async fn upload(browser: &mut Browser, files: &[(&str, &str)]) -> Answer {
    browser.get("/imports/new").await;
    let mut body = format!("--X\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n", browser.csrf);
    for (name, text) in files {
        body.push_str(&format!(
            "--X\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n"
        ));
    }
    body.push_str("--X--\r\n");
    browser.send(Method::POST, "/imports", &[("content-type", "multipart/form-data; boundary=X")], body).await
}

/// The fields of the first form of the page, as a browser would send them untouched.
fn fields(page: &str) -> Vec<(String, String)> {
    let form = page.split("<form class=\"stack\"").nth(1).unwrap().split("</form>").next().unwrap();
    let mut found = Vec::new();
    for tag in form.split('<').skip(1) {
        let attribute = |name: &str| {
            let rest = tag.split_once(&format!(" {name}=\""))?.1;
            Some(rest.split_once('"')?.0.replace("&amp;", "&"))
        };
        if tag.starts_with("input") && attribute("type").as_deref() != Some("checkbox") {
            if let Some(name) = attribute("name").filter(|n| n != "csrf") {
                found.push((name, attribute("value").unwrap_or_default()));
            }
        } else if tag.starts_with("select") {
            found.push((attribute("name").unwrap(), String::new()));
        } else if tag.starts_with("option")
            && tag.contains(" selected")
            && let Some(last) = found.last_mut()
        {
            last.1 = attribute("value").unwrap();
        }
    }
    found
}

async fn send(browser: &mut Browser, path: &str, fields: &[(String, String)], then: &str) -> Answer {
    let mut all: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    all.push(("then", then));
    browser.post(path, &all).await
}

/// On a thread of its own, as the worker is: the app blocks.
fn apart<T: Send>(site: &Site, f: impl FnOnce(&app::House) -> T + Send) -> T {
    let house = site.state.house();
    std::thread::scope(|threads| threads.spawn(|| f(house)).join().unwrap())
}

fn work(site: &Site) {
    assert!(apart(site, |house| jobs::work(house).unwrap()), "a job waits");
    assert!(!apart(site, |house| jobs::work(house).unwrap()), "one job waits");
}

#[test]
fn files_come_in_by_three_steps_and_go_again() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let answer =
            upload(&mut owner, &[("deals.csv", DEALS), ("products.csv", PRODUCTS), ("teams.csv", TEAMS)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let check = answer.location().to_owned();
        let page = owner.get(&check).await;
        assert!(page.body.contains("GTXPro") && page.body.contains("1 rejected"), "{}", page.body);
        let mut chosen = fields(&page.body);
        let alias = chosen.iter_mut().find(|(name, _)| name == "alias.0.ours").unwrap();
        alias.1 = "GTX Pro".to_owned();
        assert_eq!(send(&mut owner, &check, &chosen, "check").await.status, StatusCode::SEE_OTHER);
        let page = owner.get(&check).await;
        assert!(!page.body.contains("1 rejected"), "{}", page.body);
        let chosen = fields(&page.body);
        let loading = send(&mut owner, &check, &chosen, "load").await;
        let at = loading.location().to_owned();
        assert!(owner.get(&at).await.body.contains("data-state=\"running\""));
        work(site);
        let page = owner.get(&at).await;
        assert!(page.body.contains("Undo this import") && !page.body.contains("rejects.csv"), "{}", page.body);
        cards(&mut owner).await;
        let undone = owner.post(&format!("{at}/undo"), &[]).await;
        assert_eq!(undone.location(), at);
        assert!(owner.get(&at).await.body.contains("The import was undone."));
        let rate = owner.get("/api/v1/measures/win_rate?from=2026-01-01&to=2026-12-31").await.json();
        assert_eq!(rate["total"]["denominator"], 0);
    });
}

#[test]
fn only_tables_and_cards_are_taken() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        for name in ["deals.exe", "deals", "deals.csv.html", "deals.svg", "deals.zip.gz"] {
            let answer = upload(&mut owner, &[(name, DEALS)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(answer.body.contains(&format!("{name}: only files that end in csv")), "{}", answer.body);
        }
        assert_eq!(upload(&mut owner, &[("DEALS.CSV.GZ", DEALS)]).await.status, StatusCode::SEE_OTHER);
    });
}

/// The figures of what came in, by their pages.
async fn cards(owner: &mut Browser) {
    let rate = owner.get("/api/v1/measures/win_rate?by=manager&from=2026-01-01&to=2026-12-31").await.json();
    assert_eq!(rate["total"], json!({ "numerator": 1, "denominator": 2, "value": 0.5 }));
    assert_eq!(rate["rows"][0]["label"], "Max Berg");
    let page = owner.get("/measures/win_rate?by=month&from=2026-01-01&to=2026-12-31").await;
    assert!(page.body.contains("<svg") && page.body.contains("50.0%"), "{}", page.body);
    let csv = owner.get("/measures/bookings_amount/export.csv?by=person&from=2026-01-01&to=2026-12-31").await;
    assert!(csv.body.contains("Ann Lee,120.00,"), "{}", csv.body);
    let people = owner.get("/api/v1/measures/win_rate?by=position&from=2026-01-01&to=2026-12-31").await.json();
    assert_eq!(people["rows"].as_array().unwrap().len(), 2);
    assert_eq!(owner.get("/scorecards").await.status, StatusCode::OK);
}

#[test]
fn each_row_that_is_likely_another_has_a_choice_of_its_own() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let leads = "Lead ID,Name,Company,Email,Lead Source\nL1,Kari Berg,Alfa,kari@alfa.no,fair\n\
                     L2,Bo Dahl,Beta,bo@beta.no,fair\nL3,Berg Kari,Alfa,KARI@alfa.no,web\nL4,Bo Dahl,Beta,bo@beta.no,web\n";
        let check = upload(&mut owner, &[("leads.csv", leads)]).await.location().to_owned();
        let page = owner.get(&check).await;
        assert!(page.body.contains("2 rows are likely another") && page.body.contains("4 created"), "{}", page.body);
        assert!(page.body.contains("Likely the same as Kari Berg in line 2; it is made anew."), "{}", page.body);
        let mut chosen = fields(&page.body);
        let own: Vec<&str> = chosen.iter().filter(|(n, _)| n.starts_with("row.")).map(|(n, _)| n.as_str()).collect();
        assert_eq!(own, ["row.0.4", "row.0.5"]);
        chosen.iter_mut().find(|(name, _)| name == "row.0.4").unwrap().1 = "update".to_owned();
        chosen.iter_mut().find(|(name, _)| name == "duplicates").unwrap().1 = "skip".to_owned();
        assert_eq!(send(&mut owner, &check, &chosen, "check").await.status, StatusCode::SEE_OTHER);
        let page = owner.get(&check).await;
        for told in [
            "Likely the same as Kari Berg in line 2, which was updated.",
            "Likely the same as Bo Dahl in line 3: skipped.",
            "2 created",
            "1 updated",
            "1 rejected",
        ] {
            assert!(page.body.contains(told), "no {told}: {}", page.body);
        }
        let chosen = fields(&page.body);
        assert!(chosen.contains(&("row.0.4".into(), "update".into())), "{chosen:?}");
        assert!(chosen.contains(&("row.0.5".into(), String::new())), "{chosen:?}");
        let loading = send(&mut owner, &check, &chosen, "load").await;
        work(site);
        let done = owner.get(&format!("/api/v1{}", loading.location())).await.json();
        assert_eq!(done["state"], "done", "{done}");
        let leads = owner.get("/api/v1/leads").await;
        assert_eq!(leads.status, StatusCode::OK);
        let leads = leads.json();
        let mut names: Vec<&str> =
            leads["items"].as_array().unwrap().iter().map(|lead| lead["name"].as_str().unwrap()).collect();
        names.sort_unstable();
        assert_eq!(names, ["Berg Kari", "Bo Dahl"], "{leads}");
    });
}

#[test]
fn programs_load_files_too() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let file = json!({ "name": "products.csv", "content": BASE64_STANDARD.encode(PRODUCTS) });
        owner.get("/imports/new").await;
        let csrf = owner.csrf.clone();
        let headers = [("x-csrf-token", csrf.as_str())];
        let begun = owner.call(Method::POST, "/api/v1/imports", &headers, &json!({ "files": [file] })).await;
        assert_eq!(begun.status, StatusCode::ACCEPTED, "{}", begun.body);
        work(site);
        let at = format!("/api/v1/imports/{}", begun.json()["id"].as_str().unwrap());
        let done = owner.get(&at).await.json();
        assert_eq!((&done["state"], &done["counts"]["created"]), (&json!("done"), &json!(1)));
        let wrong = owner.call(Method::POST, "/api/v1/imports", &headers, &json!({ "files": [] })).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn what_a_server_left_running_is_failed_and_may_go_on() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let answer = upload(&mut owner, &[("products.csv", PRODUCTS)]).await;
        let check = answer.location().to_owned();
        let chosen = fields(&owner.get(&check).await.body);
        let at = send(&mut owner, &check, &chosen, "load").await.location().to_owned();
        apart(site, |house| {
            house.db().write(|tx| tx.run("update jobs set state = 'running'", &[])).unwrap();
            jobs::recover(house).unwrap();
        });
        let page = owner.get(&at).await;
        assert!(page.body.contains("The server stopped while this import ran"), "{}", page.body);
        let chosen = fields(&owner.get(&check).await.body);
        send(&mut owner, &check, &chosen, "load").await;
        work(site);
        assert!(owner.get(&at).await.body.contains("1 created"));
    });
}
