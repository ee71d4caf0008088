//! What lies in the trash as a file may call it: by the ids that records have elsewhere, by their names, and by what they
//! are known by. Read from what was kept of each, so that it says the same whenever they were deleted.

use super::held::Held;
use super::sql;
use crate::Result;
use crate::matching::{self, MATCHED};
use db::Tx;
use domain::Instant;
use domain::leads::LeadStatus;
use domain::matching::Traits;
use domain::policy::Noun;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// A record that lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct One {
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Since when.
    pub deleted_at: Instant,
}

/// All of a kind that lie there.
#[derive(Default)]
pub(crate) struct Lying {
    all: Vec<One>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    traits: Vec<Option<Traits>>,
    by_key: HashMap<String, Vec<usize>>,
}

impl Lying {
    /// The record with that id elsewhere, or with that id of ours as it is written in files (`urn:uuid:…`).
    pub(crate) fn find_id(&self, id: &str) -> Option<&One> {
        self.all.get(*self.by_id.get(id.strip_prefix("urn:uuid:").unwrap_or(id))?)
    }
    /// Says nothing of that id elsewhere any more.
    pub(crate) fn forget_id(&mut self, id: &str) {
        self.by_id.remove(id);
    }
    /// The record called so.
    pub(crate) fn find_name(&self, name: &str) -> Option<&One> {
        self.all.get(*self.by_name.get(&text::fold(name))?)
    }
    /// The record that one is likely, by what it is known by; where `keys` are those that few share.
    pub(crate) fn like(&self, traits: &Traits, keys: &[String]) -> Option<&One> {
        let under = keys.iter().filter_map(|key| self.by_key.get(key)).filter(|all| all.len() <= matching::MOST);
        let places: BTreeSet<usize> = under.flatten().copied().collect();
        let compared = places.into_iter().filter_map(|at| {
            let found = domain::matching::compare(traits, self.traits.get(at)?.as_ref()?);
            found.is_likely().then_some((found.score, at))
        });
        self.all.get(compared.max()?.1)
    }
}

/// Reads what of a kind lies in the trash; of several that are called the same, the one that was deleted last.
///
/// # Errors
/// The database's own.
pub(crate) fn lying(tx: &mut Tx<'_>, noun: Noun) -> Result<Lying> {
    let (mut lying, mut fields) = (Lying::default(), Vec::new());
    sql::each_content(tx, noun, |one, content| {
        let held: Held = serde_json::from_str(content)?;
        let at = lying.all.len();
        lying.by_name.insert(text::fold(&one.name), at);
        lying.by_id.insert(one.id.to_string(), at);
        let elsewhere = held.words("external_ids", "external_id").into_iter().chain(held.word("external_id"));
        lying.by_id.extend(elsewhere.map(|id| (id.to_owned(), at)));
        fields.push(known_fields(noun, &held));
        lying.all.push(one);
        Ok(())
    })?;
    if MATCHED.contains(&noun) {
        lying.traits = matching::known_by(tx, noun, &fields)?;
        for (at, traits) in lying.traits.iter().enumerate() {
            for key in traits.as_ref().map(matching::strong_keys).unwrap_or_default() {
                lying.by_key.entry(key).or_default().push(at);
            }
        }
    }
    Ok(lying)
}

/// Its fields as programs name them, as far as records are known by them. A lead that became something stands for that.
fn known_fields(noun: Noun, held: &Held) -> Map<String, Json> {
    let status = || serde_json::from_value::<LeadStatus>(held.word("status")?.into()).ok();
    let is_open = noun != Noun::Lead || status().is_some_and(LeadStatus::is_open);
    let words = held.own_words().filter(|_| is_open);
    let named = |(column, word): (&str, &str)| {
        let field = if column == "account_id" { "account" } else { column };
        (field.to_owned(), Json::from(word))
    };
    words.map(named).collect()
}
