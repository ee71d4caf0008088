//! Every constant statement of every `sql.rs` is prepared on both engines: what one of them cannot take is
//! found here, not by a user. Names that end in `_SQLITE` or `_POSTGRES` are for that engine alone.

use crate::world::World;
use db::Dialect;
use std::fs;
use std::path::{Path, PathBuf};

/// A statement, where it stands and what it is called.
struct Statement {
    file: String,
    name: String,
    sql: String,
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Texts of constants that begin as a statement does. A constant may hold several. `…_HEAD` is a select list that
/// a scope's `from … where …` completes; the tests of its query run it.
fn statements(file: &Path) -> Vec<Statement> {
    let source = fs::read_to_string(file).expect("a source");
    let mut found = Vec::new();
    for part in source.split("\nconst ").skip(1).chain(source.split("\npub(super) const ").skip(1)) {
        let Some((head, body)) = part.split_once('=') else { continue };
        let body = body.split(";\n").next().unwrap_or_default();
        for text in body.split('"').skip(1).step_by(2) {
            let first = text.split_whitespace().next().unwrap_or_default();
            if ["select", "insert", "update", "delete", "with"].contains(&first) && text.contains(' ') {
                let name = head.split(':').next().unwrap_or_default().trim().to_owned();
                let sql = text.replace("\\\n", "");
                found.push(Statement { file: file.display().to_string(), name, sql });
            }
        }
    }
    found
}

#[test]
fn both_engines_take_every_statement() {
    let mut sources = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut sources);
    let all: Vec<Statement> = sources.iter().flat_map(|file| statements(file)).collect();
    assert!(all.len() > 60, "only {} statements were found", all.len());
    World::each(|world| {
        let dialect = world.house.db().dialect();
        let other = if dialect == Dialect::Sqlite { "_POSTGRES" } else { "_SQLITE" };
        let mut faults = Vec::new();
        for statement in all.iter().filter(|s| !s.name.ends_with(other) && !s.name.ends_with("_HEAD")) {
            let prepared = world.house.db().read(|tx| tx.prepare(&statement.sql));
            faults.extend(prepared.err().map(|e| format!("{} {}: {e}", statement.file, statement.name)));
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    });
}
