//! Deals as they will go: when each begins, through which stages, how it ends and why.
//!
//! The numbers follow published practice: some 30 % of closed deals are won, half of the time is spent before
//! the offer, key customers take twice as long as small ones, those new to the job sell little for half a year.

use crate::calendar::{season, workday};
use crate::careers::{Staff, Tenure};
use crate::chance::{Chance, whole};
use crate::company_names::project;
use crate::course::{course, hand_off, odds, ramp};
use crate::customers::Customer;
use crate::dates::{Dates, instant};
use domain::Day;
use domain::kernel::id::{ContactId, OpportunityId};
use domain::opportunities::Outcome;
use domain::products::Product;

/// What happens to a deal on a day.
#[derive(Clone, Debug)]
pub enum Act {
    /// To the open stage of that place.
    Move(usize),
    /// From the one who opened it to the one who closes it: a seat.
    HandOff(usize),
    /// The amount becomes so many percent of what it was.
    Reprice(i64),
    /// It ends.
    Close(Outcome, &'static str),
}

/// A deal.
#[derive(Clone, Debug)]
pub struct Deal {
    pub id: OpportunityId,
    pub name: String,
    pub customer: usize,
    pub product: usize,
    pub contact: Option<ContactId>,
    /// Whole euros.
    pub amount: i64,
    pub kind: &'static str,
    pub source: &'static str,
    pub competitor: Option<&'static str>,
    /// The seat that opens it.
    pub seat: usize,
    pub opened: Day,
    /// Where it begins: 0 prospecting, 1 qualifying.
    pub place: usize,
    /// When its owner thinks it will close.
    pub expected: Day,
    pub acts: Vec<(Day, Act)>,
    /// What comes next and in how many days, where that is not left to chance.
    pub next: Option<Option<(&'static str, i64)>>,
}

const COMPETITORS: [&str; 6] = ["Messtek", "Krona", "Messtek", "Sensoria", "Kjeldahl Instruments", "精测科技"];

/// Plans the deals of everyone's whole time.
pub fn plan(
    dates: &Dates,
    staff: &Staff,
    customers: &[Customer],
    products: &[Product],
    mut id: Chance,
    mut chance: Chance,
) -> Vec<Deal> {
    let mut market = Market { dates, staff, customers, products, won: vec![0; customers.len()] };
    let mut all = Vec::new();
    let mut month = dates.start.first_of_month();
    while month <= dates.today {
        for tenure in &staff.tenures {
            market.month(tenure, month, &mut id, &mut chance, &mut all);
        }
        month = month.plus_months(1);
    }
    all.sort_by_key(|deal: &Deal| deal.opened);
    all
}

struct Market<'a> {
    dates: &'a Dates,
    staff: &'a Staff,
    customers: &'a [Customer],
    products: &'a [Product],
    /// How often each customer has bought.
    won: Vec<u32>,
}

impl Market<'_> {
    fn month(&mut self, tenure: &Tenure, month: Day, id: &mut Chance, chance: &mut Chance, all: &mut Vec<Deal>) {
        let Some(seat) = self.staff.seats.get(tenure.seat) else { return };
        let rate = seat.selling.map_or(0.0, |s| s.rate);
        let middle = month.plus(14);
        if rate == 0.0
            || middle < tenure.from.plus(-14)
            || middle >= tenure.to
            || seat.book(self.dates.is_reorganised(middle)).is_none()
        {
            return;
        }
        let skill = self.staff.people.get(tenure.person).map_or(0.0, |p| p.skill);
        let pace = rate * season(month.month(), seat.country) * ramp(tenure, middle) * (0.18 * skill).exp();
        for _ in 0..chance.count(pace) {
            let day = workday(month.plus(chance.between(0, 27)));
            let is_there = tenure.from <= day && day < tenure.to && self.dates.start <= day && day <= self.dates.today;
            if is_there {
                all.extend(self.deal(tenure, day, skill, id, chance));
            }
        }
    }

