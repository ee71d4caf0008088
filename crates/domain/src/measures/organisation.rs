//! Measures of the organisation itself, read off the organisation on a day.
//!
//! Their components are not stored: [`span_sums`] and [`coverage_sums`] make them from the snapshot.
//! Spans add up over managers; coverage does not add up over units, because a responsibility that is
//! covered in one may be required in both: make it anew for each.

use super::catalogue::{Basis, Dimension, Direction, Doc, Formula, Measure, Unit};
use super::component as part;
use super::roll::Sums;

const SPAN_BY: &[Dimension] =
    &[Dimension::Position, Dimension::Manager, Dimension::Unit, Dimension::Month, Dimension::Quarter, Dimension::Year];
const COVERAGE_BY: &[Dimension] = &[Dimension::Unit, Dimension::Month, Dimension::Quarter, Dimension::Year];

/// The family, in order.
pub const ALL: &[Measure] = &[SPAN_OF_CONTROL, ROLE_COVERAGE, ROLE_COVERAGE_SINGLE];

/// Direct reports of each manager.
pub const SPAN_OF_CONTROL: Measure = Measure {
    id: "span_of_control",
    unit: Unit::Positions,
    direction: Direction::Band { low: 4.0, high: 10.0 },
    basis: Basis::Snapshot,
    roles: &["head_of_sales", "sales_manager"],
    by: SPAN_BY,
    formula: Formula::Ratio { over: &[part::REPORTS_COUNT], under: &[part::MANAGERS_COUNT] },
    doc: Doc {
        says: "How many positions report to a manager; for a group, per manager. Too few means too many layers, too \
               many means too little coaching.",
        formula: "Direct reports / positions with at least one direct report, at the end of the day. Dotted lines and \
                  stubs are left out.",
        not: "The size of a team with everyone below.",
        needs: "Reporting lines.",
    },
};

/// Required responsibilities that someone covers.
pub const ROLE_COVERAGE: Measure = Measure {
    id: "role_coverage",
    unit: Unit::Ratio,
    direction: Direction::Up,
    basis: Basis::Snapshot,
    roles: &["head_of_sales"],
    by: COVERAGE_BY,
    formula: Formula::Ratio { over: &[part::COVERED_COUNT], under: &[part::REQUIRED_COUNT] },
    doc: Doc {
        says: "Which part of the responsibilities that the organisation needs has someone who holds them.",
        formula: "Required responsibilities with at least one active holder / required responsibilities, at the end of \
                  the day. A vacant position covers nothing; one person may cover several.",
        not: "Headcount against plan: a responsibility may be covered with positions vacant.",
        needs: "Roles on positions, assignments, and which responsibilities are required.",
    },
};

/// Covered responsibilities that hang on one person.
pub const ROLE_COVERAGE_SINGLE: Measure = Measure {
    id: "role_coverage.single",
    direction: Direction::Down,
    formula: Formula::Ratio { over: &[part::SINGLE_COUNT], under: &[part::COVERED_COUNT] },
    doc: Doc {
        says: "Which part of the covered responsibilities hangs on one person.",
        formula: "Required responsibilities with exactly one active holder / those with at least one.",
        not: "Role coverage: both may be high.",
        needs: "As role coverage.",
    },
    ..ROLE_COVERAGE
};

/// The components of the span of control, from the number of direct reports of each position (positions
/// without any may be given; they are no managers).
pub fn span_sums(direct_reports: impl IntoIterator<Item = usize>) -> Sums {
    let mut sums = Sums::default();
    for reports in direct_reports.into_iter().filter(|&reports| reports > 0) {
        sums.add(part::REPORTS_COUNT, 0, i64::try_from(reports).unwrap_or(i64::MAX));
        sums.add(part::MANAGERS_COUNT, 0, 1);
    }
    sums
}

/// The components of role coverage, from the number of active holders of each required responsibility.
pub fn coverage_sums(holders_of_required: impl IntoIterator<Item = usize>) -> Sums {
    let mut sums = Sums::default();
    for holders in holders_of_required {
        sums.add(part::REQUIRED_COUNT, 0, 1);
        sums.add(part::COVERED_COUNT, 0, i64::from(holders > 0));
        sums.add(part::SINGLE_COUNT, 0, i64::from(holders == 1));
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{Currency, Ratio};

    fn ratio(measure: &Measure, sums: &Sums) -> Option<Ratio> {
        let figure = measure.figure(sums, Currency::new("EUR")?);
        Some(Ratio::new(figure.numerator?, figure.denominator?))
    }

    #[test]
    fn a_group_has_reports_per_manager() {
        let mut sums = span_sums([0, 3, 0, 8]);
        assert_eq!(ratio(&SPAN_OF_CONTROL, &sums), Some(Ratio::new(11, 2)));
        sums += &span_sums([1]);
        assert_eq!(ratio(&SPAN_OF_CONTROL, &sums), Some(Ratio::new(12, 3)));
    }

    #[test]
    fn coverage_counts_holders_and_shows_single_points() {
        let sums = coverage_sums([0, 1, 2, 1, 0]);
        assert_eq!(ratio(&ROLE_COVERAGE, &sums), Some(Ratio::new(3, 5)));
        assert_eq!(ratio(&ROLE_COVERAGE_SINGLE, &sums), Some(Ratio::new(2, 3)));
    }
}
