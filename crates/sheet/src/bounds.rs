//! Whether a workbook can be held: a small file may unpack without end, or hold two cells a world apart, between which
//! every empty one would be kept.

use std::io::{Cursor, Read, copy, sink};

use calamine::{Cell, Data, DataRef, Range};
use zip::ZipArchive;

use crate::ReadError;

/// Parts of a workbook at most.
const MOST_PARTS: usize = 10_000;
/// Cells from the first to the last of a sheet at most, empty ones too.
const MOST_CELLS: u64 = 50_000_000;
/// How often its own size a packed part can unpack to at most.
const MOST_TIMES: u64 = 1032;

fn broken(detail: impl ToString) -> ReadError {
    ReadError::Workbook { detail: detail.to_string() }
}

/// Looks at a packed workbook before it is opened. Its parts are unpacked once where what they say of their size
/// could hide more than `limit` bytes.
pub(crate) fn check(bytes: &[u8], limit: u64) -> Result<(), ReadError> {
    if !bytes.starts_with(b"PK") {
        return Ok(());
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MOST_PARTS {
        return Err(broken(format!("more than {MOST_PARTS} parts")));
    }
    let mut left = limit;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX).saturating_mul(MOST_TIMES) > limit {
        for at in 0..archive.len() {
            let part = archive.by_index(at).map_err(broken)?;
            let unpacked = copy(&mut part.take(left.saturating_add(1)), &mut sink()).map_err(broken)?;
            left = left.checked_sub(unpacked).ok_or(ReadError::TooLarge { limit })?;
        }
    }
    let Ok(mut content) = archive.by_name("content.xml") else { return Ok(()) };
    let mut text = Vec::new();
    content.read_to_end(&mut text).map_err(broken)?;
    open_document(&String::from_utf8_lossy(&text))
}

/// How far cells reach.
#[derive(Default)]
struct Extent {
    corners: Option<((u64, u64), (u64, u64))>,
}

impl Extent {
    fn add(&mut self, row: u64, column: u64) -> Result<(), ReadError> {
        let ((top, left), (bottom, right)) = self.corners.unwrap_or(((row, column), (row, column)));
        let (top, left) = (top.min(row), left.min(column));
        let (bottom, right) = (bottom.max(row), right.max(column));
        self.corners = Some(((top, left), (bottom, right)));
        let cells = (bottom - top).saturating_add(1).saturating_mul((right - left).saturating_add(1));
        if cells > MOST_CELLS { Err(ReadError::TooFar { most: MOST_CELLS }) } else { Ok(()) }
    }
}

/// The cells that a reader gives, as a range, where they are not too far apart.
pub(crate) fn range<'a, E: ToString>(
    mut next: impl FnMut() -> Result<Option<Cell<DataRef<'a>>>, E>,
) -> Result<Range<Data>, ReadError> {
    let (mut extent, mut cells) = (Extent::default(), Vec::new());
    while let Some(cell) = next().map_err(broken)? {
        if matches!(cell.get_value(), DataRef::Empty) {
            continue;
        }
        let (row, column) = cell.get_position();
        extent.add(u64::from(row), u64::from(column))?;
        cells.push(Cell::new((row, column), Data::from(cell.get_value().clone())));
    }
    Ok(Range::from_sparse(cells))
}

/// An open document says how often a cell or row is repeated, so its tags are counted before they are believed.
fn open_document(text: &str) -> Result<(), ReadError> {
    let (mut extent, mut row, mut column, mut rows) = (Extent::default(), 0_u64, 0_u64, 1_u64);
    for tag in text.split('<').skip(1) {
        let Some((name, rest)) = tag.split_once(|c: char| c.is_whitespace() || c == '>' || c == '/') else { continue };
        match name {
            "table:table" => (extent, row, column, rows) = (Extent::default(), 0, 0, 1),
            "table:table-row" => {
                row = row.saturating_add(rows);
                (rows, column) = (repeated(rest, "table:number-rows-repeated"), 0);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let times = repeated(rest, "table:number-columns-repeated");
                if rest.contains("office:value-type") || rest.contains("table:formula") {
                    // The whole of the repeated cell and of its repeated row.
                    extent.add(row, 0)?;
                    extent.add(
                        row.saturating_add(rows).saturating_sub(1),
                        column.saturating_add(times).saturating_sub(1),
                    )?;
                }
                column = column.saturating_add(times);
            }
            _ => {}
        }
    }
    Ok(())
}

/// How often a tag says that it is repeated: once where it says nothing.
fn repeated(tag: &str, name: &str) -> u64 {
    let value = tag.split_once(name).and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    value.map_or(1, |value| value.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_cells_count_and_empty_ones_behind_them_do_not() {
        let cell = |times: u64| {
            format!(
                "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"{times}\"><text:p>a</text:p></table:table-cell>"
            )
        };
        let row = |times: u64, cells: &str| {
            format!("<table:table-row table:number-rows-repeated=\"{times}\">{cells}</table:table-row>")
        };
        let empty = "<table:table-cell table:number-columns-repeated=\"16384\"/>";
        let plain = format!("<table:table>{}{}</table:table>", row(1000, &(cell(20) + empty)), row(1_047_000, empty));
        assert!(open_document(&plain).is_ok());
        for bomb in [row(1_000_000, &cell(16_000)), row(1, &cell(1)) + &row(1_000_000, empty) + &row(1, &cell(60))] {
            assert!(matches!(open_document(&bomb), Err(ReadError::TooFar { .. })), "{bomb}");
        }
        let two = format!("<table:table>{0}</table:table><table:table>{0}</table:table>", row(40_000_000, &cell(1)));
        assert!(open_document(&two).is_ok(), "each table by itself");
    }
}
