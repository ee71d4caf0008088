//! Webhooks for programs: registering addresses, what they were told, telling it again.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, id, instant, json};
use crate::errors::{Answer, Failure};
use crate::records::Values;
use crate::records::shape::values_of;
use crate::records::{matched, tagged};
use crate::routes::Routes;
use app::webhooks::{self, Attempt, Delivery, ShownOnce, WebhookView, commands, message_id, queries};
use app::{Ctx, Tx};
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, Method, StatusCode};
use domain::kernel::id::{EventId, WebhookId};
use domain::policy::{Action, Noun};
use domain::webhooks::{OVERLAP_HOURS, Webhook};
use domain::{Instant, Refusal};
use serde::Deserialize;
use serde_json::{Value as Json, json};

const ALL: &str = "/api/v1/webhooks";
const ONE: &str = "/api/v1/webhooks/{id}";
const SECRET: &str = "/api/v1/webhooks/{id}/secret";
const TESTS: &str = "/api/v1/webhooks/{id}/tests";
const REPLAYS: &str = "/api/v1/webhooks/{id}/replays";
const MESSAGES: &str = "/api/v1/webhooks/{id}/messages";
const AGAIN: &str = "/api/v1/webhooks/{id}/messages/{message}/again";
const SKIP: &str = "/api/v1/webhooks/{id}/messages/{message}/skip";
/// Messages of a page where nothing is said.
const SHOWN: i64 = 50;

const VIEW: &[Part] = &[
    part("id", "uuid", "The webhook."),
    part("url", "string", "The address."),
    part("description", "string", "What it is for."),
    part("events", "string[]", "What is told: kinds of records (`lead`), or what happens to them (`opportunity.won`)."),
    part("user", "uuid", "With whose eyes: what this user may not see is not told."),
    part("user_name", "string", "Their name."),
    part("is_active", "boolean", "Whether it is told anything."),
    part("fault", "any", "What is in the way, or why it was paused: `code`, `args`."),
    part("waiting", "integer", "Messages that wait."),
    part("again_at", "date-time", "When the one that failed is tried again."),
    part("overlap_until", "date-time", "Until when the secret before signs too."),
    part("last_at", "date-time", "When it took a message last."),
    part("version", "integer", "Its version."),
];
const FIELDS: &[Part] = &[
    maybe(
        "url",
        "string",
        "Needed for a new one: by https; by http only where whoever runs the product named the host.",
    ),
    maybe("description", "string", "What it is for."),
    maybe("events", "string[]", "What is told; everything where it is empty."),
    maybe("user", "uuid", "With whose eyes; your own where it is left out."),
    maybe("is_active", "boolean", "Whether it is told anything."),
];
const MADE: &[Part] = &[part("id", "uuid", "The webhook."), part("secret", "string", "`whsec_…`, shown this once.")];
const OVERLAP: &[Part] =
    &[maybe("overlap_hours", "integer", "For how long the secret before signs too: 0 to 168, else 24.")];
const FROM: &[Part] = &[part("from", "date-time", "Everything since then is told again.")];
const SENT: &[Part] = &[part("message", "string", "The id of the message.")];
const NOTHING: &[Part] = &[];
const MESSAGE: &[Part] = &[
    part("id", "string", "The message: `webhook-id`."),
    part("type", "string", "What happened: `opportunity.won`."),
    part("record", "uuid", "To which record."),
    part("at", "date-time", "When."),
    part("state", "string", "`waiting`, `delivered`, `failed`, `skipped`, `withheld`."),
    part("attempts", "any[]", "Tries, the latest first: `at`, `millis`, `status`, `answer`, `fault`."),
];
const WHICH: &[Part] = &[
    maybe("state", "string", "Only those in this state."),
    maybe("before", "string", "Only those before this message."),
    maybe("limit", "integer", "At most so many, up to 200; else 50."),
];

