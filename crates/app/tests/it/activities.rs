//! Activities: on one record or several, in sight, planned and done, and what they add to the figures.

use crate::world::{NOW, World, position};
use app::activities::commands::{ActivityPatch, NewActivity, add, change, mark, stand_on_too, take_back};
use app::activities::queries;
use app::events::Cause;
use app::listing::{self, ListQuery, kinds};
use app::measures::{MeasureQuery, Subject, measure, rebuild};
use app::opportunities::commands::{Fields, create};
use app::records::{self, What};
use app::scorecards::{PeriodChoice, scorecard};
use app::{Error, accounts, contacts};
use domain::accounts::Account;
use domain::activities::{Activity, Link};
use domain::contacts::Contact;
use domain::kernel::id::{AccountId, ActivityId, ContactId, OpportunityId};
use domain::measures::figure::Value;
use domain::organisation::{AssignmentKind, Edit, PositionField};
use domain::policy::Noun;
use domain::{Day, Instant};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use uuid::Uuid;

const LATER: Instant = Instant(NOW.0 + 1);
const HOUR: i64 = 3_600_000;

fn account(world: &World, name: &str, owner: &str) -> AccountId {
    let account = Account { name: name.into(), owner: position(owner), ..Account::default() };
    world.console(|ctx, tx| accounts::commands::create(ctx, tx, Cause::COMMAND, vec![account])).remove(0).id
}

fn contact(world: &World, name: &str, owner: &str, account: AccountId) -> ContactId {
    let contact = Contact { name: name.into(), owner: position(owner), account: Some(account), ..Contact::default() };
    world.console(|ctx, tx| contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact])).remove(0).id
}

fn deal(world: &World, name: &str, owner: &str, account: AccountId) -> OpportunityId {
    let fields = Fields {
        name: Some(name.into()),
        owner: Some(position(owner)),
        account: Some(Some(account)),
        ..Fields::default()
    };
    world.console(|ctx, tx| create(ctx, tx, &fields))
}

fn write(world: &World, name: &str, new: NewActivity) -> app::Result<Activity> {
    world.write(name, |ctx, tx| Ok(add(ctx, tx, Cause::COMMAND, vec![new])?.remove(0)))
}

fn code<T: std::fmt::Debug>(answer: app::Result<T>) -> String {
    match answer {
        Err(Error::Refused(refusals)) => refusals[0].code.clone(),
        other => panic!("{other:?}"),
    }
}

fn with(noun: Noun, record: impl Into<Uuid>) -> Link {
    Link { noun, record: record.into(), takes_part: noun == Noun::Contact }
}

#[test]
fn activities_are_seen_with_their_record() {
    World::each(|world| {
        let acme = account(world, "Acme", "Rune");
        let new = |kind: &str, subject: &str, due: Option<Day>| NewActivity {
            subject: subject.into(),
            due_on: due,
            ..NewActivity::on(kind, Noun::Account, acme)
        };
        let task = write(world, "Rune", new("task", "Call back", Day::new(2018, 1, 2))).expect("the owner may").id;
        write(world, "Rune", new("note", "Nice", None)).expect("the owner may");
        assert_eq!(code(write(world, "Rune", new("note", " ", None))), "refusal-subject-empty");
        assert_eq!(code(write(world, "Rune", new("dance", "x", None))), "refusal-choice-unknown");
        assert!(matches!(write(world, "Rita", new("note", "x", None)), Err(Error::NotFound)));
        assert!(matches!(world.read("Rita", |ctx, tx| queries::get(ctx, tx, task)), Err(Error::NotFound)));
        let due = |until| world.read("Rune", |ctx, tx| queries::waiting(ctx, tx, until, 9)).expect("tasks");
        let until = Day::new(2018, 1, 2).expect("a day");
        assert_eq!(due(until).iter().map(|t| t.subject.as_str()).collect::<Vec<_>>(), ["Call back"]);
        assert!(due(Day::new(2018, 1, 1).expect("a day")).is_empty());
        let open = || world.read("Mona", |ctx, tx| queries::open_on(ctx, tx, Noun::Account, acme.0)).expect("open");
        assert_eq!(open().len(), 1);
        world.write("Mona", |ctx, tx| mark(ctx, tx, task, true)).expect("the manager may");
        assert_eq!((open().len(), due(until).len()), (0, 0));
        world.write("Rune", |ctx, tx| mark(ctx, tx, task, false)).expect("the owner may");
        assert_eq!(open().len(), 1);
        let told = world.read("Mona", |ctx, tx| records::timeline(ctx, tx, Noun::Account, acme.0, LATER, 9));
        let told = told.expect("a timeline");
        assert_eq!(told.iter().filter(|e| matches!(e.what, What::Activity(_))).count(), 2);
        let hidden = world.read("Rita", |ctx, tx| records::timeline(ctx, tx, Noun::Account, acme.0, LATER, 9));
        assert!(matches!(hidden, Err(Error::NotFound)));
    });
}

