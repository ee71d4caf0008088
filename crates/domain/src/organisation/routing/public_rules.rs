//! Six rules of engagement that a real company has published (GitLab, 2022), over the accounts of a real export.
//!
//! Their stages 0 to 3 are our prospecting and qualifying, 4 to 6 presenting, negotiating and closing. Found at
//! `BAILIWICK_REAL_DATA`, or `../shared/data` beside the repository; skipped where it is absent.

use super::*;
use crate::kernel::id::{PositionId, SegmentId};
use crate::kernel::{Day, Instant};
use crate::organisation::History;
use crate::organisation::model::*;
use crate::organisation::samples::{always, holds, id, position, rows, unit};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const ADMIN: Target = Target::Queue(crate::kernel::id::QueueId(uuid::Uuid::from_u128(900)));
const EMBARGOED: [&str; 2] = ["Kenya", "Panama"];

// Segments, and the seats that cover them.
const ENTERPRISE: u8 = 1;
const FIRST_ORDER: u8 = 2;
const NAMED: u8 = 3;
const TERRITORY: u8 = 4;
const SMALL: u8 = 5;
const UNDER_EMBARGO: u8 = 6;
const COMMERCIAL: u8 = 7;

struct Account {
    employees: Option<u32>,
    place: String,
    parent: Option<String>,
}

fn folder(name: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let found = std::env::var_os("BAILIWICK_REAL_DATA").map_or_else(beside, PathBuf::from).join(name);
    if !found.exists() {
        eprintln!("skipped: no ../shared/data/{name}");
    }
    found.exists().then_some(found)
}

fn accounts() -> Option<BTreeMap<String, Account>> {
    let file = folder("crm_sales_opportunities")?.join("original/accounts.csv");
    let mut reader = csv::Reader::from_path(file).expect("the file");
    let read = |row: csv::StringRecord| {
        let account = Account {
            employees: row[4].parse().ok(),
            place: row[5].to_owned(),
            parent: Some(row[6].to_owned()).filter(|parent| !parent.is_empty()),
        };
        (row[0].to_owned(), account)
    };
    Some(reader.records().map(|row| read(row.expect("a row"))).collect())
}

/// Who bought in the 180 days before the day.
fn customers(on: Day) -> Option<BTreeSet<String>> {
    let file = folder("crm_sales_opportunities")?.join("original/sales_pipeline.csv");
    let mut reader = csv::Reader::from_path(file).expect("the file");
    let rows = reader.records().map(|row| row.expect("a row"));
    let bought = rows.filter(|row| &row[4] == "Won").filter(|row| {
        let closed: Day = row[6].parse().expect("a day");
        closed <= on && on.days_since(closed) <= 180
    });
    Some(bought.map(|row| row[3].to_owned()).collect())
}

fn today() -> Day {
    Day::new(2017, 12, 31).expect("a day")
}
fn seat(number: u8) -> Target {
    Target::Position(id::<PositionId>(number))
}
fn segments(numbers: &[u8]) -> Vec<SegmentId> {
    numbers.iter().map(|&number| id(number)).collect()
}
fn work(kind: WorkKind, stage: WorkStage) -> Work {
    Work::new(kind, stage, Instant(1_514_716_200_000))
}
fn owning() -> Work {
    work(WorkKind::Account, WorkStage::Account)
}

/// A seat per segment, numbered as the segment, all selling; another, 20, who had accounts before.
fn router() -> Router {
    let seats = [ENTERPRISE, FIRST_ORDER, NAMED, TERRITORY, SMALL, 20];
    let sells = |number| Position { roles: vec!["account_executive".into()], ..position(number, None) };
    let mut all = rows(seats.map(sells).to_vec(), seats.map(|number| holds(number, number)).to_vec());
    all.units.push(always(unit(1, Some(0))));
    let covers = |number: u8| Coverage {
        id: id(number),
        segment: Some(id(number)),
        stages: Vec::new(),
        unit: None,
        position: Some(id(number)),
        distribution: Distribution::Owner,
        priority: 0,
        limits: Limits::default(),
    };
    all.coverages = seats[..5].iter().map(|&number| always(covers(number))).collect();
    let Target::Queue(company_queue) = ADMIN else { panic!("a queue") };
    let late = vec![WorkStage::Presenting, WorkStage::Negotiating, WorkStage::Closing];
    let holdover = |kind, stages, days| Holdover { kind, stages, segment: None, days, most: None };
    let settings = Settings {
        company_queue,
        embargoes: vec![Embargo { segment: id(UNDER_EMBARGO), to: ADMIN, reason: "embargo".into() }],
        holdovers: vec![
            holdover(WorkKind::Account, Vec::new(), 90),
            holdover(WorkKind::Opportunity, late.clone(), 90),
            Holdover { segment: Some(id(COMMERCIAL)), most: Some(2), ..holdover(WorkKind::Opportunity, late, 30) },
        ],
        ..Settings::default()
    };
    Router::new(&History::new(all).on(today(), None), &settings)
}

