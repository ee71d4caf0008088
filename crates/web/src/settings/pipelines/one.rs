//! One pipeline: its stages in order, with what each means and asks for; its name; a new stage.

use super::super::head;
use super::parts::{asked, needed, percent, stage_form};
use super::{DEFAULT, PIPELINES, PLACE, RESTORE, STAGES, href, stage_href};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::records::shown;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, small};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::opportunities::pipelines::{self, COUNTED, Pipeline, commands};
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use domain::kernel::id::{PipelineId, StageId};
use domain::opportunities::{Outcome, Stage};
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use std::collections::HashMap;
use text::{Lang, fmt, t, tr};

/// Which form was sent, and is shown again with its faults.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    Nothing,
    Name,
    Stage,
}

/// The page.
pub async fn page(Path(id): Path<String>, signed: SignedIn) -> Answer {
    let id = crate::api::id(&id)?;
    signed
        .page(move |ctx, tx, frame| drawn(ctx, tx, frame, id, Sent::Nothing, &Fields::default(), &Faults::none()))
        .await
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    id: PipelineId,
    sent: Sent,
    typed: &Fields,
    faults: &Faults,
) -> app::Result<Markup> {
    ctx.may(Action::See, Noun::Pipeline)?;
    let pipeline = pipelines::one(tx, id)?;
    let held = pipelines::held(ctx, tx, &pipeline)?;
    head(ctx, frame, PIPELINES);
    let lang = frame.lang;
    (frame.title, frame.of) = (pipeline.name.clone(), Some(t(lang, "opportunity-pipeline").into_owned()));
    let may = ctx.can(Action::Edit, Noun::Pipeline);
    let none = (Fields::default(), Faults::none());
    let at = |form: Sent| if sent == form { (typed, faults) } else { (&none.0, &none.1) };
    let new = Form {
        action: STAGES.replace("{id}", &id.to_string()),
        submit: t(lang, "stage-add").into_owned(),
        ..Form::default()
    };
    Ok(content(
        true,
        html! {
            (section(&t(lang, "ui-stages"), None, stages(ctx, frame, &pipeline, held.as_ref(), may)))
            @if may {
                (section(&t(lang, "stage-new"), None, stage_form(ctx, frame, new, at(Sent::Stage).0, at(Sent::Stage).1)))
                (section(&t(lang, "opportunity-pipeline"), None, about(frame, &pipeline, at(Sent::Name).0, at(Sent::Name).1)))
            }
        },
    ))
}

fn stages(
    ctx: &Ctx,
    frame: &PageFrame,
    pipeline: &Pipeline,
    held: Option<&HashMap<StageId, i64>>,
    may: bool,
) -> Markup {
    let lang = frame.lang;
    let mut columns = vec![
        Column::text(t(lang, "field-stage")),
        Column::text(t(lang, "field-outcome")),
        Column::number(t(lang, "field-probability_bp")),
        Column::text(t(lang, "field-forecast_category")),
        Column::text(t(lang, "stage-needs")),
    ];
    if held.is_some() {
        columns.push(Column::number(t(lang, "opportunity-title")));
    }
    if may {
        columns.push(Column::text(t(lang, "stage-order")));
    }
    let used: Vec<&Stage> = pipeline.used().collect();
    let row = |stage: &Stage| {
        let mut cells = facts(ctx, lang, stage);
        cells.extend(held.map(|held| html! { (count(lang, held.get(&stage.id).copied().unwrap_or_default())) }));
        if may {
            cells.push(if stage.is_retired { restore(frame, stage) } else { order(frame, &used, stage) });
        }
        Row { id: stage.id.to_string(), href: None, cells, off: stage.is_retired }
    };
    table::plain(&columns, &pipeline.stages.iter().map(row).collect::<Vec<_>>())
}

fn facts(ctx: &Ctx, lang: Lang, stage: &Stage) -> Vec<Markup> {
    let tone = match stage.outcome {
        Outcome::Open => Tone::Accent,
        Outcome::Won => Tone::Won,
        Outcome::Lost | Outcome::NoDecision => Tone::Lost,
    };
    vec![
        html! {
            @if ctx.can(Action::Edit, Noun::Pipeline) { a class="title" href=(stage_href(stage.id)) { (stage.name) } } @else { b { (stage.name) } }
            @if stage.is_retired { " " (pill(Tone::Plain, &t(lang, "stage-retired"))) }
        },
        pill(tone, &shown::choice(lang, "outcome-", stage.outcome.key())),
        html! { (percent(lang, stage.probability_bp)) },
        html! { (shown::choice(lang, "category-", &stage.forecast_category)) },
        html! { (needed(ctx, lang, stage)) },
    ]
}

