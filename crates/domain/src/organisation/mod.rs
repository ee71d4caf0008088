//! The organisation: what it is made of, how it looks on a day, how it is checked, compared and edited.

pub mod checks;
pub mod diff;
pub mod forest;
pub mod history;
pub mod index;
pub mod model;
pub mod seats;
pub mod stats;
mod tree;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod samples;

pub use checks::{Check, CheckItem, CheckRules, Severity, checks};
pub use diff::{Diff, diff};
pub use forest::Forest;
pub use history::History;
pub use index::{Organisation, Seat};
pub use model::*;
pub use seats::Holder;
pub use stats::{Stats, stats};