/// The segment of a size: what is known of the customer decides within the mid-market.
fn by_size(employees: u32, is_customer: bool) -> u8 {
    match employees {
        2_000.. => ENTERPRISE,
        500.. if !is_customer => FIRST_ORDER,
        500.. => NAMED,
        100.. => TERRITORY,
        _ => SMALL,
    }
}

/// The segments of an account: of the highest in its family, where size and place are known.
fn of(name: &str, all: &BTreeMap<String, Account>, customers: &BTreeSet<String>) -> Vec<SegmentId> {
    let account = &all[name];
    if EMBARGOED.contains(&account.place.as_str()) {
        return segments(&[UNDER_EMBARGO]);
    }
    let head = account.parent.as_deref().unwrap_or(name);
    let family = all.iter().filter(|(other, account)| *other == head || account.parent.as_deref() == Some(head));
    let sizes = family.filter_map(|(other, account)| Some(by_size(account.employees?, customers.contains(other))));
    match (account.employees, account.place.as_str()) {
        (Some(_), place) if !place.is_empty() => segments(&[sizes.min().unwrap_or(SMALL)]),
        _ => Vec::new(),
    }
}

#[test]
fn every_account_has_one_owner_and_families_go_with_the_parent() {
    let (Some(all), Some(customers)) = (accounts(), customers(today())) else { return };
    let router = router();
    let mut loads = Loads::new(&router);
    let mut owners: BTreeMap<&str, Target> = BTreeMap::new();
    let heads = all.iter().filter(|(_, account)| account.parent.is_none());
    let children = || all.iter().filter(|(_, account)| account.parent.is_some());
    for (name, account) in heads.chain(children()) {
        let parent = account.parent.as_deref().and_then(|parent| owners.get(parent));
        let family = parent.and_then(|to| if let Target::Position(to) = to { Some(*to) } else { None });
        let work = Work { segments: of(name, &all, &customers), family, ..owning() };
        let answer = route(&router, &work, &mut loads);
        assert_eq!(replay(&answer.why, &router), answer);
        owners.insert(name, answer.to);
    }
    assert_eq!(owners.len(), 85);
    assert!(children().all(|(name, account)| owners[name.as_str()] == owners[account.parent.as_deref().expect("one")]));
    let count = |to: Target| owners.values().filter(|owner| **owner == to).count();
    let by_rule: Vec<usize> = [ENTERPRISE, FIRST_ORDER, NAMED, TERRITORY, SMALL].map(|n| count(seat(n))).to_vec();
    assert_eq!(by_rule.iter().sum::<usize>() + count(ADMIN), 85);
    assert_eq!(count(ADMIN), 2, "Betatech in Kenya and Rangreen in Panama");
    // Golddex has 165 people, its subsidiary Funholding 7,227: the family is one of enterprises.
    assert_eq!(owners["Golddex"], seat(ENTERPRISE));
    assert_eq!(owners["Betasoloin"], seat(TERRITORY));
    assert_eq!(owners["Condax"], seat(SMALL));
}

#[test]
fn what_is_not_known_waits_and_what_is_marked_leaves_its_family() {
    let (Some(mut all), Some(customers)) = (accounts(), customers(today())) else { return };
    let router = router();
    let one = |work: &Work| route(&router, work, &mut Loads::new(&router)).to;
    all.get_mut("Acme Corporation").expect("there").employees = None;
    let unknown = Work { segments: of("Acme Corporation", &all, &customers), ..owning() };
    assert_eq!(one(&unknown), ADMIN);
    let child = Work { segments: segments(&[SMALL]), family: Some(id(ENTERPRISE)), ..owning() };
    assert_eq!(one(&child), seat(ENTERPRISE));
    assert_eq!(one(&Work { leaves_family: true, ..child.clone() }), seat(SMALL));
    assert_eq!(one(&Work { named: Some(id(NAMED)), ..child }), seat(NAMED));
}

#[test]
fn the_mid_market_is_first_order_named_and_territory() {
    let (Some(all), Some(customers)) = (accounts(), customers(Day::new(2017, 3, 4).expect("a day"))) else { return };
    let mid = all.iter().filter_map(|(name, account)| Some((name, account.employees?)));
    let mut counts = BTreeMap::new();
    for (name, employees) in mid.filter(|(_, employees)| (100..2_000).contains(employees)) {
        *counts.entry(by_size(employees, customers.contains(name))).or_insert(0) += 1;
    }
    assert_eq!((counts[&FIRST_ORDER], counts[&NAMED]), (11, 15));
    assert_eq!(counts[&TERRITORY], 9);
    assert_eq!(by_size(600, false), FIRST_ORDER);
    assert_eq!(by_size(600, true), NAMED);
}

