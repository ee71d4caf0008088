//! Departures for programs.

use super::moved;
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, id, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::ctx::Who;
use app::departures::{self, Departure, Leave};
use axum::extract::{Path, Query};
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::departures::Heir;
use domain::kernel::id::{PersonId, PositionId, SetId};
use domain::policy::Noun;
use domain::{Day, Refusal};
use serde::Deserialize;
use serde_json::{Value, json as value};

const ALL: &str = "/api/v1/departures";
const PREVIEW: &str = "/api/v1/departures/preview";
const ONE: &str = "/api/v1/departures/{id}";
const GO_ON: &str = "/api/v1/departures/{id}/go-on";
const UNDO: &str = "/api/v1/departures/{id}/undo";

const ASKED: &[Part] = &[
    part("person", "uuid", "Who leaves."),
    maybe("heir", "string", "Where their open work goes: `coverage` (unless said otherwise), `position`, `successor`."),
    maybe("position", "uuid", "The position that takes all of it, for `position`."),
];
const LEAVE: &[Part] = &[
    part("person", "uuid", "Who leaves."),
    maybe("heir", "string", "Where their open work goes: `coverage` (unless said otherwise), `position`, `successor`."),
    maybe("position", "uuid", "The position that takes all of it, for `position`."),
    maybe(
        "on",
        "date",
        "The first day they are gone; today unless said otherwise. On a day to come it is planned, and carried out then.",
    ),
];
const DEPARTURE: &[Part] = &[
    part("id", "uuid", "The departure; the set of what it moved."),
    part("person", "uuid", "Who left."),
    part("name", "string", "Their name."),
    maybe("user", "uuid", "The user who signs in no more."),
    part("heir", "string", "Where the work goes."),
    maybe("position", "uuid", "The position that takes it, where one was named."),
    part("seats", "uuid[]", "The positions that were left empty."),
    part("on", "date", "The first day they are gone."),
    part("moved", "integer", "Records moved so far."),
    part("left", "integer", "Records left to move: ask to go on until none is."),
    part("state", "string", "`planned`, `moving`, `done` or `undone`."),
    part("begun_at", "date-time", "When it began."),
];
const SHOWN: &[Part] = &[
    part("person", "uuid", "Who would leave."),
    part("name", "string", "Their name."),
    maybe("user", "uuid", "The user who would sign in no more."),
    part("seats", "any[]", "Positions left empty, with their titles."),
    part("shared", "any[]", "Positions that others hold too, where the work stays."),
    part("counts", "any[]", "Open work: `kind`, `count`."),
    part("waiting", "integer", "Hand-offs that wait for their answer."),
    part("shares", "any[]", "Who would get what: `to`, `name`, `counts`; without `to` it waits in a queue."),
    part("is_part", "boolean", "Whether the shares leave records out, because there are so many."),
];
const BACK: &[Part] = &[
    part("back", "integer", "Records that went back."),
    part("kept", "integer", "Records that somebody changed since, and that stay."),
];

pub(super) fn routes() -> Routes {
    let noun = Noun::User;
    let list = Doc { summary: "Who left, the newest first.", answer: DEPARTURE, is_list: true, ..Doc::default() };
    let preview = Doc { summary: "What would happen if somebody left.", query: ASKED, answer: SHOWN, ..Doc::default() };
    let begin = Doc {
        summary: "Lets somebody go: they sign in no more, and their open work begins to move; on a day to come, then.",
        body: LEAVE,
        answer: DEPARTURE,
        ..Doc::default()
    };
    let one = Doc { summary: "One departure.", answer: DEPARTURE, ..Doc::default() };
    let on = Doc { summary: "Moves the next records.", answer: DEPARTURE, ..Doc::default() };
    let undo = Doc { summary: "Takes a departure back.", answer: BACK, ..Doc::default() };
    Routes::new()
        .api(Method::GET, ALL, noun, list, listed)
        .api(Method::POST, ALL, noun, begin.made(), begun)
        .api(Method::GET, PREVIEW, noun, preview, previewed)
        .api(Method::GET, ONE, noun, one, read)
        .api(Method::POST, GO_ON, noun, on, go_on)
        .api(Method::POST, UNDO, noun, undo, undone)
}

fn shown(departure: &Departure) -> Value {
    let position = if let Heir::Position(position) = departure.heir { Some(position) } else { None };
    value!({
        "id": departure.id, "person": departure.person, "name": departure.name, "user": departure.user,
        "heir": departure.heir.key(), "position": position, "seats": departure.seats, "on": departure.on,
        "moved": departure.moved, "left": departure.left, "state": departure.state,
        "begun_at": crate::api::instant(departure.begun_at),
    })
}

#[derive(Deserialize)]
struct Asked {
    person: PersonId,
    #[serde(default)]
    heir: Option<String>,
    #[serde(default)]
    position: Option<PositionId>,
    #[serde(default)]
    on: Option<Day>,
}

impl Asked {
    fn heir(&self) -> app::Result<Heir> {
        let heir = Heir::from_key(self.heir.as_deref().unwrap_or("coverage"), self.position);
        Ok(heir.ok_or_else(|| Refusal::new("departure-heir").at("position"))?)
    }
}

async fn listed(caller: Caller) -> Answer {
    let all = caller.read(departures::list).await?;
    Ok(json(&all.iter().map(shown).collect::<Vec<_>>()))
}

async fn previewed(caller: Caller, Query(asked): Query<Asked>) -> Answer {
    let preview = caller.read(move |ctx, tx| departures::preview(ctx, tx, asked.person, asked.heir()?)).await?;
    Ok(json(&preview))
}

async fn begun(caller: Caller, Body(asked): Body<Asked>) -> Answer {
    let begun = caller.write(move |ctx, tx| {
        let leave = Leave { person: asked.person, heir: asked.heir()?, on: asked.on.unwrap_or(ctx.today) };
        departures::begin(ctx, tx, &leave)
    });
    let stands = further(&caller, begun.await?).await?;
    Ok((StatusCode::CREATED, json(&shown(&stands))).into_response())
}

async fn further(caller: &Caller, id: SetId) -> Result<Departure, crate::Failure> {
    let who = Who::User(caller.user);
    Ok(caller.state.blocking(move |house| moved(house, who, id)).await?)
}

async fn read(caller: Caller, Path(departure): Path<String>) -> Answer {
    let departure: SetId = id(&departure)?;
    let found = caller.read(move |ctx, tx| departures::get(ctx, tx, departure)).await?;
    Ok(json(&shown(&found)))
}

async fn go_on(caller: Caller, Path(departure): Path<String>) -> Answer {
    Ok(json(&shown(&further(&caller, id(&departure)?).await?)))
}

async fn undone(caller: Caller, Path(departure): Path<String>) -> Answer {
    let (departure, who): (SetId, _) = (id(&departure)?, Who::User(caller.user));
    let (back, kept) = caller.state.blocking(move |house| departures::undo(house, who, departure)).await?;
    Ok(json(&value!({ "back": back, "kept": kept })))
}
