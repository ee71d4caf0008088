//! What nobody works goes back: new leads that lie longer than the company's rule allows.
//!
//! Run by the server every minute. One run takes a part; the next goes on. A lead that was touched, handed over or closed
//! in the meantime is left alone, since its own row decides.

use super::load;
use crate::ctx::Who;
use crate::{Error, House, Result, leads};
use domain::Instant;
use domain::organisation::routing::{Setting, WorkKind};

/// Leads of one run.
const PART: i64 = 200;
const HOUR: i64 = 3_600_000;

/// Takes back what has lain too long. Answers how many went to somebody else or to a queue.
///
/// # Errors
/// The database's own.
pub fn recycle(house: &House) -> Result<usize> {
    let done = house.write(Who::Console, |ctx, tx| {
        let prepared = load::prepared(ctx, tx)?;
        let mut taken = 0;
        for rule in &prepared.recycle {
            let Setting::Recycle { work: WorkKind::Lead, hours, to } = rule else { continue };
            let before = Instant(ctx.now.0 - i64::from(*hours) * HOUR);
            taken += leads::commands::take_back(ctx, tx, before, PART, *hours, *to)?;
        }
        Ok(taken)
    });
    match done {
        // Nobody has founded a company here yet.
        Err(Error::NotFound) => Ok(0),
        done => done,
    }
}
