//! Measures for programs: the registry, and one measure split as asked.

use super::page::Asked;
use super::records;
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Caller, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::Error;
use app::measures::measure;
use app::scorecards;
use axum::extract::{Path, Query};
use axum::http::Method;
use domain::measures::catalogue::{self, Direction, Measure};
use domain::policy::{Action, Noun};
use serde_json::{Value, json as value};

const MEASURE: &[Part] = &[
    part("id", "string", "Stable id; a variant has the id of its measure, a point and a suffix."),
    part("unit", "string", "`money`, `count`, `ratio`, `days` or `positions`."),
    part("direction", "string", "`up`, `down` or `band`."),
    part("basis", "string", "`CR`, `CL`, `DUE`, `SN` or `WIN`."),
    part("by", "string[]", "What it can be split by."),
    part("roles", "string[]", "Roles whose scorecards show it."),
    part("formula", "string", "How it is made."),
];
const QUERY: &[Part] = &[
    maybe("by", "string", "person, position, manager, unit, product, account, stage, month, quarter or year."),
    maybe("from", "date", "First day; the beginning of the fiscal year where none is given."),
    maybe("to", "date", "Last day, included; today where none is given."),
    maybe("under", "uuid", "Only this position and those below it."),
    maybe("restated_to", "date", "The organisation of this day, instead of as it was then."),
];
const ANSWER: &[Part] = &[
    part("measure", "string", "Which."),
    part("unit", "string", "What values are counted in."),
    part("from", "date", "First day."),
    part("to", "date", "Last day, included."),
    maybe("by", "string", "The dimension."),
    part(
        "rows",
        "any[]",
        "key, label and value; numerator and denominator of ratios; row, by which its records are asked for.",
    ),
    part("total", "any", "Of everything the caller may see."),
];

const RECORDS: &[Part] = &[
    part("from", "date", "First day."),
    part("to", "date", "Last day, included."),
    maybe("position", "uuid", "For this position and those below it, as on its scorecard,"),
    maybe("unit", "uuid", "or for this unit and those inside it;"),
    maybe("by", "string", "or of a split, by this dimension,"),
    maybe("row", "string", "this row, as the split names it. Without any of them, of everything."),
    maybe("under", "uuid", "Of a split: only this position and those below it."),
    maybe("restated_to", "date", "Of a split: the organisation of this day, instead of as it was then."),
    maybe("side", "string", "Of a ratio: `over` for those in its numerator, `rest` for the others."),
    maybe("skip", "integer", "Lines to pass over; an answer has 50."),
];
const BEHIND: &[Part] = &[
    part("measure", "string", "Which."),
    part("figure", "any", "The figure."),
    part("kind", "string", "What the records are: `leads`, `activities`, `handoffs` or `opportunities`."),
    part("columns", "any[]", "Their fields: key, type."),
    part(
        "rows",
        "any[]",
        "id, day, whom it counts for, what it adds above and below the line, its time, cells by column.",
    ),
    part("seen", "any", "How many lines the caller sees."),
    maybe("hidden", "integer", "How many more the figure counts; none where they are too many to be counted."),
    part("has_more", "boolean", "Whether there are more after these."),
];

/// These routes.
pub fn routes() -> Routes {
    let list = Doc { summary: "Every measure.", answer: MEASURE, is_list: true, ..Doc::default() };
    let one = Doc { summary: "A measure over a period.", query: QUERY, answer: ANSWER, ..Doc::default() };
    let records = Doc { summary: "The records behind a figure.", query: RECORDS, answer: BEHIND, ..Doc::default() };
    Routes::new()
        .api(Method::GET, "/api/v1/measures", Noun::Measure, list, read_all)
        .api(Method::GET, "/api/v1/measures/{id}", Noun::Measure, one, read)
        .api(Method::GET, "/api/v1/measures/{id}/records", Noun::Measure, records, behind)
}

async fn read_all(caller: Caller) -> Answer {
    caller.read(|ctx, _| ctx.may(Action::See, Noun::Measure).map(|_| ())).await?;
    Ok(json(&catalogue::all().map(shown).collect::<Vec<_>>()))
}

fn shown(measure: &Measure) -> Value {
    let direction = match measure.direction {
        Direction::Up => "up",
        Direction::Down => "down",
        Direction::Band { .. } => "band",
    };
    value!({
        "id": measure.id, "unit": measure.unit.key(), "direction": direction, "basis": measure.basis.code(),
        "by": measure.by.iter().map(|d| d.key()).collect::<Vec<_>>(), "roles": measure.roles,
        "formula": measure.doc.formula,
    })
}

async fn read(Path(id): Path<String>, Query(asked): Query<Asked>, caller: Caller) -> Answer {
    catalogue::find(&id).ok_or(Error::NotFound)?;
    let view = caller.read(move |ctx, tx| measure(ctx, tx, &asked.query(&id))).await?;
    Ok(json(&view))
}

async fn behind(Path(id): Path<String>, Query(asked): Query<records::Asked>, caller: Caller) -> Answer {
    catalogue::find(&id).ok_or(Error::NotFound)?;
    let asked = asked.behind(&id).map_err(Error::from)?;
    let view = caller.read(move |ctx, tx| scorecards::behind(ctx, tx, &asked)).await?;
    Ok(json(&view))
}
