//! What the routes of work on many records answer, and are sent: everyone has their own, on records that they may change.

use super::company::Company;
use super::reads::{self, Try, ask};
use super::writes::{self, MARKERS, Write, call, form};
use app::bulk::{What, Which, commands};
use app::events::Cause;
use app::listing::kinds;
use app::trash::commands as trash;
use app::{Ctx, Tx, contacts};
use domain::contacts::Contact;
use domain::kernel::id::{PositionId, SetId};
use domain::policy::Noun;
use serde_json::json;
use uuid::Uuid;

/// A change of one account that somebody asked for and did not begin.
pub fn asked(ctx: &Ctx, tx: &mut Tx<'_>, account: Uuid) -> app::Result<SetId> {
    let id = commands::choose(ctx, tx, &kinds::ACCOUNTS, &Which::These(vec![account]))?;
    commands::describe(ctx, tx, id, What::Change([("tier".to_owned(), json!("key"))].into_iter().collect()))?;
    Ok(id)
}

/// A contact of the marker's that was deleted.
pub fn deleted(ctx: &Ctx, tx: &mut Tx<'_>, marker: &str, owner: PositionId) -> app::Result<Uuid> {
    let contact = Contact { name: format!("{marker}-Fjell Gone"), owner, ..Contact::default() };
    let id = contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact])?.remove(0).id.0;
    trash::delete(ctx, tx, Cause::COMMAND, Noun::Contact, &[id])?;
    Ok(id)
}

pub fn reads(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    Some(match pattern {
        "/bulk" | "/api/v1/bulk" => vec![ask(pattern, reads::Need::SignedIn(200))],
        "/bulk/{id}" | "/api/v1/bulk/{id}" => {
            vec![ask(pattern.replace("{id}", &company.bulk.to_string()), reads::Need::Only("Arne"))]
        }
        "/trash" | "/api/v1/trash" => vec![ask(pattern, reads::Need::SignedIn(200))],
        _ => return None,
    })
}

pub fn writes(pattern: &str, company: &Company) -> Option<Vec<Write>> {
    let one = || pattern.replace("{id}", &company.bulk.to_string());
    let all = MARKERS.into_iter().map(|marker| (writes::Need::Naming(marker), company.marked[marker].account));
    let asked = |(need, id)| {
        call(pattern.to_owned(), need, json!({ "kind": "accounts", "ids": [id], "fields": { "tier": "key" } }))
    };
    let gone = company.deleted.iter().map(|(marker, id)| (writes::Need::Theirs(marker), *id));
    let contact = |marker: &'static str| {
        let id = company.marked[marker].contact.to_string();
        form(pattern.replace("{kind}", "contacts").replace("{id}", &id), writes::Need::On(marker), &[])
    };
    Some(match pattern {
        "/trash/{kind}/{id}" => MARKERS.into_iter().map(contact).collect(),
        "/trash/{id}" => gone.map(|(need, id)| form(pattern.replace("{id}", &id.to_string()), need, &[])).collect(),
        "/api/v1/trash/{id}/restore" => {
            gone.map(|(need, id)| call(pattern.replace("{id}", &id.to_string()), need, json!({}))).collect()
        }
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
