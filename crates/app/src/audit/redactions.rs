//! Values of the history that are overwritten, for people who are erased: the one exception to that entries never change.
//!
//! A sealed stretch keeps its seal, and the chain goes on over that. What the stretch comes to since is written into the entry
//! that tells of the erasure, and so lies under a later seal; `verify` accepts a stretch that comes to its newest redaction,
//! where the history says so too. Before anything is overwritten the stretches are checked: nothing else is covered up.

use super::seals::{Seal, Stretch, digest};
use super::sql;
use crate::{Error, Result, settings};
use db::Tx;
use domain::kernel::id::EventId;
use domain::{Instant, Refusal};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, HashMap};

/// How often the history was overwritten, so that no seal is set on a stretch as it was before.
const TIMES: &str = "history_rewritten";
/// Under which name the entry of an erasure tells of the stretches.
pub const FIELD: &str = "seals";

/// An entry whose values are overwritten.
pub(crate) struct Rewrite {
    pub id: EventId,
    pub at: Instant,
    pub changes: String,
}

/// What a sealed stretch comes to after values in it were overwritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redaction {
    /// The seal of the stretch.
    pub seal: i64,
    /// From 1 on, for each seal.
    pub number: i64,
    /// The entry that tells of it.
    pub event: EventId,
    /// The digest of the stretch since.
    pub digest: Vec<u8>,
}

/// How often the history was overwritten.
pub(super) fn times(tx: &mut Tx<'_>) -> Result<Option<String>> {
    settings::value(tx, TIMES)
}

/// Lets nobody overwrite the history until this transaction ends; answers whether nobody has since `known` was read.
pub(super) fn hold(tx: &mut Tx<'_>, known: Option<&str>) -> Result<bool> {
    settings::swap(tx, TIMES, known, known.unwrap_or("0"))
}

/// Overwrites entries; answers what the sealed stretches that they are in come to since. The caller writes that down, by
/// [`note`] and in the entry that tells of it.
///
/// # Errors
/// `refusal-erase-history` where a stretch does not hold as it is; [`Error::Conflict`] where another erasure is on its way.
pub(crate) fn rewrite(tx: &mut Tx<'_>, rewrites: &[Rewrite]) -> Result<BTreeMap<i64, Vec<u8>>> {
    let known = times(tx)?;
    let next = known.as_deref().and_then(|times| times.parse::<i64>().ok()).unwrap_or(0) + 1;
    if !settings::swap(tx, TIMES, known.as_deref(), &next.to_string())? {
        return Err(Error::Conflict { version: 0, fields: Vec::new() });
    }
    let seals = sql::seals(tx)?;
    let late = sql::late_among(tx, &rewrites.iter().map(|rewrite| rewrite.id).collect::<Vec<_>>())?;
    let touched: Vec<usize> = touched(&seals, rewrites, &late);
    let comes_to = |tx: &mut Tx<'_>, at: usize, seal: &Seal| -> Result<(i64, Vec<u8>)> {
        let before = at.checked_sub(1).and_then(|at| seals.get(at));
        let (before, from) = before.map_or((&[][..], Instant(i64::MIN)), |seal| (seal.digest.as_slice(), seal.until));
        let late = sql::late(tx, Some(seal.seq), i64::MAX)?;
        digest(tx, before, &Stretch { from, until: seal.until, late })
    };
    let newest = newest(&sql::redactions(tx)?);
    for (at, seal) in touched.iter().filter_map(|&at| Some((at, seals.get(at)?))) {
        let found = comes_to(tx, at, seal)?;
        let expected = newest.get(&seal.seq).map_or(&seal.digest, |redaction| &redaction.digest);
        if (found.0, &found.1) != (seal.entries, expected) {
            return Err(Refusal::new("refusal-erase-history").with("seal", seal.seq).into());
        }
    }
    for rewrite in rewrites {
        sql::overwrite(tx, rewrite.id, &rewrite.changes)?;
    }
    let mut since = BTreeMap::new();
    for (at, seal) in touched.iter().filter_map(|&at| Some((at, seals.get(at)?))) {
        since.insert(seal.seq, comes_to(tx, at, seal)?.1);
    }
    Ok(since)
}

/// Places of the seals that the entries lie under.
fn touched(seals: &[Seal], rewrites: &[Rewrite], late: &HashMap<EventId, Option<i64>>) -> Vec<usize> {
    let place = |rewrite: &Rewrite| match late.get(&rewrite.id) {
        Some(seal) => seals.iter().position(|one| Some(one.seq) == *seal).unwrap_or(seals.len()),
        None => seals.partition_point(|seal| seal.until <= rewrite.at),
    };
    let mut places: Vec<usize> = rewrites.iter().map(place).filter(|place| *place < seals.len()).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Writes down what stretches come to since, as the entry of the erasure tells it.
///
/// # Errors
/// The database's own.
pub(crate) fn note(tx: &mut Tx<'_>, event: EventId, since: &BTreeMap<i64, Vec<u8>>) -> Result<()> {
    let newest = newest(&sql::redactions(tx)?);
    let of = |(seal, digest): (&i64, &Vec<u8>)| Redaction {
        seal: *seal,
        number: newest.get(seal).map_or(1, |before| before.number + 1),
        event,
        digest: digest.clone(),
    };
    sql::add_redactions(tx, &since.iter().map(of).collect::<Vec<_>>())
}

/// The stretches as the entry of an erasure tells of them.
pub(crate) fn told(since: &BTreeMap<i64, Vec<u8>>) -> Json {
    let pair = |(seal, digest): (&i64, &Vec<u8>)| (seal.to_string(), Json::from(hex(digest)));
    Json::Object(since.iter().map(pair).collect::<Map<_, _>>())
}

/// The newest redaction of each seal.
pub(super) fn newest(all: &[Redaction]) -> HashMap<i64, Redaction> {
    // They are read in the order of their numbers.
    all.iter().map(|redaction| (redaction.seal, redaction.clone())).collect()
}

/// Seals of which a redaction is told that the history does not know of.
pub(super) fn unknown(tx: &mut Tx<'_>, all: &[Redaction]) -> Result<Vec<i64>> {
    let mut ids: Vec<EventId> = all.iter().map(|redaction| redaction.event).collect();
    ids.dedup();
    let entries = sql::told_by(tx, &ids)?;
    let is_told = |redaction: &Redaction| {
        let told = entries.get(&redaction.event)?.get(FIELD)?.get(redaction.seal.to_string())?;
        (told.as_str()? == hex(&redaction.digest)).then_some(())
    };
    Ok(all.iter().filter(|redaction| is_told(redaction).is_none()).map(|redaction| redaction.seal).collect())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
