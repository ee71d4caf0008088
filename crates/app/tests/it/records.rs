//! Accounts, contacts, products: made, changed, in conflict, in sight; the timeline, saved views.

use crate::world::{NOW, World, position, user};
use app::events::Cause;
use app::listing::{self, ListQuery, kinds};
use app::records::{self, Patch, Reason, What};
use app::{Error, accounts, contacts, products, search, views};
use db::Value;
use domain::accounts::Account;
use domain::contacts::Contact;
use domain::kernel::id::AccountId;
use domain::policy::Noun;
use domain::products::Product;
use domain::{Day, Instant};
use serde_json::json;

const LATER: Instant = Instant(NOW.0 + 1);

fn account(name: &str, owner: &str) -> Account {
    Account { name: name.into(), owner: position(owner), ..Account::default() }
}

fn make(world: &World, accounts: Vec<Account>) -> Vec<Account> {
    world.console(|ctx, tx| accounts::commands::create(ctx, tx, Cause::COMMAND, accounts))
}

fn code<T: std::fmt::Debug>(answer: app::Result<T>) -> String {
    match answer {
        Err(Error::Refused(refusals)) => refusals[0].code.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_made_reads_back_and_belongs_to_its_maker() {
    World::each(|world| {
        let (made, page) = world
            .write("Rune", |ctx, tx| {
                let full = Account {
                    name: "Acme".into(),
                    tier: Some("key".into()),
                    employees: Some(12),
                    revenue: domain::Money::parse("1.50", ctx.company.currency)
                        .map(|m| domain::Money::new(m.minor, ctx.company.currency)),
                    next_step_on: Day::new(2018, 1, 2),
                    external_id: Some("A-1".into()),
                    ..Account::default()
                };
                let made = accounts::commands::create(ctx, tx, Cause::COMMAND, vec![full])?.remove(0);
                let contact = Contact { first_name: Some("Åse".into()), account: Some(made.id), ..Contact::default() };
                contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact])?;
                Ok((made, accounts::queries::page(ctx, tx, "A-1")?))
            })
            .expect("a seller may");
        assert_eq!(made.owner, position("Rune"));
        assert_eq!(page.account, made);
        assert_eq!((page.owner_label.label.as_str(), page.may_edit), ("Rune", true));
        assert_eq!(page.contacts.map(|list| list.rows.len()), Some(1));
        let hits = world.read("Rune", |ctx, tx| search::find(ctx, tx, "åse", 5)).expect("hits");
        assert_eq!((hits[0].label.as_str(), hits[0].detail.as_deref()), ("Åse", Some("Acme")));
        assert_eq!(world.console(|_, tx| search::check(tx)), 0);
    });
}

#[test]
fn records_are_seen_up_the_line_and_by_the_team_only() {
    World::each(|world| {
        let acme = make(world, vec![account("Acme", "Rune")]).remove(0).id;
        let sees = |name: &str| world.read(name, |ctx, tx| accounts::queries::get(ctx, tx, acme)).is_ok();
        let all = ["Hanna", "Mona", "Rune", "Rita", "Otto", "Olga", "Nils", "Fina", "Opal"];
        let seeing = |_: ()| all.into_iter().filter(|name| sees(name)).collect::<Vec<_>>();
        assert_eq!(seeing(()), ["Hanna", "Mona", "Rune", "Fina", "Opal"]);
        let hidden = world.read("Rita", |ctx, tx| accounts::queries::page(ctx, tx, &acme.to_string()));
        assert!(matches!(hidden, Err(Error::NotFound)));
        world
            .write("Rune", |ctx, tx| accounts::commands::join_team(ctx, tx, acme, position("Olga"), "expert"))
            .expect("the owner may");
        assert_eq!(seeing(()), ["Hanna", "Mona", "Rune", "Olga", "Fina", "Opal"]);
        let why = |name: &str| {
            world.read(name, |ctx, tx| records::why_visible(ctx, tx, Noun::Account, acme.0)).expect("reasons")
        };
        assert!(matches!(&why("Olga")[..], [Reason::Team { role, .. }] if role == "expert"));
        assert!(matches!(&why("Rune")[..], [Reason::Own { .. }]));
        assert!(matches!(&why("Hanna")[..], [Reason::Below { chain }] if chain.len() == 3));
        assert_eq!(why("Fina"), [Reason::Granted]);
        world
            .write("Olga", |ctx, tx| accounts::commands::leave_team(ctx, tx, acme, position("Olga")))
            .expect("who is on the team may leave it");
        assert_eq!(seeing(()), ["Hanna", "Mona", "Rune", "Fina", "Opal"]);
        let own = world.read("Rita", |ctx, tx| listing::count(ctx, tx, &kinds::ACCOUNTS, &ListQuery::default()));
        assert_eq!(own.expect("a count"), 0);
    });
}

