//! The team of an account: who works it beside its owner, as what.

use super::*;
use crate::errors::Answer;
use crate::extract::Posted;
use crate::options;
use crate::records::fields;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, icon};
use axum::extract::Path;
use domain::Refusal;
use text::Lang;

const JOIN: &str = "/accounts/{id}/team";
const LEAVE: &str = "/accounts/{id}/team/leave";

pub(super) fn routes() -> Routes {
    Routes::new().action(JOIN, Noun::Account, joining).action(LEAVE, Noun::Account, leaving)
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
    let position: Option<PositionId> = posted.fields.parsed("position");
    let role = posted.fields.text("role");
    let position = position.ok_or_else(|| Refusal::new("refusal-owner-unknown").at("position"))?;
    posted.signed.write(move |ctx, tx| commands::join_team(ctx, tx, id, position, &role)).await?;
    posted.signed.done(&ACCOUNTS.href(id), None)
}

async fn leaving(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: AccountId = crate::api::id(&id)?;
    let position: PositionId = crate::api::id(posted.fields.raw("position"))?;
    posted.signed.write(move |ctx, tx| commands::leave_team(ctx, tx, id, position)).await?;
    posted.signed.done(&ACCOUNTS.href(id), None)
}
