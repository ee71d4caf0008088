//! Segments for programs: all, one, its members; define, change, end; what a condition would hold; and coverages.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, id, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::organisation::find;
use app::segments::coverage::{coverages, find_segment};
use app::segments::{Covers, commands, queries};
use axum::extract::{Path, Query};
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::Day;
use domain::kernel::id::SegmentId;
use domain::policy::Noun;
use serde::Deserialize;
use serde_json::json as value;

const ALL: &str = "/api/v1/segments";
const ONE: &str = "/api/v1/segments/{id}";
const END: &str = "/api/v1/segments/{id}/end";
const MEMBERS: &str = "/api/v1/segments/{id}/members";
const PREVIEW: &str = "/api/v1/segments/preview";
const COVERAGES: &str = "/api/v1/coverages";

/// Members of one page where none is said, and at most.
const LIMIT: usize = 100;
const MOST: usize = 1000;

const DAY: Part = maybe("as_of", "date", "The day; today where none is given.");
const SEGMENT: &[Part] = &[
    part("id", "uuid", "The segment."),
    part("name", "string", "Its name."),
    part("predicate", "string", "Its condition on accounts, in the filter grammar of lists."),
    part("from", "date", "First day of it so."),
    maybe("to", "date", "Last day, included; none while it lasts."),
    part("members", "integer", "Accounts in it on the day."),
    part("coverages", "any[]", "Who covers it on the day, as `/api/v1/coverages` says."),
];
const DEFINE: &[Part] = &[
    part("name", "string", "Its name."),
    part("predicate", "string", "Its condition, which may not speak of today, `me` or owners."),
    maybe("on", "date", "From this day on; today where none is given."),
];
const CHANGE: &[Part] = &[
    maybe("name", "string", "Another name."),
    maybe("predicate", "string", "Another condition."),
    maybe("on", "date", "From this day on; today where none is given."),
];
const ON: &[Part] = &[maybe("on", "date", "From this day on; today where none is given.")];
const MADE: &[Part] = &[part("id", "uuid", "The segment.")];
const MEMBER: &[Part] = &[
    part("items", "any[]", "Accounts you may see, by name: `id`, `name`, `tier`, `industry`, `country`."),
    part("count", "integer", "How many there are in all."),
    part("hidden", "integer", "How many of them you may not see."),
];
const PAGE: &[Part] = &[
    DAY,
    maybe("skip", "integer", "Accounts to pass over."),
    maybe("limit", "integer", "At most 1000; 100 where none is given."),
];
const LOOK: &[Part] = &[
    part("predicate", "string", "A condition."),
    maybe("beside", "uuid", "A segment to compare with: who would come in, and who would go out."),
];
const LOOKED: &[Part] = &[
    part("count", "integer", "Accounts that fit."),
    part("joins", "integer", "Of them, those that are not in the segment today."),
    part("leaves", "integer", "Accounts in it today that do not fit."),
    part("examples", "any[]", "Some that fit."),
];
const COVERAGE: &[Part] = &[
    part("id", "uuid", "The coverage; `change_coverage` and `end_coverage` of `/api/v1/organisation/edits` name it."),
    maybe("segment", "uuid", "What is covered; none means everything."),
    maybe("segment_name", "string", "Its name."),
    part("stages", "string[]", "At which stages; empty means all."),
    maybe("position", "any", "The position that covers,"),
    maybe("unit", "any", "or the unit."),
    part("distribution", "string", "`owner`, `round_robin`, `weighted`, `least_loaded` or `best_fit`."),
    part("priority", "integer", "Lower first."),
    part("limits", "any", "`most_open`, `most_a_day`, `ignores_hours`, `passes_on`: how much each may be given."),
    part("from", "date", "First day of it so."),
    maybe("to", "date", "Last day, included; none while it lasts."),
];
const COVERED: &[Part] = &[
    DAY,
    maybe("segment", "string", "Only of this segment: its id, or a name that only it has."),
    maybe("position", "string", "Only what this position covers, itself or by its unit."),
    maybe("unit", "string", "Only what this unit covers."),
];

/// These routes.
pub fn routes() -> Routes {
    let noun = Noun::Organisation;
    let list = Doc { summary: "Segments of a day.", query: &[DAY], answer: SEGMENT, is_list: true, ..Doc::default() };
    let one = Doc { summary: "One segment on a day.", query: &[DAY], answer: SEGMENT, ..Doc::default() };
    let define = Doc { summary: "Defines a segment from a day on.", body: DEFINE, answer: MADE, ..Doc::default() };
    let change = Doc { summary: "Changes a segment from a day on.", body: CHANGE, ..Doc::default() };
    let end = Doc { summary: "Ends a segment and its coverage from a day on.", body: ON, ..Doc::default() };
    let members = Doc { summary: "Who is in a segment on a day.", query: PAGE, answer: MEMBER, ..Doc::default() };
    let preview = Doc { summary: "What a condition would hold today.", query: LOOK, answer: LOOKED, ..Doc::default() };
    let covered =
        Doc { summary: "Who covers what on a day.", query: COVERED, answer: COVERAGE, is_list: true, ..Doc::default() };
    Routes::new()
        .api(Method::GET, ALL, noun, list, all)
        .api(Method::POST, ALL, noun, define.made(), make)
        .api(Method::GET, PREVIEW, noun, preview, look)
        .api(Method::GET, ONE, noun, one, read)
        .api(Method::PATCH, ONE, noun, change.silent(), patch)
        .api(Method::POST, END, noun, end.silent(), finish)
        .api(Method::GET, MEMBERS, noun, members, listed)
        .api(Method::GET, COVERAGES, noun, covered, covering)
}

