//! Who was erased, as a file to be kept beside backups: digests and no names. A backup from before an erasure brings the person
//! back and knows nothing of it; with the file they are known, and erased again.

use super::{Asked, Request, Standing, Subject, erase, queries, sql};
use crate::events::Cause;
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::policy::{Action, Noun};
use domain::{Instant, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// An erasure as the file tells it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Which request.
    pub id: Uuid,
    /// When, in milliseconds of the epoch.
    pub at: i64,
    /// Why.
    pub reason: String,
    /// The records, which a backup brings back under the same ids.
    pub records: Vec<Subject>,
    /// What whoever comes back is known by: kinds and digests, in hexadecimal digits.
    pub digests: Vec<(String, String)>,
}

/// Every erasure.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn ledger(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<Entry>> {
    ctx.may(Action::See, Noun::Privacy)?;
    let mut of: BTreeMap<Uuid, Vec<(String, String)>> = BTreeMap::new();
    for (digest, request, kind) in sql::digests(tx)? {
        of.entry(request).or_default().push((kind, hex(&digest)));
    }
    let all = sql::requests(tx, i64::MAX)?.into_iter().filter(|request| request.kind == "erased");
    let entry = |request: Request| Entry {
        digests: of.remove(&request.id).unwrap_or_default(),
        id: request.id,
        at: request.at.0,
        reason: request.reason,
        records: request.records,
    };
    Ok(all.map(entry).collect())
}

/// Erases those again who were erased before and are here again; erasures that a file tells of and this database does not know
/// are written down first. Answers the requests.
///
/// # Errors
/// [`Error::Forbidden`]; as [`erase`].
pub fn again(ctx: &Ctx, tx: &mut Tx<'_>, told: &[Entry]) -> Result<Vec<Request>> {
    ctx.may(Action::Edit, Noun::Privacy)?;
    take_down(tx, told)?;
    let mut by: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for one in queries::returned(tx, &ctx.outside().keys)? {
        by.entry(one.request).or_default().push(one.id);
    }
    for request in sql::requests(tx, i64::MAX)?.into_iter().filter(|request| request.kind == "erased") {
        let ids: Vec<Uuid> = request.records.iter().map(|subject| subject.id).collect();
        let back = sql::found(tx, &ids)?.into_iter().filter(|found| found.standing != Standing::Erased);
        let back: Vec<Uuid> = back.map(|found| found.id).filter(|id| !by.values().flatten().any(|b| b == id)).collect();
        if !back.is_empty() {
            by.entry(request.id).or_default().extend(back);
        }
    }
    let mut done = Vec::with_capacity(by.len());
    for (request, records) in by {
        for records in records.chunks(super::MOST) {
            let asked = Asked { records: records.to_vec(), reason: format!("again: {request}") };
            done.push(erase(ctx, tx, Cause::COMMAND, &asked)?);
        }
    }
    Ok(done)
}

/// Writes down erasures that this database does not know.
fn take_down(tx: &mut Tx<'_>, told: &[Entry]) -> Result<()> {
    let known: HashSet<Uuid> = sql::requests(tx, i64::MAX)?.into_iter().map(|request| request.id).collect();
    for entry in told.iter().filter(|entry| !known.contains(&entry.id)) {
        let request = Request {
            id: entry.id,
            kind: "erased".to_owned(),
            reason: entry.reason.clone(),
            records: entry.records.clone(),
            counts: BTreeMap::new(),
            user: None,
            user_name: None,
            at: Instant(entry.at),
        };
        sql::add(tx, &request)?;
        let digests = entry.digests.iter().map(|(kind, digest)| Ok((kind.as_str(), bytes(digest)?)));
        sql::add_digests(tx, entry.id, &digests.collect::<Result<Vec<_>>>()?)?;
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Result<Vec<u8>> {
    let wrong = || Error::from(Refusal::new("refusal-value-wrong").at("digests").with("value", hex));
    let pair = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    (0..hex.len()).step_by(2).map(|at| pair(at).ok_or_else(wrong)).collect()
}
