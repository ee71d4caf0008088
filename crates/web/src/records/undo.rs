//! Taking back what was done to several records at once: each goes back to what it was, unless someone changed it since.
//!
//! The history is what is undone: entries of one set carry owner and stage before and after. Only who did it may undo it
//! so, and only as far as they may change the records now.

use super::shape_for;
use crate::errors::Answer;
use crate::extract::Posted;
use crate::routes::Routes;
use crate::ui::overlay::Toast;
use app::events::{self, Event};
use app::leads;
use app::opportunities::commands::{Move, move_stages};
use app::records::Patch;
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use domain::kernel::id::{LeadId, OpportunityId, SetId};
use domain::opportunities::MoveStage;
use domain::policy::Noun;
use serde_json::Value as Json;
use text::tr;

const UNDO: &str = "/records/undo/{set}";

/// These routes.
pub fn routes() -> Routes {
    Routes::new().own_action(UNDO, undo)
}

/// Where a set is undone.
pub fn undo_href(set: SetId) -> String {
    UNDO.replace("{set}", &set.to_string())
}

/// The list that a form was sent from, as it was filtered.
pub fn came_from(headers: &HeaderMap, list: &str) -> Option<String> {
    let referer = headers.get(header::REFERER).and_then(|v| v.to_str().ok())?;
    let (_, rest) = referer.split_once("://")?;
    let place = rest.get(rest.find('/')?..)?;
    let is_list = place.strip_prefix(list).is_some_and(|rest| rest.is_empty() || rest.starts_with('?'));
    is_list.then(|| place.to_owned())
}

async fn undo(Path(set): Path<String>, headers: HeaderMap, posted: Posted) -> Answer {
    let set: SetId = crate::api::id(&set)?;
    let signed = posted.signed;
    let (list, undone, kept) = signed.write(move |ctx, tx| all(ctx, tx, set)).await?;
    let said = match kept {
        0 => tr(signed.lang, "records-undone", &[("count", undone.into())]),
        _ => tr(signed.lang, "records-undone-some", &[("count", undone.into()), ("kept", kept.into())]),
    };
    signed.done(&came_from(&headers, list).unwrap_or_else(|| list.to_owned()), Some(&Toast::said(said)))
}

/// Undoes every entry of the set, the latest first; answers the list of its records, how many went back, how many did not.
fn all(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId) -> app::Result<(&'static str, usize, usize)> {
    let mut own = events::of_set(tx, set)?;
    own.retain(|event| event.user.is_some() && event.user == ctx.user && event.cause == "command");
    let noun = own.first().and_then(|event| Noun::from_key(&event.noun)).ok_or(Error::NotFound)?;
    let list = shape_for(noun).ok_or(Error::NotFound)?.paths.list;
    let (mut undone, mut kept) = (0, 0);
    for event in &own {
        match one(ctx, tx, event) {
            Ok(true) => undone += 1,
            // Changed since, out of sight, or not to be had as it was: it stays.
            Ok(false) | Err(Error::NotFound | Error::Forbidden | Error::Refused(_) | Error::Conflict { .. }) => {
                kept += 1
            }
            Err(error) => return Err(error),
        }
    }
    Ok((list, undone, kept))
}

fn one(ctx: &Ctx, tx: &mut Tx<'_>, event: &Event) -> app::Result<bool> {
    let noun = Noun::from_key(&event.noun).ok_or(Error::NotFound)?;
    let shape = shape_for(noun).ok_or(Error::NotFound)?;
    let standing = (shape.page)(ctx, tx, &event.record.to_string())?.values()?;
    let change = |field: &str| Some((event.changes.get(field)?.get(0)?, event.changes.get(field)?.get(1)?));
    let stands = |field: &str, after: &Json| standing.get(field) == Some(after);
    let before = |field: &str| change(field).and_then(|(before, _)| before.as_str().map(str::to_owned));
    if let Some((_, after)) = change("stage") {
        let stage = before("stage").and_then(|id| id.parse().ok());
        let (true, Some(stage)) = (stands("stage", after), stage) else { return Ok(false) };
        let with = MoveStage { on: None, reason: before("reason"), competitor: before("competitor") };
        let id = OpportunityId(event.record);
        move_stages(ctx, tx, &[Move { id, stage, version: None, with }])?;
        return Ok(true);
    }
    if noun == Noun::Lead && change("status").is_some() {
        return leads::commands::put_back(ctx, tx, LeadId(event.record), &event.changes);
    }
    let Some((owner, after)) = change("owner") else { return Ok(false) };
    if !stands("owner", after) {
        return Ok(false);
    }
    let fields = std::iter::once(("owner".to_owned(), owner.clone())).collect();
    (shape.change)(ctx, tx, &Patch { id: event.record, fields, ..Patch::default() })?;
    Ok(true)
}
