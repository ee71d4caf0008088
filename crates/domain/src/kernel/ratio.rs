//! A ratio keeps both its parts, so that groups add up: Σ numerators / Σ denominators, never a mean of ratios.

use serde::{Deserialize, Serialize};

/// A numerator over a denominator. Without denominator there is no value, never 0 or 100 %.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Ratio {
    /// What counts.
    pub numerator: i64,
    /// Out of what.
    pub denominator: i64,
}

impl Ratio {
    /// A ratio of two counts or sums.
    pub fn new(numerator: i64, denominator: i64) -> Ratio {
        Ratio { numerator, denominator }
    }
    /// The fraction; none where the denominator is 0.
    #[expect(clippy::cast_precision_loss, reason = "a shown value; the parts stay exact")]
    pub fn value(self) -> Option<f64> {
        (self.denominator != 0).then(|| self.numerator as f64 / self.denominator as f64)
    }
}

impl std::ops::Add for Ratio {
    type Output = Ratio;
    fn add(self, other: Ratio) -> Ratio {
        Ratio::new(self.numerator + other.numerator, self.denominator + other.denominator)
    }
}
