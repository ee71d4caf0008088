//! How a deal's customer buys: the group, their jobs, objections and answers; seen and changed with the deal.

use crate::world::{NOW, World, position};
use app::buying::commands::{self, JobStands, Part, Said};
use app::buying::{Answer, BuyingView, queries};
use app::events::Cause;
use app::opportunities::commands::{Fields, change, create};
use app::opportunities::queries::page;
use app::records::{self, What};
use app::{Error, contacts};
use domain::Instant;
use domain::buying::Standing;
use domain::contacts::Contact;
use domain::kernel::id::{ContactId, OpportunityId};
use domain::policy::Noun;

fn contact(world: &World, name: &str, owner: &str) -> ContactId {
    let contact = Contact { name: name.into(), owner: position(owner), ..Contact::default() };
    world.console(|ctx, tx| contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact])).remove(0).id
}

fn deal(world: &World, with: ContactId) -> OpportunityId {
    let fields = Fields {
        name: Some("Pump".into()),
        owner: Some(position("Rune")),
        contact: Some(Some(with)),
        ..Fields::default()
    };
    world.console(|ctx, tx| create(ctx, tx, &fields))
}

fn view(world: &World, name: &str, deal: OpportunityId) -> app::Result<BuyingView> {
    world.read(name, |ctx, tx| Ok(page(ctx, tx, &deal.to_string())?.buying))
}

fn code<T: std::fmt::Debug>(answer: app::Result<T>) -> String {
    match answer {
        Err(Error::Refused(refusals)) => refusals[0].code.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_group_names_parts_and_hides_who_may_not_be_seen() {
    World::each(|world| {
        let (ann, olaf) = (contact(world, "Ann", "Rune"), contact(world, "Olaf", "Olga"));
        let deal = deal(world, ann);
        let play = |name: &str, contact, role: Option<&str>| {
            let part = Part { contact, role: role.map(str::to_owned) };
            world.write(name, |ctx, tx| commands::play(ctx, tx, deal, &part))
        };
        assert_eq!(code(play("Rune", olaf, Some("champion"))), "refusal-record-unknown");
        assert_eq!(code(play("Rune", ann, Some("king"))), "refusal-buying-role-unknown");
        assert!(matches!(play("Olga", olaf, Some("champion")), Err(Error::NotFound)));
        assert!(matches!(play("Fina", olaf, Some("champion")), Err(Error::Forbidden)));
        play("Hanna", olaf, Some("economic_buyer")).expect("the head sees both");
        let group = |name: &str| {
            let group = view(world, name, deal).expect("seen").group;
            let row = |b: app::buying::BuyerView| (b.contact.map(|c| c.label), b.role, b.is_primary);
            group.into_iter().map(row).collect::<Vec<_>>()
        };
        let (ann_row, buyer) = ((Some("Ann".to_owned()), None, true), Some("economic_buyer".to_owned()));
        assert_eq!(group("Rune"), [(None, buyer.clone(), false), ann_row.clone()]);
        assert_eq!(group("Hanna"), [(Some("Olaf".to_owned()), buyer, false), ann_row]);
        play("Rune", ann, Some("champion")).expect("their own");
        play("Hanna", olaf, None).expect("taken out");
        assert_eq!(group("Rune"), [(Some("Ann".to_owned()), Some("champion".to_owned()), true)]);
        // What is said of the group is no version of the deal: two who change it do not stand in each other's way.
        let fields = Fields { source: Some(Some("Fair".into())), ..Fields::default() };
        world.write("Rune", |ctx, tx| change(ctx, tx, deal, Some(1), &fields)).expect("version 1 still stands");
        let told =
            world.read("Rune", |ctx, tx| records::timeline(ctx, tx, Noun::Opportunity, deal.0, Instant(NOW.0 + 1), 20));
        let kinds = told.expect("a timeline").into_iter().filter_map(|entry| match entry.what {
            What::Event { kind, .. } => Some(kind),
            What::Activity(_) | What::Mail(_) => None,
        });
        assert_eq!(kinds.filter(|kind| kind == "buying_role").count(), 3);
    });
}

#[test]
fn jobs_of_the_customer_stand_beside_our_stages() {
    World::each(|world| {
        let deal = deal(world, contact(world, "Ann", "Rune"));
        let stand = |job: &str, standing, days: i64| {
            world.write("Rune", |ctx, tx| {
                let to = JobStands { job: job.into(), standing, on: Some(ctx.today.plus(days)) };
                commands::stand(ctx, tx, deal, &to)
            })
        };
        stand("problem_identification", Standing::Begun, -9).expect("begun");
        stand("problem_identification", Standing::Done, -2).expect("done");
        assert_eq!(code(stand("solution_exploration", Standing::Done, 1)), "refusal-day-to-come");
        assert_eq!(code(stand("haggling", Standing::Done, 0)), "refusal-choice-unknown");
        let jobs = view(world, "Mona", deal).expect("seen").jobs;
        assert_eq!(jobs.len(), 4);
        assert_eq!((jobs[0].standing(), jobs[1].standing()), (Standing::Done, Standing::Open));
        let (begun, done) = (jobs[0].begun_on.expect("begun"), jobs[0].done_on.expect("done"));
        assert_eq!(done.days_since(begun), 7);
    });
}

#[test]
fn objections_are_answered_in_own_words_or_from_the_library() {
    World::each(|world| {
        let deal = deal(world, contact(world, "Ann", "Rune"));
        let answer = Answer {
            id: Default::default(),
            topic: "price".into(),
            title: "Too dear".into(),
            answer: "Count the years".into(),
            case_study: Some("Lastra".into()),
        };
        assert!(matches!(world.write("Rune", |ctx, tx| commands::keep(ctx, tx, &answer)), Err(Error::Forbidden)));
        let kept =
            world.write("Opal", |ctx, tx| commands::keep(ctx, tx, &answer)).expect("operations keep the process");
        let object = |name: &str, said: Said| world.write(name, |ctx, tx| commands::object(ctx, tx, deal, &said));
        assert_eq!(code(object("Rune", Said { said: Some(" ".into()), ..Said::default() })), "refusal-subject-empty");
        let said = Said { topic: Some("price".into()), said: Some("It costs too much".into()), ..Said::default() };
        let id = object("Rune", said).expect("noted");
        let early = Said { id: Some(id), outcome: Some("accepted".into()), ..Said::default() };
        assert_eq!(code(object("Rune", early)), "refusal-answer-missing");
        let taken = Said { id: Some(id), taken: Some(kept), outcome: Some("accepted".into()), ..Said::default() };
        assert!(matches!(object("Rita", taken.clone()), Err(Error::NotFound)));
        object("Rune", taken).expect("answered");
        let one = view(world, "Mona", deal).expect("seen").objections.remove(0).objection;
        assert_eq!((one.answer.as_deref(), one.case_study.as_deref()), (Some("Count the years"), Some("Lastra")));
        assert!(one.answered_on.is_some() && one.outcome.as_deref() == Some("accepted"));
        world.write("Opal", |ctx, tx| commands::forget(ctx, tx, kept)).expect("forgotten");
        assert!(world.read("Rune", queries::answers).expect("answers").is_empty());
        assert!(view(world, "Rune", deal).expect("seen").objections[0].objection.answer.is_some(), "the deal keeps it");
    });
}
