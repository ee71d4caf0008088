//! Many records changed at once: tried without a trace, done part by part, kept where they must be, and taken back.

use crate::world::{World, position, user};
use app::accounts::commands as accounts;
use app::bulk::preview::preview;
use app::bulk::{State, What, Which, commands, queries};
use app::ctx::Who;
use app::events::Cause;
use app::listing::{Kind, ListQuery, kinds};
use app::opportunities::commands::{self as deals, Fields};
use app::records::Patch;
use app::routing::commands as routing;
use app::{Error, records};
use domain::accounts::Account;
use domain::kernel::id::SetId;
use domain::organisation::routing::WorkKind;
use domain::policy::Noun;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// So many accounts of Rune's in Norway, and one of Olga's.
fn some(world: &World, count: usize) -> Vec<Uuid> {
    let account = |at: usize| Account {
        name: format!("Account {at:04}"),
        owner: if at == 0 { position("Olga") } else { position("Rune") },
        country: Some("Norway".into()),
        tier: at.is_multiple_of(5).then(|| "key".to_owned()),
        ..Account::default()
    };
    let made = world.console(|ctx, tx| accounts::create(ctx, tx, Cause::COMMAND, (0..count).map(account).collect()));
    made.iter().map(|one| one.id.0).collect()
}

fn fields(value: Value) -> Map<String, Value> {
    value.as_object().cloned().expect("an object")
}

fn all(filter: &str) -> Which {
    Which::All(ListQuery::filtered(filter))
}

fn asked(world: &World, name: &str, kind: &Kind, which: &Which, values: Value) -> app::Result<SetId> {
    world.write(name, |ctx, tx| {
        let id = commands::choose(ctx, tx, kind, which)?;
        commands::describe(ctx, tx, id, What::Change(fields(values)))?;
        Ok(id)
    })
}

fn run(world: &World, name: &str, id: SetId) {
    world.write(name, |ctx, tx| commands::begin(ctx, tx, id)).expect("begun");
    while commands::work(&world.house).expect("worked") {}
}

/// Takes it back; how many went back and how many stay.
fn back(world: &World, name: &str, id: SetId) -> app::Result<(i64, i64)> {
    world.write(name, |ctx, tx| commands::undo(ctx, tx, id))?;
    while commands::work(&world.house).expect("worked") {}
    let told = world.read(name, |ctx, tx| queries::get(ctx, tx, id))?;
    assert_eq!(told.state, State::Undone);
    Ok((told.back, told.changed - told.back))
}

fn tiers(world: &World, ids: &[Uuid]) -> Vec<Option<String>> {
    let mut found = world.console(|_, tx| records::some::<Account>(tx, None, ids));
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found.into_iter().map(|one| one.tier).collect()
}

fn codes(reasons: &[domain::Refusal]) -> Vec<&str> {
    reasons.iter().map(|one| one.code.as_str()).collect()
}

#[test]
fn all_that_match_are_tried_changed_and_taken_back() {
    World::each(|world| {
        let ids = some(world, 451);
        let before = tiers(world, &ids);
        let id =
            asked(world, "Rune", &kinds::ACCOUNTS, &all("country = Norway"), json!({ "tier": "key" })).expect("asked");
        let tried = preview(&world.house, Who::User(user("Rune")), id).expect("tried");
        assert_eq!((tried.total, tried.tried, tried.kept.len()), (450, 100, 0), "Olga's is not Rune's to change");
        assert!(tried.changing < 100 && tried.changing > 50 && tried.samples.len() == 10);
        assert_eq!(tried.samples[0].fields[0].field, "tier");
        assert_eq!(tiers(world, &ids), before, "what is tried leaves no trace");
        run(world, "Rune", id);
        let told = world.read("Rune", |ctx, tx| queries::get(ctx, tx, id)).expect("told");
        assert_eq!((told.state, told.total, told.done, told.changed), (State::Done, 450, 450, 360));
        let after = tiers(world, &ids);
        assert!(after[1..].iter().all(|tier| tier.as_deref() == Some("key")));
        // One that somebody changed since stays, the rest goes back.
        let patch = Patch::new(ids[7], [("tier", json!("small"))]);
        world.console(|ctx, tx| accounts::change(ctx, tx, Cause::COMMAND, std::slice::from_ref(&patch)));
        assert_eq!(back(world, "Rune", id).expect("back"), (359, 1));
        assert_eq!(world.console(|_, tx| app::search::check(tx)), 0, "what was taken back is found as it is");
        let mut wanted = before;
        wanted[7] = Some("small".to_owned());
        assert_eq!(tiers(world, &ids), wanted);
        let again = back(world, "Rune", id);
        assert!(matches!(again, Err(Error::Refused(why)) if codes(&why) == ["refusal-bulk-not-undoable"]));
    });
}

