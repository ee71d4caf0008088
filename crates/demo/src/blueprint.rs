//! The organisation as planned: units and seats, before and after the reorganisation.
//!
//! Before it, each region sold by generalists, from the first call to the delivery. After it, mid-market is an
//! assembly line (lead generation, account executives, customer success), key accounts are served by pods, and
//! small customers by inside sales.

use crate::places::Country;
use domain::organisation::SalesModel;

/// A unit: what it is called before and after; none where it does not exist then.
pub struct UnitPlan {
    pub key: &'static str,
    /// The unit around it; none for those directly under the company.
    pub parent: Option<&'static str>,
    pub kind: &'static str,
    pub before: Option<(&'static str, Option<SalesModel>)>,
    pub after: Option<(&'static str, Option<SalesModel>)>,
}

const fn unit(
    key: &'static str,
    parent: Option<&'static str>,
    kind: &'static str,
    before: Option<(&'static str, Option<SalesModel>)>,
    after: Option<(&'static str, Option<SalesModel>)>,
) -> UnitPlan {
    UnitPlan { key, parent, kind, before, after }
}

/// A unit that stays as it is.
const fn kept(key: &'static str, parent: Option<&'static str>, kind: &'static str, name: &'static str) -> UnitPlan {
    unit(key, parent, kind, Some((name, None)), Some((name, None)))
}

const fn new(key: &'static str, parent: &'static str, kind: &'static str, name: &'static str) -> UnitPlan {
    unit(key, Some(parent), kind, None, Some((name, None)))
}

const ISLAND: Option<SalesModel> = Some(SalesModel::Island);
const LINE: Option<SalesModel> = Some(SalesModel::AssemblyLine);
const POD: Option<SalesModel> = Some(SalesModel::Pod);

/// Every unit, the outer before the inner.
#[rustfmt::skip]
pub const UNITS: [UnitPlan; 24] = [
    unit("key", None, "department", Some(("Key accounts", ISLAND)), Some(("Key accounts", POD))),
    new("havbris", "key", "pod", "Pod Havbris"),
    new("tindra", "key", "pod", "Pod Tindra"),
    new("rheinwerk", "key", "pod", "Pod Rheinwerk"),
    new("lanhai", "key", "pod", "Pod Lanhai 蓝海"),
    unit("nordics", None, "region", Some(("Nordics", ISLAND)), Some(("Mid-market Nordics", LINE))),
    kept("norway", Some("nordics"), "team", "Norway"),
    kept("sweden", Some("nordics"), "team", "Sweden"),
    kept("denmark", Some("nordics"), "team", "Denmark and Finland"),
    new("success_nordics", "nordics", "team", "Customer success Nordics"),
    unit("dach", None, "region", Some(("DACH", ISLAND)), Some(("Mid-market DACH", LINE))),
    kept("north", Some("dach"), "team", "Germany North"),
    kept("south", Some("dach"), "team", "Germany South"),
    kept("alps", Some("dach"), "team", "Austria and Switzerland"),
    new("success_dach", "dach", "team", "Customer success DACH"),
    unit("inside", None, "department", Some(("China", ISLAND)), Some(("Inside sales", ISLAND))),
    unit("shanghai", Some("inside"), "team", Some(("Shanghai", None)), Some(("Inside sales Shanghai", None))),
    new("oslo", "inside", "team", "Inside sales Oslo"),
    new("munich", "inside", "team", "Inside sales Munich"),
    unit("leads", None, "department", None, Some(("Lead generation", LINE))),
    new("leads_nordics", "leads", "team", "Lead generation Nordics"),
    new("leads_dach", "leads", "team", "Lead generation DACH"),
    unit("support", None, "department", Some(("Customer support", None)), None),
    kept("operations", None, "department", "Sales operations"),
];

/// Where a seat stands: unit, manager, label, roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub unit: &'static str,
    pub boss: Option<String>,
    pub title: String,
    pub roles: &'static [&'static str],
}

/// Customers a seat sells to: territories and tiers.
pub type Book = (&'static [&'static str], &'static [&'static str]);

/// What a seat sells.
#[derive(Clone, Copy, Debug)]
pub struct Selling {
    pub before: Option<Book>,
    pub after: Option<Book>,
    /// New deals in an average month of one who knows the job.
    pub rate: f64,
}

/// A seat.
#[derive(Clone, Debug)]
pub struct Seat {
    pub key: String,
    pub country: Country,
    /// None where the reorganisation opened it.
    pub before: Option<Place>,
    pub after: Place,
    /// Who holds it from the first day and stays; the others are drawn, come and go.
    pub fixed: Option<&'static str>,
    pub selling: Option<Selling>,
    /// Opens leads that others close: the territories.
    pub opens: &'static [&'static str],
    /// Cost per year in whole euros.
    pub cost: i64,
}

impl Seat {
    /// Where it stands, before or after the reorganisation.
    pub fn place(&self, reorganised: bool) -> Option<&Place> {
        if reorganised { Some(&self.after) } else { self.before.as_ref() }
    }
    /// What it sells, before or after.
    pub fn book(&self, reorganised: bool) -> Option<Book> {
        self.selling.and_then(|s| if reorganised { s.after } else { s.before })
    }
    /// Whether it sells to such customers.
    pub fn sells_to(&self, territory: &str, tier: &str, reorganised: bool) -> bool {
        self.book(reorganised).is_some_and(|(places, tiers)| places.contains(&territory) && tiers.contains(&tier))
    }
}
