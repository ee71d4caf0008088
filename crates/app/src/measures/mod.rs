//! Figures: components added in the writing transaction, read by day and month, rolled up over the
//! organisation of the day, or of another day.
//!
//! Persons are not stored with a component: who held a position on a day is asked of the organisation,
//! so a corrected assignment corrects the figure without touching a component. Months in which nothing
//! changed in the organisation are read as months; the others by day.

mod additions;
mod attribute;
pub mod behind;
mod capacity;
mod carried;
mod cells;
mod query;
mod rebuild;
mod records;
mod series;
mod sql;
mod standing;

pub(crate) use capacity::full_days_bp;
pub use query::{Beside, EMPTY, Figures, MeasureQuery, MeasureRow, MeasureView, Opens, figures, measure};
pub use rebuild::{Difference, rebuild};
pub use series::{Subject, series};
pub use standing::stand_anew;

pub use additions::{Additions, Ready};
