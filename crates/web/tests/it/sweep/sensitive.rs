//! A sensitive field on every kind of record: its value is on every record of the sweep, twice, in a view that is shared, in
//! a file that was loaded and in one that waits. Whatever an address answers, only who was given that may read it there.

use super::company::{self, Marked};
use super::reads::{Need, Try, ask, tries};
use super::viewers::{May, VIEWERS};
use super::{browser, leaks, program, said};
use crate::browser::on_each;
use app::activities::commands::ActivityPatch;
use app::ctx::Who;
use app::events::Cause;
use app::opportunities::commands::Fields;
use app::records::Patch;
use app::{Ctx, House, Tx, accounts, contacts, leads, opportunities, products, views};
use axum::http::{Method, StatusCode};
use domain::custom_fields::{CustomField, FieldKind, NOUNS};
use domain::kernel::id::{ProductId, SetId, UserId};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use web::routes::Kind;

/// What stands in the field of every record, in small letters.
pub const SECRET: &str = "quicksilver";

/// A file that was loaded, and one whose files wait to be checked.
pub struct Files {
    pub loaded: SetId,
    pub waiting: SetId,
}

/// Gives every record its value: one that it has had, and another that stands.
pub fn hidden(house: &House, owner: UserId, marked: &[Marked], product: ProductId) -> Files {
    for noun in NOUNS {
        let field = CustomField { is_sensitive: true, ..CustomField::new(noun, FieldKind::Text, "Hushed") };
        house.write(Who::Console, |ctx, tx| app::custom_fields::commands::define(ctx, tx, field)).unwrap();
    }
    for value in ["before", "now"] {
        let value = format!("{SECRET} {value}");
        for one in marked {
            house.write(Who::Console, |ctx, tx| given(ctx, tx, one, &value)).unwrap();
        }
        let patch = Patch::new(product, [("x_hushed", json!(value))]);
        house.write(Who::Console, |ctx, tx| products::commands::change(ctx, tx, Cause::COMMAND, &[patch])).unwrap();
    }
    house
        .write(Who::User(owner), |ctx, tx| {
            let asked = format!("filter=x_hushed%20contains%20{SECRET}");
            for kind in ["accounts", "contacts", "leads", "opportunities", "products", "activities"] {
                views::commands::save(ctx, tx, kind, "Hushed ones", &asked, true)?;
            }
            app::audit::commands::took(ctx, tx, domain::policy::Noun::Account, &asked, "csv")
        })
        .unwrap();
    Files { loaded: brought(house, owner), waiting: laid_down(house, owner) }
}

fn given(ctx: &Ctx, tx: &mut Tx<'_>, one: &Marked, value: &str) -> app::Result<()> {
    let patch = |id: uuid::Uuid| [Patch::new(id, [("x_hushed", json!(value))])];
    accounts::commands::change(ctx, tx, Cause::COMMAND, &patch(one.account.0))?;
    contacts::commands::change(ctx, tx, Cause::COMMAND, &patch(one.contact.0))?;
    leads::commands::change(ctx, tx, Cause::COMMAND, &patch(one.lead.0))?;
    for deal in [one.deal, one.won] {
        let fields: Fields = serde_json::from_value(json!({ "x_hushed": value }))?;
        opportunities::commands::change(ctx, tx, deal, None, &fields)?;
    }
    let fields: ActivityPatch = serde_json::from_value(json!({ "x_hushed": value }))?;
    app::activities::commands::change(ctx, tx, one.task, &fields).map(drop)
}

/// A file of the owner's, of which a row is given back for what it says in the field.
fn laid_down(house: &House, owner: UserId) -> SetId {
    let text = format!("account,owner,hushed\nbeta-Fjell Hushed,Bjorn,{SECRET} file\n,Bjorn,{SECRET} reject\n");
    let files = vec![("hushed.csv".to_owned(), text.into_bytes())];
    let settings = app::imports::Settings::default();
    house.write(Who::User(owner), |ctx, tx| app::imports::jobs::put_down(ctx, tx, files, &settings)).unwrap()
}

/// The same, loaded.
fn brought(house: &House, owner: UserId) -> SetId {
    let set = laid_down(house, owner);
    house.write(Who::User(owner), |ctx, tx| app::imports::jobs::queue(ctx, tx, set)).unwrap();
    while app::imports::jobs::work(house).unwrap() {}
    set
}

/// What the routes of imports are asked besides; asking for the records by the field is refused to most, and is asked in a
/// test of its own.
pub fn more(pattern: &str, files: &Files) -> Vec<Try> {
    let at = |id: SetId| vec![ask(pattern.replace("{id}", &id.to_string()), Need::To(May::Import))];
    match pattern {
        "/imports/{id}" | "/api/v1/imports/{id}" => at(files.loaded),
        "/imports/{id}/check" | "/imports/{id}/mapping.toml" => at(files.waiting),
        _ => Vec::new(),
    }
}

