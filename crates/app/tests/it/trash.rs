//! What is deleted is nowhere, and comes back as it was: rows, parts, activities, figures.

use crate::filled::everything;
use crate::world::{NOW, World, position};
use app::accounts::commands as accounts;
use app::activities::commands::{NewActivity, add};
use app::bulk::{State, What, Which, commands as bulk, queries};
use app::buying::commands::{Part, play};
use app::events::Cause;
use app::listing::{ListQuery, kinds};
use app::measures::rebuild;
use app::opportunities::commands::{self as deals, Fields, Move, move_stages};
use app::trash::{LASTS, commands, queries as trash};
use app::{Error, contacts, leads, records};
use domain::accounts::Account;
use domain::contacts::Contact;
use domain::kernel::id::{AccountId, ActivityId, ContactId, LeadId, OpportunityId};
use domain::kernel::{Currency, Instant, Money};
use domain::leads::Lead;
use domain::opportunities::MoveStage;
use domain::policy::Noun;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// What does not come back as it was: the history goes on, and what is written anew says when.
const GOES_ON: [&str; 5] = ["events", "trash", "audit_seals", "measure_values", "live"];

struct Things {
    account: AccountId,
    contact: ContactId,
    lead: LeadId,
    deal: OpportunityId,
}

fn new(kind: &str, noun: Noun, record: impl Into<Uuid>) -> NewActivity {
    NewActivity {
        subject: format!("{kind} on it"),
        outcome: (kind == "call").then(|| "connected".to_owned()),
        ..NewActivity::on(kind, noun, record.into())
    }
}

fn log(world: &World, one: NewActivity) -> ActivityId {
    world.write("Rune", |ctx, tx| add(ctx, tx, Cause::COMMAND, vec![one])).expect("logged")[0].id
}

/// An account of Rune's with a contact, a deal and a lead beside it, each with what was said and is to be done.
fn things(world: &World) -> Things {
    let account = Account { name: "Nordfjord Nett".into(), owner: position("Rune"), ..Account::default() };
    let account = world.console(|ctx, tx| accounts::create(ctx, tx, Cause::COMMAND, vec![account]))[0].id;
    let contact =
        Contact { name: "Kari Vik".into(), owner: position("Rune"), account: Some(account), ..Contact::default() };
    let contact = world.console(|ctx, tx| contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact]))[0].id;
    let lead = Lead { name: "Per Dal".into(), owner: position("Rune"), source: Some("web".into()), ..Lead::default() };
    let lead = world.console(|ctx, tx| leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead]))[0].id;
    let fields = Fields {
        name: Some("Nordfjord fibre".into()),
        owner: Some(position("Rune")),
        account: Some(Some(account)),
        amount: Some(Currency::new("EUR").map(|eur| Money::new(120_000, eur))),
        ..Fields::default()
    };
    let deal = world.console(|ctx, tx| deals::create(ctx, tx, &fields));
    for kind in ["call", "note", "task"] {
        log(world, new(kind, Noun::Lead, lead));
        log(world, new(kind, Noun::Opportunity, deal));
    }
    Things { account, contact, lead, deal }
}

/// Every row but of what goes on, without the instants and versions of what was written again.
fn standing(world: &World) -> BTreeMap<String, Vec<String>> {
    let mut all = everything(world.house.db());
    all.retain(|table, _| !GOES_ON.contains(&table.as_str()));
    all
}

fn delete(world: &World, name: &str, noun: Noun, id: impl Into<Uuid>) -> app::Result<()> {
    let id = id.into();
    world.write(name, |ctx, tx| commands::delete(ctx, tx, Cause::COMMAND, noun, &[id]))
}

fn back(world: &World, name: &str, id: impl Into<Uuid>) -> app::Result<app::trash::Trashed> {
    let id = id.into();
    Ok(world.write(name, |ctx, tx| commands::restore(ctx, tx, &[id]))?.remove(0))
}

fn figures_hold(world: &World) {
    assert_eq!(world.console(|ctx, tx| rebuild(ctx, tx, false)), [], "figures follow");
    assert_eq!(world.console(|_, tx| app::search::check(tx)), 0, "the index follows");
}

