//! What was guessed or found odd while reading, for people to see before they trust the table.
//! A finding sums up all places of one kind and names the first of them, so that a million bad rows stay cheap.

use std::fmt;

/// How many places a finding names.
pub(crate) const NAMED_LINES: usize = 20;

/// One kind of oddity with where it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// How often it was seen.
    pub count: u64,
    /// The first lines (from 1) it was seen on, at most twenty.
    pub lines: Vec<u64>,
}

/// The kinds of oddities.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FindingKind {
    /// The encoding was guessed from the bytes.
    GuessedEncoding {
        /// The guess.
        encoding: &'static str,
    },
    /// UTF-8 with stray bytes of another encoding, which were read as Windows-1252.
    MixedEncoding,
    /// Characters lost before the file came here (U+FFFD).
    LostCharacters,
    /// An unusual quote or escape character is in use.
    UnusualQuoting {
        /// The quote character.
        quote: char,
        /// The character before a quote that belongs to the cell, where it is not a second quote.
        escape: Option<char>,
    },
    /// Rows above the header that do not belong to the table.
    Preamble,
    /// The first row holds data, so the columns are named A, B, C and so on.
    NoHeader,
    /// Columns without a name.
    UnnamedColumns {
        /// Which, from 1.
        columns: Vec<u64>,
    },
    /// Two or more columns of one name.
    DuplicateColumn {
        /// The name.
        name: String,
        /// Which, from 1.
        columns: Vec<u64>,
    },
    /// Rows with fewer cells than the header; the missing ones read as empty.
    ShortRows {
        /// Cells expected.
        expected: u64,
    },
    /// Rows with more cells than the header, the surplus not empty.
    LongRows {
        /// Cells expected.
        expected: u64,
    },
    /// Rows with empty cells beyond the header, which mean nothing.
    TrailingSeparators,
    /// Empty lines, which were skipped.
    BlankLines,
    /// Quotes where none can stand, which were kept as text.
    StrayQuotes,
    /// Quoted cells over a hundred lines or more: perhaps a quote was not closed.
    LongQuotedCells,
    /// Cells of a workbook that hold an error such as `#REF!`.
    CellErrors,
    /// Sheets of the workbook that were not read.
    OtherSheets {
        /// Their names.
        names: Vec<String>,
    },
}

impl Finding {
    /// A finding about the file as a whole.
    pub(crate) fn whole(kind: FindingKind) -> Self {
        Self { kind, count: 1, lines: Vec::new() }
    }
}

/// Counts places of one kind and keeps the first.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tally {
    count: u64,
    lines: Vec<u64>,
}

impl Tally {
    pub(crate) fn add(&mut self, line: u64) {
        self.count += 1;
        if self.lines.len() < NAMED_LINES && self.lines.last() != Some(&line) {
            self.lines.push(line);
        }
    }

    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    pub(crate) fn finding(self, kind: FindingKind) -> Option<Finding> {
        (self.count > 0).then_some(Finding { kind, count: self.count, lines: self.lines })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.count;
        match &self.kind {
            FindingKind::GuessedEncoding { encoding } => write!(out, "read as {encoding}, guessed from the bytes")?,
            FindingKind::MixedEncoding => write!(out, "{count} bytes are not UTF-8 and were read as Windows-1252")?,
            FindingKind::LostCharacters => write!(out, "{count} characters were lost before the file came here")?,
            FindingKind::UnusualQuoting { quote, escape: None } => write!(out, "cells are quoted with {quote}")?,
            FindingKind::UnusualQuoting { quote, escape: Some(escape) } => {
                write!(out, "cells are quoted with {quote}, and {escape} stands before a quote within")?;
            }
            FindingKind::Preamble => write!(out, "{count} rows above the header are not part of the table")?,
            FindingKind::NoHeader => write!(out, "the first row holds data, so columns are named by letters")?,
            FindingKind::UnnamedColumns { columns } => write!(out, "columns without a name: {}", list(columns))?,
            FindingKind::DuplicateColumn { name, columns } => {
                write!(out, "columns {} have the same name {name:?}", list(columns))?;
            }
            FindingKind::ShortRows { expected } => write!(out, "{count} rows have fewer than {expected} cells")?,
            FindingKind::LongRows { expected } => write!(out, "{count} rows have more than {expected} cells")?,
            FindingKind::TrailingSeparators => write!(out, "{count} rows end in empty cells beyond the header")?,
            FindingKind::BlankLines => write!(out, "{count} blank lines were skipped")?,
            FindingKind::StrayQuotes => write!(out, "{count} cells have a stray quote, kept as text")?,
            FindingKind::LongQuotedCells => write!(out, "{count} quoted cells span a hundred lines or more")?,
            FindingKind::CellErrors => write!(out, "{count} cells hold an error value")?,
            FindingKind::OtherSheets { names } => write!(out, "other sheets were not read: {}", names.join(", "))?,
        }
        match self.lines.as_slice() {
            [] => Ok(()),
            [line] => write!(out, " (line {line})"),
            lines if (lines.len() as u64) < count => write!(out, " (lines {} …)", list(lines)),
            lines => write!(out, " (lines {})", list(lines)),
        }
    }
}

fn list(numbers: &[u64]) -> String {
    let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
    numbers.join(", ")
}
