//! CSV by RFC 4180, row by row to any output.

use std::borrow::Cow;
use std::io::Write;

use super::WriteError;

/// How CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvOptions {
    /// The separator, an ASCII character.
    pub separator: u8,
    /// Start with a byte order mark, without which Excel takes UTF-8 for Windows-1252.
    pub bom: bool,
    /// End lines with CRLF, else LF.
    pub crlf: bool,
    /// Put an apostrophe before text that a spreadsheet would run as a formula. A file meant for a program to read
    /// back should not have it.
    pub protect: bool,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self { separator: b',', bom: false, crlf: true, protect: false }
    }
}

/// Writes rows of text.
pub struct CsvWriter<W: Write> {
    out: ::csv::Writer<W>,
    protect: bool,
}

impl<W: Write> CsvWriter<W> {
    /// Starts a file.
    ///
    /// # Errors
    /// When the output fails.
    pub fn new(mut out: W, options: CsvOptions) -> Result<Self, WriteError> {
        if options.bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let terminator = if options.crlf { ::csv::Terminator::CRLF } else { ::csv::Terminator::Any(b'\n') };
        let out = ::csv::WriterBuilder::new()
            .delimiter(options.separator)
            .terminator(terminator)
            .flexible(true)
            .from_writer(out);
        Ok(Self { out, protect: options.protect })
    }

    /// Writes a row, the header being the first.
    ///
    /// # Errors
    /// When the output fails.
    pub fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) -> Result<(), WriteError> {
        for cell in cells {
            let cell = if self.protect { protected(cell) } else { Cow::Borrowed(cell) };
            self.out.write_field(cell.as_bytes())?;
        }
        self.out.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Ends the file and gives back the output.
    ///
    /// # Errors
    /// When the output fails.
    pub fn finish(mut self) -> Result<W, WriteError> {
        self.out.flush()?;
        self.out.into_inner().map_err(|error| WriteError::Io(error.into_error()))
    }
}

/// A cell that no spreadsheet runs: one that starts like a formula and is no number gets an apostrophe.
fn protected(cell: &str) -> Cow<'_, str> {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let behind = cell.strip_prefix(['+', '-']).unwrap_or("=");
    let number = !behind.is_empty()
        && behind.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b' ' | b'%'));
    if risky && !number { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_numbers_stay_numbers() {
        for risky in ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", "-", "-1e5=2"] {
            assert_eq!(protected(risky), format!("'{risky}"));
        }
        for plain in ["-12.50", "+47 22 33 44 55", "1=1", "a", "", "-12,5 %"] {
            assert_eq!(protected(plain), plain);
        }
    }
}
