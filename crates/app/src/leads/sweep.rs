//! What time does to leads: the promised time of those that nobody has tried to reach runs out.
//!
//! Run by the server every minute, a part at a time, before unworked leads go back.

use super::commands::save;
use super::sql;
use crate::ctx::Who;
use crate::routing::commands::RULE;
use crate::{Error, House, Result, records};
use domain::leads::{Lead, stints};

/// Leads of one run.
const PART: i64 = 200;

/// Notes whose promised time has run out with no attempt. Answers how many.
///
/// # Errors
/// The database's own.
pub fn sweep(house: &House) -> Result<usize> {
    let done = house.write(Who::Console, |ctx, tx| {
        let ids = sql::run_out(tx, ctx.now, PART)?;
        let old = records::some::<Lead>(tx, None, &ids)?;
        let missed: Vec<Lead> = old.iter().filter_map(|lead| stints::run_out(lead, ctx.now)).collect();
        save(ctx, tx, RULE, &old, missed).map(|saved| saved.len())
    });
    match done {
        // Nobody has founded a company here yet.
        Err(Error::NotFound) => Ok(0),
        done => done,
    }
}
