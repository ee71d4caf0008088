//! The history as a file: a line for each entry, what changed as JSON.

use super::{Asked, Line, MOST, queries};
use crate::{Ctx, Error, Result};
use db::Tx;
use sheet::write::{CsvOptions, CsvWriter};
use std::io::Write;

/// Lines of a file at most: more is asked for by days.
pub const LONGEST: usize = 100_000;

const HEADER: [&str; 10] = ["id", "at", "user", "kind", "cause", "noun", "record", "name", "set", "fields"];

/// Writes every line asked for, the newest first, up to [`LONGEST`] and the rest of a page; answers how many, and whether
/// there are more.
///
/// # Errors
/// [`Error::Forbidden`]; an output that fails.
pub fn write(ctx: &Ctx, tx: &mut Tx<'_>, asked: &Asked, out: &mut dyn Write) -> Result<(usize, bool)> {
    let failed = |error: sheet::write::WriteError| Error::Internal(error.to_string());
    let mut csv = CsvWriter::new(out, CsvOptions { protect: true, ..CsvOptions::default() }).map_err(failed)?;
    csv.row(HEADER).map_err(failed)?;
    let (mut count, mut asked) = (0, Asked { limit: MOST, ..asked.clone() });
    while count < LONGEST {
        let page = queries::page(ctx, tx, &asked)?;
        for line in &page.lines {
            let cells = cells(line);
            csv.row(cells.iter().map(String::as_str)).map_err(failed)?;
        }
        count += page.lines.len();
        asked.before = page.next;
        if asked.before.is_none() {
            break;
        }
    }
    csv.finish().map_err(failed)?;
    Ok((count, asked.before.is_some()))
}

fn cells(line: &Line) -> [String; 10] {
    let event = &line.event;
    [
        event.id.to_string(),
        line.moment(),
        line.by.clone().unwrap_or_default(),
        event.kind.clone(),
        event.cause.clone(),
        event.noun.clone(),
        event.record.to_string(),
        line.name.clone().unwrap_or_default(),
        event.set.map(|set| set.to_string()).unwrap_or_default(),
        serde_json::to_string(&line.fields).unwrap_or_default(),
    ]
}
