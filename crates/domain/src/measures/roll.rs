//! Sums of components, and what can be read off a histogram of whole days.
//!
//! Sums add up in any order: of positions to a manager, of months to a year. Quantiles are exact,
//! because a histogram keeps every value. Counts may be negative where a period takes back what an
//! earlier one counted; values are then read off what is left.

use super::component::{Add, Component, Kind};
use crate::kernel::Ratio;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// How many by whole days.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Histogram(BTreeMap<i64, i64>);

impl Histogram {
    /// Adds so many of a value.
    pub fn add(&mut self, days: i64, count: i64) {
        let held = self.0.entry(days).or_default();
        *held += count;
        if *held == 0 {
            self.0.remove(&days);
        }
    }
    /// How many in all.
    pub fn n(&self) -> i64 {
        self.0.values().sum()
    }
    /// Values and counts, by value.
    pub fn iter(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        self.0.iter().map(|(&days, &count)| (days, count))
    }
    /// Sum of the values over their number.
    pub fn mean(&self) -> Ratio {
        Ratio::new(self.iter().map(|(days, count)| days * count).sum(), self.n())
    }
    /// The middle value; of an even number, the mean of the two in the middle.
    pub fn median(&self) -> Option<f64> {
        let n = self.n();
        let (low, high) = (self.ranked((n + 1) / 2)?, self.ranked(n / 2 + 1)?);
        Ratio::new(low + high, 2).value()
    }
    /// The smallest value that at least so many of a hundred do not exceed (nearest rank).
    pub fn percentile(&self, percent: i64) -> Option<i64> {
        let rank = self.n() * percent;
        self.ranked((rank / 100 + i64::from(rank % 100 != 0)).max(1))
    }
    /// The value at a rank, the smallest being the first.
    fn ranked(&self, rank: i64) -> Option<i64> {
        if self.n() <= 0 {
            return None;
        }
        let mut seen = 0;
        self.iter()
            .find(|(_, count)| {
                seen += count;
                seen >= rank
            })
            .map(|(days, _)| days)
    }
}

impl AddAssign<&Histogram> for Histogram {
    fn add_assign(&mut self, other: &Histogram) {
        other.iter().for_each(|(days, count)| self.add(days, count));
    }
}
impl FromIterator<(i64, i64)> for Histogram {
    fn from_iter<T: IntoIterator<Item = (i64, i64)>>(counts: T) -> Histogram {
        let mut made = Histogram::default();
        counts.into_iter().for_each(|(days, count)| made.add(days, count));
        made
    }
}

/// The median time to an end when some have not ended yet (Kaplan and Meier): `ended` by age at the end,
/// `open` by age today. An open one counts among those at risk up to its age, and is never dropped.
///
/// None where more than half outlast every age seen. Where exactly half are left for a while, the middle
/// of that while.
#[expect(clippy::cast_precision_loss, reason = "a survival estimate is a shown value; the counts stay exact")]
pub fn kaplan_meier_median(ended: &Histogram, open: &Histogram) -> Option<f64> {
    const HALF: f64 = 0.5;
    const TOLERANCE: f64 = 1e-12;
    let mut ages: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    ended.iter().for_each(|(age, count)| ages.entry(age).or_default().0 += count.max(0));
    open.iter().for_each(|(age, count)| ages.entry(age).or_default().1 += count.max(0));
    let mut at_risk: i64 = ages.values().map(|(ends, opens)| ends + opens).sum();
    let (mut surviving, mut half_since) = (1.0, None);
    for (age, (ends, opens)) in ages {
        if ends > 0 {
            surviving *= 1.0 - ends as f64 / at_risk as f64;
            if let Some(since) = half_since {
                return Ratio::new(since + age, 2).value();
            }
            if surviving < HALF - TOLERANCE {
                return Some(age as f64);
            }
            if surviving < HALF + TOLERANCE {
                half_since = Some(age);
            }
        }
        at_risk -= ends + opens;
    }
    half_since.map(|age| age as f64)
}

/// Components summed over some keys.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    amounts: BTreeMap<Component, i64>,
    days: BTreeMap<Component, Histogram>,
}

impl Sums {
    /// Adds a row: the bucket matters for histograms alone.
    pub fn add(&mut self, component: Component, bucket: i64, amount: i64) {
        match component.kind {
            Kind::Histogram => self.days.entry(component).or_default().add(bucket, amount),
            Kind::Sum | Kind::Count => *self.amounts.entry(component).or_default() += amount,
        }
    }
    /// The sum or count of a component; of a histogram, how many it holds.
    pub fn amount(&self, component: Component) -> i64 {
        match component.kind {
            Kind::Histogram => self.days.get(&component).map_or(0, Histogram::n),
            Kind::Sum | Kind::Count => self.amounts.get(&component).copied().unwrap_or(0),
        }
    }
    /// The sum of several sums or counts.
    pub fn amount_of(&self, components: &[Component]) -> i64 {
        components.iter().map(|&c| self.amount(c)).sum()
    }
    /// The histogram of several components together.
    pub fn days_of(&self, components: &[Component]) -> Histogram {
        let mut all = Histogram::default();
        components.iter().filter_map(|c| self.days.get(c)).for_each(|days| all += days);
        all
    }
}

