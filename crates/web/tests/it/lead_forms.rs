//! Forms that strangers send: what is answered with success is stored, floods are slowed, nothing of it is trusted.

use crate::browser::{Answer, Browser, Site, on_each, visit};
use app::listing::{self, Format, ListQuery, kinds};
use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use web::Options;

const FORM: &str = "application/x-www-form-urlencoded";

/// A form, made by a program of the owner's session.
async fn made(browser: &mut Browser, form: Json) -> Json {
    browser.get("/settings").await;
    let csrf = browser.csrf.clone();
    let answer = browser.call(Method::POST, "/api/v1/lead-forms", &[("x-csrf-token", &csrf)], &form).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    answer.json()
}

fn wide() -> Json {
    let asked = |field: &str| json!({ "field": field, "is_required": field == "name" });
    let fields = ["name", "company", "email", "website", "description"].map(asked);
    json!({ "name": "Ask us", "fields": fields, "per_minute": 600, "per_address": 600 })
}

/// Every lead, as an export writes it.
fn leads(site: &Site) -> Vec<Json> {
    let house = site.state.house().clone();
    let read = move || {
        house.read(app::ctx::Who::Console, |ctx, tx| {
            let mut out = Vec::new();
            let query = ListQuery { fields: vec!["*".to_owned()], ..ListQuery::default() };
            listing::export(ctx, tx, &kinds::LEADS, &query, Format::JsonLines, &mut out)?;
            Ok(String::from_utf8(out).unwrap())
        })
    };
    let text = std::thread::scope(|scope| scope.spawn(read).join().unwrap()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

async fn send(browser: &mut Browser, headers: &[(&str, &str)], body: String) -> Answer {
    browser.send(Method::POST, "/f/ask-us", headers, body).await
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    let escape =
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    pairs.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect::<Vec<_>>().join("&")
}

/// What may come of a submission: it is taken, or refused so.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Due {
    Taken,
    Refused(u16),
}

/// One of the hostile ones: media type, body, what is due, and the name it is kept by.
fn hostile(n: usize) -> (&'static str, String, Due, String) {
    let taken = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'); drop table leads; --",
        "{{7*7}}${7*7}<%= 7*7 %>",
        "=cmd|' /C calc'!A0",
        "javascript:alert(1)//",
        "Z\u{321}a\u{34f}l\u{489}g\u{337}o \u{1f9ff} \u{5d0}\u{5d1}",
        "</textarea></title><svg onload=alert(1)>",
    ];
    let name = |text: &str| format!("{text} {n}");
    if let Some(text) = taken.get(n % 20) {
        let name = name(text);
        let all = [("name", name.as_str()), ("company", text), ("website", text), ("description", text)];
        let body = if n.is_multiple_of(3) {
            json!(all.iter().copied().collect::<BTreeMap<_, _>>()).to_string()
        } else {
            encoded(&all)
        };
        return (if n.is_multiple_of(3) { "application/json" } else { FORM }, body, Due::Taken, name);
    }
    let refused = |kind: &'static str, body: String, status| (kind, body, Due::Refused(status), String::new());
    match n % 20 {
        8 => refused(FORM, encoded(&[("name", &"x".repeat(201))]), 422),
        9 => refused(FORM, format!("name={}", "y".repeat(70_000)), 413),
        10 => refused(FORM, "name=a%00b".into(), 422),
        11 => refused(FORM, "name=%E5se".into(), 422),
        12 => refused(FORM, encoded(&[("name", "abc\u{202e}gpj.exe")]), 422),
        13 => refused("application/x-www-form-urlencoded; charset=iso-8859-1", "name=a".into(), 415),
        14 => refused("multipart/form-data; boundary=x", "--x--".into(), 415),
        15 => refused("application/json", "{\"name\":\"\\ud800\"}".into(), 422),
        16 => refused("application/json", "[".repeat(60_000), 422),
        17 => refused(FORM, encoded(&[("name", "robot"), ("company_fax", "1")]), 422),
        18 => refused(FORM, encoded(&[("name", "a"), ("owner", "me"), ("status", "won")]), 422),
        _ => refused(FORM, "a=1&".repeat(150), 422),
    }
}

