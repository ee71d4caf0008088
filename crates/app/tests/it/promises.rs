//! Whether leads are tried in the promised time: each who is given one answers for their own time, whatever happens to the
//! lead after, and the stored figures are always what the records say.

use crate::world::{NOW, World, position, user};
use app::activities::commands::{NewActivity, add};
use app::ctx::Who;
use app::events::Cause;
use app::leads::commands::{change, create, set_status};
use app::measures::{MeasureQuery, Subject, measure, rebuild};
use app::records::{Patch, timeline};
use app::routing::settings;
use app::{Ctx, House, Result, Tx, leads};
use domain::kernel::id::LeadId;
use domain::kernel::{Instant, Span};
use domain::leads::{Lead, LeadStatus, SetStatus};
use domain::measures::catalogue;
use domain::organisation::routing::{Back, Setting, WorkKind};
use domain::policy::Noun;
use serde_json::{Value as Json, json};
use std::sync::Arc;

const HOUR: i64 = 3_600_000;
const PROMISED: [&str; 3] = ["leads_assigned", "leads_assigned.pending", "leads_worked_rate"];

/// The company so many hours later.
fn later(world: &World, hours: i64) -> House {
    world.house.at(Arc::new(move || Instant(NOW.0 + hours * HOUR)))
}

fn made(world: &World, name: &str) -> LeadId {
    let lead = Lead { name: name.into(), owner: position("Rune"), ..Lead::default() };
    world.console(|ctx, tx| create(ctx, tx, Cause::COMMAND, vec![lead])).remove(0).id
}

fn give(world: &World, hours: i64, lead: LeadId, to: &str) {
    let patch = Patch::new(lead.0, [("owner", json!(position(to)))]);
    let given = later(world, hours).write(Who::Console, |ctx, tx| change(ctx, tx, Cause::COMMAND, &[patch]));
    given.expect("given");
}

fn call(world: &World, hours: i64, lead: LeadId) {
    let outcome = Some("no_answer".to_owned());
    let call = NewActivity { outcome, ..NewActivity::on("call", Noun::Lead, lead.0) };
    let house = later(world, hours);
    house.write(Who::Console, |ctx, tx| add(ctx, tx, Cause::COMMAND, vec![call])).expect("called");
}

/// The figure of everybody's first two days: value, and for a share both its parts.
fn figure(world: &World, id: &str, by: Option<&str>) -> Vec<(String, Json)> {
    let query = MeasureQuery {
        measure: id.into(),
        by: by.map(str::to_owned),
        from: "2017-12-31".parse().ok(),
        to: "2018-01-31".parse().ok(),
        ..MeasureQuery::default()
    };
    let view = world.house.read(Who::Console, |ctx, tx| measure(ctx, tx, &query)).expect("a figure");
    let told = |label: String, figure| {
        let figure = serde_json::to_value(figure).expect("serialisable");
        match figure.get("denominator").filter(|n| n.is_number()) {
            Some(of) => (label, json!([figure["numerator"], of])),
            None => (label, figure["value"].clone()),
        }
    };
    match by {
        None => vec![told(String::new(), view.total)],
        Some(_) => view.rows.into_iter().map(|row| told(row.label, row.figure)).collect(),
    }
}

fn total(world: &World, id: &str) -> Json {
    figure(world, id, None).remove(0).1
}

fn holds(world: &World) {
    assert_eq!(world.house.read(Who::Console, |ctx, tx| rebuild(ctx, tx, false)).expect("recounted"), []);
    let days = ("2017-12-31".parse().expect("a day"), "2018-01-31".parse().expect("a day"));
    let everyone = Subject::Position(position("Hanna"));
    crate::behind::add_up(
        &world.house,
        Span { from: days.0, to: days.1 },
        &[everyone],
        &PROMISED.map(|id| catalogue::find(id).expect("a measure")),
    );
}

fn page(ctx: &Ctx, tx: &mut Tx<'_>, lead: LeadId) -> Result<Lead> {
    Ok(leads::queries::page(ctx, tx, &lead.to_string())?.lead)
}