/// These routes.
pub(super) fn routes() -> Routes {
    let noun = Noun::Webhook;
    let doc = |summary, body, answer| Doc { summary, body, answer, ..Doc::default() };
    let list = Doc { is_list: true, ..doc("Addresses that are told what happens.", NOTHING, VIEW) };
    let messages = Doc {
        query: WHICH,
        is_list: true,
        ..doc("What an address was told and is to be told, the latest first.", NOTHING, MESSAGE)
    };
    Routes::new()
        .api(Method::GET, ALL, noun, list, all)
        .api(Method::POST, ALL, noun, doc("Registers an address.", FIELDS, MADE).made(), create)
        .api(Method::GET, ONE, noun, doc("An address.", NOTHING, VIEW), one)
        .api(
            Method::PATCH,
            ONE,
            noun,
            doc("Changes an address, pauses it, lets it go on.", FIELDS, VIEW).conditional(),
            change,
        )
        .api(Method::DELETE, ONE, noun, doc("Tells an address nothing more.", NOTHING, NOTHING), remove)
        .api(Method::POST, SECRET, noun, doc("A new secret.", OVERLAP, MADE), rotate)
        .api(Method::POST, TESTS, noun, doc("Sends a message that says nothing.", NOTHING, SENT), test)
        .api(Method::POST, REPLAYS, noun, doc("Tells again what happened since an instant.", FROM, VIEW), replay)
        .api(Method::GET, MESSAGES, noun, messages, told)
        .api(Method::POST, AGAIN, noun, doc("Sends a message again.", NOTHING, SENT), again)
        .api(Method::POST, SKIP, noun, doc("Does not send a message that waits or was given up.", NOTHING, SENT), skip)
}

fn values(view: &WebhookView) -> app::Result<Values> {
    let mut values = values_of(view)?;
    let at = |at: Option<Instant>| json!(at.map(instant));
    values.insert("again_at".to_owned(), at(view.again_at));
    values.insert("overlap_until".to_owned(), at(view.overlap_until));
    values.insert("last_at".to_owned(), at(view.last_at));
    Ok(values)
}

fn seen(ctx: &Ctx, tx: &mut Tx<'_>, id: WebhookId) -> app::Result<Values> {
    values(&queries::one(ctx, tx, id)?)
}

fn made(status: StatusCode, made: &ShownOnce) -> Answer {
    let mut answer = json(&json!({ "id": made.id, "secret": made.secret }));
    *answer.status_mut() = status;
    Ok(answer)
}

async fn all(caller: Caller) -> Answer {
    let all = caller.read(|ctx, tx| queries::all(ctx, tx)?.iter().map(values).collect::<app::Result<Vec<_>>>()).await?;
    Ok(json(&all))
}

async fn one(caller: Caller, Path(key): Path<String>) -> Answer {
    let key: WebhookId = id(&key)?;
    let values = caller.read(move |ctx, tx| seen(ctx, tx, key)).await?;
    Ok(tagged(StatusCode::OK, &values))
}

/// Fields that a program may set.
const SET: [&str; 5] = ["url", "description", "events", "user", "is_active"];

/// An address with the values that a program sent.
fn with(webhook: &Webhook, sent: Values) -> app::Result<Webhook> {
    let mut all = values_of(webhook)?;
    for (name, value) in sent {
        if !SET.contains(&name.as_str()) {
            let unknown = Refusal::new("refusal-field-unknown").at(&name).with("field", &name);
            return Err(unknown.with("known", SET.join(", ")).into());
        }
        all.insert(name, value);
    }
    let read = serde_json::from_value(Json::Object(all));
    Ok(read.map_err(|fault| Refusal::new("error-body").with("fault", fault))?)
}

/// Whether we may reach an address that was sent, asked before anything is written by whoever may.
async fn judged(caller: &Caller, action: Action, sent: &Values) -> Result<(), Failure> {
    caller.read(move |ctx, _| ctx.may(action, Noun::Webhook).map(drop)).await?;
    if let Some(url) = sent.get("url").and_then(Json::as_str).map(str::to_owned) {
        caller.state.blocking(move |house| commands::judge(house, &url)).await?;
    }
    Ok(())
}

async fn create(caller: Caller, Body(new): Body<Values>) -> Answer {
    judged(&caller, Action::Create, &new).await?;
    let shown = caller.write(move |ctx, tx| commands::create(ctx, tx, with(&Webhook::default(), new)?)).await?;
    made(StatusCode::CREATED, &shown)
}

