//! Routing for programs: the rules, queues and settings, the map, decisions, trying a rule out, routing again.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, id, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::organisation::edits;
use app::routing::{commands, cover_map, queries, settings, try_edit};
use app::{Error, Result};
use axum::extract::{Path, Query};
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::Day;
use domain::kernel::id::{DecisionId, QueueId, RoutingSettingId};
use domain::organisation::routing::{Setting, WorkKind};
use domain::policy::Noun;
use serde::Deserialize;
use serde_json::json as value;
use uuid::Uuid;

const OVERVIEW: &str = "/api/v1/routing";
const SETTINGS: &str = "/api/v1/routing/settings";
const END: &str = "/api/v1/routing/settings/{id}/end";
const MAP: &str = "/api/v1/routing/map";
const QUEUE: &str = "/api/v1/routing/queues/{id}";
const DECISIONS: &str = "/api/v1/routing/decisions";
const REPLAY: &str = "/api/v1/routing/decisions/{id}/replay";
const TRY: &str = "/api/v1/routing/try";
const REROUTE: &str = "/api/v1/routing/reroute";

const DAY: Part = maybe("as_of", "date", "The day; today where none is given.");
const RULES: &[Part] = &[
    part("as_of", "date", "The day."),
    part(
        "rules",
        "any[]",
        "Coverages in the order in which they are asked, with how many positions stand behind each.",
    ),
    part("queues", "any[]", "Queues: `id`, `name`, `unit`, `count` and `since` of what waits."),
    part(
        "settings",
        "any[]",
        "Absences, hours, ramps, holdovers, embargoes, marks: `id`, `kind`, its fields, `from`, `until`.",
    ),
];
const SET: &[Part] = &[
    part(
        "setting",
        "any",
        "`kind` (`queue`, `absence`, `hours`, `ramp`, `holdover`, `embargo`, `freeze`, `recycle`, `mark`) and its fields.",
    ),
    maybe("from", "date", "First day; today where none is given."),
    maybe("until", "date", "Last day, included; none for as long as it lasts."),
];
const MADE: &[Part] = &[part("id", "uuid", "The setting.")];
const ON: &[Part] = &[maybe("on", "date", "From this day on; today where none is given.")];
const COVER: &[Part] = &[
    part("rows", "any[]", "Segments, and what is in none: who answers at each stage, and how many accounts are in it."),
    part("crossings", "any[]", "Several segments at once whose coverage meets or leaves a hole."),
    part("looked_at", "integer", "Combinations of segments and stages that were looked at."),
    part("holes", "integer", "Of them, those nobody answers for."),
    part("doubles", "integer", "Of them, those several answer for."),
];
const WAITING: &[Part] = &[
    part("queue", "any", "The queue."),
    part("items", "any[]", "What waits that you may see: `noun`, `record`, `since`."),
    part("others", "integer", "What waits beside."),
];
const RECORD: &[Part] =
    &[part("noun", "string", "`account`, `opportunity` or `lead`."), part("record", "uuid", "Which.")];
const DECISION: &[Part] = &[
    part("id", "uuid", "The decision."),
    part("at", "integer", "When, in milliseconds since 1970."),
    part("day", "date", "The day of the organisation."),
    maybe("to", "string", "Who got it; none for the company's queue."),
    part("why", "any", "What was asked and each step of the answer."),
    part("names", "any", "Names of what the steps speak of, by id."),
];
const REPLAYED: &[Part] = &[
    part("same", "boolean", "Whether deciding once more comes to the same, to the last step."),
    part("to", "any", "What it comes to."),
    part("why", "any", "What was decided then."),
];
const EDIT: &[Part] = &[
    part("edit", "string", "`add_coverage`, `change_coverage`, `end_coverage`, or any other edit of the organisation."),
    maybe(
        "coverage",
        "uuid",
        "The coverage; with it the fields of the edit, as `/api/v1/organisation/edits` takes them.",
    ),
];
const TRIED: &[Part] = &[
    part("tried", "integer", "Leads of the last quarter that were tried."),
    part("moved", "integer", "How many would have gone elsewhere."),
    part("shifts", "any[]", "Everyone who gets any: `to`, `name`, `before`, `after`."),
];
const AGAIN: &[Part] =
    &[part("kind", "string", "`account` or `opportunity`."), part("ids", "uuid[]", "Which, at most 1000.")];
const WENT: &[Part] =
    &[part("record", "uuid", "Which."), part("to", "any", "Where it went."), part("why", "any", "Why.")];

