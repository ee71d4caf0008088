//! People with whom nothing happens are due by the rules that were set, all their records together, and nobody else.

use crate::world::{NOW, World, position};
use app::activities::commands::{NewActivity, add};
use app::ctx::Who;
use app::events::Cause;
use app::leads::{commands as leads, convert};
use app::opportunities::commands as opportunities;
use app::retention::{self, NewRules, Rules};
use app::{Error, House, contacts, privacy};
use domain::Instant;
use domain::contacts::Contact;
use domain::kernel::id::{ContactId, LeadId};
use domain::leads::Lead;
use domain::policy::Noun;
use domain::retention::{Rule, Then};
use std::sync::Arc;
use uuid::Uuid;

const DAY: i64 = 24 * 3_600_000;

fn contact(world: &World, name: &str, email: Option<&str>) -> Uuid {
    let new =
        Contact { name: name.into(), email: email.map(Into::into), owner: position("Rune"), ..Contact::default() };
    world.console(|ctx, tx| contacts::commands::create(ctx, tx, Cause::COMMAND, vec![new]))[0].id.0
}

fn lead(world: &World, name: &str, email: Option<&str>) -> Uuid {
    let new = Lead { name: name.into(), email: email.map(Into::into), owner: position("Rune"), ..Lead::default() };
    world.console(|ctx, tx| leads::create(ctx, tx, Cause::COMMAND, vec![new]))[0].id.0
}

fn later(world: &World, days: i64) -> House {
    world.house.at(Arc::new(move || Instant(NOW.0 + days * DAY)))
}

fn set(house: &House, contact: Option<(i64, Then)>, lead: Option<(i64, Then)>) {
    let rule = |of: Option<(i64, Then)>| of.map(|(months, then)| Rule { months, then });
    let rules = Rules { contact: rule(contact), lead: rule(lead) };
    house.write(Who::Console, |ctx, tx| retention::set(ctx, tx, &NewRules { rules, sure: true })).expect("set");
}

/// Names of those who are due, and what becomes of them.
fn due(house: &House) -> Vec<(String, Then)> {
    let view = house.read(Who::Console, retention::due).expect("a list");
    let mut due: Vec<_> = view.due.into_iter().map(|one| (one.name, one.then)).collect();
    due.sort();
    due
}

fn names(due: &[(String, Then)]) -> Vec<&str> {
    due.iter().map(|(name, _)| name.as_str()).collect()
}