#[test]
fn each_owner_answers_for_their_own_time() {
    World::each(|world| {
        let (first, second, third) = (made(world, "Ada"), made(world, "Bo"), made(world, "Cy"));
        assert_eq!((total(world, "leads_assigned"), total(world, "leads_worked_rate")), (json!(3), json!([0, 0])));
        assert_eq!(total(world, "leads_assigned.pending"), json!(3));
        call(world, 23, first);
        assert_eq!(leads::sweep(&later(world, 23)).expect("looked"), 0, "the time still runs");
        assert_eq!(leads::sweep(&later(world, 24)).expect("looked"), 2);
        assert_eq!(leads::sweep(&later(world, 24)).expect("looked"), 0);
        assert_eq!(total(world, "leads_worked_rate"), json!([1, 3]));
        give(world, 25, second, "Rita");
        call(world, 30, second);
        give(world, 25, third, "Rita");
        give(world, 26, third, "Olga");
        let by = |id: &str| figure(world, id, Some("person"));
        let row = |name: &str, value: Json| (name.to_owned(), value);
        let assigned = [row("Olga", json!(1)), row("Rita", json!(2)), row("Rune", json!(3))];
        assert_eq!(by("leads_assigned"), assigned);
        assert_eq!(by("leads_worked_rate"), [row("Rita", json!([1, 1])), row("Rune", json!([1, 3]))]);
        assert_eq!(total(world, "leads_assigned.pending"), json!(1));
        let query = MeasureQuery { measure: "leads_worked_rate".into(), ..MeasureQuery::default() };
        let view = world.house.read(Who::Console, |ctx, tx| measure(ctx, tx, &query)).expect("a figure");
        let beside = serde_json::to_value(view.beside).expect("serialisable");
        assert_eq!((&beside["measure"], &beside["value"]), (&json!("leads_assigned"), &json!(3)), "up to today");
        holds(world);
    });
}

#[test]
fn the_companys_own_rule_says_the_promised_time() {
    World::each(|world| {
        let rule = Setting::Recycle { work: WorkKind::Lead, hours: 4, to: Back::Queue };
        world.console(|ctx, tx| settings::set(ctx, tx, &rule, ctx.today, None).map(drop));
        let lead = made(world, "Ada");
        assert_eq!(app::routing::recycle(&later(world, 5)).expect("taken back"), 1);
        assert_eq!(total(world, "leads_worked_rate"), json!([0, 1]), "taken back after its time ran out");
        assert_eq!(total(world, "leads_assigned"), json!(1), "a queue is nobody's");
        give(world, 9, lead, "Rita");
        call(world, 12, lead);
        assert_eq!(total(world, "leads_worked_rate"), json!([1, 2]));
        holds(world);
    });
}

#[test]
fn setting_aside_merging_and_undoing_leave_figures_that_hold() {
    World::each(|world| {
        let (lead, twin) = (made(world, "Ada"), made(world, "Ada"));
        let aside = SetStatus { status: LeadStatus::Disqualified, reason: Some("no_need".into()), return_on: None };
        let before = world.read("Rune", |ctx, tx| page(ctx, tx, lead)).expect("there");
        world.write("Rune", |ctx, tx| set_status(ctx, tx, &[lead], &aside)).expect("set aside");
        let after = world.read("Rune", |ctx, tx| page(ctx, tx, lead)).expect("there");
        assert_eq!(total(world, "leads_assigned.pending"), json!(1));
        holds(world);
        let changes = app::events::differences(Some(&before), &after).expect("differences");
        assert!(world.write("Rune", |ctx, tx| leads::commands::put_back(ctx, tx, lead, &changes)).expect("back"));
        assert_eq!(total(world, "leads_assigned.pending"), json!(2), "its time runs on");
        holds(world);
        let merge = |ctx: &Ctx, tx: &mut Tx<'_>| app::matching::merge::merge(ctx, tx, Noun::Lead, lead.0, twin.0, &[]);
        let merged = world.write("Rune", merge).expect("merged");
        assert_eq!(total(world, "leads_assigned"), json!(1), "of two that were one, one was given");
        holds(world);
        world.write("Rune", |ctx, tx| app::matching::merge::undo(ctx, tx, merged.id)).expect("two again");
        assert_eq!(total(world, "leads_assigned"), json!(2));
        holds(world);
    });
}

#[test]
fn the_history_tells_that_the_time_ran_out_and_nobody_sets_it_by_hand() {
    World::each(|world| {
        let lead = made(world, "Ada");
        leads::sweep(&later(world, 24)).expect("swept");
        let entries = later(world, 25)
            .read_as(user("Rune"), |ctx, tx| timeline(ctx, tx, Noun::Lead, lead.0, Instant(i64::MAX), 9))
            .expect("told");
        let told = serde_json::to_value(&entries[0]).expect("serialisable");
        let fields = json!([{ "field": "worked", "before": "waits", "after": "missed" }]);
        assert_eq!((&told["cause"], &told["fields"]), (&json!("rule"), &fields));
        let patch = Patch::new(lead.0, [("stints", json!([]))]);
        let refused = world.write("Rune", |ctx, tx| change(ctx, tx, Cause::COMMAND, &[patch]));
        assert!(matches!(refused, Err(app::Error::Refused(_))), "{refused:?}");
    });
}
