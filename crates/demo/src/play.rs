//! Plays the history day by day: each day's edits, customers and deals are written with the clock at that day.

use crate::careers::Staff;
use crate::chance::Chance;
use crate::consents::{self, Plan};
use crate::customers::Customer;
use crate::dates::{Dates, instant};
use crate::deals::{Act, Deal};
use crate::leads::{Planned, Playing};
use crate::ledger::{Facts, Ledger};
use crate::users::Users;
use crate::work::{self, Diary};
use crate::{next_steps, passing, showing, territories};
use app::ctx::Who;
use app::events::Cause;
use app::opportunities::history;
use app::{Error, House, organisation, records};
use domain::kernel::Currency;
use domain::kernel::id::{OpportunityId, PositionId};
use domain::opportunities::Outcome;
use domain::products::Product;
use domain::{Day, Refusal};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Days of the past in which each change names who made it.
const TOLD_DAYS: i64 = 120;

/// Days of which nobody has read what they were told.
const UNREAD_DAYS: i64 = 2;

/// Everything planned.
pub struct Company {
    pub dates: Dates,
    pub staff: Staff,
    pub customers: Vec<Customer>,
    pub products: Vec<Product>,
    pub deals: Vec<Deal>,
    pub leads: Vec<Planned>,
    pub diary: Diary,
    pub consents: Plan,
    pub currency: Currency,
}

/// The house with its clock at an hour of a day, but never later than it is.
pub fn house_at(house: &House, day: Day, hour: i64) -> House {
    let now = instant(day, hour).min(house.now());
    house.at(Arc::new(move || now))
}

#[derive(Default)]
struct Work {
    customers: Vec<usize>,
    opens: Vec<usize>,
    acts: Vec<(usize, Act)>,
    leaves: Vec<usize>,
    joins: Vec<usize>,
}

/// Plays every day from the first to today.
///
/// # Errors
/// What a command refuses; the database's own.
pub fn play(
    house: &House,
    company: &Company,
    ledger: Ledger,
    chance: Chance,
    told: &mut dyn FnMut(usize, usize),
) -> Result<(), Error> {
    let days = usize::try_from(company.dates.today.days_since(company.dates.start) + 1).unwrap_or(0);
    let users = Users::new()?;
    let zone = house.read(Who::Console, |ctx, _| Ok(ctx.company.clone()))?;
    let leads = Playing::new(&company.leads, company.dates.today, |at| zone.day_of(at));
    let places = company.deals.iter().enumerate().map(|(index, deal)| (deal.id, index)).collect();
    let mut play = Play { house, company, ledger, users, chance, leads, work: BTreeMap::new(), places };
    play.prepare();
    let mut day = company.dates.start;
    for done in 0..days {
        play.day(day)?;
        told(done + 1, days);
        day = day.next();
    }
    showing::show(house, company, &play.ledger, &mut play.chance)
}

struct Play<'a> {
    house: &'a House,
    company: &'a Company,
    ledger: Ledger,
    users: Users,
    chance: Chance,
    leads: Playing<'a>,
    work: BTreeMap<Day, Work>,
    /// Deals by their id.
    places: HashMap<OpportunityId, usize>,
}

impl<'a> Play<'a> {
    fn prepare(&mut self) {
        let company = self.company;
        for (index, customer) in company.customers.iter().enumerate() {
            self.on(customer.from).customers.push(index);
        }
        for (index, deal) in company.deals.iter().enumerate() {
            self.on(deal.opened).opens.push(index);
            for (day, act) in &deal.acts {
                self.on(*day).acts.push((index, act.clone()));
            }
        }
        for tenure in &company.staff.tenures {
            self.on(tenure.from).joins.push(tenure.seat);
            if tenure.to != Day::END {
                self.on(tenure.to).leaves.push(tenure.seat);
            }
        }
    }

    fn on(&mut self, day: Day) -> &mut Work {
        self.work.entry(day).or_default()
    }

