//! Rosters on small cases and on real files.

use super::*;
use crate::organisation::model::*;
use std::collections::BTreeMap;

/// Ids in order: 1, 2, 3, …
struct Counter(u128);

impl Counter {
    fn next(&mut self) -> uuid::Uuid {
        self.0 += 1;
        uuid::Uuid::from_u128(self.0)
    }
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn row(line: u64, id: &str, manager: &str, title: &str) -> RosterRow {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    RosterRow { line, external_id: some(id), manager: some(manager), title: some(title), ..RosterRow::default() }
}

fn options(as_of: Option<&str>, complete: bool) -> RosterOptions {
    RosterOptions {
        as_of: as_of.map(day),
        complete,
        source: "roster.csv".to_owned(),
        company: "Example".to_owned(),
        ..RosterOptions::default()
    }
}

/// An organisation that rosters are applied to, one after another.
struct Books {
    rows: Rows,
    ids: Counter,
    now: i64,
}

impl Books {
    fn new() -> Books {
        Books { rows: Rows::default(), ids: Counter(0), now: 0 }
    }
    fn apply(&mut self, rows: &[RosterRow], options: &RosterOptions) -> RosterPlan {
        self.now += 1;
        let mut state = State::new(&self.rows);
        let plan = reconcile(&mut state, rows, options, Instant(self.now), &mut || self.ids.next());
        plan.changes.apply(&mut self.rows);
        plan
    }
    fn on(&self, on: &str) -> BTreeMap<String, (Option<String>, String)> {
        let state = State::new(&self.rows);
        let name = |id| state.position(id, day(on)).and_then(|p| p.external_id.clone()).expect("a manager on the day");
        let seen = state.positions_on(day(on)).into_iter();
        seen.map(|p| (p.external_id.clone().unwrap_or_default(), (p.reports_to.map(name), p.title.clone()))).collect()
    }
}

fn checks(defects: &[Defect]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    defects.iter().for_each(|defect| *counts.entry(defect.check.clone()).or_default() += 1);
    counts
}

#[test]
fn a_dirty_roster_loads_as_a_forest_and_every_defect_is_kept() {
    let rows = [
        row(2, "a", "XX", "Head"),
        row(3, "b", "a", "First"),
        row(4, "b", "nobody", "Again"),
        row(5, "c", "c", "Own boss"),
        row(6, "d", "e", "One"),
        row(7, "e", "f", "Two"),
        row(8, "f", "d", "Three"),
        row(9, "g", "f", "Hangs on it"),
        row(10, "A", "", "Another"),
        row(11, "", "a", "No key"),
    ];
    let options = RosterOptions { root_marker: Some("xx".to_owned()), ..options(None, false) };
    let mut books = Books::new();
    let plan = books.apply(&rows, &options);
    let expected = [("duplicate_id", 1), ("missing_manager", 1), ("reporting_cycle", 5), ("self_report", 1)];
    assert_eq!(checks(&plan.defects), expected.map(|(check, count)| (check.to_owned(), count)).into());
    assert_eq!(plan.replaced.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3]);
    assert_eq!(plan.rejected.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [11]);
    let lines: BTreeMap<_, _> = books.on("2020-01-01").into_iter().map(|(id, (manager, _))| (id, manager)).collect();
    let some = |id: &str| Some(id.to_owned());
    let drawn = [
        ("A", None),
        ("a", None),
        ("b", None),
        ("c", None),
        ("d", some("e")),
        ("e", some("f")),
        ("f", None),
        ("g", some("f")),
    ];
    assert_eq!(lines, drawn.map(|(id, manager)| (id.to_owned(), manager)).into());
    let again = books.apply(&rows, &options);
    assert!(again.changes.is_empty(), "{:?}", again.changes);
    assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 8));
}

#[test]
fn a_complete_roster_ends_who_is_absent_and_a_mended_line_ends_its_defect() {
    let mut books = Books::new();
    books.apply(
        &[row(2, "a", "", "Head"), row(3, "b", "a", "Lead"), row(4, "c", "b", "Rep"), row(5, "d", "x", "Rep")],
        &options(Some("2021-01-01"), true),
    );
    let second = [row(2, "a", "", "Head"), row(3, "c", "a", "Senior rep"), row(4, "d", "c", "Rep")];
    let plan = books.apply(&second, &options(Some("2022-01-01"), true));
    assert_eq!((plan.created, plan.updated, plan.unchanged, plan.ended), (0, 2, 1, 1));
    assert_eq!(books.on("2021-12-31").len(), 4);
    assert_eq!(books.on("2022-01-01").get("c"), Some(&(Some("a".to_owned()), "Senior rep".to_owned())));
    let standing = books.rows.defects.iter().filter(|row| row.dated.superseded_at.is_none());
    assert_eq!(standing.map(|row| row.dated.span.to).collect::<Vec<_>>(), [day("2022-01-01")]);
}

