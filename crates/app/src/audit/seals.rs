//! Seals: a chain of digests over the history. Each seal holds the SHA-256 of the digest before it and of every entry of its
//! stretch, in order, so an entry that is changed, added or taken away later breaks the chain from there on.
//!
//! A stretch ends a while ago, so that what is still being written is not missed by it. Where values of a stretch were
//! overwritten since ([`super::redactions`]), the chain goes on over the seal as it was set.
//!
//! A clock that was set wrong and right again writes entries that bear the time of a stretch sealed before. They are noted as
//! late by the write itself, and the next seal covers them by name, behind its own stretch. So they are told from an entry that
//! somebody slipped in, which no write of the product noted, or which was noted and is not what the seal says.

use super::{redactions, sql};
use crate::{House, Result};
use db::Tx;
use domain::Instant;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How long ago a stretch ends at least, in ms,
const SETTLED: i64 = 10 * 60 * 1000;
/// and how long before the oldest write that is still open: clocks of servers differ.
const MARGIN: i64 = 60 * 1000;
/// Entries of one seal, about.
const LONGEST: i64 = 100_000;
/// Late entries of one seal at most.
const MOST_LATE: i64 = 10_000;

/// One link of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// From 1 on, without gaps.
    pub seq: i64,
    /// It covers entries before this instant, and not before the seal before; and late ones.
    pub until: Instant,
    /// How many.
    pub entries: i64,
    /// SHA-256 of the digest before it and of its entries.
    pub digest: Vec<u8>,
}

/// What the seals say of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It stands as it was sealed: so many seals, so many entries.
    Whole {
        /// Seals.
        seals: i64,
        /// Entries under them.
        entries: i64,
        /// Of those: written while the clock stood before the end of the last seal.
        late: i64,
    },
    /// It was changed after it was sealed, within the stretch that ends here.
    Broken {
        /// The first seal that does not hold.
        seq: i64,
        /// Where its stretch begins,
        from: Instant,
        /// and ends.
        until: Instant,
    },
}

/// Seals what has settled since the last seal, a stretch of it; answers whether there was anything. The stretch is read
/// beside those who write. Of two servers that seal at once one is refused by the number of the seal, and finds it done the
/// next time.
///
/// # Errors
/// The database's own.
pub fn seal(house: &House) -> Result<bool> {
    let now = house.now();
    let (next, times) = house.db().read(|tx| -> Result<_> {
        // An entry bears the time at which its write began: none that is still open may come into a sealed stretch.
        let settled = SETTLED.max(tx.others_open_for()? + MARGIN);
        Ok((next(tx, Instant(now.0 - settled))?, redactions::times(tx)?))
    })?;
    let Some((next, late)) = next else { return Ok(false) };
    house.db().write(|tx| {
        // Of a stretch in which values were overwritten meanwhile the digest is another.
        if !redactions::hold(tx, times.as_deref())? {
            return Ok(false);
        }
        let last = sql::last(tx)?.map_or(0, |seal| seal.seq);
        if last + 1 != next.seq {
            return Ok(false);
        }
        sql::add(tx, &next, now)?;
        sql::seal_late(tx, next.seq, &late)?;
        Ok(true)
    })
}

/// Notes entries that were written while the clock stood before the end of the last seal.
///
/// # Errors
/// The database's own.
pub(crate) fn note_late(tx: &mut Tx<'_>, entries: &[(Uuid, Instant)]) -> Result<()> {
    sql::add_late(tx, entries)
}

/// Whether an instant lies before the end of the last seal.
///
/// # Errors
/// The database's own.
pub(crate) fn is_sealed(tx: &mut Tx<'_>, at: Instant) -> Result<bool> {
    Ok(sql::last(tx)?.is_some_and(|seal| at < seal.until))
}

