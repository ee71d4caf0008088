//! Whom the company sells to, and what: accounts in their groups, their people, products.

use crate::careers::Staff;
use crate::chance::{Chance, whole};
use crate::company_names::{CompanyNames, KNOWN};
use crate::dates::{Dates, Size, instant};
use crate::names::{Names, plain};
use crate::places::{Country, TERRITORIES};
use domain::accounts::Account;
use domain::contacts::{BUYING_ROLES, Contact};
use domain::kernel::{Currency, Money};
use domain::products::Product;
use domain::{Day, Instant};

/// A customer and all that is planned of it.
pub struct Customer {
    pub account: Account,
    pub territory: &'static str,
    pub country: Country,
    pub tier: &'static str,
    /// The day it is recorded.
    pub from: Day,
    /// The seats that own it, before and after the reorganisation.
    pub owners: (usize, usize),
    pub contacts: Vec<Contact>,
}

impl Customer {
    /// Known from the first day on.
    fn begin(&mut self, dates: &Dates) {
        self.from = dates.start;
        self.account.created_on = self.account.created_on.map(|day| day.min(dates.start));
    }
    /// The seat that owns it.
    pub fn owner(&self, reorganised: bool) -> usize {
        if reorganised { self.owners.1 } else { self.owners.0 }
    }
}

/// Industries of customers.
pub const INDUSTRIES: [&str; 10] = [
    "Machinery",
    "Process industry",
    "Energy",
    "Food",
    "Pulp and paper",
    "Marine",
    "Pharmaceuticals",
    "Automotive",
    "Electronics",
    "Metals",
];
/// What people do there.
pub const TITLES: [&str; 10] = [
    "Head of quality",
    "Plant manager",
    "Purchasing manager",
    "Chief technology officer",
    "Laboratory manager",
    "Production manager",
    "Chief financial officer",
    "Maintenance lead",
    "Automation engineer",
    "Managing director",
];

/// Name, code, line, kind, list price in whole euros.
const PRODUCTS: [(&str, &str, &str, &str, i64); 13] = [
    ("Flow Meter F1", "F1", "Flow", "growth", 4_900),
    ("Flow Meter F3 custody", "F3", "Flow", "strategic", 14_500),
    ("Flow Laboratory", "FL", "Flow", "strategic", 165_000),
    ("Torque Sensor T2", "T2", "Torque", "growth", 2_900),
    ("Torque Test Bench", "TB", "Torque", "strategic", 78_000),
    ("Load Cell L5", "L5", "Torque", "transactional", 640),
    ("Vision Camera V4", "V4", "Vision", "growth", 7_400),
    ("Vision Inspection Station", "VS", "Vision", "strategic", 96_000),
    ("Vision Software", "VX", "Vision", "growth", 12_000),
    ("Calibration", "CAL", "Service", "maintenance", 1_900),
    ("Service Agreement", "SA", "Service", "maintenance", 9_800),
    ("Spare Parts", "SP", "Service", "transactional", 450),
    ("Instrument Rental", "RE", "Service", "transactional", 1_200),
];

/// The products, in four lines.
pub fn products(id: &mut Chance, at: Instant) -> Vec<Product> {
    let euro = Currency::new("EUR").unwrap_or_default();
    let product = |(name, code, line, kind, price): (&str, &str, &str, &str, i64)| Product {
        id: id.id(at),
        name: name.to_owned(),
        code: Some(code.to_owned()),
        line: Some(line.to_owned()),
        kind: Some(kind.to_owned()),
        list_price: Some(Money::new(price * 100, euro)),
        is_active: true,
        external_id: Some(format!("NI-{code}")),
        ..Product::default()
    };
    PRODUCTS.into_iter().map(product).collect()
}

/// Plans every customer.
pub fn plan(dates: &Dates, staff: &Staff, mut id: Chance, mut chance: Chance) -> Vec<Customer> {
    let count = if dates.size == Size::Small { 70 } else { 600 };
    let mut draw = Draw {
        dates,
        staff,
        names: CompanyNames::default(),
        people: Names::default(),
        turns: vec![0; staff.seats.len()],
    };
    let mut all: Vec<Customer> = Vec::with_capacity(count);
    let territories = if dates.size == Size::Small { &TERRITORIES[..1] } else { &TERRITORIES[..] };
    let shares: Vec<f64> = territories.iter().map(|t| t.share).collect();
    let mut known = (0..).zip(KNOWN).filter(|(_, (key, ..))| territories.iter().any(|t| t.key == *key));
    while all.len() < count {
        let known = known.next();
        let territory = match known {
            Some((_, (key, ..))) => territories.iter().find(|t| t.key == key),
            None => territories.get(chance.weighted(&shares)),
        };
        let Some(territory) = territory else { break };
        let countries: Vec<f64> = territory.countries.iter().map(|(_, share)| *share).collect();
        let drawn = territory.countries.get(chance.weighted(&countries)).map_or(Country::Norway, |(c, _)| *c);
        let (name, country, tier) = match known {
            Some((place, (_, name, country))) => {
                (name.to_owned(), country, if place < 4 { "key" } else { "enterprise" })
            }
            None => (draw.names.draw(drawn, &mut chance), drawn, tier(&mut chance)),
        };
        let Some(mut customer) = draw.customer(name, territory.key, country, tier, &mut id, &mut chance) else {
            continue;
        };
        if known.is_some() {
            customer.begin(dates);
        }
        let parent = (customer.account.id, customer.account.name.clone(), customer.from);
        all.push(customer);
        let subsidiaries = match tier {
            "key" => chance.between(2, 5),
            "enterprise" if chance.happens(0.2) => chance.between(1, 3),
            _ => 0,
        };
        for _ in 0..subsidiaries {
            let part = part(&parent.1, country, &mut chance);
            if all.iter().any(|c| c.account.name == part) {
                continue;
            }
            let tier = if tier == "key" { "key" } else { "mid" };
            if let Some(mut child) = draw.customer(part, territory.key, country, tier, &mut id, &mut chance) {
                (child.account.parent, child.from) = (Some(parent.0), child.from.max(parent.2));
                all.push(child);
            }
        }
    }
    all
}

