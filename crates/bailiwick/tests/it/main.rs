//! The program as its users run it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod company;
mod field;
mod import;
mod keep;
mod measure;