#[test]
fn who_sees_one_record_sees_the_activity_and_nothing_of_the_others() {
    World::each(|world| {
        let (ours, theirs) = (account(world, "Ours", "Rune"), account(world, "Theirs", "Olga"));
        let guest = contact(world, "Guest", "Olga", theirs);
        let meeting = NewActivity {
            subject: "Both at one table".into(),
            links: vec![with(Noun::Account, theirs), with(Noun::Contact, guest)],
            ..NewActivity::on("meeting", Noun::Account, ours)
        };
        assert_eq!(code(write(world, "Rune", meeting.clone())), "refusal-record-unknown");
        let met = write(world, "Hanna", meeting).expect("the head sees both").id;
        let seen = |name: &str| world.read(name, |ctx, tx| queries::page(ctx, tx, &met.to_string()));
        let on = |name: &str| {
            let view = seen(name).expect("seen");
            let labels: Vec<String> = view.on.iter().map(|on| on.record.label.clone()).collect();
            (labels, view.unseen, view.activity.links.len())
        };
        assert_eq!(on("Rune"), (vec!["Ours".to_owned()], 2, 1));
        let olga = seen("Olga").expect("seen");
        assert_eq!(olga.on.iter().map(|on| on.record.label.as_str()).collect::<Vec<_>>(), ["Theirs", "Guest"]);
        assert_eq!((olga.activity.record, olga.activity.account, olga.hidden.len()), (theirs.0, None, 2));
        assert!(matches!(seen("Rita"), Err(Error::NotFound)));
        let listed =
            |name: &str| world.read(name, |ctx, tx| listing::count(ctx, tx, &kinds::ACTIVITIES, &ListQuery::default()));
        let counts = ["Hanna", "Mona", "Rune", "Rita", "Olga", "Fina"].map(|name| listed(name).expect("a count"));
        assert_eq!(counts, [1, 1, 1, 0, 1, 1]);
        assert!(matches!(listed("Nils"), Err(Error::Forbidden)));
        let rows = world.read("Olga", |ctx, tx| listing::list(ctx, tx, &kinds::ACTIVITIES, &ListQuery::default()));
        assert!(rows.expect("rows").rows[0].cells.contains(&listing::Cell::Hidden), "the account of the other team");
        // What one may not see stays where it is.
        let patch = ActivityPatch { remove: vec![ours.0], ..ActivityPatch::default() };
        assert_eq!(code(world.write("Olga", |ctx, tx| change(ctx, tx, met, &patch))), "refusal-record-unknown");
        let patch = ActivityPatch { remove: vec![ours.0, guest.0], ..ActivityPatch::default() };
        world.write("Hanna", |ctx, tx| change(ctx, tx, met, &patch)).expect("the head may");
        assert!(matches!(seen("Rune"), Err(Error::NotFound)));
        assert_eq!(on("Olga"), (vec!["Theirs".to_owned()], 0, 1));
        let last = ActivityPatch { remove: vec![theirs.0], ..ActivityPatch::default() };
        assert_eq!(code(world.write("Olga", |ctx, tx| change(ctx, tx, met, &last))), "refusal-links-none");
    });
}

