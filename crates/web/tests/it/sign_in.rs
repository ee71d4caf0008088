//! Signing in and out, sessions, guessing.

use crate::browser::{OWNER, PASSWORD, founding, on_each, visit};
use axum::http::StatusCode;
use web::Options;

#[test]
fn the_first_visitor_founds_the_company_and_no_other_does() {
    visit(&Options::default(), false, async |site| {
        let mut browser = site.browser();
        assert_eq!(browser.get("/nothing/here").await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.get("/").await.location(), "/sign-in");
        assert_eq!(browser.get("/sign-in").await.location(), "/set-up");
        assert_eq!(browser.get("/set-up").await.status, StatusCode::OK);
        let f = founding();
        let mut fields = vec![
            ("company", "  "),
            ("currency", "XYZW"),
            ("time_zone", "Europe/Oslo"),
            ("language", "nb"),
            ("fiscal_first_month", "4"),
            ("owner_name", &f.owner_name),
            ("owner_email", "nobody"),
            ("owner_password", PASSWORD),
        ];
        let refused = browser.post("/set-up", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("value=\"Kari Nordmann\""), "nothing typed is lost");
        (fields[0].1, fields[1].1, fields[6].1) = ("Nordlys AS", "NOK", OWNER);
        let founded = browser.post("/set-up", &fields).await;
        assert_eq!(
            (founded.status, founded.location()),
            (StatusCode::SEE_OTHER, "/organisation/start?first=1"),
            "{}",
            founded.body
        );
        let home = browser.get("/settings").await;
        assert_eq!(home.status, StatusCode::OK);
        assert!(home.body.contains("lang=\"nb\"") && home.body.contains("Nordlys AS"));
        assert_eq!(browser.get("/set-up").await.status, StatusCode::NOT_FOUND);
        let mut late = site.browser();
        late.get("/sign-in").await;
        let again = late.post("/set-up", &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "there is a company");
    });
}

#[test]
fn the_right_password_opens_a_session_and_leads_on() {
    on_each(async |site| {
        let mut browser = site.browser();
        assert_eq!(browser.get("/settings/users").await.location(), "/sign-in?next=%2Fsettings%2Fusers");
        browser.get("/sign-in?next=%2Fsettings%2Fusers").await;
        let wrong = browser.post("/sign-in?next=%2Fsettings%2Fusers", &[("email", OWNER), ("password", "no")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains(text::t(text::Lang::En, "sign-in-wrong").as_ref()));
        let fields = [("email", "  OWNER@Example.test "), ("password", PASSWORD)];
        let right = browser.post("/sign-in?next=%2Fsettings%2Fusers", &fields).await;
        assert_eq!((right.status, right.location()), (StatusCode::SEE_OTHER, "/settings/users"));
        let cookie = right.cookie("bailiwick").unwrap();
        for flag in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(flag), "{cookie}");
        }
        assert!(!cookie.contains("Secure"), "by HTTP on one's own machine");
        assert_eq!(browser.get("/settings/users").await.status, StatusCode::OK);
        browser.cookies.clear();
        browser.get("/sign-in").await;
        let away = browser.post("/sign-in?next=%2F%2Fevil.example", &fields).await;
        assert_eq!(away.location(), "/", "never to another site");
    });
}

#[test]
fn behind_https_the_cookie_is_secure_and_bound_to_the_host() {
    let options = Options { public_url: Some("https://sales.example.com".into()), ..Options::default() };
    visit(&options, true, async |site| {
        let mut browser = site.browser();
        browser.get("/sign-in").await;
        let right = browser.post("/sign-in", &[("email", OWNER), ("password", PASSWORD)]).await;
        assert!(right.cookie("__Host-bailiwick").unwrap().contains("; Secure"));
        assert!(right.header("strict-transport-security").starts_with("max-age="));
    });
}

