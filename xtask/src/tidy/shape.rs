//! The shape of files: heads, sizes, names of modules, and the few things the language allows and the house does not.

use super::rust::Rust;
use super::{Offence, parts};
use crate::tree::File;

/// The most lines a file may have.
const HARD_SIZE: usize = 500;
/// The most macros the workspace may define.
const MACROS: usize = 3;
/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 12] = [
    "utils", "util", "helpers", "helper", "common", "manager", "managers", "service", "services", "misc", "shared",
    "stuff",
];

/// Rules for files of any language.
pub fn check(file: &File, offences: &mut Vec<Offence>) {
    let lines = file.text.lines().count();
    if ["rs", "ts", "css", "mjs"].contains(&file.ending()) && lines > HARD_SIZE {
        offences.push(Offence::new(&file.path, lines, format!("{lines} lines: {HARD_SIZE} is the most")));
    }
    if file.ending() == "rs" && !file.text.starts_with("//!") {
        offences.push(Offence::new(&file.path, 1, "the file does not open with //!"));
    }
    if file.path.starts_with(".github/") {
        offences.push(Offence::new(&file.path, 1, "the project lives without .github"));
    }
    // A journey is named after who makes it, and a manager is one of them.
    if ["rs", "ts", "css", "mjs"].contains(&file.ending()) && !file.path.starts_with("e2e/journeys/") {
        for part in file.path.split('/').map(|part| part.split('.').next().unwrap_or_default()) {
            if EMPTY_NAMES.contains(&part) {
                offences.push(Offence::new(&file.path, 1, format!("“{part}” does not say what is inside")));
            }
        }
    }
}

/// Rules for Rust.
pub fn check_rust(file: &File, source: &Rust, offences: &mut Vec<Offence>) {
    for (line, code) in source.all_lines() {
        if code.contains("#[allow(") || code.contains("#![allow(") {
            offences.push(Offence::new(&file.path, line, "use #[expect(…, reason = …)] in the place of allow"));
        }
        let unfinished = [concat!("to", "do!("), concat!("unimple", "mented!(")];
        if unfinished.iter().any(|name| code.contains(name)) {
            offences.push(Offence::new(&file.path, line, "unfinished code"));
        }
        if let Some((_, name)) = code.split_once("mod ")
            && EMPTY_NAMES.contains(&name.trim_end_matches([' ', '{', ';']))
        {
            offences.push(Offence::new(&file.path, line, format!("“{name}” does not say what is inside")));
        }
    }
    // Where a lint is expected with its reason, clippy watches the lines; here only that there is a reason.
    let reasoned =
        source.code.contains("expect(clippy::unwrap_used") || source.code.contains("expect(clippy::expect_used");
    if file.crate_name().is_none() || reasoned {
        return;
    }
    for (line, code) in source.lines() {
        if code.contains(".unwrap()") || (code.contains(".expect(") && source.texts.iter().any(|t| t.line == line)) {
            offences.push(Offence::new(&file.path, line, "unwrap or expect outside tests"));
        }
    }
}

/// Where a file defines macros.
pub fn macros(file: &File, source: &Rust) -> Vec<Offence> {
    let defined = source.all_lines().filter(|(_, code)| parts::find_word(code, "macro_rules").is_some());
    let says = format!("more than {MACROS} macros in the workspace");
    defined.map(|(line, _)| Offence::new(&file.path, line, says.clone())).collect()
}

/// All macros of the workspace are named when there are too many.
pub fn check_macros(macros: &[Offence], offences: &mut Vec<Offence>) {
    if macros.len() > MACROS {
        offences.extend_from_slice(macros);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(path: &str, text: &str) -> Vec<String> {
        let file = File::new(path, text);
        let mut offences = Vec::new();
        check(&file, &mut offences);
        if file.ending() == "rs" {
            check_rust(&file, &Rust::read(&file), &mut offences);
        }
        offences.iter().map(|o| o.says.clone()).collect()
    }
    const CLEAN: Vec<String> = Vec::new();

    #[test]
    fn heads_and_sizes() {
        assert_eq!(says("crates/draw/src/tree.rs", "fn a() {}\n"), ["the file does not open with //!"]);
        let long = format!("//! Long.\n{}", "//\n".repeat(500));
        assert_eq!(says("crates/draw/src/tree.rs", &long), ["501 lines: 500 is the most"]);
        let full = format!("//! Long.\n{}", "//\n".repeat(499));
        assert_eq!(says("crates/draw/src/tree.rs", &full), CLEAN);
        assert_eq!(says("docs/measures.md", &"line\n".repeat(900)), CLEAN);
    }

    #[test]
    fn names_that_say_nothing() {
        assert_eq!(says("crates/app/src/utils/x.rs", "//! A.\n"), ["“utils” does not say what is inside"]);
        assert_eq!(says("crates/app/src/x.rs", "//! A.\npub mod helpers {\n}\n").len(), 1);
        assert_eq!(says("crates/app/src/x.rs", "//! A.\npub mod common_stock;\n"), CLEAN);
    }

    #[test]
    fn what_the_language_allows_and_the_house_does_not() {
        let path = "crates/app/src/x.rs";
        assert_eq!(says(path, "//! A.\n#[allow(dead_code)]\nfn a() {}\n").len(), 1);
        assert_eq!(says(path, concat!("//! A.\nfn a() { to", "do!() }\n")), ["unfinished code"]);
        assert_eq!(says(path, "//! A.\nfn a() { b.unwrap(); c.expect(\"c\"); }\n"), ["unwrap or expect outside tests"]);
        assert_eq!(says(path, "//! A.\n#[cfg(test)]\nmod tests {\nfn a() { b.unwrap() }\n}\n"), CLEAN);
        assert_eq!(says(path, "//! A.\nfn a() { b.unwrap_or(1); parser.expect(Token::End)?; }\n"), CLEAN);
        let reasoned =
            "//! A.\n#[expect(clippy::expect_used, reason = \"checked above\")]\nfn a() { b.expect(\"b\"); }\n";
        assert_eq!(says(path, reasoned), CLEAN);
    }

    #[test]
    fn macros_are_counted_over_the_workspace() {
        let file = File::new("crates/app/src/x.rs", "//! A.\nmacro_rules! a { () => {} }\n");
        let one = macros(&file, &Rust::read(&file));
        let mut offences = Vec::new();
        check_macros(&[one.clone(), one.clone(), one.clone()].concat(), &mut offences);
        assert!(offences.is_empty());
        check_macros(&[one.clone(), one.clone(), one.clone(), one].concat(), &mut offences);
        assert_eq!(offences.len(), 4);
    }
}