#[test]
fn a_team_is_a_matrix_with_days_and_one_joins_later_without_seeing_before() {
    World::each(|world| {
        let acme = make(world, vec![account("Acme", "Rune")]).remove(0).id;
        let today = world.console(|ctx, _| Ok(ctx.today));
        let joining = |line: &str, on: Day| accounts::Joining {
            position: position("Olga"),
            role: "expert".into(),
            line_of_business: Some(line.into()),
            on: Some(on),
            ..accounts::Joining::default()
        };
        let join = |joining: accounts::Joining| {
            world.write("Rune", |ctx, tx| accounts::commands::join(ctx, tx, acme, &joining)).expect("the owner may");
        };
        join(joining("Marine", today.plus(30)));
        let sees = || world.read("Olga", |ctx, tx| accounts::queries::get(ctx, tx, acme)).is_ok();
        assert!(!sees(), "not before the day");
        join(joining("Energy", today));
        join(joining("Energy", today));
        assert!(sees());
        let team = |world: &World| {
            let page = world.console(|ctx, tx| accounts::queries::page(ctx, tx, &acme.to_string()));
            page.team.into_iter().map(|m| (m.line_of_business.unwrap_or_default(), m.from)).collect::<Vec<_>>()
        };
        assert_eq!(team(world), [("Energy".to_owned(), today), ("Marine".to_owned(), today.plus(30))]);
        world.console(|ctx, tx| accounts::commands::leave_team(ctx, tx, acme, position("Olga")));
        assert!(team(world).is_empty() && !sees());
    });
}

