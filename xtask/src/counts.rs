//! How big the house is: files, lines and heads per crate, and the largest file of each.

use crate::tree::{self, File};
use std::collections::BTreeMap;
use std::{io, path::Path};

/// What one part of the repository holds.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    files: usize,
    lines: usize,
    median: usize,
    largest: usize,
    largest_path: String,
}

/// Prints the table.
pub fn run(root: &Path) -> io::Result<bool> {
    let files = tree::read(root)?;
    println!("{:<20} {:>6} {:>8} {:>7} {:>8}  largest file", "part", "files", "lines", "median", "largest");
    for (name, part) in parts(&files) {
        let Part { files, lines, median, largest, largest_path } = part;
        println!("{name:<20} {files:>6} {lines:>8} {median:>7} {largest:>8}  {largest_path}");
    }
    Ok(true)
}

/// The counts per crate, with scripts and styles of the web client on their own.
fn parts(files: &[File]) -> BTreeMap<String, Part> {
    let mut groups: BTreeMap<String, Vec<(usize, &str)>> = BTreeMap::new();
    for file in files.iter().filter(|f| ["rs", "ts", "css", "mjs"].contains(&f.ending())) {
        let lines = (file.text.lines().count(), file.path.as_str());
        groups.entry(part_of(file)).or_default().push(lines);
        groups.entry("(all)".to_owned()).or_default().push(lines);
    }
    groups.into_iter().map(|(name, sizes)| (name, part(sizes))).collect()
}

fn part_of(file: &File) -> String {
    if file.path.starts_with("crates/web/client/") {
        return "web/client".to_owned();
    }
    let top = file.path.split('/').next().unwrap_or_default();
    file.crate_name().unwrap_or(top).to_owned()
}

fn part(mut sizes: Vec<(usize, &str)>) -> Part {
    sizes.sort_unstable();
    let (largest, path) = sizes.last().copied().unwrap_or_default();
    Part {
        files: sizes.len(),
        lines: sizes.iter().map(|(lines, _)| lines).sum(),
        median: sizes.get(sizes.len() / 2).map_or(0, |(lines, _)| *lines),
        largest,
        largest_path: path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_per_crate_and_in_all() {
        let files = [
            File::new("crates/draw/src/lib.rs", "//! a\nb\n"),
            File::new("crates/draw/src/tree.rs", "//! a\nb\nc\n"),
            File::new("crates/web/client/app.ts", "x\n"),
            File::new("README.md", "# not code\n"),
        ];
        let parts = parts(&files);
        let draw =
            Part { files: 2, lines: 5, median: 3, largest: 3, largest_path: "crates/draw/src/tree.rs".to_owned() };
        assert_eq!(parts.get("draw"), Some(&draw));
        assert_eq!(parts.get("web/client").map(|p| p.lines), Some(1));
        assert_eq!(parts.get("(all)").map(|p| p.lines), Some(6));
    }
}
