//! Finds the table in the rows: what stands above it, whether a header names the columns, and which rows do not fit.
//!
//! The width most rows have is the table's. Rows above the first that fills at least half of it are a preamble.
//! The first row is data, not a header, when it has numbers or dates where its column has them.

use std::collections::HashMap;

use crate::finding::Tally;
use crate::grid::Grid;
use crate::{Encoding, Finding, FindingKind, ReadError, ReadOptions, Shape, Table};

/// How many rows are looked at to find the shape.
const SAMPLE_ROWS: usize = 1000;

/// Where the rows come from.
pub(crate) struct Origin {
    pub(crate) encoding: Option<Encoding>,
    pub(crate) separator: Option<char>,
    pub(crate) sheet: Option<String>,
}

pub(crate) fn arrange(
    grid: Grid,
    options: &ReadOptions,
    origin: Origin,
    mut findings: Vec<Finding>,
) -> Result<Table, ReadError> {
    if (0..grid.len()).all(|row| grid.filled(row) == 0) {
        return Err(ReadError::Empty);
    }
    let width = usual_width(&grid);
    let top = top_row(&grid, width, options)?;
    let has_header = has_header(&grid, top, options);
    // Without a header all rows are data, unless they were found to stand above the first full row.
    let header = if has_header { named(&grid, top) } else { unnamed(&grid, top, width, options)? };
    findings.extend(preamble(&grid, top));
    if !has_header && options.has_header.is_none() && options.columns.is_empty() {
        findings.push(Finding::whole(FindingKind::NoHeader));
    }
    let Origin { encoding, separator, sheet } = origin;
    let (first, header_line) = if has_header { (top + 1, Some(grid.line(top))) } else { (top, None) };
    let mut table = Table { header, header_line, encoding, separator, sheet, findings, grid, first };
    drop_empty_columns(&mut table);
    let more = names_of_columns(&table.header).into_iter().chain(shapes(&table)).collect::<Vec<_>>();
    table.findings.extend(more);
    Ok(table)
}

/// The number of cells most rows have.
fn usual_width(grid: &Grid) -> usize {
    let mut widths: HashMap<usize, usize> = HashMap::new();
    (0..grid.len().min(SAMPLE_ROWS)).for_each(|row| *widths.entry(grid.width(row)).or_default() += 1);
    widths.into_iter().max_by_key(|(width, count)| (*count, *width)).map_or(0, |(width, _)| width)
}

/// The first row of the table, its header if there is one.
fn top_row(grid: &Grid, width: usize, options: &ReadOptions) -> Result<usize, ReadError> {
    if let Some(line) = options.header_line {
        let row = (0..grid.len()).find(|row| grid.line(*row) == line);
        return row.ok_or(ReadError::NoSuchLine { line });
    }
    if options.has_header == Some(false) {
        return Ok(0);
    }
    let belongs = |row: &usize| {
        let (cells, filled) = (grid.width(*row), grid.filled(*row));
        let sparse = filled <= 1 && width >= 3 || filled == 0;
        let narrow = cells * 2 < width || (cells == 1 && width > 1);
        !sparse && !narrow
    };
    Ok((0..grid.len().min(SAMPLE_ROWS)).find(belongs).unwrap_or_default())
}

fn has_header(grid: &Grid, top: usize, options: &ReadOptions) -> bool {
    if let Some(told) = options.has_header {
        return told;
    }
    if options.header_line.is_some() {
        return true;
    }
    if !options.columns.is_empty() {
        let same = |(cell, name): (&str, &String)| cell.trim().eq_ignore_ascii_case(name.trim());
        return grid.width(top) == options.columns.len() && grid.cells(top).zip(&options.columns).all(same);
    }
    !starts_with_data(grid, top)
}