fn count(lang: Lang, held: i64) -> String {
    if held > COUNTED { format!("{}+", fmt::number(lang, COUNTED)) } else { fmt::number(lang, held) }
}

/// Buttons that move a stage one place up or down among those of its kind.
fn order(frame: &PageFrame, used: &[&Stage], stage: &Stage) -> Markup {
    let lang = frame.lang;
    let kind = |at: usize| {
        used.get(at).is_some_and(|other| (other.outcome == Outcome::Open) == (stage.outcome == Outcome::Open))
    };
    let Some(at) = used.iter().position(|other| other.id == stage.id) else { return Markup::default() };
    let action = PLACE.replace("{id}", &stage.id.to_string());
    let turn = |to: Option<usize>, icon: Icon, key: &str| {
        let label = tr(lang, key, &[("stage", stage.name.as_str().into())]);
        let to = to.filter(|&to| kind(to));
        html! {
            form method="post" action=(action) {
                (form::hidden(&frame.csrf, None))
                input type="hidden" name="place" value=(to.unwrap_or(at));
                button class="button plain square" aria-label=(label) title=(label) disabled[to.is_none()] { (small(icon)) }
            }
        }
    };
    html! { div class="buttons tight" { (turn(at.checked_sub(1), Icon::Up, "stage-up")) (turn(Some(at + 1), Icon::Down, "stage-down")) } }
}

fn restore(frame: &PageFrame, stage: &Stage) -> Markup {
    let action = RESTORE.replace("{id}", &stage.id.to_string());
    form::post(&frame.csrf, &action, &[], "", html! { (t(frame.lang, "stage-restore")) })
}

fn about(frame: &PageFrame, pipeline: &Pipeline, typed: &Fields, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let form = Form {
        action: href(pipeline.id),
        csrf: frame.csrf.clone(),
        version: Some(typed.some("version").unwrap_or_else(|| pipeline.version.to_string())),
        submit: t(lang, "action-rename").into_owned(),
        errors: faults.beside(&["name"]),
        ..Form::default()
    };
    let name = typed.some("name").unwrap_or_else(|| pipeline.name.clone());
    let field = Field::new("name", t(lang, "field-name"), Kind::Text).value(name).required().scope("pipeline");
    let begin = DEFAULT.replace("{id}", &pipeline.id.to_string());
    html! {
        div class="stack" {
            (form::form(lang, &form, &[field.autocomplete("off").error(faults.of("name"))]))
            @if pipeline.is_default {
                p class="soft" { (t(lang, "pipeline-default-explained")) }
            } @else {
                (form::post(&frame.csrf, &begin, &[], "", html! { (t(lang, "pipeline-make-default")) }))
            }
        }
    }
}

/// Gives it another name.
pub async fn rename(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let (version, new) = (
        fields.parsed("version"),
        commands::PipelineFields { name: Some(fields.text("name")), ..commands::PipelineFields::default() },
    );
    let saved = signed.write(move |ctx, tx| commands::change(ctx, tx, id, version, &new)).await;
    settle(signed, id, Sent::Name, fields, saved).await
}

/// New opportunities begin here.
pub async fn make_default(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let new = commands::PipelineFields { is_default: Some(true), ..commands::PipelineFields::default() };
    let saved = signed.write(move |ctx, tx| commands::change(ctx, tx, id, None, &new)).await;
    settle(signed, id, Sent::Name, fields, saved).await
}

/// Adds a stage.
pub async fn add_stage(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let sent = fields.clone();
    let saved = signed
        .write(move |ctx, tx| commands::create_stage(ctx, tx, id, &asked(&sent).map_err(Error::from)?).map(drop))
        .await;
    settle(signed, id, Sent::Stage, fields, saved).await
}

async fn settle(
    signed: SignedIn,
    id: PipelineId,
    sent: Sent,
    typed: Fields,
    saved: Result<(), crate::errors::Failure>,
) -> Answer {
    match saved {
        Ok(()) => signed.done(&href(id), Some(&Toast::said(t(signed.lang, "settings-saved")))),
        Err(fault) => {
            signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, id, sent, &typed, faults)).await
        }
    }
}
