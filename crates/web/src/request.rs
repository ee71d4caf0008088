//! What is known of the request being answered, wherever its answer is made: its id, the language and theme
//! of its reader, and whether a person or a program asks. Errors are written with it.

use crate::ui::layout::Theme;
use app::idempotency::Claimed;
use axum::extract::{MatchedPath, Request as HttpRequest};
use axum::http::{HeaderMap, Method, header};
use std::cell::RefCell;
use std::future::Future;
use std::time::Instant;
use text::Lang;

/// The request being answered.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Its id, in the answer's `x-request-id` and in the log.
    pub id: String,
    /// The reader's language.
    pub lang: Lang,
    /// The reader's colours.
    pub theme: Theme,
    /// Whether a program asks.
    pub is_api: bool,
    /// Whether it is one that speaks SCIM.
    pub is_scim: bool,
    /// Where the reader was: its path; where it posted something, the first page.
    pub path: String,
    /// What was asked for: method and route (`GET /leads/{id}`), which names no record.
    pub asked: String,
    /// What names a write, so that sending it twice does it once.
    pub idempotency_key: Option<String>,
    /// By when work on the database for it is broken off.
    pub deadline: Option<Instant>,
    /// The claim under which it works, where it carries a key.
    pub claimed: Option<Claimed>,
}

tokio::task_local! {
    static CURRENT: RefCell<Request>;
}

impl Request {
    /// What its head says.
    pub fn of(http: &HttpRequest, id: String) -> Request {
        let path = http.uri().path().to_owned();
        let lang = language(http.headers());
        let is_api = path.starts_with("/api/");
        let is_scim = path.starts_with(crate::scim::BASE);
        let route = http.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
        let asked = if route.is_empty() { String::new() } else { format!("{} {route}", http.method()) };
        let path = if http.method() == Method::GET { path } else { "/".to_owned() };
        let key = http.headers().get(crate::api::IDEMPOTENCY_KEY).and_then(|v| v.to_str().ok()).map(str::to_owned);
        Request { id, lang, is_api, is_scim, path, asked, idempotency_key: key, ..Request::default() }
    }
    /// The one being answered; a blank one outside of any.
    pub fn current() -> Request {
        CURRENT.try_with(|request| request.borrow().clone()).unwrap_or_default()
    }
    /// Answers in the company of this request.
    pub async fn scope<T>(self, answer: impl Future<Output = T>) -> T {
        CURRENT.scope(RefCell::new(self), answer).await
    }
    /// By when the work of the one being answered must be done.
    pub fn deadline() -> Option<Instant> {
        CURRENT.try_with(|request| request.borrow().deadline).ok().flatten()
    }
    /// From here on it works under a claim.
    pub fn works_under(claimed: Claimed) {
        let _ = CURRENT.try_with(|request| request.borrow_mut().claimed = Some(claimed));
    }
    /// The claim under which the one being answered works.
    pub fn claimed() -> Option<Claimed> {
        CURRENT.try_with(|request| request.borrow().claimed.clone()).ok().flatten()
    }
    /// From here on its answers are for a program.
    pub fn asked_by_program() {
        let _ = CURRENT.try_with(|request| request.borrow_mut().is_api = true);
    }
    /// From here on it is read by someone whose wishes are known.
    pub fn read_by(lang: Lang, theme: Theme) {
        let _ = CURRENT.try_with(|request| {
            let mut request = request.borrow_mut();
            (request.lang, request.theme) = (lang, theme);
        });
    }
}

/// The language that the browser asks for.
fn language(headers: &HeaderMap) -> Lang {
    let wish = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    Lang::from_accept_language(wish).unwrap_or_default()
}

/// The page that a form was sent from, with its query; only ever a place of ours.
pub fn came_from(headers: &HeaderMap) -> Option<String> {
    let address = headers.get(header::REFERER).and_then(|v| v.to_str().ok())?;
    let rest = address.split_once("://")?.1;
    let path = rest.get(rest.find('/')?..)?;
    crate::users::is_local(path).then(|| path.to_owned())
}