#[test]
fn two_may_change_places_and_a_line_that_closes_a_cycle_later_is_kept_as_a_defect() {
    let mut books = Books::new();
    let first = [row(2, "a", "", "A"), row(3, "b", "a", "B"), row(4, "c", "b", "C"), row(5, "d", "", "D")];
    books.apply(&first, &options(Some("2021-01-01"), true));
    let swapped = [row(2, "b", "", "B"), row(3, "a", "b", "A"), row(4, "c", "a", "C")];
    let plan = books.apply(&swapped, &options(Some("2022-01-01"), false));
    assert_eq!((plan.updated, plan.defects.len()), (3, 0));
    let between = [row(2, "d", "c", "D"), row(3, "b", "d", "B")];
    let plan = books.apply(&between, &options(Some("2021-06-01"), false));
    assert_eq!(checks(&plan.defects), [("reporting_cycle".to_owned(), 2)].into());
    for on in ["2021-01-01", "2021-06-01", "2022-01-01"] {
        let seen = books.on(on);
        for start in seen.keys() {
            let chain = std::iter::successors(Some(start), |id| seen.get(*id).and_then(|(up, _)| up.as_ref()));
            assert!(chain.take(9).count() < 9, "{start} on {on}");
        }
    }
    let later = [row(2, "c", "d", "C")];
    books.apply(&later, &options(Some("2023-01-01"), false));
    let closing = [row(2, "d", "c", "D")];
    let mut other = Books::new();
    other.apply(&[row(2, "c", "", "C"), row(3, "d", "", "D"), row(4, "e", "d", "E")], &options(None, true));
    other.apply(&later, &options(Some("2023-01-01"), false));
    let plan = other.apply(&closing, &options(Some("2022-01-01"), false));
    assert_eq!(checks(&plan.defects), [("reporting_cycle".to_owned(), 1)].into());
    assert_eq!(other.on("2022-01-01").get("d").map(|(up, _)| up.is_none()), Some(true));
    assert!(other.apply(&closing, &options(Some("2022-01-01"), false)).changes.is_empty());
}

#[test]
fn managers_are_found_by_name_and_by_mail_and_dates_bound_a_position() {
    let person = |line, name: &str, manager: &str| RosterRow {
        name: Some(name.to_owned()),
        email: Some(format!("{}@example.test", name.to_lowercase())),
        ..row(line, "", manager, "Seller")
    };
    let rows = [
        person(2, "Ada", ""),
        RosterRow { starts_on: Some(day("2020-05-01")), ends_on: Some(day("2020-12-31")), ..person(3, "Bo", "ada") },
        RosterRow { unit: vec!["North".into(), "Field".into()], ..person(4, "Cy", "ADA@example.test") },
    ];
    let mut books = Books::new();
    books.apply(&rows, &options(None, false));
    let state = State::new(&books.rows);
    let held = |on: &str| state.positions_on(day(on)).len();
    assert_eq!((held("2020-04-30"), held("2020-05-01"), held("2020-12-31"), held("2021-01-01")), (2, 3, 3, 2));
    let lines: Vec<_> = state.positions_on(day("2020-06-01")).iter().map(|p| p.reports_to.is_some()).collect();
    assert_eq!(lines, [false, true, true]);
    assert_eq!(books.rows.units.len(), 3);
    assert!(books.apply(&rows, &options(None, false)).changes.is_empty());
}

#[test]
fn three_columns_make_offices_managers_and_sellers() {
    let team = |line, agent: &str, manager: &str, office: &str| TeamRow {
        line,
        agent: agent.to_owned(),
        manager: manager.to_owned(),
        office: office.to_owned(),
    };
    let titles = TeamTitles { manager: "Sales manager".to_owned(), agent: "Account executive".to_owned() };
    let roster = from_teams(
        &[team(2, "Ann", "Meg", "East"), team(3, "Bob", "Meg", "East"), team(4, "Eve", "Rob", "West")],
        &titles,
    );
    let mut books = Books::new();
    let plan = books.apply(&roster, &options(None, false));
    assert_eq!((plan.created, plan.defects.len()), (5, 0));
    let state = State::new(&books.rows);
    let on = day("2017-01-01");
    let reports = state.positions_on(on).into_iter().filter(|p| p.reports_to.is_some()).count();
    assert_eq!(reports, 3);
    assert!(books.apply(&roster, &options(None, false)).changes.is_empty());
}

#[test]
fn a_large_roster_is_reconciled_without_comparing_all_with_all() {
    let rows: Vec<RosterRow> = (1..=20_000_u64)
        .map(|n| row(n, &n.to_string(), &if n == 1 { String::new() } else { (n / 8).max(1).to_string() }, "Seat"))
        .collect();
    let mut books = Books::new();
    let plan = books.apply(&rows, &options(None, true));
    assert_eq!((plan.created, plan.defects.len()), (20_000, 0));
}