#[test]
fn who_was_given_it_reads_it_and_nobody_else_asks_by_it() {
    on_each(async |site| {
        let company = company::found(site);
        let alfa = company.marked["alfa"];
        let at = [
            ("accounts", alfa.account.0),
            ("contacts", alfa.contact.0),
            ("leads", alfa.lead.0),
            ("opportunities", alfa.deal.0),
            ("products", company.product.0),
            ("activities", alfa.task.0),
        ];
        let viewer = |name: &str| VIEWERS.iter().find(|viewer| viewer.name == name).unwrap();
        let (kari, opal) = (viewer("Kari"), viewer("Opal"));
        let (mut owner, mut program) = (browser(site, kari).await, program(site, &company, opal, true));
        let mut other = browser(site, opal).await;
        for (kind, id) in at {
            for address in [
                format!("/{kind}/{id}"),
                format!("/{kind}/{id}/edit"),
                format!("/api/v1/{kind}/{id}"),
                format!("/api/v1/{kind}?fields=x_hushed&limit=1000"),
                format!("/{kind}.csv?fields=x_hushed&filter=x_hushed%20contains%20{SECRET}"),
            ] {
                let answer = owner.get(&address).await;
                assert!(answer.status.is_success() && answer.body.contains(SECRET), "{address}: {}", answer.status);
            }
            let page = other.get(&format!("/{kind}/{id}")).await.body;
            assert!(page.contains("Hushed") && page.contains("••••"), "{kind}: its name and a mask");
            site.later(1);
            let read = program.get(&format!("/api/v1/{kind}/{id}")).await.json();
            assert_eq!(read["x_hushed"], Json::Null, "{kind}");
            assert!(read["hidden"].as_array().unwrap().contains(&json!("x_hushed")), "{kind}");
            for asked in ["filter=x_hushed%20is%20not%20empty", "sort=x_hushed", "fields=x_hushed"] {
                for address in
                    [format!("/api/v1/{kind}?{asked}"), format!("/{kind}.csv?{asked}"), format!("/{kind}?{asked}")]
                {
                    assert_eq!(other.get(&address).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
                }
            }
            let csrf = other.csrf.clone();
            let patch = json!({ "x_hushed": "guessed" });
            let head = [("x-csrf-token", csrf.as_str())];
            let refused = other.call(Method::PATCH, &format!("/api/v1/{kind}/{id}"), &head, &patch).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind}: {}", refused.body);
            assert_eq!(refused.json()["errors"][0]["pointer"], "/x_hushed", "{kind}: {}", refused.body);
        }
        let rejects = format!("/imports/{}/rejects.csv", company.hushed.loaded);
        assert!(owner.get(&rejects).await.body.contains(SECRET));
        assert_eq!(other.get(&rejects).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

/// Where a field that masks nothing shows its value to who sees every record and may import, and a sensitive one must not: of
/// each kind of record these,
const OF_KIND: [&str; 7] = ["/K", "/K.csv", "/K.xlsx", "/K/{id}", "/K/{id}/edit", "/api/v1/K", "/api/v1/K/{id}"];
const KINDS: [&str; 6] = ["accounts", "activities", "contacts", "leads", "opportunities", "products"];
/// and beside them these.
const BESIDE: [&str; 2] = ["/imports/{id}/check", "/leads/lists/{id}/work"];

/// The proof that the sweep can fail: the same company, its fields sensitive no more, and the same question put to the same
/// answers.
#[test]
fn the_sweep_finds_the_value_at_every_door_where_nothing_masks_it() {
    on_each(async |site| {
        let company = company::found(site);
        company::apart(site, unmasked);
        let opal = VIEWERS.iter().find(|viewer| viewer.name == "Opal").unwrap();
        let (mut page, mut program) = (browser(site, opal).await, program(site, &company, opal, false));
        let (mut by_page, mut by_program) = (BTreeSet::new(), BTreeSet::new());
        for route in site.state.table().iter().filter(|route| route.method == Method::GET) {
            let endless = |one: &Try| matches!(one.need, Need::Heard(marker) if opal.sees(marker));
            for one in tries(route.path, &company).unwrap().into_iter().filter(|one| !endless(one)) {
                let finds = |said: &str| leaks(opal, said).iter().any(|leak| leak == SECRET);
                if finds(&said(&page.get(&one.address).await)) {
                    by_page.insert(route.path.to_owned());
                }
                if route.kind == Kind::Api {
                    site.later(1);
                    if finds(&said(&program.get(&one.address).await)) {
                        by_program.insert(route.path.to_owned());
                    }
                }
            }
        }
        let of_kinds = KINDS.iter().flat_map(|kind| OF_KIND.map(|door| door.replace('K', kind)));
        let doors: BTreeSet<String> = of_kinds.chain(BESIDE.map(str::to_owned)).collect();
        assert_eq!(by_page, doors, "by session");
        assert_eq!(by_program, doors.into_iter().filter(|door| door.starts_with("/api/")).collect(), "by token");
    });
}

/// Takes the mask off every field of the company.
fn unmasked(house: &House) {
    let masked = |ctx: &Ctx, tx: &mut Tx<'_>| {
        let all = app::custom_fields::queries::all(ctx, tx)?;
        Ok(all.all().iter().filter(|field| field.is_sensitive).map(|field| field.id).collect::<Vec<_>>())
    };
    let masked = house.read(Who::Console, masked).unwrap();
    assert_eq!(masked.len(), NOUNS.len());
    for id in masked {
        house
            .write(Who::Console, |ctx, tx| {
                app::custom_fields::commands::change(ctx, tx, id, None, |field| field.is_sensitive = false)
            })
            .unwrap();
    }
}
