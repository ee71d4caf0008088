//! Who may change whom, and what ends with a user.

use crate::browser::{OWNER, PASSWORD, Site, on_each};
use app::ctx::Who;
use app::users::{NewUser, add, hash_password};
use axum::http::StatusCode;
use domain::kernel::id::UserId;
use domain::policy::Grant;

const WORDS: &str = "green hills far away";

/// A user who can sign in.
async fn user(site: &Site, email: &str, grants: &[Grant]) -> UserId {
    let new = NewUser {
        email: email.into(),
        name: "Someone".into(),
        grants: grants.to_vec(),
        password_hash: Some(hash_password(WORDS).unwrap()),
        language: "en".into(),
        ..NewUser::default()
    };
    site.state.write(Who::Console, move |ctx, tx| add(ctx, tx, &new)).await.unwrap()
}

async fn owner_id(site: &Site) -> UserId {
    let all = site.state.read(Who::Console, app::users::list).await.unwrap();
    all.iter().find(|u| u.email == OWNER).unwrap().id
}

#[test]
fn those_without_the_right_see_no_users() {
    on_each(async |site| {
        user(site, "rep@example.test", &[]).await;
        let mut rep = site.signed_in("rep@example.test", WORDS).await;
        for path in ["/settings/users", "/settings/company"] {
            assert_eq!(rep.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let own = rep.get("/settings").await;
        assert_eq!(own.status, StatusCode::OK);
        assert!(!own.body.contains("/settings/users"), "no link to what may not be opened");
        let invited = rep.post("/settings/users", &[("name", "A"), ("email", "a@example.test")]).await;
        assert_eq!(invited.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn an_administrator_does_not_rise_above_an_owner() {
    on_each(async |site| {
        let me = user(site, "admin@example.test", &[Grant::Administrator]).await;
        let owner = owner_id(site).await;
        let mut admin = site.signed_in("admin@example.test", WORDS).await;
        admin.get("/settings/users").await;
        let myself = admin.post(&format!("/settings/users/{me}"), &[("grant", "owner"), ("person", "")]).await;
        assert_eq!(myself.status, StatusCode::FORBIDDEN);
        for (path, fields) in [("access", vec![("active", "0")]), ("link", vec![])] {
            let answer = admin.post(&format!("/settings/users/{owner}/{path}"), &fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
        let lesser =
            admin.post(&format!("/settings/users/{me}"), &[("grant", "administrator"), ("grant", "finance")]).await;
        assert_eq!(lesser.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn the_last_owner_stays() {
    on_each(async |site| {
        let owner = owner_id(site).await;
        let mut browser = site.owner().await;
        browser.get("/settings").await;
        for (path, fields) in [("", vec![("grant", "finance")]), ("/access", vec![("active", "0")])] {
            let answer = browser.post(&format!("/settings/users/{owner}{path}"), &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        }
        user(site, "second@example.test", &[Grant::Owner]).await;
        let leaves = browser.post(&format!("/settings/users/{owner}"), &[("grant", "finance")]).await;
        assert_eq!(leaves.status, StatusCode::SEE_OTHER);
        assert_eq!(browser.get("/settings/users").await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_disabled_user_is_out_at_once() {
    on_each(async |site| {
        let rep = user(site, "rep@example.test", &[]).await;
        let mut theirs = site.signed_in("rep@example.test", WORDS).await;
        let mut owner = site.owner().await;
        owner.get("/settings").await;
        let path = format!("/settings/users/{rep}/access");
        assert_eq!(owner.post(&path, &[("active", "0")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(theirs.get("/settings").await.status, StatusCode::SEE_OTHER);
        theirs.get("/sign-in").await;
        let again = theirs.post("/sign-in", &[("email", "rep@example.test"), ("password", WORDS)]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.body.contains(text::t(text::Lang::En, "sign-in-disabled").as_ref()));
        owner.post(&path, &[("active", "1")]).await;
        site.signed_in("rep@example.test", WORDS).await;
    });
}

#[test]
fn a_calendar_is_read_by_its_address_alone_until_that_is_ended() {
    on_each(async |site| {
        let mut browser = site.signed_in(OWNER, PASSWORD).await;
        let page = browser.get("/settings/calendar").await;
        assert!(!page.body.contains("value=\"/calendar/"), "nothing is shown before it is made");
        let made = browser.post("/settings/calendar", &[]).await;
        let address = made.body.split("value=\"/calendar/").nth(1).unwrap().split('"').next().unwrap();
        let address = format!("/calendar/{address}");
        let again = browser.get("/settings/calendar").await;
        assert!(!again.body.contains(&address), "it is shown once");
        let mut program = site.browser();
        let answer = program.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.header("content-type").starts_with("text/calendar"));
        assert!(answer.body.starts_with("BEGIN:VCALENDAR\r\n"), "{}", answer.body);
        let mut slowed = answer.status;
        for _ in 0..2000 {
            slowed = program.get(&address).await.status;
            if slowed != StatusCode::OK {
                break;
            }
        }
        assert_eq!(slowed, StatusCode::TOO_MANY_REQUESTS);
        site.later(60_000);
        browser.post("/settings/calendar/end", &[]).await;
        assert_eq!(program.get(&address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(program.get(&address.replace(".ics", "")).await.status, StatusCode::NOT_FOUND);
    });
}