#[test]
fn what_must_stay_stays_with_its_reason_and_stops_nothing() {
    World::each(|world| {
        let ids = some(world, 4);
        let child = |at: usize| Patch::new(ids[at], [("parent", json!(ids[3]))]);
        world.console(|ctx, tx| accounts::change(ctx, tx, Cause::COMMAND, &[child(2)]));
        // 2 is below 3: that 3 goes below 2 would be a ring, and 2 cannot stand below itself.
        let these = Which::These(ids.clone());
        let id = asked(world, "Mona", &kinds::ACCOUNTS, &these, json!({ "parent": ids[2] })).expect("asked");
        let tried = preview(&world.house, Who::User(user("Mona")), id).expect("tried");
        assert_eq!((tried.changing, tried.kept.len()), (1, 2), "Olga's account is out of Mona's sight");
        run(world, "Mona", id);
        let told = world.read("Mona", |ctx, tx| queries::get(ctx, tx, id)).expect("told");
        assert_eq!((told.state, told.done, told.changed, told.kept.len()), (State::Done, 3, 1, 2));
        let mut reasons: Vec<&str> = told.kept.iter().flat_map(|kept| codes(&kept.reasons)).collect();
        reasons.sort_unstable();
        assert_eq!(reasons, ["refusal-parent-cycle", "refusal-parent-itself"]);
        assert!(matches!(world.read("Rune", |ctx, tx| queries::get(ctx, tx, id)), Err(Error::NotFound)));
    });
}

#[test]
fn deals_are_given_to_another_and_their_measures_follow() {
    World::each(|world| {
        let account = some(world, 2)[1];
        for at in 0..3 {
            let new = Fields {
                name: Some(format!("Deal {at}")),
                account: Some(Some(domain::kernel::id::AccountId(account))),
                owner: Some(position("Rune")),
                ..Fields::default()
            };
            world.console(|ctx, tx| deals::create(ctx, tx, &new));
        }
        let which = all("outcome = open");
        let id =
            asked(world, "Mona", &kinds::OPPORTUNITIES, &which, json!({ "owner": position("Rita") })).expect("asked");
        run(world, "Mona", id);
        let owners = |world: &World| -> Vec<_> {
            let found = world.console(|ctx, tx| {
                app::listing::ids(
                    ctx,
                    tx,
                    &kinds::OPPORTUNITIES,
                    domain::policy::Action::See,
                    &ListQuery::default(),
                    10,
                )
            });
            found
                .iter()
                .map(|id| world.console(|_, tx| records::owner_of(tx, Noun::Opportunity, *id)).expect("an owner"))
                .collect()
        };
        assert_eq!(owners(world), vec![position("Rita"); 3]);
        assert_eq!(world.console(|ctx, tx| app::measures::rebuild(ctx, tx, false)), [], "figures follow");
        assert_eq!(back(world, "Mona", id).expect("back"), (3, 0));
        assert_eq!(owners(world), vec![position("Rune"); 3]);
    });
}

#[test]
fn what_cannot_go_on_is_stopped_and_nobody_waits_for_it() {
    World::each(|world| {
        let ids = some(world, 3);
        let begun = |name: &str, tier: &str| {
            let id = asked(world, name, &kinds::ACCOUNTS, &Which::These(ids.clone()), json!({ "tier": tier }))
                .expect("asked");
            world.write(name, |ctx, tx| commands::begin(ctx, tx, id)).expect("begun");
            id
        };
        let (first, second) = (begun("Rune", "mid"), begun("Hanna", "small"));
        world.console(|ctx, tx| app::users::set_active(ctx, tx, user("Rune"), false));
        assert!(commands::work(&world.house).is_err(), "who may not come in changes nothing");
        while commands::work(&world.house).expect("worked") {}
        let state = |id| world.console(|ctx, tx| queries::get(ctx, tx, id)).state;
        assert_eq!((state(first), state(second)), (State::Stopped, State::Done));
        assert!(tiers(world, &ids).iter().all(|tier| tier.as_deref() == Some("small")));
    });
}

