//! Fields for programs: reading them, defining them, changing them.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, id, json};
use crate::errors::Answer;
use crate::records::shape::values_of;
use crate::records::{Values, matched, tagged};
use crate::routes::Routes;
use app::custom_fields::{commands, queries};
use axum::extract::Path;
use axum::http::{HeaderMap, Method, StatusCode};
use domain::Refusal;
use domain::custom_fields::{CustomField, FieldChoice, FieldKind};
use domain::kernel::id::CustomFieldId;
use domain::policy::Noun;
use serde_json::Value as Json;

const ALL: &str = "/api/v1/fields";
const ONE: &str = "/api/v1/fields/{id}";

const VIEW: &[Part] = &[
    part("id", "uuid", "The field."),
    part(
        "noun",
        "string",
        "The kind of record that has it: `account`, `contact`, `lead`, `opportunity`, `product`, `activity`.",
    ),
    part("key", "string", "Its name in filters, columns, files and JSON; it begins with `x_` and never changes."),
    part("label", "string", "What people call it."),
    maybe("help", "string", "What is to be entered."),
    part(
        "kind",
        "string",
        "`text`, `number`, `money`, `date`, `choice`, `multi_choice`, `person`, `record`, `yes_no`, `link`.",
    ),
    part("choices", "any[]", "Its words: `key`, `label`, `is_retired`."),
    maybe("target", "string", "The kind of record it names."),
    part("decimals", "integer", "Decimals of its numbers."),
    part("is_required", "boolean", "Whether a new record must have a value, and keep one."),
    part("is_sensitive", "boolean", "Whether its values are for those alone who may see sensitive fields."),
    part("place", "integer", "Its place among the others."),
    part("is_retired", "boolean", "Whether it is shown and asked for no more; values stay."),
    part("version", "integer", "Its version."),
];
const FIELDS: &[Part] = &[
    maybe("noun", "string", "Needed for a new one; fixed."),
    maybe("key", "string", "Made from the label where it is left out; fixed."),
    maybe("label", "string", "Needed for a new one."),
    maybe("help", "string", "What is to be entered."),
    maybe("kind", "string", "Needed for a new one; fixed."),
    maybe("choices", "any[]", "Words, or `key`, `label`, `is_retired` of each; none may be left out later."),
    maybe("target", "string", "The kind of record it names; fixed."),
    maybe("decimals", "integer", "From 0 to 6; fixed."),
    maybe("is_required", "boolean", "Whether a new record must have a value, and keep one."),
    maybe(
        "is_sensitive",
        "boolean",
        "Whether its values are for those alone who may see sensitive fields; said only by one of them.",
    ),
    maybe("place", "integer", "Its place among the others."),
    maybe("is_retired", "boolean", "Whether it is shown and asked for no more; values stay."),
];

/// These routes.
pub(super) fn routes() -> Routes {
    let noun = Noun::Pipeline;
    let doc = |summary, body| Doc { summary, body, answer: VIEW, ..Doc::default() };
    let list = Doc { is_list: true, ..doc("The company's own fields, by kind of record and in their order.", &[]) };
    Routes::new()
        .api(Method::GET, ALL, noun, list, all)
        .api(Method::POST, ALL, noun, doc("Defines a field.", FIELDS).made(), create)
        .api(Method::GET, ONE, noun, doc("A field.", &[]), one)
        .api(
            Method::PATCH,
            ONE,
            noun,
            doc("Renames, orders or retires a field, or changes its words.", FIELDS).conditional(),
            change,
        )
}

async fn all(caller: Caller) -> Answer {
    let all = caller.read(|ctx, tx| Ok(queries::all(ctx, tx)?.all().to_vec())).await?;
    Ok(json(&all))
}

async fn one(caller: Caller, Path(key): Path<String>) -> Answer {
    let key: CustomFieldId = id(&key)?;
    let field = caller.read(move |ctx, tx| queries::one(ctx, tx, key)).await?;
    Ok(tagged(StatusCode::OK, &values_of(&field)?))
}

/// A field with the values that a program sent.
fn with(field: &CustomField, sent: Values) -> app::Result<CustomField> {
    let mut all = values_of(field)?;
    for (name, mut value) in sent {
        if name == "version" || name == "id" || !all.contains_key(&name) {
            let known = FIELDS.iter().map(|part| part.name).collect::<Vec<_>>().join(", ");
            return Err(Refusal::new("refusal-field-unknown")
                .at(&name)
                .with("field", &name)
                .with("known", known)
                .into());
        }
        if name == "choices" {
            value = words(value)?;
        }
        all.insert(name, value);
    }
    let wrong = |fault| Refusal::new("error-body").with("fault", fault);
    Ok(serde_json::from_value(Json::Object(all)).map_err(wrong)?)
}

/// Words, of which a program may give the labels alone.
fn words(value: Json) -> app::Result<Json> {
    let Json::Array(all) = value else { return Ok(value) };
    let word = |one: Json| match one {
        Json::String(label) => Ok(serde_json::to_value(FieldChoice::new(&label))?),
        other => Ok(other),
    };
    Ok(Json::Array(all.into_iter().map(word).collect::<app::Result<Vec<Json>>>()?))
}

async fn create(caller: Caller, Body(new): Body<Values>) -> Answer {
    let needed = |name: &str| match new.get(name) {
        Some(_) => None,
        None => Some(Refusal::new("refusal-value-missing").at(name)),
    };
    let missing: Vec<Refusal> = ["noun", "kind", "label"].into_iter().filter_map(needed).collect();
    if !missing.is_empty() {
        return Err(app::Error::Refused(missing).into());
    }
    let blank = CustomField::new(Noun::Account, FieldKind::Text, "");
    let field = caller.write(move |ctx, tx| commands::define(ctx, tx, with(&blank, new)?)).await?;
    Ok(tagged(StatusCode::CREATED, &values_of(&field)?))
}

async fn change(caller: Caller, Path(key): Path<String>, headers: HeaderMap, Body(new): Body<Values>) -> Answer {
    let (key, version): (CustomFieldId, _) = (id(&key)?, matched(&headers)?);
    let field = caller
        .write(move |ctx, tx| {
            let asked = with(&queries::one(ctx, tx, key)?, new)?;
            commands::change(ctx, tx, key, version, |field| *field = asked)
        })
        .await?;
    Ok(tagged(StatusCode::OK, &values_of(&field)?))
}
