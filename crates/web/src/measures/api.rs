//! Measures for programs: the registry, and one measure split as asked.

use super::page::Asked;
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Caller, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::Error;
use app::measures::measure;
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
    part("rows", "any[]", "key, label and value; numerator and denominator of ratios."),
    part("total", "any", "Of everything the caller may see."),
];

/// These routes.
pub fn routes() -> Routes {
    let list = Doc { summary: "Every measure.", answer: MEASURE, is_list: true, ..Doc::default() };
    let one = Doc { summary: "A measure over a period.", query: QUERY, answer: ANSWER, ..Doc::default() };
    Routes::new().api(Method::GET, "/api/v1/measures", Noun::Measure, list, read_all).api(
        Method::GET,
        "/api/v1/measures/{id}",
        Noun::Measure,
        one,
        read,
    )
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
