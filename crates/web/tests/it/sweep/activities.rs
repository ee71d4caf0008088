//! What the routes of activities are sent.

use super::company::{Company, position};
use super::viewers::May;
use super::writes::{Body, MARKERS, Need, Write, call, form, named};
use serde_json::json;

pub fn writes(method: &str, rest: &str, pattern: &str, company: &Company) -> Option<Vec<Write>> {
    let mut all = Vec::new();
    for (marker, one) in MARKERS.into_iter().map(|marker| (marker, company.marked[marker])) {
        let (id, on) = (one.task.to_string(), one.account.to_string());
        let (address, stays) = (pattern.replace("{id}", &id), format!("{marker}-Fjell task"));
        let new = [("kind", "note"), ("subject", "Made"), ("account", on.as_str())];
        match (method, rest) {
            ("POST", "/from-calendar") => {
                let body = if address.starts_with("/api") { Body::Json(json!({})) } else { Body::File };
                all.push(Write { address, body, need: Need::To(May::Change), is_idle: false });
            }
            ("POST", "") => all.push(named(address, Need::Naming(marker), &new)),
            ("POST", "/batch") => {
                let made = json!({ "kind": "note", "subject": "Made", "account": on });
                all.push(call(address, Need::To(May::Change), json!({ "items": [made] })));
            }
            ("PATCH" | "POST", "/{id}") => {
                all.push(named(address.clone(), Need::On(marker), &[("subject", "changed")]));
                all.push(Write { is_idle: true, ..named(address, Need::On(marker), &[("subject", &stays)]) });
            }
            ("POST", "/bulk-owner") => {
                let owner = position("Enya").to_string();
                all.push(form(address, Need::On(marker), &[("owner", &owner), ("id", &id)]));
            }
            _ => return None,
        }
    }
    Some(all)
}
