//! The clock, backups, and work that waits for something.

use super::{Finding, Look, broken, good, sql, warning};
use crate::Result;
use crate::backups::{schedule, written};
use db::Tx;
use domain::Instant;

/// Milliseconds of a minute
const MINUTE: i64 = 60_000;
/// and of an hour.
const HOUR: i64 = 60 * MINUTE;
/// A clock may be this far behind what was recorded by another server.
const LAG: i64 = 5 * MINUTE;

/// Looks at them.
pub(super) fn examine(tx: &mut Tx<'_>, look: &Look, now: Instant) -> Result<Vec<Finding>> {
    let mut found = vec![clock(tx, now)?, backups(tx, now)?];
    if let count @ 1.. = sql::sealed(tx)?
        && !look.has_key
    {
        let says = format!(
            "{count} secrets (mailboxes, calendars, webhooks, authenticators) are kept, and the key that opens them is missing"
        );
        found.push(broken(
            "key",
            says,
            "set BAILIWICK_SECRET_KEY, put the .key file back, or enter the passwords again and reset the two-factor sign-ins",
        ));
    }
    for (check, count, says, mend) in [
        (
            "mail",
            sql::waiting(tx, now.0 - HOUR)?,
            "messages have waited for more than an hour",
            "start the server, or look at /settings/mail for what is in the way",
        ),
        (
            "mail",
            sql::unknown(tx)?,
            "messages broke off while they were sent",
            "send them again by hand where nobody got them",
        ),
        (
            "mail",
            sql::failing(tx)?,
            "mailboxes or calendars do not answer",
            "their owners see why under /settings/mail",
        ),
        (
            "webhooks",
            sql::untold(tx)?,
            "webhooks are not taken by whom they are for",
            "see why under /settings/webhooks, or by bailiwick webhook messages",
        ),
        (
            "jobs",
            sql::running(tx, now.0 - 6 * HOUR)?,
            "imports have run for more than six hours",
            "start the server again: it marks what broke off",
        ),
        (
            "search",
            sql::unindexed(tx, now.0 - HOUR)?,
            "imports are not in the search index yet",
            "start the server: it catches up",
        ),
    ] {
        if count > 0 {
            found.push(warning(check, format!("{count} {says}"), mend));
        }
    }
    Ok(found)
}

fn clock(tx: &mut Tx<'_>, now: Instant) -> Result<Finding> {
    let newest = Instant(sql::newest(tx)?);
    if newest.0 > now.0 + LAG {
        let says = format!("it is {} here, and something was recorded at {}", written(now), written(newest));
        return Ok(broken("clock", says, "set the clock of this machine by NTP; what is recorded keeps its time"));
    }
    Ok(good("clock", format!("it is {}", written(now))))
}

fn backups(tx: &mut Tx<'_>, now: Instant) -> Result<Finding> {
    let mend = "serve with --backup-folder DIR, or run bailiwick backup by a timer of your own";
    let Some(diary) = schedule::diary(tx)? else {
        return Ok(warning("backups", "no server was told to take any", mend));
    };
    let last = diary.last.as_ref().map(|last| format!("the last is of {}: {}", written(last.at), last.file));
    let last = last.unwrap_or_else(|| "there is none yet".to_owned());
    let is_overdue = diary.is_overdue(now);
    if let Some(why) = diary.failed {
        return Ok(broken(
            "backups",
            format!("the last attempt failed: {why}; {last}"),
            "mend that; it is tried again within the hour",
        ));
    }
    if is_overdue {
        return Ok(broken("backups", format!("one is overdue; {last}"), "see that a server with --backup-folder runs"));
    }
    Ok(good("backups", last))
}
