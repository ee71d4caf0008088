//! Recomputes every component from the records: proof that incremental equals recomputed, and the mending.

use super::{Additions, sql};
use crate::opportunities::history;
use crate::{Ctx, Result};
use db::Tx;
use domain::measures::facts::contributions;
use domain::opportunities::facts;
use domain::policy::{Action, Noun};
use serde::Serialize;
use std::collections::BTreeMap;

/// A component that differs from its records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Table, component, time, position and so on, readable.
    pub key: String,
    /// What is stored.
    pub stored: i64,
    /// What the records say.
    pub recomputed: i64,
}

/// Recomputes and compares; where `write` is set, stores what the records say. Answers the differences found.
///
/// # Errors
/// Forbidden without the measures' grant; the database's own.
pub fn rebuild(ctx: &Ctx, tx: &mut Tx<'_>, write: bool) -> Result<Vec<Difference>> {
    let may = ctx.may(if write { Action::Import } else { Action::See }, Noun::Measure)?;
    if !may.is_all() {
        return Err(crate::Error::Forbidden);
    }
    let mut additions = Additions::default();
    history::each(tx, ctx.company.currency, None, |told| {
        additions.add(&contributions(&facts(&told.state, &told.steps, &told.credits)));
        Ok(())
    })?;
    let mut differences = BTreeMap::new();
    for ((component, day, position, product, tier, bucket), amount) in additions.days.iter().filter(|(_, a)| **a != 0) {
        let day_key = format!("day {component} {day} {position} {product} {tier} {bucket}");
        let month_key = format!("month {component} {} {position} {bucket}", &day[..7]);
        differences.entry(day_key).or_insert((0, 0)).1 += *amount;
        differences.entry(month_key).or_insert((0, 0)).1 += *amount;
    }
    for (key, amount) in stored(tx)? {
        differences.entry(key).or_insert((0, 0)).0 += amount;
    }
    if write {
        tx.run(sql::DROP_DAYS, &[])?;
        tx.run(sql::DROP_MONTHS, &[])?;
        additions.write(tx)?;
    }
    let differs = differences.into_iter().filter(|(_, (stored, recomputed))| stored != recomputed);
    Ok(differs.map(|(key, (stored, recomputed))| Difference { key, stored, recomputed }).collect())
}

fn stored(tx: &mut Tx<'_>) -> Result<Vec<(String, i64)>> {
    let mut all = tx.all(sql::ALL_DAYS, &[], |row| {
        let (component, day) = (row.next::<String>()?, row.next::<String>()?);
        let (position, product): (uuid::Uuid, uuid::Uuid) = (row.next()?, row.next()?);
        let (tier, bucket) = (row.next::<String>()?, row.next::<i64>()?);
        Ok((format!("day {component} {day} {position} {product} {tier} {bucket}"), row.next()?))
    })?;
    all.extend(tx.all(sql::ALL_MONTHS, &[], |row| {
        let (component, month) = (row.next::<String>()?, row.next::<String>()?);
        let (position, bucket) = (row.next::<uuid::Uuid>()?, row.next::<i64>()?);
        Ok((format!("month {component} {month} {position} {bucket}"), row.next()?))
    })?);
    Ok(all)
}
