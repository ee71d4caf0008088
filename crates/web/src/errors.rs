//! What did not work, as a page for people and a problem document (RFC 9457) for programs.
//!
//! What is hidden is not found (404); visible but not allowed is 403; input that does not hold is 422, with a
//! pointer to each field; what another changed first is 409, field by field, and 412 to who asked for it by `If-Match`; a busy database is 503 with
//! `Retry-After`, and so is one that is not reached, has no room or did not answer in time; a body that is too large is 413; anything else is ours: 500, with the request's id for the log and nothing of the cause.

use crate::request::Request;
use crate::ui::{form, layout};
use app::Error;
use app::error::{FieldConflict, Lack};
use axum::Json;
use axum::body::to_bytes;
use axum::extract::Request as HttpRequest;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Refusal;
use maud::{Markup, html};
use serde_json::json;
use text::{Lang, t, tr};

/// What a handler answers.
pub type Answer = Result<Response, Failure>;

/// Why someone is let nowhere: the company wants a second factor of everyone. Pages lead to where it is set up.
pub const SECOND_DUE: &str = "second-factor-due";

/// The code of a refusal whose body was larger than it may be.
const TOO_LARGE: &str = "error-too-large";

/// That a body is larger than it may be.
pub fn too_large() -> Failure {
    Refusal::new(TOO_LARGE).into()
}

/// An error on its way to its reader.
#[derive(Debug)]
pub struct Failure {
    /// What the app answered.
    pub error: Error,
    /// The text that says it better than its kind does.
    pub because: Option<&'static str>,
    /// Whether the version was a condition of the request (`If-Match`).
    pub is_condition: bool,
    /// The status it has, whatever its kind: what axum itself refused keeps its own.
    pub answers: Option<StatusCode>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure { error, because: None, is_condition: false, answers: None }
    }
}
impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Error::from(refusal).into()
    }
}

impl Failure {
    /// Said by another text.
    #[must_use]
    pub fn because(self, key: &'static str) -> Failure {
        Failure { because: Some(key), ..self }
    }

    /// Of a request that named the version it is for, where it did.
    #[must_use]
    pub fn under(self, condition: Option<i64>) -> Failure {
        Failure { is_condition: condition.is_some(), ..self }
    }

    /// With a status of its own.
    #[must_use]
    pub fn answering(self, status: StatusCode) -> Failure {
        Failure { answers: Some(status), ..self }
    }

    /// The seconds to wait, where that is what is wrong.
    fn wait(&self) -> Option<u64> {
        let Error::Refused(refusals) = &self.error else { return None };
        let too_many = refusals.iter().find(|r| r.code == "error-too-many")?;
        too_many.args.iter().find(|(name, _)| name == "seconds").and_then(|(_, seconds)| seconds.parse().ok())
    }

