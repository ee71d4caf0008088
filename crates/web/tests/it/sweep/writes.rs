//! What each route that writes is sent, and who must be refused: one entry for each route of the table.
//!
//! Who may is not asked to: the sweep leaves the company as it found it. Of writes that change nothing, those who may
//! are asked too.

use super::company::{Company, position};
use super::viewers::{May, Viewer};
use axum::http::StatusCode;
use serde_json::{Value as Json, json};

/// Who may write.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Need {
    /// Whoever is signed in, about themselves; or whoever asks.
    Own,
    /// Who may do this.
    To(May),
    /// Who sees the marker's records and may change such.
    On(&'static str),
    /// The same of what is told to nobody else: for the others there is none.
    Theirs(&'static str),
    /// Who sees the marker's records.
    Seeing(&'static str),
    /// Who sees what is named in a record that they may make.
    Naming(&'static str),
    /// Who stands above the seat, or sets everyone's targets.
    Target(&'static str),
    /// That viewer alone; nobody where there is none of the name.
    Only(&'static str),
    /// The identity provider, which is no viewer.
    Provider,
}

/// What is sent.
pub enum Body {
    Form(Vec<(&'static str, String)>),
    Json(Json),
    File,
}

/// A write, and who may.
pub struct Write {
    pub address: String,
    pub body: Body,
    pub need: Need,
    /// Whether it changes nothing, so that those who may can be asked.
    pub is_idle: bool,
}

pub fn is_allowed(viewer: &Viewer, need: Need) -> bool {
    match need {
        Need::Own => true,
        Need::Provider => false,
        Need::To(what) => viewer.may(what),
        Need::On(marker) | Need::Theirs(marker) | Need::Naming(marker) => {
            viewer.may(May::Change) && viewer.sees(marker)
        }
        Need::Seeing(marker) => viewer.sees(marker),
        Need::Only(name) => viewer.name == name,
        Need::Target(seat) if viewer.may(May::Products) => viewer.figures.contains(&seat),
        Need::Target(seat) => viewer.may(May::Change) && viewer.figures.contains(&seat) && viewer.name != seat,
    }
}

/// Whether a refusal is the one that is due: what is hidden is not there, what is visible is forbidden.
pub fn is_refused(viewer: &Viewer, need: Need, status: StatusCode) -> bool {
    let either = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&status);
    match need {
        Need::Provider => status == StatusCode::UNAUTHORIZED,
        Need::Seeing(_) | Need::Theirs(_) => status == StatusCode::NOT_FOUND,
        Need::On(_) if viewer.may(May::Change) => status == StatusCode::NOT_FOUND,
        Need::Naming(_) if viewer.may(May::Change) => status == StatusCode::UNPROCESSABLE_ENTITY,
        Need::Target(seat) if viewer.figures.contains(&seat) => status == StatusCode::FORBIDDEN,
        Need::Target(_) => status == StatusCode::NOT_FOUND,
        Need::On(marker) if viewer.sees(marker) => status == StatusCode::FORBIDDEN || either,
        _ => either,
    }
}

pub(super) fn form(address: String, need: Need, fields: &[(&'static str, &str)]) -> Write {
    let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Write { address, body: Body::Form(fields), need, is_idle: false }
}
pub(super) fn call(address: String, need: Need, body: Json) -> Write {
    Write { address, body: Body::Json(body), need, is_idle: false }
}

/// The same by form and by program, as the address asks.
pub(super) fn named(address: String, need: Need, fields: &[(&'static str, &str)]) -> Write {
    if !address.starts_with("/api") {
        return form(address, need, fields);
    }
    let body = fields.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    call(address, need, Json::Object(body))
}

/// What a route is sent; none for a route that nobody has thought about yet.
pub fn writes(method: &str, pattern: &str, company: &Company) -> Option<Vec<Write>> {
    own(method, pattern)
        .or_else(|| on_records(pattern, company))
        .or_else(|| on_one_kind(method, pattern, company))
        .or_else(|| by_right(method, pattern, company))
        .or_else(|| super::mail::writes(pattern, company))
        .or_else(|| super::leading::writes(method, pattern, company))
        .or_else(|| super::handoffs::writes(pattern, company))
        .or_else(|| super::outbound::writes(method, pattern, company))
        .or_else(|| super::people::writes(pattern, company))
        .or_else(|| super::bulk::writes(pattern, company))
        .or_else(|| super::webhooks::writes(method, pattern, company))
        .or_else(|| super::privacy::writes(pattern, company))
}

/// Routes about oneself, or open to all: they name nobody's records.
fn own(method: &str, pattern: &str) -> Option<Vec<Write>> {
    const OWN: [&str; 29] = [
        "/sign-in",
        "/sign-in/code",
        "/sign-out",
        "/link/{token}",
        "/set-up",
        "/appearance",
        "/settings",
        "/settings/password",
        "/settings/sessions",
        "/settings/sessions/others",
        "/settings/sessions/{key}/end",
        "/settings/two-factor",
        "/settings/two-factor/confirmation",
        "/settings/two-factor/end",
        "/settings/two-factor/codes",
        "/settings/absences",
        "/settings/absences/{id}/end",
        "/settings/calendar",
        "/settings/calendar/end",
        "/settings/tokens",
        "/settings/tokens/{id}/end",
        "/settings/notifications",
        "/mcp", // its tools are routes of the API: mcp.rs
        "/notifications/read",
        "/notifications/{id}/read",
        "/api/v1/notifications/read",
        "/api/v1/tokens",
        "/api/v1/tokens/{id}",
        "/views/{kind}",
    ];
    let is_own = OWN.contains(&pattern) && ["POST", "DELETE"].contains(&method);
    is_own.then(|| vec![form(pattern.to_owned(), Need::Own, &[])])
}

pub(super) const MARKERS: [&str; 5] = ["alfa", "beta", "topp", "delt", "segm"];

/// Routes that name one record among several kinds, or something on it.
fn on_records(pattern: &str, company: &Company) -> Option<Vec<Write>> {
    let at = |name: &str, id: String| pattern.replace(name, &id);
    let each = |write: &dyn Fn(&'static str, super::company::Marked) -> Vec<Write>| -> Vec<Write> {
        MARKERS.into_iter().flat_map(|marker| write(marker, company.marked[marker])).collect()
    };
    Some(match pattern {
        "/activities/on/{noun}/{record}" => each(&|marker, one| {
            let on = |noun: &str, id: uuid::Uuid| {
                let address = at("{noun}", noun.into()).replace("{record}", &id.to_string());
                form(address, Need::On(marker), &[("kind", "note"), ("body", "Heard")])
            };
            vec![
                on("account", one.account.0),
                on("contact", one.contact.0),
                on("lead", one.lead.0),
                on("opportunity", one.deal.0),
            ]
        }),
        "/live/presence" => each(&|marker, one| {
            let on = |noun: &str, id: uuid::Uuid| Write {
                is_idle: true,
                ..form(
                    pattern.to_owned(),
                    Need::Seeing(marker),
                    &[("noun", noun), ("id", &id.to_string()), ("field", "name")],
                )
            };
            vec![on("account", one.account.0), on("lead", one.lead.0), on("opportunity", one.deal.0)]
        }),
        "/activities/{id}/done" | "/activities/{id}/reopen" => {
            each(&|marker, one| vec![form(at("{id}", one.task.to_string()), Need::On(marker), &[])])
        }
        "/today/{noun}/{id}" => each(&|marker, one| {
            let to = |noun: &str, id: uuid::Uuid, fields: &[(&'static str, &str)]| {
                form(at("{noun}", noun.into()).replace("{id}", &id.to_string()), Need::On(marker), fields)
            };
            let (stays, off) = (format!("{marker}-next"), [("due_on", "2031-01-01")]);
            let records = [
                ("account", one.account.0),
                ("contact", one.contact.0),
                ("lead", one.lead.0),
                ("opportunity", one.deal.0),
            ];
            let idle = records.map(|(noun, id)| Write { is_idle: true, ..to(noun, id, &[("next_step", &stays)]) });
            let step = [("next_step", "changed"), ("next_step_on", "2031-01-01")];
            let changed = records.map(|(noun, id)| to(noun, id, &step));
            idle.into_iter().chain(changed).chain([to("activity", one.task.0, &off)]).collect()
        }),
        "/opportunities/{id}/buyers" | "/api/v1/opportunities/{id}/buyers" => each(&|marker, one| {
            let who = one.contact.to_string();
            let fields = [("contact", who.as_str()), ("role", "champion")];
            vec![named(at("{id}", one.deal.to_string()), Need::On(marker), &fields)]
        }),
        "/opportunities/{id}/jobs" | "/api/v1/opportunities/{id}/jobs" => each(&|marker, one| {
            let fields = [("job", "supplier_selection"), ("standing", "done")];
            vec![named(at("{id}", one.deal.to_string()), Need::On(marker), &fields)]
        }),
        "/opportunities/{id}/objections" | "/api/v1/opportunities/{id}/objections" => each(&|marker, one| {
            let fields = [("topic", "price"), ("said", "Too much")];
            vec![named(at("{id}", one.deal.to_string()), Need::On(marker), &fields)]
        }),
        // Only who wrote it may; nobody here did.
        "/activities/{id}/take-back" => {
            each(&|_, one| vec![form(at("{id}", one.task.to_string()), Need::Only("Nobody"), &[])])
        }
        "/accounts/{id}/team" => each(&|marker, one| {
            let join = [("position", position("Enya").to_string()), ("role", "expert".to_owned())];
            let join: Vec<_> = join.iter().map(|(name, value)| (*name, value.as_str())).collect();
            vec![form(at("{id}", one.account.to_string()), Need::On(marker), &join)]
        }),
        "/accounts/{id}/team/leave" => each(&|marker, one| {
            let who = position("Arne").to_string();
            vec![form(at("{id}", one.account.to_string()), Need::On(marker), &[("position", &who)])]
        }),
        "/api/v1/accounts/{id}/team" => each(&|marker, one| {
            let join = json!({ "position": position("Enya"), "role": "expert", "line_of_business": "Marine" });
            vec![call(at("{id}", one.account.to_string()), Need::On(marker), join)]
        }),
        "/api/v1/accounts/{id}/team/{position}" => each(&|marker, one| {
            let address = at("{id}", one.account.to_string()).replace("{position}", &position("Arne").to_string());
            vec![call(address, Need::On(marker), json!({}))]
        }),
        "/duplicates/{kind}/apart" => each(&|marker, one| {
            let pair = |kind: &str, id: uuid::Uuid| {
                let id = id.to_string();
                form(at("{kind}", kind.into()), Need::On(marker), &[("one", &id), ("other", &id)])
            };
            vec![pair("accounts", one.account.0), pair("contacts", one.contact.0), pair("leads", one.lead.0)]
        }),
        "/duplicates/{kind}/merge" => each(&|marker, one| {
            let pair = |kind: &str, id: uuid::Uuid, other: uuid::Uuid| {
                let (id, other) = (id.to_string(), other.to_string());
                form(at("{kind}", kind.into()), Need::On(marker), &[("one", &id), ("other", &other)])
            };
            vec![
                pair("accounts", one.account.0, company.cross.account.0),
                pair("contacts", one.contact.0, company.cross.contact.0),
                pair("leads", one.lead.0, company.cross.lead.0),
            ]
        }),
        "/api/v1/merges/{kind}" => each(&|marker, one| {
            let pair = json!({ "items": [{ "kept": one.account, "gone": company.cross.account }] });
            vec![call(at("{kind}", "accounts".into()), Need::On(marker), pair)]
        }),
        // What was never merged, nobody makes two.
        "/duplicates/{kind}/undo/{merge}" | "/api/v1/merges/{kind}/{merge}/undo" => {
            let address = at("{kind}", "accounts".into()).replace("{merge}", &company.view.to_string());
            vec![named(address, Need::Only("Nobody"), &[])]
        }
        "/duplicates/{kind}/certain" => vec![form(at("{kind}", "accounts".into()), Need::To(May::Records), &[])],
        "/api/v1/matches/{kind}" => ["accounts", "contacts"]
            .map(|kind| {
                let asked = json!({ "name": "alfa-fjell beta-fjell", "email": "alfa@sweep.test" });
                Write { is_idle: true, ..call(at("{kind}", kind.into()), Need::To(May::Records), asked) }
            })
            .into(),
        "/opportunities/{id}/stage" => each(&|marker, one| {
            let to = |stage: &str, is_idle| Write {
                is_idle,
                ..form(at("{id}", one.deal.to_string()), Need::On(marker), &[("stage", &company.stages[stage])])
            };
            vec![to("closing", false), to("prospecting", true)]
        }),
        "/api/v1/opportunities/{id}/stage" => each(&|marker, one| {
            let address = at("{id}", one.deal.to_string());
            vec![call(address, Need::On(marker), json!({ "stage": "closing" }))]
        }),
        "/opportunities/bulk-stage" => each(&|marker, one| {
            let fields = [("stage", company.stages["closing"].as_str()), ("id", &one.deal.to_string())];
            vec![form(pattern.to_owned(), Need::On(marker), &fields)]
        }),
        _ => return None,
    })
}

/// Routes that every kind of record has.
fn on_one_kind(method: &str, pattern: &str, company: &Company) -> Option<Vec<Write>> {
    let is_api = pattern.starts_with("/api/v1");
    let path = pattern.strip_prefix("/api/v1").unwrap_or(pattern);
    let (kind, rest) = ["accounts", "contacts", "leads", "opportunities", "products", "activities"]
        .into_iter()
        .find_map(|kind| Some((kind, path.strip_prefix(&format!("/{kind}"))?)))?;
    if kind == "products" {
        let address = pattern.replace("{id}", &company.product.to_string());
        let need = Need::To(May::Products);
        let write = match (is_api, rest) {
            (true, "/batch") => call(address, need, json!({ "items": [{ "name": "Made" }] })),
            (true, _) => call(address, need, json!({ "name": "Changed" })),
            _ => form(address, need, &[("name", "Changed")]),
        };
        return (rest != "/bulk-owner").then(|| vec![write]);
    }
    if kind == "activities" {
        return super::activities::writes(method, rest, pattern, company);
    }
    let mut all = Vec::new();
    for (marker, one) in MARKERS.into_iter().map(|marker| (marker, company.marked[marker])) {
        let (id, next) = match kind {
            "accounts" => (one.account.to_string(), "parent"),
            "contacts" => (one.contact.to_string(), "account"),
            "leads" => (one.lead.to_string(), "account"),
            _ => (one.deal.to_string(), "account"),
        };
        let (named, address) = (one.account.to_string(), pattern.replace("{id}", &id));
        let (stays, owner) = (format!("{marker}-next"), position("Enya").to_string());
        match (method, rest) {
            ("POST", "") if is_api => {
                all.push(call(address, Need::Naming(marker), json!({ "name": "Made", next: named })));
            }
            ("POST", "/batch") => {
                // A batch answers for each item; what it refuses is looked at by itself.
                let made = json!({ "items": [{ "name": "Made", next: named }] });
                all.push(call(address, Need::To(May::Change), made));
            }
            ("POST", "") => {
                let fields = [("name", "Made"), (next, named.as_str()), (label(next), "x")];
                all.push(form(address, Need::Naming(marker), &fields));
            }
            ("DELETE", "/{id}") => all.push(call(address, Need::On(marker), json!({}))),
            ("PATCH", "/{id}") => {
                let patch = |body| call(address.clone(), Need::On(marker), body);
                all.push(patch(json!({ "next_step": "changed" })));
                all.push(patch(json!({ "owner": owner })));
                all.push(Write { is_idle: true, ..patch(json!({ "next_step": stays })) });
            }
            ("POST", "/{id}") => {
                all.push(form(address.clone(), Need::On(marker), &[("next_step", "changed")]));
                all.push(Write { is_idle: true, ..form(address, Need::On(marker), &[("next_step", &stays)]) });
            }
            ("POST", "/bulk-owner") => all.push(form(address, Need::On(marker), &[("owner", &owner), ("id", &id)])),
            _ => return None,
        }
    }
    Some(all)
}

fn label(next: &'static str) -> &'static str {
    if next == "parent" { "parent_label" } else { "account_label" }
}

/// Routes that a right or a place in the line decides on.
fn by_right(method: &str, pattern: &str, company: &Company) -> Option<Vec<Write>> {
    let organise = |body: Json| vec![call(pattern.to_owned(), Need::To(May::Organise), body)];
    let unit = json!({ "edit": "rename_unit", "unit": company.south, "name": "Changed" });
    Some(match pattern {
        // One's own views alone: Bjorn's is not there for others, and is kept.
        "/views/{kind}/delete" => {
            let address = pattern.replace("{kind}", "opportunities");
            vec![form(address, Need::Only("Bjorn"), &[("id", &company.view.to_string())])]
        }
        // What nobody did, nobody undoes.
        "/records/undo/{set}" => {
            vec![form(pattern.replace("{set}", &company.view.to_string()), Need::Only("Nobody"), &[])]
        }
        "/organisation/start" => {
            vec![form(pattern.to_owned(), Need::To(May::Organise), &[("step", "build"), ("templates", "pod")])]
        }
        "/settings/answers" => {
            let new = [("topic", "price"), ("title", "Too dear"), ("answer", "Look at the years")];
            vec![form(pattern.to_owned(), Need::To(May::Organise), &new)]
        }
        "/settings/answers/{id}/remove" => {
            vec![form(pattern.replace("{id}", &company.view.to_string()), Need::Only("Nobody"), &[])]
        }
        "/organisation/edits" => {
            let south = company.south.to_string();
            let rename =
                [("edit", "rename_unit"), ("unit", south.as_str()), ("name", "Changed"), ("unit_page", &south)];
            vec![form(pattern.to_owned(), Need::To(May::Organise), &rename)]
        }
        "/organisation/moves" => {
            let (moved, above) = (position("Bjorn").to_string(), position("Alma").to_string());
            let fields = [("show", "positions"), ("id", moved.as_str()), ("parent", above.as_str())];
            vec![form(pattern.to_owned(), Need::To(May::Organise), &fields)]
        }
        "/organisation/undo" => {
            let set = company.edits.to_string();
            vec![form(pattern.to_owned(), Need::To(May::Organise), &[("set", &set)])]
        }
        "/api/v1/organisation/edits" => organise(json!({ "edits": [unit] })),
        "/api/v1/organisation/undo" => organise(json!({ "set": company.edits })),
        "/organisation/segments" | "/api/v1/segments" | "/organisation/segments/{id}" | "/api/v1/segments/{id}" => {
            let (address, need) = (pattern.replace("{id}", &company.segment), Need::To(May::Organise));
            vec![named(address, need, &[("name", "Changed"), ("predicate", "tier = small")])]
        }
        "/organisation/segments/{id}/end" | "/api/v1/segments/{id}/end" => {
            vec![named(pattern.replace("{id}", &company.segment), Need::To(May::Organise), &[])]
        }
        _ if pattern.contains("/pipelines") || pattern.contains("/stages/{id}") => {
            let id = if pattern.contains("/stages/{id}") { &company.stages["qualifying"] } else { &company.pipeline };
            let name = ("name", "Changed");
            let fields = match pattern.rsplit('/').next() {
                Some("place") => vec![],
                Some("retire") => vec![("to", company.stages["closing"].as_str())],
                Some("stages") => vec![name, ("outcome", "open")],
                _ => vec![name],
            };
            let mut write = named(pattern.replace("{id}", id), Need::To(May::Organise), &fields);
            if let (Body::Json(body), true) = (&mut write.body, pattern.ends_with("/place")) {
                body["place"] = json!(1);
            }
            vec![write]
        }
        "/organisation/routing" => {
            let fields = [("kind", "queue"), ("name", "Made"), ("from", "2025-06-01")];
            vec![form(pattern.to_owned(), Need::To(May::Organise), &fields)]
        }
        "/organisation/routing/settings/{id}/end" | "/api/v1/routing/settings/{id}/end" => {
            vec![named(pattern.replace("{id}", &company.queue), Need::To(May::Organise), &[])]
        }
        "/organisation/routing/queues/{id}/again" => {
            let address = pattern.replace("{id}", &uuid::Uuid::nil().to_string());
            vec![form(address, Need::To(May::Organise), &[])]
        }
        "/api/v1/routing/settings" => organise(json!({ "setting": { "kind": "queue", "name": "Made", "unit": null } })),
        "/api/v1/routing/reroute" => {
            let ids: Vec<String> = company.marked.values().map(|one| one.account.to_string()).collect();
            organise(json!({ "kind": "account", "ids": ids }))
        }
        "/api/v1/routing/try" => {
            let body = json!({ "edit": "end_coverage", "coverage": company.coverage });
            let write = call(pattern.to_owned(), Need::To(May::Organise), body);
            vec![Write { is_idle: true, ..write }]
        }
        "/settings/rates/file" => {
            vec![Write { address: pattern.to_owned(), body: Body::File, need: Need::To(May::Rates), is_idle: false }]
        }
        _ if pattern.contains("/rates") => {
            let address = pattern.replace("{currency}", "EUR").replace("{on}", "2025-06-01");
            let rate = [("currency", "EUR"), ("on", "2025-06-01"), ("rate", "11.5")];
            let mut write = named(address, Need::To(May::Rates), &rate);
            if let (Body::Json(body), "POST") = (&mut write.body, method) {
                *body = json!({ "items": [body] });
            }
            vec![write]
        }
        "/settings/company" => vec![form(pattern.to_owned(), Need::To(May::Settings), &[("name", "Changed")])],
        "/imports" => {
            vec![Write { address: pattern.to_owned(), body: Body::File, need: Need::To(May::Import), is_idle: false }]
        }
        "/api/v1/imports" => {
            let files = json!({ "files": [{ "name": "a.csv", "content": "bmFtZQpBCg==" }] });
            vec![call(pattern.to_owned(), Need::To(May::Import), files)]
        }
        "/imports/{id}/check" | "/imports/{id}/cancel" | "/imports/{id}/discard" | "/imports/{id}/undo" => {
            let of = |id: domain::kernel::id::SetId| {
                form(pattern.replace("{id}", &id.to_string()), Need::To(May::Import), &[("then", "load")])
            };
            vec![of(company.import), of(company.waiting)]
        }
        "/scorecards/positions/{id}/targets" | "/api/v1/scorecards/positions/{id}/targets/{measure}" => {
            let seats = ["Hedda", "Alma", "Arne", "Bodil", "Bjorn", "Enya"].into_iter();
            let write = |seat: &'static str| {
                let address = pattern.replace("{id}", &position(seat).to_string()).replace("{measure}", "win_rate");
                let body = json!({ "grain": "quarter", "from": "2025-06-01", "value": "0.9" });
                match method {
                    "PUT" => call(address, Need::Target(seat), body),
                    _ => form(address, Need::Target(seat), &[("measure", "win_rate"), ("value", "0.9")]),
                }
            };
            seats.map(write).collect()
        }
        _ => return None,
    })
}
