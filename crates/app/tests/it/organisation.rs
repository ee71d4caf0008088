//! The organisation edited, taken back, imported, counted, checked and drawn, on both engines.

use crate::founded::{company, files, real_data};
use app::House;
use app::ctx::Who;
use app::imports::{Import, Settings, run};
use app::organisation::chart::{ChartQuery, Show, chart};
use app::organisation::edits::{self, Fields};
use app::organisation::export::{Format, export};
use app::organisation::{find, queries, tree_on};
use domain::Day;
use domain::kernel::id::SetId;
use domain::organisation::Severity;

fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// What a form asks for, done.
fn submit(house: &House, kind: &str, pairs: &[(&str, &str)]) -> Result<SetId, app::Error> {
    house.write(Who::Console, |ctx, tx| edits::submit(ctx, tx, kind, &fields(pairs)).map(|done| done.set))
}

fn roster(house: &House, name: &str, csv: &str, settings: Settings) -> app::imports::Report {
    let import = Import { files: vec![(name.to_owned(), csv.as_bytes().to_vec())], settings, dry_run: false };
    run(house, Who::Console, &import, &mut |_| true).unwrap().1
}

const PEOPLE: &str = "id,name,title,unit,manager,email
1,Ann Berg,Head of sales,,,ann@example.test
2,Bo Dahl,Sales manager,North,1,bo@example.test
3,Cy Ek,Account executive,North,2,cy@example.test
4,Di Foss,Account executive,North,2,di@example.test
5,Ed Gran,Account executive,South,9,ed@example.test
";

fn shape(house: &House, day: &str, under: Option<&str>) -> [u32; 5] {
    let day = day.parse().ok();
    let view = house.read(Who::Console, |ctx, _| queries::stats(ctx, day, under)).unwrap();
    let s = view.stats;
    [s.nodes, s.roots, s.managers, s.max_depth, s.largest_span]
}

/// Rows of a table, and how many of them stand.
fn rows(house: &House, table: &str) -> (i64, i64) {
    let count = |condition: &str| {
        let sql = format!("select count(*) from {table} where {condition}");
        house.db().read(|tx| tx.number(&sql, &[])).unwrap()
    };
    (count("1 = 1"), count("superseded_at is null"))
}

