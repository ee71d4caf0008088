//! The words every other module is written in: ids, days, money, ratios, dated rows, filters, refusals.

pub mod dated;
pub mod day;
pub mod filter;
pub mod fiscal;
pub mod id;
pub mod length;
pub mod money;
pub mod ratio;
pub mod refusal;

pub use dated::Dated;
pub use day::{Day, Instant, Span};
pub use filter::Filter;
pub use fiscal::{Calendar, Grain, Period};
pub use money::{Currency, Money};
pub use ratio::Ratio;
pub use refusal::Refusal;
