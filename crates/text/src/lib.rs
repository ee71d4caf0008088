//! Every human word of the product, in English, Norwegian bokmål and simplified Chinese.
//!
//! Texts live in `catalogue/<language>/<slice>.ftl` (Fluent) and are asked for by key: [`t`] (or [`word`]) for a plain
//! text, [`tr`] for one with arguments, [`refusal`] for what the domain refused. A key that a language
//! lacks is answered in English; a key that nobody has is answered by itself, and the tests of this crate
//! find it. [`fmt`] writes numbers, money and days by language; [`collation`] orders and matches names.
//!
//! A leaf: it knows no other crate of the workspace.

mod arg;
mod catalogue;
pub mod collation;
pub mod fmt;
pub mod keys;
mod lang;

pub use arg::Arg;
pub use catalogue::{refusal, t, tr, warm_up, word};
pub use collation::{fold, sort_key};
pub use lang::Lang;

/// The word files of a language as built in: (slice, Fluent source). For checks and tools.
pub fn files(lang: Lang) -> &'static [(&'static str, &'static str)] {
    catalogue::files(lang)
}

/// Whether the catalogue has this key in English, the language every key must have.
pub fn has(key: &str) -> bool {
    catalogue::has(key)
}
