//! The frame of qualification: chosen below the settings, answered on the page of a lead or deal, and by programs.

use crate::api::docs::{Doc, Part, part};
use crate::api::{Body, Caller, id, json};
use crate::errors::{Answer as Answered, Faults};
use crate::extract::{Posted, SignedIn};
use crate::records::{Desk, page, shape_for, shown};
use crate::routes::Routes;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::frames::{FRAMED, FrameView, commands, queries};
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use axum::http::Method;
use domain::frames::{FRAMES, FrameAnswer};
use domain::leads::{ANSWERS, Answer};
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use serde::Deserialize;
use text::t;
use uuid::Uuid;

/// The company's frame.
pub(crate) const CHOSEN: &str = "/settings/frame";
const ON_RECORD: &str = "/frame/{noun}/{record}";
const API: &str = "/api/v1/frame/{noun}/{record}";

const VIEW: &[Part] = &[
    part("frame", "string", "The company's frame: `plain` or `meddicc`."),
    part(
        "answers",
        "any[]",
        "`element`, `answer` (`unknown`, `known`, `no`) and `evidence`; none for `plain`, whose answers are fields of the lead.",
    ),
];
const BODY: &[Part] = &[part("answers", "any[]", "`element`, `answer` and `evidence`; elements not named stay.")];

/// These routes.
pub fn routes() -> Routes {
    let read = Doc { summary: "What is known of the frame's elements.", answer: VIEW, ..Doc::default() };
    let write = Doc { summary: "Says what is known of elements.", body: BODY, answer: VIEW, ..Doc::default() };
    Routes::new()
        .page(CHOSEN, Noun::Pipeline, chosen)
        .action(CHOSEN, Noun::Pipeline, choose)
        .action(ON_RECORD, Noun::Lead, answer)
        .api(Method::GET, API, Noun::Lead, read, told)
        .api(Method::PUT, API, Noun::Lead, write, say)
}

async fn chosen(signed: SignedIn) -> Answered {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, &Faults::none())).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, faults: &Faults) -> app::Result<Markup> {
    ctx.may(Action::See, Noun::Pipeline)?;
    let standing = queries::chosen(tx)?;
    crate::settings::head(ctx, frame, CHOSEN);
    let lang = frame.lang;
    let choices = FRAMES.map(|one| (one.key.to_owned(), shown::choice(lang, "frame-", one.key))).to_vec();
    let field = Field::new("frame", t(lang, "qualification-title"), Kind::Choice(choices))
        .value(standing.key)
        .error(faults.of("frame"));
    let about = Form {
        action: CHOSEN.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "ui-save").into_owned(),
        errors: faults.beside(&["frame"]),
        ..Form::default()
    };
    let asks = html! {
        div class="stack" {
            p class="soft" { (t(lang, "qualification-explained")) }
            @for one in FRAMES {
                div { strong { (shown::choice(lang, "frame-", one.key)) } ": "
                    @for (at, element) in one.elements.iter().enumerate() { @if at > 0 { ", " } (t(lang, &format!("field-{element}"))) } }
            }
            @if ctx.can(Action::Edit, Noun::Pipeline) { (form::form(lang, &about, &[field])) }
            @else { p { (t(lang, "qualification-chosen")) ": " strong { (shown::choice(lang, "frame-", standing.key)) } } }
        }
    };
    Ok(content(true, section(&t(lang, "qualification-title"), None, asks)))
}

async fn choose(posted: Posted) -> Answered {
    let Posted { signed, fields } = posted;
    match signed.write(move |ctx, tx| commands::choose(ctx, tx, fields.raw("frame"))).await {
        Ok(()) => signed.done(CHOSEN, Some(&Toast::said(t(signed.lang, "qualification-saved")))),
        Err(fault) => signed.again(fault, drawn).await,
    }
}

fn named(noun: &str, record: &str) -> Result<(Noun, Uuid), crate::Failure> {
    let noun = Noun::from_key(noun).filter(|noun| FRAMED.contains(noun)).ok_or(Error::NotFound)?;
    Ok((noun, id(record)?))
}

