//! Seats of those who open leads, serve customers and keep selling running.

use super::{GERMAN, NORDIC, place, seat};
use crate::blueprint::Seat;
use crate::places::Country;

pub fn lead_generation(all: &mut Vec<Seat>) {
    all.push(
        seat("leads", Country::Norway, place("leads", "vp", "Lead generation", &["sales_manager"]), 92_000)
            .opened_later(),
    );
    let teams: [(&'static str, &'static str, Country, usize); 2] =
        [("leads_nordics", "nordics", Country::Norway, 8), ("leads_dach", "dach", Country::Germany, 7)];
    for (unit, region, country, count) in teams {
        let (name, territories) = if region == "nordics" { ("Nordics", NORDIC) } else { ("DACH", GERMAN) };
        let lead = format!("{unit}-lead");
        let title = format!("Lead development, {name}");
        let team_lead = seat(
            lead.clone(),
            country,
            place(unit, "leads", format!("Team lead, lead development {name}"), &["sdr", "sales_manager"]),
            64_000,
        )
        .was(place(region, region, "Sales assistant", &["sales_support"]))
        .opens(territories);
        all.push(if region == "nordics" { team_lead.held_by("Mia Berg") } else { team_lead });
        for number in 1..=count {
            let role: &'static [&'static str] = if number % 3 == 0 { &["bdr"] } else { &["sdr"] };
            let sdr = seat(format!("{unit}-{number}"), country, place(unit, &lead, title.clone(), role), 52_000)
                .opens(territories);
            let was = place(region, region, "Sales assistant", &["sales_support"]);
            all.push(if number <= 2 { sdr.was(was) } else { sdr.opened_later() });
        }
    }
}

pub fn customer_success(all: &mut Vec<Seat>) {
    const WORK: [(&str, &[&str]); 6] = [
        ("Customer success manager", &["customer_success_manager"]),
        ("Deployment specialist", &["deployment_specialist"]),
        ("Technical support", &["technical_support"]),
        ("Customer success manager", &["customer_success_manager"]),
        ("Deployment specialist", &["deployment_specialist"]),
        ("Account manager", &["account_manager"]),
    ];
    let was = || place("support", "support", "Customer adviser", &["technical_support"]);
    let lead =
        place("success_dach", "dach", "Head of customer success DACH", &["customer_success_manager", "sales_manager"]);
    all.push(seat("success_dach", Country::Germany, lead, 84_000).was(was()));
    let teams: [(&'static str, &str, Country, usize); 2] =
        [("success_nordics", "support", Country::Norway, 6), ("success_dach", "success_dach", Country::Germany, 5)];
    for (unit, boss, country, count) in teams {
        for (number, (title, roles)) in (1..).zip(WORK.iter().take(count)) {
            let seat = seat(format!("{unit}-{number}"), country, place(unit, boss, *title, roles), 66_000);
            all.push(if number <= 3 { seat.was(was()) } else { seat.opened_later() });
        }
    }
}

pub fn operations(all: &mut Vec<Seat>) {
    const WORK: [(&str, &str, &[&str], i64); 6] = [
        ("ops-data", "CRM data manager", &["crm_data_manager"], 68_000),
        ("ops-analyst", "Sales analyst", &["sales_analyst"], 70_000),
        ("ops-process", "Process and training", &["process_training_specialist"], 66_000),
        ("ops-enablement", "Enablement director", &["enablement_director", "enablement_programme_lead"], 92_000),
        ("ops-content", "Enablement specialist", &["enablement_specialist"], 64_000),
        ("ops-finance", "Finance manager, deal desk", &["finance_manager"], 95_000),
    ];
    all.push(
        seat(
            "ops",
            Country::Norway,
            place("operations", "vp", "Head of sales operations", &["sales_operations"]),
            112_000,
        )
        .held_by("Hanne Aas"),
    );
    for (key, title, roles, cost) in WORK {
        let seat = seat(key, Country::Norway, place("operations", "ops", title, roles), cost);
        all.push(if key == "ops-finance" { seat.held_by("Knut Fjeld") } else { seat });
    }
}
