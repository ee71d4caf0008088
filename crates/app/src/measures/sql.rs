//! Statements of the measures.

use crate::Result;
use crate::scope::Scope;
use crate::sql::Sql;
use db::{Tx, Value};
use std::collections::HashMap;

pub(super) const DAYS: [&str; 8] =
    ["part", "on_day", "position_id", "subject_id", "account_tier", "bucket", "counted", "amount"];
const MONTHS: [&str; 6] = ["part", "month", "position_id", "bucket", "counted", "amount"];

pub(super) const DROP_DAYS: &str = "delete from measure_days";
pub(super) const DROP_MONTHS: &str = "delete from measure_months";
pub(super) const ALL_DAYS: &str = "select part, on_day, position_id, subject_id, account_tier, bucket, counted, amount
 from measure_days where counted <> 0 or amount <> 0";
pub(super) const ALL_MONTHS: &str =
    "select part, month, position_id, bucket, counted, amount from measure_months where counted <> 0 or amount <> 0";

pub(super) const DROP_TOTALS: &str = "delete from stage_totals";
pub(super) const DROP_TOTALS_OF: &str = "delete from stage_totals where stage_id = $1";
pub(super) const SUM_TOTALS_OF: &str =
    "insert into stage_totals (stage_id, owner_position_id, counted, amount, weighted)
 select stage_id, owner_position_id, count(*), cast(coalesce(sum(company_minor), 0) as bigint),
 cast(coalesce(sum(company_minor * probability_bp / 10000), 0) as bigint)
 from opportunities where stage_id = $1 and outcome = 'open' group by stage_id, owner_position_id";
pub(super) const ALL_TOTALS: &str = "select stage_id, owner_position_id, counted, amount, weighted from stage_totals
 where counted <> 0 or amount <> 0 or weighted <> 0";

pub(super) const ALL_CARRIED: &str = "select kind, position_id, open from carried where open <> 0";
pub(super) const DROP_CARRIED: &str = "delete from carried";

pub(super) fn add_carried(tx: &mut Tx<'_>, values: &[Value]) -> Result<()> {
    let add = "on conflict (kind, position_id) do update set open = carried.open + excluded.open";
    Ok(tx.insert_or("carried", &["kind", "position_id", "open"], values, add)?)
}

pub(super) fn add_totals(tx: &mut Tx<'_>, values: &[Value]) -> Result<()> {
    Ok(tx.insert_or(
        "stage_totals",
        &["stage_id", "owner_position_id", "counted", "amount", "weighted"],
        values,
        "on conflict (stage_id, owner_position_id)
         do update set counted = stage_totals.counted + excluded.counted, amount = stage_totals.amount + excluded.amount,
         weighted = stage_totals.weighted + excluded.weighted",
    )?)
}

pub(super) fn add_days(tx: &mut Tx<'_>, values: &[Value]) -> Result<()> {
    Ok(tx.insert_or(
        "measure_days",
        &DAYS,
        values,
        "on conflict (part, on_day, position_id, subject_id, account_tier, bucket)
         do update set counted = measure_days.counted + excluded.counted, amount = measure_days.amount + excluded.amount",
    )?)
}

pub(super) fn add_months(tx: &mut Tx<'_>, values: &[Value]) -> Result<()> {
    Ok(tx.insert_or(
        "measure_months",
        &MONTHS,
        values,
        "on conflict (part, month, position_id, bucket)
         do update set counted = measure_months.counted + excluded.counted, amount = measure_months.amount + excluded.amount",
    )?)
}

/// Which column stands for the time of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Grid {
    /// Rows of whole months; the text is `YYYY-MM`.
    Months,
    /// Rows of days, kept apart.
    Days,
    /// Rows of days, added up by month.
    DaysByMonth,
}

/// Parts by time, position and bucket, for positions that may be seen, from and to exclusive.
pub(super) fn cells(scope: &Scope, parts: &[&str], grid: Grid, from: &str, to: &str, subject: bool) -> Sql {
    let (table, column, time) = match grid {
        Grid::Months => ("measure_months", "month", "month"),
        Grid::Days => ("measure_days", "on_day", "on_day"),
        Grid::DaysByMonth => ("measure_days", "on_day", "substr(on_day, 1, 7)"),
    };
    let subject = if subject { ", subject_id" } else { "" };
    let mut sql = Sql::new(&format!(
        "select part, {time} as at, position_id, bucket, cast(sum(counted) as bigint), cast(sum(amount) as bigint){subject}
         from {table} where part in "
    ));
    sql.bind_list(parts.iter().map(|&p| p.into()));
    sql.push(&format!(" and {column} >= ")).bind(from).push(&format!(" and {column} < ")).bind(to);
    scope.restrict_positions(&mut sql, "position_id");
    sql.push(&format!(" group by part, {time}, position_id, bucket{subject}"));
    sql
}

/// External id and name by id.
pub(super) fn names(
    tx: &mut Tx<'_>,
    table: &str,
    ids: &[uuid::Uuid],
) -> Result<HashMap<uuid::Uuid, (Option<String>, String)>> {
    let mut found = HashMap::with_capacity(ids.len());
    for part in ids.chunks(500) {
        let mut sql = Sql::new(&format!("select id, external_id, name from {table} where id in "));
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        tx.each(sql.text(), sql.args(), |row| {
            found.insert(row.next()?, (row.next()?, row.next()?));
            Ok(())
        })?;
    }
    Ok(found)
}

/// Names of the sources of leads, which are their own keys.
pub(super) fn sources(tx: &mut Tx<'_>, ids: &[uuid::Uuid]) -> Result<HashMap<uuid::Uuid, (Option<String>, String)>> {
    let mut found = HashMap::with_capacity(ids.len());
    for part in ids.chunks(500) {
        let mut sql = Sql::new("select id, name from lead_sources where id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        tx.each(sql.text(), sql.args(), |row| {
            let (id, name) = (row.next()?, row.next::<String>()?);
            found.insert(id, (Some(name.clone()), name));
            Ok(())
        })?;
    }
    Ok(found)
}