/// The seal to be set, where anything happened since the last and before `until`, or late ones wait; and those. Late ones need
/// not settle: they are covered by name.
fn next(tx: &mut Tx<'_>, until: Instant) -> Result<Option<(Seal, Vec<Uuid>)>> {
    let last = sql::last(tx)?;
    let from = last.as_ref().map_or(Instant(i64::MIN), |seal| seal.until);
    let late = sql::late(tx, None, MOST_LATE)?;
    let first = sql::first(tx, from, until)?;
    if first.is_none() && late.is_empty() {
        return Ok(None);
    }
    let until = match first {
        Some(first) => end(tx, (from, until), first)?,
        None => from,
    };
    let before = last.as_ref().map_or(&[][..], |seal| &seal.digest);
    let (entries, digest) = digest(tx, before, &Stretch { from, until, late: late.clone() })?;
    Ok(Some((Seal { seq: last.as_ref().map_or(1, |seal| seal.seq + 1), until, entries, digest }, late)))
}

/// Where a stretch ends whose first entry is known.
fn end(tx: &mut Tx<'_>, (from, until): (Instant, Instant), first: Instant) -> Result<Instant> {
    // What was written in one go bears one time, and is not parted. A stretch ends with its newest entry and not with the
    // clock: one that was set wrong and right again would let the entries that follow fall into a sealed stretch.
    Ok(match sql::furthest(tx, from, until, LONGEST)? {
        Some(at) if at > first => at,
        Some(at) => Instant(at.0 + 1),
        None => Instant(sql::latest(tx, from, until)?.0 + 1),
    })
}

/// Recomputes the chain and compares.
///
/// # Errors
/// The database's own.
pub fn verify(tx: &mut Tx<'_>) -> Result<Verdict> {
    let (mut from, mut before, mut sum, mut all_late) = (Instant(i64::MIN), Vec::new(), 0, 0);
    let seals = sql::seals(tx)?;
    let redactions = sql::redactions(tx)?;
    let (newest, unknown) = (redactions::newest(&redactions), redactions::unknown(tx, &redactions)?);
    for (place, seal) in (1..).zip(&seals) {
        let late = sql::late(tx, Some(seal.seq), i64::MAX)?;
        all_late += late.len();
        let (entries, digest) = digest(tx, &before, &Stretch { from, until: seal.until, late })?;
        let expected = newest.get(&seal.seq).map_or(&seal.digest, |redaction| &redaction.digest);
        if (seal.seq, seal.entries, expected) != (place, entries, &digest) || unknown.contains(&seal.seq) {
            return Ok(Verdict::Broken { seq: seal.seq, from, until: seal.until });
        }
        (from, before, sum) = (seal.until, seal.digest.clone(), sum + entries);
    }
    let count = |len: usize| i64::try_from(len).unwrap_or(i64::MAX);
    Ok(Verdict::Whole { seals: count(seals.len()), entries: sum, late: count(all_late) })
}

/// What lies under one seal.
pub(super) struct Stretch {
    /// From this instant
    pub from: Instant,
    /// to this one, not included, but for what was late there;
    pub until: Instant,
    /// and what was late, by time and id.
    pub late: Vec<Uuid>,
}

/// Entries of a stretch and the digest over them. Every value stands behind its length, and no length is that which parts late
/// entries from the others, so that no two histories read alike.
pub(super) fn digest(tx: &mut Tx<'_>, before: &[u8], stretch: &Stretch) -> Result<(i64, Vec<u8>)> {
    let (mut count, mut digest) = (0, Sha256::new());
    digest.update(before);
    let mut entry = |digest: &mut Sha256, values: &[String]| {
        count += 1;
        for value in values {
            digest.update(u64::try_from(value.len()).unwrap_or(u64::MAX).to_be_bytes());
            digest.update(value.as_bytes());
        }
    };
    sql::stretch(tx, stretch.from, stretch.until, &mut |values| entry(&mut digest, values))?;
    if !stretch.late.is_empty() {
        digest.update(u64::MAX.to_be_bytes());
        sql::named(tx, &stretch.late, &mut |values| entry(&mut digest, values))?;
    }
    Ok((count, digest.finalize().to_vec()))
}
