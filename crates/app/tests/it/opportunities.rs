//! The life of an opportunity: stages, winning, reopening, handing over; the ledger and the measures follow.

use crate::world::{World, position};
use app::Error;
use app::measures::{MeasureQuery, measure, rebuild};
use app::opportunities::commands::{Fields, Move, change, create, move_stages};
use app::opportunities::{history, pipelines};
use domain::kernel::id::OpportunityId;
use domain::kernel::{Currency, Money};
use domain::opportunities::{MoveStage, Outcome};
use serde_json::{Value as Json, json};

fn money(minor: i64) -> Option<Option<Money>> {
    Some(Some(Money::new(minor, Currency::new("EUR").expect("a currency"))))
}

fn open(world: &World, who: &str) -> OpportunityId {
    let fields = Fields { name: Some("Flow lab".into()), amount: money(100_001), ..Fields::default() };
    world.write(who, |ctx, tx| create(ctx, tx, &fields)).expect("a seller may")
}

fn go(world: &World, who: &str, id: OpportunityId, stage: &str, reason: Option<&str>) -> app::Result<()> {
    world.write(who, |ctx, tx| {
        let pipelines = pipelines::all(tx)?;
        let stage = pipelines[0].stage(stage).expect("a stage").id;
        let with = MoveStage { reason: reason.map(str::to_owned), ..MoveStage::default() };
        move_stages(ctx, tx, &[Move { id, stage, version: None, with }])
    })
}

fn figure(world: &World, who: &str, id: &str) -> Json {
    let query = MeasureQuery { measure: id.into(), ..MeasureQuery::default() };
    serde_json::to_value(world.read(who, |ctx, tx| measure(ctx, tx, &query)).expect("a figure").total).expect("JSON")
}

fn sound(world: &World) {
    assert_eq!(world.console(|ctx, tx| rebuild(ctx, tx, false)), []);
    let uneven = world.console(|_, tx| {
        Ok(tx.number(
            "select count(*) from bookings b where b.company_minor <> (select coalesce(sum(c.company_minor), 0)
             from credit_lines c where c.booking_id = b.id and c.kind = 'direct')",
            &[],
        )?)
    });
    assert_eq!(uneven, 0, "direct credit of every booking sums to it");
}

#[test]
fn winning_books_once_and_reopening_takes_it_back() {
    World::each(|world| {
        let id = open(world, "Rune");
        go(world, "Rune", id, "qualifying", None).expect("a move");
        go(world, "Rune", id, "won", None).expect("a win");
        assert_eq!(
            figure(world, "Mona", "bookings_amount")["value"],
            json!({ "amount": "1000.01", "currency": "EUR" })
        );
        assert_eq!(figure(world, "Mona", "win_rate"), json!({ "numerator": 1, "denominator": 1, "value": 1.0 }));
        assert_eq!(figure(world, "Rita", "bookings_amount")["value"]["amount"], "0.00", "a colleague sees none of it");
        sound(world);
        go(world, "Rune", id, "negotiating", None).expect("a reopening");
        assert_eq!(figure(world, "Mona", "bookings_amount")["value"]["amount"], "0.00");
        assert_eq!(figure(world, "Mona", "open_pipeline")["value"]["amount"], "1000.01");
        sound(world);
        let told = world.console(|_, tx| history::some(tx, None, &[id])).remove(0);
        assert_eq!((told.bookings.len(), told.credits.len()), (2, 2), "nothing is edited: a booking and its reversal");
        assert_eq!(told.bookings.iter().map(|b| b.company_minor).sum::<i64>(), 0);
    });
}

#[test]
fn refusals_name_their_field_and_change_nothing() {
    World::each(|world| {
        let id = open(world, "Rune");
        let refused = |answer: app::Result<()>| match answer {
            Err(Error::Refused(r)) => (r[0].code.clone(), r[0].field.clone()),
            other => panic!("{other:?}"),
        };
        let reason = ("refusal-reason-missing".to_owned(), Some("reason".to_owned()));
        assert_eq!(refused(go(world, "Rune", id, "lost", None)), reason);
        assert!(matches!(go(world, "Rita", id, "won", None), Err(Error::NotFound)), "hidden is not found");
        let stale = Fields { name: Some("Mine".into()), ..Fields::default() };
        let conflict = world.write("Rune", |ctx, tx| change(ctx, tx, id, Some(99), &stale));
        assert!(matches!(conflict, Err(Error::Conflict { version: 1, ref fields }) if fields[0].field == "name"));
        let told = world.console(|_, tx| history::some(tx, None, &[id])).remove(0);
        assert_eq!((told.state.outcome, told.state.version, told.steps.len()), (Outcome::Open, 1, 1));
    });
}

