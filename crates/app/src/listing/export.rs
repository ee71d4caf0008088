//! All rows that may be seen, written as they are read: a thousand at a time, never all in memory.

use super::cell::{Item, instant};
use super::page::read;
use super::{Cell, Kind, ListQuery, ListView, MAX_LIMIT};
use crate::{Ctx, Error, Result};
use db::Tx;
use std::io::Write;

/// What a list is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Comma-separated values with a header; UTF-8.
    Csv,
    /// A JSON object a line.
    JsonLines,
}

impl Format {
    /// The format of that name: `csv`, `jsonl`.
    pub fn from_key(key: &str) -> Option<Format> {
        match key {
            "csv" => Some(Format::Csv),
            "jsonl" => Some(Format::JsonLines),
            _ => None,
        }
    }
}

/// Writes every record the question leaves, in its order; answers how many. The limit of the question is
/// not used. An amount has two columns in CSV: the number and `…_currency`; another record its label and `…_id`.
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
    let mut written = 0;
    loop {
        let page = read(ctx, tx, kind, &query, false)?;
        if format == Format::Csv && query.cursor.is_none() {
            csv_line(out, &header(&page))?;
        }
        for row in &page.rows {
            match format {
                Format::Csv => {
                    let cells = page.columns.iter().zip(&row.cells);
                    let texts = cells.flat_map(|(column, cell)| plain(column.ty, cell));
                    csv_line(out, &std::iter::once(row.id.to_string()).chain(texts).collect::<Vec<_>>())?;
                }
                Format::JsonLines => {
                    serde_json::to_writer(&mut *out, &Item { columns: &page.columns, row })?;
                    out.write_all(b"\n")?;
                }
            }
            written += 1;
        }
        match page.next_cursor {
            Some(cursor) => query.cursor = Some(cursor),
            None => return Ok(written),
        }
    }
}

fn header(page: &ListView) -> Vec<String> {
    let mut names = vec!["id".to_owned()];
    for column in &page.columns {
        names.push(column.key.to_owned());
        match column.ty {
            "money" => names.push(format!("{}_currency", column.key)),
            "record" | "owner" => names.push(format!("{}_id", column.key)),
            _ => {}
        }
    }
    names
}

/// The texts of a cell: one, or two where its column has two.
fn plain(ty: &str, cell: &Cell) -> Vec<String> {
    let second = match cell {
        Cell::Money(money) => money.currency.to_string(),
        Cell::Record(label) => label.id.to_string(),
        _ => String::new(),
    };
    let first = match cell {
        Cell::Instant(at) => instant(*at),
        cell => cell.plain(),
    };
    if matches!(ty, "money" | "record" | "owner") { vec![first, second] } else { vec![first] }
}

fn csv_line(out: &mut dyn Write, cells: &[String]) -> Result<()> {
    let quoted: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    writeln!(out, "{}\r", quoted.join(",")).map_err(Error::from)
}

/// RFC 4180: quotes where they are needed.
fn quoted(cell: &str) -> String {
    let plain = !cell.contains([',', '"', '\n', '\r']) && cell.trim() == cell;
    if plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}