#[test]
fn what_waited_in_a_queue_waits_there_again() {
    World::each(|world| {
        // Nobody covers it, so it waits.
        let made = some(world, 1)[0];
        world.console(|ctx, tx| routing::nobody(ctx, tx).map(drop));
        world.console(|ctx, tx| routing::reroute(ctx, tx, WorkKind::Account, &[made]));
        let waits = || world.console(|_, tx| routing::waiting(tx, &[made]));
        assert_eq!(waits(), [made]);
        let these = Which::These(vec![made]);
        let id = asked(world, "Opal", &kinds::ACCOUNTS, &these, json!({ "owner": position("Rita") })).expect("asked");
        run(world, "Opal", id);
        assert!(waits().is_empty());
        assert_eq!(back(world, "Opal", id).expect("back"), (1, 0));
        assert_eq!(waits(), [made]);
    });
}

#[test]
fn what_cannot_be_asked_is_refused() {
    World::each(|world| {
        let ids = some(world, 2);
        let refused = |which: &Which, values: Value| match asked(world, "Rune", &kinds::ACCOUNTS, which, values) {
            Err(Error::Refused(why)) => why[0].code.clone(),
            other => format!("{other:?}"),
        };
        assert_eq!(refused(&all("country = Nowhere"), json!({ "tier": "key" })), "refusal-bulk-none");
        assert_eq!(refused(&Which::These(ids.clone()), json!({})), "refusal-bulk-nothing");
        assert_eq!(refused(&Which::These(ids.clone()), json!({ "name": "One" })), "refusal-bulk-singular");
        let nils = asked(world, "Nils", &kinds::ACCOUNTS, &Which::These(ids), json!({ "tier": "key" }));
        assert!(matches!(nils, Err(Error::Forbidden | Error::Refused(_))), "{nils:?}");
    });
}

#[test]
fn who_is_given_many_is_told_once() {
    World::each(|world| {
        let ids = some(world, 301);
        let rita = json!({ "owner": position("Rita") });
        let id = asked(world, "Mona", &kinds::ACCOUNTS, &Which::These(ids), rita).expect("asked");
        run(world, "Mona", id);
        let told =
            world.read("Rita", |ctx, tx| app::notifications::queries::list(ctx, tx, false, None, 9)).expect("a list");
        let told: Vec<(Noun, i64)> = told.notifications.iter().map(|one| (one.noun, one.count)).collect();
        assert_eq!(told, [(Noun::Account, 300)]);
    });
}

#[test]
fn who_was_given_some_before_it_was_stopped_is_told() {
    World::each(|world| {
        let ids = some(world, 450);
        let rita = json!({ "owner": position("Rita") });
        let id = asked(world, "Mona", &kinds::ACCOUNTS, &Which::These(ids), rita).expect("asked");
        world.write("Mona", |ctx, tx| commands::begin(ctx, tx, id)).expect("begun");
        // Whoever waits for it stops it after its first part.
        let told = &mut |_: i64, _: i64| {
            world.write("Mona", |ctx, tx| commands::stop(ctx, tx, id)).expect("stopped");
        };
        commands::finish(&world.house, id, told).expect("ends");
        let stands = world.read("Mona", |ctx, tx| queries::get(ctx, tx, id)).expect("told");
        assert_eq!((stands.state, stands.changed), (State::Stopped, 200));
        let told =
            world.read("Rita", |ctx, tx| app::notifications::queries::list(ctx, tx, false, None, 9)).expect("a list");
        let told: Vec<(Noun, i64)> = told.notifications.iter().map(|one| (one.noun, one.count)).collect();
        assert_eq!(told, [(Noun::Account, 200)]);
    });
}
