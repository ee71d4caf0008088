//! Forms for programs: reading them, making them, changing them.

use super::open_href;
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, id, instant, json};
use crate::errors::Answer;
use crate::records::Values;
use crate::records::shape::values_of;
use crate::records::{matched, tagged};
use crate::routes::Routes;
use app::lead_forms::{LeadFormView, commands, queries};
use app::{Ctx, Tx};
use axum::extract::Path;
use axum::http::{HeaderMap, Method, StatusCode};
use domain::Refusal;
use domain::kernel::id::LeadFormId;
use domain::lead_forms::LeadForm;
use domain::policy::Noun;
use serde_json::json;

const ALL: &str = "/api/v1/lead-forms";
const ONE: &str = "/api/v1/lead-forms/{id}";

const VIEW: &[Part] = &[
    part("id", "uuid", "The form."),
    part("name", "string", "Its name, and the title of its page."),
    part("key", "string", "The last part of its address."),
    part("path", "string", "Where strangers send it: HTML forms and JSON."),
    part("source", "string", "Where its leads come from."),
    part("campaign", "string", "The campaign of leads that bring none."),
    part("landing_page", "string", "The landing page of leads that bring none."),
    part("fields", "any[]", "What it asks: `field` and `is_required`."),
    part("consent", "string", "The words beside a box by which visitors consent to e-mails; null asks nobody."),
    part("thanks", "string", "What is said to whoever sent it."),
    part("redirect_url", "string", "Where they are led instead."),
    part("origins", "string[]", "Sites whose pages may send it; `*` is every site."),
    part("per_minute", "integer", "Submissions it takes a minute."),
    part("per_address", "integer", "Submissions it takes a minute from one address."),
    part("is_active", "boolean", "Whether it takes any."),
    part("submissions", "integer", "Submissions that were taken."),
    part("last_at", "date-time", "When the last one came."),
    part("version", "integer", "Its version."),
];
const FIELDS: &[Part] = &[
    maybe("name", "string", "Needed for a new one."),
    maybe("key", "string", "Small letters, digits and hyphens; made from the name where it is left out."),
    maybe("source", "string", "Where its leads come from; `web_form` where it is left out."),
    maybe("campaign", "string", "The campaign of leads that bring none."),
    maybe("landing_page", "string", "The landing page of leads that bring none."),
    maybe("fields", "any[]", "What it asks: `field` and `is_required`."),
    maybe(
        "consent",
        "string",
        "The words beside a box, not ticked, by which visitors consent to e-mails (`consent_email`).",
    ),
    maybe("thanks", "string", "What is said to whoever sent it."),
    maybe("redirect_url", "string", "Where they are led instead, by http or https."),
    maybe("origins", "string[]", "Sites whose pages may send it: `https://www.example.com`."),
    maybe("per_minute", "integer", "From 1 to 100,000."),
    maybe("per_address", "integer", "From 1 to 100,000."),
    maybe("is_active", "boolean", "Whether it takes any."),
];

/// These routes.
pub(super) fn routes() -> Routes {
    let noun = Noun::Pipeline;
    let doc = |summary, body| Doc { summary, body, answer: VIEW, ..Doc::default() };
    let list = Doc { is_list: true, ..doc("Web-to-lead forms, by name.", &[]) };
    Routes::new()
        .api(Method::GET, ALL, noun, list, all)
        .api(Method::POST, ALL, noun, doc("Makes a form.", FIELDS).made(), create)
        .api(Method::GET, ONE, noun, doc("A form.", &[]), one)
        .api(Method::PATCH, ONE, noun, doc("Changes a form.", FIELDS).conditional(), change)
}

fn values(view: &LeadFormView) -> app::Result<Values> {
    let mut values = values_of(view)?;
    values.insert("path".to_owned(), json!(open_href(&view.form.key)));
    values.insert("last_at".to_owned(), json!(view.last_at.map(instant)));
    Ok(values)
}

fn seen(ctx: &Ctx, tx: &mut Tx<'_>, id: LeadFormId) -> app::Result<Values> {
    values(&queries::one(ctx, tx, id)?)
}

async fn all(caller: Caller) -> Answer {
    let all = caller.read(|ctx, tx| queries::all(ctx, tx)?.iter().map(values).collect::<app::Result<Vec<_>>>()).await?;
    Ok(json(&all))
}

async fn one(caller: Caller, Path(key): Path<String>) -> Answer {
    let key: LeadFormId = id(&key)?;
    let values = caller.read(move |ctx, tx| seen(ctx, tx, key)).await?;
    Ok(tagged(StatusCode::OK, &values))
}

/// A form with the values that a program sent.
fn with(form: &LeadForm, sent: Values) -> app::Result<LeadForm> {
    let mut all = values_of(form)?;
    for (name, value) in sent {
        if name == "version" || name == "id" || !all.contains_key(&name) {
            return Err(Refusal::new("refusal-form-field").at(&name).into());
        }
        all.insert(name, value);
    }
    let read = serde_json::from_value(serde_json::Value::Object(all));
    Ok(read.map_err(|fault| Refusal::new("error-body").with("fault", fault))?)
}

async fn create(caller: Caller, Body(new): Body<Values>) -> Answer {
    let values = caller
        .write(move |ctx, tx| {
            let id = commands::create(ctx, tx, with(&LeadForm::default(), new)?)?;
            seen(ctx, tx, id)
        })
        .await?;
    Ok(tagged(StatusCode::CREATED, &values))
}

async fn change(caller: Caller, Path(key): Path<String>, headers: HeaderMap, Body(new): Body<Values>) -> Answer {
    let (key, version): (LeadFormId, _) = (id(&key)?, matched(&headers)?);
    let values = caller
        .write(move |ctx, tx| {
            commands::change(ctx, tx, key, version, |form| {
                *form = with(form, new)?;
                Ok(())
            })?;
            seen(ctx, tx, key)
        })
        .await?;
    Ok(tagged(StatusCode::OK, &values))
}
