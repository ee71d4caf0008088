//! The link that an administrator handed over: sets a password, once, and signs in.

use super::{card, link_href};
use crate::errors::{Answer, Faults};
use crate::extract::{Knocked, Visitor};
use crate::ui::field::{Field, Kind};
use crate::ui::form::Form;
use crate::ui::layout::{self, Theme};
use app::users::{self, Device, Entry, Link, SHORTEST_PASSWORD};
use app::{Error, House};
use axum::extract::Path;
use axum::http::StatusCode;
use domain::Refusal;
use maud::{Markup, html};
use text::{t, tr};

/// The form, where the link is still good.
pub async fn page(visitor: Visitor, Path(token): Path<String>) -> Answer {
    let asked = token.clone();
    match visitor.state.blocking(move |house| users::link(house, &asked)).await {
        Ok(link) => {
            let page = drawn(&visitor, &token, &link, &Faults::none());
            Ok(visitor.page(StatusCode::OK, page))
        }
        Err(Error::Refused(_)) => Ok(visitor.page(StatusCode::GONE, expired(&visitor))),
        Err(error) => Err(error.into()),
    }
}

fn expired(visitor: &Visitor) -> Markup {
    let title = t(visitor.lang, "password-set");
    let content = html! { section class="card" { h1 { (title) } p { (t(visitor.lang, "link-expired")) } } };
    layout::bare(visitor.lang, Theme::System, &title, false, content)
}

fn drawn(visitor: &Visitor, token: &str, link: &Link, faults: &Faults) -> Markup {
    let lang = visitor.lang;
    let form = Form {
        action: link_href(token),
        csrf: visitor.door.clone(),
        submit: t(lang, "password-set").into_owned(),
        errors: faults.beside(&["password", "repeat"]),
        ..Form::default()
    };
    let hint = tr(lang, "password-hint", &[("count", SHORTEST_PASSWORD.into())]);
    let fields = [
        Field::new("password", t(lang, "password-new"), Kind::Password("new-password"))
            .hint(hint)
            .required()
            .error(faults.of("password")),
        Field::new("repeat", t(lang, "password-repeat"), Kind::Password("new-password"))
            .required()
            .error(faults.of("repeat")),
    ];
    let whose = format!("{} · {}", link.name, link.email);
    card(lang, &t(lang, "password-set"), false, Some(&whose), &form, &fields)
}

/// Sets the password and signs in.
pub async fn set(Path(token): Path<String>, knocked: Knocked) -> Answer {
    let Knocked { visitor, fields } = knocked;
    let (password, repeat) = (fields.raw("password").to_owned(), fields.raw("repeat").to_owned());
    let (used, device) = (token.clone(), visitor.device());
    let set = visitor.state.hashing(move |house| set_and_enter(house, &used, &password, &repeat, &device));
    match set.await {
        Ok(entry) => Ok(visitor.go_on(&entry, "/")),
        Err(Error::Refused(refusals)) => {
            let asked = token.clone();
            let Ok(link) = visitor.state.blocking(move |house| users::link(house, &asked)).await else {
                return Ok(visitor.page(StatusCode::GONE, expired(&visitor)));
            };
            let faults = Faults::new(visitor.lang, refusals);
            Ok(visitor.page(StatusCode::UNPROCESSABLE_ENTITY, drawn(&visitor, &token, &link, &faults)))
        }
        Err(error) => Err(error.into()),
    }
}

fn set_and_enter(house: &House, token: &str, password: &str, repeat: &str, device: &Device) -> app::Result<Entry> {
    if password != repeat {
        return Err(Refusal::new("password-differs").at("repeat").into());
    }
    let link = users::link(house, token)?;
    users::set_password(house, token, password, device)?;
    users::sign_in(house, &link.email, password, device)
}
