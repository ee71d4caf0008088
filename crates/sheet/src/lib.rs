//! Reads and writes what people call a spreadsheet.
//!
//! Bytes in, a table of text cells out: CSV in any dialect and encoding people really send, gzip around it,
//! and workbooks (XLSX, XLS, ODS). The crate is a leaf: it knows nothing of sales, touches no file and no clock.
//! What it had to guess or found odd is said in [`Finding`]s; what it cannot read without guessing at meaning is
//! refused with a [`ReadError`] that names the line. Cells are never moved to another column.
//!
//! ```
//! let bytes = b"id;owner;closed\n7;Kari;25.04.2017\n8;Ola;03.04.2017\n";
//! let table = sheet::read(bytes, &sheet::ReadOptions::default())?;
//! assert_eq!((table.separator(), table.len()), (Some(';'), 2));
//! let closed = sheet::dates::detect(table.column(2), sheet::dates::DayOrder::MonthFirst);
//! assert_eq!(closed.map(|found| found.style), Some(sheet::dates::DateStyle::DayMonthYear));
//! # Ok::<(), sheet::ReadError>(())
//! ```
//!
//! [`dates`] and [`numbers`] find how a column writes its dates and amounts; [`write`] goes the other way.

mod container;
mod dialect;
mod encoding;
mod error;
mod finding;
mod grid;
mod layout;
mod options;
mod records;
mod table;
mod workbook;

pub mod booleans;
mod bounds;
pub mod dates;
pub mod numbers;
pub mod write;

use std::io::Read;

pub use crate::encoding::Encoding;
pub use crate::error::{FileKind, ReadError};
pub use crate::finding::{Finding, FindingKind};
pub use crate::options::ReadOptions;
pub use crate::table::{Row, Shape, Table};

use crate::container::Container;
use crate::layout::Origin;

/// Reads one table from the bytes of a file: text in any dialect, the same in gzip, or a workbook.
///
/// # Errors
/// [`ReadError`] when the bytes are not a table, or cannot be read without inventing something.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Table, ReadError> {
    let unpacked = container::unpack(bytes, options.max_bytes)?;
    match unpacked {
        Container::Workbook(bytes) => workbook::read(&bytes, options),
        Container::Text(bytes) => read_text(&bytes, options),
    }
}

/// Reads one table from a reader, which is read to its end first (at most `options.max_bytes`).
///
/// # Errors
/// As [`read`], and [`ReadError::Io`] when the reader fails.
pub fn read_from(reader: impl Read, options: &ReadOptions) -> Result<Table, ReadError> {
    let bytes = container::read_limited(reader, options.max_bytes)?;
    read(&bytes, options)
}

/// The names of the sheets of a workbook in their order; empty for text.
///
/// # Errors
/// As [`read`].
pub fn sheet_names(bytes: &[u8], options: &ReadOptions) -> Result<Vec<String>, ReadError> {
    match container::unpack(bytes, options.max_bytes)? {
        Container::Workbook(bytes) => workbook::sheet_names(&bytes),
        Container::Text(_) => Ok(Vec::new()),
    }
}

fn read_text(bytes: &[u8], options: &ReadOptions) -> Result<Table, ReadError> {
    let decoded = encoding::decode(bytes, options.encoding)?;
    let (text, first_line, told) = dialect::separator_line(&decoded.text);
    let dialect = dialect::choose(text, options, told)?;
    let parsed = records::parse(text, &dialect, first_line, usize::MAX)?;
    let mut findings = decoded.findings;
    findings.extend(dialect.findings());
    findings.extend(parsed.findings);
    let origin =
        Origin { encoding: Some(decoded.encoding), separator: Some(char::from(dialect.separator)), sheet: None };
    layout::arrange(parsed.grid, options, origin, findings)
}
