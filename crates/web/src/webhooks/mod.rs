//! Webhooks: addresses that are told what happens, kept below the settings and by programs.

mod api;
pub mod documented;
mod list;
mod one;
pub(crate) mod worker;

use crate::routes::Routes;
use domain::kernel::id::WebhookId;
use domain::policy::Noun;

/// Every address.
pub(crate) const WEBHOOKS: &str = "/settings/webhooks";
const ONE: &str = "/settings/webhooks/{id}";
const ACTIVE: &str = "/settings/webhooks/{id}/active";
const SECRET: &str = "/settings/webhooks/{id}/secret";
const TEST: &str = "/settings/webhooks/{id}/test";
const REPLAY: &str = "/settings/webhooks/{id}/replay";
const REMOVAL: &str = "/settings/webhooks/{id}/removal";
const AGAIN: &str = "/settings/webhooks/{id}/messages/{event}/again";
const SKIP: &str = "/settings/webhooks/{id}/messages/{event}/skip";

/// These routes.
pub fn routes() -> Routes {
    let noun = Noun::Webhook;
    Routes::new()
        .page(WEBHOOKS, noun, list::page)
        .action(WEBHOOKS, noun, list::create)
        .page(ONE, noun, one::page)
        .action(ONE, noun, one::save)
        .action(ACTIVE, noun, one::set_active)
        .action(SECRET, noun, one::rotate)
        .action(TEST, noun, one::test)
        .action(REPLAY, noun, one::replay)
        .action(REMOVAL, noun, one::remove)
        .action(AGAIN, noun, one::again)
        .action(SKIP, noun, one::skip)
        .merge(api::routes())
}

fn href(id: WebhookId) -> String {
    ONE.replace("{id}", &id.to_string())
}

/// A path of one address.
fn of(path: &str, id: WebhookId) -> String {
    path.replace("{id}", &id.to_string())
}
