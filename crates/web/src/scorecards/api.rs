//! Scorecards for programs: a position's card, and its targets.

use super::pages::Asked;
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, id, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::measures::Subject;
use app::scorecards::{scorecard, set_target};
use axum::extract::{Path, Query};
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::Day;
use domain::kernel::Grain;
use domain::kernel::id::PositionId;
use domain::policy::Noun;
use serde::Deserialize;

const CARD: &str = "/api/v1/scorecards/positions/{id}";
const TARGET: &str = "/api/v1/scorecards/positions/{id}/targets/{measure}";

const QUERY: &[Part] = &[maybe(
    "period",
    "string",
    "`month`, `quarter` (the default), `year`, `last-month`, `last-quarter` or `last-year`.",
)];
const ANSWER: &[Part] = &[
    part("name", "string", "Who holds the position, or its title."),
    part("from", "date", "First day."),
    part("to", "date", "Last day that counts, included."),
    part("is_running", "boolean", "Whether the period still runs."),
    part(
        "rows",
        "any[]",
        "measure, figure, beside (the figure of another measure that belongs to it), per_day (for each full-time working day, where it is told so), target, due, status, line (the last six periods), filter of the records.",
    ),
];
const BODY: &[Part] = &[
    part("grain", "string", "`month`, `quarter` or `year`."),
    part("from", "date", "A day of the first period it holds for."),
    maybe("value", "string", "A decimal in the measure's unit, or per cent; none takes it back."),
];

/// These routes.
pub fn routes() -> Routes {
    let card = Doc { summary: "The scorecard of a position.", query: QUERY, answer: ANSWER, ..Doc::default() };
    let target = Doc { summary: "Sets a target of a position from a day on.", body: BODY, ..Doc::default() };
    Routes::new().api(Method::GET, CARD, Noun::Measure, card, read).api(
        Method::PUT,
        TARGET,
        Noun::Measure,
        target.silent(),
        put,
    )
}

async fn read(Path(asked): Path<String>, Query(query): Query<Asked>, caller: Caller) -> Answer {
    let position: PositionId = id(&asked)?;
    let choice = query.choice();
    let card = caller.read(move |ctx, tx| scorecard(ctx, tx, Subject::Position(position), choice.period(ctx))).await?;
    Ok(json(&card))
}

#[derive(Deserialize)]
struct Target {
    grain: Grain,
    from: Day,
    #[serde(default)]
    value: Option<String>,
}

async fn put(Path((asked, measure)): Path<(String, String)>, caller: Caller, Body(target): Body<Target>) -> Answer {
    let position: PositionId = id(&asked)?;
    let set = move |ctx: &app::Ctx, tx: &mut app::Tx<'_>| {
        set_target(ctx, tx, &measure, position, target.grain, target.from, target.value.as_deref())
    };
    caller.write(set).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
