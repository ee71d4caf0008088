//! How often a program may call: a bucket of turns per user that fills evenly. Kept per node, in memory.

use domain::Instant;
use domain::kernel::id::UserId;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Buckets kept; full ones are forgotten beyond it.
const KEPT: usize = 10_000;

/// Every bucket.
pub struct Limits {
    per_minute: u32,
    buckets: Mutex<HashMap<UserId, Bucket>>,
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

impl Limits {
    /// So many turns a minute.
    pub fn new(per_minute: u32) -> Limits {
        Limits { per_minute: per_minute.max(1), buckets: Mutex::default() }
    }

    /// Takes a turn of a user.
    pub fn take(&self, user: UserId, now: Instant) -> Turn {
        let rate = i64::from(self.per_minute);
        let full = rate * TURN;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > KEPT {
            buckets.retain(|_, b| b.parts + (now.0 - b.at.0).max(0) * rate < full);
        }
        let bucket = buckets.entry(user).or_insert(Bucket { parts: full, at: now });
        bucket.parts = (bucket.parts + (now.0 - bucket.at.0).clamp(0, TURN) * rate).min(full);
        bucket.at = now;
        let wait = if bucket.parts >= TURN { 0 } else { seconds(TURN - bucket.parts, rate) };
        if wait == 0 {
            bucket.parts -= TURN;
        }
        let left = u32::try_from(bucket.parts / TURN).unwrap_or(0);
        Turn { limit: self.per_minute, left, reset_seconds: seconds(full - bucket.parts, rate), wait_seconds: wait }
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
        let limits = Limits::new(3);
        let user = UserId::default();
        let turn = |at: i64| limits.take(user, Instant(at));
        assert_eq!([turn(0).left, turn(0).left, turn(0).left], [2, 1, 0]);
        assert_eq!(turn(0).wait_seconds, 20);
        assert_eq!(turn(19_000).wait_seconds, 1);
        assert_eq!(turn(20_000).wait_seconds, 0);
        assert_eq!(turn(200_000).left, 2, "never more than full");
        assert_eq!(limits.take(UserId(uuid::Uuid::from_u128(1)), Instant(0)).left, 2, "everyone has their own");
    }
}
