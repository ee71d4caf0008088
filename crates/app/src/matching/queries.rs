//! Who may be meant: records like the one that is typed.

use super::traits::{self, Known};
use super::{Audit, MATCHED, Match, audit, ordered, sql};
use crate::listing::Label;
use crate::{Ctx, Result, records};
use db::Tx;
use domain::matching::{self, Traits};
use domain::policy::{Action, Noun};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;
use uuid::Uuid;

/// Candidates that are looked at, of those that share a key that few share, and of those alike by their beginning alone.
const CANDIDATES: i64 = 400;
/// Matches that are shown.
const SHOWN: usize = 8;

/// Records that a new one of a kind, with fields as forms and programs send them, likely is; the likeliest first. Only
/// such as the user may see. `own` is the record itself, where it stands already.
///
/// # Errors
/// The database's own.
pub fn likely(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    noun: Noun,
    fields: &Map<String, Json>,
    own: Option<Uuid>,
) -> Result<Vec<Match>> {
    let Some(asked) = traits::of_fields(ctx, tx, noun, fields)? else { return Ok(Vec::new()) };
    let parent = fields.get("parent").and_then(Json::as_str).and_then(|id| id.parse().ok());
    like(ctx, tx, &asked, own, parent)
}

/// Records that stand for what is asked, of every kind that can.
///
/// # Errors
/// The database's own.
pub fn like(ctx: &Ctx, tx: &mut Tx<'_>, asked: &Traits, own: Option<Uuid>, parent: Option<Uuid>) -> Result<Vec<Match>> {
    let keys = matching::keys(asked);
    let mut found = Vec::new();
    for noun in MATCHED {
        if keys.is_empty() || !ctx.can(Action::See, noun) {
            continue;
        }
        let ids = candidates(tx, noun, &keys)?;
        let refused = own.map(|_| sql::refused(tx, &ids)).transpose()?.unwrap_or_default();
        let apart = |id: Uuid| own.is_some_and(|own| own == id || refused.contains(&ordered(own, id)));
        for known in traits::known(tx, noun, &ids)? {
            let family = parent == Some(known.id) || (own.is_some() && known.parent == own);
            let match_ = matching::compare(asked, &known.traits);
            if match_.is_likely() && !family && !apart(known.id) {
                found.push((noun, known, match_));
            }
        }
    }
    found.sort_by(|(_, a, left), (_, b, right)| (right.score, &a.name, a.id).cmp(&(left.score, &b.name, b.id)));
    visible(ctx, tx, found)
}

fn candidates(tx: &mut Tx<'_>, noun: Noun, keys: &std::collections::BTreeSet<String>) -> Result<Vec<Uuid>> {
    let is_loose = |key: &&str| key.starts_with("cb:") || key.starts_with("pb:");
    let (loose, strong): (Vec<&str>, Vec<&str>) = keys.iter().map(String::as_str).partition(is_loose);
    let mut ids = std::collections::BTreeSet::new();
    for keys in [strong, loose] {
        if !keys.is_empty() {
            ids.extend(sql::under(tx, noun, &keys, CANDIDATES)?);
        }
    }
    Ok(ids.into_iter().collect())
}

/// Those that the user may see, as they are shown.
fn visible(ctx: &Ctx, tx: &mut Tx<'_>, found: Vec<(Noun, Known, matching::Match)>) -> Result<Vec<Match>> {
    let mut shown = Vec::new();
    for (noun, known, match_) in found {
        if shown.len() == SHOWN {
            break;
        }
        if !records::seen(ctx, tx, noun, &[known.id])?.is_empty() {
            let record = Label { id: known.id, label: known.name, key: None, detail: None };
            shown.push(Match { noun, record, score: match_.score, reasons: match_.reasons });
        }
    }
    Ok(shown)
}

/// Records of a kind that are likely one, among those the user may see; so many clusters at most.
///
/// # Errors
/// [`crate::Error::Forbidden`] where the user may see none of the kind.
pub fn duplicates(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, most: usize) -> Result<Audit> {
    audit::audit(ctx, tx, noun, most)
}

/// Leads with the e-mail address that are not converted, as far as the user may see them.
///
/// # Errors
/// The database's own.
pub fn leads_by_email(ctx: &Ctx, tx: &mut Tx<'_>, address: &str) -> Result<Vec<Uuid>> {
    let Some(mailbox) = matching::mailbox(address).filter(|_| !matching::is_shared(address)) else {
        return Ok(Vec::new());
    };
    let ids: Vec<Uuid> = sql::under(tx, Noun::Lead, &[&format!("pe:{mailbox}")], CANDIDATES)?.into_iter().collect();
    let seen = records::seen(ctx, tx, Noun::Lead, &ids)?;
    sql::unconverted(tx, &seen)
}

/// Contacts with each of the e-mail addresses, as far as the user may see them.
///
/// # Errors
/// The database's own.
pub fn by_email(ctx: &Ctx, tx: &mut Tx<'_>, addresses: &[String]) -> Result<HashMap<String, Vec<Uuid>>> {
    let mut found = HashMap::new();
    for address in addresses.iter().filter(|address| !matching::is_shared(address)) {
        let Some(mailbox) = matching::mailbox(address) else { continue };
        let ids = sql::under(tx, Noun::Contact, &[&format!("pe:{mailbox}")], CANDIDATES)?;
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let seen = records::seen(ctx, tx, Noun::Contact, &ids)?;
        if !seen.is_empty() {
            found.insert(address.clone(), seen);
        }
    }
    Ok(found)
}
