//! Cadences: kept below the settings, started and stopped on the page of a lead, contact or deal.

mod api;

use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::records::{Desk, page, shape_for, shown};
use crate::routes::Routes;
use crate::ui::field::{self, Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, icon, small};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::cadences::{ENROLLED, EnrolmentView, commands, queries};
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use domain::Refusal;
use domain::cadences::{Cadence, KINDS, Step};
use domain::kernel::id::{CadenceId, EnrolmentId};
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, t, tr};
use uuid::Uuid;

/// Every cadence.
pub(crate) const CADENCES: &str = "/settings/cadences";
const STEPS: &str = "/settings/cadences/{id}/steps";
const REMOVE: &str = "/settings/cadences/{id}/steps/remove";
const ACTIVE: &str = "/settings/cadences/{id}/active";
const ENROL: &str = "/cadences/enrol/{noun}/{record}";
const STOP: &str = "/cadences/stop/{id}";

/// These routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(CADENCES, Noun::Pipeline, listed)
        .action(CADENCES, Noun::Pipeline, create)
        .action(STEPS, Noun::Pipeline, add_step)
        .action(REMOVE, Noun::Pipeline, remove_step)
        .action(ACTIVE, Noun::Pipeline, set_active)
        .action(ENROL, Noun::Activity, enrol)
        .action(STOP, Noun::Activity, stop)
        .merge(api::routes())
}

fn href(path: &str, id: impl std::fmt::Display) -> String {
    path.replace("{id}", &id.to_string())
}

async fn listed(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, &Fields::default(), &Faults::none())).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, typed: &Fields, faults: &Faults) -> app::Result<Markup> {
    let all = queries::all(ctx, tx)?;
    crate::settings::head(ctx, frame, CADENCES);
    let (lang, may) = (frame.lang, ctx.can(Action::Create, Noun::Pipeline));
    let name = Field::new("name", t(lang, "field-name"), Kind::Text)
        .value(typed.raw("name"))
        .required()
        .autocomplete("off")
        .error(faults.of("name"));
    let new = Form {
        action: CADENCES.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "action-create").into_owned(),
        errors: faults.beside(&["name"]),
        ..Form::default()
    };
    Ok(content(
        true,
        html! {
            div class="stack" {
                p class="soft" { (t(lang, "cadence-explained")) }
                @for cadence in &all { (one(frame, cadence, may)) }
                @if may { (section(&t(lang, "cadence-new"), None, form::form(lang, &new, &[name]))) }
            }
        },
    ))
}

fn one(frame: &PageFrame, cadence: &Cadence, may: bool) -> Markup {
    let lang = frame.lang;
    let heads = ["cadence-day", "field-kind", "field-subject", "field-body"];
    let mut columns: Vec<Column> = heads.iter().map(|key| Column::text(t(lang, key))).collect();
    columns.extend(may.then(|| Column::text(t(lang, "action-remove"))));
    let row = |(place, step): (usize, &Step)| {
        let gone = html! { (icon(Icon::Remove)) span class="hide" { (t(lang, "action-remove")) ": " (step.subject) } };
        let remove = [("place", &*place.to_string())].map(|(name, value)| (name, value.to_owned()));
        let fields: Vec<(&str, &str)> = remove.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut cells = vec![
            html! { (step.day + 1) },
            html! { (shown::choice(lang, "activity-kind-", &step.kind)) },
            html! { (step.subject) },
            html! { (step.body) },
        ];
        cells.extend(may.then(|| form::post(&frame.csrf, &href(REMOVE, cadence.id), &fields, "plain square", gone)));
        Row { cells, ..Row::default() }
    };
    let rows: Vec<Row> = cadence.steps.iter().enumerate().map(row).collect();
    let turn = if cadence.is_active { ("0", "cadence-rest") } else { ("1", "cadence-use") };
    let extra = html! {
        @if !cadence.is_active { (pill(Tone::None, &t(lang, "cadence-resting"))) " " }
        @if may { (form::post(&frame.csrf, &href(ACTIVE, cadence.id), &[("active", turn.0)], "plain", html! { (t(lang, turn.1)) })) }
    };
    let body = html! {
        div class="stack" {
            (table::plain(&columns, &rows))
            @if may { details { summary class="button" { (icon(Icon::Add)) (t(lang, "cadence-step-new")) } (step_form(frame, cadence)) } }
        }
    };
    section(&cadence.name, Some(extra), body)
}

fn step_form(frame: &PageFrame, cadence: &Cadence) -> Markup {
    let lang = frame.lang;
    let kinds = KINDS.map(|kind| (kind.to_owned(), shown::choice(lang, "activity-kind-", kind))).to_vec();
    let field = |name: &str, label: String, kind: Kind| Field::new(name, label, kind).scope(cadence.id.to_string());
    let fields = [
        field("day", t(lang, "cadence-day").into_owned(), Kind::Number)
            .required()
            .autocomplete("off")
            .hint(t(lang, "cadence-day-hint")),
        field("kind", t(lang, "field-kind").into_owned(), Kind::Choice(kinds)),
        field("subject", t(lang, "field-subject").into_owned(), Kind::Text).required().autocomplete("off"),
        field("body", t(lang, "field-body").into_owned(), Kind::LongText),
    ];
    let form = Form {
        action: href(STEPS, cadence.id),
        csrf: frame.csrf.clone(),
        submit: t(lang, "action-add").into_owned(),
        ..Form::default()
    };
    form::form(lang, &form, &fields)
}

async fn create(posted: Posted) -> Answer {
    let name = posted.fields.text("name");
    kept(posted, move |ctx, tx| commands::create(ctx, tx, &name).map(drop)).await
}