    fn deal(&mut self, tenure: &Tenure, day: Day, skill: f64, id: &mut Chance, chance: &mut Chance) -> Option<Deal> {
        let reorganised = self.dates.is_reorganised(day);
        let index = self.customer(tenure.seat, day, reorganised, chance)?;
        let customer = self.customers.get(index)?;
        let before = self.won.get(index).copied().unwrap_or(0);
        let kind = match (before, chance.between(0, 9)) {
            (0, 0..=7) => "new",
            (0, _) | (_, 0..=4) => "expansion",
            (_, 5..=6) => "renewal",
            _ => "new",
        };
        let product = self.product(customer.tier, kind, chance);
        let line = self.products.get(product).and_then(|p| p.line.clone()).unwrap_or_default();
        let name =
            format!("{} · {}", project(&line, customer.country, day.year(), chance), short(&customer.account.name));
        let opener = if reorganised && kind == "new" && chance.happens(0.7) {
            self.opener(customer.territory, customer.tier, day, chance)
        } else {
            None
        };
        let source = match (opener, kind) {
            (Some(_), _) => chance.word(&["Outbound", "Outbound", "Event", "Website"]),
            (None, "new") => chance.word(&["Website", "Referral", "Event", "Partner", "Outbound", "Trade fair"]),
            _ => "Existing customer",
        };
        let competitor = chance.happens(if kind == "new" { 0.6 } else { 0.3 }).then(|| chance.word(&COMPETITORS));
        let place = usize::from(opener.is_none() && chance.happens(0.45));
        let amount = self.amount(customer.tier, kind, product, chance);
        let mut deal = Deal {
            id: id.id(instant(day, 9)),
            name,
            customer: index,
            product,
            contact: chance.one(&customer.contacts).map(|c| c.id),
            amount,
            kind,
            source,
            competitor,
            seat: opener.unwrap_or(tenure.seat),
            opened: day,
            place,
            expected: day,
            acts: Vec::new(),
            next: None,
        };
        let odds = odds(customer, &deal, skill, tenure, day, self.dates);
        let is_won = course(&mut deal, customer, odds, chance);
        if opener.is_some() {
            hand_off(&mut deal, tenure.seat, chance);
        }
        if let Some(won) = self.won.get_mut(index).filter(|_| is_won) {
            *won += 1;
        }
        Some(deal)
    }

    /// One of the seat's own customers; a lead works those of the team.
    fn customer(&self, seat: usize, day: Day, reorganised: bool, chance: &mut Chance) -> Option<usize> {
        let known = || self.customers.iter().enumerate().filter(|(_, c)| c.from <= day);
        let own: Vec<usize> = known().filter(|(_, c)| c.owner(reorganised) == seat).map(|(i, _)| i).collect();
        if !own.is_empty() {
            return chance.one(&own).copied();
        }
        let plan = self.staff.seats.get(seat)?;
        let team: Vec<usize> =
            known().filter(|(_, c)| plan.sells_to(c.territory, c.tier, reorganised)).map(|(i, _)| i).collect();
        chance.one(&team).copied()
    }

    fn product(&self, tier: &str, kind: &str, chance: &mut Chance) -> usize {
        let weight = |product: &Product| match (product.kind.as_deref(), kind, tier) {
            (Some("maintenance"), "renewal", _) => 6.0,
            (_, "renewal", _) => 0.3,
            (Some("strategic"), _, "key" | "enterprise") => 2.0,
            (Some("strategic"), _, "small") => 0.15,
            (Some("strategic"), _, _) => 0.9,
            (Some("growth"), _, _) => 2.0,
            (Some("transactional"), _, "small") => 1.6,
            (Some("transactional"), _, _) => 0.5,
            _ => 0.8,
        };
        chance.weighted(&self.products.iter().map(weight).collect::<Vec<f64>>())
    }

    /// Log-normal about a median by tier and kind of product, rounded as quotes are.
    fn amount(&self, tier: &str, kind: &str, product: usize, chance: &mut Chance) -> i64 {
        let tier = match tier {
            "key" => 98_000.0,
            "enterprise" => 46_000.0,
            "mid" => 21_000.0,
            _ => 6_500.0,
        };
        let factor = match self.products.get(product).and_then(|p| p.kind.as_deref()) {
            Some("strategic") => 1.9,
            Some("maintenance") => 0.7,
            Some("transactional") => 0.4,
            _ => 1.0,
        };
        let kind = if kind == "expansion" { 0.8 } else { 1.0 };
        let amount = chance.log_normal(tier * factor * kind, 0.62);
        let step = if amount > 100_000.0 {
            2_500
        } else if amount > 20_000.0 {
            500
        } else {
            100
        };
        (whole(amount) / step).max(1) * step
    }

    /// Someone who develops leads in the territory.
    fn opener(&self, territory: &str, tier: &str, day: Day, chance: &mut Chance) -> Option<usize> {
        if tier == "key" || tier == "small" {
            return None;
        }
        let opens = |t: &&Tenure| {
            t.from.plus(20) <= day
                && day < t.to
                && self.staff.seats.get(t.seat).is_some_and(|s| s.opens.contains(&territory))
        };
        let all: Vec<usize> = self.staff.tenures.iter().filter(opens).map(|t| t.seat).collect();
        chance.one(&all).copied()
    }
}

fn short(name: &str) -> &str {
    ["有限公司", " GmbH & Co. KG", " GmbH", " AG", " AS", " AB", " A/S", " Oy"]
        .iter()
        .fold(name, |n, end| n.trim_end_matches(end))
}