#[test]
fn a_handed_over_opportunity_counts_for_each_in_turn() {
    World::each(|world| {
        let id = open(world, "Rune");
        let to = Fields { owner: Some(position("Olga")), amount: money(300_000), ..Fields::default() };
        world.write("Hanna", |ctx, tx| change(ctx, tx, id, Some(1), &to)).expect("the head may");
        assert_eq!(figure(world, "Rune", "open_pipeline")["value"]["amount"], "0.00");
        assert_eq!(figure(world, "Olga", "open_pipeline")["value"]["amount"], "3000.00");
        assert_eq!(figure(world, "Rune", "opportunities_created")["value"], 1, "who made it keeps having made it");
        go(world, "Olga", id, "lost", Some("price")).expect("a loss");
        assert_eq!(figure(world, "Otto", "win_rate")["denominator"], 1);
        sound(world);
    });
}

#[test]
fn two_who_change_one_opportunity_collide_only_in_what_both_changed() {
    World::each(|world| {
        let id = open(world, "Rune");
        let set = |name: &str, version: i64, fields: Fields| {
            world.write(name, |ctx, tx| change(ctx, tx, id, Some(version), &fields))
        };
        let stands = || world.console(|_, tx| history::some(tx, None, &[id])).remove(0).state;
        let next = |step: &str| Some(Some(step.to_owned()));
        let first = Fields { next_step: next("Call"), source: next("fair"), ..Fields::default() };
        set("Mona", 1, first.clone()).expect("the first to change it");
        set("Mona", 2, first).expect("nothing to write");
        assert_eq!(stands().version, 2, "what changes nothing writes nothing");
        // Rune read version 1: the source as it was then, and a competitor that nobody has touched.
        let name = stands().name;
        let second = Fields { source: Some(None), competitor: next("Acme"), name: Some(name), ..Fields::default() };
        set("Rune", 1, second).expect("no field that both changed");
        let merged = stands();
        assert_eq!((merged.source.as_deref(), merged.competitor.as_deref()), (Some("fair"), Some("Acme")));
        assert_eq!((merged.next_step.as_deref(), merged.version), (Some("Call"), 3));
        let third = Fields { next_step: next("Visit"), source: next("fair"), kind: next("new"), ..Fields::default() };
        let Err(Error::Conflict { version: 3, fields }) = set("Rune", 1, third) else {
            panic!("both set the next step")
        };
        let only = fields.first().expect("a field");
        assert_eq!((fields.len(), only.field.as_str(), only.original.as_deref()), (1, "next_step", None));
        assert_eq!((only.theirs.as_deref(), only.yours.as_deref()), (Some("Call"), Some("Visit")));
        assert_eq!(stands(), merged, "a conflict writes nothing");
        let back = Fields { next_step: Some(None), ..Fields::default() };
        let Ok(()) = set("Rune", 1, back) else { panic!("who did not touch the field keeps theirs") };
        assert_eq!(stands(), merged);
    });
}

#[test]
fn a_move_collides_with_a_move_and_with_nothing_else() {
    World::each(|world| {
        let id = open(world, "Rune");
        let to = |name: &str, version: i64, key: &str| {
            let stage = world.console(|_, tx| pipelines::all(tx)).remove(0).stage(key).expect("a stage").id;
            let command = Move { id, stage, version: Some(version), with: MoveStage::default() };
            world.write(name, |ctx, tx| move_stages(ctx, tx, &[command]))
        };
        let step = Fields { next_step: Some(Some("Call".to_owned())), ..Fields::default() };
        world.write("Mona", |ctx, tx| change(ctx, tx, id, Some(1), &step)).expect("changed");
        to("Rune", 1, "qualifying").expect("nobody else moved it");
        let conflict = to("Mona", 2, "closing");
        assert!(matches!(conflict, Err(Error::Conflict { version: 3, ref fields }) if fields[0].field == "stage"));
        assert!(matches!(to("Mona", 2, "prospecting"), Err(Error::Conflict { .. })), "it is not moved back unseen");
        to("Mona", 3, "closing").expect("read as it stands");
        sound(world);
    });
}
