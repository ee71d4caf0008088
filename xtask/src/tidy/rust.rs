//! Just enough of Rust's grammar to tell code from comments and text, and what is test code.
//!
//! `code` has as many lines as the file: comments and the insides of literals are spaces there, so that a rule about code
//! never trips over prose. `texts` holds the literals themselves. Lines count from 1.

use crate::tree::File;

/// A literal and where it begins.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// The line it begins on.
    pub line: usize,
    /// What stands between the quotes, as written.
    pub text: String,
}

/// One source file, taken apart.
pub struct Rust {
    /// The file without comments and the insides of literals.
    pub code: String,
    /// Its string literals.
    pub texts: Vec<Text>,
    /// First and last line of each stretch of test code.
    tests: Vec<(usize, usize)>,
}

impl Rust {
    /// Takes a file apart.
    pub fn read(file: &File) -> Rust {
        let mut reader =
            Reader { chars: file.text.chars().collect(), at: 0, line: 1, code: String::new(), texts: Vec::new() };
        reader.run();
        let mut source = Rust { tests: Vec::new(), code: reader.code, texts: reader.texts };
        source.tests = if file.is_test() { vec![(0, usize::MAX)] } else { test_lines(&source.code) };
        source
    }
    /// Takes the whole file for test code: it is a module that another file declares so.
    pub fn make_test(&mut self) {
        self.tests = vec![(0, usize::MAX)];
    }
    /// The files of the modules declared here as test code, by path without the ending.
    pub fn test_modules(&self, path: &str) -> Vec<String> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = name.trim_end_matches(".rs");
        let folder =
            if ["mod", "lib", "main"].contains(&stem) { folder.to_owned() } else { format!("{folder}/{stem}") };
        let declared = self.all_lines().filter(|(line, _)| self.is_test(*line));
        let names = declared.filter_map(|(_, code)| code.split_once("mod ")?.1.trim_end().strip_suffix(';'));
        names.map(|name| format!("{folder}/{name}")).collect()
    }
    /// Whether a line is test code: in a test file, or under `#[cfg(test)]`.
    pub fn is_test(&self, line: usize) -> bool {
        self.tests.iter().any(|(first, last)| (*first..=*last).contains(&line))
    }
    /// The lines of code that are not test code, numbered.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.all_lines().filter(|(line, _)| !self.is_test(*line))
    }
    /// Every line of code, numbered.
    pub fn all_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(n, text)| (n + 1, text))
    }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    texts: Vec<Text>,
}

impl Reader {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }
    fn done(&self) -> bool {
        self.at >= self.chars.len()
    }
    /// Takes one character, into the code as it is or as a space.
    fn take(&mut self, visible: bool) -> char {
        let c = self.peek(0);
        self.at += 1;
        if c == '\n' {
            self.line += 1;
        }
        self.code.push(if visible || c == '\n' { c } else { ' ' });
        c
    }
    fn run(&mut self) {
        let mut before = ' ';
        while !self.done() {
            let named = before.is_alphanumeric() || before == '_';
            match (self.peek(0), self.peek(1)) {
                ('/', '/') => self.line_comment(),
                ('/', '*') => self.block_comment(),
                ('"', _) => self.string(),
                ('r', '"' | '#') if !named || before == 'b' || before == 'c' => self.raw(),
                ('\'', _) => self.quote(),
                _ => {
                    before = self.take(true);
                    continue;
                }
            }
            before = ' ';
        }
    }
    fn line_comment(&mut self) {
        while !self.done() && self.peek(0) != '\n' {
            self.take(false);
        }
    }
    fn block_comment(&mut self) {
        let mut depth = 0;
        while !self.done() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    self.take(false);
                    continue;
                }
            }
            self.take(false);
            self.take(false);
            if depth == 0 {
                return;
            }
        }
    }
    fn string(&mut self) {
        let (line, mut text) = (self.line, String::new());
        self.take(true);
        while !self.done() && self.peek(0) != '"' {
            if self.peek(0) == '\\' {
                text.push(self.take(false));
            }
            text.push(self.take(false));
        }
        self.take(true);
        self.texts.push(Text { line, text });
    }
    /// A raw string, or a raw identifier, which is code.
    fn raw(&mut self) {
        let hashes = (1..).take_while(|n| self.peek(*n) == '#').count();
        if self.peek(1 + hashes) != '"' {
            self.take(true);
            return;
        }
        let (line, mut text) = (self.line, String::new());
        for _ in 0..hashes + 2 {
            self.take(true);
        }
        let closes = |reader: &Reader| reader.peek(0) == '"' && (1..=hashes).all(|n| reader.peek(n) == '#');
        while !self.done() && !closes(self) {
            text.push(self.take(false));
        }
        for _ in 0..=hashes {
            self.take(true);
        }
        self.texts.push(Text { line, text });
    }
    /// A character, or a lifetime, which is code.
    fn quote(&mut self) {
        self.take(true);
        if self.peek(0) == '\\' {
            self.take(false);
            self.take(false);
            while !self.done() && self.peek(0) != '\'' {
                self.take(false);
            }
            self.take(true);
        } else if self.peek(1) == '\'' {
            self.take(false);
            self.take(true);
        }
    }
}

