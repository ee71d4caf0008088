//! Hand-offs as the sales model prescribes: offered, answered, run out, never lost; and what they add to the measures.

use crate::world::{NOW, World, position};
use app::activities::commands::NewActivity;
use app::ctx::Who;
use app::events::Cause;
use app::handoffs::commands::{accept, give_back, move_to_model, redirect, undo_accept, withdraw};
use app::handoffs::{Accept, GiveBack, HandoffView, Offer, flow, offer, queries, sweep};
use app::leads::convert::{Convert, convert};
use app::measures::{MeasureQuery, Subject, measure, rebuild};
use app::opportunities::commands::{Fields, Move, change, create, move_stages};
use app::{Error, House, activities, leads, organisation, records};
use domain::accounts::Account;
use domain::kernel::id::{AccountId, OpportunityId, PositionId, SetId, UnitId};
use domain::kernel::{Currency, Instant, Money, Span};
use domain::leads::Lead;
use domain::measures::catalogue;
use domain::measures::component::Source;
use domain::opportunities::MoveStage;
use domain::organisation::{Edit, PositionField, SalesModel};
use domain::policy::Noun;
use domain::{Day, Refusal};
use serde_json::{Value as Json, json};
use std::sync::Arc;

const HOUR: i64 = 3_600_000;

fn unit(world: &World) -> UnitId {
    world.console(|ctx, _| Ok(ctx.organisation.company().expect("a company")))
}

/// Rune is an SDR, Rita an account executive, Olga a customer success manager; the company works by the model.
fn set_up(world: &World, model: SalesModel) {
    let unit = unit(world);
    let role = |name: &str, role: &str| Edit::ChangePosition {
        position: position(name),
        fields: vec![PositionField::Roles(vec![role.to_owned()])],
    };
    let mut edits = vec![Edit::SetSalesModel { unit, model: Some(model) }];
    edits.extend([role("Rune", "sdr"), role("Rita", "account_executive"), role("Olga", "customer_success_manager")]);
    edits.extend([role("Mona", "sales_manager"), role("Hanna", "head_of_sales")]);
    let dated: Vec<(Edit, Day)> = edits.into_iter().map(|edit| (edit, Day::BEGINNING)).collect();
    world.console(|ctx, tx| organisation::commands::edit(ctx, tx, &dated).map(drop));
}

fn later(world: &World, hours: i64) -> House {
    world.house.at(Arc::new(move || Instant(NOW.0 + hours * HOUR)))
}

fn account(world: &World, owner: &str) -> AccountId {
    let new = Account { name: "Nordfjord Nett".into(), owner: position(owner), ..Account::default() };
    world.console(|ctx, tx| app::accounts::commands::create(ctx, tx, Cause::COMMAND, vec![new]))[0].id
}

pub fn deal(world: &World, owner: &str, account: Option<AccountId>) -> OpportunityId {
    let fields = Fields {
        name: Some("Nordfjord fibre".into()),
        owner: Some(position(owner)),
        account: Some(account),
        amount: Some(Currency::new("EUR").map(|eur| Money::new(120_000, eur))),
        ..Fields::default()
    };
    world.console(|ctx, tx| create(ctx, tx, &fields))
}

fn to_stage(world: &World, who: &str, id: OpportunityId, key: &str) {
    let moved = world.write(who, |ctx, tx| {
        let pipelines = app::opportunities::pipelines::all(tx)?;
        let stage = pipelines.iter().flat_map(|p| &p.stages).find(|s| s.key == key).expect("a stage").id;
        let with = MoveStage { on: Some(ctx.today), ..MoveStage::default() };
        move_stages(ctx, tx, &[Move { id, stage, version: None, with }])
    });
    moved.unwrap_or_else(|error| panic!("{key}: {error:?}"));
}

fn waiting(world: &World, who: &str) -> Vec<HandoffView> {
    world.read(who, queries::page).expect("a page").mine
}

fn owner(world: &World, noun: Noun, id: impl Into<uuid::Uuid>) -> PositionId {
    let id = id.into();
    world.console(|_, tx| records::owner_of(tx, noun, id)).expect("an owner")
}

