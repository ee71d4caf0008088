//! The gate before every route of the API.

use super::idempotent;
use crate::State;
use crate::errors::{Failure, SECOND_DUE};
use crate::security;
use app::ctx::Who;
use app::{Ctx, Error, Tx};
use axum::extract::{FromRequestParts, Request, State as Shared};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use domain::kernel::id::UserId;

/// Who calls, let through by the gate.
#[derive(Clone)]
pub struct Caller {
    /// What every handler shares.
    pub state: State,
    /// In whose name.
    pub user: UserId,
}

impl Caller {
    /// A read in their name.
    ///
    /// # Errors
    /// What the query answers.
    pub async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Ctx, &mut Tx<'_>) -> app::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        Ok(self.state.read(Who::User(self.user), f).await?)
    }
    /// A write in their name.
    ///
    /// # Errors
    /// What the command answers.
    pub async fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Ctx, &mut Tx<'_>) -> app::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        Ok(self.state.write(Who::User(self.user), f).await?)
    }
}

impl FromRequestParts<State> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Caller, Failure> {
        parts.extensions.get::<Caller>().cloned().ok_or_else(|| Error::SignedOut.into())
    }
}

/// Lets a request through in someone's name, or says why not.
pub async fn gate(Shared(state): Shared<State>, mut request: Request, next: Next) -> Response {
    let is_write = ![Method::GET, Method::HEAD].contains(request.method());
    let (caller, secret) = match known(&state, request.headers(), is_write).await {
        Ok((user, secret)) => (Caller { state: state.clone(), user }, secret),
        Err(failure) => return failure.into_response(),
    };
    let turn = state.turn(caller.user);
    let mut answer = if turn.wait_seconds > 0 {
        let refusal = Refusal::new("error-too-many").with("seconds", turn.wait_seconds);
        Failure::from(refusal).into_response()
    } else {
        request.extensions_mut().insert(caller.clone());
        idempotent::once(&caller, secret, request, next).await
    };
    let headers = answer.headers_mut();
    for (name, value) in
        [("ratelimit-limit", turn.limit), ("ratelimit-remaining", turn.left), ("ratelimit-reset", turn.reset_seconds)]
    {
        headers.insert(name, HeaderValue::from(value));
    }
    answer
}

/// Who calls, and the secret that proves it.
async fn known(state: &State, headers: &HeaderMap, is_write: bool) -> Result<(UserId, String), Failure> {
    if let Some(line) = headers.get(header::AUTHORIZATION) {
        let bearer = line.to_str().ok().and_then(|line| line.strip_prefix("Bearer ")).ok_or(Error::SignedOut)?;
        let (secret, asked) = (bearer.trim().to_owned(), bearer.trim().to_owned());
        let bearer = state.blocking(move |house| app::users::token(house, &asked)).await?;
        if is_write && !bearer.writes {
            state.note_refusal(Who::User(bearer.user), Some(&Error::Forbidden));
            return Err(Failure::from(Error::Forbidden).because("error-token-reads-only"));
        }
        return Ok((bearer.user, secret));
    }
    let token = security::cookie(headers, security::session_cookie(state)).ok_or(Error::SignedOut)?.to_owned();
    let secret = token.clone();
    let session = state.blocking(move |house| app::users::session(house, &token)).await?;
    let csrf = headers.get(super::CSRF).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if session.owes_second {
        return Err(Failure::from(Error::Forbidden).because(SECOND_DUE));
    }
    if is_write && !security::same(csrf, &session.csrf) {
        return Err(Failure::from(Error::Forbidden).because("error-form-expired"));
    }
    Ok((session.user, secret))
}
