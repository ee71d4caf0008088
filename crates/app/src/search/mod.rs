//! Full text over all records: beginnings and parts of words, in any language, without case and accents.
//!
//! The index holds folded texts (`text::fold`), a title and a body a record, and the grams that they are found by
//! ([`grams`]); it is kept up in the writing transaction and can be made anew. What is found is narrowed to what the reader may
//! see, so that the scope holds here too.

mod finding;
mod grams;
mod queries;
mod slips;
mod sql;
mod words;

pub use finding::find;
pub(crate) use queries::begin;
pub use queries::{Entry, Hit, add, catch_up, check, put, rebuild, rebuild_words, remove};
pub(crate) use sql::restrict;
pub use words::forget;
