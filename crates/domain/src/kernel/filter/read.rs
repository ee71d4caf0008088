//! Reads a filter: words first, then the tree, by recursive descent.

use super::{DEPTH, Filter, LENGTH, Op, Operand, Test, WORDS};
use crate::kernel::Refusal;

/// One word of the text and the character it begins at, from 1.
struct Token {
    is: Piece,
    at: usize,
}

#[derive(Clone, PartialEq, Eq)]
enum Piece {
    Word(String),
    Quoted(String),
    Sign(&'static str),
}

const SIGNS: [&str; 9] = ["!=", "<=", ">=", "=", "<", ">", "(", ")", ","];
const COMPARE: [(&str, Op); 6] = [
    ("=", Op::Equal),
    ("!=", Op::NotEqual),
    ("<", Op::Less),
    ("<=", Op::AtMost),
    (">", Op::Greater),
    (">=", Op::AtLeast),
];

pub(super) fn filter(text: &str) -> Result<Option<Filter>, Refusal> {
    if text.chars().nth(LENGTH).is_some() {
        return Err(fault("refusal-filter-too-long", LENGTH + 1).with("limit", LENGTH));
    }
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Ok(None);
    }
    let mut reader = Reader { tokens, next: 0, depth: 0, end: text.chars().count() + 1 };
    let filter = reader.any()?;
    match reader.peek() {
        None => Ok(Some(filter)),
        Some(_) => Err(reader.unexpected("refusal-filter-rest")),
    }
}

fn fault(code: &str, at: usize) -> Refusal {
    Refusal::new(code).at("filter").with("at", at)
}

fn tokens(text: &str) -> Result<Vec<Token>, Refusal> {
    let chars: Vec<char> = text.chars().collect();
    let (mut tokens, mut i) = (Vec::new(), 0);
    while let Some(&c) = chars.get(i) {
        let at = i + 1;
        if c.is_whitespace() {
            i += 1;
        } else if c == '"' || c == '\'' {
            let (quoted, after) = quoted(&chars, i, c)?;
            tokens.push(Token { is: Piece::Quoted(quoted), at });
            i = after;
        } else if let Some(sign) =
            SIGNS.into_iter().find(|s| s.chars().enumerate().all(|(k, s)| chars.get(i + k) == Some(&s)))
        {
            tokens.push(Token { is: Piece::Sign(sign), at });
            i += sign.len();
        } else if c == '!' {
            return Err(fault("refusal-filter-operator-missing", at).with("found", c));
        } else {
            let word: String = chars.iter().skip(i).take_while(|c| is_bare(**c)).collect();
            i += word.chars().count();
            tokens.push(Token { is: Piece::Word(word), at });
        }
    }
    Ok(tokens)
}

/// Whether a character may stand in a word without quotes.
pub(super) fn is_bare(c: char) -> bool {
    !c.is_whitespace() && !"\"'!=<>(),".contains(c)
}

/// The text in quotes that begins at `start`, and where it ends. A doubled quote stands for itself.
fn quoted(chars: &[char], start: usize, quote: char) -> Result<(String, usize), Refusal> {
    let (mut text, mut i) = (String::new(), start + 1);
    while let Some(&c) = chars.get(i) {
        if c != quote {
            text.push(c);
            i += 1;
        } else if chars.get(i + 1) == Some(&quote) {
            text.push(c);
            i += 2;
        } else {
            return Ok((text, i + 1));
        }
    }
    Err(fault("refusal-filter-quote-open", start + 1))
}

