//! Links that set a password: handed over by hand, good once.

use crate::browser::{OWNER, PASSWORD, Site, on_each};
use axum::http::StatusCode;
use domain::kernel::id::UserId;

const OLA: [(&str, &str); 3] = [("name", "Ola Hansen"), ("email", "Ola@Example.test"), ("grant", "operations")];

/// The path of the link that inviting shows.
async fn invited(site: &Site) -> String {
    let mut owner = site.owner().await;
    owner.get("/settings/users").await;
    let answer = owner.post("/settings/users", &OLA).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let href = answer.value_after("readonly");
    href.strip_prefix("http://localhost:7400").unwrap_or_else(|| panic!("{href}")).to_owned()
}

#[test]
fn an_invitation_sets_a_password_once_and_signs_in() {
    on_each(async |site| {
        let link = invited(site).await;
        let mut ola = site.browser();
        assert!(ola.get(&link).await.body.contains("ola@example.test"));
        for weak in ["short", "Password1234", "ola hansen 12"] {
            let refused = ola.post(&link, &[("password", weak), ("repeat", weak)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{weak}");
        }
        let good = [("password", "blue boats at dawn"), ("repeat", "blue boats at dawn")];
        let entered = ola.post(&link, &good).await;
        assert_eq!((entered.status, entered.location()), (StatusCode::SEE_OTHER, "/"));
        assert_eq!(ola.get("/settings").await.status, StatusCode::OK);
        let mut other = site.browser();
        assert_eq!(other.get(&link).await.status, StatusCode::GONE);
        other.get("/sign-in").await;
        assert_eq!(other.post(&link, &good).await.status, StatusCode::GONE);
    });
}

#[test]
fn a_link_ends_by_itself_and_by_a_newer_one() {
    on_each(async |site| {
        let first = invited(site).await;
        let mut owner = site.owner().await;
        let list = owner.get("/settings/users").await;
        let ids = list.body.split("/settings/users/").filter_map(|rest| rest.get(..36)?.parse::<UserId>().ok());
        let mut newer = None;
        for id in ids {
            let page = owner.get(&format!("/settings/users/{id}")).await;
            if page.body.contains("ola@example.test") {
                newer = Some(owner.post(&format!("/settings/users/{id}/link"), &[]).await.value_after("readonly"));
            }
        }
        let newer = newer.unwrap().replace("http://localhost:7400", "");
        let mut ola = site.browser();
        assert_eq!(ola.get(&first).await.status, StatusCode::GONE);
        assert_eq!(ola.get(&newer).await.status, StatusCode::OK);
        site.later(8 * 24 * 60 * 60);
        assert_eq!(ola.get(&newer).await.status, StatusCode::GONE);
    });
}

#[test]
fn an_address_belongs_to_one_user_in_any_case() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        owner.get("/settings/users").await;
        let again = owner.post("/settings/users", &[("name", "Another"), ("email", "OWNER@EXAMPLE.TEST")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.body.contains("value=\"Another\""), "nothing typed is lost");
        site.signed_in(OWNER, PASSWORD).await;
    });
}
