//! Seeded chance: the same seed throws the same dice on every machine.
//!
//! Each part of the company draws from a stream of its own, so that a change of one part leaves the others as
//! they were. Ids are made here too: UUIDv7 in form, their random part from the stream.

use domain::Instant;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use uuid::{Builder, Uuid};

/// A stream of chance.
pub struct Chance {
    rng: ChaCha8Rng,
}

impl Chance {
    /// The stream of that number.
    pub fn new(seed: u64, stream: u64) -> Chance {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Chance { rng }
    }
    /// One of them; none of none.
    pub fn one<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.choose(&mut self.rng)
    }
    /// One of the words.
    pub fn word(&mut self, all: &[&'static str]) -> &'static str {
        self.one(all).copied().unwrap_or_default()
    }
    /// Whether something of that probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.rng.random::<f64>() < probability
    }
    /// A whole number, both ends included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        if low >= high { low } else { self.rng.random_range(low..=high) }
    }
    /// The place of one of the weights, each as likely as it is heavy.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.rng.random::<f64>() * weights.iter().sum::<f64>();
        for (place, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return place;
            }
        }
        weights.len().saturating_sub(1)
    }
    /// A standard normal number (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let (a, b) = (self.rng.random::<f64>(), self.rng.random::<f64>());
        (-2.0 * (1.0 - a).ln()).sqrt() * (std::f64::consts::TAU * b).cos()
    }
    /// A log-normal number of that median.
    pub fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        median * (sigma * self.normal()).exp()
    }
    /// How often something happens that happens so often on average (Knuth).
    pub fn count(&mut self, mean: f64) -> u32 {
        let (limit, mut product, mut count) = ((-mean).exp(), self.rng.random::<f64>(), 0);
        while product > limit {
            count += 1;
            product *= self.rng.random::<f64>();
        }
        count
    }
    /// A new id of that time.
    pub fn id<I: From<Uuid>>(&mut self, at: Instant) -> I {
        let mut random = [0; 10];
        self.rng.fill_bytes(&mut random);
        Builder::from_unix_timestamp_millis(at.0.unsigned_abs(), &random).into_uuid().into()
    }
}

/// The nearest whole number.
#[expect(clippy::cast_possible_truncation, reason = "numbers of the demo are far below 2^53, and `as` saturates")]
pub fn whole(number: f64) -> i64 {
    number.round() as i64
}
