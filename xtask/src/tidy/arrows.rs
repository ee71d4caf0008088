//! Which crate may know which, read from the manifests: what a crate does not depend on it cannot import.
//!
//! Tests may know a little more, so that web can be tested on a real database and a demo company.

use super::Offence;
use crate::tree::File;

/// A crate of ours, what it may depend on, and what its tests may besides.
struct Arrow {
    from: &'static str,
    to: &'static [&'static str],
    in_tests: &'static [&'static str],
}

const ARROWS: [Arrow; 13] = [
    Arrow { from: "domain", to: &[], in_tests: &[] },
    Arrow { from: "draw", to: &[], in_tests: &[] },
    Arrow { from: "text", to: &[], in_tests: &[] },
    Arrow { from: "sheet", to: &[], in_tests: &[] },
    Arrow { from: "cards", to: &[], in_tests: &[] },
    Arrow { from: "post", to: &[], in_tests: &[] },
    Arrow { from: "print", to: &["draw"], in_tests: &[] },
    Arrow { from: "db", to: &[], in_tests: &[] },
    Arrow { from: "app", to: &["domain", "db", "text", "draw", "sheet", "cards", "post", "print"], in_tests: &[] },
    Arrow { from: "web", to: &["app", "domain", "text", "draw", "sheet", "cards"], in_tests: &["db", "demo"] },
    Arrow { from: "demo", to: &["app", "domain"], in_tests: &["db"] },
    Arrow {
        from: "bailiwick",
        to: &["app", "cards", "db", "demo", "domain", "draw", "post", "print", "sheet", "text", "web"],
        in_tests: &[],
    },
    Arrow { from: "xtask", to: &[], in_tests: &[] },
];

/// Crates that only `db` may depend on.
pub const DRIVERS: [&str; 6] = ["rusqlite", "postgres", "tokio-postgres", "tokio_postgres", "libsqlite3-sys", "sqlx"];

/// Reads a manifest.
pub fn check(file: &File, offences: &mut Vec<Offence>) {
    let Some(folder) = file.path.strip_suffix("/Cargo.toml") else { return };
    let name = folder.rsplit('/').next().unwrap_or(folder);
    let Some(arrow) = ARROWS.iter().find(|a| a.from == name) else {
        offences.push(Offence::new(&file.path, 1, format!("crate {name} has no place in the map of arrows")));
        return;
    };
    let mut section = "";
    for (number, line) in file.text.lines().enumerate().map(|(n, line)| (n + 1, line.trim())) {
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']);
        }
        let Some((section, dependency)) = dependency(section, line) else { continue };
        let ours = ARROWS.iter().any(|a| a.from == dependency);
        let known =
            arrow.to.contains(&dependency) || (section == "dev-dependencies" && arrow.in_tests.contains(&dependency));
        if ours && !known {
            offences.push(Offence::new(&file.path, number, format!("{name} may not know {dependency}")));
        }
        if DRIVERS.contains(&dependency) && name != "db" {
            offences.push(Offence::new(&file.path, number, format!("only db may know the driver {dependency}")));
        }
    }
}

/// The section and name of a dependency, where the line names one.
fn dependency<'a>(section: &'a str, line: &'a str) -> Option<(&'a str, &'a str)> {
    const SECTIONS: [&str; 3] = ["dev-dependencies", "build-dependencies", "dependencies"];
    let kind = SECTIONS.into_iter().find(|s| section == *s || section.ends_with(&format!(".{s}")));
    if let (Some(kind), Some((name, _))) = (kind, line.split_once('=')) {
        let name = name.trim().trim_matches('"');
        return Some((kind, name.split_once('.').map_or(name, |(name, _)| name)));
    }
    // `[dependencies.name]`, a table of its own.
    let kind = SECTIONS.into_iter().find(|s| line.starts_with(&format!("[{s}.")))?;
    Some((kind, section.rsplit_once('.').map_or(section, |(_, name)| name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(path: &str, text: &str) -> Vec<String> {
        let mut offences = Vec::new();
        check(&File::new(path, text), &mut offences);
        offences.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_arrow_against_the_map_is_named() {
        let text = "[package]\nname = \"domain\"\n[dependencies]\nserde = \"1\"\ntext = { path = \"../text\" }\n";
        assert_eq!(says("crates/domain/Cargo.toml", text), ["crates/domain/Cargo.toml:5: domain may not know text"]);
        let text = "[dependencies.web]\npath = \"../web\"\n[target.'cfg(unix)'.dependencies]\ndb.workspace = true\n";
        let found = says("crates/demo/Cargo.toml", text);
        assert_eq!(
            found,
            ["crates/demo/Cargo.toml:1: demo may not know web", "crates/demo/Cargo.toml:4: demo may not know db"]
        );
    }

    #[test]
    fn tests_may_know_more() {
        let text = "[dependencies]\napp = { path = \"../app\" }\n[dev-dependencies]\ndb = { path = \"../db\" }\n";
        assert_eq!(says("crates/web/Cargo.toml", text), Vec::<String>::new());
        let text = "[dependencies]\ndb = { path = \"../db\" }\n";
        assert_eq!(says("crates/web/Cargo.toml", text), ["crates/web/Cargo.toml:2: web may not know db"]);
    }

    #[test]
    fn drivers_stay_in_db() {
        let text = "[dependencies]\nrusqlite = \"0\"\n";
        assert_eq!(says("crates/db/Cargo.toml", text), Vec::<String>::new());
        assert_eq!(
            says("crates/app/Cargo.toml", text),
            ["crates/app/Cargo.toml:2: only db may know the driver rusqlite"]
        );
    }

    #[test]
    fn a_new_crate_must_be_put_on_the_map() {
        let found = says("crates/stuff/Cargo.toml", "[package]\n");
        assert_eq!(found, ["crates/stuff/Cargo.toml:1: crate stuff has no place in the map of arrows"]);
    }
}
