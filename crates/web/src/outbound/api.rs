//! Outbound lists for programs: reading, making, changing, putting on and taking off, closing, who comes next.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, id, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::outbound::{Draft, LISTED, commands, queries};
use app::{Error, listing};
use axum::extract::{Path, Query};
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::kernel::id::OutboundListId;
use domain::policy::{Action, Noun};
use serde::Deserialize;
use serde_json::json as object;
use uuid::Uuid;

const ALL: &str = "/api/v1/outbound-lists";
const ONE: &str = "/api/v1/outbound-lists/{id}";
const MEMBERS: &str = "/api/v1/outbound-lists/{id}/members";
const MEMBER: &str = "/api/v1/outbound-lists/{id}/members/{record}";
const OPEN: &str = "/api/v1/outbound-lists/{id}/open";
const NEXT: &str = "/api/v1/outbound-lists/{id}/next";

const LISTS: &[Part] = &[part("items", "any[]", "Open lists, then the latest closed ones, each with its `progress`.")];
const LIST: &[Part] = &[
    part("id", "uuid", "The list."),
    part("name", "string", "What it is called."),
    maybe("purpose", "string", "What it is for."),
    part("owner", "uuid", "Whose it is."),
    part("starts_on", "date", "The day it begins."),
    maybe("due_on", "date", "The day by which it is to be done."),
    maybe("closed_on", "date", "The day it was closed."),
    part("version", "integer", "Moves with every change."),
    part("progress", "any", "`untried`, `tried`, `reached`, `meeting`, `converted`, `set_aside`."),
    part("hidden", "integer", "How many on it you may not see."),
    part("by_owner", "any[]", "The same by who has the records."),
    part(
        "members",
        "any[]",
        "`noun`, `record`, `name`, `standing`, `attempts`, `last_on`, `again_on`, `refuses`, `is_left_alone`.",
    ),
];
const DRAFT: &[Part] = &[
    part("name", "string", "What it is called."),
    maybe("purpose", "string", "What it is for."),
    maybe("owner", "uuid", "The position whose it is; yours where none is named."),
    maybe("starts_on", "date", "The day it begins; today where none is given."),
    maybe("due_on", "date", "The day by which it is to be done."),
    maybe("version", "integer", "The version it was read at."),
];
const PUT: &[Part] = &[
    part("noun", "string", "`lead` or `contact`."),
    maybe("records", "uuid[]", "Which."),
    maybe("filter", "string", "Or all that this leaves, in the grammar of lists."),
];
const PUT_ON: &[Part] = &[
    part("added", "integer", "How many are new on it."),
    part("already", "integer", "How many were on it already."),
    part("set", "uuid", "By which it is undone."),
];
const TURN: &[Part] = &[part("is_open", "boolean", "Whether it is worked on.")];
const PASSED: &[Part] = &[maybe("after", "uuid", "Whoever is passed over.")];
const COMES: &[Part] = &[
    maybe("member", "any", "Who is to be tried next; none where nobody waits today."),
    part("waiting", "integer", "How many wait today."),
    part("left_alone", "integer", "How many more would, and are passed over because they said no."),
    maybe("again_on", "date", "The first later day on which someone is to be tried again."),
];

pub(super) fn routes() -> Routes {
    let noun = Noun::OutboundList;
    let all = Doc { summary: "Outbound lists that you may see.", answer: LISTS, ..Doc::default() };
    let one = Doc { summary: "One outbound list with everyone on it.", answer: LIST, ..Doc::default() };
    let make = Doc { summary: "Makes an outbound list.", body: DRAFT, answer: LIST, ..Doc::default() };
    let change = Doc { summary: "Changes what a list says of itself.", body: DRAFT, answer: LIST, ..Doc::default() };
    let put = Doc { summary: "Puts leads or contacts on a list.", body: PUT, answer: PUT_ON, ..Doc::default() };
    let off = Doc { summary: "Takes a lead or contact off a list.", ..Doc::default() };
    let turn = Doc { summary: "Closes a list, or opens it again.", body: TURN, answer: LIST, ..Doc::default() };
    let next = Doc { summary: "Who is to be tried next.", query: PASSED, answer: COMES, ..Doc::default() };
    Routes::new()
        .api(Method::GET, ALL, noun, all, listed)
        .api(Method::POST, ALL, noun, make.made(), made)
        .api(Method::GET, ONE, noun, one, read)
        .api(Method::PUT, ONE, noun, change, changed)
        .api(Method::POST, MEMBERS, noun, put, put_on)
        .api(Method::DELETE, MEMBER, noun, off.silent(), taken_off)
        .api(Method::PUT, OPEN, noun, turn, turned)
        .api(Method::GET, NEXT, noun, next, comes)
}

