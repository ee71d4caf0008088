//! What the routes of personal data answer, and are sent.

use super::company::Company;
use super::reads::{self, Try, ask};
use super::viewers::May;
use super::writes::{self, Write, call, form};
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
        "/api/v1/privacy/requests" => vec![ask(pattern, may)],
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
        "/api/v1/privacy/exports" | "/api/v1/privacy/erasures" => {
            vec![call(pattern.to_owned(), may, json!({ "records": [contact] }))]
        }
        _ => return None,
    })
}
