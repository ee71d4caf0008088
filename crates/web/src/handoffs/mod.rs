//! Hand-offs: what waits for an answer, what was offered, how it flows; answered from here, from Today and from the page of
//! the record.

mod actions;
mod api;
mod flow;
mod lines;
mod page;
mod rules;

pub use lines::tone;

use crate::routes::Routes;
use crate::ui::layout::{PageFrame, Tab};
use domain::kernel::id::{HandoffId, UnitId};
use domain::policy::Noun;
use text::t;

pub(crate) use lines::{on_record, today};

/// What waits and what was answered; where an offer is posted.
pub const LIST: &str = "/handoffs";
/// How work flows between units.
const FLOW: &str = "/handoffs/flow";
/// How long an answer may take.
const RULES: &str = "/handoffs/rules";
const ONE: &str = "/handoffs/{id}";
const ACCEPT: &str = "/handoffs/{id}/accept";
const UNDO: &str = "/handoffs/{id}/undo";
const RETURN: &str = "/handoffs/{id}/return";
const WITHDRAW: &str = "/handoffs/{id}/withdraw";
const REDIRECT: &str = "/handoffs/{id}/redirect";
const TELL: &str = "/handoffs/{id}/tell";
const MODELS: &str = "/handoffs/models/{id}";

/// The page of a hand-off.
pub fn one_href(id: HandoffId) -> String {
    href(ONE, id)
}

fn href(path: &str, id: HandoffId) -> String {
    path.replace("{id}", &id.to_string())
}

/// Where open work of a unit is put under its model of today.
pub(crate) fn models_href(unit: UnitId) -> String {
    MODELS.replace("{id}", &unit.to_string())
}

/// These routes.
pub fn routes() -> Routes {
    let noun = Noun::Handoff;
    Routes::new()
        .page(LIST, noun, page::list)
        .action(LIST, noun, actions::offer)
        .page(FLOW, noun, flow::page)
        .page(RULES, Noun::Organisation, rules::page)
        .action(RULES, Noun::Organisation, rules::set)
        .page(ONE, noun, page::one)
        .action(ACCEPT, noun, actions::accept)
        .action(UNDO, noun, actions::undo)
        .action(RETURN, noun, actions::give_back)
        .action(WITHDRAW, noun, actions::withdraw)
        .action(REDIRECT, noun, actions::redirect)
        .action(TELL, noun, actions::tell)
        .action(MODELS, Noun::Organisation, rules::move_to_model)
        .merge(api::routes())
}

/// The tabs of these pages.
fn head(frame: &mut PageFrame, here: &str) {
    let lang = frame.lang;
    frame.title = t(lang, "handoffs-title").into_owned();
    let tabs = [(LIST, "handoffs-title"), (FLOW, "handoffs-flow"), (RULES, "handoffs-rules")];
    frame.tabs = tabs.map(|(path, key)| Tab::new(path, t(lang, key), path == here)).to_vec();
}
