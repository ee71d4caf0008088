//! Segments: who fits is in, sight follows coverage, leaving ends it and keeps its days.

use crate::world::{World, position};
use app::accounts::commands::{change, create};
use app::events::Cause;
use app::listing::{self, ListQuery, kinds};
use app::organisation::edits;
use app::records::Patch;
use app::segments::coverage::coverages;
use app::segments::{Covers, commands, queries};
use domain::Day;
use domain::accounts::Account;
use domain::kernel::id::{CoverageId, SegmentId};
use domain::organisation::{Coverage, Distribution, Edit, Limits};
use serde_json::json;

fn seen(world: &World, name: &str) -> usize {
    let all = ListQuery::default();
    world.read(name, |ctx, tx| listing::list(ctx, tx, &kinds::ACCOUNTS, &all)).expect("a list").rows.len()
}

#[test]
fn covering_a_segment_shows_its_accounts_as_long_as_they_are_in_it() {
    World::each(|world| {
        let account = |name: &str, country: &str| Account {
            name: name.into(),
            owner: position("Rune"),
            country: Some(country.into()),
            ..Account::default()
        };
        let made = world.console(|ctx, tx| {
            create(ctx, tx, Cause::COMMAND, vec![account("Nord", "Norway"), account("Sør", "Germany")])
        });
        assert_eq!(seen(world, "Olga"), 0);
        let segment = world.console(|ctx, tx| {
            let id = app::segments::commands::define(ctx, tx, "Norway", "country = Norway", ctx.today)?;
            let coverage = Coverage {
                id: ctx.id::<CoverageId>(),
                segment: Some(id),
                stages: Vec::new(),
                unit: None,
                position: Some(position("Olga")),
                distribution: Distribution::Owner,
                priority: 1,
                limits: Limits::default(),
            };
            app::organisation::commands::edit(ctx, tx, &[(Edit::AddCoverage { coverage }, ctx.today)])?;
            Ok(id)
        });
        assert_eq!(seen(world, "Olga"), 1);
        assert_eq!(seen(world, "Rita"), 0);
        let moved = Patch::new(made[1].id.0, [("country", json!("Norway"))]);
        world.console(|ctx, tx| change(ctx, tx, Cause::COMMAND, std::slice::from_ref(&moved)));
        assert_eq!(seen(world, "Olga"), 2, "a changed account joins in the same write");
        let away = Patch::new(made[0].id.0, [("country", json!("Sweden"))]);
        world.console(|ctx, tx| change(ctx, tx, Cause::COMMAND, std::slice::from_ref(&away)));
        assert_eq!(seen(world, "Olga"), 1, "and leaves in the same write");
        world.console(|ctx, tx| app::segments::commands::end(ctx, tx, segment, ctx.today));
        assert_eq!(seen(world, "Olga"), 0);
    });
}

/// Who is in the segment on the day, by name.
fn members(world: &World, segment: SegmentId, on: Day) -> Vec<String> {
    let all = world.console(|ctx, tx| queries::members(ctx, tx, segment, on, 0, 100));
    all.items.into_iter().map(|member| member.name).collect()
}

fn account(name: &str, country: &str) -> Account {
    Account { name: name.into(), owner: position("Rune"), country: Some(country.into()), ..Account::default() }
}

#[test]
fn a_condition_changed_from_a_later_day_holds_from_then_on_and_changed_accounts_follow_both() {
    World::each(|world| {
        let made = world.console(|ctx, tx| {
            let accounts = vec![account("Nord", "Norway"), account("Svea", "Sweden")];
            create(ctx, tx, Cause::COMMAND, accounts)
        });
        let (today, soon) = (world.console(|ctx, _| Ok(ctx.today)), Day::new(2018, 3, 1).expect("a day"));
        let segment = world.console(|ctx, tx| commands::define(ctx, tx, "North", "country = Norway", today));
        world.console(|ctx, tx| commands::change(ctx, tx, segment, "Nordics", "country in (Norway, Sweden)", soon));
        assert_eq!(members(world, segment, today), ["Nord"]);
        assert_eq!(members(world, segment, soon), ["Nord", "Svea"]);
        let moved = Patch::new(made[0].id.0, [("country", json!("Sweden"))]);
        world.console(|ctx, tx| change(ctx, tx, Cause::COMMAND, std::slice::from_ref(&moved)));
        assert_eq!(members(world, segment, today), Vec::<String>::new(), "out today, for Sweden comes only later");
        assert_eq!(members(world, segment, soon), ["Nord", "Svea"]);
        let view = world.console(|ctx, tx| queries::get(ctx, tx, segment, soon));
        assert_eq!((view.name.as_str(), view.members, view.from), ("Nordics", 2, soon));
        let versions = world.console(|ctx, tx| queries::versions(ctx, tx, segment));
        assert_eq!(versions.iter().map(|v| v.name.as_str()).collect::<Vec<_>>(), ["Nordics", "North"]);
    });
}

