//! Somebody leaves: what is theirs goes where it was said, nothing stays behind, and all of it can be taken back.

use crate::world::{World, position, user};
use app::accounts::commands as accounts;
use app::activities::commands::{NewActivity, add};
use app::ctx::Who;
use app::departures::{self, Departure, Leave, Progress};
use app::events::Cause;
use app::opportunities::commands::{self as deals, Fields};
use app::organisation::edits;
use app::{Error, contacts, leads, records};
use domain::accounts::Account;
use domain::contacts::Contact;
use domain::departures::Heir;
use domain::kernel::id::{PersonId, PositionId, SetId, derived};
use domain::leads::Lead;
use domain::notifications::Kind;
use domain::policy::Noun;
use std::collections::BTreeMap;
use uuid::Uuid;

fn person(name: &str) -> PersonId {
    derived(&[b"person", name.as_bytes()])
}

/// What somebody has, by kind: two accounts with a contact each, one of them open to sell to, a lead, a task on the
/// first account and one on an account of another.
struct Work {
    accounts: Vec<Uuid>,
    contacts: Vec<Uuid>,
    deal: Uuid,
    lead: Uuid,
    tasks: Vec<Uuid>,
}

fn work(world: &World, name: &str) -> Work {
    let owner = position(name);
    let account =
        |n: &str, owner| Account { name: n.into(), owner, country: Some("Norway".into()), ..Account::default() };
    let new = vec![account("Fjell", owner), account("Skog", owner), account("Elsewhere", position("Olga"))];
    let made = world.console(|ctx, tx| accounts::create(ctx, tx, Cause::COMMAND, new));
    let of = |n: &str| made.iter().find(|a| a.name == n).expect("made").id;
    let contact = |n: &str| Contact { name: n.into(), owner, account: Some(of(n)), ..Contact::default() };
    let people = world.console(|ctx, tx| {
        contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact("Fjell"), contact("Elsewhere")])
    });
    let fields = Fields {
        name: Some("Pumps".into()),
        account: Some(Some(of("Fjell"))),
        owner: Some(owner),
        ..Fields::default()
    };
    let deal = world.console(|ctx, tx| deals::create(ctx, tx, &fields));
    let lead = Lead { company: Some("Bre".into()), owner, country: Some("Norway".into()), ..Lead::default() };
    let lead = world.console(|ctx, tx| leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead]));
    let task = |on| {
        let new =
            NewActivity { subject: "Call".into(), owner: Some(owner), ..NewActivity::on("task", Noun::Account, on) };
        world.console(|ctx, tx| add(ctx, tx, Cause::COMMAND, vec![new]))[0].id.0
    };
    Work {
        accounts: vec![of("Fjell").0, of("Skog").0],
        contacts: people.iter().map(|one| one.id.0).collect(),
        deal: deal.0,
        lead: lead[0].id.0,
        tasks: vec![task(of("Fjell").0), task(of("Elsewhere").0)],
    }
}

fn owner(world: &World, noun: Noun, id: Uuid) -> PositionId {
    if noun == Noun::Activity {
        let found = world.console(|ctx, tx| app::activities::queries::get(ctx, tx, domain::kernel::id::ActivityId(id)));
        return found.owner.expect("an owner");
    }
    world.console(|_, tx| records::owner_of(tx, noun, id)).expect("an owner")
}

/// Everybody who has any of it.
fn owners(world: &World, work: &Work) -> Vec<PositionId> {
    let accounts = work.accounts.iter().map(|id| (Noun::Account, *id));
    let contacts = work.contacts.iter().map(|id| (Noun::Contact, *id));
    let tasks = work.tasks.iter().map(|id| (Noun::Activity, *id));
    let others = [(Noun::Opportunity, work.deal), (Noun::Lead, work.lead)];
    accounts.chain(contacts).chain(tasks).chain(others).map(|(noun, id)| owner(world, noun, id)).collect()
}

fn leave(world: &World, name: &str, heir: Heir) -> Departure {
    let asked = Leave { person: person(name), heir, on: world.console(|ctx, _| Ok(ctx.today)) };
    let id = world.console(|ctx, tx| departures::begin(ctx, tx, &asked));
    moved(world, id)
}

