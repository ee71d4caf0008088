//! Recomputes every component from the records: proof that incremental equals recomputed, and the mending.

use super::additions::{Additions, Amounts, Place};
use super::sql;
use super::standing::Totals;
use crate::opportunities::history;
use crate::{Ctx, Result, records};
use db::Tx;
use domain::accounts::Account;
use domain::activities::facts::Recount;
use domain::leads::Lead;
use domain::measures::facts::contributions;
use domain::opportunities::facts;
use domain::policy::{Action, Noun};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

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
    history::each(tx, None, |told| {
        additions.add(&contributions(&facts(&told.state, &told.steps, &told.credits)));
        additions.stand(None, Some(&told.state));
        Ok(())
    })?;
    let mut recount = Recount::default();
    crate::activities::each(tx, |activity| {
        recount.add(activity);
        Ok(())
    })?;
    additions.add(&recount.sum());
    records::each(tx, |lead: &Lead| {
        additions.add(&domain::measures::leads::contributions(lead));
        additions.carry(None, Some(lead));
        Ok(())
    })?;
    records::each(tx, |account: &Account| {
        additions.carry(None, Some(account));
        Ok(())
    })?;
    crate::handoffs::queries::each(tx, |handoff| {
        additions.add(&domain::measures::handoffs::contributions(handoff));
        Ok(())
    })?;
    let mut differences: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    let mut recomputed = |key: String, amounts: Amounts| {
        differences.entry(format!("{key} counted")).or_default().1 += amounts.counted;
        differences.entry(format!("{key} amount")).or_default().1 += amounts.amount;
    };
    for (Place { part, day, position, subject, tier, bucket }, amounts) in additions.settled() {
        recomputed(format!("day {part} {day} {position} {subject} {tier} {bucket}"), *amounts);
        recomputed(format!("month {part} {} {position} {bucket}", &day.to_string()[..7]), *amounts);
    }
    for ((stage, owner), totals) in additions.standing().places() {
        totals_of(stage, owner, *totals).for_each(|(key, n)| differences.entry(key).or_default().1 += n);
    }
    for ((kind, position), open) in additions.carried().places() {
        differences.entry(format!("carried {kind} {position}")).or_default().1 += open;
    }
    for (key, open) in tx.all(sql::ALL_CARRIED, &[], carried)? {
        differences.entry(key).or_default().0 += open;
    }
    for (key, n) in tx.all(sql::ALL_TOTALS, &[], standing)?.into_iter().flatten() {
        differences.entry(key).or_default().0 += n;
    }
    for (key, counted, amount) in stored(tx)? {
        differences.entry(format!("{key} counted")).or_default().0 += counted;
        differences.entry(format!("{key} amount")).or_default().0 += amount;
    }
    if write {
        tx.run(sql::DROP_DAYS, &[])?;
        tx.run(sql::DROP_MONTHS, &[])?;
        tx.run(sql::DROP_TOTALS, &[])?;
        tx.run(sql::DROP_CARRIED, &[])?;
        additions.ready().write(tx)?;
    }
    let differs = differences.into_iter().filter(|(_, (stored, recomputed))| stored != recomputed);
    Ok(differs.map(|(key, (stored, recomputed))| Difference { key, stored, recomputed }).collect())
}

fn totals_of(stage: &Uuid, owner: &Uuid, totals: Totals) -> impl Iterator<Item = (String, i64)> {
    let key = format!("stage {stage} {owner}");
    ["counted", "amount", "weighted"].into_iter().map(move |part| format!("{key} {part}")).zip(totals)
}

fn standing(row: &db::Row<'_>) -> std::result::Result<Vec<(String, i64)>, db::Error> {
    let (stage, owner): (Uuid, Uuid) = (row.next()?, row.next()?);
    Ok(totals_of(&stage, &owner, [row.next()?, row.next()?, row.next()?]).collect())
}

fn carried(row: &db::Row<'_>) -> std::result::Result<(String, i64), db::Error> {
    let (kind, position) = (row.next::<String>()?, row.next::<Uuid>()?);
    Ok((format!("carried {kind} {position}"), row.next()?))
}

fn stored(tx: &mut Tx<'_>) -> Result<Vec<(String, i64, i64)>> {
    let mut all = tx.all(sql::ALL_DAYS, &[], |row| {
        let (part, day) = (row.next::<String>()?, row.next::<String>()?);
        let (position, subject): (Uuid, Uuid) = (row.next()?, row.next()?);
        let (tier, bucket) = (row.next::<String>()?, row.next::<i64>()?);
        Ok((format!("day {part} {day} {position} {subject} {tier} {bucket}"), row.next()?, row.next()?))
    })?;
    all.extend(tx.all(sql::ALL_MONTHS, &[], |row| {
        let (part, month) = (row.next::<String>()?, row.next::<String>()?);
        let (position, bucket) = (row.next::<Uuid>()?, row.next::<i64>()?);
        Ok((format!("month {part} {month} {position} {bucket}"), row.next()?, row.next()?))
    })?);
    Ok(all)
}
