//! Backups: how they stand, and how they are taken and restored.

use super::{head, moment};
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Caller, json};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::routes::Routes;
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::table::{self, Column, Row};
use app::Ctx;
use app::backups::schedule::{BackupsView, Taken, view};
use axum::http::Method;
use domain::policy::Noun;
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// The page.
pub(crate) const BACKUPS: &str = "/settings/backups";
const API: &str = "/api/v1/backups";

/// How whoever runs the machine takes and restores them.
const COMMANDS: &str = "bailiwick serve --backup-folder DIR
bailiwick backup --out FILE
bailiwick restore FILE
bailiwick doctor";

const STANDING: &[Part] = &[
    part("is_scheduled", "boolean", "Whether a server was told to take any."),
    part("every_hours", "integer", "Hours from one to the next."),
    maybe("begun_at", "integer", "When the last attempt was begun, in milliseconds."),
    maybe("failed", "string", "Why it failed, where it did."),
    part("is_overdue", "boolean", "Whether the last that was taken is far older than it should be."),
    part("kept", "any[]", "Those that are kept, each verified: `at`, `file`, `bytes`, `rows`."),
];

/// These routes.
pub(super) fn routes() -> Routes {
    let doc = Doc { summary: "How backups by the clock stand.", answer: STANDING, ..Doc::default() };
    Routes::new().page(BACKUPS, Noun::Setting, page).api(Method::GET, API, Noun::Setting, doc, read)
}

async fn read(caller: Caller) -> Answer {
    Ok(json(&caller.read(view).await?))
}

async fn page(signed: SignedIn) -> Answer {
    signed
        .page(|ctx, tx, frame| {
            let view = view(ctx, tx)?;
            head(ctx, frame, BACKUPS);
            Ok(drawn(ctx, frame, &view))
        })
        .await
}

fn drawn(ctx: &Ctx, frame: &PageFrame, view: &BackupsView) -> Markup {
    let lang = frame.lang;
    let standing = html! {
        div class="stack" {
            (notice(lang, view))
            @if let Some((folder, _)) = view.kept.first().and_then(|taken| taken.file.rsplit_once(['/', '\\'])) {
                p class="soft" { (t(lang, "backup-folder")) " " code { (folder) } }
            }
            @if !view.kept.is_empty() { (kept(ctx, lang, &view.kept)) }
        }
    };
    let how = html! {
        div class="stack" {
            p { (t(lang, "backup-how")) }
            pre class="code" tabindex="0" { (COMMANDS) }
            p class="soft" { (t(lang, "backup-how-more")) }
        }
    };
    content(
        true,
        html! {
            (section(&t(lang, "backup-title"), None, standing))
            (section(&t(lang, "backup-how-title"), None, how))
        },
    )
}

/// The worst that is to be said.
fn notice(lang: Lang, view: &BackupsView) -> Markup {
    let bad = |title: &str, text: Markup| {
        html! { div class="notice lost" { (icon(Icon::Wrong)) div { b { (t(lang, title)) } " " (text) } } }
    };
    if let Some(why) = &view.failed {
        return bad("backup-failed", html! { (t(lang, "backup-failed-text")) " " code { (why) } });
    }
    if !view.is_scheduled {
        return bad("backup-none", html! { (t(lang, "backup-none-text")) });
    }
    if view.is_overdue {
        return bad("backup-overdue", html! { (t(lang, "backup-overdue-text")) });
    }
    let hours = tr(lang, "backup-every", &[("count", i64::from(view.every_hours).into())]);
    html! { div class="notice won" { (icon(Icon::Good)) div { b { (t(lang, "backup-good")) } " " (hours) } } }
}

fn kept(ctx: &Ctx, lang: Lang, kept: &[Taken]) -> Markup {
    let columns = [
        Column::text(t(lang, "backup-when")),
        Column::number(t(lang, "backup-size")),
        Column::number(t(lang, "backup-rows")),
    ];
    let row = |taken: &Taken| Row {
        id: taken.at.0.to_string(),
        cells: vec![
            html! { (moment(ctx, lang, taken.at)) },
            html! { (size(lang, taken.bytes)) },
            html! { (fmt::number(lang, i64::try_from(taken.rows).unwrap_or(i64::MAX))) },
        ],
        ..Row::default()
    };
    table::plain(&columns, &kept.iter().map(row).collect::<Vec<_>>())
}

/// A size in whole units.
fn size(lang: Lang, bytes: u64) -> String {
    let whole = |by: u64| fmt::number(lang, i64::try_from(bytes.div_ceil(by)).unwrap_or(i64::MAX));
    match bytes {
        0..10_000_000 => format!("{} kB", whole(1000)),
        10_000_000..10_000_000_000 => format!("{} MB", whole(1_000_000)),
        _ => format!("{} GB", whole(1_000_000_000)),
    }
}