fn moved(world: &World, id: SetId) -> Departure {
    loop {
        let stands = departures::go_on(&world.house, Who::Console, id).expect("goes on");
        if stands.state != Progress::Moving {
            return stands;
        }
    }
}

fn code(result: app::Result<SetId>) -> String {
    match result {
        Err(Error::Refused(refusals)) => refusals[0].code.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_of_it_goes_to_the_seat_that_was_named_and_comes_back() {
    World::each(|world| {
        let work = work(world, "Rune");
        let heir = Heir::Position(position("Rita"));
        let before = world.console(|ctx, tx| departures::preview(ctx, tx, person("Rune"), heir));
        let counts: BTreeMap<&str, i64> = before.counts.iter().map(|count| (count.kind, count.count)).collect();
        let due =
            [("account", 2), ("activity", 2), ("contact", 2), ("lead", 1), ("opportunity", 1), ("outbound_list", 0)];
        assert_eq!(counts, due.into_iter().collect());
        assert_eq!(before.shares[0].name.as_deref(), Some("Rita"));
        assert!(owners(world, &work).iter().all(|owner| *owner == position("Rune")), "a preview writes nothing");
        let done = leave(world, "Rune", heir);
        assert_eq!((done.moved, done.left, done.state), (8, 0, Progress::Done));
        let tasks = [work.tasks[0], work.tasks[1]].map(|task| owner(world, Noun::Activity, task));
        assert_eq!(tasks, [position("Rita"), position("Olga")], "a task goes to who has its record");
        let others: Vec<_> = owners(world, &work).into_iter().filter(|owner| *owner != position("Olga")).collect();
        assert!(others.iter().all(|owner| *owner == position("Rita")) && others.len() == 7);
        assert!(matches!(world.read("Rune", |_, _| Ok(())), Err(Error::SignedOut)), "nobody signs in as Rune");
        let vacant = world.console(|ctx, _| Ok(ctx.organisation.is_vacant(position("Rune"))));
        assert!(vacant);
        let again = Leave { person: person("Rune"), heir: Heir::Position(position("Rune")), on: done.on };
        assert_eq!(
            code(world.house.write(Who::Console, |ctx, tx| departures::begin(ctx, tx, &again))),
            "departure-heir"
        );
        let (back, kept) = departures::undo(&world.house, Who::Console, done.id).expect("undone");
        assert_eq!((back, kept), (8, 0));
        assert!(owners(world, &work).iter().all(|owner| *owner == position("Rune")));
        assert_eq!(world.read("Rune", |ctx, _| Ok(ctx.positions.clone())).expect("signs in"), [position("Rune")]);
        assert!(matches!(departures::undo(&world.house, Who::Console, done.id), Err(Error::NotFound)), "once");
        assert_eq!(world.console(|ctx, tx| app::measures::rebuild(ctx, tx, false)), [], "figures follow");
    });
}

#[test]
fn coverage_sends_each_where_new_work_would_go() {
    World::each(|world| {
        let work = work(world, "Rune");
        let fields = |pairs: &[(&str, &str)]| -> edits::Fields {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let edit = |kind: &str, pairs: &[(&str, &str)]| {
            world.console(|ctx, tx| edits::submit(ctx, tx, kind, &fields(pairs)).map(drop));
        };
        let segment =
            world.console(|ctx, tx| app::segments::commands::define(ctx, tx, "Norway", "country = Norway", ctx.today));
        edit("add_unit", &[("name", "North"), ("kind", "team")]);
        for name in ["Rune", "Rita"] {
            let (seat, above) = (position(name).to_string(), position("Mona").to_string());
            edit("move_position", &[("position", &seat), ("reports_to", &above), ("unit", "North")]);
            edit("change_position", &[("position", &seat), ("roles", "sales_representative")]);
        }
        let turns = [("segment", &*segment.to_string()), ("unit", "North"), ("distribution", "round_robin")];
        edit("add_coverage", &turns);
        let before = world.console(|ctx, tx| departures::preview(ctx, tx, person("Rune"), Heir::Coverage));
        let names: Vec<_> = before.shares.iter().map(|share| share.name.as_deref()).collect();
        assert_eq!(names, [Some("Rita")], "{before:?}");
        let done = leave(world, "Rune", Heir::Coverage);
        assert_eq!(done.moved, 8);
        // What stands on Olga's account is hers now; the rest is Rita's, in whose turn it was.
        let owners = owners(world, &work);
        let of = |name: &str| owners.iter().filter(|owner| **owner == position(name)).count();
        assert_eq!((of("Rita"), of("Olga")), (6, 2), "{owners:?}");
    });
}

#[test]
fn work_of_a_shared_seat_stays_and_a_successor_finds_it() {
    World::each(|world| {
        let left = work(world, "Rune");
        let done = leave(world, "Rune", Heir::Successor);
        assert_eq!((done.state, done.moved), (Progress::Done, 0));
        assert!(owners(world, &left).iter().all(|owner| *owner == position("Rune")));
        // Later it is decided to go to somebody after all: the seat is still Rune's last.
        let after = leave(world, "Rune", Heir::Position(position("Rita")));
        assert_eq!(after.moved, 8);
        let fields =
            [("person", "Otto".to_owned()), ("position", position("Olga").to_string()), ("share", "50".to_owned())];
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        world.console(|ctx, tx| edits::submit(ctx, tx, "assign", &fields).map(drop));
        let shared = world.console(|ctx, tx| departures::preview(ctx, tx, person("Olga"), Heir::Coverage));
        assert!(shared.seats.is_empty(), "Otto sits there too");
        assert_eq!(shared.shared.len(), 1);
    });
}

#[test]
fn only_who_changes_users_and_the_organisation_lets_people_go() {
    World::each(|world| {
        let on = world.console(|ctx, _| Ok(ctx.today));
        let asked = Leave { person: person("Rune"), heir: Heir::Successor, on };
        for name in ["Hanna", "Mona", "Opal", "Fina", "Nils"] {
            assert!(matches!(world.write(name, |ctx, tx| departures::begin(ctx, tx, &asked)), Err(Error::Forbidden)));
            assert!(matches!(
                world.read(name, |ctx, tx| departures::preview(ctx, tx, asked.person, asked.heir)),
                Err(Error::Forbidden)
            ));
        }
        world.console(|ctx, tx| app::users::set_grants(ctx, tx, user("Rune"), &[domain::policy::Grant::Owner]));
        assert_eq!(
            code(world.house.write(Who::Console, |ctx, tx| departures::begin(ctx, tx, &asked))),
            "refusal-last-owner"
        );
    });
}

fn days_later(world: &World, days: i64) -> app::House {
    world.house.at(std::sync::Arc::new(move || domain::Instant(crate::world::NOW.0 + days * 24 * 3_600_000)))
}

fn planned(world: &World, name: &str, heir: Heir, days: i64) -> app::Result<SetId> {
    let on = world.console(|ctx, _| Ok(ctx.today.plus(days)));
    let asked = Leave { person: person(name), heir, on };
    world.house.write(Who::Console, |ctx, tx| departures::begin(ctx, tx, &asked))
}

fn state(house: &app::House, id: SetId) -> Progress {
    house.read(Who::Console, |ctx, tx| departures::get(ctx, tx, id)).expect("there").state
}

#[test]
fn who_leaves_on_a_day_to_come_leaves_on_that_day() {
    World::each(|world| {
        let work = work(world, "Rune");
        let id = planned(world, "Rune", Heir::Position(position("Rita")), 3).expect("planned");
        assert_eq!(code(planned(world, "Rune", Heir::Coverage, 5)), "departure-planned-already");
        assert_eq!(departures::look(&days_later(world, 2)).expect("looked"), 0);
        assert_eq!(state(&world.house, id), Progress::Planned);
        assert!(world.read("Rune", |_, _| Ok(())).is_ok(), "nothing changes before");
        assert!(owners(world, &work).iter().all(|owner| *owner == position("Rune")));
        let then = days_later(world, 3);
        assert_eq!((departures::look(&then).expect("looked"), departures::look(&then).expect("looked")), (1, 0));
        let done = then.read(Who::Console, |ctx, tx| departures::get(ctx, tx, id)).expect("there");
        assert_eq!((done.state, done.moved, done.left), (Progress::Done, 8, 0));
        assert!(matches!(then.read_as(user("Rune"), |_, _| Ok(())), Err(Error::SignedOut)));
        assert!(owners(world, &work).iter().all(|owner| *owner != position("Rune")));
        // All of it is one set, and goes back as any other.
        assert_eq!(departures::undo(&then, Who::Console, id).expect("undone"), (8, 0));
        assert!(then.read_as(user("Rune"), |_, _| Ok(())).is_ok());
    });
}

#[test]
fn a_departure_that_is_planned_is_dropped_or_comes_sooner() {
    World::each(|world| {
        work(world, "Rune");
        let first = planned(world, "Rune", Heir::Coverage, 3).expect("planned");
        assert_eq!(departures::undo(&world.house, Who::Console, first).expect("dropped"), (0, 0));
        assert!(world.read("Rune", |_, _| Ok(())).is_ok());
        assert_eq!(departures::look(&days_later(world, 9)).expect("looked"), 0);
        let second = planned(world, "Rune", Heir::Coverage, 3).expect("planned again");
        let sooner = leave(world, "Rune", Heir::Position(position("Rita")));
        assert_eq!((sooner.state, state(&world.house, second)), (Progress::Done, Progress::Undone));
        assert_eq!(departures::look(&days_later(world, 9)).expect("looked"), 0);
    });
}

#[test]
fn where_the_heir_is_gone_by_then_the_work_waits_on_the_seat() {
    World::each(|world| {
        let work = work(world, "Rune");
        let id = planned(world, "Rune", Heir::Position(position("Rita")), 3).expect("planned");
        leave(world, "Rita", Heir::Successor);
        let then = days_later(world, 3);
        assert_eq!(departures::look(&then).expect("looked"), 1);
        let done = then.read(Who::Console, |ctx, tx| departures::get(ctx, tx, id)).expect("there");
        assert_eq!((done.state, done.heir, done.moved), (Progress::Done, Heir::Successor, 0));
        assert!(owners(world, &work).iter().all(|owner| *owner == position("Rune")));
        // Nobody lets the last owner go, planned or not: it stays planned until that is mended.
        world.console(|ctx, tx| app::users::set_grants(ctx, tx, user("Mona"), &[domain::policy::Grant::Owner]));
        let stuck = planned(world, "Mona", Heir::Successor, 3).expect("planned");
        assert!(matches!(departures::look(&then), Err(Error::Refused(_))));
        assert_eq!(state(&then, stuck), Progress::Planned);
    });
}

#[test]
fn whoever_gets_the_work_is_told_once_when_all_of_it_has_moved() {
    World::each(|world| {
        let work = work(world, "Rune");
        let told = |name: &str| {
            let list = world.read(name, |ctx, tx| app::notifications::queries::list(ctx, tx, false, None, 50));
            let told = list.expect("told").notifications.into_iter();
            let mut told: Vec<_> = told.map(|one| (one.kind, one.noun, one.record.map(|r| r.id), one.count)).collect();
            told.sort_by_key(|(_, noun, record, _)| (noun.key(), *record));
            told
        };
        let more = ["Bre", "Dal", "Elv", "Foss"].map(|name| {
            let lead = Lead { name: name.into(), owner: position("Rune"), ..Lead::default() };
            world.console(|ctx, tx| leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead]))[0].id.0
        });
        let done = leave(world, "Rune", Heir::Position(position("Rita")));
        assert_eq!((done.moved, done.state), (12, Progress::Done));
        let of = |noun, record| (Kind::Inherited, noun, Some(record), 1);
        let mut due: Vec<_> = work.accounts.iter().map(|id| of(Noun::Account, *id)).collect();
        due.extend(work.contacts.iter().map(|id| of(Noun::Contact, *id)));
        due.push(of(Noun::Opportunity, work.deal));
        due.sort_by_key(|(_, noun, record, _)| (noun.key(), *record));
        let (leads, others): (Vec<_>, Vec<_>) = told("Rita").into_iter().partition(|(_, noun, ..)| *noun == Noun::Lead);
        assert_eq!(others, due, "few are told apart, and her tasks go along");
        let [(Kind::Inherited, _, Some(first), 5)] = leads[..] else { panic!("{leads:?}") };
        assert!(first == work.lead || more.contains(&first));
        // A task on an account of hers is all that Olga got.
        assert_eq!(told("Olga"), [of(Noun::Activity, work.tasks[1])]);
        departures::undo(&world.house, Who::Console, done.id).expect("undone");
        assert_eq!(told("Rune"), [], "it was theirs");
    });
}
