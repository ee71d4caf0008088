//! What the routes of webhooks answer, and are sent.

use super::company::Company;
use super::reads::{self, Try, ask};
use super::viewers::May;
use super::writes::{self, Write, call, form};
use app::ctx::Who;
use app::webhooks::commands;
use domain::kernel::id::UserId;
use domain::webhooks::Webhook;
use serde_json::json;

/// An address that is never told anything, with Arne's eyes.
pub fn registered(house: &app::House, arne: UserId) -> String {
    let url = "https://127.0.0.1:1/in".to_owned();
    let webhook = Webhook { url, user: arne, is_active: false, ..Webhook::default() };
    house.write(Who::Console, |ctx, tx| commands::create(ctx, tx, webhook)).unwrap().id.to_string()
}

pub fn reads(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    let may = reads::Need::To(May::Webhooks);
    Some(match pattern {
        "/settings/webhooks" | "/api/v1/webhooks" => vec![ask(pattern, may)],
        "/settings/webhooks/{id}" | "/api/v1/webhooks/{id}" | "/api/v1/webhooks/{id}/messages" => {
            vec![ask(pattern.replace("{id}", &company.webhook), may)]
        }
        _ => return None,
    })
}

pub fn writes(method: &str, pattern: &str, company: &Company) -> Option<Vec<Write>> {
    let may = writes::Need::To(May::Webhooks);
    let event = company.view.to_string();
    let at = pattern.replace("{id}", &company.webhook).replace("{event}", &event).replace("{message}", &event);
    let url = "https://127.0.0.1:2/in";
    Some(match pattern {
        "/settings/webhooks" | "/settings/webhooks/{id}" => vec![form(at, may, &[("url", url)])],
        "/settings/webhooks/{id}/active" => vec![form(at, may, &[("active", "1")])],
        "/settings/webhooks/{id}/replay" => vec![form(at, may, &[("from", "2025-01-01")])],
        "/settings/webhooks/{id}/secret"
        | "/settings/webhooks/{id}/test"
        | "/settings/webhooks/{id}/removal"
        | "/settings/webhooks/{id}/messages/{event}/again"
        | "/settings/webhooks/{id}/messages/{event}/skip" => vec![form(at, may, &[])],
        "/api/v1/webhooks" => vec![call(at, may, json!({ "url": url }))],
        "/api/v1/webhooks/{id}" if method == "PATCH" => vec![call(at, may, json!({ "is_active": true }))],
        "/api/v1/webhooks/{id}" | "/api/v1/webhooks/{id}/tests" | "/api/v1/webhooks/{id}/secret" => {
            vec![call(at, may, json!({}))]
        }
        "/api/v1/webhooks/{id}/replays" => vec![call(at, may, json!({ "from": "2025-01-01T00:00:00Z" }))],
        "/api/v1/webhooks/{id}/messages/{message}/again" | "/api/v1/webhooks/{id}/messages/{message}/skip" => {
            vec![call(at, may, json!({}))]
        }
        _ => return None,
    })
}