/// Whether the top row looks like the rows below it and not like their names.
fn starts_with_data(grid: &Grid, top: usize) -> bool {
    let rows = top + 1..grid.len().min(top + SAMPLE_ROWS);
    if rows.len() < 2 {
        return false;
    }
    let (mut like_data, mut like_name) = (0, 0);
    for (column, cell) in grid.cells(top).enumerate() {
        let filled = rows.clone().filter_map(|row| grid.cell(row, column)).filter(|cell| !cell.trim().is_empty());
        let (mut all, mut figures) = (0_usize, 0_usize);
        filled.for_each(|cell| {
            all += 1;
            figures += usize::from(is_figure(cell));
        });
        if all < 2 || figures * 10 < all * 9 {
            continue;
        }
        if is_figure(cell) && !is_year(cell) {
            like_data += 1;
        } else if !cell.trim().is_empty() && !is_figure(cell) {
            like_name += 1;
        }
    }
    like_data > 0 && like_name == 0
}

/// Whether a cell is a number, an amount, a date or a time.
fn is_figure(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let letters = cell.chars().filter(|character| character.is_alphabetic() && !matches!(character, 'T' | 'Z')).count();
    digits > 0 && letters == 0
}

/// Numbers that people put in headers.
fn is_year(cell: &str) -> bool {
    cell.trim().parse::<u32>().is_ok_and(|number| (1900..2100).contains(&number))
}

fn named(grid: &Grid, top: usize) -> Vec<String> {
    grid.cells(top).map(|cell| cell.trim().trim_start_matches('\u{feff}').to_owned()).collect()
}

fn unnamed(grid: &Grid, top: usize, width: usize, options: &ReadOptions) -> Result<Vec<String>, ReadError> {
    if options.columns.is_empty() {
        return Ok((0..width).map(letters).collect());
    }
    if options.columns.len() != width {
        let (given, found) = (options.columns.len() as u64, width as u64);
        let line = (top..grid.len()).find(|row| grid.width(*row) == width).map_or(0, |row| grid.line(row));
        return Err(ReadError::ColumnCount { given, found, line });
    }
    Ok(options.columns.clone())
}

/// The name of a column in a spreadsheet: A to Z, AA, AB and so on.
fn letters(column: usize) -> String {
    let mut name = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        name.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    name
}

fn preamble(grid: &Grid, top: usize) -> Option<Finding> {
    let mut above = Tally::default();
    (0..top).for_each(|row| above.add(grid.line(row)));
    above.finding(FindingKind::Preamble)
}

/// Takes off columns at the end that have neither a name nor a value, as spreadsheets like to export.
fn drop_empty_columns(table: &mut Table) {
    while table.header.len() > 1 && table.header.last().is_some_and(String::is_empty) {
        let last = table.header.len() - 1;
        if table.column(last).any(|cell| !cell.trim().is_empty()) {
            return;
        }
        table.header.pop();
    }
}

fn names_of_columns(header: &[String]) -> Vec<Finding> {
    let mut places: HashMap<&str, Vec<u64>> = HashMap::new();
    for (name, column) in header.iter().zip(1..) {
        places.entry(name).or_default().push(column);
    }
    let mut findings = Vec::new();
    if let Some(columns) = places.remove("") {
        findings.push(Finding::whole(FindingKind::UnnamedColumns { columns }));
    }
    let mut repeated: Vec<(&str, Vec<u64>)> = places.into_iter().filter(|(_, columns)| columns.len() > 1).collect();
    repeated.sort_by(|left, right| left.1.cmp(&right.1));
    findings.extend(
        repeated
            .into_iter()
            .map(|(name, columns)| Finding::whole(FindingKind::DuplicateColumn { name: name.to_owned(), columns })),
    );
    findings
}

/// Which rows do not fit the header.
fn shapes(table: &Table) -> Vec<Finding> {
    let (mut short, mut long, mut trailing) = (Tally::default(), Tally::default(), Tally::default());
    for row in table.rows() {
        match row.shape() {
            Shape::Short { .. } => short.add(row.line()),
            Shape::Long { .. } => long.add(row.line()),
            Shape::Fits if row.width() > table.header.len() => trailing.add(row.line()),
            Shape::Fits => {}
        }
    }
    let expected = table.header.len() as u64;
    let findings = [
        short.finding(FindingKind::ShortRows { expected }),
        long.finding(FindingKind::LongRows { expected }),
        trailing.finding(FindingKind::TrailingSeparators),
    ];
    findings.into_iter().flatten().collect()
}