/// The folder of real data, where there is one.
fn real(path: &str) -> Option<std::path::PathBuf> {
    let root = std::env::var_os("BAILIWICK_REAL_DATA").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        std::path::PathBuf::from,
    );
    let file = root.join(path);
    if !file.exists() {
        eprintln!("skipped: no ../shared/data");
    }
    file.exists().then_some(file)
}

fn records(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = csv_rows(text).into_iter();
    let head = lines.next().unwrap_or_default();
    lines.map(|cells| head.iter().cloned().zip(cells).collect()).collect()
}

fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut cells, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                cells.push(std::mem::take(&mut cell).trim_end_matches('\r').to_owned());
                rows.push(std::mem::take(&mut cells));
            }
            other => cell.push(other),
        }
    }
    rows
}

#[test]
fn four_snapshots_of_a_real_company_come_back_exactly_as_they_were() {
    let dates = ["2022-02-22", "2022-06-07", "2023-01-11", "2024-05-22"];
    let mut books = Books::new();
    let mut read = Vec::new();
    for date in dates {
        let Some(file) = real(&format!("org_sourcegraph/snapshot_{date}.csv")) else { return };
        let records = records(&std::fs::read_to_string(file).expect("a readable file"));
        let rows: Vec<RosterRow> = (2..)
            .zip(&records)
            .map(|(line, cells)| RosterRow {
                person_key: cells.get("person_group").cloned(),
                ..row(line, &cells["node_id"], &cells["reports_to_node_id"], &cells["title"])
            })
            .collect();
        let plan = books.apply(&rows, &options(Some(date), true));
        assert_eq!((plan.rejected.len(), plan.replaced.len(), plan.defects.len()), (0, 0, 0), "{date}");
        assert!(books.apply(&rows, &options(Some(date), true)).changes.is_empty(), "{date} twice");
        read.push((date, rows));
    }
    for (date, rows) in read {
        let wanted: BTreeMap<_, _> = rows
            .into_iter()
            .map(|row| (row.external_id.unwrap_or_default(), (row.manager, row.title.unwrap_or_default())))
            .collect();
        assert_eq!(books.on(date), wanted, "{date}");
    }
}

#[test]
fn a_real_roster_of_126_bodies_keeps_its_defects() {
    let Some(file) = real("org_uk_government/senior_posts_2013.csv.gz") else { return };
    let unpacked = std::process::Command::new("gzip").arg("-dc").arg(file).output().expect("gzip");
    let records = records(&String::from_utf8(unpacked.stdout).expect("UTF-8"));
    let rows: Vec<RosterRow> = (2..)
        .zip(&records)
        .map(|(line, cells)| RosterRow {
            scope: cells.get("body").cloned(),
            unit: vec![cells["body"].clone()],
            ..row(line, &cells["post_ref"], &cells["reports_to_post"], &cells["job_title"])
        })
        .collect();
    let options = RosterOptions { root_marker: Some("XX".to_owned()), ..options(None, false) };
    let mut books = Books::new();
    let plan = books.apply(&rows, &options);
    let expected = [("duplicate_id", 45), ("missing_manager", 229), ("reporting_cycle", 48), ("self_report", 12)];
    assert_eq!(checks(&plan.defects), expected.map(|(check, count)| (check.to_owned(), count)).into());
    assert_eq!((plan.created, plan.replaced.len(), plan.rejected.len()), (5_768, 45, 0));
    assert_eq!(plan.warnings.len(), 2, "posts without a title");
    assert!(books.apply(&rows, &options).changes.is_empty());
}

#[test]
fn real_teams_make_three_offices_six_managers_and_their_sellers() {
    let Some(file) = real("crm_sales_opportunities/original/sales_teams.csv") else { return };
    let records = records(&std::fs::read_to_string(file).expect("a readable file"));
    let rows: Vec<TeamRow> = (2..)
        .zip(&records)
        .map(|(line, cells)| TeamRow {
            line,
            agent: cells["sales_agent"].clone(),
            manager: cells["manager"].clone(),
            office: cells["regional_office"].clone(),
        })
        .collect();
    let titles = TeamTitles { manager: "Sales manager".to_owned(), agent: "Account executive".to_owned() };
    let mut books = Books::new();
    let plan = books.apply(&from_teams(&rows, &titles), &options(None, false));
    assert_eq!((plan.created, plan.defects.len(), plan.rejected.len()), (rows.len() + 6, 0, 0));
    assert_eq!(books.rows.units.len(), 1 + 3);
    let sellers = books.rows.positions.iter().filter(|row| row.dated.value.reports_to.is_some());
    assert_eq!(sellers.count(), 35);
}