async fn add_step(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: CadenceId = crate::api::id(&id)?;
    let sent = &posted.fields;
    // People count the first day as day 1.
    let day = sent.parsed::<i64>("day").map(|day| day - 1);
    let (kind, subject, body) = (sent.text("kind"), sent.text("subject"), sent.text("body"));
    kept(posted, move |ctx, tx| {
        let most = domain::cadences::LONGEST;
        let day = day.ok_or_else(|| Refusal::new("refusal-cadence-day").at("day").with("most", most))?;
        commands::add_step(ctx, tx, id, Step { day, kind, subject, body })
    })
    .await
}

async fn remove_step(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: CadenceId = crate::api::id(&id)?;
    let place = posted.fields.parsed("place").unwrap_or(usize::MAX);
    kept(posted, move |ctx, tx| commands::remove_step(ctx, tx, id, place)).await
}

async fn set_active(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: CadenceId = crate::api::id(&id)?;
    let is_active = posted.fields.is_ticked("active");
    kept(posted, move |ctx, tx| commands::set_active(ctx, tx, id, is_active)).await
}

/// Does it, and goes back to the cadences; what was refused is said there.
async fn kept(posted: Posted, f: impl FnOnce(&Ctx, &mut Tx<'_>) -> app::Result<()> + Send + 'static) -> Answer {
    let Posted { signed, fields } = posted;
    match signed.write(f).await {
        Ok(()) => signed.done(CADENCES, Some(&Toast::said(t(signed.lang, "buying-saved")))),
        Err(fault) => signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, &fields, faults)).await,
    }
}

async fn enrol(Path((noun, record)): Path<(String, String)>, posted: Posted) -> Answer {
    let record: Uuid = crate::api::id(&record)?;
    let noun = Noun::from_key(&noun).filter(|noun| ENROLLED.contains(noun)).ok_or(Error::NotFound)?;
    let shape = shape_for(noun).ok_or(Error::NotFound)?;
    let cadence = posted.fields.parsed::<CadenceId>("cadence");
    let signed = posted.signed;
    let done = signed
        .write(move |ctx, tx| {
            app::records::visible(ctx, tx, noun, record)?;
            ctx.may(Action::Create, Noun::Activity)?;
            let cadence = cadence.ok_or_else(|| Refusal::new("refusal-record-unknown").at("cadence"))?;
            commands::enrol(ctx, tx, cadence, noun, record)
        })
        .await;
    match done {
        Ok(id) => {
            let undo = Some((href(STOP, id), Vec::new()));
            signed.done(&shape.href(record), Some(&Toast { undo, ..Toast::said(t(signed.lang, "cadence-begun")) }))
        }
        Err(failure) if matches!(failure.error, Error::Refused(_)) => {
            signed
                .again(failure, move |ctx, tx, frame, faults| {
                    page::again(ctx, tx, frame, shape, &record.to_string(), faults)
                })
                .await
        }
        Err(failure) => Err(failure),
    }
}

async fn stop(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: EnrolmentId = crate::api::id(&id)?;
    let (noun, record) = posted.signed.write(move |ctx, tx| commands::stop(ctx, tx, id)).await?;
    let shape = shape_for(noun).ok_or(Error::NotFound)?;
    posted.signed.done(&shape.href(record), Some(&Toast::said(t(posted.signed.lang, "cadence-stopped"))))
}

/// The cadences of a record: those it is in, and the form that begins one; nothing where there are none to begin.
pub(crate) fn on_record(
    desk: &Desk<'_>,
    noun: Noun,
    record: Uuid,
    enrolments: &[EnrolmentView],
    all: &[Cadence],
) -> Markup {
    let lang = desk.frame.lang;
    let open: Vec<(String, String)> = all
        .iter()
        .filter(|cadence| cadence.is_active && !cadence.steps.is_empty())
        .map(|cadence| (cadence.id.to_string(), cadence.name.clone()))
        .collect();
    if enrolments.is_empty() && open.is_empty() {
        return Markup::default();
    }
    let action = ENROL.replace("{noun}", noun.key()).replace("{record}", &record.to_string());
    let choice = Field::new("cadence", t(lang, "cadence-one"), Kind::Choice(open.clone())).scope("enrol");
    let choice = Field { is_bare: true, ..choice.error(desk.faults.of("cadence")) };
    let body = html! {
        ul { @for enrolment in enrolments { li class="tick" { (enrolled(lang, &desk.frame.csrf, enrolment)) } } }
        @if !open.is_empty() {
            form method="post" action=(action) class="row" {
                (form::hidden(&desk.frame.csrf, None))
                (field::field(lang, &choice))
                button class="button" { (t(lang, "cadence-begin")) }
            }
        }
    };
    section(&t(lang, "cadence-title"), None, body)
}

fn enrolled(lang: Lang, csrf: &str, one: &EnrolmentView) -> Markup {
    let done = [("done", (one.steps - one.open).into()), ("steps", one.steps.into())];
    html! {
        span { (one.name) " "
            span class="quiet small" {
                @match &one.stop_reason {
                    Some(reason) => (shown::choice(lang, "cadence-stop-", reason)),
                    None if one.is_running() => (tr(lang, "cadence-progress", &done)),
                    None => (t(lang, "action-done")),
                }
            }
        }
        @if one.is_running() {
            span class="spread" { (form::post(csrf, &href(STOP, one.id), &[], "plain square", html! { (small(Icon::Close)) span class="hide" { (t(lang, "cadence-stop")) ": " (one.name) } })) }
        }
    }
}
