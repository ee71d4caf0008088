//! What each route of the API says of itself, and the page on which one reads it.

use crate::State;
use crate::request::Request;
use crate::routes::{Kind, Route};
use crate::ui::layout;
use axum::extract::State as Shared;
use maud::{Markup, html};
use text::t;

/// The documentation of a route.
#[derive(Clone, Copy, Debug, Default)]
pub struct Doc {
    /// What it does, in a sentence.
    pub summary: &'static str,
    /// What may be asked in the address.
    pub query: &'static [Part],
    /// What the body holds; empty where there is none.
    pub body: &'static [Part],
    /// What the answer holds.
    pub answer: &'static [Part],
    /// Whether the answer is a list of such.
    pub is_list: bool,
    /// The media type of an answer that is a file.
    pub file: Option<&'static str>,
    /// By which statuses it is answered where it was done; 200 where none is named.
    pub answers: &'static [u16],
    /// Whether a change may name the version it is for (`If-Match`).
    pub is_conditional: bool,
}

impl Doc {
    /// It makes something: 201.
    #[must_use]
    pub const fn made(self) -> Doc {
        Doc { answers: &[201], ..self }
    }
    /// It is begun, and goes on by itself: 202.
    #[must_use]
    pub const fn begun(self) -> Doc {
        Doc { answers: &[202], ..self }
    }
    /// There is nothing to answer: 204.
    #[must_use]
    pub const fn silent(self) -> Doc {
        Doc { answers: &[204], ..self }
    }
    /// With `If-Match` only what stands at that version.
    #[must_use]
    pub const fn conditional(self) -> Doc {
        Doc { is_conditional: true, ..self }
    }
}

/// One named value.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Its name.
    pub name: &'static str,
    /// A JSON type, `uuid`, `date`, `date-time`, `email`, `money`, `any`; with `[]` behind it several.
    pub kind: &'static str,
    /// What it means.
    pub about: &'static str,
    /// Whether it must be there.
    pub required: bool,
}

/// A value that is always there.
pub const fn part(name: &'static str, kind: &'static str, about: &'static str) -> Part {
    Part { name, kind, about, required: true }
}

/// A value that may be left out.
pub const fn maybe(name: &'static str, kind: &'static str, about: &'static str) -> Part {
    Part { name, kind, about, required: false }
}

/// `/api/docs`: how to begin, then every route. In English, as the names in it are.
pub async fn page(Shared(state): Shared<State>) -> Markup {
    let request = Request::current();
    let title = t(request.lang, "api-docs-title");
    let host = state.options().public_url.clone().unwrap_or_else(|| "http://localhost:7400".to_owned());
    let content = html! {
        section class="card" {
            h1 { (title) }
            p { (t(request.lang, "api-docs-begin")) }
            pre class="code" tabindex="0" { "curl -H 'Authorization: Bearer bwk_…' " (host) "/api/v1/me" }
            p { a href=(super::OPENAPI) { "openapi.json" } }
        }
        div class="stack" lang="en" {
            @for route in state.table().iter().filter(|route| route.kind == Kind::Api) {
                @if let Some(doc) = &route.doc { (entry(route, doc)) }
            }
        }
    };
    layout::bare(request.lang, request.theme, &title, true, content)
}

fn entry(route: &Route, doc: &Doc) -> Markup {
    html! {
        details class="card" {
            summary { code { (route.method.as_str()) " " (route.path) } " " span class="soft" { (doc.summary) } }
            (parts("Query", doc.query))
            (parts("Body", doc.body))
            (parts(if doc.is_list { "Answer, a list of" } else { "Answer" }, doc.answer))
            @if let Some(media) = doc.file { p { "Answer: a file, " code { (media) } } }
        }
    }
}

fn parts(title: &str, parts: &[Part]) -> Markup {
    html! {
        @if !parts.is_empty() {
            h2 { (title) }
            div class="plain-scroll" tabindex="0" { table class="table" { tbody {
                @for part in parts {
                    tr { th scope="row" { code { (part.name) } } td { (part.kind) @if !part.required { " (optional)" } } td { (part.about) } }
                }
            } } }
        }
    }
}
