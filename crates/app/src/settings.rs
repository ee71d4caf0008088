//! The company: its name, money, calendar, time zone and language.

use crate::events::{self, Cause};
use crate::{Ctx, Result};
use db::Tx;
use domain::kernel::{Calendar, Currency, length};
use domain::policy::{Action, Noun};
use domain::{Instant, Refusal};
use serde::Serialize;
use std::collections::HashMap;

/// What holds for the whole company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Company {
    /// Name.
    pub name: String,
    /// The currency figures are added up in.
    pub currency: Currency,
    /// Its fiscal calendar.
    pub calendar: Calendar,
    /// IANA name of the time zone its days are counted in.
    pub time_zone: String,
    /// Language of those who chose none: `en`, `nb`, `zh-Hans`.
    pub language: String,
}

const ALL: &str = "select key, value from settings";
const SAVE: &str =
    "insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";

const ONE: &str = "select value from settings where key = $1";

/// A setting by its key, as stored.
///
/// # Errors
/// The database's own.
pub(crate) fn value(tx: &mut Tx<'_>, key: &str) -> Result<Option<String>> {
    Ok(tx.first(ONE, &[key.into()], |row| row.next())?)
}

/// Stores a setting by its key. The caller has the permission, and tells the history.
///
/// # Errors
/// The database's own.
pub(crate) fn set_value(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<()> {
    tx.run(SAVE, &[key.into(), value.into()])?;
    Ok(())
}

const ADD: &str = "insert into settings (key, value) values ($1, $2) on conflict (key) do nothing";
const SWAP: &str = "update settings set value = $2 where key = $1 and value = $3";

/// Stores a setting where it still is what was read; answers whether it was.
///
/// # Errors
/// The database's own.
pub(crate) fn swap(tx: &mut Tx<'_>, key: &str, old: Option<&str>, new: &str) -> Result<bool> {
    let touched = match old {
        None => tx.run(ADD, &[key.into(), new.into()])?,
        Some(old) => tx.run(SWAP, &[key.into(), new.into(), old.into()])?,
    };
    Ok(touched > 0)
}

const FORGET: &str = "delete from settings where key = $1";

/// Forgets a setting. The caller has the permission, and tells the history.
///
/// # Errors
/// The database's own.
pub(crate) fn forget(tx: &mut Tx<'_>, key: &str) -> Result<()> {
    tx.run(FORGET, &[key.into()])?;
    Ok(())
}

/// The company, where there is one yet.
///
/// # Errors
/// The database's own.
pub fn find(tx: &mut Tx<'_>) -> Result<Option<Company>> {
    let all: HashMap<String, String> = tx.all(ALL, &[], |row| Ok((row.next()?, row.next()?)))?.into_iter().collect();
    let text = |key: &str| all.get(key).cloned();
    let Some(name) = text("company") else { return Ok(None) };
    Ok(Some(Company {
        name,
        currency: text("currency").and_then(|c| Currency::new(&c)).ok_or_else(missing)?,
        calendar: Calendar { first_month: text("fiscal_first_month").and_then(|m| m.parse().ok()).unwrap_or(1) },
        time_zone: text("time_zone").unwrap_or_else(|| "UTC".to_owned()),
        language: text("language").unwrap_or_else(|| "en".to_owned()),
    }))
}

fn missing() -> crate::Error {
    crate::Error::Internal("the settings have no currency".to_owned())
}

/// Writes the company's settings.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long`, `refusal-time-zone-unknown`, `refusal-month-unknown`.
pub fn save(tx: &mut Tx<'_>, company: &Company) -> Result<()> {
    length::named(&company.name, "company")?;
    if jiff::tz::TimeZone::get(&company.time_zone).is_err() {
        return Err(Refusal::new("refusal-time-zone-unknown").at("time_zone").with("zone", &company.time_zone).into());
    }
    if !(1..=12).contains(&company.calendar.first_month) {
        return Err(Refusal::new("refusal-month-unknown").at("fiscal_first_month").into());
    }
    // What is kept of the company in memory is read anew.
    crate::organisation::lock(tx)?;
    let month = company.calendar.first_month.to_string();
    for (key, value) in [
        ("company", company.name.as_str()),
        ("currency", company.currency.code()),
        ("fiscal_first_month", &month),
        ("time_zone", &company.time_zone),
        ("language", &company.language),
    ] {
        tx.run(SAVE, &[key.into(), value.into()])?;
    }
    Ok(())
}

/// Changes the company's settings.
///
/// # Errors
/// [`crate::Error::Forbidden`]; as [`save`].
pub fn change(ctx: &Ctx, tx: &mut Tx<'_>, company: &Company) -> Result<()> {
    ctx.may(Action::Edit, Noun::Setting)?;
    save(tx, company)?;
    let changes = events::differences(Some(&ctx.company), company)?;
    let by = ctx.user.unwrap_or_default();
    events::append(tx, ctx, Cause::COMMAND, Noun::Setting, by, "changed", &changes)
}

impl Company {
    /// The civil day of an instant in the company's time zone.
    pub fn day_of(&self, at: Instant) -> domain::Day {
        let zone = jiff::tz::TimeZone::get(&self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let instant = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        instant.to_zoned(zone).date().into()
    }
    /// The instant at which the day begins in the company's time zone.
    pub fn start_of(&self, day: domain::Day) -> Instant {
        let zone = jiff::tz::TimeZone::get(&self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
        Instant(day.civil().to_zoned(zone).map_or(0, |z| z.timestamp().as_millisecond()))
    }
}
