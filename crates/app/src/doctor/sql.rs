//! Statements of the doctor: it reads across all slices, and writes nowhere.

use crate::Result;
use db::Tx;

const NEWEST: &str = "select max(at) from events";
const OWNERS: &str = "select count(*) from users where is_active = $1 and ' ' || grants || ' ' like '% owner %'";
const UNCREDITED: &str = "select count(*) from bookings b where b.company_minor <>
 (select coalesce(sum(c.company_minor), 0) from credit_lines c where c.booking_id = b.id and c.kind = 'direct')";
const WAITING: &str = "select count(*) from outbox where state = 'queued' and queued_at < $1";
const UNKNOWN: &str = "select count(*) from outbox where state = 'unknown'";
const FAILING: &str = "select (select count(*) from mail_accounts where state = 'failing') +
 (select count(*) from calendar_accounts where state = 'failing')";
const SEALED: &str = "select (select count(*) from mail_accounts) + (select count(*) from calendar_accounts)
 + (select count(*) from second_factors) + (select count(*) from webhooks where secret <> '')";
const STOPPED: &str = "select count(*) from webhooks where fault is not null";
const RUNNING: &str = "select count(*) from imports where state = 'running' and started_at < $1";
const UNINDEXED: &str = "select count(*) from imports where is_index_due and finished_at < $1";
const LEADS: &str =
    "select count(*) from leads r where not exists (select 1 from positions p where p.id = r.owner_position_id)";
const ACCOUNTS: &str =
    "select count(*) from accounts r where not exists (select 1 from positions p where p.id = r.owner_position_id)";
const OPPORTUNITIES: &str = "select count(*) from opportunities r where not exists (select 1 from positions p where p.id = r.owner_position_id)";

/// When the last thing was recorded.
pub(super) fn newest(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(tx.number(NEWEST, &[])?)
}

/// Users who own the company and may sign in.
pub(super) fn owners(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(tx.number(OWNERS, &[true.into()])?)
}

/// Records of positions that never were, by kind.
pub(super) fn ownerless(tx: &mut Tx<'_>) -> Result<[(&'static str, i64); 3]> {
    Ok([
        ("leads", tx.number(LEADS, &[])?),
        ("accounts", tx.number(ACCOUNTS, &[])?),
        ("opportunities", tx.number(OPPORTUNITIES, &[])?),
    ])
}

/// Bookings whose direct credit does not come to them.
pub(super) fn uncredited(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(tx.number(UNCREDITED, &[])?)
}

/// Messages that wait since before.
pub(super) fn waiting(tx: &mut Tx<'_>, before: i64) -> Result<i64> {
    Ok(tx.number(WAITING, &[before.into()])?)
}

/// Messages of which nobody knows whether they were sent.
pub(super) fn unknown(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(tx.number(UNKNOWN, &[])?)
}

/// Mailboxes and calendars that do not answer.
pub(super) fn failing(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(tx.number(FAILING, &[])?)
}

/// Passwords of other servers, and secrets of authenticators, that are kept.
pub(super) fn sealed(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(tx.number(SEALED, &[])?)
}

/// Webhooks that are not taken, or were stopped for it.
pub(super) fn untold(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(tx.number(STOPPED, &[])?)
}

/// Imports that run since before.
pub(super) fn running(tx: &mut Tx<'_>, before: i64) -> Result<i64> {
    Ok(tx.number(RUNNING, &[before.into()])?)
}

/// Imports that ended before and are not searched yet.
pub(super) fn unindexed(tx: &mut Tx<'_>, before: i64) -> Result<i64> {
    Ok(tx.number(UNINDEXED, &[before.into()])?)
}
