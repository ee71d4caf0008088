//! Cuts decoded text into rows and cells by a dialect, in one pass.
//!
//! RFC 4180 where the text keeps to it. Where it does not, meaning decides only if it is plain: a quote within a
//! quoted cell that no separator follows is text; an opening quote that swallows the opening quote of a later cell
//! was text. Both are reported. A quote open at the end of the file is an error, since rows are lost in it.
//! Line ends are LF, CRLF or CR. A wholly empty line is no row.

use crate::dialect::Dialect;
use crate::finding::Tally;
use crate::grid::Grid;
use crate::{Finding, FindingKind, ReadError};

/// From this many lines on a quoted cell is suspicious.
const LONG_CELL: u64 = 100;

pub(crate) struct Parsed {
    pub(crate) grid: Grid,
    pub(crate) findings: Vec<Finding>,
    /// Cells that were properly quoted, for telling dialects apart.
    pub(crate) quoted: u64,
    /// Cells with quotes that make no sense in this dialect.
    pub(crate) stray: u64,
}

pub(crate) fn parse(text: &str, dialect: &Dialect, line: u64, most_rows: usize) -> Result<Parsed, ReadError> {
    let text = text.strip_suffix('\u{1a}').unwrap_or(text);
    let grid = Grid::with_capacity(if most_rows == usize::MAX { text.len() } else { 0 });
    let mut parser = Parser::new(text, dialect, line, grid);
    while parser.at < text.len() && parser.grid.len() < most_rows {
        parser.row()?;
    }
    parser.grid.shrink();
    let stray = parser.stray.count();
    let findings = [
        parser.blank.finding(FindingKind::BlankLines),
        parser.stray.finding(FindingKind::StrayQuotes),
        parser.long.finding(FindingKind::LongQuotedCells),
    ];
    Ok(Parsed { grid: parser.grid, findings: findings.into_iter().flatten().collect(), quoted: parser.quoted, stray })
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    dialect: &'a Dialect,
    /// What each byte means within an unquoted cell.
    meanings: [Meaning; 256],
    at: usize,
    line: u64,
    line_start: usize,
    grid: Grid,
    quoted: u64,
    blank: Tally,
    stray: Tally,
    long: Tally,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Text,
    Quote,
    End,
}

