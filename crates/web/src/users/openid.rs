//! Signing in at the company's identity provider: away with a fresh secret in the browser's cookie, and back with a code.

use super::sign_in::{self, Asked};
use super::{OPENID_BACK, SIGN_IN, is_local};
use crate::State;
use crate::errors::{Answer, said};
use crate::extract::Visitor;
use crate::security::{self, OPENID_COOKIE};
use app::users::{self, Entry, OpenId};
use app::{Error, House};
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Refusal;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::Deserialize;

/// How long the provider may take.
const LASTS: i64 = 10 * 60;

/// What the provider brings back.
#[derive(Deserialize)]
pub struct Brought {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    error: String,
}

/// Who came, and the provider. Where there is none, an old link leads to the sign-in by password.
pub struct Door {
    visitor: Visitor,
    openid: OpenId,
}

impl FromRequestParts<State> for Door {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Door, Response> {
        let visitor = Visitor::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let openid = state.options().openid.clone().ok_or_else(|| Redirect::to(SIGN_IN).into_response())?;
        Ok(Door { visitor, openid })
    }
}

/// Where the provider sends people back.
fn redirect(visitor: &Visitor) -> String {
    format!("{}{OPENID_BACK}", visitor.origin())
}

/// Sends the browser to the provider: of a page of ours alone, so that no other site signs anyone in unasked.
pub async fn leave(Door { visitor, openid }: Door, headers: HeaderMap, Query(asked): Query<Asked>) -> Answer {
    if !security::is_own_link(&headers) {
        return Ok(Redirect::to(&super::sign_in_href(asked.local())).into_response());
    }
    let (redirect, token) = (redirect(&visitor), users::random_token());
    let sent = token.clone();
    let door = move |house: &House| users::openid_door(house, &openid, &redirect, &sent);
    match visitor.state.blocking(door).await {
        Ok(url) => {
            let mut answer = Redirect::to(&url).into_response();
            let held = format!("{token}.{}", utf8_percent_encode(asked.local(), NON_ALPHANUMERIC));
            answer
                .headers_mut()
                .append(header::SET_COOKIE, security::set_cookie(&visitor.state, OPENID_COOKIE, &held, LASTS));
            Ok(answer)
        }
        Err(Error::Refused(refusals)) => Ok(refused(&visitor, asked.local(), &refusals)),
        Err(error) => Err(error.into()),
    }
}

/// Opens the session for who came back.
pub async fn back(Door { visitor, openid }: Door, headers: HeaderMap, Query(brought): Query<Brought>) -> Answer {
    let held = security::cookie(&visitor.state, &headers, OPENID_COOKIE).unwrap_or_default().to_owned();
    let (token, next) = held.split_once('.').unwrap_or_default();
    let next = percent_decode_str(next).decode_utf8_lossy().into_owned();
    let next = Some(next).filter(|next| is_local(next)).unwrap_or_else(|| "/".to_owned());
    if !brought.error.is_empty() {
        let detail: String = brought.error.chars().filter(|c| !c.is_control()).take(100).collect();
        return Ok(refused(&visitor, &next, &[Refusal::new("openid-trouble").with("detail", detail)]));
    }
    let (redirect, token, device) = (redirect(&visitor), token.to_owned(), visitor.device());
    let enter = move |house: &House| {
        users::openid_sign_in(house, &openid, &redirect, (&token, &brought.state, &brought.code), &device)
    };
    match visitor.state.blocking(enter).await {
        Ok(entry) => {
            if let Entry::Opened(opened) = &entry {
                tracing::info!(user = %opened.user, "signed in by the identity provider");
            }
            let mut answer = visitor.go_on(&entry, &next);
            answer.headers_mut().append(header::SET_COOKIE, security::set_cookie(&visitor.state, OPENID_COOKIE, "", 0));
            Ok(answer)
        }
        Err(Error::Refused(refusals)) => Ok(refused(&visitor, &next, &refusals)),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn refused(visitor: &Visitor, next: &str, refusals: &[Refusal]) -> Response {
    let errors = refusals.iter().map(|refusal| said(visitor.lang, refusal)).collect();
    visitor.page(StatusCode::UNPROCESSABLE_ENTITY, sign_in::drawn(visitor, "", next, None, errors))
}
