//! Outbound lists: who sees them, what became of whom since they were put there, who comes next, undoing, merging.

use crate::world::{World, position};
use app::activities::commands::{self as activities, NewActivity};
use app::events::Cause;
use app::leads::commands::set_status;
use app::leads::convert::{Convert, convert};
use app::matching::merge;
use app::outbound::{Draft, commands, queries};
use app::{Error, consents, contacts, leads};
use domain::consents::Consent;
use domain::contacts::Contact;
use domain::kernel::id::{LeadId, OutboundListId};
use domain::leads::{Lead, LeadStatus, SetStatus};
use domain::outbound::{Progress, Standing};
use domain::policy::Noun;
use uuid::Uuid;

fn lead(world: &World, who: &str, name: &str) -> Uuid {
    let lead = Lead { name: name.into(), company: Some(format!("{name} & Co")), ..Lead::default() };
    world.write(who, |ctx, tx| leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead])).unwrap()[0].id.0
}

fn contact(world: &World, who: &str, name: &str) -> Uuid {
    let contact = Contact { name: name.into(), ..Contact::default() };
    world.write(who, |ctx, tx| contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact])).unwrap()[0].id.0
}

fn list(world: &World, who: &str, name: &str, on: &[(Noun, Uuid)]) -> OutboundListId {
    world.write(who, |ctx, tx| commands::put_on_named(ctx, tx, name, on)).unwrap().list
}

fn called(world: &World, who: &str, (noun, record): (Noun, Uuid), outcome: &str) {
    let call = NewActivity {
        subject: "Call".into(),
        outcome: Some(outcome.into()),
        direction: Some("out".into()),
        ..NewActivity::on("call", noun, record)
    };
    world.write(who, |ctx, tx| activities::add(ctx, tx, Cause::COMMAND, vec![call])).unwrap();
}

fn standing(world: &World, who: &str, id: OutboundListId) -> Vec<(String, Standing, i64)> {
    let page = world.read(who, |ctx, tx| queries::page(ctx, tx, id)).unwrap();
    page.members.into_iter().map(|member| (member.name, member.standing, member.attempts)).collect()
}

fn names(world: &World, who: &str, id: OutboundListId) -> Vec<String> {
    standing(world, who, id).into_iter().map(|(name, ..)| name).collect()
}

