//! What waits in a queue, and routing it again.

use super::super::head;
use super::page::queue_name;
use super::{AGAIN, ROUTED, ROUTING, queue_href};
use crate::errors::Answer;
use crate::extract::{Posted, SignedIn};
use crate::records::{shape_of, shown};
use crate::ui::form;
use crate::ui::layout::{content, section};
use crate::ui::overlay::Toast;
use crate::ui::table::{self, Column, Row};
use app::Ctx;
use app::routing::{Queued, commands, queries};
use axum::extract::Path;
use domain::kernel::id::QueueId;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// The page.
pub async fn page(signed: SignedIn, Path(id): Path<String>) -> Answer {
    let id: QueueId = crate::api::id(&id)?;
    signed
        .page(move |ctx, tx, frame| {
            let lang = frame.lang;
            let queued = queries::queue(ctx, tx, id)?;
            head(ctx, tx, frame, ROUTING, ctx.today)?;
            frame.title = queue_name(lang, &queued.queue);
            frame.events = Some(crate::live::href_of(ctx, &ROUTED));
            frame.of = Some(t(lang, "routing-queue").into_owned());
            let again = ctx.can(Action::Edit, Noun::Organisation) && queued.queue.count > 0;
            let href = AGAIN.replace("{id}", &id.to_string());
            let label = html! { (t(lang, "routing-again")) };
            let csrf = frame.csrf.clone();
            let extra = again.then(|| form::post(&csrf, &href, &[], "", label));
            let count = tr(lang, "routing-wait-count", &[("count", queued.queue.count.into())]);
            Ok(content(true, section(&count, extra, listed(ctx, lang, &queued))))
        })
        .await
}

fn listed(ctx: &Ctx, lang: Lang, queued: &Queued) -> Markup {
    let columns = ["field-name", "field-kind", "routing-waits-since"].map(|key| Column::text(t(lang, key)));
    let rows: Vec<Row> = queued
        .items
        .iter()
        .map(|item| {
            let href = href_of(&item.noun, item.record.id);
            let since = fmt::moment(lang, shown::local(item.since, &ctx.company.time_zone), ctx.today.civil());
            let cells = vec![
                html! { @match &href {
                    Some(href) => { a class="title" href=(href) data-peek { (item.record.label) } }
                    None => { (item.record.label) }
                } },
                html! { (t(lang, &format!("routing-work-{}", item.noun))) },
                html! { (since) },
            ];
            Row { id: item.record.id.to_string(), href, cells, off: false }
        })
        .collect();
    html! {
        @if rows.is_empty() { p class="soft" { (t(lang, "routing-queue-empty")) } } @else { (table::plain(&columns, &rows)) }
        @if queued.others > 0 { p class="quiet small" { (tr(lang, "routing-others-wait", &[("count", queued.others.into())])) } }
    }
}

/// The page of a record of that kind.
fn href_of(noun: &str, id: uuid::Uuid) -> Option<String> {
    let plural = match noun {
        "opportunity" => "opportunities".to_owned(),
        other => format!("{other}s"),
    };
    shape_of(&plural).map(|shape| shape.href(id))
}

/// Routes what waits once more.
pub async fn again(Path(id): Path<String>, posted: Posted) -> Answer {
    let signed = posted.signed;
    let id: QueueId = crate::api::id(&id)?;
    signed.write(commands::prepare).await?;
    let placed = signed.write(move |ctx, tx| commands::reroute_queue(ctx, tx, id)).await?;
    let said = tr(signed.lang, "routing-placed", &[("count", placed.into())]);
    signed.done(&queue_href(id), Some(&Toast::said(said)))
}
