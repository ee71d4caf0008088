//! What a caller may say about a file instead of letting it be found out. Everything left out is detected.

use crate::Encoding;

/// Overrides for reading; the default detects everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// The character between cells; one ASCII character.
    pub separator: Option<char>,
    /// The encoding of a text file.
    pub encoding: Option<Encoding>,
    /// The quote character; one ASCII character.
    pub quote: Option<char>,
    /// Whether the first row of the table names the columns.
    pub has_header: Option<bool>,
    /// The line of the file (from 1) on which the header stands; what is above it is not part of the table.
    pub header_line: Option<u64>,
    /// Names of the columns of a file without a header. Given without `has_header`, the file is taken to have
    /// none, unless its first row says just these names.
    pub columns: Vec<String>,
    /// The sheet of a workbook; its first sheet with content otherwise.
    pub sheet: Option<String>,
    /// The most bytes to hold once unpacked, against archives made to fill the memory.
    pub max_bytes: u64,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            separator: None,
            encoding: None,
            quote: None,
            has_header: None,
            header_line: None,
            columns: Vec::new(),
            sheet: None,
            max_bytes: 2 << 30,
        }
    }
}
