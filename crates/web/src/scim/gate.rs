//! The identity provider, let in by its secret.

use crate::State;
use crate::errors::Failure;
use app::ctx::Who;
use app::{Ctx, Error, Tx};
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use domain::Refusal;
use domain::kernel::id::UserId;

/// The identity provider.
pub(super) struct Provider {
    state: State,
    /// The address of the service.
    pub base: String,
}

impl FromRequestParts<State> for Provider {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Provider, Failure> {
        let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let secret = text(header::AUTHORIZATION).and_then(bearer).ok_or(Error::SignedOut)?.to_owned();
        let base = super::base(state, text(header::HOST).unwrap_or("localhost"));
        state.blocking(move |house| app::scim::let_in(house, &secret)).await?;
        // It is nobody, and has turns as every program has.
        let wait = state.turn(UserId::default()).wait_seconds;
        if wait > 0 {
            return Err(Refusal::new("error-too-many").with("seconds", wait).into());
        }
        Ok(Provider { state: state.clone(), base })
    }
}

/// The token of an `Authorization` line; the word before it is written in any case.
fn bearer(line: &str) -> Option<&str> {
    let (scheme, token) = line.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

impl Provider {
    pub(super) async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Ctx, &mut Tx<'_>) -> app::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        Ok(self.state.read(Who::Provider, f).await?)
    }

    pub(super) async fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Ctx, &mut Tx<'_>) -> app::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        Ok(self.state.write(Who::Provider, f).await?)
    }
}
