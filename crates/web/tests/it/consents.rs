//! Consent and retention in the browser and for programs: said on the page, kept to at the doors, asked for by a form; who is
//! due is erased from the page.

use crate::browser::{Browser, Site, on_each};
use crate::records::apart;
use app::ctx::Who;
use app::events::Cause;
use axum::http::{Method, StatusCode};
use domain::contacts::Contact;
use domain::kernel::id::ContactId;
use serde_json::{Value as Json, json};

/// Somebody with an address.
fn contact(site: &Site, name: &str) -> ContactId {
    apart(site, |house| {
        let write = |ctx: &app::Ctx, tx: &mut app::Tx<'_>| {
            let email = format!("{}@kunde.test", name.split(' ').next().unwrap_or_default().to_lowercase());
            let owner = app::routing::commands::nobody(ctx, tx)?;
            let new = Contact { name: name.to_owned(), email: Some(email), owner, ..Contact::default() };
            Ok(app::contacts::commands::create(ctx, tx, Cause::COMMAND, vec![new])?[0].id)
        };
        house.write(Who::Console, write).unwrap()
    })
}

async fn call(browser: &mut Browser, method: Method, path: &str, body: &Json) -> (StatusCode, Json) {
    let csrf = browser.csrf.clone();
    let answer = browser.call(method, path, &[("x-csrf-token", &csrf)], body).await;
    (answer.status, serde_json::from_str(&answer.body).unwrap_or_default())
}

