//! Routing: records go where coverage and settings say, nothing is lost, every answer is logged and walks again.

use crate::world::{NOW, World, position, user};
use app::accounts::commands::{change, create};
use app::events::Cause;
use app::organisation::edits;
use app::records::Patch;
use app::routing::{LeadFacts, commands, cover_map, queries, settings, try_edit};
use domain::accounts::Account;
use domain::kernel::filter::Plain;
use domain::kernel::id::{AccountId, PersonId, QueueId, RoutingSettingId, derived};
use domain::organisation::routing::{Back, Cover, Out, Setting, Step, Target, WorkKind, WorkStage};
use domain::policy::Noun;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

fn fields(pairs: &[(&str, &str)]) -> edits::Fields {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<BTreeMap<_, _>>()
}

fn edit(world: &World, kind: &str, pairs: &[(&str, &str)]) {
    world.console(|ctx, tx| edits::submit(ctx, tx, kind, &fields(pairs)).map(|_| ()));
}

fn person(name: &str) -> PersonId {
    derived(&[b"person", name.as_bytes()])
}

/// Norwegian accounts are covered by Mona's line in turn, at most `most` each.
fn covered(world: &World, most: &str) {
    let segment =
        world.console(|ctx, tx| app::segments::commands::define(ctx, tx, "Norway", "country = Norway", ctx.today));
    edit(world, "add_unit", &[("name", "North"), ("kind", "team")]);
    for name in ["Rune", "Rita"] {
        let seat = position(name).to_string();
        edit(
            world,
            "move_position",
            &[("position", &seat), ("reports_to", &position("Mona").to_string()), ("unit", "North")],
        );
        edit(world, "change_position", &[("position", &seat), ("roles", "sales_representative")]);
    }
    let segment = segment.to_string();
    edit(
        world,
        "add_coverage",
        &[("segment", &segment), ("unit", "North"), ("distribution", "round_robin"), ("most_open", most)],
    );
}

fn made(world: &World, count: usize, country: &str) -> Vec<Uuid> {
    let account = |n| Account {
        name: format!("{country} {n}"),
        owner: position("Olga"),
        country: Some(country.into()),
        ..Account::default()
    };
    let all = world.console(|ctx, tx| create(ctx, tx, Cause::COMMAND, (0..count).map(account).collect()));
    all.into_iter().map(|account| account.id.0).collect()
}

/// Who gets accounts, in their order; `-` for a queue.
fn rerouted(world: &World, kind: WorkKind, ids: &[Uuid]) -> Vec<String> {
    world.console(|ctx, tx| commands::nobody(ctx, tx).map(|_| ()));
    let decisions = world.console(|ctx, tx| commands::reroute(ctx, tx, kind, ids));
    let names = ["Rune", "Rita", "Mona", "Olga", "Otto"];
    let name = |to: Target| match to {
        Target::Position(to) => names.into_iter().find(|name| position(name) == to).unwrap_or("?").to_owned(),
        Target::Queue(_) => "-".to_owned(),
    };
    let by_id: BTreeMap<Uuid, String> = decisions.into_iter().map(|(id, decision)| (id, name(decision.to))).collect();
    ids.iter().map(|id| by_id[id].clone()).collect()
}

fn owner(world: &World, id: Uuid) -> String {
    let account = world.read("Opal", |ctx, tx| app::accounts::queries::get(ctx, tx, AccountId(id))).expect("seen");
    account.owner.to_string()
}

