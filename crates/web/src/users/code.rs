//! The second step of signing in: the code of the authenticator, or a recovery code.

use super::sign_in::Asked;
use super::{SIGN_IN, card_above, code_href, passkey_button};
use crate::errors::{Answer, Failure, Faults};
use crate::extract::{Knocked, Visitor};
use crate::ui::field::{Field, Kind};
use crate::ui::form::Form;
use app::{Error, users};
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::Refusal;
use maud::Markup;
use text::t;

/// The form, while a code is awaited; else the first step again.
pub async fn page(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let Some(step) = visitor.step.clone() else { return Ok(Redirect::to(SIGN_IN).into_response()) };
    match visitor.state.blocking(move |house| users::code_due(house, &step)).await {
        Ok(_) => Ok(visitor.page(StatusCode::OK, drawn(&visitor, &asked, &Faults::none()))),
        Err(Error::SignedOut) => Ok(Redirect::to(SIGN_IN).into_response()),
        Err(error) => Err(error.into()),
    }
}

fn drawn(visitor: &Visitor, asked: &Asked, faults: &Faults) -> Markup {
    let lang = visitor.lang;
    let form = Form {
        action: code_href(asked.local()),
        csrf: visitor.door.clone(),
        submit: t(lang, "sign-in-action").into_owned(),
        cancel: Some(SIGN_IN.to_owned()),
        errors: faults.beside(&["code"]),
        ..Form::default()
    };
    let field = Field::new("code", t(lang, "code-title"), Kind::Text)
        .hint(t(lang, "code-hint"))
        .required()
        .autocomplete("one-time-code")
        .error(faults.of("code"));
    let key = passkey_button(visitor, asked.local());
    card_above(lang, &t(lang, "sign-in-title"), false, None, &form, &[field], &key)
}

/// The right code opens the session and leads on.
pub async fn enter(Query(asked): Query<Asked>, knocked: Knocked) -> Answer {
    let Knocked { visitor, fields } = knocked;
    let Some(step) = visitor.step.clone() else { return Ok(Redirect::to(SIGN_IN).into_response()) };
    let (code, device) = (fields.text("code"), visitor.device());
    match visitor.state.hashing(move |house| users::finish_sign_in(house, &step, &code, &device)).await {
        Ok(opened) => {
            tracing::info!(user = %opened.user, "signed in with a code");
            Ok(visitor.enter(&opened, asked.local()))
        }
        Err(Error::SignedOut) => Ok(Redirect::to(SIGN_IN).into_response()),
        Err(Error::Refused(refusals)) => Ok(refused(&visitor, &asked, refusals)),
        Err(error) => Err(error.into()),
    }
}

fn refused(visitor: &Visitor, asked: &Asked, refusals: Vec<Refusal>) -> axum::response::Response {
    let faults = Faults::new(visitor.lang, refusals.clone());
    let failure = Failure::from(Error::Refused(refusals));
    let mut answer = visitor.page(failure.status(), drawn(visitor, asked, &faults));
    failure.add_wait(&mut answer);
    answer
}
