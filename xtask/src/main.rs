//! The tools of the house: `cargo run -p xtask -- tidy | counts | test [--fast]`.
//!
//! Standard library only, so that it builds in a second and needs nothing of what it checks.
#![expect(clippy::print_stdout, reason = "a tool that speaks on standard output")]

mod counts;
mod steps;
mod tally;
mod tidy;
mod tree;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // Asked when it runs, for a build folder may serve several work trees.
    let manifest = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let Some(root) = Path::new(&manifest).parent() else { return ExitCode::FAILURE };
    let done = match words.as_slice() {
        ["tidy"] => tidy::run(root),
        ["counts"] => counts::run(root),
        ["test"] => steps::run(root, steps::Extent::Whole),
        ["test", "--fast"] => steps::run(root, steps::Extent::Fast),
        _ => {
            println!("usage: cargo run -p xtask -- tidy | counts | test [--fast]");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}
