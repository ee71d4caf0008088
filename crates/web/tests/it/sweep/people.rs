//! What the routes of users answer, and are sent.

use super::company::Company;
use super::reads::{self, Try, ask};
use super::viewers::May;
use super::writes::{self, Write, call, form};
use app::ctx::Who;
use app::departures::{self, Leave};
use app::{Ctx, House, organisation};
use domain::departures::Heir;
use domain::kernel::id::{PersonId, SetId, derived};
use domain::organisation::{Edit, Person};
use serde_json::json;

/// Lets somebody go who has no seat.
pub fn gone(house: &House) -> SetId {
    let person: PersonId = derived(&[b"person", b"Gone"]);
    let who = Person { id: person, name: "Gone".into(), email: None, is_active: true, external_id: None };
    let edits = |ctx: &Ctx| vec![(Edit::PutPerson { person: who.clone() }, ctx.today)];
    house.write(Who::Console, |ctx, tx| organisation::commands::edit(ctx, tx, &edits(ctx))).unwrap();
    let leave = |ctx: &Ctx| Leave { person, heir: Heir::Successor, on: ctx.today };
    house.write(Who::Console, |ctx, tx| departures::begin(ctx, tx, &leave(ctx))).unwrap()
}

fn person() -> String {
    derived::<PersonId>(&[b"person", b"Arne"]).to_string()
}

pub fn reads(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    let may = reads::Need::To(May::Users);
    Some(match pattern {
        "/settings/users" | "/api/v1/users" => vec![ask(pattern, may)],
        "/settings/users/{id}" | "/api/v1/users/{id}/two-factor" => {
            vec![ask(pattern.replace("{id}", &company.users["Adam"].to_string()), may)]
        }
        // Of everything that happened; refusals name routes, which read like the markers.
        "/settings/audit" | "/settings/audit.csv" | "/api/v1/audit" => {
            ["created", "changed", "signed_in", "exported", "organisation_edited"]
                .map(|kind| ask(format!("{pattern}?kind={kind}"), may))
                .into()
        }
        "/settings/people" => vec![ask("/settings/people?q=", may)],
        "/settings/departures" | "/api/v1/departures" => vec![ask(pattern, may)],
        "/api/v1/departures/preview" => vec![ask(format!("{pattern}?person={}", person()), may)],
        "/settings/departures/{id}" | "/api/v1/departures/{id}" => {
            vec![ask(pattern.replace("{id}", &company.gone.to_string()), may)]
        }
        _ => return None,
    })
}

pub fn writes(pattern: &str, company: &Company) -> Option<Vec<Write>> {
    let (may, everything) = (writes::Need::To(May::Users), writes::Need::To(May::Everything));
    let adam = company.users["Adam"].to_string();
    Some(match pattern {
        "/settings/users" | "/api/v1/users" => {
            let fields = json!({ "name": "Eve", "email": "eve@example.test", "grants": ["operations"] });
            let plain = [("name", "Eve"), ("email", "eve@example.test"), ("grants", "operations")];
            match pattern.starts_with("/api") {
                true => vec![call(pattern.to_owned(), may, fields)],
                false => vec![form(pattern.to_owned(), may, &plain)],
            }
        }
        "/settings/users/{id}"
        | "/settings/users/{id}/link"
        | "/settings/users/{id}/access"
        | "/settings/users/{id}/two-factor"
        | "/settings/users/{id}/sessions" => {
            let fields = [("grants", "operations"), ("active", "false")];
            vec![form(pattern.replace("{id}", &adam), may, &fields)]
        }
        "/settings/departures" => {
            let fields = [("person", &*person()), ("heir", "successor")];
            vec![form(pattern.to_owned(), may, &fields)]
        }
        "/api/v1/departures" => {
            vec![call(pattern.to_owned(), may, json!({ "person": person(), "heir": "successor" }))]
        }
        "/settings/departures/{id}/go-on" | "/settings/departures/{id}/undo" => {
            vec![form(pattern.replace("{id}", &company.gone.to_string()), may, &[])]
        }
        "/api/v1/departures/{id}/go-on" | "/api/v1/departures/{id}/undo" => {
            vec![call(pattern.replace("{id}", &company.gone.to_string()), may, json!({}))]
        }
        "/sign-in/passkey"
        | "/sign-in/passkey/answer"
        | "/settings/passkeys"
        | "/settings/passkeys/answer"
        | "/settings/passkeys/{id}/name"
        | "/settings/passkeys/{id}/removal" => vec![form(pattern.to_owned(), writes::Need::Own, &[])],
        "/api/v1/sessions" | "/api/v1/sessions/{key}" => {
            vec![call(pattern.to_owned(), writes::Need::Own, json!({}))]
        }
        "/api/v1/users/{id}/sessions" | "/api/v1/users/{id}/two-factor" => {
            vec![call(pattern.replace("{id}", &adam), may, json!({}))]
        }
        "/settings/scim" | "/settings/scim/end" => vec![form(pattern.to_owned(), everything, &[])],
        "/api/v1/scim/secret" => vec![call(pattern.to_owned(), everything, json!({}))],
        _ if pattern.starts_with("/scim/") => {
            vec![call(
                pattern.replace("{id}", &adam),
                writes::Need::Provider,
                json!({ "userName": "eve@example.test" }),
            )]
        }
        "/settings/users/two-factor" => vec![form(pattern.to_owned(), may, &[("required", "1")])],
        _ => return None,
    })
}
