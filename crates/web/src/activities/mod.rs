//! Activities: logged on a record in two clicks or by key, listed, changed; what waits to be done stands on the record's
//! page and is marked there.

mod arriving;
mod event;
mod log;
mod shape;
mod told;

pub(crate) use log::{About, compose};
pub use shape::ACTIVITIES;
pub(crate) use told::{icon_of, said, tasks, told};

use crate::errors::Answer;
use crate::extract::Posted;
use crate::records::{self, shape_for};
use crate::routes::Routes;
use crate::ui::overlay::Toast;
use app::Error;
use app::activities::commands;
use axum::extract::Path;
use axum::http::HeaderMap;
use domain::activities::Activity;
use domain::kernel::id::ActivityId;
use domain::policy::Noun;
use text::t;

/// The list of activities.
pub const LIST: &str = "/activities";
const DONE: &str = "/activities/{id}/done";
const REOPEN: &str = "/activities/{id}/reopen";
const TAKE_BACK: &str = "/activities/{id}/take-back";

/// These routes.
pub fn routes() -> Routes {
    records::routes(&ACTIVITIES)
        .merge(log::routes())
        .merge(event::routes())
        .merge(arriving::routes())
        .action(DONE, Noun::Activity, |id: Path<String>, headers: HeaderMap, posted: Posted| {
            mark(id, headers, posted, true)
        })
        .action(REOPEN, Noun::Activity, |id: Path<String>, headers: HeaderMap, posted: Posted| {
            mark(id, headers, posted, false)
        })
        .action(TAKE_BACK, Noun::Activity, take_back)
}

/// The address of something done to an activity.
fn href(path: &str, id: ActivityId) -> String {
    path.replace("{id}", &id.to_string())
}

/// Where an activity is marked as done.
pub(crate) fn done_href(id: ActivityId) -> String {
    href(DONE, id)
}

/// Where one goes back to: the page one came from, or a record of the activity.
fn back(headers: &HeaderMap, activity: &Activity) -> String {
    let record = || shape_for(activity.noun).map(|shape| shape.href(activity.record));
    // The form's own page, and that of what may be gone now, are no places to go back to.
    let is_place = |place: &String| !place.starts_with(&format!("{LIST}/"));
    crate::request::came_from(headers).filter(is_place).or_else(record).unwrap_or_else(|| LIST.to_owned())
}

/// Marks what waits; the toast takes it back.
async fn mark(Path(id): Path<String>, headers: HeaderMap, posted: Posted, done: bool) -> Answer {
    let id: ActivityId = crate::api::id(&id)?;
    let activity = posted
        .signed
        .write(move |ctx, tx| {
            commands::mark(ctx, tx, id, done)?;
            app::activities::queries::page(ctx, tx, &id.to_string())
        })
        .await?;
    let undo = href(if done { REOPEN } else { DONE }, id);
    let text = t(posted.signed.lang, if done { "action-done" } else { "action-undone" });
    let toast = Toast { undo: done.then(|| (undo, Vec::new())), ..Toast::said(format!("{text}: {}", activity.name)) };
    posted.signed.done(&back(&headers, &activity.activity), Some(&toast))
}

/// Takes back what was just logged.
async fn take_back(Path(id): Path<String>, headers: HeaderMap, posted: Posted) -> Answer {
    let id: ActivityId = crate::api::id(&id)?;
    let gone = posted
        .signed
        .write(move |ctx, tx| {
            let seen = app::activities::queries::page(ctx, tx, &id.to_string())?.activity;
            commands::take_back(ctx, tx, id)?;
            Ok(seen)
        })
        .await
        .map_err(|failure| match failure.error {
            Error::Conflict { .. } => failure.because("activity-changed-since"),
            _ => failure,
        })?;
    let toast = Toast::said(t(posted.signed.lang, "activity-taken-back"));
    posted.signed.done(&back(&headers, &gone), Some(&toast))
}
