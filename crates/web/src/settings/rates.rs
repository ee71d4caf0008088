//! Exchange rates: what stands, one entered by hand, many from a file, and for programs.

use super::head;
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, json};
use crate::errors::{Answer, Faults, said};
use crate::extract::{Posted, SignedIn, Uploaded};
use crate::fields::Fields;
use crate::records::{fields, shown};
use crate::routes::Routes;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::table::{self, Column, Row};
use app::opportunities::rates::{self, NewRate, Rate, Saved};
use app::{Ctx, Error, Tx};
use axum::extract::{Path, Query};
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::kernel::Currency;
use domain::policy::{Action, Noun};
use domain::{Day, Refusal};
use maud::{Markup, html};
use serde::Deserialize;
use text::{Lang, fmt, t, tr};

/// The page.
pub const RATES: &str = "/settings/rates";
const FILE: &str = "/settings/rates/file";
const REMOVE: &str = "/settings/rates/{currency}/{on}/remove";
const API: &str = "/api/v1/rates";
const API_ONE: &str = "/api/v1/rates/{currency}/{on}";
/// The largest file of rates, in bytes.
const FILE_BYTES: usize = 16 << 20;
/// Rates entered at once by a program.
const AT_ONCE: usize = 10_000;
/// Faults of a file that are shown.
const FAULTS: usize = 20;

const RATE: &[Part] = &[
    part("currency", "string", "Three letters."),
    part("on", "date", "From this day on."),
    part("rate", "string", "Company units for one of it, as a decimal: `11.4512`."),
    maybe("source", "string", "Where it comes from."),
];
const ITEMS: &[Part] = &[part("items", "any[]", "Up to 10,000 of `currency`, `on`, `rate`: all are entered, or none.")];
const SAVED: &[Part] = &[
    part("created", "integer", "New ones."),
    part("changed", "integer", "Ones that stood otherwise."),
    part("unchanged", "integer", "Ones that stood so."),
];
const ASKED: &[Part] = &[maybe("currency", "string", "Only of this one.")];

/// These routes.
pub(super) fn routes() -> Routes {
    let noun = Noun::Rate;
    let list = Doc {
        summary: "Exchange rates by currency, the newest first.",
        query: ASKED,
        answer: RATE,
        is_list: true,
        ..Doc::default()
    };
    let enter =
        Doc { summary: "Enters rates; one of that day is replaced.", body: ITEMS, answer: SAVED, ..Doc::default() };
    let remove = Doc { summary: "Takes a rate away.", answer: RATE, ..Doc::default() };
    Routes::new()
        .page(RATES, noun, page)
        .action(RATES, noun, enter_one)
        .upload(FILE, noun, FILE_BYTES, enter_file)
        .action(REMOVE, noun, remove_one)
        .api(Method::GET, API, noun, list, read_all)
        .api(Method::POST, API, noun, enter, enter_all)
        .api(Method::DELETE, API_ONE, noun, remove, remove_by_program)
}

/// What the page is drawn again with.
#[derive(Default)]
struct Again {
    typed: Fields,
    /// A file was at fault, not the form of one rate.
    is_file: bool,
}

async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, &Again::default(), &Faults::none())).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, again: &Again, faults: &Faults) -> app::Result<Markup> {
    head(ctx, frame, RATES);
    let lang = frame.lang;
    let all = rates::list(ctx, tx, None)?;
    let may = ctx.can(Action::Edit, Noun::Rate);
    let none = Faults::none();
    let (of_one, of_file) = if again.is_file { (&none, faults) } else { (faults, &none) };
    let explained = tr(lang, "rate-explained", &[("currency", ctx.company.currency.code().into())]);
    Ok(content(
        true,
        html! {
            (section(&t(lang, "settings-rates"), None, html! {
                div class="stack" {
                    p class="soft" { (explained) }
                    @if all.is_empty() { p { (t(lang, "rate-empty")) } } @else { (standing(frame, &all, may)) }
                }
            }))
            @if may {
                (section(&t(lang, "rate-new"), None, one_form(ctx, frame, &again.typed, of_one)))
                (section(&t(lang, "rate-file"), None, file_form(frame, of_file)))
            }
        },
    ))
}

