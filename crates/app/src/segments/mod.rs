//! Segments: named conditions on accounts, which account is in which from when to when, and who covers them.
//!
//! Membership is kept up in the write that changes the account or the condition; sight, routing and measures read
//! it, nothing evaluates conditions in a query. The condition is the filter grammar of lists; which conditions will
//! do is `domain::segments`. Whoever fits when a segment is written is in it from its day on, also where that day
//! is past: how accounts were then is not known.

pub mod commands;
pub mod coverage;
pub mod queries;
mod sql;

pub use coverage::{CoverageView, Covers};
pub use queries::{Member, MembersView, Preview, SegmentView, Version};
