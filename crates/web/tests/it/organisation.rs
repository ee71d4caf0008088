//! The organisation's pages: everyone looks, only some edit, and an edit can be taken back.

use crate::browser::on_each;
use app::ctx::Who;
use app::users::{NewUser, add, hash_password};
use axum::http::StatusCode;

const WORDS: &str = "green hills far away";

#[test]
fn an_edit_is_made_shown_and_undone_and_only_by_those_who_may() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let company = site.state.read(Who::Console, |ctx, _| Ok(ctx.organisation.company())).await.unwrap().unwrap();
        owner.get(&format!("/organisation/units/{company}")).await;
        let fields = [("edit", "add_position"), ("unit", &*company.to_string()), ("unit_page", &company.to_string())];
        let refused = owner.post("/organisation/edits", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a position needs a title");
        let done =
            owner.post("/organisation/edits", &[&fields[..], &[("title", "Keeper of lighthouses")]].concat()).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let chart = owner.get("/organisation").await;
        assert!(chart.body.contains("Keeper of lighthouses") && chart.body.contains("/organisation/undo"));
        let set = chart.value_after("name=\"set\"");
        let new = NewUser {
            email: "rep@example.test".into(),
            name: "Rep".into(),
            password_hash: Some(hash_password(WORDS).unwrap()),
            language: "en".into(),
            ..NewUser::default()
        };
        site.state.write(Who::Console, move |ctx, tx| add(ctx, tx, &new)).await.unwrap();
        let mut rep = site.signed_in("rep@example.test", WORDS).await;
        let seen = rep.get("/organisation").await;
        assert!(seen.body.contains("Keeper of lighthouses") && !seen.body.contains("data-move"));
        assert_eq!(rep.post("/organisation/undo", &[("set", &set)]).await.status, StatusCode::FORBIDDEN);
        owner.get("/organisation").await;
        assert_eq!(owner.post("/organisation/undo", &[("set", &set)]).await.status, StatusCode::SEE_OTHER);
        assert!(!owner.get("/organisation").await.body.contains("Keeper of lighthouses"));
    });
}
