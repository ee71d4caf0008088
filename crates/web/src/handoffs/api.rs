//! Hand-offs for programs: reading, offering, answering, the flow.

use super::flow::{Asked, span};
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, id, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::ctx::Who;
use app::handoffs::flow::{self, By};
use app::handoffs::{Accept, GiveBack, Offer, commands, queries};
use axum::extract::{Path, Query};
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::Refusal;
use domain::kernel::id::{HandoffId, PositionId};
use domain::policy::Noun;
use serde::Deserialize;

const ALL: &str = "/api/v1/handoffs";
const PREVIEW: &str = "/api/v1/handoffs/preview";
const ONE: &str = "/api/v1/handoffs/{id}";
const ACCEPT: &str = "/api/v1/handoffs/{id}/accept";
const RETURN: &str = "/api/v1/handoffs/{id}/return";
const WITHDRAW: &str = "/api/v1/handoffs/{id}/withdraw";
const REDIRECT: &str = "/api/v1/handoffs/{id}/redirect";
const FLOW: &str = "/api/v1/handoff-flow";

const PAGE: &[Part] = &[
    part("mine", "any[]", "Offers that wait for your answer."),
    part("offered", "any[]", "What you offered: what waits, and what came back."),
    part("waiting", "any[]", "What waits of others."),
    part("decided", "any[]", "What was answered, the latest first."),
];
const VIEW: &[Part] = &[
    part("id", "uuid", "The hand-off."),
    part("noun", "string", "`lead`, `account` or `opportunity`."),
    maybe("record", "uuid", "What passes, where you may see it."),
    part("name", "string", "Its name."),
    part("stage", "string", "The stage that the receiver is to work."),
    part("from", "any", "Who had it."),
    maybe("to", "any", "Who is to have it."),
    part("context", "any[]", "What is told along: `field`, `value`."),
    part("state", "string", "`offered`, `accepted`, `returned` or `withdrawn`."),
    part("outcome", "string", "How it ended or stands; also `late`, `quiet`, `expired`."),
    part("version", "integer", "Moves with every change."),
];
const OFFER: &[Part] = &[
    part("noun", "string", "`lead`, `account` or `opportunity`."),
    part("record", "uuid", "Which."),
    maybe("to", "uuid", "The position that is to have it; found by the rules where none is named."),
    maybe("stage", "string", "The stage that the receiver is to work."),
    maybe("note", "string", "What you add."),
];
const ACCEPTED: &[Part] = &[
    maybe("position", "uuid", "The position that takes it; the one it was offered to where none is named."),
    maybe("version", "integer", "The version it was read at."),
];
const RETURNED: &[Part] = &[
    part(
        "reason",
        "string",
        "`missing_information`, `not_qualified`, `wrong_receiver`, `no_capacity`, `duplicate`, `bad_timing` or `other`.",
    ),
    maybe("reply", "string", "What you add; needed for `other`."),
    maybe("version", "integer", "The version it was read at."),
];
const TO: &[Part] = &[part("to", "uuid", "The position it is offered to instead.")];
const BY: &[Part] = &[
    maybe("from", "date", "First day; a year before the last where none is given."),
    maybe("to", "date", "Last day, included; today where none is given."),
    maybe("by", "string", "`unit`, `position` or `reason`."),
];
const STREAMS: &[Part] = &[
    part("flows", "any[]", "`from`, `to`, `outcome`, `reason`, `count`."),
    part("total", "integer", "How many hand-offs."),
    part("pairs", "integer", "How many pairs of a sender and a receiver."),
    part("self_pairs", "integer", "Of them, those in which the work stayed where it was."),
];

