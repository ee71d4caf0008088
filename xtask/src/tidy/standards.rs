//! `docs/security.md` and its chapters: every requirement of the standard has a row, the page counts them right and tells
//! of each that is open, and what they name (files, tests) is there. A page that says where safety is would otherwise be the first to be wrong.

use super::Offence;
use crate::tree::File;
use std::collections::HashSet;

const PAGE: &str = "docs/security.md";
/// Requirements of levels 1 and 2 by chapter, in ASVS 5.0.0.
const ROWS: [usize; 17] = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

/// Checks the page and its chapters against each other and against the sources.
pub fn check(files: &[File], offences: &mut Vec<Offence>) {
    let Some(page) = files.iter().find(|file| file.path == PAGE) else { return };
    let there = Sources::of(files);
    for (at, rows) in ROWS.iter().enumerate() {
        let path = format!("docs/security/v{:02}.md", at + 1);
        let Some(chapter) = files.iter().find(|file| file.path == path) else {
            offences.push(Offence::new(PAGE, 1, format!("{path} is missing")));
            continue;
        };
        let counts = chapter_counts(chapter, at + 1, &there, offences);
        if counts.rows.len() != *rows {
            offences.push(Offence::new(&path, 1, format!("{} requirements have a row, of {rows}", counts.rows.len())));
        }
        let says =
            format!("(security/v{:02}.md) | {} | {} | {} |", at + 1, counts.met, counts.apart, counts.open.len());
        if !page.text.contains(&says) {
            offences.push(Offence::new(PAGE, 1, format!("the table should say {says}")));
        }
        let told = page.text.split_once("## Open rows").map_or("", |(_, told)| told);
        for id in counts.open.iter().filter(|id| !told.contains(&format!("- {id}: "))) {
            offences.push(Offence::new(PAGE, 1, format!("{id} is open, and nothing is told of it")));
        }
    }
    for (line, text) in (1..).zip(page.text.lines()) {
        there.check(PAGE, line, text, offences);
    }
}

/// What a chapter holds.
#[derive(Default)]
struct Counts {
    rows: HashSet<String>,
    met: usize,
    apart: usize,
    open: Vec<String>,
}

fn chapter_counts(chapter: &File, number: usize, there: &Sources, offences: &mut Vec<Offence>) -> Counts {
    let mut counts = Counts::default();
    for (line, text) in (1..).zip(chapter.text.lines()) {
        there.check(&chapter.path, line, text, offences);
        let cells: Vec<&str> = text.split(" | ").map(|cell| cell.trim_matches(['|', ' '])).collect();
        let [id, _, _, state, where_it_is] = cells[..] else { continue };
        if !id.starts_with(&format!("{number}.")) {
            continue;
        }
        match state {
            "met" => counts.met += 1,
            "n.a." => counts.apart += 1,
            "open" => counts.open.push(id.to_owned()),
            _ => offences.push(Offence::new(&chapter.path, line, format!("{id} is neither met, n.a. nor open"))),
        }
        if where_it_is.is_empty() || !counts.rows.insert(id.to_owned()) {
            offences.push(Offence::new(&chapter.path, line, format!("{id} stands twice or says nothing")));
        }
    }
    counts
}

/// Names of what is there.
struct Sources {
    paths: HashSet<String>,
    functions: HashSet<String>,
}

impl Sources {
    fn of(files: &[File]) -> Sources {
        let sources = files.iter().filter(|file| file.ending() == "rs");
        let named = |text: &str| -> Vec<String> {
            let after = text.split("fn ").skip(1);
            after.filter_map(|rest| rest.split(['(', '<']).next()).map(str::to_owned).collect()
        };
        let functions = sources.flat_map(|file| named(&file.text)).collect();
        let mut paths = HashSet::new();
        for file in files {
            // Folders are named too.
            let mut path = file.path.as_str();
            paths.insert(path.to_owned());
            while let Some((folder, _)) = path.rsplit_once('/') {
                paths.insert(folder.to_owned());
                path = folder;
            }
        }
        Sources { paths, functions }
    }

    /// What stands between backticks and looks like a file or a test of ours must be there.
    fn check(&self, path: &str, line: usize, text: &str, offences: &mut Vec<Offence>) {
        for quoted in text.split('`').skip(1).step_by(2) {
            let is_plain = quoted.chars().all(|c| c.is_alphanumeric() || "/._-".contains(c));
            let is_file = is_plain && !quoted.starts_with('/') && quoted.contains('/');
            let is_test = is_plain
                && !is_file
                && quoted.matches('_').count() > 2
                && quoted.starts_with(|c: char| c.is_lowercase());
            let quoted = quoted.trim_end_matches('/');
            let is_there = match (is_file, is_test) {
                (true, _) => self.paths.contains(quoted) || self.paths.contains(&format!("crates/{quoted}")),
                (_, true) => self.functions.contains(quoted),
                _ => true,
            };
            if !is_there {
                offences.push(Offence::new(path, line, format!("{quoted} is not there")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let files = [
            File::new("crates/web/src/a.rs", "fn it_is_so_and_not_otherwise() {}"),
            File::new("docs/security/v17.md", text),
        ];
        let (there, mut offences) = (Sources::of(&files), Vec::new());
        let counts = chapter_counts(&files[1], 17, &there, &mut offences);
        let told = offences.iter().map(ToString::to_string);
        told.chain([format!("{} {} {}", counts.rows.len(), counts.met, counts.apart)]).collect()
    }

    #[test]
    fn rows_name_what_is_there() {
        let row = |id: &str, rest: &str| format!("| {id} | 2 | in short | {rest} |\n");
        let good = row("17.1.1", "met | `web/src/a.rs`, `it_is_so_and_not_otherwise`, `--flag`, `web/src`")
            + &row("17.2.1", "n.a. | no such thing");
        assert_eq!(found(&good), ["2 1 1"]);
        let bad = row("17.1.1", "met | `web/src/b.rs`") + &row("17.1.1", "so so | `it_is_not_so_at_all`");
        assert_eq!(
            found(&bad),
            [
                "docs/security/v17.md:1: web/src/b.rs is not there",
                "docs/security/v17.md:2: it_is_not_so_at_all is not there",
                "docs/security/v17.md:2: 17.1.1 is neither met, n.a. nor open",
                "docs/security/v17.md:2: 17.1.1 stands twice or says nothing",
                "1 1 0",
            ]
        );
    }
}
