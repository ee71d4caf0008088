//! Why a file was refused: what is wrong, where, and what to do. The facts are fields, so that they can be said
//! in another language; `Display` is plain English. Lines and columns count from 1.

use std::fmt;

/// A kind of file that is not a table, known by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileKind {
    /// A PDF document.
    Pdf,
    /// A picture.
    Picture,
    /// A zip archive that holds no workbook.
    Zip,
    /// Another packed file (7z, xz, bzip2, zstd, rar).
    Packed,
    /// A Parquet file.
    Parquet,
    /// A SQLite database.
    Sqlite,
    /// A web page.
    Html,
    /// Bytes that are no text.
    Unknown,
}

impl fmt::Display for FileKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Pdf => "a PDF document",
            Self::Picture => "a picture",
            Self::Zip => "a zip archive without a workbook",
            Self::Packed => "a packed file",
            Self::Parquet => "a Parquet file",
            Self::Sqlite => "a SQLite database",
            Self::Html => "a web page",
            Self::Unknown => "not text",
        })
    }
}

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The reader failed.
    #[error("the file cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// There is nothing but blank space.
    #[error("the file holds no rows; export it again")]
    Empty,
    /// It is something else than a table.
    #[error("the file is {kind}; save it as CSV or XLSX")]
    NotATable {
        /// What it looks like.
        kind: FileKind,
    },
    /// Text with a NUL byte in it.
    #[error("line {line} holds a NUL byte, so the file is damaged or not text; export it again as UTF-8 CSV")]
    NulByte {
        /// The line of the first one.
        line: u64,
    },
    /// UTF-32, or a byte order mark that contradicts the bytes behind it.
    #[error("the file is written in UTF-32 or has a wrong byte order mark; save it as UTF-8")]
    Utf32,
    /// The bytes are not valid in the encoding that was given or announced.
    #[error("line {line} is not valid {encoding}; give the encoding the file was saved in, or save it as UTF-8")]
    Undecodable {
        /// The encoding tried.
        encoding: &'static str,
        /// The line of the first invalid byte.
        line: u64,
    },
    /// The gzip wrapping is damaged.
    #[error("the gzip file is damaged ({detail}); download or pack it again")]
    Gzip {
        /// What the unpacker said.
        detail: String,
    },
    /// More bytes than allowed.
    #[error("the file is larger than {limit} bytes once unpacked; split it into smaller files")]
    TooLarge {
        /// The most bytes allowed.
        limit: u64,
    },
    /// Cells too far apart to hold all that lies between them.
    #[error("the sheet reaches over more than {most} cells, most of them empty; delete what stands far from the table")]
    TooFar {
        /// The most cells from the first to the last.
        most: u64,
    },
    /// A quote was opened and never closed.
    #[error("line {line}, column {column}: a quote is opened here and never closed; close or remove it")]
    UnterminatedQuote {
        /// The line of the opening quote.
        line: u64,
        /// The character within the line.
        column: u64,
    },
    /// A separator or quote that cannot be used.
    #[error("{given:?} cannot be the separator or quote; give one ASCII character, and not the same for both")]
    BadOption {
        /// What was given.
        given: char,
    },
    /// The names given for the columns do not fit the table.
    #[error("{given} column names were given, but line {line} has {found} cells; give one name for each")]
    ColumnCount {
        /// Names given.
        given: u64,
        /// Cells found.
        found: u64,
        /// The line looked at.
        line: u64,
    },
    /// No row starts on the line said to be the header.
    #[error("no row starts on line {line}, which was given as the header")]
    NoSuchLine {
        /// The line given.
        line: u64,
    },
    /// The workbook has no such sheet.
    #[error("there is no sheet {name:?}; the workbook has {}", quoted(available))]
    NoSuchSheet {
        /// The sheet asked for.
        name: String,
        /// The sheets there are.
        available: Vec<String>,
    },
    /// The workbook cannot be opened.
    #[error("the workbook cannot be read ({detail}); open it in its program and save it again without a password")]
    Workbook {
        /// What the reader said.
        detail: String,
    },
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    names.join(", ")
}