#[test]
fn changes_are_told_and_conflicts_shown_field_by_field() {
    World::each(|world| {
        let acme = make(world, vec![account("Acme", "Rune")]).remove(0);
        let change = |name: &str, patch: Patch| {
            world.write(name, |ctx, tx| accounts::commands::change(ctx, tx, Cause::COMMAND, &[patch]))
        };
        let city = |city: &str| Patch::new(acme.id, [("city", json!(city)), ("phone", json!("1"))]).at(1);
        assert_eq!(change("Rune", city("Oslo")).expect("changed")[0].version, 2);
        let Err(Error::Conflict { version: 2, fields }) = change("Mona", city("Bergen")) else { panic!("no conflict") };
        assert_eq!(fields.len(), 1);
        assert_eq!((fields[0].theirs.as_deref(), fields[0].yours.as_deref()), (Some("Oslo"), Some("Bergen")));
        let other = Patch::new(acme.id, [("tier", json!("mid")), ("city", json!(" Oslo "))]).at(1);
        assert_eq!(change("Mona", other).expect("what nobody else touched is no conflict")[0].version, 3);
        let same = Patch::new(acme.id, [("tier", json!("mid"))]).at(3);
        assert_eq!(change("Mona", same).expect("nothing to write")[0].version, 3);
        assert!(matches!(change("Rita", city("Moss")), Err(Error::NotFound)));
        assert!(matches!(change("Fina", city("Moss")), Err(Error::Forbidden)));
        for (field, value, expected) in [
            ("colour", json!("red"), "refusal-field-unknown"),
            ("version", json!(9), "refusal-field-readonly"),
            ("employees", json!("many"), "refusal-value-wrong"),
            ("tier", json!("gold"), "refusal-tier-unknown"),
            ("name", json!("  "), "refusal-name-empty"),
            ("name", json!("å".repeat(256)), "refusal-name-long"),
            ("city", json!("客".repeat(256)), "refusal-text-long"),
            ("external_id", json!("7".repeat(3_000)), "refusal-text-long"),
            ("owner", json!(uuid::Uuid::from_u128(7)), "refusal-owner-unknown"),
            ("parent", json!(uuid::Uuid::from_u128(7)), "refusal-record-unknown"),
            ("parent", json!(acme.id), "refusal-parent-itself"),
        ] {
            assert_eq!(code(change("Rune", Patch::new(acme.id, [(field, value)]))), expected, "{field}");
        }
        let told = world
            .read("Rune", |ctx, tx| records::timeline(ctx, tx, Noun::Account, acme.id.0, LATER, 9))
            .expect("a timeline");
        let kinds: Vec<_> = told
            .iter()
            .map(|entry| (entry.by.as_deref(), matches!(&entry.what, What::Event { kind, .. } if kind == "changed")))
            .collect();
        assert_eq!(kinds, [(Some("Mona"), true), (Some("Rune"), true), (None, false)]);
        change("Hanna", Patch::new(acme.id, [("owner", json!(position("Rita")))])).expect("handed over");
        let told = world
            .read("Rita", |ctx, tx| records::timeline(ctx, tx, Noun::Account, acme.id.0, LATER, 1))
            .expect("the new owner sees it");
        let What::Event { fields, .. } = &told[0].what else { panic!("an event") };
        assert_eq!(
            (&fields[0].field[..], &fields[0].before["label"], &fields[0].after["label"]),
            ("owner", &json!("Rune"), &json!("Rita"))
        );
    });
}

/// An entry of an index has an end: a third of a page on one engine.
#[test]
fn the_longest_texts_are_kept_found_and_sorted_by() {
    World::each(|world| {
        let long = |first: char| format!("{first}{}", "客𠮷".repeat(127));
        let (name, host) = (long('甲'), "x".repeat(3_000));
        let website = Some(format!("https://{host}.example/{host}"));
        let full = Account { name: name.clone(), website, city: Some(long('乙')), ..account("", "Rune") };
        let full = Account { external_id: Some(long('丙')), ..full };
        let made = make(world, vec![full.clone()]).remove(0);
        assert_eq!((&made.name, &made.website), (&name, &full.website));
        let email = Some(format!("{}@{}.example", "a".repeat(60), "b".repeat(180)));
        let person = Contact { name: name.clone(), email, owner: position("Rune"), ..Contact::default() };
        let too_long = Contact { email: Some(format!("{}@fjord.example", "a".repeat(300))), ..person.clone() };
        let write =
            |contact| world.write("Rune", |ctx, tx| contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact]));
        assert_eq!(code(write(too_long)), "refusal-email-unreadable");
        write(person).expect("an address of the longest kind");
        let query = ListQuery { sort: Some("-name".into()), ..ListQuery::default() };
        let rows = world.read("Rune", |ctx, tx| listing::list(ctx, tx, &kinds::ACCOUNTS, &query)).expect("a list").rows;
        assert_eq!(rows[0].cells[0].plain(), name);
        let hits = world.read("Rune", |ctx, tx| search::find(ctx, tx, "甲客", 5)).expect("hits");
        assert_eq!(hits.iter().map(|hit| &hit.label).collect::<Vec<_>>(), [&name, &name]);
    });
}

