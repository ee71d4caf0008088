//! A believable company for demonstrations and tests: Nordlys Instruments, maker of measuring instruments, with
//! some 120 people in Norway, Germany and China and two years of history that end today.
//!
//! Everything is planned from a seed first (who works here, whom they sell to, how each deal goes), then played
//! day by day through the product's own commands with the clock at that day. The same seed and the same
//! today give the same company.

mod blueprint;
mod calendar;
mod careers;
mod chance;
mod company_names;
mod consents;
mod course;
mod customers;
mod dates;
mod deals;
mod edits;
mod leads;
mod ledger;
mod names;
mod next_steps;
mod outbound;
mod own_fields;
mod passing;
mod places;
mod play;
mod seats;
mod showcase;
mod showing;
mod sign_ins;
mod territories;
mod users;
mod work;

pub use dates::Size;
pub use sign_ins::{PASSWORD, SignIn, is_demo, sign_ins, today};

use app::ctx::Who;
use app::{Error, House};
use chance::Chance;
use dates::{Dates, instant};
use domain::Day;
use play::{Company, house_at};

/// A company that was built.
#[derive(Clone, Debug)]
pub struct DemoCompany {
    /// One user of each kind; the first is the head of sales.
    pub sign_ins: Vec<SignIn>,
    /// The day the organisation changed its model.
    pub reorganised_on: Day,
}

/// Builds the whole company on a database that has none yet. `told` hears the days done and the days in all.
///
/// # Errors
/// `refusal-company-exists`; the database's own.
pub fn build(house: &House, seed: u64, today: Day, told: &mut dyn FnMut(usize, usize)) -> Result<DemoCompany, Error> {
    build_sized(house, Size::Full, seed, today, told)
}

/// Builds a company of that size.
///
/// # Errors
/// As [`build`].
pub fn build_sized(
    house: &House,
    size: Size,
    seed: u64,
    today: Day,
    told: &mut dyn FnMut(usize, usize),
) -> Result<DemoCompany, Error> {
    let dates = Dates::ending(today, size);
    let stream = |number| Chance::new(seed, number);
    let then = house_at(house, dates.start, 4);
    sign_ins::found(&then)?;
    let (root, currency, pipelines) = then.read(Who::Console, |ctx, tx| {
        Ok((ctx.organisation.company(), ctx.company.currency, app::opportunities::pipelines::all(tx)?))
    })?;
    let root = root.ok_or(Error::NotFound)?;
    let pipeline = pipelines.iter().find(|p| p.is_default).ok_or(Error::NotFound)?;
    let staff = careers::plan(&dates, root, stream(1), stream(2));
    let products = customers::products(&mut stream(3), instant(dates.start, 6));
    let mut customers = customers::plan(&dates, &staff, stream(4), stream(5));
    showcase::give(&dates, &staff, &mut customers);
    let mut own = stream(13);
    for customer in &mut customers {
        customer.account.custom = own_fields::of(&customer.account, today, &mut own);
    }
    own_fields::define(house, dates.start)?;
    let mut deals = deals::plan(&dates, &staff, &customers, &products, stream(6), stream(7));
    deals.extend(showcase::deals(&dates, &staff, &customers, &products, stream(9)));
    let ledger = ledger::Ledger::new(pipeline, deals.len());
    let leads = leads::plan(&dates, &staff, &customers, &deals, stream(10), stream(11));
    let diary = work::plan(&dates, &deals, stream(12));
    let consents = consents::plan(&customers, &leads, today, stream(14));
    let company = Company { dates, staff, customers, products, deals, leads, diary, consents, currency };
    play::play(house, &company, ledger, stream(8), told)?;
    house_at(house, today, 10).write(Who::Console, |_, tx| app::search::rebuild(tx))?;
    Ok(DemoCompany { sign_ins: sign_ins(house)?, reorganised_on: dates.reorganised })
}
