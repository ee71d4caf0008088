//! The gate before every route of the API.

use super::idempotent;
use crate::State;
use crate::errors::{Failure, SECOND_DUE};
use crate::extract::PROOF_LASTS;
use crate::security::{self, SESSION_COOKIE};
use app::ctx::Who;
use app::users::Bearer;
use app::{Ctx, Error, Tx};
use axum::extract::{FromRequestParts, Request, State as Shared};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::kernel::id::UserId;
use domain::{Instant, Refusal};

/// Who calls, let through by the gate.
#[derive(Clone)]
pub struct Caller {
    /// What every handler shares.
    pub state: State,
    /// In whose name.
    pub user: UserId,
    /// When the person behind a session proved who they are; none behind a token, which is good for what it was made for.
    proved_at: Option<Instant>,
}

impl Caller {
    /// Asked before anything that changes how people sign in.
    ///
    /// # Errors
    /// [`Error::Forbidden`] to a page whose reader signed in too long ago.
    pub fn prove(&self) -> Result<(), Failure> {
        let now = self.state.house().now().0;
        match self.proved_at {
            Some(at) if now - at.0 >= PROOF_LASTS => Err(Failure::from(Error::Forbidden).because("sign-in-prove")),
            _ => Ok(()),
        }
    }
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
        Ok((user, secret, proved_at)) => {
            tracing::Span::current().record("user", tracing::field::display(user));
            (Caller { state: state.clone(), user, proved_at }, secret)
        }
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

/// The token that a request carries, as it is written.
fn written(headers: &HeaderMap) -> Result<&str, Error> {
    let line = headers.get(header::AUTHORIZATION).and_then(|line| line.to_str().ok());
    line.and_then(|line| line.strip_prefix("Bearer ")).map(str::trim).ok_or(Error::SignedOut)
}

/// Who calls by a token.
pub(crate) async fn bearer(state: &State, headers: &HeaderMap) -> Result<Bearer, Failure> {
    let asked = written(headers)?.to_owned();
    Ok(state.blocking(move |house| app::users::token(house, &asked)).await?)
}

type Known = (UserId, String, Option<Instant>);

/// Who calls, the secret that proves it, and when a person behind it did.
async fn known(state: &State, headers: &HeaderMap, is_write: bool) -> Result<Known, Failure> {
    if headers.contains_key(header::AUTHORIZATION) {
        let (bearer, secret) = (bearer(state, headers).await?, written(headers)?.to_owned());
        if is_write && !bearer.writes {
            state.note_refusal(Who::User(bearer.user), Some(&Error::Forbidden));
            return Err(Failure::from(Error::Forbidden).because("error-token-reads-only"));
        }
        return Ok((bearer.user, secret, None));
    }
    let token = security::cookie(state, headers, SESSION_COOKIE).ok_or(Error::SignedOut)?.to_owned();
    let secret = token.clone();
    let session = state.blocking(move |house| app::users::session(house, &token)).await?;
    let csrf = headers.get(super::CSRF).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if session.owes_second {
        return Err(Failure::from(Error::Forbidden).because(SECOND_DUE));
    }
    if is_write && !security::same(csrf, &session.csrf) {
        return Err(Failure::from(Error::Forbidden).because("error-form-expired"));
    }
    Ok((session.user, secret, Some(session.proved_at)))
}
