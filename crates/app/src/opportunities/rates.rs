//! Money of other currencies in the company's, at the rate in force on a day. Rates are scaled integers.

use super::sql;
use crate::{Ctx, Result};
use db::{Tx, Value};
use domain::bookings::RATE_ONE;
use domain::kernel::Money;
use domain::{Day, Refusal};

/// Minor units of the company's currency, rounded half away from zero.
///
/// # Errors
/// `refusal-rate-missing`: no rate on or before the day.
pub fn to_company(tx: &mut Tx<'_>, ctx: &Ctx, money: Money, on: Day) -> Result<i64> {
    let company = ctx.company.currency;
    if money.currency == company {
        return Ok(money.minor);
    }
    let rate = tx.first(sql::RATE, &[money.currency.code().into(), Value::text(on)], |row| row.next::<i64>())?;
    let missing = || Refusal::new("refusal-rate-missing").at("amount").with("currency", money.currency).with("day", on);
    let rate = rate.ok_or_else(missing)?;
    let scaled = i128::from(money.minor) * i128::from(rate) * i128::from(company.scale());
    let unit = i128::from(RATE_ONE) * i128::from(money.currency.scale());
    let rounded = (scaled.abs() + unit / 2) / unit * scaled.signum();
    Ok(i64::try_from(rounded).unwrap_or(i64::MAX))
}

/// Stores a rate: company units for one unit of the currency, times [`RATE_ONE`].
///
/// # Errors
/// Forbidden without the settings' grant.
pub fn save(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    currency: domain::kernel::Currency,
    on: Day,
    rate_scaled: i64,
    source: &str,
) -> Result<()> {
    ctx.may(domain::policy::Action::Edit, domain::policy::Noun::Setting)?;
    tx.run(sql::SAVE_RATE, &[currency.code().into(), Value::text(on), Value::Int(rate_scaled), source.into()])?;
    Ok(())
}