#[test]
fn records_go_in_turn_up_to_the_limit_and_then_wait() {
    World::each(|world| {
        covered(world, "2");
        let ids = made(world, 6, "Norway");
        let went = rerouted(world, WorkKind::Account, &ids);
        assert_eq!(went.iter().filter(|name| *name == "Rune").count(), 2, "{went:?}");
        assert_eq!(went.iter().filter(|name| *name == "Rita").count(), 2, "{went:?}");
        assert_eq!(went.iter().filter(|name| *name == "-").count(), 2, "{went:?}");
        let queues = world.read("Hanna", |ctx, tx| queries::queues(ctx, tx, ctx.today)).expect("queues");
        assert_eq!((queues[0].id, queues[0].count, queues[0].since), (QueueId::default(), 2, Some(NOW)));
        let waits = ids.iter().zip(&went).find(|(_, name)| *name == "-").map(|(id, _)| *id).expect("one");
        let label = world.read("Hanna", |ctx, _| {
            let nobody = ctx.organisation.positions().find(|p| p.is_nobody()).map(|p| p.id.to_string());
            Ok(nobody)
        });
        assert_eq!(Some(owner(world, waits)), label.expect("read"), "nobody owns what waits");
        let events = world.console(|_, tx| app::events::of_record(tx, waits, domain::Instant(NOW.0 + 1), 9));
        assert!(events.iter().any(|event| event.kind == "queued" && event.cause == "rule"));
        let shown = world.read("Hanna", |ctx, tx| queries::queue(ctx, tx, QueueId::default())).expect("the queue");
        assert_eq!((shown.items.len(), shown.others), (2, 0));
        // Whoever is given what waits has it: the queue forgets it, until it is routed again.
        let given = Patch::new(waits, [("owner", json!(position("Olga")))]);
        world.console(|ctx, tx| change(ctx, tx, Cause::COMMAND, &[given]).map(drop));
        let queues = world.read("Hanna", |ctx, tx| queries::queues(ctx, tx, ctx.today)).expect("queues");
        assert_eq!(queues[0].count, 1);
        // A queue of the unit takes what comes from now on, and room lets it out again.
        let north = world
            .read("Hanna", |ctx, _| Ok(ctx.organisation.units().find(|unit| unit.name == "North").map(|unit| unit.id)));
        let queue = Setting::Queue { name: "North waits".into(), unit: north.expect("read") };
        world.console(|ctx, tx| settings::set(ctx, tx, &queue, ctx.today, None).map(|_| ()));
        let all = rerouted(world, WorkKind::Account, &ids);
        assert_eq!(all.iter().filter(|name| *name == "-").count(), 2, "{all:?}");
        let queues = world.read("Hanna", |ctx, tx| queries::queues(ctx, tx, ctx.today)).expect("queues");
        let counts: Vec<(Option<&str>, i64)> = queues.iter().map(|q| (q.name.as_deref(), q.count)).collect();
        assert_eq!(counts, [(None, 0), (Some("North waits"), 2)]);
    });
}

#[test]
fn every_decision_is_told_and_walks_again_as_it_was_known() {
    World::each(|world| {
        covered(world, "");
        let ids = made(world, 1, "Norway");
        let away = Setting::Absence { person: person("Rune"), note: None, deputy: None };
        let absence: RoutingSettingId =
            world.console(|ctx, tx| settings::set(ctx, tx, &away, ctx.today, Some(ctx.today)));
        assert_eq!(rerouted(world, WorkKind::Account, &ids), ["Rita"]);
        let told = world.read("Rita", |ctx, tx| queries::decisions(ctx, tx, Noun::Account, ids[0], 5)).expect("told");
        let one = &told[0];
        assert_eq!(one.to.as_deref(), Some("Rita"));
        let passed = Step::Passed { position: position("Rune"), out: Out::Absent };
        assert!(one.why.steps.contains(&passed), "{:?}", one.why.steps);
        assert_eq!(one.names.get(&position("Rune").0).map(String::as_str), Some("Rune"));
        // Later the absence is taken back: the decision still walks as it was known then.
        let later = world.house.at(std::sync::Arc::new(|| domain::Instant(NOW.0 + 60_000)));
        let id = one.id;
        later.write(app::ctx::Who::Console, |ctx, tx| settings::end(ctx, tx, absence, ctx.today)).expect("ended");
        let (why, again) =
            later.read_as(user("Rita"), |ctx, tx| commands::walk_again(ctx, tx, id)).expect("walks again");
        assert_eq!((again.to, &again.why), (Target::Position(position("Rita")), &why));
        let hidden = later.read_as(user("Olga"), |ctx, tx| queries::decisions(ctx, tx, Noun::Account, ids[0], 5));
        assert!(matches!(hidden, Err(app::Error::NotFound)));
    });
}

#[test]
fn names_families_and_holdovers_stand_before_coverage() {
    World::each(|world| {
        covered(world, "");
        let parent = made(world, 1, "Norway")[0];
        let child = Account {
            name: "Child".into(),
            parent: Some(AccountId(parent)),
            owner: position("Rune"),
            country: Some("Norway".into()),
            ..Account::default()
        };
        let child = world.console(|ctx, tx| create(ctx, tx, Cause::COMMAND, vec![child]))[0].id;
        assert_eq!(rerouted(world, WorkKind::Account, &[child.0]), ["Olga"], "goes with the parent");
        world.console(|ctx, tx| settings::mark(ctx, tx, child, Some(position("Otto")), ctx.today).map(|_| ()));
        assert_eq!(rerouted(world, WorkKind::Account, &[child.0]), ["Otto"]);
        world.console(|ctx, tx| settings::mark(ctx, tx, child, None, ctx.today).map(|_| ()));
        let alone = rerouted(world, WorkKind::Account, &[child.0]);
        assert!(["Rune", "Rita"].contains(&alone[0].as_str()), "{alone:?}");
        world.console(|ctx, tx| settings::unmark(ctx, tx, child, ctx.today));
        let keeps =
            Setting::Holdover { work: WorkKind::Account, stages: Vec::new(), segment: None, days: 90, most: Some(1) };
        world.console(|ctx, tx| settings::set(ctx, tx, &keeps, ctx.today, None).map(|_| ()));
        assert_eq!(rerouted(world, WorkKind::Account, &[parent]), ["Olga"], "coverage began today: ninety days");
    });
}

