//! Who asks, and what a handler needs to answer them.
//!
//! [`SignedIn`] for pages, [`Posted`] and [`Uploaded`] for forms (they prove that the form is the session's own),
//! [`crate::api::Caller`] for programs, [`Visitor`] for the few pages before sign-in.

use crate::State;
use crate::errors::{Answer, Failure, Faults, SECOND_DUE, too_large};
use crate::fields::Fields;
use crate::frame;
use crate::request::Request;
use crate::security::{self, DOOR_COOKIE, SAID_COOKIE, SESSION_COOKIE, STEP_COOKIE};
use crate::ui::layout::{self, PageFrame, Theme};
use crate::ui::overlay::Toast;
use app::ctx::Who;
use app::users::{Device, Entry};
use app::{Ctx, Error, Tx};
use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request as HttpRequest};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::kernel::id::UserId;
use domain::{Instant, Refusal};
use maud::Markup;
use std::net::IpAddr;
use text::Lang;

/// How long someone who has signed in may change how people sign in, in milliseconds.
pub(crate) const PROOF_LASTS: i64 = 15 * 60 * 1000;

/// Forms that one address may send before sign-in, in a minute: an office fits, a list of stolen passwords does not.
const KNOCKS: u32 = 60;

/// Someone who is signed in, asking for a page.
#[derive(Clone)]
pub struct SignedIn {
    /// What every handler shares.
    pub state: State,
    /// Who.
    pub user: UserId,
    /// What each form of the session carries.
    pub csrf: String,
    /// Their language.
    pub lang: Lang,
    /// Their colours.
    pub theme: Theme,
    /// The session's token, for what changes sessions.
    pub token: String,
    /// When they proved who they are.
    proved_at: Instant,
    /// What was done just before.
    said: Option<Toast>,
    path: String,
}

impl FromRequestParts<State> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<SignedIn, Failure> {
        let token = security::cookie(state, &parts.headers, SESSION_COOKIE).ok_or(Error::SignedOut)?;
        let token = token.to_owned();
        let asked = token.clone();
        let session = state.blocking(move |house| app::users::session(house, &asked)).await?;
        let lang = Lang::parse(&session.language).unwrap_or_default();
        let theme = Theme::parse(&session.theme);
        Request::read_by(lang, theme);
        tracing::Span::current().record("user", tracing::field::display(session.user));
        if session.owes_second && !crate::settings::serves_who_owes(parts.uri.path()) {
            return Err(Failure::from(Error::Forbidden).because(SECOND_DUE));
        }
        let said = security::cookie(state, &parts.headers, SAID_COOKIE).and_then(frame::read_said);
        let path = parts.uri.path().to_owned();
        let (state, user, csrf, proved_at) = (state.clone(), session.user, session.csrf, session.proved_at);
        Ok(SignedIn { state, user, csrf, lang, theme, token, proved_at, said, path })
    }
}

impl SignedIn {
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

