//! Cadences: steps become tasks on working days; they stop on a reply, on closing, by hand, and follow the owner.

use crate::world::{World, position};
use app::activities::commands::{NewActivity, add};
use app::cadences::{EnrolmentView, commands, queries};
use app::events::Cause;
use app::measures::rebuild;
use app::opportunities::commands::{Fields, Move, change, create, move_stages};
use app::opportunities::pipelines;
use app::{Error, activities};
use domain::Day;
use domain::cadences::Step;
use domain::kernel::id::{CadenceId, OpportunityId};
use domain::opportunities::MoveStage;
use domain::policy::Noun;

fn deal(world: &World) -> OpportunityId {
    let fields = Fields { name: Some("Pump".into()), owner: Some(position("Rune")), ..Fields::default() };
    world.console(|ctx, tx| create(ctx, tx, &fields))
}

/// Three steps: on the first day, the second, and a week later.
fn cadence(world: &World) -> CadenceId {
    let id = world.write("Opal", |ctx, tx| commands::create(ctx, tx, "First contact")).expect("operations may");
    for (day, subject) in [(5, "Call again"), (0, "Call"), (1, "Write")] {
        let step = Step { day, kind: "call".into(), subject: subject.into(), body: String::new() };
        world.write("Opal", |ctx, tx| commands::add_step(ctx, tx, id, step)).expect("added");
    }
    id
}

fn waiting(world: &World, name: &str) -> Vec<(String, String)> {
    let until = Day::new(2018, 2, 1).expect("a day");
    let found = world.read(name, |ctx, tx| activities::queries::waiting(ctx, tx, until, 20)).expect("tasks");
    found.into_iter().map(|a| (a.subject, a.due_on.map(|day| day.to_string()).unwrap_or_default())).collect()
}

fn view(world: &World, deal: OpportunityId) -> EnrolmentView {
    world.read("Rune", |ctx, tx| queries::on_record(ctx, tx, Noun::Opportunity, deal.0)).expect("seen").remove(0)
}

