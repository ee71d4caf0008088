//! Numbers, money, days and lists as a reader of each language writes them.
//!
//! Small tables rather than a library: three languages, and the rules are those of CLDR. Spaces inside a
//! number, and between a number and its unit, are no-break spaces (U+00A0), so that no line breaks there.

mod day;
mod money;
mod number;
mod spell;

pub use day::{clock, day, day_short, day_time, month, month_name, month_short, quarter};
pub use money::{money, money_short, money_whole, symbol};
pub use number::{decimal, decimal_text, number, number_short, percent, percent_of};
pub use spell::{ago, due, duration_days, duration_days_short, duration_minutes, list, moment, relative};

/// What stands where there is no value.
pub const NONE: &str = "–";

/// No-break space.
pub(crate) const NBSP: char = '\u{a0}';
