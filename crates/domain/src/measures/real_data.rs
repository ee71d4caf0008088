//! The figures of a real export (8,800 opportunities), checked against facts counted by others.
//!
//! Found at `BAILIWICK_REAL_DATA`, or `../shared/data` beside the repository; skipped where it is absent.

use super::catalogue::find;
use super::component::AccountTier;
use super::facts::{Credit, Holder, OpportunityFacts, Outcome, Turn, contributions};
use super::figure::{Figure, Value};
use super::roll::{Histogram, Sums, kaplan_meier_median};
use crate::kernel::id::derived;
use crate::kernel::{Currency, Day, Grain, Span};
use std::collections::BTreeMap;
use std::path::PathBuf;

struct Deal {
    agent: String,
    facts: OpportunityFacts,
}

fn folder() -> Option<PathBuf> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let found = std::env::var_os("BAILIWICK_REAL_DATA").map_or_else(beside, PathBuf::from);
    let found = found.join("crm_sales_opportunities/original");
    found.is_dir().then_some(found)
}

fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).map(|line| line.trim_end().split(',').collect())
}

fn deal(row: &[&str]) -> Deal {
    let [_, agent, product, _, stage, engaged, closed, value] = row else { panic!("eight columns: {row:?}") };
    let holder = Holder { position: derived(&[agent.as_bytes()]), person: Some(derived(&[agent.as_bytes()])) };
    let amount_minor = value.parse::<i64>().unwrap_or(0) * 100;
    let outcome = match *stage {
        "Won" => Some(Outcome::Won),
        "Lost" => Some(Outcome::Lost),
        _ => None,
    };
    let mut facts = OpportunityFacts {
        created_on: engaged.parse().ok(),
        created_by: holder,
        sourced_by: holder,
        handoffs: 0,
        owners: Vec::new(),
        created_amount_minor: amount_minor,
        amounts: Vec::new(),
        turns: Vec::new(),
        credits: Vec::new(),
        product: Some(derived(&[product.as_bytes()])),
        account_tier: Some(AccountTier::Mid),
    };
    if let Some(outcome) = outcome {
        let on: Day = closed.parse().expect("closed deals have a close date");
        facts.turns.push(Turn::Closed { on, outcome, amount_minor, holder });
        if outcome == Outcome::Won {
            facts.credits.push(Credit { on, holder, amount_minor });
        }
    }
    Deal { agent: (*agent).to_owned(), facts }
}

/// Manager and office by agent.
type Teams = BTreeMap<String, (String, String)>;

fn read() -> Option<(Teams, Vec<Deal>)> {
    let Some(folder) = folder() else {
        eprintln!("skipped: no ../shared/data");
        return None;
    };
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).expect("the file is text");
    let teams = rows(&text("sales_teams.csv")).map(|r| (r[0].to_owned(), (r[1].to_owned(), r[2].to_owned()))).collect();
    let deals = rows(&text("sales_pipeline.csv")).map(|r| deal(&r)).collect();
    Some((teams, deals))
}

fn figure(id: &str, sums: &Sums) -> Figure {
    find(id).expect("in the catalogue").figure(sums, Currency::new("USD").expect("a currency"))
}
fn number(id: &str, sums: &Sums) -> f64 {
    figure(id, sums).value.map_or(f64::NAN, Value::number)
}
fn rounded(value: f64, digits: i32) -> f64 {
    (value * 10_f64.powi(digits)).round() / 10_f64.powi(digits)
}
fn dollars(sums: &Sums) -> String {
    match figure("bookings_amount", sums).value {
        Some(Value::Money(money)) => money.plain(),
        other => format!("{other:?}"),
    }
}
fn by(deals: &[Deal], group: impl Fn(&Deal) -> String) -> BTreeMap<String, Sums> {
    let mut groups: BTreeMap<String, Sums> = BTreeMap::new();
    for deal in deals {
        *groups.entry(group(deal)).or_default() += &contributions(&deal.facts).iter().collect();
    }
    groups
}

