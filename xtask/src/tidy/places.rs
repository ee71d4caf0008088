//! What may stand in one place only: SQL, drivers, `hx-` attributes, a slice's own statements.

use super::rust::Rust;
use super::{Offence, arrows, parts};
use crate::tree::File;

/// Every rule about places, on one source file.
pub fn check(file: &File, source: &Rust, offences: &mut Vec<Offence>) {
    drivers(file, source, offences);
    foreign_sql(file, source, offences);
    if !file.is_test() {
        sql_text(file, source, offences);
    }
    attributes(file, source, offences);
}

/// Drivers are named in `db` alone, so that everything else holds for both engines.
fn drivers(file: &File, source: &Rust, offences: &mut Vec<Offence>) {
    if file.crate_name() == Some("db") || file.path.starts_with("xtask/") {
        return;
    }
    for (line, code) in source.all_lines() {
        for driver in arrows::DRIVERS {
            // A variable may be called `postgres`; a path may not begin with it.
            let named = parts::find_word(code, driver).is_some_and(|at| {
                let before = code.get(..at).unwrap_or_default().trim_end();
                let after = code.get(at + driver.len()..).unwrap_or_default();
                driver != "postgres" || (after.starts_with("::") && !before.ends_with("::")) || before.ends_with("use")
            });
            if named {
                offences.push(Offence::new(&file.path, line, format!("a driver is named outside crates/db: {driver}")));
            }
        }
    }
}

/// `sql.rs` is private to its slice: another slice goes through `commands` and `queries`.
fn foreign_sql(file: &File, source: &Rust, offences: &mut Vec<Offence>) {
    let own = file.path.strip_prefix("crates/app/src/").unwrap_or_default();
    let own: Vec<&str> = own.split('/').map(|part| part.trim_end_matches(".rs")).collect();
    for (line, code) in source.lines() {
        for segments in parts::paths_to(code, "sql") {
            // `crate::sql` is the app's own: how statements are put together.
            let relative = segments.iter().all(|s| ["self", "super"].contains(s));
            let within = relative || segments == ["crate"] || segments.iter().any(|s| own.contains(s));
            if !within {
                let path = segments.join("::");
                offences.push(Offence::new(&file.path, line, format!("statements of another slice: {path}::sql")));
            }
        }
    }
}

/// SQL stands in `sql.rs` (or a folder `sql/`), in `db` and in migrations. The modules at the root of `app`, which carry every
/// slice (context, history, scope, settings), are small rooms of one file and hold their few statements themselves.
fn sql_text(file: &File, source: &Rust, offences: &mut Vec<Offence>) {
    let home = file.path.ends_with("/sql.rs") || file.path.contains("/sql/") || file.path.contains("/migrations/");
    let frame = file.path.strip_prefix("crates/app/src/").is_some_and(|rest| !rest.contains('/'));
    if home || frame || file.crate_name() == Some("db") || file.path.starts_with("xtask/") {
        return;
    }
    for text in source.texts.iter().filter(|t| !source.is_test(t.line) && is_sql(&t.text)) {
        offences.push(Offence::new(&file.path, text.line, "SQL outside sql.rs"));
    }
}

/// Whether a text reads as a statement, which prose that begins with "select" or "update" does not.
fn is_sql(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(str::to_ascii_lowercase).collect();
    let has = |word: &str| words.iter().any(|w| w == word);
    match (words.first().map(String::as_str), words.get(1).map(String::as_str)) {
        (Some("select"), Some("the" | "a" | "an" | "your" | "all")) => false,
        (Some("select"), Some(_)) => has("from") || words.iter().any(|w| w.contains('$')),
        (Some("insert"), Some("into")) | (Some("delete"), Some("from")) => true,
        (Some("update"), Some(_)) => has("set"),
        (Some("with"), Some(_)) => has("select") && has("as"),
        _ => false,
    }
}

