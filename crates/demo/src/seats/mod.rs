//! The seats of Nordlys Instruments: some 120, of which two are vacant today.

mod serving;

use crate::blueprint::{Book, Place, Seat, Selling};
use crate::places::Country;

const ALL_BUT_KEY: &[&str] = &["enterprise", "mid", "small"];
const MIDDLE: &[&str] = &["enterprise", "mid"];
const SMALL: &[&str] = &["small"];
const KEY: &[&str] = &["key"];
const EVERYWHERE: &[&str] = &["norway", "sweden", "denmark", "north", "south", "alps", "china"];
const NORDIC: &[&str] = &["norway", "sweden", "denmark"];
const GERMAN: &[&str] = &["north", "south", "alps"];

fn place(unit: &'static str, boss: &str, title: impl Into<String>, roles: &'static [&'static str]) -> Place {
    Place { unit, boss: Some(boss.to_owned()), title: title.into(), roles }
}

fn seat(key: impl Into<String>, country: Country, after: Place, cost: i64) -> Seat {
    let (key, before) = (key.into(), Some(after.clone()));
    Seat { key, country, before, after, fixed: None, selling: None, opens: &[], cost }
}

impl Seat {
    fn held_by(self, name: &'static str) -> Seat {
        Seat { fixed: Some(name), ..self }
    }
    fn was(self, before: Place) -> Seat {
        Seat { before: Some(before), ..self }
    }
    fn opened_later(self) -> Seat {
        Seat { before: None, ..self }
    }
    fn sells(self, before: Option<Book>, after: Option<Book>, rate: f64) -> Seat {
        Seat { selling: Some(Selling { before, after, rate }), ..self }
    }
    fn opens(self, territories: &'static [&'static str]) -> Seat {
        Seat { opens: territories, ..self }
    }
}

/// A country team: its unit, its name, its country, where it sells, and who is known by name in it.
struct Team {
    unit: &'static str,
    name: &'static str,
    country: Country,
    sells: &'static [&'static str],
    region: &'static str,
    executives: usize,
    has_manager: bool,
    known: &'static [(usize, &'static str)],
}

const TEAMS: [Team; 6] = [
    Team {
        unit: "norway",
        name: "Norway",
        country: Country::Norway,
        sells: &["norway"],
        region: "nordics",
        executives: 5,
        has_manager: true,
        known: &[(1, "Emil Dahl")],
    },
    Team {
        unit: "sweden",
        name: "Sweden",
        country: Country::Sweden,
        sells: &["sweden"],
        region: "nordics",
        executives: 5,
        has_manager: true,
        known: &[(1, "Aino Korhonen")],
    },
    Team {
        unit: "denmark",
        name: "Denmark and Finland",
        country: Country::Denmark,
        sells: &["denmark"],
        region: "nordics",
        executives: 5,
        has_manager: true,
        known: &[],
    },
    Team {
        unit: "north",
        name: "Germany North",
        country: Country::Germany,
        sells: &["north"],
        region: "dach",
        executives: 5,
        has_manager: true,
        known: &[(1, "Lukas Braun")],
    },
    Team {
        unit: "south",
        name: "Germany South",
        country: Country::Germany,
        sells: &["south"],
        region: "dach",
        executives: 5,
        has_manager: true,
        known: &[],
    },
    Team {
        unit: "alps",
        name: "Austria and Switzerland",
        country: Country::Switzerland,
        sells: &["alps"],
        region: "dach",
        executives: 4,
        has_manager: false,
        known: &[],
    },
];

/// Every seat, managers before those who report to them.
pub fn seats() -> Vec<Seat> {
    let vp = Place { unit: "", boss: None, title: "VP Sales".to_owned(), roles: &["vp_sales", "head_of_sales"] };
    let mut all = vec![seat("vp", Country::Norway, vp, 190_000).held_by("Ingrid Solheim")];
    all.push(
        seat(
            "nordics",
            Country::Sweden,
            place("nordics", "vp", "Mid-market Nordics", &["sales_manager", "regional_vp"]),
            140_000,
        )
        .held_by("Sara Lindqvist"),
    );
    all.push(
        seat(
            "support",
            Country::Norway,
            place(
                "success_nordics",
                "nordics",
                "Head of customer success Nordics",
                &["customer_success_manager", "sales_manager"],
            ),
            88_000,
        )
        .was(place("support", "vp", "Head of customer support", &["technical_support", "sales_manager"])),
    );
    all.push(
        seat(
            "dach",
            Country::Germany,
            place("dach", "vp", "Mid-market DACH", &["sales_manager", "regional_vp"]),
            142_000,
        )
        .held_by("Jonas Weber"),
    );
    all.push(
        seat("inside", Country::China, place("inside", "vp", "Inside sales", &["sales_manager"]), 98_000)
            .held_by("Chen Yu 陈瑜"),
    );
    for team in &TEAMS {
        team_seats(team, &mut all);
    }
    key_accounts(&mut all);
    inside_sales(&mut all);
    serving::lead_generation(&mut all);
    serving::customer_success(&mut all);
    serving::operations(&mut all);
    all
}

