//! The rules of the house, as a test: which crate may know which, how big a file may be, what may stand where.
//!
//! Each rule is a function from files to offences, so that it can be tested on a few lines of text. `CONTRIBUTING.md`
//! says why the rules are what they are.

mod arrows;
mod components;
mod migrations;
mod parts;
mod places;
mod rust;
mod shape;
mod standards;
mod words;

use crate::tree::{self, File};
use rust::Rust;
use std::{fmt, io, path::Path};

/// One break of a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offence {
    path: String,
    line: usize,
    says: String,
}

impl Offence {
    fn new(path: &str, line: usize, says: impl Into<String>) -> Offence {
        Offence { path: path.to_owned(), line, says: says.into() }
    }
}

impl fmt::Display for Offence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.says)
    }
}

/// Checks the repository and prints every offence; true when there is none.
pub fn run(root: &Path) -> io::Result<bool> {
    let files = tree::read(root)?;
    let offences = check(&files);
    for offence in &offences {
        println!("{offence}");
    }
    println!("tidy: {} files, {} offences", files.len(), offences.len());
    Ok(offences.is_empty())
}

/// Every offence of these files, in the order of their paths.
fn check(files: &[File]) -> Vec<Offence> {
    let mut offences = Vec::new();
    migrations::check(files, &mut offences);
    standards::check(files, &mut offences);
    for file in files {
        arrows::check(file, &mut offences);
        components::check(file, &mut offences);
        shape::check(file, &mut offences);
        words::check(file, &mut offences);
    }
    let mut sources: Vec<(&File, Rust)> =
        files.iter().filter(|f| f.ending() == "rs").map(|file| (file, Rust::read(file))).collect();
    let test_modules: Vec<String> = sources.iter().flat_map(|(file, source)| source.test_modules(&file.path)).collect();
    let mut macros = Vec::new();
    for (file, source) in &mut sources {
        if test_modules.iter().any(|m| *m == file.path.trim_end_matches(".rs").trim_end_matches("/mod")) {
            source.make_test();
        }
        places::check(file, source, &mut offences);
        shape::check_rust(file, source, &mut offences);
        macros.extend(shape::macros(file, source));
    }
    shape::check_macros(&macros, &mut offences);
    offences.sort();
    offences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let offences: Vec<String> = check(&tree::read(root).unwrap()).iter().map(ToString::to_string).collect();
        assert_eq!(offences, Vec::<String>::new());
    }

    #[test]
    fn a_module_for_tests_is_test_code() {
        let samples = File::new("crates/draw/src/samples.rs", "//! Samples.\nfn a() { b.unwrap() }\n");
        let lib = |text: &str| File::new("crates/draw/src/lib.rs", text);
        assert!(check(&[lib("//! Pictures.\n#[cfg(test)]\nmod samples;\n"), samples]).is_empty());
        let samples = File::new("crates/draw/src/samples.rs", "//! Samples.\nfn a() { b.unwrap() }\n");
        assert_eq!(check(&[lib("//! Pictures.\nmod samples;\n"), samples]).len(), 1);
    }

    #[test]
    fn an_untidy_file_is_named_with_its_line() {
        let offences = check(&[File::new("crates/app/src/people/queries.rs", "//! People.\nuse rusqlite::Row;\n")]);
        let lines: Vec<String> = offences.iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["crates/app/src/people/queries.rs:2: a driver is named outside crates/db: rusqlite"]);
    }
}
