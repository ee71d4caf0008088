//! Every pipeline with its stages, and the form of a new one.

use super::super::head;
use super::{PIPELINES, href};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::opportunities::pipelines::{self, Pipeline, commands};
use app::{Ctx, Tx};
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, t, tr};

/// The page.
pub async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, &Fields::default(), &Faults::none())).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, typed: &Fields, faults: &Faults) -> app::Result<Markup> {
    ctx.may(Action::See, Noun::Pipeline)?;
    head(ctx, frame, PIPELINES);
    let lang = frame.lang;
    let all = pipelines::all(tx)?;
    let rows: Vec<Row> = all.iter().map(|pipeline| row(lang, pipeline)).collect();
    let columns = ["field-name", "ui-stages"].map(|key| Column::text(t(lang, key)));
    Ok(content(
        true,
        html! {
            (section(&t(lang, "settings-pipelines"), None, html! {
                div class="stack" { p class="soft" { (t(lang, "pipeline-explained")) } (table::plain(&columns, &rows)) }
            }))
            @if ctx.can(Action::Create, Noun::Pipeline) { (section(&t(lang, "pipeline-new"), None, new_form(frame, &all, typed, faults))) }
        },
    ))
}

fn row(lang: Lang, pipeline: &Pipeline) -> Row {
    let stages: Vec<&str> = pipeline.used().map(|stage| stage.name.as_str()).collect();
    let name = html! {
        a class="title" href=(href(pipeline.id)) { (pipeline.name) }
        @if pipeline.is_default { " " (pill(Tone::Accent, &t(lang, "pipeline-is-default"))) }
        @if pipeline.is_imported { " " (pill(Tone::Plain, &t(lang, "pipeline-is-imported"))) }
    };
    Row { id: pipeline.id.to_string(), cells: vec![name, html! { (stages.join(" → ")) }], ..Row::default() }
}

fn new_form(frame: &PageFrame, all: &[Pipeline], typed: &Fields, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let form = Form {
        action: PIPELINES.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "action-create").into_owned(),
        errors: faults.beside(&["name", "like"]),
        ..Form::default()
    };
    let usual = (String::new(), t(lang, "pipeline-like-usual").into_owned());
    let models = std::iter::once(usual).chain(all.iter().map(|p| (p.id.to_string(), p.name.clone()))).collect();
    let fields = [
        Field::new("name", t(lang, "field-name"), Kind::Text)
            .value(typed.raw("name"))
            .required()
            .autocomplete("off")
            .error(faults.of("name")),
        Field::new("like", t(lang, "pipeline-like"), Kind::Choice(models))
            .value(typed.raw("like"))
            .error(faults.of("like")),
    ];
    form::form(lang, &form, &fields)
}

/// Makes one, and opens it.
pub async fn create(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let new =
        commands::PipelineFields { name: Some(fields.text("name")), is_default: None, like: fields.parsed("like") };
    match signed.write(move |ctx, tx| commands::create(ctx, tx, &new)).await {
        Ok(id) => {
            let said = tr(signed.lang, "toast-created", &[("name", fields.text("name").into())]);
            signed.done(&href(id), Some(&Toast::said(said)))
        }
        Err(fault) => signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, &fields, faults)).await,
    }
}
