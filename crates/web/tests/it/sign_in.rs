//! Signing in and out, sessions, guessing.

use crate::browser::{OWNER, PASSWORD, founding, on_each, visit};
use app::ctx::Who;
use app::users::{OpenId, Provider};
use axum::http::{Method, StatusCode};
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
    visit(&behind_a_proxy(), true, async |site| {
        let mut browser = site.browser();
        let door = browser.get("/sign-in").await;
        let right = browser.post("/sign-in", &[("email", OWNER), ("password", PASSWORD)]).await;
        assert!(right.cookie("__Host-bailiwick").is_some() && door.cookie("__Host-bailiwick-door").is_some());
        for line in [&door, &right].iter().flat_map(|answer| answer.headers.get_all("set-cookie")) {
            let line = line.to_str().unwrap();
            assert!(line.starts_with("__Host-bailiwick") && line.ends_with("; Secure"), "{line}");
            assert!(line.contains("; Path=/;") && !line.contains("Domain"), "{line}");
        }
        assert_eq!(right.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
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
        let out = browser.post("/sign-out", &[]).await;
        assert_eq!((out.location(), out.header("clear-site-data")), ("/sign-in", "\"cache\""));
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

/// As seen by a server behind a proxy, which says where they come from.
fn behind_a_proxy() -> Options {
    Options { public_url: Some("https://sales.example.com".into()), ..Options::default() }
}

#[test]
fn nobody_keeps_others_out_by_guessing_from_elsewhere() {
    visit(&behind_a_proxy(), true, async |site| {
        let from = |address: &str| {
            let mut browser = site.browser();
            browser.headers.push(("x-forwarded-for", address.to_owned()));
            browser
        };
        let mut stranger = from("192.0.2.7");
        stranger.get("/sign-in").await;
        let mut last = StatusCode::OK;
        for _ in 0..6 {
            last = stranger.post("/sign-in", &[("email", OWNER), ("password", "wrong wrong")]).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        let mut owner = from("198.51.100.4");
        owner.get("/sign-in").await;
        assert_eq!(
            owner.post("/sign-in", &[("email", OWNER), ("password", PASSWORD)]).await.status,
            StatusCode::SEE_OTHER
        );
    });
}

#[test]
fn no_other_site_begins_a_sign_in() {
    let provider = Provider { issuer: "https://127.0.0.1:1".into(), client_id: "us".into(), client_secret: None };
    let openid = OpenId { provider, name: "Test".into(), trusts_addresses: false, makes_users: false };
    visit(&Options { openid: Some(openid), ..Options::default() }, true, async |site| {
        let mut browser = site.browser();
        for (from, begins) in [("cross-site", false), ("same-site", false), ("same-origin", true), ("none", true)] {
            browser.headers = vec![("sec-fetch-site", from.to_owned())];
            let answer = browser.get("/sign-in/openid?next=%2Fleads").await;
            let (status, led) = (answer.status, answer.location());
            // The provider is not there, which is told to who was let through to it.
            let went = status == StatusCode::UNPROCESSABLE_ENTITY;
            assert_eq!((went, led), (begins, if begins { "" } else { "/sign-in?next=%2Fleads" }), "{from}: {status}");
        }
    });
}

#[test]
fn one_address_tries_no_list_of_stolen_passwords() {
    visit(&behind_a_proxy(), true, async |site| {
        let mut stuffing = site.browser();
        stuffing.headers.push(("x-forwarded-for", "192.0.2.7".to_owned()));
        stuffing.get("/sign-in").await;
        for _ in 0..60 {
            assert_eq!(stuffing.post("/sign-in/code", &[("code", "1")]).await.status, StatusCode::SEE_OTHER);
        }
        let closed = stuffing.post("/sign-in/code", &[("code", "1")]).await;
        assert_eq!((closed.status, closed.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "1"));
        stuffing.headers = vec![("x-forwarded-for", "192.0.2.8".to_owned())];
        assert_eq!(stuffing.post("/sign-in/code", &[("code", "1")]).await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn what_changes_how_people_sign_in_wants_a_fresh_sign_in() {
    on_each(async |site| {
        let (mut here, mut there) = (site.owner().await, site.owner().await);
        site.later(15 * 60);
        let me = site.state.read(Who::Console, app::users::list).await.unwrap().remove(0).id;
        let link = format!("/settings/users/{me}/link");
        here.get("/settings/security").await;
        let (others, all) = ("/settings/sessions/others", "/settings/sessions");
        for path in [others, all, "/settings/two-factor", "/settings/two-factor/end", "/settings/two-factor/codes"] {
            let answer = here.post(path, &[("password", PASSWORD), ("code", "1")]).await;
            assert_eq!(answer.location(), "/sign-in?again=true&next=%2Fsettings%2Fsecurity", "{path}");
        }
        for path in ["/settings/tokens", &link] {
            assert!(
                here.post(path, &[]).await.location().starts_with("/sign-in?again=true&next=%2Fsettings"),
                "{path}"
            );
        }
        let csrf = here.csrf.clone();
        let tried = here.send(Method::DELETE, "/api/v1/sessions", &[("x-csrf-token", &csrf)], String::new()).await;
        assert_eq!(tried.status, StatusCode::FORBIDDEN, "{}", tried.body);
        assert!(tried.body.contains("Sign in once more"), "{}", tried.body);
        assert_eq!(there.get("/settings").await.status, StatusCode::OK, "nothing was done");
        let page = here.get("/sign-in?again=true&next=%2Fsettings%2Fsecurity").await;
        assert!(page.body.contains(text::t(text::Lang::En, "sign-in-prove").as_ref()));
        let old = here.cookies["bailiwick"].clone();
        let right = [("email", OWNER), ("password", PASSWORD)];
        let back = here.post("/sign-in?next=%2Fsettings%2Fsecurity", &right).await;
        assert_eq!(back.location(), "/settings/security");
        assert_ne!(here.cookies["bailiwick"], old, "another session, and the old one ended");
        here.get("/settings/security").await;
        assert_eq!(here.post(others, &[]).await.location(), "/settings/security");
        assert_eq!(there.get("/settings").await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn guessing_at_the_old_password_is_slowed_down_too() {
    on_each(async |site| {
        let mut thief = site.owner().await;
        thief.get("/settings/security").await;
        let new = "other plain words";
        let mut last = StatusCode::OK;
        for _ in 0..6 {
            let fields = [("old", "wrong wrong"), ("password", new), ("repeat", new)];
            last = thief.post("/settings/password", &fields).await.status;
        }
        assert_eq!(last, StatusCode::UNPROCESSABLE_ENTITY);
        let right = [("old", PASSWORD), ("password", new), ("repeat", new)];
        assert_ne!(
            thief.post("/settings/password", &right).await.location(),
            "/settings/security",
            "closed for a time"
        );
        site.later(2);
        assert_eq!(thief.post("/settings/password", &right).await.location(), "/settings/security");
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
