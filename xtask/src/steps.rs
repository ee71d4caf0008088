//! `make test` as a list of steps: each runs to its end whatever the others did, and one line sums their tests.
//!
//! A step without tests of its own (format, house rules, clippy, builds) adds nothing when it holds and one failure when
//! it does not; so does a test run that ends before it can count.

use crate::tally::{self, Reader, Tally};
use crate::tidy;
use crate::tree::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// How much is run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    Whole,
    /// What needs neither browser nor PostgreSQL.
    Fast,
}

/// One command of the list.
struct Step {
    name: &'static str,
    folder: &'static str,
    words: Vec<String>,
    reader: Option<Reader>,
}

impl Step {
    fn new(name: &'static str, words: &str) -> Step {
        Step { name, folder: "", words: words.split_whitespace().map(str::to_owned).collect(), reader: None }
    }
    fn inside(mut self, folder: &'static str) -> Step {
        self.folder = folder;
        self
    }
    fn counted(mut self, reader: Reader) -> Step {
        self.reader = Some(reader);
        self
    }
}

const CLIENT: &str = "crates/web/client";

/// Runs the steps and prints the counts as the last line; true when nothing failed.
pub fn run(root: &Path, extent: Extent) -> io::Result<bool> {
    println!("── house rules");
    let mut sum = Tally::default();
    let mut failed = Vec::new();
    if !tidy::run(root)? {
        sum.failed += 1;
        failed.push("house rules");
    }
    for step in steps(root, extent) {
        println!("\n── {}", step.name);
        let began = Instant::now();
        let counts = outcome(root, &step)?;
        println!("── {}: {} s", step.name, began.elapsed().as_secs());
        if counts.failed > 0 {
            failed.push(step.name);
        }
        sum += counts;
    }
    println!();
    if !failed.is_empty() {
        println!("failed: {}", failed.join(", "));
    }
    println!("{sum}");
    Ok(sum.failed == 0)
}

/// What is to be run, in order: cheap checks first. Cargo builds the web client where it is needed.
fn steps(root: &Path, extent: Extent) -> Vec<Step> {
    let mut steps = vec![Step::new("format", "cargo fmt --all --check")];
    if script(root, CLIENT, "check") {
        steps.push(Step::new("types of the web client", "npm run --silent check").inside(CLIENT));
    }
    if script(root, CLIENT, "test") {
        steps.push(Step::new("tests of the web client", "npm run --silent test").inside(CLIENT).counted(tally::node));
    }
    steps.push(Step::new(
        "clippy",
        "cargo clippy --quiet --keep-going --workspace --all-targets --locked -- -D warnings",
    ));
    let beside = if extent == Extent::Whole { "scripts/with-postgres.sh " } else { "" };
    if runs("cargo nextest --version") {
        let words = "cargo nextest run --cargo-quiet --workspace --locked --no-fail-fast --no-tests=pass";
        steps.push(Step::new("tests", &format!("{beside}{words}")).counted(tally::nextest));
        let crates = with_examples(&tree::read(root).unwrap_or_default());
        if !crates.is_empty() {
            let words = format!("cargo test --quiet --doc --locked --no-fail-fast{crates}");
            steps.push(Step::new("examples in the documentation", &words).counted(tally::cargo_test));
        }
    } else {
        let words = "cargo test --quiet --workspace --locked --no-fail-fast";
        steps.push(Step::new("tests", &format!("{beside}{words}")).counted(tally::cargo_test));
    }
    if extent == Extent::Whole && root.join("e2e/package.json").exists() {
        steps.push(Step::new("build for the journeys", "cargo build --quiet --locked -p bailiwick"));
        let words = format!("{beside}node run.mjs");
        steps.push(Step::new("journeys and contract", &words).inside("e2e").counted(tally::node));
    }
    steps
}

/// The crates whose documentation holds examples, as arguments of cargo: building the others for that finds nothing.
fn with_examples(files: &[File]) -> String {
    let mut crates: Vec<&str> = files
        .iter()
        .filter(|f| f.path.contains("/src/") && has_example(&f.text))
        .filter_map(File::crate_name)
        .collect();
    crates.dedup();
    crates.retain(|name| files.iter().any(|f| f.path == format!("crates/{name}/src/lib.rs")));
    crates.iter().map(|name| format!(" -p {name}")).collect()
}

/// Whether the documentation of a file holds an example that is run: a block of code that does not say it is something else.
fn has_example(text: &str) -> bool {
    let fences = text.lines().filter_map(|line| {
        let line = line.trim_start();
        line.strip_prefix("/// ```").or_else(|| line.strip_prefix("//! ```"))
    });
    // Every second fence closes.
    fences.step_by(2).any(|word| ["", "rust", "should_panic", "no_run"].contains(&word.trim()))
}

