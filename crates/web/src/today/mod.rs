//! `/today`: what is to be done now and why, each line with its actions. A line is done, put off or logged by one click or
//! key; what was there before goes along in the toast that undoes it.

mod lines;
mod team;

use crate::api;
use crate::api::Caller;
use crate::api::docs::{Doc, Part, part};
use crate::errors::Answer;
use crate::extract::{Posted, SignedIn};
use crate::records::{Values, shape_for, shown};
use crate::routes::Routes;
use crate::ui::layout;
use crate::ui::overlay::Toast;
use crate::ui::record;
use crate::ui::table::{self, Empty};
use app::listing::{self, ListQuery, kinds};
use app::records::Patch;
use app::today::queries;
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use axum::http::Method;
use domain::policy::{Action, Noun};
use domain::{Day, Refusal};
use maud::html;
use serde_json::{Value as Json, json};
use text::{Lang, t, tr};
use uuid::Uuid;

/// The page of the day.
pub const TODAY: &str = "/today";
const PLAN: &str = "/today/{noun}/{id}";
const API: &str = "/api/v1/today";

const ANSWER: &[Part] = &[
    part("today", "date", "The day."),
    part("due", "any[]", "Tasks and meetings that are late or due, each with `why`."),
    part("offers", "any[]", "Hand-offs that wait for your answer."),
    part("back", "any[]", "Hand-offs that came back to you."),
    part("deals", "any[]", "Open deals that ask for attention, each with its reasons."),
    part("steps", "any[]", "Customers and contacts whose next step is due."),
    part("leads", "any[]", "Leads that ask for attention, each with why."),
    part("soon", "any[]", "What is planned for the next days."),
];

/// These routes.
pub fn routes() -> Routes {
    let doc = Doc { summary: "What is to be done today, and why.", answer: ANSWER, ..Doc::default() };
    Routes::new().page(TODAY, Noun::Activity, page).action(PLAN, Noun::Activity, plan).api(
        Method::GET,
        API,
        Noun::Activity,
        doc,
        read,
    )
}

async fn read(caller: Caller) -> Answer {
    Ok(api::json(&caller.read(queries::page).await?))
}

/// What stands where nothing waits: in a company without a record, the way to bring some.
fn empty(ctx: &Ctx, tx: &mut Tx<'_>, lang: Lang) -> app::Result<Empty> {
    let may = ctx.can(Action::Import, Noun::Import);
    let one = ListQuery { limit: 1, ..ListQuery::default() };
    let mut has = |kind| Ok::<_, Error>(!listing::list(ctx, tx, kind, &one)?.rows.is_empty());
    let is_begun = !may || has(&kinds::ACCOUNTS)? || has(&kinds::OPPORTUNITIES)? || has(&kinds::LEADS)?;
    let (title, text, href, label) = match is_begun {
        true => ("today-nothing", "today-nothing-text", crate::opportunities::LIST, "nav-opportunities"),
        false => ("today-begin", "today-begin-text", crate::imports::NEW, "import-new"),
    };
    let said = |key: &str| t(lang, key).into_owned();
    Ok(Empty { title: said(title), text: said(text), action: Some((href.to_owned(), said(label))) })
}

async fn page(signed: SignedIn) -> Answer {
    signed
        .page(|ctx, tx, frame| {
            let view = queries::page(ctx, tx)?;
            let lang = frame.lang;
            frame.title = t(lang, "nav-today").into_owned();
            frame.of = Some(shown::day(lang, view.today));
            frame.events = Some(crate::live::href_of(
                ctx,
                &[Noun::Activity, Noun::Handoff, Noun::Lead, Noun::Opportunity, Noun::Account],
            ));
            let nothing = view.is_done() && !view.has_exceptions();
            let empty = if nothing { Some(empty(ctx, tx, lang)?) } else { None };
            let main = html! {
                day-list {
                    (crate::handoffs::today(ctx, frame, &view.offers, &view.back))
                    (lines::due(ctx, frame, &view))
                    (lines::leads(ctx, frame, &view))
                    (lines::deals(ctx, frame, &view))
                    (lines::steps(ctx, frame, &view))
                    @if let Some(empty) = &empty { (table::empty(empty)) }
                }
                (team::team(lang, &view))
            };
            let aside = html! {
                (team::orphans(lang, &view))
                (lines::soon(ctx, lang, &view))
            };
            Ok(layout::content(true, record::columns(main, aside)))
        })
        .await
}

/// What may be planned from here, of each kind of record.
fn fields_of(noun: Noun) -> &'static [&'static str] {
    match noun {
        Noun::Activity => &["due_on"],
        Noun::Opportunity => &["next_step", "next_step_on", "close_on"],
        Noun::Account | Noun::Contact | Noun::Lead => &["next_step", "next_step_on"],
        _ => &[],
    }
}

/// Puts off, plans or ends what a line asks for: new values of a few fields. A form may offer several days under one
/// name; the one that was chosen is the one that is not empty.
async fn plan(Path((noun, id)): Path<(String, String)>, posted: Posted) -> Answer {
    let id: Uuid = crate::api::id(&id)?;
    let Posted { signed, fields: sent } = posted;
    let noun = Noun::from_key(&noun).ok_or(Error::NotFound)?;
    let shape = shape_for(noun).filter(|_| !fields_of(noun).is_empty()).ok_or(Error::NotFound)?;
    let mut values = Values::new();
    for field in fields_of(noun).iter().filter(|field| sent.has(field)) {
        let text = sent.all(field).into_iter().map(str::trim).find(|value| !value.is_empty()).unwrap_or_default();
        if field.ends_with("_on") && !text.is_empty() {
            text.parse::<Day>().map_err(|_| Refusal::new("refusal-value-wrong").at(field).with("value", text))?;
        }
        values.insert((*field).to_owned(), if text.is_empty() { Json::Null } else { json!(text) });
    }
    let asked = values.clone();
    let (name, before) = signed
        .write(move |ctx, tx| {
            let standing = (shape.page)(ctx, tx, &id.to_string())?.values()?;
            (shape.change)(ctx, tx, &Patch { id, version: None, fields: values })?;
            let before = |field: &String| (field.clone(), standing.get(field).map(shown::plain).unwrap_or_default());
            let name = standing.get("name").map(shown::plain).unwrap_or_default();
            Ok((name, asked.keys().map(before).collect::<Vec<_>>()))
        })
        .await?;
    let said = match sent.all("done").is_empty() {
        false => format!("{}: {name}", t(signed.lang, "action-done")),
        true => tr(signed.lang, "today-planned", &[("name", name.into())]),
    };
    let undo = (PLAN.replace("{noun}", noun.key()).replace("{id}", &id.to_string()), before);
    signed.done(TODAY, Some(&Toast { undo: Some(undo), ..Toast::said(said) }))
}

/// Whether the reader has a page of the day: it is where their work begins.
pub(crate) fn is_home(ctx: &app::Ctx, path: &str) -> bool {
    path != TODAY || (queries::has_day(ctx) && ctx.can(domain::policy::Action::See, Noun::Activity))
}

/// Where something of a record is planned from here.
pub(crate) fn plan_href(noun: Noun, id: Uuid) -> String {
    PLAN.replace("{noun}", noun.key()).replace("{id}", &id.to_string())
}