/// These routes.
pub fn routes() -> Routes {
    let noun = Noun::Organisation;
    let overview = Doc { summary: "What routing goes by on a day.", query: &[DAY], answer: RULES, ..Doc::default() };
    let set = Doc { summary: "Sets a queue, an absence or another rule.", body: SET, answer: MADE, ..Doc::default() };
    let end = Doc { summary: "Ends a setting of routing.", body: ON, ..Doc::default() };
    let map = Doc { summary: "Who covers what, by segment and stage.", query: &[DAY], answer: COVER, ..Doc::default() };
    let queue = Doc { summary: "What waits in a queue.", answer: WAITING, ..Doc::default() };
    let told =
        Doc { summary: "Why a record went where.", query: RECORD, answer: DECISION, is_list: true, ..Doc::default() };
    let replay = Doc { summary: "Decides once more, as things were known then.", answer: REPLAYED, ..Doc::default() };
    let tried = Doc { summary: "Tries an edit out; writes nothing.", body: EDIT, answer: TRIED, ..Doc::default() };
    let again = Doc { summary: "Routes records again.", body: AGAIN, answer: WENT, is_list: true, ..Doc::default() };
    Routes::new()
        .api(Method::GET, OVERVIEW, noun, overview, all)
        .api(Method::POST, SETTINGS, noun, set.made(), make)
        .api(Method::POST, END, noun, end.silent(), finish)
        .api(Method::GET, MAP, noun, map, mapped)
        .api(Method::GET, QUEUE, noun, queue, waiting)
        .api(Method::GET, DECISIONS, noun, told, decided)
        .api(Method::GET, REPLAY, noun, replay, replayed)
        .api(Method::POST, TRY, noun, tried, try_out)
        .api(Method::POST, REROUTE, noun, again, reroute)
}

#[derive(Deserialize)]
struct OnDay {
    as_of: Option<Day>,
}

async fn all(caller: Caller, Query(asked): Query<OnDay>) -> Answer {
    Ok(json(&caller.read(move |ctx, tx| queries::overview(ctx, tx, asked.as_of.unwrap_or(ctx.today))).await?))
}

#[derive(Deserialize)]
struct New {
    setting: Setting,
    from: Option<Day>,
    until: Option<Day>,
}

async fn make(caller: Caller, Body(new): Body<New>) -> Answer {
    let made = caller.write(move |ctx, tx| {
        let from = new.from.unwrap_or(ctx.today);
        match new.setting {
            Setting::Mark { account, owner } => settings::mark(ctx, tx, account, owner, from),
            setting => settings::set(ctx, tx, &setting, from, new.until),
        }
    });
    Ok((StatusCode::CREATED, json(&value!({ "id": made.await? }))).into_response())
}

#[derive(Deserialize)]
struct From {
    on: Option<Day>,
}

async fn finish(Path(asked): Path<String>, caller: Caller, Body(from): Body<From>) -> Answer {
    let setting: RoutingSettingId = id(&asked)?;
    caller.write(move |ctx, tx| settings::end(ctx, tx, setting, from.on.unwrap_or(ctx.today))).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn mapped(caller: Caller, Query(asked): Query<OnDay>) -> Answer {
    Ok(json(&caller.read(move |ctx, tx| cover_map(ctx, tx, asked.as_of.unwrap_or(ctx.today))).await?))
}

async fn waiting(Path(asked): Path<String>, caller: Caller) -> Answer {
    let queue: QueueId = id(&asked)?;
    Ok(json(&caller.read(move |ctx, tx| queries::queue(ctx, tx, queue)).await?))
}

#[derive(Deserialize)]
struct Of {
    noun: String,
    record: Uuid,
}

async fn decided(caller: Caller, Query(of): Query<Of>) -> Answer {
    let found = caller.read(move |ctx, tx| {
        let noun = Noun::from_key(&of.noun).filter(|noun| WorkKind::from_key(noun.key()).is_some());
        queries::decisions(ctx, tx, noun.ok_or(Error::NotFound)?, of.record, 50)
    });
    Ok(json(&found.await?))
}

async fn replayed(Path(asked): Path<String>, caller: Caller) -> Answer {
    let decision: DecisionId = id(&asked)?;
    let (why, again) = caller.read(move |ctx, tx| commands::walk_again(ctx, tx, decision)).await?;
    Ok(json(&value!({ "same": why == again.why, "to": again.to, "why": why })))
}

async fn try_out(caller: Caller, Body(asked): Body<edits::Fields>) -> Answer {
    let tried = caller.read(move |ctx, tx| {
        let kind = asked.get("edit").cloned().unwrap_or_default();
        try_edit(ctx, tx, &kind, &asked)
    });
    Ok(json(&tried.await?))
}

#[derive(Deserialize)]
struct Again {
    kind: WorkKind,
    ids: Vec<Uuid>,
}

async fn reroute(caller: Caller, Body(again): Body<Again>) -> Answer {
    caller.write(commands::prepare).await?;
    let went = caller.write(move |ctx, tx| -> Result<Vec<serde_json::Value>> {
        let ids = again.ids.get(..again.ids.len().min(1000)).unwrap_or_default();
        let went = commands::reroute(ctx, tx, again.kind, ids)?;
        Ok(went.into_iter().map(|(record, d)| value!({ "record": record, "to": d.to, "why": d.why })).collect())
    });
    Ok(json(&went.await?))
}
