//! Possible sales: records, steps of their history, and what they set off (bookings, credit, components).
//!
//! [`commands`] decide one click; [`write::Batch`] is the one place that writes: a click is a batch of one,
//! an import a batch of thousands.

pub mod commands;
pub mod history;
pub mod pipelines;
pub mod queries;
pub mod rates;
mod sql;
pub mod write;

pub use write::{Batch, Change};
