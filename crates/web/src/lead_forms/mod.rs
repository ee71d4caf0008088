//! Web-to-lead forms: kept below the settings and by programs, and sent by strangers at an open address.
//!
//! [`open`] is the part that strangers reach: no session, no token of a session. What a stranger may do there is bounded
//! by the form: its origins, its fields, and how often it takes something, in all and from one address.

mod api;
mod door;
mod open;
mod page;
mod sent;

pub(crate) use door::{DoorKey, network};

use crate::routes::Routes;
use axum::http::Method;
use domain::policy::Noun;

/// Every form.
pub(crate) const FORMS: &str = "/settings/forms";
const ONE: &str = "/settings/forms/{id}";
const ACTIVE: &str = "/settings/forms/{id}/active";
/// Where strangers find a form.
pub const OPEN: &str = "/f/{key}";
const THANKS: &str = "/f/{key}/thanks";

/// These routes.
pub fn routes() -> Routes {
    let noun = Noun::Pipeline;
    Routes::new()
        .page(FORMS, noun, page::list)
        .action(FORMS, noun, page::create)
        .page(ONE, noun, page::one)
        .action(ONE, noun, page::save)
        .action(ACTIVE, noun, page::set_active)
        .open(Method::GET, OPEN, open::page)
        .open(Method::POST, OPEN, open::submit)
        .open(Method::OPTIONS, OPEN, open::preflight)
        .open(Method::GET, THANKS, open::thanks)
        .merge(api::routes())
}

/// Whether strangers post there: what other sites send is let through to the form, which knows its own.
pub(crate) fn is_open(path: &str) -> bool {
    path.strip_prefix("/f/").is_some_and(|key| !key.is_empty() && !key.contains('/'))
}

/// Where strangers find the form of a key.
fn open_href(key: &str) -> String {
    OPEN.replace("{key}", key)
}
