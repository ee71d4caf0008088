//! The routes of the product and the table of them.
//!
//! A slice registers its handlers through [`Routes`], never through axum's router, so whatever is served stands in
//! the table ([`crate::State::table`]) that tests walk: as every role, in every language, without a token.
//! `tests/it/routes.rs` fails where a file calls axum's `route` past it.
//!
//! # Adding a page
//! ```ignore
//! // web/src/accounts/mod.rs
//! pub const LIST: &str = "/accounts";                       // each path once, in its slice
//! pub fn href(id: AccountId) -> String { format!("{LIST}/{id}") }
//! pub fn routes() -> Routes {
//!     Routes::new().page(LIST, Noun::Account, pages::list).action(LIST, Noun::Account, forms::create)
//! }
//! // web/src/accounts/pages.rs
//! pub async fn list(signed: SignedIn, Query(query): Query<ListParams>) -> Answer {
//!     signed.page(move |ctx, tx, frame| {
//!         let view = app::accounts::list(ctx, tx, &query)?;
//!         frame.title = t(frame.lang, "account-title").into();
//!         Ok(ui::table::list(frame.lang, &shown(&view)))
//!     }).await
//! }
//! // web/src/accounts/forms.rs
//! pub async fn create(posted: Posted) -> Answer {
//!     let new = NewAccount { name: posted.fields.text("name"), .. };
//!     let values = posted.fields.clone();
//!     match posted.signed.write(move |ctx, tx| accounts::create(ctx, tx, &new)).await {
//!         Ok(id) => posted.signed.done(&href(id), None),
//!         Err(refused) => posted.signed.again(refused, move |ctx, tx, frame, faults| pages::form(ctx, tx, frame, &values, faults)).await,
//!     }
//! }
//! ```
//! Then add `.merge(accounts::routes())` in `lib.rs`. The navigation shows a place as soon as its path is served
//! and the reader may see its noun (`frame.rs`).

use crate::State;
use crate::api::docs::Doc;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, get, on, post};
use domain::policy::Noun;

/// What a route is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Open to those who are not signed in.
    Open,
    /// A page for people signed in.
    Page,
    /// A form that is posted; carries the session's token.
    Action,
    /// For programs, by token or session.
    Api,
    /// For agents, by token alone.
    Agent,
}

/// One entry of the table.
#[derive(Clone, Debug)]
pub struct Route {
    /// `GET`, `POST` …
    pub method: Method,
    /// As axum writes patterns: `/accounts/{id}`.
    pub path: &'static str,
    /// What it is for.
    pub kind: Kind,
    /// What it is about; none where it is about nobody's records.
    pub noun: Option<Noun>,
    /// What its documentation says; only for programs.
    pub doc: Option<Doc>,
}

/// Handlers with their table.
#[derive(Default)]
pub struct Routes {
    pub(crate) pages: Router<State>,
    pub(crate) api: Router<State>,
    pub(crate) table: Vec<Route>,
}

impl Routes {
    /// None yet.
    pub fn new() -> Routes {
        Routes::default()
    }

    /// A page for people signed in.
    #[must_use]
    pub fn page<H: Handler<T, State>, T: 'static>(self, path: &'static str, noun: Noun, handler: H) -> Routes {
        self.add(Method::GET, path, Kind::Page, Some(noun), |pages| pages.route(path, get(handler)))
    }

    /// A page about oneself or the product: for everyone signed in.
    #[must_use]
    pub fn own_page<H: Handler<T, State>, T: 'static>(self, path: &'static str, handler: H) -> Routes {
        self.add(Method::GET, path, Kind::Page, None, |pages| pages.route(path, get(handler)))
    }

    /// A form that is posted; its handler takes [`crate::extract::Posted`].
    #[must_use]
    pub fn action<H: Handler<T, State>, T: 'static>(self, path: &'static str, noun: Noun, handler: H) -> Routes {
        self.add(Method::POST, path, Kind::Action, Some(noun), |pages| pages.route(path, post(handler)))
    }

    /// A form about oneself.
    #[must_use]
    pub fn own_action<H: Handler<T, State>, T: 'static>(self, path: &'static str, handler: H) -> Routes {
        self.add(Method::POST, path, Kind::Action, None, |pages| pages.route(path, post(handler)))
    }

    /// A form with files of up to `bytes`; its handler takes [`crate::extract::Uploaded`].
    #[must_use]
    pub fn upload<H: Handler<T, State>, T: 'static>(
        self,
        path: &'static str,
        noun: Noun,
        bytes: usize,
        handler: H,
    ) -> Routes {
        let method = post(handler).layer(DefaultBodyLimit::max(bytes));
        self.add(Method::POST, path, Kind::Action, Some(noun), |pages| pages.route(path, method))
    }

    /// Open to those who are not signed in.
    #[must_use]
    pub fn open<H: Handler<T, State>, T: 'static>(self, method: Method, path: &'static str, handler: H) -> Routes {
        let filter = filter(&method);
        self.add(method, path, Kind::Open, None, |pages| pages.route(path, on(filter, handler)))
    }

    /// For programs: below `/api/v1`, by token or session, with its documentation.
    #[must_use]
    pub fn api<H: Handler<T, State>, T: 'static>(
        mut self,
        method: Method,
        path: &'static str,
        noun: Noun,
        doc: Doc,
        handler: H,
    ) -> Routes {
        self.api = self.api.route(path, on(filter(&method), handler));
        self.table.push(Route { method, path, kind: Kind::Api, noun: Some(noun), doc: Some(doc) });
        self
    }

    /// For programs: about oneself, or records of several kinds.
    #[must_use]
    pub fn own_api<H: Handler<T, State>, T: 'static>(
        mut self,
        method: Method,
        path: &'static str,
        doc: Doc,
        handler: H,
    ) -> Routes {
        self.api = self.api.route(path, on(filter(&method), handler));
        self.table.push(Route { method, path, kind: Kind::Api, noun: None, doc: Some(doc) });
        self
    }

    /// For agents: the handler itself asks for the token.
    #[must_use]
    pub fn agent<H: Handler<T, State>, T: 'static>(self, path: &'static str, handler: H) -> Routes {
        self.add(Method::POST, path, Kind::Agent, None, |pages| pages.route(path, post(handler)))
    }

    /// These and those.
    #[must_use]
    pub fn merge(mut self, other: Routes) -> Routes {
        self.pages = self.pages.merge(other.pages);
        self.api = self.api.merge(other.api);
        self.table.extend(other.table);
        self
    }

    fn add(
        mut self,
        method: Method,
        path: &'static str,
        kind: Kind,
        noun: Option<Noun>,
        with: impl FnOnce(Router<State>) -> Router<State>,
    ) -> Routes {
        self.pages = with(self.pages);
        self.table.push(Route { method, path, kind, noun, doc: None });
        self
    }
}

fn filter(method: &Method) -> MethodFilter {
    MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET)
}
