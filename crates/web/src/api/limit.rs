//! How often someone may call: a bucket of turns per key that fills evenly. Kept per node, in memory. The key is the user
//! of a program, or a form and the address of a stranger.

use domain::Instant;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// Buckets kept; full ones are forgotten beyond it.
const KEPT: usize = 10_000;

/// Every bucket.
pub struct Limits<K> {
    kept: Mutex<Kept<K>>,
}

/// Buckets, and how many there may be before old ones are looked for.
struct Kept<K> {
    buckets: HashMap<K, Bucket>,
    sweep_at: usize,
}

/// Turns, in sixty-thousandths so that a millisecond adds a whole number of them.
#[derive(Clone, Copy)]
struct Bucket {
    parts: i64,
    at: Instant,
}

/// One turn a minute is this many parts a millisecond times [`TURN`].
const TURN: i64 = 60_000;

/// Whether a call may go on, and what its headers say.
#[derive(Debug, PartialEq, Eq)]
pub struct Turn {
    /// Turns a minute.
    pub limit: u32,
    /// Turns left now.
    pub left: u32,
    /// Seconds until the bucket is full.
    pub reset_seconds: u32,
    /// Seconds until there is a turn; 0 where this call had one.
    pub wait_seconds: u32,
}

impl<K> Default for Limits<K> {
    fn default() -> Limits<K> {
        Limits { kept: Mutex::new(Kept { buckets: HashMap::new(), sweep_at: KEPT }) }
    }
}

impl<K: Hash + Eq> Limits<K> {
    /// Takes a turn of a key that has so many a minute.
    pub fn take(&self, key: K, per_minute: u32, now: Instant) -> Turn {
        let per_minute = per_minute.max(1);
        let rate = i64::from(per_minute);
        let full = rate * TURN;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let Kept { buckets, sweep_at } = &mut *kept;
        if buckets.len() > *sweep_at {
            // Every bucket is full again after a minute, whatever its rate.
            buckets.retain(|_, b| now.0 - b.at.0 < TURN);
            *sweep_at = KEPT.max(buckets.len() * 2);
        }
        let bucket = buckets.entry(key).or_insert(Bucket { parts: full, at: now });
        bucket.parts = (bucket.parts + (now.0 - bucket.at.0).clamp(0, TURN) * rate).min(full);
        bucket.at = now;
        let wait = if bucket.parts >= TURN { 0 } else { seconds(TURN - bucket.parts, rate) };
        if wait == 0 {
            bucket.parts -= TURN;
        }
        let left = u32::try_from(bucket.parts / TURN).unwrap_or(0);
        Turn { limit: per_minute, left, reset_seconds: seconds(full - bucket.parts, rate), wait_seconds: wait }
    }
}

/// Whole seconds in which a bucket gains so many parts.
fn seconds(parts: i64, rate: i64) -> u32 {
    u32::try_from((parts + rate * 1000 - 1) / (rate * 1000)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills() {
        let limits = Limits::default();
        let turn = |at: i64| limits.take("one", 3, Instant(at));
        assert_eq!([turn(0).left, turn(0).left, turn(0).left], [2, 1, 0]);
        assert_eq!(turn(0).wait_seconds, 20);
        assert_eq!(turn(19_000).wait_seconds, 1);
        assert_eq!(turn(20_000).wait_seconds, 0);
        assert_eq!(turn(200_000).left, 2, "never more than full");
        assert_eq!(limits.take("another", 3, Instant(0)).left, 2, "everyone has their own");
    }
}