#[test]
fn a_roster_is_counted_checked_and_listed() {
    db::testing::each_engine(|db| {
        let house = company(db, "Nordlys", "EUR");
        let report = roster(&house, "people.csv", PEOPLE, Settings::default());
        assert_eq!((report.counts.created, report.counts.rejected), (5, 0));
        assert_eq!(shape(&house, "2026-11-21", None), [5, 2, 2, 2, 2]);
        assert_eq!(shape(&house, "2026-11-21", Some("2")), [3, 1, 1, 1, 2]);
        let found = house.read(Who::Console, |ctx, tx| queries::check(ctx, tx, None)).unwrap();
        let missing = found.checks.iter().find(|c| c.check == "missing_manager").unwrap();
        let item = &missing.items[0];
        assert_eq!((missing.count, item.position.as_deref(), item.args["claim"].as_str()), (1, Some("5"), "9"));
        assert!(
            found.at_least(Severity::Error) >= 1 && found.at_least(Severity::Info) > found.at_least(Severity::Error)
        );
        let people = house.read(Who::Console, |ctx, _| queries::people(ctx, ctx.today, "north")).unwrap();
        assert_eq!(people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Bo Dahl", "Cy Ek", "Di Foss"]);
        let missing = house.read(Who::Console, |ctx, _| queries::stats(ctx, None, Some("nobody")));
        assert!(matches!(missing, Err(app::Error::NotFound)));
    })
    .unwrap();
}

#[test]
fn an_edit_writes_rows_intervals_and_the_version_and_undo_takes_it_back() {
    db::testing::each_engine(|db| {
        let house = company(db, "Nordlys", "EUR");
        roster(&house, "people.csv", PEOPLE, Settings::default());
        let version = |house: &House| house.db().read(|tx| app::organisation::version(tx).map_err(broken)).unwrap();
        let before = (version(&house), rows(&house, "positions"), trees(&house));
        let set =
            submit(&house, "move_position", &[("position", "4"), ("reports_to", "1"), ("on", "2026-12-01")]).unwrap();
        assert!(version(&house) > before.0);
        // The one row is replaced by what held before the day and what holds from it on.
        assert_eq!(rows(&house, "positions"), (before.1.0 + 2, before.1.1 + 1));
        assert_eq!(trees(&house), before.2 + 1, "the scheduled forest is written beside today's");
        assert_eq!(shape(&house, "2026-11-30", Some("2"))[0], 3);
        assert_eq!(shape(&house, "2026-12-01", Some("2"))[0], 2);
        let view = house.read(Who::Console, |ctx, _| queries::position(ctx, day("2026-12-01"), "4")).unwrap();
        assert_eq!(
            view.history.iter().map(|h| h.manager.as_deref()).collect::<Vec<_>>(),
            [Some("Ann Berg"), Some("Bo Dahl")]
        );
        let diff = house.read(Who::Console, |ctx, _| queries::diff(ctx, ctx.today, day("2026-12-01"))).unwrap();
        assert_eq!(diff.moved.iter().map(|c| c.of.holders[0].name.as_str()).collect::<Vec<_>>(), ["Di Foss"]);
        house.write(Who::Console, |ctx, tx| edits::undo(ctx, tx, set, None)).unwrap();
        assert_eq!(shape(&house, "2026-12-01", Some("2"))[0], 3);
        assert_eq!((rows(&house, "positions").1, trees(&house)), (before.1.1, before.2));
    })
    .unwrap();
}

fn broken(error: app::Error) -> db::Error {
    panic!("{error}")
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn trees(house: &House) -> i64 {
    house.db().read(|tx| tx.number("select count(*) from organisation_trees", &[])).unwrap()
}

#[test]
fn undo_is_refused_with_what_rests_on_the_edit() {
    db::testing::each_engine(|db| {
        let house = company(db, "Nordlys", "EUR");
        roster(&house, "people.csv", PEOPLE, Settings::default());
        let add = [("title", "Team lead"), ("external_id", "20"), ("reports_to", "2"), ("on", "2026-11-01")];
        let set = submit(&house, "add_position", &add).unwrap();
        submit(&house, "move_position", &[("position", "4"), ("reports_to", "20"), ("on", "2026-11-10")]).unwrap();
        let before = (rows(&house, "positions"), rows(&house, "units"));
        let refused = house.write(Who::Console, |ctx, tx| edits::undo(ctx, tx, set, None)).unwrap_err();
        let app::Error::Refused(why) = refused else { panic!("{refused}") };
        assert_eq!(why[0].code, "refusal-undo-position-rests");
        assert_eq!((rows(&house, "positions"), rows(&house, "units")), before, "a refusal writes nothing");
        let unknown = house.write(Who::Console, |ctx, tx| edits::undo(ctx, tx, ctx.id(), None));
        assert!(matches!(unknown, Err(app::Error::NotFound)));
    })
    .unwrap();
}

#[test]
fn every_edit_of_a_form_is_understood_or_its_field_is_named() {
    db::testing::each_engine(|db| {
        let house = company(db, "Nordlys", "EUR");
        roster(&house, "people.csv", PEOPLE, Settings::default());
        submit(&house, "add_unit", &[("name", "West"), ("kind", "team"), ("model", "pod")]).unwrap();
        submit(&house, "rename_unit", &[("unit", "West"), ("name", "Far west")]).unwrap();
        submit(&house, "move_unit", &[("unit", "Far west"), ("parent", "South")]).unwrap();
        submit(&house, "set_sales_model", &[("unit", "North"), ("model", "island")]).unwrap();
        submit(&house, "change_position", &[("position", "3"), ("title", "Senior account executive")]).unwrap();
        submit(&house, "vacate", &[("position", "3")]).unwrap();
        submit(&house, "assign", &[("position", "3"), ("name", "Flo Hagen"), ("email", "Flo@example.test")]).unwrap();
        submit(
            &house,
            "assign",
            &[("position", "5"), ("person", "flo@example.test"), ("share", "50"), ("kind", "acting")],
        )
        .unwrap();
        submit(&house, "end_assignment", &[("position", "5"), ("person", "Flo Hagen")]).unwrap();
        submit(&house, "add_dotted_line", &[("position", "3"), ("manager", "1"), ("label", "key accounts")]).unwrap();
        submit(&house, "end_dotted_line", &[("position", "3"), ("manager", "1")]).unwrap();
        submit(&house, "add_coverage", &[("unit", "North"), ("stages", "prospecting")]).unwrap();
        submit(&house, "end_position", &[("position", "2"), ("on", "2027-01-01")]).unwrap();
        submit(&house, "end_unit", &[("unit", "Far west"), ("on", "2027-01-01")]).unwrap();
        let view = house.read(Who::Console, |ctx, _| queries::position(ctx, ctx.today, "3")).unwrap();
        assert_eq!((view.title.as_str(), view.holders[0].name.as_str()), ("Senior account executive", "Flo Hagen"));
        assert_eq!(shape(&house, "2027-01-01", Some("1"))[0], 3, "reports of an ended position go to its manager");
        for (kind, pairs, field) in [
            ("rename_unit", vec![("unit", "North"), ("name", " ")], "name"),
            ("move_position", vec![("position", "1"), ("reports_to", "3")], "reports_to"),
            ("assign", vec![("position", "3"), ("person", "nobody")], "person"),
            ("set_sales_model", vec![("unit", "North"), ("model", "star")], "model"),
            ("end_position", vec![("position", "77")], "position"),
            ("vacate", vec![("position", "3"), ("on", "soon")], "on"),
            ("dance", vec![], "edit"),
        ] {
            let Err(app::Error::Refused(why)) = submit(&house, kind, &pairs) else { panic!("{kind} was not refused") };
            assert_eq!(why[0].field.as_deref(), Some(field), "{kind}");
        }
    })
    .unwrap();
}

#[test]
fn a_chart_shows_what_is_asked_and_folds_the_rest() {
    db::testing::each_engine(|db| {
        let house = company(db, "Nordlys", "EUR");
        roster(&house, "people.csv", PEOPLE, Settings::default());
        submit(&house, "vacate", &[("position", "2")]).unwrap();
        let drawn = |query: ChartQuery| house.read(Who::Console, |ctx, tx| chart(ctx, tx, &query)).unwrap();
        let names = |query: ChartQuery| drawn(query).nodes.into_iter().map(|n| n.name).collect::<Vec<_>>();
        assert_eq!(names(ChartQuery::default()), ["Ann Berg", "vacant", "Cy Ek", "Di Foss", "Ed Gran"]);
        let people = drawn(ChartQuery { show: Show::People, ..ChartQuery::default() });
        assert_eq!(people.nodes.iter().map(|n| n.parent).collect::<Vec<_>>(), [None, Some(0), Some(0), None]);
        assert_eq!(names(ChartQuery { show: Show::Units, ..ChartQuery::default() }), ["Nordlys", "North", "South"]);
        let folded = drawn(ChartQuery { fold: Some(0), ..ChartQuery::default() });
        assert_eq!(
            folded.nodes.iter().map(|n| (n.name.as_str(), n.folded)).collect::<Vec<_>>(),
            [("Ann Berg", 3), ("Ed Gran", 0)]
        );
        let top = folded.nodes[0].id.clone();
        let turned = drawn(ChartQuery { fold: Some(0), turned: [top].into(), ..ChartQuery::default() });
        assert_eq!((turned.nodes.len(), turned.nodes[1].folded), (3, 2));
        let sought = drawn(ChartQuery { fold: Some(0), search: Some("foss".into()), ..ChartQuery::default() });
        assert_eq!(sought.focus, sought.nodes.iter().find(|n| n.name == "Di Foss").map(|n| n.id.clone()));
        assert_eq!(names(ChartQuery { under: Some("South".into()), ..ChartQuery::default() }), ["Ed Gran"]);
        let coloured = drawn(ChartQuery { colour_by: Some("span_of_control".into()), ..ChartQuery::default() });
        let figures: Vec<_> = coloured.nodes.iter().map(|n| n.value.clone().unwrap().label).collect();
        assert_eq!(figures, ["1.0", "2.0", "–", "–", "–"]);
        let file = export(&coloured, text::Lang::En, "Nordlys", Format::Svg).unwrap();
        let svg = String::from_utf8(file).unwrap();
        assert!(svg.contains("Ann Berg") && svg.contains("Nordlys") && svg.matches("<rect").count() > 5);
    })
    .unwrap();
}

#[test]
fn intervals_of_the_database_are_those_of_the_day() {
    db::testing::each_engine(|db| {
        let house = company(db, "Nordlys", "EUR");
        roster(&house, "people.csv", PEOPLE, Settings::default());
        let stored = house
            .read(Who::Console, |ctx, tx| {
                let tree = tree_on(tx, ctx.today)?;
                let id = find::position(ctx, &ctx.organisation, "2")?;
                let sql = "select lft, rgt from organisation_intervals where tree = $1 and position_id = $2";
                let read = |row: &db::Row<'_>| Ok((row.next::<i64>()?, row.next::<i64>()?));
                let found = tx.first(sql, &[tree.into(), db::Value::id(id)], read)?;
                let built = ctx.organisation.interval(id).map(|(l, r)| (i64::from(l), i64::from(r)));
                Ok((found, built))
            })
            .unwrap();
        assert!(stored.0.is_some());
        assert_eq!(stored.0, stored.1);
    })
    .unwrap();
}

#[test]
fn four_rosters_of_sourcegraph_are_its_organisation_on_each_day() {
    let Some(folder) = real_data("org_sourcegraph") else { return };
    let expected = [
        ("2022-02-22", [253, 1, 51, 5, 16], "s-0bccd23828", 38),
        ("2022-06-07", [269, 1, 57, 4, 14], "s-0bccd23828", 52),
        ("2023-01-11", [203, 1, 39, 4, 17], "s-cdc2d7cb71", 39),
        ("2024-05-22", [175, 1, 39, 4, 16], "s-197b839087", 12),
    ];
    db::testing::each_engine(|db| {
        let house = company(db, "Sourcegraph", "USD");
        for (date, ..) in expected {
            let map =
                [("id", "node_id"), ("manager", "reports_to_node_id"), ("title", "title"), ("person", "person_group")];
            let settings = Settings {
                kind: Some(app::imports::Kind::People),
                as_of: Some(day(date)),
                complete: true,
                map: map.map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned())).into_iter().collect(),
                ..Settings::default()
            };
            let files = files(&folder, &[&format!("snapshot_{date}.csv")]);
            run(&house, Who::Console, &Import { files, settings, dry_run: false }, &mut |_| true).unwrap();
        }
        for (date, all, sales, below) in expected {
            assert_eq!(shape(&house, date, None), all, "{date}");
            assert_eq!(shape(&house, date, Some(sales))[0], below, "{date}");
        }
        let diff = house.read(Who::Console, |ctx, _| queries::diff(ctx, day("2022-02-22"), day("2022-06-07"))).unwrap();
        assert_eq!((diff.joined.len(), diff.left.len()), (52, 36));
    })
    .unwrap();
}

