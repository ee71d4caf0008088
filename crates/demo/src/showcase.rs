//! Deals that everyone meets: the ones open today that a walk through the product begins with.

use crate::careers::Staff;
use crate::chance::Chance;
use crate::customers::Customer;
use crate::dates::{Dates, instant};
use crate::deals::{Act, Deal};
use domain::opportunities::Outcome;
use domain::products::Product;

/// A deal at a customer known by name.
struct Shown {
    name: &'static str,
    customer: &'static str,
    product: &'static str,
    /// Whole euros.
    amount: i64,
    seat: &'static str,
    /// The stage it has reached: 1 qualifying to 4 closing.
    place: usize,
    /// Days since it began, and until it should close.
    days: (i64, i64),
    /// What is next, and in how many days; negative where it is late.
    next: Option<(&'static str, i64)>,
}

#[rustfmt::skip]
const SHOWN: [Shown; 12] = [
    Shown { name: "Flow lab", customer: "Havbris", product: "FL", amount: 410_000, seat: "havbris-director", place: 3, days: (58, 24), next: Some(("Send the revised delivery plan to K. Lund", -2)) },
    Shown { name: "Framework 3 y", customer: "Tindra Group", product: "SA", amount: 1_250_000, seat: "key", place: 3, days: (81, 31), next: Some(("Call about terms", 0)) },
    Shown { name: "Foss pilot line", customer: "Fossverk", product: "F3", amount: 48_000, seat: "norway-ae1", place: 1, days: (16, 62), next: Some(("Call the plant manager", 0)) },
    Shown { name: "Torque sensors", customer: "Lastra", product: "T2", amount: 112_500, seat: "norway-ae2", place: 1, days: (12, 70), next: Some(("Meet the laboratory", 5)) },
    Shown { name: "Calibration", customer: "Kystverk", product: "CAL", amount: 18_200, seat: "norway-ae1", place: 1, days: (9, 45), next: None },
    Shown { name: "Vision QA", customer: "Skogmark", product: "VS", amount: 86_000, seat: "norway-ae3", place: 2, days: (33, 38), next: Some(("Hold the demonstration", 0)) },
    Shown { name: "称重系统升级", customer: "蓝海仪器", product: "L5", amount: 230_000, seat: "lanhai-director", place: 2, days: (41, 33), next: Some(("Agree the test plan", 5)) },
    Shown { name: "Spare parts", customer: "Stalvik", product: "SP", amount: 64_000, seat: "denmark-ae2", place: 3, days: (35, 20), next: Some(("Send the revised offer", 5)) },
    Shown { name: "Test bench", customer: "Elvar", product: "TB", amount: 320_000, seat: "south-lead", place: 4, days: (74, 12), next: Some(("Name the decision date in writing", -2)) },
    Shown { name: "Sensors Q4", customer: "Varmekon", product: "F1", amount: 57_300, seat: "denmark-ae2", place: 4, days: (44, 9), next: Some(("Get the contract signed", 0)) },
    Shown { name: "Robot guidance", customer: "Malmverket", product: "V4", amount: 74_000, seat: "sweden-ae1", place: 2, days: (27, 41), next: Some(("Invite to a reference visit", 3)) },
    Shown { name: "Drive train test", customer: "Rheinwerk AG", product: "TB", amount: 285_000, seat: "rheinwerk-director", place: 3, days: (66, 27), next: Some(("Agree payment terms before price", 2)) },
];

/// The deals whose customers and sellers this company has.
pub fn deals(dates: &Dates, staff: &Staff, customers: &[Customer], products: &[Product], mut id: Chance) -> Vec<Deal> {
    SHOWN.iter().filter_map(|shown| deal(shown, dates, staff, customers, products, &mut id)).collect()
}

/// Gives the customers that everyone meets to the sellers who have a deal with them. Those who lead own none.
pub fn give(dates: &Dates, staff: &Staff, customers: &mut [Customer]) {
    let sells = |shown: &&Shown| !shown.seat.ends_with("-lead") && shown.seat != "key";
    for shown in SHOWN.iter().filter(sells) {
        let customer = customers.iter_mut().find(|c| c.account.name == shown.customer);
        let (Some(customer), Some(seat)) = (customer, staff.seat(shown.seat)) else { continue };
        customer.owners.1 = seat;
        if dates.is_reorganised(customer.from) {
            customer.account.owner = staff.position(seat);
            customer.contacts.iter_mut().for_each(|contact| contact.owner = staff.position(seat));
        }
    }
}

fn deal(
    shown: &Shown,
    dates: &Dates,
    staff: &Staff,
    customers: &[Customer],
    products: &[Product],
    id: &mut Chance,
) -> Option<Deal> {
    let (age, left) = shown.days;
    let opened = crate::calendar::workday(dates.today.plus(-age));
    let customer = customers.iter().position(|c| c.account.name == shown.customer)?;
    let seat = staff.seat(shown.seat).filter(|seat| staff.holder(*seat, opened).is_some())?;
    let close = crate::calendar::workday(dates.today.plus(left));
    let step = age / i64::try_from(shown.place + 1).ok()?;
    let mut acts = Vec::new();
    let mut day = opened;
    for place in 1..=shown.place {
        day = crate::calendar::workday(day.plus(step));
        acts.push((day, Act::Move(place)));
    }
    acts.push((close, Act::Close(Outcome::Won, "best_fit")));
    Some(Deal {
        id: id.id(instant(opened, 9)),
        name: shown.name.to_owned(),
        customer,
        product: products.iter().position(|p| p.code.as_deref() == Some(shown.product))?,
        contact: customers.get(customer)?.contacts.first().map(|c| c.id),
        amount: shown.amount,
        kind: "new",
        source: "Existing customer",
        competitor: Some("Messtek"),
        seat,
        opened,
        place: 0,
        expected: close,
        acts,
        next: Some(shown.next),
    })
}
