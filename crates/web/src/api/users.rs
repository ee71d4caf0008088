//! Users for programs: who one is, who there is, invitations.

use super::docs::{Doc, Part, maybe, part};
use super::{Body, Caller, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::users::{self, Invitation, User};
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::kernel::id::PersonId;
use domain::policy::{Grant, Noun};
use serde::Deserialize;
use serde_json::{Value, json as value};

const USER: &[Part] = &[
    part("id", "uuid", "The user."),
    part("email", "email", "Their address, in lower case."),
    part("name", "string", "Name."),
    maybe("person", "uuid", "The person they are."),
    part("grants", "string[]", "`owner`, `administrator`, `operations`, `finance`, `sensitive`."),
    part("state", "string", "`invited`, `active` or `disabled`."),
    part("language", "string", "`en`, `nb` or `zh-Hans`."),
    maybe("seen_at", "date-time", "When they were last seen."),
];

const INVITATION: &[Part] = &[
    part("email", "email", "Their address."),
    part("name", "string", "Name."),
    maybe("person", "uuid", "The person they are."),
    maybe("grants", "string[]", "What they are granted beside what their position sees."),
];

const INVITED: &[Part] = &[
    part("id", "uuid", "The new user."),
    part("link", "string", "The path that sets their password, once. Hand it over yourself."),
    part("expires_at", "date-time", "When the link ends."),
];

/// These routes.
pub fn routes() -> Routes {
    let me = Doc { summary: "Who the token speaks for.", answer: USER, ..Doc::default() };
    let list = Doc { summary: "Every user, by name.", answer: USER, is_list: true, ..Doc::default() };
    let invite = Doc { summary: "Invites a user.", body: INVITATION, answer: INVITED, ..Doc::default() };
    Routes::new()
        .api(Method::GET, "/api/v1/me", Noun::User, me, read_me)
        .api(Method::GET, "/api/v1/users", Noun::User, list, read_all)
        .api(Method::POST, "/api/v1/users", Noun::User, invite.made(), add)
}

async fn read_me(caller: Caller) -> Answer {
    let user = caller.user;
    let found = caller.read(move |ctx, tx| users::get(ctx, tx, user)).await?;
    Ok(json(&shown(&found)))
}

async fn read_all(caller: Caller) -> Answer {
    let all = caller.read(users::list).await?;
    Ok(json(&all.iter().map(shown).collect::<Vec<_>>()))
}

fn shown(user: &User) -> Value {
    let seen_at = user.seen_at.map(super::instant);
    value!({
        "id": user.id, "email": user.email, "name": user.name, "person": user.person, "grants": user.grants,
        "state": user.state, "language": user.language, "seen_at": seen_at,
    })
}

#[derive(Deserialize)]
struct New {
    email: String,
    name: String,
    #[serde(default)]
    person: Option<PersonId>,
    #[serde(default)]
    grants: Vec<Grant>,
}

async fn add(caller: Caller, Body(new): Body<New>) -> Answer {
    let invitation = Invitation { email: new.email, name: new.name, person: new.person, grants: new.grants };
    let (id, link) = caller.write(move |ctx, tx| users::invite(ctx, tx, &invitation)).await?;
    let body = value!({ "id": id, "link": crate::users::link_href(&link.token), "expires_at": super::instant(link.expires_at) });
    Ok((StatusCode::CREATED, json(&body)).into_response())
}