#[test]
fn defects_of_the_senior_posts_are_all_found() {
    let Some(folder) = real_data("org_uk_government") else { return };
    db::testing::each_engine(|db| {
        let house = company(db, "UK", "GBP");
        let map = [("unit", "body"), ("id", "post_ref"), ("manager", "reports_to_post"), ("title", "job_title")];
        let settings = Settings {
            kind: Some(app::imports::Kind::People),
            id_scope: Some("body".to_owned()),
            root_marker: Some("XX".to_owned()),
            map: map.map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned())).into_iter().collect(),
            ..Settings::default()
        };
        let files = files(&folder, &["senior_posts_2013.csv.gz"]);
        let (_, report) =
            run(&house, Who::Console, &Import { files, settings, dry_run: false }, &mut |_| true).unwrap();
        assert_eq!(report.counts.rejected, 45, "earlier duplicates are given back");
        let found = house.read(Who::Console, |ctx, tx| queries::check(ctx, tx, None)).unwrap();
        let count = |check: &str| found.checks.iter().find(|c| c.check == check).map(|c| c.count);
        let defects = ["duplicate_id", "missing_manager", "self_report", "reporting_cycle"].map(count);
        assert_eq!(defects, [Some(45), Some(229), Some(12), Some(48)]);
    })
    .unwrap();
}
