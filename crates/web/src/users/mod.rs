//! Before one is signed in: the first run, signing in and out, the link that sets a password.

mod code;
mod link;
mod openid;
mod passkey;
mod set_up;
mod sign_in;

use crate::extract::Visitor;
use crate::routes::Routes;
use crate::ui::field::Field;
use crate::ui::form::{self, Form};
use crate::ui::layout::{self, Theme};
use axum::http::Method;
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use text::{Lang, t};

/// Sign in.
pub const SIGN_IN: &str = "/sign-in";
/// The code that is asked for after the password.
pub const CODE: &str = "/sign-in/code";
/// Sign in at the identity provider,
pub const OPENID: &str = "/sign-in/openid";
/// and back from there.
pub const OPENID_BACK: &str = "/sign-in/openid/back";
/// Sign in with a passkey: the device is asked,
pub const PASSKEY: &str = "/sign-in/passkey";
/// and answers.
pub const PASSKEY_ANSWER: &str = "/sign-in/passkey/answer";
/// Sign out.
pub const SIGN_OUT: &str = "/sign-out";
/// Set a password.
pub const LINK: &str = "/link/{token}";
/// Set the company up, once.
pub const SET_UP: &str = "/set-up";

/// These routes.
pub fn routes() -> Routes {
    Routes::new()
        .open(Method::GET, SIGN_IN, sign_in::page)
        .open(Method::POST, SIGN_IN, sign_in::enter)
        .open(Method::GET, CODE, code::page)
        .open(Method::POST, CODE, code::enter)
        .open(Method::GET, OPENID, openid::leave)
        .open(Method::GET, OPENID_BACK, openid::back)
        .open(Method::POST, PASSKEY, passkey::begin)
        .open(Method::POST, PASSKEY_ANSWER, passkey::enter)
        .own_action(SIGN_OUT, sign_in::leave)
        .open(Method::GET, LINK, link::page)
        .open(Method::POST, LINK, link::set)
        .open(Method::GET, SET_UP, set_up::page)
        .open(Method::POST, SET_UP, set_up::found)
}

/// Sign in and then go on to a page of ours.
pub fn sign_in_href(next: &str) -> String {
    leading_on(SIGN_IN, next)
}

/// Sign in once more, though one is signed in, and then go back to a page of ours.
pub fn prove_href(back: &str) -> String {
    format!("{SIGN_IN}?again=true&next={}", utf8_percent_encode(back, NON_ALPHANUMERIC))
}

/// Give the code and then go on to a page of ours.
pub fn code_href(next: &str) -> String {
    leading_on(CODE, next)
}

/// Sign in at the identity provider and then go on to a page of ours.
fn openid_href(next: &str) -> String {
    leading_on(OPENID, next)
}

fn leading_on(path: &str, next: &str) -> String {
    if next == "/" || !is_local(next) {
        return path.to_owned();
    }
    format!("{path}?next={}", utf8_percent_encode(next, NON_ALPHANUMERIC))
}

/// The address that a link to set a password has.
pub fn link_href(token: &str) -> String {
    format!("/link/{token}")
}

/// Whether an address is a path of ours, not one that browsers read as another site's.
pub fn is_local(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.contains(char::is_control)
}

/// A form on a page of its own. What follows may have other colours and another language, so the browser
/// loads it anew (`data-plain`).
fn card(lang: Lang, title: &str, wide: bool, note: Option<&str>, about: &Form, fields: &[Field]) -> Markup {
    card_above(lang, title, wide, note, about, fields, &Markup::default())
}

/// As [`card`], with something below the form.
fn card_above(
    lang: Lang,
    title: &str,
    wide: bool,
    note: Option<&str>,
    about: &Form,
    fields: &[Field],
    below: &Markup,
) -> Markup {
    let content = html! {
        section class="card" data-plain {
            h1 { (title) }
            @if let Some(note) = note { p class="soft" { (note) } }
            (form::form(lang, about, fields))
            (below)
        }
    };
    layout::bare(lang, Theme::System, title, wide, content)
}

/// The button that asks for a passkey, where the address that people came to can have any.
fn passkey_button(visitor: &Visitor, next: &str) -> Markup {
    if !visitor.has_name() {
        return Markup::default();
    }
    form::post(&visitor.door, &leading_on(PASSKEY, next), &[], "", html! { (t(visitor.lang, "passkey-door")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_never_sent_to_another_site() {
        assert!(is_local("/accounts?sort=name"));
        assert!(!is_local("//evil.example") && !is_local("/\\evil.example") && !is_local("https://evil.example"));
        assert!(!is_local("/a\r\nset-cookie: b"));
        assert_eq!(sign_in_href("/a b"), "/sign-in?next=%2Fa%20b");
        assert_eq!(sign_in_href("//evil"), "/sign-in");
    }
}