async fn change(caller: Caller, Path(key): Path<String>, headers: HeaderMap, Body(new): Body<Values>) -> Answer {
    let (key, version): (WebhookId, _) = (id(&key)?, matched(&headers)?);
    judged(&caller, Action::Edit, &new).await?;
    let values = caller
        .write(move |ctx, tx| {
            commands::change(ctx, tx, key, version, |webhook| {
                *webhook = with(webhook, new)?;
                Ok(())
            })?;
            seen(ctx, tx, key)
        })
        .await?;
    Ok(tagged(StatusCode::OK, &values))
}

async fn remove(caller: Caller, Path(key): Path<String>) -> Answer {
    let key: WebhookId = id(&key)?;
    caller.write(move |ctx, tx| commands::remove(ctx, tx, key)).await?;
    Ok(json(&json!({})))
}

#[derive(Deserialize)]
struct Rotation {
    overlap_hours: Option<i64>,
}

async fn rotate(caller: Caller, Path(key): Path<String>, Body(asked): Body<Rotation>) -> Answer {
    let key: WebhookId = id(&key)?;
    let hours = asked.overlap_hours.unwrap_or(OVERLAP_HOURS);
    let shown = caller.write(move |ctx, tx| commands::rotate(ctx, tx, key, hours)).await?;
    made(StatusCode::OK, &shown)
}

async fn test(caller: Caller, Path(key): Path<String>) -> Answer {
    let key: WebhookId = id(&key)?;
    let event = caller.write(move |ctx, tx| commands::test(ctx, tx, key)).await?;
    Ok(json(&json!({ "message": message_id(event) })))
}

#[derive(Deserialize)]
struct Replay {
    from: String,
}

async fn replay(caller: Caller, Path(key): Path<String>, Body(asked): Body<Replay>) -> Answer {
    let key: WebhookId = id(&key)?;
    let values = caller
        .write(move |ctx, tx| {
            let from = webhooks::instant(ctx, &asked.from)?;
            commands::replay(ctx, tx, key, from)?;
            seen(ctx, tx, key)
        })
        .await?;
    Ok(json(&values))
}

#[derive(Deserialize)]
struct Which {
    state: Option<String>,
    before: Option<String>,
    limit: Option<i64>,
}

async fn told(caller: Caller, Path(key): Path<String>, Query(which): Query<Which>) -> Answer {
    let key: WebhookId = id(&key)?;
    let before = which.before.as_deref().map(message).transpose()?;
    let limit = which.limit.unwrap_or(SHOWN);
    let found =
        caller.read(move |ctx, tx| queries::deliveries(ctx, tx, key, which.state.as_deref(), before, limit)).await?;
    Ok(json(&found.iter().map(shown).collect::<Vec<_>>()))
}

fn shown(one: &Delivery) -> Json {
    let attempt = |attempt: &Attempt| {
        json!({
            "at": instant(attempt.at),
            "millis": attempt.millis,
            "status": attempt.status,
            "answer": attempt.answer,
            "fault": attempt.fault,
        })
    };
    json!({
        "id": message_id(one.event),
        "type": one.kind,
        "record": one.record,
        "at": instant(one.at),
        "state": one.state,
        "attempts": one.attempts.iter().map(attempt).collect::<Vec<_>>(),
    })
}

/// The entry of the history that a message is of.
fn message(text: &str) -> Result<EventId, Failure> {
    id(text.strip_prefix("evt_").unwrap_or(text))
}

async fn again(caller: Caller, Path((key, of)): Path<(String, String)>) -> Answer {
    let (key, event): (WebhookId, _) = (id(&key)?, message(&of)?);
    caller.write(move |ctx, tx| commands::again(ctx, tx, key, event)).await?;
    Ok(json(&json!({ "message": message_id(event) })))
}

async fn skip(caller: Caller, Path((key, of)): Path<(String, String)>) -> Answer {
    let (key, event): (WebhookId, _) = (id(&key)?, message(&of)?);
    caller.write(move |ctx, tx| commands::skip(ctx, tx, key, event)).await?;
    Ok(json(&json!({ "message": message_id(event) })))
}
