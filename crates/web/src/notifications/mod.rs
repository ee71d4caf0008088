//! `/notifications`: what the reader was told, the latest first. How they want to be told stands below the settings.

mod api;
mod choices;
pub(crate) mod worker;

pub(crate) use choices::CHOICES;

use crate::errors::Answer;
use crate::extract::{Posted, SignedIn};
use crate::handoffs;
use crate::outbound;
use crate::records::shape_for;
use crate::routes::Routes;
use crate::settings::{BACKUPS, moment};
use crate::ui::bell::HREF;
use crate::ui::form;
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{PageFrame, Tab, content};
use crate::ui::overlay::Toast;
use crate::ui::table::{self, Empty};
use app::Ctx;
use app::notifications::{NotificationView, commands, queries, words};
use axum::extract::{Path, Query};
use domain::Instant;
use domain::notifications::Kind;
use domain::policy::Noun;
use maud::{Markup, html};
use serde::Deserialize;
use text::t;

const READ: &str = "/notifications/{id}/read";
const READ_ALL: &str = "/notifications/read";
/// Notifications of a page.
const PAGE: usize = 50;

/// These routes.
pub fn routes() -> Routes {
    Routes::new()
        .own_page(HREF, listed)
        .own_action(READ, read)
        .own_action(READ_ALL, read_all)
        .merge(choices::routes())
        .merge(api::routes())
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    unread: u8,
    before: Option<i64>,
}

async fn listed(signed: SignedIn, Query(asked): Query<Asked>) -> Answer {
    signed
        .page(move |ctx, tx, frame| {
            let view = queries::list(ctx, tx, asked.unread == 1, asked.before.map(Instant), PAGE)?;
            let lang = frame.lang;
            frame.title = t(lang, "notification-title").into_owned();
            let unread = format!("{HREF}?unread=1");
            frame.tabs = vec![
                Tab::new(HREF, t(lang, "notification-all"), asked.unread != 1),
                Tab {
                    count: (view.unread > 0).then(|| text::fmt::number(lang, view.unread)),
                    ..Tab::new(&unread, t(lang, "notification-only-unread"), asked.unread == 1)
                },
            ];
            let empty = Empty {
                title: t(lang, "notification-empty").into_owned(),
                text: t(lang, "notification-empty-text").into_owned(),
                action: None,
            };
            let older = view.next.map(|at| format!("{HREF}?unread={}&before={}", asked.unread, at.0));
            Ok(content(
                true,
                html! {
                    div class="row" {
                        @if view.unread > 0 {
                            (form::post(&frame.csrf, READ_ALL, &[], "", html! { (icon(Icon::Done)) (t(lang, "notification-read-all")) }))
                        }
                        a class="button plain" href=(CHOICES) { (icon(Icon::Settings)) (t(lang, "notification-choices")) }
                    }
                    @if view.notifications.is_empty() { (table::empty(&empty)) } @else {
                        section class="card section" {
                            ul class="told" { @for one in &view.notifications { (line(ctx, frame, one)) } }
                        }
                    }
                    @if let Some(older) = older { p { a class="button" href=(older) { (t(lang, "notification-older")) } } }
                },
            ))
        })
        .await
}

fn line(ctx: &Ctx, frame: &PageFrame, one: &NotificationView) -> Markup {
    let lang = frame.lang;
    let record = one.record.as_ref().and_then(|record| Some(shape_for(one.noun)?.href(record.id)));
    // An offer is answered where offers stand, whether or not its record is seen yet.
    let href = match one.kind {
        Kind::HandoffOffered => Some(handoffs::LIST.to_owned()),
        Kind::BackupFailed => Some(BACKUPS.to_owned()),
        Kind::WebhookPaused => Some(crate::webhooks::WEBHOOKS.to_owned()),
        // Many at once are shown where they stand, the last changed first.
        Kind::Inherited if one.count > 1 => list_of(one.noun),
        _ => record,
    };
    let said = words::said(lang, one);
    html! {
        li class=(if one.is_read { "read" } else { "unread" }) {
            div class="grow" {
                @if !one.is_read { span class="hide" { (t(lang, "notification-new")) " " } }
                @match href { Some(href) => a href=(href) { (said) }, None => span { (said) } }
                div class="soft" { (moment(ctx, lang, one.at)) }
            }
            @if !one.is_read {
                (form::post(&frame.csrf, &READ.replace("{id}", &one.id.to_string()), &[], "plain", html! {
                    (icon(Icon::Done)) span class="hide" { (t(lang, "notification-read")) ": " (said) }
                }))
            }
        }
    }
}

/// The reader's own records of a kind.
fn list_of(noun: Noun) -> Option<String> {
    match noun {
        Noun::OutboundList => Some(outbound::LISTS.to_owned()),
        Noun::Activity => Some("/activities?filter=owner%20%3D%20me".to_owned()),
        noun => Some(format!("{}?filter=owner%20%3D%20me&sort=-updated_at", shape_for(noun)?.paths.list)),
    }
}

async fn read(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = crate::api::id(&id)?;
    posted.signed.write(move |ctx, tx| commands::mark_read(ctx, tx, id)).await?;
    posted.signed.done(HREF, None)
}

async fn read_all(posted: Posted) -> Answer {
    posted.signed.write(commands::mark_all_read).await?;
    let said = t(posted.signed.lang, "notification-all-read");
    posted.signed.done(HREF, Some(&Toast::said(said)))
}
