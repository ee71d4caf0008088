//! Real organisations give the figures that `facts.json` states: Sourcegraph on four days, NHS England.
//!
//! The data is not in the repository. It is looked for at `BAILIWICK_REAL_DATA`, else in `../shared/data`
//! beside the repository; where it is absent the tests say that they were skipped.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail on unreadable data, and says when it is skipped"
)]

use domain::Day;
use domain::kernel::id::{PositionId, derived};
use domain::kernel::{Dated, Instant, Span};
use domain::organisation::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Where the real data is, if it is there.
fn real_data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BAILIWICK_REAL_DATA").map_or(beside, PathBuf::from);
    let found = folder.join("facts.json").exists();
    if !found {
        println!("skipped: no ../shared/data");
    }
    found.then_some(folder)
}

/// The value of a fact.
fn fact(folder: &Path, set: &str, id: &str) -> serde_json::Value {
    let text = std::fs::read_to_string(folder.join("facts.json")).unwrap();
    let facts: serde_json::Value = serde_json::from_str(&text).unwrap();
    let same = |fact: &&serde_json::Value| fact["id"] == format!("{set}.{id}");
    facts[set].as_array().unwrap().iter().find(same).unwrap()["value"].clone()
}

/// Records of a CSV file by column name.
fn records(text: impl Read) -> Vec<HashMap<String, String>> {
    csv::Reader::from_reader(text).deserialize().map(|record| record.unwrap()).collect()
}

fn position_id(name: &str) -> PositionId {
    derived(&[b"position", name.as_bytes()])
}

/// A row of the roster from a day on.
fn row<T>(value: T, span: Span) -> Row<T> {
    Row { row_id: derived(&[b"row"]), dated: Dated { value, span, recorded_at: Instant(0), superseded_at: None } }
}

fn position(name: &str, title: &str, manager: &str) -> Position {
    Position {
        id: position_id(name),
        external_id: Some(name.to_owned()),
        unit: derived(&[b"unit"]),
        title: title.to_owned(),
        roles: Vec::new(),
        reports_to: Some(manager).filter(|manager| !manager.is_empty()).map(position_id),
        location: None,
        languages: Vec::new(),
        cost_per_year: None,
        quota_class: None,
        capacity: None,
        is_stub: false,
    }
}

/// The shape as the facts list it.
fn shape(stats: &Stats) -> Vec<u32> {
    vec![stats.nodes, stats.roots, stats.managers, stats.max_depth, stats.largest_span]
}

const DAYS: [&str; 4] = ["2022-02-22", "2022-06-07", "2023-01-11", "2024-05-22"];

#[test]
fn sourcegraph_has_its_shape_on_each_of_four_days() {
    let Some(folder) = real_data() else { return };
    let mut rows = Rows::default();
    let mut heads = BTreeMap::new();
    for (n, date) in DAYS.iter().enumerate() {
        let from: Day = date.parse().unwrap();
        let span = Span { from, to: DAYS.get(n + 1).map_or(Day::END, |next| next.parse().unwrap()) };
        let file = std::fs::File::open(folder.join(format!("org_sourcegraph/snapshot_{date}.csv"))).unwrap();
        for record in records(file) {
            let (node, manager) = (&record["node_id"], &record["reports_to_node_id"]);
            if record["manager_role_slug"] == "vp_sales" {
                heads.insert(from, position_id(node));
            }
            let assignment = Assignment {
                person: derived(&[b"person", record["person_group"].as_bytes()]),
                position: position_id(node),
                share_bp: 10_000,
                kind: AssignmentKind::Regular,
            };
            rows.positions.push(row(position(node, &record["title"], manager), span));
            rows.assignments.push(row(assignment, span));
        }
    }
    let history = History::new(rows);
    assert_eq!(history.change_days(None).iter().map(Day::to_string).collect::<Vec<_>>(), DAYS);
    for pair in DAYS.windows(2) {
        let [before, after] = [pair[0], pair[1]].map(|date| history.on(date.parse().unwrap(), None));
        let [old, new] = [&before, &after].map(|on| on.positions().map(|p| p.id).collect::<BTreeSet<_>>());
        let found = diff(&before, &after);
        let gone: BTreeSet<_> = found.left.iter().map(|seat| seat.position).collect();
        let added: BTreeSet<_> = found.joined.iter().map(|seat| seat.position).collect();
        assert_eq!((gone, added), (&old - &new, &new - &old), "{pair:?}");
        assert!(!found.moved.is_empty());
    }
    for (date, head) in heads {
        let organisation = history.on(date, None);
        let all = stats(&organisation, None);
        let mut found = shape(&all);
        found.push(stats(&organisation, Some(head)).nodes);
        assert_eq!(serde_json::json!(found), fact(&folder, "org_sourcegraph", &format!("snapshot_{date}")), "{date}");
        assert_eq!(organisation.subtree(head).len(), *found.last().unwrap() as usize);
        assert!(all.people < all.nodes && all.vacant == 0, "double hats: {} people on {} seats", all.people, all.nodes);
    }
}

