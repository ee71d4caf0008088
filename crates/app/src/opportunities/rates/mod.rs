//! Money of other currencies in the company's, at the rate in force on a day: the newest on or before it. Rates are
//! entered by hand, by file or by program; an amount converted before keeps the rate it was converted at.

mod file;
mod sql;

pub use file::{Read, read};

use crate::events::{Cause, Log};
use crate::{Ctx, Result};
use db::{Tx, Value};
use domain::bookings::RATE_ONE;
use domain::kernel::id::derived;
use domain::kernel::{Currency, Money};
use domain::policy::{Action, Noun};
use domain::{Day, Refusal, rates as rules};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// Rates shown at once.
pub const SHOWN: i64 = 500;

/// A rate as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rate {
    /// Of this currency,
    pub currency: Currency,
    /// from this day on,
    pub on: Day,
    /// company units for one of it, as a decimal with a point.
    pub rate: String,
    /// Where it comes from: `manual`, the name of a file, `api`.
    pub source: String,
}

/// A rate to be entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewRate {
    /// Three letters.
    pub currency: String,
    /// From this day on.
    pub on: Day,
    /// Company units for one of it, as a decimal with a point.
    pub rate: String,
}

/// What entering rates did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Saved {
    /// New ones.
    pub created: usize,
    /// Ones that stood otherwise.
    pub changed: usize,
    /// Ones that stood so.
    pub unchanged: usize,
}

/// Minor units of the company's currency, rounded half away from zero.
///
/// # Errors
/// `refusal-rate-missing` at `amount`: no rate on or before the day.
pub fn to_company(tx: &mut Tx<'_>, ctx: &Ctx, money: Money, on: Day) -> Result<i64> {
    let company = ctx.company.currency;
    if money.currency == company {
        return Ok(money.minor);
    }
    let missing = || Refusal::new("refusal-rate-missing").at("amount").with("currency", money.currency).with("day", on);
    Ok(rules::convert(money, in_force(tx, money.currency, on)?.ok_or_else(missing)?.scaled, company))
}

/// The rate a booking was converted at, as its row keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Company units for one, times [`RATE_ONE`].
    pub scaled: i64,
    /// In force from this day.
    pub on: Day,
    /// Where it comes from.
    pub source: String,
}

fn in_force(tx: &mut Tx<'_>, currency: Currency, on: Day) -> Result<Option<Booked>> {
    let read = |row: &db::Row<'_>| Ok(Booked { scaled: row.next()?, on: row.parsed()?, source: row.next()? });
    Ok(tx.first(sql::RATE, &[currency.code().into(), Value::text(on)], read)?)
}

/// The rate of a booking made on a day: one for the company's own currency, else the one in force, where it gives the
/// booked amount; else what the two amounts come to, since the amount was converted before the rate was corrected.
///
/// # Errors
/// The database's own.
pub fn booked(tx: &mut Tx<'_>, company: Currency, amount: Money, company_minor: i64, on: Day) -> Result<Booked> {
    if amount.currency == company {
        return Ok(Booked { scaled: RATE_ONE, on, source: "company currency".to_owned() });
    }
    let rate = in_force(tx, amount.currency, on)?;
    if let Some(rate) = rate.filter(|rate| rules::convert(amount, rate.scaled, company) == company_minor) {
        return Ok(rate);
    }
    Ok(Booked { scaled: rules::implied(amount, company_minor, company), on, source: "converted before".to_owned() })
}

/// Rates by currency, the newest first; of one currency where one is named.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn list(ctx: &Ctx, tx: &mut Tx<'_>, currency: Option<Currency>) -> Result<Vec<Rate>> {
    ctx.may(Action::See, Noun::Rate)?;
    let code = currency.map(|c| c.code().to_owned()).unwrap_or_default();
    let rows = tx.all(sql::LIST, &[code.into(), Value::Int(SHOWN)], |row| {
        Ok((row.next::<String>()?, row.parsed::<Day>()?, row.next::<i64>()?, row.next::<String>()?))
    })?;
    let rate = |(currency, on, scaled, source): (String, Day, i64, String)| {
        Some(Rate { currency: Currency::new(&currency)?, on, rate: rules::plain(scaled), source })
    };
    Ok(rows.into_iter().filter_map(rate).collect())
}

/// What a rate must be.
///
/// # Errors
/// `refusal-currency-unknown`, `refusal-currency-own`, `refusal-rate-unreadable`, each at its field.
pub fn check(ctx: &Ctx, new: &NewRate) -> std::result::Result<(Currency, i64), Refusal> {
    let unknown = || Refusal::new("refusal-currency-unknown").at("currency").with("currency", &new.currency);
    let currency = Currency::new(new.currency.trim()).ok_or_else(unknown)?;
    if currency == ctx.company.currency {
        return Err(Refusal::new("refusal-currency-own").at("currency").with("currency", currency));
    }
    let unreadable = || Refusal::new("refusal-rate-unreadable").at("rate").with("value", &new.rate);
    Ok((currency, rules::parse(new.rate.trim()).ok_or_else(unreadable)?))
}

/// Enters rates; one that stands for the day is replaced.
///
/// # Errors
/// [`crate::Error::Forbidden`]; the first refusal of [`check`].
pub fn save(ctx: &Ctx, tx: &mut Tx<'_>, rates: &[NewRate], source: &str) -> Result<Saved> {
    ctx.may(Action::Edit, Noun::Rate)?;
    let (mut saved, mut log) = (Saved::default(), Log::default());
    for new in rates {
        let (currency, scaled) = check(ctx, new)?;
        let key = [currency.code().into(), Value::text(new.on)];
        let old = tx.first(sql::ON, &key, |row| row.next::<i64>())?;
        match old {
            Some(old) if old == scaled => saved.unchanged += 1,
            Some(_) => saved.changed += 1,
            None => saved.created += 1,
        }
        if old == Some(scaled) {
            continue;
        }
        tx.run(sql::SAVE, &[currency.code().into(), Value::text(new.on), Value::Int(scaled), source.into()])?;
        let told = json!({ "currency": [null, currency], "on": [null, new.on], "rate": [old.map(rules::plain), rules::plain(scaled)] });
        let kind = if old.is_some() { "changed" } else { "created" };
        log.add(ctx, Cause::COMMAND, Noun::Rate, record(currency, new.on), kind, &told.to_string());
    }
    log.write(tx)?;
    Ok(saved)
}

/// Takes a rate away.
///
/// # Errors
/// [`crate::Error::Forbidden`]; [`crate::Error::NotFound`] where there is none.
pub fn remove(ctx: &Ctx, tx: &mut Tx<'_>, currency: Currency, on: Day) -> Result<NewRate> {
    ctx.may(Action::Edit, Noun::Rate)?;
    let key = [currency.code().into(), Value::text(on)];
    let old = tx.first(sql::ON, &key, |row| row.next::<i64>())?.ok_or(crate::Error::NotFound)?;
    tx.run(sql::REMOVE, &key)?;
    let told = json!({ "currency": [currency, null], "on": [on, null], "rate": [rules::plain(old), null] });
    let mut log = Log::default();
    log.add(ctx, Cause::COMMAND, Noun::Rate, record(currency, on), "deleted", &told.to_string());
    log.write(tx)?;
    Ok(NewRate { currency: currency.code().to_owned(), on, rate: rules::plain(old) })
}

fn record(currency: Currency, on: Day) -> Uuid {
    derived(&[b"rate", currency.code().as_bytes(), on.to_string().as_bytes()])
}