fn tier(chance: &mut Chance) -> &'static str {
    ["key", "enterprise", "mid", "small"].get(chance.weighted(&[0.02, 0.17, 0.44, 0.37])).copied().unwrap_or("mid")
}

fn part(parent: &str, country: Country, chance: &mut Chance) -> String {
    if country == Country::China {
        return format!("{parent}{}分公司", chance.word(country.towns()));
    }
    let plain =
        parent.trim_end_matches(" AG").trim_end_matches(" AS").trim_end_matches(" GmbH").trim_end_matches(" Group");
    let what = ["Marine", "Energy", "Systems", "Components", "Logistics", "Process", "Service"];
    if chance.happens(0.5) {
        format!("{plain} {}", chance.word(&what))
    } else {
        format!("{plain} {}", chance.word(country.towns()))
    }
}

struct Draw<'a> {
    dates: &'a Dates,
    staff: &'a Staff,
    names: CompanyNames,
    people: Names,
    /// How many accounts each seat has been given.
    turns: Vec<usize>,
}

impl Draw<'_> {
    fn customer(
        &mut self,
        name: String,
        territory: &'static str,
        country: Country,
        tier: &'static str,
        id: &mut Chance,
        chance: &mut Chance,
    ) -> Option<Customer> {
        let start = self.dates.start;
        let later = self.dates.today.days_since(start) - 30;
        let from = if chance.happens(0.72) { start } else { start.plus(chance.between(1, later)) };
        let owners = (self.owner(territory, tier, false), self.owner(territory, tier, true)?);
        let owners = (owners.0.unwrap_or(owners.1), owners.1);
        let employees = match tier {
            "key" => chance.log_normal(4200.0, 0.6),
            "enterprise" => chance.log_normal(1100.0, 0.5),
            "mid" => chance.log_normal(310.0, 0.5),
            _ => chance.log_normal(60.0, 0.6),
        };
        let web = if country == Country::China { format!("kh{}", chance.between(1000, 9999)) } else { plain(&name) };
        let host = format!("{web}.example");
        let at = instant(from, 6);
        let age = if from == start { chance.between(0, 1500) } else { 0 };
        let euro = Currency::new("EUR").unwrap_or_default();
        let account = Account {
            id: id.id(at),
            owner: self.staff.position(if self.dates.is_reorganised(from) { owners.1 } else { owners.0 }),
            tier: Some(tier.to_owned()),
            industry: Some(chance.word(&INDUSTRIES).to_owned()),
            website: Some(format!("https://www.{host}")),
            phone: Some(format!("{} {} {}", country.dial(), chance.between(20, 99), chance.between(100_000, 999_999))),
            city: Some(chance.word(country.towns()).to_owned()),
            country: Some(country.code().to_owned()),
            employees: Some(whole(employees)),
            revenue: Some(Money::new(whole(employees * chance.log_normal(190.0, 0.4)) * 100_000, euro)),
            founded_year: Some(chance.between(1898, 2019)),
            created_on: Some(from.plus(-age)),
            name,
            ..Account::default()
        };
        let contacts = self.contacts(&account, country, tier, &host, id, chance);
        Some(Customer { account, territory, country, tier, from, owners, contacts })
    }

    /// The seat that sells to such customers and has the fewest; leads of teams own none.
    fn owner(&mut self, territory: &str, tier: &str, reorganised: bool) -> Option<usize> {
        let sells = |(index, seat): &(usize, &crate::blueprint::Seat)| {
            let is_lead = seat.key.ends_with("-lead") || seat.key == "key" || seat.key == "tindra-inside";
            let fits = !is_lead && seat.sells_to(territory, tier, reorganised);
            fits.then_some(*index)
        };
        let fitting = self.staff.seats.iter().enumerate().filter_map(|s| sells(&s));
        let seat = fitting.min_by_key(|seat| self.turns.get(*seat).copied().unwrap_or(0))?;
        if let Some(turns) = self.turns.get_mut(seat) {
            *turns += 1;
        }
        Some(seat)
    }

    fn contacts(
        &mut self,
        account: &Account,
        country: Country,
        tier: &str,
        host: &str,
        id: &mut Chance,
        chance: &mut Chance,
    ) -> Vec<Contact> {
        let count = match tier {
            "key" => chance.between(3, 6),
            "enterprise" => chance.between(2, 4),
            "mid" => chance.between(1, 3),
            _ => 1,
        };
        let mut all = Vec::new();
        for _ in 0..count {
            let name = self.people.draw(country, chance);
            all.push(Contact {
                id: id.id(instant(self.dates.start, 7)),
                email: Some(format!("{}@{host}", name.mailbox)),
                name: name.whole,
                first_name: Some(name.given),
                last_name: Some(name.family),
                phone: Some(format!(
                    "{} {} {}",
                    country.dial(),
                    chance.between(40, 99),
                    chance.between(100_000, 999_999)
                )),
                title: Some(chance.word(&TITLES).to_owned()),
                account: Some(account.id),
                buying_role: Some(chance.word(&BUYING_ROLES).to_owned()),
                owner: account.owner,
                created_on: account.created_on,
                ..Contact::default()
            });
        }
        all
    }
}