#[test]
fn leads_are_in_the_segments_whose_condition_they_fit() {
    World::each(|world| {
        covered(world, "1");
        let value = |field: &str| (field == "country").then_some(Plain::Text("norway"));
        let decisions = world.console(|ctx, tx| {
            let facts = |n: u128| LeadFacts {
                record: Uuid::from_u128(n),
                current: None,
                stage: WorkStage::Prospecting,
                account: None,
                language: None,
                value: &value,
            };
            let items = app::routing::leads(ctx, tx, &[facts(1), facts(2)])?;
            commands::route(ctx, tx, &items)
        });
        let went: Vec<Target> = decisions.iter().map(|decision| decision.to).collect();
        assert_eq!(went.len(), 2);
        assert!(
            went.contains(&Target::Position(position("Rune"))) && went.contains(&Target::Position(position("Rita")))
        );
        let segment = world.read("Opal", |ctx, tx| app::segments::queries::list(ctx, tx, ctx.today)).expect("segments");
        let coverage = segment[0].coverages[0].id.to_string();
        let change = fields(&[("coverage", &coverage), ("distribution", "best_fit")]);
        let tried = world.read("Opal", |ctx, tx| try_edit(ctx, tx, "change_coverage", &change)).expect("tried");
        assert_eq!((tried.tried, tried.shifts.len()), (2, 2));
        let ended = world
            .read("Opal", |ctx, tx| try_edit(ctx, tx, "end_coverage", &fields(&[("coverage", &coverage)])))
            .expect("tried");
        assert_eq!((ended.moved, ended.shifts[0].before, ended.shifts[0].after), (2, 0, 2), "all would wait");
        assert!(ended.shifts[0].name.is_none());
        let refused = world.read("Rune", |ctx, tx| try_edit(ctx, tx, "change_coverage", &change));
        assert!(matches!(refused, Err(app::Error::Forbidden)));
    });
}

#[test]
fn the_map_shows_holes_and_double_cover_with_what_falls_in() {
    World::each(|world| {
        covered(world, "");
        made(world, 3, "Norway");
        made(world, 2, "Sweden");
        let key =
            world.console(|ctx, tx| app::segments::commands::define(ctx, tx, "All", "country is not empty", ctx.today));
        let olga = position("Olga").to_string();
        let pairs = [("segment", key.to_string()), ("position", olga), ("stages", "closing".into())];
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        edit(world, "add_coverage", &pairs);
        let map = world.read("Rune", |ctx, tx| cover_map(ctx, tx, ctx.today)).expect("the map");
        let rows: Vec<(Option<&str>, i64)> = map.rows.iter().map(|row| (row.name.as_deref(), row.accounts)).collect();
        assert_eq!(rows, [(Some("All"), 5), (Some("Norway"), 3), (None, 0)]);
        let closing = WorkStage::Closing as usize;
        assert!(matches!(map.rows[0].cells[closing].cover, Cover::One { .. }));
        assert_eq!(map.rows[0].cells[0].cover, Cover::Hole);
        assert_eq!(map.crossings.len(), 1);
        assert_eq!((map.crossings[0].accounts, map.crossings[0].cells[0].stage), (3, WorkStage::Closing));
        assert!(matches!(map.crossings[0].cells[0].cover, Cover::Double { .. }));
        assert_eq!((map.looked_at, map.doubles), (28, 2), "closing, and the account with it");
    });
}

#[test]
fn only_who_edits_the_organisation_sets_and_reroutes() {
    World::each(|world| {
        let away = Setting::Absence { person: person("Rune"), note: None, deputy: None };
        for name in ["Rune", "Hanna", "Nils", "Fina"] {
            let refused = world.write(name, |ctx, tx| settings::set(ctx, tx, &away, ctx.today, None));
            assert!(matches!(refused, Err(app::Error::Forbidden)), "{name}");
            let refused = world.write(name, |ctx, tx| commands::reroute(ctx, tx, WorkKind::Account, &[]));
            assert!(matches!(refused, Err(app::Error::Forbidden)), "{name}");
        }
        let id = world.write("Opal", |ctx, tx| settings::set(ctx, tx, &away, ctx.today, None)).expect("may");
        let view = world.read("Rune", |ctx, tx| queries::overview(ctx, tx, ctx.today)).expect("seen");
        assert_eq!((view.settings.len(), view.settings[0].about.as_deref()), (1, Some("Rune")));
        world.write("Opal", |ctx, tx| settings::end(ctx, tx, id, ctx.today)).expect("ended");
        let again = world.write("Opal", |ctx, tx| settings::end(ctx, tx, id, ctx.today));
        assert!(matches!(again, Err(app::Error::NotFound)), "nothing of it is left");
        for (wrong, code) in [
            (
                Setting::Absence { person: PersonId(Uuid::from_u128(7)), note: None, deputy: None },
                "refusal-record-unknown",
            ),
            (Setting::Queue { name: String::new(), unit: None }, "refusal-name-empty"),
        ] {
            let Err(app::Error::Refused(why)) =
                world.write("Opal", |ctx, tx| settings::set(ctx, tx, &wrong, ctx.today, None))
            else {
                panic!("refused")
            };
            assert_eq!(why[0].code, code);
        }
    });
}

