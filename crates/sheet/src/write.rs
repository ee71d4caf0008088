//! Writes tables: CSV that any program reads ([`CsvWriter`]) and XLSX with typed cells ([`XlsxWriter`]).

mod csv;
mod xlsx;

pub use self::csv::{CsvOptions, CsvWriter};
pub use self::xlsx::{Cell, XlsxWriter};

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The output failed.
    #[error("the file cannot be written: {0}")]
    Io(#[from] std::io::Error),
    /// The rows do not fit the format.
    #[error("the table cannot be written as CSV: {0}")]
    Csv(#[from] ::csv::Error),
    /// The rows do not fit the format.
    #[error("the table cannot be written as XLSX: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// More columns than a sheet has.
    #[error("a sheet has at most 16384 columns, but the table has {columns}")]
    TooManyColumns {
        /// The columns of the table.
        columns: u64,
    },
}