#[test]
fn nhs_england_has_its_shape() {
    let Some(folder) = real_data() else { return };
    let file = std::fs::File::open(folder.join("org_uk_government/senior_posts_2013.csv.gz")).unwrap();
    let posts = records(flate2::read::GzDecoder::new(file));
    let of_nhs = posts.iter().filter(|post| post["body"] == "300913-NHSEngland-Organogram-ver4");
    let seat = |post: &HashMap<String, String>| {
        let manager = post["reports_to_post"].as_str();
        let manager = if manager.eq_ignore_ascii_case("xx") { "" } else { manager };
        row(position(&post["post_ref"], &post["job_title"], manager), Span::ALWAYS)
    };
    let rows = Rows { positions: of_nhs.map(seat).collect(), ..Rows::default() };
    let found = stats(&History::new(rows).on("2013-09-30".parse().unwrap(), None), None);
    let found = serde_json::json!([found.nodes, found.roots, found.max_depth, found.largest_span]);
    assert_eq!(found, fact(&folder, "org_uk_government", "nhs_england"));
}

/// How many items a check found.
fn count(checks: &[Check], key: &str) -> usize {
    checks.iter().find(|check| check.check == key).unwrap().count
}

/// The posts as a roster, their references scoped by body.
fn roster(posts: &[HashMap<String, String>]) -> Vec<RosterRow> {
    let given = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty());
    let row = |(line, post): (u64, &HashMap<String, String>)| RosterRow {
        line,
        scope: given(&post["body"]),
        external_id: given(&post["post_ref"]),
        title: given(&post["job_title"]),
        unit: vec![post["body"].clone()],
        manager: given(&post["reports_to_post"]),
        ..RosterRow::default()
    };
    (2..).zip(posts).map(row).collect()
}

#[test]
fn the_defects_of_british_posts_are_kept_and_checked() {
    let Some(folder) = real_data() else { return };
    let file = std::fs::File::open(folder.join("org_uk_government/senior_posts_2013.csv.gz")).unwrap();
    let posts = records(flate2::read::GzDecoder::new(file));
    let options = RosterOptions {
        root_marker: Some("XX".into()),
        source: "senior_posts_2013.csv".into(),
        company: "Government".into(),
        ..RosterOptions::default()
    };
    let (mut rows, mut next) = (Rows::default(), 0_u128);
    let mut ids = || {
        next += 1;
        uuid::Uuid::from_u128(next)
    };
    let plan = reconcile(&mut State::new(&rows), &roster(&posts), &options, Instant(1), &mut ids);
    plan.changes.apply(&mut rows);
    let organisation = History::new(rows).on("2013-09-30".parse().unwrap(), None);
    assert!(organisation.lines().cut().is_empty(), "the write path keeps the forest whole");
    let checks = checks(&organisation, None, &CheckRules::default());
    let found = ["duplicate_id", "missing_manager", "self_report", "reporting_cycle"].map(|key| count(&checks, key));
    assert_eq!(serde_json::json!(found), fact(&folder, "org_uk_government", "defects"));
    assert_eq!(stats(&organisation, None).nodes, 5813 - 45);
    assert_eq!(organisation.units().len(), 1 + 126);
}
