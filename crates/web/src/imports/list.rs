//! Imports so far, newest first.

use super::{LIST, href, new_action};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::ui::form;
use crate::ui::icon::{Icon, small};
use crate::ui::layout::{PageFrame, content};
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Empty, Row};
use app::imports::Counts;
use app::imports::queries::{self, ImportView};
use app::{Ctx, Tx};
use maud::{Markup, html};
use text::{Lang, fmt, t};

/// Imports that are shown.
const SHOWN: i64 = 200;

/// The page.
pub async fn page(signed: SignedIn) -> Answer {
    signed.page(drawn).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame) -> app::Result<Markup> {
    let lang = frame.lang;
    frame.title = t(lang, "import-title").into_owned();
    frame.action = Some(new_action(lang));
    let all = queries::list(ctx, tx, SHOWN)?;
    if all.is_empty() {
        let action = Some((super::NEW.to_owned(), t(lang, "import-new").into_owned()));
        let empty =
            Empty { title: t(lang, "import-title").into_owned(), text: t(lang, "import-empty").into_owned(), action };
        return Ok(content(true, html! { div class="card" { (table::empty(&empty)) } }));
    }
    let columns = ["import-step-files", "import-state", "import-when", "import-who", "import-done"];
    let columns: Vec<Column> = columns.iter().map(|key| Column::text(t(lang, key))).chain([Column::text("")]).collect();
    let rows: Vec<Row> = all.iter().map(|import| row(ctx, frame, import)).collect();
    Ok(content(true, html! { div class="card" { (table::plain(&columns, &rows)) } }))
}

fn row(ctx: &Ctx, frame: &PageFrame, import: &ImportView) -> Row {
    let lang = frame.lang;
    let at = format!("{LIST}/{}", import.id);
    let cells = vec![
        html! { a class="title" href=(href(import.id)) { (import.source) } },
        state(lang, import),
        html! { (crate::settings::moment(ctx, lang, import.started_at)) },
        html! { (import.user.clone().unwrap_or_else(|| t(lang, "import-console").into_owned())) },
        html! { (counted(lang, &import.report.counts)) },
        html! {
            div class="row" {
                @if import.has_rejects {
                    a class="button plain" href={ (at) "/rejects.csv" } download { (small(Icon::Download)) (t(lang, "import-rejects")) }
                }
                @if matches!(import.state.as_str(), "done" | "cancelled" | "failed") {
                    (form::post(&frame.csrf, &format!("{at}/undo"), &[], "plain", html! { (small(Icon::Undo)) (t(lang, "import-undo")) }))
                }
            }
        },
    ];
    Row { id: import.id.to_string(), cells, off: import.state == "undone", ..Row::default() }
}

/// The state of an import as a pill.
pub(super) fn state(lang: Lang, import: &ImportView) -> Markup {
    let tone = match import.state.as_str() {
        "done" if import.report.counts.rejected > 0 => Tone::Today,
        "done" => Tone::Won,
        "failed" => Tone::Lost,
        "running" | "waiting" => Tone::Accent,
        _ => Tone::Plain,
    };
    pill(tone, &t(lang, &format!("import-state-{}", import.state)))
}

/// Counts in words, those that are not 0.
pub(super) fn counted(lang: Lang, counts: &Counts) -> String {
    let all = [
        ("import-created", counts.created),
        ("import-updated", counts.updated),
        ("import-unchanged", counts.unchanged),
        ("import-ended", counts.ended),
        ("import-rejected", counts.rejected),
    ];
    let said = |(key, n): (&str, u64)| text::tr(lang, key, &[("count", whole(n).into())]);
    let parts: Vec<String> = all.into_iter().filter(|(_, n)| *n > 0).map(said).collect();
    parts.join(" · ")
}

/// A count as texts take it.
pub(super) fn whole(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A count as shown in a column.
pub(super) fn number(lang: Lang, n: u64) -> String {
    fmt::number(lang, whole(n))
}
