//! A reader of Rust source that sees only words, signs and string literals: enough to find keys.
//!
//! Comments, character literals and lifetimes are passed over; escapes in literals are kept as written,
//! since no key has any.

/// A piece of source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// An identifier, a keyword or a number.
    Word(String),
    /// The inside of a string literal.
    Literal(String),
    /// Any other sign.
    Sign(char),
}

/// All pieces of a source text, in order.
pub fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let next = chars.get(at + 1).copied();
        at = match chars[at] {
            '/' if next == Some('/') => skip_line(&chars, at),
            '/' if next == Some('*') => skip_block(&chars, at),
            '"' => literal(&chars, at, &mut out),
            '\'' => skip_quote(&chars, at),
            'r' if raw_hashes(&chars, at + 1).is_some() && !follows_word(&chars, at) => {
                let hashes = raw_hashes(&chars, at + 1).unwrap_or(0);
                raw_literal(&chars, at + 2 + hashes, hashes, &mut out)
            }
            c if c.is_alphanumeric() || c == '_' => word(&chars, at, &mut out),
            c if c.is_whitespace() => at + 1,
            c => {
                out.push(Token::Sign(c));
                at + 1
            }
        };
    }
    out
}

fn follows_word(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_')
}

/// The number of `#` before the quote of a raw literal that starts here.
fn raw_hashes(chars: &[char], at: usize) -> Option<usize> {
    let hashes = chars.get(at..)?.iter().take_while(|c| **c == '#').count();
    (chars.get(at + hashes) == Some(&'"')).then_some(hashes)
}

fn skip_line(chars: &[char], at: usize) -> usize {
    at + chars[at..].iter().take_while(|c| **c != '\n').count()
}

fn skip_block(chars: &[char], mut at: usize) -> usize {
    let mut depth = 0;
    loop {
        match (chars.get(at), chars.get(at + 1)) {
            (Some('/'), Some('*')) => (depth, at) = (depth + 1, at + 2),
            (Some('*'), Some('/')) if depth == 1 => return at + 2,
            (Some('*'), Some('/')) => (depth, at) = (depth - 1, at + 2),
            (Some(_), _) => at += 1,
            (None, _) => return at,
        }
    }
}

/// A character literal ends at its quote; a lifetime is a quote before a word.
fn skip_quote(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), _) => at + 3 + chars[at + 3..].iter().take_while(|c| **c != '\'').count() + 1,
        (Some(_), Some('\'')) => at + 3,
        _ => at + 1,
    }
}

fn literal(chars: &[char], at: usize, out: &mut Vec<Token>) -> usize {
    let mut inside = String::new();
    let mut end = at + 1;
    while let Some(c) = chars.get(end) {
        match c {
            '"' => break,
            '\\' => {
                inside.push('\\');
                inside.extend(chars.get(end + 1));
                end += 2;
            }
            c => {
                inside.push(*c);
                end += 1;
            }
        }
    }
    out.push(Token::Literal(inside));
    end + 1
}

fn raw_literal(chars: &[char], at: usize, hashes: usize, out: &mut Vec<Token>) -> usize {
    let mut end = at;
    while end < chars.len() && !(chars[end] == '"' && chars[end + 1..].iter().take(hashes).all(|c| *c == '#')) {
        end += 1;
    }
    out.push(Token::Literal(chars[at..end.min(chars.len())].iter().collect()));
    end + 1 + hashes
}

fn word(chars: &[char], at: usize, out: &mut Vec<Token>) -> usize {
    let length = chars[at..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').count();
    out.push(Token::Word(chars[at..at + length].iter().collect()));
    at + length
}

#[test]
fn reads_literals_and_passes_over_the_rest() {
    let source = r##"
        // "comment" isn't read
        /* "nor" /* "this" */ */
        let c = '"'; let d = '\''; fn f<'a>(x: &'a str) {}
        t(lang, "nav-today"); let r = r#"raw "key""#; b"bytes";
    "##;
    let literals: Vec<_> = tokens(source)
        .into_iter()
        .filter_map(|token| if let Token::Literal(text) = token { Some(text) } else { None })
        .collect();
    assert_eq!(literals, ["nav-today", "raw \"key\"", "bytes"]);
}
