//! The process as data: what a stage asks for, its order, its weight, taking it out of use; who may change it.

use crate::world::World;
use app::opportunities::commands::{Fields, Move, change, create, move_stages};
use app::opportunities::pipelines::commands::{
    PipelineFields, change as rename, change_stage, create as add, create_stage, place_stage, restore_stage,
    retire_stage,
};
use app::opportunities::pipelines::{self, Pipeline};
use app::opportunities::queries::{board, page};
use app::{Error, listing::ListQuery};
use domain::Refusal;
use domain::kernel::id::{OpportunityId, StageId};
use domain::kernel::{Currency, Money};
use domain::opportunities::{MoveStage, Outcome};
use domain::pipelines::StageFields;

fn process(world: &World) -> Pipeline {
    world.console(|_, tx| pipelines::all(tx)).remove(0)
}

fn stage(world: &World, key: &str) -> StageId {
    process(world).stage(key).expect("a stage").id
}

fn deal(world: &World, name: &str) -> OpportunityId {
    let fields = Fields { name: Some(name.into()), ..Fields::default() };
    world.write("Rune", |ctx, tx| create(ctx, tx, &fields)).expect("a seller may")
}

fn go(world: &World, id: OpportunityId, to: StageId) -> app::Result<()> {
    let one = Move { id, stage: to, version: None, with: MoveStage::default() };
    world.write("Rune", |ctx, tx| move_stages(ctx, tx, &[one]))
}

