//! Signing in with a passkey: the device is asked, and its answer opens the session.

use super::openid::refused;
use super::sign_in::Asked;
use super::{PASSKEY_ANSWER, SIGN_IN, leading_on};
use crate::errors::Answer;
use crate::extract::{Knocked, Visitor};
use crate::ui::layout::{self, Theme};
use crate::ui::{form, passkey};
use app::users::{self, Ceremony};
use app::{Error, House};
use axum::extract::Query;
use axum::http::StatusCode;
use maud::{Markup, html};
use text::t;

/// Asks the device.
pub async fn begin(Query(asked): Query<Asked>, knocked: Knocked) -> Answer {
    let visitor = knocked.visitor;
    let origin = visitor.origin();
    match visitor.state.blocking(move |house| users::passkey_door(house, &origin)).await {
        Ok(ceremony) => Ok(visitor.page(StatusCode::OK, drawn(&visitor, &asked, &ceremony))),
        Err(Error::Refused(refusals)) => Ok(refused(&visitor, asked.local(), &refusals)),
        Err(error) => Err(error.into()),
    }
}

fn drawn(visitor: &Visitor, asked: &Asked, ceremony: &Ceremony) -> Markup {
    let lang = visitor.lang;
    let title = t(lang, "sign-in-title");
    let content = html! {
        section class="card" data-plain {
            h1 { (title) }
            form class="form" method="post" action=(leading_on(PASSKEY_ANSWER, asked.local())) {
                (form::hidden(&visitor.door, None))
                (passkey::ask(lang, false, ceremony))
            }
            p { a href=(leading_on(SIGN_IN, asked.local())) { (t(lang, "passkey-otherwise")) } }
        }
    };
    layout::bare(lang, Theme::System, &title, false, content)
}

/// The device's answer opens the session and leads on.
pub async fn enter(Query(asked): Query<Asked>, knocked: Knocked) -> Answer {
    let Knocked { visitor, fields } = knocked;
    let (origin, device) = (visitor.origin(), visitor.device());
    let (token, answer) = (fields.text("token"), fields.raw("answer").to_owned());
    let enter = move |house: &House| users::passkey_sign_in(house, &origin, (&token, &answer), &device);
    match visitor.state.blocking(enter).await {
        Ok(opened) => {
            tracing::info!(user = %opened.user, "signed in with a passkey");
            Ok(visitor.enter(&opened, asked.local()))
        }
        Err(Error::Refused(refusals)) => Ok(refused(&visitor, asked.local(), &refusals)),
        Err(error) => Err(error.into()),
    }
}