fn refused<T: std::fmt::Debug>(result: app::Result<T>) -> Refusal {
    match result {
        Err(Error::Refused(mut refusals)) => refusals.remove(0),
        other => panic!("not refused: {other:?}"),
    }
}

fn sound(world: &World) {
    let differences = world.console(|ctx, tx| rebuild(ctx, tx, false));
    assert_eq!(differences, [], "incremental equals recomputed");
    let measures: Vec<_> = catalogue::all().filter(|of| of.source() == Source::Offered && !of.is_variant()).collect();
    let span = Span { from: "2017-12-01".parse().expect("a day"), to: "2018-02-01".parse().expect("a day") };
    crate::behind::add_up(&world.house, span, &[Subject::Position(position("Mona"))], &measures);
}

#[test]
fn a_line_passes_a_sale_from_the_sdr_to_the_executive_and_the_customer_to_success() {
    World::each(|world| {
        set_up(world, SalesModel::AssemblyLine);
        let customer = account(world, "Rune");
        let id = deal(world, "Rune", Some(customer));
        assert!(waiting(world, "Rita").is_empty(), "an SDR works the first stage");
        to_stage(world, "Rune", id, "presenting");
        let offered = waiting(world, "Rita");
        let [one] = offered.as_slice() else { panic!("{offered:?}") };
        assert_eq!((one.model, one.stage, one.record), (Some("assembly_line"), "presenting", None));
        assert!(one.asked > one.filled, "nobody told much: {one:?}");
        assert_eq!(owner(world, Noun::Opportunity, id), position("Rune"), "the sender has it until it is accepted");
        world.write("Rita", |ctx, tx| accept(ctx, tx, one.id, &Accept::default())).expect("accepted");
        assert_eq!(owner(world, Noun::Opportunity, id), position("Rita"));
        assert_eq!(owner(world, Noun::Account, customer), position("Rita"), "the customer goes along");
        to_stage(world, "Rita", id, "won");
        let served = waiting(world, "Olga");
        let [served] = served.as_slice() else { panic!("{served:?}") };
        assert_eq!((served.noun, served.stage), ("account", "following_up"));
        world.write("Olga", |ctx, tx| accept(ctx, tx, served.id, &Accept::default())).expect("accepted");
        assert_eq!(owner(world, Noun::Account, customer), position("Olga"));
        assert_eq!(owner(world, Noun::Opportunity, id), position("Rita"), "what is won stays with who won it");
        assert_eq!(figure(world, "handoffs_per_win", "Rita"), json!([2, 1, 2.0]), "the sale's and the customer's");
        assert_eq!(figure(world, "sourced_pipeline", "Rune")[2], json!({ "amount": "1200.00", "currency": "EUR" }));
        to_stage(world, "Rita", id, "closing");
        assert_eq!(figure(world, "handoffs_per_win", "Rita"), json!([0, 0, null]), "not won by now");
        sound(world);
    });
}

/// Numerator, denominator and value of the figure of a position.
fn figure(world: &World, id: &str, of: &str) -> Json {
    let query = MeasureQuery { measure: id.into(), under: Some(position(of)), ..MeasureQuery::default() };
    let view = world.console(|ctx, tx| measure(ctx, tx, &query));
    let figure = serde_json::to_value(view.total).expect("serialisable");
    json!([figure["numerator"], figure["denominator"], figure["value"]])
}

#[test]
fn whoever_brought_the_lead_in_has_sourced_the_sale_whatever_it_is_worth_later() {
    World::each(|world| {
        let lead = |name: &str, by: &str| Lead { name: name.into(), owner: position(by), ..Lead::default() };
        let leads = vec![lead("Ada", "Rune"), lead("Bo", "Rune")];
        let made = world.console(|ctx, tx| leads::commands::create(ctx, tx, Cause::COMMAND, leads));
        let eur = |minor| Currency::new("EUR").map(|eur| Money::new(minor, eur));
        let command = Convert {
            with_opportunity: true,
            owner: Some(position("Rita")),
            amount: eur(50_000),
            ..Convert::default()
        };
        let became = world.console(|ctx, tx| convert(ctx, tx, made[0].id, &command)).opportunity.expect("a sale");
        // Rita began this one herself, and it turns out to be what became of the other lead.
        let begun = deal(world, "Rita", None);
        assert_eq!(figure(world, "opportunities_created", "Rita")[2], 1);
        let command = Convert { opportunity: Some(begun), ..Convert::default() };
        world.console(|ctx, tx| convert(ctx, tx, made[1].id, &command));
        let fields = Fields { amount: Some(eur(990_000)), ..Fields::default() };
        world.console(|ctx, tx| change(ctx, tx, became, None, &fields));
        let both = json!({ "amount": "1700.00", "currency": "EUR" });
        assert_eq!(figure(world, "sourced_pipeline", "Rune")[2], both, "as they began");
        assert_eq!(figure(world, "opportunities_created", "Rune")[2], 2);
        assert_eq!(figure(world, "opportunities_created", "Rita")[2], 0);
        sound(world);
    });
}

