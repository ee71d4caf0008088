//! The cells of a table in one string, with where each ends: a million rows cost little more than their text.

use crate::ReadError;

/// Rows of cells. The end of a cell is the start of the next.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Grid {
    text: String,
    ends: Vec<u32>,
    rows: Vec<Start>,
}

/// Where a row starts: its first cell, and its line in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Start {
    cell: u32,
    line: u32,
}

impl Grid {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// Starts a row; the cells that follow are its own.
    pub(crate) fn start_row(&mut self, line: u64) {
        let cell = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.rows.push(Start { cell, line: u32::try_from(line).unwrap_or(u32::MAX) });
    }

    pub(crate) fn push(&mut self, part: &str) {
        self.text.push_str(part);
    }

    /// Ends the cell whose parts were pushed.
    pub(crate) fn end_cell(&mut self) -> Result<(), ReadError> {
        let limit = u64::from(u32::MAX);
        let end = u32::try_from(self.text.len()).map_err(|_| ReadError::TooLarge { limit })?;
        if self.ends.len() as u64 >= limit {
            return Err(ReadError::TooLarge { limit });
        }
        self.ends.push(end);
        Ok(())
    }

    /// Takes back the parts pushed since the last cell ended.
    pub(crate) fn abandon_cell(&mut self) {
        self.text.truncate(self.ends.last().map_or(0, |end| *end as usize));
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn line(&self, row: usize) -> u64 {
        self.rows.get(row).map_or(0, |start| u64::from(start.line))
    }

    /// How many cells a row has.
    pub(crate) fn width(&self, row: usize) -> usize {
        let Some(start) = self.rows.get(row) else { return 0 };
        let end = self.rows.get(row + 1).map_or(self.ends.len(), |next| next.cell as usize);
        end.saturating_sub(start.cell as usize)
    }

    /// A cell, or nothing beyond the end of its row.
    pub(crate) fn cell(&self, row: usize, column: usize) -> Option<&str> {
        if column >= self.width(row) {
            return None;
        }
        let index = self.rows.get(row)?.cell as usize + column;
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.text.get(start..end)
    }

    pub(crate) fn cells(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.width(row)).filter_map(move |column| self.cell(row, column))
    }

    /// How many cells of a row hold more than space.
    pub(crate) fn filled(&self, row: usize) -> usize {
        self.cells(row).filter(|cell| !cell.trim().is_empty()).count()
    }

    pub(crate) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.rows.shrink_to_fit();
    }
}
