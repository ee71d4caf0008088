//! Step three and after: how far the import is, what became of it, and taking it back.

use super::list::{counted, number, state, whole};
use super::{LIST, at_step, check_href, file, href, kind_name, named, new_action};
use crate::errors::{Answer, said};
use crate::extract::{Posted, SignedIn};
use crate::ui::form;
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::progress::{self, Progress};
use crate::ui::table::{self, Column, Row};
use app::imports::jobs;
use app::imports::queries::{self, ImportView, Job};
use app::imports::report::FileReport;
use app::imports::undo::{Undone, undo as take_back};
use app::{Ctx, Tx};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::kernel::id::SetId;
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// Warnings, rejects and what stays that are shown of a file or import.
const SHOWN: usize = 50;

/// The page. Files that were never loaded are at step two.
pub async fn page(Path(id): Path<String>, signed: SignedIn) -> Answer {
    let id = named(&id)?;
    let view = signed.read(move |ctx, tx| queries::get(ctx, tx, id)).await?;
    if view.state == "reading" {
        return Ok(Redirect::to(&check_href(id)).into_response());
    }
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, id)).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, id: SetId) -> app::Result<Markup> {
    let view = queries::get(ctx, tx, id)?;
    let lang = frame.lang;
    at_step(frame, 3, "import-step-load");
    frame.title.clone_from(&view.source);
    frame.action = Some(new_action(lang));
    let is_open = matches!(view.state.as_str(), "waiting" | "running");
    Ok(content(
        true,
        html! {
            div class="stack" {
                @if is_open { (running(ctx, frame, &view)) } @else { (ended(ctx, frame, &view)) }
                @for file in &view.report.files { (one(lang, file)) }
                @if let Some(undone) = &view.undone { (taken_back(lang, undone)) }
            }
        },
    ))
}

fn running(ctx: &Ctx, frame: &PageFrame, view: &ImportView) -> Markup {
    let lang = frame.lang;
    let cancel = form::post(
        &frame.csrf,
        &format!("{}/cancel", href(view.id)),
        &[],
        "danger",
        html! { (icon(Icon::Close)) (t(lang, "import-cancel")) },
    );
    let blank = Job { state: view.state.clone(), done: 0, total: 0, faults: Vec::new(), started_at: None };
    let job = view.job.as_ref().unwrap_or(&blank);
    let (rate, left) = pace(ctx, lang, job);
    let waits = match job.state.as_str() {
        "waiting" => "import-waiting",
        "cancelling" => "import-stopping",
        _ => "import-goes-on",
    };
    let shown = Progress {
        title: view.source.clone(),
        running: true,
        done: job.done,
        total: Some(job.total).filter(|n| *n > 0),
        rows: tr(lang, "import-progress", &[("done", whole(job.done).into()), ("total", whole(job.total).into())]),
        rate,
        left,
        figures: Vec::new(),
        actions: (job.state != "cancelling").then_some(cancel),
    };
    html! { (progress::progress(lang, &shown)) p class="soft" { (t(lang, waits)) } }
}

/// Rows a second, and the time left, once there is something to tell it by.
fn pace(ctx: &Ctx, lang: Lang, job: &Job) -> (Option<String>, Option<String>) {
    let Some(began) = job.started_at.filter(|_| job.done > 0) else { return (None, None) };
    let ms = u64::try_from(ctx.now.0 - began.0).unwrap_or(0).max(1);
    let rate = job.done.saturating_mul(1000) / ms;
    let left = job.total.saturating_sub(job.done).saturating_mul(ms) / job.done / 1000;
    let left = if left < 60 {
        format!("{} s", fmt::number(lang, whole(left)))
    } else {
        fmt::duration_minutes(lang, whole(left / 60))
    };
    (Some(number(lang, rate)), Some(left))
}

fn ended(ctx: &Ctx, frame: &PageFrame, view: &ImportView) -> Markup {
    let lang = frame.lang;
    let can_undo = matches!(view.state.as_str(), "done" | "cancelled" | "failed");
    let faults = view.job.as_ref().map(|j| j.faults.as_slice()).unwrap_or_default();
    let body = html! {
        p { (state(lang, view)) " " b { (counted(lang, &view.report.counts)) } }
        p class="soft" {
            (view.user.clone().unwrap_or_else(|| t(lang, "import-console").into_owned())) ", "
            (crate::settings::moment(ctx, lang, view.finished_at.unwrap_or(view.started_at)))
        }
        @if view.state == "cancelled" { p { (t(lang, "import-stopped")) } }
        @if !faults.is_empty() { div class="errors" role="alert" { ul { @for fault in faults { li { (said(lang, fault)) } } } } }
        @if view.has_rejects { p class="soft" { (t(lang, "import-rejects-hint")) } }
        div class="buttons" {
            @if view.has_rejects {
                a class="button primary" href={ (href(view.id)) "/rejects.csv" } download { (icon(Icon::Download)) (t(lang, "import-rejects-download")) }
            }
            @if view.has_files && view.state != "undone" { a class="button" href=(check_href(view.id)) { (t(lang, "import-load-again")) } }
            @if can_undo { (form::post(&frame.csrf, &format!("{}/undo", href(view.id)), &[], "danger", html! { (icon(Icon::Undo)) (t(lang, "import-undo")) })) }
        }
        @if can_undo { p class="soft small" { (t(lang, "import-undo-hint")) } }
    };
    let title = match view.state.as_str() {
        "done" if view.has_rejects => t(lang, "import-done-rejects"),
        "done" => t(lang, "import-done"),
        other => t(lang, &format!("import-state-{other}")),
    };
    section(&title, None, body)
}

