//! What routes of mail are asked and sent, and who must get what.

use super::company::Company;
use super::reads::{self, Try, ask};
use super::viewers::May;
use super::writes::{self, Write, call, form};
use serde_json::json;

/// An id that nobody gave to anything.
const NOBODYS: &str = "00000000-0000-7000-8000-000000000000";
const MARKERS: [&str; 5] = ["alfa", "beta", "topp", "delt", "segm"];

/// Writing on the records of a marker: for who sees them and may write.
fn on_each(pattern: &str, company: &Company, marker: &'static str) -> Vec<Try> {
    let one = company.marked[marker];
    let records =
        [("contact", one.contact.0), ("account", one.account.0), ("lead", one.lead.0), ("opportunity", one.deal.0)];
    let at = |(noun, id): (&str, uuid::Uuid)| {
        let address = pattern.replace("{noun}", noun).replace("{record}", &id.to_string());
        ask(address, reads::Need::Changed(marker))
    };
    records.into_iter().map(at).collect()
}

pub fn reads(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    Some(match pattern {
        "/settings/outbox" | "/settings/mail" => vec![ask(pattern, reads::Need::SignedIn(200))],
        "/settings/mail/{id}" => vec![ask(pattern.replace("{id}", NOBODYS), reads::Need::SignedIn(404))],
        "/settings/mail-templates" | "/api/v1/mail-templates" => vec![ask(pattern, reads::Need::SignedIn(200))],
        "/mail/threads/{id}" | "/api/v1/mail/threads/{id}" => {
            vec![ask(pattern.replace("{id}", NOBODYS), reads::Need::SignedIn(404))]
        }
        "/mail/write/{noun}/{record}" => {
            MARKERS.into_iter().flat_map(|marker| on_each(pattern, company, marker)).collect()
        }
        "/settings/sender" => vec![ask(pattern, reads::Need::To(May::Settings))],
        _ => return None,
    })
}

pub fn writes(pattern: &str, company: &Company) -> Option<Vec<Write>> {
    const OWN: [&str; 17] = [
        "/settings/outbox/{id}/again",
        "/settings/outbox/{id}/arrived",
        "/settings/outbox/{id}/never",
        "/settings/mail",
        "/settings/mail/{id}",
        "/settings/mail/{id}/look",
        "/settings/mail/{id}/on",
        "/settings/mail/{id}/off",
        "/settings/mail/{id}/end",
        "/settings/mail-exclusions",
        "/settings/mail-exclusions/{id}/end",
        "/mail/{id}/sight",
        "/settings/calendar/server",
        "/settings/calendar/server/look",
        "/settings/calendar/server/on",
        "/settings/calendar/server/off",
        "/settings/calendar/server/end",
    ];
    if OWN.contains(&pattern) {
        return Some(vec![form(pattern.to_owned(), writes::Need::Own, &[])]);
    }
    Some(match pattern {
        "/settings/mail-templates" | "/settings/mail-templates/{id}" => {
            vec![form(pattern.replace("{id}", NOBODYS), writes::Need::To(May::Organise), &[("name", "New")])]
        }
        "/settings/mail-templates/ready" => {
            vec![form(pattern.to_owned(), writes::Need::To(May::Organise), &[("language", "en")])]
        }
        "/api/v1/mail-templates" | "/api/v1/mail-templates/{id}" => {
            let new = json!({ "name": "New", "language": "en", "subject": "Hello", "body": "Hello" });
            vec![call(pattern.replace("{id}", NOBODYS), writes::Need::To(May::Organise), new)]
        }
        "/api/v1/mail-templates/ready" => {
            vec![call(pattern.to_owned(), writes::Need::To(May::Organise), json!({ "language": "en" }))]
        }
        "/api/v1/mail/on/{noun}/{record}" => {
            let new = json!({ "account": NOBODYS, "to": ["who@else.test"], "subject": "Hello", "body": "Hello" });
            let one = |marker: &'static str| {
                let at = pattern.replace("{noun}", "contact");
                let at = at.replace("{record}", &company.marked[marker].contact.to_string());
                call(at, writes::Need::On(marker), new.clone())
            };
            MARKERS.into_iter().map(one).collect()
        }
        "/mail/write/{noun}/{record}" => {
            let one = |marker: &'static str| {
                let at = pattern.replace("{noun}", "contact");
                let at = at.replace("{record}", &company.marked[marker].contact.to_string());
                form(at, writes::Need::On(marker), &[("to", "who@else.test"), ("subject", "Hello")])
            };
            MARKERS.into_iter().map(one).collect()
        }
        "/settings/sender" | "/settings/sender/end" => {
            vec![form(pattern.to_owned(), writes::Need::To(May::Settings), &[])]
        }
        _ => return None,
    })
}
