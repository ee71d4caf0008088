//! What the routes of work on many records answer, and are sent: everyone has their own, on records that they may change.

use super::company::Company;
use super::reads::{self, Try, ask};
use super::writes::{self, MARKERS, Write, call, form};
use app::bulk::{Which, commands};
use app::listing::kinds;
use app::{Ctx, Tx};
use domain::kernel::id::SetId;
use serde_json::json;
use uuid::Uuid;

/// A change of one account that somebody asked for and did not begin.
pub fn asked(ctx: &Ctx, tx: &mut Tx<'_>, account: Uuid) -> app::Result<SetId> {
    let id = commands::choose(ctx, tx, &kinds::ACCOUNTS, &Which::These(vec![account]))?;
    commands::describe(ctx, tx, id, [("tier".to_owned(), json!("key"))].into_iter().collect())?;
    Ok(id)
}

pub fn reads(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    Some(match pattern {
        "/bulk" | "/api/v1/bulk" => vec![ask(pattern, reads::Need::SignedIn(200))],
        "/bulk/{id}" | "/api/v1/bulk/{id}" => {
            vec![ask(pattern.replace("{id}", &company.bulk.to_string()), reads::Need::Only("Arne"))]
        }
        _ => return None,
    })
}

pub fn writes(pattern: &str, company: &Company) -> Option<Vec<Write>> {
    let one = || pattern.replace("{id}", &company.bulk.to_string());
    let all = MARKERS.into_iter().map(|marker| (writes::Need::Naming(marker), company.marked[marker].account));
    let asked = |(need, id)| {
        call(pattern.to_owned(), need, json!({ "kind": "accounts", "ids": [id], "fields": { "tier": "key" } }))
    };
    Some(match pattern {
        "/bulk" => all
            .map(|(need, id)| form(pattern.to_owned(), need, &[("kind", "accounts"), ("id", &id.to_string())]))
            .collect(),
        "/api/v1/bulk" => all.map(asked).collect(),
        "/api/v1/bulk/preview" => all.map(|one| Write { is_idle: true, ..asked(one) }).collect(),
        "/bulk/{id}" => vec![form(one(), writes::Need::Only("Arne"), &[("field", "tier"), ("tier", "small")])],
        "/bulk/{id}/begin" | "/bulk/{id}/stop" | "/bulk/{id}/undo" => {
            vec![form(one(), writes::Need::Only("Arne"), &[])]
        }
        "/api/v1/bulk/{id}/stop" | "/api/v1/bulk/{id}/undo" => {
            vec![call(one(), writes::Need::Only("Arne"), json!({}))]
        }
        _ => return None,
    })
}