#[test]
fn what_is_deleted_is_nowhere_and_comes_back_as_it_was() {
    World::each(|world| {
        let things = things(world);
        let before = standing(world);
        for (noun, id) in [(Noun::Lead, things.lead.0), (Noun::Opportunity, things.deal.0)] {
            delete(world, "Rune", noun, id).expect("deleted");
            figures_hold(world);
            assert!(
                world.console(|_, tx| app::events::of_record(tx, id, Instant(NOW.0 + 1), 9)).len() > 1,
                "its history stays"
            );
        }
        let left: Vec<String> = standing(world)
            .into_iter()
            .flat_map(|(table, rows)| rows.into_iter().map(move |row| format!("{table}: {row}")))
            .filter(|row| row.contains(&things.lead.0.to_string()) || row.contains(&things.deal.0.to_string()))
            .collect();
        assert_eq!(left, Vec::<String>::new(), "nothing names them");
        for id in [things.deal.0, things.lead.0] {
            back(world, "Rune", id).expect("back");
            figures_hold(world);
        }
        let after = standing(world);
        assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
        for (table, rows) in before {
            assert_eq!(after[&table], rows, "{table}");
        }
    });
}

#[test]
fn what_others_rest_on_stays_and_says_why() {
    World::each(|world| {
        let things = things(world);
        let code = |noun, id: Uuid| match delete(world, "Rune", noun, id) {
            Err(Error::Refused(why)) => why[0].code.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(code(Noun::Account, things.account.0), "refusal-delete-contacts");
        delete(world, "Rune", Noun::Contact, things.contact).expect("nothing rests on a contact");
        assert_eq!(code(Noun::Account, things.account.0), "refusal-delete-opportunities");
        won(world, things.deal);
        assert_eq!(code(Noun::Opportunity, things.deal.0), "refusal-delete-booked");
        figures_hold(world);
    });
}

fn won(world: &World, deal: OpportunityId) {
    let moved = world.write("Rune", |ctx, tx| {
        let pipelines = app::opportunities::pipelines::all(tx)?;
        let stage = pipelines.iter().flat_map(|p| &p.stages).find(|s| s.key == "won").expect("a stage").id;
        let with = MoveStage { on: Some(ctx.today), reason: Some("price".into()), ..MoveStage::default() };
        move_stages(ctx, tx, &[Move { id: deal, stage, version: None, with }])
    });
    moved.expect("won");
}

#[test]
fn what_it_names_must_be_there_to_take_it_back() {
    World::each(|world| {
        let things = things(world);
        delete(world, "Rune", Noun::Contact, things.contact).expect("deleted");
        delete(world, "Rune", Noun::Opportunity, things.deal).expect("deleted");
        delete(world, "Rune", Noun::Account, things.account).expect("deleted");
        let refused = back(world, "Rune", things.contact);
        assert!(matches!(refused, Err(Error::Refused(why)) if why[0].code == "refusal-restore-account"));
        back(world, "Rune", things.account).expect("back");
        back(world, "Rune", things.contact).expect("back");
        back(world, "Rune", things.deal).expect("back");
        figures_hold(world);
    });
}

#[test]
fn what_it_named_and_was_made_one_with_another_is_that_other() {
    World::each(|world| {
        let things = things(world);
        delete(world, "Rune", Noun::Contact, things.contact).expect("deleted");
        let other = Account { name: "Nordfjord Nett AS".into(), owner: position("Rune"), ..Account::default() };
        let other = world.console(|ctx, tx| accounts::create(ctx, tx, Cause::COMMAND, vec![other]))[0].id;
        world.console(|ctx, tx| {
            app::matching::merge::merge(ctx, tx, Noun::Account, other.0, things.account.0, &[]).map(drop)
        });
        back(world, "Rune", things.contact).expect("back");
        let contact = world.console(|_, tx| records::some::<Contact>(tx, None, &[things.contact.0]));
        assert_eq!(contact[0].account, Some(other));
    });
}

#[test]
fn who_may_not_change_a_record_neither_deletes_it_nor_finds_it_deleted() {
    World::each(|world| {
        let things = things(world);
        assert!(matches!(delete(world, "Olga", Noun::Lead, things.lead), Err(Error::NotFound)));
        delete(world, "Rune", Noun::Lead, things.lead).expect("deleted");
        assert!(matches!(back(world, "Olga", things.lead), Err(Error::NotFound)));
        let seen = |name| world.read(name, |ctx, tx| trash::latest(ctx, tx, Some("per"), 9)).expect("a list").len();
        assert_eq!((seen("Rune"), seen("Mona"), seen("Olga")), (1, 1, 0));
        assert!(matches!(delete(world, "Rune", Noun::Lead, things.lead), Err(Error::NotFound)));
    });
}

#[test]
fn after_a_month_it_is_gone_for_good() {
    World::each(|world| {
        let things = things(world);
        delete(world, "Rune", Noun::Lead, things.lead).expect("deleted");
        let at = |ms: i64| world.house.at(Arc::new(move || Instant(NOW.0 + ms)));
        assert_eq!(commands::sweep(&at(LASTS - 1)).expect("swept"), 0);
        assert_eq!(commands::sweep(&at(LASTS)).expect("swept"), 1);
        assert!(matches!(back(world, "Rune", things.lead), Err(Error::NotFound)));
        let told = world.console(|_, tx| app::events::of_record(tx, things.lead.0, Instant(NOW.0 + LASTS + 1), 9));
        assert_eq!(told[0].kind, "ended");
    });
}

#[test]
fn what_stands_on_others_too_stays_with_them() {
    World::each(|world| {
        let things = things(world);
        let mut meeting = new("note", Noun::Opportunity, things.deal);
        meeting.links = serde_json::from_value(
            serde_json::json!([{ "noun": "contact", "record": things.contact.0, "takes_part": true }]),
        )
        .expect("links");
        let note = log(world, meeting);
        let on = || {
            let found = world.read("Rune", |ctx, tx| app::activities::queries::get(ctx, tx, note)).expect("there");
            (found.noun, found.record, found.links.len())
        };
        assert_eq!(on(), (Noun::Opportunity, things.deal.0, 2));
        delete(world, "Rune", Noun::Opportunity, things.deal).expect("deleted");
        assert_eq!(on(), (Noun::Contact, things.contact.0, 1));
        figures_hold(world);
        back(world, "Rune", things.deal).expect("back");
        assert_eq!(on(), (Noun::Opportunity, things.deal.0, 2));
        figures_hold(world);
    });
}

#[test]
fn many_are_deleted_at_once_and_taken_back() {
    World::each(|world| {
        let things = things(world);
        let lead = |at: usize| Lead { name: format!("Lead {at:03}"), owner: position("Rune"), ..Lead::default() };
        world.console(|ctx, tx| leads::commands::create(ctx, tx, Cause::COMMAND, (0..250).map(lead).collect()));
        let count = || {
            world
                .console(|ctx, tx| {
                    app::listing::ids(ctx, tx, &kinds::LEADS, domain::policy::Action::Edit, &ListQuery::default(), 999)
                })
                .len()
        };
        assert_eq!(count(), 251);
        let which = Which::All(ListQuery::filtered("owner = me"));
        let id = world.write("Rune", |ctx, tx| bulk::choose(ctx, tx, &kinds::LEADS, &which)).expect("chosen");
        world.write("Rune", |ctx, tx| bulk::describe(ctx, tx, id, What::Delete)).expect("said");
        let who = app::ctx::Who::User(crate::world::user("Rune"));
        let tried = app::bulk::preview::preview(&world.house, who, id).expect("tried");
        assert_eq!((tried.changing, tried.kept.len(), tried.samples.len(), count()), (100, 0, 10, 251));
        world.write("Rune", |ctx, tx| bulk::begin(ctx, tx, id)).expect("begun");
        while bulk::work(&world.house).expect("worked") {}
        let told = world.read("Rune", |ctx, tx| queries::get(ctx, tx, id)).expect("told");
        assert_eq!((told.state, told.changed, told.kept.len(), count()), (State::Done, 251, 0, 0));
        figures_hold(world);
        world.write("Rune", |ctx, tx| bulk::undo(ctx, tx, id)).expect("undone");
        while bulk::work(&world.house).expect("worked") {}
        let told = world.read("Rune", |ctx, tx| queries::get(ctx, tx, id)).expect("told");
        assert_eq!((told.state, told.back, count()), (State::Undone, 251, 251));
        figures_hold(world);
        let lead = world.console(|_, tx| records::some::<Lead>(tx, None, &[things.lead.0]));
        assert_eq!(lead[0].name, "Per Dal");
    });
}

#[test]
fn a_part_waits_for_what_it_names_and_goes_with_nothing_lost() {
    World::each(|world| {
        let things = things(world);
        let (deal, contact) = (things.deal, things.contact);
        let champion = Part { contact, role: Some("champion".into()) };
        world.console(|ctx, tx| play(ctx, tx, deal, &champion));
        delete(world, "Rune", Noun::Opportunity, deal).expect("deleted");
        delete(world, "Rune", Noun::Contact, contact).expect("deleted");
        let refused = back(world, "Rune", deal);
        assert!(matches!(refused, Err(Error::Refused(why)) if why[0].code == "refusal-restore-contact"));
        back(world, "Rune", contact).expect("back");
        back(world, "Rune", deal).expect("back");
        let parts = everything(world.house.db())["opportunity_contacts"].len();
        assert_eq!(parts, 1);
    });
}

/// Those of many that cannot come back stay whole where they are.
#[test]
fn of_many_taken_back_the_one_that_waits_leaves_nothing_behind() {
    World::each(|world| {
        let things = things(world);
        let (deal, contact) = (things.deal, things.contact);
        let champion = Part { contact, role: Some("champion".into()) };
        world.console(|ctx, tx| play(ctx, tx, deal, &champion));
        let id = world.write("Rune", |ctx, tx| {
            let id = bulk::choose(ctx, tx, &kinds::OPPORTUNITIES, &Which::These(vec![deal.0]))?;
            bulk::describe(ctx, tx, id, What::Delete)?;
            bulk::begin(ctx, tx, id)?;
            Ok(id)
        });
        let id = id.expect("begun");
        while bulk::work(&world.house).expect("worked") {}
        delete(world, "Rune", Noun::Contact, contact).expect("deleted");
        let deleted = standing(world);
        world.write("Rune", |ctx, tx| bulk::undo(ctx, tx, id)).expect("undone");
        while bulk::work(&world.house).expect("worked") {}
        assert_eq!(standing(world)["opportunities"], deleted["opportunities"]);
        figures_hold(world);
        // Asked for together they come, whatever their order.
        let both = [deal.0, contact.0];
        let back = world.write("Rune", |ctx, tx| commands::restore(ctx, tx, &both)).expect("back");
        assert_eq!(back.iter().map(|one| one.id).collect::<Vec<_>>(), both);
        assert_eq!(everything(world.house.db())["opportunity_contacts"].len(), 1);
        figures_hold(world);
    });
}

#[test]
fn companies_go_with_their_daughters_and_come_back_with_them() {
    World::each(|world| {
        let company =
            |name: &str, parent| Account { name: name.into(), owner: position("Rune"), parent, ..Account::default() };
        let add = |name: &str, parent: Option<AccountId>| {
            world.console(|ctx, tx| accounts::create(ctx, tx, Cause::COMMAND, vec![company(name, parent)]))[0].id
        };
        let mother = add("Fjord Holding", None);
        let daughter = add("Fjord Foods", Some(mother));
        let grand = add("Fjord Fish", Some(daughter));
        let before = standing(world);
        let refused = delete(world, "Rune", Noun::Account, mother);
        assert!(
            matches!(refused, Err(Error::Refused(why)) if why[0].code == "refusal-delete-daughters"),
            "alone it stays"
        );
        let these = Which::These(vec![mother.0, grand.0, daughter.0]);
        let id = world.write("Rune", |ctx, tx| {
            let id = bulk::choose(ctx, tx, &kinds::ACCOUNTS, &these)?;
            bulk::describe(ctx, tx, id, What::Delete)?;
            Ok(id)
        });
        let id = id.expect("described");
        let who = app::ctx::Who::User(crate::world::user("Rune"));
        let tried = app::bulk::preview::preview(&world.house, who, id).expect("tried");
        assert_eq!((tried.changing, tried.kept), (3, vec![]));
        world.write("Rune", |ctx, tx| bulk::begin(ctx, tx, id)).expect("begun");
        while bulk::work(&world.house).expect("worked") {}
        let told = world.read("Rune", |ctx, tx| queries::get(ctx, tx, id)).expect("told");
        assert_eq!((told.changed, told.kept), (3, vec![]));
        figures_hold(world);
        world.write("Rune", |ctx, tx| bulk::undo(ctx, tx, id)).expect("undone");
        while bulk::work(&world.house).expect("worked") {}
        let told = world.read("Rune", |ctx, tx| queries::get(ctx, tx, id)).expect("told");
        assert_eq!((told.state, told.back), (State::Undone, 3));
        figures_hold(world);
        assert_eq!(standing(world)["accounts"], before["accounts"], "each below its mother again");
    });
}

fn names_contacts(world: &World, noun: Noun, label: &str, is_required: bool) {
    let field = domain::custom_fields::CustomField {
        id: domain::kernel::id::CustomFieldId::default(),
        noun,
        key: String::new(),
        label: label.into(),
        help: None,
        kind: domain::custom_fields::FieldKind::Record,
        choices: Vec::new(),
        target: Some(Noun::Contact),
        decimals: 0,
        is_required,
        is_sensitive: false,
        place: 0,
        is_retired: false,
        version: 0,
    };
    world.console(|ctx, tx| app::custom_fields::commands::define(ctx, tx, field.clone()));
}

#[test]
fn own_fields_that_name_it_are_emptied_and_name_it_again() {
    World::each(|world| {
        let things = things(world);
        names_contacts(world, Noun::Account, "Referred by", false);
        names_contacts(world, Noun::Lead, "Met through", false);
        let named = |noun, id: Uuid, key: &str| {
            world.console(|ctx, tx| {
                let held = app::custom_fields::queries::held(ctx, tx, noun, &[id])?;
                Ok(held.get(&id).and_then(|custom| custom.get(key)).is_some())
            })
        };
        let patch =
            |id: Uuid, key: &'static str| app::records::Patch::new(id, [(key, things.contact.0.to_string().into())]);
        let of_account = [patch(things.account.0, "x_referred_by")];
        world.console(|ctx, tx| accounts::change(ctx, tx, Cause::COMMAND, &of_account));
        let of_lead = [patch(things.lead.0, "x_met_through")];
        world.console(|ctx, tx| leads::commands::change(ctx, tx, Cause::COMMAND, &of_lead));
        let both = || {
            (named(Noun::Account, things.account.0, "x_referred_by"), named(Noun::Lead, things.lead.0, "x_met_through"))
        };
        assert_eq!(both(), (true, true));
        let version = || world.console(|_, tx| records::some::<Account>(tx, None, &[things.account.0]))[0].version;
        let at = version();
        delete(world, "Rune", Noun::Contact, things.contact).expect("deleted");
        assert_eq!((both(), version()), ((false, false), at + 1), "and they are other versions");
        let told = world.console(|_, tx| app::events::of_record(tx, things.account.0, Instant(NOW.0 + 1), 1));
        assert_eq!(told[0].changes["x_referred_by"][0], things.contact.0.to_string());
        back(world, "Rune", things.contact).expect("back");
        assert_eq!(both(), (true, true));
        // A field that must have its value keeps the record that it names.
        names_contacts(world, Noun::Product, "Inventor", true);
        let product = serde_json::from_value(
            serde_json::json!({ "name": "Net", "is_active": true, "x_inventor": things.contact.0 }),
        );
        let product: domain::products::Product = product.expect("a product");
        world.console(|ctx, tx| app::products::commands::create(ctx, tx, Cause::COMMAND, vec![product.clone()]));
        let refused = delete(world, "Rune", Noun::Contact, things.contact);
        assert!(matches!(refused, Err(Error::Refused(why)) if why[0].code == "refusal-delete-named"));
        assert_eq!(both(), (true, true), "nothing was emptied");
    });
}
