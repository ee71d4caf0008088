//! Meetings in from a calendar file: the form, and what became of its events.

use crate::api::docs::{Doc, Part, part};
use crate::api::{Caller, json};
use crate::errors::{Answer, Faults};
use crate::extract::{SignedIn, Uploaded};
use crate::routes::Routes;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use app::Ctx;
use app::activities::{Arrived, take_calendar};
use axum::body::Bytes;
use axum::http::Method;
use domain::Refusal;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, t, tr};

/// Where a calendar file is put down.
pub(super) const PAGE: &str = "/activities/from-calendar";
const API: &str = "/api/v1/activities/from-calendar";
/// The largest file.
const MOST_BYTES: usize = 16 << 20;
/// Remarks that are listed.
const SHOWN: usize = 50;

const ARRIVED: &[Part] = &[
    part("added", "integer", "Meetings that are new."),
    part("changed", "integer", "Meetings that the file changed."),
    part("unchanged", "integer", "Meetings that stand as the file says."),
    part("left", "any[]", "Events that were left: what they are called, and why."),
    part("remarks", "any[]", "What was odd in the file: line and remark."),
];

/// These routes.
pub(super) fn routes() -> Routes {
    let doc = Doc {
        summary: "Meetings from a calendar file (iCalendar, the body as it is), on the contacts that take part; repeatable by UID.",
        answer: ARRIVED,
        ..Doc::default()
    };
    Routes::new().page(PAGE, Noun::Activity, page).upload(PAGE, Noun::Activity, MOST_BYTES, receive).api(
        Method::POST,
        API,
        Noun::Activity,
        doc,
        take,
    )
}

async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, _, frame| drawn(ctx, frame, None, &Faults::none())).await
}

fn drawn(ctx: &Ctx, frame: &mut PageFrame, arrived: Option<&Arrived>, faults: &Faults) -> app::Result<Markup> {
    ctx.may(Action::Create, Noun::Activity)?;
    let lang = frame.lang;
    frame.title = t(lang, "arriving-title").into_owned();
    let form = Form {
        action: PAGE.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "arriving-take").into_owned(),
        cancel: Some(super::LIST.to_owned()),
        files: true,
        errors: faults.beside(&["file"]),
        ..Form::default()
    };
    let file = Field::new("file", t(lang, "arriving-file"), Kind::File(".ics,.ical,text/calendar"))
        .hint(t(lang, "arriving-hint"))
        .error(faults.of("file"))
        .required();
    Ok(content(
        true,
        html! {
            @if let Some(arrived) = arrived { (told(lang, arrived)) }
            (section(&t(lang, "arriving-title"), None, form::form(lang, &form, &[file])))
        },
    ))
}

/// What became of the events.
fn told(lang: Lang, arrived: &Arrived) -> Markup {
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX).into();
    let numbers =
        [("added", count(arrived.added)), ("changed", count(arrived.changed)), ("unchanged", count(arrived.unchanged))];
    let why = |refusal: &Refusal| text::refusal(lang, &refusal.code, &refusal.args);
    let body = html! {
        div class="stack" role="status" {
            p { (tr(lang, "arriving-done", &numbers)) }
            @if !arrived.left.is_empty() {
                h3 { (t(lang, "arriving-left")) }
                ul { @for (name, refusal) in arrived.left.iter().take(SHOWN) { li { (name) " " span class="quiet small" { (why(refusal)) } } } }
            }
            @if !arrived.remarks.is_empty() {
                h3 { (t(lang, "arriving-remarks")) }
                ul { @for (line, refusal) in arrived.remarks.iter().take(SHOWN) { li class="small" { (line) ": " (why(refusal)) } } }
            }
        }
    };
    section(&t(lang, "arriving-became"), None, body)
}

async fn receive(uploaded: Uploaded) -> Answer {
    let Uploaded { signed, mut parts } = uploaded;
    signed.read(|ctx, _| ctx.may(Action::Create, Noun::Activity).map(|_| ())).await?;
    let sent = crate::imports::sent(&mut parts).await?;
    let bytes = sent.files.into_iter().next().map(|(_, bytes)| bytes).unwrap_or_default();
    match signed.write(move |ctx, tx| take_calendar(ctx, tx, &bytes)).await {
        Ok(arrived) => signed.page(move |ctx, _, frame| drawn(ctx, frame, Some(&arrived), &Faults::none())).await,
        Err(refused) => signed.again(refused, |ctx, _, frame, faults| drawn(ctx, frame, None, faults)).await,
    }
}

async fn take(caller: Caller, body: Bytes) -> Answer {
    let arrived = caller.write(move |ctx, tx| take_calendar(ctx, tx, &body)).await?;
    Ok(json(&arrived))
}
