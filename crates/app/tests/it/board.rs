//! The board's sums, kept by stage and owner, are what the records sum to, for whoever looks and whatever happened.

use crate::world::{World, position};
use app::accounts::{self, commands::join_team};
use app::events::Cause;
use app::listing::ListQuery;
use app::measures::rebuild;
use app::opportunities::commands::{self, Fields, Move, move_stages};
use app::opportunities::pipelines::{self, commands::PipelineFields};
use app::opportunities::queries::board;
use domain::accounts::Account;
use domain::kernel::id::{AccountId, OpportunityId};
use domain::kernel::{Currency, Money};
use domain::opportunities::MoveStage;
use domain::pipelines::StageFields;

fn deal(world: &World, owner: &str, account: Option<AccountId>, minor: Option<i64>) -> OpportunityId {
    let amount = minor.map(|minor| Money::new(minor, Currency::new("EUR").expect("a currency")));
    let fields = Fields {
        name: Some(format!("Deal of {owner}")),
        owner: Some(position(owner)),
        account: Some(account),
        amount: Some(amount),
        ..Fields::default()
    };
    world.console(|ctx, tx| commands::create(ctx, tx, &fields))
}

fn go(world: &World, id: OpportunityId, stage: &str) {
    world.console(|ctx, tx| {
        let stage = pipelines::all(tx)?[0].stage(stage).expect("a stage").id;
        let reason = Some("price".to_owned());
        move_stages(ctx, tx, &[Move { id, stage, version: None, with: MoveStage { reason, ..MoveStage::default() } }])
    });
}

/// Count, sum and weighted sum of every lane.
fn lanes(world: &World, who: &str, query: &ListQuery) -> Vec<(String, i64, i64, i64)> {
    let shown = world.read(who, |ctx, tx| board(ctx, tx, None, query)).expect("a board");
    shown.lanes.into_iter().map(|l| (l.stage.key, l.count, l.sum.minor, l.weighted.minor)).collect()
}

#[test]
fn the_totals_kept_are_what_the_records_sum_to() {
    World::each(|world| {
        let account = |name: &str, owner: &str| {
            let account = Account { name: name.into(), owner: position(owner), ..Account::default() };
            world
                .console(|ctx, tx| Ok(accounts::commands::create(ctx, tx, Cause::COMMAND, vec![account])?.remove(0).id))
        };
        let (acme, birch) = (account("Acme", "Rune"), account("Birch", "Olga"));
        let first = deal(world, "Rune", Some(acme), Some(100_001));
        let second = deal(world, "Rita", None, None);
        let third = deal(world, "Olga", Some(birch), Some(77_777));
        deal(world, "Olga", Some(acme), Some(5));
        let same = |count_of_olga: i64| {
            for who in ["Hanna", "Mona", "Rune", "Rita", "Otto", "Olga", "Opal"] {
                let kept = lanes(world, who, &ListQuery::default());
                assert_eq!(kept, lanes(world, who, &ListQuery::filtered("outcome = open")), "{who}");
            }
            let olga: i64 = lanes(world, "Olga", &ListQuery::default()).iter().map(|lane| lane.1).sum();
            assert_eq!(olga, count_of_olga);
            assert_eq!(world.console(|ctx, tx| rebuild(ctx, tx, false)), []);
        };
        same(2);
        // Olga joins the team of Rune's account: his deal there is seen, and counted once.
        world.console(|ctx, tx| join_team(ctx, tx, acme, position("Olga"), "expert"));
        same(3);
        go(world, first, "qualifying");
        go(world, third, "lost");
        same(2);
        let handed = Fields { owner: Some(position("Rita")), ..Fields::default() };
        world.console(|ctx, tx| commands::change(ctx, tx, second, None, &handed).map(|_| ()));
        go(world, third, "qualifying");
        same(3);
        // The chance of a stage changes: what stands there weighs otherwise.
        world.console(|ctx, tx| {
            let stage = pipelines::all(tx)?[0].stage("qualifying").expect("a stage").id;
            let fields = StageFields { probability_bp: Some(3_333), ..StageFields::default() };
            pipelines::commands::change_stage(ctx, tx, stage, None, &fields)
        });
        same(3);
    });
}

#[test]
fn where_only_another_pipeline_holds_open_deals_it_is_the_one_shown() {
    World::each(|world| {
        let shown = |who: &str| {
            world.read(who, |ctx, tx| board(ctx, tx, None, &ListQuery::default())).expect("a board").pipeline
        };
        let brought = world.console(|ctx, tx| {
            let fields = PipelineFields { name: Some("Brought".into()), ..PipelineFields::default() };
            pipelines::commands::create(ctx, tx, &fields)
        });
        let usual = shown("Rune");
        assert_ne!(usual, brought, "nothing is open anywhere");
        let fields = Fields {
            name: Some("Deal".into()),
            owner: Some(position("Rune")),
            pipeline: Some(brought),
            ..Fields::default()
        };
        world.console(|ctx, tx| commands::create(ctx, tx, &fields));
        assert_eq!((shown("Rune"), shown("Mona"), shown("Olga")), (brought, brought, usual), "as far as one sees");
        deal(world, "Rune", None, None);
        assert_eq!(shown("Rune"), usual);
    });
}