#[test]
fn an_island_passes_nothing_and_a_pod_only_inside() {
    World::each(|world| {
        set_up(world, SalesModel::Island);
        let id = deal(world, "Rune", None);
        to_stage(world, "Rune", id, "presenting");
        assert!(waiting(world, "Rita").is_empty());
        let switched = Edit::SetSalesModel { unit: unit(world), model: Some(SalesModel::Pod) };
        world.console(|ctx, tx| organisation::commands::edit(ctx, tx, &[(switched.clone(), Day::BEGINNING)]).map(drop));
        let id = deal(world, "Rune", None);
        to_stage(world, "Rune", id, "presenting");
        let inside = waiting(world, "Rita");
        assert_eq!(inside.iter().map(|one| one.model).collect::<Vec<_>>(), [Some("pod")]);
    });
}

#[test]
fn work_ends_as_it_began_unless_it_is_moved_on_purpose() {
    World::each(|world| {
        set_up(world, SalesModel::Island);
        let old = deal(world, "Rune", None);
        let kept = deal(world, "Rune", None);
        let switched = Edit::SetSalesModel { unit: unit(world), model: Some(SalesModel::AssemblyLine) };
        let tomorrow = later(world, 24);
        let next_day = |f: &dyn Fn(&app::Ctx, &mut db::Tx<'_>) -> app::Result<()>| {
            tomorrow.write(app::ctx::Who::Console, |ctx, tx| f(ctx, tx)).expect("the console may");
        };
        next_day(&|ctx, tx| organisation::commands::edit(ctx, tx, &[(switched.clone(), ctx.today)]).map(drop));
        let stage = |id: OpportunityId| {
            next_day(&|ctx, tx| {
                let pipelines = app::opportunities::pipelines::all(tx)?;
                let to = pipelines.iter().flat_map(|p| &p.stages).find(|s| s.key == "presenting").expect("a stage");
                let with = MoveStage { on: Some(ctx.today), ..MoveStage::default() };
                move_stages(ctx, tx, &[Move { id, stage: to.id, version: None, with }])
            });
        };
        stage(kept);
        assert!(waiting(world, "Rita").is_empty(), "it began on the island");
        next_day(&|ctx, tx| {
            let unit = ctx.organisation.company().expect("a company");
            assert_eq!(queries::under_older_models(ctx, tx, unit)?, 2);
            assert_eq!(move_to_model(ctx, tx, unit)?, 2);
            assert_eq!(queries::under_older_models(ctx, tx, unit)?, 0);
            Ok(())
        });
        stage(old);
        assert_eq!(waiting(world, "Rita").len(), 1, "moved on purpose");
    });
}

