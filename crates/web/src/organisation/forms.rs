//! Edits posted by forms and by cards dropped on others, their undo, and what their fields offer.

use super::edit::Refused;
use super::segments::segment_href;
use super::{CHART, UNDO, position, position_href, segments, unit, unit_href};
use crate::errors::Answer;
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::ui::overlay::Toast;
use app::Error;
use app::organisation::edits;
use app::organisation::queries;
use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use domain::Day;
use domain::kernel::id::SetId;
use serde::Deserialize;
use serde_json::json;
use text::{Lang, fmt, t, tr};

/// Options that a field offers.
const OPTIONS: usize = 12;

/// What the edit is told: names sent several times, as boxes to tick are, become one value with spaces between.
fn plain(fields: &Fields) -> edits::Fields {
    let inner = ["csrf", "edit", "page", "unit_page", "segment_page", "back"];
    let sent = fields.pairs().iter().filter(|(name, _)| !inner.contains(&name.as_str()) && !name.ends_with("_label"));
    let mut plain = edits::Fields::new();
    for (name, value) in sent {
        let held: &mut String = plain.entry(name.clone()).or_default();
        if !held.is_empty() && !value.is_empty() {
            held.push(' ');
        }
        held.push_str(value);
    }
    plain
}

/// What was done, and how to take it back.
fn toast(lang: Lang, on: Day, set: SetId, back: &str) -> Toast {
    Toast {
        text: tr(lang, "edit-done", &[("day", fmt::day(lang, on.civil()).into())]),
        undo: Some((UNDO.to_owned(), vec![("set".to_owned(), set.to_string()), ("back".to_owned(), back.to_owned())])),
        ..Toast::default()
    }
}

/// Only ever a page of ours.
fn back(fields: &Fields) -> String {
    fields.some("back").filter(|path| crate::users::is_local(path)).unwrap_or_else(|| CHART.to_owned())
}

/// An edit of a position's or unit's page: back to it, or to the chart where it ended.
pub async fn edit(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let (kind, asked, typed) = (fields.text("edit"), plain(&fields), fields.clone());
    let done = signed
        .write(move |ctx, tx| {
            let on = asked.get("on").and_then(|on| on.parse().ok()).unwrap_or(ctx.today);
            Ok((edits::submit(ctx, tx, &kind, &asked)?.set, on))
        })
        .await;
    match done {
        Ok((set, on)) => {
            let position = typed.parsed("page").map(|id| position_href(id, Some(on)));
            let unit = typed.parsed("unit_page").map(|id| unit_href(id, on));
            let segment = typed.parsed("segment_page").map(|id| format!("{}?day={on}", segment_href(id)));
            let ended = matches!(typed.raw("edit"), "end_position" | "end_unit");
            let href = position.or(unit).or(segment).filter(|_| !ended).unwrap_or_else(|| CHART.to_owned());
            // After the undo the thing stands as before, which may be on no page of that day.
            let back = if ended { CHART } else { &href };
            signed.done(&href, Some(&toast(signed.lang, on, set, back)))
        }
        Err(fault) => {
            signed
                .again(fault, move |ctx, tx, frame, faults| {
                    // The day asked for may be the very fault; the page is that of a day the thing exists on.
                    let on = typed.parsed("on").unwrap_or(ctx.today);
                    let refused = Refused { typed: &typed, faults };
                    if let Some(id) = typed.some("page") {
                        let day = if queries::position(ctx, on, &id).is_ok() { on } else { ctx.today };
                        return position::drawn(ctx, tx, frame, &id, day, refused);
                    }
                    if let Some(id) = typed.some("segment_page") {
                        return segments::drawn(ctx, tx, frame, &id, on, refused);
                    }
                    let id = typed.some("unit_page").ok_or(Error::NotFound)?;
                    let day = if queries::unit(ctx, on, &id).is_ok() { on } else { ctx.today };
                    unit::drawn(ctx, tx, frame, &id, day, refused)
                })
                .await
        }
    }
}

/// A card dropped on another: a position under its new manager, a unit into another.
pub async fn move_card(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let back = back(&fields);
    let (kind, moved, above) = match fields.raw("show") {
        "units" => ("move_unit", "unit", "parent"),
        _ => ("move_position", "position", "reports_to"),
    };
    let pairs = [(moved, fields.text("id")), (above, fields.text("parent")), ("on", fields.text("on"))];
    let asked: edits::Fields = pairs.map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
    let on: Option<Day> = fields.parsed("on");
    let done =
        signed.write(move |ctx, tx| Ok((edits::submit(ctx, tx, kind, &asked)?.set, on.unwrap_or(ctx.today)))).await;
    told(&signed, done, &back)
}

/// Says what was done, or why it was not, where one was.
fn told(signed: &SignedIn, done: Result<(SetId, Day), crate::errors::Failure>, back: &str) -> Answer {
    match done {
        Ok((set, on)) => signed.done(back, Some(&toast(signed.lang, on, set, back))),
        Err(fault) => refused(signed, fault, back),
    }
}

fn refused(signed: &SignedIn, fault: crate::errors::Failure, back: &str) -> Answer {
    let Error::Refused(why) = &fault.error else { return Err(fault) };
    let said: Vec<String> = why.iter().map(|r| text::refusal(signed.lang, &r.code, &r.args)).collect();
    let toast = Toast { text: said.join(" "), tone: crate::ui::pill::Tone::Lost, undo: None };
    signed.done(back, Some(&toast))
}

/// Takes a set of edits back.
pub async fn undo(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let back = back(&fields);
    let set: SetId = fields.parsed("set").ok_or(Error::NotFound)?;
    match signed.write(move |ctx, tx| edits::undo(ctx, tx, set, None)).await {
        Ok(_) => signed.done(&back, Some(&Toast::said(t(signed.lang, "action-undone")))),
        Err(fault) => refused(&signed, fault, &back),
    }
}

/// What a field asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
    day: Option<Day>,
    q: String,
}

/// Positions, units, people or segments whose name reads so.
pub async fn options(signed: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let found = signed
        .read(move |ctx, tx| {
            let day = asked.day.unwrap_or(ctx.today);
            let options = match asked.kind.as_str() {
                "segments" => app::segments::coverage::options(ctx, tx, day, &asked.q, OPTIONS)?,
                kind => queries::options(ctx, day, kind, &asked.q, OPTIONS)?,
            };
            Ok(options
                .into_iter()
                .map(|o| json!({ "id": o.id, "label": o.name, "hint": o.holders.join(", ") }))
                .collect::<Vec<_>>())
        })
        .await?;
    Ok(Json(found).into_response())
}