#[test]
fn what_is_planned_waits_for_its_outcome() {
    World::each(|world| {
        let acme = account(world, "Acme", "Rune");
        let pump = deal(world, "Pump", "Rune", acme);
        let start = Instant(NOW.0 + 2 * HOUR);
        let demo = NewActivity { starts_at: Some(start), ..NewActivity::on("demo", Noun::Opportunity, pump) };
        let demo = write(world, "Rune", demo).expect("planned");
        assert_eq!((demo.is_open(), demo.account, demo.happened_at), (true, Some(acme), start));
        let today = world.console(|ctx, _| Ok(ctx.today));
        let waiting = || world.read("Rune", |ctx, tx| queries::waiting(ctx, tx, today, 9)).expect("tasks").len();
        assert_eq!(waiting(), 1);
        let patch = ActivityPatch { outcome: Some(Some("held".into())), ..ActivityPatch::default() };
        let held = world.write("Rune", |ctx, tx| change(ctx, tx, demo.id, &patch)).expect("held");
        assert_eq!((held.version, held.done_at, waiting()), (2, Some(NOW), 0));
        let stale =
            ActivityPatch { version: Some(1), outcome: Some(Some("no_show".into())), ..ActivityPatch::default() };
        let conflict = world.write("Rune", |ctx, tx| change(ctx, tx, demo.id, &stale));
        assert!(matches!(conflict, Err(Error::Conflict { version: 2, .. })));
        let wrong = ActivityPatch { outcome: Some(Some("connected".into())), ..ActivityPatch::default() };
        assert_eq!(code(world.write("Rune", |ctx, tx| change(ctx, tx, demo.id, &wrong))), "refusal-choice-unknown");
        assert!(matches!(world.write("Rune", |ctx, tx| take_back(ctx, tx, demo.id)), Err(Error::Conflict { .. })));
        let note = NewActivity { body: "Slip".into(), ..NewActivity::on("note", Noun::Account, acme) };
        let note = write(world, "Rune", note).expect("written").id;
        assert!(matches!(world.write("Mona", |ctx, tx| take_back(ctx, tx, note)), Err(Error::Forbidden)));
        world.write("Rune", |ctx, tx| take_back(ctx, tx, note)).expect("who wrote it may");
        assert!(matches!(world.read("Rune", |ctx, tx| queries::get(ctx, tx, note)), Err(Error::NotFound)));
    });
}

#[test]
fn what_becomes_of_a_record_keeps_its_story() {
    World::each(|world| {
        let (old, new) = (account(world, "Old", "Rune"), account(world, "New", "Olga"));
        let call = NewActivity { outcome: Some("connected".into()), ..NewActivity::on("call", Noun::Account, old) };
        let call = write(world, "Rune", call).expect("written").id;
        assert!(matches!(world.read("Olga", |ctx, tx| queries::get(ctx, tx, call)), Err(Error::NotFound)));
        let too = [with(Noun::Account, new)];
        world.console(|ctx, tx| stand_on_too(ctx, tx, Cause::COMMAND, old.0, &too));
        assert!(world.read("Olga", |ctx, tx| queries::get(ctx, tx, call)).is_ok());
        let told = world.read("Olga", |ctx, tx| records::timeline(ctx, tx, Noun::Account, new.0, LATER, 9));
        assert_eq!(told.expect("a timeline").iter().filter(|e| matches!(e.what, What::Activity(_))).count(), 1);
    });
}

/// One thing that happens to activities.
#[derive(Clone, Debug)]
enum Deed {
    Write { kind: usize, outcome: usize, owner: usize, record: usize, who: usize, days: i64, planned: bool },
    Change { which: usize, outcome: usize },
    Move { which: usize, days: i64 },
    Give { which: usize, owner: usize },
    Mark { which: usize, done: bool },
    TakeBack { which: usize },
}