fn code<T: std::fmt::Debug>(answer: app::Result<T>) -> String {
    match answer {
        Err(Error::Refused(refusals)) => refusals[0].code.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn steps_become_tasks_on_working_days_and_go_when_it_stops() {
    World::each(|world| {
        let (deal, cadence) = (deal(world), cadence(world));
        let enrol =
            |name: &str| world.write(name, |ctx, tx| commands::enrol(ctx, tx, cadence, Noun::Opportunity, deal.0));
        assert!(matches!(enrol("Rita"), Err(Error::NotFound)));
        assert!(matches!(enrol("Fina"), Err(Error::Forbidden)));
        assert!(matches!(world.write("Rune", |ctx, tx| commands::create(ctx, tx, "Mine")), Err(Error::Forbidden)));
        let id = enrol("Mona").expect("who sees it may");
        assert_eq!(code(enrol("Rune")), "refusal-cadence-running");
        // Today is a Sunday, and the tasks are the owner's.
        let pair = |subject: &str, day: &str| (subject.to_owned(), day.to_owned());
        let due = [pair("Call", "2018-01-01"), pair("Write", "2018-01-02"), pair("Call again", "2018-01-08")];
        assert_eq!(waiting(world, "Rune"), due);
        assert_eq!((view(world, deal).steps, view(world, deal).open), (3, 3));
        let fields = Fields { owner: Some(position("Rita")), ..Fields::default() };
        world.write("Mona", |ctx, tx| change(ctx, tx, deal, None, &fields)).expect("handed over");
        assert_eq!((waiting(world, "Rune").len(), waiting(world, "Rita").len()), (0, 3));
        world.write("Rita", |ctx, tx| commands::stop(ctx, tx, id)).expect("who sees it may");
        assert!(waiting(world, "Rita").is_empty());
        assert!(matches!(world.write("Rita", |ctx, tx| commands::stop(ctx, tx, id)), Err(Error::NotFound)));
        world.write("Rita", |ctx, tx| commands::enrol(ctx, tx, cadence, Noun::Opportunity, deal.0)).expect("again");
        world.write("Opal", |ctx, tx| commands::set_active(ctx, tx, cadence, false)).expect("rests");
        let other = world.console(|ctx, tx| {
            create(ctx, tx, &Fields { name: Some("Other".into()), owner: Some(position("Rita")), ..Fields::default() })
        });
        let refused = world.write("Rita", |ctx, tx| commands::enrol(ctx, tx, cadence, Noun::Opportunity, other.0));
        assert_eq!(code(refused), "refusal-cadence-empty");
        assert_eq!(world.console(|ctx, tx| rebuild(ctx, tx, false)), []);
    });
}

#[test]
fn a_reply_or_the_end_of_the_deal_stops_it() {
    World::each(|world| {
        let (deal, cadence) = (deal(world), cadence(world));
        let enrol = || {
            let enrol =
                |ctx: &app::Ctx, tx: &mut app::Tx<'_>| commands::enrol(ctx, tx, cadence, Noun::Opportunity, deal.0);
            world.write("Rune", enrol).expect("enrolled");
        };
        enrol();
        let call = |outcome: &str| NewActivity {
            outcome: Some(outcome.into()),
            ..NewActivity::on("call", Noun::Opportunity, deal)
        };
        let log =
            |new: NewActivity| world.write("Rune", |ctx, tx| add(ctx, tx, Cause::COMMAND, vec![new])).expect("logged");
        log(call("no_answer"));
        assert_eq!(waiting(world, "Rune").len(), 3, "nobody was reached");
        log(call("connected"));
        assert_eq!((waiting(world, "Rune").len(), view(world, deal).stop_reason.as_deref()), (0, Some("reply")));
        enrol();
        assert_eq!(waiting(world, "Rune").len(), 3);
        let lost = world.console(|_, tx| Ok(pipelines::all(tx)?.remove(0).stage("lost").expect("a stage").id));
        let with = MoveStage { reason: Some("price".into()), ..MoveStage::default() };
        let moves = [Move { id: deal, stage: lost, version: None, with }];
        world.write("Rune", |ctx, tx| move_stages(ctx, tx, &moves)).expect("lost");
        assert_eq!((waiting(world, "Rune").len(), view(world, deal).is_running()), (0, false));
        assert_eq!(world.console(|ctx, tx| rebuild(ctx, tx, false)), []);
    });
}

#[test]
fn a_cadence_of_a_lead_stops_when_it_is_set_aside_or_converted() {
    use app::leads::{commands as leads, convert};
    use domain::leads::{Lead, LeadStatus, SetStatus};
    World::each(|world| {
        let cadence = cadence(world);
        let new = ["Kari", "Ola"].map(|name| Lead { name: name.into(), owner: position("Rune"), ..Lead::default() });
        let made = world.console(|ctx, tx| leads::create(ctx, tx, app::events::Cause::COMMAND, new.to_vec()));
        for lead in &made {
            world.write("Rune", |ctx, tx| commands::enrol(ctx, tx, cadence, Noun::Lead, lead.id.0)).expect("enrolled");
        }
        assert_eq!(waiting(world, "Rune").len(), 6);
        let aside = SetStatus { status: LeadStatus::Disqualified, reason: Some("no_need".into()), return_on: None };
        world.write("Rune", |ctx, tx| leads::set_status(ctx, tx, &[made[0].id], &aside)).expect("set aside");
        let how = convert::Convert::default();
        world.write("Rune", |ctx, tx| convert::convert(ctx, tx, made[1].id, &how)).expect("converted");
        assert_eq!(waiting(world, "Rune"), []);
        let stopped = |at: usize| {
            let view = world.console(|ctx, tx| queries::on_record(ctx, tx, Noun::Lead, made[at].id.0));
            view[0].stop_reason.clone().unwrap_or_default()
        };
        assert_eq!((stopped(0).as_str(), stopped(1).as_str()), ("aside", "converted"));
        assert_eq!(world.console(|ctx, tx| rebuild(ctx, tx, false)), []);
    });
}
