//! What the routes of personal data answer, and are sent.

use super::company::{Company, Marked};
use super::reads::{self, Try, ask};
use super::viewers::May;
use super::writes::{self, Write, call, form, named};
use serde_json::json;

pub fn reads(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    let may = reads::Need::To(May::Privacy);
    let contact = company.marked["alfa"].contact;
    Some(match pattern {
        "/settings/privacy" => vec![ask(pattern, may), ask(format!("{pattern}?q=alfa"), may)],
        "/api/v1/privacy/people" => vec![ask(format!("{pattern}?q=alfa"), may)],
        "/settings/privacy/person" | "/api/v1/privacy/preview" => {
            vec![ask(format!("{pattern}?record={contact}"), may)]
        }
        "/api/v1/privacy/requests" | "/api/v1/privacy/retention" | "/api/v1/privacy/due" => vec![ask(pattern, may)],
        "/api/v1/consents/{noun}/{record}" => {
            let at = |noun: &str, id: uuid::Uuid| pattern.replace("{noun}", noun).replace("{record}", &id.to_string());
            let each = |(marker, one): (&&'static str, &Marked)| {
                let need = reads::Need::Seen(marker);
                [ask(at("contact", one.contact.0), need), ask(at("lead", one.lead.0), need)]
            };
            company.marked.iter().flat_map(each).collect()
        }
        _ => return None,
    })
}

pub fn writes(pattern: &str, company: &Company) -> Option<Vec<Write>> {
    let may = writes::Need::To(May::Privacy);
    let contact = company.marked["alfa"].contact.to_string();
    Some(match pattern {
        "/settings/privacy/file" | "/settings/privacy/erasure" => {
            vec![form(pattern.to_owned(), may, &[("record", &contact), ("sure", "1")])]
        }
        "/consents/{noun}/{record}" | "/api/v1/consents/{noun}/{record}" => {
            let at = |noun: &str, id: uuid::Uuid| pattern.replace("{noun}", noun).replace("{record}", &id.to_string());
            let said = [("purpose", "email"), ("state", "refused")];
            let each = |marker: &'static str| {
                let (one, need) = (company.marked[marker], writes::Need::On(marker));
                [named(at("contact", one.contact.0), need, &said), named(at("lead", one.lead.0), need, &said)]
            };
            writes::MARKERS.into_iter().flat_map(each).collect()
        }
        "/settings/privacy/retention" => {
            vec![form(pattern.to_owned(), may, &[("lead_months", "12"), ("lead_then", "list")])]
        }
        "/settings/privacy/retention/erasure" => {
            vec![form(pattern.to_owned(), may, &[("record", &contact), ("sure", "1")])]
        }
        "/api/v1/privacy/retention" => vec![call(pattern.to_owned(), may, json!({}))],
        "/api/v1/privacy/due" => vec![call(pattern.to_owned(), may, json!({ "records": [contact] }))],
        "/api/v1/privacy/exports" | "/api/v1/privacy/erasures" => {
            vec![call(pattern.to_owned(), may, json!({ "records": [contact] }))]
        }
        _ => return None,
    })
}
