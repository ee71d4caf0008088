//! The page of the day: what waits of whom, and why.

use crate::world::{NOW, World, position};
use app::activities::commands::{NewActivity, add};
use app::events::Cause;
use app::opportunities::commands::{Fields, create};
use app::today::{TodayView, queries};
use app::{Error, accounts};
use domain::accounts::Account;
use domain::policy::Noun;
use domain::today::Why;
use domain::{Day, Instant};

const HOUR: i64 = 3_600_000;

fn deal(world: &World, name: &str, owner: &str, next: Option<&str>, close: Option<&str>) -> uuid::Uuid {
    let day = |text: Option<&str>| Some(text.map(|text| text.parse::<Day>().expect("a day")));
    let fields = Fields {
        name: Some(name.into()),
        owner: Some(position(owner)),
        next_step_on: day(next),
        close_on: day(close),
        ..Fields::default()
    };
    world.console(|ctx, tx| create(ctx, tx, &fields)).0
}

fn day(world: &World, name: &str) -> TodayView {
    world.read(name, queries::page).expect("a page")
}

#[test]
fn each_line_says_why_it_is_there() {
    World::each(|world| {
        // Today is the last day of 2017, a Sunday.
        deal(world, "Planned", "Rune", Some("2018-01-09"), Some("2018-02-01"));
        deal(world, "Quiet", "Rune", None, Some("2018-02-01"));
        deal(world, "Late", "Rune", Some("2017-12-28"), Some("2017-12-30"));
        deal(world, "Due", "Rune", Some("2017-12-31"), None);
        let hers = deal(world, "Hers", "Rita", None, None);
        let acme = Account {
            name: "Acme".into(),
            owner: position("Rune"),
            next_step: Some("Call".into()),
            next_step_on: Day::new(2017, 12, 30),
            ..Account::default()
        };
        let acme =
            world.console(|ctx, tx| accounts::commands::create(ctx, tx, Cause::COMMAND, vec![acme])).remove(0).id;
        let new = |kind: &str, subject: &str| NewActivity {
            subject: subject.into(),
            owner: Some(position("Rune")),
            ..NewActivity::on(kind, Noun::Account, acme)
        };
        let at = |hours: i64| Some(Instant(NOW.0 + hours * HOUR));
        let planned = vec![
            NewActivity { due_on: Day::new(2017, 12, 24), ..new("task", "Wish a merry Christmas") },
            NewActivity { due_on: Day::new(2018, 1, 2), ..new("task", "Wish a happy new year") },
            NewActivity { due_on: Day::new(2018, 1, 20), ..new("task", "Ask again") },
            NewActivity { starts_at: at(2), ..new("meeting", "Toast") },
            NewActivity { starts_at: at(-2), ..new("call", "Greetings") },
            NewActivity { outcome: Some("held".into()), starts_at: at(-3), ..new("meeting", "Lunch") },
        ];
        world.console(|ctx, tx| add(ctx, tx, Cause::COMMAND, planned).map(drop));
        let rune = day(world, "Rune");
        let named: Vec<(&str, Why)> = rune.due.iter().map(|one| (one.activity.name.as_str(), one.why)).collect();
        assert_eq!(
            named,
            [
                ("Wish a merry Christmas", Why::Late { days: 7 }),
                ("Greetings", Why::Passed { at: Instant(NOW.0 - 2 * HOUR) }),
                ("Toast", Why::Begins { at: Instant(NOW.0 + 2 * HOUR) }),
            ]
        );
        assert_eq!(
            rune.soon.iter().map(|one| one.activity.name.as_str()).collect::<Vec<_>>(),
            ["Wish a happy new year"]
        );
        let deals: Vec<(&str, &[Why])> = rune.deals.iter().map(|deal| (deal.name.as_str(), &deal.why[..])).collect();
        assert_eq!(
            deals,
            [
                ("Late", &[Why::Late { days: 3 }, Why::CloseLate { days: 1 }][..]),
                ("Due", &[Why::Due][..]),
                ("Quiet", &[Why::NoStep][..]),
            ]
        );
        let steps: Vec<(&str, Why)> = rune.steps.iter().map(|one| (one.record.label.as_str(), one.why)).collect();
        assert_eq!(steps, [("Acme", Why::Late { days: 1 })]);
        assert!(rune.team.is_none() && rune.orphans.is_none());
        let mona = day(world, "Mona");
        assert!(mona.deals.is_empty() && mona.due.is_empty(), "their own work is the team's");
        let of = |view: &TodayView| -> Vec<(String, i64, [i64; 4])> {
            let row = |m: &app::today::MemberView| {
                (m.position.label.clone(), m.open, [m.late, m.without_step, m.step_late, m.close_late])
            };
            view.team.iter().flatten().map(row).collect()
        };
        // The call of this morning is not a day late.
        assert_eq!(of(&mona), [("Rune".to_owned(), 4, [1, 1, 1, 1]), ("Rita".to_owned(), 1, [0, 1, 0, 0])]);
        assert_eq!(of(&day(world, "Hanna")), [("Mona".to_owned(), 5, [1, 2, 1, 1])]);
        assert!(of(&day(world, "Otto")).is_empty());
        assert!(day(world, "Rita").deals.iter().any(|deal| deal.id.0 == hers));
    });
}

#[test]
fn the_day_belongs_to_who_holds_a_seat_or_keeps_order() {
    World::each(|world| {
        for (name, has_day) in [("Rune", true), ("Opal", true), ("Nils", false), ("Fina", false)] {
            let page = world.read(name, queries::page);
            assert_eq!(!matches!(page, Err(Error::Forbidden)), has_day, "{name}");
        }
        deal(world, "Lost", "Rune", None, None);
        let opal = day(world, "Opal");
        assert!(opal.is_done() && opal.orphans.is_some_and(|orphans| orphans.vacant.is_empty()));
        world.console(|ctx, tx| {
            let leave = domain::organisation::Edit::Vacate { position: position("Rune") };
            app::organisation::commands::edit(ctx, tx, &[(leave, ctx.today)]).map(drop)
        });
        let orphans = day(world, "Opal").orphans.expect("for who keeps order");
        let vacant: Vec<(&str, i64)> = orphans.vacant.iter().map(|v| (v.position.label.as_str(), v.open)).collect();
        assert_eq!(vacant, [("Rune's seat", 1)]);
    });
}