#[test]
fn of_ten_thousand_hostile_submissions_none_is_lost_that_was_taken_and_floods_are_told_to_wait() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        made(&mut owner, wide()).await;
        let (mut stranger, mut kept, mut slowed) = (site.browser(), BTreeMap::new(), 0);
        for n in 0..10_000 {
            let (kind, body, due, name) = hostile(n);
            let answer = send(&mut stranger, &[("content-type", kind)], body).await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                slowed += 1;
                assert!(answer.header("retry-after").parse::<u32>().unwrap() >= 1);
                assert!(answer.body.contains("Wait") && !answer.body.contains(&name) || name.is_empty());
                continue;
            }
            let wanted = match due {
                Due::Taken if kind == FORM => 303,
                Due::Taken => 201,
                Due::Refused(status) => status,
            };
            assert_eq!(answer.status.as_u16(), wanted, "{n}: {}", answer.body);
            assert!(!answer.body.contains("<script>alert") && !answer.body.contains("<img src=x"), "{}", answer.body);
            if due == Due::Taken {
                kept.insert(name, n);
            }
        }
        assert_eq!(slowed, 10_000 - 600, "the form has so many turns a minute, and the clock stood still");
        assert!(kept.len() > 200);
        let mut found: Vec<String> = leads(site).iter().map(|lead| lead["name"].as_str().unwrap().to_owned()).collect();
        let mut wanted: Vec<String> = kept.into_keys().collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "each that was answered with success is kept, once, as it was sent");
        site.later(60);
        let (kind, body, ..) = hostile(20);
        assert!(send(&mut stranger, &[("content-type", kind)], body).await.status.is_redirection(), "after the wait");
        // The list and a lead's page show it as text.
        let list = owner.get("/leads?sort=name&page_size=100").await;
        assert!(list.body.contains("&lt;img src=x") && !list.body.contains("<img src=x"));
        let id = leads(site)[0]["id"].as_str().unwrap().to_owned();
        let page = owner.get(&format!("/leads/{id}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.body.contains("<script>alert") && !page.body.contains("href=\"javascript:"));
    });
}

#[test]
fn a_form_is_slowed_by_address_and_says_so_in_the_visitor_s_language() {
    let options = Options { public_url: Some("https://sales.example.com".into()), ..Options::default() };
    visit(&options, true, async |site| {
        let house = site.state.house().clone();
        let form = domain::lead_forms::LeadForm {
            name: "Ask us".into(),
            per_address: 2,
            per_minute: 3,
            ..domain::lead_forms::LeadForm::default()
        };
        let make =
            move || house.write(app::ctx::Who::Console, |ctx, tx| app::lead_forms::commands::create(ctx, tx, form));
        std::thread::scope(|scope| scope.spawn(make).join().unwrap()).unwrap();
        let mut stranger = site.browser();
        let mut from = async |address: &str, n: u32| {
            stranger.headers = vec![("x-forwarded-for", address.to_owned()), ("accept-language", "nb".into())];
            let body = encoded(&[("name", &format!("Kari {n}")), ("email", "k@x.example")]);
            send(&mut stranger, &[("content-type", FORM)], body).await
        };
        assert_eq!(from("192.0.2.1", 1).await.status, StatusCode::SEE_OTHER);
        // What a stranger writes in front of what the proxy wrote changes nothing.
        assert_eq!(from("203.0.113.9, 192.0.2.1", 2).await.status, StatusCode::SEE_OTHER);
        let slowed = from("203.0.113.8, 192.0.2.1", 3).await;
        assert_eq!((slowed.status, slowed.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "30"));
        assert!(slowed.body.contains("Vent 30 sekunder"), "{}", slowed.body);
        assert_eq!(from("192.0.2.2", 4).await.status, StatusCode::SEE_OTHER, "another address has its own turns");
        assert_eq!(from("192.0.2.3", 5).await.status, StatusCode::TOO_MANY_REQUESTS, "the form has had its three");
        assert_eq!(leads(site).len(), 3);
    });
}

