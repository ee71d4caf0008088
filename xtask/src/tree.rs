//! The repository's own text files: what is built, installed or ignored is left out.
//!
//! Paths are relative to the root, with `/`, and sorted, so every report has one order.

use std::path::Path;
use std::{fs, io};

/// One text file.
pub struct File {
    /// Relative to the root of the repository.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl File {
    /// A file as it stands.
    pub fn new(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }
    /// The ending of the name, without the dot.
    pub fn ending(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, ending)| ending)
    }
    /// The crate it belongs to, where it lies in one.
    pub fn crate_name(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }
    /// Whether all of it is test code, by its place or name.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs") || self.path.ends_with("_tests.rs")
    }
}

/// Folders that hold nothing written by hand.
const SKIPPED: [&str; 6] = [".git", "node_modules", "target", "crates/web/assets", "e2e/out", "bench/out"];

/// Endings of the text we write.
const TEXT: [&str; 18] = [
    "rs", "toml", "lock", "md", "mjs", "ts", "js", "css", "json", "ftl", "sql", "sh", "yml", "html", "snap", "txt",
    "svg", "py",
];

/// Every text file under the root.
pub fn read(root: &Path) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    walk(root, "", &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<File>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        let skipped =
            SKIPPED.contains(&path.as_str()) || SKIPPED.contains(&name.as_str()) || name.starts_with("target-");
        if skipped {
            continue;
        }
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &path, files)?;
            continue;
        }
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let written = TEXT.contains(&ending) || ["Makefile", "run", ".npmrc", ".gitignore"].contains(&name.as_str());
        if written && let Ok(text) = fs::read_to_string(entry.path()) {
            files.push(File::new(&path, &text));
        }
    }
    Ok(())
}
