//! The address that strangers send a form to: its page, what they send, and the thanks.

use super::{THANKS, door, open_href, sent};
use crate::State;
use crate::errors::{Answer, Failure, Faults};
use crate::fields::Fields;
use crate::request::Request as Current;
use crate::ui::field::{self, Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout;
use crate::{api, security};
use app::Error;
use app::ctx::Who;
use app::lead_forms::{OpenForm, Taken, commands, queries};
use axum::extract::{Path, Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::custom_fields::{CustomField, FieldKind};
use domain::lead_forms::{Asked, CONSENT, LeadForm, TOKEN, TRAP, longest, origin_of};
use maud::{Markup, html};
use serde_json::json;
use text::{Lang, t};

/// Characters of what was typed that are shown again, where the field has no length of its own.
const MOST_SHOWN: usize = 2000;
/// How long a browser may remember what another site may send, in seconds.
const REMEMBERED: &str = "600";

async fn found(state: &State, key: String) -> Result<OpenForm, Failure> {
    Ok(state.blocking(move |house| queries::open(house, &key)).await?)
}

/// The form's own page.
pub(super) async fn page(Path(key): Path<String>, Shared(state): Shared<State>) -> Answer {
    let form = found(&state, key).await?;
    Ok(drawn(&form, &Fields::default(), &Faults::none(), StatusCode::OK))
}

fn drawn(open: &OpenForm, typed: &Fields, faults: &Faults, status: StatusCode) -> Response {
    let OpenForm { form, own } = open;
    let request = Current::current();
    let lang = request.lang;
    let mut shown: Vec<&str> = form.fields.iter().map(|asked| asked.field.as_str()).collect();
    let mut fields: Vec<Field> = form.fields.iter().map(|asked| field_of(lang, asked, own, typed, faults)).collect();
    // Ticked by nobody but the visitor.
    fields.extend(form.consent.as_ref().map(|words| {
        let value = if typed.is_ticked(CONSENT) { "1" } else { "" };
        Field::new(CONSENT, words, Kind::Check).value(value).error(faults.of(CONSENT))
    }));
    shown.push(CONSENT);
    shown.push(TRAP);
    let token = typed.some(TOKEN).unwrap_or_else(app::users::random_token);
    let about = Form { errors: faults.beside(&shown), ..Form::default() };
    let trap = Field::new(TRAP, t(lang, "form-trap"), Kind::Text)
        .value(typed.raw(TRAP))
        .autocomplete("off")
        .error(faults.of(TRAP));
    let is_sprung = trap.error.is_some();
    let body = html! {
        section class="card" data-plain {
            h1 { (form.name) }
            form class="form" method="post" action=(open_href(&form.key)) accept-charset="utf-8" novalidate[!faults.is_empty()] {
                input type="hidden" name=(TOKEN) value=(token);
                (form::faults(lang, &about, &fields))
                @for one in &fields { (field::field(lang, one)) }
                // Seen only by who fills in everything, or was taken for one.
                div class=[(!is_sprung).then_some("hide")] aria-hidden=[(!is_sprung).then_some("true")] {
                    @if is_sprung { (field::field(lang, &trap)) } @else {
                        label { (trap.label) input type="text" name=(TRAP) tabindex="-1" autocomplete="off" value=""; }
                    }
                }
                div class="buttons" { button class="button primary" { (t(lang, "form-send")) } }
            }
        }
    };
    let page = layout::bare(lang, request.theme, &form.name, false, body);
    with_policy(form, (status, page).into_response())
}

fn field_of(lang: Lang, asked: &Asked, own: &[&'static CustomField], typed: &Fields, faults: &Faults) -> Field {
    let field = own.iter().find(|own| own.key == asked.field);
    let (kind, fill) = match asked.field.as_str() {
        _ if field.is_some() => (field.map_or(Kind::Text, |field| asking(lang, field)), "off"),
        "email" => (Kind::Email, "email"),
        "description" => (Kind::LongText, "off"),
        "employees" => (Kind::Number, "off"),
        "name" => (Kind::Text, "name"),
        "first_name" => (Kind::Text, "given-name"),
        "last_name" => (Kind::Text, "family-name"),
        "company" => (Kind::Text, "organization"),
        "title" => (Kind::Text, "organization-title"),
        "phone" => (Kind::Text, "tel"),
        "website" => (Kind::Text, "url"),
        "street" => (Kind::Text, "street-address"),
        "postal_code" => (Kind::Text, "postal-code"),
        "city" => (Kind::Text, "address-level2"),
        "region" => (Kind::Text, "address-level1"),
        "country" => (Kind::Text, "country-name"),
        _ => (Kind::Text, "off"),
    };
    let most = longest(&asked.field).unwrap_or(MOST_SHOWN);
    let field = Field::new(&asked.field, label(lang, &asked.field, own), kind)
        .value(typed.all(&asked.field).join(" ").chars().take(most).collect::<String>())
        .autocomplete(fill)
        .error(faults.of(&asked.field));
    let hint = own.iter().find(|own| own.key == asked.field).and_then(|own| own.help.clone());
    let field = if let Some(hint) = hint { field.hint(hint) } else { field };
    if asked.is_required { field.required() } else { field }
}

/// How a visitor is asked for a field of the company's own.
fn asking(lang: Lang, own: &CustomField) -> Kind {
    let none = || (String::new(), t(lang, "word-not-set").into_owned());
    let offered = own.choices.iter().filter(|choice| !choice.is_retired);
    let words = offered.map(|choice| (choice.key.clone(), choice.label.clone()));
    match own.kind {
        FieldKind::Number => Kind::Number,
        FieldKind::Date => Kind::Day,
        FieldKind::Choice => Kind::Choice(std::iter::once(none()).chain(words).collect()),
        FieldKind::MultiChoice => Kind::Several(vec![(String::new(), words.collect())]),
        FieldKind::YesNo => {
            let words = [("true", "word-yes"), ("false", "word-no")];
            let words = words.map(|(value, key)| (value.to_owned(), t(lang, key).into_owned()));
            Kind::Choice(std::iter::once(none()).chain(words).collect())
        }
        _ => Kind::Text,
    }
}

/// What a visitor reads a field called.
pub(super) fn label(lang: Lang, field: &str, own: &[&'static CustomField]) -> String {
    if let Some(own) = own.iter().find(|own| own.key == field) {
        return own.label.clone();
    }
    match field {
        "description" => t(lang, "form-message").into_owned(),
        // Of a person, which some languages call otherwise than that of a company.
        "name" => t(lang, "form-name").into_owned(),
        _ => t(lang, &format!("field-{field}")).into_owned(),
    }
}

/// A form that leads on to another site may go there: browsers ask the policy of the page that it was sent from.
fn with_policy(form: &LeadForm, mut answer: Response) -> Response {
    if let Some(site) = form.redirect_url.as_deref().and_then(origin_of) {
        let policy = security::POLICY.replace("form-action 'self'", &format!("form-action 'self' {site}"));
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    answer
}

/// What a stranger sends. Answers success only when the lead is stored.
pub(super) async fn submit(Path(key): Path<String>, Shared(state): Shared<State>, request: Request) -> Response {
    let headers = request.headers().clone();
    let is_program = sent::told_to(&headers);
    let open = match found(&state, key).await {
        Ok(open) => open,
        Err(failure) => return failure.into_response(),
    };
    let origin = match door::origin(&state, &open.form, &headers) {
        Ok(origin) => origin,
        Err(failure) => return failure.into_response(),
    };
    let answer = taken(&state, &open, request, is_program).await.unwrap_or_else(|answer| answer);
    allowed(answer, origin.as_deref())
}

async fn taken(state: &State, open: &OpenForm, request: Request, is_program: bool) -> Result<Response, Response> {
    let form = &open.form;
    door::turn(state, form, door::address(state, &request)).map_err(IntoResponse::into_response)?;
    let mut pairs = sent::read(request).await?;
    if !pairs.iter().any(|(name, _)| name == TOKEN)
        && let Some(key) = Current::current().idempotency_key
    {
        pairs.push((TOKEN.to_owned(), key));
    }
    match stored(state, open, &pairs).await {
        Ok(taken) if is_program => {
            let status = if taken.is_repeated { StatusCode::OK } else { StatusCode::CREATED };
            let told = json!({ "accepted": true, "repeated": taken.is_repeated, "thanks": form.thanks });
            Ok((status, api::json(&told)).into_response())
        }
        Ok(_) => {
            let thanks = THANKS.replace("{key}", &form.key);
            Ok(Redirect::to(form.redirect_url.as_deref().unwrap_or(&thanks)).into_response())
        }
        Err(Error::Refused(refusals)) if !is_program => {
            let faults = Faults::new(Current::current().lang, refusals);
            Ok(drawn(open, &Fields::from(pairs), &faults, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(Failure::from(error).into_response()),
    }
}

/// What was sent, read and stored, together with what others send at the same moment.
async fn stored(state: &State, open: &OpenForm, pairs: &[(String, String)]) -> app::Result<Taken> {
    let sent = commands::read(open, pairs)?;
    state.strangers().done(state, (), sent, Who::Console, commands::take).await
}

/// Says that another site's page may read the answer.
fn allowed(mut answer: Response, origin: Option<&str>) -> Response {
    let headers = answer.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = origin.and_then(|origin| HeaderValue::from_str(origin).ok()) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("retry-after"));
    }
    answer
}

/// What a browser asks before another site's script may send JSON.
pub(super) async fn preflight(Path(key): Path<String>, Shared(state): Shared<State>, headers: HeaderMap) -> Answer {
    let open = found(&state, key).await?;
    let origin = door::origin(&state, &open.form, &headers)?;
    let mut answer = allowed(StatusCode::NO_CONTENT.into_response(), origin.as_deref());
    let told = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, Method::POST.as_str()),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type, idempotency-key"),
        (header::ACCESS_CONTROL_MAX_AGE, REMEMBERED),
    ];
    for (name, value) in told {
        if let Ok(value) = HeaderValue::from_str(value) {
            answer.headers_mut().insert(name, value);
        }
    }
    Ok(answer)
}

/// The thanks.
pub(super) async fn thanks(Path(key): Path<String>, Shared(state): Shared<State>) -> Answer {
    let form = found(&state, key).await?;
    let request = Current::current();
    let body = html! {
        section class="card" role="status" {
            h1 { (t(request.lang, "form-thanks-title")) }
            p class="prose" { (words(request.lang, &form.form)) }
        }
    };
    Ok(layout::bare(request.lang, request.theme, &form.form.name, false, body).into_response())
}

fn words(lang: Lang, form: &LeadForm) -> Markup {
    let said = form.thanks.clone().unwrap_or_else(|| t(lang, "form-thanks").into_owned());
    html! { @for line in said.lines() { (line) br; } }
}
