//! The company's settings.

use super::{COMPANY, head};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use app::{Ctx, settings};
use domain::policy::{Action, Noun};
use maud::Markup;
use text::{Lang, t};

/// The page.
pub async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, _, frame| drawn(ctx, frame, &held(ctx), &Faults::none())).await
}

fn held(ctx: &Ctx) -> Fields {
    let company = &ctx.company;
    let pairs = [
        ("company", company.name.clone()),
        ("time_zone", company.time_zone.clone()),
        ("language", company.language.clone()),
        ("fiscal_first_month", company.calendar.first_month.to_string()),
    ];
    Fields::from(pairs.map(|(name, value)| (name.to_owned(), value)).to_vec())
}

fn drawn(ctx: &Ctx, frame: &mut PageFrame, values: &Fields, faults: &Faults) -> app::Result<Markup> {
    ctx.may(Action::See, Noun::Setting)?;
    head(ctx, frame, COMPANY);
    let lang = frame.lang;
    let form = Form {
        action: COMPANY.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "ui-save").into_owned(),
        errors: faults.beside(&["company", "time_zone", "language", "fiscal_first_month"]),
        ..Form::default()
    };
    let field = |name: &str, key: &str, kind: Kind| {
        Field::new(name, t(lang, key), kind).value(values.raw(name)).error(faults.of(name)).required()
    };
    let languages = Lang::ALL.map(|l| (l.tag().to_owned(), l.name().to_owned())).to_vec();
    let months = (1..=12).map(|m| (m.to_string(), text::fmt::month_name(lang, m))).collect();
    let fields = [
        field("company", "settings-company-name", Kind::Text),
        field("time_zone", "settings-time-zone", Kind::Text),
        field("language", "settings-language", Kind::Choice(languages)),
        field("fiscal_first_month", "settings-fiscal-first-month", Kind::Choice(months)),
    ];
    Ok(content(true, section(&t(lang, "settings-company"), None, form::form(lang, &form, &fields))))
}

/// Saves them. The currency stays: figures are added up in it.
pub async fn save(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let typed = fields.clone();
    let saved = signed.write(move |ctx, tx| {
        let mut company = ctx.company.clone();
        (company.name, company.time_zone) = (fields.text("company"), fields.text("time_zone"));
        company.language = Lang::parse(fields.raw("language")).map_or(company.language, |l| l.tag().to_owned());
        company.calendar.first_month = fields.parsed("fiscal_first_month").unwrap_or_default();
        settings::change(ctx, tx, &company)
    });
    match saved.await {
        Ok(()) => signed.done(COMPANY, Some(&Toast::said(t(signed.lang, "settings-saved")))),
        Err(fault) => signed.again(fault, move |ctx, _, frame, faults| drawn(ctx, frame, &typed, faults)).await,
    }
}
