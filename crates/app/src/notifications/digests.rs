//! Notifications by e-mail, for those who chose so: each at once, or what is unread of a day or a week in one mail.
//!
//! Run by the server every minute. A mail is made on behalf of its reader, so it says what they may see and in their language;
//! it waits in the outbox from then on. Without a sender nothing is made, and nothing is lost.

use super::{queries, sql, words};
use crate::ctx::Who;
use crate::mail::{self, Notice};
use crate::{Ctx, Error, House, Result};
use db::Tx;
use domain::kernel::id::UserId;
use text::Lang;

/// The hour of the company's day from which mails of the day and the week are made.
const HOUR: i8 = 6;
/// The weekday of the mail of the week: Monday.
const WEEKDAY: i8 = 1;

/// Queues the e-mails that are due. Answers how many.
///
/// # Errors
/// The database's own.
pub fn send(house: &House) -> Result<usize> {
    let due = house.write(Who::Console, |ctx, tx| {
        if !mail::can_tell(tx)? {
            return Ok(Vec::new());
        }
        // Asked whether or not anybody waits, or the first to wait later on would get the mail of the day then.
        let is_time = hour(ctx) >= HOUR;
        let daily = is_time && sql::begin_mail(tx, "daily", ctx.today)?;
        let weekly = is_time && ctx.today.weekday() == WEEKDAY && sql::begin_mail(tx, "weekly", ctx.today)?;
        let mut waiting = sql::mailed_to(tx)?;
        waiting.retain(|(_, mail)| match mail.as_str() {
            "daily" => daily,
            "weekly" => weekly,
            _ => true,
        });
        Ok(waiting)
    });
    let due = match due {
        // Nobody has founded a company here yet.
        Err(Error::NotFound) => return Ok(0),
        due => due?,
    };
    let mut queued = 0;
    for (user, mail) in due {
        match house.write_as(user, |ctx, tx| queue(ctx, tx, user, &mail)) {
            Ok(count) => queued += count,
            // They may not sign in any more: nothing is sent, and nobody else waits for it.
            Err(Error::SignedOut) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(queued)
}

fn hour(ctx: &Ctx) -> i8 {
    let zone = jiff::tz::TimeZone::get(&ctx.company.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    jiff::Timestamp::from_millisecond(ctx.now.0).unwrap_or_default().to_zoned(zone).hour()
}

/// The mails of one reader; what they have read by now is left out.
fn queue(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId, mail: &str) -> Result<usize> {
    let stored = sql::take_to_mail(tx, user, mail, ctx.now)?;
    let unread: Vec<sql::Stored> = stored.into_iter().filter(|one| !one.is_read).collect();
    let views = queries::views(ctx, tx, unread)?;
    let lang = Lang::parse(&ctx.language).unwrap_or_default();
    let lines: Vec<String> = views.iter().map(|view| words::said(lang, view)).collect();
    let tell = |tx: &mut Tx<'_>, subject: &str, text: &str| {
        mail::tell(ctx, tx, &Notice { to: user, subject, text, once: None }).map(usize::from)
    };
    if mail == "now" {
        return lines.iter().map(|line| tell(tx, line, line)).sum();
    }
    if lines.is_empty() {
        return Ok(0);
    }
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let text = lines.iter().map(|line| format!("– {line}\n")).collect::<String>();
    tell(tx, &words::gathered(lang, mail == "weekly", count), &text)
}
