//! Imports: the list, the wizard in three steps (files, check, load), what became of each, and its undo.

mod api;
mod check;
mod choices;
mod likely;
mod list;
mod new;
mod show;
pub mod worker;

pub(crate) use new::sent;

use crate::errors::Failure;
use crate::routes::Routes;
use crate::ui::icon::Icon;
use crate::ui::layout::{Action, PageFrame};
use app::Error;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::kernel::id::SetId;
use domain::policy::Noun;
use text::{Lang, t, tr};

/// Imports so far.
pub const LIST: &str = "/imports";
/// What the file dialog offers.
pub const ACCEPTED: &str = ".csv,.tsv,.txt,.gz,.xlsx,.vcf,.vcard";
/// Files to be chosen.
pub const NEW: &str = "/imports/new";
/// How far one is and what became of it.
pub const SHOW: &str = "/imports/{id}";
/// Its files, as they would be read.
pub const CHECK: &str = "/imports/{id}/check";
/// The choices of an import as a mapping file.
pub const MAPPING: &str = "/imports/{id}/mapping.toml";
/// Rows given back.
pub const REJECTS: &str = "/imports/{id}/rejects.csv";
/// Where it is stopped.
pub const CANCEL: &str = "/imports/{id}/cancel";
/// Where files that were not loaded are thrown away.
pub const DISCARD: &str = "/imports/{id}/discard";
/// Where it is taken back.
pub const UNDO: &str = "/imports/{id}/undo";
/// The largest upload.
const UPLOAD_BYTES: usize = 1 << 30;

/// The page of an import.
pub fn href(id: SetId) -> String {
    format!("{LIST}/{id}")
}

/// The import that a path names.
fn named(id: &str) -> Result<SetId, Failure> {
    id.parse().map_err(|_| Error::NotFound.into())
}

fn check_href(id: SetId) -> String {
    format!("{LIST}/{id}/check")
}

/// These routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(LIST, Noun::Import, list::page)
        .upload(LIST, Noun::Import, UPLOAD_BYTES, new::receive)
        .page(NEW, Noun::Import, new::page)
        .page(SHOW, Noun::Import, show::page)
        .page(CHECK, Noun::Import, check::page)
        .action(CHECK, Noun::Import, choices::save)
        .page(MAPPING, Noun::Import, choices::download)
        .page(REJECTS, Noun::Import, show::rejects)
        .action(CANCEL, Noun::Import, show::cancel)
        .action(DISCARD, Noun::Import, show::discard)
        .action(UNDO, Noun::Import, show::undo)
        .merge(api::routes())
}

/// The step a reader is at, beside the title.
fn at_step(frame: &mut PageFrame, step: i64, key: &str) {
    let count = tr(frame.lang, "import-step", &[("step", step.into()), ("steps", 3_i64.into())]);
    frame.title = t(frame.lang, "import-new").into_owned();
    frame.of = Some(format!("{count}: {}", t(frame.lang, key)));
}

/// The way to a new import, in the head of a page.
fn new_action(lang: Lang) -> Action {
    Action { href: NEW.to_owned(), label: t(lang, "import-new").into_owned(), icon: Icon::Upload }
}

/// What a kind of rows is called.
fn kind_name(lang: Lang, kind: app::imports::Kind) -> String {
    t(lang, &format!("import-kind-{}", kind.key())).into_owned()
}

/// What a field of a file is called: as in records, or by a name that only files have.
fn field_name(lang: Lang, field: &str) -> String {
    let own = format!("import-field-{field}");
    if text::has(&own) { t(lang, &own).into_owned() } else { t(lang, &format!("field-{field}")).into_owned() }
}

/// A file to be saved by the browser.
fn file(name: &str, kind: &'static str, content: String) -> Response {
    let mut answer = content.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    answer
}
