//! Signing in and out.

use super::{SIGN_IN, is_local};
use crate::errors::{Answer, Failure, said};
use crate::extract::{Knocked, Posted, Visitor};
use crate::security::{self, SESSION_COOKIE, set_cookie};
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{self, Theme};
use app::users::Entry;
use app::{Error, users};
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use serde::Deserialize;
use text::{t, tr};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    next: String,
    /// Whether they are signed in, and asked for something that wants a fresh proof of who they are.
    #[serde(default)]
    again: bool,
}

impl Asked {
    /// Where to go on: only ever a place of ours.
    pub fn local(&self) -> &str {
        Some(self.next.as_str()).filter(|next| is_local(next)).unwrap_or("/")
    }
}

/// The form; before there is a company, its founding.
pub async fn page(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    if !visitor.state.blocking(app::founding::is_founded).await? {
        return Ok(Redirect::to(super::SET_UP).into_response());
    }
    let why = asked.again.then(|| t(visitor.lang, "sign-in-prove"));
    let page = drawn(&visitor, "", &asked.next, why.as_deref(), Vec::new());
    Ok(visitor.page(axum::http::StatusCode::OK, page))
}

/// The form; `why` says why somebody who is signed in is asked.
pub(super) fn drawn(visitor: &Visitor, email: &str, next: &str, why: Option<&str>, errors: Vec<String>) -> Markup {
    let lang = visitor.lang;
    let title = t(lang, "sign-in-title");
    let form = Form {
        action: super::sign_in_href(next),
        csrf: visitor.door.clone(),
        submit: t(lang, "sign-in-action").into_owned(),
        errors,
        ..Form::default()
    };
    let fields = [
        Field::new("email", t(lang, "sign-in-email"), Kind::Email).value(email).required().autocomplete("username"),
        Field::new("password", t(lang, "sign-in-password"), Kind::Password("current-password"))
            .hint(t(lang, "sign-in-forgot"))
            .required(),
    ];
    let openid = visitor.state.options().openid.as_ref();
    let content = html! {
        section class="card" data-plain {
            h1 { (title) }
            @if let Some(why) = why { p class="soft" { (why) } }
            @if let Some(openid) = openid {
                div class="buttons" { a class="button primary" href=(super::openid_href(next)) { (tr(lang, "openid-door", &[("name", openid.name.as_str().into())])) } }
            }
            (form::form(lang, &form, &fields))
            (super::passkey_button(visitor, next))
        }
    };
    layout::bare(lang, Theme::System, &title, false, content)
}

/// The right password opens a session and leads on.
pub async fn enter(Query(asked): Query<Asked>, knocked: Knocked) -> Answer {
    let Knocked { visitor, fields } = knocked;
    let (email, password) = (fields.text("email"), fields.raw("password").to_owned());
    let (tried, device) = (email.clone(), visitor.device());
    let entry = visitor.state.hashing(move |house| users::sign_in(house, &tried, &password, &device)).await;
    match entry {
        Ok(entry) => {
            if let Entry::Opened(opened) = &entry {
                tracing::info!(user = %opened.user, "signed in");
            }
            Ok(visitor.go_on(&entry, asked.local()))
        }
        Err(Error::Refused(refusals)) => {
            let errors = refusals.iter().map(|refusal| said(visitor.lang, refusal)).collect();
            let failure = Failure::from(Error::Refused(refusals));
            let mut answer = visitor.page(failure.status(), drawn(&visitor, &email, &asked.next, None, errors));
            failure.add_wait(&mut answer);
            Ok(answer)
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends the session here.
pub async fn leave(posted: Posted) -> Answer {
    let signed = posted.signed;
    let token = signed.token.clone();
    signed.state.blocking(move |house| users::sign_out(house, &token)).await?;
    let mut answer = Redirect::to(SIGN_IN).into_response();
    tracing::info!(user = %signed.user, "signed out");
    let gone = set_cookie(&signed.state, SESSION_COOKIE, "", 0);
    answer.headers_mut().append(header::SET_COOKIE, gone);
    security::forget(&mut answer);
    Ok(answer)
}
