//! How many tests passed, failed and were skipped, read from what the test runners print.
//!
//! Understood: `cargo nextest`, `cargo test` and `node --test` (its spec and TAP reporters).

use std::fmt;
use std::ops::AddAssign;

/// Counts of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Ran and held.
    pub passed: u64,
    /// Ran and did not hold, or could not run.
    pub failed: u64,
    /// Not run on purpose.
    pub skipped: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

/// Reads the output of a test runner; none where it holds no counts.
pub type Reader = fn(&str) -> Option<Tally>;

/// `Summary [ 0.1s] 5 tests run: 3 passed (1 slow), 2 failed, 1 skipped`
pub fn nextest(output: &str) -> Option<Tally> {
    let line = output.lines().map(plain).rfind(|l| l.trim_start().starts_with("Summary ["))?;
    let (_, counts) = line.split_once(" run: ").or_else(|| line.split_once("] "))?;
    let mut tally = Tally::default();
    for part in counts.split(',') {
        let mut words = part.split_whitespace();
        let (Some(Ok(count)), Some(kind)) = (words.next().map(str::parse::<u64>), words.next()) else { continue };
        match kind {
            "passed" => tally.passed += count,
            "skipped" => tally.skipped += count,
            "failed" | "timed" | "exec" => tally.failed += count,
            _ => {}
        }
    }
    Some(tally)
}

/// `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; …`, once per binary.
pub fn cargo_test(output: &str) -> Option<Tally> {
    let mut sum = None;
    for line in output.lines().map(plain) {
        let Some(counts) = line.trim_start().strip_prefix("test result: ") else { continue };
        let mut tally = Tally::default();
        for part in counts.split(['.', ';']) {
            let mut words = part.split_whitespace();
            let (Some(Ok(count)), Some(kind)) = (words.next().map(str::parse::<u64>), words.next()) else { continue };
            match kind {
                "passed" => tally.passed = count,
                "failed" => tally.failed = count,
                "ignored" => tally.skipped = count,
                _ => {}
            }
        }
        *sum.get_or_insert(Tally::default()) += tally;
    }
    sum
}

/// `ℹ pass 3` or `# pass 3`, and so on, one line each at the end of a run; several runs are summed.
pub fn node(output: &str) -> Option<Tally> {
    let mut sum = None;
    for line in output.lines().map(plain) {
        let Some(rest) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) else { continue };
        let mut words = rest.split_whitespace();
        let (Some(kind), Some(Ok(count)), None) = (words.next(), words.next().map(str::parse::<u64>), words.next())
        else {
            continue;
        };
        let tally = match kind {
            "pass" => Tally { passed: count, ..Tally::default() },
            "fail" | "cancelled" => Tally { failed: count, ..Tally::default() },
            "skipped" | "todo" => Tally { skipped: count, ..Tally::default() },
            _ => continue,
        };
        *sum.get_or_insert(Tally::default()) += tally;
    }
    sum
}

/// The line without colours.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c != '\u{1b}' {
            out.push(c);
            continue;
        }
        for c in chars.by_ref() {
            if c.is_ascii_alphabetic() {
                break;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64, skipped: u64) -> Option<Tally> {
        Some(Tally { passed, failed, skipped })
    }

    #[test]
    fn nextest_counts_every_kind_of_failure() {
        let output = "   Starting 7 tests\n\u{1b}[32m     Summary\u{1b}[0m [   1.2s] 6/7 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 1 exec failed, 2 skipped\n";
        assert_eq!(nextest(output), tally(3, 3, 2));
        assert_eq!(nextest("     Summary [   0.0s] 0 tests run: 0 passed, 0 skipped"), tally(0, 0, 0));
        assert_eq!(nextest("error: could not compile `domain`"), None);
    }

    #[test]
    fn cargo_test_sums_its_binaries() {
        let output = "test a ... ok\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        assert_eq!(cargo_test(output), tally(5, 1, 1));
        assert_eq!(cargo_test("error: no such target"), None);
    }

    #[test]
    fn node_reads_both_reporters() {
        let spec = "✔ a (1ms)\nℹ tests 4\nℹ suites 0\nℹ pass 2\nℹ fail 1\nℹ cancelled 0\nℹ skipped 1\nℹ todo 0\nℹ duration_ms 9\n";
        assert_eq!(node(spec), tally(2, 1, 1));
        assert_eq!(node("TAP version 13\n# tests 2\n# pass 1\n# fail 0\n# cancelled 1\n"), tally(1, 1, 0));
        assert_eq!(node("# pass the salt please\n"), None);
    }

    #[test]
    fn the_last_line_is_plain() {
        assert_eq!(Tally { passed: 12, failed: 0, skipped: 0 }.to_string(), "12 passed, 0 failed");
        assert_eq!(Tally { passed: 12, failed: 1, skipped: 3 }.to_string(), "12 passed, 1 failed, 3 skipped");
    }
}