#[test]
fn the_same_sent_twice_is_one_lead_and_a_second_visitor_another() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        made(&mut owner, wide()).await;
        let mut stranger = site.browser();
        let page = stranger.get("/f/ask-us").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let token = page.value_after("name=\"submission\"");
        let kari = encoded(&[("submission", &token), ("name", "Kari"), ("email", "k@x.example"), ("company_fax", "")]);
        for _ in 0..2 {
            let answer = send(&mut stranger, &[("content-type", FORM)], kari.clone()).await;
            assert_eq!(answer.location(), "/f/ask-us/thanks");
        }
        assert_eq!(leads(site).len(), 1);
        let json = json!({ "name": "Kari", "email": "k@x.example" }).to_string();
        let headers = [("content-type", "application/json"), ("idempotency-key", "one")];
        let first = send(&mut stranger, &headers, json.clone()).await;
        let second = send(&mut stranger, &headers, json.clone()).await;
        assert_eq!((first.status, second.status), (StatusCode::CREATED, StatusCode::OK));
        assert_eq!(second.json()["repeated"], true);
        assert_eq!(leads(site).len(), 2);
        site.later(25 * 60 * 60);
        assert_eq!(send(&mut stranger, &headers, json).await.status, StatusCode::CREATED, "the day after it is news");
        let told = owner.get("/api/v1/lead-forms").await.json();
        assert_eq!(told[0]["submissions"], 2, "{told}");
    });
}

#[test]
fn a_form_takes_from_the_sites_it_names_and_from_no_other() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let mut form = wide();
        form["origins"] = json!(["https://www.example.com"]);
        form["redirect_url"] = json!("https://www.example.com/thanks?a=1");
        made(&mut owner, form).await;
        let mut stranger = site.browser();
        let body = || encoded(&[("name", "Kari")]);
        for (origin, status) in [
            ("https://www.example.com", StatusCode::SEE_OTHER),
            ("http://localhost:7400", StatusCode::SEE_OTHER),
            ("https://evil.example", StatusCode::FORBIDDEN),
            ("null", StatusCode::FORBIDDEN),
        ] {
            let answer = send(&mut stranger, &[("content-type", FORM), ("origin", origin)], body()).await;
            assert_eq!(answer.status, status, "{origin}: {}", answer.body);
            let allowed = answer.header("access-control-allow-origin");
            assert_eq!(allowed, if origin == "https://www.example.com" { origin } else { "" });
        }
        let asked = [("origin", "https://www.example.com"), ("access-control-request-method", "POST")];
        let answer = stranger.send(Method::OPTIONS, "/f/ask-us", &asked, String::new()).await;
        assert_eq!(answer.header("access-control-allow-headers"), "content-type, idempotency-key");
        let page = stranger.get("/f/ask-us").await;
        let policy = page.header("content-security-policy");
        assert!(policy.contains("form-action 'self' https://www.example.com;"), "{policy}");
        assert!(policy.contains("script-src 'self';"));
        let sent = send(&mut stranger, &[("content-type", FORM)], body()).await;
        assert_eq!(sent.location(), "https://www.example.com/thanks?a=1");
    });
}