fn refused<T: std::fmt::Debug>(answer: app::Result<T>) -> Vec<(String, Option<String>)> {
    match answer {
        Err(Error::Refused(all)) => all.into_iter().map(|r: Refusal| (r.code, r.field)).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

fn at(code: &str, field: &str) -> (String, Option<String>) {
    (code.to_owned(), Some(field.to_owned()))
}

fn asks(needs: &[&str]) -> StageFields {
    StageFields { needs: Some(needs.iter().map(|&n| n.to_owned()).collect()), ..StageFields::default() }
}

#[test]
fn a_stage_lets_in_only_what_has_the_fields_it_needs() {
    World::each(|world| {
        let offer = stage(world, "presenting");
        world.write("Opal", |ctx, tx| change_stage(ctx, tx, offer, None, &asks(&["amount", "close_on"]))).expect("may");
        let id = deal(world, "Flow lab");
        let both = [at("refusal-stage-needs", "amount"), at("refusal-stage-needs", "close_on")];
        assert_eq!(refused(go(world, id, offer)), both);
        let amount = Money::new(100, Currency::new("EUR").expect("a currency"));
        let fields = Fields { amount: Some(Some(amount)), ..Fields::default() };
        world.write("Rune", |ctx, tx| change(ctx, tx, id, None, &fields)).expect("a change");
        assert_eq!(refused(go(world, id, offer)), both[1..]);
        let day = "2018-01-31".parse().expect("a day");
        let fields = Fields { close_on: Some(Some(day)), ..Fields::default() };
        world.write("Rune", |ctx, tx| change(ctx, tx, id, None, &fields)).expect("a change");
        go(world, id, offer).expect("all is there");
        let new = Fields { name: Some("Bare".into()), stage: Some(offer), ..Fields::default() };
        assert_eq!(refused(world.write("Rune", |ctx, tx| create(ctx, tx, &new))), both, "nor is one made there");
    });
}

#[test]
fn the_process_is_changed_by_operations_and_by_no_seller() {
    World::each(|world| {
        let (id, offer) = (process(world).id, stage(world, "presenting"));
        for who in ["Rune", "Hanna", "Fina", "Nils"] {
            let answer = world.write(who, |ctx, tx| change_stage(ctx, tx, offer, None, &asks(&[])));
            assert!(matches!(answer, Err(Error::Forbidden)), "{who}");
            let answer = world.write(who, |ctx, tx| add(ctx, tx, &PipelineFields::default()));
            assert!(matches!(answer, Err(Error::Forbidden)), "{who}");
        }
        let stale = world.write("Opal", |ctx, tx| change_stage(ctx, tx, offer, Some(7), &asks(&["amount"])));
        assert!(matches!(stale, Err(Error::Conflict { version: 1, .. })));
        let name = |name: &str| PipelineFields { name: Some(name.into()), ..PipelineFields::default() };
        let partners = PipelineFields { like: Some(id), is_default: Some(true), ..name("Partners") };
        let second = world.write("Opal", |ctx, tx| add(ctx, tx, &partners)).expect("operations may");
        let both = world.console(|_, tx| pipelines::all(tx));
        assert_eq!(both.iter().map(|p| (p.id, p.is_default)).collect::<Vec<_>>(), [(id, false), (second, true)]);
        assert_eq!(both[0].stages.len(), both[1].stages.len());
        assert!(both[0].stages.iter().zip(&both[1].stages).all(|(a, b)| a.name == b.name && a.id != b.id));
        let taken = world.write("Opal", |ctx, tx| rename(ctx, tx, id, None, &name("partners")));
        assert_eq!(refused(taken), [at("refusal-pipeline-exists", "name")]);
        let none = PipelineFields { is_default: Some(false), ..PipelineFields::default() };
        let none = world.write("Opal", |ctx, tx| rename(ctx, tx, second, None, &none));
        assert_eq!(refused(none), [at("refusal-default-needed", "is_default")]);
        world.write("Opal", |ctx, tx| rename(ctx, tx, id, Some(1), &name("Direct"))).expect("a new name");
        let told = world.console(|_, tx| {
            Ok(tx.number("select count(*) from events where noun = 'pipeline' and user_id is not null", &[])?)
        });
        assert_eq!(told, 3, "made, made the default, renamed");
    });
}

#[test]
fn stages_are_added_placed_and_weigh_what_stands_there() {
    World::each(|world| {
        let (id, first) = (process(world).id, stage(world, "prospecting"));
        let deal = deal(world, "Flow lab");
        let demo = StageFields { name: Some("Demo".into()), probability_bp: Some(5000), ..StageFields::default() };
        let demo = world.write("Opal", |ctx, tx| create_stage(ctx, tx, id, &demo)).expect("a stage");
        let names = |world: &World| process(world).used().map(|s| s.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(world)[4..7], ["Closing", "Demo", "Won"], "behind the open ones");
        world.write("Opal", |ctx, tx| place_stage(ctx, tx, demo, 0)).expect("a place");
        assert_eq!(names(world)[..2], ["Demo", "Prospecting"]);
        world.write("Opal", |ctx, tx| place_stage(ctx, tx, demo, 99)).expect("a place");
        assert_eq!(names(world)[4..6], ["Closing", "Demo"], "never behind those that close");
        let weight = StageFields {
            probability_bp: Some(1234),
            forecast_category: Some("best_case".into()),
            ..StageFields::default()
        };
        world.write("Opal", |ctx, tx| change_stage(ctx, tx, first, Some(1), &weight)).expect("a weight");
        let view = world.read("Rune", |ctx, tx| page(ctx, tx, &deal.to_string())).expect("a page");
        let o = &view.opportunity;
        assert_eq!((o.probability_bp, o.forecast_category.as_str(), o.version), (1234, "best_case", 2));
        let won = StageFields { outcome: Some(Outcome::Won), ..StageFields::default() };
        let held = world.write("Opal", |ctx, tx| change_stage(ctx, tx, first, None, &won));
        assert_eq!(refused(held), [at("refusal-stage-held", "outcome")]);
    });
}

#[test]
fn a_stage_out_of_use_leaves_nothing_behind_and_keeps_its_history() {
    World::each(|world| {
        let (first, second) = (stage(world, "prospecting"), stage(world, "qualifying"));
        let id = deal(world, "Flow lab");
        world.write("Opal", |ctx, tx| change_stage(ctx, tx, second, None, &asks(&["amount"]))).expect("may");
        let occupied = world.write("Opal", |ctx, tx| retire_stage(ctx, tx, first, None));
        assert_eq!(refused(occupied), [at("refusal-stage-occupied", "to")]);
        world.write("Opal", |ctx, tx| retire_stage(ctx, tx, first, Some(second))).expect("it moves, asked for nothing");
        let view = world.read("Rune", |ctx, tx| page(ctx, tx, &id.to_string())).expect("a page");
        assert_eq!(view.opportunity.stage, second);
        assert_eq!(view.history.iter().map(|s| s.stage.as_str()).collect::<Vec<_>>(), ["Prospecting", "Qualifying"]);
        let shown = world.read("Rune", |ctx, tx| board(ctx, tx, None, &ListQuery::default())).expect("a board");
        assert!(shown.lanes.iter().all(|lane| lane.stage.id != first));
        let back = refused(go(world, id, first));
        assert_eq!(back, [at("refusal-stage-retired", "stage")]);
        let amount = Money::new(100, Currency::new("EUR").expect("a currency"));
        let next = Fields { name: Some("Next".into()), amount: Some(Some(amount)), ..Fields::default() };
        let next = world.write("Rune", |ctx, tx| create(ctx, tx, &next)).expect("it has what is needed");
        let view = world.read("Rune", |ctx, tx| page(ctx, tx, &next.to_string()));
        assert_eq!(view.expect("a page").opportunity.stage, second, "the first open stage in use");
        let won = stage(world, "won");
        let last = world.write("Opal", |ctx, tx| retire_stage(ctx, tx, won, None));
        assert_eq!(refused(last)[0].0, "refusal-stage-last");
        world.write("Opal", |ctx, tx| restore_stage(ctx, tx, first)).expect("used again");
        go(world, id, first).expect("open again");
        assert_eq!(world.console(|ctx, tx| app::measures::rebuild(ctx, tx, false)), []);
    });
}