    /// A write in their name: all of it, or nothing.
    ///
    /// # Errors
    /// What the command answers.
    pub async fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Ctx, &mut Tx<'_>) -> app::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        Ok(self.state.write(Who::User(self.user), f).await?)
    }

    /// A whole page: the closure reads, fills what stands around ([`PageFrame`]) and answers the content.
    ///
    /// # Errors
    /// What the closure answers.
    pub async fn page(
        &self,
        f: impl FnOnce(&Ctx, &mut Tx<'_>, &mut PageFrame) -> app::Result<Markup> + Send + 'static,
    ) -> Answer {
        let page = self.rendered(f).await?;
        let mut answer = page.into_response();
        if self.said.is_some() {
            self.add_cookie(&mut answer, SAID_COOKIE, "", 0);
        }
        Ok(answer)
    }

    /// The page of a form again, with what was wrong with it: status 422. Anything but a refusal stays itself.
    ///
    /// # Errors
    /// The failure, where it is no refusal; what the closure answers.
    pub async fn again(
        &self,
        failure: Failure,
        f: impl FnOnce(&Ctx, &mut Tx<'_>, &mut PageFrame, &Faults) -> app::Result<Markup> + Send + 'static,
    ) -> Answer {
        let Error::Refused(refusals) = failure.error else { return Err(failure) };
        let faults = Faults::new(self.lang, refusals);
        let page = self.rendered(move |ctx, tx, frame| f(ctx, tx, frame, &faults)).await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    }

    async fn rendered(
        &self,
        f: impl FnOnce(&Ctx, &mut Tx<'_>, &mut PageFrame) -> app::Result<Markup> + Send + 'static,
    ) -> Result<Markup, Failure> {
        let signed = self.clone();
        self.read(move |ctx, tx| {
            let mut frame = frame::of(ctx, &signed.state, &signed.path);
            (frame.csrf, frame.toast) = (signed.csrf.clone(), signed.said.clone());
            let content = f(ctx, tx, &mut frame)?;
            frame.unread = Some(app::notifications::queries::unread(ctx, tx)?);
            frame.events.get_or_insert_with(|| crate::live::href_of_none(ctx));
            Ok(layout::page(&frame, content))
        })
        .await
    }

    /// What was asked is done: go there (303), where a toast says it.
    ///
    /// # Errors
    /// Never; so that a handler can end with it.
    pub fn done(&self, href: &str, toast: Option<&Toast>) -> Answer {
        let mut answer = Redirect::to(href).into_response();
        if let Some(toast) = toast {
            self.add_cookie(&mut answer, SAID_COOKIE, &frame::write_said(toast), 60);
        }
        Ok(answer)
    }

    fn add_cookie(&self, answer: &mut Response, name: &str, value: &str, seconds: i64) {
        answer.headers_mut().append(header::SET_COOKIE, security::set_cookie(&self.state, name, value, seconds));
    }

    /// Where they prove once more who they are, and then go back to a page, before they change how anyone signs in; none
    /// where they have just done so.
    pub fn prove_first(&self, back: &str) -> Option<Response> {
        let age = self.state.house().now().0 - self.proved_at.0;
        (age >= PROOF_LASTS).then(|| Redirect::to(&crate::users::prove_href(back)).into_response())
    }

    /// Proof that a form is this session's own.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where the token is another.
    pub fn check(&self, csrf: &str) -> Result<(), Failure> {
        let fault = || Failure::from(Error::Forbidden).because("error-form-expired");
        if security::same(csrf, &self.csrf) { Ok(()) } else { Err(fault()) }
    }
}

/// A form that someone signed in has posted; its token was checked.
pub struct Posted {
    /// Who.
    pub signed: SignedIn,
    /// What they sent.
    pub fields: Fields,
}

impl FromRequest<State> for Posted {
    type Rejection = Failure;

    async fn from_request(request: HttpRequest, state: &State) -> Result<Posted, Failure> {
        let (mut parts, body) = request.into_parts();
        let signed = SignedIn::from_request_parts(&mut parts, state).await?;
        let header = parts.headers.get(crate::api::CSRF).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let fields = fields(HttpRequest::from_parts(parts, body), state).await?;
        signed.check(header.as_deref().unwrap_or(fields.raw("csrf")))?;
        Ok(Posted { signed, fields })
    }
}

async fn fields(request: HttpRequest, state: &State) -> Result<Fields, Failure> {
    let form = Form::<Vec<(String, String)>>::from_request(request, state).await;
    let Form(pairs) = form.map_err(|fault| match fault.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Failure::from(Error::Forbidden).because("error-form-expired"),
    })?;
    Ok(Fields::from(pairs))
}

/// A form with files. Its first field is the token, as `ui::form` writes it, and was checked.
pub struct Uploaded {
    /// Who.
    pub signed: SignedIn,
    /// What follows the token.
    pub parts: Multipart,
}

impl FromRequest<State> for Uploaded {
    type Rejection = Failure;

    async fn from_request(request: HttpRequest, state: &State) -> Result<Uploaded, Failure> {
        let fault = || Failure::from(Error::Forbidden).because("error-form-expired");
        let (mut head, body) = request.into_parts();
        let signed = SignedIn::from_request_parts(&mut head, state).await?;
        let header = head.headers.get(crate::api::CSRF).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let multipart = Multipart::from_request(HttpRequest::from_parts(head, body), state).await;
        let mut parts = multipart.map_err(|_| fault())?;
        let csrf = match header {
            Some(csrf) => csrf,
            None => {
                let first = parts.next_field().await.ok().flatten().filter(|field| field.name() == Some("csrf"));
                first.ok_or_else(fault)?.text().await.map_err(|_| fault())?
            }
        };
        signed.check(&csrf)?;
        Ok(Uploaded { signed, parts })
    }
}

/// Someone who is not signed in yet, with the token that ties their form to their browser.
pub struct Visitor {
    /// What every handler shares.
    pub state: State,
    /// What the form carries, the same as in the cookie.
    pub door: String,
    /// The token of a session they may have had.
    pub session: Option<String>,
    /// Their language.
    pub lang: Lang,
    /// The host they came to.
    pub host: String,
    /// The token of a sign-in whose code is awaited.
    pub step: Option<String>,
    /// The address they came from; empty where nobody knows.
    pub address: String,
    /// How their browser names itself.
    pub browser: String,
}

impl FromRequestParts<State> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Visitor, Failure> {
        let door =
            security::cookie(state, &parts.headers, DOOR_COOKIE).filter(|door| door.len() >= 40).map(str::to_owned);
        let session = security::cookie(state, &parts.headers, SESSION_COOKIE).map(str::to_owned);
        let step = security::cookie(state, &parts.headers, STEP_COOKIE).map(str::to_owned);
        let text = |name| parts.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let (host, browser) = (text(header::HOST), text(header::USER_AGENT));
        let address = security::peer(state, &parts.headers, &parts.extensions).map(|ip| ip.to_string());
        let (address, door) = (address.unwrap_or_default(), door.unwrap_or_else(app::users::random_token));
        Ok(Visitor { state: state.clone(), door, session, lang: Request::current().lang, host, step, address, browser })
    }
}