#[test]
fn signing_in_changes_the_session_and_signing_out_ends_it() {
    on_each(async |site| {
        let mut browser = site.owner().await;
        let first = browser.cookies["bailiwick"].clone();
        browser.get("/sign-in").await;
        browser.post("/sign-in", &[("email", OWNER), ("password", PASSWORD)]).await;
        let second = browser.cookies["bailiwick"].clone();
        assert_ne!(first, second);
        let mut thief = site.browser();
        thief.cookies.insert("bailiwick".into(), first);
        assert_eq!(thief.get("/settings").await.location(), "/sign-in?next=%2Fsettings");
        browser.get("/settings").await;
        assert_eq!(browser.post("/sign-out", &[]).await.location(), "/sign-in");
        thief.cookies.insert("bailiwick".into(), second);
        assert_eq!(thief.get("/settings").await.status, StatusCode::SEE_OTHER, "ended in the database too");
    });
}

#[test]
fn sessions_end_unused_after_a_week_and_at_last_after_a_month() {
    const DAY: i64 = 24 * 60 * 60;
    on_each(async |site| {
        let (mut idle, mut busy) = (site.owner().await, site.owner().await);
        for _ in 0..7 {
            site.later(DAY);
            assert_eq!(busy.get("/settings").await.status, StatusCode::OK);
        }
        assert_eq!(idle.get("/settings").await.status, StatusCode::SEE_OTHER);
        for _ in 7..29 {
            site.later(DAY);
            assert_eq!(busy.get("/settings").await.status, StatusCode::OK);
        }
        site.later(DAY);
        assert_eq!(busy.get("/settings").await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn signing_out_everywhere_leaves_no_session() {
    on_each(async |site| {
        let (mut here, mut there) = (site.owner().await, site.owner().await);
        here.get("/settings").await;
        here.post("/settings/sessions", &[]).await;
        for browser in [&mut here, &mut there] {
            assert_eq!(browser.get("/settings").await.status, StatusCode::SEE_OTHER);
        }
    });
}

#[test]
fn guessing_closes_an_address_whether_it_is_known_or_not() {
    on_each(async |site| {
        let mut known = Vec::new();
        for email in [OWNER, "nobody@example.test"] {
            let mut browser = site.browser();
            browser.get("/sign-in").await;
            let mut seen = Vec::new();
            for _ in 0..6 {
                let answer = browser.post("/sign-in", &[("email", email), ("password", "wrong wrong")]).await;
                seen.push((answer.status.as_u16(), answer.header("retry-after").to_owned()));
            }
            assert_eq!(seen[4].0, 422);
            assert_eq!(seen[5], (429, "1".to_owned()));
            known.push(seen);
        }
        assert_eq!(known[0], known[1], "the answers do not tell them apart");
        let mut browser = site.browser();
        browser.get("/sign-in").await;
        let right = [("email", OWNER), ("password", PASSWORD)];
        assert_eq!(browser.post("/sign-in", &right).await.status, StatusCode::TOO_MANY_REQUESTS);
        site.later(1);
        assert_eq!(browser.post("/sign-in", &right).await.status, StatusCode::SEE_OTHER, "closed for a time only");
        browser.get("/sign-in").await;
        let wrong = browser.post("/sign-in", &[("email", OWNER), ("password", "wrong wrong")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "the right password forgives");
    });
}

#[test]
fn changing_the_password_asks_for_the_old_one_and_ends_other_sessions() {
    on_each(async |site| {
        let (mut here, mut there) = (site.owner().await, site.owner().await);
        here.get("/settings").await;
        let new = "other plain words";
        let fields = [("old", "wrong wrong"), ("password", new), ("repeat", new)];
        assert_eq!(here.post("/settings/password", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [("old", PASSWORD), ("password", new), ("repeat", "different words")];
        assert_eq!(here.post("/settings/password", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [("old", PASSWORD), ("password", new), ("repeat", new)];
        assert_eq!(here.post("/settings/password", &fields).await.location(), "/settings/security");
        let page = here.get("/settings/security").await;
        assert!(page.body.contains(text::t(text::Lang::En, "password-changed").as_ref()), "said on the next page");
        assert!(!here.get("/settings").await.body.contains(text::t(text::Lang::En, "password-changed").as_ref()));
        assert_eq!(there.get("/settings").await.status, StatusCode::SEE_OTHER);
        site.signed_in(OWNER, new).await;
    });
}
