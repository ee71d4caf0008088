//! Two-factor sign-in, recovery codes, and one's open sessions.

use crate::browser::{Answer, Browser, OWNER, PASSWORD, Site, on_each};
use app::ctx::Who;
use axum::http::StatusCode;
use domain::policy::Noun;
use text::{Lang, t};

fn code(site: &Site, secret: &str) -> String {
    app::users::totp_code(secret, site.state.house().now().0).unwrap()
}

/// The secret that stands on the page for who types it.
fn secret(page: &Answer) -> String {
    let shown = page.body.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap();
    shown.replace(' ', "")
}

fn recovery(page: &Answer) -> Vec<String> {
    let list = page.body.split("class=\"codes\">").nth(1).unwrap().split("</ol>").next().unwrap();
    list.split("<code>").skip(1).map(|part| part.split('<').next().unwrap().to_owned()).collect()
}

/// Sets it up, and answers the secret and the recovery codes.
async fn set_up(site: &Site, browser: &mut Browser) -> (String, Vec<String>) {
    browser.get("/settings/security").await;
    let page = browser.post("/settings/two-factor", &[("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("<svg") && page.body.contains("class=\"qr\""));
    let secret = secret(&page);
    let on = browser.post("/settings/two-factor/confirmation", &[("code", &code(site, &secret))]).await;
    assert_eq!(on.status, StatusCode::OK, "{}", on.body);
    (secret, recovery(&on))
}

/// A browser in which the password was given.
async fn at_the_code(site: &Site) -> Browser {
    let mut browser = site.browser();
    browser.get("/sign-in?next=%2Fsettings%2Fusers").await;
    let fields = [("email", OWNER), ("password", PASSWORD)];
    let answer = browser.post("/sign-in?next=%2Fsettings%2Fusers", &fields).await;
    assert_eq!(answer.location(), "/sign-in/code?next=%2Fsettings%2Fusers");
    assert!(answer.cookie("bailiwick").is_none(), "the password alone opens nothing");
    assert_eq!(browser.get("/settings").await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/sign-in/code?next=%2Fsettings%2Fusers").await.status, StatusCode::OK);
    browser
}

async fn give(browser: &mut Browser, code: &str) -> Answer {
    browser.post("/sign-in/code?next=%2Fsettings%2Fusers", &[("code", code)]).await
}

#[test]
fn a_code_is_asked_for_after_the_password_and_opens_the_door_once() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let (secret, codes) = set_up(site, &mut owner).await;
        assert_eq!(codes.len(), 10);
        let page = owner.get("/settings/security").await;
        assert!(!page.body.contains(&secret) && !page.body.contains(&codes[0]), "shown once");
        let mut browser = at_the_code(site).await;
        let used = give(&mut browser, &code(site, &secret)).await;
        assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY, "the code that turned it on was used");
        site.later(30);
        let now = code(site, &secret);
        let opened = give(&mut browser, &now).await;
        assert_eq!((opened.status, opened.location()), (StatusCode::SEE_OTHER, "/settings/users"));
        assert_eq!(browser.get("/settings/users").await.status, StatusCode::OK);
        let mut second = at_the_code(site).await;
        assert_eq!(give(&mut second, &now).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a code is good once");
        site.later(30);
        let spaced = code(site, &secret);
        let spaced = format!(" {} {} ", &spaced[..3], &spaced[3..]);
        let step = second.cookies["bailiwick-step"].clone();
        assert_eq!(give(&mut second, &spaced).await.status, StatusCode::SEE_OTHER);
        site.later(30);
        second.get("/sign-in").await;
        second.cookies.insert("bailiwick-step".into(), step);
        let gone = give(&mut second, &code(site, &secret)).await;
        assert_eq!(gone.location(), "/sign-in", "the step ended with the session it opened");
    });
}