impl AddAssign<&Sums> for Sums {
    fn add_assign(&mut self, other: &Sums) {
        for (&component, amount) in &other.amounts {
            *self.amounts.entry(component).or_default() += amount;
        }
        for (&component, days) in &other.days {
            *self.days.entry(component).or_default() += days;
        }
    }
}
impl<'a> FromIterator<&'a Add> for Sums {
    fn from_iter<T: IntoIterator<Item = &'a Add>>(adds: T) -> Sums {
        let mut sums = Sums::default();
        adds.into_iter().for_each(|add| sums.add(add.key.component, add.bucket, add.amount));
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn histogram(values: &[i64]) -> Histogram {
        values.iter().map(|&v| (v, 1)).collect()
    }

    #[test]
    fn medians_are_exact_and_percentiles_are_values_that_occurred() {
        assert_eq!(histogram(&[]).median(), None);
        assert_eq!(histogram(&[5]).median(), Some(5.0));
        assert_eq!(histogram(&[1, 2]).median(), Some(1.5));
        assert_eq!(histogram(&[9, 1, 2]).median(), Some(2.0));
        assert_eq!(histogram(&[-2, -1]).median(), Some(-1.5));
        let ten: Vec<i64> = (1..=10).collect();
        assert_eq!(histogram(&ten).percentile(90), Some(9));
        assert_eq!(histogram(&ten[..9]).percentile(90), Some(9));
        assert_eq!(histogram(&[]).percentile(90), None);
    }

    #[test]
    fn what_is_taken_back_leaves_no_trace() {
        let mut days = histogram(&[3, 4, 8]);
        days.add(8, -1);
        assert_eq!(days, histogram(&[3, 4]));
        let reversal: Histogram = [(40, -1)].into_iter().collect();
        assert_eq!((reversal.n(), reversal.median(), reversal.percentile(90)), (-1, None, None));
    }

    #[test]
    fn open_ones_are_censored_not_dropped() {
        let ended = histogram(&[1, 2, 3]);
        assert_eq!(kaplan_meier_median(&ended, &histogram(&[])), Some(2.0));
        // S(2) = 2/3 · 1/2 … by hand: at risk 6, 5, 4; S = 5/6, 4/6, 3/6: half is left from 3 on.
        assert_eq!(kaplan_meier_median(&ended, &histogram(&[9, 9, 9])), Some(3.0));
        assert_eq!(kaplan_meier_median(&ended, &histogram(&[9, 9, 9, 9])), None);
        // Half is left from 2 to 5.
        assert_eq!(kaplan_meier_median(&histogram(&[1, 2, 5, 6]), &histogram(&[])), Some(3.5));
        assert_eq!(kaplan_meier_median(&histogram(&[]), &histogram(&[4])), None);
    }

    proptest! {
        #[test]
        fn quantiles_agree_with_the_sorted_list(mut values in prop::collection::vec(-50_i64..200, 1..60)) {
            let held = histogram(&values);
            values.sort_unstable();
            let n = values.len();
            let middle = Ratio::new(values[(n - 1) / 2] + values[n / 2], 2).value();
            prop_assert_eq!(held.median(), middle);
            prop_assert_eq!(held.percentile(90), values.get((n * 9).div_ceil(10) - 1).copied());
            prop_assert_eq!(kaplan_meier_median(&held, &Histogram::default()).is_some(), true);
        }

        #[test]
        fn sums_add_up_in_any_grouping(rows in prop::collection::vec((0..crate::measures::component::ALL.len(), 0_i64..9, -5_i64..9), 0..40), cut in 0_usize..40) {
            let sum = |rows: &[(usize, i64, i64)]| {
                let mut sums = Sums::default();
                for &(at, bucket, amount) in rows {
                    sums.add(crate::measures::component::ALL[at], bucket, amount);
                }
                sums
            };
            let (left, right) = rows.split_at(cut.min(rows.len()));
            let mut parts = sum(right);
            parts += &sum(left);
            let whole = sum(&rows);
            for &component in crate::measures::component::ALL {
                prop_assert_eq!(parts.amount(component), whole.amount(component));
                prop_assert_eq!(parts.days_of(&[component]), whole.days_of(&[component]));
            }
        }
    }
}
