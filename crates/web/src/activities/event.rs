//! An activity as a file for a calendar (iCalendar): from its page, and for programs.

use crate::api::Caller;
use crate::api::docs::Doc;
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::routes::Routes;
use crate::settings::calendar_file;
use app::activities::queries;
use axum::extract::Path;
use axum::http::Method;
use domain::kernel::id::ActivityId;
use domain::policy::Noun;

const ONE: &str = "/activities/{id}/event.ics";
const API_ONE: &str = "/api/v1/activities/{id}/event.ics";

/// The file of an activity.
pub(super) fn href(id: ActivityId) -> String {
    super::href(ONE, id)
}

/// These routes.
pub(super) fn routes() -> Routes {
    let doc = Doc {
        summary: "An activity as iCalendar: an event where it is planned for an hour, else a to-do.",
        file: Some("text/calendar"),
        ..Doc::default()
    };
    Routes::new().page(ONE, Noun::Activity, shown).api(Method::GET, API_ONE, Noun::Activity, doc, single)
}

async fn shown(signed: SignedIn, Path(id): Path<String>) -> Answer {
    Ok(calendar_file(signed.read(move |ctx, tx| queries::event(ctx, tx, &id)).await?))
}

async fn single(caller: Caller, Path(id): Path<String>) -> Answer {
    Ok(calendar_file(caller.read(move |ctx, tx| queries::event(ctx, tx, &id)).await?))
}
