//! Words that have no business in a file of the project: unfinished work, paths of one machine, registry hosts.

use super::{Offence, parts};
use crate::tree::File;

/// Marks of unfinished work. Written in halves, so that this file does not accuse itself.
const UNFINISHED: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
/// Beginnings of paths that exist on one machine only.
const MACHINE: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];
/// Hosts of package registries: where packages come from is for the machine to say.
const HOSTS: [&str; 5] = [
    concat!("registry", ".npmjs"),
    concat!("registry", ".yarnpkg"),
    concat!("crates", ".io"),
    concat!("pypi", ".org"),
    concat!("npmjs", ".com"),
];

/// Looks at every line of a file.
pub fn check(file: &File, offences: &mut Vec<Offence>) {
    let prose = ["snap", "ftl", "csv", "txt"].contains(&file.ending());
    for (line, text) in file.text.lines().enumerate().map(|(n, text)| (n + 1, text)) {
        if let Some(word) = UNFINISHED.iter().find(|word| !prose && is_mark(text, word)) {
            offences.push(Offence::new(&file.path, line, format!("unfinished work: {word}")));
        }
        if let Some(path) = MACHINE.iter().find(|path| is_path(text, path)) {
            offences.push(Offence::new(&file.path, line, format!("a path of one machine: {path}")));
        }
        // Cargo writes the name of its index into every lock file, whatever registry is used.
        let index = file.path.ends_with("Cargo.lock") && text.contains(concat!("rust-lang/crates", ".io-index"));
        if let Some(host) = HOSTS.iter().find(|host| !index && text.contains(**host)) {
            offences.push(Offence::new(&file.path, line, format!("a registry's host: {host}")));
        }
    }
}

/// The mark as a word of its own; three letters X only where they stand as a remark, for they also serve as placeholders.
fn is_mark(text: &str, word: &str) -> bool {
    let Some(at) = parts::find_word(text, word) else { return false };
    word.len() > 3 || text.get(at + word.len()..).is_some_and(|rest| rest.starts_with(':'))
}

/// Whether an absolute path begins so, rather than a longer one holding the same folder.
fn is_path(text: &str, start: &str) -> bool {
    text.match_indices(start).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        !before.is_some_and(|c| parts::in_name(c) || ['/', '.', '}', '-', '*'].contains(&c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(path: &str, text: &str) -> Vec<String> {
        let mut offences = Vec::new();
        check(&File::new(path, text), &mut offences);
        offences.iter().map(|o| o.says.clone()).collect()
    }

    #[test]
    fn unfinished_work_is_found_in_every_language() {
        for mark in UNFINISHED {
            assert_eq!(says("crates/web/client/src/app.ts", &format!("// {mark}: later\n")).len(), 1, "{mark}");
        }
        assert!(says("crates/draw/src/tree.rs", "const MASTODON: u8 = 1; let code = \"XXX\";\n").is_empty());
    }

    #[test]
    fn paths_and_hosts() {
        assert_eq!(says("scripts/a.sh", concat!("cd /wo", "rk/main\n")).len(), 1);
        assert!(
            says("docs/a.md", concat!("see [it](docs/wo", "rk/main.md) and https://example.test/wo", "rk/1\n"))
                .is_empty()
        );
        assert_eq!(
            says("e2e/package-lock.json", concat!("\"resolved\": \"https://registry", ".npmjs.org/a\"\n")).len(),
            1
        );
        let index = concat!("source = \"registry+https://github.com/rust-lang/crates", ".io-index\"\n");
        assert!(says("Cargo.lock", index).is_empty());
        assert_eq!(says("README.md", index).len(), 1);
    }
}
