//! Frames of qualification: answered on a lead, kept when the frame changes, taken along to the deal.

use crate::world::World;
use app::events::Cause;
use app::frames::{commands, queries};
use app::leads::commands::create;
use app::leads::convert::{Convert, convert};
use app::{Error, records};
use domain::frames::FrameAnswer;
use domain::leads::{Answer, Lead};
use domain::policy::Noun;

fn known(element: &str, evidence: &str) -> FrameAnswer {
    FrameAnswer { element: element.into(), answer: Answer::Known, evidence: Some(evidence.into()) }
}

#[test]
fn answers_outlive_another_frame_and_follow_the_lead_into_the_deal() {
    World::each(|world| {
        let kari = Lead { name: "Kari".into(), company: Some("Nordfjord".into()), ..Lead::default() };
        let lead = world.write("Rune", |ctx, tx| create(ctx, tx, Cause::COMMAND, vec![kari])).unwrap().remove(0).id;
        let view = |who: &str| world.read(who, |ctx, tx| queries::on_record(ctx, tx, Noun::Lead, lead.0));
        assert_eq!(view("Rune").unwrap().frame, "plain");
        let chosen = world.write("Rune", |ctx, tx| commands::choose(ctx, tx, "meddicc"));
        assert!(matches!(chosen, Err(Error::Forbidden)), "{chosen:?}");
        world.write("Opal", |ctx, tx| commands::choose(ctx, tx, "meddicc")).unwrap();
        let say = |who: &str, given: FrameAnswer| {
            world.write(who, |ctx, tx| commands::answer(ctx, tx, Noun::Lead, lead.0, std::slice::from_ref(&given)))
        };
        say("Rune", known("champion", "Kari wants it")).unwrap();
        assert!(matches!(say("Rita", known("champion", "x")), Err(Error::NotFound)), "hidden from who sits beside");
        assert!(matches!(say("Fina", known("champion", "x")), Err(Error::Forbidden)), "finance only reads");
        let found = view("Rune").unwrap();
        assert_eq!(found.answers.len(), 7);
        assert!(found.answers.contains(&known("champion", "Kari wants it")));
        world.write("Opal", |ctx, tx| commands::choose(ctx, tx, "plain")).unwrap();
        assert_eq!(view("Rune").unwrap().answers, []);
        world.write("Opal", |ctx, tx| commands::choose(ctx, tx, "meddicc")).unwrap();
        assert!(view("Rune").unwrap().answers.contains(&known("champion", "Kari wants it")));
        let how = Convert { with_opportunity: true, ..Convert::default() };
        let deal = world.write("Rune", |ctx, tx| convert(ctx, tx, lead, &how)).unwrap().opportunity.unwrap();
        let on_deal = world.read("Rune", |ctx, tx| queries::on_record(ctx, tx, Noun::Opportunity, deal.0)).unwrap();
        assert!(on_deal.answers.contains(&known("champion", "Kari wants it")));
        let told = world
            .read("Rune", |ctx, tx| records::timeline(ctx, tx, Noun::Lead, lead.0, domain::Instant(ctx.now.0 + 1), 50));
        assert!(format!("{:?}", told.unwrap()).contains("known: Kari wants it"), "the history tells it");
    });
}