/// The lines of each item under `#[cfg(test)]` or `#[cfg(any(test, …))]`.
fn test_lines(code: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = code.get(from..).and_then(|rest| rest.find("#[cfg(")).map(|n| from + n) {
        let rest = code.get(start..).unwrap_or_default();
        let attribute = rest.split_once(']').map_or(rest, |(attribute, _)| attribute);
        from = start + attribute.len();
        let mut names = attribute.split(|c: char| !c.is_alphanumeric() && c != '_');
        if !names.any(|name| name == "test") || attribute.contains("not(test)") {
            continue;
        }
        let end = start + attribute.len() + item_length(code.get(from..).unwrap_or_default());
        let line_of = |at: usize| code.get(..at).map_or(0, |before| before.matches('\n').count()) + 1;
        found.push((line_of(start), line_of(end)));
        from = end;
    }
    found
}

/// The length of an item: to its closing brace, or to its semicolon.
fn item_length(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            ';' if depth == 0 => return at,
            '{' => depth += 1,
            '}' if depth <= 1 => return at,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Rust {
        Rust::read(&File::new("crates/draw/src/tree.rs", text))
    }
    fn texts(source: &Rust) -> Vec<&str> {
        source.texts.iter().map(|t| t.text.as_str()).collect()
    }

    #[test]
    fn comments_and_texts_are_not_code() {
        let source = read("let a = \"x.unwrap()\"; // y.unwrap()\n/* one /* two */ z */ let b = 'c';\n");
        assert!(!source.code.contains("unwrap"));
        assert!(source.code.contains("let b = ' ';"));
        assert!(!source.code.contains('z'));
        assert_eq!(texts(&source), ["x.unwrap()"]);
    }

    #[test]
    fn raw_texts_escapes_and_lifetimes() {
        let source =
            read("fn f<'a>(x: &'a str) { g(r#\"say \"hi\"\"#, \"a\\\"b\", '\\'', b\"q\", r#type) }\nlet last = 1;");
        assert_eq!(texts(&source), ["say \"hi\"", "a\\\"b", "q"]);
        assert!(source.code.contains("r#type"));
        assert!(source.code.contains("fn f<'a>(x: &'a str)"));
        assert_eq!(source.code.lines().nth(1), Some("let last = 1;"));
    }

    #[test]
    fn lines_stay_where_they_are() {
        let source = read("let a = \"one\ntwo\nthree\";\nlet b = 1;\n");
        assert_eq!(source.all_lines().last(), Some((4, "let b = 1;")));
        assert_eq!(source.texts, [Text { line: 1, text: "one\ntwo\nthree".to_owned() }]);
    }

    #[test]
    fn test_modules_are_known_by_their_lines() {
        let source = read(
            "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { if x {} }\n}\nfn c() {}\n#[cfg(not(test))]\nfn d() {}\n",
        );
        let lines: Vec<usize> = source.lines().map(|(line, _)| line).collect();
        assert_eq!(lines, [1, 6, 7, 8]);
    }

    #[test]
    fn test_modules_in_files_of_their_own() {
        let source = read("#[cfg(test)]\nmod samples;\nmod layout;\n");
        assert_eq!(source.test_modules("crates/draw/src/lib.rs"), ["crates/draw/src/samples"]);
        assert_eq!(source.test_modules("crates/draw/src/tree.rs"), ["crates/draw/src/tree/samples"]);
    }

    #[test]
    fn a_test_file_is_test_code_throughout() {
        let source = Rust::read(&File::new("crates/app/tests/it/main.rs", "fn a() {}\n"));
        assert!(source.is_test(1));
    }
}