fn team_seats(team: &Team, all: &mut Vec<Seat>) {
    let lead = format!("{}-lead", team.unit);
    let of = |what: &str| format!("{what}, {}", team.name);
    all.push(
        seat(lead.clone(), team.country, place(team.unit, team.region, of("Team lead"), &["sales_manager"]), 105_000)
            .sells(Some((team.sells, MIDDLE)), Some((team.sells, MIDDLE)), 1.2),
    );
    for number in 1..=team.executives {
        // The first Austrian seat is the one that is vacant today.
        let country = match (team.unit, number) {
            ("alps", 1 | 3) => Country::Austria,
            ("denmark", 4 | 5) => Country::Finland,
            _ => team.country,
        };
        let label = match country {
            Country::Austria => "AE, Austria".to_owned(),
            Country::Switzerland => "AE, Switzerland".to_owned(),
            Country::Finland => "AE, Finland".to_owned(),
            Country::Denmark => "AE, Denmark".to_owned(),
            _ => of("AE"),
        };
        let mut ae = seat(
            format!("{}-ae{number}", team.unit),
            country,
            place(team.unit, &lead, label, &["account_executive"]),
            82_000,
        )
        .was(place(team.unit, &lead, of("Sales representative"), &["sales_representative"]))
        .sells(Some((team.sells, ALL_BUT_KEY)), Some((team.sells, MIDDLE)), 4.6);
        if number == 5 {
            ae = ae.opened_later();
        }
        if let Some((_, name)) = team.known.iter().find(|(n, _)| *n == number) {
            ae = ae.held_by(name);
        }
        all.push(ae);
    }
    let engineer = seat(
        format!("{}-se", team.unit),
        team.country,
        place(team.unit, &lead, of("Sales engineer"), &["sales_engineer"]),
        86_000,
    );
    all.push(engineer);
    if team.has_manager {
        all.push(
            seat(
                format!("{}-am", team.unit),
                team.country,
                place(team.unit, &lead, of("Account manager"), &["account_manager"]),
                74_000,
            )
            .was(place("support", "support", "Customer adviser", &["account_manager"])),
        );
    }
}

const PODS: [(&str, Country, &[&str]); 4] = [
    ("havbris", Country::Norway, &["norway"]),
    ("tindra", Country::Sweden, &["sweden", "denmark"]),
    ("rheinwerk", Country::Germany, GERMAN),
    ("lanhai", Country::China, &["china"]),
];

fn key_accounts(all: &mut Vec<Seat>) {
    all.push(
        seat(
            "key",
            Country::Norway,
            place("key", "vp", "Key accounts", &["sales_manager", "executive_sponsor"]),
            150_000,
        )
        .held_by("Pål Henriksen")
        .sells(Some((EVERYWHERE, KEY)), Some((EVERYWHERE, KEY)), 1.1),
    );
    for (pod, country, territories) in PODS {
        let director = format!("{pod}-director");
        all.push(
            seat(
                director.clone(),
                country,
                place(pod, "key", "Key account director", &["key_account_director", "account_executive"]),
                120_000,
            )
            .was(place("key", "key", "Key account manager", &["direct_sales_rep"]))
            .sells(Some((territories, KEY)), Some((territories, KEY)), 2.6),
        );
        let engineer = seat(
            format!("{pod}-se"),
            country,
            place(pod, &director, "Sales engineer, key accounts", &["sales_engineer"]),
            92_000,
        )
        .was(place("key", "key", "Sales engineer, key accounts", &["sales_engineer"]));
        let success = seat(
            format!("{pod}-csm"),
            country,
            place(pod, &director, "Customer success manager", &["customer_success_manager"]),
            78_000,
        )
        .was(place("support", "support", "Customer adviser", &["technical_support"]));
        let known = pod == "havbris";
        all.push(if known { engineer.held_by("Ola Vik") } else { engineer });
        all.push(if known { success.held_by("Liv Moe") } else { success });
    }
    all.push(
        seat(
            "tindra-inside",
            Country::Sweden,
            place("tindra", "tindra-director", "Inside sales, key accounts", &["inside_sales"]),
            60_000,
        )
        .opened_later()
        .sells(None, Some((&["sweden", "denmark"], KEY)), 2.0),
    );
}

fn inside_sales(all: &mut Vec<Seat>) {
    const ROLE: &[&str] = &["inside_sales"];
    let china: Option<Book> = Some((&["china"], ALL_BUT_KEY));
    let lead = |key: &str, unit, country| {
        seat(
            format!("{key}-lead"),
            country,
            place(unit, "inside", "Team lead, inside sales", &["sales_manager", "inside_sales"]),
            72_000,
        )
    };
    all.push(
        lead("shanghai", "shanghai", Country::China)
            .was(place("shanghai", "inside", "Team lead, China", &["sales_manager"]))
            .sells(china, china, 2.0),
    );
    for number in 1..=7 {
        let rep = seat(
            format!("shanghai-{number}"),
            Country::China,
            place("shanghai", "shanghai-lead", "Inside sales, China", ROLE),
            42_000,
        )
        .was(place("shanghai", "shanghai-lead", "Sales representative, China", &["sales_representative"]))
        .sells(china, china, 4.2);
        all.push(if number > 5 { rep.opened_later() } else { rep });
    }
    let small: [(&str, &str, Country, &'static [&'static str]); 2] =
        [("oslo", "norway", Country::Norway, NORDIC), ("munich", "south", Country::Germany, GERMAN)];
    for (unit, from, country, territories) in small {
        let unit: &'static str = unit;
        let before: Option<Book> = Some((if from == "norway" { &["norway"] } else { &["south"] }, ALL_BUT_KEY));
        let boss = format!("{from}-lead");
        let was = || place(from, &boss, "Sales representative", &["sales_representative"]);
        all.push(lead(unit, unit, country).was(was()).sells(before, Some((territories, SMALL)), 3.0));
        for number in 1..=4 {
            let rep = seat(
                format!("{unit}-{number}"),
                country,
                place(unit, &format!("{unit}-lead"), "Inside sales", ROLE),
                56_000,
            )
            .sells(before, Some((territories, SMALL)), 6.4);
            all.push(if number == 1 { rep.was(was()) } else { rep.opened_later() });
        }
    }
}
