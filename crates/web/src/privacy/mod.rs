//! Personal data: finding a person, what is kept of them, the file that is handed to them, erasing them, and who is due to be.

mod api;
mod page;
mod retention;

use crate::routes::Routes;
use crate::settings::moment;
use app::Ctx;
use domain::Instant;
use domain::policy::Noun;
use maud::{Markup, html};
use text::{Lang, tr};
use uuid::Uuid;

/// The search, and what was done.
pub const PRIVACY: &str = "/settings/privacy";
const PERSON: &str = "/settings/privacy/person";
const FILE: &str = "/settings/privacy/file";
const ERASE: &str = "/settings/privacy/erasure";

/// These routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(PRIVACY, Noun::Privacy, page::list)
        .page(PERSON, Noun::Privacy, page::person)
        .action(FILE, Noun::Privacy, page::file)
        .action(ERASE, Noun::Privacy, page::erase)
        .merge(retention::routes())
        .merge(api::routes())
}

/// What is kept of the records.
fn person_href(records: &[Uuid]) -> String {
    let named: Vec<String> = records.iter().map(|id| format!("record={id}")).collect();
    format!("{PERSON}?{}", named.join("&"))
}

/// What stands above the page of somebody who was erased.
pub(crate) fn was_erased(ctx: &Ctx, lang: Lang, at: Instant) -> Markup {
    let told = tr(lang, "privacy-was-erased", &[("at", moment(ctx, lang, at).into())]);
    html! { p class="notice" role="status" { (told) } }
}
