//! Statements of targets.

use crate::sql::Sql;
use crate::{Ctx, Result};
use db::{Tx, Value};
use domain::Day;
use domain::kernel::id::PositionId;
use std::collections::HashMap;

const SAVE: &str = "insert into targets (measure, position_id, grain, from_on, value, user_id, recorded_at)
 values ($1, $2, $3, $4, $5, $6, $7)
 on conflict (measure, position_id, grain, from_on) do update set value = excluded.value,
 user_id = excluded.user_id, recorded_at = excluded.recorded_at";
const DROP: &str = "delete from targets where measure = $1 and position_id = $2 and grain = $3 and from_on = $4";

/// Targets in force on a day, by position and measure.
pub(super) fn on(
    tx: &mut Tx<'_>,
    positions: &[PositionId],
    grain: &str,
    day: Day,
) -> Result<HashMap<(PositionId, String), String>> {
    let mut found = HashMap::new();
    for part in positions.chunks(500) {
        let mut sql = Sql::new("select position_id, measure, value from targets where grain = ");
        sql.bind(grain).push(" and from_on <= ").bind(day.to_string()).push(" and position_id in ");
        sql.bind_list(part.iter().map(|&p| Value::id(p))).push(" order by from_on");
        tx.each(sql.text(), sql.args(), |row| {
            // A later one takes the place of an earlier one; an empty one ends it.
            found.insert((row.id()?, row.next()?), row.next()?);
            Ok(())
        })?;
    }
    found.retain(|_, value: &mut String| !value.is_empty());
    Ok(found)
}

/// What is stored under one target's key.
pub(super) type Key<'a> = (&'a str, PositionId, &'a str, Day);

pub(super) fn save(ctx: &Ctx, tx: &mut Tx<'_>, (measure, position, grain, from): Key<'_>, value: &str) -> Result<()> {
    tx.run(
        SAVE,
        &[
            measure.into(),
            Value::id(position),
            grain.into(),
            Value::text(from),
            value.into(),
            Value::opt_id(ctx.user),
            Value::Int(ctx.now.0),
        ],
    )?;
    Ok(())
}

pub(super) fn drop(tx: &mut Tx<'_>, (measure, position, grain, from): Key<'_>) -> Result<()> {
    tx.run(DROP, &[measure.into(), Value::id(position), grain.into(), Value::text(from)])?;
    Ok(())
}
