//! Reads a sheet of a workbook (XLSX, XLSB, XLS, ODS) as text cells: dates in ISO 8601, numbers with their digits.
//!
//! The line of a row is its number in the sheet. Formulas give the value the file keeps for them.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, ExcelDateTime, Range, Reader, Sheets, XlsxError};

use crate::bounds;
use crate::finding::Tally;
use crate::grid::Grid;
use crate::layout::{self, Origin};
use crate::{Finding, FindingKind, ReadError, ReadOptions, Table};

fn broken(error: &calamine::Error) -> ReadError {
    ReadError::Workbook { detail: error.to_string() }
}

fn open(bytes: &[u8]) -> Result<Sheets<Cursor<&[u8]>>, ReadError> {
    calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| broken(&error))
}

/// A spoilt file can lead the reader of workbooks past the end of its numbers, where it panics (its overflow checks are on in
/// every build: a cell must not move to another place). That is a file that cannot be read, no more.
fn guarded<T>(work: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(ReadError::Workbook { detail: "damaged".to_owned() }))
}

pub(crate) fn sheet_names(bytes: &[u8]) -> Result<Vec<String>, ReadError> {
    guarded(|| Ok(open(bytes)?.sheet_names()))
}

pub(crate) fn read(bytes: &[u8], options: &ReadOptions) -> Result<Table, ReadError> {
    guarded(|| read_opened(bytes, options))
}

fn read_opened(bytes: &[u8], options: &ReadOptions) -> Result<Table, ReadError> {
    let mut workbook = open(bytes)?;
    let names = workbook.sheet_names();
    let (name, range) = pick(&mut workbook, &names, options)?;
    let mut findings = Vec::new();
    let others: Vec<String> = names.into_iter().filter(|other| *other != name).collect();
    if !others.is_empty() {
        findings.push(Finding::whole(FindingKind::OtherSheets { names: others }));
    }
    let mut grid = Grid::default();
    let (mut errors, mut blank) = (Tally::default(), Tally::default());
    let first_row = range.start().map_or(0, |(row, _)| row);
    for (cells, line) in range.rows().zip(u64::from(first_row) + 1..) {
        if cells.iter().all(|cell| matches!(cell, Data::Empty)) {
            blank.add(line);
            continue;
        }
        grid.start_row(line);
        for cell in cells {
            if matches!(cell, Data::Error(_)) {
                errors.add(line);
            }
            push(&mut grid, cell);
            grid.end_cell()?;
        }
    }
    findings.extend(blank.finding(FindingKind::BlankLines));
    findings.extend(errors.finding(FindingKind::CellErrors));
    let origin = Origin { encoding: None, separator: None, sheet: Some(name) };
    layout::arrange(grid, options, origin, findings)
}

/// The sheet asked for, else the first with content.
fn pick(
    workbook: &mut Sheets<Cursor<&[u8]>>,
    names: &[String],
    options: &ReadOptions,
) -> Result<(String, Range<Data>), ReadError> {
    if let Some(asked) = &options.sheet {
        let name = names.iter().find(|name| name.trim().eq_ignore_ascii_case(asked.trim()));
        let missing = || ReadError::NoSuchSheet { name: asked.clone(), available: names.to_vec() };
        let name = name.ok_or_else(missing)?.clone();
        let range = range(workbook, &name)?;
        return Ok((name, range));
    }
    for name in names {
        let range = range(workbook, name)?;
        if !range.is_empty() {
            return Ok((name.clone(), range));
        }
    }
    Err(ReadError::Empty)
}

/// The cells of a sheet; none of a drawing. The elder forms cannot reach far, and what open documents repeat was counted.
fn range(workbook: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Result<Range<Data>, ReadError> {
    match workbook {
        Sheets::Xlsx(book) => match book.worksheet_cells_reader(name) {
            Ok(mut reader) => bounds::range(|| reader.next_cell()),
            Err(XlsxError::NotAWorksheet(_)) => Ok(Range::default()),
            Err(error) => Err(broken(&error.into())),
        },
        Sheets::Xlsb(book) => match book.worksheet_cells_reader(name) {
            Ok(mut reader) => bounds::range(|| reader.next_cell()),
            Err(error) => Err(broken(&error.into())),
        },
        other => other.worksheet_range(name).map_err(|error| broken(&error)),
    }
}

fn push(grid: &mut Grid, cell: &Data) {
    match cell {
        Data::Empty => {}
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => grid.push(text),
        Data::Int(number) => grid.push(&number.to_string()),
        Data::Float(number) => grid.push(&number_text(*number)),
        Data::Bool(value) => grid.push(if *value { "true" } else { "false" }),
        Data::DateTime(moment) => grid.push(&moment_text(*moment)),
        Data::Error(error) => grid.push(&error.to_string()),
    }
}

/// A number as the sheet shows it with all digits. A sheet keeps fifteen significant ones; more are the dust of
/// binary fractions, but whole numbers are given as they are.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 {
        return format!("{number:.0}");
    }
    let scientific = format!("{number:.14e}");
    let rounded: f64 = scientific.parse().unwrap_or(number);
    rounded.to_string()
}

/// A date as `2017-03-01`, with a time as `2017-03-01T14:22:00`, a time alone as `14:22:00`, a duration in hours.
fn moment_text(moment: ExcelDateTime) -> String {
    let value = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&value) {
        return clock(value);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second, milli) {
        (0, 0, 0, 0) => date,
        (_, _, _, 0) => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{date}T{hour:02}:{minute:02}:{second:02}.{milli:03}"),
    }
}

/// Part of a day as hours, minutes and seconds; a duration may have more than 24 hours or be negative.
fn clock(days: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a float saturates, and a sheet's durations are small")]
    let seconds = (days.abs() * 86_400.0).round() as u64;
    let sign = if days < 0.0 { "-" } else { "" };
    format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
