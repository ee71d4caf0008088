//! Beginning from templates: seen before it is built, built with the segments it names, and taken back.

use crate::founded::company;
use app::House;
use app::ctx::Who;
use app::imports::{Import, Settings, people};
use app::organisation::templates::{Beginning, begin, look};
use app::organisation::{edits, queries};
use app::segments::{self, Covers};
use domain::organisation::templates::Segmentation;
use text::Lang;

fn beginning(templates: &[&str], geographies: &[&str], sizes: &[&str], product_lines: &[&str]) -> Beginning {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let segmentation = Segmentation {
        geographies: owned(geographies),
        sizes: owned(sizes),
        verticals: Vec::new(),
        product_lines: owned(product_lines),
    };
    Beginning { templates: owned(templates), segmentation }
}

fn positions(house: &House) -> usize {
    house.read(Who::Console, |ctx, _| Ok(ctx.organisation.positions().len())).unwrap()
}

fn segments(house: &House) -> Vec<(String, String)> {
    let all = house.read(Who::Console, |ctx, tx| segments::queries::list(ctx, tx, ctx.today)).unwrap();
    all.into_iter().map(|segment| (segment.name, segment.predicate)).collect()
}

fn code(refused: app::Error) -> String {
    let app::Error::Refused(refusals) = refused else { panic!("{refused:?}") };
    refusals[0].code.clone()
}

#[test]
fn what_would_be_is_shown_and_then_built_with_its_segments_and_taken_back() {
    db::testing::each_engine(|db| {
        let house = company(db, "Fjord", "EUR");
        let wanted = beginning(&["pod", "enablement"], &["Norway", "Sweden"], &["key"], &["Pumps", "Valves"]);
        let outlook = house.read(Who::Console, |ctx, _| look(ctx, &wanted, Lang::En)).unwrap();
        assert_eq!((outlook.chart.total, positions(&house)), (outlook.positions, 0), "looking writes nothing");
        assert_eq!(outlook.segments.len(), 2, "product lines say nothing of accounts");
        let made = house.write(Who::Console, |ctx, tx| begin(ctx, tx, &wanted)).unwrap();
        assert_eq!(positions(&house), outlook.positions);
        let norway = "(country = \"Norway\" or region = \"Norway\" or city = \"Norway\") and tier = key";
        let found = segments(&house);
        assert_eq!(found[0], ("Norway · key".to_owned(), norway.to_owned()));
        let covers = house.read(Who::Console, |ctx, tx| segments::coverage::coverages(ctx, tx, ctx.today, Covers::All));
        let names: Vec<_> = covers.unwrap().into_iter().map(|c| (c.segment_name, c.unit.map(|u| u.name))).collect();
        assert_eq!(names.len(), 4, "a pod per country and product line");
        assert!(names.contains(&(Some("Sweden · key".to_owned()), Some("Valves".to_owned()))));
        let more = beginning(&["island"], &["Norway"], &["key"], &[]);
        house.write(Who::Console, |ctx, tx| begin(ctx, tx, &more)).unwrap();
        assert_eq!(segments(&house).len(), 2, "a segment of that name is taken as it is");
        house.write(Who::Console, |ctx, tx| edits::undo(ctx, tx, made.set, None)).unwrap();
        let left = house.read(Who::Console, |ctx, tx| segments::coverage::coverages(ctx, tx, ctx.today, Covers::All));
        assert_eq!(left.unwrap().len(), 1, "only the island's");
    })
    .unwrap();
}

#[test]
fn what_cannot_be_built_is_refused_at_its_field() {
    db::testing::each_engine(|db| {
        let house = company(db, "Fjord", "EUR");
        let refused =
            |wanted: Beginning| code(house.write(Who::Console, |ctx, tx| begin(ctx, tx, &wanted)).unwrap_err());
        assert_eq!(refused(beginning(&[], &["Norway"], &[], &[])), "refusal-template-none");
        assert_eq!(refused(beginning(&["tower"], &[], &[], &[])), "refusal-template-unknown");
        assert_eq!(refused(beginning(&["island"], &[], &["enormous"], &[])), "refusal-size-unknown");
        let many: Vec<String> = (0..30).map(|n| format!("Place {n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(refused(beginning(&["island"], &many, &[], &many)), "refusal-too-many-copies");
        assert_eq!((positions(&house), segments(&house).len()), (0, 0));
    })
    .unwrap();
}

#[test]
fn the_chart_with_the_people_of_a_file_is_seen_before_they_are_loaded() {
    db::testing::each_engine(|db| {
        let house = company(db, "Fjord", "EUR");
        let csv = "id,name,title,manager\n1,Ann Berg,Head,\n2,Bo Dahl,Seller,1\n3,Cy Ek,Seller,1\n";
        let import = |name: &str, content: &str| Import {
            files: vec![(name.to_owned(), content.as_bytes().to_vec())],
            settings: Settings::default(),
            dry_run: false,
        };
        let seen = |import: &Import| house.read(Who::Console, |ctx, _| people::outlook(ctx, import, Lang::En)).unwrap();
        let chart = seen(&import("people.csv", csv)).expect("a chart");
        let names: Vec<&str> = chart.nodes.iter().map(|node| node.name.as_str()).collect();
        assert_eq!(names, ["Ann Berg", "Bo Dahl", "Cy Ek"]);
        assert_eq!(house.read(Who::Console, |ctx, _| queries::stats(ctx, None, None)).unwrap().stats.nodes, 0);
        assert!(seen(&import("accounts.csv", "Account Name,Industry,Website\nAcme,Tools,acme.example\n")).is_none());
    })
    .unwrap();
}
