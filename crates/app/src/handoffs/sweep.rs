//! What time does to hand-offs: offers that nobody answers run out and go up the line; what was accepted and then left
//! alone is found out.
//!
//! Run by the server every minute, a part at a time. One that was answered in the meantime is left alone, since its own row
//! decides.

use super::offer::saved;
use super::{rules, sql};
use crate::ctx::Who;
use crate::routing::commands::RULE;
use crate::{Ctx, Error, House, Result};
use db::Tx;
use domain::Instant;
use domain::handoffs::{Handoff, boundary, decide};
use domain::organisation::routing::WorkStage;

/// Hand-offs of one run.
const PART: i64 = 200;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// Lets run out what is due, and finds out what was left alone. Answers how many changed.
///
/// # Errors
/// The database's own.
pub fn sweep(house: &House) -> Result<usize> {
    let done = house.write(Who::Console, |ctx, tx| Ok(expire(ctx, tx)? + settle(ctx, tx)?));
    match done {
        // Nobody has founded a company here yet.
        Err(Error::NotFound) => Ok(0),
        done => done,
    }
}

fn expire(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<usize> {
    let mut changes = Vec::new();
    for old in sql::due(tx, ctx.now, PART)? {
        let asked = old.escalated_to.or(old.to).unwrap_or(old.from);
        let above = boundary::above(&ctx.organisation, asked);
        let next_due = Instant(ctx.now.0 + rules::of(tx, old.stage)?.hours * HOUR);
        if let Some(new) = decide::expire(&old, above, next_due, ctx.now) {
            changes.push((Some(old), new));
        }
    }
    let count = changes.len();
    saved(ctx, tx, RULE, changes)?;
    Ok(count)
}

fn settle(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<usize> {
    let mut changes = Vec::new();
    for stage in WorkStage::ALL {
        let length = rules::of(tx, stage)?.quiet_days * DAY;
        for old in sql::unsettled(tx, stage, Instant(ctx.now.0 - length), PART)? {
            let Some(decided) = old.decided_at else { continue };
            let is_quiet = !sql::touched(tx, &old, decided, Instant(decided.0 + length))?;
            let new = Handoff { is_settled: true, is_quiet, ..old.clone() };
            changes.push((Some(old), new));
        }
    }
    let count = changes.len();
    saved(ctx, tx, RULE, changes)?;
    Ok(count)
}