fn erase(house: &House, records: &[Uuid]) -> Result<Vec<privacy::Request>, String> {
    match house.write(Who::Console, |ctx, tx| retention::erase(ctx, tx, Cause::COMMAND, records)) {
        Ok(done) => Ok(done),
        Err(Error::Refused(refusals)) => Err(refusals[0].code.clone()),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn nobody_is_due_without_a_rule_and_only_some_may_set_one() {
    World::each(|world| {
        contact(world, "Kari Vik", None);
        let house = later(world, 4000);
        assert!(due(&house).is_empty());
        assert_eq!(retention::sweep(&house).expect("swept"), 0);
        let rules = Rules { contact: Some(Rule { months: 24, then: Then::List }), lead: None };
        let by = |name: &str| world.write(name, |ctx, tx| retention::set(ctx, tx, &NewRules { rules, sure: false }));
        assert!(matches!(by("Rune"), Err(Error::Forbidden)));
        by("Opal").expect("operations may");
        assert_eq!(world.read("Opal", retention::rules).expect("rules"), rules);
        let long = Rules { contact: Some(Rule { months: 241, then: Then::List }), lead: None };
        match world.write("Opal", |ctx, tx| retention::set(ctx, tx, &NewRules { rules: long, sure: false })) {
            Err(Error::Refused(refusals)) => assert_eq!(refusals[0].field.as_deref(), Some("contact")),
            other => panic!("{other:?}"),
        }
        assert_eq!(names(&due(&house)), ["Kari Vik"]);
        let erases = Rules { contact: Some(Rule { months: 24, then: Then::Erase }), lead: None };
        match world.write("Opal", |ctx, tx| retention::set(ctx, tx, &NewRules { rules: erases, sure: false })) {
            Err(Error::Refused(refusals)) => assert_eq!(refusals[0].code, "refusal-privacy-sure"),
            other => panic!("{other:?}"),
        }
        assert_eq!(
            world.read("Opal", retention::rules).expect("rules"),
            rules,
            "what erases by itself is set on purpose"
        );
        assert!(matches!(world.read("Rune", retention::due), Err(Error::Forbidden)));
        let told = world.house.db().read(|tx| {
            tx.first("select changes from events where kind = 'retention_set'", &[], |row| row.next::<String>())
        });
        assert!(told.expect("it reads").expect("told").contains(r#""retention_contact":[null,"24 list"]"#));
    });
}

#[test]
fn whatever_happens_or_is_planned_keeps_them() {
    World::each(|world| {
        set(&world.house, Some((12, Then::List)), Some((12, Then::List)));
        let quiet = contact(world, "Quiet", None);
        let (met, planned, buys, bought, said) = (
            contact(world, "Met", None),
            contact(world, "Planned", None),
            contact(world, "Buys", None),
            contact(world, "Bought", None),
            contact(world, "Said", None),
        );
        assert!(due(&later(world, 364)).is_empty());
        let deal = |contact: Uuid| {
            let fields = opportunities::Fields {
                name: Some("Pump".into()),
                owner: Some(position("Rune")),
                contact: Some(Some(ContactId(contact))),
                ..opportunities::Fields::default()
            };
            world.console(|ctx, tx| opportunities::create(ctx, tx, &fields))
        };
        deal(buys);
        let task = NewActivity {
            subject: "Call".into(),
            due_on: Some("2018-03-01".parse().expect("a day")),
            ..NewActivity::on("task", Noun::Contact, planned)
        };
        world.console(|ctx, tx| add(ctx, tx, Cause::COMMAND, vec![task]));
        // In the middle of the year something happens with some.
        let half = World { house: later(world, 180) };
        let note = NewActivity { subject: "Met".into(), ..NewActivity::on("note", Noun::Contact, met) };
        half.console(|ctx, tx| add(ctx, tx, Cause::COMMAND, vec![note]));
        let yes = domain::consents::Consent {
            purpose: "email".into(),
            state: "given".into(),
            ..domain::consents::Consent::default()
        };
        half.console(|ctx, tx| app::consents::say(ctx, tx, (Noun::Contact, said), &yes));
        let lost = half
            .console(|_, tx| Ok(app::opportunities::pipelines::all(tx)?.remove(0).stage("lost").expect("a stage").id));
        let with = domain::opportunities::MoveStage {
            reason: Some("price".into()),
            ..domain::opportunities::MoveStage::default()
        };
        let moves = [opportunities::Move { id: deal(bought), stage: lost, version: None, with }];
        half.console(|ctx, tx| opportunities::move_stages(ctx, tx, &moves).map(drop));
        assert_eq!(names(&due(&later(world, 367))), ["Quiet"]);
        let much_later = later(world, 181 + 367);
        assert_eq!(names(&due(&much_later)), ["Bought", "Met", "Quiet", "Said"]);
        assert_eq!(erase(&much_later, &[quiet, buys]), Err("refusal-retention-kept".to_owned()), "an open deal");
        assert_eq!(erase(&much_later, &[planned]), Err("refusal-retention-kept".to_owned()), "a task");
        assert_eq!(names(&due(&much_later)).len(), 4, "nobody was erased");
        let done = erase(&much_later, &[quiet, met]).expect("erased");
        assert_eq!(
            (done.len(), done[0].reason.as_str()),
            (2, "Rule: contacts with whom nothing happened for 12 months")
        );
        assert_eq!(names(&due(&much_later)), ["Bought", "Said"]);
    });
}

#[test]
fn a_person_is_due_when_all_their_records_are() {
    World::each(|world| {
        let ola = lead(world, "Ola Nordmann", Some("ola@kunde.test"));
        let became = world.console(|ctx, tx| convert::convert(ctx, tx, LeadId(ola), &convert::Convert::default()));
        let contact_of_ola = became.contact.expect("a contact").0;
        let (one, other) =
            (lead(world, "Siv", Some("siv@kunde.test")), contact(world, "Siv Lie", Some("SIV@kunde.test")));
        lead(world, "Per", None);
        let year = later(world, 400);
        set(&world.house, None, Some((12, Then::Erase)));
        assert_eq!(names(&due(&year)), ["Per"], "contacts are kept for good");
        set(&world.house, Some((24, Then::List)), Some((12, Then::Erase)));
        assert_eq!(names(&due(&year)), ["Per"]);
        let years = later(world, 800);
        let all = due(&years);
        assert_eq!(all.iter().filter(|(_, then)| *then == Then::List).count(), 2, "{all:?}");
        assert_eq!(
            (all.len(), all.iter().find(|(name, _)| name == "Per").map(|(_, then)| *then)),
            (3, Some(Then::Erase))
        );
        // One is named, all of the person go, in one request.
        let done = erase(&years, &[one, other]).expect("erased");
        assert_eq!((done.len(), done[0].records.len()), (1, 2));
        // A note on the contact keeps the lead that it was.
        let note = NewActivity { subject: "Rang".into(), ..NewActivity::on("note", Noun::Contact, contact_of_ola) };
        World { house: years.clone() }.console(|ctx, tx| add(ctx, tx, Cause::COMMAND, vec![note]));
        assert_eq!(names(&due(&years)), ["Per"]);
        assert_eq!(erase(&years, &[ola]), Err("refusal-retention-kept".to_owned()));
    });
}

#[test]
fn who_is_to_be_erased_by_themselves_is_a_few_at_a_time_and_once_a_day() {
    World::each(|world| {
        set(&world.house, Some((6, Then::Erase)), Some((6, Then::List)));
        for at in 0..12 {
            contact(world, &format!("Person {at}"), None);
        }
        lead(world, "Listed", None);
        let kept = contact(world, "Buys", None);
        let fields = opportunities::Fields {
            name: Some("Pump".into()),
            owner: Some(position("Rune")),
            contact: Some(Some(ContactId(kept))),
            ..opportunities::Fields::default()
        };
        world.console(|ctx, tx| opportunities::create(ctx, tx, &fields));
        assert_eq!(retention::sweep(&world.house).expect("swept"), 0);
        let house = later(world, 200);
        let swept: Vec<usize> = (0..4).map(|_| retention::sweep(&house).expect("swept")).collect();
        assert_eq!(swept, [10, 2, 0, 0]);
        assert_eq!(names(&due(&house)), ["Listed"]);
        let requests = house.read(Who::Console, privacy::requests).expect("requests");
        assert_eq!((requests.len(), requests[0].user), (12, None));
        let cause = house
            .db()
            .read(|tx| tx.number("select count(*) from events where kind = 'erased' and cause = 'rule'", &[]));
        assert_eq!(cause.expect("counted"), 24);
        // What comes later waits for the next day.
        let late = World { house: later(world, 1) };
        contact(&late, "Late", None);
        assert_eq!(retention::sweep(&later(world, 200)).expect("swept"), 0);
        assert_eq!(retention::sweep(&later(world, 202)).expect("swept"), 1);
    });
}