#[test]
fn looking_counts_who_would_come_and_go_and_writes_nothing() {
    World::each(|world| {
        world.console(|ctx, tx| {
            let accounts = vec![account("Nord", "Norway"), account("Svea", "Sweden"), account("Suomi", "Finland")];
            create(ctx, tx, Cause::COMMAND, accounts)
        });
        let segment = world.console(|ctx, tx| commands::define(ctx, tx, "North", "country = Norway", ctx.today));
        let look = |predicate: &str, beside| {
            let preview = world.console(|ctx, tx| queries::preview(ctx, tx, predicate, beside));
            (preview.count, preview.joins, preview.leaves)
        };
        assert_eq!(look("country in (Sweden, Finland)", Some(segment)), (2, 2, 1));
        assert_eq!(look("country in (Sweden, Norway)", None), (2, 2, 0));
        let refused = world.read("Rune", |ctx, tx| queries::preview(ctx, tx, "country = Norway", None));
        assert!(matches!(refused, Err(app::Error::Forbidden)), "only who edits the organisation looks");
        let wrong = world.write("Opal", |ctx, tx| commands::define(ctx, tx, "Mine", "owner = me", ctx.today));
        let Err(app::Error::Refused(wrong)) = wrong else { panic!("refused") };
        assert_eq!(
            (wrong[0].code.as_str(), wrong[0].field.as_deref()),
            ("refusal-segment-condition-moves", Some("predicate"))
        );
        assert_eq!(world.console(|ctx, tx| queries::list(ctx, tx, ctx.today)).len(), 1);
    });
}

#[test]
fn a_segment_tells_only_what_one_may_see_and_its_end_ends_its_coverage() {
    World::each(|world| {
        world.console(|ctx, tx| {
            let other = Account { owner: position("Olga"), ..account("Oslo", "Norway") };
            create(ctx, tx, Cause::COMMAND, vec![account("Nord", "Norway"), other])
        });
        let segment = world.console(|ctx, tx| commands::define(ctx, tx, "Norway", "country = Norway", ctx.today));
        let seen = world.read("Rune", |ctx, tx| queries::members(ctx, tx, segment, ctx.today, 0, 10)).expect("members");
        assert_eq!((seen.items.len(), seen.count, seen.hidden), (1, 2, 1));
        let fields: edits::Fields = [
            ("position", position("Rita").to_string()),
            ("segment", segment.to_string()),
            ("stages", "prospecting qualifying".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        world.console(|ctx, tx| edits::submit(ctx, tx, "add_coverage", &fields));
        let covers = |on: Day| world.console(|ctx, tx| coverages(ctx, tx, on, Covers::Position(position("Rita"))));
        let today = world.console(|ctx, _| Ok(ctx.today));
        let first = covers(today);
        assert_eq!(first[0].segment_name.as_deref(), Some("Norway"));
        assert_eq!(first[0].stages, ["prospecting", "qualifying"]);
        let other: edits::Fields = [("coverage", first[0].id.to_string()), ("stages", "closing".to_owned())]
            .map(|(name, value)| (name.to_owned(), value))
            .into();
        world.console(|ctx, tx| edits::submit(ctx, tx, "change_coverage", &other));
        let changed = covers(today);
        assert_eq!((changed[0].id, changed[0].segment), (first[0].id, Some(segment)), "what is left out stays");
        assert_eq!(changed[0].stages, ["closing"]);
        let last = today.plus(10);
        world.console(|ctx, tx| commands::end(ctx, tx, segment, last));
        assert_eq!((covers(today).len(), covers(last).len()), (1, 0));
        assert!(world.console(|ctx, tx| queries::list(ctx, tx, last)).is_empty());
        assert_eq!(members(world, segment, today).len(), 2);
        assert!(members(world, segment, last).is_empty());
    });
}
