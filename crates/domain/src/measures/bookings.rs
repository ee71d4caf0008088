//! Measures of bookings: money won, as credited.

use super::catalogue::{Basis, Dimension, Direction, Doc, Formula, Measure, Unit};
use super::component as part;

/// How the measures of events split: by whom, by what and by when, but not by stage.
pub(super) const EVENTS_BY: &[Dimension] = &[
    Dimension::Person,
    Dimension::Position,
    Dimension::Manager,
    Dimension::Unit,
    Dimension::Product,
    Dimension::Account,
    Dimension::Month,
    Dimension::Quarter,
    Dimension::Year,
];

/// The family, in order.
pub const ALL: &[Measure] = &[BOOKINGS_AMOUNT];

/// Booked amount by direct credit.
pub const BOOKINGS_AMOUNT: Measure = Measure {
    id: "bookings_amount",
    unit: Unit::Money,
    direction: Direction::Up,
    basis: Basis::Closed,
    roles: &["account_executive", "sales_representative", "inside_sales", "sales_manager", "head_of_sales"],
    by: EVENTS_BY,
    formula: Formula::Sum(&[part::BOOKINGS_AMOUNT]),
    doc: Doc {
        says: "How much money was booked in the period, for whom it counts.",
        formula: "Σ amounts of direct credit lines, by the day of the booking. A cancellation is a negative booking on \
                  its own day. A manager's figure is the roll-up of the organisation on that day.",
        not: "Revenue, which is recognised over time; the amount of won opportunities, which is what they were worth \
              when they closed, before splits and cancellations.",
        needs: "Bookings and their credit lines.",
    },
};