#[test]
fn leads_that_lie_unworked_go_to_the_next_and_count_as_carried() {
    World::each(|world| {
        covered(world, "1");
        let lead = |name: &str| domain::leads::Lead {
            name: name.into(),
            country: Some("Norway".into()),
            ..Default::default()
        };
        let made = world.console(|ctx, tx| {
            app::leads::commands::intake(ctx, tx, Cause::COMMAND, vec![lead("Ada"), lead("Bo"), lead("Cy")])
        });
        let owners: Vec<_> = made.iter().map(|lead| lead.owner).collect();
        assert_eq!(owners.iter().filter(|owner| **owner == position("Rune")).count(), 1, "one each, the third waits");
        let rule = Setting::Recycle { work: WorkKind::Lead, hours: 24, to: Back::Queue };
        world.console(|ctx, tx| settings::set(ctx, tx, &rule, ctx.today, None).map(|_| ()));
        assert_eq!(app::routing::recycle(&world.house).expect("looked"), 0, "nothing has lain for a day");
        let later = world.house.at(std::sync::Arc::new(|| domain::Instant(NOW.0 + 25 * 3_600_000)));
        assert_eq!(app::routing::recycle(&later).expect("taken back"), 2);
        assert_eq!(app::routing::recycle(&later).expect("looked"), 0, "what waits is nobody's to leave");
        let queue = later.read_as(user("Opal"), |ctx, tx| queries::queue(ctx, tx, QueueId::default())).expect("queue");
        assert_eq!(queue.items.len(), 3);
        let told = later
            .read_as(user("Opal"), |ctx, tx| queries::decisions(ctx, tx, Noun::Lead, made[0].id.0, 1))
            .expect("told");
        assert!(matches!(told[0].why.steps[0], Step::Unworked { hours: 24, .. }), "{:?}", told[0].why.steps);
        let placed =
            later.write(app::ctx::Who::Console, |ctx, tx| commands::reroute_queue(ctx, tx, QueueId::default()));
        assert_eq!(placed.expect("routed"), 2, "one each again");
        assert_eq!(
            later
                .write(app::ctx::Who::Console, |ctx, tx| commands::reroute_queue(ctx, tx, QueueId::default()))
                .expect("routed"),
            0
        );
    });
}

#[test]
fn everyone_sets_their_own_absence_and_names_a_deputy() {
    use app::routing::absences::{end_own, own, set_own};
    World::each(|world| {
        covered(world, "9");
        let ids = made(world, 2, "Norway");
        let mark = Setting::Mark { account: AccountId(ids[0]), owner: Some(position("Rune")) };
        world.console(|ctx, tx| settings::set(ctx, tx, &mark, ctx.today, None).map(drop));
        let away = |name: &str, deputy: &str| {
            world.write(name, |ctx, tx| set_own(ctx, tx, (ctx.today, None), Some(person(deputy)), None))
        };
        assert!(matches!(away("Rune", "Rune"), Err(app::Error::Refused(_))), "nobody is their own deputy");
        assert!(matches!(away("Nils", "Rita"), Err(app::Error::Refused(_))), "Nils is no person");
        let set = away("Rune", "Olga").expect("set");
        assert_eq!(
            rerouted(world, WorkKind::Account, &ids),
            ["Olga", "Rita"],
            "by name to the deputy, the rest in turn"
        );
        assert!(matches!(world.write("Rita", |ctx, tx| end_own(ctx, tx, set)), Err(app::Error::NotFound)));
        let seen = world.read("Rune", own).expect("read");
        assert_eq!((seen.len(), seen[0].deputy_name.as_deref()), (1, Some("Olga")));
        world.write("Rune", |ctx, tx| end_own(ctx, tx, set)).expect("ended");
        assert_eq!(rerouted(world, WorkKind::Account, &ids)[0], "Rune");
    });
}