fn standing(frame: &PageFrame, all: &[Rate], may: bool) -> Markup {
    let lang = frame.lang;
    let mut columns = vec![
        Column::text(t(lang, "field-currency")),
        Column::text(t(lang, "rate-from")),
        Column::number(t(lang, "rate-rate")),
        Column::text(t(lang, "field-source")),
    ];
    if may {
        columns.push(Column::default());
    }
    let row = |rate: &Rate| {
        let decimals = rate.rate.split_once('.').map_or(0, |(_, part)| part.len());
        let figure = fmt::decimal_text(lang, &rate.rate, decimals).unwrap_or_else(|| rate.rate.clone());
        let source = if rate.source == "manual" { t(lang, "rate-by-hand").into_owned() } else { rate.source.clone() };
        let mut cells = vec![
            html! { (rate.currency.code()) },
            html! { (shown::day(lang, rate.on)) },
            html! { (figure) },
            html! { (source) },
        ];
        if may {
            let action = REMOVE.replace("{currency}", rate.currency.code()).replace("{on}", &rate.on.to_string());
            cells.push(form::post(&frame.csrf, &action, &[], "plain", html! { (t(lang, "action-remove")) }));
        }
        Row { id: format!("{}-{}", rate.currency, rate.on), cells, ..Row::default() }
    };
    table::plain(&columns, &all.iter().map(row).collect::<Vec<_>>())
}

fn one_form(ctx: &Ctx, frame: &PageFrame, typed: &Fields, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let form = Form {
        action: RATES.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "rate-enter").into_owned(),
        errors: faults.beside(&["currency", "on", "rate"]),
        ..Form::default()
    };
    let today = typed.some("on").unwrap_or_else(|| ctx.today.to_string());
    let hint = tr(lang, "rate-hint", &[("currency", ctx.company.currency.code().into())]);
    let fields = [
        Field::new("currency", t(lang, "field-currency"), Kind::Text).value(typed.raw("currency")),
        Field::new("on", t(lang, "rate-from"), Kind::Day).value(today),
        Field::new("rate", t(lang, "rate-rate"), Kind::Number).value(typed.raw("rate")).hint(hint),
    ];
    let fields = fields.map(|field| {
        let error = faults.of(&field.name);
        field.required().autocomplete("off").error(error)
    });
    form::form(lang, &form, &fields)
}

fn file_form(frame: &PageFrame, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let form = Form {
        action: FILE.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "rate-load").into_owned(),
        files: true,
        errors: faults.beside(&["files"]),
        ..Form::default()
    };
    let field = Field::new("files", t(lang, "rate-file-choose"), Kind::File(".csv,.txt,.gz,.xlsx"))
        .hint(t(lang, "rate-file-hint"))
        .required()
        .error(faults.of("files"));
    form::form(lang, &form, &[field])
}

fn told(lang: Lang, saved: Saved) -> String {
    let args =
        [("created", saved.created.into()), ("changed", saved.changed.into()), ("unchanged", saved.unchanged.into())];
    tr(lang, "rate-saved", &args)
}

async fn enter_one(posted: Posted) -> Answer {
    let Posted { signed, fields: typed } = posted;
    let sent = typed.clone();
    let saved = signed
        .write(move |ctx, tx| {
            let on: Option<Day> = sent.parsed("on");
            let wrong = || Refusal::new("refusal-value-wrong").at("on").with("value", sent.text("on"));
            let on = on.ok_or_else(wrong)?;
            let new = NewRate { currency: sent.text("currency"), on, rate: fields::figure(&sent.text("rate")) };
            rates::save(ctx, tx, &[new], "manual")
        })
        .await;
    match saved {
        Ok(saved) => signed.done(RATES, Some(&Toast::said(told(signed.lang, saved)))),
        Err(fault) => {
            let again = Again { typed, is_file: false };
            signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, &again, faults)).await
        }
    }
}