#[derive(Deserialize)]
struct OnDay {
    as_of: Option<Day>,
}

async fn all(caller: Caller, Query(asked): Query<OnDay>) -> Answer {
    Ok(json(&caller.read(move |ctx, tx| queries::list(ctx, tx, asked.as_of.unwrap_or(ctx.today))).await?))
}

async fn read(Path(asked): Path<String>, caller: Caller, Query(day): Query<OnDay>) -> Answer {
    let segment: SegmentId = id(&asked)?;
    Ok(json(&caller.read(move |ctx, tx| queries::get(ctx, tx, segment, day.as_of.unwrap_or(ctx.today))).await?))
}

#[derive(Deserialize)]
struct New {
    name: String,
    predicate: String,
    on: Option<Day>,
}

async fn make(caller: Caller, Body(new): Body<New>) -> Answer {
    let made =
        caller.write(move |ctx, tx| commands::define(ctx, tx, &new.name, &new.predicate, new.on.unwrap_or(ctx.today)));
    let made = made.await?;
    Ok((StatusCode::CREATED, json(&value!({ "id": made }))).into_response())
}

#[derive(Deserialize)]
struct Other {
    name: Option<String>,
    predicate: Option<String>,
    on: Option<Day>,
}

async fn patch(Path(asked): Path<String>, caller: Caller, Body(other): Body<Other>) -> Answer {
    let segment: SegmentId = id(&asked)?;
    let changed = caller.write(move |ctx, tx| {
        let on = other.on.unwrap_or(ctx.today);
        let held = queries::get(ctx, tx, segment, on)?;
        let (name, predicate) = (other.name.unwrap_or(held.name), other.predicate.unwrap_or(held.predicate));
        commands::change(ctx, tx, segment, &name, &predicate, on)
    });
    changed.await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

#[derive(Deserialize)]
struct From {
    on: Option<Day>,
}

async fn finish(Path(asked): Path<String>, caller: Caller, Body(from): Body<From>) -> Answer {
    let segment: SegmentId = id(&asked)?;
    caller.write(move |ctx, tx| commands::end(ctx, tx, segment, from.on.unwrap_or(ctx.today))).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

#[derive(Deserialize)]
struct Paged {
    as_of: Option<Day>,
    #[serde(default)]
    skip: usize,
    limit: Option<usize>,
}

async fn listed(Path(asked): Path<String>, caller: Caller, Query(page): Query<Paged>) -> Answer {
    let segment: SegmentId = id(&asked)?;
    let members = caller.read(move |ctx, tx| {
        let as_of = page.as_of.unwrap_or(ctx.today);
        queries::get(ctx, tx, segment, as_of)?;
        queries::members(ctx, tx, segment, as_of, page.skip, page.limit.unwrap_or(LIMIT).min(MOST))
    });
    Ok(json(&members.await?))
}

#[derive(Deserialize)]
struct Look {
    predicate: String,
    beside: Option<SegmentId>,
}

async fn look(caller: Caller, Query(asked): Query<Look>) -> Answer {
    Ok(json(&caller.read(move |ctx, tx| queries::preview(ctx, tx, &asked.predicate, asked.beside)).await?))
}

#[derive(Deserialize)]
struct Asked {
    as_of: Option<Day>,
    segment: Option<String>,
    position: Option<String>,
    unit: Option<String>,
}

async fn covering(caller: Caller, Query(asked): Query<Asked>) -> Answer {
    let found = caller.read(move |ctx, tx| {
        let as_of = asked.as_of.unwrap_or(ctx.today);
        let organisation = ctx.organisation_on(as_of);
        let covers = match (&asked.segment, &asked.position, &asked.unit) {
            (Some(key), _, _) => Covers::Segment(find_segment(tx, as_of, key)?),
            (_, Some(key), _) => Covers::Position(find::position(ctx, &organisation, key)?),
            (_, _, Some(key)) => Covers::Unit(find::unit(ctx, &organisation, key)?),
            _ => Covers::All,
        };
        coverages(ctx, tx, as_of, covers)
    });
    Ok(json(&found.await?))
}
