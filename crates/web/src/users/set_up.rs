//! The first run: the company and its owner. Gone once there is a company; what its organisation begins with is
//! asked next, of the owner signed in.

use super::{SET_UP, card};
use crate::errors::{Answer, Failure, Faults};
use crate::extract::{Knocked, Visitor};
use crate::fields::Fields;
use crate::ui::field::{Field, Kind};
use crate::ui::form::Form;
use app::Error;
use app::founding::{self, Founding};
use app::organisation::templates::Beginning;
use app::users::{self, SHORTEST_PASSWORD};
use axum::http::StatusCode;
use maud::Markup;
use text::{Lang, t, tr};

/// Fields beside which a fault is shown.
const SHOWN: [&str; 8] = [
    "company",
    "currency",
    "time_zone",
    "language",
    "fiscal_first_month",
    "owner_name",
    "owner_email",
    "owner_password",
];

/// The form, while there is no company.
pub async fn page(visitor: Visitor) -> Answer {
    if visitor.state.blocking(founding::is_founded).await? {
        return Err(Error::NotFound.into());
    }
    let page = drawn(&visitor, &defaults(visitor.lang), &Faults::none());
    Ok(visitor.page(StatusCode::OK, page))
}

fn defaults(lang: Lang) -> Fields {
    let (currency, zone) = match lang {
        Lang::En => ("EUR", "Europe/London"),
        Lang::Nb => ("NOK", "Europe/Oslo"),
        Lang::Zh => ("CNY", "Asia/Shanghai"),
    };
    let pairs = [("currency", currency), ("time_zone", zone), ("language", lang.tag()), ("fiscal_first_month", "1")];
    Fields::from(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
}

fn drawn(visitor: &Visitor, values: &Fields, faults: &Faults) -> Markup {
    let lang = visitor.lang;
    let form = Form {
        action: SET_UP.to_owned(),
        csrf: visitor.door.clone(),
        submit: t(lang, "first-run-done").into_owned(),
        errors: faults.beside(&SHOWN),
        ..Form::default()
    };
    card(lang, &t(lang, "first-run-title"), true, None, &form, &shown(lang, values, faults))
}

fn shown(lang: Lang, values: &Fields, faults: &Faults) -> Vec<Field> {
    let field = |name: &str, key: &str, kind: Kind| {
        Field::new(name, t(lang, key), kind).value(values.raw(name)).error(faults.of(name)).required()
    };
    let languages = Lang::ALL.map(|l| (l.tag().to_owned(), l.name().to_owned())).to_vec();
    let months = (1..=12).map(|m| (m.to_string(), text::fmt::month_name(lang, m))).collect();
    let hint = tr(lang, "password-hint", &[("count", SHORTEST_PASSWORD.into())]);
    vec![
        field("company", "first-run-company", Kind::Text).autocomplete("organization"),
        field("currency", "first-run-currency", Kind::Text),
        field("time_zone", "first-run-time-zone", Kind::Text),
        field("language", "settings-language", Kind::Choice(languages)),
        field("fiscal_first_month", "first-run-fiscal", Kind::Choice(months)),
        field("owner_name", "user-name", Kind::Text).hint(t(lang, "first-run-owner")).autocomplete("name"),
        field("owner_email", "sign-in-email", Kind::Email),
        field("owner_password", "sign-in-password", Kind::Password("new-password")).hint(hint).value(""),
    ]
}

/// Founds the company and signs its owner in.
pub async fn found(knocked: Knocked) -> Answer {
    let Knocked { visitor, fields } = knocked;
    let wanted = Founding {
        company: fields.text("company"),
        currency: fields.text("currency"),
        time_zone: fields.text("time_zone"),
        language: fields.text("language"),
        fiscal_first_month: fields.parsed("fiscal_first_month").unwrap_or(0),
        owner_name: fields.text("owner_name"),
        owner_email: fields.text("owner_email"),
        owner_password: fields.raw("owner_password").to_owned(),
        beginning: Beginning::default(),
    };
    let device = visitor.device();
    let founded = visitor.state.hashing(move |house| {
        founding::found(house, &wanted)?;
        users::sign_in(house, &wanted.owner_email, &wanted.owner_password, &device)
    });
    match founded.await {
        Ok(entry) => Ok(visitor.go_on(&entry, crate::organisation::FIRST_START)),
        Err(Error::Refused(refusals)) => {
            let faults = Faults::new(visitor.lang, refusals);
            Ok(visitor.page(StatusCode::UNPROCESSABLE_ENTITY, drawn(&visitor, &fields, &faults)))
        }
        Err(error) => Err(Failure::from(error)),
    }
}