/// A file is entered whole or not at all; its faults are said with their lines.
async fn enter_file(uploaded: Uploaded) -> Answer {
    let Uploaded { signed, mut parts } = uploaded;
    let sent = crate::imports::sent(&mut parts).await?;
    let lang = signed.lang;
    let saved = signed
        .write(move |ctx, tx| {
            ctx.may(Action::Edit, Noun::Rate)?;
            let Some((name, bytes)) = sent.files.first() else {
                return Err(Refusal::new("refusal-no-files").at("files").into());
            };
            let read = rates::read(name, bytes)?;
            let checked = read.rates.iter().filter_map(|(line, new)| Some((*line, rates::check(ctx, new).err()?)));
            let mut faults: Vec<(u64, Refusal)> = read.rejected.iter().cloned().chain(checked).collect();
            faults.sort_by_key(|(line, _)| *line);
            if !faults.is_empty() {
                let of = |(line, refusal): &(u64, Refusal)| {
                    Refusal::new("refusal-rate-line").with("line", line).with("reason", said(lang, refusal))
                };
                return Err(Error::Refused(faults.iter().take(FAULTS).map(of).collect()));
            }
            let new: Vec<NewRate> = read.rates.into_iter().map(|(_, new)| new).collect();
            rates::save(ctx, tx, &new, name)
        })
        .await;
    match saved {
        Ok(saved) => signed.done(RATES, Some(&Toast::said(told(lang, saved)))),
        Err(fault) => {
            let again = Again { typed: Fields::default(), is_file: true };
            signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, &again, faults)).await
        }
    }
}

fn key(currency: &str, on: &str) -> Result<(Currency, Day), Error> {
    let on = on.parse().map_err(|_| Error::NotFound)?;
    Ok((Currency::new(currency).ok_or(Error::NotFound)?, on))
}

async fn remove_one(Path((currency, on)): Path<(String, String)>, posted: Posted) -> Answer {
    let (currency, on) = key(&currency, &on)?;
    let signed = posted.signed;
    let gone = signed.write(move |ctx, tx| rates::remove(ctx, tx, currency, on)).await?;
    let said = tr(signed.lang, "rate-removed", &[("currency", gone.currency.as_str().into())]);
    let undo = vec![
        ("currency".to_owned(), gone.currency),
        ("on".to_owned(), gone.on.to_string()),
        ("rate".to_owned(), gone.rate),
    ];
    signed.done(RATES, Some(&Toast { undo: Some((RATES.to_owned(), undo)), ..Toast::said(said) }))
}

#[derive(Deserialize)]
struct Only {
    #[serde(default)]
    currency: Option<String>,
}

async fn read_all(caller: Caller, Query(only): Query<Only>) -> Answer {
    let unknown = |code: &str| Refusal::new("refusal-currency-unknown").at("currency").with("currency", code);
    let currency = match only.currency.as_deref().filter(|code| !code.is_empty()) {
        Some(code) => Some(Currency::new(code).ok_or_else(|| unknown(code))?),
        None => None,
    };
    Ok(json(&caller.read(move |ctx, tx| rates::list(ctx, tx, currency)).await?))
}

#[derive(Deserialize)]
struct Items {
    items: Vec<NewRate>,
}

async fn enter_all(caller: Caller, Body(sent): Body<Items>) -> Answer {
    if sent.items.len() > AT_ONCE {
        return Err(Refusal::new("refusal-limit-range").at("items").with("limit", AT_ONCE).into());
    }
    let saved = caller
        .write(move |ctx, tx| {
            ctx.may(Action::Edit, Noun::Rate)?;
            let fault = |(at, new): (usize, &NewRate)| {
                let refusal = rates::check(ctx, new).err()?;
                let field = format!("items.{at}.{}", refusal.field.as_deref().unwrap_or_default());
                Some(refusal.at(&field))
            };
            let faults: Vec<Refusal> = sent.items.iter().enumerate().filter_map(fault).collect();
            if faults.is_empty() { rates::save(ctx, tx, &sent.items, "api") } else { Err(Error::Refused(faults)) }
        })
        .await?;
    Ok((StatusCode::OK, json(&saved)).into_response())
}

async fn remove_by_program(caller: Caller, Path((currency, on)): Path<(String, String)>) -> Answer {
    let (currency, on) = key(&currency, &on)?;
    Ok(json(&caller.write(move |ctx, tx| rates::remove(ctx, tx, currency, on)).await?))
}