    /// Its status.
    pub fn status(&self) -> StatusCode {
        if let Some(status) = self.answers {
            return status;
        }
        match &self.error {
            Error::Refused(_) if self.wait().is_some() => StatusCode::TOO_MANY_REQUESTS,
            Error::Refused(refusals) if refusals.iter().any(|r| r.code == TOO_LARGE) => StatusCode::PAYLOAD_TOO_LARGE,
            Error::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::Forbidden => StatusCode::FORBIDDEN,
            Error::Conflict { .. } if self.is_condition => StatusCode::PRECONDITION_FAILED,
            Error::Conflict { .. } => StatusCode::CONFLICT,
            Error::SignedOut => StatusCode::UNAUTHORIZED,
            Error::Busy | Error::Lacking(..) => StatusCode::SERVICE_UNAVAILABLE,
            Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Title and sentence.
    fn words(&self, request: &Request) -> (String, String) {
        let lang = request.lang;
        let say = |title: &str, text: &str| (t(lang, title).into_owned(), t(lang, text).into_owned());
        let (title, text) = match &self.error {
            Error::Refused(refusals) if self.wait().is_some() => {
                let text = refusals.first().map(|r| said(lang, r)).unwrap_or_default();
                (t(lang, "error-too-many-title").into_owned(), text)
            }
            Error::Refused(refusals) => {
                let count = tr(lang, "error-invalid", &[("count", refusals.len().into())]);
                (t(lang, "error-invalid-title").into_owned(), count)
            }
            Error::NotFound => say("error-not-found-title", "error-not-found"),
            Error::Forbidden => say("error-forbidden-title", "error-forbidden"),
            Error::Conflict { .. } => say("error-conflict-title", "error-conflict"),
            Error::SignedOut => say("sign-in-title", "sign-in-again"),
            Error::Busy => say("error-busy-title", "error-busy"),
            Error::Lacking(Lack::Database, _) => say("error-unreached-title", "error-unreached"),
            Error::Lacking(Lack::Room, _) => say("error-full-title", "error-full"),
            Error::Lacking(Lack::Time, _) => say("error-late-title", "error-late"),
            Error::Internal(_) => {
                let text = tr(lang, "error-internal", &[("id", request.id.as_str().into())]);
                (t(lang, "error-internal-title").into_owned(), text)
            }
        };
        (title, self.because.map_or(text, |key| t(lang, key).into_owned()))
    }
}

/// A refusal in the reader's language. An argument called `label` is the key of a field, and said by its name; of a field
/// of the company's own it is the name itself.
pub fn said(lang: Lang, refusal: &Refusal) -> String {
    let named = |(name, value): &(String, String)| {
        let field = format!("field-{value}");
        let is_field = name == "label" && text::has(&field);
        let value = if is_field { t(lang, &field).into_owned() } else { value.clone() };
        (name.clone(), value)
    };
    text::refusal(lang, &refusal.code, &refusal.args.iter().map(named).collect::<Vec<_>>())
}

/// What is wrong with a form, beside its fields and at its head.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    lang: Lang,
    refusals: Vec<Refusal>,
}

impl Faults {
    /// Nothing wrong.
    pub fn none() -> Faults {
        Faults::default()
    }
    /// These, in a language.
    pub fn new(lang: Lang, refusals: Vec<Refusal>) -> Faults {
        Faults { lang, refusals }
    }
    /// What is wrong with a field.
    pub fn of(&self, field: &str) -> Option<String> {
        let found = self.refusals.iter().find(|r| r.field.as_deref() == Some(field));
        found.map(|refusal| said(self.lang, refusal))
    }
    /// What is wrong with the whole, and with fields that the form does not show.
    pub fn beside(&self, shown: &[&str]) -> Vec<String> {
        let elsewhere = |r: &&Refusal| r.field.as_deref().is_none_or(|field| !shown.contains(&field));
        self.refusals.iter().filter(elsewhere).map(|refusal| said(self.lang, refusal)).collect()
    }
    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.refusals.is_empty()
    }
}

/// Dresses what axum itself refused (an address or a body that does not read) as any other error, its status kept.
pub async fn dress(request: HttpRequest, next: Next) -> Response {
    let answer = next.run(request).await;
    let status = answer.status();
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if !status.is_client_error() || !kind.starts_with("text/plain") {
        return answer;
    }
    let fault = to_bytes(answer.into_body(), FAULT_BYTES).await.unwrap_or_default();
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large().into_response();
    }
    let refusal = Refusal::new("error-body").with("fault", String::from_utf8_lossy(&fault));
    Failure::from(refusal).answering(status).into_response()
}

