//! One's calendar for other programs: an address that is a secret, made and ended here, and the file behind it.
//!
//! Whoever has the address reads what its user sees planned, and nothing else; so it is shown once, is good for no
//! page, and can be made anew.

use super::{caldav, head, moment};
use crate::State;
use crate::errors::{Answer, Failure, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::routes::Routes;
use crate::ui::form;
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use app::ctx::Who;
use app::{Ctx, Error, Tx, activities, users};
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use maud::{Markup, html};
use text::{t, tr};

/// One's own calendar feed.
pub(super) const CALENDAR: &str = "/settings/calendar";
const END: &str = "/settings/calendar/end";
/// The file: `{secret}.ics`.
const FEED: &str = "/calendar/{file}";

/// These routes.
pub(super) fn routes() -> Routes {
    Routes::new().own_page(CALENDAR, page).own_action(CALENDAR, make).own_action(END, end).open(Method::GET, FEED, feed)
}

async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, None, None, &Faults::none())).await
}

pub(super) fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    secret: Option<&str>,
    typed: Option<&Fields>,
    faults: &Faults,
) -> app::Result<Markup> {
    head(ctx, frame, CALENDAR);
    let lang = frame.lang;
    let made = users::feed_made_at(ctx, tx)?;
    let server = caldav::drawn(ctx, tx, frame, typed, faults)?;
    let make = if made.is_some() { "calendar-renew" } else { "calendar-make" };
    let body = html! {
        div class="stack" {
            p { (t(lang, "calendar-explained")) }
            @if let Some(at) = made { p class="soft" { (tr(lang, "calendar-made", &[("at", moment(ctx, lang, at).into())])) } }
            div class="row" {
                (form::post(&frame.csrf, CALENDAR, &[], "primary", html! { (t(lang, make)) }))
                @if made.is_some() { (form::post(&frame.csrf, END, &[], "danger", html! { (t(lang, "calendar-end")) })) }
            }
        }
    };
    Ok(content(
        true,
        html! {
            @if let Some(secret) = secret {
                section class="card section" role="status" {
                    div class="body stack" {
                        p { (t(lang, "calendar-shown-once")) }
                        input class="input" readonly aria-label=(t(lang, "calendar-address")) value=(href(secret));
                    }
                }
            }
            (section(&t(lang, "calendar-title"), None, body))
            (server)
        },
    ))
}

fn href(secret: &str) -> String {
    FEED.replace("{file}", &format!("{secret}.ics"))
}

/// Makes one, and shows its address this once.
async fn make(posted: Posted) -> Answer {
    let secret = posted.signed.write(users::make_feed).await?;
    posted.signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, Some(&secret), None, &Faults::none())).await
}

/// Ends it at once.
async fn end(posted: Posted) -> Answer {
    posted.signed.write(users::end_feed).await?;
    posted.signed.done(CALENDAR, Some(&Toast::said(t(posted.signed.lang, "calendar-ended"))))
}

/// The calendar behind a secret; what nobody made is not there.
async fn feed(Path(file): Path<String>, Shared(state): Shared<State>) -> Answer {
    let secret = file.strip_suffix(".ics").ok_or(Error::NotFound)?.to_owned();
    let user = state.blocking(move |house| users::feed_owner(house, &secret)).await?;
    let turn = state.turn(user);
    if turn.wait_seconds > 0 {
        return Err(Failure::from(Refusal::new("error-too-many").with("seconds", turn.wait_seconds)));
    }
    Ok(calendar_file(state.read(Who::User(user), activities::queries::feed).await?))
}

/// A calendar to be read by a program or saved by the browser.
pub(crate) fn calendar_file(content: String) -> Response {
    let mut answer = content.into_response();
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    answer
}
