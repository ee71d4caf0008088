//! The likeliest record for each of many that a file brings: asked at once, so that the cost grows with the file alone.
//!
//! Only keys that few records share are looked under; those by the beginning of a name alone are left to the audit.

use super::{sql, traits};
use crate::Result;
use db::Tx;
use domain::matching::{self, Traits};
use domain::policy::Noun;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Records under one key beyond which it tells nothing.
pub(crate) const MOST: usize = 30;

/// A record that stands here and is likely the one that was brought.
#[derive(Clone, Debug)]
pub(crate) struct Likeliest {
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// What each of the records, as JSON, is known by; none for kinds that are not matched.
///
/// # Errors
/// The database's own.
pub(crate) fn known_by(tx: &mut Tx<'_>, noun: Noun, all: &[Map<String, Json>]) -> Result<Vec<Option<Traits>>> {
    let id = |one: &Map<String, Json>| one.get("account")?.as_str()?.parse::<Uuid>().ok();
    let mut accounts: Vec<Uuid> = all.iter().filter_map(id).filter(|_| noun == Noun::Contact).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let names = sql::account_names(tx, &accounts)?;
    Ok(all.iter().map(|one| traits::of_values(noun, one, id(one).and_then(|id| names.get(&id).cloned()))).collect())
}

/// The keys that few records share.
pub(crate) fn strong_keys(traits: &Traits) -> Vec<String> {
    let is_strong = |key: &String| !key.starts_with("cb:") && !key.starts_with("pb:");
    matching::keys(traits).into_iter().filter(is_strong).collect()
}

/// For each of those asked the record of the kind that it likely is.
///
/// # Errors
/// The database's own.
pub(crate) fn likeliest(tx: &mut Tx<'_>, noun: Noun, asked: &[Option<Traits>]) -> Result<Vec<Option<Likeliest>>> {
    let keys: Vec<Vec<String>> = asked.iter().map(|one| one.as_ref().map(strong_keys).unwrap_or_default()).collect();
    let distinct: BTreeSet<&String> = keys.iter().flatten().collect();
    let distinct: Vec<String> = distinct.into_iter().cloned().collect();
    let members: BTreeMap<String, Vec<Uuid>> = sql::members(tx, noun, &distinct)?;
    let under = |keys: &[String]| -> BTreeSet<Uuid> {
        let found = keys.iter().filter_map(|key| members.get(key)).filter(|ids| ids.len() <= MOST);
        found.flatten().copied().collect()
    };
    let candidates: Vec<BTreeSet<Uuid>> = keys.iter().map(|keys| under(keys)).collect();
    let ids: BTreeSet<Uuid> = candidates.iter().flatten().copied().collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let known: HashMap<Uuid, traits::Known> =
        traits::known(tx, noun, &ids)?.into_iter().map(|known| (known.id, known)).collect();
    let best = |(one, ids): (&Option<Traits>, &BTreeSet<Uuid>)| {
        let one = one.as_ref()?;
        let compared = ids.iter().filter_map(|id| {
            let known = known.get(id)?;
            let found = matching::compare(one, &known.traits);
            found.is_likely().then_some((found.score, known))
        });
        let (_, known) = compared.max_by_key(|(score, known)| (*score, std::cmp::Reverse(known.id)))?;
        Some(Likeliest { id: known.id, name: known.name.clone() })
    };
    Ok(asked.iter().zip(&candidates).map(best).collect())
}