async fn listed(caller: Caller) -> Answer {
    Ok(json(&object!({ "items": caller.read(queries::all).await? })))
}

async fn read(Path(asked): Path<String>, caller: Caller) -> Answer {
    let asked: OutboundListId = id(&asked)?;
    Ok(json(&caller.read(move |ctx, tx| queries::page(ctx, tx, asked)).await?))
}

async fn made(caller: Caller, Body(draft): Body<Draft>) -> Answer {
    let view = caller
        .write(move |ctx, tx| {
            let id = commands::create(ctx, tx, &draft)?;
            queries::page(ctx, tx, id)
        })
        .await?;
    Ok((StatusCode::CREATED, json(&view)).into_response())
}

async fn changed(Path(asked): Path<String>, caller: Caller, Body(draft): Body<Draft>) -> Answer {
    let asked: OutboundListId = id(&asked)?;
    let view = caller
        .write(move |ctx, tx| {
            commands::change(ctx, tx, asked, &draft)?;
            queries::page(ctx, tx, asked)
        })
        .await?;
    Ok(json(&view))
}

#[derive(Deserialize)]
struct ToPut {
    noun: String,
    #[serde(default)]
    records: Vec<Uuid>,
    filter: Option<String>,
}

async fn put_on(Path(asked): Path<String>, caller: Caller, Body(sent): Body<ToPut>) -> Answer {
    let asked: OutboundListId = id(&asked)?;
    let noun = Noun::from_key(&sent.noun).filter(|noun| LISTED.contains(noun)).ok_or(Error::NotFound)?;
    let shape = crate::records::shape_for(noun).ok_or(Error::NotFound)?;
    let put = caller
        .write(move |ctx, tx| {
            let mut records = sent.records;
            if let Some(filter) = sent.filter {
                let most = i64::try_from(app::outbound::MOST).unwrap_or(i64::MAX).saturating_add(1);
                let query = listing::ListQuery::filtered(filter);
                records.extend(listing::ids(ctx, tx, shape.kind, Action::See, &query, most)?);
            }
            let wanted: Vec<(Noun, Uuid)> = records.into_iter().map(|record| (noun, record)).collect();
            commands::put_on(ctx, tx, asked, &wanted)
        })
        .await?;
    Ok(json(&put))
}

async fn taken_off(Path((asked, record)): Path<(String, String)>, caller: Caller) -> Answer {
    let (asked, record): (OutboundListId, Uuid) = (id(&asked)?, id(&record)?);
    caller.write(move |ctx, tx| commands::take_off(ctx, tx, asked, &[record])).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

#[derive(Deserialize)]
struct Turn {
    is_open: bool,
}

async fn turned(Path(asked): Path<String>, caller: Caller, Body(Turn { is_open }): Body<Turn>) -> Answer {
    let asked: OutboundListId = id(&asked)?;
    let view = caller
        .write(move |ctx, tx| {
            commands::set_open(ctx, tx, asked, is_open)?;
            queries::page(ctx, tx, asked)
        })
        .await?;
    Ok(json(&view))
}

#[derive(Deserialize)]
struct Passed {
    after: Option<Uuid>,
}

async fn comes(Path(asked): Path<String>, Query(Passed { after }): Query<Passed>, caller: Caller) -> Answer {
    let asked: OutboundListId = id(&asked)?;
    Ok(json(&caller.read(move |ctx, tx| queries::next(ctx, tx, asked, after)).await?))
}
