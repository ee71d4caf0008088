//! The catalogue and the source agree: every key used is written, every key written is used.
//!
//! A key is used where it stands as a literal anywhere in `crates/*/src`, or where its prefix is declared
//! in `text::keys`. A call of `t`, `tr` or `word` (with the language first, or as a method without it) must name a
//! key that exists, and so must every literal that begins with `refusal-` or `warning-`.

use crate::catalogue::keys;
use crate::source::{Token, tokens};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use text::Lang;
use text::keys::DYNAMIC_PREFIXES;

/// Every source file of the workspace's crates.
fn sources() -> Vec<PathBuf> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("crates");
    let mut files = Vec::new();
    for entry in fs::read_dir(crates).expect("crates") {
        walk(&entry.expect("entry").path().join("src"), &mut files);
    }
    files.sort();
    files
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.expect("entry").path()) {
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            files.push(path);
        }
    }
}

fn is_key_shaped(text: &str) -> bool {
    let ok = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    text.contains('-') && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(ok)
}

/// A refusal or a warning, wherever it stands: some are handed on before they become a `Refusal`.
fn is_code(text: &str) -> bool {
    is_key_shaped(text) && !text.ends_with('-') && (text.starts_with("refusal-") || text.starts_with("warning-"))
}

/// Keys named in a call, and the beginnings of keys made in one.
fn called(pieces: &[Token]) -> (Vec<String>, Vec<String>) {
    let (mut whole, mut begun) = (Vec::new(), Vec::new());
    for (at, token) in pieces.iter().enumerate() {
        let Token::Word(name) = token else { continue };
        let is_definition = at > 0 && pieces[at - 1] == Token::Word("fn".into());
        let is_call = pieces.get(at + 1) == Some(&Token::Sign('(')) && !is_definition;
        if !is_call || !matches!(name.as_str(), "t" | "tr" | "word" | "refusal" | "new") {
            continue;
        }
        let is_refusal = at >= 3 && pieces[at - 3] == Token::Word("Refusal".into());
        if name == "new" && !is_refusal {
            continue;
        }
        // The key is the first or the second argument: a literal, or one inside `&format!(…)`.
        for literal in first_arguments(&pieces[at + 2..]) {
            match literal.find('{') {
                Some(brace) => begun.push(literal[..brace].to_owned()),
                None if is_key_shaped(&literal) => whole.push(literal),
                None => {}
            }
        }
    }
    (whole, begun)
}

/// Literals among the first two arguments of a call whose opening bracket was just passed; with
/// `format!` only its first.
fn first_arguments(pieces: &[Token]) -> Vec<String> {
    let (mut depth, mut commas, mut literals) = (0, 0, Vec::new());
    for (at, token) in pieces.iter().enumerate() {
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') if depth == 0 => break,
            Token::Sign(')' | ']' | '}') => depth -= 1,
            Token::Sign(',') if depth == 0 => commas += 1,
            Token::Literal(text) if depth == 0 => literals.push(text.clone()),
            Token::Literal(text) if at >= 3 && pieces[at - 3] == Token::Word("format".into()) => {
                literals.push(text.clone());
            }
            _ => {}
        }
        if commas == 2 {
            break;
        }
    }
    literals
}

fn is_declared(begun: &str) -> bool {
    DYNAMIC_PREFIXES.iter().any(|(prefix, _)| begun.starts_with(prefix))
}

#[test]
fn every_key_used_exists() {
    let known = keys(Lang::En);
    let mut faults = Vec::new();
    for path in sources() {
        let source = fs::read_to_string(&path).expect("source");
        let pieces = tokens(&source);
        let (mut whole, begun) = called(&pieces);
        whole.extend(pieces.into_iter().filter_map(|token| match token {
            Token::Literal(text) if is_code(&text) => Some(text),
            _ => None,
        }));
        let shown = path.display();
        faults.extend(whole.iter().filter(|k| !known.contains_key(*k)).map(|k| format!("{shown}: no text for {k}")));
        let undeclared = begun.iter().filter(|b| b.ends_with('-') && !is_declared(b));
        faults.extend(undeclared.map(|b| format!("{shown}: {b}… is not in text::keys::DYNAMIC_PREFIXES")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_key_is_unused() {
    let mut used = BTreeSet::new();
    for path in sources() {
        let source = fs::read_to_string(&path).expect("source");
        used.extend(tokens(&source).into_iter().filter_map(|token| match token {
            Token::Literal(text) if is_key_shaped(&text) => Some(text),
            _ => None,
        }));
    }
    let unused: Vec<String> =
        keys(Lang::En).into_keys().filter(|key| !used.contains(key) && !is_declared(key)).collect();
    assert!(unused.is_empty(), "no source names these keys:\n{}", unused.join("\n"));
}

#[test]
fn calls_are_read() {
    let source = r#"
        t(lang, "nav-today"); cx.tr("list-count", &[("count", 3.into())]);
        Refusal::new("refusal-name-empty").at("name"); Vec::new("not-a-key");
        t(cx.lang(a, b), &format!("stage-{key}")); fn t(x: &str) {} t(lang, key);
    "#;
    let (whole, begun) = called(&tokens(source));
    assert_eq!(whole, ["nav-today", "list-count", "refusal-name-empty"]);
    assert_eq!(begun, ["stage-"]);
}