#[test]
fn a_lead_that_is_converted_goes_to_who_presents_with_what_is_known() {
    World::each(|world| {
        set_up(world, SalesModel::AssemblyLine);
        let lead = Lead {
            name: "Kari Nordmann".into(),
            company: Some("Nordfjord Nett".into()),
            need: domain::leads::Answer::Known,
            need_evidence: Some("Two sites without fibre".into()),
            budget: domain::leads::Answer::No,
            ..Lead::default()
        };
        let lead = world.write("Rune", |ctx, tx| leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead])).unwrap();
        let command = Convert { with_opportunity: true, ..Convert::default() };
        let became = world.write("Rune", |ctx, tx| convert(ctx, tx, lead[0].id, &command)).expect("converted");
        let one = waiting(world, "Rita").remove(0);
        let told = |field: &str| one.context.iter().find(|told| told.field == field).and_then(|t| t.value.clone());
        assert_eq!(told("need").as_deref(), Some("Two sites without fibre"));
        assert_eq!((told("budget").as_deref(), told("timeline")), (Some("no"), None));
        assert_eq!(told("contact").as_deref(), Some("Kari Nordmann"));
        let back = GiveBack { reason: "missing_information".into(), reply: Some("When?".into()), version: None };
        world.write("Rita", |ctx, tx| give_back(ctx, tx, one.id, &back)).expect("returned");
        let (mine, back) = world.read("Rune", queries::today).expect("today");
        assert!(mine.is_empty());
        assert_eq!(back[0].reply.as_deref(), Some("When?"));
        let again = Offer {
            noun: "opportunity".into(),
            record: became.opportunity.expect("an opportunity").0,
            stage: Some("presenting".into()),
            note: Some("In May".into()),
            ..Offer::default()
        };
        world.write("Rune", |ctx, tx| offer(ctx, tx, &again)).expect("offered again");
        assert_eq!(refused(world.write("Rune", |ctx, tx| offer(ctx, tx, &again))).code, "refusal-handoff-open");
        assert!(world.read("Rune", queries::today).expect("today").1.is_empty(), "answered by the newer offer");
        assert_eq!(waiting(world, "Rita").len(), 1);
        sound(world);
    });
}

#[test]
fn a_meeting_has_led_on_where_the_receiver_accepts_the_work() {
    World::each(|world| {
        set_up(world, SalesModel::AssemblyLine);
        let met = |who: &str, hours: i64, on: (Noun, uuid::Uuid)| {
            let meeting = NewActivity {
                outcome: Some("held".into()),
                happened_at: Some(Instant(NOW.0 + hours * HOUR)),
                owner: Some(position(who)),
                ..NewActivity::on("meeting", on.0, on.1)
            };
            later(world, 9)
                .write(Who::Console, |ctx, tx| activities::commands::add(ctx, tx, Cause::COMMAND, vec![meeting]))
                .expect("written down");
        };
        let lead = Lead { name: "Kari Nordmann".into(), owner: position("Rune"), ..Lead::default() };
        let lead = world.console(|ctx, tx| leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead])).remove(0);
        let on_lead = (Noun::Lead, lead.id.0);
        met("Rune", -2, on_lead);
        met("Rita", -2, on_lead);
        let command = Convert { with_opportunity: true, ..Convert::default() };
        let became = world.write("Rune", |ctx, tx| convert(ctx, tx, lead.id, &command)).expect("converted");
        let on_deal = (Noun::Opportunity, became.opportunity.expect("a sale").0);
        met("Rune", 2, on_deal);
        let led_on = |of: &str| {
            let figures =
                ["successful_meetings", "successful_meetings.held"].map(|id| figure(world, id, of)[2].clone());
            json!(figures)
        };
        assert_eq!(led_on("Rune"), json!([0, 2]), "nobody has answered");
        let one = waiting(world, "Rita").remove(0);
        world.write("Rita", |ctx, tx| accept(ctx, tx, one.id, &Accept::default())).expect("accepted");
        assert_eq!(led_on("Rune"), json!([1, 2]), "the one before the offer, on the lead it was");
        assert_eq!(led_on("Rita"), json!([0, 1]), "she handed nothing over");
        met("Rune", -1, on_deal);
        assert_eq!(led_on("Rune"), json!([2, 3]), "written down after the answer");
        sound(world);
    });
}