#[test]
fn companies_stand_in_hierarchies_without_rings() {
    World::each(|world| {
        let id = |n| AccountId(uuid::Uuid::from_u128(n));
        let child = |n, parent: Option<u128>| Account {
            id: id(n),
            parent: parent.map(id),
            ..account(&format!("Company {n}"), "Rune")
        };
        make(world, vec![child(3, Some(2)), child(2, Some(1)), child(1, None)]);
        let count = |filter: &str| {
            world.read("Hanna", |ctx, tx| listing::count(ctx, tx, &kinds::ACCOUNTS, &ListQuery::filtered(filter)))
        };
        assert_eq!(count("parent is not empty").expect("a count"), 2);
        assert_eq!(count("parent = \"company 1\" or parent contains \"2\"").expect("a count"), 2);
        let change = |n, parent| {
            let patch = Patch::new(id(n), [("parent", json!(id(parent)))]);
            world.write("Rune", |ctx, tx| accounts::commands::change(ctx, tx, Cause::COMMAND, &[patch]))
        };
        assert_eq!(code(change(1, 3)), "refusal-parent-cycle");
        assert!(change(3, 1).is_ok());
        let ring = vec![child(8, Some(9)), child(9, Some(8))];
        let refused = world.write("Rune", |ctx, tx| accounts::commands::create(ctx, tx, Cause::COMMAND, ring));
        assert_eq!(code(refused), "refusal-parent-cycle");
        let page = world.read("Rune", |ctx, tx| accounts::queries::page(ctx, tx, &id(1).to_string())).expect("a page");
        assert_eq!(page.subsidiaries.map(|list| list.rows.len()), Some(2));
    });
}

#[test]
fn the_price_list_is_for_all_and_kept_by_operations() {
    World::each(|world| {
        let make = |name: &str| {
            let product = Product { name: "GTX Pro".into(), code: Some("G1".into()), ..Product::default() };
            world.write(name, |ctx, tx| products::commands::create(ctx, tx, Cause::COMMAND, vec![product]))
        };
        assert!(matches!(make("Rune"), Err(Error::Forbidden)));
        let id = make("Opal").expect("operations may")[0].id;
        let page = world.read("Nils", |ctx, tx| products::queries::page(ctx, tx, &id.to_string())).expect("a page");
        assert_eq!((page.may_edit, page.opportunities.is_none()), (false, true));
        let patch = Patch::new(id, [("is_active", json!(false))]);
        let refused = world.write("Rune", |ctx, tx| products::commands::change(ctx, tx, Cause::COMMAND, &[patch]));
        assert!(matches!(refused, Err(Error::Forbidden)));
    });
}

#[test]
fn views_are_ones_own_or_shared() {
    World::each(|world| {
        let save = |name: &str, title: &str, query: &str, shared| {
            world.write(name, |ctx, tx| views::commands::save(ctx, tx, "accounts", title, query, shared))
        };
        let first = save("Rune", "Mine", "filter=owner+%3D+me", false).expect("saved");
        let again = save("Rune", "Mine", "sort=name", false).expect("saved");
        assert_eq!(first.id, again.id);
        let shared = save("Rita", "Ours", "sort=-name", true).expect("saved");
        let names = |name: &str| {
            let found = world.read(name, |ctx, tx| views::queries::list(ctx, tx, "accounts")).expect("views");
            found.into_iter().map(|v| (v.name, v.query)).collect::<Vec<_>>()
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(names("Rune"), [pair("Mine", "sort=name"), pair("Ours", "sort=-name")]);
        assert_eq!(names("Olga"), [pair("Ours", "sort=-name")]);
        let delete = |name: &str| world.write(name, |ctx, tx| views::commands::delete(ctx, tx, "accounts", shared.id));
        assert!(matches!(delete("Rune"), Err(Error::NotFound)));
        assert!(delete("Rita").is_ok());
        assert_eq!(names("Olga"), []);
        assert_eq!(code(save("Rune", " ", "", false)), "refusal-name-empty");
        assert!(matches!(save("Nils", "x", "", false), Err(Error::Forbidden)));
        let held = world.console(|_, tx| {
            Ok(tx.number("select count(*) from saved_views where user_id = $1", &[Value::id(user("Rune"))])?)
        });
        assert_eq!(held, 1);
    });
}
