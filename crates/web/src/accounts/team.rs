//! The team of an account: who works it beside its owner, as what.

use super::*;
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller};
use crate::errors::Answer;
use crate::extract::Posted;
use crate::options;
use crate::records::fields;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, icon};
use app::accounts::Joining;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::Refusal;
use text::Lang;

const JOIN: &str = "/accounts/{id}/team";
const LEAVE: &str = "/accounts/{id}/team/leave";

const API_JOIN: &str = "/api/v1/accounts/{id}/team";
const API_LEAVE: &str = "/api/v1/accounts/{id}/team/{position}";

const JOINING: &[Part] = &[
    part("position", "uuid", "The position."),
    part("role", "string", "As what: a key of the role catalogue, or `member`."),
    maybe("line_of_business", "string", "For which line of business."),
    maybe("product_line", "string", "For which product line."),
    maybe("on", "date", "From this day on; today where none is given."),
];

pub(super) fn routes() -> Routes {
    let join = Doc { summary: "Puts a position on an account's team.", body: JOINING, ..Doc::default() };
    let leave = Doc { summary: "Takes a position off an account's team as of today.", ..Doc::default() };
    Routes::new()
        .action(JOIN, Noun::Account, joining)
        .action(LEAVE, Noun::Account, leaving)
        .api(Method::POST, API_JOIN, Noun::Account, join.silent(), put_on)
        .api(Method::DELETE, API_LEAVE, Noun::Account, leave.silent(), take_off)
}

/// The form that adds to it, closed until asked for.
pub(super) fn join(desk: &Desk<'_>, account: AccountId) -> Markup {
    let lang = desk.frame.lang;
    let who = Kind::Record { options: options::href(options::OWNERS), label: String::new() };
    let as_what = desk.ctx.organisation.positions().flat_map(|p| p.roles.iter().cloned());
    let mut roles: Vec<(String, String)> =
        as_what.map(|role| (role.clone(), records::shown::choice(lang, "role-", &role))).collect();
    roles.sort_by(|a, b| a.1.cmp(&b.1));
    roles.dedup();
    if roles.is_empty() {
        roles.push(("member".to_owned(), t(lang, "records-team-member").into_owned()));
    }
    let inputs = [
        Field::new("position", fields::name(lang, "person"), who).scope("team"),
        Field::new("role", fields::name(lang, "roles"), Kind::Choice(roles)).scope("team"),
        Field::new("line_of_business", t(lang, "team-line-of-business"), Kind::Text)
            .hint(t(lang, "team-line-hint"))
            .scope("team"),
        Field::new("product_line", t(lang, "team-product-line"), Kind::Text).scope("team"),
        Field::new("on", t(lang, "edit-effective"), Kind::Day).value(desk.ctx.today.to_string()).scope("team"),
    ];
    let form = Form {
        action: JOIN.replace("{id}", &account.to_string()),
        csrf: desk.frame.csrf.clone(),
        submit: t(lang, "action-add").into_owned(),
        ..Form::default()
    };
    html! { details class="card pad" { summary { (t(lang, "records-team-add")) } (form::form(lang, &form, &inputs)) } }
}

/// The button that takes someone off it.
pub(super) fn leave(lang: Lang, csrf: &str, account: AccountId, position: Uuid) -> Markup {
    let action = LEAVE.replace("{id}", &account.to_string());
    let label = html! { (icon(Icon::Remove)) span class="hide" { (t(lang, "action-remove")) } };
    form::post(csrf, &action, &[("position", &position.to_string())], "plain square", label)
}

async fn joining(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: AccountId = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let position: Option<PositionId> = fields.parsed("position");
    let position = position.ok_or_else(|| Refusal::new("refusal-owner-unknown").at("position"))?;
    let joining = Joining {
        position,
        role: fields.text("role"),
        line_of_business: fields.some("line_of_business"),
        product_line: fields.some("product_line"),
        on: fields.parsed("on"),
    };
    signed.write(move |ctx, tx| commands::join(ctx, tx, id, &joining)).await?;
    signed.done(&ACCOUNTS.href(id), None)
}

async fn leaving(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: AccountId = crate::api::id(&id)?;
    let position: PositionId = crate::api::id(posted.fields.raw("position"))?;
    posted.signed.write(move |ctx, tx| commands::leave_team(ctx, tx, id, position)).await?;
    posted.signed.done(&ACCOUNTS.href(id), None)
}

async fn put_on(Path(id): Path<String>, caller: Caller, Body(joining): Body<Joining>) -> Answer {
    let id: AccountId = crate::api::id(&id)?;
    caller.write(move |ctx, tx| commands::join(ctx, tx, id, &joining)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn take_off(Path((id, position)): Path<(String, String)>, caller: Caller) -> Answer {
    let (id, position): (AccountId, PositionId) = (crate::api::id(&id)?, crate::api::id(&position)?);
    caller.write(move |ctx, tx| commands::leave_team(ctx, tx, id, position)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