#[test]
fn what_they_said_is_written_on_the_page_and_read_by_programs() {
    on_each(async |site| {
        let kari = contact(site, "Kari Vik");
        let mut owner = site.owner().await;
        let (page, say) = (format!("/contacts/{kari}"), format!("/consents/contact/{kari}"));
        let body = owner.get(&page).await.body;
        assert!(body.contains("They said …") && body.contains("unknown"), "{body}");
        let refused = owner.post(&say, &[("purpose", "email"), ("state", "refused"), ("on", "2999-01-01")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("They cannot have said it on a day to come"), "{}", refused.body);
        let fields = [("purpose", "email"), ("state", "refused"), ("source", "A call <b>"), ("basis", ""), ("on", "")];
        let said = owner.post(&say, &fields).await;
        assert_eq!((said.status, said.location()), (StatusCode::SEE_OTHER, page.as_str()), "{}", said.body);
        let body = owner.get(&page).await.body;
        assert!(
            body.contains("A call &lt;b&gt;") && body.contains("changed Consent to e-mails from unknown to no"),
            "{body}"
        );
        let api = format!("/api/v1/consents/contact/{kari}");
        let (status, view) = call(&mut owner, Method::GET, &api, &Json::Null).await;
        assert_eq!(
            (status, &view["email"], &view["said"][0]["state"]),
            (StatusCode::OK, &json!("refused"), &json!("refused"))
        );
        let new = json!({ "purpose": "phone", "state": "given", "basis": "contract", "on": "2020-02-29" });
        let (status, view) = call(&mut owner, Method::POST, &api, &new).await;
        assert_eq!((status, &view["phone"]), (StatusCode::CREATED, &json!("given")));
        let (status, fault) =
            call(&mut owner, Method::POST, &api, &json!({ "purpose": "fax", "state": "given" })).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{fault}");
        let (status, one) = call(&mut owner, Method::GET, &format!("/api/v1/contacts/{kari}"), &Json::Null).await;
        assert_eq!((status, &one["consent_email"]), (StatusCode::OK, &json!("refused")), "{one}");
        let patch = json!({ "consent_email": "given" });
        let (status, fault) = call(&mut owner, Method::PATCH, &format!("/api/v1/contacts/{kari}"), &patch).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{fault}");
        let listed = owner.get("/contacts?consent_email=refused").await;
        assert!(listed.body.contains("Kari Vik"), "{}", listed.body);
        let (_, listed) =
            call(&mut owner, Method::GET, "/api/v1/contacts?filter=consent_email%20%3D%20given", &Json::Null).await;
        assert_eq!(listed["items"], json!([]));
        let (status, _) = call(&mut owner, Method::GET, &format!("/api/v1/consents/account/{kari}"), &Json::Null).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_form_asks_for_consent_in_its_own_words_and_lifts_no_no() {
    on_each(async |site| {
        let kari = contact(site, "Kari Vik");
        let mut owner = site.owner().await;
        owner.get("/settings").await;
        let words = "You may write to me <i>";
        let form = json!({ "name": "News", "consent": words, "per_minute": 600, "per_address": 600 });
        let (status, form) = call(&mut owner, Method::POST, "/api/v1/lead-forms", &form).await;
        assert_eq!((status, &form["consent"]), (StatusCode::CREATED, &json!(words)), "{form}");
        let said = json!({ "purpose": "email", "state": "withdrawn" });
        call(&mut owner, Method::POST, &format!("/api/v1/consents/contact/{kari}"), &said).await;
        let mut stranger = site.browser();
        let page = stranger.get("/f/news").await.body;
        let (_, box_and_more) = page.split_once("name=\"consent_email\"").unwrap_or_else(|| panic!("{page}"));
        assert!(!box_and_more.split('>').next().unwrap_or_default().contains("checked"), "{page}");
        assert!(page.contains("You may write to me &lt;i&gt;"), "{page}");
        let send = [("Ola", "ola@kunde.test", "1"), ("Siv", "siv@kunde.test", ""), ("Kari", "KARI@kunde.test", "1")];
        for (name, email, ticked) in send {
            let fields = [("name", name), ("email", email), ("consent_email", ticked)];
            let sent = stranger.post_as_is("/f/news", &fields).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        }
        let odd =
            stranger.post_as_is("/f/news", &[("name", "Per"), ("email", "p@x.test"), ("consent_email", "hm")]).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (_, leads) =
            call(&mut owner, Method::GET, "/api/v1/leads?fields=name,consent_email&sort=name", &Json::Null).await;
        let told = leads["items"].as_array().unwrap().iter().map(|lead| {
            format!(
                "{} {}",
                lead["name"].as_str().unwrap_or_default(),
                lead["consent_email"].as_str().unwrap_or_default()
            )
        });
        assert_eq!(told.collect::<Vec<_>>(), ["Kari unknown", "Ola given", "Siv unknown"], "{leads}");
        let ola = leads["items"].as_array().unwrap().iter().find(|lead| lead["name"] == "Ola").unwrap();
        let api = format!("/api/v1/consents/lead/{}", ola["id"].as_str().unwrap());
        let (_, view) = call(&mut owner, Method::GET, &api, &Json::Null).await;
        let first = &view["said"][0];
        assert_eq!((&first["basis"], &first["by"]), (&json!("consent"), &Json::Null));
        assert!(
            first["source"].as_str().unwrap_or_default().contains("News")
                && first["source"].as_str().unwrap_or_default().contains(words)
        );
        let id = form["id"].as_str().unwrap();
        let page = owner.get(&format!("/settings/forms/{id}")).await.body;
        assert!(page.contains("name=&quot;consent_email&quot;"), "{page}");
    });
}

#[test]
fn who_is_due_is_listed_and_erased_from_the_page() {
    on_each(async |site| {
        let (kari, ola) = (contact(site, "Kari Vik"), contact(site, "Ola Berg"));
        site.later(400 * 24 * 3600);
        let mut owner = site.owner().await;
        let page = "/settings/privacy";
        owner.get(page).await;
        let odd =
            owner.post("/settings/privacy/retention", &[("contact_months", "often"), ("contact_then", "list")]).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            odd.body.contains("value=\"often\"") && odd.body.contains("Give a whole number of months"),
            "{}",
            odd.body
        );
        let fields = [("contact_months", "12"), ("contact_then", "list"), ("lead_months", ""), ("lead_then", "list")];
        let set = owner.post("/settings/privacy/retention", &fields).await;
        assert_eq!((set.status, set.location()), (StatusCode::SEE_OTHER, page), "{}", set.body);
        let body = owner.get(page).await.body;
        assert!(body.contains("Due to be erased") && body.contains("Kari Vik") && body.contains("Ola Berg"), "{body}");
        let by_itself = [("contact_months", "12"), ("contact_then", "erase"), ("lead_then", "list")];
        let unsure = owner.post("/settings/privacy/retention", &by_itself).await;
        assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unsure.body);
        let says = |what: &str| unsure.body.contains(what);
        assert!(says("f-rules-sure-wrong") && !says("f-retention-sure-wrong"), "{}", unsure.body);
        let (record, erase) = (kari.to_string(), "/settings/privacy/retention/erasure");
        let unsure = owner.post(erase, &[("record", &record)]).await;
        assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unsure.body);
        let done = owner.post(erase, &[("record", &record), ("sure", "1")]).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, page), "{}", done.body);
        let body = owner.get(page).await.body;
        assert!(
            !body.contains("Kari Vik") && body.contains("Rule: contacts with whom nothing happened for 12 months"),
            "{body}"
        );
        let (_, rules) = call(&mut owner, Method::GET, "/api/v1/privacy/retention", &Json::Null).await;
        assert_eq!(rules, json!({ "contact": { "months": 12, "then": "list" }, "lead": null }));
        let (_, view) = call(&mut owner, Method::GET, "/api/v1/privacy/due", &Json::Null).await;
        assert_eq!((&view["due"][0]["record"], view["due"].as_array().unwrap().len()), (&json!(ola), 1), "{view}");
        let (status, done) = call(&mut owner, Method::POST, "/api/v1/privacy/due", &json!({ "records": [ola] })).await;
        assert_eq!((status, done[0]["kind"].as_str()), (StatusCode::CREATED, Some("erased")), "{done}");
        let (status, _) = call(&mut owner, Method::POST, "/api/v1/privacy/due", &json!({ "records": [ola] })).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        let (status, rules) = call(&mut owner, Method::PUT, "/api/v1/privacy/retention", &json!({})).await;
        assert_eq!((status, rules), (StatusCode::OK, json!({ "contact": null, "lead": null })));
    });
}
