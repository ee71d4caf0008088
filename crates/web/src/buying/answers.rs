//! The library of answers to objections, kept by those who keep the process.

use crate::errors::{Answer as Replied, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::records::shown;
use crate::routes::Routes;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::table::{self, Column, Row};
use app::buying::{Answer, commands, queries};
use app::{Ctx, Tx};
use axum::extract::Path;
use domain::buying::TOPICS;
use domain::kernel::id::AnswerId;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::t;

/// The library of answers.
pub(crate) const ANSWERS: &str = "/settings/answers";
const FORGET: &str = "/settings/answers/{id}/remove";

pub(super) fn routes() -> Routes {
    Routes::new().page(ANSWERS, Noun::Pipeline, page).action(ANSWERS, Noun::Pipeline, keep).action(
        FORGET,
        Noun::Pipeline,
        forget,
    )
}

async fn page(signed: SignedIn) -> Replied {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, &Fields::default(), &Faults::none())).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, typed: &Fields, faults: &Faults) -> app::Result<Markup> {
    let all = queries::answers(ctx, tx)?;
    crate::settings::head(ctx, frame, ANSWERS);
    let (lang, may) = (frame.lang, ctx.can(Action::Create, Noun::Pipeline));
    let columns = ["objection-topic", "objection-said", "objection-answer", "objection-case-study", "action-remove"];
    let columns: Vec<Column> =
        columns.iter().take(if may { 5 } else { 4 }).map(|key| Column::text(t(lang, key))).collect();
    let row = |answer: &Answer| {
        let gone = html! { (icon(Icon::Remove)) span class="hide" { (t(lang, "action-remove")) ": " (answer.title) } };
        let remove = FORGET.replace("{id}", &answer.id.to_string());
        let mut cells = vec![
            html! { (shown::choice(lang, "objection-topic-", &answer.topic)) },
            html! { (answer.title) },
            html! { (answer.answer) },
            html! { (answer.case_study.as_deref().unwrap_or_default()) },
        ];
        cells.extend(may.then(|| form::post(&frame.csrf, &remove, &[], "plain square", gone)));
        Row { id: answer.id.to_string(), cells, ..Row::default() }
    };
    let rows: Vec<Row> = all.iter().map(row).collect();
    Ok(content(
        true,
        html! {
            (section(&t(lang, "answers-title"), None, html! {
                div class="stack" { p class="soft" { (t(lang, "answers-explained")) } (table::plain(&columns, &rows)) }
            }))
            @if may { (section(&t(lang, "answers-new"), None, new_form(frame, typed, faults))) }
        },
    ))
}

fn new_form(frame: &PageFrame, typed: &Fields, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let topics = TOPICS.map(|key| (key.to_owned(), shown::choice(lang, "objection-topic-", key))).to_vec();
    let field = |name: &str, key: &str, kind: Kind| {
        Field::new(name, t(lang, key), kind).value(typed.raw(name)).error(faults.of(name))
    };
    let fields = [
        field("topic", "objection-topic", Kind::Choice(topics)),
        field("title", "objection-said", Kind::Text).required().autocomplete("off"),
        field("answer", "objection-answer", Kind::LongText).required(),
        field("case_study", "objection-case-study", Kind::Text).autocomplete("off"),
    ];
    let form = Form {
        action: ANSWERS.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "action-add").into_owned(),
        errors: faults.beside(&["topic", "title", "answer"]),
        ..Form::default()
    };
    form::form(lang, &form, &fields)
}

async fn keep(posted: Posted) -> Replied {
    let Posted { signed, fields } = posted;
    let new = Answer {
        id: AnswerId::default(),
        topic: fields.text("topic"),
        title: fields.text("title"),
        answer: fields.text("answer"),
        case_study: fields.some("case_study"),
    };
    match signed.write(move |ctx, tx| commands::keep(ctx, tx, &new)).await {
        Ok(_) => signed.done(ANSWERS, Some(&Toast::said(t(signed.lang, "buying-saved")))),
        Err(fault) => signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, &fields, faults)).await,
    }
}

async fn forget(Path(id): Path<String>, posted: Posted) -> Replied {
    let id: AnswerId = crate::api::id(&id)?;
    posted.signed.write(move |ctx, tx| commands::forget(ctx, tx, id)).await?;
    posted.signed.done(ANSWERS, Some(&Toast::said(t(posted.signed.lang, "buying-saved"))))
}
