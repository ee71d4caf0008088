//! Segments: named predicates over accounts, and which account is in which, from when to when.
//!
//! Membership is kept up in the write that changes the account or the predicate; sight, routing and
//! measures read it, nothing evaluates predicates in a query. The predicate is the filter grammar of lists.

pub mod commands;
mod sql;

pub use sql::{Segment, list};
