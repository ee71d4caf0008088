//! One stage: what it is called, means and asks for; its place; and taking it out of use.

use super::super::head;
use super::parts::{asked, held, stage_form};
use super::{PIPELINES, RESTORE, RETIRE, href, stage_href};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use app::opportunities::pipelines::{self, Pipeline, commands};
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use domain::kernel::id::StageId;
use domain::opportunities::{Outcome, Stage};
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{t, tr};

/// The page.
pub async fn page(Path(id): Path<String>, signed: SignedIn) -> Answer {
    let id = crate::api::id(&id)?;
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, id, None, &Faults::none())).await
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    id: StageId,
    typed: Option<&Fields>,
    faults: &Faults,
) -> app::Result<Markup> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    let (pipeline, stage) = pipelines::of_stage(tx, id)?;
    head(ctx, frame, PIPELINES);
    let lang = frame.lang;
    (frame.title, frame.of) = (stage.name.clone(), Some(pipeline.name.clone()));
    let is_retiring = typed.is_some_and(|typed| typed.has("to"));
    let (typed, none) = (typed.filter(|_| !is_retiring), Faults::none());
    let values = typed.cloned().unwrap_or_else(|| held(&stage));
    let form = Form {
        action: stage_href(id),
        version: Some(typed.and_then(|t| t.some("version")).unwrap_or_else(|| stage.version.to_string())),
        submit: t(lang, "ui-save").into_owned(),
        cancel: Some(href(pipeline.id)),
        ..Form::default()
    };
    let (of_form, of_retiring) = if is_retiring { (&none, faults) } else { (faults, &none) };
    Ok(content(
        true,
        html! {
            (section(&t(lang, "field-stage"), None, stage_form(ctx, frame, form, &values, of_form)))
            (section(&t(lang, "stage-use"), None, retiring(frame, &pipeline, &stage, of_retiring)))
        },
    ))
}

/// Takes it out of use, or back into it.
fn retiring(frame: &PageFrame, pipeline: &Pipeline, stage: &Stage, faults: &Faults) -> Markup {
    let (lang, id) = (frame.lang, stage.id.to_string());
    if stage.is_retired {
        let action = RESTORE.replace("{id}", &id);
        return html! {
            div class="stack" {
                p { (t(lang, "stage-retired-explained")) }
                (form::post(&frame.csrf, &action, &[], "", html! { (t(lang, "stage-restore")) }))
            }
        };
    }
    let form = Form {
        action: RETIRE.replace("{id}", &id),
        csrf: frame.csrf.clone(),
        submit: t(lang, "stage-retire").into_owned(),
        errors: faults.beside(&["to"]),
        ..Form::default()
    };
    let others = pipeline.used().filter(|other| other.id != stage.id && other.outcome == Outcome::Open);
    let nowhere = (String::new(), t(lang, "word-not-set").into_owned());
    let choices = std::iter::once(nowhere).chain(others.map(|s| (s.id.to_string(), s.name.clone()))).collect();
    let fields: Vec<Field> = (stage.outcome == Outcome::Open)
        .then(|| Field::new("to", t(lang, "stage-retire-to"), Kind::Choice(choices)).error(faults.of("to")))
        .into_iter()
        .collect();
    html! { div class="stack" { p { (t(lang, "stage-retire-explained")) } (form::form(lang, &form, &fields)) } }
}

/// Saves it.
pub async fn save(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let sent = fields.clone();
    let saved = signed
        .write(move |ctx, tx| {
            commands::change_stage(ctx, tx, id, sent.parsed("version"), &asked(&sent).map_err(Error::from)?)?;
            Ok(pipelines::of_stage(tx, id)?.0.id)
        })
        .await;
    match saved {
        Ok(pipeline) => signed.done(&href(pipeline), Some(&Toast::said(t(signed.lang, "settings-saved")))),
        Err(fault) => {
            signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, id, Some(&fields), faults)).await
        }
    }
}

/// Moves it to another place.
pub async fn place(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let pipeline = signed
        .write(move |ctx, tx| {
            commands::place_stage(ctx, tx, id, fields.parsed("place").unwrap_or_default())?;
            Ok(pipelines::of_stage(tx, id)?.0.id)
        })
        .await?;
    signed.done(&href(pipeline), None)
}

/// Takes it out of use; what is open there moves to another stage first.
pub async fn retire(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: StageId = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let to = fields.parsed("to");
    let retired = signed
        .write(move |ctx, tx| {
            commands::retire_stage(ctx, tx, id, to)?;
            let (pipeline, stage) = pipelines::of_stage(tx, id)?;
            Ok((pipeline.id, stage.name))
        })
        .await;
    match retired {
        Ok((pipeline, name)) => {
            let undo = (RESTORE.replace("{id}", &id.to_string()), Vec::new());
            let said = tr(signed.lang, "stage-retired-said", &[("stage", name.into())]);
            signed.done(&href(pipeline), Some(&Toast { undo: Some(undo), ..Toast::said(said) }))
        }
        Err(fault) => {
            let typed = Fields::from(vec![("to".to_owned(), fields.text("to"))]);
            signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, id, Some(&typed), faults)).await
        }
    }
}

/// Takes it into use again.
pub async fn restore(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = crate::api::id(&id)?;
    let signed = posted.signed;
    let pipeline = signed
        .write(move |ctx, tx| {
            commands::restore_stage(ctx, tx, id)?;
            Ok(pipelines::of_stage(tx, id)?.0.id)
        })
        .await?;
    signed.done(&href(pipeline), Some(&Toast::said(t(signed.lang, "settings-saved"))))
}