#[test]
fn a_segment_is_frozen_for_the_year() {
    let Some(all) = accounts() else { return };
    let small = all["Betasoloin"].employees.expect("known");
    let day = |month, day| Day::new(2017, month, day).expect("a day");
    let (begins, grew) = (day(2, 1), day(6, 1));
    let size_on = |on: Day| if on < grew { small } else { 600 };
    let freeze = Some(Freeze { idle_weeks: Some(9) });
    let router = router();
    let owner = |on: Day, begins: Day, active: Day, has_open: bool| {
        let on = membership_day(freeze, on, begins, Some(day(1, 1)), Some(active), has_open);
        let work = Work { segments: segments(&[by_size(size_on(on), false)]), ..owning() };
        route(&router, &work, &mut Loads::new(&router)).to
    };
    assert_eq!(owner(day(8, 1), begins, day(7, 20), false), seat(TERRITORY));
    assert_eq!(owner(day(8, 1), begins, day(5, 1), false), seat(FIRST_ORDER), "nine weeks idle, nothing open");
    assert_eq!(owner(day(8, 1), begins, day(5, 1), true), seat(TERRITORY));
    let next = begins.plus_months(12);
    assert_eq!(owner(next, next, next.plus(-7), false), seat(FIRST_ORDER), "the next year begins");
}

#[test]
fn old_owners_keep_what_is_well_under_way_for_a_time() {
    let router = router();
    let since = |days: i64| Some(Former { position: id(20), since: today().plus(-days) });
    let asked = |kind, stage, days, segments: &[u8]| {
        let work = Work { former: since(days), segments: self::segments(segments), ..work(kind, stage) };
        route(&router, &work, &mut Loads::new(&router)).to
    };
    let account = |days| asked(WorkKind::Account, WorkStage::Account, days, &[ENTERPRISE]);
    assert_eq!((account(89), account(90)), (seat(20), seat(ENTERPRISE)));
    for stage in [WorkStage::Prospecting, WorkStage::Qualifying] {
        assert_eq!(asked(WorkKind::Opportunity, stage, 0, &[ENTERPRISE]), seat(ENTERPRISE), "moves at once");
    }
    for stage in [WorkStage::Presenting, WorkStage::Negotiating, WorkStage::Closing] {
        let deal = |days, segments: &[u8]| asked(WorkKind::Opportunity, stage, days, segments);
        assert_eq!((deal(89, &[ENTERPRISE]), deal(90, &[ENTERPRISE])), (seat(20), seat(ENTERPRISE)));
        let commercial = [NAMED, COMMERCIAL];
        assert_eq!((deal(29, &commercial), deal(30, &commercial)), (seat(20), seat(NAMED)));
    }
    let mut loads = Loads::new(&router);
    let deal = Work {
        former: since(1),
        segments: segments(&[NAMED, COMMERCIAL]),
        ..work(WorkKind::Opportunity, WorkStage::Closing)
    };
    let kept: Vec<Target> = (0..3).map(|_| route(&router, &deal, &mut loads).to).collect();
    assert_eq!(kept, [seat(20), seat(20), seat(NAMED)], "at most two per person");
}

#[test]
fn an_embargo_stands_above_all_and_says_why() {
    let (Some(all), Some(customers)) = (accounts(), customers(today())) else { return };
    let router = router();
    let segments = of("Betatech", &all, &customers);
    let work = Work { segments, named: Some(id(NAMED)), family: Some(id(ENTERPRISE)), ..owning() };
    let answer = route(&router, &work, &mut Loads::new(&router));
    assert_eq!(answer.to, ADMIN);
    assert!(matches!(&answer.why.steps[..], [Step::Embargo { reason, .. }] if reason == "embargo"));
}

#[test]
fn leads_without_a_known_place_wait_and_none_is_lost() {
    let Some(folder) = folder("x_education_leads") else { return };
    let files = std::fs::read_dir(folder).expect("a folder").filter_map(|entry| Some(entry.ok()?.path()));
    let Some(file) = { files }.find(|path| path.extension().is_some_and(|end| end == "csv")) else {
        eprintln!("skipped: no .csv in x_education_leads");
        return;
    };
    let mut reader = csv::Reader::from_path(file).expect("the file");
    let country = reader.headers().expect("a header").iter().position(|name| name == "Country").expect("Country");
    let (router, mut waiting, mut unknown) = (router(), 0, 0);
    let mut loads = Loads::new(&router);
    for row in reader.records().map(|row| row.expect("a row")) {
        let place = row[country].trim().to_lowercase();
        let is_known = !["", "unknown", "select"].contains(&place.as_str());
        let segments = if is_known { segments(&[TERRITORY]) } else { Vec::new() };
        let lead = Work { segments, ..work(WorkKind::Lead, WorkStage::Prospecting) };
        let answer = route(&router, &lead, &mut loads);
        assert_eq!(replay(&answer.why, &router).to, answer.to);
        waiting += usize::from(answer.to == ADMIN);
        unknown += usize::from(!is_known);
    }
    assert_eq!(waiting, unknown);
}
