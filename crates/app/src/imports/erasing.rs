//! What imports keep of people who are erased: rows that could not be taken, and files that are not loaded yet.

use super::{exchange, sql};
use crate::Result;
use db::Tx;
use domain::Refusal;
use domain::privacy::Identity;
use serde_json::Value as Json;

/// States in which somebody still works with the files.
const OPEN: [&str; 4] = ["reading", "waiting", "running", "cancelling"];

/// Takes rows out of what was rejected and names out of reports; files of loads that broke off go where the people are in
/// them. Answers how many imports were touched. The caller has the permission.
///
/// # Errors
/// `refusal-erase-import` where a file that is to be loaded has them.
pub(crate) fn erase(tx: &mut Tx<'_>, identity: &Identity, replace: impl Fn(&mut Json) -> bool) -> Result<usize> {
    let mut touched = 0;
    for import in sql::kept(tx)? {
        let mut is_touched = false;
        for (place, name) in sql::files(tx, import.id)? {
            let content = sql::content(tx, import.id, place)?;
            if !is_in_file(&name, &content, identity) {
                continue;
            }
            if OPEN.contains(&import.state.as_str()) {
                return Err(Refusal::new("refusal-erase-import").at("records").with("file", name).into());
            }
            sql::drop_files(tx, import.id)?;
            is_touched = true;
            break;
        }
        let mut report: Json = serde_json::from_str(&import.report)?;
        let rejects = without(&import.rejects, identity);
        if replace(&mut report) || rejects.is_some() {
            sql::overwrite(tx, import.id, &report.to_string(), rejects.as_deref().unwrap_or(&import.rejects))?;
            is_touched = true;
        }
        touched += usize::from(is_touched);
    }
    Ok(touched)
}

/// The rejected rows without theirs; none where none is theirs.
fn without(rejects: &str, identity: &Identity) -> Option<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(rejects.as_bytes());
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let mut is_theirs = false;
    for row in reader.records() {
        let Ok(row) = row else { return Some(String::new()) };
        if is_in_row(row.iter(), identity) {
            is_theirs = true;
        } else if writer.write_record(&row).is_err() {
            return Some(String::new());
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    is_theirs.then(|| String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether a row names them, in a cell or in two that stand beside each other, as first and last names do.
fn is_in_row<'r>(cells: impl Iterator<Item = &'r str>, identity: &Identity) -> bool {
    let cells: Vec<&str> = cells.collect();
    cells.iter().any(|cell| identity.is_in(cell))
        || cells.windows(2).any(|pair| identity.names().contains(&pair.join(" ").to_lowercase()))
}

/// Whether a file names them, as a table of whatever kind or as the text that it is.
fn is_in_file(name: &str, bytes: &[u8], identity: &Identity) -> bool {
    let cards = exchange::read(name, bytes).map(|read| read.map(|cards| cards.table).ok());
    let table = cards.unwrap_or_else(|| sheet::read(bytes, &sheet::ReadOptions::default()).ok());
    match table {
        Some(table) => table.rows().any(|row| is_in_row(row.cells(), identity)),
        None => identity.is_in(&String::from_utf8_lossy(bytes)),
    }
}
