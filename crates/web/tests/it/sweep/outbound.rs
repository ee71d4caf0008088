//! What routes of outbound lists are asked and sent, and who must get what: one list is Arne's, and Hedda has put a lead of
//! hers on it beside his own, which Arne may count and not see. Another is hers, with a lead of Arne's and one of Bjorn's.

use super::company::Company;
use super::reads::{self, Try, ask};
use super::viewers::May;
use super::writes::{self, Write, call, form};
use app::outbound::commands;
use app::{Ctx, Tx};
use domain::kernel::id::{LeadId, OutboundListId};
use domain::policy::Noun;
use serde_json::json;

/// Makes a list, with one lead.
pub fn made(ctx: &Ctx, tx: &mut Tx<'_>, name: &str, lead: LeadId) -> app::Result<OutboundListId> {
    Ok(commands::put_on_named(ctx, tx, name, &[(Noun::Lead, lead.0)])?.list)
}

/// Puts another on it.
pub fn added(ctx: &Ctx, tx: &mut Tx<'_>, list: OutboundListId, lead: LeadId) -> app::Result<()> {
    commands::put_on(ctx, tx, list, &[(Noun::Lead, lead.0)]).map(drop)
}

/// Markers of the list that is Hedda's.
const BOTH: &[&str] = &["alfa", "beta"];

pub fn reads(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    let address = pattern.replace("{id}", &company.list.to_string());
    let shared = pattern.replace("{id}", &company.shared.to_string());
    let all = |shows| vec![Try { shows, ..ask(address.clone(), reads::Need::To(May::Records)) }];
    Some(match pattern {
        "/leads/lists" | "/api/v1/outbound-lists" => all(&["alfa"]),
        "/leads/lists/new" => vec![ask(pattern, reads::Need::To(May::Change))],
        "/leads/lists/{id}" | "/api/v1/outbound-lists/{id}" => {
            let whole = Try { shows: &["alfa", "topp"], ..ask(address.clone(), reads::Need::Seen("alfa")) };
            let part = |query: &str| ask(format!("{address}?{query}"), reads::Need::Seen("alfa"));
            let shared = Try { shows: BOTH, ..ask(shared, reads::Need::Either(BOTH)) };
            vec![whole, part("show=untried"), part("page=9"), shared]
        }
        "/leads/lists/{id}/work" | "/api/v1/outbound-lists/{id}/next" => {
            let after = |marker: &str| {
                let address = format!("{address}?after={}", company.marked[marker].lead);
                ask(address, reads::Need::Seen("alfa"))
            };
            let shared = ask(shared, reads::Need::Either(BOTH));
            vec![ask(address.clone(), reads::Need::Seen("alfa")), after("alfa"), after("topp"), shared]
        }
        "/leads/lists/{id}/edit" => vec![ask(address, reads::Need::Changed("alfa"))],
        _ => return None,
    })
}

pub fn writes(method: &str, pattern: &str, company: &Company) -> Option<Vec<Write>> {
    let lead = company.marked["alfa"].lead.to_string();
    let address = pattern.replace("{id}", &company.list.to_string()).replace("{record}", &lead);
    let on = writes::Need::On("alfa");
    let posted = |fields: &[(&'static str, &str)]| vec![form(address.clone(), on, fields)];
    Some(match pattern {
        "/leads/lists" => vec![form(address, writes::Need::To(May::Change), &[("name", "New")])],
        "/leads/lists/{id}" => posted(&[("name", "changed")]),
        "/leads/lists/{id}/open" => posted(&[("open", "0")]),
        "/leads/lists/{id}/off" => posted(&[("id", &lead)]),
        "/leads/lists/{id}/undo" => posted(&[("set", &company.view.to_string())]),
        "/leads/lists/put-on/{noun}" => {
            let put = |noun: &str, marker: &'static str, id: uuid::Uuid| {
                let fields = [("list", "Mine"), ("id", &*id.to_string())];
                form(pattern.replace("{noun}", noun), writes::Need::On(marker), &fields)
            };
            let both = company.marked.iter().map(|(marker, one)| (*marker, one.lead.0, one.contact.0));
            both.flat_map(|(marker, lead, contact)| [put("lead", marker, lead), put("contact", marker, contact)])
                .collect()
        }
        "/api/v1/outbound-lists" => {
            vec![call(address, writes::Need::To(May::Change), json!({ "name": "New" }))]
        }
        "/api/v1/outbound-lists/{id}" => vec![call(address, on, json!({ "name": "changed" }))],
        "/api/v1/outbound-lists/{id}/members" => {
            vec![call(address, on, json!({ "noun": "lead", "records": [lead] }))]
        }
        "/api/v1/outbound-lists/{id}/members/{record}" if method == "DELETE" => vec![call(address, on, json!({}))],
        "/api/v1/outbound-lists/{id}/open" => vec![call(address, on, json!({ "is_open": false }))],
        _ => return None,
    })
}
