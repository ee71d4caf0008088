//! What the product can do, on both engines.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod founded;
mod maven;
