//! The organisation for programs: its shape and chart, checks, differences, edits.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, json};
use crate::errors::Answer;
use crate::routes::Routes;
use app::organisation::chart::{ChartQuery, Show, chart};
use app::organisation::{commands, edits, queries};
use axum::extract::Query;
use axum::http::Method;
use domain::Day;
use domain::kernel::id::SetId;
use domain::organisation::Edit;
use domain::policy::Noun;
use serde::Deserialize;
use serde_json::{Value, json as value};
use text::Lang;

const DAY: Part = maybe("as_of", "date", "The day; today where none is given.");

const SHAPE: &[Part] = &[
    part("as_of", "date", "The day."),
    part("stats", "any", "`nodes`, `roots`, `managers`, `max_depth`, `largest_span`, `vacant`, `people`, `units` …"),
    part("nodes", "any[]", "Cards in preorder: `id`, `parent`, `name`, `title`, `vacant`, `value`, `class`, `folded`."),
    part("change_days", "date[]", "Days on which something changes."),
];

const CHECK: &[Part] = &[
    part("as_of", "date", "The day."),
    part("checks", "any[]", "Each with `check`, `severity`, `count` and `items`."),
];

const DIFF: &[Part] = &[
    part("joined", "any[]", "Positions that are new."),
    part("left", "any[]", "Positions that are gone."),
    part("moved", "any[]", "Positions with another manager: `of`, `from`, `to`."),
];

const SHAPE_QUERY: &[Part] = &[
    DAY,
    maybe("under", "string", "Only this position or unit and what is below it."),
    maybe("show", "string", "`positions`, `people` or `units`."),
    maybe("colour_by", "string", "A measure; each card then has its figure, where you may see it."),
    maybe("fold", "integer", "Levels below this one are folded away; all are open where none is given."),
];

const DIFF_QUERY: &[Part] =
    &[part("from", "date", "The earlier day."), maybe("to", "date", "The later; today where none is given.")];

const EDITS: &[Part] = &[
    maybe("on", "date", "The day; today where none is given."),
    part("edits", "any[]", "Each with `edit` (`add_unit`, `move_position`, `assign` …) and its fields."),
];

const UNDO: &[Part] =
    &[part("set", "uuid", "The set."), maybe("from", "date", "From this day on; altogether where none is given.")];

const EDITED: &[Part] =
    &[part("set", "uuid", "Names the set, for undo."), part("inserted", "integer", "Rows written.")];

/// These routes.
pub fn routes() -> Routes {
    let shape = Doc {
        summary: "The organisation of a day: its shape and its chart.",
        query: SHAPE_QUERY,
        answer: SHAPE,
        ..Doc::default()
    };
    let checks = Doc { summary: "What is wrong with it.", query: &[DAY], answer: CHECK, ..Doc::default() };
    let diff = Doc { summary: "What differs between two days.", query: DIFF_QUERY, answer: DIFF, ..Doc::default() };
    let edit = Doc {
        summary: "Edits it, all or nothing, each effective from the day on.",
        body: EDITS,
        answer: EDITED,
        ..Doc::default()
    };
    let undo = Doc { summary: "Takes a set of edits back.", body: UNDO, answer: EDITED, ..Doc::default() };
    Routes::new()
        .api(Method::GET, "/api/v1/organisation", Noun::Organisation, shape, read)
        .api(Method::GET, "/api/v1/organisation/checks", Noun::Organisation, checks, read_checks)
        .api(Method::GET, "/api/v1/organisation/diff", Noun::Organisation, diff, read_diff)
        .api(Method::POST, "/api/v1/organisation/edits", Noun::Organisation, edit, write_edits)
        .api(Method::POST, "/api/v1/organisation/undo", Noun::Organisation, undo, write_undo)
}

#[derive(Deserialize)]
struct Asked {
    as_of: Option<Day>,
    under: Option<String>,
    show: Option<String>,
    colour_by: Option<String>,
    fold: Option<u32>,
}

async fn read(caller: Caller, Query(asked): Query<Asked>) -> Answer {
    let answer = caller.read(move |ctx, tx| {
        let show = asked.show.as_deref().and_then(Show::from_key).unwrap_or_default();
        let under = asked.under.as_deref().filter(|_| show != Show::Units);
        let shape = queries::stats(ctx, asked.as_of, under).or_else(|_| queries::stats(ctx, asked.as_of, None))?;
        let query = ChartQuery {
            as_of: asked.as_of,
            show,
            colour_by: asked.colour_by,
            under: asked.under.clone(),
            fold: Some(asked.fold.unwrap_or(u32::MAX)),
            lang: Lang::parse(&ctx.language).unwrap_or_default(),
            ..ChartQuery::default()
        };
        let view = chart(ctx, tx, &query)?;
        let above = |at: usize| view.nodes.get(at).map(|node| node.id.clone());
        let card = |node: &draw::org_chart::Node| -> Value {
            let figure = node.value.as_ref();
            value!({
                "id": node.id, "parent": node.parent.and_then(above), "name": node.name, "title": node.title,
                "vacant": node.vacant, "folded": node.folded,
                "value": figure.map(|f| &f.label), "class": figure.and_then(|f| f.class),
            })
        };
        let nodes: Vec<Value> = view.nodes.iter().map(card).collect();
        let days = queries::change_days(ctx)?;
        Ok(value!({ "as_of": view.day, "stats": shape.stats, "nodes": nodes, "change_days": days }))
    });
    Ok(json(&answer.await?))
}

#[derive(Deserialize)]
struct OnDay {
    as_of: Option<Day>,
}

async fn read_checks(caller: Caller, Query(asked): Query<OnDay>) -> Answer {
    Ok(json(&caller.read(move |ctx, tx| queries::check(ctx, tx, asked.as_of)).await?))
}

#[derive(Deserialize)]
struct Between {
    from: Day,
    to: Option<Day>,
}

async fn read_diff(caller: Caller, Query(asked): Query<Between>) -> Answer {
    Ok(json(&caller.read(move |ctx, _| queries::diff(ctx, asked.from, asked.to.unwrap_or(ctx.today))).await?))
}

#[derive(Deserialize)]
struct Wanted {
    on: Option<Day>,
    edits: Vec<Edit>,
}

async fn write_edits(caller: Caller, Body(wanted): Body<Wanted>) -> Answer {
    let done = caller.write(move |ctx, tx| {
        let on = wanted.on.unwrap_or(ctx.today);
        let edits: Vec<(Edit, Day)> = wanted.edits.into_iter().map(|edit| (edit, on)).collect();
        commands::edit(ctx, tx, &edits)
    });
    Ok(json(&done.await?))
}

#[derive(Deserialize)]
struct Back {
    set: SetId,
    from: Option<Day>,
}

async fn write_undo(caller: Caller, Body(back): Body<Back>) -> Answer {
    Ok(json(&caller.write(move |ctx, tx| edits::undo(ctx, tx, back.set, back.from)).await?))
}
