//! Reads the history on from where an address is.
//!
//! Entries of a transaction that commits late carry the time at which it began, so the last part of the history is read
//! again each time: as far back as any transaction is open, and [`MARGIN`] beyond, for clocks that differ or are set back.
//! What was found before is known by its delivery. So nothing is missed, whatever commits when, and nothing is found twice.

use super::sql::{self, Place, Stored};
use crate::{Ctx, Result};
use db::Tx;
use domain::Instant;
use uuid::Uuid;

/// How much of the history is always read again, in milliseconds.
pub(super) const MARGIN: i64 = 60_000;
/// Entries that are taken at once; with so many waiting no more are taken.
pub(super) const PAGE: i64 = 500;
/// How far the place may stay behind where nothing happens, so that a quiet address costs no writes.
const STALE: i64 = 5 * 60_000;

/// What a look at the history found.
pub(super) struct Gathered {
    /// Entries that are to be told: which, and when they happened.
    pub found: Vec<Place>,
    /// Up to here nothing more will appear.
    pub read: Place,
    /// Up to here everything is known by now; none where that is everything.
    pub known: Option<Place>,
}

impl Gathered {
    /// Whether there is anything to write down.
    pub fn is_news(&self, stored: &Stored) -> bool {
        !self.found.is_empty() || self.read < stored.read || self.read.at.0 - stored.read.at.0 > STALE
    }
}

/// Looks at what the address's user may see of the history. `open_for` was asked of the database before this transaction
/// began ([`Tx::others_open_for`]): what was open then and has committed since is found now or the next time. Whoever moves
/// on by the answer asks for it while writing, since SQLite's only other writer is then done.
pub(super) fn gather(ctx: &Ctx, tx: &mut Tx<'_>, stored: &Stored, open_for: i64) -> Result<Gathered> {
    if sql::waiting_until(tx, stored.webhook.id, stored.read, PAGE)? >= PAGE {
        return Ok(Gathered { found: Vec::new(), read: stored.read, known: Some(stored.read) });
    }
    let settled = Place { at: Instant(ctx.now.0 - open_for - MARGIN), id: Uuid::nil() };
    let since = stored.since.min(ctx.now);
    let from = stored.read.min(settled);
    let found = sql::unread(ctx, tx, &stored.webhook, since, from, PAGE)?;
    let is_all = found.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
    let last = found.last().copied().filter(|_| !is_all);
    Ok(Gathered { read: last.map_or(settled, |last| last.min(settled)), known: last, found })
}
