//! All rows that may be seen, written as they are read: a thousand at a time. CSV and JSON lines are never all in
//! memory; a workbook is, because it is packed as a whole.

use super::cell::{Column, Item};
use super::page::read;
use super::{Cell, Kind, ListQuery, MAX_LIMIT};
use crate::{Ctx, Error, Result};
use db::Tx;
use sheet::write::{Cell as SheetCell, CsvOptions, CsvWriter, WriteError, XlsxWriter};
use std::io::Write;

/// What a list is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Comma-separated values with a header.
    Csv,
    /// A workbook with typed cells.
    Xlsx,
    /// A JSON object a line.
    JsonLines,
}

impl Format {
    /// The format of that name: `csv`, `xlsx`, `jsonl`.
    pub fn from_key(key: &str) -> Option<Format> {
        match key {
            "csv" => Some(Format::Csv),
            "xlsx" => Some(Format::Xlsx),
            "jsonl" => Some(Format::JsonLines),
            _ => None,
        }
    }
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::JsonLines => "application/jsonl",
        }
    }
}

/// A file being written.
enum Writer<'o> {
    Csv(Box<CsvWriter<&'o mut dyn Write>>),
    Xlsx(Box<XlsxWriter>, &'o mut dyn Write),
    JsonLines(&'o mut dyn Write),
}

/// Writes every record the question leaves, in its order; answers how many. The limit of the question is
/// not used. In tables an amount has two columns, the number and `…_currency`; another record its label and `…_id`.
///
/// # Errors
/// As [`super::list`]; an output that fails.
pub fn export(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    kind: &Kind,
    query: &ListQuery,
    format: Format,
    out: &mut dyn Write,
) -> Result<u64> {
    let mut query = ListQuery { limit: MAX_LIMIT, cursor: None, exact: false, ..query.clone() };
    let mut page = read(ctx, tx, kind, &query, false)?;
    let mut writer = Writer::new(kind, format, &page.columns, out)?;
    let mut written = 0;
    loop {
        for row in &page.rows {
            writer.row(&Item { columns: &page.columns, row })?;
            written += 1;
        }
        let Some(next) = page.next_cursor else { break };
        query.cursor = Some(next);
        page = read(ctx, tx, kind, &query, false)?;
    }
    writer.finish()?;
    Ok(written)
}

impl<'o> Writer<'o> {
    fn new(kind: &Kind, format: Format, columns: &[Column], out: &'o mut dyn Write) -> Result<Writer<'o>> {
        let names = header(columns);
        let names = || names.iter().map(String::as_str);
        Ok(match format {
            Format::Csv => {
                let mut csv =
                    CsvWriter::new(out, CsvOptions { protect: true, ..CsvOptions::default() }).map_err(failed)?;
                csv.row(names()).map_err(failed)?;
                Writer::Csv(Box::new(csv))
            }
            Format::Xlsx => {
                let book = XlsxWriter::new(kind.key, &names().collect::<Vec<_>>()).map_err(failed)?;
                Writer::Xlsx(Box::new(book), out)
            }
            Format::JsonLines => Writer::JsonLines(out),
        })
    }

    fn row(&mut self, item: &Item<'_>) -> Result<()> {
        let texts = || {
            let cells = item.columns.iter().zip(&item.row.cells);
            std::iter::once((item.row.id.to_string(), &Cell::Empty))
                .chain(cells.flat_map(|(column, cell)| both(column, cell)))
        };
        match self {
            Writer::Csv(csv) => {
                let texts: Vec<String> = texts().map(|(text, _)| text).collect();
                csv.row(texts.iter().map(String::as_str)).map_err(failed)
            }
            Writer::Xlsx(book, _) => {
                let texts: Vec<(String, &Cell)> = texts().collect();
                let cells: Vec<SheetCell<'_>> = texts.iter().map(|(text, cell)| typed(text, cell)).collect();
                book.row(&cells).map_err(failed)
            }
            Writer::JsonLines(out) => {
                serde_json::to_writer(&mut **out, item)?;
                out.write_all(b"\n").map_err(Error::from)
            }
        }
    }

    fn finish(self) -> Result<()> {
        match self {
            Writer::Csv(csv) => csv.finish().map(|_| ()).map_err(failed),
            Writer::Xlsx(book, out) => out.write_all(&book.finish().map_err(failed)?).map_err(Error::from),
            Writer::JsonLines(_) => Ok(()),
        }
    }
}

fn failed(error: WriteError) -> Error {
    Error::Internal(error.to_string())
}

fn header(columns: &[Column]) -> Vec<String> {
    let mut names = vec!["id".to_owned()];
    for column in columns {
        names.push(column.key.to_owned());
        names.extend(second(column.ty).map(|ending| format!("{}_{ending}", column.key)));
    }
    names
}

/// The ending of a type's second column, where it has one.
fn second(ty: &str) -> Option<&'static str> {
    match ty {
        "money" => Some("currency"),
        "record" | "owner" => Some("id"),
        _ => None,
    }
}

/// The texts of a cell, each with what types it; a second one where its column has two.
fn both<'c>(column: &Column, cell: &'c Cell) -> impl Iterator<Item = (String, &'c Cell)> {
    let more = match cell {
        Cell::Money(money) => money.currency.to_string(),
        Cell::Record(label) => label.id.to_string(),
        _ => String::new(),
    };
    std::iter::once((cell.plain(), cell)).chain(second(column.ty).map(|_| (more, &Cell::Empty)))
}

/// A cell of a workbook: numbers, days and truths are what they are, the rest is text.
fn typed<'t>(text: &'t str, cell: &Cell) -> SheetCell<'t> {
    match cell {
        Cell::Number(_) | Cell::Decimal(_) | Cell::Money(_) => SheetCell::Number(text),
        Cell::Day(day) => SheetCell::Date(day.civil()),
        Cell::Bool(yes) => SheetCell::Boolean(*yes),
        _ if text.is_empty() => SheetCell::Empty,
        _ => SheetCell::Text(text),
    }
}