#[test]
fn the_company_comes_out() {
    let Some((_, deals)) = read() else { return };
    let all: Sums = deals.iter().flat_map(|d| contributions(&d.facts)).collect::<Vec<_>>().iter().collect();
    let rate = figure("win_rate", &all);
    assert_eq!((rate.numerator, rate.denominator), (Some(4238), Some(6711)));
    assert_eq!(rounded(number("win_rate", &all) * 100.0, 4).to_string(), "63.1501");
    assert_eq!(dollars(&all), "10005534.00");
    let days = ["", ".mean", ".lost", ".lost.mean"].map(|v| number(&format!("sales_cycle_days{v}"), &all));
    assert_eq!(days.map(|d| rounded(d, 4).to_string()), ["57", "51.782", "14", "41.4792"]);
    assert_eq!(number("opportunities_created", &all).to_string(), (8800 - 500).to_string());
    assert_eq!(number("opportunities_created.unknown", &all).to_string(), "500");
    assert_eq!(number("open_pipeline.count", &all).to_string(), (1589 + 500).to_string());
}

#[test]
fn managers_and_offices_come_out() {
    let Some((teams, deals)) = read() else { return };
    let managers = by(&deals, |d| teams[&d.agent].0.clone());
    let shown: Vec<String> = managers
        .iter()
        .map(|(name, sums)| {
            let (rate, mean) = (number("win_rate", sums) * 100.0, number("sales_cycle_days.mean", sums));
            format!("{name}: {} {} {}", rounded(rate, 3), dollars(sums), rounded(mean, 4))
        })
        .collect();
    let known = [
        "Cara Losch: 64.43 1130049.00 52.4146",
        "Celia Rouche: 63.41 1603897.00 52.3607",
        "Dustin Brinkmann: 62.985 1094363.00 54.6024",
        "Melvin Marxen: 62.2 2251930.00 50.8299",
        "Rocco Neubert: 62.084 1960545.00 49.3994",
        "Summer Sewald: 64.336 1964750.00 51.4469",
    ];
    assert_eq!(shown, known);
    let offices: Vec<String> =
        by(&deals, |d| teams[&d.agent].1.clone()).iter().map(|(o, s)| format!("{o} {}", dollars(s))).collect();
    assert_eq!(offices, ["Central 3346293.00", "East 3090594.00", "West 3568647.00"]);
}

#[test]
fn quarters_come_out() {
    let Some((_, deals)) = read() else { return };
    let year = Span { from: Day::new(2017, 1, 1).expect("a day"), to: Day::new(2018, 1, 1).expect("a day") };
    let adds: Vec<_> = deals.iter().flat_map(|d| contributions(&d.facts)).collect();
    let quarters = crate::kernel::Calendar::default().periods(Grain::Quarter, year).into_iter().map(|period| {
        let sums: Sums = adds.iter().filter(|a| period.span.contains(a.key.day)).collect();
        let count = |id| number(id, &sums).to_string();
        (count("closed_opportunities.won"), count("closed_opportunities.lost"), dollars(&sums))
    });
    let known = [
        ("531", "116", "1134672.00"),
        ("1254", "778", "3086111.00"),
        ("1257", "790", "2982255.00"),
        ("1196", "789", "2802496.00"),
    ];
    let known = known.map(|(won, lost, money)| (won.to_owned(), lost.to_owned(), money.to_owned()));
    assert_eq!(quarters.collect::<Vec<_>>(), known);
}

#[test]
fn counting_the_open_ones_the_cycle_is_half_as_long_again() {
    let Some((_, deals)) = read() else { return };
    let today = Day::new(2017, 12, 31).expect("a day");
    let (mut ended, mut open) = (Histogram::default(), Histogram::default());
    for Deal { facts, .. } in &deals {
        let Some(created) = facts.created_on else { continue };
        match facts.outcome() {
            Some((on, _)) => ended.add(on.days_since(created), 1),
            None => open.add(today.days_since(created), 1),
        }
    }
    // By exact fractions, 50.42 % outlast 68 days and 49.78 % outlast 69.
    assert_eq!((ended.median(), kaplan_meier_median(&ended, &open)), (Some(45.0), Some(69.0)));
}
