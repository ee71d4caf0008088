//! What is told by the clock alone: tasks that fall due today, once a day, and leads that wait too long, once each.
//!
//! Run by the server every minute. Each run looks at what has come since the last one, so nothing is lost while no server
//! runs and nothing is told twice.

use super::{Notice, sql, tell};
use crate::ctx::Who;
use crate::{Error, House, Result};
use domain::Instant;
use domain::notifications::{Kind, LEAD_WAITS_HOURS};
use domain::policy::Noun;

const HOUR: i64 = 3_600_000;
/// Leads that have waited longer than this were brought along: nobody is reminded of them.
const LONG_AGO: i64 = 14 * 24 * HOUR;

/// Tells what the hour brings. Answers how many notices there were.
///
/// # Errors
/// The database's own.
pub fn due(house: &House) -> Result<usize> {
    let done = house.write(Who::Console, |ctx, tx| {
        let mut notices = Vec::new();
        if sql::begin_day(tx, ctx.today)? {
            for (activity, owner, is_step) in sql::tasks_due(tx, ctx.today)? {
                let kind = if is_step { Kind::CadenceStep } else { Kind::TaskDue };
                notices.push(Notice::of(kind, owner, Noun::Activity, activity));
            }
        }
        let waiting = Instant(ctx.now.0 - LEAD_WAITS_HOURS * HOUR);
        for (lead, owner) in sql::leads_waiting(tx, Instant(ctx.now.0 - LONG_AGO), waiting)? {
            notices.push(Notice::of(Kind::LeadWaiting, owner, Noun::Lead, lead));
        }
        tell(ctx, tx, &notices)?;
        Ok(notices.len())
    });
    match done {
        // Nobody has founded a company here yet.
        Err(Error::NotFound) => Ok(0),
        done => done,
    }
}
