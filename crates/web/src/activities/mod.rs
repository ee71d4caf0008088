//! Activities on a record: notes, calls and the like, tasks to be done. Their forms stand on the record's page.

use crate::errors::Answer;
use crate::extract::Posted;
use crate::records;
use crate::records::{Desk, fields, shape_for, shown};
use crate::routes::Routes;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::section;
use crate::ui::overlay::Toast;
use crate::ui::pill::dot;
use app::Error;
use app::activities::commands::{self, NewActivity};
use app::events::Cause;
use app::opportunities::queries::Next;
use axum::extract::Path;
use domain::Refusal;
use domain::activities::Activity;
use domain::kernel::id::ActivityId;
use domain::policy::Noun;
use maud::{Markup, html};
use text::{Lang, fmt, t};
use uuid::Uuid;

const ADD: &str = "/activities/on/{noun}/{record}";
const DONE: &str = "/activities/{id}/done";
const REOPEN: &str = "/activities/{id}/reopen";

/// Kinds that are written down after they happened.
const HAPPENED: [&str; 5] = ["note", "call", "email", "meeting", "demo"];

/// These routes.
pub fn routes() -> Routes {
    Routes::new()
        .action(ADD, Noun::Activity, add)
        .action(DONE, Noun::Activity, |id: Path<String>, posted: Posted| mark(id, posted, true))
        .action(REOPEN, Noun::Activity, |id: Path<String>, posted: Posted| mark(id, posted, false))
}

fn href(path: &str, id: ActivityId) -> String {
    path.replace("{id}", &id.to_string())
}

/// The forms above a timeline, closed until asked for.
pub(crate) fn compose(lang: Lang, csrf: &str, noun: Noun, record: Uuid) -> Markup {
    let action = ADD.replace("{noun}", noun.key()).replace("{record}", &record.to_string());
    let form = |submit: &str| Form {
        action: action.clone(),
        csrf: csrf.to_owned(),
        submit: t(lang, submit).into_owned(),
        ..Form::default()
    };
    let kinds = HAPPENED.map(|key| (key.to_owned(), shown::choice(lang, "activity-kind-", key))).to_vec();
    let log = [
        Field::new("kind", fields::name(lang, "kind"), Kind::Choice(kinds)).scope("log"),
        Field::new("subject", t(lang, "activity-what"), Kind::Text).scope("log").autocomplete("off"),
        Field::new("body", t(lang, "record-note-text"), Kind::LongText).scope("log"),
    ];
    let task = [
        Field::new("subject", t(lang, "activity-kind-task"), Kind::Text).scope("task").autocomplete("off").required(),
        Field::new("due_on", t(lang, "record-task-due"), Kind::Day).scope("task"),
    ];
    html! {
        div class="row pad" {
            details id="log" { summary class="button" { (icon(Icon::Note)) (t(lang, "activity-log")) } (form::form(lang, &form("activity-log"), &log)) }
            details { summary class="button" { (icon(Icon::Add)) (t(lang, "record-task-add")) } (form::form(lang, &form("record-task-add"), &task)) }
        }
    }
}

/// Open tasks of a record; nothing where there are none.
pub(crate) fn tasks(desk: &Desk<'_>, tasks: &[Activity]) -> Markup {
    if tasks.is_empty() {
        return Markup::default();
    }
    let (lang, today) = (desk.frame.lang, desk.ctx.today);
    let body = html! {
        ul { @for task in tasks {
            li class="row" {
                (form::post(&desk.frame.csrf, &href(DONE, task.id), &[], "plain square", html! { (icon(Icon::Done)) span class="hide" { (t(lang, "record-task-done")) ": " (task.subject) } }))
                (dot(records::page::tone(Next::of(Some(&task.subject), task.due_on, today))))
                span { (task.subject) }
                @if let Some(due) = task.due_on { span class="small quiet" { (fmt::due(lang, due.civil(), today.civil())) } }
            }
        } }
    };
    section(&t(lang, "activity-task-open"), None, body)
}

async fn add(Path((noun, record)): Path<(String, String)>, posted: Posted) -> Answer {
    let record: Uuid = crate::api::id(&record)?;
    let Posted { signed, fields: sent } = posted;
    let noun = Noun::from_key(&noun).ok_or(Error::NotFound)?;
    let shape = shape_for(noun).ok_or(Error::NotFound)?;
    let due = sent.some("due_on");
    let due_on =
        due.map(|due| due.parse().map_err(|_| Refusal::new("refusal-value-wrong").at("due_on").with("value", due)));
    let new = NewActivity {
        kind: sent.some("kind").unwrap_or_else(|| "task".to_owned()),
        subject: sent.text("subject"),
        body: sent.text("body"),
        due_on: due_on.transpose()?,
        outcome: None,
        minutes: sent.parsed("minutes"),
        owner: None,
        happened_at: None,
        noun,
        record,
    };
    signed.write(move |ctx, tx| commands::add(ctx, tx, Cause::COMMAND, vec![new])).await?;
    let toast = Toast::said(t(signed.lang, "activity-logged"));
    signed.done(&shape.href(record), Some(&toast))
}

/// Marks a task; the toast takes it back.
async fn mark(Path(id): Path<String>, posted: Posted, done: bool) -> Answer {
    let id: ActivityId = crate::api::id(&id)?;
    let activity = posted.signed.write(move |ctx, tx| commands::mark(ctx, tx, id, done)).await?;
    let shape = shape_for(activity.noun).ok_or(Error::NotFound)?;
    let back = href(if done { REOPEN } else { DONE }, id);
    let text = t(posted.signed.lang, if done { "action-done" } else { "action-undone" });
    let toast =
        Toast { undo: done.then(|| (back, Vec::new())), ..Toast::said(format!("{text}: {}", activity.subject)) };
    posted.signed.done(&shape.href(activity.record), Some(&toast))
}
