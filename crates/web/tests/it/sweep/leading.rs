//! Routes of what leads come from and how they are worked: forms, frames, lists, the score.

use super::company::{Company, Marked};
use super::reads::{self, Try};
use super::viewers::May;
use super::writes::{self, Body, Write};
use serde_json::{Value as Json, json};

fn ask(address: impl Into<String>, need: reads::Need) -> Try {
    Try { address: address.into(), need, shows: &[] }
}
fn form(address: String, need: writes::Need, fields: &[(&'static str, &str)]) -> Write {
    let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Write { address, body: Body::Form(fields), need, is_idle: false }
}
fn call(address: String, need: writes::Need, body: Json) -> Write {
    Write { address, body: Body::Json(body), need, is_idle: false }
}

/// What a route that reads is asked.
pub fn tries(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    use reads::Need::{Open, SignedIn};
    Some(match pattern {
        "/f/{key}" | "/f/{key}/thanks" => {
            let of = |key: &str, status| ask(pattern.replace("{key}", key), Open(status));
            vec![of("ask-us", 200), of("never-made", 404)]
        }
        "/settings/frame" => vec![ask(pattern, SignedIn(200))],
        "/settings/score" | "/api/v1/lead-score" => vec![ask(pattern, reads::Need::To(May::Organise))],
        "/api/v1/frame/{noun}/{record}" => {
            let of = |(marker, one): (&&'static str, &Marked)| {
                [("lead", one.lead.0), ("opportunity", one.deal.0)].map(|(noun, id)| {
                    let address = pattern.replace("{noun}", noun).replace("{record}", &id.to_string());
                    ask(address, reads::Need::Seen(marker))
                })
            };
            company.marked.iter().flat_map(of).collect()
        }
        "/settings/forms" | "/api/v1/lead-forms" | "/settings/fields" | "/api/v1/fields" => {
            vec![ask(pattern, SignedIn(200))]
        }
        "/settings/fields/{id}" | "/api/v1/fields/{id}" => {
            vec![ask(pattern.replace("{id}", &company.field), SignedIn(200))]
        }
        "/settings/forms/{id}" | "/api/v1/lead-forms/{id}" => {
            vec![ask(pattern.replace("{id}", &company.form), SignedIn(200))]
        }
        _ => return None,
    })
}

/// A write for the lead of each marker.
fn of_leads(company: &Company, pattern: &str, write: impl Fn(String, &'static str) -> Write) -> Vec<Write> {
    let one = |(marker, one): (&&'static str, &Marked)| write(pattern.replace("{id}", &one.lead.to_string()), marker);
    company.marked.iter().map(one).collect()
}

/// What a route that writes is sent.
pub fn writes(method: &str, pattern: &str, company: &Company) -> Option<Vec<Write>> {
    use writes::Need::{On, Only, Own, To};
    Some(match pattern {
        // Open to all: what may be sent there is a matter of its own (lead_forms.rs).
        "/f/{key}" => vec![form("/f/ask-us".into(), Own, &[])],
        // Whoever may make one is told of those like it that they see.
        "/duplicates/{kind}/likely" => {
            let asked = [("name", "Fjell Deal"), ("company", "Fjell"), ("email", "who@else.test")];
            let ask = |kind: &str| form(pattern.replace("{kind}", kind), To(May::Change), &asked);
            ["accounts", "contacts", "leads"].map(|kind| Write { is_idle: true, ..ask(kind) }).into()
        }
        "/settings/cadences" => vec![form(pattern.to_owned(), To(May::Organise), &[("name", "New")])],
        "/settings/cadences/{id}/steps" => {
            let step = [("day", "1"), ("kind", "call"), ("subject", "Call")];
            vec![form(pattern.replace("{id}", &company.view.to_string()), Only("Nobody"), &step)]
        }
        // There is none of that id.
        "/settings/cadences/{id}/steps/remove" | "/settings/cadences/{id}/active" | "/cadences/stop/{id}" => {
            vec![form(pattern.replace("{id}", &company.view.to_string()), Only("Nobody"), &[])]
        }
        "/cadences/enrol/{noun}/{record}" => {
            let on = |marker: &'static str, noun: &str, id: uuid::Uuid| {
                let address = pattern.replace("{noun}", noun).replace("{record}", &id.to_string());
                form(address, On(marker), &[("cadence", &company.view.to_string())])
            };
            let each = |(marker, one): (&&'static str, &Marked)| {
                [
                    on(marker, "lead", one.lead.0),
                    on(marker, "contact", one.contact.0),
                    on(marker, "opportunity", one.deal.0),
                ]
            };
            company.marked.iter().flat_map(each).collect()
        }
        "/api/v1/cadences/enrolments" => {
            let on = |marker: &'static str, noun: &str, id: uuid::Uuid| {
                let sent = json!({ "cadence": company.view, "noun": noun, "record": id });
                call(pattern.to_owned(), On(marker), sent)
            };
            let each = |(marker, one): (&&'static str, &Marked)| {
                [
                    on(marker, "lead", one.lead.0),
                    on(marker, "contact", one.contact.0),
                    on(marker, "opportunity", one.deal.0),
                ]
            };
            company.marked.iter().flat_map(each).collect()
        }
        "/api/v1/cadences/enrolments/{id}" => {
            vec![call(pattern.replace("{id}", &company.view.to_string()), Only("Nobody"), json!({}))]
        }
        "/leads/{id}/status" | "/api/v1/leads/{id}/status" => of_leads(company, pattern, |address, marker| {
            let to = [("status", "disqualified"), ("reason", "no_need")];
            writes::named(address, On(marker), &to)
        }),
        "/leads/{id}/conversion" => {
            of_leads(company, pattern, |address, marker| form(address, On(marker), &[("name", "Made")]))
        }
        "/api/v1/leads/{id}/conversion" => {
            of_leads(company, pattern, |address, marker| call(address, On(marker), json!({ "with_opportunity": true })))
        }
        "/settings/score" => vec![form(pattern.to_owned(), To(May::Organise), &[])],
        "/api/v1/lead-score" => vec![call(pattern.to_owned(), To(May::Organise), Json::Null)],
        "/settings/frame" => vec![form(pattern.to_owned(), To(May::Organise), &[("frame", "meddicc")])],
        "/frame/{noun}/{record}" | "/api/v1/frame/{noun}/{record}" => {
            let of = |(marker, one): (&&'static str, &Marked)| {
                [("lead", one.lead.0), ("opportunity", one.deal.0)].map(|(noun, id)| {
                    let address = pattern.replace("{noun}", noun).replace("{record}", &id.to_string());
                    if method == "PUT" {
                        let answers = json!([{ "element": "champion", "answer": "known", "evidence": "Kari" }]);
                        return call(address, writes::Need::On(marker), json!({ "answers": answers }));
                    }
                    let given = [("element", "champion"), ("answer-champion", "known"), ("champion", "Kari")];
                    form(address, writes::Need::On(marker), &given)
                })
            };
            company.marked.iter().flat_map(of).collect()
        }
        "/settings/fields" => {
            let given = [("label", "Another"), ("kind", "text")];
            vec![form(format!("{pattern}?of=accounts"), To(May::Organise), &given)]
        }
        "/settings/fields/{id}" => {
            vec![form(pattern.replace("{id}", &company.field), To(May::Organise), &[("label", "Renamed")])]
        }
        "/settings/fields/{id}/moved" => {
            vec![form(pattern.replace("{id}", &company.field), To(May::Organise), &[("way", "up")])]
        }
        "/settings/fields/{id}/retired" => {
            vec![form(pattern.replace("{id}", &company.field), To(May::Organise), &[("retired", "0")])]
        }
        "/api/v1/fields" => {
            let new = json!({ "noun": "lead", "kind": "text", "label": "Another" });
            vec![call(pattern.to_owned(), To(May::Organise), new)]
        }
        "/api/v1/fields/{id}" if method == "PATCH" => {
            vec![call(pattern.replace("{id}", &company.field), To(May::Organise), json!({ "label": "Renamed" }))]
        }
        "/settings/forms" => vec![form(pattern.to_owned(), To(May::Organise), &[("name", "Another")])],
        "/settings/forms/{id}" | "/settings/forms/{id}/active" => {
            vec![form(pattern.replace("{id}", &company.form), To(May::Organise), &[("name", "Changed")])]
        }
        "/api/v1/lead-forms" => vec![call(pattern.to_owned(), To(May::Organise), json!({ "name": "Another" }))],
        "/api/v1/lead-forms/{id}" if method == "PATCH" => {
            let address = pattern.replace("{id}", &company.form);
            vec![call(address, To(May::Organise), json!({ "name": "Changed" }))]
        }
        _ => return None,
    })
}