/// htmx is spoken in one file, and the content policy allows no `style` attribute.
fn attributes(file: &File, source: &Rust, offences: &mut Vec<Offence>) {
    if !["web", "draw"].contains(&file.crate_name().unwrap_or_default()) {
        return;
    }
    let code = source.lines().map(|(line, code)| (line, code.to_owned()));
    let texts = source.texts.iter().filter(|t| !source.is_test(t.line)).map(|t| (t.line, t.text.clone()));
    for (line, text) in code.chain(texts) {
        if file.path != "crates/web/src/ui/hx.rs" && begins_word(&text, "hx-") {
            offences.push(Offence::new(&file.path, line, "an hx- attribute outside web/src/ui/hx.rs"));
        }
        if ["style=\"", "style=\\\"", "style='", "style=(", "style={"].iter().any(|s| begins_word(&text, s)) {
            offences.push(Offence::new(
                &file.path,
                line,
                "a style attribute: the content policy forbids it, use a class",
            ));
        }
    }
}

/// Whether the text holds this beginning of a name, not inside a longer one.
fn begins_word(text: &str, start: &str) -> bool {
    text.match_indices(start).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        !before.is_some_and(|c| parts::in_name(c) || c == '-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(path: &str, text: &str) -> Vec<String> {
        let file = File::new(path, text);
        let mut offences = Vec::new();
        check(&file, &Rust::read(&file), &mut offences);
        offences.iter().map(|o| o.says.clone()).collect()
    }
    const CLEAN: Vec<String> = Vec::new();

    #[test]
    fn a_driver_is_named_in_db_alone() {
        let text = "use rusqlite::Row;\nlet a: postgres::Client;\n";
        assert_eq!(says("crates/db/src/sqlite.rs", text), CLEAN);
        assert_eq!(says("crates/app/src/ctx.rs", text).len(), 2);
        assert_eq!(
            says("crates/app/src/ctx.rs", "let postgres = Engine::postgres(\"postgres://\"); // rusqlite\n"),
            CLEAN
        );
    }

    #[test]
    fn statements_belong_to_their_slice() {
        let own = "use super::sql;\nuse crate::people::sql::get;\nself::sql::x();\n";
        assert_eq!(says("crates/app/src/people/queries.rs", own), CLEAN);
        assert_eq!(says("crates/app/src/people/sql.rs", "use crate::sql::Sql;\n"), CLEAN);
        let other = "use crate::accounts::sql;\n";
        let found = says("crates/app/src/people/queries.rs", other);
        assert_eq!(found, ["statements of another slice: crate::accounts::sql"]);
        assert_eq!(says("crates/web/src/people/pages.rs", "app::people::sql::get();\n").len(), 1);
    }

    #[test]
    fn sql_is_told_from_prose() {
        let path = "crates/app/src/people/queries.rs";
        for text in
            ["select id from person", "insert into person (id) values ($1)", "\\n update person\\n set name = $1"]
        {
            let line = format!("let a = \"{}\";\n", text.replace("\\n", "\n"));
            assert_eq!(says(path, &line), ["SQL outside sql.rs"], "{text}");
            assert_eq!(says("crates/app/src/people/sql.rs", &line), CLEAN);
            assert_eq!(says("crates/app/src/events.rs", &line), CLEAN);
            assert_eq!(says("crates/web/src/people.rs", &line), ["SQL outside sql.rs"], "{text}");
            assert_eq!(says("crates/app/tests/it/people.rs", &line), CLEAN);
        }
        for text in ["Select the person from the list", "update the plan", "selected from", "with care"] {
            assert_eq!(says(path, &format!("let a = \"{text}\";\n")), CLEAN, "{text}");
        }
    }

    #[test]
    fn htmx_and_styles_have_their_place() {
        let text = "html! { form hx-post=(url) { } }\n";
        assert_eq!(says("crates/web/src/people/pages.rs", text), ["an hx- attribute outside web/src/ui/hx.rs"]);
        assert_eq!(says("crates/web/src/ui/hx.rs", text), CLEAN);
        assert_eq!(says("crates/web/src/ui/hx.rs", "html! { p style=\"color:red\" { } }\n").len(), 1);
        assert_eq!(says("crates/draw/src/svg.rs", "format!(\"<g style=\\\"fill:red\\\">\")\n").len(), 1);
        assert_eq!(says("crates/web/src/ui/form.rs", "html! { p data-style=\"a\" { } }\nlet style = 1;\n"), CLEAN);
    }
}
