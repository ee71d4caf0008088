//! Segments: who fits is in, sight follows coverage, leaving ends it and keeps its days.

use crate::world::{World, position};
use app::accounts::commands::{change, create};
use app::events::Cause;
use app::listing::{self, ListQuery, kinds};
use app::records::Patch;
use domain::accounts::Account;
use domain::kernel::id::CoverageId;
use domain::organisation::{Coverage, Distribution, Edit};
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
