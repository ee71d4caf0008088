//! Full text over all records: parts of words, in any language, without case and accents.
//!
//! The index holds folded texts (`text::fold`), a title and a body a record; it is kept up in the writing
//! transaction and can be made anew. What is found is shown through the lists, so that the scope holds here too.

mod queries;
mod slips;
mod sql;

pub use queries::{Entry, Hit, add, check, find, put, rebuild, rebuild_words, remove};
pub(crate) use sql::restrict;