fn deed() -> impl Strategy<Value = Deed> {
    let what = (0_usize..6, 0_usize..6, 0_usize..3);
    prop_oneof![
        6 => (what, 0_usize..4, 0_usize..3, 0_i64..4, any::<bool>()).prop_map(
            |((kind, outcome, owner), record, who, days, planned)| Deed::Write { kind, outcome, owner, record, who, days, planned }
        ),
        3 => (0_usize..30, 0_usize..5).prop_map(|(which, outcome)| Deed::Change { which, outcome }),
        2 => (0_usize..30, 0_i64..4).prop_map(|(which, days)| Deed::Move { which, days }),
        2 => (0_usize..30, 0_usize..3).prop_map(|(which, owner)| Deed::Give { which, owner }),
        2 => (0_usize..30, any::<bool>()).prop_map(|(which, done)| Deed::Mark { which, done }),
        1 => (0_usize..30).prop_map(|which| Deed::TakeBack { which }),
    ]
}

/// Two customers with a contact and a deal each, and what was written on them.
struct Story<'a> {
    world: &'a World,
    records: Vec<(Noun, Uuid)>,
    contacts: Vec<ContactId>,
    written: Vec<ActivityId>,
}

const OWNERS: [&str; 3] = ["Rune", "Rita", "Mona"];

impl Story<'_> {
    fn begin(world: &World) -> Story<'_> {
        let (a, b) = (account(world, "A", "Rune"), account(world, "B", "Rita"));
        let contacts = vec![contact(world, "Ann", "Rune", a), contact(world, "Bo", "Rita", b)];
        let records = vec![
            (Noun::Account, a.0),
            (Noun::Opportunity, deal(world, "Pump", "Rune", a).0),
            (Noun::Contact, contacts[1].0),
            (Noun::Account, b.0),
        ];
        Story { world, records, contacts, written: Vec::new() }
    }

    /// A refusal (an outcome of another kind, say) changes nothing.
    fn act(&mut self, deed: &Deed) {
        let at = |days: &i64| Instant(NOW.0 + days * 24 * HOUR);
        let id = |which: &usize| self.written.get(which % self.written.len().max(1)).copied();
        let patched = |which: &usize, patch: ActivityPatch| {
            let Some(id) = id(which) else { return };
            let _ = self.world.house.write(app::ctx::Who::Console, |ctx, tx| change(ctx, tx, id, &patch));
        };
        match deed {
            Deed::Write { kind, outcome, owner, record, who, days, planned } => {
                let kind = domain::activities::KINDS[*kind];
                let (noun, record) = self.records[*record];
                let new = NewActivity {
                    subject: "x".into(),
                    outcome: domain::activities::outcomes(kind).get(*outcome).map(|o| (*o).to_owned()),
                    owner: Some(position(OWNERS[*owner])),
                    happened_at: Some(at(days)),
                    starts_at: planned.then(|| at(days)),
                    next_on: planned.then(|| Day::new(2018, 2, 1)).flatten(),
                    links: self.contacts.get(*who).map(|c| with(Noun::Contact, *c)).into_iter().collect(),
                    ..NewActivity::on(kind, noun, record)
                };
                self.written.push(self.world.console(|ctx, tx| add(ctx, tx, Cause::COMMAND, vec![new])).remove(0).id);
            }
            Deed::Change { which, outcome } => {
                let outcomes = ["held", "connected", "no_show", "cancelled"];
                let outcome = outcomes.get(*outcome).map(|o| (*o).to_owned());
                patched(which, ActivityPatch { outcome: Some(outcome), ..ActivityPatch::default() });
            }
            Deed::Move { which, days } => {
                let (starts_at, happened_at) = (Some(Some(at(days))), Some(at(days)));
                patched(which, ActivityPatch { starts_at, happened_at, ..ActivityPatch::default() });
            }
            Deed::Give { which, owner } => {
                patched(which, ActivityPatch { owner: Some(position(OWNERS[*owner])), ..ActivityPatch::default() });
            }
            Deed::Mark { which, done } => {
                patched(which, ActivityPatch { done: Some(*done), ..ActivityPatch::default() });
            }
            Deed::TakeBack { which } => {
                let Some(id) = id(which) else { return };
                let _ = self.world.house.write(app::ctx::Who::Console, |ctx, tx| take_back(ctx, tx, id));
            }
        }
    }

    fn is_sound(&self) -> Result<(), TestCaseError> {
        let differences = self.world.console(|ctx, tx| rebuild(ctx, tx, false));
        prop_assert_eq!(differences, vec![]);
        Ok(())
    }
}

