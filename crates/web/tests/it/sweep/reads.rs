//! What each route that reads is asked, and what each viewer must get: one entry for each route of the table.

use super::company::{Company, Marked, position};
use super::viewers::{May, Viewer};
use axum::http::StatusCode;

/// Who gets an answer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Need {
    /// Whoever asks, signed in or not; with this status.
    Open(u16),
    /// Whoever is signed in; with this status.
    SignedIn(u16),
    /// Who may do this; the others are refused.
    To(May),
    /// Who sees the marker's records; for the others there is none.
    Seen(&'static str),
    /// Who sees the records of one of the markers; for the others there is none.
    Either(&'static [&'static str]),
    /// As [`Need::Seen`], of a stream: who may hear it is not made to listen, for it does not end.
    Heard(&'static str),
    /// Who sees the marker's records and may change such; who only sees them is refused.
    Changed(&'static str),
    /// Who stands at or above the seat that offers it; for the others there is none.
    Handed(&'static str),
    /// That viewer alone; for the others there is none.
    Only(&'static str),
    /// Who sees the figures of that seat; of no seat: everyone's.
    Figures(Option<&'static str>),
}

/// An address, who gets it, and the markers that must be in the answer for who sees them.
pub struct Try {
    pub address: String,
    pub need: Need,
    pub shows: &'static [&'static str],
}

const ALL: &[&str] = &["alfa", "beta", "topp", "delt", "segm"];
/// Days around everything that happens in the sweep.
const DAYS: &str = "from=2025-01-01&to=2025-12-31";

pub(super) fn ask(address: impl Into<String>, need: Need) -> Try {
    Try { address: address.into(), need, shows: &[] }
}
fn list(address: impl Into<String>, need: Need) -> Try {
    Try { shows: ALL, ..ask(address, need) }
}

/// The status a viewer must get.
pub fn status(viewer: &Viewer, need: Need) -> StatusCode {
    let told = |has: bool, otherwise| if has { StatusCode::OK } else { otherwise };
    match need {
        Need::Open(status) | Need::SignedIn(status) => StatusCode::from_u16(status).unwrap(),
        Need::To(what) => told(viewer.may(what), StatusCode::FORBIDDEN),
        Need::Seen(marker) | Need::Heard(marker) => told(viewer.sees(marker), StatusCode::NOT_FOUND),
        Need::Only(name) => told(viewer.name == name, StatusCode::NOT_FOUND),
        Need::Either(markers) => told(markers.iter().any(|marker| viewer.sees(marker)), StatusCode::NOT_FOUND),
        Need::Handed(seat) => told(viewer.figures.contains(&seat), StatusCode::NOT_FOUND),
        Need::Changed(marker) if !viewer.sees(marker) => StatusCode::NOT_FOUND,
        Need::Changed(_) => told(viewer.may(May::Change), StatusCode::FORBIDDEN),
        Need::Figures(_) if !viewer.may(May::Figures) => StatusCode::FORBIDDEN,
        Need::Figures(None) => told(viewer.figures.len() == 6, StatusCode::NOT_FOUND),
        Need::Figures(Some(seat)) => told(viewer.figures.contains(&seat), StatusCode::NOT_FOUND),
    }
}

/// What a route is asked; none for a route that nobody has thought about yet.
pub fn tries(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    let found = open(pattern)
        .or_else(|| own(pattern, company))
        .or_else(|| records(pattern, company))
        .or_else(|| activities(pattern, company))
        .or_else(|| super::mail::reads(pattern, company))
        .or_else(|| super::handoffs::reads(pattern, company))
        .or_else(|| super::outbound::reads(pattern, company))
        .or_else(|| super::people::reads(pattern, company))
        .or_else(|| super::bulk::reads(pattern, company))
        .or_else(|| super::webhooks::reads(pattern, company))
        .or_else(|| super::privacy::reads(pattern, company))
        .or_else(|| figures(pattern))
        .or_else(|| routing(pattern, company))
        .or_else(|| organisation(pattern, company))
        .or_else(|| administration(pattern))
        .or_else(|| super::leading::tries(pattern, company))?;
    Some(found.into_iter().chain(super::sensitive::more(pattern, &company.hushed)).collect())
}

fn open(pattern: &str) -> Option<Vec<Try>> {
    Some(match pattern {
        "/healthz" | "/readyz" | "/metrics" | "/api/openapi.json" | "/api/docs" | "/sign-in" => {
            vec![ask(pattern, Need::Open(200))]
        }
        "/set-up" => vec![ask(pattern, Need::Open(404))],
        "/sign-in/code" => vec![ask(pattern, Need::Open(303))],
        "/sign-in/openid" | "/sign-in/openid/back" => vec![ask(pattern, Need::Open(303))],
        // The identity provider alone, by its own secret.
        _ if pattern.starts_with("/scim/") => vec![ask(pattern.replace("{id}", "x"), Need::Open(401))],
        "/calendar/{file}" => vec![ask("/calendar/never-given.ics", Need::Open(404))],
        "/link/{token}" => vec![ask("/link/never-given", Need::Open(410))],
        _ => return None,
    })
}

fn own(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    let all = |address: &str| list(address, Need::SignedIn(200));
    Some(match pattern {
        "/" => vec![ask(pattern, Need::SignedIn(303))],
        "/settings"
        | "/settings/security"
        | "/settings/absences"
        | "/settings/tokens"
        | "/settings/calendar"
        | "/settings/notifications" => {
            vec![ask(pattern, Need::SignedIn(200))]
        }
        "/notifications" | "/api/v1/notifications" => {
            vec![ask(pattern, Need::SignedIn(200)), ask(format!("{pattern}?before=0"), Need::SignedIn(200))]
        }
        // A stream of whose records someone may see never ends; live.rs listens to it.
        "/live" => {
            let of =
                |noun: &str, id: uuid::Uuid, marker| ask(format!("/live?noun={noun}&id={id}"), Need::Heard(marker));
            let each = |(marker, one): (&&'static str, &Marked)| {
                [
                    of("account", one.account.0, *marker),
                    of("contact", one.contact.0, *marker),
                    of("lead", one.lead.0, *marker),
                    of("opportunity", one.deal.0, *marker),
                ]
            };
            company.marked.iter().flat_map(each).chain([ask("/live?noun=weather", Need::SignedIn(422))]).collect()
        }
        "/palette" => ["fjell", "works", "person", "deal", "alfa", "beta", "me"]
            .map(|words| ask(format!("/palette?q={words}"), Need::SignedIn(200)))
            .into(),
        "/api/v1/search" => ["fjell", "works", "person", "deal"]
            .map(|words| ask(format!("{pattern}?q={words}&limit=25"), Need::SignedIn(200)))
            .into(),
        "/search" => ["fjell", "works", "person", "deal"].map(|words| all(&format!("/search?q={words}"))).into(),
        "/options/{kind}" => {
            let mut tries = vec![
                ask("/options/products?q=", Need::SignedIn(200)),
                ask("/options/owners?q=", Need::SignedIn(200)),
                ask("/options/nothing", Need::SignedIn(404)),
            ];
            for kind in ["opportunities", "accounts", "contacts", "leads"] {
                tries.push(list(format!("/options/{kind}?q="), Need::To(May::Records)));
                tries.push(list(format!("/options/{kind}?q=fjell"), Need::To(May::Records)));
            }
            tries
        }
        "/api/v1/me" | "/api/v1/tokens" | "/api/v1/sessions" | "/api/v1/openapi.json" => {
            vec![ask(pattern, Need::SignedIn(200))]
        }
        "/measures" | "/api/v1/measures" => vec![ask(pattern, Need::To(May::Figures))],
        "/duplicates/{kind}" | "/api/v1/duplicates/{kind}" => {
            let mut tries = vec![ask(pattern.replace("{kind}", "products"), Need::SignedIn(404))];
            let kinds = ["accounts", "contacts"];
            tries.extend(kinds.map(|kind| ask(pattern.replace("{kind}", kind), Need::To(May::Records))));
            tries
        }
        // There is none of that id.
        "/api/v1/cadences/enrolments/{id}" => {
            vec![ask(pattern.replace("{id}", &company.view.to_string()), Need::Only("Nobody"))]
        }
        "/api/v1/cadences/on/{noun}/{record}" => {
            let on = |noun: &str, id: uuid::Uuid, marker| {
                ask(pattern.replace("{noun}", noun).replace("{record}", &id.to_string()), Need::Seen(marker))
            };
            let each = |(marker, one): (&&'static str, &Marked)| {
                [
                    on("lead", one.lead.0, *marker),
                    on("contact", one.contact.0, *marker),
                    on("opportunity", one.deal.0, *marker),
                ]
            };
            company.marked.iter().flat_map(each).collect()
        }
        "/duplicates/{kind}/merge" => {
            let pair = |kind: &str, id: uuid::Uuid, marker| {
                let address = format!("{}?one={id}&other={id}", pattern.replace("{kind}", kind));
                ask(address, Need::Changed(marker))
            };
            let each = |(marker, one): (&&'static str, &Marked)| {
                [
                    pair("accounts", one.account.0, *marker),
                    pair("contacts", one.contact.0, *marker),
                    pair("leads", one.lead.0, *marker),
                ]
            };
            company.marked.iter().flat_map(each).collect()
        }
        "/imports/new" | "/imports" => vec![ask(pattern, Need::To(May::Import))],
        "/imports/{id}" | "/api/v1/imports/{id}" => {
            vec![ask(pattern.replace("{id}", &company.import.to_string()), Need::To(May::Import))]
        }
        "/imports/{id}/rejects.csv" => {
            vec![ask(pattern.replace("{id}", &company.import.to_string()), Need::To(May::Import))]
        }
        "/imports/{id}/check" | "/imports/{id}/mapping.toml" => {
            vec![ask(pattern.replace("{id}", &company.waiting.to_string()), Need::To(May::Import))]
        }
        _ => return None,
    })
}

/// Columns of a file or a program: all there are.
const WHOLE: &str = "fields=*&limit=1000";

fn records(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    let path = pattern.strip_prefix("/api/v1").unwrap_or(pattern);
    let (kind, rest) = ["accounts", "contacts", "leads", "opportunities", "products"]
        .into_iter()
        .find_map(|kind| Some((kind, path.strip_prefix(&format!("/{kind}"))?)))?;
    let is_priced = kind == "products";
    let seen = if is_priced { Need::SignedIn(200) } else { Need::To(May::Records) };
    let all = |query: &str| Try { shows: if is_priced { &[] } else { ALL }, ..ask(format!("{pattern}{query}"), seen) };
    Some(match rest {
        "" => {
            let filters = ["filter=name%20contains%20fjell", "search=fjell"];
            let mut tries = vec![all(""), all(&format!("?{WHOLE}"))];
            tries.extend(filters.map(|filter| all(&format!("?{filter}&{WHOLE}"))));
            if kind == "opportunities" {
                tries.push(ask(format!("{pattern}?filter=account%20contains%20beta&{WHOLE}"), seen));
                tries.push(ask(format!("{pattern}?filter=owner%20%3D%20Bjorn&{WHOLE}"), seen));
                tries.push(ask(format!("{pattern}?filter=account%20%3D%20{}", company.marked["beta"].account), seen));
                tries.push(all("?view=board"));
            }
            tries
        }
        ".csv" | ".xlsx" => vec![all(""), all("?fields=*")],
        ".vcf" => vec![all(""), all("?search=fjell")],
        "/new" if is_priced => vec![ask(pattern, Need::To(May::Products))],
        "/new" => {
            let mut tries = vec![ask(pattern, Need::To(May::Change))];
            let brought =
                |one: &Marked| format!("{pattern}?account={}&contact={}&parent={0}", one.account, one.contact);
            tries.extend(company.marked.values().map(|one| ask(brought(one), Need::To(May::Change))));
            tries
        }
        "/{id}/card.vcf" => one(pattern, kind, false, company),
        "/{id}/conversion" => one(pattern, kind, true, company),
        "/{id}" | "/{id}/edit" => one(pattern, kind, rest == "/{id}/edit", company),
        _ => return None,
    })
}

fn one(pattern: &str, kind: &str, is_form: bool, company: &Company) -> Vec<Try> {
    let at = |id: String| pattern.replace("{id}", &id);
    if kind == "products" {
        let need = if is_form { Need::To(May::Products) } else { Need::SignedIn(200) };
        return vec![ask(at(company.product.to_string()), need)];
    }
    let mut tries = Vec::new();
    let crossing = ("alfa", company.cross);
    for (marker, one) in company.marked.iter().map(|(marker, one)| (*marker, *one)).chain([crossing]) {
        let ids = match kind {
            "accounts" => vec![one.account.to_string(), format!("{marker}-A1")],
            "contacts" => vec![one.contact.to_string(), format!("{marker}-C1")],
            "leads" => vec![one.lead.to_string(), format!("{marker}-L1")],
            _ => vec![one.deal.to_string(), one.won.to_string()],
        };
        let need = if is_form { Need::Changed(marker) } else { Need::Seen(marker) };
        let shows = ALL.iter().position(|m| *m == marker).map_or(&[][..], |at| &ALL[at..=at]);
        tries.extend(ids.into_iter().map(|id| Try { shows, ..ask(at(id), need) }));
    }
    tries
}

/// Activities: seen with what they stand on.
fn activities(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    let seen = |query: &str| Try { shows: ALL, ..ask(format!("{pattern}{query}"), Need::To(May::Records)) };
    let each = |of: &dyn Fn(&'static str, &Marked) -> Vec<Try>| -> Vec<Try> {
        company.marked.iter().flat_map(|(marker, one)| of(marker, one)).collect()
    };
    Some(match pattern {
        // Without a question the page shows what one's own team did.
        "/activities" | "/api/v1/activities" => {
            let beta = company.marked["beta"].account;
            let named = format!("{pattern}?filter=account%20%3D%20{beta}&{WHOLE}");
            let filters = ["sort=happened_at", "filter=subject%20contains%20fjell", "search=fjell"];
            let asked = filters.map(|filter| seen(&format!("?{filter}&{WHOLE}")));
            asked
                .into_iter()
                .chain([ask(pattern, Need::To(May::Records)), ask(named, Need::To(May::Records))])
                .collect()
        }
        "/activities.csv" | "/activities.xlsx" => vec![seen(""), seen("?fields=*")],
        "/activities/from-calendar" => vec![ask(pattern, Need::To(May::Change))],
        "/activities/new" => vec![ask(pattern, Need::To(May::Change))],
        // Whoever holds a seat, or takes care of what has nobody: those who may change records.
        "/today" | "/api/v1/today" => vec![ask(pattern, Need::To(May::Change))],
        "/activities/{id}/event.ics"
        | "/api/v1/activities/{id}/event.ics"
        | "/activities/{id}"
        | "/activities/{id}/edit"
        | "/api/v1/activities/{id}" => each(&|marker, one| {
            let need = if pattern.ends_with("edit") { Need::Changed(marker) } else { Need::Seen(marker) };
            vec![ask(pattern.replace("{id}", &one.task.to_string()), need)]
        }),
        "/activities/log/{kind}/{id}" => each(&|marker, one| {
            let on = |kind: &str, id: uuid::Uuid| {
                ask(pattern.replace("{kind}", kind).replace("{id}", &id.to_string()), Need::Changed(marker))
            };
            vec![
                on("accounts", one.account.0),
                on("contacts", one.contact.0),
                on("leads", one.lead.0),
                on("opportunities", one.deal.0),
            ]
        }),
        _ => return None,
    })
}

/// What the measures of the sweep can be split by.
const SPLITS: [&str; 11] =
    ["", "person", "position", "manager", "unit", "product", "account", "stage", "month", "quarter", "year"];

fn figures(pattern: &str) -> Option<Vec<Try>> {
    let seats = ["Hedda", "Alma", "Arne", "Bodil", "Bjorn", "Enya"];
    let of_seats = |need: fn(&'static str) -> Need, to: &dyn Fn(&str) -> String| -> Vec<Try> {
        seats.iter().map(|seat| ask(to(&position(seat).to_string()), need(seat))).collect()
    };
    let seat = |name| Need::Figures(Some(name));
    Some(match pattern {
        "/measures/{id}" | "/measures/{id}/export.csv" | "/api/v1/measures/{id}" => {
            let mut tries = vec![ask(pattern.replace("{id}", "nothing"), Need::SignedIn(404))];
            // Page, file and answer are made of one view: all splits of one measure each, and the whole of the others.
            let whole = match pattern {
                "/measures/{id}" => "bookings_amount",
                _ => "open_pipeline",
            };
            for measure in ["bookings_amount", "open_pipeline", "win_rate", "span_of_control"] {
                let offered = |by: &&&str| by.is_empty() || measure == whole;
                for by in SPLITS.iter().filter(offered).filter(|by| **by != "stage" || measure == "open_pipeline") {
                    let address = format!("{}?by={by}&{DAYS}", pattern.replace("{id}", measure));
                    tries.push(ask(address, Need::To(May::Figures)));
                }
            }
            let under = format!("?by=account&{DAYS}&under={}", position("Bodil"));
            tries.push(ask(pattern.replace("{id}", "bookings_amount") + &under, Need::To(May::Figures)));
            tries
        }
        "/measures/{id}/records" | "/api/v1/measures/{id}/records" => {
            let at = |of: &str| pattern.replace("{id}", of);
            let to = |of: &'static str| move |id: &str| format!("{}?position={id}&{DAYS}", at(of));
            let mut tries = of_seats(seat, &to("open_pipeline"));
            for of in ["leads_generated", "leads_worked_rate", "contacts_made", "handoff_acceptance", "win_rate"] {
                tries.extend(of_seats(seat, &to(of)));
                tries.push(ask(format!("{}?{DAYS}", at(of)), Need::To(May::Figures)));
            }
            tries
        }
        "/scorecards" => vec![ask(pattern, Need::To(May::Figures))],
        "/scorecards/positions/{id}" | "/api/v1/scorecards/positions/{id}" => {
            of_seats(seat, &|id| pattern.replace("{id}", id))
        }
        _ => return None,
    })
}

fn organisation(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    let anyone = |address: String| ask(address, Need::SignedIn(200));
    Some(match pattern {
        "/organisation" | "/organisation/export" | "/api/v1/organisation" => {
            let colour = if pattern.starts_with("/api") { "colour_by" } else { "colour" };
            let shown = |show: &str, by: &str| anyone(format!("{pattern}?show={show}&{colour}={by}&format=svg"));
            let pairs = ["positions", "people", "units"].map(|show| ["", "bookings_amount"].map(|by| shown(show, by)));
            pairs.into_iter().flatten().collect()
        }
        "/organisation/people" | "/organisation/checks" | "/api/v1/organisation/checks" => vec![anyone(pattern.into())],
        "/organisation/options" => {
            ["position", "unit", "person"].map(|kind| anyone(format!("{pattern}?kind={kind}&q="))).into()
        }
        "/organisation/positions/{id}" => {
            ["Hedda", "Arne", "Bjorn"].map(|name| anyone(pattern.replace("{id}", &position(name).to_string()))).into()
        }
        "/organisation/units/{id}" => {
            [company.north, company.south].map(|unit| anyone(pattern.replace("{id}", &unit.to_string()))).into()
        }
        "/scorecards/units/{id}" => {
            let of = |unit: domain::kernel::id::UnitId, seat| {
                ask(pattern.replace("{id}", &unit.to_string()), Need::Figures(Some(seat)))
            };
            vec![of(company.north, "Alma"), of(company.south, "Bodil")]
        }
        "/organisation/segments" | "/api/v1/segments" | "/api/v1/coverages" => vec![anyone(pattern.into())],
        "/organisation/start" => vec![ask(pattern, Need::To(May::Organise))],
        "/organisation/start/people" => vec![ask(pattern, Need::To(May::Import))],
        "/organisation/segments/new" => vec![ask(pattern, Need::To(May::Organise))],
        "/organisation/segments/{id}" | "/api/v1/segments/{id}" => {
            vec![anyone(pattern.replace("{id}", &company.segment))]
        }
        "/organisation/segments/{id}/edit" => {
            vec![ask(pattern.replace("{id}", &company.segment), Need::To(May::Organise))]
        }
        "/api/v1/segments/preview" => {
            vec![ask(format!("{pattern}?predicate=tier%20%3D%20key"), Need::To(May::Organise))]
        }
        "/api/v1/segments/{id}/members" => {
            let members = ask(pattern.replace("{id}", &company.segment), Need::To(May::Records));
            vec![Try { shows: &["segm"], ..members }]
        }
        "/settings/rates" | "/api/v1/rates" => vec![anyone(pattern.into())],
        "/settings/answers" | "/settings/cadences" | "/api/v1/cadences" => vec![anyone(pattern.into())],
        "/settings/pipelines" | "/api/v1/pipelines" => vec![anyone(pattern.into())],
        "/settings/pipelines/{id}" | "/api/v1/pipelines/{id}" => {
            vec![anyone(pattern.replace("{id}", &company.pipeline))]
        }
        "/settings/stages/{id}" => {
            vec![ask(pattern.replace("{id}", &company.stages["qualifying"]), Need::To(May::Organise))]
        }
        "/api/v1/organisation/diff" => vec![anyone(format!("{pattern}?from=2025-01-01"))],
        _ => return None,
    })
}

/// Rules are for all to see, as coverage is; what waits and why are seen with the record.
fn routing(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    let anyone = |address: String| ask(address, Need::SignedIn(200));
    Some(match pattern {
        "/organisation/routing" | "/organisation/routing/map" | "/api/v1/routing" | "/api/v1/routing/map" => {
            vec![anyone(pattern.into())]
        }
        "/organisation/routing/queues/{id}" | "/api/v1/routing/queues/{id}" => {
            vec![Try { shows: &["segm"], ..anyone(pattern.replace("{id}", &uuid::Uuid::nil().to_string())) }]
        }
        "/organisation/routing/try" => {
            let of =
                |query: &str| ask(format!("{pattern}?coverage={}{query}", company.coverage), Need::To(May::Organise));
            vec![of(""), of("&distribution=least_loaded&priority=3")]
        }
        "/api/v1/routing/decisions" => {
            let one = |(marker, one): (&&'static str, &Marked)| {
                [("account", one.account.0), ("opportunity", one.deal.0)]
                    .map(|(noun, id)| ask(format!("{pattern}?noun={noun}&record={id}"), Need::Seen(marker)))
            };
            company.marked.iter().flat_map(one).collect()
        }
        "/api/v1/routing/decisions/{id}/replay" => {
            vec![ask(pattern.replace("{id}", &company.decision), Need::Seen("segm"))]
        }
        _ => return None,
    })
}

fn administration(pattern: &str) -> Option<Vec<Try>> {
    Some(match pattern {
        "/settings/company" | "/settings/backups" | "/api/v1/backups" => vec![ask(pattern, Need::To(May::Settings))],
        "/settings/export" | "/settings/export/file" | "/api/v1/export" | "/settings/scim" | "/api/v1/scim/secret" => {
            vec![ask(pattern, Need::To(May::Everything))]
        }
        _ => return None,
    })
}
