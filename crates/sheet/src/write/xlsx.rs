//! XLSX with a bold, frozen header and typed cells. The workbook is put together in memory; beyond the rows a
//! sheet can hold, the table goes on in another sheet.

use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook};

use super::WriteError;

/// The rows of a sheet below its header.
const ROWS: u32 = 1_048_575;
/// The most characters a cell of a sheet holds.
const CHARACTERS: usize = 32_767;
const COLUMNS: usize = 16_384;

/// A typed cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'c> {
    /// Nothing.
    Empty,
    /// Text, never run as a formula.
    Text(&'c str),
    /// A decimal number with a point, such as `-1234.50`. More than fifteen digits, or no number: kept as text.
    Number(&'c str),
    /// A day.
    Date(Date),
    /// A day and time.
    DateTime(DateTime),
    /// Yes or no.
    Boolean(bool),
}

/// Writes one table as a workbook.
pub struct XlsxWriter {
    workbook: Workbook,
    name: String,
    header: Vec<String>,
    widths: Vec<usize>,
    /// Rows in the last sheet below its header.
    rows: u32,
    sheets: u32,
    date: Format,
    date_time: Format,
}

impl XlsxWriter {
    /// Starts a workbook with one sheet of this name (characters a sheet name cannot have are left out).
    ///
    /// # Errors
    /// When there are more columns than a sheet has.
    pub fn new(name: &str, header: &[&str]) -> Result<Self, WriteError> {
        if header.len() > COLUMNS {
            return Err(WriteError::TooManyColumns { columns: header.len() as u64 });
        }
        let kept = name.chars().filter(|character| !"[]:*?/\\".contains(*character) && !character.is_control());
        let name: String = kept.take(25).collect();
        let name = name.trim().trim_matches('\'').to_owned();
        let mut writer = Self {
            workbook: Workbook::new(),
            name: if name.is_empty() { "Sheet".to_owned() } else { name },
            header: header.iter().map(|&cell| cell.to_owned()).collect(),
            widths: header.iter().map(|cell| cell.chars().count()).collect(),
            rows: 0,
            sheets: 0,
            date: Format::new().set_num_format("yyyy-mm-dd"),
            date_time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        };
        writer.add_sheet()?;
        Ok(writer)
    }

    fn add_sheet(&mut self) -> Result<(), WriteError> {
        self.sheets += 1;
        self.rows = 0;
        let name = if self.sheets == 1 { self.name.clone() } else { format!("{} {}", self.name, self.sheets) };
        let bold = Format::new().set_bold().set_align(FormatAlign::Left);
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (cell, column) in self.header.iter().zip(0_u16..) {
            sheet.write_string_with_format(0, column, clipped(cell), &bold)?;
        }
        Ok(())
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When the row has more cells than a sheet has columns.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        if cells.len() > COLUMNS {
            return Err(WriteError::TooManyColumns { columns: cells.len() as u64 });
        }
        if self.rows == ROWS {
            self.add_sheet()?;
        }
        self.rows += 1;
        for (cell, column) in cells.iter().zip(0_u16..) {
            self.cell(column, cell)?;
        }
        Ok(())
    }

    fn cell(&mut self, column: u16, cell: &Cell<'_>) -> Result<(), WriteError> {
        let last = usize::try_from(self.sheets).unwrap_or(1).saturating_sub(1);
        let row = self.rows;
        let sheet = self.workbook.worksheet_from_index(last)?;
        let width = match cell {
            Cell::Empty => 0,
            Cell::Text(text) => {
                sheet.write_string(row, column, clipped(text))?;
                text.chars().take(60).count()
            }
            Cell::Number(text) => {
                match exact(text) {
                    Some(number) => sheet.write_number(row, column, number)?,
                    None => sheet.write_string(row, column, clipped(text))?,
                };
                text.len()
            }
            Cell::Date(date) => {
                match excel_day(*date) {
                    Some(day) => sheet.write_datetime_with_format(row, column, &day, &self.date)?,
                    None => sheet.write_string(row, column, date.to_string())?,
                };
                10
            }
            Cell::DateTime(moment) => {
                match excel_moment(*moment) {
                    Some(moment) => sheet.write_datetime_with_format(row, column, &moment, &self.date_time)?,
                    None => sheet.write_string(row, column, moment.to_string())?,
                };
                19
            }
            Cell::Boolean(value) => {
                sheet.write_boolean(row, column, *value)?;
                5
            }
        };
        if let Some(widest) = self.widths.get_mut(usize::from(column)) {
            *widest = (*widest).max(width);
        }
        Ok(())
    }

    /// Ends the workbook and gives its bytes.
    ///
    /// # Errors
    /// When the workbook cannot be packed.
    pub fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        for sheet in self.workbook.worksheets_mut() {
            for (width, column) in self.widths.iter().zip(0_u16..) {
                let width = u16::try_from((*width).clamp(6, 60)).unwrap_or(60);
                sheet.set_column_width(column, f64::from(width) + 2.0)?;
            }
        }
        Ok(self.workbook.save_to_buffer()?)
    }
}

/// Text as long as a cell can hold.
fn clipped(text: &str) -> String {
    text.chars().take(CHARACTERS).collect()
}

/// A number that a sheet keeps without losing digits.
fn exact(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if plain && digits <= 15 { text.parse().ok() } else { None }
}

/// A day as a sheet counts it; none before 1900.
fn excel_day(date: Date) -> Option<ExcelDateTime> {
    let (year, month, day) = (u16::try_from(date.year()).ok()?, date.month(), date.day());
    ExcelDateTime::from_ymd(year, month.unsigned_abs(), day.unsigned_abs()).ok()
}

fn excel_moment(moment: DateTime) -> Option<ExcelDateTime> {
    let seconds = f64::from(moment.second()) + f64::from(moment.subsec_nanosecond()) / 1e9;
    excel_day(moment.date())?
        .and_hms(u16::from(moment.hour().unsigned_abs()), moment.minute().unsigned_abs(), seconds)
        .ok()
}