pub(super) fn routes() -> Routes {
    let noun = Noun::Handoff;
    let all = Doc { summary: "Hand-offs that concern you, and those you may see.", answer: PAGE, ..Doc::default() };
    let one = Doc { summary: "One hand-off.", answer: VIEW, ..Doc::default() };
    let offer = Doc { summary: "Offers a record to somebody.", body: OFFER, answer: VIEW, ..Doc::default() };
    let accept = Doc { summary: "Accepts an offer.", body: ACCEPTED, answer: VIEW, ..Doc::default() };
    let back = Doc { summary: "Sends an offer back.", body: RETURNED, answer: VIEW, ..Doc::default() };
    let withdraw = Doc { summary: "Takes an offer back.", answer: VIEW, ..Doc::default() };
    let preview = Doc {
        summary: "To whom it would be offered, and what would be told; nothing happens.",
        body: OFFER,
        answer: VIEW,
        ..Doc::default()
    };
    let redirect = Doc { summary: "Offers it to somebody else.", body: TO, answer: VIEW, ..Doc::default() };
    let flow = Doc { summary: "How work flows and ends.", query: BY, answer: STREAMS, ..Doc::default() };
    Routes::new()
        .api(Method::GET, ALL, noun, all, page)
        .api(Method::POST, ALL, noun, offer.made(), made)
        .api(Method::POST, PREVIEW, noun, preview, previewed)
        .api(Method::GET, ONE, noun, one, read)
        .api(Method::POST, ACCEPT, noun, accept, accepted)
        .api(Method::POST, RETURN, noun, back, returned)
        .api(Method::POST, WITHDRAW, noun, withdraw, withdrawn)
        .api(Method::POST, REDIRECT, noun, redirect, redirected)
        .api(Method::GET, FLOW, noun, flow, flows)
}

async fn page(caller: Caller) -> Answer {
    Ok(json(&caller.read(queries::page).await?))
}

async fn read(caller: Caller, Path(asked): Path<String>) -> Answer {
    let asked: HandoffId = id(&asked)?;
    Ok(json(&caller.read(move |ctx, tx| queries::one(ctx, tx, asked)).await?))
}

async fn made(caller: Caller, Body(command): Body<Offer>) -> Answer {
    let view = caller
        .write(move |ctx, tx| {
            let id = app::handoffs::offer(ctx, tx, &command)?;
            queries::one(ctx, tx, id)
        })
        .await?;
    Ok((StatusCode::CREATED, json(&view)).into_response())
}

async fn previewed(caller: Caller, Body(command): Body<Offer>) -> Answer {
    let who = Who::User(caller.user);
    Ok(json(&caller.state.blocking(move |house| app::handoffs::preview(house, who, &command)).await?))
}

async fn accepted(caller: Caller, Path(asked): Path<String>, Body(command): Body<Accept>) -> Answer {
    let asked: HandoffId = id(&asked)?;
    let view = caller
        .write(move |ctx, tx| {
            commands::accept(ctx, tx, asked, &command)?;
            queries::one(ctx, tx, asked)
        })
        .await?;
    Ok(json(&view))
}

async fn returned(caller: Caller, Path(asked): Path<String>, Body(command): Body<GiveBack>) -> Answer {
    let asked: HandoffId = id(&asked)?;
    let view = caller
        .write(move |ctx, tx| {
            commands::give_back(ctx, tx, asked, &command)?;
            queries::one(ctx, tx, asked)
        })
        .await?;
    Ok(json(&view))
}

async fn withdrawn(caller: Caller, Path(asked): Path<String>) -> Answer {
    let asked: HandoffId = id(&asked)?;
    let view = caller
        .write(move |ctx, tx| {
            commands::withdraw(ctx, tx, asked)?;
            queries::one(ctx, tx, asked)
        })
        .await?;
    Ok(json(&view))
}

#[derive(Deserialize)]
struct To {
    to: PositionId,
}

async fn redirected(caller: Caller, Path(asked): Path<String>, Body(To { to }): Body<To>) -> Answer {
    let asked: HandoffId = id(&asked)?;
    let view = caller
        .write(move |ctx, tx| {
            commands::redirect(ctx, tx, asked, to)?;
            queries::one(ctx, tx, asked)
        })
        .await?;
    Ok(json(&view))
}

#[derive(Deserialize)]
struct Streams {
    from: Option<domain::Day>,
    to: Option<domain::Day>,
    by: Option<String>,
}

async fn flows(caller: Caller, Query(asked): Query<Streams>) -> Answer {
    let view = caller
        .read(move |ctx, tx| {
            let by = asked.by.as_deref().unwrap_or("unit");
            let by =
                By::from_key(by).ok_or_else(|| Refusal::new("refusal-choice-unknown").at("by").with("value", by))?;
            flow::flow(ctx, tx, span(ctx, &Asked { from: asked.from, to: asked.to }), by)
        })
        .await?;
    Ok(json(&view))
}
