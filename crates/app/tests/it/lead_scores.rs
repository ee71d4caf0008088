//! The score of leads: learned from the company's own, kept with its reasons, refused where there is nothing to learn.

use crate::world::{World, position};
use app::events::Cause;
use app::lead_scores::{commands, queries};
use app::leads::commands::{change, create};
use app::listing::{self, ListQuery, kinds};
use app::records::Patch;
use app::{Error, leads};
use domain::Day;
use domain::lead_scores::Leak;
use domain::leads::{Lead, LeadStatus};
use domain::policy::Action;
use serde_json::json;

/// Past leads over two years; those of events become deals far more often where there is something to learn.
fn past(today: Day, is_telling: bool) -> Vec<Lead> {
    (0..600_i64)
        .map(|n| {
            let source = ["event", "list", "web_form"][usize::try_from(n % 3).unwrap()];
            // One in two of events, one in twenty of the others; or one in six of all.
            let mixed = n.wrapping_mul(2_654_435_761) >> 7;
            let became = match (is_telling, source) {
                (true, "event") => mixed % 2 == 0,
                (true, _) => mixed % 20 == 0,
                (false, _) => mixed % 6 == 0,
            };
            let came = today.plus(n - 800);
            Lead {
                name: format!("Lead {n}"),
                source: Some(source.into()),
                owner: position("Rune"),
                status: if became { LeadStatus::Converted } else { LeadStatus::Working },
                created_on: Some(came),
                converted_on: became.then(|| came.plus(20)),
                ..Lead::default()
            }
        })
        .collect()
}

fn fill(world: &World, is_telling: bool) -> Vec<Lead> {
    world.console(|ctx, tx| create(ctx, tx, Cause::COMMAND, past(ctx.today, is_telling)))
}

#[test]
fn what_past_leads_teach_scores_the_next_one_and_says_why() {
    World::each(|world| {
        let all = fill(world, true);
        // A field that is filled in after the lead came is named and left out.
        let patch = |lead: &Lead| Patch::new(lead.id.0, [("industry", json!("energy"))]);
        let patches: Vec<Patch> = all.iter().step_by(2).map(patch).collect();
        world.console(|ctx, tx| change(ctx, tx, Cause::COMMAND, &patches));
        let refused = world.write("Rune", commands::learn);
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        let view = world.write("Opal", commands::learn).unwrap();
        assert_eq!((view.outcome.as_str(), view.leads), ("used", 600));
        let model = view.model.unwrap();
        assert_eq!(model.leaks.get("industry"), Some(&Leak::Later));
        let came = |source: &str| {
            let lead = Lead { name: "New".into(), source: Some(source.into()), ..Lead::default() };
            let id = world.write("Rune", |ctx, tx| create(ctx, tx, Cause::COMMAND, vec![lead])).unwrap()[0].id;
            world.read("Rune", |ctx, tx| leads::queries::page(ctx, tx, &id.to_string())).unwrap().score.unwrap()
        };
        let (good, bad) = (came("event"), came("list"));
        assert!(good.score.chance_bp > 3500 && bad.score.chance_bp < 1500, "{good:?} {bad:?}");
        assert_eq!(good.score.reasons[0].0, "source");
        let query = ListQuery {
            sort: Some("-score_bp".into()),
            filter: Some("score_bp > 3500".into()),
            ..ListQuery::default()
        };
        let found =
            world.read("Rune", |ctx, tx| listing::ids(ctx, tx, &kinds::LEADS, Action::See, &query, 1000)).unwrap();
        assert_eq!(found.len(), 201, "those of events");
        assert_eq!(world.read("Opal", queries::last).unwrap().unwrap().id, view.id);
        assert!(!commands::refresh(&world.house).unwrap(), "learned less than a day ago");
    });
}

#[test]
fn where_there_is_nothing_to_learn_nobody_has_a_score() {
    World::each(|world| {
        let view = world.write("Opal", commands::learn).unwrap();
        assert_eq!((view.outcome.as_str(), view.leads), ("few", 0));
        let all = fill(world, false);
        let view = world.write("Opal", commands::learn).unwrap();
        assert_eq!(view.outcome, "no_better");
        let page = world.read("Rune", |ctx, tx| leads::queries::page(ctx, tx, &all[0].id.to_string())).unwrap();
        assert_eq!(page.score, None);
    });
}