impl Visitor {
    /// A page of its own, with the cookie that its form needs.
    pub fn page(&self, status: StatusCode, page: Markup) -> Response {
        let mut answer = (status, page).into_response();
        let cookie = security::set_cookie(&self.state, DOOR_COOKIE, &self.door, 24 * 60 * 60);
        answer.headers_mut().append(header::SET_COOKIE, cookie);
        answer
    }
    /// Takes a turn of the address they came from, where anyone knows it. The machine itself has no turns: it is nobody, or
    /// a proxy that was not told of.
    fn take_turn(&self) -> Result<(), Failure> {
        let Some(address) = self.address.parse::<IpAddr>().ok().filter(|address| !address.is_loopback()) else {
            return Ok(());
        };
        let door = (uuid::Uuid::nil(), Some(crate::lead_forms::network(address)));
        match self.state.doors().take(door, KNOCKS, self.state.house().now()).wait_seconds {
            0 => Ok(()),
            seconds => Err(Refusal::new("error-too-many").with("seconds", seconds).into()),
        }
    }
    /// The address that people reach us by: as configured, else as they came.
    pub fn origin(&self) -> String {
        let public = self.state.options().public_url.clone().unwrap_or_else(|| format!("http://{}", self.host));
        public.trim_end_matches('/').to_owned()
    }
    /// Whether that is a name, of which alone passkeys are.
    pub fn has_name(&self) -> bool {
        let origin = self.origin();
        let host = origin.split_once("://").map_or(origin.as_str(), |(_, host)| host);
        let host = if host.starts_with('[') { host } else { host.split(':').next().unwrap_or_default() };
        !host.starts_with('[') && host.parse::<std::net::IpAddr>().is_err()
    }
    /// What they sign in with.
    pub fn device(&self) -> Device {
        Device { replaces: self.session.clone(), address: self.address.clone(), browser: self.browser.clone() }
    }
    /// Goes there with the session, or where the code is asked for that comes before it.
    pub fn go_on(&self, entry: &Entry, href: &str) -> Response {
        let (step, expires_at) = match entry {
            Entry::Opened(opened) => return self.enter(opened, href),
            Entry::CodeDue { step, expires_at } => (step, expires_at),
        };
        let mut answer = Redirect::to(&crate::users::code_href(href)).into_response();
        let seconds = (expires_at.0 - self.state.house().now().0) / 1000;
        let cookie = security::set_cookie(&self.state, STEP_COOKIE, step, seconds);
        answer.headers_mut().append(header::SET_COOKIE, cookie);
        answer
    }
    /// Opens the session in the visitor's browser and goes there.
    pub fn enter(&self, opened: &app::users::Opened, href: &str) -> Response {
        let mut answer = Redirect::to(href).into_response();
        let seconds = (opened.expires_at.0 - self.state.house().now().0) / 1000;
        let cookies: [HeaderValue; 3] = [
            security::set_cookie(&self.state, SESSION_COOKIE, &opened.token, seconds),
            security::set_cookie(&self.state, DOOR_COOKIE, "", 0),
            security::set_cookie(&self.state, STEP_COOKIE, "", 0),
        ];
        for cookie in cookies {
            answer.headers_mut().append(header::SET_COOKIE, cookie);
        }
        answer
    }
}

/// A form posted before sign-in; its token was checked against the cookie.
pub struct Knocked {
    /// Who.
    pub visitor: Visitor,
    /// What they sent.
    pub fields: Fields,
}

impl FromRequest<State> for Knocked {
    type Rejection = Failure;

    async fn from_request(request: HttpRequest, state: &State) -> Result<Knocked, Failure> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, state).await?;
        let fields = fields(HttpRequest::from_parts(parts, body), state).await?;
        if !security::same(fields.raw("csrf"), &visitor.door) {
            return Err(Failure::from(Error::Forbidden).because("error-form-expired"));
        }
        visitor.take_turn()?;
        Ok(Knocked { visitor, fields })
    }
}