#[test]
fn an_acceptance_is_taken_back_until_something_further_happens() {
    World::each(|world| {
        set_up(world, SalesModel::AssemblyLine);
        let customer = account(world, "Rune");
        let id = deal(world, "Rune", Some(customer));
        let met = NewActivity {
            outcome: Some("held".into()),
            owner: Some(position("Rune")),
            ..NewActivity::on("meeting", Noun::Opportunity, id.0)
        };
        world
            .write("Rune", |ctx, tx| activities::commands::add(ctx, tx, Cause::COMMAND, vec![met]).map(drop))
            .expect("written down");
        to_stage(world, "Rune", id, "presenting");
        let one = waiting(world, "Rita").remove(0);
        let owners = || [owner(world, Noun::Opportunity, id), owner(world, Noun::Account, customer)];
        let led_on = || figure(world, "successful_meetings", "Rune")[2].clone();
        let yes = || world.write("Rita", |ctx, tx| accept(ctx, tx, one.id, &Accept::default())).expect("accepted");
        let undo = |who: &str, set| world.write(who, |ctx, tx| undo_accept(ctx, tx, one.id, set));
        let set = yes();
        assert_eq!((owners(), led_on()), ([position("Rita"); 2], json!(1)));
        assert!(matches!(undo("Mona", set), Err(Error::Forbidden)), "only who accepted");
        assert!(matches!(undo("Rita", SetId(uuid::Uuid::from_u128(1))), Err(Error::NotFound)));
        undo("Rita", set).expect("taken back");
        assert_eq!((owners(), led_on()), ([position("Rune"); 2], json!(0)));
        let again = waiting(world, "Rita").remove(0);
        assert_eq!((again.id, again.due_at, again.decided_at), (one.id, one.due_at, None));
        assert_eq!(refused(undo("Rita", set)).code, "refusal-handoff-undo", "once");
        sound(world);
        let set = yes();
        assert_eq!(owners(), [position("Rita"); 2]);
        let named = Fields { name: Some("Hers by now".into()), ..Fields::default() };
        world.write("Rita", |ctx, tx| change(ctx, tx, id, None, &named)).expect("changed");
        assert_eq!(refused(undo("Rita", set)).code, "refusal-handoff-undo", "she has begun with it");
        assert_eq!((owners(), led_on()), ([position("Rita"); 2], json!(1)), "nothing of it was taken back");
        sound(world);
    });
}

#[test]
fn silence_expires_goes_up_the_line_and_counts_as_not_accepted() {
    World::each(|world| {
        set_up(world, SalesModel::AssemblyLine);
        let id = deal(world, "Rune", None);
        to_stage(world, "Rune", id, "presenting");
        assert_eq!(sweep(&later(world, 23)).expect("swept"), 0);
        assert_eq!(sweep(&later(world, 24)).expect("swept"), 1);
        assert_eq!(sweep(&later(world, 25)).expect("swept"), 0, "once");
        let raised = waiting(world, "Mona").remove(0);
        assert_eq!((raised.outcome, raised.escalations), ("expired", 1));
        world.write("Mona", |ctx, tx| redirect(ctx, tx, raised.id, position("Olga"))).expect("redirected");
        let late = waiting(world, "Olga").remove(0);
        world.write("Olga", |ctx, tx| accept(ctx, tx, late.id, &Accept::default())).expect("accepted late");
        let after = world.read("Hanna", |ctx, tx| queries::one(ctx, tx, late.id)).expect("seen");
        assert_eq!(after.outcome, "late");
        assert_eq!(sweep(&later(world, 24 * 8)).expect("swept"), 1, "nobody went on with it");
        let after = world.read("Hanna", |ctx, tx| queries::one(ctx, tx, late.id)).expect("seen");
        assert_eq!(after.outcome, "quiet");
        sound(world);
    });
}

#[test]
fn who_is_not_concerned_neither_sees_nor_answers() {
    World::each(|world| {
        set_up(world, SalesModel::AssemblyLine);
        let id = deal(world, "Rune", None);
        to_stage(world, "Rune", id, "presenting");
        let one = waiting(world, "Rita").remove(0);
        let stranger = world.write("Olga", |ctx, tx| accept(ctx, tx, one.id, &Accept::default()));
        assert!(matches!(stranger, Err(Error::NotFound)), "{stranger:?}");
        let sender = world.write("Rune", |ctx, tx| accept(ctx, tx, one.id, &Accept::default()));
        assert!(matches!(sender, Err(Error::Forbidden)), "the sender does not answer: {sender:?}");
        let receiver = world.write("Rita", |ctx, tx| withdraw(ctx, tx, one.id));
        assert!(matches!(receiver, Err(Error::Forbidden)), "{receiver:?}");
        let finance = world.write("Fina", |ctx, tx| accept(ctx, tx, one.id, &Accept::default()));
        assert!(matches!(finance, Err(Error::Forbidden)), "{finance:?}");
        let stale = Accept { version: Some(99), ..Accept::default() };
        let stale = world.write("Rita", |ctx, tx| accept(ctx, tx, one.id, &stale));
        assert!(matches!(stale, Err(Error::Conflict { .. })), "{stale:?}");
        world.write("Rune", |ctx, tx| withdraw(ctx, tx, one.id)).expect("withdrawn");
        let closed = world.write("Rita", |ctx, tx| accept(ctx, tx, one.id, &Accept::default()));
        assert_eq!(refused(closed).code, "refusal-handoff-closed");
        sound(world);
    });
}

