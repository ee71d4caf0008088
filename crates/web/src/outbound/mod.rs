//! Outbound lists: the lists with how far each is, one of them with everyone on it, and working through it one after
//! another. Leads and contacts are put there from their lists and pages.

mod api;
mod form;
mod lines;
mod one;
mod progress;
mod putting;
mod work;

use crate::routes::Routes;
use crate::ui::layout::Tab;
use app::Ctx;
use axum::http::HeaderMap;
use domain::kernel::id::OutboundListId;
use domain::policy::{Action, Noun};
use text::{Lang, t};

pub(crate) use putting::{bulk, on_record};
pub(crate) use work::{again, list_of};

/// Every list.
pub const LISTS: &str = "/leads/lists";
const NEW: &str = "/leads/lists/new";
const ONE: &str = "/leads/lists/{id}";
const EDIT: &str = "/leads/lists/{id}/edit";
const OPEN: &str = "/leads/lists/{id}/open";
const OFF: &str = "/leads/lists/{id}/off";
const UNDO: &str = "/leads/lists/{id}/undo";
const WORK: &str = "/leads/lists/{id}/work";
const PUT_ON: &str = "/leads/lists/put-on/{noun}";

fn href(path: &str, id: OutboundListId) -> String {
    path.replace("{id}", &id.to_string())
}

/// These routes.
pub fn routes() -> Routes {
    let noun = Noun::OutboundList;
    Routes::new()
        .page(LISTS, noun, lines::page)
        .action(LISTS, noun, form::create)
        .page(NEW, noun, form::new)
        .page(ONE, noun, one::page)
        .action(ONE, noun, form::change)
        .page(EDIT, noun, form::edit)
        .action(OPEN, noun, one::set_open)
        .action(OFF, noun, one::take_off)
        .action(UNDO, noun, putting::undo)
        .page(WORK, noun, work::page)
        .action(PUT_ON, noun, putting::put_on)
        .merge(api::routes())
}

/// Where a list is worked through.
pub(crate) fn work_href(id: OutboundListId) -> String {
    href(WORK, id)
}

/// Leads, and the lists of them: the tabs of both pages.
pub(crate) fn tabs(ctx: &Ctx, lang: Lang, here: &str) -> Vec<Tab> {
    if !ctx.can(Action::See, Noun::OutboundList) {
        return Vec::new();
    }
    let tabs = [(crate::leads::LIST, "lead-title"), (LISTS, "outbound-tab")];
    tabs.map(|(path, key)| Tab::new(path, t(lang, key), path == here)).to_vec()
}

/// The page on which a list is worked through, where a form was sent from there.
pub(crate) fn came_from_work(headers: &HeaderMap) -> Option<String> {
    let is_work = |place: &String| {
        let path = place.split('?').next().unwrap_or_default();
        path.strip_prefix(LISTS).is_some_and(|rest| rest.ends_with("/work"))
    };
    crate::request::came_from(headers).filter(is_work)
}
