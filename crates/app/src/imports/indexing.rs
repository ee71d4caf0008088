//! The search index after an import: its records are indexed when all of them are in, so that nobody waits for
//! it; by whoever brought them in, or by a server. What breaks off is found by its mark and done again.

use super::sql;
use crate::{House, Result, search};
use domain::policy::Noun;
use uuid::Uuid;

/// Records that are indexed in one transaction.
const STEP: usize = 5_000;
/// Records from which on the planner's statistics of the index are made anew.
const MANY: usize = 1_000;

/// Indexes the records of the import that has waited longest, or before that all that wait since the index took another shape;
/// where none wait, words that were left are forgotten. Answers whether there was anything to do.
///
/// # Errors
/// The database's own; then the import stays due.
pub fn catch_up(house: &House) -> Result<bool> {
    if search::catch_up(house)? {
        return Ok(true);
    }
    let Some(set) = house.db().read(sql::index_due)? else { return search::forget(house) };
    let touched = house.db().read(|tx| sql::touched(tx, set))?;
    for part in touched.chunks(STEP) {
        house.db().write(|tx| {
            sql::hold(tx, set)?;
            for of_noun in part.chunk_by(|a, b| a.0 == b.0) {
                let ids: Vec<Uuid> = of_noun.iter().map(|(_, id)| *id).collect();
                search::put(tx, of_noun.first().map_or(Noun::Account, |(noun, _)| *noun), &ids)?;
            }
            Ok::<_, crate::Error>(())
        })?;
    }
    house.db().write(|tx| sql::indexed(tx, set))?;
    // What was counted of the index before it was filled sends every search of the first minute through all entries.
    if touched.len() >= MANY {
        house.db().write(|tx| tx.analyse())?;
    }
    Ok(true)
}