struct Reader {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    end: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Piece> {
        self.tokens.get(self.next).map(|token| &token.is)
    }
    /// Where the next word begins, or the text ends.
    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |token| token.at)
    }
    fn unexpected(&self, code: &str) -> Refusal {
        let found = match self.peek() {
            Some(Piece::Word(text) | Piece::Quoted(text)) => text.clone(),
            Some(Piece::Sign(sign)) => (*sign).to_owned(),
            None => "…".to_owned(),
        };
        fault(code, self.at()).with("found", found)
    }
    /// Steps over a word of the grammar.
    fn take(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Piece::Word(w)) if w.eq_ignore_ascii_case(word));
        self.next += usize::from(found);
        found
    }
    fn take_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Piece::Sign(s)) if *s == sign);
        self.next += usize::from(found);
        found
    }

    fn any(&mut self) -> Result<Filter, Refusal> {
        let mut parts = vec![self.all()?];
        while self.take("or") {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Filter::Or))
    }
    fn all(&mut self) -> Result<Filter, Refusal> {
        let mut parts = vec![self.one()?];
        while self.take("and") {
            parts.push(self.one()?);
        }
        Ok(one_or(parts, Filter::And))
    }
    fn one(&mut self) -> Result<Filter, Refusal> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(fault("refusal-filter-too-deep", self.at()).with("limit", DEPTH));
        }
        let found = if self.take("not") {
            Filter::Not(Box::new(self.one()?))
        } else if self.take_sign("(") {
            let inner = self.any()?;
            if !self.take_sign(")") {
                return Err(self.unexpected("refusal-filter-bracket-open"));
            }
            inner
        } else {
            Filter::Test(self.test()?)
        };
        self.depth -= 1;
        Ok(found)
    }

    fn test(&mut self) -> Result<Test, Refusal> {
        let at = self.at();
        let field = match self.peek() {
            Some(Piece::Word(word)) if !is_grammar(word) => word.to_ascii_lowercase(),
            _ => return Err(self.unexpected("refusal-filter-field-missing")),
        };
        self.next += 1;
        let op = self.op()?;
        let operands = match op {
            Op::Empty | Op::NotEmpty => Vec::new(),
            Op::In | Op::NotIn => self.list()?,
            _ => vec![self.value()?],
        };
        Ok(Test { field, op, operands, at })
    }
    fn op(&mut self) -> Result<Op, Refusal> {
        let sign = match self.peek() {
            Some(Piece::Sign(sign)) => COMPARE.into_iter().find(|(s, _)| s == sign),
            _ => None,
        };
        if let Some((_, op)) = sign {
            self.next += 1;
            return Ok(op);
        }
        let begun = self.next;
        let op = match () {
            () if self.take("contains") => Some(Op::Contains),
            () if self.take("starts") => self.take("with").then_some(Op::StartsWith),
            () if self.take("under") => Some(Op::Under),
            () if self.take("in") => Some(Op::In),
            () if self.take("not") => self.take("in").then_some(Op::NotIn),
            () if self.take("is") => match (self.take("not"), self.take("empty")) {
                (false, true) => Some(Op::Empty),
                (true, true) => Some(Op::NotEmpty),
                _ => None,
            },
            () => None,
        };
        op.ok_or_else(|| {
            self.next = begun;
            self.unexpected("refusal-filter-operator-missing")
        })
    }
    fn list(&mut self) -> Result<Vec<Operand>, Refusal> {
        if !self.take_sign("(") {
            return Err(self.unexpected("refusal-filter-list-missing"));
        }
        let mut values = vec![self.value()?];
        while self.take_sign(",") {
            values.push(self.value()?);
        }
        if !self.take_sign(")") {
            return Err(self.unexpected("refusal-filter-bracket-open"));
        }
        Ok(values)
    }
    fn value(&mut self) -> Result<Operand, Refusal> {
        let value = match self.peek() {
            Some(Piece::Quoted(text)) => Operand::quoted(text.clone()),
            Some(Piece::Word(word)) if !is_grammar(word) => Operand { text: word.clone(), quoted: false },
            _ => return Err(self.unexpected("refusal-filter-value-missing")),
        };
        self.next += 1;
        Ok(value)
    }
}

fn is_grammar(word: &str) -> bool {
    WORDS.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// The only part, or all of them together.
fn one_or(mut parts: Vec<Filter>, together: impl FnOnce(Vec<Filter>) -> Filter) -> Filter {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            together(parts)
        }
        None => together(parts),
    }
}
