//! What commands print: JSON, CSV, or a table for people. Standard output holds the answer alone.

use crate::failure::Failure;
use serde::Serialize;
use std::io::Write;

/// Prints JSON.
///
/// # Errors
/// A closed pipe.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    Ok(writeln!(out)?)
}

/// Prints lines.
///
/// # Errors
/// A closed pipe.
pub fn text(text: &str) -> Result<(), Failure> {
    Ok(writeln!(std::io::stdout().lock(), "{text}")?)
}

/// Prints a table: columns aligned, those after the first to the right.
///
/// # Errors
/// A closed pipe.
pub fn table(header: &[&str], rows: &[Vec<String>]) -> Result<(), Failure> {
    let width =
        |i: usize| rows.iter().map(|r| r[i].chars().count()).chain([header[i].chars().count()]).max().unwrap_or(0);
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let mut out = std::io::stdout().lock();
    let head: Vec<String> = header.iter().map(|h| (*h).to_owned()).collect();
    for row in std::iter::once(&head).chain(rows) {
        for (i, cell) in row.iter().enumerate() {
            let fill = " ".repeat(widths[i].saturating_sub(cell.chars().count()));
            match i {
                0 => write!(out, "{cell}{fill}")?,
                _ => write!(out, "  {fill}{cell}")?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}