#[test]
fn figures_are_the_sums_of_the_activities_whatever_happens() {
    World::each(|world| {
        let config = Config {
            cases: 12,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(3),
            max_shrink_iters: 20,
            ..Config::default()
        };
        let held = TestRunner::new(config).run(&prop::collection::vec(deed(), 1..25), |deeds| {
            let mut story = Story::begin(world);
            deeds.iter().for_each(|deed| story.act(deed));
            story.is_sound()
        });
        if let Err(fault) = held {
            panic!("{fault}");
        }
    });
}

/// Rune has half a post from July on: of the 260 weekdays of 2017, 130 count whole and 130 half.
#[test]
fn contacts_are_told_for_each_full_time_day_as_well() {
    World::each(|world| {
        let (rune, july) = (position("Rune"), Day::new(2017, 7, 3).unwrap());
        world.console(|ctx, tx| {
            let person = ctx.organisation.person_of(rune).unwrap();
            let role = PositionField::Roles(vec!["sdr".into()]);
            let half = Edit::Assign { person, position: rune, share_bp: 5_000, kind: AssignmentKind::Regular };
            let edits = [(Edit::ChangePosition { position: rune, fields: vec![role] }, Day::BEGINNING), (half, july)];
            app::organisation::commands::edit(ctx, tx, &edits).map(drop)
        });
        let acme = account(world, "Acme", "Rune");
        for name in ["Ann", "Bo", "Cy"] {
            let who = contact(world, name, "Rune", acme);
            let outcome = Some("connected".into());
            write(world, "Rune", NewActivity { outcome, ..NewActivity::on("call", Noun::Contact, who) }).expect("one");
        }
        let card =
            world.read("Rune", |ctx, tx| scorecard(ctx, tx, Subject::Position(rune), PeriodChoice::Year.period(ctx)));
        let rows = card.expect("a card").rows;
        let row = rows.iter().find(|row| row.measure == "contacts_made").expect("the figures of an SDR");
        assert_eq!(row.per_day, Some(3.0 / 195.0));
        assert!(rows.iter().any(|row| row.per_day.is_none()), "not of every measure");
    });
}

#[test]
fn measures_count_contacts_and_meetings_for_whom_they_count() {
    World::each(|world| {
        let acme = account(world, "Acme", "Rune");
        let (ann, bo) = (contact(world, "Ann", "Rune", acme), contact(world, "Bo", "Rune", acme));
        let call = |outcome: &str, who: ContactId| NewActivity {
            outcome: Some(outcome.into()),
            ..NewActivity::on("call", Noun::Contact, who)
        };
        let meeting = |outcome: &str, next: Option<Day>| NewActivity {
            outcome: Some(outcome.into()),
            next_on: next,
            ..NewActivity::on("meeting", Noun::Account, acme)
        };
        let next = Day::new(2018, 1, 9);
        for new in [
            call("connected", ann),
            call("connected", ann),
            call("no_answer", bo),
            call("connected", bo),
            meeting("no_show", None),
            meeting("held", None),
            meeting("held", next),
        ] {
            write(world, "Rune", new).expect("written");
        }
        let figure = |id: &str, name: &str| {
            let query = MeasureQuery { measure: id.to_owned(), ..MeasureQuery::default() };
            let view = world.read(name, |ctx, tx| measure(ctx, tx, &query)).expect("a figure");
            match view.total.value {
                Some(Value::Whole(n)) => n.to_string(),
                Some(Value::Number(x)) => format!("{x:.3}"),
                other => format!("{other:?}"),
            }
        };
        // The customer met without a name stands for a contact.
        for (id, expected) in [
            ("contacts_made", "3"),
            ("contacts_made.attempts", "7"),
            ("intro_calls_held", "1"),
            ("meeting_show_rate", "0.667"),
            ("successful_meetings", "1"),
            ("successful_meetings.held", "2"),
        ] {
            assert_eq!(figure(id, "Mona"), expected, "{id}");
        }
        assert_eq!(figure("contacts_made", "Otto"), "0");
    });
}