/// The longest fault of axum's that is passed on.
const FAULT_BYTES: usize = 2000;

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let request = Request::current();
        match &self.error {
            Error::Internal(cause) => tracing::error!(%cause, "failed"),
            Error::Lacking(_, cause) => tracing::error!(%cause, "could not be done now"),
            _ => {}
        }
        let mut answer = match (&self.error, request.is_api) {
            _ if request.is_scim => crate::scim::refused(&self, &request),
            (_, true) => self.problem(&request),
            (_, false) if self.because == Some(SECOND_DUE) => {
                return Redirect::to(crate::settings::SECURITY).into_response();
            }
            (Error::SignedOut, false) => {
                return Redirect::to(&crate::users::sign_in_href(&request.path)).into_response();
            }
            (_, false) => (self.status(), self.page(&request)).into_response(),
        };
        self.add_wait(&mut answer);
        answer
    }
}

impl Failure {
    /// What is wrong, where there is room for a sentence.
    pub(crate) fn in_one_sentence(&self, request: &Request) -> String {
        match &self.error {
            Error::Refused(refusals) => {
                refusals.iter().map(|refusal| said(request.lang, refusal)).collect::<Vec<_>>().join(" ")
            }
            _ => self.words(request).1,
        }
    }

    /// Says when to come again, where waiting helps.
    pub fn add_wait(&self, answer: &mut Response) {
        let wait = match &self.error {
            Error::Busy => Some(1),
            Error::Lacking(Lack::Database, _) => Some(5),
            Error::Lacking(..) => Some(30),
            _ => self.wait(),
        };
        if let Some(seconds) = wait {
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
    }

    fn problem(&self, request: &Request) -> Response {
        let (title, detail) = self.words(request);
        let mut body = json!({
            "type": "about:blank", "title": title, "detail": detail,
            "status": self.status().as_u16(), "request_id": request.id,
        });
        match &self.error {
            Error::Refused(refusals) => body["errors"] = refusals.iter().map(|r| pointed(request.lang, r)).collect(),
            Error::Conflict { version, fields } => {
                body["version"] = json!(version);
                body["conflicts"] = json!(fields);
            }
            _ => {}
        }
        let mut answer = (self.status(), Json(body)).into_response();
        let problem = HeaderValue::from_static("application/problem+json");
        answer.headers_mut().insert(header::CONTENT_TYPE, problem);
        if matches!(self.error, Error::SignedOut) {
            answer.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        answer
    }

    fn page(&self, request: &Request) -> Markup {
        let lang = request.lang;
        let (title, text) = self.words(request);
        let errors = match &self.error {
            Error::Refused(refusals) if self.wait().is_none() => refusals.iter().map(|r| said(lang, r)).collect(),
            _ => Vec::new(),
        };
        let content = html! {
            section class="card" {
                h1 { (title) }
                p class="soft" { (text) }
                (form::faults(lang, &form::Form { errors, ..form::Form::default() }, &[]))
                @if let Error::Conflict { fields, .. } = &self.error { (conflicts(lang, fields)) }
                div class="buttons" { a class="button primary" href="/" { (t(lang, "error-home")) } }
            }
        };
        layout::bare(lang, request.theme, &title, matches!(self.error, Error::Conflict { .. }), content)
    }
}

fn pointed(lang: Lang, refusal: &Refusal) -> serde_json::Value {
    let pointer = refusal.field.as_deref().map(|field| format!("/{}", field.replace('.', "/")));
    json!({ "pointer": pointer, "code": refusal.code, "detail": said(lang, refusal) })
}

/// Every field that differs, for a form that has no page of its own for it.
fn conflicts(lang: Lang, fields: &[FieldConflict]) -> Markup {
    let shown = |value: &Option<String>| value.clone().unwrap_or_default();
    html! {
        div class="plain-scroll" tabindex="0" role="group" aria-label=(t(lang, "error-conflict-title")) { table class="table" {
            thead { tr { @for key in ["ui-field", "ui-before", "ui-yours", "ui-theirs"] { th scope="col" { (t(lang, key)) } } } }
            tbody { @for field in fields {
                tr { th scope="row" { (t(lang, &format!("field-{}", field.field))) } td { (shown(&field.original)) } td { (shown(&field.yours)) } td { (shown(&field.theirs)) } }
            } }
        } }
    }
}
