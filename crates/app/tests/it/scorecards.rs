//! Scorecards: whose figures one sees, what they are, who may set a target.

use crate::world::{World, position};
use app::Error;
use app::listing::{self, ListQuery, kinds};
use app::measures::Subject;
use app::measures::behind::{Behind, Side, Whose};
use app::opportunities::commands::{self, Fields, Move};
use app::scorecards::{self, Card, Made, PeriodChoice, scorecard, set_target, team};
use domain::kernel::{Grain, Money, Span};
use domain::measures::target::Status;
use domain::opportunities::{MoveStage, Outcome};

const PERIOD: PeriodChoice = PeriodChoice::Year;

/// Rune wins 100 and loses 50, Rita wins 30, Olga wins 7.
fn deals(world: &World) {
    for (owner, worth, won) in [("Rune", 100, true), ("Rune", 50, false), ("Rita", 30, true), ("Olga", 7, true)] {
        world.console(|ctx, tx| {
            let amount = Some(Some(Money::new(worth * 100, ctx.company.currency)));
            let fields =
                Fields { name: Some("Deal".into()), owner: Some(position(owner)), amount, ..Fields::default() };
            let id = commands::create(ctx, tx, &fields)?;
            let pipelines = app::opportunities::pipelines::all(tx)?;
            let wanted = if won { Outcome::Won } else { Outcome::Lost };
            let stage = pipelines.iter().flat_map(|p| &p.stages).find(|s| s.outcome == wanted).unwrap().id;
            let with = MoveStage { on: None, reason: Some("price".into()), competitor: None };
            commands::move_stages(ctx, tx, &[Move { id, stage, version: None, with }])
        });
    }
}

fn card(world: &World, reader: &str, of: &str) -> Result<Card, Error> {
    let subject = Subject::Position(position(of));
    world.read(reader, |ctx, tx| scorecard(ctx, tx, subject, PERIOD.period(ctx)))
}

#[test]
fn figures_are_seen_from_above_only() {
    World::each(|world| {
        deals(world);
        for (reader, seen) in [
            ("Rune", vec!["Rune"]),
            ("Mona", vec!["Mona", "Rune", "Rita"]),
            ("Hanna", vec!["Hanna", "Mona", "Rune", "Rita", "Otto", "Olga"]),
            ("Fina", vec!["Hanna", "Mona", "Rune", "Rita", "Otto", "Olga"]),
        ] {
            for of in ["Hanna", "Mona", "Rune", "Rita", "Otto", "Olga"] {
                assert_eq!(card(world, reader, of).is_ok(), seen.contains(&of), "{reader} of {of}");
            }
        }
        assert!(matches!(card(world, "Rune", "Olga"), Err(Error::NotFound)));
        assert!(matches!(card(world, "Nils", "Rune"), Err(Error::Forbidden)));
    });
}

#[test]
fn a_manager_s_figure_is_that_of_everyone_below() {
    World::each(|world| {
        deals(world);
        let rate = |reader: &str, of: &str| {
            let card = card(world, reader, of).unwrap();
            card.rows.iter().find(|r| r.measure == "win_rate").unwrap().made
        };
        assert_eq!(rate("Hanna", "Hanna"), Made::Of(3, 4));
        assert_eq!(rate("Mona", "Mona"), Made::Of(2, 3));
        assert_eq!(rate("Rune", "Rune"), Made::Of(1, 2));
        let rows = world.read("Mona", |ctx, tx| team(ctx, tx, position("Mona"), PERIOD.period(ctx))).unwrap();
        assert_eq!(rows.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["Rita", "Rune"]);
        let shown = card(world, "Mona", "Mona").unwrap();
        let row = shown.rows.iter().find(|r| r.measure == "win_rate").unwrap();
        let line: Vec<Option<f64>> = row.line.clone();
        assert_eq!((line.len(), line.last().copied().flatten()), (6, Some(2.0 / 3.0)));
    });
}

#[test]
fn behind_a_figure_stand_its_records() {
    World::each(|world| {
        deals(world);
        let behind = |reader: &str, of: &str, measure: &str| {
            let whose = Whose::Subject(Subject::Position(position(of)));
            world.read(reader, |ctx, tx| {
                let span: Span = PERIOD.period(ctx).so_far;
                let asked = Behind { measure: measure.into(), span, whose, side: Side::Both, skip: 0 };
                let filter = scorecards::list_filter(ctx, &asked).expect("a filter");
                let listed = listing::count(ctx, tx, &kinds::OPPORTUNITIES, &ListQuery::filtered(filter))?;
                scorecards::behind(ctx, tx, &asked).map(|view| (view.seen.n, view.hidden, listed))
            })
        };
        for (of, measure, count) in [("Mona", "win_rate", 3), ("Hanna", "bookings_amount", 3), ("Rune", "win_rate", 2)]
        {
            assert_eq!(behind("Hanna", of, measure).unwrap(), (count, Some(0), count), "{measure} of {of}");
        }
        assert!(matches!(behind("Rune", "Olga", "win_rate"), Err(Error::NotFound)));
    });
}

#[test]
fn a_target_is_set_from_above_and_compared() {
    World::each(|world| {
        deals(world);
        let set = |who: &str, of: &str, value: Option<&str>| {
            let from = "2017-01-01".parse().unwrap();
            world.write(who, |ctx, tx| set_target(ctx, tx, "win_rate", position(of), Grain::Year, from, value))
        };
        assert!(matches!(set("Rune", "Rune", Some("40%")), Err(Error::Forbidden)));
        assert!(matches!(set("Rune", "Olga", Some("40%")), Err(Error::NotFound)));
        assert!(matches!(set("Fina", "Rune", Some("40%")), Err(Error::Forbidden)), "finance sees, and changes nothing");
        assert!(matches!(set("Mona", "Rune", Some("many")), Err(Error::Refused(_))));
        let status = || {
            let card = card(world, "Rune", "Rune").unwrap();
            card.rows.iter().find(|r| r.measure == "win_rate").unwrap().status
        };
        assert_eq!(status(), Status::NoTarget);
        for (value, expected) in [(Some("40%"), Status::Ahead), (Some("0.8"), Status::Behind), (None, Status::NoTarget)]
        {
            set("Mona", "Rune", value).unwrap();
            assert_eq!(status(), expected);
        }
    });
}