fn refused<T: std::fmt::Debug>(result: app::Result<T>) -> (String, Option<String>) {
    match result {
        Err(Error::Refused(mut refusals)) => {
            let first = refusals.remove(0);
            (first.code, first.field)
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn what_became_of_each_follows_from_what_was_done_since() {
    World::each(|world| {
        let names = ["Ane", "Bo", "Cato", "Dina", "Eli"].map(|name| lead(world, "Rune", name));
        let [ane, bo, cato, dina, eli] = names;
        let finn = contact(world, "Rune", "Finn");
        called(world, "Rune", (Noun::Lead, ane), "no_answer");
        let all: Vec<(Noun, Uuid)> =
            names.map(|id| (Noun::Lead, id)).into_iter().chain([(Noun::Contact, finn)]).collect();
        let id = list(world, "Rune", "Spring fair", &all);
        for _ in 0..2 {
            called(world, "Rune", (Noun::Lead, bo), "voicemail");
        }
        called(world, "Rune", (Noun::Contact, finn), "connected");
        let aside =
            SetStatus { status: LeadStatus::Disqualified, reason: Some("no_need".into()), ..SetStatus::default() };
        world.write("Rune", |ctx, tx| set_status(ctx, tx, &[LeadId(cato)], &aside)).unwrap();
        world.write("Rune", |ctx, tx| convert(ctx, tx, LeadId(dina), &Convert::default())).unwrap();
        let demo = NewActivity {
            subject: "Demo".into(),
            starts_at: Some(domain::Instant(crate::world::NOW.0 + 86_400_000)),
            ..NewActivity::on("demo", Noun::Lead, eli)
        };
        world.write("Rune", |ctx, tx| activities::add(ctx, tx, Cause::COMMAND, vec![demo])).unwrap();
        let one = |name: &str, standing, attempts| (name.to_owned(), standing, attempts);
        // Whether Ane's call of the same instant came before or after nobody can tell: it counts.
        let due = [
            one("Ane", Standing::Tried, 1),
            one("Bo", Standing::Tried, 2),
            one("Cato", Standing::SetAside, 0),
            one("Dina", Standing::Converted, 0),
            one("Eli", Standing::Meeting, 0),
            one("Finn", Standing::Reached, 1),
        ];
        assert_eq!(standing(world, "Rune", id), due);
        let page = world.read("Mona", |ctx, tx| queries::page(ctx, tx, id)).unwrap();
        let whole = Progress { untried: 0, tried: 2, reached: 1, meeting: 1, converted: 1, set_aside: 1 };
        assert_eq!((page.view.progress, page.view.hidden), (whole, 0));
        let by: Vec<(&str, i64, i64)> =
            page.by_owner.iter().map(|of| (of.owner.label.as_str(), of.progress.total(), of.attempts)).collect();
        assert_eq!(by, [("Rune", 6, 4)]);
        let listed = world.read("Mona", queries::all).unwrap();
        assert_eq!(listed[0], page.view, "the overview counts as the list does");
    });
}

#[test]
fn what_was_done_before_does_not_count() {
    World::each(|world| {
        let ane = lead(world, "Rune", "Ane");
        let old = NewActivity {
            subject: "Old".into(),
            outcome: Some("connected".into()),
            happened_at: Some(domain::Instant(crate::world::NOW.0 - 1)),
            ..NewActivity::on("call", Noun::Lead, ane)
        };
        world.write("Rune", |ctx, tx| activities::add(ctx, tx, Cause::COMMAND, vec![old])).unwrap();
        let id = list(world, "Rune", "Fresh", &[(Noun::Lead, ane)]);
        assert_eq!(standing(world, "Rune", id), [("Ane".to_owned(), Standing::Untried, 0)]);
    });
}

#[test]
fn a_list_is_its_owners_and_of_those_above_and_names_only_whom_the_reader_sees() {
    World::each(|world| {
        let (hers, his) = (lead(world, "Rita", "Ane"), lead(world, "Rune", "Bo"));
        let id = list(world, "Mona", "Team", &[(Noun::Lead, hers), (Noun::Lead, his)]);
        let far = list(world, "Hanna", "Far", &[(Noun::Contact, contact(world, "Olga", "Ola"))]);
        for (who, sees) in [("Mona", [true, false]), ("Hanna", [true; 2]), ("Fina", [true; 2]), ("Opal", [true; 2])]
            .into_iter()
            .chain([("Rune", [true, false]), ("Rita", [true, false]), ("Otto", [false, true]), ("Olga", [false, true])])
        {
            for (id, sees) in [id, far].into_iter().zip(sees) {
                let found = world.read(who, |ctx, tx| queries::page(ctx, tx, id));
                assert_eq!(found.is_ok(), sees, "{who}");
            }
            let all = world.read(who, queries::all).unwrap();
            assert_eq!(all.len(), sees.iter().filter(|sees| **sees).count(), "{who}");
        }
        let nils = world.read("Nils", queries::all);
        assert!(matches!(nils, Err(Error::Forbidden)), "{nils:?}");
        // The list goes to Rune, who does not see Rita's lead: it is counted, and not named.
        let draft = Draft { name: "Team".into(), owner: Some(position("Rune")), ..Draft::default() };
        world.write("Mona", |ctx, tx| commands::change(ctx, tx, id, &draft)).unwrap();
        let page = world.read("Rune", |ctx, tx| queries::page(ctx, tx, id)).unwrap();
        assert_eq!((names(world, "Rune", id), page.view.hidden), (vec!["Bo".to_owned()], 1));
        let json = serde_json::to_string(&page).unwrap();
        assert!(!json.contains("Ane") && !json.contains(&hers.to_string()), "{json}");
        assert_eq!(names(world, "Mona", id), ["Ane", "Bo"]);
        let off = world.write("Rune", |ctx, tx| commands::take_off(ctx, tx, id, &[hers])).unwrap();
        assert_eq!(off.0, 0, "what is hidden is not taken off");
        let far = lead(world, "Olga", "Far");
        let put = world.write("Rune", |ctx, tx| commands::put_on(ctx, tx, id, &[(Noun::Lead, far)]));
        assert!(matches!(put, Err(Error::NotFound)), "{put:?}");
        let finance = world.write("Fina", |ctx, tx| commands::set_open(ctx, tx, id, false));
        assert!(matches!(finance, Err(Error::Forbidden)), "{finance:?}");
    });
}

#[test]
fn whoever_has_a_record_on_a_list_sees_it_and_works_it_and_changes_nothing_of_it() {
    World::each(|world| {
        let (hers, his) = (lead(world, "Rita", "Ane"), lead(world, "Rune", "Bo"));
        let id = list(world, "Mona", "Team", &[(Noun::Lead, hers), (Noun::Lead, his)]);
        for (who, name, other) in [("Rita", "Ane", his), ("Rune", "Bo", hers)] {
            let page = world.read(who, |ctx, tx| queries::page(ctx, tx, id)).unwrap();
            assert_eq!((names(world, who, id), page.view.hidden), (vec![name.to_owned()], 1));
            assert_eq!((page.view.may_edit, page.by_owner.len()), (false, 1));
            let json = serde_json::to_string(&page).unwrap();
            assert!(!json.contains(&other.to_string()), "{json}");
            let next = world.read(who, |ctx, tx| queries::next(ctx, tx, id, None)).unwrap();
            assert_eq!((next.member.map(|member| member.name), next.waiting), (Some(name.to_owned()), 1));
            let open = world.read(who, queries::open).unwrap();
            assert_eq!(open, [], "none of theirs to put somebody on");
        }
        let on = |who: &str| world.read(who, |ctx, tx| queries::on_record(ctx, tx, Noun::Lead, hers)).unwrap();
        assert_eq!(on("Rita").iter().map(|on| (on.list.id, on.may_edit)).collect::<Vec<_>>(), [(id, false)]);
        let denied = [
            world.write("Rita", |ctx, tx| commands::take_off(ctx, tx, id, &[hers]).map(drop)),
            world.write("Rita", |ctx, tx| commands::put_on(ctx, tx, id, &[(Noun::Lead, hers)]).map(drop)),
            world.write("Rita", |ctx, tx| commands::set_open(ctx, tx, id, false).map(drop)),
            world.write("Rita", |ctx, tx| {
                commands::change(ctx, tx, id, &Draft { name: "A".into(), ..Draft::default() })
            }),
        ];
        assert!(denied.iter().all(|denied| matches!(denied, Err(Error::Forbidden))), "{denied:?}");
        // Of the same name becomes her own, not Mona's.
        assert_ne!(list(world, "Rita", "Team", &[(Noun::Lead, hers)]), id);
        world.write("Mona", |ctx, tx| commands::take_off(ctx, tx, id, &[hers])).unwrap();
        let gone = world.read("Rita", |ctx, tx| queries::page(ctx, tx, id));
        assert!(matches!(gone, Err(Error::NotFound)), "off the list, off her lists: {gone:?}");
        assert!(on("Rita").iter().all(|on| on.list.id != id), "a list that is hidden is not told on the record");
    });
}

#[test]
fn one_stands_on_a_list_once_and_what_was_put_there_is_taken_back() {
    World::each(|world| {
        let [ane, bo] = ["Ane", "Bo"].map(|name| lead(world, "Rune", name));
        let first =
            world.write("Rune", |ctx, tx| commands::put_on_named(ctx, tx, "Fair", &[(Noun::Lead, ane)])).unwrap();
        assert!(first.is_new);
        let wanted = [(Noun::Lead, ane), (Noun::Lead, bo), (Noun::Lead, bo)];
        let second = world.write("Rune", |ctx, tx| commands::put_on_named(ctx, tx, " fair ", &wanted)).unwrap();
        assert_eq!((second.list, second.is_new, second.added, second.already), (first.list, false, 1, 1));
        let stays = world.write("Rune", |ctx, tx| commands::undo(ctx, tx, second.list, second.set)).unwrap();
        assert_eq!((stays, names(world, "Rune", first.list)), (true, vec!["Ane".to_owned()]));
        let (gone, set) = world.write("Rune", |ctx, tx| commands::take_off(ctx, tx, first.list, &[ane, bo])).unwrap();
        assert_eq!((gone, names(world, "Rune", first.list).len()), (1, 0));
        for _ in 0..2 {
            world.write("Rune", |ctx, tx| commands::undo(ctx, tx, first.list, set)).unwrap();
            assert_eq!(names(world, "Rune", first.list), ["Ane"], "undone once");
        }
        let third =
            world.write("Rune", |ctx, tx| commands::put_on_named(ctx, tx, "Other", &[(Noun::Lead, bo)])).unwrap();
        let stays = world.write("Rune", |ctx, tx| commands::undo(ctx, tx, third.list, third.set)).unwrap();
        let left = world.read("Rune", |ctx, tx| queries::page(ctx, tx, third.list));
        assert!(!stays && matches!(left, Err(Error::NotFound)), "a list made for it goes with it: {left:?}");
    });
}

#[test]
fn what_a_list_may_not_be_is_said_at_its_field() {
    World::each(|world| {
        let ane = (Noun::Lead, lead(world, "Rune", "Ane"));
        let at = |field: &str, code: &str| (code.to_owned(), Some(field.to_owned()));
        let made = |draft: Draft| refused(world.write("Rune", |ctx, tx| commands::create(ctx, tx, &draft)));
        assert_eq!(made(Draft::default()), at("name", "refusal-name-empty"));
        let day = |text: &str| Some(text.parse().unwrap());
        let early =
            Draft { name: "A".into(), starts_on: day("2018-01-02"), due_on: day("2018-01-01"), ..Draft::default() };
        assert_eq!(made(early), at("due_on", "refusal-list-due-early"));
        let nobody = Draft { name: "A".into(), owner: Some(position("Nobody")), ..Draft::default() };
        assert_eq!(made(nobody), at("owner", "refusal-owner-unknown"));
        let seatless =
            world.write("Opal", |ctx, tx| commands::create(ctx, tx, &Draft { name: "A".into(), ..Draft::default() }));
        assert_eq!(refused(seatless), at("owner", "refusal-owner-missing"));
        let for_them = list(world, "Opal", "By operations", &[ane]);
        let page = world.read("Rune", |ctx, tx| queries::page(ctx, tx, for_them)).unwrap();
        assert_eq!(page.view.list.owner, position("Rune"), "it is of who has most of them");
        let blank = world.write("Rune", |ctx, tx| commands::put_on_named(ctx, tx, " ", &[ane]));
        assert_eq!(refused(blank), at("list", "refusal-name-empty"));
        let id = list(world, "Rune", "A", &[ane]);
        assert_eq!(
            refused(world.write("Rune", |ctx, tx| commands::put_on(ctx, tx, id, &[]))),
            at("list", "refusal-list-nobody")
        );
        let closed = world.write("Rune", |ctx, tx| commands::set_open(ctx, tx, id, false)).unwrap();
        assert!(!closed.is_open());
        let late = world.write("Rune", |ctx, tx| commands::put_on(ctx, tx, id, &[ane]));
        assert_eq!(refused(late), at("list", "refusal-list-closed"));
        let stale = Draft { name: "B".into(), version: Some(1), ..Draft::default() };
        let stale = world.write("Rune", |ctx, tx| commands::change(ctx, tx, id, &stale));
        assert!(matches!(stale, Err(Error::Conflict { version: 2, .. })), "{stale:?}");
    });
}

#[test]
fn the_next_is_who_was_never_tried_and_passing_goes_round() {
    World::each(|world| {
        let people = ["Ane", "Bo", "Cato"].map(|name| (Noun::Lead, lead(world, "Rune", name)));
        let id = list(world, "Rune", "Fair", &people);
        let next = |after: Option<Uuid>| {
            let next = world.read("Rune", |ctx, tx| queries::next(ctx, tx, id, after)).unwrap();
            (next.member.map(|member| member.name), next.waiting)
        };
        assert_eq!(next(None), (Some("Ane".into()), 3));
        assert_eq!(next(Some(people[0].1)), (Some("Bo".into()), 3));
        assert_eq!(next(Some(people[2].1)), (Some("Ane".into()), 3), "behind the last is the first");
        called(world, "Rune", people[0], "busy");
        assert_eq!(next(Some(people[0].1)), (Some("Bo".into()), 2));
        for person in &people[1..] {
            called(world, "Rune", *person, "busy");
        }
        assert_eq!(next(None), (None, 0));
        let done = world.read("Rune", |ctx, tx| queries::next(ctx, tx, id, None)).unwrap();
        assert_eq!(done.again_on.map(|day| day.to_string()).as_deref(), Some("2018-01-02"));
    });
}

#[test]
fn a_merge_carries_places_on_lists_and_its_undoing_gives_them_back() {
    World::each(|world| {
        let [ane, twin, bo] = ["Ane", "Ane T", "Bo"].map(|name| lead(world, "Rune", name));
        let both = list(world, "Rune", "Both", &[(Noun::Lead, ane), (Noun::Lead, twin)]);
        let only = list(world, "Rune", "Only", &[(Noun::Lead, twin), (Noun::Lead, bo)]);
        let merge = world.write("Rune", |ctx, tx| merge::merge(ctx, tx, Noun::Lead, ane, twin, &[])).unwrap();
        assert_eq!(names(world, "Rune", both), ["Ane"]);
        assert_eq!(names(world, "Rune", only), ["Ane", "Bo"]);
        let on = world.read("Rune", |ctx, tx| queries::on_record(ctx, tx, Noun::Lead, ane)).unwrap();
        let mut lists: Vec<&str> = on.iter().map(|on| on.list.name.as_str()).collect();
        lists.sort_unstable();
        assert_eq!(lists, ["Both", "Only"]);
        world.write("Rune", |ctx, tx| merge::undo(ctx, tx, merge.id)).unwrap();
        assert_eq!(names(world, "Rune", both), ["Ane", "Ane T"]);
        assert_eq!(names(world, "Rune", only), ["Ane T", "Bo"]);
        let [one, other] = ["Kim", "Kim B"].map(|name| contact(world, "Rune", name));
        let people = list(world, "Rune", "People", &[(Noun::Contact, other)]);
        world.write("Rune", |ctx, tx| merge::merge(ctx, tx, Noun::Contact, one, other, &[])).unwrap();
        assert_eq!(names(world, "Rune", people), ["Kim"]);
    });
}

#[test]
fn who_said_no_to_every_way_to_reach_them_is_passed_over() {
    World::each(|world| {
        let person = |name: &str, email: Option<&str>, phone: Option<&str>| {
            let (email, phone) = (email.map(Into::into), phone.map(Into::into));
            let contact = Contact { name: name.into(), email, phone, ..Contact::default() };
            let made =
                world.write("Rune", |ctx, tx| contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact]));
            (Noun::Contact, made.unwrap()[0].id.0)
        };
        let says = |on: (Noun, Uuid), purpose: &str, state: &str| {
            let said = Consent { purpose: purpose.into(), state: state.into(), ..Consent::default() };
            world.write("Rune", |ctx, tx| consents::say(ctx, tx, on, &said)).unwrap();
        };
        let (ane, bo) = (person("Ane", None, Some("22 33 44 55")), person("Bo", Some("bo@x.test"), Some("1")));
        let (cato, dina) = (person("Cato", Some("cato@x.test"), None), person("Dina", None, None));
        let id = list(world, "Rune", "Fair", &[ane, bo, cato, dina]);
        says(ane, "phone", "refused");
        says(bo, "phone", "withdrawn");
        // Of mails the address counts, on whichever record.
        let twin = (Noun::Lead, lead(world, "Rune", "C."));
        let email = app::records::Patch::new(twin.1, [("email", serde_json::json!("CATO@x.test"))]);
        world.write("Rune", |ctx, tx| leads::commands::change(ctx, tx, Cause::COMMAND, &[email])).unwrap();
        says(twin, "email", "refused");
        let next = |after: Option<Uuid>| world.read("Rune", |ctx, tx| queries::next(ctx, tx, id, after)).unwrap();
        let name = |after: Option<Uuid>| next(after).member.map(|member| member.name);
        assert_eq!((next(None).waiting, next(None).left_alone), (2, 2));
        assert_eq!((name(None), name(Some(bo.1))), (Some("Bo".into()), Some("Dina".into())));
        let page = world.read("Rune", |ctx, tx| queries::page(ctx, tx, id)).unwrap();
        let told: Vec<_> = page.members.iter().map(|m| (m.name.as_str(), m.refuses.clone(), m.is_left_alone)).collect();
        let due = [
            ("Ane", vec!["phone"], true),
            ("Bo", vec!["phone"], false),
            ("Cato", vec!["email"], true),
            ("Dina", vec![], false),
        ];
        assert_eq!(told, due, "they stay on the list");
        says(bo, "email", "refused");
        assert_eq!((name(None), next(None).left_alone), (Some("Dina".into()), 3));
        // Opened by hand, whoever it is, the one shown does not count twice.
        let at = world.read("Rune", |ctx, tx| queries::at(ctx, tx, id, ane.1)).unwrap();
        assert_eq!((at.waiting, at.left_alone, at.member.map(|member| member.name)), (1, 3, Some("Ane".into())));
        says(ane, "phone", "given");
        assert_eq!(name(None), Some("Ane".into()));
        called(world, "Rune", dina, "no_answer");
        says(ane, "phone", "withdrawn");
        assert_eq!((name(None), next(None).again_on.is_some()), (None, true));
    });
}