#[test]
fn another_owner_or_a_loss_needs_no_answer_and_a_full_seat_takes_nothing() {
    World::each(|world| {
        set_up(world, SalesModel::AssemblyLine);
        let id = deal(world, "Rune", None);
        to_stage(world, "Rune", id, "presenting");
        let fields = Fields { owner: Some(position("Mona")), ..Fields::default() };
        world.console(|ctx, tx| change(ctx, tx, id, None, &fields));
        assert!(waiting(world, "Rita").is_empty(), "given by hand meanwhile");
        let full = Edit::ChangePosition { position: position("Rita"), fields: vec![PositionField::Capacity(Some(1))] };
        let first = deal(world, "Rune", None);
        to_stage(world, "Rune", first, "presenting");
        deal(world, "Rita", None);
        world.console(|ctx, tx| organisation::commands::edit(ctx, tx, &[(full.clone(), Day::BEGINNING)]).map(drop));
        let one = waiting(world, "Rita").remove(0);
        let refusal = refused(world.write("Rita", |ctx, tx| accept(ctx, tx, one.id, &Accept::default())));
        assert_eq!(refusal.code, "refusal-handoff-full");
        let second = deal(world, "Rune", None);
        to_stage(world, "Rune", second, "presenting");
        let lost = waiting(world, "Mona");
        assert_eq!(
            lost.iter().filter(|one| one.to.is_none()).count(),
            1,
            "nobody has room, so it is brought before Mona"
        );
        sound(world);
    });
}

#[test]
fn the_receiver_was_found_by_a_rule_that_replays() {
    World::each(|world| {
        set_up(world, SalesModel::AssemblyLine);
        let id = deal(world, "Rune", None);
        to_stage(world, "Rune", id, "presenting");
        let one = waiting(world, "Rita").remove(0);
        let (why, again) = world.read("Rita", |ctx, tx| queries::why(ctx, tx, one.id)).expect("read").expect("a rule");
        assert_eq!(again.why, why);
        assert_eq!(again.to, domain::organisation::routing::Target::Position(position("Rita")));
    });
}

#[test]
fn the_flow_adds_up() {
    World::each(|world| {
        set_up(world, SalesModel::AssemblyLine);
        for _ in 0..3 {
            let id = deal(world, "Rune", None);
            to_stage(world, "Rune", id, "presenting");
        }
        let offers = waiting(world, "Rita");
        world.write("Rita", |ctx, tx| accept(ctx, tx, offers[0].id, &Accept::default())).expect("accepted");
        let back = GiveBack { reason: "not_qualified".into(), ..GiveBack::default() };
        world.write("Rita", |ctx, tx| give_back(ctx, tx, offers[1].id, &back)).expect("returned");
        for by in [flow::By::Unit, flow::By::Position, flow::By::Reason] {
            let view = world.read("Hanna", |ctx, tx| flow::flow(ctx, tx, (ctx.today, ctx.today), by)).expect("a flow");
            assert_eq!((view.total, view.pairs, view.self_pairs), (3, 1, 0));
            assert_eq!(view.flows.iter().map(|flow| flow.count).sum::<i64>(), view.total);
        }
        let hidden = world.read("Olga", |ctx, tx| flow::flow(ctx, tx, (ctx.today, ctx.today), flow::By::Unit));
        assert_eq!(hidden.expect("a flow").total, 0);
    });
}