#[test]
fn operations_keep_forms_and_one_at_rest_is_not_there() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        owner.get("/settings/forms").await;
        let made = owner.post("/settings/forms", &[("name", "Be om å bli ringt")]).await;
        let one = made.location().to_owned();
        assert!(one.starts_with("/settings/forms/"), "{}", made.body);
        let page = owner.get(&one).await;
        assert!(page.body.contains("/f/be-om-a-bli-ringt"), "{}", page.body);
        let version = page.value_after("name=\"version\"");
        let mut fields = vec![
            ("version", version.as_str()),
            ("name", "Call me"),
            ("key", "call-me"),
            ("fields", "name"),
            ("required", "phone"),
            ("per_minute", "60"),
            ("per_address", "0"),
        ];
        let refused = owner.post(&one, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Make at least one of name"), "{}", refused.body);
        fields.extend([("required", "name")]);
        fields.retain(|(name, _)| *name != "per_address");
        fields.push(("per_address", "6"));
        assert_eq!(owner.post(&one, &fields).await.status, StatusCode::SEE_OTHER);
        let mut stranger = site.browser();
        let hosted = stranger.get("/f/call-me").await;
        assert!(hosted.body.contains("name=\"phone\"") && !hosted.body.contains("name=\"email\""), "{}", hosted.body);
        assert_eq!(hosted.cookie("bailiwick"), None);
        owner.get(&one).await;
        assert_eq!(owner.post(&format!("{one}/active"), &[("active", "0")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(stranger.get("/f/call-me").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_form_asks_for_own_fields_of_leads_and_no_stranger_for_others() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        owner.get("/settings").await;
        let csrf = owner.csrf.clone();
        let words = json!([{ "key": "gold", "label": "Gold & more" }, { "key": "silver", "label": "Silver" }]);
        for field in [
            json!({ "noun": "lead", "label": "Package", "kind": "choice", "choices": words }),
            json!({ "noun": "lead", "label": "Seats", "kind": "number" }),
            json!({ "noun": "lead", "label": "Colleague", "kind": "person" }),
        ] {
            let made = owner.call(Method::POST, "/api/v1/fields", &[("x-csrf-token", &csrf)], &field).await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        }
        let asking = |field: &str| {
            let asked = |field: &str| json!({ "field": field, "is_required": field == "name" || field == "x_seats" });
            let fields = ["name", "x_package", field].map(asked);
            json!({ "name": "Ask us", "fields": fields, "per_minute": 600, "per_address": 600 })
        };
        let refused =
            owner.call(Method::POST, "/api/v1/lead-forms", &[("x-csrf-token", &csrf)], &asking("x_colleague")).await;
        assert_eq!(refused.json()["errors"][0]["code"], "refusal-choice-unknown", "{}", refused.body);
        let form = made(&mut owner, asking("x_seats")).await;
        let settings = owner.get(&format!("/settings/forms/{}", form["id"].as_str().unwrap())).await;
        assert!(settings.body.contains("Package") && !settings.body.contains("Colleague"), "{}", settings.body);
        let mut anyone = site.browser();
        let page = anyone.get("/f/ask-us").await;
        assert!(page.body.contains("Gold &amp; more") && page.body.contains("name=\"x_seats\""), "{}", page.body);
        let sent = |pairs: &[(&str, &str)]| encoded(pairs);
        let media = [("content-type", FORM)];
        let bad = send(&mut anyone, &media, sent(&[("name", "Per"), ("x_seats", "many"), ("x_package", "gold")])).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        let unasked = send(&mut anyone, &media, sent(&[("name", "Per"), ("x_seats", "7"), ("x_colleague", "x")])).await;
        assert_eq!(unasked.status, StatusCode::UNPROCESSABLE_ENTITY);
        let good = send(&mut anyone, &media, sent(&[("name", "Per"), ("x_seats", "7"), ("x_package", "gold")])).await;
        assert_eq!(good.status, StatusCode::SEE_OTHER, "{}", good.body);
        let lead = leads(site).remove(0);
        assert_eq!((&lead["x_seats"], &lead["name"]), (&json!(7), &json!("Per")), "{lead}");
        assert!(lead["x_package"].to_string().to_lowercase().contains("gold"), "{lead}");
    });
}