/// A quoted cell that was read to its closing quote.
struct Quoted {
    /// Behind the closing quote and the space after it.
    next: usize,
    lines: u64,
    line_start: Option<usize>,
    stray: bool,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, dialect: &'a Dialect, line: u64, grid: Grid) -> Self {
        let mut meanings = [Meaning::Text; 256];
        let ends = [dialect.separator, b'\n', b'\r'].map(|byte| (byte, Meaning::End));
        let quote = dialect.quote.filter(|quote| *quote == b'"').map(|byte| (byte, Meaning::Quote));
        for (byte, meaning) in quote.into_iter().chain(ends) {
            if let Some(entry) = meanings.get_mut(usize::from(byte)) {
                *entry = meaning;
            }
        }
        let (blank, stray, long) = (Tally::default(), Tally::default(), Tally::default());
        let bytes = text.as_bytes();
        Self { text, bytes, dialect, meanings, at: 0, line, line_start: 0, grid, quoted: 0, blank, stray, long }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn part(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    fn row(&mut self) -> Result<(), ReadError> {
        if matches!(self.byte(self.at), Some(b'\n' | b'\r')) {
            self.blank.add(self.line);
            self.end_line();
            return Ok(());
        }
        self.grid.start_row(self.line);
        loop {
            self.cell()?;
            match self.byte(self.at) {
                Some(byte) if byte == self.dialect.separator => self.at += 1,
                Some(_) => {
                    self.end_line();
                    return Ok(());
                }
                None => return Ok(()),
            }
        }
    }

    /// Goes behind the line end that stands here.
    fn end_line(&mut self) {
        self.at += line_end(self.bytes, self.at);
        self.line += 1;
        self.line_start = self.at;
    }

    fn cell(&mut self) -> Result<(), ReadError> {
        if let Some(opening) = self.opening_quote() {
            if let Some(cell) = self.quoted_cell(opening)? {
                return self.take_quoted(&cell);
            }
            self.grid.abandon_cell();
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let mut quotes = false;
        let end = rest.iter().position(|byte| {
            let meaning = self.meanings.get(usize::from(*byte)).copied().unwrap_or(Meaning::Text);
            quotes |= meaning == Meaning::Quote;
            meaning == Meaning::End
        });
        if quotes {
            self.stray.add(self.line);
        }
        let end = self.at + end.unwrap_or(rest.len());
        self.grid.push(self.part(self.at, end));
        self.at = end;
        self.grid.end_cell()
    }

    fn take_quoted(&mut self, cell: &Quoted) -> Result<(), ReadError> {
        self.quoted += 1;
        if cell.stray {
            self.stray.add(self.line);
        }
        if cell.lines >= LONG_CELL {
            self.long.add(self.line);
        }
        self.at = cell.next;
        self.line += cell.lines;
        self.line_start = cell.line_start.unwrap_or(self.line_start);
        self.grid.end_cell()
    }

    /// Where the quote that opens this cell stands: at its start, or after blanks.
    fn opening_quote(&self) -> Option<usize> {
        let quote = self.dialect.quote?;
        let mut at = self.at;
        while self.byte(at) == Some(b' ') && self.dialect.separator != b' ' {
            at += 1;
        }
        (self.byte(at) == Some(quote)).then_some(at)
    }

    /// Reads a quoted cell into the grid. `None`: its quote turns out to be text.
    fn quoted_cell(&mut self, opening: usize) -> Result<Option<Quoted>, ReadError> {
        let quote = self.dialect.quote.unwrap_or(b'"');
        let mut cell = Quoted { next: 0, lines: 0, line_start: None, stray: false };
        let (mut from, mut at) = (opening + 1, opening + 1);
        while let Some(byte) = self.byte(at) {
            if byte == quote {
                if self.byte(at + 1) == Some(quote) {
                    self.grid.push(self.part(from, at + 1));
                    at += 2;
                    from = at;
                } else if let Some(next) = self.closes(at + 1) {
                    self.grid.push(self.part(from, at));
                    cell.next = next;
                    return Ok(Some(cell));
                } else if self.opens(at) {
                    return Ok(None);
                } else {
                    cell.stray = true;
                    at += 1;
                }
            } else if Some(byte) == self.dialect.escape && self.escapes(at + 1, quote) {
                self.grid.push(self.part(from, at));
                from = at + 1;
                at += 2;
            } else if byte == b'\n' || byte == b'\r' {
                at += line_end(self.bytes, at);
                cell.lines += 1;
                cell.line_start = Some(at);
            } else {
                at += 1;
            }
        }
        let column = self.part(self.line_start, opening).chars().count() as u64 + 1;
        Err(ReadError::UnterminatedQuote { line: self.line, column })
    }

    /// Whether a cell can end here, perhaps after blanks; then where the separator or line end stands.
    fn closes(&self, mut at: usize) -> Option<usize> {
        loop {
            match self.byte(at) {
                None | Some(b'\n' | b'\r') => return Some(at),
                Some(byte) if byte == self.dialect.separator => return Some(at),
                Some(b' ') => at += 1,
                Some(_) => return None,
            }
        }
    }

    /// Whether the quote here stands where a cell begins.
    fn opens(&self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|before| self.byte(before))
            .is_some_and(|byte| byte == self.dialect.separator || byte == b'\n' || byte == b'\r')
    }

    /// Whether the character here is one that an escape character makes plain.
    fn escapes(&self, at: usize, quote: u8) -> bool {
        self.byte(at).is_some_and(|byte| byte == quote || Some(byte) == self.dialect.escape)
    }
}

/// The length of the line end that starts here.
fn line_end(bytes: &[u8], at: usize) -> usize {
    if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 }
}