async fn answer(Path((noun, record)): Path<(String, String)>, posted: Posted) -> Answered {
    let (noun, record) = named(&noun, &record)?;
    let shape = shape_for(noun).ok_or(Error::NotFound)?;
    let Posted { signed, fields } = posted;
    let elements = fields.all("element");
    let one = |element: &&str| FrameAnswer {
        element: (*element).to_owned(),
        answer: Answer::of(fields.raw(&format!("answer-{element}"))),
        evidence: fields.some(element),
    };
    let given: Vec<FrameAnswer> = elements.iter().map(one).collect();
    match signed.write(move |ctx, tx| commands::answer(ctx, tx, noun, record, &given)).await {
        Ok(()) => signed.done(&shape.href(record), Some(&Toast::said(t(signed.lang, "qualification-saved")))),
        Err(failure) if matches!(failure.error, Error::Refused(_)) => {
            let again = move |ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, faults: &Faults| {
                page::again(ctx, tx, frame, shape, &record.to_string(), faults)
            };
            signed.again(failure, again).await
        }
        Err(failure) => Err(failure),
    }
}

/// The company's frame on a record's page; nothing where the plain one holds, whose answers are fields.
pub(crate) fn on_record(desk: &Desk<'_>, noun: Noun, record: Uuid, view: &FrameView, may_edit: bool) -> Markup {
    if view.answers.is_empty() {
        return Markup::default();
    }
    let lang = desk.frame.lang;
    let name = |element: &str| t(lang, &format!("field-{element}")).into_owned();
    let tone = |answer: Answer| match answer {
        Answer::Known => Tone::Won,
        Answer::No => Tone::Lost,
        Answer::Unknown => Tone::None,
    };
    let row = |one: &FrameAnswer| Row {
        cells: vec![
            html! { (name(&one.element)) },
            pill(tone(one.answer), &shown::choice(lang, "lead-answer-", one.answer.key())),
            html! { (one.evidence.as_deref().unwrap_or_default()) },
        ],
        ..Row::default()
    };
    let columns = ["qualification-element", "qualification-answer", "qualification-evidence"];
    let columns = columns.map(|key| Column::text(t(lang, key)));
    let rows: Vec<Row> = view.answers.iter().map(row).collect();
    let is_wrong = view.answers.iter().any(|one| desk.faults.of(&one.element).is_some());
    let body = html! {
        div class="stack" {
            (table::plain(&columns, &rows))
            @if may_edit {
                details open[is_wrong] { summary class="button" { (icon(Icon::Edit)) (t(lang, "qualification-edit")) } (answers_form(desk, noun, record, view)) }
            }
        }
    };
    section(&shown::choice(lang, "frame-", &view.frame), None, body)
}

fn answers_form(desk: &Desk<'_>, noun: Noun, record: Uuid, view: &FrameView) -> Markup {
    let lang = desk.frame.lang;
    let choices = ANSWERS.map(|key| (key.to_owned(), shown::choice(lang, "lead-answer-", key))).to_vec();
    let about = Form {
        action: ON_RECORD.replace("{noun}", noun.key()).replace("{record}", &record.to_string()),
        csrf: desk.frame.csrf.clone(),
        submit: t(lang, "ui-save").into_owned(),
        ..Form::default()
    };
    let pairs: Vec<[Field; 2]> = view
        .answers
        .iter()
        .map(|one| {
            let label = t(lang, &format!("field-{}", one.element)).into_owned();
            let evidence = format!("{label}: {}", t(lang, "qualification-evidence"));
            [
                Field::new(format!("answer-{}", one.element), label, Kind::Choice(choices.clone()))
                    .value(one.answer.key())
                    .scope("frame"),
                Field::new(&one.element, evidence, Kind::Text)
                    .value(one.evidence.as_deref().unwrap_or_default())
                    .scope("frame")
                    .autocomplete("off")
                    .error(desk.faults.of(&one.element)),
            ]
        })
        .collect();
    let body = html! {
        @for pair in &pairs {
            input type="hidden" name="element" value=(pair[1].name);
            (form::pair(lang, pair))
        }
    };
    form::laid_out(lang, &about, &pairs.concat(), body)
}

async fn told(caller: Caller, Path((noun, record)): Path<(String, String)>) -> Answered {
    let (noun, record) = named(&noun, &record)?;
    Ok(json(&caller.read(move |ctx, tx| queries::on_record(ctx, tx, noun, record)).await?))
}

#[derive(Deserialize)]
struct Given {
    answers: Vec<FrameAnswer>,
}

async fn say(caller: Caller, Path((noun, record)): Path<(String, String)>, Body(given): Body<Given>) -> Answered {
    let (noun, record) = named(&noun, &record)?;
    let view = caller
        .write(move |ctx, tx| {
            commands::answer(ctx, tx, noun, record, &given.answers)?;
            queries::on_record(ctx, tx, noun, record)
        })
        .await?;
    Ok(json(&view))
}