    fn day(&mut self, day: Day) -> Result<(), Error> {
        let work = self.work.remove(&day).unwrap_or_default();
        if let Some(edits) = self.company.staff.edits.get(&day) {
            let operations = self.users.of_name("Hanne Aas").map_or(Who::Console, Who::User);
            house_at(self.house, day, 5).write(operations, |ctx, tx| organisation::commands::edit(ctx, tx, edits))?;
            self.users.follow(&house_at(self.house, day, 5), &self.company.staff, day)?;
        }
        self.customers(day, &work)?;
        if day == self.company.dates.reorganised {
            territories::cover(self.house, &self.company.staff, day)?;
            self.reassign(day)?;
        }
        self.deals(day, work)?;
        next_steps::write(self.house, self.company, &mut self.ledger, day, &mut self.chance)?;
        let touched = self.ledger.touched();
        let noted = self.house.read(Who::Console, |_, tx| history::some(tx, None, &touched))?;
        self.ledger.catch_up(&noted.into_iter().map(|told| told.state).collect::<Vec<_>>());
        let staff = &self.company.staff;
        // Who did what is told of the last months only: what came before is a history brought along.
        let is_told = self.company.dates.today.days_since(day) <= TOLD_DAYS;
        let users = &self.users;
        let actor = |position| if is_told { users.at(staff, position, day) } else { None };
        for (user, batch) in self.ledger.day(actor) {
            let who = user.map_or(Who::Console, Who::User);
            house_at(self.house, day, 9).write(who, |ctx, tx| batch.write(ctx, tx, Cause::COMMAND))?;
        }
        if self.company.dates.today.days_since(day) == UNREAD_DAYS {
            self.users.read_all(&house_at(self.house, day, 18))?;
        }
        let taker = |deal| self.taker(deal, day);
        let accepted = passing::answer(self.house, day, self.company.dates.today, taker)?;
        let accepted = self.house.read(Who::Console, |_, tx| history::some(tx, None, &accepted))?;
        self.ledger.accepted(accepted);
        self.leads.day(self.house, &self.company.customers, &self.company.deals, day)?;
        consents::write(self.house, &self.company.consents, day)?;
        work::write(self.house, self.company, &self.ledger, day)
    }

    /// New customers and their people; the products on the first day.
    fn customers(&mut self, day: Day, work: &Work) -> Result<(), Error> {
        let is_first = day == self.company.dates.start;
        if work.customers.is_empty() && !is_first {
            return Ok(());
        }
        let (mut accounts, mut contacts) = (records::Batch::default(), records::Batch::default());
        for customer in work.customers.iter().filter_map(|&index| self.company.customers.get(index)) {
            accounts.push(None, customer.account.clone());
            customer.contacts.iter().for_each(|contact| contacts.push(None, contact.clone()));
        }
        let mut products = records::Batch::default();
        self.company.products.iter().filter(|_| is_first).for_each(|product| products.push(None, product.clone()));
        house_at(self.house, day, 6).write(Who::Console, |ctx, tx| {
            products.write(ctx, tx, Cause::COMMAND)?;
            accounts.write(ctx, tx, Cause::COMMAND)?;
            contacts.write(ctx, tx, Cause::COMMAND)
        })
    }

    /// The reorganisation gives customers to those who serve them from now on, and most open deals with them.
    fn reassign(&mut self, day: Day) -> Result<(), Error> {
        let company = self.company;
        if day > company.dates.start {
            let (mut accounts, mut contacts) = (records::Batch::default(), records::Batch::default());
            let moved = |c: &&Customer| c.from < day && c.owners.0 != c.owners.1;
            for customer in company.customers.iter().filter(moved) {
                let owner = company.staff.position(customer.owners.1);
                // Written as new on an earlier day: version 1.
                let before = domain::accounts::Account { version: 1, ..customer.account.clone() };
                accounts.push(Some(before.clone()), domain::accounts::Account { owner, ..before });
                for contact in &customer.contacts {
                    let before = domain::contacts::Contact { version: 1, ..contact.clone() };
                    contacts.push(Some(before.clone()), domain::contacts::Contact { owner, ..before });
                }
            }
            house_at(self.house, day, 7).write(Who::Console, |ctx, tx| {
                accounts.write(ctx, tx, Cause::COMMAND)?;
                contacts.write(ctx, tx, Cause::COMMAND)
            })?;
            let open: Vec<(usize, i64)> =
                self.ledger.open_deals().map(|(index, state, _)| (index, self.ledger.place(state))).collect();
            for (index, place) in open {
                let Some(customer) = company.deals.get(index).and_then(|d| company.customers.get(d.customer)) else {
                    continue;
                };
                let is_moved = customer.owners.0 != customer.owners.1;
                if is_moved && self.chance.happens(if place >= 3 { 0.3 } else { 0.85 }) {
                    let owner = self.holder_or_colleague(customer.owners.1, customer, day);
                    self.ledger.give(index, owner, day)?;
                }
            }
        }
        self.teams(day)
    }