/// Whether a folder's package has a script of that name.
fn script(root: &Path, folder: &str, name: &str) -> bool {
    let manifest = std::fs::read_to_string(root.join(folder).join("package.json")).unwrap_or_default();
    let scripts = manifest.split_once("\"scripts\"").and_then(|(_, rest)| rest.split_once('}'));
    scripts.is_some_and(|(scripts, _)| scripts.contains(&format!("\"{name}\":")))
}

fn runs(words: &str) -> bool {
    let mut words = words.split(' ');
    let Some(program) = words.next() else { return false };
    let status = Command::new(program).args(words).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|s| s.success())
}

/// Where the binary for the journeys was built.
fn binary(root: &Path) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    target.join("debug/bailiwick")
}

/// Runs one step, shows what it prints, and counts.
fn outcome(root: &Path, step: &Step) -> io::Result<Tally> {
    let Some((program, arguments)) = step.words.split_first() else { return Ok(Tally::default()) };
    let script = root.join(program);
    let mut command = if script.is_file() { Command::new(script) } else { Command::new(program) };
    command.args(arguments).current_dir(root.join(step.folder)).stdin(Stdio::null());
    command.env("CARGO_TERM_COLOR", "never").env("BAILIWICK_ROOT", root);
    if std::env::var_os("BAILIWICK_BINARY").is_none() {
        command.env("BAILIWICK_BINARY", binary(root));
    }
    let mut child = match command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(error) => {
            println!("{program}: {error}");
            return Ok(verdict(false, None));
        }
    };
    let errors = child.stderr.take();
    let aside = std::thread::spawn(move || errors.map(shown).unwrap_or_default());
    let mut output = child.stdout.take().map(shown).unwrap_or_default();
    output.push_str(&aside.join().unwrap_or_default());
    let well = child.wait()?.success();
    Ok(match step.reader {
        None => verdict(well, Some(Tally::default())),
        Some(read) => verdict(well, read(&output)),
    })
}

/// The counts of a step: what could not count has failed, and so has what counted no failure yet ended badly.
fn verdict(well: bool, counts: Option<Tally>) -> Tally {
    let lost = counts.is_none();
    let mut counts = counts.unwrap_or_default();
    if lost || (!well && counts.failed == 0) {
        counts.failed += 1;
    }
    counts
}

/// Passes a stream on line by line and keeps it.
fn shown(stream: impl Read) -> String {
    let mut kept = String::new();
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
        let text = String::from_utf8_lossy(&line);
        let _ = io::stdout().lock().write_all(text.as_bytes());
        kept.push_str(&text);
        line.clear();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_cannot_count_has_failed() {
        assert_eq!(verdict(true, None).failed, 1);
        assert_eq!(verdict(false, None).failed, 1);
        assert_eq!(verdict(false, Some(Tally { passed: 3, failed: 0, skipped: 0 })).failed, 1);
        assert_eq!(verdict(false, Some(Tally { passed: 3, failed: 2, skipped: 0 })).failed, 2);
        assert_eq!(verdict(true, Some(Tally { passed: 3, failed: 0, skipped: 1 })).failed, 0);
    }

    #[test]
    fn examples_are_looked_for_where_they_are() {
        let files = [
            File::new("crates/draw/src/a.rs", "//! A.\n/// ```\n/// let a = 1;\n/// ```\nfn a() {}\n"),
            File::new("crates/draw/src/lib.rs", "//! ```\n//! let b = 1;\n//! ```\n"),
            File::new("crates/text/src/lib.rs", "//! Words, as `words`.\n"),
            File::new("crates/web/src/lib.rs", "//! ```ignore\n//! routes();\n//! ```\nfn a() {}\n"),
            File::new("crates/bailiwick/src/main.rs", "//! ```\n//! bailiwick demo\n//! ```\n"),
        ];
        assert_eq!(with_examples(&files), " -p draw");
    }

    #[test]
    fn a_command_is_run_and_counted() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let step = |words: &str| Step::new("a step", words);
        let counted = step("echo # pass 2").counted(tally::node);
        assert_eq!(outcome(root, &counted).unwrap(), Tally { passed: 2, failed: 0, skipped: 0 });
        assert_eq!(outcome(root, &step("false")).unwrap().failed, 1);
        assert_eq!(outcome(root, &step("no-such-program-anywhere")).unwrap().failed, 1);
    }
}
