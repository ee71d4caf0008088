//! The table that was read: names of columns, rows of text cells with the line each came from.
//!
//! A row keeps the cells the file gave it. `Row::get` reads a missing cell as empty, and `Row::shape` says when
//! a row does not fit, so that the caller can reject it instead of trusting its columns.

use crate::grid::Grid;
use crate::{Encoding, Finding, ReadError};

/// A table of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) header_line: Option<u64>,
    pub(crate) encoding: Option<Encoding>,
    pub(crate) separator: Option<char>,
    pub(crate) sheet: Option<String>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) grid: Grid,
    /// The first row of the grid that is data.
    pub(crate) first: usize,
}

impl Table {
    /// A table of cells that were read elsewhere, each row with the line it came from.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`].
    pub fn made(header: &[&str], rows: impl IntoIterator<Item = (u64, Vec<String>)>) -> Result<Self, ReadError> {
        let mut grid = Grid::default();
        for (line, cells) in rows {
            grid.start_row(line);
            for cell in cells {
                grid.push(&cell);
                grid.end_cell()?;
            }
        }
        let header = header.iter().map(|name| (*name).to_owned()).collect();
        let (header_line, encoding, separator, sheet) = (None, None, None, None);
        Ok(Self { header, header_line, encoding, separator, sheet, findings: Vec::new(), grid, first: 0 })
    }

    /// The names of the columns, without space around them; they may repeat or be empty (see the findings).
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The line of the header, if the file has one.
    #[must_use]
    pub fn header_line(&self) -> Option<u64> {
        self.header_line
    }

    /// The encoding of a text file.
    #[must_use]
    pub fn encoding(&self) -> Option<Encoding> {
        self.encoding
    }

    /// The separator of a text file.
    #[must_use]
    pub fn separator(&self) -> Option<char> {
        self.separator
    }

    /// The sheet of a workbook.
    #[must_use]
    pub fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// What was guessed or odd.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The number of rows of data.
    #[must_use]
    pub fn len(&self) -> usize {
        self.grid.len().saturating_sub(self.first)
    }

    /// Whether there is no row of data.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows of data in the order of the file.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> + Clone {
        (0..self.len()).map(move |index| Row { table: self, index: self.first + index })
    }

    /// A row of data by its number from 0.
    #[must_use]
    pub fn row(&self, index: usize) -> Option<Row<'_>> {
        (index < self.len()).then_some(Row { table: self, index: self.first + index })
    }

    /// The cells of one column, missing ones as empty text.
    pub fn column(&self, column: usize) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.rows().map(move |row| row.get(column))
    }

    /// The number of the column of just this name; the first, if it repeats.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }
}

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    table: &'t Table,
    index: usize,
}

/// How a row fits the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// As many cells as columns, empty cells beyond the last column aside.
    Fits,
    /// Cells are missing at the end, or somewhere: nobody can tell.
    Short {
        /// How many.
        missing: usize,
    },
    /// There are more cells than columns, and the surplus is not empty.
    Long {
        /// How many.
        surplus: usize,
    },
}

impl<'t> Row<'t> {
    /// The line of the file the row starts on, or the row number in a sheet; from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.table.grid.line(self.index)
    }

    /// The cell of a column, empty where the row is too short.
    #[must_use]
    pub fn get(&self, column: usize) -> &'t str {
        self.table.grid.cell(self.index, column).unwrap_or_default()
    }

    /// The cells as the file has them, too few or too many included.
    pub fn cells(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        self.table.grid.cells(self.index)
    }

    /// The number of cells in the file.
    #[must_use]
    pub fn width(&self) -> usize {
        self.table.grid.width(self.index)
    }

    /// Whether every cell is empty or blank space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.table.grid.filled(self.index) == 0
    }

    /// How the row fits the header.
    #[must_use]
    pub fn shape(&self) -> Shape {
        let (width, columns) = (self.width(), self.table.header.len());
        if width < columns {
            return Shape::Short { missing: columns - width };
        }
        let beyond = self.cells().skip(columns);
        match beyond.enumerate().filter(|(_, cell)| !cell.trim().is_empty()).last() {
            Some((last, _)) => Shape::Long { surplus: last + 1 },
            None => Shape::Fits,
        }
    }
}