    /// Those who serve key accounts beside their owner.
    fn teams(&self, day: Day) -> Result<(), Error> {
        let staff = &self.company.staff;
        house_at(self.house, day, 7).write(Who::Console, |ctx, tx| {
            for customer in self.company.customers.iter().filter(|c| c.tier == "key" && c.from <= day) {
                let Some(pod) = staff.seats.get(customer.owners.1).and_then(|seat| seat.key.split('-').next()) else {
                    continue;
                };
                let roles =
                    [("key", "sponsor"), (&format!("{pod}-se"), "engineer"), (&format!("{pod}-csm"), "success")];
                for (key, role) in roles {
                    let Some(seat) = staff.seat(key) else { continue };
                    app::accounts::commands::join_team(ctx, tx, customer.account.id, staff.position(seat), role)?;
                }
            }
            Ok(())
        })
    }

    fn deals(&mut self, day: Day, work: Work) -> Result<(), Refusal> {
        let company = self.company;
        for seat in work.leaves {
            self.leave(seat, day)?;
        }
        for seat in work.joins {
            self.join(seat, day);
        }
        for index in work.opens {
            let Some(deal) = company.deals.get(index) else { continue };
            let (Some(customer), Some(product)) =
                (company.customers.get(deal.customer), company.products.get(deal.product))
            else {
                continue;
            };
            let owner = self.leads.owner_of(index).unwrap_or_else(|| company.staff.position(deal.seat));
            let facts = Facts {
                deal,
                account: customer.account.id,
                tier: customer.tier,
                product: product.id,
                owner,
                sourced_by: self.leads.source_of(index).unwrap_or(owner),
                currency: company.currency,
            };
            self.ledger.open(index, &facts)?;
        }
        for (index, act) in work.acts {
            let customer = company.deals.get(index).and_then(|d| company.customers.get(d.customer));
            let owner = match (&act, customer) {
                (Act::HandOff(seat), Some(customer)) => self.holder_or_colleague(*seat, customer, day),
                _ => None,
            };
            self.ledger.act(index, &act, owner, day)?;
        }
        Ok(())
    }

    /// The seat's position where someone sits there, else that of one who sells to the same customers.
    fn holder_or_colleague(&mut self, seat: usize, customer: &Customer, day: Day) -> Option<PositionId> {
        let staff = &self.company.staff;
        if staff.holder(seat, day).is_some() {
            return Some(staff.position(seat));
        }
        let reorganised = self.company.dates.is_reorganised(day);
        let sells = |index: &usize| {
            let fits =
                staff.seats.get(*index).is_some_and(|s| s.sells_to(customer.territory, customer.tier, reorganised));
            fits && *index != seat && staff.holder(*index, day).is_some()
        };
        let colleagues: Vec<usize> = (0..staff.seats.len()).filter(sells).collect();
        self.chance.one(&colleagues).map(|&index| staff.position(index))
    }

    /// Who is to go on with a deal that lead development opened; none where nobody is, or nobody sits there.
    fn taker(&self, deal: OpportunityId, day: Day) -> Option<PositionId> {
        let staff = &self.company.staff;
        let index = *self.places.get(&deal)?;
        let passed = |(_, act): &(Day, Act)| match act {
            Act::HandOff(seat) => Some(*seat),
            _ => None,
        };
        let seat = self.company.deals.get(index)?.acts.iter().find_map(passed)?;
        staff.holder(seat, day)?;
        Some(staff.position(seat))
    }

    /// Open deals of one who leaves go to colleagues; some are forgotten.
    fn leave(&mut self, seat: usize, day: Day) -> Result<(), Refusal> {
        let company = self.company;
        let position = company.staff.position(seat);
        let open: Vec<usize> =
            self.ledger.open_deals().filter(|(_, state, _)| state.owner == position).map(|(i, ..)| i).collect();
        for index in open {
            let customer = company.deals.get(index).and_then(|d| company.customers.get(d.customer));
            let owner = customer.and_then(|customer| self.holder_or_colleague(seat, customer, day));
            if owner.is_some() && self.chance.happens(0.82) {
                self.ledger.give(index, owner, day)?;
            } else {
                self.ledger.leave(index);
            }
        }
        Ok(())
    }

    /// Whoever comes finds the deals that were forgotten, and that most of them are dead.
    fn join(&mut self, seat: usize, day: Day) {
        let position = self.company.staff.position(seat);
        let left: Vec<usize> = self
            .ledger
            .open_deals()
            .filter(|(_, state, is_left)| *is_left && state.owner == position)
            .map(|(index, ..)| index)
            .collect();
        for index in left {
            self.ledger.take_up(index);
            let on = crate::calendar::workday(day.plus(self.chance.between(8, 45)));
            let end = if self.chance.happens(0.2) {
                Act::Close(Outcome::Won, "relationship")
            } else {
                Act::Close(Outcome::NoDecision, "no_response")
            };
            self.on(on).acts.push((index, end));
        }
    }
}
