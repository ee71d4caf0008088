//! What the routes of users answer, and are sent.

use super::browser;
use super::company::{self, Company, position};
use super::reads::{self, Try, ask};
use super::viewers::{May, VIEWERS};
use super::writes::{self, Write, call, form};
use crate::browser::on_each;
use app::ctx::Who;
use app::departures::{self, Leave, Progress};
use app::events::Cause;
use app::opportunities::commands::Fields;
use app::outbound::Draft;
use app::{Ctx, House, Tx, accounts, contacts, leads, opportunities, organisation, outbound};
use axum::http::StatusCode;
use domain::accounts::Account;
use domain::contacts::Contact;
use domain::departures::Heir;
use domain::kernel::id::{PersonId, SetId, derived};
use domain::leads::Lead;
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

/// Four of each kind of Bjorn's, and he goes: all of it is Hedda's.
fn bequeathed(house: &House) {
    let owner = position("Bjorn");
    let made = |ctx: &Ctx, tx: &mut Tx<'_>| {
        for at in 0..4 {
            let name = format!("Left {at}");
            let account = Account { name: name.clone(), owner, ..Account::default() };
            accounts::commands::create(ctx, tx, Cause::COMMAND, vec![account])?;
            let contact = Contact { name: name.clone(), owner, ..Contact::default() };
            contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact])?;
            let lead = Lead { name: name.clone(), owner, ..Lead::default() };
            leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead])?;
            let deal = Fields { name: Some(name.clone()), owner: Some(owner), ..Fields::default() };
            opportunities::commands::create(ctx, tx, &deal)?;
            outbound::commands::create(ctx, tx, &Draft { name, owner: Some(owner), ..Draft::default() })?;
        }
        let person = derived::<PersonId>(&[b"person", b"Bjorn"]);
        departures::begin(ctx, tx, &Leave { person, heir: Heir::Position(position("Hedda")), on: ctx.today })
    };
    let id = house.write(Who::Console, made).unwrap();
    while departures::go_on(house, Who::Console, id).unwrap().state != Progress::Done {}
}

#[test]
fn what_a_leaver_left_is_found_from_what_the_heir_is_told() {
    on_each(async |site| {
        company::found(site);
        company::apart(site, bequeathed);
        let mut hedda = browser(site, VIEWERS.iter().find(|viewer| viewer.name == "Hedda").unwrap()).await;
        let told = hedda.get("/notifications").await.body;
        let links = told.split("<a href=\"").filter_map(|rest| rest.split_once("</a>")).map(|(link, _)| link);
        let links = links.filter(|link| link.ends_with("has left")).filter_map(|link| link.split('"').next());
        let mut lists = Vec::new();
        for link in links {
            let page = hedda.get(&link.replace("&amp;", "&")).await;
            assert_eq!(page.status, StatusCode::OK, "{link}");
            if link.contains("?filter=") || link == "/leads/lists" {
                assert!(page.body.contains("Left 3"), "{link}");
                lists.push(link.split('?').next().unwrap());
            }
        }
        lists.sort_unstable();
        assert_eq!(lists, ["/accounts", "/contacts", "/leads", "/leads/lists", "/opportunities"], "{told}");
    });
}