#[test]
fn a_step_lasts_ten_minutes_and_codes_are_guessed_slowly() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let (secret, codes) = set_up(site, &mut owner).await;
        let mut browser = at_the_code(site).await;
        for _ in 0..5 {
            assert_eq!(give(&mut browser, "000000").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        site.later(0);
        let slowed = give(&mut browser, &codes[0]).await;
        assert_eq!((slowed.status, slowed.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "1"));
        let mut other = at_the_code(site).await;
        assert_eq!(
            give(&mut other, &codes[0]).await.status,
            StatusCode::TOO_MANY_REQUESTS,
            "of the user, not the step"
        );
        site.later(601);
        assert_eq!(give(&mut browser, &code(site, &secret)).await.location(), "/sign-in");
        let mut fresh = at_the_code(site).await;
        assert_eq!(give(&mut fresh, &code(site, &secret)).await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn recovery_codes_open_once_each_and_new_ones_end_them() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let (secret, codes) = set_up(site, &mut owner).await;
        let mut browser = at_the_code(site).await;
        let typed = codes[3].to_lowercase().replace('-', " ");
        assert_eq!(give(&mut browser, &typed).await.status, StatusCode::SEE_OTHER);
        let mut again = at_the_code(site).await;
        assert_eq!(give(&mut again, &codes[3]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = owner.get("/settings/security").await;
        assert!(page.body.contains("Recovery codes left: 9"), "{}", page.body);
        site.later(60);
        let renewed = owner.post("/settings/two-factor/codes", &[("code", &code(site, &secret))]).await;
        let new = recovery(&renewed);
        assert_eq!(give(&mut again, &codes[4]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(give(&mut again, &new[0]).await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn it_is_ended_by_a_code_or_by_an_administrator_and_nothing_secret_is_told() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        owner.get("/settings/security").await;
        let wrong = owner.post("/settings/two-factor", &[("password", "not mine at all")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (secret, codes) = set_up(site, &mut owner).await;
        let early = owner.post("/settings/two-factor", &[("password", PASSWORD)]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "it is on");
        let wrong = owner.post("/settings/two-factor/end", &[("code", "123456")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let ended = owner.post("/settings/two-factor/end", &[("code", &codes[0])]).await;
        assert_eq!(ended.location(), "/settings/security");
        site.owner().await.get("/settings").await;
        let (another, _) = set_up(site, &mut owner).await;
        assert_ne!(secret, another);
        let me = site.state.read(Who::Console, app::users::list).await.unwrap().remove(0).id;
        assert_eq!(owner.post(&format!("/settings/users/{me}/two-factor"), &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.owner().await.get("/settings").await.status, StatusCode::OK, "by the password alone");
        let told = site.state.read(Who::Console, move |_, tx| {
            let read = |row: &db::Row<'_>| row.next::<String>();
            Ok(tx.all("select changes from events where noun = $1", &[Noun::User.key().into()], read)?.join("\n"))
        });
        let told = told.await.unwrap();
        assert!(told.contains("two_factor") && told.contains("reset"));
        assert!(![&secret, &another, &codes[0]].iter().any(|hidden| told.contains(hidden.as_str())));
    });
}

#[test]
fn a_new_password_by_link_still_owes_the_code() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let (secret, _) = set_up(site, &mut owner).await;
        let me = site.state.read(Who::Console, app::users::list).await.unwrap().remove(0).id;
        let handed = site.state.write(Who::Console, move |ctx, tx| app::users::reset(ctx, tx, me)).await.unwrap();
        let mut browser = site.browser();
        let link = format!("/link/{}", handed.token);
        browser.get(&link).await;
        let new = "other plain words";
        let set = browser.post(&link, &[("password", new), ("repeat", new)]).await;
        assert_eq!(set.location(), "/sign-in/code");
        assert_eq!(browser.get("/settings").await.status, StatusCode::SEE_OTHER, "not in yet");
        site.later(30);
        browser.get("/sign-in/code").await;
        assert_eq!(give(&mut browser, &code(site, &secret)).await.status, StatusCode::SEE_OTHER);
        assert_eq!(browser.get("/settings").await.status, StatusCode::OK);
    });
}

#[test]
fn where_everyone_must_nobody_goes_on_without() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        owner.get("/settings/users").await;
        let set = owner.post("/settings/users/two-factor", &[("required", "1")]).await;
        assert_eq!(set.location(), "/settings/users");
        for path in ["/settings/users", "/accounts", "/"] {
            assert_eq!(owner.get(path).await.location(), "/settings/security", "{path}");
        }
        assert_eq!(owner.get("/api/v1/users").await.status, StatusCode::FORBIDDEN);
        let page = owner.get("/settings/security").await;
        assert!(page.body.contains(t(Lang::En, "second-factor-due").as_ref()));
        set_up(site, &mut owner).await;
        assert_eq!(owner.get("/settings/users").await.status, StatusCode::OK);
        let freed = owner.post("/settings/users/two-factor", &[("required", "0")]).await;
        assert_eq!(freed.location(), "/settings/users");
    });
}

#[test]
fn sessions_are_listed_and_ended_one_by_one_or_all_others() {
    on_each(async |site| {
        let mut here = site.owner().await;
        let mut phone = site.browser();
        let named = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1";
        phone.headers = vec![("user-agent", named.to_owned())];
        phone.get("/sign-in").await;
        phone.post("/sign-in", &[("email", OWNER), ("password", PASSWORD)]).await;
        let mut third = site.owner().await;
        let page = here.get("/settings/security").await;
        assert!(page.body.contains("Safari, iPhone"));
        let end = page.body.split("Safari, iPhone").nth(1).unwrap().split("action=\"").nth(1).unwrap();
        let end = end.split('"').next().unwrap().to_owned();
        let mut other = site.browser();
        assert_eq!(other.post(&end, &[]).await.status, StatusCode::SEE_OTHER, "one's own alone");
        assert_eq!(phone.get("/settings").await.status, StatusCode::OK);
        here.get("/settings/security").await;
        assert_eq!(here.post(&end, &[]).await.location(), "/settings/security");
        assert_eq!(phone.get("/settings").await.status, StatusCode::SEE_OTHER);
        assert_eq!(third.get("/settings").await.status, StatusCode::OK);
        here.post("/settings/sessions/others", &[]).await;
        assert_eq!(third.get("/settings").await.status, StatusCode::SEE_OTHER);
        assert_eq!(here.get("/settings").await.status, StatusCode::OK);
    });
}
