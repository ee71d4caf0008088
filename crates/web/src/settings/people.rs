//! Which people a user can be: options of a picker, by a part of the name.

use crate::errors::Answer;
use crate::extract::SignedIn;
use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use domain::policy::{Action, Noun};
use serde::Deserialize;
use serde_json::json;

/// Options offered at once.
const OFFERED: usize = 20;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

/// `[{id, label, hint}]` of people whose name or address holds the words.
pub async fn options(signed: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let wanted = text::fold(&asked.q);
    let found = signed.read(move |ctx, _| {
        ctx.may(Action::See, Noun::User)?;
        let fits = |text: &str| text::fold(text).contains(&wanted);
        let people = ctx.history.rows().people.values().filter(|p| p.is_active);
        let mut found: Vec<_> =
            people.filter(|p| fits(&p.name) || p.email.as_deref().is_some_and(&fits)).take(OFFERED * 5).collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found.truncate(OFFERED);
        let option = |p: &domain::organisation::Person| json!({ "id": p.id, "label": p.name, "hint": p.email });
        Ok(found.into_iter().map(option).collect::<Vec<_>>())
    });
    Ok(Json(found.await?).into_response())
}