/// One file: counts, what is unknown, warnings, the rows given back.
fn one(lang: Lang, report: &FileReport) -> Markup {
    let kind = report.kind.map(|kind| kind_name(lang, kind)).unwrap_or_default();
    let lines = |said: Vec<(u64, String)>| {
        html! {
            ul {
                @for (line, text) in said.iter().take(SHOWN) {
                    li { @if *line > 0 { (tr(lang, "import-line", &[("line", whole(*line).into())])) ": " } (text) }
                }
                @if said.len() > SHOWN { li { (tr(lang, "import-more", &[("count", (said.len() - SHOWN).into())])) } }
            }
        }
    };
    let warnings: Vec<(u64, String)> = report.warnings.iter().map(|(line, w)| (*line, said(lang, w))).collect();
    let rejects: Vec<(u64, String)> = report.rejects.iter().map(|r| (r.line, said(lang, &r.reason))).collect();
    let body = html! {
        p { (kind) ": " b { (counted(lang, &report.counts)) } }
        @if !warnings.is_empty() { details { summary { (t(lang, "import-warnings")) " (" (warnings.len()) ")" } (lines(warnings)) } }
        @if !rejects.is_empty() { details { summary { (t(lang, "import-rejects")) " (" (rejects.len()) ")" } (lines(rejects)) } }
    };
    section(&report.name, None, body)
}

fn taken_back(lang: Lang, undone: &Undone) -> Markup {
    let columns = ["import-record", "import-reason"].map(|key| Column::text(t(lang, key)));
    let row = |kept: &app::imports::Kept| {
        let name = format!("{}: {}", t(lang, &format!("noun-{}", kept.noun)), kept.name);
        let cells = vec![html! { (name) }, html! { (said(lang, &kept.reason)) }];
        Row { id: kept.record.to_string(), cells, ..Row::default() }
    };
    let rows: Vec<Row> = undone.kept.iter().take(SHOWN).map(row).collect();
    let body = html! {
        p {
            (t(lang, "import-undone-removed")) ": " b { (number(lang, undone.removed)) } " · "
            @if undone.from_trash > 0 { (t(lang, "import-undone-from-trash")) ": " b { (number(lang, undone.from_trash)) } " · " }
            (t(lang, "import-undone-restored")) ": " b { (number(lang, undone.restored)) }
        }
        @if !rows.is_empty() {
            h3 { (t(lang, "import-undone-kept")) }
            (table::plain(&columns, &rows))
            @if undone.kept.len() > SHOWN { p { (tr(lang, "import-more", &[("count", (undone.kept.len() - SHOWN).into())])) } }
        }
    };
    section(&t(lang, "import-undone"), None, body)
}

/// The rows given back, as a file that can be imported again.
pub async fn rejects(Path(id): Path<String>, signed: SignedIn) -> Answer {
    let id = named(&id)?;
    let csv = signed.read(move |ctx, tx| queries::rejects(ctx, tx, id)).await?;
    Ok(file("rejects.csv", "text/csv; charset=utf-8", csv))
}

/// Stops it.
pub async fn cancel(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = named(&id)?;
    posted.signed.write(move |ctx, tx| jobs::cancel(ctx, tx, id)).await?;
    posted.signed.done(&href(id), None)
}

/// Throws its files away.
pub async fn discard(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = named(&id)?;
    posted.signed.write(move |ctx, tx| jobs::discard(ctx, tx, id)).await?;
    posted.signed.done(LIST, Some(&Toast::said(t(posted.signed.lang, "import-discarded"))))
}

/// Takes it back.
pub async fn undo(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = named(&id)?;
    posted.signed.write(move |ctx, tx| take_back(ctx, tx, id)).await?;
    posted.signed.done(&href(id), Some(&Toast::said(t(posted.signed.lang, "import-undone"))))
}
